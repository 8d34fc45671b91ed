package alerts

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"kith"
)

// RoleKey returns the key that copies of one role in several places share:
// the company and the title, without case, punctuation, a place or a
// requisition number at its end. Places are recognised by the opening's own
// locations, so that "Planner, Night Freight" and "Planner" stay two roles.
// It is "" for an opening without a title, which is like no other.
func RoleKey(o kith.Opening) string {
	title := normalTitle(o.Title, o.Locations)
	if title == "" {
		return ""
	}
	if len(title) > 200 {
		sum := sha256.Sum256([]byte(title))
		title = title[:100] + " " + hex.EncodeToString(sum[:8])
	}
	return strconv.FormatInt(o.CompanyID, 10) + "/" + strings.ToValidUTF8(title, "")
}

// How much of a title is looked at: maxTitle bytes, in which a place has at
// most maxPlace, and at most maxTails are taken off the end.
const (
	maxTitle = 500
	maxPlace = 100
	maxTails = 5
)

// requisition matches a requisition number at the end of a title: one that is
// announced, or a letter or two with digits, or five digits and more. Four
// digits may be a year, which makes another role.
var requisition = regexp.MustCompile(`(?i)(?:^|[\s\p{P}])(?:(?:req|requisition|job|vacancy|ref|reference|id|no|nr)\b[\s\p{P}]*(?:id\b|no\b|nr\b)?[\s\p{P}#]*[a-z]{0,4}[-_]?\d{2,}|(?:jr|req|r|p)[-_]?\d{3,}|#\s?\d{2,}|\d{5,})[\s\p{P}]*$`)

// gender matches the marks of a title that is open to all genders.
var gender = regexp.MustCompile(`(?i)[\s\p{P}]*[(\[]\s*(?:all genders|[mwfdxhi](?:\s*[/|*,]\s*[mwfdxhiv]){1,3})\s*[)\]][\s\p{P}]*$`)

// normalTitle returns a title as it is compared. It may be empty.
func normalTitle(title string, places []string) string {
	title = strings.ToValidUTF8(title[:min(len(title), maxTitle)], "")
	known := placeNames(places)
	for range maxTails {
		shorter := dropTail(title, known)
		if shorter == title || fold(shorter) == "" {
			break
		}
		title = shorter
	}
	return fold(title)
}

// dropTail takes one place, requisition number or gender mark off the end of
// a title, or returns the title as it is.
func dropTail(title string, places map[string]bool) string {
	title = strings.TrimSpace(title)
	if strings.ContainsAny(title, "([") {
		if at := gender.FindStringIndex(title); at != nil {
			return title[:at[0]]
		}
	}
	if strings.ContainsAny(title, "0123456789") {
		if at := requisition.FindStringIndex(title); at != nil {
			return strings.TrimRight(title[:at[0]], " ([")
		}
	}
	if open := strings.LastIndexAny(title, "(["); open > 0 && strings.HasSuffix(title, closing(title[open])) {
		if isPlace(title[open+1:len(title)-1], places) {
			return title[:open]
		}
		return title
	}
	return dropPlace(title, places)
}

// closing returns the bracket that closes another.
func closing(bracket byte) string {
	if bracket == '[' {
		return "]"
	}
	return ")"
}

// dropPlace takes the longest place off the end of a title that stands behind
// a dash, a comma, a bar or the word "in".
func dropPlace(title string, places map[string]bool) string {
	for i := range title {
		if len(title)-i > maxPlace {
			continue
		}
		for _, separator := range []string{" - ", " – ", " — ", " | ", ", ", " / ", " @ ", ": ", " in "} {
			if i > 0 && strings.HasPrefix(title[i:], separator) && isPlace(title[i+len(separator):], places) {
				return title[:i]
			}
		}
	}
	return title
}

// placeNames returns the names by which the places of an opening may stand in
// its title: whole, and each part of "Leeds, United Kingdom".
func placeNames(places []string) map[string]bool {
	names := map[string]bool{"remote": true, "hybrid": true, "onsite": true, "on site": true, "multiple locations": true, "various locations": true}
	for _, place := range places[:min(len(places), 100)] {
		place = place[:min(len(place), 300)]
		names[fold(place)] = true
		for _, part := range splitPlace(place) {
			names[fold(part)] = true
		}
	}
	delete(names, "")
	return names
}

func splitPlace(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;/|()–—", r) })
}

// isPlace reports whether words are a place: known ones only, or a known one
// followed by the letters of a state or country, as "Leeds, UK".
func isPlace(words string, places map[string]bool) bool {
	if places[fold(words)] {
		return true
	}
	parts := splitPlace(words)
	for i, part := range parts {
		name := fold(part)
		if !places[name] && (i == 0 || len(name) > 3) {
			return false
		}
	}
	return len(parts) > 0
}

// fold writes words in one way: lower case, one space between, without
// punctuation. The + and # of C++ and C# stay.
func fold(words string) string {
	var b strings.Builder
	var last rune
	for _, r := range strings.ToLower(norm.NFKC.String(words)) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.M, r):
		case (r == '+' || r == '#') && (unicode.IsLetter(last) || last == '+'):
		case r == '&':
			b.WriteString(" and ")
			last = ' '
			continue
		case r == '\'' || r == '’':
			continue
		default:
			r = ' '
		}
		b.WriteRune(r)
		last = r
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
