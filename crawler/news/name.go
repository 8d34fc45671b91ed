package news

import (
	"regexp"
	"slices"
	"strings"
)

// run is a piece of a sentence that may name a company: words[from:to].
type run struct {
	from, to int
	behind   string // the preposition before it, "" for none
}

// nameable reports whether a word may be part of a name.
func (s *speech) nameable(i int) bool {
	w := s.words[i]
	if w.mark || s.isOwningPlace(i) || breaks[w.low] || pronouns[w.low] || strings.HasPrefix(w.low, "mid-") {
		return false
	}
	switch s.style {
	case flat:
		return !verbs[w.low] && !articles[w.low] && !isFigure(w.text) && !prepositions[w.low] && !s.endsName(i) || s.isSplitHead(i)
	case titled:
		return (hasCapital(w.text) || hasDigit(w.text) && hasLetter(w.text)) && !verbs[w.low] && !articles[w.low] && !s.endsName(i) || s.isNumeral(i)
	}
	return hasCapital(w.text) && !articles[w.low] && (i > 0 || !verbs[w.low] || s.nameableBehind(i)) || s.isNumeral(i)
}

// nameableBehind reports whether a name goes on behind a first word that may
// be a verb: "Target Corp".
func (s *speech) nameableBehind(i int) bool {
	return i+1 < len(s.words) && !s.words[i+1].mark && hasCapital(s.words[i+1].text)
}

// isNumeral reports whether a single digit belongs to the name before it:
// "Level 3".
func (s *speech) isNumeral(i int) bool {
	w := s.words[i]
	return len(w.text) == 1 && hasDigit(w.text) && i > 0 && !s.words[i-1].mark && hasCapital(s.words[i-1].text) && !nobody[s.low(i-1)] && i+1 < len(s.words) && verbs[s.low(i+1)]
}

// isFigure reports whether a word is a number.
func isFigure(text string) bool {
	return hasDigit(text) && (!hasLetter(text) || strings.TrimLeft(text, "0123456789.,-") == "k" || strings.Contains(text, "per") || strings.HasSuffix(text, "pc"))
}

// runs returns the names that may stand in words[from:to].
func (s *speech) runs(from, to int) []run {
	var found []run
	for i := from; i < to; i++ {
		if !s.nameable(i) {
			continue
		}
		end := i + 1
		for end < to && !s.words[end-1].owner {
			joined := end
			if s.low(end) == "&" || s.low(end) == "and" && end+1 < to && (s.low(end+1) == s.low(end-1) || joinsAnd[s.low(end+1)]) || s.low(end) == "of" && joinsOf[s.low(end-1)] || particles[s.low(end)] && s.style != flat {
				joined++
			}
			if joined >= to || !s.nameable(joined) {
				break
			}
			end = joined + 1
		}
		found = append(found, run{i, end, s.preposition(i)})
		i = end - 1
	}
	return found
}

// joinsOf are words that go on with "of": "Bank of America".
var joinsOf = set(`bank bancorp university royal institute board`)

// joinsAnd are words that end a name behind an "and": "Northwharf and Sons".
var joinsAnd = set(`sons daughters brothers partners associates management gamble spencer noble young decker olufsen whitney lyle haas`)

// particles stand within names: "Opificio del Sigaro".
var particles = set(`del di da van von dos`)

// preposition returns the preposition that a word depends on, "" for none. A
// few plain words may stand between: "at software maker Northwharf".
func (s *speech) preposition(i int) string {
	for back := 1; back <= 5 && i-back >= 0; back++ {
		w := s.words[i-back]
		switch {
		case prepositions[w.low], s.style != cased && genitives[w.low]:
			return w.low
		case isFigure(w.text):
			return ""
		case w.mark && w.low != `"` && w.low != "“" || verbs[w.low] && !articles[w.low] || w.owner:
			return ""
		}
	}
	return ""
}

