package text

import (
	"strconv"
	"strings"
	"time"
)

// layouts returns the forms in which boards, pages and feeds write times, the
// most usual first. A time without a zone is taken as UTC.
func layouts() [22]string {
	return [...]string{
		time.RFC3339,
		"2006-01-02T15:04:05.999999999Z0700",
		"2006-01-02T15:04:05",
		"2006-01-02T15:04",
		"2006-01-02T15:04Z07:00",
		"2006-01-02 15:04:05 MST",
		"2006-01-02 15:04:05 -0700",
		"2006-01-02 15:04:05",
		"2006-01-02 15:04",
		time.DateOnly,
		time.RFC1123Z,
		time.RFC1123,
		"Mon, 2 Jan 2006 15:04:05 -0700",
		"Mon, 2 Jan 2006 15:04:05 MST",
		"Mon, 2 Jan 2006 15:04 -0700",
		"2 Jan 2006 15:04:05 -0700",
		"2 Jan 2006",
		"2 January 2006",
		"January 2, 2006",
		"Jan 2, 2006",
		"2006/01/02",
		"20060102",
	}
}

// The years that a date may have; what lies outside is a mistake.
const (
	firstYear = 1990
	lastYear  = 2100
)

// ParseTime reads a time in one of the forms that boards, pages and feeds
// write, in UTC. It returns the zero time for anything else: a date that
// cannot be read is absent, not guessed. Forms in which day and month could be
// exchanged, such as 3/4/2026, are not read.
func ParseTime(text string) time.Time {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > 64 {
		return time.Time{}
	}
	for _, layout := range layouts() {
		if t, err := time.Parse(layout, text); err == nil {
			return sane(t)
		}
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && len(text) >= 10 {
		return FromUnix(n)
	}
	return time.Time{}
}

// FromUnix reads seconds or milliseconds since 1970, whichever gives a date of
// our time, and returns the zero time for anything else.
func FromUnix(n int64) time.Time {
	switch {
	case n <= 0:
		return time.Time{}
	case n > 1e11:
		return sane(time.UnixMilli(n))
	default:
		return sane(time.Unix(n, 0))
	}
}

// sane returns a time in UTC, zero when its year cannot be right.
func sane(t time.Time) time.Time {
	t = t.UTC()
	if t.Year() < firstYear || t.Year() > lastYear {
		return time.Time{}
	}
	return t
}
