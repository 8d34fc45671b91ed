package storetest

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"kith"
	"kith/store"
)

// company takes a company in whose one name is its key too.
func (f *fixture) company(name string) kith.Company {
	f.Helper()
	c, _, err := f.db.AddCompany(f.ctx, kith.Company{Name: name, Names: []kith.CompanyName{{Name: name, Keys: keys(name)}}})
	f.no(err)
	return c
}

// keys returns keys for a name that are good enough for tests of the store.
func keys(name string) kith.NameKeys {
	name = strings.ToLower(strings.Join(strings.Fields(name), " "))
	return kith.NameKeys{Exact: "e:" + name, Strong: "s:" + name}
}

// board takes a board of a company in; company 0 is none.
func (f *fixture) board(company int64, token string) kith.Source {
	f.Helper()
	s, _, err := f.db.AddSource(f.ctx, kith.Source{
		Kind: kith.SourceBoard, CompanyID: company, Host: "boards.example",
		Board: kith.Board{ATS: "greenhouse", Token: token, URL: "https://boards.example/" + token},
	})
	f.no(err)
	return s
}

// feed takes a news feed in.
func (f *fixture) feed(name string) kith.Source {
	f.Helper()
	s, _, err := f.db.AddSource(f.ctx, kith.Source{Kind: kith.SourceFeed, Name: name, URL: "https://news.example/" + name})
	f.no(err)
	return s
}

// visit returns a visit that was complete and found openings, at the time of
// the clock.
func (f *fixture) visit(s kith.Source, openings ...kith.Opening) kith.Visit {
	return kith.Visit{
		SourceID: s.ID, At: f.clock.Now(), Took: time.Second, Requests: 1, Outcome: kith.OutcomeComplete, Openings: openings,
		Proof: kith.Proof{Expected: len(openings), Found: len(openings), Pages: 1}, NextVisitAt: f.clock.Now().Add(time.Hour),
	}
}

// record records a visit.
func (f *fixture) record(v kith.Visit) kith.VisitRecord {
	f.Helper()
	r, err := f.db.RecordVisit(f.ctx, v)
	f.no(err)
	return r
}

// opening returns an opening as a list with everything on it shows it.
func opening(id, title string) kith.Opening {
	return kith.Opening{
		ExternalID: id, Title: title, Locations: []string{"Rotterdam"}, URL: "https://boards.example/o/" + id,
		Description: "About " + title, RowHash: "row " + title, Detailed: true,
	}
}

// openings returns n openings with the ids 0, 1 and so on.
func openings(n int) []kith.Opening {
	all := make([]kith.Opening, 0, n)
	for i := range n {
		all = append(all, opening(strconv.Itoa(i), fmt.Sprintf("Planner %d", i)))
	}
	return all
}

// source reads a source again.
func (f *fixture) source(id int64) kith.Source {
	f.Helper()
	return must(f.db.Sources(f.ctx, store.SourceFilter{IDs: []int64{id}}))(f)[0]
}

// raw opens the database itself, past the store.
func (f *fixture) raw() *sql.DB {
	f.Helper()
	driver, address := "sqlite", filepath.Join(f.options.Dir, "kith.db")+"?_pragma=busy_timeout(5000)"
	if f.options.Database != "" {
		driver, address = "pgx", plain(f, f.options.Database)
	}
	raw, err := sql.Open(driver, address)
	f.no(err)
	return raw
}

// count asks the database itself for a number.
func (f *fixture) count(query string) (n int) {
	f.Helper()
	raw := f.raw()
	defer raw.Close()
	f.no(raw.QueryRowContext(f.ctx, query).Scan(&n))
	return n
}

// do changes the database past the store.
func (f *fixture) do(statement string) {
	f.Helper()
	raw := f.raw()
	defer raw.Close()
	_, err := raw.ExecContext(f.ctx, statement)
	f.no(err)
}
