package board_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kith"
	"kith/crawler/board"
)

// rows returns rows for a list of SmartRecruiters from one number to another.
func rows(from, to int) string {
	var all []string
	for i := from; i < to; i++ {
		all = append(all, fmt.Sprintf(`{"id":"%d","name":"Job %d","location":{"city":"Leeds","country":"gb"}}`, i, i))
	}
	return strings.Join(all, ",")
}

// offsetOf returns the offset that a request asks for.
func offsetOf(r kith.Request) int {
	_, after, _ := strings.Cut(r.URL, "offset=")
	n, _ := strconv.Atoi(after)
	return n
}

// isDetail reports whether a request is for one opening of SmartRecruiters.
func isDetail(r kith.Request) bool { return strings.Contains(r.URL, "/postings/") }

// visitCase is a visit with what it must come to.
type visitCase struct {
	name    string
	key     string
	answer  func(r kith.Request) (*kith.Response, error)
	outcome kith.Outcome
	found   int
	reason  string // a part of it
}

// always answers every request alike.
func always(status int, body string) func(kith.Request) (*kith.Response, error) {
	return func(kith.Request) (*kith.Response, error) { return says(status, "%s", body) }
}

// failing answers every request with an error.
func failing(code kith.Code, message string) func(kith.Request) (*kith.Response, error) {
	return func(kith.Request) (*kith.Response, error) { return nil, kith.Errorf(code, "%s", message) }
}

// emptyList returns how a system writes a board without openings.
func emptyList(ats string) string {
	return map[string]string{
		"greenhouse": `{"jobs":[],"meta":{"total":0}}`, "lever": `[]`, "ashby": `{"jobs":[]}`,
		"smartrecruiters": `{"totalFound":0,"content":[]}`, "workday": `{"total":0,"jobPostings":[],"facets":[]}`,
	}[ats]
}

// TestFirstPage tries every way in which the first page can fail, on all
// systems: none of them is an empty board.
func TestFirstPage(t *testing.T) {
	t.Parallel()
	for ats, key := range goldenBoards() {
		for _, c := range []visitCase{
			{"not there", key, always(404, `{"ok":false}`), kith.OutcomeGone, 0, "404"},
			{"gone", key, always(410, ``), kith.OutcomeGone, 0, "410"},
			{"forbidden", key, always(403, `no`), kith.OutcomeRefused, 0, "403"},
			{"who are you", key, always(401, `no`), kith.OutcomeRefused, 0, "401"},
			{"too many", key, always(429, ``), kith.OutcomeFailed, 0, "429"},
			{"a fault there", key, always(500, `{"jobs":[]}`), kith.OutcomeFailed, 0, "500"},
			{"never asked whether it changed", key, always(304, ``), kith.OutcomeFailed, 0, "not asked"},
			{"robots.txt", key, failing(kith.CodeRefused, "robots.txt forbids it"), kith.OutcomeRefused, 0, "robots.txt"},
			{"cut off", key, failing(kith.CodeUnavailable, "the answer was cut"), kith.OutcomeFailed, 0, "cut"},
			{"nothing", key, always(200, ``), kith.OutcomeFailed, 0, "did not parse"},
			{"a page of HTML", key, always(200, `<html><body>Maintenance</body></html>`), kith.OutcomeFailed, 0, "did not parse"},
			{"another list", key, always(200, `{"results":[]}`), kith.OutcomeFailed, 0, "did not parse"},
			{"no list", key, always(200, `{"jobs":null,"content":{},"jobPostings":"x"}`), kith.OutcomeFailed, 0, "did not parse"},
			{"null", key, always(200, `null`), kith.OutcomeFailed, 0, "did not parse"},
			{"half of a list", key, always(200, strings.TrimRight(emptyList(ats), "]}")), kith.OutcomeFailed, 0, "did not parse"},
			{"something behind it", key, always(200, emptyList(ats)+"x"), kith.OutcomeFailed, 0, "did not parse"},
			{"twice", key, always(200, emptyList(ats)+emptyList(ats)), kith.OutcomeFailed, 0, "did not parse"},
			{"deep", key, always(200, strings.Repeat("[", 1_000_000)), kith.OutcomeFailed, 0, "did not parse"},
			{"empty", key, always(200, emptyList(ats)), kith.OutcomeComplete, 0, ""},
		} {
			c.name = ats + ": " + c.name
			c.check(t)
		}
	}
}