// name returns the name in a run without what describes the company, and an
// empty text when nothing is left.
func (s *speech) name(r run) (string, run) {
	if text := lower(s.between(r)); places[text] || s.style == flat && towns[text] {
		return "", r
	}
	r = s.cutInvestor(s.cutTitles(r))
	headed := false
	for i := r.from + 1; i < r.to-1; i++ {
		if lastForms[s.low(i)] {
			r.to = i + 1
		}
	}
	for i := r.from; i < r.to-1; i++ {
		if s.isHead(i) && !legal[s.low(i+1)] && (s.style != cased || i == r.from) || s.isOwnedBy(i) {
			r.from, headed = i+1, headed || !origins[s.low(i)]
		}
	}
	for i := r.from + 1; s.style == flat && i < r.to-1; i++ {
		if s.low(i) == "s" { // an 's that lost its mark
			r.from = i + 1
		}
	}
	r = s.cutOrigin(r, headed)
	if s.style != cased && r.to-r.from > 1 && (sorts[s.low(r.to-1)] || s.isSplitHead(r.to-1)) && !headed {
		return "", r
	}
	for r.from < r.to && s.isPlain(r.from, r) {
		r.from++
	}
	for whole := r.to; r.to > r.from && (s.isPlainEnd(r.to-1, r) || s.isKeptBeforeHead(r, whole)); {
		r.to--
	}
	r = s.cutRegion(r)
	if r.to-r.from > 6 || r.from >= r.to || s.isOrdinary(r) || !headed && s.isNoName(r) {
		return "", r
	}
	if publicBodies[s.low(r.to-1)] || s.low(r.from) == "board" && s.low(r.from+1) == "of" || r.to-r.from == 1 && legal[s.low(r.from)] {
		return "", r
	}
	text := s.between(r)
	if measure.MatchString(text) {
		return "", r
	}
	if places[lower(text)] || len(text) < 2 || !hasLetter(text) {
		return "", r
	}
	return text, r
}

// origins are words between where a company is from, or whose it is, and what
// it is.
var origins = set(`based backed owned led`)

// lastForms are legal forms that end a name.
var lastForms = set(`inc corp ltd llc plc oyj gmbh kft zrt nyrt`)

// measure finds a measure that looks like a name: "50MW".
var measure = regexp.MustCompile(`^\d+(?:MW|GW|GB|TB|MB|km|kg|mm|m|G)$`)

// between returns the words of a run.
func (s *speech) between(r run) string {
	if r.from >= r.to {
		return ""
	}
	return s.text[s.words[r.from].start:s.words[r.to-1].end]
}

// isHead reports whether a word says what a company is. In capitals it is a
// name: ARM.
func (s *speech) isHead(i int) bool {
	w := s.words[i]
	if weakHeads[w.low] && (i == 0 || s.words[i-1].mark) {
		return false
	}
	if s.style == flat && slices.ContainsFunc(headEnds, func(end string) bool { return strings.HasSuffix(w.low, end) }) {
		return true
	}
	return heads[w.low] && (w.text != strings.ToUpper(w.text) || s.style == flat) || s.isSplitHead(i)
}

// isOwnedBy reports whether a word ends what stands before a name: "Palo
// Alto-based".
func (s *speech) isOwnedBy(i int) bool {
	low := s.words[i].low
	_, last, ok := strings.Cut(low, "-")
	if s.style != flat && (last == "based" || last == "owned" || last == "backed" || last == "led") {
		return true
	}
	return ok && strings.HasSuffix(last, "ed") && last == s.words[i].text[len(low)-len(last):] && len(s.words[i].text) == len(low)
}

// isOrdinary reports whether a run is the first word of a sentence and may have
// its capital only for that: "Gunfire erupted".
func (s *speech) isOrdinary(r run) bool {
	if s.style != cased || r.from != 0 || r.to != 1 || s.words[0].owner || 1 >= len(s.words) {
		return false
	}
	w := s.words[0]
	if strings.IndexFunc(w.text[1:], func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' }) >= 0 {
		return false
	}
	next := s.words[1]
	switch {
	case next.low == "of" && len(s.words) > 2 && places[s.words[2].low]:
		return false
	case next.low == "in":
		return !dealWords[s.low(2)]
	case next.mark, hasCapital(next.text):
		return strings.HasSuffix(w.low, "ing") || strings.HasSuffix(w.low, "ly")
	}
	return !verbs[next.low] && !auxiliaries[next.low] && !plain[next.low] && !heads[next.low] && !titles[next.low] && next.low != "and" && (!strings.HasSuffix(next.low, "s") || isCompound(w.text)) || prepositions[next.low] && next.low != "to" || strings.HasSuffix(w.low, "ing") && !verbs[next.low]
}

