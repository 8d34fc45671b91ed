package news

import (
	"slices"
	"strings"
)

// subject returns the names of who does what the words from at on say. Several
// only when they are joined by "and" or commas.
func (s *speech) subject(at int) []string {
	verb := s.group(at)
	if s.isParticiple(verb) {
		if names := s.subjectBefore(verb - 1); len(names) > 0 {
			return names
		}
	}
	end := s.withoutApposition(verb)
	for range 6 {
		from := s.clauseStart(end)
		if s.style == flat && from > 1 && s.low(from-1) == "which" {
			end = from - 1
			continue
		}
		if names := s.beforeAside(from); len(names) > 0 {
			return names
		}
		names, pronoun := s.choose(from, end)
		if len(names) > 0 {
			return names
		}
		if from <= 0 {
			if before := s.subjectBefore(end); pronoun && s.low(0) == "according" && len(before) > 0 {
				return before
			}
			if pronoun {
				return []string{anaphor}
			}
			return nil
		}
		if pronoun {
			if before := s.subjectBefore(from - 1); len(before) > 0 {
				return before
			}
			return []string{anaphor}
		}
		end = s.skipMarks(from - 1)
	}
	return nil
}

// isParticiple reports whether a verb of a text tells what the subject of the
// main clause does besides: "Acme promised a new version after buying
// Northwharf".
func (s *speech) isParticiple(i int) bool {
	before := s.low(i - 1)
	return s.style == cased && strings.HasSuffix(s.low(i), "ing") && (before == "after" || before == "before" || before == "by" || before == "upon")
}

// anaphor stands for a company that the item has named before.
const anaphor = "\x00"

// subjectBefore returns the first name before a boundary: what "it" means.
func (s *speech) subjectBefore(end int) []string {
	runs := s.runs(0, end)
	for i, r := range runs {
		if r.behind != "" && r.behind != "of" && !s.isSource(r.from-1) || titles[s.low(r.from-1)] || i+1 < len(runs) && (s.describes(r, runs[i+1]) || s.isOwnerOnly(runs, i, end)) {
			continue
		}
		if name := s.chain(r, end); name != "" {
			return []string{name}
		}
	}
	return nil
}

// isSource reports whether a preposition leads to the company that a sentence
// speaks of: "according to Acme, it", "shares in Acme rose after it".
func (s *speech) isSource(i int) bool {
	switch s.low(i) {
	case "to":
		return s.low(i-1) == "according"
	case "in":
		return s.low(i-1) == "shares" || s.low(i-1) == "stock"
	}
	return false
}

// group returns where the verb begins that words[at] is a part of: before the
// auxiliaries, adverbs and "plans to".
func (s *speech) group(at int) int {
	verb := verbs[s.low(at)]
	for at > 0 && !(verb && regions[s.low(at-1)]) && (auxiliaries[s.low(at-1)] || strings.HasSuffix(s.low(at-1), "ly") && s.style == cased && s.lowercase(at-1)) {
		at--
	}
	return at
}

// auxiliaries stand between a subject and its verb.
var auxiliaries = set(`will would to is are was were be been being has have had may could might must should can set plans planning plan planned expects expected
	expecting intends intend intended begins begin began starts started starting considers considering mulls weighing prepares preparing decided agreed agrees
	also now again further soon likely about going seeks wants aims continues continue forced ready poised eyes proposes proposed it's not temporarily
	completed completes finalises finalizes in_talks wants looks looking due reportedly quietly once just already officially permanently even itself
	announces announced announcing announce confirms confirmed confirming orders makes make made making launches plots unveils unveiled conducts conducting carries out carry undergoes
	another more new further additional fresh mass massive major significant big large widespread deep global planned corporate proposed company-wide
	us u.s uk european domestic internal second third fourth final another round of rounds its their some`)

// withoutApposition returns the end of the subject when what stands before the
// verb is put in between commas: "Acme, a maker of ships, cuts".
func (s *speech) withoutApposition(end int) int {
	if s.low(end-1) != "," {
		return end
	}
	for i := end - 2; i > 0; i-- {
		if s.words[i].mark && s.words[i].low == "," {
			if isLegalComma(s, i) {
				continue
			}
			if len(s.runs(0, i)) > 0 {
				return i
			}
			break
		}
	}
	return end - 1
}

