package board_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kith"
	"kith/crawler/board"
)

// Where the board in testdata is asked, and by what.
const brackenfold = "https://jobs.brackenfold.example"

// successFactorsSystem is the board in testdata.
func successFactorsSystem() system {
	return system{key: "successfactors/jobs.brackenfold.example", empty: "search-empty.html",
		lists:   []string{"GET " + brackenfold + "/sitemal.xml", "GET " + brackenfold + "/tile-search-results/?startrow=0", "GET " + brackenfold + "/search/?startrow=0"},
		answers: map[string]string{"GET " + brackenfold + "/sitemal.xml": "feed.xml"}}
}

func FuzzSuccessFactors(f *testing.F)       { fuzzSystem(f, "successfactors") }
func FuzzSuccessFactorsCSB(f *testing.F)    { fuzzPart(f, csbSystem(), "/services/") }
func FuzzSuccessFactorsPage(f *testing.F)   { fuzzPart(f, csbSystem(), "/job/") }
func FuzzSuccessFactorsShared(f *testing.F) { fuzzPart(f, sharedSystem(), "resultType=XML") }

func TestSuccessFactorsAddresses(t *testing.T) {
	t.Parallel()
	checkAddresses(t, "successfactors", []addressCase{
		{"https://career5.successfactors.eu/career?company=quillF", "successfactors/career5.successfactors.eu/quillF", "https://career5.successfactors.eu/career?company=quillF"},
		{"https://career4.successfactors.com/career?career_ns=job_listing&company=quillF&navBarLevel=JOB_SEARCH&career_job_req_id=9001", "successfactors/career4.successfactors.com/quillF", ""},
		{"https://career55.sapsf.eu/career?company=quillF&career_ns=job_listing_summary", "successfactors/career55.sapsf.eu/quillF", ""},
		{"https://career2.successfactors.eu/portalcareer?company=Quill", "successfactors/career2.successfactors.eu/Quill", ""},
		{"https://career41.sapsf.com/sfcareer/jobreqcareer?jobId=5&company=QUILL", "successfactors/career41.sapsf.com/QUILL", ""},
		{"https://quill.jobs.hr.cloud.sap/us/", "successfactors/quill.jobs.hr.cloud.sap", "https://quill.jobs.hr.cloud.sap/search/"},
		{"https://quill.jobs2web.com/go/All/1/", "successfactors/quill.jobs2web.com", ""},
		{"https://career5.successfactors.eu/career", "", ""},
		{"https://career5.successfactors.eu/login?company=quillF", "", ""},
		{"https://career5.successfactors.eu/career?company=a%2Fb", "", ""},
		{"https://rmkcdn.successfactors.com/e8e0/site.css", "", ""},
		{"https://www.successfactors.com/career?company=x", "", ""},
		{"https://jobs.brackenfold.example/search/", "", ""},
	})
	const branded = "https://jobs.brackenfold.example/search/"
	checkRecognized(t, []recognizeCase{
		{branded, `<link rel="stylesheet" href="https://rmkcdn.successfactors.com/bcf7/site.css">`, "successfactors/jobs.brackenfold.example"},
		{branded, `<script src="/platform/js/search/jobs2web.min.js"></script>`, "successfactors/jobs.brackenfold.example"},
		{branded, `<script>fetch("/services/recruiting/v1/jobs")</script>`, "successfactors/jobs.brackenfold.example"},
		{"https://www.brackenfold.example/", `<a href="https://brackenfold.jobs2web.com/search/">Jobs</a> <img src="https://rmkcdn.successfactors.com/bcf7/logo.png">`, ""},
		{"https://www.brackenfold.example/", `<p>We work with SuccessFactors.</p>`, ""},
	})
}

// csbAsk is the question for a page in a language.
func csbAsk(locale string, page int) string {
	return fmt.Sprintf(`POST https://career.palewater.example/services/recruiting/v1/jobs {"keywords":"","locale":"%s","location":"","pageNumber":%d,"sortBy":"recent"}`, locale, page)
}

