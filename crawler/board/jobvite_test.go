package board_test

import (
	"net/http"
	"strings"
	"testing"

	"kith"
)

// jobviteSystem is the board in testdata.
func jobviteSystem() system {
	return system{key: "jobvite/palewater", empty: "empty.html", answers: map[string]string{
		"GET https://jobs.jobvite.com/palewater/search":               "page1.html",
		"GET https://jobs.jobvite.com/palewater/search?nl=1&p=1":      "page2.html",
		"GET https://jobs.jobvite.com/palewater/jobs":                 "page1.html",
		"GET https://app.jobvite.com/CompanyJobs/Xml.aspx?c=qPw7VfwU": "feed.xml",
		"GET https://jobs.jobvite.com/palewater/job/oct1Afww":         "oct1.html",
		"GET https://jobs.jobvite.com/palewater/job/oct2Afww":         "oct2.html",
		"GET https://jobs.jobvite.com/palewater/job/oct3Afww":         "oct3.html",
	}}
}

func FuzzJobvite(f *testing.F) { fuzzSystem(f, "jobvite") }

// TestJobviteFeed reads the feed where there is no list, and takes nothing from
// one that is empty or that refuses a second reading.
func TestJobviteFeed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		feed   string
		want   kith.Outcome
	}{
		"feed":     {200, "", kith.OutcomeComplete},
		"empty":    {200, `<?xml version="1.0"?><result></result>`, kith.OutcomeFailed},
		"too soon": {429, "Too Many Requests", kith.OutcomeFailed},
		"no XML":   {200, `<html><body>No jobs</body></html>`, kith.OutcomeFailed},
	} {
		w := &web{system: systemOf(t, "jobvite"), t: t}
		feeds := 0
		w.otherwise = func(_ int, request string) (*kith.Response, error) {
			switch {
			case strings.HasSuffix(request, "/palewater/search"):
				return says(http.StatusForbidden, "no")
			case strings.Contains(request, "Xml.aspx"):
				if feeds++; c.feed != "" || c.status != 200 {
					return says(c.status, "%s", c.feed)
				}
			}
			return nil, nil
		}
		v := w.visit(kith.Validators{}, nil)
		checkVisit(t, v)
		if v.Outcome != c.want || feeds != 1 {
			t.Errorf("%s: %s (%s) by %d readings, want %s by one", name, v.Outcome, v.Reason, feeds, c.want)
		}
		if name == "feed" {
			compareGolden(t, "jobvite/feed-golden.json", v)
		}
	}
}

// TestJobviteGone tells a board that is not there, which leads to the search of
// the maker, and an opening that is gone, which leads to its board.
func TestJobviteGone(t *testing.T) {
	t.Parallel()
	if v := visitLed(t, "jobvite/palewater", "https://search.jobvite.com/?invalid=1", 200, "<html><body>Job search</body></html>"); v.Outcome != kith.OutcomeGone {
		t.Errorf("no board: %s (%s)", v.Outcome, v.Reason)
	}
	if v := visitLed(t, "jobvite/palewater", "", 200, "<html><body>A new look</body></html>"); v.Outcome != kith.OutcomeFailed {
		t.Errorf("another page: %s (%s)", v.Outcome, v.Reason)
	}
	s := systemOf(t, "jobvite")
	s.urls = map[string]string{"GET https://jobs.jobvite.com/palewater/job/oct2Afww": "https://jobs.jobvite.com/careers/palewater/jobs?error=404"}
	w := &web{system: s, t: t}
	if v := w.visit(kith.Validators{}, nil); v.Outcome != kith.OutcomeComplete || strings.Join(v.Gone, " ") != "oct2Afww" {
		t.Errorf("%s (%s), gone %v", v.Outcome, v.Reason, v.Gone)
	}
}

// TestJobviteCount believes the line that counts: fewer openings than it says
// prove nothing.
func TestJobviteCount(t *testing.T) {
	t.Parallel()
	row := `<tr><td class="jv-job-list-name"><a href="/palewater/job/oct1Afww">Cook</a></td></tr>`
	for count, want := range map[string]kith.Outcome{
		`<div class="jv-pagination-text">1-1 of 1</div>`:      kith.OutcomeComplete,
		`<div class="jv-pagination-text">1-50 of 1,204</div>`: kith.OutcomePartial,
		``: kith.OutcomeComplete,
		`<div class="jv-pagination-text">1-1 of 2</div><a class="jv-pagination-next" href="https://evil.example/palewater/search?p=1">Next</a>`: kith.OutcomePartial,
		`<div class="jv-pagination-text">1-1 of 2</div><a class="jv-pagination-next" href="/palewater/search?p=1">Next</a>`:                     kith.OutcomePartial, // the page comes again
	} {
		v := visitLed(t, "jobvite/palewater", "", 200, "<html><body><table>"+row+row+"</table>"+count+"</body></html>")
		if v.Outcome != want || len(v.Openings) != 1 {
			t.Errorf("%s: %s (%s) with %d openings, want %s", count, v.Outcome, v.Reason, len(v.Openings), want)
		}
	}
}
