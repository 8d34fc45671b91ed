// Package trends tells what the history of openings says: signals of a board,
// and how demand goes over time.
//
// Everything here is arithmetic over lives of openings; nothing is read or
// stored. In the order to read: signal.go with the rules and chance.go with
// their arithmetic, series.go for demand over time, skill.go for skills.
package trends

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"kith"
)

// Day is the length of one.
const Day = 24 * time.Hour

// Span is the life of one opening on its board.
type Span struct {
	ID         int64
	Title      string
	Department string
	Places     []string
	First      time.Time // when it was first seen
	Closed     time.Time // zero while it is open
	Away       time.Time // when it had been closed, of one that came again; else zero
	Reopened   time.Time // when it came again
	Since      time.Time // when the role was listed first, by the board's own date or under an earlier id
	Baseline   bool      // it stood there when the board was first read
}

// openOn reports whether an opening stood on the board at a time.
func (s *Span) openOn(t time.Time) bool {
	return !s.First.After(t) && (s.Closed.IsZero() || s.Closed.After(t))
}

// History is what is known of one board.
type History struct {
	// Days are the days on which a visit proved itself complete, in their order,
	// each once, as midnights of UTC. Only these count: a day without such a
	// visit is a day of which nothing is known.
	Days  []time.Time
	Spans []Span
}

// The rules, in days and counts. They are made to stay silent for long rather
// than to speak too early: a board must have been read for minHistory, on
// minRead of these days, before the window that is judged.
const (
	window       = 7  // days that are judged for a surge and for firsts
	freezeWindow = 14 // days without anything new
	minHistory   = 14 // days before the window
	minRead      = 10 // of these days with a complete visit
	minBoard     = 10 // openings that a board must have had for a first to mean anything
	minSurge     = 5  // new openings
	minEmptied   = 3  // openings of a department
	minAway      = 21 // days that an opening was closed before it came again; boards lose some for up to two weeks
	maxFirsts    = 2  // new places or departments in a week; more are another way of writing
	maxReopened  = 3  // openings that came again in a week; more are a board that was away
	chance       = 0.001
)

// Signals returns what the history of a board says on a day, the strongest
// first of each kind.
func Signals(h History, today time.Time) []kith.Signal {
	today = today.UTC().Truncate(Day)
	v := view{History: h, today: today}
	var found []kith.Signal
	if v.isLongEnough(window) && v.wasReadLately() {
		found = slices.Concat(v.surge(), v.firsts(kith.SignalFirstPlace), v.firsts(kith.SignalFirstDepartment), v.emptied(), v.reopened())
	}
	if v.isLongEnough(freezeWindow) && v.wasReadLately() {
		found = append(found, v.freeze()...)
	}
	found = append(found, v.longOpen()...)
	for i := range found {
		found[i].At = today
	}
	slices.SortStableFunc(found, func(a, b kith.Signal) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), -cmp.Compare(a.Strength, b.Strength), cmp.Compare(a.Subject, b.Subject))
	})
	return found
}

// view is a history as it is seen on a day.
type view struct {
	History
	today time.Time
}

// begin returns the first day of a window of so many days that ends today.
func (v *view) begin(days int) time.Time { return v.today.AddDate(0, 0, 1-days) }

// readDays counts the days from one to another, that one not counted, on which
// the board was read whole.
func (v *view) readDays(from, to time.Time) int {
	n := 0
	for _, day := range v.Days {
		if !day.Before(from) && day.Before(to) {
			n++
		}
	}
	return n
}

// isLongEnough reports whether enough is known of the time before a window.
func (v *view) isLongEnough(days int) bool {
	if len(v.Days) == 0 {
		return false
	}
	begin := v.begin(days)
	return begin.Sub(v.Days[0]) >= minHistory*Day && v.readDays(v.Days[0], begin) >= minRead
}

// wasReadLately reports whether the board was read whole today, and on most
// days of the last week: what is not seen is not gone.
func (v *view) wasReadLately() bool {
	tomorrow := v.today.Add(Day)
	return v.readDays(v.today, tomorrow) > 0 && v.readDays(v.begin(window), tomorrow) > window/2
}

