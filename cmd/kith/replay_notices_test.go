package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
)

// noticeColumns are the headings of the lists of notices of the recorded web, by
// the path of the list: company, people, date of the notice, begin. Of a list
// that is not here only the rows are counted.
var noticeColumns = map[string][4]string{
	"/ak.csv": {"Company", "Employees Affected", "Notice Date", "Layoff Date"}, "/al.csv": {"company", "affected", "date_notice", "date_action"},
	"/az.csv": {"employer", "number_of_employees_affected", "notice_date", ""}, "/ca.csv": {"company", "num_employees", "notice_date", "effective_date"},
	"/dc.csv": {"Organization Name", "Number toEmployees Affected", "Notice Date", "Effective Layoff Date"}, "/hi.csv": {"Company", "jobs", "Date", ""},
	"/de.csv": {"employer", "number_of_employees_affected", "notice_date", ""}, "/ia.csv": {"Company", "Emp #", "Notice Date", "Layoff Date"},
	"/fl.csv": {"Company Name", "Employees Affected", "State Notification Date", "Layoff Date"}, "/in.csv": {"Company", "Affected Workers", "Notice Date", "LO/CL Date"},
	"/id.csv": {"Company", "No. of Employees Affected", "Date of Letter", "Effective or Commencing Date"}, "/ks.csv": {"employer", "number_of_employees_affected", "notice_date", ""},
	"/ky.csv": {"company", "employees", "date_received", "date_effective"}, "/ma.csv": {"EMPLOYER", "# EMPLOYEES IMPACTED", "RECEIVED", "DATE(S) OF LAYOFFS"},
	"/md.csv": {"Company", "Total Employees", "Notice Date", "Effective Date"}, "/me.csv": {"employer", "number_of_employees_affected", "notice_date", ""},
	"/mo.csv": {"Title", "# affected", "Received Sort descending", "Layoff date(s)"}, "/ms.csv": {"company", "affected", "date_notice", "date_effective"},
	"/mt.csv": {"Name of Company", "Number of Employees Affected", "Date of Notice", "Date of Impact"}, "/ne.csv": {"Company", "Jobs Affected", "Date", ""},
	"/nd.csv": {"Company Name", "Number Laid Off/Affected", "WARN Dated", "Date of Layoff/Closure"}, "/nm.csv": {"JOB SITE NAME", "TOTAL LAYOFF NUMBER", "NOTICE DATE", "LAYOFF DATE"},
	"/oh.csv": {"Company", "Potential Number Affected", "Date Received", "Layoff Date(s)"}, "/ok.csv": {"company_name", "jobs", "notice_date", ""},
	"/or.csv": {"Company Name", "Laid Off", "Received Date", "Layoff Date"}, "/ri.csv": {"Company Name", "Number Affected", "WARN Date", "Effective Date"},
	"/sc.csv": {"company", "jobs", "date", ""}, "/sd.csv": {"Company", "Employees Affected", "Date Received", ""},
	"/tn.csv": {"Company", "No. Of Employees", "Notice Date", "Effective Date"}, "/tx.csv": {"JOB_SITE_NAME", "TOTAL_LAYOFF_NUMBER", "NOTICE_DATE", "LayOff_Date"},
	"/ut.csv": {"Company Name", "Affected Workers", "Date of Notice", ""}, "/va.csv": {"Company", "Employees Affected", "Notice Date", "Impact Date"},
	"/vt.csv": {"employer", "number_of_employees_affected", "notice_date", ""}, "/wa.csv": {"Company", "# of Workers", "Received Date", "Layoff Start Date"},
	"/wi.csv":      {"Company", "Affected Workers", "Notice Received", "Layoff Begin Date"},
	"/ct.csv":      {"affected_company", "number_of_impacted_workers", "warn_document_date", "layoff_dates"},
	"/ny/2008.csv": {"Company", "Number Affected", "Date of Notice", "Layoff Date"}, "/ny/2009.csv": {"Company", "Number Affected", "Date of Notice", "Layoff Date"},
	"/ny/2014.csv": {"Company", "Number Affected", "Date of Notice", "Layoff Date"}, "/ny/2016.csv": {"Company", "Number Affected", "Date of Notice", "Layoff Date"},
	"/ny/2019.csv": {"Company", "Number Affected", "Date of Notice", "Layoff Date"}, "/ny/2020.csv": {"Company", "Number Affected", "Date of Notice", "Layoff Date"},
}

// lists returns the addresses of the lists of notices that are read.
func (n *newsReplay) lists() map[string]int {
	found := map[string]int{}
	for path, rows := range n.rows {
		if inFull() || slices.Contains([]string{"/ca.csv", "/ny/2019.csv", "/ma.csv", "/ri.csv", "/wi.csv"}, path) {
			found["https://warn.example"+path] = rows
		}
	}
	return found
}

// noticeRow is a row of a list as its cells have it.
type noticeRow struct {
	name, company, people, noticed string   // company: the letters of the name
	begins                         []string // every date of the cell
}

// noticeScore counts how the events of a list are those of its rows.
type noticeScore struct {
	rows   int // of the list, by the truth
	single int // that name a company, each once
	events int
	equal  int // company, people and date are those of a row
	begun  int // of them with the date in a row that has one
	begins int // rows that have one
	differ []string
}

