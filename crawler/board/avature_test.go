package board_test

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"
)

// Where the board in testdata is asked, and by what.
const palewaterAv = "https://palewater.avature.net/careers/"

// avatureSystem is the board in testdata.
func avatureSystem() system {
	return system{key: "avature/palewater/careers", empty: "empty.html", answers: map[string]string{
		"GET " + palewaterAv + "SearchJobs/?jobOffset=0":                     "page1.html",
		"GET " + palewaterAv + "SearchJobs/?jobOffset=2&jobRecordsPerPage=2": "page2.html",
		"GET " + palewaterAv + "JobDetail/Water-Chemist--Sampler/21018":      "21018.html",
		"GET " + palewaterAv + "JobDetail/Pump-Fitter/21019":                 "21019.html",
		"GET " + palewaterAv + "JobDetail/Archivist/21020":                   "21020.html",
	}}
}

func FuzzAvature(f *testing.F)       { fuzzSystem(f, "avature") }
func FuzzAvatureDetail(f *testing.F) { fuzzPart(f, avatureSystem(), "JobDetail") }

func TestAvatureAddresses(t *testing.T) {
	t.Parallel()
	checkAddresses(t, "avature", []addressCase{
		{"https://palewater.avature.net/careers", "avature/palewater/careers", "https://palewater.avature.net/careers/SearchJobs"},
		{"https://palewater.avature.net/careers/SearchJobs/?jobOffset=12", "avature/palewater/careers", ""},
		{"https://palewater.avature.net/careers/SearchJobs/engineer?1845=%5B162508%5D&listFilterMode=1", "avature/palewater/careers", ""},
		{"https://palewater.avature.net/careers/JobDetail/Water-Chemist/21018", "avature/palewater/careers", ""},
		{"https://palewater.avature.net/careers/Login?jobId=21018", "avature/palewater/careers", ""},
		{"https://palewater.avature.net/en_US/CollegeRecruiting/SearchJobs/", "avature/palewater/en_US/CollegeRecruiting", ""},
		{"https://palewater.avature.net/", "avature/palewater/careers", ""},
		{"https://palewater.avature.net/de_DE", "avature/palewater/de_DE/careers", ""},
		{"https://palewater.avature.net/robots.txt", "", ""},
		{"https://palewater.avature.net/a/b/c", "", ""},
		{"https://www.avature.net/careers", "", ""},
		{"https://avature.net/careers", "", ""},
	})
	checkRecognized(t, []recognizeCase{
		{"https://jobs.palewater.example/en_US/careers/SearchJobs", `<meta name="avature.portal.id" content="4"><meta name="avature.portal.urlPath" content="careers">`, "avature/jobs.palewater.example/en_US/careers"},
		{"https://jobs.palewater.example/", `<meta name="avature.portal.urlPath" content="global">`, "avature/jobs.palewater.example/global"},
		{"https://jobs.palewater.example/careers/SearchJobs", `<p>Search jobs</p>`, ""},
		{"https://jobs.palewater.example/", `<meta name="avature.portal.urlPath" content="../x">`, ""},
	})
}

// TestAvatureRefused wants a portal that lets no programs in said to refuse,
// and openings whose own pages refuse left open: archived ones do while they
// are still listed.
func TestAvatureRefused(t *testing.T) {
	t.Parallel()
	s := source("avature/palewater/careers")
	fetch := fetchFrom(func(kith.Request) (*kith.Response, error) { return says(406, "") })
	if v := board.New().Visit(t.Context(), fetch, s, nil); v.Outcome != kith.OutcomeRefused || v.Reason == "" {
		t.Errorf("%s (%s)", v.Outcome, v.Reason)
	}
	if _, err := board.New().Name(t.Context(), fetch, s.Board); kith.CodeOf(err) != kith.CodeRefused {
		t.Errorf("its name: %v", err)
	}
	w := &web{system: systemOf(t, "avature"), t: t}
	w.otherwise = func(_ int, request string) (*kith.Response, error) {
		if strings.Contains(request, "JobDetail") {
			return says(403, "")
		}
		return nil, nil
	}
	if v := w.visit(kith.Validators{}, nil); v.Outcome != kith.OutcomeComplete || len(v.Openings) != 3 || len(v.Gone) > 0 {
		t.Errorf("%s (%s) with %d openings, gone %q", v.Outcome, v.Reason, len(v.Openings), v.Gone)
	}
}

