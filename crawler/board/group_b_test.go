package board_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"kith"
	"kith/crawler/board"
)

// systemsB are the boards of group B.
func systemsB() []system {
	return []system{
		{key: "jazzhr/northwharf", empty: "empty.html", answers: map[string]string{
			"GET https://northwharf.applytojob.com/apply/jobs":                      "list.html",
			"GET https://northwharf.applytojob.com/apply/jobs/details/Kq7DyXUH4p":   "data.html",
			"GET https://northwharf.applytojob.com/apply/jobs/details/07350d2d7f03": "plain.html",
		}},
		{key: "icims/brackenfold", empty: "empty.html", answers: map[string]string{
			"GET https://careers-brackenfold.icims.com/jobs/search?ss=1&in_iframe=1&pr=0":             "page1.html",
			"GET https://careers-brackenfold.icims.com/jobs/search?ss=1&in_iframe=1&pr=1":             "page2.html",
			"GET https://careers-brackenfold.icims.com/jobs/1234/director%2c-revenue/job?in_iframe=1": "1234.html",
			"GET https://careers-brackenfold.icims.com/jobs/1240/site-engineer/job?in_iframe=1":       "1240.html",
		}},
		{key: "jobvite/palewater", empty: "empty.html", answers: map[string]string{
			"GET https://jobs.jobvite.com/palewater/search":               "page1.html",
			"GET https://jobs.jobvite.com/palewater/search?nl=1&p=1":      "page2.html",
			"GET https://jobs.jobvite.com/palewater/jobs":                 "page1.html",
			"GET https://app.jobvite.com/CompanyJobs/Xml.aspx?c=qPw7VfwU": "feed.xml",
			"GET https://jobs.jobvite.com/palewater/job/oct1Afww":         "oct1.html",
			"GET https://jobs.jobvite.com/palewater/job/oct2Afww":         "oct2.html",
			"GET https://jobs.jobvite.com/palewater/job/oct3Afww":         "oct3.html",
		}},
		{key: "paylocity/" + quillFeather, empty: "empty.html", answers: map[string]string{
			"GET https://recruiting.paylocity.com/recruiting/jobs/All/" + quillFeather: "list.html",
			"GET https://recruiting.paylocity.com/Recruiting/Jobs/Details/4141169":     "4141169.html",
			"GET https://recruiting.paylocity.com/Recruiting/Jobs/Details/4401262":     "4401262.html",
			"GET https://recruiting.paylocity.com/Recruiting/Jobs/Details/4500001":     "4500001.html",
		}},
		{key: "comeet/saltmarsh/F6.003", empty: "empty.json", lists: []string{saltmarshList}, answers: map[string]string{
			"GET https://www.comeet.com/jobs/saltmarsh/F6.003": "page.html",
			saltmarshList: "list.json",
		}},
		{key: "hrmdirect/tidewater", empty: "empty.html", answers: map[string]string{
			"GET https://tidewater.hrmdirect.com/employment/job-openings.php?search=true": "list.html",
			"GET https://tidewater.hrmdirect.com/employment/job-opening.php?req=3762934":  "3762934.html",
			"GET https://tidewater.hrmdirect.com/employment/job-opening.php?req=3779928":  "3779928.html",
		}},
		{key: "jibe/careers.foxglove.example", empty: "empty.json", answers: map[string]string{
			"GET https://careers.foxglove.example/api/jobs?page=1&limit=100&internal=false": "page1.json",
			"GET https://careers.foxglove.example/api/jobs?page=2&limit=100&internal=false": "page2.json",
		}},
		{key: "phenom/careers.larkspur.example", empty: "empty.json", lists: []string{"POST https://careers.larkspur.example/widgets", larkspur(0), larkspur(2)},
			answers: map[string]string{
				"GET https://careers.larkspur.example/": "front.html",
				larkspur(0):                             "page1.json", larkspur(2): "page2.json",
				"GET https://careers.larkspur.example/us/en/job/R-1":   "job-r1.html",
				"GET https://careers.larkspur.example/us/en/job/2":     "job-2.html",
				"GET https://careers.larkspur.example/us/en/job/R%2F3": "job-r3.html",
			},
			headers: map[string]http.Header{"GET https://careers.larkspur.example/": {"Set-Cookie": {"PHPPPE_ACT=1a2b; Path=/; Secure", "PLAY_SESSION=xyz; HttpOnly"}}},
		},
	}
}

