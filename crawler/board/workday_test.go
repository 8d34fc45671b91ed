package board_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"
)

// tenant is a site of Workday as tenants are known to behave.
type tenant struct {
	t        *testing.T
	size     int
	clamp    int              // rows beyond which page one comes again; 0 for none
	honest   bool             // the total is told beyond the clamp too
	silent   bool             // beyond the clamp nothing comes
	facets   []facetOf        // how the openings are divided
	failAt   int              // the number of the list request that fails, 0 for none
	queries  int              // list requests
	longest  int              // most ids of a facet in one query
	answered map[string][]int // the openings of each query
}

// facetOf divides the openings by a number of each; -1 is in no part.
type facetOf struct {
	name string
	of   func(opening int) int
}

// question is the body of a request for the list.
type question struct {
	AppliedFacets map[string][]string `json:"appliedFacets"`
	Limit         int                 `json:"limit"`
	Offset        int                 `json:"offset"`
	SearchText    *string             `json:"searchText"`
}

// answer answers a request.
func (w *tenant) answer(r kith.Request) (*kith.Response, error) {
	if r.Method != http.MethodPost {
		return says(200, `{"jobPostingInfo":{"jobDescription":"<p>Work.</p>","location":"Leeds"}}`)
	}
	w.queries++
	if w.queries == w.failAt {
		return says(500, "")
	}
	var fields map[string]any
	var q question
	if json.Unmarshal(r.Body, &fields) != nil || json.Unmarshal(r.Body, &q) != nil {
		return says(400, "")
	}
	if want := []string{"appliedFacets", "limit", "offset", "searchText"}; !slices.Equal(slices.Sorted(maps.Keys(fields)), want) || q.AppliedFacets == nil || q.SearchText == nil {
		return says(422, "")
	}
	if q.Limit > 20 || r.Header.Get("Content-Type") != "application/json" {
		return says(400, "")
	}
	return w.list(q)
}

func (w *tenant) list(q question) (*kith.Response, error) {
	open := w.open(q.AppliedFacets)
	total := len(open)
	if w.clamp > 0 && total > w.clamp {
		open = open[:w.clamp]
		if !w.honest {
			total = w.clamp
		}
		if q.Offset >= w.clamp && !w.silent {
			q.Offset = 0
		}
	} else if q.Offset > 0 {
		total = 0
	}
	var rows []string
	for _, i := range open[min(q.Offset, len(open)):min(q.Offset+q.Limit, len(open))] {
		rows = append(rows, fmt.Sprintf(`{"title":"Job %d","externalPath":"/job/Leeds/Job_R%d","locationsText":"2 Locations","postedOn":"Posted Today"}`, i, i))
	}
	facets := ""
	if q.Offset == 0 {
		facets = w.facetsOf()
	}
	return says(200, `{"total":%d,"jobPostings":[%s],"facets":[%s]}`, total, strings.Join(rows, ","), facets)
}

// open returns the openings under the facets.
func (w *tenant) open(applied map[string][]string) []int {
	key := fmt.Sprint(applied)
	if open, known := w.answered[key]; known {
		return open
	}
	var open []int
	for i := range w.size {
		if w.fits(i, applied) {
			open = append(open, i)
		}
	}
	if w.answered == nil {
		w.answered = map[string][]int{}
	}
	w.answered[key] = open
	return open
}

// fits reports whether an opening is under one of the values of every facet.
func (w *tenant) fits(opening int, applied map[string][]string) bool {
	for name, ids := range applied {
		w.longest = max(w.longest, len(ids))
		i := slices.IndexFunc(w.facets, func(f facetOf) bool { return f.name == name })
		if i < 0 || !slices.Contains(ids, fmt.Sprintf("%s-%d", name, w.facets[i].of(opening))) {
			return false
		}
	}
	return true
}

func (w *tenant) facetsOf() string {
	var all []string
	for _, f := range w.facets {
		counts := map[int]int{}
		for i := range w.size {
			counts[f.of(i)]++
		}
		delete(counts, -1)
		var values []string
		for _, value := range slices.Sorted(maps.Keys(counts)) {
			values = append(values, fmt.Sprintf(`{"descriptor":"x","id":"%s-%d","count":%d}`, f.name, value, counts[value]))
		}
		all = append(all, fmt.Sprintf(`{"facetParameter":%q,"values":[%s]}`, f.name, strings.Join(values, ",")))
	}
	// As on real sites, places are in a group of facets.
	return strings.Join(append(all, `{"facetParameter":"locationMainGroup","values":[{"facetParameter":"none","values":[{"id":"x","count":1}]}]}`), ",")
}

