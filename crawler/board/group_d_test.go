package board_test

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"kith"
	"kith/crawler/board"
)

// The questions of the systems that are asked by one, with a place for the
// number of the page.
const (
	ukgAsks = `{"opportunitySearch":{"Top":50,"Skip":%d,"QueryString":"","Filters":[],` +
		`"OrderBy":[{"Value":"postedDateDesc","PropertyName":"PostedDate","Ascending":false}]},` +
		`"matchCriteria":{"PreferredJobs":[],"Educations":[],"LicenseAndCertifications":[],"Skills":[],"hasNoLicenses":false,"SkippedSkills":[]}}`
	cornerstoneAsks = `{"careerSiteId":4,"careerSitePageId":4,"pageNumber":%d,"pageSize":25,"cultureId":1,"cultureName":"en-US","searchText":"",` +
		`"states":[],"countryCodes":[],"cities":[],"placeID":"","radius":null,"postingsWithinDays":null,` +
		`"customFieldCheckboxKeys":[],"customFieldDropdowns":[],"customFieldRadios":[]}`
	dayforceAsks = `{"clientNamespace":"palewater","jobBoardCode":"CANDIDATEPORTAL","cultureCode":"en-CA","distanceUnit":0,"paginationStart":%d}`
	paycomAsks   = `{"skip":%d,"take":100,"filtersForQuery":{"distanceFrom":0,"workEnvironments":[],"positionTypes":[],"educationLevels":[],` +
		`"categories":[],"travelTypes":[],"shiftTypes":[],"otherFilters":[],"keywordSearchText":"","location":"","sortOption":""}}`
)

// The places of the boards of testdata.
const (
	ukgAt         = "https://recruiting2.ultipro.com/NOR1000NWHF/JobBoard/7c1d2e3f-1111-4222-8333-944455556666"
	ukgKey        = "ukg/recruiting2.ultipro.com/NOR1000NWHF/7c1d2e3f-1111-4222-8333-944455556666"
	ukgReadyAt    = "https://secure.workforceready.com.au/ta/rest/ui/"
	ukgReadyJobs  = ukgReadyAt + "recruitment/companies/%7C6179255/job-requisitions"
	adpAt         = "https://workforcenow.adp.com/mascsr/default/careercenter/public/events/staffing/v1/job-requisitions"
	adpAsks       = "?cid=0154eb6b-035e-48d3-8281-02a72b69d53f&ccId=19000101_000001&lang=en_US&locale=en_US"
	adpMyJobsAt   = "https://my.adp.com/myadp_prefix/mycareer/public/staffing/v1/job-requisitions"
	adpMyJobsSite = "https://myjobs.adp.com/public/staffing/v1/career-site/quillfeather"
	dayforceFeed  = "https://www.dayforcehcm.com/api/palewater/V1/JobFeeds?includeActivePostingOnly=true&internalJobBoardCode=CANDIDATEPORTAL"
	dayforceSite  = "https://jobs.dayforcehcm.com/palewater/CANDIDATEPORTAL"
	dayforceCSRF  = "https://jobs.dayforcehcm.com/api/auth/csrf"
	dayforceAt    = "https://jobs.dayforcehcm.com/api/geo/palewater/jobposting/search"
	cornerstoneAt = "https://eu-fra.api.csod.com/rec-job-search/external/jobs"
	cornerstoneIs = "https://quillfeather.csod.com/ux/ats/careersite/4/home?c=quillfeather"
	softgardenAt  = "https://brackenfold.career.softgarden.de/jobs.feed.json"
	trakstarAt    = "https://jsapi.recruiterbox.com/v1/openings?client_name=northwharf"
	hibobAt       = "https://quillfeather.careers.hibob.com/api/job-ad"
	paycomKey     = "00ab7d8719436d93f65a09284ceea811"
	paycomPortal  = "https://www.paycomonline.net/v4/ats/web.php/portal/" + paycomKey + "/career-page"
	paycomAt      = "https://portal-applicant-tracking.us-cent.paycomonline.net/api/ats/"
)