// isLegalComma reports whether a comma only parts a name from its legal form,
// as in "Northwharf, Inc.".
func isLegalComma(s *speech, i int) bool { return legal[s.low(i+1)] }

// clauseStart returns where the clause begins that ends at end.
func (s *speech) clauseStart(end int) int {
	for i := end - 1; i >= 0; i-- {
		w := s.words[i]
		if w.low == "as" && s.low(i-1) == "known" {
			continue
		}
		if w.mark && boundaryMarks[w.low] || subordinators[w.low] && !(s.style != flat && hasCapital(w.text) && i > 0 && s.style == cased) {
			return i + 1
		}
	}
	return 0
}

var boundaryMarks = map[string]bool{":": true, ";": true, "–": true, "—": true, "-": true, "|": true, "…": true}

// subordinators part a clause from the one before it.
var subordinators = set(`says say said saying reports reported report that as while after whereby because when if since amid before but though although where whether despite
	which who following dass weil nachdem que quand hogy mert után until than`)

// skipMarks steps back over marks.
func (s *speech) skipMarks(end int) int {
	for end > 0 && s.words[end-1].mark {
		end--
	}
	return end
}

// choose returns who the subject of a clause is: the name directly before the
// verb, or else the last before the first verb of the clause, names behind a
// preposition last.
func (s *speech) choose(from, end int) (names []string, pronoun bool) {
	for i := from; i < end; i++ {
		pronoun = pronoun || pronouns[s.low(i)] || s.low(i) == "the" && heads[s.low(i+1)] && s.lowercase(i+1) || s.low(i) == "the" && s.low(i+1) == "group"
	}
	if s.style == flat && s.low(end-1) == "company" {
		return nil, true
	}
	runs := s.runs(from, end)
	if n := len(runs); n > 0 && runs[n-1].to == end && s.maySubject(runs[n-1]) && !owns[s.low(runs[n-1].from-1)] && !s.isObject(runs, n-1) && !s.isBesides(runs, n-1) && !s.isEarlierObject(runs, n-1) {
		if names := s.listed(runs, n-1, end); len(names) > 0 && !pronoun {
			return names, false
		}
	}
	first := s.firstVerb(from, end)
	for _, wanted := range []func(run) bool{
		func(r run) bool { return r.to <= first && r.behind == "" },
		func(r run) bool { return r.to <= first && r.behind == "of" },
		func(r run) bool { return r.behind == "" && r.to <= first+12 && first == from },
		func(r run) bool { return r.to <= first && (r.behind == "at" || r.behind == "by") },
	} {
		for i := len(runs) - 1; i >= 0; i-- {
			if !wanted(runs[i]) || s.isOwnerOnly(runs, i, end) || i+1 < len(runs) && s.describes(runs[i], runs[i+1]) || titles[s.low(runs[i].from-1)] || s.isBesides(runs, i) {
				continue
			}
			if names := s.listed(runs, i, end); len(names) > 0 {
				return names, false
			}
		}
	}
	return nil, pronoun
}

// maySubject reports whether a run directly before a verb may be its subject:
// no preposition leads to it, or one that does not: "paves the way for Acme to
// buy", "a plan by Acme to buy", "hit by slump software maker northwharf cuts".
func (s *speech) maySubject(r run) bool {
	before := s.low(r.from - 1)
	return r.behind == "" || s.style != cased && s.isHeaded(r) || (before == "for" || before == "by") && s.low(r.to) == "to"
}

func (s *speech) lowercase(i int) bool { return i < len(s.words) && !hasCapital(s.words[i].text) }

// firstVerb returns the first verb of a clause.
func (s *speech) firstVerb(from, end int) int {
	for i := from; i < end; i++ {
		if verbs[s.low(i)] && !prepositions[s.low(i)] && !articles[s.low(i)] && s.low(i) != "and" && (s.style != cased || s.lowercase(i)) || s.isPastTense(i) || s.isVerbOfHeadline(i) {
			return i
		}
	}
	return end
}

// isPastTense reports whether a word of a text that is no known verb looks
// like one: it ends as the past tense does, directly behind a name.
func (s *speech) isPastTense(i int) bool {
	low := s.low(i)
	return s.style == cased && i > 0 && strings.HasSuffix(low, "ed") && s.lowercase(i) && hasCapital(s.words[i-1].text) && !s.words[i-1].owner &&
		low != "based" && low != "backed" && low != "owned" && low != "listed" && low != "named" && low != "called" && low != "related" && low != "branded"
}

