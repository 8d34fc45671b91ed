package news

import (
	"regexp"
	"slices"
	"strings"

	"kith"
	"kith/crawler/internal/text"
)

// rule is how one kind of event is told. Each kind has a file of its own.
type rule struct {
	kind  kith.EventKind
	stems []string                // parts of words, in small letters, of which a sentence has one
	may   func(lower string) bool // what else the words of a sentence must fulfil, may be nil
	forms []form
	// against finds what makes a sentence tell of something else.
	against *regexp.Regexp
	// background says that a phrase behind "after", "despite" or "since" is
	// something that was known before.
	background bool
}

// form is one way of telling it: a phrase, and who is who around it.
type form struct {
	phrase  *regexp.Regexp
	parties func(s *speech, at, end int) []party
}

// party is a company in an event. A name that is anaphor means a company that
// was named before.
type party struct {
	name        string
	role        kith.DealRole
	counterpart string
}

// claim is what a sentence says.
type claim struct {
	kind    kith.EventKind
	parties []party
	at, end int  // the phrase, in bytes of the sentence
	shared  bool // the sentence tells of a layoff too, whose figures are its figures
}

// rules has all kinds, in the order in which events are returned.
var rules = []rule{layoff, layoffAbroad, closure, merger, acquisition, reorganisation, leadership, relocation, expansion, hiringFreeze, bankruptcy}

// maxPhrases is how many phrases of a kind are looked at in a sentence.
const maxPhrases = 12

// telling returns the rules that may have something to say of a sentence, by
// its stems alone. Nearly all sentences have none, and need no pattern.
func telling(sentence string) []rule {
	lower := strings.ToLower(sentence)
	var found []rule
	for _, r := range rules {
		if slices.ContainsFunc(r.stems, func(stem string) bool { return strings.Contains(lower, stem) }) && (r.may == nil || r.may(lower)) {
			found = append(found, r)
		}
	}
	return found
}

// mayReport reports whether a text may tell of an event: it has a phrase of
// one, whatever stands around it.
func mayReport(said string) bool {
	said = text.Cut(said, maxSentence)
	for _, r := range telling(said) {
		if slices.ContainsFunc(r.forms, func(f form) bool { return f.phrase.MatchString(said) }) {
			return true
		}
	}
	return false
}

// claims returns what a sentence says. Published is the year of its item, 0
// when not known.
func claims(sentence string, published int) []claim {
	if len(sentence) > maxSentence {
		return nil
	}
	var found []claim
	var s *speech
	for _, r := range telling(sentence) {
		matches := r.matches(sentence)
		if len(matches) == 0 {
			continue
		}
		if s == nil { // the dear looks are for sentences that have a phrase
			if unsure.MatchString(sentence) || isOffTopic(sentence) {
				return nil
			}
			s = read(sentence)
		}
		if slices.ContainsFunc(found, func(c claim) bool { return c.kind == r.kind }) || r.against != nil && r.against.MatchString(sentence) {
			continue
		}
		if c, ok := r.claim(s, matches, published); ok {
			found = append(found, c)
		}
	}
	return found
}

// match is a place at which a form of a rule is found.
type match struct {
	form    form
	at, end int
}

// matches returns where the phrases of a kind stand, by form.
func (r rule) matches(sentence string) []match {
	var found []match
	for _, f := range r.forms {
		for _, at := range f.phrase.FindAllStringIndex(sentence, maxPhrases) {
			found = append(found, match{f, at[0], at[1]})
		}
	}
	return found
}

// claim returns the first claim of a kind that nothing takes back.
func (r rule) claim(s *speech, matches []match, published int) (claim, bool) {
	for _, m := range matches {
		if r.takenBack(s.text, m.at, m.end) || isHistory(s.text, m.at, m.end, published) {
			continue
		}
		if parties := m.form.parties(s, m.at, m.end); len(parties) > 0 {
			return claim{kind: r.kind, parties: parties, at: m.at, end: m.end}, true
		}
	}
	return claim{}, false
}

// takenBack reports whether the words around a phrase take it back.
func (r rule) takenBack(text string, at, end int) bool {
	head := clause(text[:at])
	by, known := denied, background
	if isVerb(text[at:end]) {
		by, known = deniedVerb, backgroundVerb
	}
	return by.MatchString(head) || r.background && known.MatchString(said.ReplaceAllString(head, " ")) || behind.MatchString(text[end:]) || deniesItself(text[at:end]) || isReport(text[at:end], text[end:])
}

// said finds that what follows is what somebody says now, whatever stands
// before: "fell after Acme said it will", "after raising money Acme".
var said = regexp.MustCompile(`(?i)^.*\b(?:said|says|announced)\s+(?:that\s+)?(?:it|they)\b|\bafter\s+\pL+ing\b`)

// clause returns the part of a sentence behind its last comma, colon or the
// like: what stands before that says nothing of the phrase that follows.
func clause(text string) string {
	if len(text) > 200 {
		text = text[len(text)-200:]
	}
	return " " + text[strings.LastIndexAny(text, ",;:–—")+1:]
}

// doers returns who does it: the subject of the verb at a byte of a sentence.
func doers(s *speech, at, _ int) []party { return asParties(s.subject(s.index(at))) }

// hosts returns the company at which something happens: "at Acme", or whose
// it is: "Acme layoffs", or else the subject.
func hosts(s *speech, at, end int) []party {
	found := asParties(s.subject(s.index(at)))
	if len(found) > 0 && found[0].name != anaphor {
		return found
	}
	if behind := asParties(s.behind(end)); len(behind) > 0 {
		return behind
	}
	return found
}

// hostsBehind is hosts with what stands behind the phrase first.
func hostsBehind(s *speech, at, end int) []party {
	if names := s.behind(end); len(names) > 0 {
		return asParties(names)
	}
	return asParties(s.subject(s.index(at)))
}

// behind returns the company that a phrase happens to, behind it: "at Acme",
// "by Acme", "hit Acme".
func (s *speech) behind(end int) []string {
	from := s.index(end - 1)
	for i := from; i < len(s.words) && i <= from+9; i++ {
		w := s.words[i]
		if w.mark && boundaryMarks[w.low] && i > from {
			return nil
		}
		if !hostWords[w.low] && (w.low != "to" || i > from) {
			continue
		}
		if owns[s.low(i+1)] {
			return []string{anaphor}
		}
		if name := s.object(i + 1); name != "" && !places[strings.ToLower(name)] {
			return []string{name}
		}
	}
	return nil
}

// hostWords stand between what happens and the company that it happens to.
var hostWords = set(`at by hit hits hitting bei chez en von in for strike strikes rock rocks :`)

// asParties makes parties of names that play no part in a deal.
func asParties(names []string) []party {
	var found []party
	for _, name := range names {
		if !places[strings.ToLower(name)] {
			found = append(found, party{name: name})
		}
	}
	return found
}

// words makes a pattern of phrases, whole words and in any case.
func words(phrases ...string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:` + strings.Join(phrases, "|") + `)\b`)
}

// pattern makes a pattern of phrases in any case.
func pattern(phrases ...string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:` + strings.Join(phrases, "|") + `)`)
}