// counts returns how many openings came before a window and in it, without
// those that stood there when the board was first read, and over how many days
// before it.
func (v *view) counts(days int) (before, within int, over float64) {
	begin := v.begin(days)
	for i := range v.Spans {
		s := &v.Spans[i]
		switch {
		case s.Baseline || s.First.Before(v.Days[0]) || s.First.UTC().Truncate(Day).After(v.today):
		case s.First.Before(begin):
			before++
		default:
			within++
		}
	}
	return before, within, begin.Sub(v.Days[0]).Hours()/24 - 1 // the first day is the baseline
}

// surge tells that far more came in the last week than the weeks before let
// expect.
func (v *view) surge() []kith.Signal {
	before, within, over := v.counts(window)
	expected := float64(before) / over * window
	if within < minSurge || float64(within) < 2*expected {
		return nil
	}
	p := atLeast(within, before, over, window)
	if p >= chance {
		return nil
	}
	return []kith.Signal{{
		Kind: kith.SignalSurge, Strength: -math.Log10(p),
		Evidence: fmt.Sprintf("%d new openings in %d days; before that %d in %.0f days, which is %.1f in %d", within, window, before, over, expected, window),
	}}
}

// freeze tells that nothing came for two weeks on a board where openings came
// steadily before.
func (v *view) freeze() []kith.Signal {
	before, within, over := v.counts(freezeWindow)
	if within > 0 || v.readDays(v.begin(freezeWindow), v.today.Add(Day)) <= freezeWindow/2 {
		return nil
	}
	p := none(before, over, freezeWindow)
	if p >= chance {
		return nil
	}
	return []kith.Signal{{
		Kind: kith.SignalFreeze, Strength: -math.Log10(p),
		Evidence: fmt.Sprintf("nothing new in %d days; %d new openings in the %.0f days before", freezeWindow, before, over),
	}}
}

// firsts tells of places or departments that the board never had before the
// last week.
func (v *view) firsts(kind kith.SignalKind) []kith.Signal {
	begin := v.begin(window)
	seen, fresh := map[string]bool{}, map[string]*kith.Signal{}
	var written strings.Builder // all that was seen, in which a new name may stand as a part of another
	had, told := 0, 0
	for i := range v.Spans {
		s := &v.Spans[i]
		if !s.First.Before(begin) {
			continue
		}
		had++
		subjects := subjectsOf(s, kind)
		told += min(len(subjects), 1)
		for key := range subjects {
			seen[key] = true
		}
		written.WriteString(fold(strings.Join(s.Places, "; ")) + "; " + fold(s.Department) + "; ")
	}
	if had < minBoard || told*5 < had*4 { // most openings must say where or what for
		return nil
	}
	before := written.String()
	for i := range v.Spans {
		s := &v.Spans[i]
		if s.First.Before(begin) || !s.openOn(v.today.Add(Day)) {
			continue
		}
		for key, name := range subjectsOf(s, kind) {
			if !seen[key] && fresh[key] == nil && !strings.Contains(before, key) && !holdsAny(key, seen) {
				fresh[key] = &kith.Signal{
					Kind: kind, Subject: name, OpeningID: s.ID, Strength: math.Log10(float64(had + 1)),
					Evidence: fmt.Sprintf("“%s” is the first in %s; %d openings before had none there", s.Title, name, had),
				}
			}
		}
	}
	if len(fresh) > maxFirsts {
		return nil
	}
	return sorted(fresh)
}

// holdsAny reports whether a name holds one of others as words of its own:
// "canada-open" does where there was "canada".
func holdsAny(name string, others map[string]bool) bool {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	for i := range words {
		for j := i + 1; j <= len(words); j++ {
			if part := strings.Join(words[i:j], " "); len(part) > 2 && others[part] {
				return true
			}
		}
	}
	return false
}

// noPlace are words of what stands where a place does and is none: work that is
// remote, and buildings, which are in a place that is not said.
var noPlace = regexp.MustCompile(`\b(?:remote|anywhere|hybrid|flexible|home|various|multiple|hq|headquarters?|office|campus)\b`)