// check makes the visit and compares.
func (c visitCase) check(t *testing.T) {
	t.Helper()
	s := &script{t: t, answers: c.answer}
	v := board.New().Visit(t.Context(), s.fetch, source(c.key), nil)
	if v.Outcome != c.outcome || len(v.Openings) != c.found || !strings.Contains(v.Reason, c.reason) || (v.Reason == "") != (c.reason == "") {
		t.Errorf("%s: %s (%s) with %d openings; want %s (%s) with %d", c.name, v.Outcome, v.Reason, len(v.Openings), c.outcome, c.reason, c.found)
	}
	if v.Requests != len(s.asked) {
		t.Errorf("%s: %d requests are told of %d", c.name, v.Requests, len(s.asked))
	}
	if v.Outcome == kith.OutcomeComplete != v.Proof.Complete() {
		t.Errorf("%s: %s with the proof %+v", c.name, v.Outcome, v.Proof)
	}
	if v.Outcome != kith.OutcomeComplete && v.Validators != (kith.Validators{}) {
		t.Errorf("%s: %s with validators", c.name, v.Outcome)
	}
}

// paged answers the list of SmartRecruiters with 250 openings, except for the
// page at offset, which is answered otherwise.
func paged(offset int, otherwise func(kith.Request) (*kith.Response, error)) func(kith.Request) (*kith.Response, error) {
	return func(r kith.Request) (*kith.Response, error) {
		switch from := offsetOf(r); {
		case isDetail(r):
			return says(200, `{}`)
		case from == offset && otherwise != nil:
			return otherwise(r)
		default:
			return says(200, `{"totalFound":250,"content":[%s]}`, rows(from, min(from+100, 250)))
		}
	}
}

