package board_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"
)

// phenomSystem is the board in testdata.
func phenomSystem() system {
	return system{key: "phenom/careers.larkspur.example", empty: "empty.json", lists: []string{"POST https://careers.larkspur.example/widgets", larkspur(0), larkspur(2)},
		answers: map[string]string{
			"GET https://careers.larkspur.example/": "front.html",
			larkspur(0):                             "page1.json", larkspur(2): "page2.json",
			"GET https://careers.larkspur.example/us/en/job/R-1":   "job-r1.html",
			"GET https://careers.larkspur.example/us/en/job/2":     "job-2.html",
			"GET https://careers.larkspur.example/us/en/job/R%2F3": "job-r3.html",
		},
		headers: map[string]http.Header{"GET https://careers.larkspur.example/": {"Set-Cookie": {"PHPPPE_ACT=1a2b; Path=/; Secure", "PLAY_SESSION=xyz; HttpOnly"}}},
	}
}

func FuzzPhenom(f *testing.F) { fuzzSystem(f, "phenom") }

// larkspur is the question for the rows from one on.
func larkspur(from int) string {
	return `POST https://careers.larkspur.example/widgets {"lang":"en_us","deviceType":"desktop","country":"us","pageName":"search-results","ddoKey":"refineSearch",` +
		`"siteType":"external","refNum":"LARKUS","sortBy":"","keywords":"","from":` + strconv.Itoa(from) + `,"size":100,"jobs":true,"counts":true,"global":true,"clearAll":false,` +
		`"all_fields":["category","country","state","city","type"],"selected_fields":{},"locationData":{}}`
}

// TestPhenomSession gives the cookies and the token of an earlier page back
// with every request, and asks anew at each visit.
func TestPhenomSession(t *testing.T) {
	t.Parallel()
	w := &web{system: systemOf(t, "phenom"), t: t}
	asked := 0
	v := board.New().Visit(t.Context(), fetchFrom(func(r kith.Request) (*kith.Response, error) {
		if asked++; asked > 1 && (r.Header.Get("Cookie") != "PHPPPE_ACT=1a2b; PLAY_SESSION=xyz" || r.Header.Get("X-Csrf-Token") != "b13fbf00aa") {
			t.Errorf("%s with %v", r.URL, r.Header)
		}
		return w.fetch(r)
	}), source(w.key), nil)
	if v.Outcome != kith.OutcomeComplete || asked != 6 {
		t.Errorf("%s (%s) by %d requests", v.Outcome, v.Reason, asked)
	}
}

// TestPhenomPages reads the rows in the pages of the search where the search
// behind them is closed, ten at a time.
func TestPhenomPages(t *testing.T) {
	t.Parallel()
	page := func(jobs string) string {
		return `<html><body><script>var phApp = phApp || {"baseUrl":"https://careers.larkspur.example/us/en/"}; phApp.ddo = {"eagerLoadRefineSearch":{"status":200,"totalHits":3,"data":{"jobs":[` + jobs + `]}}};</script></body></html>`
	}
	w := &web{system: systemOf(t, "phenom"), t: t}
	w.otherwise = func(_ int, request string) (*kith.Response, error) {
		switch {
		case strings.HasPrefix(request, "POST "):
			return says(http.StatusForbidden, `{"error":"Forbidden"}`)
		case strings.HasSuffix(request, "search-results?from=0&s=1"):
			return says(200, "%s", page(`{"jobId":"R-1","title":"Fitter"},{"jobId":2,"title":"Toolmaker"}`))
		case strings.HasSuffix(request, "search-results?from=2&s=1"):
			return says(200, "%s", page(`{"jobId":"R/3","title":"Prüfer"}`))
		}
		return nil, nil
	}
	v := w.visit(kith.Validators{}, nil)
	checkVisit(t, v)
	if v.Outcome != kith.OutcomeComplete || len(v.Openings) != 3 || v.Proof.Pages != 2 {
		t.Errorf("%s (%s) with %d openings: %+v", v.Outcome, v.Reason, len(v.Openings), v.Proof)
	}
}

// TestPhenomProof wants a count: an answer of another shape is no empty board.
func TestPhenomProof(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]kith.Outcome{
		`{"refineSearch":{"status":200,"totalHits":0,"data":{"jobs":[]}}}`: kith.OutcomeComplete,
		`{"refineSearch":{"status":200,"totalHits":0,"data":{}}}`:          kith.OutcomeComplete,
		`{"refineSearch":{"status":200,"totalHits":9,"data":{"jobs":[]}}}`: kith.OutcomePartial,
		`{"refineSearch":{"status":200,"data":{"jobs":[]}}}`:               kith.OutcomeFailed,
		`{"refineSearch":{"status":500,"totalHits":0,"data":{"jobs":[]}}}`: kith.OutcomeFailed,
		`{}`: kith.OutcomeFailed,
		`{"refineSearch":{"totalHits":1,"data":{"jobs":{"a":1}}}}`: kith.OutcomeFailed,
	} {
		w := &web{system: systemOf(t, "phenom"), t: t}
		w.otherwise = func(_ int, request string) (*kith.Response, error) {
			if strings.HasPrefix(request, "POST ") {
				return says(200, "%s", body)
			}
			return nil, nil
		}
		v := w.visit(kith.Validators{}, nil)
		checkVisit(t, v)
		if v.Outcome != want {
			t.Errorf("%s: %s (%s), want %s", body, v.Outcome, v.Reason, want)
		}
	}
}

// TestPhenomFront finds the site behind a front page that is not Phenom's, and
// takes no other host for it.
func TestPhenomFront(t *testing.T) {
	t.Parallel()
	s := systemOf(t, "phenom")
	s.answers["GET https://careers.larkspur.example/global/en/search-results"] = "front.html"
	w := &web{system: s, t: t}
	w.otherwise = func(_ int, request string) (*kith.Response, error) {
		if request == "GET https://careers.larkspur.example/" {
			return says(200, "<html><body>Choose your country</body></html>")
		}
		return nil, nil
	}
	if v := w.visit(kith.Validators{}, nil); v.Outcome != kith.OutcomeComplete || len(v.Openings) != 3 {
		t.Errorf("%s (%s) with %d openings", v.Outcome, v.Reason, len(v.Openings))
	}
	s = systemOf(t, "phenom")
	s.urls = map[string]string{"GET https://careers.larkspur.example/": "https://someone.else.example/us/en"}
	w = &web{system: s, t: t}
	if v := w.visit(kith.Validators{}, nil); v.Outcome != kith.OutcomeFailed {
		t.Errorf("led to another host: %s (%s)", v.Outcome, v.Reason)
	}
}
