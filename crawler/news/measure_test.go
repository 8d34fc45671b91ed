package news_test

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"

	"kith"
	"kith/crawler/news"
	"kith/internal/recorded"
)

// table returns the rows of a packed CSV file of the shared test data, without
// the header. It skips where there is none.
func table(tb testing.TB, name string) [][]string {
	tb.Helper()
	file, err := os.Open(recorded.Shared(tb, "corpus/restructuring/"+name))
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		tb.Fatal(err)
	}
	reader := csv.NewReader(unpacked)
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	return rows[1:]
}

// layoffWords are in headlines that say in their own words that jobs are cut,
// and not only "X shuts down".
var layoffWords = []string{"layoff", "lay off", "lays off", "laid off", "laying off", "job cut", "cuts jobs", "redundan", "stellen", "slash", "axes"}

// sampled reports whether a row of ordinary news is looked at: every one with
// KITH_MEASURE set, otherwise one in eight.
func sampled(i int) bool { return i%8 == 0 || os.Getenv("KITH_MEASURE") != "" }

// TestMeasureLayoffs reads headlines of real layoffs and ordinary news. The
// headlines are taken from addresses, without case and punctuation, so that a
// lost "%" or a "1 300" may cost a figure.
func TestMeasureLayoffs(t *testing.T) {
	t.Parallel()
	found, all, figures, equal := 0, 0, 0, 0
	for _, row := range table(t, "layoff_headline_slugs.csv.gz") {
		says := false
		for _, word := range layoffWords {
			says = says || strings.Contains(row[3], word)
		}
		if !says {
			continue
		}
		all++
		events := news.Events(kith.Item{Title: row[3]}, acme)
		if len(events) == 0 {
			continue
		}
		found++
		if count := events[0].Headcount; count > 0 && row[5] != "" {
			figures++
			if strings.TrimSuffix(row[5], ".0") == strconv.Itoa(count) {
				equal++
			}
		}
	}
	wrong, ordinary := 0, 0
	for i, row := range table(t, "ag_news_test.csv.gz") {
		for _, text := range row {
			if len(text) < 20 || !sampled(i) {
				continue
			}
			ordinary++
			if len(news.Events(kith.Item{Title: text}, acme)) > 0 {
				wrong++
			}
		}
	}
	t.Logf("%d of %d headlines of layoffs are understood (%.1f %%); %d of %d figures are those of the list", found, all, 100*float64(found)/float64(all), equal, figures)
	t.Logf("%d of %d texts of general news are taken for layoffs (most of them are some)", wrong, ordinary)
	if float64(found) < 0.95*float64(all) || float64(equal) < 0.7*float64(figures) {
		t.Error("too few are understood")
	}
	if wrong > ordinary/100 {
		t.Error("too many are taken for layoffs")
	}
}
