package board_test

import (
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"kith"
	"kith/crawler/board"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
	"kith/internal/recorded"
)

// recordedKinds are the systems that the recorded web plays.
var recordedKinds = []string{ //nolint:gochecknoglobals // a constant list
	"greenhouse", "lever", "ashby", "smartrecruiters", "workday", "workable", "recruitee", "personio", "teamtailor", "bamboohr", "breezy", "jazzhr",
	"pinpoint", "rippling", "icims", "jobvite", "oracle", "successfactors", "comeet", "paylocity", "phenom", "eightfold", "hrmdirect",
}

// recordedTruth is an opening as the recorded web says it is.
type recordedTruth struct {
	ID, Title, URL, Posted string
	Locations              []string
}

// kindCount is what was read of one kind of board, against the truth.
type kindCount struct {
	Boards, Whole, Truth, IDs, Extra        int
	Titles, Places, PlacesOf, Dates, DateOf int
	URLs, Described, Requests, Pages, Named int
}

// TestReplayKinds reads boards of every system that the recorded web plays, on
// two days, and compares what was read with the truth. It reads some boards of
// each kind; KITH_MEASURE reads all, KITH_ATS those of one kind.
func TestReplayKinds(t *testing.T) {
	t.Parallel()
	r := startReplay(t)
	var boards []replayBoard
	r.Get("/boards", &boards)
	counts := map[string]*kindCount{}
	most := 4
	if os.Getenv("KITH_MEASURE") != "" || os.Getenv("KITH_ATS") != "" {
		most = 10_000
	}
	for _, day := range []int{1, 20} {
		r.SetDay(day)
		for kind, some := range boardsByKind(boards, most) {
			for _, b := range some {
				if counts[kind] == nil {
					counts[kind] = &kindCount{}
				}
				counts[kind].read(r, b)
			}
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		c := counts[kind]
		t.Logf("%-16s %+v", kind, *c)
		c.check(t, kind)
	}
}

// boardsByKind returns at most so many boards of each kind, those of all
// variants before more of the same.
func boardsByKind(boards []replayBoard, most int) map[string][]replayBoard {
	found := map[string][]replayBoard{}
	for _, kind := range recordedKinds {
		if only := os.Getenv("KITH_ATS"); only != "" && only != kind {
			continue
		}
		var of []replayBoard
		for _, b := range boards {
			if b.ATS == kind && (b.Openings <= 300 || most > 100) { // long ones take long
				of = append(of, b)
			}
		}
		seen := map[string]int{}
		rank := map[string]int{}
		for _, b := range of {
			rank[b.Key] = seen[b.Variant]
			seen[b.Variant]++
		}
		slices.SortStableFunc(of, func(a, b replayBoard) int { return rank[a.Key] - rank[b.Key] })
		found[kind] = of[:min(len(of), most)]
	}
	return found
}

// board returns the board of kith's that a recorded one is: by its addresses,
// or as its pages show it.
func (r *replay) board(registry *board.Registry, b replayBoard) (kith.Board, error) {
	for _, address := range []string{b.Hosted, b.API, b.Careers} {
		if parsed, ok := registry.Parse(address); ok && address != "" {
			return parsed, nil
		}
	}
	fetch := recorded.FetchWith(r.client)
	for _, address := range []string{b.Hosted, b.Careers, b.Home} {
		if address == "" {
			continue
		}
		res, err := fetch(r.t.Context(), kith.Request{URL: address})
		if err != nil {
			return kith.Board{}, err
		}
		if parsed, ok := registry.Recognize(res.Body, res.URL); ok {
			return parsed, nil
		}
	}
	return kith.Board{}, fmt.Errorf("no board is recognized at %s", b.Hosted)
}

// read reads a board as often as its details need, and counts.
func (c *kindCount) read(r *replay, b replayBoard) {
	r.t.Helper()
	registry, fetch := board.New(), recorded.FetchWith(r.client)
	c.Boards++
	parsed, err := r.board(registry, b)
	if err != nil {
		r.t.Errorf("%s: %v", b.Key, err)
		return
	}
	s := kith.Source{Kind: kith.SourceBoard, Board: parsed, URL: parsed.URL}
	stored, state := map[string]kith.Opening{}, map[string]kith.KnownOpening{}
	for range 100 {
		v := registry.Visit(r.t.Context(), fetch, s, state)
		c.Requests += v.Requests
		if v.Outcome == kith.OutcomeUnchanged {
			break
		}
		if v.Outcome != kith.OutcomeComplete {
			r.t.Errorf("%s (%s): %s (%s) %+v", b.Key, b.Variant, v.Outcome, v.Reason, v.Proof)
			return
		}
		c.Pages = max(c.Pages, v.Proof.Pages)
		state = map[string]kith.KnownOpening{}
		for _, o := range v.Openings {
			if before, ok := stored[o.ExternalID]; ok {
				o = before.Merge(o)
			}
			stored[o.ExternalID] = o
			state[o.ExternalID] = kith.KnownOpening{RowHash: o.RowHash, Detailed: o.Detailed}
		}
		s.Validators, s.LastVisitAt = v.Validators, time.Now()
	}
	c.Whole++
	c.compare(r, b, stored)
	name, err := registry.Name(r.t.Context(), fetch, parsed)
	if err != nil {
		r.t.Errorf("%s: its name: %v", b.Key, err)
	}
	c.Named += one(name != "" && strings.EqualFold(name, b.Company))
}

// compare compares openings with the truth.
func (c *kindCount) compare(r *replay, b replayBoard, got map[string]kith.Opening) {
	r.t.Helper()
	var truth []recordedTruth
	r.Get("/truth/openings?board="+url.QueryEscape(b.Key), &truth)
	c.Extra += len(got)
	of := complaint{r, os.Getenv("KITH_ATS") != "", b}
	for _, want := range truth {
		c.Truth++
		o, ok := got[want.ID]
		if !ok && b.ATS == "ashby" && r.served(b.API)[want.ID].unlisted {
			c.Truth--
			continue
		}
		if !ok {
			if of.on {
				r.t.Logf("%s (%s): %s %q is missing", b.Key, b.Variant, want.ID, want.Title)
			}
			continue
		}
		c.IDs++
		c.Extra--
		of.field("title", &c.Titles, o.Title == text.Line(want.Title), o.Title, want.Title)
		of.field("address", &c.URLs, sameAddress(o.URL, want.URL), o.URL, want.URL)
		c.Described += one(o.Description != "")
		if len(want.Locations) > 0 && want.Locations[0] != "" {
			c.PlacesOf++
			of.field("places", &c.Places, samePlaces(o, want.Locations), o.Locations, want.Locations)
		}
		if want.Posted != "" && b.ATS != "comeet" { // of whose openings the truth has the time of the last change
			c.DateOf++
			of.field("date", &c.Dates, sameDay(want.Posted, o.PostedAt), o.PostedAt, want.Posted)
		}
	}
}

// complaint says what a field of a board should be, where one kind is looked at.
type complaint struct {
	r     *replay
	on    bool
	board replayBoard
}

// field counts one field that is right, and complains of others.
func (c complaint) field(name string, count *int, right bool, got, want any) {
	*count += one(right)
	if !right && c.on {
		c.r.t.Logf("%s (%s): %s %v, want %v", c.board.Key, c.board.Variant, name, got, want)
	}
}

// sameDay reports whether a date of the truth, which may be without a time,
// is that of an opening.
func sameDay(want string, got time.Time) bool {
	at := text.ParseTime(want)
	return at.Equal(got) || strings.HasPrefix(want, got.UTC().Format(time.DateOnly)) || at.UTC().Format(time.DateOnly) == got.UTC().Format(time.DateOnly)
}

func sameAddress(a, b string) bool {
	trim := func(s string) string { return strings.TrimSuffix(strings.ToLower(s), "/") }
	return trim(a) == trim(b)
}

// samePlaces reports whether the city of the first place of the truth is in one
// of the opening's places, or its workplace says what the place says. Of the
// others some of the recorded APIs say nothing.
func samePlaces(o kith.Opening, want []string) bool {
	have := strings.ToLower(strings.Join(o.Locations, " | ") + " | " + string(o.Workplace))
	named := field.Tidy(want[:1])
	if len(named) == 0 {
		return true
	}
	city, _, _ := strings.Cut(strings.ToLower(named[0]), ",")
	if parts := strings.SplitN(city, "-", 3); len(parts) == 3 && len(parts[0]) == 2 && len(parts[1]) == 2 { // us-fl-miami, as iCIMS writes it
		city = parts[2] + ", " + parts[1] + ", " + parts[0]
	}
	country := text.Country(strings.TrimSpace(city)) // "UK" is read as United Kingdom
	return strings.Contains(have, strings.TrimSpace(city)) || country != "" && country == o.Country
}

// check holds the counts against what issue and design ask for.
func (c *kindCount) check(t *testing.T, kind string) {
	t.Helper()
	share := func(part, whole int) float64 {
		if whole == 0 { // the truth says nothing of it
			return 1
		}
		return float64(part) / float64(whole)
	}
	if c.IDs != c.Truth || c.Extra != 0 || c.Whole != c.Boards {
		t.Errorf("%s: %d of %d openings, %d that are none, %d of %d boards whole", kind, c.IDs, c.Truth, c.Extra, c.Whole, c.Boards)
	}
	if share(c.Titles, c.IDs) < 0.99 || share(c.Places, c.PlacesOf) < 0.97 || share(c.Dates, c.DateOf) < 0.97 {
		t.Errorf("%s: titles %.4f, places %.4f, dates %.4f", kind, share(c.Titles, c.IDs), share(c.Places, c.PlacesOf), share(c.Dates, c.DateOf))
	}
}
