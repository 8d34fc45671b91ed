package news

import "kith"

// merger is told when two companies become one.
var merger = rule{
	kind:       kith.EventMerger,
	stems:      []string{"merg", "combin", "fusion", "fúzi", "fusión", "fusión", "egyesül"},
	background: false,
	against: words(`merg(?:e|ed|ing|es)\s+(?:the\s+)?(?:know-how|lanes?|traffic|galax\w*|genres?|styles?|art|music|files?|pull\s+requests?|data)`, `merger\s+(?:arbitrage|of\s+galax\w*|is\s+not|between\s+\S+\s+and\s+\S+\s+\S+\s+\S+\s+is\s+not)`, `call(?:s|ed)?\s+off`, `(?:original|earlier)\s+merger`, `was\s+expected\s+to`, `if\s+the\s+merger`,
		`(?:will|to)\s+combine\s+\S+\s+(?:with|and)\s+\S+\s+(?:to\s+(?:treat|create\s+a\s+new\s+(?:sound|flavou?r)))`, `combin\w+\s+forces`, `not\s+likely`, `after\s+(?:the|its|their)\s+merger`, `we\s+can\s+combine`, `with\s+the\s+merger`),
	forms: []form{
		{words(`(?:to|will|plan(?:s|ned)?\s+to|agree(?:s|d)?\s+to|would\s+be|be)\s+(?:merge|merged|combine)\s+with`, `merg(?:es|ing)\s+with`, `(?:merger|merge|business\s+combination)\s+with`), partnersWith},
		{words(`(?:to|will|plans?\s+to)\s+(?:merge|combine)`, `(?:plans?|agree(?:s|d)?(?:\s+(?:to|on))?|announc\w+|discuss\w*|consider\w*|in\s+talks\s+(?:on|that\s+could\s+lead\s+to|about)|complete[sd]?|propose[sd]?|approv\w+|back(?:s|ed)?|clear(?:s|ed)?)\s+(?:\S+\s+){0,6}?merger?`, `in\s+(?:merger|takeover)\s+talks`), partners},
		{words(`talks\s+with\s+(?:\S+\s+){1,8}?(?:about|on|over|of|regarding)\s+(?:an?\s+)?(?:\S+\s+){0,2}?merger`), partnersInTalks},
		{words(`merger\s+(?:of|between)`), partnersOf},
		{words(`(?:merg|combin)(?:es|ing|e)\s+(?:(?:its|their|the|two|three)\s+){1,2}(?:\S+\s+){0,5}?(?:companies|units?|divisions|businesses|entities|subsidiaries|operations)`, `merges\s+(?:\S+\s+){0,3}?(?:companies|units|divisions|businesses)`), doers},
		{pattern(`\bfusionier(?:t|en)\b`, `\bfusion\s+(?:von|mit|avec|de)\b`, `\bfúzió\pL*`, `\begyesül(?:nek|és\pL*)`, `\bfusionan\b`), partners},
	},
}

// asPartners makes partners of the names of companies that merge.
func asPartners(names []string) []party {
	var found []party
	for i, name := range names {
		p := party{name: name, role: kith.RolePartner}
		if len(names) == 2 {
			p.counterpart = names[1-i]
		}
		if name != "" && !places[lower(name)] {
			found = append(found, p)
		}
	}
	return found
}

// partners returns the companies that are the subject.
func partners(s *speech, at, end int) []party {
	names := s.subject(s.index(at))
	if begin := s.group(s.index(at)); s.low(begin-1) == "they" {
		names = s.subject(s.firstVerb(0, begin-1))
	}
	if len(names) == 1 {
		if other := s.objectOf(end, "with"); other != "" {
			names = append(names, other)
		}
	}
	if len(names) != 2 {
		return nil
	}
	return asPartners(names)
}

// partnersWith returns the subject and the company behind "with".
func partnersWith(s *speech, at, end int) []party {
	names := s.subject(s.index(at))
	other := s.object(s.index(end))
	if len(names) == 0 || other == "" {
		return nil
	}
	return asPartners([]string{names[0], other})
}

// partnersInTalks returns the subject and the company that it talks with: "is
// in talks with Acme about a merger".
func partnersInTalks(s *speech, at, _ int) []party {
	names, other := s.subject(s.index(at)), s.objectOf(at, "with")
	if len(names) == 0 || names[0] == anaphor || other == "" || other == names[0] {
		return nil
	}
	return asPartners([]string{names[0], other})
}

// partnersOf returns the two companies behind "merger of" or "between".
func partnersOf(s *speech, _, end int) []party {
	from := s.index(end)
	runs := s.runs(from, min(len(s.words), from+12))
	if len(runs) < 2 {
		return nil
	}
	first, _ := s.name(runs[0])
	second, _ := s.name(runs[1])
	if first == "" || second == "" {
		return nil
	}
	return asPartners([]string{first, second})
}

// objectOf returns the company behind a preposition that follows within a few
// words.
func (s *speech) objectOf(end int, preposition string) string {
	from := s.index(end)
	for i := from; i < len(s.words) && i < from+8; i++ {
		if s.low(i) == preposition {
			if name := s.object(i + 1); name != "" {
				return name
			}
		}
	}
	return ""
}
