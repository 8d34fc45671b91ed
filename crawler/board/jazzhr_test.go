package board_test

import (
	"testing"

	"kith"
)

// jazzHRSystem is the board in testdata.
func jazzHRSystem() system {
	return system{key: "jazzhr/northwharf", empty: "empty.html", answers: map[string]string{
		"GET https://northwharf.applytojob.com/apply/jobs":                      "list.html",
		"GET https://northwharf.applytojob.com/apply/jobs/details/Kq7DyXUH4p":   "data.html",
		"GET https://northwharf.applytojob.com/apply/jobs/details/07350d2d7f03": "plain.html",
	}}
}

func FuzzJazzHR(f *testing.F) { fuzzSystem(f, "jazzhr") }

// TestJazzHRGone tells an account that is no more, which answers 200, from one
// with nothing open and from a page that is neither.
func TestJazzHRGone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		led, body string
		want      kith.Outcome
	}{
		"inactive":    {"", "<html><head><title>JazzHR - Inactive Career Page</title></head><body></body></html>", kith.OutcomeGone},
		"led away":    {"https://www.jazzhr.com/job-seekers", "<html><body>Jobs</body></html>", kith.OutcomeGone},
		"empty":       {"", `<html><body><table id="jobs_table"></table></body></html>`, kith.OutcomeComplete},
		"counted":     {"", `<html><body><h1>Jobs at Northwharf</h1><p>0 open positions</p></body></html>`, kith.OutcomeComplete},
		"other page":  {"", `<html><body><p>We are moving.</p></body></html>`, kith.OutcomeFailed},
		"without end": {"", `<html><body><table id="jobs_table">`, kith.OutcomeFailed},
		"unread rows": {"", `<html><body><table id="jobs_table"><tr id="row_job_1"><td><a href="/elsewhere">Cook</a></td></tr></table></body></html>`, kith.OutcomePartial},
		"too few":     {"", `<html><body><p>2 open positions</p><a href="/apply/jobs/details/abcd">Cook</a></body></html>`, kith.OutcomePartial},
	} {
		if v := visitLed(t, "jazzhr/northwharf", c.led, 200, c.body); v.Outcome != c.want {
			t.Errorf("%s: %s (%s), want %s", name, v.Outcome, v.Reason, c.want)
		}
	}
}
