// Package bench_test measures the index side by side with SQLite FTS5 over the
// same openings and queries, in one run, and what it costs to build:
//
//	KITH_BENCH_OPENINGS=100000 go test -run=^$ -bench=Search -benchtime=300x ./index/bench
//	KITH_BENCH_OPENINGS=100000 go test -run=^$ -bench='Rebuild|CatchUp|Build' -benchtime=1x ./index/bench
//
// Without the variable there are 5,000 openings. Times are given by the wall
// (p50, p95) and, for a machine that others use too, as the processor time of
// the mean query. The import of database/sql is why this is a folder of its
// own: the fence around it holds for the program, not for a measurement.
package bench_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"kith/index"
	"kith/index/internal/sample"
)

// count returns how many openings are measured with.
func count(b *testing.B) int64 {
	b.Helper()
	text := os.Getenv("KITH_BENCH_OPENINGS")
	if text == "" {
		return 5_000
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n <= 0 {
		b.Fatalf("KITH_BENCH_OPENINGS=%q is no number of openings", text)
	}
	return n
}

func now() time.Time { return sample.Epoch().AddDate(0, 0, sample.Days) }

// openFTS5 builds a contentless FTS5 table with a side table for the filters.
func openFTS5(b *testing.B, path string, n int64) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(wal)&_pragma=synchronous(normal)&_pragma=cache_size(-65536)&_pragma=mmap_size(1073741824)")
	if err != nil {
		b.Fatal(err)
	}
	exec := func(query string, args ...any) {
		_, err := db.Exec(query, args...)
		if err != nil {
			b.Fatalf("%s: %v", query, err)
		}
	}
	exec(`CREATE VIRTUAL TABLE words USING fts5(title, company, location, description, content='', tokenize='porter unicode61 remove_diacritics 2', prefix='3')`)
	exec(`CREATE TABLE openings (id INTEGER PRIMARY KEY, company INTEGER, open INTEGER, seen INTEGER)`)
	exec(`CREATE INDEX openings_company ON openings (company)`)
	exec(`CREATE INDEX openings_seen ON openings (seen)`)
	g := sample.NewGenerator(1)
	for id := int64(1); id <= n; {
		tx, err := db.Begin()
		if err != nil {
			b.Fatal(err)
		}
		for range 1000 {
			o := g.Opening(id)
			_, err = tx.Exec(`INSERT INTO words (rowid, title, company, location, description) VALUES (?, ?, ?, ?, ?)`,
				id, o.Title, o.Company, strings.Join(o.Locations, " "), o.Description)
			if err == nil {
				_, err = tx.Exec(`INSERT INTO openings VALUES (?, ?, ?, ?)`, id, o.CompanyID, o.ClosedAt.IsZero(), o.FirstSeenAt.Unix())
			}
			if err != nil {
				b.Fatal(err)
			}
			id++
			if id > n {
				break
			}
		}
		err = tx.Commit()
		if err != nil {
			b.Fatal(err)
		}
	}
	exec(`INSERT INTO words (words) VALUES ('optimize')`)
	return db
}

// question is one search for both engines.
type question struct {
	query index.Query
	sql   string
	args  []any
}

const (
	selectRanked = `SELECT words.rowid FROM words JOIN openings ON id = words.rowid WHERE words MATCH ? AND open `
	orderRanked  = ` ORDER BY bm25(words, 4, 2, 1, 1) LIMIT 20`
)

