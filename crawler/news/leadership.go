package news

import (
	"strings"

	"kith"
)

// office is a post at the head of a company.
const office = `(?:chief\s+(?:executive|financial|operating|technology|technical|marketing|product|information|people|revenue|commercial|human\s+resources|legal|scientific|medical|strategy|security)(?:\s+officer)?|ceo|cfo|coo|cto|cio|cmo|chro|` +
	`(?:finance|technology|marketing|operations|product|legal|people|hr|design|commercial)\s+(?:chief|boss)|president|chair(?:man|woman|person)?|managing\s+director|finance\s+director|executive\s+director|general\s+manager|country\s+manager)`

// executive is an office that only companies have.
const executive = `(?:chief\s+\w+(?:\s+officer)?|ceo|cfo|coo|cto|cio|cmo|chro|managing\s+director|finance\s+director)`

// asOffice is an office that somebody comes to or leaves: "as its new chief
// executive".
const asOffice = `as\s+(?:(?:its|their|the|a|new|next|first|interim|acting|group|global|joint|co|president|chairman|and|company['’]s|\pL[\pL.&-]*['’]s|-)\s+){0,4}?` + office

// leadership is told when somebody at the head of a company comes or goes.
var leadership = rule{
	kind:  kith.EventLeadership,
	stems: []string{"ceo", "chief", "cfo", "coo", "cto", "president", "chair", "managing director", "director", "manager", "leader", "vezető", "vezérigazgató", "vorstand", "geschäftsführer", "leadership"},
	against: words(`(?:vice\s+)?president\s+(?:bush|obama|trump|biden|clinton|putin|hu|of\s+the\s+united)`, `iraqi\s+president`, `(?:election|federal\s+election)\s+commission`, `head\s+coach`, `new\s+manager\s+of`, `joined\s+\S+\s+in\s+(?:19|20)\d\d`, `currently\s+(?:accounts|group)`, `recently\s+told`, `charity`, `parliament`, `opposition`,
		`(?:former|ex)[- ](?:\S+\s+){0,2}(?:chief|ceo|president|chairman)`),
	forms: []form{
		{words(`(?:is|was|were|has\s+been|have\s+been|will\s+be|to\s+be)\s+(?:named|appointed|elected)\s+(?:as\s+)?(?:the\s+|its\s+|new\s+)*` + office + `\s+(?:of|at)`), appointed},
		{words(`(?:names?|named|appoints?|appointed|hires?|hired|taps?|tapped|promotes?|promoted|elects?|elected|picks?|selects?|selected|recruits?|recruited|brings?\s+in|brought\s+in|chooses?|chose|chosen)\s+(?:\S+\s+){1,7}?(?:as\s+)?(?:its\s+|the\s+|new\s+|next\s+|interim\s+|group\s+|global\s+)*` + office), appointers},
		{words(office+`(?:\s+and\s+(?:\S+\s+)?`+office+`)?(?:\s+of\s+(?:\S+\s+){1,4}?|\s+|,\s+)(?:\pLu?\S*\s+){0,3}?(?:resigns?|resigned|steps?\s+down|stepped\s+down|stepping\s+down|to\s+step\s+down|will\s+step\s+down|has\s+stepped\s+down|quits?|ousted|fired|sacked|to\s+leave|leaves|to\s+retire|retires|departs|is\s+leaving|(?:to|will|would)\s+(?:resign|retire|leave|depart)|replaced|was\s+(?:fired|ousted|replaced|dismissed)|is\s+out)`, office+`\s+to\s+(?:depart|exit)`), officers},
		{words(`(?:ousts?|fires?|sacks?|replaces?|dismisses?|ousted|replaced)\s+(?:its\s+|the\s+)?`+executive, `(?:fired|sacked|dismissed|removed|suspended)\s+its\s+`+office), appointers},
		{words(`(?:joins?|joined|joining|rejoins?|rejoined)\s+(?:\S+\s+){1,10}?` + asOffice), joiners},
		{words(`(?:leav(?:e|es|ing)\s+(?:his|her|their)\s+(?:post|job|role|position)|resign(?:s|ed|ing)?|step(?:s|ped|ping)?\s+(?:down|aside)|quits?|retir(?:e|es|ed|ing)|departs?|departed|ousted|fired|dismissed|removed|replaced|tak(?:e|es|ing|en)\s+over|took\s+over|start(?:s|ed)?|return(?:s|ed)?|installed|(?:succeed|replac)(?:e|es|s|ed|ing)?\s+(?:\S+\s+){0,4}?\S+)\s+(?:(?:on\s+\pL+|immediately|yesterday|today)\s+)?`+asOffice,
			`(?:is|was|be|becomes?|became|becoming|named|appointed|elected|made)\s+(?:its|the|a)\s+(?:new|next)\s+`+office+`\s+(?:of|at)`, `(?:becomes?|became|becoming)\s+`+office+`\s+(?:of|at)`, `(?:becomes?|became|becoming|be)\s+(?:(?:its|the|new|next|interim|acting)\s+){1,3}`+executive), inOffice},
		{words(`(?:takes?|took|taken|taking)\s+(?:over\s+)?(?:the\s+)?(?:helm|reins)\s+(?:at|of)`), appointed},
		{words(`(?:its|their)\s+(?:\S+\s+){0,2}?`+office+`,?\s+(?:\pL\S*\s+){0,5}?(?:resign(?:s|ed)?|(?:to|will|would)\s+(?:resign|retire|leave|depart|step\s+down)|step(?:s|ped|ping)\s+down|quits?|has\s+left|is\s+leaving|was\s+(?:fired|ousted|dismissed))`, `(?:said|says|announced|announces)\s+(?:that\s+)?`+office+`\s+(?:\pL\S*\s+){0,4}?(?:resign(?:s|ed)?|(?:to|will|would)\s+(?:resign|retire|leave|depart|step\s+down)|step(?:s|ped|ping)\s+down|quits?|has\s+left|is\s+leaving)`,
			`(?:resignation|departure|retirement|dismissal)\s+of\s+its\s+(?:\S+\s+){0,2}?`+office), officersOfSubject},
		{words(`(?:appointment\s+of)\s+(?:\S+\s+){1,6}?(?:as\s+)?(?:its\s+|the\s+|new\s+)*`+office, `(?:taps?|gets|names|appoints|announces|picks|selects)\s+(?:a\s+)?(?:new|interim)\s+(?:leader|`+office+`)`), appointed},
		{pattern(`(?:^|\PL)új\s+(?:ügy)?vezet(?:ő|érigazgató)\S*(?:\s+igazgató)?`, `\bvezérigazgató\pL*\s+(?:\S+\s+){0,3}?(?:lemond|távozik)`), hungarianHosts},
		{pattern(`\bneuer?\s+(?:vorstandschef|geschäftsführer|ceo)\b`), hosts},
	},
}