// isCompound reports whether a word is an ordinary one of two: "Computer-game".
func isCompound(text string) bool {
	_, last, ok := strings.Cut(text, "-")
	return ok && last != "" && last == strings.ToLower(last)
}

// dealWords follow "in" behind the name of a company.
var dealWords = set(`talks deal bid merger takeover advanced`)

// publicBodies end the names of those who are no employers that the news of
// companies is about.
var publicBodies = set(`division department commission committee party senate parliament court union federation ministry association's council league congress legislature`)

// cutTitles ends a run before the title of a person.
func (s *speech) cutTitles(r run) run {
	for i := r.from; i < r.to; i++ {
		switch {
		case s.low(i) == "manager" && managed[s.low(i-1)] && i+1 < r.to:
			r.from = i + 1
		case titles[s.low(i)]:
			r.to = i
		}
	}
	return r
}

// managed is what companies manage, which are then called managers.
var managed = set(`property asset fund wealth money investment`)

// isPlain reports whether the first word of a run is no part of the name.
func (s *speech) isPlain(i int, r run) bool {
	low := s.words[i].low
	if peoples[low] {
		return !keptBehindPeoples[s.low(i+1)] || i+1 >= r.to
	}
	if i+1 == r.to {
		return plain[low] && s.style != flat || nobody[low] || fillers[low] || heads[low] && (s.style == flat || s.words[i].text != strings.ToUpper(s.words[i].text)) || isFigure(low) && s.style != cased || plain[low] && sitesAtEnd[low] || plain[low] && len(low) < 3
	}
	switch s.style {
	case cased:
		return s.isHead(i) || low == "exclusive" || low == "troubled" || low == "former" || places[low] && s.words[i].text == strings.ToUpper(s.words[i].text) && len(low) > 3 && s.words[i+1].text != strings.ToUpper(s.words[i+1].text)
	case titled:
		return fillers[low] || s.isHead(i)
	}
	if place, ok := strings.CutSuffix(low, "s"); ok && places[place] { // an 's that lost its mark
		return true
	}
	return s.isOwnerBefore(i, r) || fillers[low] || heads[low] || isFigure(low) || (places[low] || towns[low]) && r.to-i == 2 && !plain[s.low(i+1)]
}

// isPlainEnd reports whether the last word of a run is no part of the name.
func (s *speech) isPlainEnd(i int, r run) bool {
	low := s.words[i].low
	if isFigure(low) && !s.isNumeral(i) {
		return true
	}
	if s.style == cased {
		return i > r.from && (sitesAtEnd[low] || exchanges[s.words[i].text])
	}
	if i > r.from && (keptEnds[low] || domains[low]) {
		return false
	}
	if s.endsObject(r, i) || i == r.from+1 && openers[s.low(r.from)] && !neverEnds[low] && !heads[low] && !nobody[low] {
		return false
	}
	if i == r.from+1 && plain[low] && !heads[low] && !neverEnds[low] && !nobody[low] && s.endsBeforeVerb(run{from: r.from, to: i + 1}) {
		return false
	}
	return plain[low] || heads[low] || nobody[low]
}

// keptBehindPeoples are words that make a name with the people before them:
// "British Airways".
var keptBehindPeoples = set(`airways airlines express steel telecom telecommunications gas petroleum eagle apparel post railways bank life`)

// keptEnds are plain words that names end in.
var keptEnds = set(`financial technologies software systems media bank games robotics health security foods energy motors studio capital group labs living technology
	airlines insurance services data commerce payments cash mobile wireless digital pharma therapeutics cloud interactive`)

// exchanges are stock exchanges that reports name behind a company.
var exchanges = map[string]bool{"HEL": true, "OMX": true, "STO": true, "NYSE": true, "NASDAQ": true, "LSE": true, "TSX": true, "ASX": true}

// sitesAtEnd are words behind the name of a company that say which part of it.
var sitesAtEnd = set(`plant factory office store stores workers employees staff shares board layoffs union headquarters jobs merger takeover deal bid plan acquisition unit`)
