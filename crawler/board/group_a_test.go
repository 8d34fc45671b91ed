package board_test

import (
	"strings"
	"testing"
	"time"

	"kith"
	"kith/crawler/board"
)

// systemsA are the systems of group A.
func systemsA() []system {
	personio := "GET https://palewater.jobs.personio.de"
	bamboo := "GET https://greengageorchards.bamboohr.com/careers/"
	rippling := "GET https://api.rippling.com/platform/api/ats/v1/board/halden-ferries/jobs"
	joined := "GET https://join.com/companies/tallow-and-wick"
	return []system{
		{key: "workable/northwharf", empty: "empty.json", answers: map[string]string{
			"GET https://apply.workable.com/api/v1/widget/accounts/northwharf?details=true": "list.json",
		}},
		{key: "recruitee/quillfeather", empty: "empty.json", answers: map[string]string{
			"GET https://quillfeather.recruitee.com/api/offers/": "list.json",
		}},
		{key: "personio/palewater", empty: "empty.xml", answers: map[string]string{
			personio + "/xml": "list.xml", personio + "/job/4104": "job-4104.html",
		}},
		{key: "teamtailor/brackenfold", empty: "empty.rss", answers: map[string]string{
			"GET https://brackenfold.teamtailor.com/jobs.rss?per_page=200&offset=0": "list.rss",
		}},
		{key: "breezy/saltmarsh", empty: "empty.json", answers: map[string]string{
			"GET https://saltmarsh.breezy.hr/json?verbose=true":            "list.json",
			"GET https://saltmarsh.breezy.hr/p/1c0ffee0002b-glaze-chemist": "chemist.html",
			"GET https://saltmarsh.breezy.hr/p/1c0ffee0003c-clay-digger":   "digger.html",
		}},
		{key: "pinpoint/lowbarn", empty: "empty.json", answers: map[string]string{
			"GET https://lowbarn.pinpointhq.com/postings.json":     "list.json",
			"GET https://lowbarn.pinpointhq.com/postings/90002":    "painter.html",
			"GET https://lowbarn.pinpointhq.com/en/postings/90003": "trimmer.html",
		}},
		{key: "rippling/halden-ferries", empty: "empty.json", answers: map[string]string{
			rippling: "list.json",
			rippling + "/3f2c9a4e-1b5d-4c6f-8e7a-0123456789ab": "mate.json",
			rippling + "/aaaaaaaa-0000-4000-8000-000000000002": "analyst.json",
		}},
		{key: "bamboohr/greengageorchards", empty: "empty.json", answers: map[string]string{
			bamboo + "list": "list.json", bamboo + "86/detail": "86.json", bamboo + "87/detail": "87.json", bamboo + "88/detail": "88.json",
		}},
		{key: "gem/fenwick-optics", empty: "empty.json", answers: map[string]string{
			"GET https://api.gem.com/job_board/v0/fenwick-optics/job_posts/": "list.json",
		}},
		{key: "join/tallow-and-wick", empty: "empty.html", answers: map[string]string{
			joined: "page-1.html", joined + "?page=2": "page-2.html",
			joined + "/16000001-kerzenzieher": "job-1.html", joined + "/16000002-wax-buyer": "job-2.html", joined + "/16000003-wick-braider": "job-3.html",
			joined + "/16000004-packer": "job-1.html", joined + "/16000005": "job-1.html", joined + "/16000006-shop-lead": "job-1.html",
			joined + "/16000007-bee-keeper": "job-1.html",
		}},
	}
}

func FuzzWorkable(f *testing.F)   { fuzzSystem(f, "workable") }
func FuzzRecruitee(f *testing.F)  { fuzzSystem(f, "recruitee") }
func FuzzPersonio(f *testing.F)   { fuzzSystem(f, "personio") }
func FuzzTeamtailor(f *testing.F) { fuzzSystem(f, "teamtailor") }
func FuzzBreezy(f *testing.F)     { fuzzSystem(f, "breezy") }
func FuzzPinpoint(f *testing.F)   { fuzzSystem(f, "pinpoint") }
func FuzzRippling(f *testing.F)   { fuzzSystem(f, "rippling") }
func FuzzBambooHR(f *testing.F)   { fuzzSystem(f, "bamboohr") }
func FuzzGem(f *testing.F)        { fuzzSystem(f, "gem") }
func FuzzJoin(f *testing.F)       { fuzzSystem(f, "join") }

