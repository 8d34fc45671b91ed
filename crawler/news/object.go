package news

// object returns the name that words from at on speak of first: "acquires the
// software maker Northwharf". It looks at most ten words ahead and not beyond
// the clause.
func (s *speech) object(at int) string {
	end := s.objectEnd(at)
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
		if i > at+12 || w.mark && (boundaryMarks[w.low] || w.low == "," && i > at) || i > at && (subordinators[w.low] || verbs[w.low] && !prepositions[w.low] && s.lowercase(i) && s.style == cased && !articles[w.low] && w.low != "and") {
			return i
		}
	}
	return len(s.words)
}
