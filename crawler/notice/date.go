package notice

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The forms in which the states write dates: month before day where there are
// only numbers.
var (
	numberedDate = regexp.MustCompile(`(?:^|[^\d/.\-])(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{4}|\d{1,2})(?:[^\d/]|$)`)
	linkedDate   = regexp.MustCompile(`/(20\d\d)-?(\d{1,2})-?(\d{1,2})[_-]`)
	namedDate    = regexp.MustCompile(`(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s*(?:,|&|and|-|–)\s*\d{1,2}(?:st|nd|rd|th)?\b)*,?\s+(\d{4})\b`)
	dayFirstDate = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?[\s\-](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[\s\-,]+(\d{2,4})\b`)
	serialDate   = regexp.MustCompile(`^\d{5}(?:\.\d+)?$`)
	movedDate    = regexp.MustCompile(`(?i)\b(?:extend|postpon|delay|chang|revis|amend|updat|move)\w*`)
)

const months = "janfebmaraprmayjunjulaugsepoctnovdec"

// foundDate is a date in a text.
type foundDate struct {
	at    time.Time
	place int // where it stands
}

// datesIn returns the dates in a text in the order in which they stand there.
func datesIn(text string) []foundDate {
	text = text[:min(len(text), maxCell)]
	if serialDate.MatchString(text) {
		if days, err := strconv.ParseFloat(text, 64); err == nil && days > 20_000 && days < 80_000 {
			return []foundDate{{time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(days)), 0}}
		}
	}
	var found []foundDate
	add := func(year, month, day string, place int) {
		if at, ok := dateOf(year, month, day); ok {
			found = append(found, foundDate{at, place})
		}
	}
	each := func(pattern *regexp.Regexp, take func(part func(int) string, place int)) {
		for _, at := range pattern.FindAllStringSubmatchIndex(text, 50) {
			take(func(i int) string { return text[at[2*i]:at[2*i+1]] }, at[2])
		}
	}
	each(numberedDate, func(part func(int) string, place int) {
		if len(part(1)) == 4 {
			add(part(1), part(2), part(3), place)
		} else if len(part(1)) <= 2 && len(part(3)) >= 2 {
			add(part(3), part(1), part(2), place)
		}
	})
	each(namedDate, func(part func(int) string, place int) { add(part(3), monthNumber(part(1)), part(2), place) })
	each(dayFirstDate, func(part func(int) string, place int) { add(part(3), monthNumber(part(2)), part(1), place) })
	slices.SortStableFunc(found, func(a, b foundDate) int { return a.place - b.place })
	return found
}

func monthNumber(name string) string {
	return strconv.Itoa(strings.Index(months, strings.ToLower(name[:3]))/3 + 1)
}

// dateOf returns a date, if there is such a day. Two digits are a year of this
// century.
func dateOf(year, month, day string) (time.Time, bool) {
	y, _ := strconv.Atoi(year) // digits, by the patterns
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	if len(year) <= 2 {
		y += 2000
	}
	at := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if m < 1 || m > 12 || at.Day() != d || y < 1900 || y >= 3000 {
		return time.Time{}, false
	}
	return at, true
}

// firstDate returns the date that stands first, as of a notice that an
// amendment's date follows.
func firstDate(text string) time.Time {
	if found := datesIn(text); len(found) > 0 {
		return found[0].at
	}
	return time.Time{}
}

// dateOfLink returns the date by which a document is named in its address, as
// in /2025-11-07_Notice.pdf.
func dateOfLink(address string) time.Time {
	if m := linkedDate.FindStringSubmatch(address); m != nil {
		at, _ := dateOf(m[1], m[2], m[3])
		return at
	}
	return time.Time{}
}

// beginning returns when what a text tells of begins: on the earliest of its
// dates or, where it says that a date was moved, on the first one behind "to".
func beginning(text string) time.Time {
	found := datesIn(text)
	if len(found) == 0 {
		return time.Time{}
	}
	if movedDate.MatchString(text) && len(found) > 1 {
		for _, d := range found {
			if before := strings.ToLower(text[max(0, d.place-12):d.place]); strings.Contains(before, " to ") || strings.Contains(before, "until ") {
				return d.at
			}
		}
	}
	earliest := found[0].at
	for _, d := range found[1:] {
		if d.at.Before(earliest) {
			earliest = d.at
		}
	}
	return earliest
}