// addressesA are addresses with the key and the page of their boards, "" for
// those of none.
func addressesA() map[string][2]string {
	workable := [2]string{"workable/northwharf", "https://apply.workable.com/northwharf/"}
	recruitee := [2]string{"recruitee/quillfeather", "https://quillfeather.recruitee.com/"}
	personioDE := [2]string{"personio/palewater", "https://palewater.jobs.personio.de/"}
	personioCOM := [2]string{"personio/palewater", "https://palewater.jobs.personio.com/"}
	teamtailor := [2]string{"teamtailor/brackenfold", "https://brackenfold.teamtailor.com/jobs"}
	breezy := [2]string{"breezy/saltmarsh-2", "https://saltmarsh-2.breezy.hr/"}
	pinpoint := [2]string{"pinpoint/lowbarn", "https://lowbarn.pinpointhq.com/"}
	rippling := [2]string{"rippling/halden-ferries", "https://ats.rippling.com/halden-ferries/jobs"}
	bamboo := [2]string{"bamboohr/greengage", "https://greengage.bamboohr.com/careers"}
	gem := [2]string{"gem/fenwick-optics", "https://jobs.gem.com/fenwick-optics"}
	joined := [2]string{"join/tallow", "https://join.com/companies/tallow"}
	none := [2]string{}
	return map[string][2]string{
		"https://apply.workable.com/northwharf/":                                      workable,
		"https://apply.workable.com/Northwharf?lng=en":                                workable,
		"https://apply.workable.com/northwharf/j/4C0FFEE001/apply/":                   workable,
		"https://apply.workable.com/northwharf/jobs/view/4C0FFEE001.md":               workable,
		"https://apply.workable.com/api/v1/widget/accounts/northwharf?details=true":   workable,
		"https://apply.workable.com/api/v3/accounts/northwharf/jobs":                  workable,
		"https://apply.workable.com/api/v2/accounts/northwharf/jobs/4C0FFEE001":       workable,
		"https://www.workable.com/api/accounts/northwharf?details=true":               workable,
		"https://northwharf.workable.com/jobs/30606":                                  workable,
		"https://apply.workable.com/j/4C0FFEE001":                                     none, // one opening, of whomever
		"https://apply.workable.com/j/4C0FFEE001/apply":                               none,
		"https://apply.workable.com/api/v1/widget":                                    none,
		"https://apply.workable.com/robots.txt":                                       none,
		"https://www.workable.com/customers":                                          none,
		"https://jobs.workable.com/view/abc":                                          none,
		"https://help.workable.com/hc":                                                none,
		"https://quillfeather.recruitee.com":                                          recruitee,
		"https://quillfeather.recruitee.com/o/bookbinder/c/new":                       recruitee,
		"https://QuillFeather.recruitee.com/api/offers/":                              recruitee,
		"https://app.recruitee.com/quillfeather":                                      none,
		"https://careers-analytics.recruitee.com/collect":                             none, // is in every page
		"https://api.recruitee.com/c/quillfeather":                                    none,
		"https://www.recruitee.com/":                                                  none,
		"https://recruitee.com/":                                                      none,
		"https://a.b.recruitee.com/":                                                  none,
		"https://palewater.jobs.personio.de/":                                         personioDE,
		"https://palewater.jobs.personio.de/xml?language=en":                          personioDE,
		"https://palewater.jobs.personio.com/job/4103?display=de":                     personioCOM,
		"https://palewater.personio.de/":                                              none, // where they sign in
		"https://palewater.personio.de/login":                                         none,
		"https://jobs.personio.de/":                                                   none,
		"https://www.personio.com/about-personio/careers/":                            none,
		"https://brackenfold.teamtailor.com/":                                         teamtailor,
		"https://brackenfold.teamtailor.com/fr-CA/jobs/8191515-peat-surveyor-mapper":  teamtailor,
		"https://brackenfold.teamtailor.com/jobs.rss":                                 teamtailor,
		"https://career.teamtailor.com/jobs":                                          {"teamtailor/career", "https://career.teamtailor.com/jobs"}, // Teamtailor's own
		"https://meteor-169.na.teamtailor.com/jobs/1":                                 {"teamtailor/meteor-169.na.teamtailor.com", "https://meteor-169.na.teamtailor.com/jobs"},
		"https://app.na.teamtailor.com/companies/x":                                   none,
		"https://app.teamtailor.com/companies/x@eu/dashboard":                         none,
		"https://api.teamtailor.com/v1/jobs":                                          none,
		"https://www.teamtailor.com/en/jobs":                                          none,
		"https://images.teamtailor-cdn.com/x.png":                                     none,
		"https://teamtailor.com.evil.example/jobs":                                    none,
		"https://saltmarsh-2.breezy.hr/":                                              breezy,
		"https://saltmarsh-2.breezy.hr/p/1c0ffee0001a-kiln-operator/apply":            breezy,
		"//saltmarsh-2.breezy.hr/json":                                                breezy,
		"https://breezy.hr/":                                                          none,
		"https://app.breezy.hr/signin":                                                none,
		"https://api.breezy.hr/v3/company/x/positions":                                none,
		"https://lowbarn.pinpointhq.com":                                              pinpoint,
		"https://lowbarn.pinpointhq.com/en/postings/90001":                            pinpoint,
		"https://lowbarn.pinpointhq.com/postings.json":                                pinpoint,
		"https://www.pinpointhq.com/pricing":                                          none,
		"https://app.pinpointhq.com/":                                                 none,
		"https://ats.rippling.com/halden-ferries/jobs":                                rippling,
		"https://ats.rippling.com/en-GB/halden-ferries/jobs/3f2c9a4e":                 rippling,
		"https://ats.us1.rippling.com/halden-ferries/jobs":                            rippling,
		"https://ats.rippling.com/halden-ferries":                                     rippling,
		"https://api.rippling.com/platform/api/ats/v1/board/halden-ferries/jobs/3f2c": rippling,
		"https://ats.rippling.com/api/v2/board/halden-ferries/jobs?page=0":            rippling,
		"https://ats.rippling.com/en-GB":                                              none,
		"https://ats.rippling.com/":                                                   none,
		"https://ats.rippling.com/halden-ferries/login":                               none,
		"https://ats.rippling.com/_next/static/x.js":                                  none,
		"https://app.rippling.com/halden-ferries/jobs":                                none,
		"https://www.rippling.com/careers":                                            none,
		"https://greengage.bamboohr.com/careers":                                      bamboo,
		"https://greengage.bamboohr.com/careers/86?source=x":                          bamboo,
		"https://greengage.bamboohr.com/jobs/embed2.php":                              bamboo,
		"https://greengage.bamboohr.com/js/embed.js":                                  bamboo,
		"https://www.bamboohr.com/careers/":                                           none,
		"https://app.bamboohr.com/login":                                              none,
		"https://bamboohr.com/careers/123":                                            none,
		"https://jobs.gem.com/fenwick-optics":                                         gem,
		"https://jobs.gem.com/Fenwick-Optics/am9icG9zdDox?src=x":                      gem,
		"https://api.gem.com/job_board/v0/fenwick-optics/job_posts/":                  gem,
		"https://api.gem.com/job_board/v0/reference":                                  none,
		"https://jobs.gem.com/api/public/graphql/batch":                               none,
		"https://jobs.gem.com/":                                                       none,
		"https://www.gem.com/customers":                                               none,
		"https://join.com/companies/tallow":                                           joined,
		"https://join.com/companies/Tallow/16000001-kerzenzieher?pid=x":               joined,
		"https://www.join.com/de/companies/tallow":                                    joined,
		"https://join.com/en-us/companies/tallow":                                     joined,
		"https://join.com/api/public/companies/48213/jobs":                            none, // a number names no page
		"https://join.com/companies":                                                  none,
		"https://join.com/jobs/1":                                                     none,
		"https://join.com/":                                                           none,
		"https://join.com/companies/" + strings.Repeat("a", 101):                      none,
		"https://" + strings.Repeat("a", 64) + ".breezy.hr/":                          none,
		"https://-x.breezy.hr/":                                                       none,
		"https://xn--mnchen-3ya.recruitee.com/":                                       {"recruitee/xn--mnchen-3ya", "https://xn--mnchen-3ya.recruitee.com/"},
	}
}