// kinds makes questions of each kind, from words as common as those of the
// openings.
func kinds(g *sample.Generator) map[string]func() question {
	since := now().AddDate(0, 0, -30)
	return map[string]func() question{
		"text": func() question {
			words := words(g)
			return question{index.Query{Text: words}, selectRanked + orderRanked, []any{match(words)}}
		},
		"company": func() question {
			id, _ := g.Company()
			words := lastWord(g.Title())
			return question{index.Query{Text: words, CompanyIDs: []int64{id}}, selectRanked + `AND openings.company = ?` + orderRanked, []any{match(words), id}}
		},
		"month": func() question {
			words := words(g)
			return question{index.Query{Text: words, Since: since}, selectRanked + `AND seen >= ?` + orderRanked, []any{match(words), since.Unix()}}
		},
		"newest": func() question {
			words := lastWord(g.Title())
			return question{
				index.Query{Text: words, Sort: index.SortNewest},
				selectRanked + ` ORDER BY seen DESC LIMIT 20`, []any{match(words)},
			}
		},
		"browse": func() question {
			return question{index.Query{}, `SELECT id FROM openings WHERE open ORDER BY seen DESC LIMIT 20`, nil}
		},
		"prefix": func() question {
			prefix := strings.ToLower(g.Title())[:4]
			prefix = strings.TrimSpace(prefix)
			return question{index.Query{Text: "title:" + prefix + "*"}, selectRanked + orderRanked, []any{"title : " + prefix + "*"}}
		},
	}
}

// words returns two words of a title, sometimes with one of a description.
func words(g *sample.Generator) string {
	title := strings.FieldsFunc(g.Title(), func(r rune) bool { return r == ' ' || r == ',' || r == '-' })
	picked := title[:min(2, len(title))]
	if len(title) > 2 {
		picked = append(picked, g.Word())
	}
	return strings.Join(picked, " ")
}

func lastWord(title string) string {
	fields := strings.FieldsFunc(title, func(r rune) bool { return r == ' ' || r == ',' || r == '-' })
	return fields[len(fields)-1]
}

// match quotes words for FTS5, which joins them by AND.
func match(words string) string { return `"` + strings.Join(strings.Fields(words), `" "`) + `"` }

// engines are both engines over the same openings.
type engines struct {
	index *index.Index
	fts5  *sql.DB
}

// BenchmarkSearch runs each query on both engines in turn and reports the
// medians and 95th percentiles in microseconds, FTS5's median as a multiple of
// ours, and the processor time of a query in the mean. The index also returns
// the exact number of all hits; FTS5 is not asked for it.
func BenchmarkSearch(b *testing.B) {
	n := count(b)
	dir := b.TempDir()
	both := engines{index: openIndex(b, filepath.Join(dir, "index"), &stream{generator: sample.NewGenerator(1), last: n}), fts5: openFTS5(b, filepath.Join(dir, "fts5.db"), n)}
	b.Cleanup(func() {
		if err := both.index.Close(); err != nil {
			b.Error(err)
		}
		if err := both.fts5.Close(); err != nil {
			b.Error(err)
		}
	})
	for _, kind := range []string{"text", "company", "month", "newest", "browse", "prefix"} {
		b.Run(kind, func(b *testing.B) {
			next := kinds(sample.NewGenerator(1))[kind]
			both.ask(b, next()) // warm
			var ours, theirs measured
			hits := 0.0
			for b.Loop() {
				a, c, total := both.ask(b, next())
				ours.add(a)
				theirs.add(c)
				hits += float64(total)
			}
			ours.report(b, "index")
			theirs.report(b, "fts5")
			b.ReportMetric(float64(percentile(theirs.wall, .5))/float64(percentile(ours.wall, .5)), "fts5/index")
			b.ReportMetric(hits/float64(len(ours.wall)), "hits/op")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// ask runs the question on both engines and returns what each took.
func (e engines) ask(b *testing.B, q question) (ours, theirs cost, total uint64) {
	start := begin()
	found, err := e.index.Search(b.Context(), q.query)
	ours = start.end()
	if err != nil {
		b.Fatalf("%+v: %v", q.query, err)
	}
	start = begin()
	rows, err := e.fts5.Query(q.sql, q.args...)
	if err != nil {
		b.Fatalf("%s %v: %v", q.sql, q.args, err)
	}
	defer rows.Close()
	listed := 0
	for rows.Next() {
		listed++
	}
	err = rows.Err()
	if err != nil {
		b.Fatal(err)
	}
	theirs = start.end()
	if (listed == 0) != (len(found.Hits) == 0) && !found.Near {
		b.Logf("%+v: %d hits, FTS5 lists %d", q.query, found.Total, listed)
	}
	return ours, theirs, found.Total
}