// subjectsOf returns the places or the department of an opening, by the key by
// which two spellings are one. Remote work is no place.
func subjectsOf(s *Span, kind kith.SignalKind) map[string]string {
	found := map[string]string{}
	if kind != kith.SignalFirstPlace {
		if key := fold(s.Department); key != "" {
			found[key] = s.Department
		}
		return found
	}
	for _, place := range s.Places {
		city, _, _ := strings.Cut(place, ",")
		if key := fold(city); key != "" && !noPlace.MatchString(key) {
			found[key] = strings.TrimSpace(city)
		}
	}
	return found
}

// emptied tells of departments that had openings for weeks and have none now,
// on a board that goes on.
func (v *view) emptied() []kith.Signal {
	begin, now := v.begin(window), v.today.Add(Day-time.Nanosecond)
	had, have := map[string]int{}, map[string]int{}
	names := map[string]string{}
	open := 0
	for i := range v.Spans {
		s := &v.Spans[i]
		for key, name := range subjectsOf(s, kith.SignalFirstDepartment) {
			names[key] = name
			if s.openOn(begin) && begin.Sub(s.First) >= window*Day {
				had[key]++
			}
			if s.openOn(now) {
				have[key]++
			}
		}
		if s.openOn(now) {
			open++
		}
	}
	fresh := map[string]*kith.Signal{}
	for key, n := range had {
		if n >= minEmptied && have[key] == 0 && open >= minEmptied {
			fresh[key] = &kith.Signal{
				Kind: kith.SignalEmptied, Subject: names[key], Strength: float64(n),
				Evidence: fmt.Sprintf("%d openings in %s stood a week ago, none stands today; the board has %d others", n, names[key], open),
			}
		}
	}
	return sorted(fresh)
}

// reopened tells of openings that came again after they had been closed for
// three weeks at least.
func (v *view) reopened() []kith.Signal {
	var found []kith.Signal
	begin := v.begin(window)
	for i := range v.Spans {
		s := &v.Spans[i]
		if s.Reopened.Before(begin) || !s.openOn(v.today.Add(Day)) || s.Away.IsZero() || s.Reopened.Sub(s.Away) < minAway*Day {
			continue
		}
		found = append(found, kith.Signal{
			Kind: kith.SignalReopened, Subject: s.Title, OpeningID: s.ID, Strength: 1,
			Evidence: fmt.Sprintf("first seen on %s, closed on %s, open again on %s", date(s.First), date(s.Away), date(s.Reopened)),
		})
	}
	if len(found) > maxReopened {
		return nil
	}
	return found
}

// longOpen tells of openings that came to have stood for kith.LongOpen within
// the last week.
func (v *view) longOpen() []kith.Signal {
	var found []kith.Signal
	for i := range v.Spans {
		s := &v.Spans[i]
		since := s.Since
		if since.IsZero() || s.First.Before(since) {
			since = s.First
		}
		passed := since.Add(kith.LongOpen)
		if s.Baseline && passed.Before(s.First) || !s.openOn(v.today.Add(Day-time.Nanosecond)) { // it was when the board was first read
			continue
		}
		if !passed.Before(v.begin(window)) && passed.Before(v.today.Add(Day)) {
			found = append(found, kith.Signal{
				Kind: kith.SignalLongOpen, Subject: s.Title, OpeningID: s.ID, Strength: v.today.Sub(since).Hours() / 24,
				Evidence: fmt.Sprintf("open since %s, %.0f days", date(since), v.today.Sub(since).Hours()/24),
			})
		}
	}
	return found
}

func date(t time.Time) string { return t.UTC().Format("2 January 2006") }

// fold writes a name in one way.
func fold(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// sorted returns signals by their subjects.
func sorted(by map[string]*kith.Signal) []kith.Signal {
	all := make([]kith.Signal, 0, len(by))
	for _, s := range by {
		all = append(all, *s)
	}
	slices.SortFunc(all, func(a, b kith.Signal) int { return cmp.Compare(a.Subject, b.Subject) })
	return all
}