// appointers returns the company that names or dismisses somebody.
// Of somebody who "was appointed CEO" it is behind "of".
func appointers(s *speech, at, end int) []party {
	i := s.index(at)
	if !passive[s.low(i-1)] {
		return asParties(s.subject(i))
	}
	for j := s.index(end - 1); j < len(s.words) && j < s.index(end-1)+8; j++ {
		if s.low(j) == "of" || s.low(j) == "at" {
			if name := s.object(j + 1); name != "" {
				return asParties([]string{name})
			}
		}
	}
	return nil
}

// officers returns the company whose officer goes: "Acme CEO", "CEO of Acme",
// "Acme's chief executive".
func officers(s *speech, at, end int) []party {
	i := s.index(at)
	if name := s.nameBefore(i); name != "" {
		return asParties([]string{name})
	}
	for j := i; j < i+5 && j < len(s.words); j++ {
		if s.low(j) == "of" || s.low(j) == "at" {
			if name := s.object(j + 1); name != "" {
				return asParties([]string{name})
			}
		}
	}
	for j := s.index(end - 1); j < len(s.words) && j < s.index(end-1)+4; j++ {
		if s.low(j) == "of" || s.low(j) == "at" {
			if name := s.object(j + 1); name != "" {
				return asParties([]string{name})
			}
		}
	}
	return nil
}

// joiners returns the company that somebody joins: "joins Acme as chief
// executive".
func joiners(s *speech, at, _ int) []party {
	name := s.object(s.index(at) + 1)
	if name == "" || owns[s.low(s.index(at)+1)] {
		return nil
	}
	return asParties([]string{name})
}

// inOffice returns the company of an office that somebody comes to or leaves:
// "resigned as chief executive of Acme", "as Acme's chief executive", "Acme's
// Jane Doe steps down as chief executive".
func inOffice(s *speech, at, end int) []party {
	i, last := s.index(at), s.index(end-1)
	for j := last; j < min(len(s.words), last+6); j++ {
		if s.low(j) == "of" || s.low(j) == "at" {
			if name := s.object(j + 1); name != "" {
				return asParties([]string{name})
			}
		}
	}
	for _, r := range s.runs(i+1, last+1) {
		if name, _ := s.name(r); name != "" && s.words[r.to-1].owner {
			return asParties([]string{name})
		}
	}
	runs := s.runs(s.clauseStart(i), i)
	if len(runs) > 0 && titles[s.low(runs[0].to)] {
		if name, _ := s.name(runs[0]); name != "" {
			return asParties([]string{name})
		}
	}
	if n := len(runs); n > 1 && s.isOwnerOnly(runs, n-2, i) {
		if name, _ := s.name(runs[n-2]); name != "" {
			return asParties([]string{name})
		}
	}
	if from := s.clauseStart(i); from > 0 && s.low(from-1) != "who" && strings.Contains(lower(s.text[at:end]), " its ") {
		return asParties(s.subjectBefore(i))
	}
	return nil
}

// officersOfSubject returns the company that tells of its own officer: "Acme
// said that its chief executive will resign".
func officersOfSubject(s *speech, at, _ int) []party {
	if i := s.index(at); !owns[s.low(i)] {
		return asParties(s.subject(i))
	}
	return asParties(s.subjectBefore(s.index(at)))
}

// nameBefore returns the name that ends directly before words[i].
func (s *speech) nameBefore(i int) string {
	runs := s.runs(max(0, i-6), i)
	if n := len(runs); n > 0 && runs[n-1].to == i {
		name, _ := s.name(runs[n-1])
		return name
	}
	return ""
}

// appointed returns the company that somebody was appointed at: behind "of",
// or the subject.
func appointed(s *speech, at, end int) []party {
	if last := s.words[max(0, s.index(end-1))]; last.low == "of" || last.low == "at" {
		if name := s.object(s.index(end-1) + 1); name != "" {
			return asParties([]string{name})
		}
	}
	names := s.subject(s.index(at))
	if len(names) == 1 && strings.Count(names[0], " ") > 7 {
		return nil
	}
	return asParties(names)
}
