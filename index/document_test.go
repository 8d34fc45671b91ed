package index

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kith"
)

// TestSeenKey checks that keys sort as times and ids do.
func TestSeenKey(t *testing.T) {
	t.Parallel()
	var keys []string
	for _, at := range []int64{math.MinInt32, 1, 35, 36, 1_000_000_000, 1_764_000_000, 1_764_000_001, math.MaxInt32 * 100} {
		for _, id := range []int64{1, 9, 10, 35, 36, 1_000_000, math.MaxInt64} {
			keys = append(keys, seenKey(time.Unix(at, 0), id))
		}
	}
	if !slices.IsSorted(keys) || len(slices.Compact(slices.Clone(keys))) != len(keys) {
		t.Errorf("keys are not in order, or not different: %q", keys)
	}
}

// TestDocument checks what the document of an opening holds, and that it stays
// small whatever the opening is.
func TestDocument(t *testing.T) {
	t.Parallel()
	d := openingDocument(kith.Opening{
		ID: 1, CompanyID: 7, Company: "O'Hara", Title: "Data-Engineer", Locations: []string{"Köln", "Bonn"}, Country: "DE",
		Workplace: kith.WorkplaceHybrid, Department: "R&D", EmploymentType: "Full-time", Description: "Text.", ClosedAt: time.Unix(1, 0),
	})
	if want := "data engineer ohara koln bonn de germany hybrid r d full time text"; d.Body != want {
		t.Errorf("body %q, want %q", d.Body, want)
	}
	for _, tag := range []string{"state:closed", "company:7", "country:de", "workplace:hybrid"} {
		if !slices.Contains(d.Tags, tag) {
			t.Errorf("%q is not among %q", tag, d.Tags)
		}
	}
	huge := strings.Repeat("é ", 1<<20)
	d = openingDocument(kith.Opening{Title: huge, Company: huge, Locations: slices.Repeat([]string{"Everywhere"}, 1<<16), Department: huge, Description: huge})
	if n := len(d.Body); n > maxText+5*maxField || len(d.Title) > maxField || len(d.Tags) > 12 {
		t.Errorf("a huge opening makes %d bytes and %d tags", n, len(d.Tags))
	}
	e := eventDocument(kith.Event{ID: 1, Kind: kith.EventHiringFreeze, Headline: "Stop"})
	if e.Body != "stop    hiring freeze " || slices.ContainsFunc(e.Tags, func(tag string) bool { return strings.HasPrefix(tag, "company:") }) {
		t.Errorf("event: %q, %q", e.Body, e.Tags)
	}
}

// TestClip checks that texts are cut between two runes.
func TestClip(t *testing.T) {
	t.Parallel()
	for limit := range 12 {
		got := clip("aé東🚀b", limit)
		if len(got) > limit || !utf8.ValidString(got) || !strings.HasPrefix("aé東🚀b", got) {
			t.Errorf("%d: %q", limit, got)
		}
	}
	if got := clip("\x80\x80\x80", 2); got != "" && len(got) > 2 {
		t.Errorf("a text without begins of runes: %q", got)
	}
}

// TestParseID checks that ids come back, and that a strange one is damage.
func TestParseID(t *testing.T) {
	t.Parallel()
	for _, id := range []string{openingID(42), eventID(42)} {
		if n, err := parseID(id); n != 42 || err != nil {
			t.Errorf("%q is %d, %v", id, n, err)
		}
	}
	for _, id := range []string{"", "o/", "o/x", "42"} {
		if _, err := parseID(id); err == nil {
			t.Errorf("%q is an id", id)
		}
	}
}