// csbSystem is a site of the newer generation.
func csbSystem() system {
	const host = "GET https://career.palewater.example"
	return system{key: "successfactors/career.palewater.example", answers: map[string]string{
		host + "/search/":                      "csb-site.html",
		csbAsk("en_US", 0):                     "csb-en.json",
		csbAsk("de_DE", 0):                     "csb-de-1.json",
		csbAsk("de_DE", 1):                     "csb-de-2.json",
		csbAsk("fr_FR", 0):                     "csb-fr.json",
		host + "/job/Water-Engineer/501-en_US": "csb-501.html",
		host + "/job/Kl%C3%A4rw%C3%A4rter-&-Taucher/502-de_DE": "csb-502.html",
		host + "/job/Laborant/503-de_DE":                       "csb-503.html",
		host + "/job/Hydrologue/504-fr_FR":                     "csb-504.html",
		host + "/job/Chimiste/505-fr_FR":                       "csb-505.html",
	}}
}

// TestSuccessFactorsLanguages reads a site of the newer generation, in which
// an opening is shown to those only who ask in a language of it.
func TestSuccessFactorsLanguages(t *testing.T) {
	t.Parallel()
	s := csbSystem()
	v := s.visitAll(t, "csb.golden.json")
	posted := map[string]string{}
	for _, o := range v.Openings {
		posted[o.ExternalID] = o.PostedAt.Format(time.DateOnly)
	}
	for id, want := range map[string]string{"501": "2026-06-08", "502": "2025-11-20", "503": "2026-07-03", "504": "2026-03-04", "505": "2026-03-21"} {
		if posted[id] != want {
			t.Errorf("%s was published on %s, want %s", id, posted[id], want)
		}
	}
	for _, locale := range []string{"en_US", "de_DE", "fr_FR"} {
		s.answers[csbAsk(locale, 0)] = "csb-empty.json"
	}
	if v := (&web{system: s, t: t}).visit(kith.Validators{}, nil); v.Outcome != kith.OutcomeComplete || len(v.Openings) > 0 {
		t.Errorf("an empty site: %s (%s) with %d openings", v.Outcome, v.Reason, len(v.Openings))
	}
	delete(s.answers, csbAsk("fr_FR", 0))
	if v := (&web{system: s, t: t}).visit(kith.Validators{}, nil); v.Outcome != kith.OutcomePartial {
		t.Errorf("a site that does not answer in one language: %s (%s)", v.Outcome, v.Reason)
	}
}

// TestSuccessFactorsDates wants dates of numbers read where their page or
// their language tells their order, and no others.
func TestSuccessFactorsDates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		locale string
		starts []string
		want   string // of the first
	}{
		{"en_US", []string{"6/8/26"}, "2026-06-08"},
		{"de_DE", []string{"6/8/26"}, "2026-06-08"},
		{"de_DE", []string{"6.8.26"}, "2026-08-06"},
		{"en_GB", []string{"6/8/26"}, "0001-01-01"},
		{"en_GB", []string{"6/8/26", "21/08/26"}, "2026-08-06"},
		{"en_GB", []string{"21/08/26"}, "2026-08-21"},
		{"en_GB", []string{"6/8/26", "21/08/26", "08/21/26"}, "0001-01-01"},
		{"en_GB", []string{"7/7/26"}, "2026-07-07"},
		{"en_US", []string{"31/31/26"}, "0001-01-01"},
		{"en_US", []string{"soon"}, "0001-01-01"},
	} {
		var rows []string
		for i, start := range c.starts {
			rows = append(rows, fmt.Sprintf(`{"response":{"id":%d,"unifiedStandardTitle":"Diver","unifiedStandardStart":%q}}`, i+1, start))
		}
		fetch := fetchFrom(func(r kith.Request) (*kith.Response, error) {
			switch {
			case r.Method == "POST":
				return says(200, `{"totalJobs":%d,"jobSearchResult":[%s]}`, len(rows), strings.Join(rows, ","))
			case strings.HasSuffix(r.URL, "/search/"):
				return says(200, `<html><script src="/services/recruiting/v1/a.js"></script><a href="?locale=%s">x</a></html>`, c.locale)
			}
			return says(404, "")
		})
		v := board.New().Visit(t.Context(), fetch, source("successfactors/career.palewater.example"), nil)
		if len(v.Openings) != len(rows) || v.Openings[0].PostedAt.Format(time.DateOnly) != c.want {
			t.Errorf("%s %q: %s (%s) %+v", c.locale, c.starts, v.Outcome, v.Reason, v.Openings)
		}
	}
}

const sharedList = "GET https://career5.successfactors.eu/career?company=quillF&career_ns=job_listing_summary&resultType=XML"