func TestAddressesA(t *testing.T) {
	t.Parallel()
	registry := board.New()
	for given, want := range addressesA() {
		got, ok := registry.Parse(given)
		if !ok {
			got = kith.Board{}
		}
		if key := got.Key(); (want[0] == "" && ok) || (want[0] != "" && key != want[0]) || got.URL != want[1] {
			t.Errorf("%.120q: got %q at %q, want %q", given, key, got.URL, want)
		}
		if !ok {
			continue
		}
		if again, ok := registry.Parse(got.URL); !ok || again != got {
			t.Errorf("%.120q: its page %q is of %+v, not of %+v", given, got.URL, again, got)
		}
		if host, err := registry.Host(got); err != nil || strings.ContainsAny(host, "/?#@ ") {
			t.Errorf("%.120q: host %q, error %v", given, host, err)
		}
	}
}

// TestHostsA wants hosts for tokens, and none for what could lead elsewhere.
func TestHostsA(t *testing.T) {
	t.Parallel()
	registry := board.New()
	for key, want := range map[string]string{
		"recruitee/quillfeather":                     "quillfeather.recruitee.com",
		"recruitee/jobs.quillfeather.example":        "jobs.quillfeather.example",
		"recruitee/quillfeather.recruitee.com":       "", // has a shorter token
		"recruitee/app":                              "",
		"recruitee/127.0.0.1":                        "",
		"recruitee/localhost":                        "localhost.recruitee.com",
		"recruitee/jobs.example:8080":                "",
		"recruitee/user@jobs.example":                "",
		"recruitee/Jobs.example":                     "",
		"recruitee/..":                               "",
		"teamtailor/brackenfold":                     "brackenfold.teamtailor.com",
		"teamtailor/meteor.na.teamtailor.com":        "meteor.na.teamtailor.com",
		"teamtailor/career.brackenfold.example":      "career.brackenfold.example",
		"personio/palewater":                         "palewater.jobs.personio.de",
		"personio/jobs.palewater.example":            "", // has no hosts of its own
		"breezy/saltmarsh.example":                   "",
		"bamboohr/www":                               "",
		"pinpoint/a/b":                               "",
		"workable/northwharf":                        "apply.workable.com",
		"workable/a?b":                               "",
		"rippling/halden-ferries":                    "api.rippling.com",
		"gem/a.b":                                    "",
		"join/tallow":                                "join.com",
		"join/":                                      "",
		"join/" + strings.Repeat("a", 300):           "",
		"recruitee/" + strings.Repeat("a.", 5) + "a": "", // a last label of one letter
	} {
		got, err := registry.Host(source(key).Board)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%.80s: got %q, %v; want %q", key, got, err, want)
		}
		if err != nil && kith.CodeOf(err) != kith.CodeInvalid {
			t.Errorf("%.80s: an error of the code %s", key, kith.CodeOf(err))
		}
		if want != "" {
			continue
		}
		if v := registry.Visit(t.Context(), nil, source(key), nil); v.Outcome != kith.OutcomeFailed || v.Requests > 0 {
			t.Errorf("%.80s: %s after %d requests", key, v.Outcome, v.Requests)
		}
	}
}

