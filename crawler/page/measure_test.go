package page_test

import (
	"maps"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/crawler/page"
	"kith/internal/recorded"
)

// replayBoard is a board as the recorded web tells the truth of it.
type replayBoard struct {
	Key            string `json:"key"`
	Variant        string `json:"variant"`
	CareersURL     string `json:"careers_url"`
	CareersAllowed bool   `json:"careers_allowed"`
}

// replayOpening is an opening as the recorded web tells the truth of it.
type replayOpening struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// truth returns the titles of the openings of a board by id, with single
// spaces.
func truth(t *testing.T, web *recorded.Web, key string) map[string]string {
	t.Helper()
	var openings []replayOpening
	web.Get("/truth/openings?board="+url.QueryEscape(key), &openings)
	titles := map[string]string{}
	for _, o := range openings {
		titles[o.ID] = strings.Join(strings.Fields(o.Title), " ")
	}
	return titles
}

// stored is a board as the store would keep it between visits.
type stored struct {
	source   kith.Source
	openings map[string]kith.Opening
	known    map[string]kith.KnownOpening
	titles   map[string]string
}

// record takes a visit in as the store does.
func (s *stored) record(v kith.Visit) {
	before := maps.Clone(s.openings)
	if v.Outcome == kith.OutcomeComplete {
		s.source.Validators = v.Validators
		clear(s.openings)
		clear(s.known)
		clear(s.titles)
	}
	for _, o := range v.Openings {
		was, known := before[o.ExternalID]
		if known {
			o = was.Merge(o)
		}
		o.Detailed = o.Detailed || v.Outcome == kith.OutcomeComplete
		s.openings[o.ExternalID] = o
		s.known[o.ExternalID] = kith.KnownOpening{RowHash: o.RowHash, Detailed: o.Detailed}
		s.titles[o.ExternalID] = o.Title
	}
}

func newStored(address string) *stored {
	return &stored{
		source:   kith.Source{Kind: kith.SourceBoard, URL: address, Board: kith.Board{ATS: "page", Token: address, URL: address}},
		openings: map[string]kith.Opening{}, known: map[string]kith.KnownOpening{}, titles: map[string]string{},
	}
}

// sample returns the boards of one kind that may be read: with KITH_MEASURE
// set all, otherwise one in eight.
func sample(t *testing.T, web *recorded.Web, ats string) []replayBoard {
	t.Helper()
	var boards, chosen []replayBoard
	web.Get("/boards?ats="+ats, &boards)
	for i, b := range boards {
		if b.CareersAllowed && (i%8 == 0 || os.Getenv("KITH_MEASURE") != "") {
			chosen = append(chosen, b)
		}
	}
	return chosen
}

// TestMeasureReplay reads the career sites of the recorded web. With
// KITH_MEASURE set it reads all.
func TestMeasureReplay(t *testing.T) {
	web := recorded.Start(t)
	t.Run("sites with data", func(t *testing.T) { measureData(t, web) })
	t.Run("sites without data", func(t *testing.T) { measurePlain(t, web) })
}

// measureData reads the sites that carry JSON-LD, on three days: ids and
// titles are those of the truth, and what has not changed costs one request.
func measureData(t *testing.T, web *recorded.Web) {
	fetch := recorded.FetchWith(web.Client())
	boards := sample(t, web, "jsonld")
	all := map[string]*stored{}
	for _, day := range []int{1, 2, 12} {
		web.SetDay(day)
		right, openings, requests := 0, 0, 0
		for _, b := range boards {
			if all[b.Key] == nil {
				all[b.Key] = newStored(b.CareersURL)
			}
			s := all[b.Key]
			v := page.Visit(t.Context(), fetch, s.source, maps.Clone(s.known))
			requests += v.Requests
			s.record(v)
			if !v.Outcome.Answered() {
				t.Errorf("day %d: %s %s: %s: %s", day, b.Key, b.Variant, v.Outcome, v.Reason)
				continue
			}
			want := truth(t, web, b.Key)
			openings += len(want)
			if diff := cmp.Diff(want, s.titles); diff != "" {
				t.Errorf("day %d: %s %s (-want +got):\n%s", day, b.Key, b.Variant, diff)
				continue
			}
			right++
			again := page.Visit(t.Context(), fetch, s.source, maps.Clone(s.known))
			if again.Outcome != kith.OutcomeUnchanged || again.Requests > again.Proof.Pages+1 {
				t.Errorf("day %d: %s %s: the second visit is %s with %d requests: %s", day, b.Key, b.Variant, again.Outcome, again.Requests, again.Reason)
			}
		}
		t.Logf("day %d: %d of %d boards right, %d openings, %d requests", day, right, len(all), openings, requests)
	}
}

// measurePlain looks at the sites without any job data: none may be taken for
// read.
func measurePlain(t *testing.T, web *recorded.Web) {
	seen, requests := 0, 0
	fetch := recorded.FetchWith(web.Client())
	for _, b := range sample(t, web, "html") {
		v := page.Visit(t.Context(), fetch, newStored(b.CareersURL).source, nil)
		seen++
		requests += v.Requests
		if empty := len(truth(t, web, b.Key)) == 0; !empty && (v.Outcome != kith.OutcomeFailed || v.Reason == "") {
			t.Errorf("%s %s: %s: %q with %d openings", b.Key, b.Variant, v.Outcome, v.Reason, len(v.Openings))
		}
	}
	t.Logf("%d sites, %d requests", seen, requests)
}