func systemsD() []system {
	return []system{
		{key: ukgKey, empty: "empty.json", lists: []string{asks(ukgAt+"/JobBoardView/LoadSearchResults", ukgAsks, 0)}, answers: map[string]string{
			asks(ukgAt+"/JobBoardView/LoadSearchResults", ukgAsks, 0): "list-0.json",
			asks(ukgAt+"/JobBoardView/LoadSearchResults", ukgAsks, 2): "list-2.json",
			"GET " + ukgAt + "/": "board.html",
			"GET " + ukgAt + "/OpportunityDetail?opportunityId=0d5f1c5e-7a33-4b1e-9a51-3f1b2a8e0001": "detail-a.html",
			"GET " + ukgAt + "/OpportunityDetail?opportunityId=0d5f1c5e-7a33-4b1e-9a51-3f1b2a8e0002": "detail-b.html",
			"GET " + ukgAt + "/OpportunityDetail?opportunityId=0d5f1c5e-7a33-4b1e-9a51-3f1b2a8e0003": "detail-c.html",
		}},
		{key: "ukg-ready/secure.workforceready.com.au/6179255", empty: "empty.json", lists: []string{"GET " + ukgReadyJobs + "?offset=1&size=200"}, answers: map[string]string{
			"GET " + ukgReadyAt + "bootstrap/companies/%7C6179255/format-settings": "settings.json",
			"GET " + ukgReadyJobs + "?offset=1&size=200":                           "page-1.json",
			"GET " + ukgReadyJobs + "?offset=2&size=200":                           "page-2.json",
			"GET " + ukgReadyJobs + "/1040452356":                                  "detail-1.json",
			"GET " + ukgReadyJobs + "/1040451353":                                  "detail-2.json",
			"GET " + ukgReadyJobs + "/1040451000":                                  "detail-3.json",
		}},
		{key: "adp/0154eb6b-035e-48d3-8281-02a72b69d53f/19000101_000001", empty: "empty.json", answers: map[string]string{
			"GET " + adpAt + adpAsks + "&$top=100":         "list-1.json",
			"GET " + adpAt + adpAsks + "&$top=100&$skip=3": "list-3.json",
			"GET " + adpAt + "/596289" + adpAsks:           "detail-1.json",
			"GET " + adpAt + "/596290" + adpAsks:           "detail-2.json",
			"GET " + adpAt + "/9202933508022_1" + adpAsks:  "detail-3.json",
		}},
		{key: "adp-myjobs/quillfeather", empty: "empty.json", lists: []string{"GET " + adpMyJobsAt + "?$top=50&$skip=0"}, answers: map[string]string{
			"GET " + adpMyJobsSite:                    "site.json",
			"GET " + adpMyJobsAt + "?$top=50&$skip=0": "list-0.json",
			"GET " + adpMyJobsAt + "?$top=50&$skip=2": "list-2.json",
			"GET " + adpMyJobsAt + "/5001":            "detail-1.json",
			"GET " + adpMyJobsAt + "/5002":            "detail-2.json",
			"GET " + adpMyJobsAt + "/5003":            "detail-3.json",
		}},
		{key: "dayforce/palewater/CANDIDATEPORTAL", empty: "search-empty.json", lists: []string{asks(dayforceAt, dayforceAsks, 0)}, headers: dayforceCookies(), answers: map[string]string{
			"GET " + dayforceSite: "site.html", "GET " + dayforceCSRF: "csrf.json",
			asks(dayforceAt, dayforceAsks, 0): "search-0.json", asks(dayforceAt, dayforceAsks, 4): "search-4.json",
		}},
		{key: "cornerstone/quillfeather/4", empty: "empty.json", lists: []string{asks(cornerstoneAt, cornerstoneAsks, 1)}, answers: map[string]string{
			"GET " + cornerstoneIs: "home.html", asks(cornerstoneAt, cornerstoneAsks, 1): "page-1.json", asks(cornerstoneAt, cornerstoneAsks, 2): "page-2.json",
		}},
		{key: "softgarden/brackenfold", empty: "empty.json", answers: map[string]string{"GET " + softgardenAt: "feed.json"}},
		{key: "trakstar/northwharf", empty: "empty.json", answers: map[string]string{
			"GET " + trakstarAt + "&offset=0&limit=100": "list-0.json", "GET " + trakstarAt + "&offset=2&limit=100": "list-2.json",
		}},
		{key: "hibob/quillfeather", empty: "empty.json", answers: map[string]string{"GET " + hibobAt: "list.json"}},
		{key: "paycom/" + paycomKey, empty: "empty.json", lists: []string{asks(paycomAt+"job-posting-previews/search", paycomAsks, 0)}, answers: map[string]string{
			"GET " + paycomPortal: "portal.html",
			asks(paycomAt+"job-posting-previews/search", paycomAsks, 0): "list-0.json",
			asks(paycomAt+"job-posting-previews/search", paycomAsks, 2): "list-2.json",
			"GET " + paycomAt + "job-postings/546849":                   "detail-1.json",
			"GET " + paycomAt + "job-postings/546850":                   "detail-2.json",
			"GET " + paycomAt + "job-postings/546851":                   "detail-3.json",
		}},
	}
}

