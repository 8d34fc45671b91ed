package board_test

import (
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"
)

// joinSystem is the board in testdata.
func joinSystem() system {
	joined := "GET https://join.com/companies/tallow-and-wick"
	return system{key: "join/tallow-and-wick", empty: "empty.html", answers: map[string]string{
		joined: "page-1.html", joined + "?page=2": "page-2.html",
		joined + "/16000001-kerzenzieher": "job-1.html", joined + "/16000002-wax-buyer": "job-2.html", joined + "/16000003-wick-braider": "job-3.html",
		joined + "/16000004-packer": "job-1.html", joined + "/16000005": "job-1.html", joined + "/16000006-shop-lead": "job-1.html",
		joined + "/16000007-bee-keeper": "job-1.html",
	}}
}

func FuzzJoin(f *testing.F) { fuzzSystem(f, "join") }

// TestJoinOther wants the page of another company taken for no answer, on the
// first page and on a later one.
func TestJoinOther(t *testing.T) {
	t.Parallel()
	for at, want := range map[int]kith.Outcome{1: kith.OutcomeFailed, 2: kith.OutcomePartial} {
		w := &web{system: systemOf(t, "join"), t: t}
		w.otherwise = func(n int, request string) (*kith.Response, error) {
			if n == at {
				return w.says(request, "", "other.html"), nil
			}
			return nil, nil
		}
		v := w.visit(kith.Validators{}, nil)
		checkVisit(t, v)
		if v.Outcome != want || !strings.Contains(v.Reason, "another company") {
			t.Errorf("another company on page %d: %s (%s) with %d openings", at, v.Outcome, v.Reason, len(v.Openings))
		}
	}
}

// TestJoinPages reads a board by its count of pages where it does not count
// its openings, and stops at the page that says that it is the last.
func TestJoinPages(t *testing.T) {
	t.Parallel()
	page := func(jobs, pagination string) string {
		return `<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"initialState":{"company":{"domain":"tallow"},` +
			`"jobs":{"items":[` + jobs + `],"pagination":` + pagination + `}}}}}</script>`
	}
	for name, c := range map[string]struct {
		pages    []string
		openings int
		want     kith.Outcome
	}{
		"by pages":      {[]string{page(`{"id":1,"title":"A"}`, `{"page":1,"pageCount":2}`), page(`{"id":2,"title":"B"}`, `{"page":2,"pageCount":2}`)}, 2, kith.OutcomeComplete},
		"by total":      {[]string{page(`{"id":1,"title":"A"}`, `{"total":2}`), page(`{"id":2,"title":"B"}`, `{"total":2}`)}, 2, kith.OutcomeComplete},
		"by nothing":    {[]string{page(`{"id":1,"title":"A"}`, `{}`), page(`{"id":2,"title":"B"}`, `{}`), page(``, `{}`)}, 2, kith.OutcomeComplete},
		"the same page": {[]string{page(`{"id":1,"title":"A"}`, `{"rowCount":9}`), page(`{"id":1,"title":"A"}`, `{"rowCount":9}`)}, 1, kith.OutcomePartial},
		"too few":       {[]string{page(`{"id":1,"title":"A"}`, `{"page":1,"pageCount":1,"rowCount":9}`)}, 1, kith.OutcomePartial},
		"no company":    {[]string{`<script id="__NEXT_DATA__">{"props":{"pageProps":{}}}</script>`}, 0, kith.OutcomeFailed},
		"no object":     {[]string{`<script id="__NEXT_DATA__">["tallow"]</script>`}, 0, kith.OutcomeFailed},
		"no data":       {[]string{`<html><body>Maintenance</body></html>`}, 0, kith.OutcomeFailed},
		"no list":       {[]string{page(``, `{}`)[:150]}, 0, kith.OutcomeFailed},
	} {
		asked := 0
		fetch := fetchFrom(func(r kith.Request) (*kith.Response, error) {
			if strings.Count(r.URL, "/") > 4 { // the page of an opening
				return says(503, "")
			}
			asked++
			return says(200, "%s", c.pages[min(asked, len(c.pages))-1])
		})
		v := board.New().Visit(t.Context(), fetch, source("join/tallow"), nil)
		checkVisit(t, v)
		if v.Outcome != c.want || len(v.Openings) != c.openings || asked != len(c.pages) {
			t.Errorf("%s: %s (%s) with %d openings on %d pages", name, v.Outcome, v.Reason, len(v.Openings), asked)
		}
	}
}
