package page_test

import (
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
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
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	URL       string   `json:"url"`
	Locations []string `json:"locations"`
	Posted    string   `json:"posted"`
}

// truth returns the openings of a board. Entries that are for applications to
// no opening in particular, which the recorded web has among them, are left
// out where only their words tell what they are.
func truth(t *testing.T, web *recorded.Web, b replayBoard) (openings []replayOpening, leftOut int) {
	t.Helper()
	var all []replayOpening
	web.Get("/truth/openings?board="+url.QueryEscape(b.Key), &all)
	for _, o := range all {
		o.Title = strings.Join(strings.Fields(o.Title), " ")
		if strings.HasPrefix(b.Key, "html/") && noOpening.MatchString(o.Title) {
			leftOut++
			continue
		}
		openings = append(openings, o)
	}
	return openings, leftOut
}

// noOpening finds the titles of the recorded web that are for applications to
// no opening in particular.
var noOpening = regexp.MustCompile(`(?i)^(open|general|spontaneous) application$|talent pool|don't see a role|^pitch your own role|^future builders|^future opportunities$|a job not listed here`)

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

// TestMeasureReplay reads the career sites of the recorded web on several days:
// those that carry data, and those that do not. With KITH_MEASURE set it reads
// all.
func TestMeasureReplay(t *testing.T) {
	web := recorded.Start(t)
	for _, kind := range []string{"jsonld", "html"} {
		t.Run(kind, func(t *testing.T) { measureKind(t, web, kind) })
	}
}

// counts are what agrees with the truth on one day.
type counts struct {
	boards, whole, truth, ids, extra, titles, places, placesOf, dates, datesOf, urls, texts, leftOut, requests int
}

// measureKind reads the sites of one kind on four days, as a crawler does that
// remembers: ids, titles, places and dates are those of the truth, openings
// close and open again with it, and what has not changed costs one request for
// each page of the list.
func measureKind(t *testing.T, web *recorded.Web, kind string) {
	fetch := recorded.FetchWith(web.Client())
	boards := sample(t, web, kind)
	all := map[string]*stored{}
	sum := map[string]*counts{}
	for _, day := range []int{1, 2, 12, 22} {
		web.SetDay(day)
		for _, b := range boards {
			if all[b.Key] == nil {
				all[b.Key] = newStored(b.CareersURL)
			}
			s := all[b.Key]
			for _, name := range []string{b.Variant, "all"} {
				if sum[name] == nil {
					sum[name] = &counts{}
				}
			}
			v := page.Visit(t.Context(), fetch, s.source, maps.Clone(s.known))
			s.record(v)
			if !v.Outcome.Answered() {
				t.Errorf("day %d: %s %s: %s: %s", day, b.Key, b.Variant, v.Outcome, v.Reason)
			}
			want, leftOut := truth(t, web, b)
			for _, c := range []*counts{sum[b.Variant], sum["all"]} {
				c.requests += v.Requests
				c.leftOut += leftOut
			}
			s.compare(t, b, want, sum[b.Variant], sum["all"])
			again := page.Visit(t.Context(), fetch, s.source, maps.Clone(s.known))
			if again.Outcome != kith.OutcomeUnchanged || again.Requests > again.Proof.Pages+1 {
				t.Errorf("day %d: %s %s: the second visit is %s with %d requests: %s", day, b.Key, b.Variant, again.Outcome, again.Requests, again.Reason)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(sum)) {
		t.Logf("%s %s: %+v", kind, name, *sum[name])
	}
	c := sum["all"]
	share := func(part, whole int) float64 { return float64(part) / float64(max(whole, 1)) }
	if c.ids != c.truth || c.extra > 0 || share(c.titles, c.ids) < 0.99 || share(c.places, c.placesOf) < 0.97 || share(c.dates, c.datesOf) < 0.97 {
		t.Errorf("%s: too little agrees with the truth: %+v", kind, *c)
	}
}

// compare compares what is stored of a board with the truth. Openings without
// a number of the employer's are known by their address.
func (s *stored) compare(t *testing.T, b replayBoard, want []replayOpening, sums ...*counts) {
	t.Helper()
	byKey := map[string]kith.Opening{}
	for id, o := range s.openings {
		byKey[id], byKey[plain(o.URL)] = o, o
	}
	add := func(count func(c *counts) *int, yes bool) {
		for _, c := range sums {
			if yes {
				*count(c)++
			}
		}
	}
	found := map[string]bool{}
	for _, w := range want {
		o, ok := byKey[w.ID]
		if !ok {
			o, ok = byKey[plain(w.URL)]
		}
		add(func(c *counts) *int { return &c.truth }, true)
		if !ok {
			t.Errorf("%s %s: %s %q is missing", b.Key, b.Variant, w.ID, w.Title)
			continue
		}
		found[o.ExternalID] = true
		right := o.Title == w.Title
		if !right {
			t.Logf("%s: title %q, want %q", b.Key, o.Title, w.Title)
		}
		add(func(c *counts) *int { return &c.ids }, true)
		add(func(c *counts) *int { return &c.titles }, right)
		add(func(c *counts) *int { return &c.urls }, plain(o.URL) == plain(w.URL))
		add(func(c *counts) *int { return &c.texts }, o.Description != "")
		s.comparePlace(t, b, o, w, add)
	}
	for id := range s.openings {
		if !found[id] {
			t.Errorf("%s %s: %s %q is none", b.Key, b.Variant, id, s.openings[id].Title)
			add(func(c *counts) *int { return &c.extra }, true)
		}
	}
	whole := len(found) == len(want) && len(s.openings) == len(want)
	add(func(c *counts) *int { return &c.boards }, true)
	add(func(c *counts) *int { return &c.whole }, whole)
}

// plain returns an address as it is the same with a slash for its path and
// without.
func plain(address string) string { return strings.Replace(address, "/#", "#", 1) }

// comparePlace compares the first place and the date of an opening with the
// truth, where the page shows them. The city is enough of a place.
func (s *stored) comparePlace(t *testing.T, b replayBoard, o kith.Opening, w replayOpening, add func(count func(c *counts) *int, yes bool)) {
	t.Helper()
	if shown := field.Tidy(w.Locations[:min(len(w.Locations), 1)]); len(shown) > 0 {
		city, _, _ := strings.Cut(strings.ToLower(shown[0]), ",")
		have := strings.ToLower(strings.Join(o.Locations, " | ") + " | " + string(o.Workplace))
		country := text.Country(city)
		right := strings.Contains(have, strings.TrimSpace(city)) || country != "" && country == o.Country
		if !right {
			t.Logf("%s %s: places %q %s, want %q", b.Key, b.Variant, o.Locations, o.Workplace, w.Locations)
		}
		add(func(c *counts) *int { return &c.placesOf }, true)
		add(func(c *counts) *int { return &c.places }, right)
	}
	if showsDate := strings.HasPrefix(b.Key, "jsonld/") || b.Variant == "table"; showsDate && w.Posted != "" {
		right := strings.HasPrefix(w.Posted, o.PostedAt.UTC().Format(time.DateOnly)) || text.ParseTime(w.Posted).Format(time.DateOnly) == o.PostedAt.UTC().Format(time.DateOnly)
		if !right {
			t.Logf("%s: posted %v, want %s", b.Key, o.PostedAt, w.Posted)
		}
		add(func(c *counts) *int { return &c.datesOf }, true)
		add(func(c *counts) *int { return &c.dates }, right)
	}
}