// sharedSystem is a company on a host that companies share.
func sharedSystem() system {
	return system{key: "successfactors/career5.successfactors.eu/quillF", empty: "shared-empty.xml", answers: map[string]string{sharedList: "shared.xml"}}
}

// TestSuccessFactorsShared reads a company on a host that companies share.
func TestSuccessFactorsShared(t *testing.T) {
	t.Parallel()
	s := sharedSystem()
	s.visitAll(t, "shared.golden.json")
	s.withoutOpenings(t, []string{sharedList})
	for body, want := range map[string]kith.Outcome{
		"<html><body>Career site not found</body></html>":                                            kith.OutcomeFailed,
		"<Job-Listing><Job><JobTitle>Dyer</JobTitle></Job></Job-Listing>":                            kith.OutcomePartial, // no number
		"<Job-Listing><Job><Job-Title>Dyer</Job-Title><Req>1</Req></Job></Job-Listing>":              kith.OutcomePartial, // other names
		"<Job-Listing><Job><JobTitle>Dyer</JobTitle><ReqId>1</ReqId></Job>":                          kith.OutcomeFailed,
		"<Job-Listing><Job><JobTitle>D</JobTitle><ReqId>1</ReqId><></></Job><></Job-Listing>":        kith.OutcomeComplete,
		"<Job-Listing><Job><JobTitle>[[x]]</JobTitle><ReqId>[[filter1]]</ReqId></Job></Job-Listing>": kith.OutcomePartial,
	} {
		v := board.New().Visit(t.Context(), fetchFrom(func(kith.Request) (*kith.Response, error) { return says(200, "%s", body) }), source(s.key), nil)
		checkVisit(t, v)
		if v.Outcome != want {
			t.Errorf("%s: %s (%s), want %s", body, v.Outcome, v.Reason, want)
		}
	}
}

// TestSuccessFactorsTiles reads an older site whose feed is closed: by its
// tiles, which stand three times each, and by its table.
func TestSuccessFactorsTiles(t *testing.T) {
	t.Parallel()
	const host = "GET https://jobs.brackenfold.example"
	s := system{key: "successfactors/jobs.brackenfold.example", answers: map[string]string{
		host + "/tile-search-results/?startrow=0": "tiles-1.html", host + "/tile-search-results/?startrow=2": "tiles-2.html", host + "/tile-search-results/?startrow=3": "tiles-3.html",
		host + "/job/Pecs-Miller/11/": "job-11.html", host + "/job/Baker/12/": "job-12.html", host + "/job/Remote-Agronomist/13/": "job-13.html",
	}}
	s.visitAll(t, "tiles.golden.json")
	s = system{key: s.key, empty: "search-empty.html", answers: map[string]string{
		host + "/search/?startrow=0": "search-1.html", host + "/search/?startrow=2": "search-2.html",
		host + "/job/Pecs-Miller/11/": "job-11.html", host + "/Bran/job/Baker/12/": "job-12.html", host + "/job/Remote-Agronomist/13/": "job-13.html",
	}}
	s.visitAll(t, "search.golden.json")
	s.withoutOpenings(t, []string{host + "/search/?startrow=0"})
}

// TestSuccessFactorsNone wants a host that is none of these sites said to be
// no board, and one that is led away gone.
func TestSuccessFactorsNone(t *testing.T) {
	t.Parallel()
	b := source("successfactors/jobs.brackenfold.example").Board
	for body, code := range map[string]kith.Code{
		"<html><title>Brackenfold Mills</title></html>": kith.CodeNotFound,
		`<html><head><title>Search | Brackenfold</title><script src="https://rmkcdn.successfactors.com/a/b.js"></script></head></html>`: "",
	} {
		name, err := board.New().Name(t.Context(), fetchFrom(func(kith.Request) (*kith.Response, error) { return says(200, "%s", body) }), b)
		if kith.CodeOf(err) != code || code == "" && name != "Brackenfold" {
			t.Errorf("%s: %q, %v", body, name, err)
		}
	}
	v := board.New().Visit(t.Context(), fetchFrom(func(kith.Request) (*kith.Response, error) {
		res, err := says(200, "<html><body>Our new site</body></html>")
		res.URL = "https://www.brackenfold.example/"
		return res, err
	}), source("successfactors/jobs.brackenfold.example"), nil)
	if v.Outcome != kith.OutcomeGone {
		t.Errorf("led away: %s (%s)", v.Outcome, v.Reason)
	}
}
