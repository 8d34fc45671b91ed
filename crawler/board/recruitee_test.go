package board_test

import (
	"fmt"
	"testing"

	"kith"
	"kith/crawler/board"
)

// recruiteeSystem is the board in testdata.
func recruiteeSystem() system {
	return system{key: "recruitee/quillfeather", empty: "empty.json", answers: map[string]string{
		"GET https://quillfeather.recruitee.com/api/offers/": "list.json",
	}}
}

func FuzzRecruitee(f *testing.F) { fuzzSystem(f, "recruitee") }

// TestRecruiteeWorkplace wants a workplace only where one is ticked, or where
// the location in words decides between several.
func TestRecruiteeWorkplace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		remote, hybrid, onSite bool
		location               string
		want                   kith.Workplace
	}{
		{true, false, false, "Utrecht", kith.WorkplaceRemote},
		{false, true, false, "Utrecht", kith.WorkplaceHybrid},
		{false, false, true, "Utrecht", kith.WorkplaceOnsite},
		{true, true, false, "Utrecht", ""},
		{true, true, false, "Remote job", kith.WorkplaceRemote},
		{true, true, true, "Hybrid", kith.WorkplaceHybrid},
		{false, false, false, "Utrecht", ""},
		{false, false, false, "", ""},
	} {
		body := fmt.Sprintf(`{"offers":[{"id":1,"title":"Baker","city":"Utrecht","remote":%t,"hybrid":%t,"on_site":%t,"location":%q}]}`, c.remote, c.hybrid, c.onSite, c.location)
		v := board.New().Visit(t.Context(), fetchFrom(func(kith.Request) (*kith.Response, error) { return says(200, "%s", body) }), source("recruitee/q"), nil)
		if len(v.Openings) != 1 || v.Openings[0].Workplace != c.want {
			t.Errorf("%+v: %+v", c, v.Openings)
		}
	}
}

// TestRecruiteeBranded reads a board under the employer's own host, and wants
// a host without one gone.
func TestRecruiteeBranded(t *testing.T) {
	t.Parallel()
	fetch := answersOf(t, map[string]string{"https://jobs.quillfeather.example/api/offers/": `{"offers":[{"id":1,"slug":"baker","title":"Baker","status":"published"}]}`})
	v := board.New().Visit(t.Context(), fetch, source("recruitee/jobs.quillfeather.example"), nil)
	if v.Outcome != kith.OutcomeComplete || len(v.Openings) != 1 || v.Openings[0].URL != "https://jobs.quillfeather.example/o/baker" {
		t.Errorf("%s (%s) %+v", v.Outcome, v.Reason, v.Openings)
	}
	if v := board.New().Visit(t.Context(), fetch, source("recruitee/www.quillfeather.example"), nil); v.Outcome != kith.OutcomeGone {
		t.Errorf("another host is %s (%s)", v.Outcome, v.Reason)
	}
}
