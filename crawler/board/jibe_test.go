package board_test

import (
	"testing"

	"kith"
)

// jibeSystem is the board in testdata.
func jibeSystem() system {
	return system{key: "jibe/careers.foxglove.example", empty: "empty.json", answers: map[string]string{
		"GET https://careers.foxglove.example/api/jobs?page=1&limit=100&internal=false": "page1.json",
		"GET https://careers.foxglove.example/api/jobs?page=2&limit=100&internal=false": "page2.json",
	}}
}

func FuzzJibe(f *testing.F) { fuzzSystem(f, "jibe") }

// TestJibeProof wants as many rows as the count says, and no page twice: long
// boards give one page again and again beyond what they show.
func TestJibeProof(t *testing.T) {
	t.Parallel()
	row := `{"data":{"slug":"1","title":"Cook"}}`
	for body, c := range map[string]struct {
		led  string
		want kith.Outcome
	}{
		`{"jobs":[` + row + `],"totalCount":1}`:                           {"", kith.OutcomeComplete},
		`{"jobs":[` + row + `],"totalCount":300}`:                         {"", kith.OutcomePartial}, // the page comes again
		`{"jobs":[],"totalCount":300}`:                                    {"", kith.OutcomePartial},
		`{"jobs":[{"data":{"title":"Without a number"}}],"totalCount":1}`: {"", kith.OutcomePartial},
		`{"jobs":[` + row + `],"totalCount":1,`:                           {"", kith.OutcomeFailed},
		`<html><body>Jobs</body></html>`:                                  {"", kith.OutcomeFailed},
		`{"jobs":[],"totalCount":0}`:                                      {"https://someone.else.example/api/jobs", kith.OutcomeGone},
	} {
		if v := visitLed(t, "jibe/careers.foxglove.example", c.led, 200, body); v.Outcome != c.want {
			t.Errorf("%s: %s (%s), want %s", body, v.Outcome, v.Reason, c.want)
		}
	}
}
