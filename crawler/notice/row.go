package notice

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"time"

	"kith"
)

// Bounds beyond which a row is held back: the WARN Act is of 1988, and no
// notice yet has named so many people.
const (
	tooMany  = 25_000
	maxAhead = 3 * 365 * 24 * time.Hour // of an effective date, behind that of the notice
)

// row is a row of a list as it is understood.
type row struct {
	company   string
	number    string // the list's own, "" where it has none
	link      string
	noticed   time.Time
	effective time.Time
	people    int
	least     int
	place     string
	kind      kith.EventKind
	quote     string
	peopleIn  string // the words that people was read from
	beginIn   string
}

// read understands a row. ok is false for one that holds no notice: headings,
// sums, the rest of the row above.
func (l *list) read(cells []string) (r row, ok bool) {
	c := &l.columns
	company, address := companyIn(c.cell(cells, roleCompany))
	r.company = company
	if l.isHeading(cells) {
		return r, false
	}
	noticed := c.cell(cells, roleNotice)
	if r.noticed = firstDate(noticed); r.noticed.IsZero() {
		r.noticed = firstDate(c.cell(cells, roleReceived))
	}
	r.link = webAddress(c.cell(cells, roleLink))
	if r.noticed.IsZero() {
		r.noticed = dateOfLink(r.link)
	}
	r.beginIn = c.cell(cells, roleEffective)
	r.effective = beginning(r.beginIn)
	r.peopleIn = c.cell(cells, roleHeadcount)
	if r.people, r.least = headcount(r.peopleIn); r.people == 0 {
		r.people, r.peopleIn = labelled(cells)
	}
	undated := r.noticed.IsZero() && r.effective.IsZero()
	if undated && (r.people == 0 || isSum(r.company)) || r.company == "" && (undated || r.people == 0) {
		return r, false
	}
	state := stateCode(c.cell(cells, roleState))
	if state == "" {
		state = l.state
	}
	r.place = place(c.cell(cells, roleCity), c.cell(cells, roleCounty), cmp.Or(c.cell(cells, roleAddress), address), state)
	r.kind = kindOf(c.cell(cells, roleKind), l.headings[max(0, c.of[roleKind])], c.cell(cells, roleReason))
	if id := line(c.cell(cells, roleID)); !isBlank(id) && len(id) <= 60 {
		r.number = id
	}
	r.quote = l.quote(cells)
	return r, true
}

// labelledCount finds a count that stands in a cell with its own heading, as in
// "Detroit, County: Wayne, Number Affected: 190".
var labelledCount = regexp.MustCompile(`(?i)(?:number|employees|workers) affected:\s*(\d{1,3}(?:,\d{3})+|\d+)`)

func labelled(cells []string) (people int, words string) {
	for _, cell := range cells {
		if m := labelledCount.FindStringSubmatch(cell); m != nil {
			return count(m[1]), m[0]
		}
	}
	return 0, ""
}

// hold says why a row is not believed, "" for one that is.
func (r row) hold(today time.Time) string {
	switch name := strings.ToLower(strings.Trim(r.company, " .")); {
	case name == "":
		return "it names no company"
	case testName.MatchString(name):
		return "it is called a test"
	case r.people >= tooMany:
		return fmt.Sprintf("%d people are more than any notice has named", r.people)
	case !r.noticed.IsZero() && r.noticed.Year() < 1988:
		return "its date is before there were such notices"
	case !today.IsZero() && r.noticed.After(today.AddDate(0, 0, 7)):
		return "its date is yet to come"
	}
	return ""
}

// settle drops a beginning that is years behind the notice, which is a slip of
// the pen: 2109 for 2019. It would be yet to come for ever.
func (r *row) settle(today time.Time) {
	from := r.noticed
	if from.IsZero() {
		from = today
	}
	if !from.IsZero() && r.effective.After(from.Add(maxAhead)) {
		r.effective, r.beginIn = time.Time{}, ""
	}
}

// testName matches the names of companies that are none.
var testName = regexp.MustCompile(`^(?:test|testing|this is a test|test[ \-_]?(?:company|employer|record|entry|notice|inc|llc|warn|\d+)\b.*|.*\b(?:test company|test employer|do not use)\b.*|sample company|xxx+|abc company)$`)

// The ends of what is no notice.
var sums = regexp.MustCompile(`(?i)^(?:grand\s+)?totals?\b|^(?:sub-?total|source|note|notes|updated|last updated|page \d|disclaimer|\*+)(?:\b|:)`)

func isSum(company string) bool { return sums.MatchString(company) }

// isHeading reports whether a row is that of the headings again.
func (l *list) isHeading(cells []string) bool {
	at := l.columns.of[roleCompany]
	return strings.EqualFold(line(cellAt(cells, at)), line(cellAt(l.headings, at)))
}

