package mail

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kith"
)

// The longest that foreign texts may be in a mail, in characters.
const (
	longTitle   = 200
	longCompany = 120
	longName    = 80
	longPlace   = 80
	longQuote   = 300
)

// number writes a count with separators: 12,345.
func number(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// many writes a count with its noun: "1 opening", "2 openings".
func many(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + more
}

func people(n int) string    { return many(n, "person", "people") }
func openings(n int) string  { return many(n, "opening", "openings") }
func companies(n int) string { return many(n, "company", "companies") }

// some writes how many companies there are inside a sentence.
func some(n int) string {
	if n == 1 {
		return "a company"
	}
	return companies(n)
}

// standOpen writes how many openings stand open.
func standOpen(n int) string {
	if n == 1 {
		return "1 opening stands open"
	}
	return number(n) + " openings stand open"
}

// spelled writes a small count as a word that begins a sentence.
func spelled(n int) string {
	words := []string{"", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"}
	if n > 0 && n < len(words) {
		return words[n]
	}
	return number(n)
}

// list joins words: "a", "a and b", "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// clock writes moments by the clocks of a user.
type clock struct {
	now  time.Time // in the user's zone
	zone *time.Location
}

func newClock(u kith.User, now time.Time) clock {
	zone, err := time.LoadLocation(u.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	return clock{now: now.In(zone), zone: zone}
}

// moment writes when something happened: "today 07:14", "yesterday 18:20",
// "20 November". A mail is read later, so it is never "3 hours ago".
func (c clock) moment(t time.Time) string {
	t = t.In(c.zone)
	switch c.daysAgo(t) {
	case 0:
		return "today\u00a0" + t.Format("15:04")
	case 1:
		return "yesterday\u00a0" + t.Format("15:04")
	default:
		return c.day(t)
	}
}

// momentIn writes when something happened inside a sentence: "today at 07:14".
func (c clock) momentIn(t time.Time) string {
	words := c.moment(t)
	if days := c.daysAgo(t.In(c.zone)); days != 0 && days != 1 {
		return "on " + words
	}
	return strings.Replace(words, "\u00a0", " at\u00a0", 1)
}

// daysAgo counts the midnights between t and now.
func (c clock) daysAgo(t time.Time) int {
	return int(midnight(c.now).Sub(midnight(t)).Hours() / 24)
}

// midnight returns the day of t as a moment of UTC, where every day has 24
// hours.
func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// date returns t in the user's zone, but a date without a time of day, which
// is kept as midnight UTC, on its own day.
func (c clock) date(t time.Time) time.Time {
	if utc := t.UTC(); utc.Equal(midnight(utc)) {
		return utc
	}
	return t.In(c.zone)
}

// day writes a date, with its year where that is not the present one.
func (c clock) day(t time.Time) string {
	t = c.date(t)
	if t.Year() == c.now.Year() {
		return t.Format("2\u00a0January")
	}
	return t.Format("2\u00a0January\u00a02006")
}

// seen writes when a role went up: since when it is listed where it has been
// before, and the board's own date where it is another one.
func (c clock) seen(r Role) string {
	if !r.ListedAt.IsZero() && !r.SeenAt.IsZero() {
		return "listed again " + c.moment(r.SeenAt) + ", first " + c.momentIn(r.ListedAt)
	}
	words := c.moment(r.SeenAt)
	if r.SeenAt.IsZero() {
		words = ""
	}
	if r.PostedAt.IsZero() || r.PostedAt.After(c.now) {
		return words
	}
	posted := c.date(r.PostedAt)
	if words == "" {
		return "posted " + c.day(r.PostedAt)
	}
	if midnight(r.SeenAt.In(c.zone)).Sub(midnight(posted)) >= 48*time.Hour {
		words += ", posted " + c.day(r.PostedAt)
	}
	return words
}

// salary writes a pay as it is given: "€58,000 to €68,000 a year".
func salary(s *kith.Salary) string {
	if s == nil || s.Min <= 0 && s.Max <= 0 {
		return ""
	}
	var words string
	switch {
	case s.Max <= 0:
		words = "from " + amount(s.Min, s.Currency)
	case s.Min <= 0:
		words = "up to " + amount(s.Max, s.Currency)
	case s.Min == s.Max:
		words = amount(s.Min, s.Currency)
	default:
		words = amount(s.Min, s.Currency) + " to " + amount(s.Max, s.Currency)
	}
	switch s.Period {
	case "year", "month", "week", "day":
		return words + " a " + s.Period
	case "hour":
		return words + " an hour"
	default:
		return words
	}
}

func amount(n int64, currency string) string {
	digits := number(int(n))
	switch currency {
	case "EUR":
		return "€" + digits
	case "GBP":
		return "£" + digits
	case "USD":
		return "$" + digits
	case "":
		return digits
	default:
		return clean(currency, 5) + " " + digits
	}
}

// place writes where a role is: "Rotterdam and 4 more places, hybrid".
func place(r Role) string {
	var words string
	if len(r.Places) > 0 {
		words = clean(r.Places[0], longPlace)
	}
	switch more := len(r.Places) - 1; {
	case more == 1:
		words += " and 1 more place"
	case more > 1:
		words += fmt.Sprintf(" and %s more places", number(more))
	}
	how := workplace(r.Workplace)
	switch {
	case how == "" || strings.Contains(strings.ToLower(words), how):
		return words
	case words == "":
		return capital(how)
	default:
		return words + ", " + how
	}
}

func workplace(w kith.Workplace) string {
	switch w {
	case kith.WorkplaceOnsite:
		return "on site"
	case kith.WorkplaceHybrid, kith.WorkplaceRemote:
		return string(w)
	default:
		return ""
	}
}

// facts joins what is known of a role: "Rotterdam, hybrid · €58,000 · today
// 07:14".
func facts(c clock, r Role) string {
	var known []string
	for _, words := range []string{place(r), salary(r.Salary), c.seen(r)} {
		if words != "" {
			known = append(known, words)
		}
	}
	return strings.Join(known, "\u00a0· ") // a line does not begin with the dot
}

// person writes a contact: "Ana Sousa, Head of Operations".
func person(r kith.Reason) string {
	name := nameOf(r)
	if position := clean(r.Position, longTitle/2); position != "" {
		return name + ", " + position
	}
	return name
}

// nameOf returns the name of a contact, in words where there is none.
func nameOf(r kith.Reason) string {
	if name := clean(r.Contact, longName); name != "" {
		return name
	}
	return "a contact without a name"
}

// evidence says what speaks for a contact: how long known, how sure.
func evidence(r kith.Reason) string {
	var known []string
	if !r.Since.IsZero() {
		known = append(known, "connected since "+r.Since.UTC().Format("2006"))
	}
	switch r.Match {
	case kith.MatchExact:
		known = append(known, "company name matched exactly")
	case kith.MatchStrong:
		known = append(known, "same company under another name")
	}
	return sentence(strings.Join(known, "; "))
}

// sentence begins words with a capital and ends them with a full stop.
func sentence(words string) string {
	if words == "" {
		return ""
	}
	words = capital(words)
	if strings.HasSuffix(words, ".") || strings.HasSuffix(words, "…") {
		return words
	}
	return words + "."
}

// keepTogether keeps the last word of a heading from standing alone on a line.
func keepTogether(words string) string {
	if last := strings.LastIndexByte(words, ' '); last > 0 {
		return words[:last] + "\u00a0" + words[last+1:]
	}
	return words
}

// capital begins words with a capital letter.
func capital(words string) string {
	first, size := utf8.DecodeRuneInString(words)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + words[size:]
}
