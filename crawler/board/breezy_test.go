package board_test

import (
	"testing"

	"kith"
	"kith/crawler/board"
)

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
		fetch := fetchFrom(func(kith.Request) (*kith.Response, error) {
			res, err := says(200, "%s", c.body)
			res.URL = c.led
			return res, err
		})
		if v := board.New().Visit(t.Context(), fetch, source("breezy/saltmarsh"), nil); v.Outcome != c.want {
			t.Errorf("led to %s: %s (%s), want %s", c.led, v.Outcome, v.Reason, c.want)
		}
	}
}
