// Package field turns what boards and pages write into the fields of an opening:
// places, workplaces, kinds of employment, pay. What is absent stays absent and
// is never guessed.
package field

import (
	"math"
	"net/url"
	"strings"
	"unicode"

	"kith"
	"kith/crawler/internal/markup"
	"kith/crawler/internal/text"
)

// maxPlaces is how many places of one opening are kept.
const maxPlaces = 100

// Places returns places as clean lines, each once, without the empty parts of
// "Warsaw, , Poland" and without what stands for no place, as "N/A".
func Places(given ...string) []string {
	given = given[:min(len(given), 4*maxPlaces)]
	clean := make([]string, 0, len(given))
	for _, place := range given {
		var parts []string
		for part := range strings.SplitSeq(place, ",") {
			if part = strings.TrimSpace(part); part != "" && !isNoPlace(part) {
				parts = append(parts, part)
			}
		}
		clean = append(clean, strings.Join(parts, ", "))
	}
	lines := text.Lines(clean...)
	return lines[:min(len(lines), maxPlaces)]
}

// isNoPlace reports whether the part of a place is what people write into a
// field that must not stay empty.
func isNoPlace(part string) bool {
	switch strings.ToLower(part) {
	case "n/a", "tbd", "tba", "tbc", "none", "null", "undefined", "unknown", "unspecified", "not specified", "-", "–", "—", ".", "?":
		return true
	}
	return false
}

// SplitPlaces returns the places that a board writes into one line.
func SplitPlaces(line string) []string {
	return Places(strings.FieldsFunc(line, func(r rune) bool { return r == ';' || r == '|' })...)
}

// maxID is the length in bytes beyond which an id is none. It is not cut: two
// openings must never become one.
const maxID = 500

// ExternalID returns a board's own id, "" for what can be none.
func ExternalID(id string) string {
	if len(id) > maxID {
		return ""
	}
	return text.Line(id)
}

// Workplace returns the workplace that a field of a board names, "" for words
// that name none. Hybrid comes before remote: "Hybrid remote" is hybrid.
func Workplace(field string) kith.Workplace {
	key := Letters(field)
	switch {
	case strings.Contains(key, "hybrid"):
		return kith.WorkplaceHybrid
	case strings.Contains(key, "notremote"), strings.Contains(key, "nonremote"), strings.Contains(key, "noremote"):
		return ""
	case strings.Contains(key, "remote"):
		return kith.WorkplaceRemote
	case strings.Contains(key, "onsite"), strings.Contains(key, "inoffice"), strings.Contains(key, "inperson"):
		return kith.WorkplaceOnsite
	}
	return ""
}

// PlacesWorkplace returns the workplace that all places begin with, as in
// "Remote, Italy": a board without a field for it says it so.
func PlacesWorkplace(named []string) kith.Workplace {
	var all kith.Workplace
	for i, place := range named {
		first, _, _ := strings.Cut(strings.NewReplacer("-", " ", ",", " ", "(", " ", "/", " ").Replace(place), " ")
		var one kith.Workplace
		switch {
		case IsWorkplaceOnly(place):
			one = Workplace(place)
		case IsWorkplaceOnly(first):
			one = Workplace(first)
		}
		if strings.Contains(Letters(place), "friendly") { // remote work is allowed, no more
			one = ""
		}
		if one == "" || (i > 0 && one != all) {
			return ""
		}
		all = one
	}
	return all
}

// IsWorkplaceOnly reports whether a location says how the work is done and
// not where.
func IsWorkplaceOnly(place string) bool {
	switch Letters(place) {
	case "", "remote", "hybrid", "onsite", "inoffice", "inperson", "fullyremote", "hybridremote", "remotehybrid", "distributed":
		return true
	}
	return false
}

// Letters returns the letters and digits of a text in lower case.
func Letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text.Cut(s, 200))
}

// EmploymentType returns the kind of employment, in one spelling for the
// usual kinds and as the board writes it for the others.
func EmploymentType(field string) string {
	switch Letters(field) {
	case "fulltime":
		return "Full-time"
	case "parttime":
		return "Part-time"
	case "contract", "contractor":
		return "Contract"
	case "temporary", "temp":
		return "Temporary"
	case "intern", "internship":
		return "Internship"
	}
	return text.Title(field)
}

// Pay is what a board says of a salary.
type Pay struct {
	Min, Max float64 // in units of the currency
	Currency string
	Period   string
}

// maxPay is the amount beyond which a salary is a mistake.
const maxPay = 1e12

// Salary returns a salary, nil where no amount is given.
func (p Pay) Salary() *kith.Salary {
	lowest, highest := p.Min, p.Max
	if !(lowest >= 0 && lowest < maxPay) || !(highest >= 0 && highest < maxPay) || (lowest < 1 && highest < 1) {
		return nil
	}
	currency := strings.ToUpper(p.Currency)
	if len(currency) != 3 || strings.Trim(currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		currency = ""
	}
	return &kith.Salary{Min: int64(math.Round(lowest)), Max: int64(math.Round(highest)), Currency: currency, Period: p.Period}
}

// Period returns the period that a field or a heading names, "" where it
// names none, more than one, or one that is none of kith's, as every two weeks.
func Period(field string) string {
	found := ""
	for _, w := range strings.FieldsFunc(strings.ToLower(text.Cut(field, 500)), func(r rune) bool { return !unicode.IsLetter(r) }) {
		var one string
		switch w {
		case "bi", "semi", "biweekly", "bimonthly", "semimonthly", "fortnightly", "quarterly":
			return ""
		case "year", "yearly", "annual", "annually", "annum", "yr":
			one = "year"
		case "month", "monthly":
			one = "month"
		case "week", "weekly":
			one = "week"
		case "day", "daily":
			one = "day"
		case "hour", "hourly", "hr":
			one = "hour"
		default:
			continue
		}
		if found != "" && found != one {
			return ""
		}
		found = one
	}
	return found
}

// WebAddress returns the first of the addresses that is one of the web.
func WebAddress(given ...string) string {
	for _, s := range given {
		s = strings.TrimSpace(s)
		if len(s) > markup.MaxAddress || text.Line(s) != s {
			continue
		}
		if u, err := url.Parse(s); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil {
			return s
		}
	}
	return ""
}

// FirstOf returns the first text that is not empty, as a clean line.
func FirstOf(given ...string) string {
	for _, s := range given {
		if line := text.Title(s); line != "" {
			return line
		}
	}
	return ""
}
