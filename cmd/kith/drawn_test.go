package main

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"kith"
	"kith/crawler/browser"
)

const (
	emptyCareers = `<!doctype html><title>Careers</title><div id="root"></div><script src="/draw.js"></script>`
	drawsCareers = `fetch("/api/jobs").then(r => r.json()).then(jobs => {
		document.getElementById("root").innerHTML = "<h1>Open positions</h1><ul>" + jobs.map(j =>
			"<li><a href='/careers/" + j.id + "'><h3>" + j.title + "</h3><span>" + j.place + "</span></a></li>").join("") + "</ul>";
	});`
	careersJobs = `[{"id": 11, "title": "Crane Operator", "place": "Hull"}, {"id": 12, "title": "Payroll Accountant", "place": "Leeds"},
		{"id": 13, "title": "Warehouse Supervisor", "place": "Hull"}]`
)

// TestReadDrawn reads a career page that is empty without JavaScript: without
// a browser it says so, with one its openings are found, and when something of
// it did not answer, nothing may be closed from it.
func TestReadDrawn(t *testing.T) {
	t.Parallel()
	jobs := http.StatusOK
	fetch := func(_ context.Context, r kith.Request) (*kith.Response, error) {
		res := &kith.Response{Status: http.StatusOK, URL: r.URL, Header: http.Header{"Content-Type": {"text/html"}}}
		switch path, _, _ := strings.Cut(strings.TrimPrefix(r.URL, "https://northwharf.example"), "#"); path {
		case "/routed":
			res.URL, res.Body = "https://northwharf.example/routed", []byte(strings.Replace(emptyCareers, "/draw.js", "/route.js", 1))
		case "/route.js":
			res.Header.Set("Content-Type", "text/javascript")
			res.Body = []byte(`if (location.hash === "#/jobs") {` + drawsCareers + `}`)
		case "/careers":
			res.Body = []byte(emptyCareers)
			res.Header.Set("Etag", "\"1\"")
		case "/draw.js":
			res.Header.Set("Content-Type", "text/javascript")
			res.Body = []byte(drawsCareers)
		case "/api/jobs":
			res.Status = jobs
			res.Header.Set("Content-Type", "application/json")
			res.Body = []byte(careersJobs)
		case "/careers/11", "/careers/12", "/careers/13":
			res.Body = []byte("<title>Northwharf</title><h1>An opening</h1><p>What you will do there, and what it takes.</p>")
		default:
			res.Status = http.StatusNotFound
		}
		return res, nil
	}
	const address = "https://northwharf.example/careers"
	s := kith.Source{Kind: kith.SourceBoard, URL: address, Board: kith.Board{ATS: "page", Token: address, URL: address}}
	a := &App{}
	if v := a.readPage(t.Context(), fetch, s, nil); v.Outcome != kith.OutcomeFailed || !strings.Contains(v.Reason, "empty without JavaScript") {
		t.Errorf("without a browser the page is %s: %s", v.Outcome, v.Reason)
	}
	b, err := browser.New(browser.Options{Fetch: fetch, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Skipf("skipped: %v", err)
	}
	t.Cleanup(b.Close)
	a.browser = b
	v := a.readPage(t.Context(), fetch, s, nil)
	if v.Outcome != kith.OutcomeComplete || len(v.Openings) != 3 || v.Openings[0].Title != "Crane Operator" || v.Openings[0].Locations[0] != "Hull" {
		t.Errorf("drawn, it is %s (%s) with %v", v.Outcome, v.Reason, v.Openings)
	}
	if v.Validators.ETag+v.Validators.LastModified != "" {
		t.Errorf("the validators of the empty page are kept: %v", v.Validators)
	}
	routed := s
	routed.URL = "https://northwharf.example/routed#/jobs"
	if v := a.readPage(t.Context(), fetch, routed, nil); v.Outcome != kith.OutcomeComplete || len(v.Openings) != 3 {
		t.Errorf("under the name of its part, it is %s (%s) with %d openings", v.Outcome, v.Reason, len(v.Openings))
	}
	jobs = http.StatusServiceUnavailable
	if v := a.readPage(t.Context(), fetch, s, nil); v.Outcome.Answered() {
		t.Errorf("without its data the page is %s (%s) with %d openings", v.Outcome, v.Reason, len(v.Openings))
	}
}
