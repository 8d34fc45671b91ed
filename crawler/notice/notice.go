// Package notice reads the lists of layoff notices that governments publish,
// such as those by the WARN Act of the USA, from tables of every form: CSV,
// workbooks (XLSX) and pages.
//
// There is no common form: columns are recognized by the meaning of their
// headings and by what stands in them. A column that is not recognized is said
// to be so, and is never guessed.
//
// In the order to read them: notice.go visits a list, table.go turns bytes into
// rows, column.go finds out what the columns are, row.go understands a row, with
// date.go, number.go and place.go.
package notice

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"kith"
)

// FindFunc finds the company that a list names, as it is written there.
type FindFunc = func(name string) (kith.Company, bool)

// Result is what was read of a list.
type Result struct {
	Items   []kith.Item
	Rows    int      // that hold a notice, held ones too
	Columns []string // what each column was taken for, in words
	Held    []Held   // rows that are not believed
	Missing []string // what no column was recognized for, and complaints
}

// Held is a row that is held back.
type Held struct {
	Row int // of the table, from 1
	Why string
}

// list is a table under way.
type list struct {
	columns  columns
	headings []string
	state    string // of the whole list, "" where it is not known
}

// Read reads a document. Name is its address or file name, which may tell the
// state; today is the day it is read on, the zero time where that is not to
// count. A document without a table of notices is an error.
func Read(body []byte, name string, today time.Time) (Result, error) {
	all, err := tables(body)
	if err != nil {
		return Result{}, err
	}
	var result Result
	seen := map[string]int{}
	whole := map[string]bool{}
	found := false
	for _, t := range all {
		at, c, ok := headingRow(t)
		if !ok {
			continue
		}
		found = true
		l := &list{columns: c, headings: t[at], state: stateOfName(name)}
		result.Missing = append(result.Missing, l.columns.doubt(t[at+1:])...)
		result.tell(l)
		if l.columns.of[roleCompany] < 0 {
			continue
		}
		for i, cells := range t[at+1:] {
			r, ok := l.read(cells)
			if !ok {
				continue
			}
			result.Rows++
			r.settle(today)
			if why := r.hold(today); why != "" {
				result.Held = append(result.Held, Held{at + i + 2, why})
				continue
			}
			if key := strings.Join(cells, "\x00"); whole[key] {
				continue // the same row once more
			} else {
				whole[key] = true
			}
			result.Items = append(result.Items, r.item(seen, name))
		}
	}
	if !found {
		return Result{}, errors.New("no table in it has a column for companies and two others that are known of notices")
	}
	return result, nil
}

// tell notes which columns a list has.
func (r *Result) tell(l *list) {
	for role, at := range l.columns.of {
		if at >= 0 {
			r.Columns = append(r.Columns, fmt.Sprintf("%q is the %s", line(l.headings[at]), roleNames[role]))
		}
	}
	for _, role := range []role{roleHeadcount, roleEffective} {
		if l.columns.of[role] < 0 {
			r.Missing = append(r.Missing, "no column was recognized for the "+roleNames[role])
		}
	}
	if l.columns.of[roleNotice] < 0 && l.columns.of[roleReceived] < 0 {
		r.Missing = append(r.Missing, "no column was recognized for the "+roleNames[roleNotice])
	}
}

// item returns a row as an item with its event. Several notices with one
// identity are told apart by their order: seen counts them.
func (r row) item(seen map[string]int, name string) kith.Item {
	id := r.identity()
	seen[id]++
	if n := seen[id]; n > 1 {
		id = fmt.Sprintf("%s #%d", id, n)
	}
	e := r.event()
	return kith.Item{
		ExternalID: id, Title: e.Headline, URL: cmp.Or(r.link, webAddress(name)), Text: r.quote, PublishedAt: r.noticed, Events: []kith.Event{e},
	}
}

// webAddress returns the name of a list, or what a cell links to, if it is an
// address of the web.
func webAddress(name string) string {
	if strings.HasPrefix(name, "https://") || strings.HasPrefix(name, "http://") {
		return name
	}
	return ""
}

// stateOfName returns the state that a file or address is named by: ca.csv,
// /ny/2019.csv, dol.ny.gov.
func stateOfName(name string) string {
	u, err := url.Parse(name)
	if err != nil {
		return ""
	}
	for dir := strings.ToLower(u.Path); dir != "" && dir != "." && dir != "/"; dir = path.Dir(dir) {
		base := path.Base(dir)
		base, _, _ = strings.Cut(base, ".")
		for _, part := range strings.FieldsFunc(base, func(r rune) bool { return r == '_' || r == '-' }) {
			if code := stateCode(part); code != "" {
				return code
			}
		}
	}
	labels := strings.Split(strings.ToLower(u.Hostname()), ".")
	for i := len(labels) - 2; i >= 0; i-- {
		if code := stateCode(labels[i]); code != "" && labels[len(labels)-1] == "gov" {
			return code
		}
	}
	return ""
}

// Reader reads lists at a time.
type Reader struct {
	Find FindFunc // may be nil
	Now  time.Time
}

// Visit reads a list. Its notices carry the events that they are, linked to the
// companies that Find knows. Rows that are not believed, and columns that are
// not understood, are told in the visit's reason.
func (r Reader) Visit(ctx context.Context, fetch kith.FetchFunc, s kith.Source) kith.Visit {
	v := kith.Visit{Requests: 1, Proof: kith.Proof{Expected: -1}}
	res, err := fetch(ctx, kith.Request{URL: s.URL, Header: accept(), Validators: s.Validators})
	if v.Outcome, v.Reason = kith.Judge(res, err); v.Outcome != kith.OutcomeComplete {
		return v
	}
	v.Validators = res.Validators()
	v.Validators.Hash = hash(string(res.Body))
	if s.Validators.Hash == v.Validators.Hash {
		v.Outcome = kith.OutcomeUnchanged
		return v
	}
	result, err := Read(res.Body, cmp.Or(s.URL, res.URL), r.Now)
	if err != nil {
		return kith.Visit{Requests: 1, Outcome: kith.OutcomeFailed, Reason: "the list could not be read: " + err.Error(), Proof: kith.Proof{Expected: -1, FailedPages: 1}}
	}
	v.Items, v.Reason = result.Items, result.Remark()
	link(v.Items, r.Find)
	v.Proof.Pages, v.Proof.Found = 1, len(v.Items)
	return v
}

func accept() http.Header {
	return http.Header{"Accept": {"text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, text/html;q=0.9, */*;q=0.5"}}
}

// link links the events of items to the companies that find knows.
func link(items []kith.Item, find FindFunc) {
	if find == nil {
		return
	}
	for i := range items {
		for j := range items[i].Events {
			e := &items[i].Events[j]
			if company, ok := find(e.Company); ok {
				e.CompanyID, e.Company = company.ID, company.Name
			}
		}
	}
}

// Remark says in words what was left out of a list, "" for nothing.
func (r Result) Remark() string {
	var said []string
	if n := len(r.Held); n > 0 {
		said = append(said, fmt.Sprintf("%d rows were held back, the first in row %d: %s", n, r.Held[0].Row, r.Held[0].Why))
	}
	said = append(said, r.Missing[:min(len(r.Missing), 3)]...)
	return strings.Join(said, "; ")
}
