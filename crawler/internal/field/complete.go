package field

import (
	"strings"

	"kith"
	"kith/crawler/internal/text"
)

// Complete puts the places of an opening into one form and fills the fields
// that are empty from what its other words say plainly: the workplace and the
// country from its places, the level from its title, the pay from its text.
// What a board says in a field of its own is never overruled.
func Complete(o *kith.Opening) {
	if o.Workplace == "" {
		o.Workplace = PlacesWorkplace(o.Locations)
	}
	o.Locations = Tidy(o.Locations)
	if o.Country == "" {
		o.Country = PlacesCountry(o.Locations)
	}
	if o.Seniority == "" {
		o.Seniority = TitleSeniority(o.Title)
	}
	if o.Salary == nil {
		o.Salary = TextSalary(o.Description, o.Country)
	}
}

// Tidy returns places one by one, each once: a line that holds several is
// split, what says how the work is done is taken off, and what is no place at
// all, as "2 Locations" or "Hybrid", is left out. "Remote" stays, alone and
// with a region: it is where people look for it.
func Tidy(places []string) []string {
	var single []string
	for _, place := range places {
		for _, one := range splitPlace(place) {
			if one = withoutWorkplace(one); one != "" && !isCount(one) {
				single = append(single, one)
			}
		}
	}
	return Places(single...)
}

// splitPlace returns the places in one line. What stands in brackets stays
// together.
func splitPlace(place string) []string {
	if !strings.ContainsAny(place, "([") {
		place = strings.ReplaceAll(place, " or ", ";")
	}
	place = strings.NewReplacer(") or ", ");", " / ", ";", " • ", ";", " · ", ";", "\n", ";").Replace(place)
	return strings.FieldsFunc(place, func(r rune) bool { return r == ';' || r == '|' })
}

// withoutWorkplace returns a place without the words for work that is not
// remote, as in "Leeds (Hybrid)"; "" where nothing else is said.
func withoutWorkplace(place string) string {
	place = text.Line(place)
	if key := Letters(place); key != "remote" && IsWorkplaceOnly(place) && !strings.Contains(key, "remote") {
		return ""
	}
	lower := strings.ToLower(place)
	if len(lower) != len(place) { // of other letters; nothing to be found by place
		return place
	}
	for _, word := range []string{"hybrid", "on-site", "onsite", "on site", "in-office", "in office"} {
		at := strings.Index(lower, word)
		if at < 0 || at > 0 && isWord(lower[at-1]) || at+len(word) < len(lower) && isWord(lower[at+len(word)]) {
			continue
		}
		before, after := place[:at], place[at+len(word):]
		switch {
		case strings.TrimRight(before, " ([-–—,:/") == "":
			after = strings.Trim(after, " )]-–—,:/(@")
			return strings.TrimSpace(strings.TrimPrefix(after, "in "))
		case strings.TrimLeft(after, " )]") == "" && strings.TrimRight(before, " ([-–—,:/") != before:
			return strings.TrimRight(before, " ([-–—,:/")
		}
	}
	return place
}

// isWord reports whether a byte is a part of a word.
func isWord(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80 }

// isCount reports whether a line says how many places there are, or that there
// are several, and names none.
func isCount(place string) bool {
	words := strings.Fields(strings.ToLower(place))
	if len(words) == 0 || len(words) > 3 {
		return false
	}
	first := strings.TrimRight(words[0], "+")
	counted := first != "" && strings.Trim(first, "0123456789") == ""
	switch first {
	case "multiple", "various", "several", "all", "many", "different", "mehrere", "verschiedene", "plusieurs", "varias", "various,":
		counted = true
	}
	if !counted {
		return false
	}
	if len(words) == 1 {
		return first == "multiple" || first == "various"
	}
	switch strings.TrimSuffix(words[1], "(s)") {
	case "location", "locations", "places", "offices", "cities", "sites", "standorte", "orte", "lieux", "ubicaciones", "more", "countries", "states":
		return true
	}
	return false
}

// PlacesCountry returns the country that all places are in, "" where one of
// them does not tell, or tells another.
func PlacesCountry(places []string) string {
	country := ""
	for _, place := range places {
		one := placeCountry(place)
		if one == "" || country != "" && one != country {
			return ""
		}
		country = one
	}
	return country
}

// Two letters that stand for a state of the USA, or for a province of Canada,
// and for no country of the world. "CA", "IN" and the like may be either.
const (
	statesOnly    = " AK AS CT DC FL HI IA KS MI NH NJ NM NV NY OH OK OR RI TX UT VT WA WI WV WY "
	provincesOnly = " AB BC MB NB NS ON QC YT "
)

// placeCountry returns the country at the end of a place, or that of a
// region of it that is in one country only.
func placeCountry(place string) string {
	parts := strings.FieldsFunc(place, func(r rune) bool { return strings.ContainsRune(",()–—", r) })
	var named []string
	for _, part := range parts {
		for piece := range strings.SplitSeq(part, " - ") {
			if piece = strings.TrimSpace(withoutRemote(piece)); piece != "" {
				named = append(named, piece)
			}
		}
	}
	if len(named) == 0 {
		return ""
	}
	last := named[len(named)-1]
	switch {
	case len(last) == 2 && strings.Contains(statesOnly, " "+last+" ") && len(named) > 1:
		return "US"
	case len(last) == 2 && strings.Contains(provincesOnly, " "+last+" ") && len(named) > 1:
		return "CA"
	case len(last) == 2 && isState(last) && len(named) == 2, strings.EqualFold(last, "georgia") && len(named) == 2:
		return ""
	case len(last) == 2 && strings.ToUpper(last) != last:
		return ""
	}
	return text.Country(last)
}

// isState reports whether two letters stand for a state of the USA that is a
// country's code too.
func isState(code string) bool {
	return strings.Contains(" AL AR AZ CA CO DE GA ID IL IN KY LA MA MD ME MN MO MS MT NC ND NE PA SC SD TN VA ", " "+strings.ToUpper(code)+" ")
}

// withoutRemote takes the word for remote work off either end of a piece.
func withoutRemote(piece string) string {
	piece = strings.TrimSpace(piece)
	lower := strings.ToLower(piece)
	if len(lower) != len(piece) {
		return piece
	}
	for _, word := range []string{"fully remote", "remote", "anywhere in the", "anywhere in", "home based", "home office"} {
		if rest, found := strings.CutPrefix(lower, word); found && (rest == "" || strings.ContainsRune(" :-/", rune(rest[0]))) {
			return strings.Trim(strings.TrimPrefix(strings.Trim(piece[len(word):], " :-/"), "in "), " ")
		}
		if rest, found := strings.CutSuffix(lower, " "+word); found {
			return strings.Trim(piece[:len(rest)], " :-/")
		}
	}
	return piece
}