// avaturePages is a portal with so many openings, size on each page.
type avaturePages struct {
	size, total int
	legend      string // with %d for the total; "" for none
	param       string // the one that it pages by
	link        bool   // it links to the next page
	list        string // what its list is called
}

func (p avaturePages) answer(r kith.Request) (*kith.Response, error) {
	u, err := url.Parse(r.URL)
	if err != nil || !strings.HasPrefix(u.Path, "/careers/"+p.list) {
		return says(404, "")
	}
	from, _ := strconv.Atoi(u.Query().Get(p.param))
	var rows strings.Builder
	for i := from; i < min(from+p.size, p.total); i++ {
		fmt.Fprintf(&rows, `<article class="article article--result"><h3><a class="link" href="/careers/JobDetail/Role/%d">Role %d</a></h3></article>`, i+1, i+1)
	}
	next := ""
	if p.link && from+p.size < p.total {
		next = fmt.Sprintf(`<a class="paginationNextLink" href="?%s=%d&amp;evil=1">Next</a>`, p.param, from+p.size)
	}
	if p.link {
		next = `<div class="pagination">` + next + `</div>`
	}
	legend := ""
	if p.legend != "" {
		legend = `<div class="list-controls__text__legend">` + strings.ReplaceAll(p.legend, "%d", strconv.Itoa(p.total)) + `</div>`
	}
	return says(200, `<html><meta name="avature.portal.id" content="4"><body>%s%s%s</body></html>`, legend, rows.String(), next)
}

// TestAvaturePages wants portals paged whatever size and name their pages
// have, and none whole that cannot be.
func TestAvaturePages(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		portal avaturePages
		want   kith.Outcome
	}{
		"six a page":           {avaturePages{6, 20, "1-6 of %d results", "jobOffset", true, "SearchJobs"}, kith.OutcomeComplete},
		"without links":        {avaturePages{12, 30, "1-12 of %d results", "jobOffset", false, "SearchJobs"}, kith.OutcomeComplete},
		"another parameter":    {avaturePages{6, 20, "1-6 of %d results", "offset", true, "SearchJobs"}, kith.OutcomeComplete},
		"folders":              {avaturePages{6, 20, "1-6 of %d results", "folderOffset", true, "SearchJobs"}, kith.OutcomeComplete},
		"more than it says":    {avaturePages{6, 20, "1-6 of 10+ results", "jobOffset", true, "SearchJobs"}, kith.OutcomeComplete},
		"without a count":      {avaturePages{6, 20, "", "jobOffset", true, "SearchJobs"}, kith.OutcomeComplete},
		"another name":         {avaturePages{10, 20, "1-10 of %d results", "jobOffset", true, "OpenRoles"}, kith.OutcomeComplete},
		"always the first":     {avaturePages{6, 20, "1-6 of %d results", "none", false, "SearchJobs"}, kith.OutcomePartial},
		"fewer than it counts": {avaturePages{6, 20, "1-6 of 21 results", "jobOffset", true, "SearchJobs"}, kith.OutcomePartial},
		"none, and not said":   {avaturePages{6, 0, "", "jobOffset", false, "SearchJobs"}, kith.OutcomeFailed},
	} {
		v := board.New().Visit(t.Context(), fetchFrom(c.portal.answer), source("avature/palewater/careers"), nil)
		checkVisit(t, v)
		if v.Outcome != c.want || c.want == kith.OutcomeComplete && len(v.Openings) != c.portal.total {
			t.Errorf("%s: %s (%s) with %d of %d openings", name, v.Outcome, v.Reason, len(v.Openings), c.portal.total)
		}
	}
}
