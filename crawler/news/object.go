package news

import "strings"

// object returns the name that words from at on speak of first: "acquires the
// software maker Northwharf". It looks at most ten words ahead and not beyond
// the clause.
func (s *speech) object(at int) string {
	end := s.objectEnd(at)
	if from, to := s.apposed(at, end); to > 0 {
		at, end = from, to
	}
	runs := s.runs(at, end)
	for i, r := range runs {
		if s.hasPreposition(at, r.from) {
			return ""
		}
		if i+1 < len(runs) && (s.isOwnerOnly(runs, i, end) && !places[s.low(runs[i+1].from)] && s.isOneWordOrLegal(runs[i+1]) || s.describes(r, runs[i+1])) {
			continue
		}
		if name := s.objectName(r); name != "" {
			return name
		}
		if i >= 2 {
			break
		}
	}
	return ""
}

// apposed returns where the name stands that follows between commas on what a
// company is: "buys a maker of sails, Northwharf, for". To is 0 when there is
// none.
func (s *speech) apposed(at, end int) (from, to int) {
	if s.style != cased || !articles[s.low(at)] || s.low(end) != "," || owns[s.low(at)] {
		return 0, 0
	}
	for i := at; i < end; i++ {
		if s.nameable(i) && !s.words[i].owner && !peoples[s.low(i)] && !places[s.low(i)] {
			return 0, 0
		}
	}
	to = s.objectEnd(end + 1)
	for _, r := range s.runs(end+1, to) {
		if r.from == end+1 && (r.to == len(s.words) || s.words[r.to].mark) {
			return r.from, r.to
		}
	}
	return 0, 0
}

// isOneWordOrLegal reports whether a run is short enough for the name of a
// company that another owns.
func (s *speech) isOneWordOrLegal(r run) bool { return r.to-r.from <= 2 }

// objectName is the name in a run behind a verb: in headlines without
// capitals it ends before the first plain word.
func (s *speech) objectName(r run) string {
	name, cutRun := s.name(r)
	if s.style != flat || name == "" {
		return name
	}
	for i := cutRun.from; i < cutRun.to; i++ {
		if i > cutRun.from && (plain[s.low(i)] || heads[s.low(i)]) && !keptEnds[s.low(i)] && !s.endsObject(cutRun, i) {
			cutRun.to = i
			break
		}
	}
	cutRun.to = min(cutRun.to, cutRun.from+3)
	return s.text[s.words[cutRun.from].start:s.words[cutRun.to-1].end]
}

// hasPreposition reports whether words[from:to] have a preposition that leads
// away from the object: any but "of", and the first may be one.
func (s *speech) hasPreposition(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if prepositions[s.low(i)] && s.low(i) != "of" {
			return true
		}
	}
	return false
}

// describes reports whether a run only describes the company that follows:
// "IP" in "IP platform specialist P-Cube".
func (s *speech) describes(r, next run) bool {
	return next.from > r.to && next.from-r.to <= 5 && (heads[s.low(next.from-1)] || s.low(next.from-1) == "group") && !s.words[r.to-1].owner && s.noMarks(r.to, next.from)
}

func (s *speech) noMarks(from, to int) bool {
	for i := from; i < to; i++ {
		if w := s.words[i]; w.mark && w.low != "$" && w.low != "€" && w.low != "£" {
			return false
		}
	}
	return true
}

// objectEnd returns where the object of a verb ends at the latest.
func (s *speech) objectEnd(at int) int {
	for i := at; i < len(s.words); i++ {
		w := s.words[i]
		if strings.HasSuffix(s.low(i-1), "ly") && i > at && strings.HasSuffix(w.low, "d") && s.lowercase(i-1) { // "privately held"
			continue
		}
		if i > at+12 || w.mark && (boundaryMarks[w.low] || w.low == "," && i > at) || i > at && (subordinators[w.low] || verbs[w.low] && !prepositions[w.low] && s.lowercase(i) && s.style == cased && !articles[w.low] && w.low != "and") {
			return i
		}
	}
	return len(s.words)
}