// The names of what is asked for several times.
const (
	quillFeather  = "211e692d-c45a-4e3a-ae01-3e497af97929"
	saltmarshList = "GET https://www.comeet.co/careers-api/2.0/company/F6.003/positions?token=6F329B2DE6379829B2290&details=true"
)

// larkspur is the question for the rows from one on.
func larkspur(from int) string {
	return `POST https://careers.larkspur.example/widgets {"lang":"en_us","deviceType":"desktop","country":"us","pageName":"search-results","ddoKey":"refineSearch",` +
		`"siteType":"external","refNum":"LARKUS","sortBy":"","keywords":"","from":` + map[int]string{0: "0", 2: "2"}[from] + `,"size":100,"jobs":true,"counts":true,"global":true,"clearAll":false,` +
		`"all_fields":["category","country","state","city","type"],"selected_fields":{},"locationData":{}}`
}

func FuzzJazzHR(f *testing.F)    { fuzzSystem(f, "jazzhr") }
func FuzzICIMS(f *testing.F)     { fuzzSystem(f, "icims") }
func FuzzJobvite(f *testing.F)   { fuzzSystem(f, "jobvite") }
func FuzzPaylocity(f *testing.F) { fuzzSystem(f, "paylocity") }
func FuzzComeet(f *testing.F)    { fuzzSystem(f, "comeet") }
func FuzzHRMDirect(f *testing.F) { fuzzSystem(f, "hrmdirect") }
func FuzzJibe(f *testing.F)      { fuzzSystem(f, "jibe") }
func FuzzPhenom(f *testing.F)    { fuzzSystem(f, "phenom") }