// asks names a question for a page.
func asks(address, question string, number int) string {
	return "POST " + address + " " + fmt.Sprintf(question, number)
}

// dayforceCookies are the cookies by which Dayforce opens a session.
func dayforceCookies() map[string]http.Header {
	return map[string]http.Header{"GET " + dayforceCSRF: {"Set-Cookie": {"__Host-next-auth.csrf-token=5f0c2a7e%7C9b1d; Path=/; HttpOnly; Secure; SameSite=Lax"}}}
}

// systemD returns one of the boards of testdata.
func systemD(t *testing.T, ats string) system {
	t.Helper()
	for _, s := range systemsD() {
		if s.ats() == ats {
			return s
		}
	}
	t.Fatalf("there is no board of %s in testdata", ats)
	return system{}
}

func FuzzUKG(f *testing.F)         { fuzzSystem(f, "ukg") }
func FuzzUKGReady(f *testing.F)    { fuzzSystem(f, "ukg-ready") }
func FuzzADP(f *testing.F)         { fuzzSystem(f, "adp") }
func FuzzADPMyJobs(f *testing.F)   { fuzzSystem(f, "adp-myjobs") }
func FuzzDayforce(f *testing.F)    { fuzzSystem(f, "dayforce") }
func FuzzCornerstone(f *testing.F) { fuzzSystem(f, "cornerstone") }
func FuzzSoftgarden(f *testing.F)  { fuzzSystem(f, "softgarden") }
func FuzzTrakstar(f *testing.F)    { fuzzSystem(f, "trakstar") }
func FuzzHiBob(f *testing.F)       { fuzzSystem(f, "hibob") }
func FuzzPaycom(f *testing.F)      { fuzzSystem(f, "paycom") }

// with returns the board with other answers beside its own; a request whose
// file is "" is not answered any more.
func (s system) with(answers map[string]string) system {
	all := maps.Clone(s.answers)
	maps.Copy(all, answers)
	maps.DeleteFunc(all, func(_, file string) bool { return file == "" })
	s.answers = all
	return s
}

// seenBy visits the board once and returns what it was asked, too.
func (s system) seenBy(t *testing.T, otherwise func(n int, request string) (*kith.Response, error)) (kith.Visit, []kith.Request) {
	t.Helper()
	var asked []kith.Request
	w := &web{system: s, t: t, otherwise: otherwise}
	v := board.New().Visit(t.Context(), fetchFrom(func(r kith.Request) (*kith.Response, error) {
		asked = append(asked, r)
		return w.fetch(r)
	}), source(s.key), nil)
	checkVisit(t, v)
	return v, asked
}