// isObject reports whether a run stands behind a verb whose subject is the run
// before: "Northwharf conducts company wide layoffs".
func (s *speech) isObject(runs []run, i int) bool {
	before := s.low(runs[i].from - 1)
	if causes[before] && s.low(runs[i].to) == "to" {
		return false
	}
	return i > 0 && !messages[before] && !s.isHeaded(runs[i]) && verbs[before] && !prepositions[before] && !subordinators[before] && before != "and"
}

// messages are nouns of headlines that could be verbs: "internal memo acme lays
// off staff".
var messages = set(`email emails memo letter`)

// owns are words before what belongs to the subject, and is not the subject.
var owns = set(`its their his her our`)

// isBesides reports whether a run of a headline only says what the one before
// it is: "Northwharf a storytelling platform".
func (s *speech) isBesides(runs []run, i int) bool {
	before := s.low(runs[i].from - 1)
	if s.isHeaded(runs[i]) {
		return false
	}
	switch before {
	case "a", "an":
		return s.style == flat || s.style == titled && i > 0
	case "the":
		return s.style == flat && i > 0 && runs[i-1].to == runs[i].from-1 && !s.isHead(runs[i-1].to-1)
	case "formerly":
		return i > 0
	case "as":
		return s.low(runs[i].from-2) == "known"
	}
	return false
}

// isHeaded reports whether a run says what a company is and then names it:
// "software maker northwharf".
func (s *speech) isHeaded(r run) bool {
	for i := r.from; i < r.to-1; i++ {
		if s.isHead(i) {
			return true
		}
	}
	return false
}

// isOwnerOnly reports whether a run only owns the next one: "Amazon's" in
// "Amazon's Twitch".
func (s *speech) isOwnerOnly(runs []run, i, end int) bool {
	if !s.words[runs[i].to-1].owner || i+1 >= len(runs) || runs[i+1].to > end || s.low(runs[i].to) == "(" {
		return false
	}
	next, _ := s.name(runs[i+1])
	return next != "" && runs[i+1].from-runs[i].to <= 3 && runs[i+1].behind == ""
}

// listed returns the name of a run with those that are joined to it before:
// "Acme, Northwharf and Palewater".
func (s *speech) listed(runs []run, i, end int) []string {
	name := s.chain(runs[i], end)
	if name == "" {
		return nil
	}
	names := []string{name}
	for i > 0 && (s.style == cased || !s.isHeaded(runs[i])) {
		between := s.withoutPlaces(runs[i-1].to, runs[i].from)
		joined := len(between) == 1 && (between[0].low == "and" || between[0].low == "&" || between[0].low == "," && len(names) > 1 || between[0].low == ",") ||
			len(between) == 2 && between[0].low == "," && between[1].low == "and"
		if !joined || len(between) == 1 && between[0].low == "," && len(names) == 1 && s.style == cased && runs[i-1].from > 0 {
			break
		}
		i--
		if other := s.chain(runs[i], runs[i].to); other != "" && !slices.Contains(names, other) {
			names = append([]string{other}, names...)
		}
	}
	return names
}

// withoutPlaces returns words between two names without where the second is
// from: "Finland's Acme and Sweden's Northwharf".
func (s *speech) withoutPlaces(from, to int) []word {
	if from < to && s.low(from) == "." && legal[s.low(from-1)] { // the stop of "Inc."
		from++
	}
	words := s.words[from:to]
	for len(words) > 1 && (peoples[words[len(words)-1].low] || s.isOwningPlace(to-1)) {
		words, to = words[:len(words)-1], to-1
	}
	return words
}

// isOwningPlace reports whether a word is a place that a company is from:
// "Sweden's".
func (s *speech) isOwningPlace(i int) bool { return s.words[i].owner && places[s.low(i)] }

// chain returns the name of a run. An 's that nothing follows but the verb
// belongs to the name: "McDonald's cuts jobs".
func (s *speech) chain(r run, end int) string {
	name, cutRun := s.name(r)
	if name != "" && cutRun.to == r.to && r.to == end && s.words[r.to-1].owner && s.style == cased && verbs[s.low(r.to)] {
		if tail := s.text[s.words[r.to-1].end:]; strings.HasPrefix(tail, "'s ") || strings.HasPrefix(tail, "’s ") {
			name += tail[:strings.IndexByte(tail, ' ')]
		}
	}
	return name
}
