package board_test

import (
	"fmt"
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"

	"github.com/google/go-cmp/cmp"
)

// icimsSystem is the board in testdata.
func icimsSystem() system {
	return system{key: "icims/brackenfold", empty: "empty.html", answers: map[string]string{
		"GET https://careers-brackenfold.icims.com/jobs/search?ss=1&in_iframe=1&pr=0":             "page1.html",
		"GET https://careers-brackenfold.icims.com/jobs/search?ss=1&in_iframe=1&pr=1":             "page2.html",
		"GET https://careers-brackenfold.icims.com/jobs/1234/director%2c-revenue/job?in_iframe=1": "1234.html",
		"GET https://careers-brackenfold.icims.com/jobs/1240/site-engineer/job?in_iframe=1":       "1240.html",
	}}
}

func FuzzICIMS(f *testing.F) { fuzzSystem(f, "icims") }

// icimsList is a page of a list with so many openings from a number on.
func icimsList(from, count int, pager string) string {
	var b strings.Builder
	b.WriteString(`<html><body><div class="iCIMS_ListingsPage"><ul class="iCIMS_JobsTable">`)
	for i := from; i < from+count; i++ {
		fmt.Fprintf(&b, `<li><a href="/jobs/%d/cook/job?in_iframe=1"><h3>Cook %d</h3></a></li>`, i, i)
	}
	return b.String() + `</ul><div class="iCIMS_Paginator">` + pager + `</div></div></body></html>`
}

// TestICIMSPaging reads lists whose pages say how many there are, whose pages
// only link to the next one, and which say nothing.
func TestICIMSPaging(t *testing.T) {
	t.Parallel()
	next := `<a href="/jobs/search?pr=1&amp;in_iframe=1">Next</a>`
	for name, c := range map[string]struct {
		pages    []string // the last comes again past the end
		want     kith.Outcome
		openings int
		asked    int
	}{
		"counted":                     {[]string{icimsList(1, 20, "Page 1 of 3"), icimsList(21, 20, "Page 2 of 3"), icimsList(41, 3, "Page 3 of 3")}, kith.OutcomeComplete, 43, 3},
		"counted, ten pages":          {[]string{icimsList(1, 1, "Page 9 of 10"), icimsList(2, 1, "Page 10 of 10")}, kith.OutcomeComplete, 2, 2},
		"linked":                      {[]string{icimsList(1, 20, next), icimsList(21, 2, `<a href="/jobs/search?pr=0">Previous</a>`)}, kith.OutcomeComplete, 22, 2},
		"unsaid, short":               {[]string{icimsList(1, 7, "")}, kith.OutcomeComplete, 7, 1},
		"unsaid, full, then empty":    {[]string{icimsList(1, 20, ""), icimsList(0, 0, "")}, kith.OutcomeComplete, 20, 2},
		"unsaid, full, then a repeat": {[]string{icimsList(1, 20, "")}, kith.OutcomePartial, 20, 2},
		"next that repeats":           {[]string{icimsList(1, 20, "Page 1 of 3"), icimsList(1, 20, "Page 2 of 3")}, kith.OutcomePartial, 20, 2},
	} {
		lists := 0
		v := board.New().Visit(t.Context(), fetchFrom(func(r kith.Request) (*kith.Response, error) {
			if !strings.Contains(r.URL, "/jobs/search?") {
				return says(200, `<html><body><div class="iCIMS_JobContent"><p>Cook.</p></div></body></html>`)
			}
			lists++
			return says(200, "%s", c.pages[min(lists, len(c.pages))-1])
		}), source("icims/brackenfold"), nil)
		checkVisit(t, v)
		if v.Outcome != c.want || len(v.Openings) != c.openings || lists != c.asked {
			t.Errorf("%s: %s (%s) with %d openings by %d pages, want %s with %d by %d", name, v.Outcome, v.Reason, len(v.Openings), lists, c.want, c.openings, c.asked)
		}
	}
}

// TestICIMSPlaces reads places as iCIMS writes them.
func TestICIMSPlaces(t *testing.T) {
	t.Parallel()
	for given, want := range map[string][]string{
		"US-CA-Monrovia":           {"Monrovia, CA, US"},
		"US-New York-New York":     {"New York, New York, US"},
		"US-NC-Winston-Salem":      {"Winston-Salem, NC, US"},
		"FR-Île-de-France-Paris":   {"Paris, Île-de-France, FR"},
		"IE-Cork-Cork":             {"Cork, Cork, IE"},
		"US-Remote":                {"Remote, US"},
		"US":                       {"US"},
		"US-MA-Boston | US-Remote": {"Boston, MA, US", "Remote, US"},
		"Indianapolis, IN":         {"Indianapolis, IN"},
		"Remote - United States":   {"Remote - United States"},
		"US-Belarus - Minsk":       {"Belarus - Minsk, US"},
		"":                         nil,
	} {
		v := visitLed(t, "icims/brackenfold", "", 200, `<html><body><div class="iCIMS_JobContent">x</div><ul class="iCIMS_JobsTable"><li>
			<span class="sr-only field-label">Job Locations</span><span>`+given+`</span><a href="/jobs/1/x/job"><h3>Cook</h3></a></li></ul></body></html>`)
		if len(v.Openings) != 1 {
			t.Errorf("%q: %d openings (%s)", given, len(v.Openings), v.Reason)
			continue
		}
		if diff := cmp.Diff(want, v.Openings[0].Locations); diff != "" {
			t.Errorf("%q (-want +got):\n%s", given, diff)
		}
	}
}

// TestICIMSGone tells an opening that is gone, which is answered with 410, from
// a list that is none.
func TestICIMSGone(t *testing.T) {
	t.Parallel()
	v := board.New().Visit(t.Context(), fetchFrom(func(r kith.Request) (*kith.Response, error) {
		if strings.Contains(r.URL, "/jobs/search?") {
			return says(200, "%s", icimsList(7, 1, "Page 1 of 1"))
		}
		return says(410, "gone")
	}), source("icims/brackenfold"), nil)
	if v.Outcome != kith.OutcomeComplete || !cmp.Equal(v.Gone, []string{"7"}) {
		t.Errorf("%s (%s), gone %v", v.Outcome, v.Reason, v.Gone)
	}
	if v := visitLed(t, "icims/brackenfold", "https://careers.brackenfold.example/", 200, "<html><body>Welcome</body></html>"); v.Outcome != kith.OutcomeGone {
		t.Errorf("led away: %s (%s)", v.Outcome, v.Reason)
	}
	frame := `<html><body><iframe id="icims_content_iframe" src="/jobs/search?in_iframe=1"></iframe></body></html>`
	if v := visitLed(t, "icims/brackenfold", "", 200, frame); v.Outcome != kith.OutcomeFailed {
		t.Errorf("the page around the frame: %s (%s)", v.Outcome, v.Reason)
	}
	if v := visitLed(t, "icims/brackenfold", "", 403, "Forbidden"); v.Outcome != kith.OutcomeRefused {
		t.Errorf("refused: %s (%s)", v.Outcome, v.Reason)
	}
}
