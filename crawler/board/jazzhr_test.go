package board_test

import (
	"testing"

	"kith"
	"kith/crawler/board"
)

// visitB visits a board of group B whose list is answered with a page, as if
// led to an address.
func visitB(t *testing.T, key, led string, status int, body string) kith.Visit {
	t.Helper()
	v := board.New().Visit(t.Context(), fetchFrom(func(r kith.Request) (*kith.Response, error) {
		res, err := says(status, "%s", body)
		res.URL = r.URL
		if led != "" {
			res.URL = led
		}
		return res, err
	}), source(key), nil)
	checkVisit(t, v)
	return v
}

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
		if v := visitB(t, "jazzhr/northwharf", c.led, 200, c.body); v.Outcome != c.want {
			t.Errorf("%s: %s (%s), want %s", name, v.Outcome, v.Reason, c.want)
		}
	}
}