// TestPages tries what can happen on later pages and with counts.
func TestPages(t *testing.T) {
	t.Parallel()
	const sr, gh = "smartrecruiters/Palewater", "greenhouse/northwharf"
	for _, c := range []visitCase{
		{"all of them", sr, paged(-1, nil), kith.OutcomeComplete, 250, ""},
		{"a page that fails", sr, paged(100, always(503, ``)), kith.OutcomePartial, 100, "page 2 of the list: the site answered 503"},
		{"a page that is refused", sr, paged(200, always(403, ``)), kith.OutcomePartial, 200, "page 3"},
		{"a page that is gone", sr, paged(200, always(404, ``)), kith.OutcomePartial, 200, "page 3"},
		{"a page that does not come", sr, paged(100, failing(kith.CodeUnavailable, "cut")), kith.OutcomePartial, 100, "cut"},
		{"a page that does not parse", sr, paged(200, always(200, `{"content":[`)), kith.OutcomePartial, 200, "page 3 of the list: the answer did not parse"},
		{"a page that has not changed", sr, paged(100, always(304, ``)), kith.OutcomePartial, 100, "page 2"},
		{"page one again", sr, paged(100, always(200, `{"totalFound":250,"content":[`+rows(0, 100)+`]}`)), kith.OutcomePartial, 100, "page 2 of the list was a repeat"},
		{"an empty page", sr, paged(200, always(200, `{"totalFound":250,"content":[]}`)), kith.OutcomePartial, 200, "says that it has 250 openings, and 200 were read"},
		{"the list moved by one", sr, paged(200, always(200, `{"totalFound":250,"content":[`+rows(199, 249)+`]}`)), kith.OutcomePartial, 249, "250 openings, and 249"},
		{"more than it says", sr, paged(200, always(200, `{"totalFound":250,"content":[`+rows(200, 251)+`]}`)), kith.OutcomePartial, 251, "250 openings, and 251"},
		{"a count of less", gh, always(200, `{"jobs":[{"id":1,"title":"A"},{"id":2,"title":"B"}],"meta":{"total":1}}`), kith.OutcomePartial, 2, "has 1 openings"},
		{"a count of more", gh, always(200, `{"jobs":[{"id":1,"title":"A"}],"meta":{"total":2}}`), kith.OutcomePartial, 1, "has 2 openings"},
		{"a count of none", gh, always(200, `{"jobs":[{"id":1,"title":"A"}],"meta":{"total":0}}`), kith.OutcomePartial, 1, "has 0 openings"},
		{"a count in quotes", sr, always(200, `{"totalFound":"12","content":[]}`), kith.OutcomePartial, 0, "has 12 openings, and 0"},
		{"a count that is none", sr, always(200, `{"totalFound":{},"content":[]}`), kith.OutcomeFailed, 0, "the number of openings is"},
		{"the same twice on one page", gh, always(200, `{"jobs":[{"id":1,"title":"A"},{"id":1,"title":"A"}],"meta":{"total":2}}`), kith.OutcomeComplete, 1, ""},
		{"a row without an id", "lever/x", always(200, `[{"id":"a","text":"A"},{"text":"B"}]`), kith.OutcomePartial, 1, "1 openings of the list could not be understood"},
		{"rows that are none", "ashby/x", always(200, `{"jobs":[{"id":"a","title":"A"},null,3,"x",[]]}`), kith.OutcomePartial, 1, "4 openings"},
		{"nothing but broken rows", sr, always(200, `{"content":["",""]}`), kith.OutcomePartial, 0, "could not be understood"},
		{"no count at all", "smartrecruiters/x", func(r kith.Request) (*kith.Response, error) {
			if isDetail(r) {
				return says(200, `{}`)
			}
			return says(200, `{"content":[%s]}`, rows(offsetOf(r), min(offsetOf(r)+30, 90)))
		}, kith.OutcomeComplete, 90, ""},
		{"an unknown system", "unheard-of/x", always(200, `{}`), kith.OutcomeFailed, 0, `boards of the kind "unheard-of"`},
		{"a token that is none", "workday/x", always(200, `{}`), kith.OutcomeFailed, 0, "tenant/wdN/site"},
	} {
		c.check(t)
	}
}

// TestEndless reads a board without end: the visit ends, and claims nothing.
func TestEndless(t *testing.T) {
	t.Parallel()
	s := &script{t: t, answers: func(r kith.Request) (*kith.Response, error) {
		if isDetail(r) {
			return says(500, "")
		}
		return says(200, `{"totalFound":2000000,"content":[%s]}`, rows(offsetOf(r), offsetOf(r)+100))
	}}
	v := board.New().Visit(t.Context(), s.fetch, source("smartrecruiters/x"), nil)
	if v.Outcome != kith.OutcomePartial || !v.Proof.Truncated || len(v.Openings) != 50_000 || !strings.Contains(v.Reason, "too long") {
		t.Errorf("%s (%s) with %d openings", v.Outcome, v.Reason, len(v.Openings))
	}
}

