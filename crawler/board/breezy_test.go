package board_test

import (
	"testing"

	"kith"
)

// breezySystem is the board in testdata.
func breezySystem() system {
	return system{key: "breezy/saltmarsh", empty: "empty.json", answers: map[string]string{
		"GET https://saltmarsh.breezy.hr/json?verbose=true":            "list.json",
		"GET https://saltmarsh.breezy.hr/p/1c0ffee0002b-glaze-chemist": "chemist.html",
		"GET https://saltmarsh.breezy.hr/p/1c0ffee0003c-clay-digger":   "digger.html",
	}}
}

func FuzzBreezy(f *testing.F) { fuzzSystem(f, "breezy") }

// TestBreezyFront wants a tenant that leads to Breezy's own front page taken
// for one that is not there, and one without openings for empty.
func TestBreezyFront(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		led, body string
		want      kith.Outcome
	}{
		{"https://breezy.hr/", "<html><body>Hire better</body></html>", kith.OutcomeGone},
		{"https://www.breezy.hr/", "[]", kith.OutcomeGone},
		{"https://saltmarsh.breezy.hr/json?verbose=true", "[]", kith.OutcomeComplete},
		{"https://careers.saltmarsh.example/json?verbose=true", "[]", kith.OutcomeComplete}, // its own host
		{"https://saltmarsh.breezy.hr/", "<html><body>Sign in</body></html>", kith.OutcomeFailed},
	} {
		if v := visitLed(t, "breezy/saltmarsh", c.led, 200, c.body); v.Outcome != c.want {
			t.Errorf("led to %s: %s (%s), want %s", c.led, v.Outcome, v.Reason, c.want)
		}
	}
}