// TestWorkdayLength reads sites of every length and manner.
func TestWorkdayLength(t *testing.T) {
	t.Parallel()
	families := facetOf{"jobFamilyGroup", func(i int) int { return i % 7 }}
	many := facetOf{"locations", func(i int) int { return i % 300 }}
	lopsided := facetOf{"jobFamilyGroup", func(i int) int { return min(1, i/2100) }}
	gaps := facetOf{"jobFamilyGroup", func(i int) int {
		if i%10 == 0 {
			return -1
		}
		return i % 7
	}}
	for _, c := range []struct {
		name    string
		w       tenant
		outcome kith.Outcome
		found   int
		reason  string
	}{
		{"empty", tenant{}, kith.OutcomeComplete, 0, ""},
		{"one page", tenant{size: 20}, kith.OutcomeComplete, 20, ""},
		{"two pages", tenant{size: 21}, kith.OutcomeComplete, 21, ""},
		{"long, without a limit", tenant{size: 2345}, kith.OutcomeComplete, 2345, ""},
		{"just 2,000", tenant{size: 2000, clamp: 2000}, kith.OutcomeComplete, 2000, ""},
		{"just 2,000, without a limit", tenant{size: 2000}, kith.OutcomeComplete, 2000, ""},
		{"clamped, divided by families", tenant{size: 2140, clamp: 2000, facets: []facetOf{families}}, kith.OutcomeComplete, 2140, ""},
		{"clamped, and says so", tenant{size: 2140, clamp: 2000, honest: true, facets: []facetOf{families}}, kith.OutcomeComplete, 2140, ""},
		{"clamped, and silent beyond", tenant{size: 2140, clamp: 2000, silent: true, facets: []facetOf{families}}, kith.OutcomeComplete, 2140, ""},
		{"just 2,000, with facets", tenant{size: 2000, clamp: 2000, facets: []facetOf{families, many}}, kith.OutcomeComplete, 2000, ""},
		{"clamped, divided by 300 places", tenant{size: 5000, clamp: 2000, facets: []facetOf{many}}, kith.OutcomeComplete, 5000, ""},
		{"clamped, one part too long", tenant{size: 2140, clamp: 2000, facets: []facetOf{lopsided}}, kith.OutcomePartial, 2000, "repeat"},
		{"clamped, one part too long, another facet", tenant{size: 2140, clamp: 2000, facets: []facetOf{lopsided, {"timeType", families.of}}}, kith.OutcomeComplete, 2140, ""},
		{"clamped, some in no part", tenant{size: 2400, clamp: 2000, facets: []facetOf{gaps}}, kith.OutcomePartial, 2360, "in no part"},
		{"clamped, without facets", tenant{size: 2140, clamp: 2000}, kith.OutcomePartial, 2000, "repeat"},
		{"a page fails", tenant{size: 100, failAt: 3}, kith.OutcomePartial, 40, "page 3"},
		{"a page of a part fails", tenant{size: 2140, clamp: 2000, facets: []facetOf{families}, failAt: 110}, kith.OutcomePartial, 2013, "500"},
		{"the first page of a part fails", tenant{size: 2140, clamp: 2000, facets: []facetOf{families}, failAt: 102}, kith.OutcomePartial, 2000, "500"},
	} {
		w := c.w
		w.t = t
		s := &script{t: t, answers: w.answer}
		v := board.New().Visit(t.Context(), s.fetch, source("workday/gdit/wd5/Careers"), nil)
		if v.Outcome != c.outcome || !strings.Contains(v.Reason, c.reason) || (c.reason == "") != (v.Reason == "") || v.Outcome == kith.OutcomeComplete != v.Proof.Complete() {
			t.Errorf("%s: %s (%s) %+v; want %s (%s)", c.name, v.Outcome, v.Reason, v.Proof, c.outcome, c.reason)
		}
		if c.name != "a page of a part fails" && len(v.Openings) != c.found {
			t.Errorf("%s: %d openings, want %d", c.name, len(v.Openings), c.found)
		}
		if w.longest > 100 {
			t.Errorf("%s: %d ids in one query", c.name, w.longest)
		}
	}
}

// TestWorkdayAge checks that the age in words, which changes daily, is no
// reason to read an opening again, and that more places are.
func TestWorkdayAge(t *testing.T) {
	t.Parallel()
	row := `{"title":"Sorter","externalPath":"/job/Leeds/Sorter_R2","locationsText":"2 Locations","postedOn":"Posted Today"}`
	s := &script{t: t, answers: func(r kith.Request) (*kith.Response, error) {
		if r.Method == http.MethodPost {
			return says(200, `{"total":1,"jobPostings":[%s]}`, row)
		}
		return says(200, `{"jobPostingInfo":{"location":"Leeds","additionalLocations":["Hull"]}}`)
	}}
	src := source("workday/gdit/wd5/Careers")
	first := board.New().Visit(t.Context(), s.fetch, src, nil)
	src.Validators = first.Validators
	row = strings.Replace(row, "Today", "Yesterday", 1)
	if v := board.New().Visit(t.Context(), s.fetch, src, known(first)); v.Outcome != kith.OutcomeUnchanged {
		t.Errorf("a day later: %s (%s)", v.Outcome, v.Reason)
	}
	row = strings.Replace(row, "2 Loc", "3 Loc", 1)
	if v := board.New().Visit(t.Context(), s.fetch, src, known(first)); v.Outcome != kith.OutcomeComplete || v.Requests != 2 {
		t.Errorf("with one more place: %s (%s), %d requests", v.Outcome, v.Reason, v.Requests)
	}
}