// named asks the board for the employer's name.
func (s system) named(t *testing.T) (string, error) {
	t.Helper()
	w := &web{system: s, t: t}
	return board.New().Name(t.Context(), fetchFrom(w.fetch), source(s.key).Board)
}

// answered answers one request with a status and a body, and leaves the others.
func answered(request string, status int, body string) func(int, string) (*kith.Response, error) {
	return func(_ int, asked string) (*kith.Response, error) {
		if asked != request {
			return nil, nil
		}
		return says(status, "%s", body)
	}
}

// wantOutcome checks how a visit ended, and that its reason tells no secret.
func wantOutcome(t *testing.T, v kith.Visit, want kith.Outcome, reason string) {
	t.Helper()
	if v.Outcome != want || !strings.Contains(v.Reason, reason) {
		t.Errorf("%s (%s), want %s (%s)", v.Outcome, v.Reason, want, reason)
	}
	for _, secret := range []string{"eyJ", "CfDJ8", "5f0c2a7e"} {
		if strings.Contains(v.Reason, secret) {
			t.Errorf("the reason tells the session: %s", v.Reason)
		}
	}
}

// addressesD are addresses with the keys of their boards, "" for none.
func addressesD() map[string]string {
	guid := "7c1d2e3f-1111-4222-8333-944455556666"
	return map[string]string{
		ukgAt: ukgKey, ukgAt + "/?q=&o=postedDateDesc": ukgKey,
		"https://RECRUITING2.ultipro.com/nor1000nwhf/jobboard/" + strings.ToUpper(guid) + "/OpportunityDetail?opportunityId=x": ukgKey,
		ukgAt + "/JobBoardView/LoadSearchResults":                            ukgKey,
		"https://recruiting.ultipro.ca/BRA5000/JobBoard/" + guid:             "ukg/recruiting.ultipro.ca/BRA5000/" + guid,
		"https://palewater.rec.pro.ukg.net/PAL1000PALE/JobBoard/" + guid:     "ukg/palewater.rec.pro.ukg.net/PAL1000PALE/" + guid,
		"https://recruiting.ultipro.com/BRA5000/JobBoard/not-a-board":        "",
		"https://recruiting.ultipro.com/BRA5000/Login":                       "",
		"https://palewater.ultipro.com/PAL1000PALE/JobBoard/" + guid:         "",
		"https://recruiting.ultipro.com.evil.example/B1000/JobBoard/" + guid: "",
		"https://rec.pro.ukg.net/PAL1000PALE/JobBoard/" + guid:               "",

		"https://secure.workforceready.com.au/ta/6179255.careers":                                          "ukg-ready/secure.workforceready.com.au/6179255",
		"https://secure4.saashr.com/ta/6162397.careers?ShowJob=1040452356&lang=en-US":                      "ukg-ready/secure4.saashr.com/6162397",
		"https://secure5.entertimeonline.com/ta/CBiz767AA.jobs":                                            "ukg-ready/secure5.entertimeonline.com/cbiz767aa",
		"https://prd01-hcm01.npr.mykronos.com/ta/6042637.careers?CareersSearch=":                           "ukg-ready/prd01-hcm01.npr.mykronos.com/6042637",
		"https://secure4.saashr.com/ta/rest/ui/recruitment/companies/%7C6162397/job-requisitions?offset=1": "ukg-ready/secure4.saashr.com/6162397",
		"https://secure4.saashr.com/ta/6162397.login":                                                      "",
		"https://secure4.saashr.com/ta/index.html":                                                         "",
		"https://localhost/ta/6162397.careers":                                                             "",
		"https://10.0.0.1/ta/6162397.careers":                                                              "",
		"https://secure4.saashr.com/careers":                                                               "",
		"https://workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html?cid=0154EB6B-035e-48d3-8281-02a72b69d53f&ccId=19000101_000001&lang=en_US&jobId=596289": "adp/0154eb6b-035e-48d3-8281-02a72b69d53f/19000101_000001",
		adpAt + adpAsks: "adp/0154eb6b-035e-48d3-8281-02a72b69d53f/19000101_000001",
		"https://workforcenow.cloud.adp.com/mascsr/default/mdf/recruitment/recruitment.html?ccid=9200_2&cid=0154eb6b-035e-48d3-8281-02a72b69d53f": "adp/0154eb6b-035e-48d3-8281-02a72b69d53f/9200_2",
		"https://workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html?cid=0154eb6b-035e-48d3-8281-02a72b69d53f":                   "",
		"https://workforcenow.adp.com/theme/admin.html":                                      "",
		"https://www.adp.com/?cid=0154eb6b-035e-48d3-8281-02a72b69d53f&ccId=19000101_000001": "",

		"https://myjobs.adp.com/QuillFeather/cx/job/5001": "adp-myjobs/quillfeather",
		"https://myjobs.adp.com/quillfeather?x=y":         "adp-myjobs/quillfeather",
		adpMyJobsSite:                            "adp-myjobs/quillfeather",
		"https://myjobs.adp.com/":                "",
		"https://myjobs.adp.com/public/staffing": "",
		"https://my.adp.com/quillfeather":        "",
		dayforceSite:                             "dayforce/palewater/CANDIDATEPORTAL", dayforceFeed: "dayforce/palewater/CANDIDATEPORTAL",
		"https://jobs.dayforcehcm.com/en-CA/PaleWater/join-us/jobs/3612/apply":                     "dayforce/palewater/join-us",
		"https://us61e2.dayforcehcm.com/CandidatePortal/en-US/palewater":                           "dayforce/palewater/CANDIDATEPORTAL",
		"https://us61e2.dayforcehcm.com/CandidatePortal/en-US/palewater/Site/Nurses":               "dayforce/palewater/Nurses",
		"https://us61e2.dayforcehcm.com/CandidatePortal/en-US":                                     "",
		"https://jobs.dayforcehcm.com/palewater":                                                   "",
		"https://jobs.dayforcehcm.com/en-US":                                                       "",
		"https://jobs.dayforcehcm.com/api/auth/csrf":                                               "",
		"https://jobs.dayforcehcm.com/_next/static":                                                "",
		"https://www.dayforcehcm.com/mydayforce/login.aspx":                                        "",
		"https://www.dayforce.com/careers/us":                                                      "",
		cornerstoneIs:                                                                              "cornerstone/quillfeather/4",
		"https://QuillFeather.csod.com/ux/ats/careersite/4/home/requisition/4711?c=quillfeather#x": "cornerstone/quillfeather/4",
		"https://quillfeather.csod.com/ux/ats/careersite/4":                                        "cornerstone/quillfeather/4",
		"https://quillfeather.csod.com/ux/ats/careersite/12/home?c=quill-group":                    "cornerstone/quillfeather/12/quill-group",
		"https://quillfeather.csod.com/ux/ats/careersite/home?c=quillfeather":                      "",
		"https://quillfeather.csod.com/client/quillfeather/default.aspx":                           "",
		"https://eu-fra.api.csod.com/rec-job-search/external/jobs":                                 "",
		"https://www.csod.com/ux/ats/careersite/4/home?c=www":                                      "",
		softgardenAt: "softgarden/brackenfold",
		"https://brackenfold.career.softgarden.de/jobs/60111660/Werftkoordinator/":     "softgarden/brackenfold",
		"https://brackenfold.softgarden.io/job/48677018/Segelmacher?l=de":              "softgarden/brackenfold.softgarden.io",
		"https://brackenfold.softgarden.io/de/widgets/jobs":                            "softgarden/brackenfold.softgarden.io",
		"https://career.softgarden.de/":                                                "",
		"https://certificate.softgarden.io/x":                                          "",
		"https://app.softgarden.io/login":                                              "",
		"https://www.softgarden.de/karriere":                                           "",
		"https://northwharf.hire.trakstar.com/jobs/fk0745/":                            "trakstar/northwharf",
		"https://northwharf.recruiterbox.com/jobs":                                     "trakstar/northwharf",
		trakstarAt + "&offset=0":                                                       "trakstar/northwharf",
		"https://jsapi.recruiterbox.com/v1/openings":                                   "",
		"https://apiv1.recruiterbox.com/frontend_api.html":                             "",
		"https://www.recruiterbox.com/":                                                "",
		"https://hire.trakstar.com/":                                                   "",
		"https://quillfeather.careers.hibob.com/jobs/04e764ae-fb6c-4303-ba2f-509b9178": "hibob/quillfeather",
		hibobAt:                                  "hibob/quillfeather",
		"https://careers.hibob.com/":             "",
		"https://app.hibob.com/login":            "",
		"https://a.b.careers.hibob.com/":         "",
		"https://quillfeather.hibob.com/careers": "",
		paycomPortal:                             "paycom/" + paycomKey,
		"https://paycomonline.net/v4/ats/web.php/portal/" + strings.ToUpper(paycomKey) + "/jobs/546849": "paycom/" + paycomKey,
		"https://www.paycomonline.net/v4/ats/web.php/jobs?clientkey=" + strings.ToUpper(paycomKey):      "paycom/" + paycomKey,
		"https://www.paycomonline.net/v4/ats/web.php/jobs/ViewJobDetails?job=9&clientkey=" + paycomKey:  "paycom/" + paycomKey,
		"https://www.paycomonline.net/v4/ats/web.php/portal/tooshort/career-page":                       "",
		"https://www.paycomonline.net/v4/cl/web.php/client-login?clientkey=" + paycomKey:                "",
		"https://portal-applicant-tracking.us-cent.paycomonline.net/api/ats/job-postings/1":             "",
	}
}

