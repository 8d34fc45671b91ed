package notice

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// role is what a column says of a notice.
type role int

// The roles of columns.
const (
	roleCompany role = iota
	roleNotice       // the date of the notice
	roleReceived
	roleEffective // when the first people go
	roleHeadcount
	roleCity
	roleCounty
	roleState
	roleAddress
	roleKind
	roleID
	roleLink
	roleReason
	roles // how many there are
)

// roleNames are the roles in words, for people.
var roleNames = [roles]string{
	"company", "date of the notice", "date received", "effective date", "number of people", "city", "county", "state", "address",
	"layoff or closure", "number of the notice", "link", "reason",
}

// headings are the names that columns have for each role, the surest first:
// lower case, single spaces between the words. A name matches whole.
var headings = [roles][]string{
	roleCompany: {"company", "company name", "name of company", "employer", "employer name", "name of employer", "affected company", "organization name", "organization",
		"business legal name", "business name", "name of business", "job site name", "location name", "company organization", "firm", "company original", "title", "name"},
	roleNotice: {"notice date", "date of notice", "date of warn notice", "warn date", "warn dated", "warn notice date", "date notice", "state notification date", "notification date",
		"date of letter", "letter date", "warn document date", "notice", "initial date reported", "notice received", "date notified", "date", "notice dated"},
	roleReceived: {"received date", "date received", "received", "received sort descending", "warn received", "notice received date", "warn document received date", "wfdd received date",
		"date posted", "posted", "posting date"},
	roleEffective: {"effective date", "effective layoff date", "layoff date", "layoff dates", "layoff date s", "date of layoff", "dates of layoff", "date s of layoffs", "dates of layoffs",
		"date of layoff closure", "lo cl date", "impact date", "date of impact", "effective or commencing date", "layoff start date", "layoff begin date", "date layoff closure starts",
		"date action", "begin date", "first date of separation", "date effective", "date start", "effective dates", "separation date", "layoff closure date", "closing date", "closing dates", "date close"},
	roleHeadcount: {"total number of affected employees", "number of employees affected", "employees affected", "number affected", "affected workers", "number of affected workers", "workers affected", "affected", "affected employees",
		"number to employees affected", "number toemployees affected", "num employees", "total layoff number", "jobs affected", "workforce affected", "of workers", "number of workers",
		"number of impacted workers", "employees impacted", "potential number affected", "number laid off affected", "number laid off", "laid off", "no of employees affected",
		"no of employees", "emp", "jobs", "employees", "expected layoff", "permanent job losses", "number of employees", "total employees", "total of employees", "headcount"},
	roleCity: {"city", "city name", "location city", "city town", "town", "location", "locations", "location s", "location of layoffs", "layoff locations", "city county", "layoff location",
		"site location", "work site", "where", "workforce area", "workforce region"},
	roleCounty:  {"county", "county name", "impacted site county", "parish"},
	roleState:   {"state", "st", "location state"},
	roleAddress: {"address", "company address", "impacted site address", "location address", "site address", "first location address", "address line 1", "street address"},
	roleKind: {"layoff or closure", "closure or layoff", "layoff closure", "action type", "notice type", "type of layoff or closure", "closure type", "type", "layoff type", "warn type",
		"classification", "action", "closing yes no", "closure layoff", "type of event", "event type"},
	roleID:     {"warn", "warn number", "notice id", "notice number", "ga warn id", "record number", "event number", "iebs id", "case id", "id", "id1", "rapid response number", "index"},
	roleLink:   {"detail page url", "notice url", "url", "pdf url", "link", "warn notice url"},
	roleReason: {"reason", "reason for dislocation", "causes", "notes", "comments", "reason stated for filing", "description"},
}