// addressesB are addresses, the key of the board that each is of, and its page;
// "" for those that are of no board of group B.
func addressesB() map[string][2]string {
	const (
		jazz     = "https://northwharf.applytojob.com/apply"
		icims    = "https://careers-brackenfold.icims.com/jobs/search?ss=1"
		jobvite  = "https://jobs.jobvite.com/palewater/jobs"
		paylo    = "https://recruiting.paylocity.com/recruiting/jobs/All/" + quillFeather
		comeet   = "https://www.comeet.com/jobs/saltmarsh/F6.003"
		tide     = "https://tidewater.hrmdirect.com/employment/job-openings.php"
		foxglove = "https://foxglove.jibeapply.com/jobs"
	)
	return map[string][2]string{
		"https://northwharf.applytojob.com":                                 {"jazzhr/northwharf", jazz},
		"http://NorthWharf.applytojob.com/apply/":                           {"jazzhr/northwharf", jazz},
		"https://northwharf.applytojob.com/apply/jobs/":                     {"jazzhr/northwharf", jazz},
		"https://northwharf.applytojob.com/apply/Kq7DyXUH4p/Night-Planner":  {"jazzhr/northwharf", jazz},
		"https://northwharf.applytojob.com/apply/jobs/details/Kq7DyXUH4p?&": {"jazzhr/northwharf", jazz},
		"//app.jazz.co/widgets/basic/create/northwharf":                     {"jazzhr/northwharf", jazz},
		"https://www.applytojob.com/apply":                                  {},
		"https://applytojob.com/apply":                                      {},
		"https://app.applytojob.com/":                                       {},
		"https://a.b.applytojob.com/apply":                                  {},
		"https://app.jazz.co/login":                                         {},
		"https://northwharf.applytojob.com.evil.example/":                   {},

		"https://careers-brackenfold.icims.com":                                                {"icims/brackenfold", icims},
		"https://careers-brackenfold.icims.com/jobs/search?ss=1&hashed=-625920382&in_iframe=1": {"icims/brackenfold", icims},
		"https://careers-brackenfold.icims.com/jobs/1234/director%2c-revenue/job?in_iframe=1":  {"icims/brackenfold", icims},
		"https://careers-brackenfold.icims.com/jobs/intro":                                     {"icims/brackenfold", icims},
		"https://careers-brackenfold.icims.com/sitemap.xml":                                    {"icims/brackenfold", icims},
		"https://uscareers-brackenfold.icims.com/jobs/search":                                  {"icims/uscareers-brackenfold.icims.com", "https://uscareers-brackenfold.icims.com/jobs/search?ss=1"},
		"https://jobs-brackenfold.icims.com/":                                                  {"icims/jobs-brackenfold.icims.com", "https://jobs-brackenfold.icims.com/jobs/search?ss=1"},
		"https://careers-canada-brackenfold.icims.com/":                                        {"icims/canada-brackenfold", "https://careers-canada-brackenfold.icims.com/jobs/search?ss=1"},
		"https://hub-brackenfold.icims.com/jobs/search?ss=1":                                   {"icims/hub-brackenfold.icims.com", "https://hub-brackenfold.icims.com/jobs/search?ss=1"},
		"https://www.icims.com/products/":                                                      {},
		"https://login.icims.com/u/login":                                                      {},
		"https://developer.icims.com/":                                                         {},
		"https://media.icims.com/training/1":                                                   {},
		"https://cdn01.icims.com/icims3/x.js":                                                  {},
		"https://icims.com":                                                                    {},
		"https://careers-.icims.com/":                                                          {},

		"https://jobs.jobvite.com/palewater":                               {"jobvite/palewater", jobvite},
		"https://jobs.jobvite.com/Palewater/jobs":                          {"jobvite/palewater", jobvite},
		"https://jobs.jobvite.com/careers/palewater/job/oct1Afww?__jvst=x": {"jobvite/palewater", jobvite},
		"https://jobs.jobvite.com/palewater/job/oct1Afww":                  {"jobvite/palewater", jobvite},
		"https://jobs.jobvite.com/api/company/palewater/jobs":              {"jobvite/palewater", jobvite},
		"https://jobs.jobvite.com/fieldcore-review":                        {"jobvite/fieldcore-review", "https://jobs.jobvite.com/fieldcore-review/jobs"},
		"https://jobs.jobvite.com/":                                        {},
		"https://jobs.jobvite.com/careers":                                 {},
		"https://jobs.jobvite.com/__assets__/styles/x.css":                 {},
		"https://jobs.jobvite.com/robots.txt":                              {},
		"https://jobs.jobvite.com/CompanyJobs/Xml.aspx?c=qPw7VfwU":         {},
		"https://app.jobvite.com/CompanyJobs/Xml.aspx?c=qPw7VfwU":          {},
		"https://search.jobvite.com/?invalid=1":                            {},
		"https://www.jobvite.com/palewater":                                {},

		paylo: {"paylocity/" + quillFeather, paylo},
		"https://recruiting.paylocity.com/Recruiting/Jobs/All/" + strings.ToUpper(quillFeather) + "/Quill-Feather-Inc": {"paylocity/" + quillFeather, paylo},
		"https://recruiting.paylocity.com/recruiting/v2/api/feed/jobs/" + quillFeather:                                 {"paylocity/" + quillFeather, paylo},
		"https://recruiting.paylocity.com/Recruiting/Jobs/Details/4141169":                                             {},
		"https://recruiting.paylocity.com/Recruiting/Jobs/Apply/4141169":                                               {},
		"https://recruiting.paylocity.com/recruiting/jobs/All/not-a-guid":                                              {},
		"https://recruiting.paylocity.com/Recruiting/PublicLeads/New/" + quillFeather:                                  {},
		"https://access.paylocity.com/":                                                                                {},

		"https://www.comeet.com/jobs/saltmarsh/F6.003":                                                            {"comeet/saltmarsh/F6.003", comeet},
		"https://www.comeet.co/jobs/Saltmarsh/f6.003/field-engineer/18.767-9B.20A?coref=1.10":                     {"comeet/saltmarsh/F6.003", comeet},
		"https://comeet.com/jobs/saltmarsh/F6.003/all":                                                            {"comeet/saltmarsh/F6.003", comeet},
		"https://www.comeet.co/careers-api/2.0/company/F6.003/positions?token=6F329B2DE6379829B2290&details=true": {"comeet/F6.003/6F329B2DE6379829B2290", ""},
		"https://www.comeet.co/careers-api/2.0/company/F6.003/positions":                                          {},
		"https://www.comeet.com/jobs/saltmarsh":                                                                   {},
		"https://www.comeet.co/careers-api/api.js":                                                                {},
		"https://www.comeet.com/about":                                                                            {},
		"https://app.comeet.co/jobs/saltmarsh/F6.003":                                                             {},

		"https://tidewater.hrmdirect.com/employment/job-openings.php?search=true&nohd=&dept=-1": {"hrmdirect/tidewater", tide},
		"https://tidewater.hrmdirect.com/employment/job-opening.php?req=3762934&req_loc=1#job":  {"hrmdirect/tidewater", tide},
		"https://tidewater.hrmdirect.com":                                              {"hrmdirect/tidewater", tide},
		"https://apply.hrmdirect.com/resumedirect/ApplyOnline/ApplyInfo.aspx?req_id=1": {},
		"https://www.hrmdirect.com/":                                                   {},
		"https://hrmdirect.com/employment/job-openings.php":                            {},

		"https://foxglove.jibeapply.com/jobs/5441":            {"jibe/foxglove.jibeapply.com", foxglove},
		"https://foxglove.jibeapply.com/api/jobs?page=2":      {"jibe/foxglove.jibeapply.com", foxglove},
		"https://www.jibeapply.com/":                          {},
		"https://hexdigital.jibeapply.com/jobs":               {}, // the maker's own example
		"https://careers.larkspur.example/us/en/job/R-1/x":    {},
		"https://cdn.phenompeople.com/CareerConnectResources": {},
	}
}

