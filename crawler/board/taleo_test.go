package board_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"
)

// Where the board in testdata is asked, and by what.
const (
	taleoAt     = "https://brackenfold.taleo.net/careersection/"
	taleoSearch = "rest/jobboard/searchjobs?lang=en&portal=101430233"
	quillTBE    = "https://phe.tbe.taleo.net/phe02/ats/careers/v2/"
)

// taleoSystem is the board in testdata.
func taleoSystem() system {
	return system{key: "taleo/brackenfold/2", empty: "empty.json", lists: []string{"POST " + taleoAt + taleoSearch, taleoPageAt(1)}, answers: map[string]string{
		"GET " + taleoAt + "2/jobsearch.ftl?lang=en": "section.html",
		taleoPageAt(1): "page1.json", taleoPageAt(2): "page2.json",
		"GET " + taleoAt + "2/jobdetail.ftl?job=339001&lang=en": "339001.html",
		"GET " + taleoAt + "2/jobdetail.ftl?job=339002&lang=en": "339002.html",
		"GET " + taleoAt + "2/jobdetail.ftl?job=339003&lang=en": "339003.html",
	}}
}

// taleoBusinessSystem is the board in testdata.
func taleoBusinessSystem() system {
	return system{key: "taleo-business/phe02/QUILL/41", empty: "empty.html", answers: map[string]string{
		"GET " + quillTBE + "searchResults?org=QUILL&cws=41":             "page1.html",
		"GET " + quillTBE + "searchResults?org=QUILL&cws=41&rowFrom=2":   "page2.html",
		"GET " + quillTBE + "viewRequisition?org=QUILL&cws=41&rid=10001": "10001.html",
		"GET " + quillTBE + "viewRequisition?org=QUILL&cws=41&rid=10002": "10002.html",
		"GET " + quillTBE + "viewRequisition?org=QUILL&cws=41&rid=10003": "10003.html",
	}}
}

func FuzzTaleo(f *testing.F)               { fuzzSystem(f, "taleo") }
func FuzzTaleoBusiness(f *testing.F)       { fuzzSystem(f, "taleo-business") }
func FuzzTaleoDetail(f *testing.F)         { fuzzPart(f, taleoSystem(), "jobdetail") }
func FuzzTaleoBusinessDetail(f *testing.F) { fuzzPart(f, taleoBusinessSystem(), "viewRequisition") }

// taleoPageAt is the question for a page.
func taleoPageAt(n int) string {
	return fmt.Sprintf(`POST %s%s {"multilineEnabled":false,"sortingSelection":{"sortBySelectionParam":"3","ascendingSortingOrder":"false"},`+
		`"fieldData":{"fields":{"KEYWORD":"","LOCATION":"","ORGANIZATION":""},"valid":true},`+
		`"filterSelectionParam":{"searchFilterSelections":[]},"advancedSearchFiltersSelectionParam":{"searchFilterSelections":[]},"pageNo":%d}`, taleoAt, taleoSearch, n)
}