// TestGapA keeps the paces that are known of the systems.
func TestGapA(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]time.Duration{
		"apply.workable.com": 500 * time.Millisecond, "join.com": 700 * time.Millisecond,
		"api.gem.com": 0, "api.rippling.com": 0, "quillfeather.recruitee.com": 0,
	} {
		if got := board.New().Gap(host); got != want {
			t.Errorf("%s: got %s, want %s", host, got, want)
		}
	}
}

// TestRecognizeA finds the boards that a page shows in other ways than by an
// address.
func TestRecognizeA(t *testing.T) {
	t.Parallel()
	registry := board.New()
	for _, c := range []struct{ base, body, want string }{
		{"https://jobs.quillfeather.example/", `<link href="https://recruiteecdn.com/a.css"><script>window.recruitee = {}</script>`, "recruitee/jobs.quillfeather.example"},
		{"https://jobs.quillfeather.example/", `<script>send("https://careers-analytics.recruitee.com/")</script>`, "recruitee/jobs.quillfeather.example"},
		{"https://quillfeather.recruitee.com/", `<html>`, "recruitee/quillfeather"},
		{"https://www.quillfeather.example/jobs", `<script src="https://recruiteecdn.com/widget.js"></script><script>var rtWidget = {companies: ["quillfeather"]}</script>`, "recruitee/quillfeather"},
		{"https://www.quillfeather.example/jobs", `<script>var w = RTWidget({"companies": [12345]})</script>`, ""},
		{"https://www.quillfeather.example/jobs", `<script>RTWidget({"api": "https://quillfeather.recruitee.com/api"})</script>`, "recruitee/quillfeather"},
		{"https://www.quillfeather.example/jobs", `<script>RTWidget({"api": "https://app.recruitee.com/api"})</script>`, ""},
		{"https://192.0.2.7/", `<link href="https://recruiteecdn.com/a.css">`, ""},
		{"https://career.brackenfold.example/jobs", `<script src="https://assets-aws.teamtailor-cdn.com/assets/careersite.js"></script>`, "teamtailor/career.brackenfold.example"},
		{"https://brackenfold.teamtailor.com/jobs", `<script src="https://assets-aws.teamtailor-cdn.com/assets/careersite.js"></script>`, "teamtailor/brackenfold"},
		{"https://blog.brackenfold.example/", `<img src="https://images.teamtailor-cdn.com/x.png">`, ""},
		{"https://www.brackenfold.example/careers", `<script src="https://widgets.teamtailor-cdn.com/widgets/widget.js"></script>`, ""},
		{"https://app.teamtailor.com/x", `<script src="https://assets-aws.teamtailor-cdn.com/assets/app.js"></script>`, ""},
		{"https://www.greengage.example/careers", `<div id="BambooHR" data-domain="greengage.bamboohr.com"></div>`, "bamboohr/greengage"},
		{"https://www.greengage.example/careers", `<div id="BambooHR" data-domain="www.bamboohr.com"></div>`, ""},
		{"https://www.greengage.example/careers", `<p>We like bamboo.</p>`, ""},
	} {
		got, ok := registry.Recognize([]byte(c.body), c.base)
		key := ""
		if ok {
			key = got.Key()
		}
		if key != c.want {
			t.Errorf("%s: got %q, want %q (%.60s)", c.base, key, c.want, c.body)
		}
	}
}