func TestAddressesB(t *testing.T) {
	t.Parallel()
	registry := board.New()
	for given, want := range addressesB() {
		got, ok := registry.Parse(given)
		if !ok {
			got = kith.Board{}
		}
		key := ""
		if ok {
			key = got.Key()
		}
		if key != want[0] || got.URL != want[1] {
			t.Errorf("%q: got %q at %q, want %q", given, key, got.URL, want)
		}
		if !ok {
			continue
		}
		if again, ok := registry.Parse(got.URL); got.URL != "" && (!ok || again != got) {
			t.Errorf("%q: its page %q is of %+v, not of %+v", given, got.URL, again, got)
		}
		if host, err := registry.Host(got); err != nil || strings.ContainsAny(host, "/?#@ ") {
			t.Errorf("%q: host %q, error %v", given, host, err)
		}
	}
}

// TestHostsB wants hosts for tokens, and none for what could lead elsewhere.
func TestHostsB(t *testing.T) {
	t.Parallel()
	registry := board.New()
	for key, want := range map[string]string{
		"jazzhr/northwharf": "northwharf.applytojob.com", "jazzhr/www": "", "jazzhr/a.b": "", "jazzhr/A": "",
		"icims/brackenfold": "careers-brackenfold.icims.com", "icims/hub-x.icims.com": "hub-x.icims.com", "icims/evil.example": "", "icims/a/../b": "",
		"jobvite/palewater": "jobs.jobvite.com", "jobvite/a b": "", "jobvite/..": "",
		"paylocity/" + quillFeather: "recruiting.paylocity.com", "paylocity/any": "",
		"comeet/saltmarsh/F6.003": "www.comeet.co", "comeet/F6.003/6F329B2DE6379829B2290": "www.comeet.co", "comeet/saltmarsh": "",
		"comeet/saltmarsh/f6.003": "", "comeet/saltmarsh/F6.003/x": "", "comeet/a?b/F6.003": "",
		"hrmdirect/tidewater": "tidewater.hrmdirect.com", "hrmdirect/www": "",
		"jibe/careers.foxglove.example": "careers.foxglove.example", "jibe/localhost": "", "jibe/careers.foxglove.example/x": "", "jibe/user@foxglove.example": "",
		"phenom/careers.larkspur.example": "careers.larkspur.example", "phenom/www.larkspur.example/careers/us/en": "www.larkspur.example",
		"phenom/careers.larkspur.example:8080": "", "phenom/careers.larkspur.example/../x": "", "phenom/larkspur": "", "phenom/a.b?c": "",
	} {
		got, err := registry.Host(source(key).Board)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%s: got %q, %v; want %q", key, got, err, want)
		}
	}
	for host, want := range map[string]time.Duration{"foxglove.jibeapply.com": 5 * time.Second, "northwharf.applytojob.com": 0, "jobs.jobvite.com": 0} {
		if got := registry.Gap(host); got != want {
			t.Errorf("%s: a gap of %s, want %s", host, got, want)
		}
	}
}