func TestTaleoAddresses(t *testing.T) {
	t.Parallel()
	checkAddresses(t, "taleo", []addressCase{
		{"https://brackenfold.taleo.net/careersection/2/jobsearch.ftl?lang=en", "taleo/brackenfold/2", "https://brackenfold.taleo.net/careersection/2/jobsearch.ftl?lang=en"},
		{"https://brackenfold.taleo.net/careersection/bf_ext_us/jobdetail.ftl?job=339001&tz=UTC", "taleo/brackenfold/bf_ext_us", ""},
		{"http://Brackenfold.taleo.net/careersection/ex/joblist.ftl", "taleo/brackenfold/ex", ""},
		{"https://brackenfold.taleo.net/careersection/ex/moresearch.ftl?lang=en&portal=101430233", "taleo/brackenfold/ex", ""},
		{"https://brackenfold.taleo.net/careersection/2", "taleo/brackenfold/2", ""},
		{"https://brackenfold.taleo.net/careersection/rest/jobboard/searchjobs?lang=en&portal=1", "", ""},
		{"https://brackenfold.taleo.net/careersection/iam/accessmanagement/login.jsf", "", ""},
		{"https://brackenfold.taleo.net/careersection/application.jss?lang=en", "", ""},
		{"https://brackenfold.taleo.net/careersection/2025PRD.1/css/site.css", "", ""},
		{"https://brackenfold.taleo.net/", "", ""},
		{"https://www.taleo.net/careersection/2/jobsearch.ftl", "", ""},
		{"https://phe.tbe.taleo.net/careersection/2/jobsearch.ftl", "", ""},
	})
	checkAddresses(t, "taleo-business", []addressCase{
		{"https://phe.tbe.taleo.net/phe02/ats/careers/v2/searchResults?org=quill&cws=41", "taleo-business/phe02/QUILL/41", "https://phe.tbe.taleo.net/phe02/ats/careers/v2/searchResults?org=QUILL&cws=41"},
		{"https://phe.tbe.taleo.net/phe02/ats/careers/v2/viewRequisition?org=QUILL&cws=41&rid=10001", "taleo-business/phe02/QUILL/41", ""},
		{"https://phe.tbe.taleo.net/phe02/ats/careers/v2/jobSearch?act=redirectCwsV2&cws=41&org=QUILL", "taleo-business/phe02/QUILL/41", ""},
		{"https://phe.tbe.taleo.net/phf02/ats/careers/v2/searchResults?org=QUILL&cws=41", "", ""},
		{"https://phe.tbe.taleo.net/phe02/ats/careers/v2/searchResults?org=QUILL", "", ""},
		{"https://phe.tbe.taleo.net/phe02/ats/careers/v2/searchResults?org=Q%2F..&cws=41", "", ""},
		{"https://phe.tbe.taleo.net/phe02/ats/login?org=QUILL&cws=41", "", ""},
	})
	checkRecognized(t, []recognizeCase{
		{"https://jobs.palewater.example/careersection/pw_external/jobsearch.ftl?lang=en", `<script>portalNo: '101430233'</script>`, "taleo/jobs.palewater.example/pw_external"},
		{"https://jobs.palewater.example/careersection/pw_external/jobsearch.ftl", `<p>Nothing of it.</p>`, ""},
		{"https://jobs.palewater.example/careers/", `<script>portalNo: '101430233'</script>`, ""},
	})
}

