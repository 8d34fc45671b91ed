package board_test

import (
	"net/http"
	"strings"
	"testing"

	"kith"
)

// Where the board in testdata is asked, and by what.
const saltmarshList = "GET https://www.comeet.co/careers-api/2.0/company/F6.003/positions?token=6F329B2DE6379829B2290&details=true"

// comeetSystem is the board in testdata.
func comeetSystem() system {
	return system{key: "comeet/saltmarsh/F6.003", empty: "empty.json", lists: []string{saltmarshList}, answers: map[string]string{
		"GET https://www.comeet.com/jobs/saltmarsh/F6.003": "page.html",
		saltmarshList: "list.json",
	}}
}

func FuzzComeet(f *testing.F) { fuzzSystem(f, "comeet") }

// TestComeetKeys reads a board by the key of an address of its API, and in its
// page where the API does not take the key.
func TestComeetKeys(t *testing.T) {
	t.Parallel()
	s := systemOf(t, "comeet")
	s.key = "comeet/F6.003/6F329B2DE6379829B2290"
	w := &web{system: s, t: t}
	if v := w.visit(kith.Validators{}, nil); v.Outcome != kith.OutcomeComplete || v.Requests != 1 || len(v.Openings) != 2 {
		t.Errorf("by its key: %s (%s) with %d openings by %d requests", v.Outcome, v.Reason, len(v.Openings), v.Requests)
	}
	for name, status := range map[string]int{"a wrong key": 400, "nothing": 404, "refused": 403} {
		w := &web{system: systemOf(t, "comeet"), t: t}
		w.otherwise = func(_ int, request string) (*kith.Response, error) {
			if request == saltmarshList {
				return says(status, `{"status":400,"message":"Invalid company uid or token"}`)
			}
			return nil, nil
		}
		v := w.visit(kith.Validators{}, nil)
		checkVisit(t, v)
		if v.Outcome != kith.OutcomeComplete || len(v.Openings) != 2 || v.Openings[0].Description != "You fit the sensors." {
			t.Errorf("%s: %s (%s): %+v", name, v.Outcome, v.Reason, v.Openings)
		}
	}
}

// TestComeetNoDate takes no date from the time of the last change.
func TestComeetNoDate(t *testing.T) {
	t.Parallel()
	w := &web{system: systemOf(t, "comeet"), t: t}
	for _, o := range w.visit(kith.Validators{}, nil).Openings {
		if !o.PostedAt.IsZero() {
			t.Errorf("%s was published on %s", o.ExternalID, o.PostedAt)
		}
	}
}

// TestComeetGone tells a board that is not there, which leads to the front page,
// from a page without a key.
func TestComeetGone(t *testing.T) {
	t.Parallel()
	for body, c := range map[string]struct {
		led  string
		want kith.Outcome
	}{
		"<html><body>Welcome</body></html>":                   {"https://www.comeet.com/", kith.OutcomeGone},
		"<html><body>Jobs</body></html>":                      {"", kith.OutcomeFailed},
		`<script>{"token": "6F329B2DE6379829B2290"}</script>`: {"", kith.OutcomeFailed}, // without its end
	} {
		if v := visitLed(t, "comeet/saltmarsh/F6.003", c.led, http.StatusOK, body); v.Outcome != c.want {
			t.Errorf("%s: %s (%s), want %s", body, v.Outcome, v.Reason, c.want)
		}
	}
	if v := visitLed(t, "comeet/saltmarsh/F6.003", "", 404, "no"); v.Outcome != kith.OutcomeGone || !strings.Contains(v.Reason, "404") {
		t.Errorf("%s (%s)", v.Outcome, v.Reason)
	}
}