// TestRecognizeB finds the boards that a page shows in other ways than by an
// address.
func TestRecognizeB(t *testing.T) {
	t.Parallel()
	const phApp = `<script>var phApp = phApp || {"baseUrl":"https://%s","refNum":"X"};phApp.ddo = {"eagerLoadRefineSearch":{}};</script>`
	registry := board.New()
	for _, c := range []struct{ base, body, key, page string }{
		{"https://saltmarsh.example/jobs", `<script>COMEET.init({"token": "6F329B2DE6379829B2290", "company-uid": "F6.003", "company-name": "saltmarsh"})</script>`, "comeet/saltmarsh/F6.003", "https://www.comeet.com/jobs/saltmarsh/F6.003"},
		{"https://saltmarsh.example/jobs", `<script>comeetInit = {token: '6F329B2DE6379829B2290', 'company-uid': 'f6.003'}</script>`, "comeet/F6.003/6F329B2DE6379829B2290", ""},
		{"https://saltmarsh.example/jobs", `<script>COMEET.init({"company-uid": "F6.003"})</script>`, "", ""},
		{"https://saltmarsh.example/jobs", `<p>We hire with "company-uid": "F6.003"</p>`, "", ""},
		{"https://careers.foxglove.example/jobs?keywords=x", `<html data-jibe-search-version="4.11.178">`, "jibe/careers.foxglove.example", "https://careers.foxglove.example/jobs"},
		{"https://foxglove.jibeapply.com/", `<script>window._jibe = {"cid":"foxglove"};</script>`, "jibe/foxglove.jibeapply.com", "https://foxglove.jibeapply.com/jobs"},
		{"https://foxglove.example/", `<a href="https://foxglove.jibeapply.com/jobs">Jobs</a>`, "", ""},
		{"https://192.168.0.1/", `<html data-jibe-search-version="4">`, "", ""},
		{"https://careers.larkspur.example/us/en/search-results", fmt.Sprintf(phApp, "careers.larkspur.example/us/en/"), "phenom/careers.larkspur.example", "https://careers.larkspur.example/us/en/search-results"},
		{"https://careers.larkspur.example/", fmt.Sprintf(phApp, "careers.larkspur.example/global/en/"), "phenom/careers.larkspur.example", "https://careers.larkspur.example/global/en/search-results"},
		{"https://www.larkspur.example/careers/us/en/home", fmt.Sprintf(phApp, "www.larkspur.example/careers/us/en/"), "phenom/www.larkspur.example/careers/us/en", "https://www.larkspur.example/careers/us/en/search-results"},
		{"https://careers.larkspur.example/us/en/teams/hr", fmt.Sprintf(phApp, "someone.else.example/de/de/"), "phenom/careers.larkspur.example", "https://careers.larkspur.example/us/en/search-results"},
		{"https://larkspur.example/news", `<p>Phenom (phenompeople.com) is our partner</p><script src="/widgets/x.js"></script>`, "", ""},
		{"https://10.0.0.1/us/en", fmt.Sprintf(phApp, "10.0.0.1/us/en/"), "", ""},
	} {
		got, ok := registry.Recognize([]byte(c.body), c.base)
		if !ok {
			got = kith.Board{}
		}
		key := ""
		if ok {
			key = got.Key()
		}
		if key != c.key || got.URL != c.page {
			t.Errorf("%s: got %q at %q, want %q at %q (%.60s)", c.base, key, got.URL, c.key, c.page, c.body)
		}
	}
}

// systemB returns a board of group B.
func systemB(t *testing.T, ats string) system {
	t.Helper()
	for _, s := range systemsB() {
		if s.ats() == ats {
			return s
		}
	}
	t.Fatalf("there is no board of %s", ats)
	return system{}
}

// TestNamesB asks boards for the names of their employers.
func TestNamesB(t *testing.T) {
	t.Parallel()
	for ats, want := range map[string]string{
		"jazzhr": "Northwharf Freight, Inc", "icims": "Brackenfold Mills, LLC", "jobvite": "Palewater Health", "paylocity": "Quill Feather Printing Corporation",
		"comeet": "Saltmarsh Sensors", "hrmdirect": "Tidewater Union", "jibe": "", "phenom": "Larkspur Motors",
	} {
		w := &web{system: systemB(t, ats), t: t}
		if name, err := board.New().Name(t.Context(), fetchFrom(w.fetch), source(w.key).Board); name != want || err != nil {
			t.Errorf("%s: %q, %v; want %q", ats, name, err, want)
		}
		for status, want := range map[int]kith.Code{404: kith.CodeNotFound, 403: kith.CodeRefused, 500: kith.CodeUnavailable, 200: kith.CodeUnavailable} {
			nobody := fetchFrom(func(kith.Request) (*kith.Response, error) { return says(status, "<html><body>Hm</body></html>") })
			if name, err := board.New().Name(t.Context(), nobody, source(w.key).Board); kith.CodeOf(err) != want || name != "" {
				t.Errorf("%s answering %d: %q, %v; want %s", ats, status, name, err, want)
			}
		}
	}
}
