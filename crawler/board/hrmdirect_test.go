package board_test

import (
	"testing"

	"kith"
)

// hrmDirectSystem is the board in testdata.
func hrmDirectSystem() system {
	return system{key: "hrmdirect/tidewater", empty: "empty.html", answers: map[string]string{
		"GET https://tidewater.hrmdirect.com/employment/job-openings.php?search=true": "list.html",
		"GET https://tidewater.hrmdirect.com/employment/job-opening.php?req=3762934":  "3762934.html",
		"GET https://tidewater.hrmdirect.com/employment/job-opening.php?req=3779928":  "3779928.html",
	}}
}

func FuzzHRMDirect(f *testing.F) { fuzzSystem(f, "hrmdirect") }

// TestHRMDirectDates takes a date for that of publication unless a heading
// names another one, and tells an empty board from a page that is no list.
func TestHRMDirectDates(t *testing.T) {
	t.Parallel()
	row := func(head, date string) string {
		return `<html><body><table><tr><th>Position</th><th>` + head + `</th></tr><tr data-req-id="7"><td class="posTitle"><a href="job-opening.php?req=7">Cook</td><td>` + date + `</td></tr></table></body></html>`
	}
	for body, want := range map[string]string{
		row("Date posted", "07/05/2026"):  "2026-07-05",
		row("", "7/5/2026"):               "2026-07-05",
		row("Closing date", "07/05/2026"): "",
		row("Date posted", "31/12/2026"):  "",
		row("Date posted", "soon"):        "",
	} {
		v := visitLed(t, "hrmdirect/tidewater", "", 200, body)
		if v.Outcome != kith.OutcomeComplete || len(v.Openings) != 1 {
			t.Errorf("%s: %s (%s)", body, v.Outcome, v.Reason)
			continue
		}
		got := ""
		if at := v.Openings[0].PostedAt; !at.IsZero() {
			got = at.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%s: published on %q, want %q", body, got, want)
		}
	}
	for body, want := range map[string]kith.Outcome{
		`<html><body><div id="noOpeningsMsg">No openings</div></body></html>`:               kith.OutcomeComplete,
		`<html><body><form action="job-openings.php"></form></body></html>`:                 kith.OutcomeFailed,
		`<html><body><table><tr data-req-id="x y"><td>Cook</td></tr></table></body></html>`: kith.OutcomePartial,
	} {
		if v := visitLed(t, "hrmdirect/tidewater", "", 200, body); v.Outcome != want {
			t.Errorf("%s: %s (%s), want %s", body, v.Outcome, v.Reason, want)
		}
	}
	if v := visitLed(t, "hrmdirect/tidewater", "https://www.clearcompany.example/", 200, row("", "")); v.Outcome != kith.OutcomeGone {
		t.Errorf("led away: %s (%s)", v.Outcome, v.Reason)
	}
}
