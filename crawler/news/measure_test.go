package news_test

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"

	"kith"
	"kith/crawler/news"
	"kith/internal/recorded"
)

// unpacked opens a packed file of the shared test data. It skips where there is
// none of that.
func unpacked(tb testing.TB, name string) io.Reader {
	tb.Helper()
	file, err := os.Open(recorded.Shared(tb, "corpus/restructuring/"+name))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = file.Close() })
	plain, err := gzip.NewReader(file)
	if err != nil {
		tb.Fatal(err)
	}
	return plain
}

// table returns the rows of a packed CSV file of the shared test data, without
// the header.
func table(tb testing.TB, name string) [][]string {
	tb.Helper()
	reader := csv.NewReader(unpacked(tb, name))
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

// layoffsOf returns the layoffs that a headline tells of.
func layoffsOf(title string) []kith.Event {
	var found []kith.Event
	for _, e := range news.Read(kith.Item{Title: title}, nil) {
		if e.Kind == kith.EventLayoff {
			found = append(found, e)
		}
	}
	return found
}

// TestMeasureLayoffs reads headlines of real layoffs, of which a list gives the
// company and the number, and ordinary news. The headlines are taken from
// addresses, without case and punctuation, so that a lost "%" or a "1 300" may
// cost a figure, and some name no company.
func TestMeasureLayoffs(t *testing.T) {
	t.Parallel()
	found, all, figures, equal, named := 0, 0, 0, 0, 0
	for _, row := range table(t, "layoff_headline_slugs.csv.gz") {
		says := false
		for _, word := range layoffWords {
			says = says || strings.Contains(row[3], word)
		}
		if !says {
			continue
		}
		all++
		events := layoffsOf(row[3])
		if len(events) == 0 {
			continue
		}
		found++
		if got, want := plainName(events[0].Company), plainName(row[0]); strings.HasPrefix(got, want) || strings.HasPrefix(want, got) {
			named++
		}
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
			if len(layoffsOf(text)) > 0 {
				wrong++
			}
		}
	}
	t.Logf("%d of %d headlines of layoffs are understood (%.1f %%), %d under the company of the list (%.1f %%); %d of %d figures are those of the list",
		found, all, 100*float64(found)/float64(all), named, 100*float64(named)/float64(found), equal, figures)
	t.Logf("%d of %d texts of general news are taken for layoffs (most of them are some)", wrong, ordinary)
	if float64(found) < 0.88*float64(all) || float64(named) < 0.85*float64(found) || float64(equal) < 0.8*float64(figures) {
		t.Error("too few are understood")
	}
	if wrong > ordinary/100 {
		t.Error("too many are taken for layoffs")
	}
}

// BenchmarkRead reads all texts of the labelled items: how many items a second,
// and how much memory an item takes.
func BenchmarkRead(b *testing.B) {
	var items []kith.Item
	for _, l := range labelledItems(b) {
		items = append(items, l.item)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		news.Read(items[i%len(items)], nil)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "items/s")
}

// BenchmarkOrdinary reads general news, most of which tells of no event: what
// a feed mostly holds.
func BenchmarkOrdinary(b *testing.B) {
	var items []kith.Item
	for _, s := range sources(b, "ag_news_test") {
		items = append(items, s.item())
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		news.Read(items[i%len(items)], nil)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "items/s")
}
