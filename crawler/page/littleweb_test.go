package page_test

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith/crawler/page"
	"kith/internal/littleweb"
	"kith/internal/recorded"
)

// TestLittleWeb reads the career sites of the little web on each of its days.
func TestLittleWeb(t *testing.T) {
	t.Parallel()
	web := littleweb.New(littleweb.Options{})
	if err := web.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = web.Close() })
	client := web.Client()
	fetch := recorded.FetchWith(client)
	sites := map[string]*stored{}
	for _, e := range web.Employers() {
		if e.ATS == "page" && !e.Refuses {
			sites[e.BoardKey] = newStored(e.BoardURL)
		}
	}
	if len(sites) == 0 {
		t.Fatal("there is no career site")
	}
	for day := 1; day <= web.Days(); day++ {
		web.SetDay(day)
		for key, at := range sites {
			var want, got []littleweb.Opening
			for _, o := range web.Truth(day) {
				if o.BoardKey == key {
					o.Employer = ""
					want = append(want, o)
				}
			}
			fresh := newStored(at.source.URL)
			for _, o := range page.Visit(t.Context(), fetch, fresh.source, nil).Openings {
				got = append(got, littleweb.Opening{BoardKey: key, ID: o.ExternalID, Title: o.Title, URL: o.URL, Locations: o.Locations, PostedAt: o.PostedAt})
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("day %d: %s (-want +got):\n%s", day, key, diff)
			}
			if v := page.Visit(t.Context(), fetch, at.source, maps.Clone(at.known)); !v.Outcome.Answered() {
				t.Errorf("day %d: %s: %s: %s", day, key, v.Outcome, v.Reason)
			} else {
				at.record(v)
			}
			if len(at.known) != len(want) {
				t.Errorf("day %d: %s: %d openings are kept, want %d", day, key, len(at.known), len(want))
			}
		}
	}
}