// meanings recognize what headings does not list: a pattern that the heading
// has, and one that it has not.
var meanings = [roles]struct{ has, not *regexp.Regexp }{
	roleCompany:   {regexp.MustCompile(`\b(?:company|employer|business|organi[sz]ation|firm)\b`), regexp.MustCompile(`address|city|zip|type|county|size|phone|contact|date|state|number|industry|id\b|representative`)},
	roleNotice:    {regexp.MustCompile(`\b(?:notice|notification|notified|warn|letter|reported)\b.*\bdate|\bdate\b.*\b(?:notice|notification|notified|warn|letter|reported)\b`), regexp.MustCompile(`layoff|lay off|closure|effective|separation|received|posted|last|expir|second|end\b`)},
	roleReceived:  {regexp.MustCompile(`\b(?:received|posted|published)\b`), regexp.MustCompile(`number|by\b|layoff`)},
	roleEffective: {regexp.MustCompile(`\b(?:effective|layoffs?|lay offs?|separations?|closure|closing|impact|terminations?|dislocation|action)\b.*\bdates?\b|\bdates?\b.*\b(?:effective|layoffs?|lay offs?|separations?|closure|closing|impact|terminations?|dislocation)\b|\bstarts?\b.*\bdate|\bbegins?\b.*\bdate|\b(?:layoffs?|separations?|closure)\b.*\b(?:starts?|begins?)\b`), regexp.MustCompile(`number|second|third|fourth|fifth|notice|received|end\b|last`)},
	roleHeadcount: {regexp.MustCompile(`\b(?:affected|impacted|laid off|layoffs?|displaced|separated|dislocated|losses)\b.*\b(?:employees|workers|staff|people|persons|number|no|count|jobs|positions|total|headcount)\b|\b(?:employees|workers|staff|people|persons|number|no|count|jobs|positions|total|headcount)\b.*\b(?:affected|impacted|laid off|layoffs?|displaced|separated|dislocated|losses)\b`), regexp.MustCompile(`date|location|union|type|represent|trade|reason|address|temporary|at site`)},
	roleCity:      {regexp.MustCompile(`\b(?:city|town|municipality|location|site)\b`), regexp.MustCompile(`number|date|county|code|zip|type|address|name|second|third`)},
	roleCounty:    {regexp.MustCompile(`\b(?:county|parish|borough)\b`), regexp.MustCompile(`code|number|if not`)},
	roleAddress:   {regexp.MustCompile(`\baddress\b`), regexp.MustCompile(`union|e ?mail|web|second|third|fourth|fifth|sixth|2\b|contact`)},
	roleKind:      {regexp.MustCompile(`\b(?:closure|closing|layoff|event|action|notice|warn)\b.*\btype\b|\btype\b.*\b(?:closure|closing|layoff|event|action|notice|warn)\b|\blayoff or clos`), regexp.MustCompile(`number|date`)},
}

// columns says in which column each role stands, -1 for none.
type columns struct {
	of [roles]int
	// others are further columns that may say the same: they are read where
	// the first one of the role is empty.
	others [roles][]int
}

// cell returns what a row says for a role.
func (c *columns) cell(row []string, r role) string {
	if cell := cellAt(row, c.of[r]); cell != "" && !isBlank(cell) {
		return cell
	}
	for _, at := range c.others[r] {
		if cell := cellAt(row, at); cell != "" && !isBlank(cell) {
			return cell
		}
	}
	return cellAt(row, c.of[r])
}

// substitutes are headings of columns that may be read in the place of another
// one of their role. Not every column of the role may: all employees of a
// company are not those that it lays off.
var substitutes = [roles][]string{
	roleCompany:   {"title", "name"},
	roleEffective: {"closing date", "closing dates", "date close", "layoff date", "effective date", "end date"},
	roleHeadcount: {"permanent job losses", "temporary job losses", "furloughs", "revised layoff", "number of employees affected", "number of affected workers", "number affected"},
	roleNotice:    {"warn received"},
	roleAddress:   {"first location address"},
}

