package index_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kith"
	"kith/index"
	"kith/index/internal/sample"
)

// judged is a query with the openings that answer it, as we have judged them
// by hand before looking at what is found.
type judged struct {
	text     string
	relevant []int64
}

// TestRank asks the queries of testdata/rank and compares what comes, and how
// good that is, to golden files. Recall@10 is the part of the relevant openings
// that are among the first ten hits (of ten, where there are more); the
// reciprocal rank is one over the place of the first relevant hit. Both are
// means over the queries.
func TestRank(t *testing.T) {
	t.Parallel()
	titles := make(map[int64]string)
	store := &sample.Store{}
	for _, o := range rankOpenings(t) {
		store.Put(o)
		titles[o.ID] = o.Title + ", " + o.Company
	}
	ix, _ := filled(t, store)
	var lists strings.Builder
	recall, reciprocal := 0.0, 0.0
	all := rankQueries(t)
	for _, q := range all {
		got := find(t, ix, index.Query{Text: q.text, Limit: 10})
		r, rr := quality(got, q.relevant)
		recall, reciprocal = recall+r, reciprocal+rr
		fmt.Fprintf(&lists, "%s\n  recall %.2f, reciprocal rank %.2f\n", q.text, r, rr)
		for n, id := range got {
			mark := " "
			if slices.Contains(q.relevant, id) {
				mark = "+"
			}
			fmt.Fprintf(&lists, "  %s %d. %s\n", mark, n+1, titles[id])
		}
	}
	n := float64(len(all))
	golden(t, "rank/results.golden", lists.String())
	golden(t, "rank/summary.golden", fmt.Sprintf("queries: %d\nopenings: %d\nrecall@10: %.3f\nmrr: %.3f\n", len(all), len(titles), recall/n, reciprocal/n))
	if recall/n < 0.9 || reciprocal/n < 0.9 {
		t.Errorf("recall@10 %.3f, mrr %.3f; neither may fall below 0.9", recall/n, reciprocal/n)
	}
}

// quality returns the recall and the reciprocal rank of a list of hits.
func quality(got, relevant []int64) (recall, reciprocal float64) {
	found := 0
	for n, id := range got {
		if !slices.Contains(relevant, id) {
			continue
		}
		if found == 0 {
			reciprocal = 1 / float64(n+1)
		}
		found++
	}
	return float64(found) / float64(min(len(relevant), 10)), reciprocal
}

// rows reads the lines of a file below testdata/rank and splits them at bars.
func rows(t *testing.T, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "rank", name))
	if err != nil {
		t.Fatal(err)
	}
	var found [][]string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "|")
		for n := range cells {
			cells[n] = strings.TrimSpace(cells[n])
		}
		found = append(found, cells)
	}
	return found
}

func rankOpenings(t *testing.T) []kith.Opening {
	t.Helper()
	companies := make(map[string]int64)
	var openings []kith.Opening
	for _, cells := range rows(t, "openings.txt") {
		if len(cells) != 7 {
			t.Fatalf("%q has %d cells", cells, len(cells))
		}
		if companies[cells[2]] == 0 {
			companies[cells[2]] = int64(len(companies)) + 1
		}
		id := number(t, cells[0])
		openings = append(openings, kith.Opening{
			ID: id, Title: cells[1], CompanyID: companies[cells[2]], Company: cells[2], Locations: []string{cells[3]},
			Workplace: kith.Workplace(cells[4]), Department: cells[5], Description: cells[6], FirstSeenAt: now().AddDate(0, 0, -int(id)),
		})
	}
	return openings
}

func rankQueries(t *testing.T) []judged {
	t.Helper()
	var found []judged
	for _, cells := range rows(t, "queries.txt") {
		q := judged{text: cells[0]}
		for _, id := range strings.Fields(cells[1]) {
			q.relevant = append(q.relevant, number(t, id))
		}
		if len(q.relevant) == 0 {
			t.Fatalf("%q has no answer", q.text)
		}
		found = append(found, q)
	}
	return found
}

func number(t *testing.T, text string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