// TestDetails follows the details of a board over its visits.
func TestDetails(t *testing.T) {
	t.Parallel()
	registry, title := board.New(), "Job"
	details := 0
	s := &script{t: t, answers: func(r kith.Request) (*kith.Response, error) {
		if isDetail(r) {
			details++
			return says(200, `{"jobAd":{"sections":{"jobDescription":{"text":"<p>Work.</p>"}}}}`)
		}
		return says(200, `{"totalFound":200,"content":[%s]}`, strings.ReplaceAll(rows(offsetOf(r), offsetOf(r)+100), "Job 7\"", title+" 7\""))
	}}
	src := source("smartrecruiters/x")
	var stored map[string]kith.KnownOpening
	visit := func(outcome kith.Outcome, wantDetails int) kith.Visit {
		t.Helper()
		details = 0
		v := registry.Visit(t.Context(), s.fetch, src, stored)
		if v.Outcome != outcome || details != wantDetails {
			t.Fatalf("%s (%s) with %d details; want %s with %d", v.Outcome, v.Reason, details, outcome, wantDetails)
		}
		if v.Outcome == kith.OutcomeComplete {
			before := stored
			stored = known(v)
			for id, k := range before { // as the store keeps details
				if now, ok := stored[id]; ok && !now.Detailed && k.Detailed {
					stored[id] = kith.KnownOpening{RowHash: now.RowHash, Detailed: true}
				}
			}
			src.Validators, src.LastVisitAt = v.Validators, time.Unix(1_800_000_000, 0)
		}
		return v
	}
	visit(kith.OutcomeComplete, 150)
	visit(kith.OutcomeComplete, 50)
	visit(kith.OutcomeUnchanged, 0)
	title = "Other Job"
	v := visit(kith.OutcomeComplete, 1)
	i := slices.IndexFunc(v.Openings, func(o kith.Opening) bool { return o.ExternalID == "7" })
	if o := v.Openings[i]; o.Title != "Other Job 7" || o.Description != "Work." || !o.Detailed {
		t.Errorf("the changed opening is %+v", o)
	}
	if o := v.Openings[8]; o.Description != "" || o.Detailed {
		t.Errorf("an opening that was not asked for is %+v", o)
	}
	visit(kith.OutcomeUnchanged, 0)
	delete(stored, "9")
	visit(kith.OutcomeComplete, 1)
}

// TestDetailFailures tries details that fail: the list is none the worse.
func TestDetailFailures(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		status func(id int) int
		asked  int
		gone   int
		have   int
	}{
		{"all fail", func(int) int { return 500 }, 3, 0, 0},
		{"refused", func(int) int { return 403 }, 3, 0, 0},
		{"every other one fails", func(id int) int { return 200 + id%2*300 }, 10, 0, 5},
		{"some are gone", func(id int) int { return 200 + id%2*210 }, 10, 5, 5},
		{"all are gone", func(int) int { return 404 }, 10, 10, 0},
		{"the last fail", func(id int) int { return 200 + id/5*300 }, 8, 0, 5},
	} {
		s := &script{t: t, answers: func(r kith.Request) (*kith.Response, error) {
			if isDetail(r) {
				id, _ := strconv.Atoi(r.URL[strings.LastIndex(r.URL, "/")+1:])
				return says(c.status(id), `{"jobAd":{}}`)
			}
			return says(200, `{"totalFound":10,"content":[%s]}`, rows(0, 10))
		}}
		v := board.New().Visit(t.Context(), s.fetch, source("smartrecruiters/x"), nil)
		have := 0
		for _, o := range v.Openings {
			if o.Detailed {
				have++
			}
			if o.Detailed && slices.Contains(v.Gone, o.ExternalID) {
				t.Errorf("%s: %s is gone and detailed", c.name, o.ExternalID)
			}
		}
		if v.Outcome != kith.OutcomeComplete || len(v.Openings) != 10 || v.Requests != 1+c.asked || len(v.Gone) != c.gone || have != c.have {
			t.Errorf("%s: %s with %d openings, %d requests, %d gone, %d detailed", c.name, v.Outcome, len(v.Openings), v.Requests, len(v.Gone), have)
		}
	}
}

// TestDetailsMoveOn checks that openings whose details always fail do not keep
// the others from theirs.
func TestDetailsMoveOn(t *testing.T) {
	t.Parallel()
	s := &script{t: t, answers: func(r kith.Request) (*kith.Response, error) {
		switch {
		case isDetail(r) && len(r.URL[strings.LastIndex(r.URL, "/")+1:]) == 1: // the first ten
			return says(500, ``)
		case isDetail(r):
			return says(200, `{}`)
		default:
			return says(200, `{"totalFound":100,"content":[%s]}`, rows(0, 100))
		}
	}}
	src := source("smartrecruiters/x")
	stored, have := map[string]kith.KnownOpening{}, 0
	for visit := range 200 {
		v := board.New().Visit(t.Context(), s.fetch, src, stored)
		for _, o := range v.Openings {
			stored[o.ExternalID] = kith.KnownOpening{RowHash: o.RowHash, Detailed: o.Detailed || stored[o.ExternalID].Detailed}
		}
		src.LastVisitAt = time.Unix(1_800_000_000+int64(visit)*3607, 0)
	}
	for _, k := range stored {
		if k.Detailed {
			have++
		}
	}
	if have != 90 {
		t.Errorf("%d of 90 openings have their details", have)
	}
}