// fold writes a heading as headings has it: "Date(s) of Layoffs" becomes "date
// s of layoffs".
func fold(heading string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(heading), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// recognize returns the columns of a table by the row of its headings, and how
// sure that is: how many roles were found.
func recognize(row []string) (all columns, found int) {
	c := &all.of
	folded := make([]string, len(row))
	for i, heading := range row {
		folded[i] = fold(heading)
	}
	taken := make([]bool, len(row))
	for r := range c {
		c[r] = -1
	}
	// The surest headings first, over all roles: "date" is that of the notice
	// only where no column is better called so.
	take := func(r int, fits func(heading string) bool) {
		for i, heading := range folded {
			if c[r] < 0 && !taken[i] && fits(heading) {
				c[r], taken[i] = i, true
				found++
			}
		}
	}
	longest := 0
	for _, names := range headings {
		longest = max(longest, len(names))
	}
	for rank := range longest {
		for r := range headings {
			if rank < len(headings[r]) {
				take(r, func(heading string) bool { return heading == headings[r][rank] })
			}
		}
	}
	for r, m := range meanings {
		if m.has != nil {
			take(r, func(heading string) bool {
				return len(heading) < 80 && m.has.MatchString(heading) && !m.not.MatchString(heading)
			})
		}
	}
	for r, names := range substitutes {
		for i, heading := range folded {
			if c[r] >= 0 && !taken[i] && slices.Contains(names, heading) {
				all.others[r] = append(all.others[r], i)
			}
		}
	}
	return all, found
}

// headingRow returns the row of the headings of a table: of its first rows the
// one that names a company and most else.
func headingRow(t table) (at int, c columns, ok bool) {
	best := 0
	for i, row := range t[:min(len(t), 30)] {
		found, n := recognize(row)
		if found.of[roleCompany] >= 0 && n > best && n >= 3 && found.isOfNotices(row) {
			at, c, best, ok = i, found, n, true
		}
	}
	return at, c, ok
}

// isOfNotices reports whether headings are those of notices and not of some
// other list of names with dates, as one of openings: they count people, or
// speak of notices or layoffs.
func (c *columns) isOfNotices(headings []string) bool {
	if c.of[roleHeadcount] >= 0 || c.of[roleEffective] >= 0 {
		return true
	}
	all := " " + fold(strings.Join(headings, " ")) + " "
	return strings.Contains(all, "notice") || strings.Contains(all, " warn ") || strings.Contains(all, "layoff")
}

// How much of what stands in a column must be of its kind, for the heading to
// be believed, and how many rows are looked at.
const (
	mustBe = 0.6
	looked = 400
)

// doubt looks at what stands in the columns. A column whose cells are of
// another kind than its heading promises is given up, and said: it is better
// not to know a number than to take a zip code for it.
func (c *columns) doubt(rows table) (complaints []string) {
	for _, check := range []struct {
		role role
		fits func(string) bool
	}{
		{roleNotice, isDated}, {roleReceived, isDated}, {roleEffective, isDated}, {roleHeadcount, isCounted}, {roleCompany, isNamed},
	} {
		at := c.of[check.role]
		if at < 0 {
			continue
		}
		filled, fitting := rows.tally(at, check.fits)
		if filled > 2 && float64(fitting) < mustBe*float64(filled) {
			complaints = append(complaints, "the column for the "+roleNames[check.role]+" holds something else")
			c.of[check.role] = -1
		}
	}
	return complaints
}

// tally counts the cells of a column that say something, and those of them that
// fit.
func (t table) tally(at int, fits func(string) bool) (filled, fitting int) {
	for _, row := range t[:min(len(t), looked)] {
		cell := cellAt(row, at)
		if cell == "" || isBlank(cell) {
			continue
		}
		filled++
		if fits(cell) {
			fitting++
		}
	}
	return filled, fitting
}

func isDated(cell string) bool { return len(datesIn(cell)) > 0 }
func isCounted(cell string) bool {
	n, _ := headcount(cell)
	return n > 0 || strings.Trim(cell, "0.") == ""
}

// isNamed reports whether a cell may be a name: it has letters, and is no date.
func isNamed(cell string) bool {
	return strings.IndexFunc(cell, unicode.IsLetter) >= 0 && (len(cell) > 30 || len(datesIn(cell)) == 0)
}

// isBlank reports whether a cell says that it says nothing.
func isBlank(cell string) bool {
	switch strings.ToLower(strings.Trim(cell, " .-–—")) {
	case "", "n/a", "na", "none", "unknown", "tbd", "tba", "not available", "not provided", "not specified", "pending", "null", "nan", "unspecified", "multiple", "various", "see attached", "see notice", "undetermined", "to be determined":
		return true
	}
	return false
}

// cellAt returns a cell of a row, "" where the row ends before it.
func cellAt(row []string, at int) string {
	if at < 0 || at >= len(row) {
		return ""
	}
	return row[at]
}