// TestTaleoAsks wants the search asked with what it is an error without, and
// with the session that the page has.
func TestTaleoAsks(t *testing.T) {
	t.Parallel()
	w := &web{system: systemOf(t, "taleo"), t: t}
	w.headers = map[string]http.Header{"GET " + taleoAt + "2/jobsearch.ftl?lang=en": {"Set-Cookie": {"JSESSIONID=a1b2; Path=/; Secure"}}}
	searches := 0
	v := board.New().Visit(t.Context(), fetchFrom(func(r kith.Request) (*kith.Response, error) {
		if r.Method == http.MethodPost {
			searches++
			for name, want := range map[string]string{"Tz": "GMT+00:00", "Tzname": "UTC", "Csrftoken": "q9x+AbCdEf0123456789=", "Cookie": "JSESSIONID=a1b2"} {
				if got := r.Header.Get(name); got != want {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
		}
		return w.fetch(r)
	}), source("taleo/brackenfold/2"), nil)
	if v.Outcome != kith.OutcomeComplete || searches != 2 {
		t.Errorf("%s (%s) after %d searches", v.Outcome, v.Reason, searches)
	}
	name, err := board.New().Name(t.Context(), fetchFrom(w.fetch), source("taleo/brackenfold/2").Board)
	if name != "Brackenfold" || err != nil {
		t.Errorf("its name is %q (%v)", name, err)
	}
}

// TestTaleoShort wants openings that are counted and never shown to leave a
// board partial, and no page behind the last asked for: it would be the last
// again.
func TestTaleoShort(t *testing.T) {
	t.Parallel()
	section := `<html><title>x</title><script>portalNo: '101430233', ftlpageid</script></html>`
	for name, c := range map[string]struct {
		pages [][]int // numbers
		total int
		want  kith.Outcome
	}{
		"whole":         {[][]int{{1, 2}, {3}}, 3, kith.OutcomeComplete},
		"one is hidden": {[][]int{{1, 2}, {3}, {5}}, 5, kith.OutcomePartial},
		"none":          {[][]int{{}}, 0, kith.OutcomeComplete},
	} {
		searches := 0
		v := board.New().Visit(t.Context(), fetchFrom(func(r kith.Request) (*kith.Response, error) {
			if r.Method != http.MethodPost {
				if strings.Contains(r.URL, "jobsearch") {
					return says(200, "%s", section)
				}
				return says(503, "")
			}
			var rows []string
			for _, n := range c.pages[min(searches, len(c.pages)-1)] {
				rows = append(rows, fmt.Sprintf(`{"jobId":"%d","contestNo":"%d","column":["Role"],"linkedColumn":0}`, n, n))
			}
			searches++
			return says(200, `{"requisitionList":[%s],"pagingData":{"currentPageNo":%d,"pageSize":2,"totalCount":%d}}`, strings.Join(rows, ","), searches, c.total)
		}), source("taleo/brackenfold/2"), nil)
		checkVisit(t, v)
		if v.Outcome != c.want || searches != len(c.pages) {
			t.Errorf("%s: %s (%s) after %d searches", name, v.Outcome, v.Reason, searches)
		}
	}
}

// TestTaleoNone wants the ways in which a section is not there told apart from
// no answer.
func TestTaleoNone(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]kith.Outcome{
		"<html><title>Career Section Unavailable</title></html>":                       kith.OutcomeGone,
		"<html><title>Job Search</title><script>ftlpageid</script></html>":             kith.OutcomeFailed,
		"<html><title>Job Search</title><script>portalNo: '101430233'</script></html>": kith.OutcomeGone,
	} {
		v := board.New().Visit(t.Context(), fetchFrom(func(r kith.Request) (*kith.Response, error) {
			if r.Method == http.MethodPost {
				return says(200, `{"careerSectionUnAvailable":true,"requisitionList":[],"pagingData":{"totalCount":0}}`)
			}
			return says(200, "%s", body)
		}), source("taleo/brackenfold/2"), nil)
		if v.Outcome != want {
			t.Errorf("%s: %s (%s), want %s", body, v.Outcome, v.Reason, want)
		}
	}
}

// TestTaleoBusinessCursor reads a look without a count, in which each page
// links to the next, and pages behind the first are pieces.
func TestTaleoBusinessCursor(t *testing.T) {
	t.Parallel()
	s := systemOf(t, "taleo-business")
	list := "GET " + quillTBE + "searchResults?org=QUILL&cws=41"
	answers := maps.Clone(s.answers)
	answers[list], answers[list+"&rowFrom=2"] = "cursor1.html", "cursor2.html"
	s.answers = answers
	v := s.visitAll(t, "cursor.golden.json")
	if v.Proof.Expected != -1 || len(v.Openings) != 3 {
		t.Errorf("%+v", v.Proof)
	}
	answers["GET "+quillTBE+"viewRequisition?org=QUILL&cws=41&rid=10002"] = "gone.html"
	if v = (&web{system: s, t: t}).visit(kith.Validators{}, nil); !slices.Equal(v.Gone, []string{"10002"}) {
		t.Errorf("%s (%s), gone %q", v.Outcome, v.Reason, v.Gone)
	}
	name, err := board.New().Name(t.Context(), fetchFrom((&web{system: s, t: t}).fetch), source(s.key).Board)
	if name != "Quill Feather" || err != nil {
		t.Errorf("its name is %q (%v)", name, err)
	}
}

// TestTaleoBusinessLeft wants a company that is led away taken for gone, and
// the page that is empty outside of a session for no answer.
func TestTaleoBusinessLeft(t *testing.T) {
	t.Parallel()
	for to, want := range map[string]kith.Outcome{
		"https://phe.tbe.taleo.net/phe02/ats/INACTIVEcareers/v2/searchResults?org=QUILL&cws=41": kith.OutcomeGone,
		"https://www.quillfeather.example/jobs":                                                 kith.OutcomeGone,
		"":                                                                                      kith.OutcomeFailed,
	} {
		v := board.New().Visit(t.Context(), fetchFrom(func(kith.Request) (*kith.Response, error) {
			res, err := says(200, "\n")
			res.URL = to
			return res, err
		}), source("taleo-business/phe02/QUILL/41"), nil)
		if v.Outcome != want {
			t.Errorf("led to %q: %s (%s), want %s", to, v.Outcome, v.Reason, want)
		}
	}
}