// scoreNotices compares the events of each list with the list itself.
func (n *newsReplay) scoreNotices(events []object, lists map[string]int) {
	n.t.Helper()
	byList := map[string][]object{}
	for _, e := range events {
		byList["https://"+e.text("source")] = append(byList["https://"+e.text("source")], e)
	}
	var all noticeScore
	for _, address := range slices.Sorted(maps.Keys(lists)) {
		rows := lists[address]
		path := strings.TrimPrefix(address, "https://warn.example")
		s := noticeScore{rows: rows, events: len(byList[address])}
		s.compare(n.listRows(path), byList[address], noticeColumns[path] != [4]string{})
		n.t.Logf("%-12s %4d rows, %4d name a company, each once, %4d events, %4d equal, %4d of %4d begin on the same day; %s", path, s.rows, s.single, s.events, s.equal, s.begun, s.begins, strings.Join(s.differ[:min(3, len(s.differ))], "; "))
		if s.single > s.rows || s.events > s.rows || s.events*100 < 97*s.single {
			n.t.Errorf("%s: %d events of %d rows", path, s.events, s.single)
		}
		if noticeColumns[path] != [4]string{} {
			all.single, all.equal, all.begins, all.begun = all.single+s.single, all.equal+s.equal, all.begins+s.begins, all.begun+s.begun
		}
	}
	n.t.Logf("notices: %d of %d rows are equal (%s), %d of %d begin on the same day (%s)", all.equal, all.single, share(all.equal, all.single), all.begun, all.begins, share(all.begun, all.begins))
	if all.equal*100 < 99*all.single || all.begun*100 < 97*all.begins {
		n.t.Error("too few notices are those of their list")
	}
}

// listRows reads a list from the recorded web: each row that names a company,
// once.
func (n *newsReplay) listRows(path string) []noticeRow {
	n.t.Helper()
	res, err := n.Client().Get("https://warn.example" + path)
	if err != nil {
		n.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		n.t.Fatalf("%s: %s, %v", path, res.Status, err)
	}
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff"))))
	reader.LazyQuotes, reader.FieldsPerRecord = true, -1
	table, err := reader.ReadAll()
	if err != nil {
		n.t.Fatal(err)
	}
	return noticeRows(n.t, path, table)
}

func noticeRows(t *testing.T, path string, table [][]string) []noticeRow {
	t.Helper()
	columns, known := noticeColumns[path]
	at := [4]int{}
	for i, heading := range columns {
		at[i] = slices.Index(table[0], heading)
		if known && heading != "" && at[i] < 0 {
			t.Fatalf("%s has no column %q", path, heading)
		}
	}
	var rows []noticeRow
	seen := map[string]bool{}
	for _, cells := range table[1:] {
		if key := strings.TrimRight(strings.Join(cells, "\x00"), "\x00"); seen[key] {
			continue
		} else {
			seen[key] = true
		}
		cell := func(i int) string {
			if !known || at[i] < 0 || at[i] >= len(cells) {
				return ""
			}
			return cells[at[i]]
		}
		row := noticeRow{name: strings.TrimSpace(cell(0)), company: plain(cell(0)), people: numberIn(cell(1)), begins: datesOf(cell(3))}
		if noticed := datesOf(cell(2)); len(noticed) > 0 {
			row.noticed = noticed[0]
		}
		if row.company != "" && (row.people != "0" || row.noticed != "" || len(row.begins) > 0) || !known {
			rows = append(rows, row)
		}
	}
	return rows
}

// compare finds for every row an event with the same company, people and date.
func (s *noticeScore) compare(rows []noticeRow, events []object, known bool) {
	s.single = len(rows)
	if !known {
		return
	}
	byKey := map[string][]object{}
	for _, e := range events {
		key := fmt.Sprint(e.number("headcount"), " ", dayOf(e.text("published_at")))
		byKey[key] = append(byKey[key], e)
	}
	for _, row := range rows {
		if len(row.begins) > 0 {
			s.begins++
		}
		key := row.people + " " + row.noticed
		match := slices.IndexFunc(byKey[key], func(e object) bool {
			return strings.HasPrefix(row.company, plain(e.text("company"))) || strings.HasSuffix(row.company, plain(e.text("company")))
		})
		if match < 0 {
			s.differ = append(s.differ, fmt.Sprintf("%.60q of %s, %s people", row.company, row.noticed, row.people))
			continue
		}
		s.equal++
		e := byKey[key][match]
		byKey[key] = slices.Delete(byKey[key], match, match+1)
		if len(row.begins) > 0 && slices.Contains(row.begins, dayOf(e.text("effective_at"))) {
			s.begun++
		}
	}
}

func dayOf(at string) string { return at[:min(len(at), len(time.DateOnly))] }

// plain returns the letters and digits of a name.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

var (
	aNumber   = regexp.MustCompile(`\d[\d,]*`)
	aDate     = regexp.MustCompile(`\d{1,4}[/-]\d{1,2}[/-]\d{1,4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4}|\d{1,2}-[A-Z][a-z]{2}-\d{2,4}`)
	dateForms = []string{"1/2/2006", "1/2/06", "1-2-2006", "1-2-06", time.DateOnly, "2006/1/2", "January 2, 2006", "Jan 2, 2006", "2-Jan-2006", "2-Jan-06"}
)

// numberIn returns the first number of a cell, "0" when there is none.
func numberIn(cell string) string {
	count, err := strconv.Atoi(strings.ReplaceAll(aNumber.FindString(cell), ",", ""))
	if err != nil {
		return "0"
	}
	return strconv.Itoa(count)
}

// datesOf returns the dates of a cell.
func datesOf(cell string) []string {
	var found []string
	for _, text := range aDate.FindAllString(cell, -1) {
		for _, form := range dateForms {
			if at, err := time.Parse(form, text); err == nil {
				found = append(found, at.Format(time.DateOnly))
				break
			}
		}
	}
	return found
}
