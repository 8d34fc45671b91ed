package board_test

import (
	"path/filepath"
	"strings"
	"testing"

	"kith"
)

// workableSystem is the board in testdata.
func workableSystem() system {
	return system{key: "workable/northwharf", empty: "empty.json", answers: map[string]string{
		"GET https://apply.workable.com/api/v1/widget/accounts/northwharf?details=true": "list.json",
	}}
}

func FuzzWorkable(f *testing.F) { fuzzSystem(f, "workable") }

// TestWorkablePages reads a board whose list for employers' sites is closed,
// by the API of the pages: by cursor, with the texts in the details.
func TestWorkablePages(t *testing.T) {
	t.Parallel()
	account := "https://apply.workable.com/api/"
	list := "POST " + account + "v3/accounts/northwharf/jobs"
	all := `{"query":"","location":[],"department":[],"worktype":[]`
	s := system{key: "workable/northwharf", empty: "empty.json", answers: map[string]string{
		list + " " + all + `}`:                                      "pages-1.json",
		list + " " + all + `,"token":"WzE3NTA"}`:                    "pages-2.json",
		"GET " + account + "v2/accounts/northwharf/jobs/4C0FFEE001": "detail-1.json",
		"GET " + account + "v2/accounts/northwharf/jobs/3862836931": "detail-2.json",
		"GET " + account + "v2/accounts/northwharf/jobs/4C0FFEE003": "detail-3.json",
	}}
	for status := range map[int]bool{403: true, 404: true} {
		w := &web{system: s, t: t, otherwise: func(n int, _ string) (*kith.Response, error) {
			if n == 1 {
				return says(status, "")
			}
			return nil, nil
		}}
		v := w.visit(kith.Validators{}, nil)
		checkVisit(t, v)
		compareGolden(t, filepath.Join("workable", "pages.json"), v)
		if want := "GET " + account + "v1/widget/accounts/northwharf?details=true"; w.asked[0] != want {
			t.Errorf("asked for %s first, want %s", w.asked[0], want)
		}
	}
	for name, answer := range map[string]string{"another page": `{"total":3,"results":[]}`, "the same again": "", "no list": `{"total":3}`} {
		w := &web{system: s, t: t}
		w.otherwise = func(n int, request string) (*kith.Response, error) {
			switch {
			case n == 1:
				return says(404, "")
			case strings.Contains(request, "WzE3NTA") && answer == "":
				return w.says(request, "", "pages-1.json"), nil
			case strings.Contains(request, "WzE3NTA"):
				return says(200, "%s", answer)
			}
			return nil, nil
		}
		if v := w.visit(kith.Validators{}, nil); v.Outcome != kith.OutcomePartial || len(v.Openings) != 2 {
			t.Errorf("%s on the second page: %s (%s) with %d openings", name, v.Outcome, v.Reason, len(v.Openings))
		}
	}
}

// TestWorkableSlow wants an answer of "too many" kept apart from a refusal:
// the other API of the same host is not asked then.
func TestWorkableSlow(t *testing.T) {
	t.Parallel()
	w := &web{system: system{key: "workable/northwharf"}, t: t, otherwise: func(int, string) (*kith.Response, error) { return says(429, "") }}
	if v := w.visit(kith.Validators{}, nil); v.Outcome != kith.OutcomeFailed || v.Requests != 1 {
		t.Errorf("%s (%s) after %d requests", v.Outcome, v.Reason, v.Requests)
	}
}
