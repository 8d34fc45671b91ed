package page_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"kith"
	"kith/crawler/page"
)

// shownAt is where recorded pages are read as if they came from.
const shownAt = "https://site.example/careers"

// labelled is an opening as a person reads it on a page.
type labelled struct {
	Title  string   `json:"title"`
	Places []string `json:"places"`
}

// visitOnly visits a page of which nothing else can be read.
func visitOnly(t *testing.T, body []byte) kith.Visit {
	t.Helper()
	s := &site{pages: map[string]string{"https://site.example/careers": string(body)}, other: "down"}
	return page.Visit(t.Context(), s.fetch, newStored(shownAt).source, nil)
}

// TestPlainPages reads the recorded career pages without job data against what
// a person reads there: at least 95 of 100 openings that are found are there,
// and 85 of 100 that are there are found.
func TestPlainPages(t *testing.T) {
	t.Parallel()
	var truth map[string][]labelled
	data, err := os.ReadFile("testdata/plain-truth.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	pages := pagesOf(t, "plain")
	var found, there, right, placed, placesOf int
	t.Logf("%-90s %5s %5s %5s", "page", "there", "found", "right")
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		want, known := truth[name]
		if !known {
			t.Errorf("%s is not labelled", name)
		}
		titles := map[string][]labelled{}
		for _, w := range want {
			key := strings.ToLower(strings.Join(strings.Fields(w.Title), " "))
			titles[key] = append(titles[key], w)
		}
		got, hits := visitOnly(t, pages[name]).Openings, 0
		for _, o := range got {
			key := strings.ToLower(o.Title)
			if len(titles[key]) == 0 {
				t.Logf("%s: %q is none", name, o.Title)
				continue
			}
			w := titles[key][0]
			titles[key] = titles[key][1:]
			hits++
			if len(w.Places) > 0 {
				placesOf++
				city, _, _ := strings.Cut(strings.ToLower(w.Places[0]), ",")
				city, _, _ = strings.Cut(city, " (")
				if strings.Contains(strings.ToLower(strings.Join(o.Locations, " | ")), city) {
					placed++
				} else {
					t.Logf("%s: %q in %q, want %q", name, o.Title, o.Locations, w.Places)
				}
			}
		}
		t.Logf("%-90s %5d %5d %5d", name, len(want), len(got), hits)
		found, there, right = found+len(got), there+len(want), right+hits
	}
	t.Logf("%d openings are there, %d were found, %d of them rightly: precision %.3f, recall %.3f; %d of %d places",
		there, found, right, float64(right)/float64(found), float64(right)/float64(there), placed, placesOf)
	if float64(right) < 0.95*float64(found) || float64(right) < 0.85*float64(there) || float64(placed) < 0.9*float64(placesOf) {
		t.Error("too few are found, or too many that are none")
	}
}

// TestNewsPages wants no opening out of articles and news pages.
func TestNewsPages(t *testing.T) {
	t.Parallel()
	for name, body := range pagesOf(t, "news-pages") {
		if v := visitOnly(t, body); len(v.Openings) > 0 || v.Outcome.Answered() || v.Reason == "" {
			t.Errorf("%s: %s: %d openings: %v", name, v.Outcome, len(v.Openings), ids(v))
		}
	}
}