// answersOf answers by the beginning of an address, the longest first, and
// else with 404.
func answersOf(t *testing.T, answers map[string]string) kith.FetchFunc {
	t.Helper()
	return fetchFrom(func(r kith.Request) (*kith.Response, error) {
		best := ""
		for beginning := range answers {
			if strings.HasPrefix(r.URL, beginning) && len(beginning) > len(best) {
				best = beginning
			}
		}
		if best == "" {
			return says(404, "not here")
		}
		address, body, led := strings.Cut(answers[best], " <- ")
		if !led {
			address, body = r.URL, answers[best]
		}
		res, err := says(200, "%s", body)
		res.URL = address
		return res, err
	})
}

// TestNamesA asks boards for the names of their employers.
func TestNamesA(t *testing.T) {
	t.Parallel()
	title := func(s string) string { return "<html><head><title>" + s + "</title></head></html>" }
	xml := func(names ...string) string {
		return "<workzag-jobs><position><subcompany>" + strings.Join(names, "</subcompany></position><position><subcompany>") + "</subcompany></position></workzag-jobs>"
	}
	joined := func(domain string) string {
		return `<script id="__NEXT_DATA__">{"props":{"pageProps":{"initialState":{"company":{"name":"Tallow &amp; Wick","domain":"` + domain + `"},"jobs":{}}}}}</script>`
	}
	for name, c := range map[string]struct {
		key     string
		answers map[string]string
		want    string
		code    kith.Code
	}{
		"workable":                            {"workable/n", map[string]string{"https://apply.workable.com/api/v1/widget/accounts/n": `{"name":"Northwharf Ltd","jobs":[]}`}, "Northwharf Ltd", ""},
		"workable, none":                      {"workable/n", nil, "", kith.CodeNotFound},
		"workable, broken":                    {"workable/n", map[string]string{"https://apply.workable.com/": `<html>`}, "", kith.CodeUnavailable},
		"recruitee":                           {"recruitee/q", map[string]string{"https://q.recruitee.com/api/offers/": `{"offers":[{"company_name":"Quill Feather"}]}`}, "Quill Feather", ""},
		"recruitee, empty":                    {"recruitee/q", map[string]string{"https://q.recruitee.com/api/offers/": `{"offers":[]}`, "https://q.recruitee.com/": title("Jobs at Quill Feather")}, "Quill Feather", ""},
		"recruitee, branded":                  {"recruitee/jobs.q.example", map[string]string{"https://jobs.q.example/api/offers/": `{"offers":[{"company_name":"Quill Feather"}]}`}, "Quill Feather", ""},
		"recruitee, none":                     {"recruitee/q", nil, "", kith.CodeNotFound},
		"recruitee, a host of something else": {"recruitee/www.q.example", map[string]string{"https://www.q.example/": title("Quill Feather")}, "", kith.CodeNotFound},
		"recruitee, broken":                   {"recruitee/q", map[string]string{"https://q.recruitee.com/": title("Quill Feather")}, "", kith.CodeUnavailable},
		"personio":                            {"personio/p", map[string]string{"https://p.jobs.personio.de/xml": xml("Palewater GmbH", "Palewater GmbH")}, "Palewater GmbH", ""},
		"personio, several employers": {"personio/p", map[string]string{
			"https://p.jobs.personio.de/xml": xml("Palewater Klinik", "Palewater Labor"), "https://p.jobs.personio.de/": title("Jobs at Palewater"),
		}, "Palewater", ""},
		"personio, without XML":                {"personio/p", map[string]string{"https://p.jobs.personio.de/": title("Palewater Careers")}, "Palewater", ""},
		"personio, on the other":               {"personio/p", map[string]string{"https://p.jobs.personio.com/xml": xml("Palewater GmbH")}, "Palewater GmbH", ""},
		"personio, none":                       {"personio/p", nil, "", kith.CodeNotFound},
		"personio, broken":                     {"personio/p", map[string]string{"https://p.jobs.personio.de/xml": "<workzag-jobs><position>"}, "", kith.CodeUnavailable},
		"teamtailor":                           {"teamtailor/b", map[string]string{"https://b.teamtailor.com/jobs.rss": `<rss><channel><title>Brackenfold AB</title></channel></rss>`}, "Brackenfold AB", ""},
		"teamtailor, JSON only":                {"teamtailor/b", map[string]string{"https://b.teamtailor.com/jobs.json": `{"version":"1.1","title":"Brackenfold AB","items":[]}`}, "Brackenfold AB", ""},
		"teamtailor, none":                     {"teamtailor/b", nil, "", kith.CodeNotFound},
		"teamtailor, a host of something else": {"teamtailor/www.b.example", map[string]string{"https://www.b.example/": title("Brackenfold")}, "", kith.CodeNotFound},
		"breezy":                               {"breezy/s", map[string]string{"https://s.breezy.hr/json": `[{"company":{"name":"Saltmarsh"}}]`}, "Saltmarsh", ""},
		"breezy, empty":                        {"breezy/s", map[string]string{"https://s.breezy.hr/json": `[]`, "https://s.breezy.hr/": title("Saltmarsh - Careers")}, "Saltmarsh", ""},
		"breezy, led away":                     {"breezy/s", map[string]string{"https://s.breezy.hr/": "https://breezy.hr/ <- " + title("Breezy")}, "", kith.CodeNotFound},
		"breezy, broken":                       {"breezy/s", map[string]string{"https://s.breezy.hr/": `{}`}, "", kith.CodeUnavailable},
		"pinpoint":                             {"pinpoint/l", map[string]string{"https://l.pinpointhq.com/postings.json": `{"data":[]}`, "https://l.pinpointhq.com/": title("Jobs at Low Barn")}, "Low Barn", ""},
		"pinpoint, none":                       {"pinpoint/l", nil, "", kith.CodeNotFound},
		"rippling": {"rippling/h", map[string]string{
			"https://api.rippling.com/platform/api/ats/v1/board/h/jobs": `[{"uuid":"1","name":"Mate"}]`, "https://api.rippling.com/platform/api/ats/v1/board/h/jobs/1": `{"companyName":"Halden Ferries"}`,
		}, "Halden Ferries", ""},
		"rippling, empty":  {"rippling/h", map[string]string{"https://api.rippling.com/": `[]`, "https://ats.rippling.com/h/jobs": title("Careers at Halden Ferries")}, "Halden Ferries", ""},
		"rippling, none":   {"rippling/h", nil, "", kith.CodeNotFound},
		"rippling, broken": {"rippling/h", map[string]string{"https://api.rippling.com/": `{}`}, "", kith.CodeUnavailable},
		"bamboohr": {"bamboohr/g", map[string]string{
			"https://g.bamboohr.com/careers/list": `{"result":[]}`, "https://g.bamboohr.com/careers/company-info": `{"result":{"name":" Greengage  Orchards ","inTrial":false}}`,
		}, "Greengage Orchards", ""},
		"bamboohr, untold": {"bamboohr/g", map[string]string{"https://g.bamboohr.com/careers": title("Jobs at Greengage"), "https://g.bamboohr.com/careers/company-info": `{}`}, "Greengage", ""},
		"bamboohr, on trial": {"bamboohr/g", map[string]string{
			"https://g.bamboohr.com/careers/list": `{"result":[]}`, "https://g.bamboohr.com/careers/company-info": `{"result":{"name":"Greengage","inTrial":true}}`,
		}, "", kith.CodeNotFound},
		"bamboohr, led away":    {"bamboohr/g", map[string]string{"https://g.bamboohr.com/": "https://www.bamboohr.com/ <- " + title("BambooHR")}, "", kith.CodeNotFound},
		"bamboohr, to sign in":  {"bamboohr/g", map[string]string{"https://g.bamboohr.com/": "https://g.bamboohr.com/login.php <- " + title("Login")}, "", kith.CodeNotFound},
		"gem":                   {"gem/f", map[string]string{"https://api.gem.com/job_board/v0/f/job_posts/": `[]`, "https://jobs.gem.com/f": title("Fenwick Optics Careers")}, "Fenwick Optics", ""},
		"gem, untold":           {"gem/f", map[string]string{"https://api.gem.com/": `[]`, "https://jobs.gem.com/f": title("Gem")}, "", ""},
		"gem, its own":          {"gem/gem", map[string]string{"https://api.gem.com/": `[]`, "https://jobs.gem.com/gem": title("Gem")}, "Gem", ""},
		"gem, none":             {"gem/f", nil, "", kith.CodeNotFound},
		"join":                  {"join/tallow", map[string]string{"https://join.com/companies/tallow": joined("tallow")}, "Tallow & Wick", ""},
		"join, of another name": {"join/tallow", map[string]string{"https://join.com/companies/tallow": "https://join.com/companies/tallowwick <- " + joined("tallowwick")}, "Tallow & Wick", ""},
		"join, another's":       {"join/tallow", map[string]string{"https://join.com/companies/tallow": joined("greenwick")}, "", kith.CodeUnavailable},
		"join, none":            {"join/tallow", nil, "", kith.CodeNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := board.New().Name(t.Context(), answersOf(t, c.answers), source(c.key).Board)
			if got != c.want || kith.CodeOf(err) != c.code {
				t.Errorf("got %q, %v (%s); want %q, %s", got, err, kith.CodeOf(err), c.want, c.code)
			}
		})
	}
}