// companyIn returns the name of a company in a cell that may hold its address
// too, on lines of its own or behind the name.
func companyIn(cell string) (name, address string) {
	lines := strings.Split(cell, "\n")
	for i, l := range lines[1:] {
		if l = strings.TrimSpace(l); addressLine.MatchString(l) || stateOfAddress(l) != "" {
			cell, address = strings.Join(lines[:i+1], " "), strings.Join(lines[i+1:], "\n")
			break
		}
	}
	cell = strings.ReplaceAll(line(cell), " , ", " ")
	spaced := glued.ReplaceAllString(cell, "$1$3 $2$4")
	if at := street.FindStringIndex(spaced); at != nil && at[0] > 1 && stateOfAddress(spaced) != "" {
		cell, address = strings.TrimSpace(spaced[:at[0]+1]), spaced[at[0]+1:]
	}
	cell = amendment.ReplaceAllString(strings.Trim(cell, " ,;*–-"), "")
	cell = strings.Trim(strings.TrimPrefix(cell, "(*)"), " ,;*–-")
	if isBlank(cell) {
		return "", address
	}
	return cell, address
}

// addressLine matches the line on which an address begins below a name.
var addressLine = regexp.MustCompile(`(?i)^(?:\d|p\.?\s?o\.?\s+box|one\s|two\s)`)

// glued finds where a name runs into a street number, and a street into its
// city: "Inc.741 Grant AvenueLake Katrine".
var glued = regexp.MustCompile(`([a-z.)])(\d)|((?:Street|Avenue|Road|Drive|Boulevard|Lane|Circle|Court|Parkway|Place|Plaza|Floor|Highway|Route \d+))([A-Z])`)

// amendment finds the words by which lists mark an amended notice beside the
// name of its company.
var amendment = regexp.MustCompile(`(?i)^\*?\s*(?:updated|amended|revised|correction|update|amendment)\b\s*[*:\-–]*\s*|[\s\-–(*]+(?:updated|amended|revised|amendment|update|revision)\s*(?:\(?\d{1,2}/\d{1,2}/\d{2,4}\)?)?[\s)*]*$`)

// kindOf returns what a row's kind says: a closure, a relocation, else a
// layoff. In a column that asks "Closing Yes/No" a yes is a closure.
func kindOf(cell, heading, reason string) kith.EventKind {
	said, why := strings.ToLower(cell), strings.ToLower(reason)
	asks := strings.Contains(strings.ToLower(heading), "clos") && strings.Contains(strings.ToLower(heading), "yes")
	switch {
	case asks && strings.HasPrefix(said, "yes"):
		return kith.EventClosure
	case strings.Contains(said, "relocat"):
		return kith.EventRelocation
	case strings.Contains(said, "clos") && !strings.Contains(said, "layoff") || said == "cl":
		return kith.EventClosure
	case !tells.MatchString(said) && closes.MatchString(why):
		return kith.EventClosure
	}
	return kith.EventLayoff
}

// tells matches what says of itself what kind of notice it is; closes matches
// a reason that is a closure.
var (
	tells  = regexp.MustCompile(`lay|reduction|\blo\b|furlough|temporary|hours`)
	closes = regexp.MustCompile(`\b(?:plant|store|facility|site|office|permanent|full|complete)(?:\s+unit)?\s+clos|^\s*closure\s*$|^\s*clos(?:ed|ing)\s*$`)
)

// quote returns the row in words, with the headings of its cells.
func (l *list) quote(cells []string) string {
	var parts []string
	for i, cell := range cells {
		if cell = line(cell); cell == "" || strings.HasPrefix(cellAt(l.headings, i), "_") || len(cell) > 300 {
			continue
		}
		if heading := line(cellAt(l.headings, i)); heading != "" {
			cell = heading + ": " + cell
		}
		parts = append(parts, cell)
	}
	quote := strings.Join(parts, " · ")
	return strings.ToValidUTF8(quote[:min(len(quote), 1000)], "")
}

// identity names a notice in its list: by its number or else by the company,
// the day and the place. What an amendment changes is not in it.
func (r row) identity() string {
	if r.number != "" {
		return "number " + r.number + " " + strings.ToLower(r.company)
	}
	day := r.noticed
	if day.IsZero() {
		day = r.effective
	}
	return hash(strings.ToLower(r.company), day.Format(time.DateOnly), strings.ToLower(r.place))
}

func hash(texts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(texts, "\x00")))
	return hex.EncodeToString(sum[:12])
}

// event returns the notice as an event, without the company that it is linked
// to.
func (r row) event() kith.Event {
	e := kith.Event{
		Company: r.company, Kind: r.kind, Stage: kith.StageFiled, Headline: r.headline(), URL: r.link,
		PublishedAt: r.noticed, EffectiveAt: r.effective, Headcount: r.people, HeadcountMin: r.least, Quote: r.quote,
		Quotes: map[string]string{},
	}
	if r.place != "" {
		e.Locations = []string{r.place}
	}
	if r.people > 0 {
		e.Quotes["headcount"] = line(r.peopleIn)
	}
	if !r.effective.IsZero() {
		e.Quotes["effective_at"] = line(r.beginIn)
	}
	return e
}

// headline says what the notice is in one sentence.
func (r row) headline() string {
	what := "layoff"
	switch r.kind {
	case kith.EventClosure:
		what = "closure"
	case kith.EventRelocation:
		what = "relocation"
	}
	said := r.company + ": notice of a " + what
	switch {
	case r.people == 1:
		said += ", 1 person"
	case r.people > 1:
		said += fmt.Sprintf(", %d people", r.people)
	}
	if r.place != "" {
		said += " in " + r.place
	}
	if !r.effective.IsZero() {
		said += ", from " + r.effective.Format("2 January 2006")
	}
	return said
}
