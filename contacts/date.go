package contacts

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// monthNames are beginnings of the names of the months in English, German,
// French, Spanish, Italian, Portuguese and Dutch.
var monthNames = []struct {
	prefix string
	month  time.Month
}{
	{"jan", 1}, {"jän", 1}, {"ene", 1}, {"gen", 1}, {"feb", 2}, {"fév", 2}, {"fev", 2}, {"mar", 3}, {"mär", 3}, {"maa", 3}, {"mrt", 3},
	{"apr", 4}, {"avr", 4}, {"abr", 4}, {"mai", 5}, {"may", 5}, {"mag", 5}, {"mei", 5}, {"juin", 6}, {"juil", 7}, {"jun", 6}, {"giu", 6},
	{"jul", 7}, {"lug", 7}, {"aug", 8}, {"aoû", 8}, {"aou", 8}, {"ago", 8}, {"sep", 9}, {"set", 9}, {"oct", 10}, {"okt", 10},
	{"ott", 10}, {"out", 10}, {"nov", 11}, {"dec", 12}, {"dez", 12}, {"déc", 12}, {"dic", 12},
}

// parseDate returns a day, in UTC, written as LinkedIn writes it ("03 Aug
// 2026") or as spreadsheet programs rewrite it: 2026-08-03, 03.08.2026,
// 8/3/26 (month first, unless that is no month), Aug 3, 2026. It returns the
// zero time for anything else, and for days before LinkedIn was there.
func parseDate(text string) time.Time {
	text = strings.ToLower(text)
	if i := strings.IndexByte(text, 't'); i == len("2006-01-02") { // a time follows
		text = text[:i]
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	parts = withoutFillers(parts)
	if len(parts) < 3 {
		return time.Time{}
	}
	if month := monthOf(parts[1]); month != 0 {
		return day(parts[2], month, parts[0])
	}
	if month := monthOf(parts[0]); month != 0 {
		return day(parts[2], month, parts[1])
	}
	if len(parts[0]) == 4 {
		return day(parts[0], number(parts[1]), parts[2])
	}
	if strings.Contains(text, "/") && number(parts[0]) <= 12 {
		return day(parts[2], number(parts[0]), parts[1])
	}
	return day(parts[2], number(parts[1]), parts[0])
}

// withoutFillers drops the "de" of "3 de agosto de 2026".
func withoutFillers(parts []string) []string {
	kept := parts[:0]
	for _, p := range parts {
		if p != "de" {
			kept = append(kept, p)
		}
	}
	return kept
}

func monthOf(word string) int {
	for _, m := range monthNames {
		if strings.HasPrefix(word, m.prefix) {
			return int(m.month)
		}
	}
	return 0
}

func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// day returns the day, or the zero time when there is no such day. A year of
// two digits is of this century.
func day(yearDigits string, month int, dayDigits string) time.Time {
	year, dayOfMonth := number(yearDigits), number(dayDigits)
	if len(yearDigits) == 2 {
		year += 2000
	}
	t := time.Date(year, time.Month(month), dayOfMonth, 0, 0, 0, 0, time.UTC)
	if year < 2000 || year > 2199 || t.Month() != time.Month(month) || t.Day() != dayOfMonth {
		return time.Time{}
	}
	return t
}