// TestConditional checks what is sent and made of validators.
func TestConditional(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"greenhouse/x", "lever/x", "lever-eu/x", "ashby/x"} {
		list := map[string]string{"greenhouse": `{"jobs":[{"id":"1","title":"A"}]}`, "ashby": `{"jobs":[{"id":"1","title":"A"}]}`}[strings.Split(key, "/")[0]]
		if list == "" {
			list = `[{"id":"1","text":"A"}]`
		}
		changed := false
		s := &script{t: t, answers: func(r kith.Request) (*kith.Response, error) {
			if r.Validators.ETag == `W/"1"` && r.Validators.LastModified == "Mon" && !changed {
				return says(304, "")
			}
			res, err := says(200, "%s", list)
			res.Header = http.Header{"Etag": {`W/"1"`}, "Last-Modified": {"Mon"}}
			return res, err
		}}
		src := source(key)
		first := board.New().Visit(t.Context(), s.fetch, src, nil)
		if want := (kith.Validators{ETag: `W/"1"`, LastModified: "Mon", Hash: first.Validators.Hash}); first.Outcome != kith.OutcomeComplete || first.Validators != want || want.Hash == "" {
			t.Errorf("%s: %s (%s) with %+v", key, first.Outcome, first.Reason, first.Validators)
		}
		src.Validators = first.Validators
		if v := board.New().Visit(t.Context(), s.fetch, src, known(first)); v.Outcome != kith.OutcomeUnchanged || v.Requests != 1 {
			t.Errorf("%s: unchanged by the server: %s (%s)", key, v.Outcome, v.Reason)
		}
		changed = true
		if v := board.New().Visit(t.Context(), s.fetch, src, known(first)); v.Outcome != kith.OutcomeUnchanged {
			t.Errorf("%s: unchanged by its rows: %s (%s)", key, v.Outcome, v.Reason)
		}
		list = strings.Replace(list, `"A"`, `"B"`, 1)
		if v := board.New().Visit(t.Context(), s.fetch, src, known(first)); v.Outcome != kith.OutcomeComplete || v.Openings[0].Title != "B" {
			t.Errorf("%s: changed: %s (%s)", key, v.Outcome, v.Reason)
		}
	}
}

// TestTooLarge has a board that is too large with all its texts: it is read
// without them, and the texts opening by opening.
func TestTooLarge(t *testing.T) {
	t.Parallel()
	s := &script{t: t, answers: func(r kith.Request) (*kith.Response, error) {
		switch {
		case strings.Contains(r.URL, "content=true"):
			return nil, kith.Errorf(kith.CodeTooLarge, "the answer is larger than 32 MB")
		case strings.Contains(r.URL, "/jobs/"):
			return says(200, `{"id":1,"title":"A","content":"&lt;p&gt;Plan.&lt;/p&gt;","departments":[{"name":"Post"}]}`)
		}
		return says(200, `{"jobs":[{"id":1,"title":"A","location":{"name":"Hull"}}],"meta":{"total":1}}`)
	}}
	v := board.New().Visit(t.Context(), s.fetch, source("greenhouse/northwharf"), nil)
	if v.Outcome != kith.OutcomeComplete || len(v.Openings) != 1 || v.Openings[0].Description != "Plan." || v.Openings[0].Department != "Post" || v.Requests != 3 {
		t.Errorf("%s (%s) %+v by %q", v.Outcome, v.Reason, v.Openings, s.asked)
	}
	s.answers = failing(kith.CodeTooLarge, "the answer is larger than 32 MB")
	if v := board.New().Visit(t.Context(), s.fetch, source("greenhouse/northwharf"), nil); v.Outcome != kith.OutcomeFailed || !strings.Contains(v.Reason, "larger") {
		t.Errorf("%s (%s)", v.Outcome, v.Reason)
	}
}