// TestAddressesD wants every form of address read, and nothing else.
func TestAddressesD(t *testing.T) {
	t.Parallel()
	registry := board.New()
	for given, want := range addressesD() {
		b, ok := registry.Parse(given)
		if key := b.Key(); ok != (want != "") || ok && key != want {
			t.Errorf("%s: %q, want %q", given, key, want)
		}
		if !ok {
			continue
		}
		if again, ok := registry.Parse(b.URL); !ok || again != b {
			t.Errorf("%s: its page %s is of %+v", given, b.URL, again)
		}
		if host, err := registry.Host(b); err != nil || host == "" {
			t.Errorf("%s: no host: %v", given, err)
		}
	}
}

// FuzzAddressesD reads addresses that are like those of the systems.
func FuzzAddressesD(f *testing.F) {
	for given := range addressesD() {
		f.Add(given)
	}
	registry := board.New()
	f.Fuzz(func(t *testing.T, given string) {
		b, ok := registry.Parse(given)
		if !ok {
			return
		}
		if again, ok := registry.Parse(b.URL); !ok || again != b {
			t.Errorf("%q is of %+v, and its page of %+v", given, b, again)
		}
		if host, err := registry.Host(b); err != nil || strings.ContainsAny(host, "/?#@ ") {
			t.Errorf("%q: host %q, %v", given, host, err)
		}
	})
}

// TestGapsD checks the pace where one is known.
func TestGapsD(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]time.Duration{
		"workforcenow.adp.com": 200 * time.Millisecond, "quillfeather.csod.com": time.Second, "eu-fra.api.csod.com": time.Second,
	} {
		if got := board.New().Gap(host); got != want {
			t.Errorf("%s: %s, want %s", host, got, want)
		}
	}
}
