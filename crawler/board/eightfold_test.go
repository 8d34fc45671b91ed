package board_test

import (
	"fmt"
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"
)

// Where the board in testdata is asked, and by what.
const northwharf8 = "https://northwharf.eightfold.ai"

// eightfoldSystem is the board in testdata.
func eightfoldSystem() system {
	return system{key: "eightfold/northwharf", empty: "empty.json", lists: []string{eightfoldPageAt(0)}, answers: map[string]string{
		"GET " + northwharf8 + "/careers": "careers.html",
		eightfoldPageAt(0):                "page1.json", eightfoldPageAt(2): "page2.json",
		eightfoldDetailAt(1): "detail-1.json", eightfoldDetailAt(2): "detail-2.json", eightfoldDetailAt(3): "detail-3.json",
	}}
}

func FuzzEightfold(f *testing.F)       { fuzzSystem(f, "eightfold") }
func FuzzEightfoldDetail(f *testing.F) { fuzzPart(f, eightfoldSystem(), "position_details") }
func FuzzEightfoldOld(f *testing.F)    { fuzzPart(f, oldEightfold(), "/api/apply/") }

func eightfoldPageAt(start int) string {
	return fmt.Sprintf("GET %s/api/pcsx/search?domain=northwharf.example&start=%d&num=10&sort_by=timestamp", northwharf8, start)
}

func eightfoldDetailAt(n int) string {
	return fmt.Sprintf("GET %s/api/pcsx/position_details?position_id=56300000000000%d&domain=northwharf.example&hl=en", northwharf8, n)
}

func TestEightfoldAddresses(t *testing.T) {
	t.Parallel()
	checkAddresses(t, "eightfold", []addressCase{
		{"https://northwharf.eightfold.ai/careers?domain=northwharf.example", "eightfold/northwharf", "https://northwharf.eightfold.ai/careers"},
		{"https://northwharf.eightfold.ai/careers/job/563000000000001-dock-planner?domain=northwharf.example", "eightfold/northwharf", ""},
		{"https://northwharf.eightfold.ai/api/apply/v2/jobs?domain=northwharf.example&start=0", "eightfold/northwharf", ""},
		{"https://northwharf.eightfold.ai/", "eightfold/northwharf", ""},
		{"https://app.eightfold.ai/careers?domain=Northwharf.example&pid=1", "eightfold/app.eightfold.ai/northwharf.example", "https://app.eightfold.ai/careers?domain=northwharf.example"},
		{"https://app.eightfold.ai/careers?domain=eightfold.ai", "", ""},
		{"https://app.eightfold.ai/careers", "", ""},
		{"https://www.eightfold.ai/careers", "", ""},
		{"https://eightfold.ai/careers", "", ""},
		{"https://static.eightfold.ai/x.js", "", ""},
		{"https://northwharf.eightfold.ai.example.com/careers", "", ""},
	})
	checkRecognized(t, []recognizeCase{
		{"https://apply.careers.palewater.example/careers", `<script>window._EF_GROUP_ID = "palewater.example";</script>`, "eightfold/apply.careers.palewater.example"},
		{"https://palewater.example/careers", `<a href="https://palewater.eightfold.ai/careers">Jobs</a>`, ""},
		{"https://palewater.example/careers", `<script>window._EF_GROUP_ID = "volkscience.com";</script>`, ""},
	})
}

// oldEightfold is a site of the older generation, under the employer's own name.
func oldEightfold() system {
	const host = "GET https://apply.careers.palewater.example"
	return system{key: "eightfold/apply.careers.palewater.example", answers: map[string]string{
		host + "/careers": "old-careers.html",
		host + "/api/apply/v2/jobs?domain=palewater.example&start=0&num=10&sort_by=timestamp": "old.json",
		host + "/api/apply/v2/jobs/77001?domain=palewater.example":                            "old-77001.json",
		host + "/api/apply/v2/jobs/77002?domain=palewater.example":                            "old-77002.json",
	}}
}

// TestEightfoldOld reads a site for which the newer generation is switched
// off, as its answer says.
func TestEightfoldOld(t *testing.T) {
	t.Parallel()
	s := oldEightfold()
	w := &web{system: s, t: t}
	w.otherwise = func(_ int, request string) (*kith.Response, error) {
		if strings.Contains(request, "/api/pcsx/") {
			return says(403, `{"message":"PCSX is not enabled for this user."}`)
		}
		return nil, nil
	}
	v := w.visit(kith.Validators{}, nil)
	checkVisit(t, v)
	compareGolden(t, "eightfold/old.golden.json", v)
	w.otherwise = func(_ int, request string) (*kith.Response, error) {
		if strings.Contains(request, "/api/") {
			return says(403, `{"message":"Not authorized"}`)
		}
		return nil, nil
	}
	if v := w.visit(kith.Validators{}, nil); v.Outcome != kith.OutcomeRefused {
		t.Errorf("refused by both: %s (%s)", v.Outcome, v.Reason)
	}
	w.otherwise = func(_ int, request string) (*kith.Response, error) {
		if strings.Contains(request, "/api/pcsx/") {
			return says(405, "captcha")
		}
		return nil, nil
	}
	if v := w.visit(kith.Validators{}, nil); v.Outcome != kith.OutcomeFailed {
		t.Errorf("stopped by a wall: %s (%s)", v.Outcome, v.Reason)
	}
}

// TestEightfoldNone wants a tenant that shows the vendor's own site taken for
// none.
func TestEightfoldNone(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]kith.Outcome{
		`<html><title>Careers at Eightfold</title><script>window._EF_GROUP_ID = "volkscience.com";</script></html>`: kith.OutcomeGone,
		`<html><title>Group ID not found</title></html>`:                                                            kith.OutcomeFailed,
	} {
		fetch := fetchFrom(func(kith.Request) (*kith.Response, error) { return says(200, "%s", body) })
		s := source("eightfold/brackenfold")
		if v := board.New().Visit(t.Context(), fetch, s, nil); v.Outcome != want {
			t.Errorf("%s: %s (%s)", body, v.Outcome, v.Reason)
		}
		if _, err := board.New().Name(t.Context(), fetch, s.Board); kith.CodeOf(err) != kith.CodeNotFound {
			t.Errorf("%s: %v", body, err)
		}
	}
	w := &web{system: systemOf(t, "eightfold"), t: t}
	if name, err := board.New().Name(t.Context(), fetchFrom(w.fetch), source("eightfold/northwharf").Board); name != "Northwharf" || err != nil {
		t.Errorf("its name is %q (%v)", name, err)
	}
}
