package board_test

import (
	"strings"
	"testing"
	"time"

	"kith"
	"kith/crawler/board"
)

// addresses are addresses with the keys of their boards, "" for none.
func addresses() map[string]string {
	uuid := "3f2c9a4e-1b5d-4c6f-8e7a-0123456789ab"
	return map[string]string{
		"https://boards.greenhouse.io/stripe":                                                 "greenhouse/stripe",
		"boards.greenhouse.io/stripe":                                                         "greenhouse/stripe",
		"//boards.greenhouse.io/stripe":                                                       "greenhouse/stripe",
		"  HTTPS://Boards.Greenhouse.IO/Stripe/  ":                                            "greenhouse/stripe",
		"http://boards.greenhouse.io:80/stripe":                                               "greenhouse/stripe",
		"https://boards.greenhouse.io./stripe":                                                "greenhouse/stripe",
		"https://boards.greenhouse.io/stripe/jobs/6042172?gh_jid=6042172":                     "greenhouse/stripe",
		"https://job-boards.greenhouse.io/gitlab/jobs/8503792002":                             "greenhouse/gitlab",
		"https://job-boards.eu.greenhouse.io/parloa":                                          "greenhouse/parloa",
		"https://boards.eu.greenhouse.io/parloa":                                              "greenhouse/parloa",
		"https://boards-api.greenhouse.io/v1/boards/stripe/jobs?content=true":                 "greenhouse/stripe",
		"https://api.greenhouse.io/v1/boards/stripe/departments":                              "greenhouse/stripe",
		"https://boards.greenhouse.io/embed/job_board?for=figma":                              "greenhouse/figma",
		"https://boards.greenhouse.io/embed/job_board/js?for=figma&b=https%3A%2F%2Ffigma.com": "greenhouse/figma",
		"https://boards.greenhouse.io/embed/job_app?for=figma&token=4285367007":               "greenhouse/figma",
		"https://boards.greenhouse.io/embed/job_app?token=4285367007":                         "",
		"https://boards.greenhouse.io/embed":                                                  "",
		"https://boards.greenhouse.io/":                                                       "",
		"https://boards.greenhouse.io/robots.txt":                                             "",
		"https://boards.greenhouse.io/..":                                                     "",
		"https://boards.greenhouse.io/a%2Fb":                                                  "",
		"https://boards-api.greenhouse.io/v1/boards":                                          "",
		"https://www.greenhouse.io/customers":                                                 "",
		"https://greenhouse.io.evil.example/stripe":                                           "",
		"https://boards.greenhouse.io@evil.example/stripe":                                    "",
		"https://boards.greenhouse.io:8443/stripe":                                            "",
		"ftp://boards.greenhouse.io/stripe":                                                   "",

		"https://jobs.lever.co/palantir":                                   "lever/palantir",
		"https://jobs.lever.co/palantir/" + uuid + "/apply?lever-source=x": "lever/palantir",
		"https://jobs.lever.co/my-co/" + uuid:                              "lever/my-co",
		"https://JOBS.lever.co/WeRide":                                     "lever/WeRide",
		"https://jobs.lever.co/aqemia.com":                                 "lever/aqemia.com",
		"https://api.lever.co/v0/postings/palantir?mode=json":              "lever/palantir",
		"https://api.lever.co/v0/postings/palantir/" + uuid:                "lever/palantir",
		"https://jobs.eu.lever.co/abovelending":                            "lever-eu/abovelending",
		"https://api.eu.lever.co/v0/postings/abovelending":                 "lever-eu/abovelending",
		"https://jobs.lever.co":                                            "",
		"https://api.lever.co/v0/postings/":                                "",
		"https://hire.lever.co/login":                                      "",
		"https://www.lever.co/palantir":                                    "",

		"https://jobs.ashbyhq.com/Aspora":                                           "ashby/Aspora",
		"https://jobs.ashbyhq.com/Forward%20Financing":                              "ashby/Forward Financing",
		"https://jobs.ashbyhq.com/Forward Financing":                                "ashby/Forward Financing",
		"https://jobs.ashbyhq.com/linear/" + uuid + "/application?utm_source=x":     "ashby/linear",
		"https://jobs.ashbyhq.com/linear/embed?version=2":                           "ashby/linear",
		"https://api.ashbyhq.com/posting-api/job-board/DeepL?includeCompensation=1": "ashby/DeepL",
		"https://jobs.ashbyhq.com/Jerry.ai":                                         "ashby/Jerry.ai",
		"https://jobs.ashbyhq.com/api/non-user-graphql":                             "",
		"https://jobs.ashbyhq.com/%2E%2E":                                           "",
		"https://jobs.ashbyhq.com/a%3Fb":                                            "",
		"https://jobs.ashbyhq.com/%E2%80%AEabc":                                     "",
		"https://app.ashbyhq.com/linear":                                            "",

		"https://careers.smartrecruiters.com/BoschGroup":                                                       "smartrecruiters/BoschGroup",
		"https://careers.smartrecruiters.com/BoschGroup/en-gb":                                                 "smartrecruiters/BoschGroup",
		"https://jobs.smartrecruiters.com/BoschGroup/744000135080134-engineer":                                 "smartrecruiters/BoschGroup",
		"https://jobs.smartrecruiters.com/BoschGroup/744000135080134?oga=true":                                 "smartrecruiters/BoschGroup",
		"https://jobs.smartrecruiters.com/ni/AcmePortal/744000135080134-x":                                     "smartrecruiters/AcmePortal",
		"https://jobs.smartrecruiters.com/oneclick-ui/company/HireVue/publication/" + uuid + "?dcr_ci=HireVue": "smartrecruiters/HireVue",
		"https://jobs.smartrecruiters.com/external-referrals/company/HireVue/publication/" + uuid:              "smartrecruiters/HireVue",
		"https://jobs.smartrecruiters.com/?company=HireVue":                                                    "smartrecruiters/HireVue",
		"https://api.smartrecruiters.com/v1/companies/HireVue/postings/744000138728139":                        "smartrecruiters/HireVue",
		"https://www.smartrecruiters.com/HireVue/744000138728139-data-science":                                 "smartrecruiters/HireVue",
		"https://www.smartrecruiters.com/pricing":                                                              "",
		"https://jobs.smartrecruiters.com/oneclick-ui":                                                         "",
		"https://jobs.smartrecruiters.com/sr-jobs/search":                                                      "",
		"https://my.smartrecruiters.com/HireVue":                                                               "",

		"https://gdit.wd5.myworkdayjobs.com/External_Career_Site":                                                    "workday/gdit/wd5/External_Career_Site",
		"https://gdit.wd5.myworkdayjobs.com/en-US/External_Career_Site":                                              "workday/gdit/wd5/External_Career_Site",
		"https://gdit.wd5.myworkdayjobs.com/zh-CN/External_Career_Site/":                                             "workday/gdit/wd5/External_Career_Site",
		"https://GDIT.wd5.myworkdayjobs.com/fr/External_Career_Site/login":                                           "workday/gdit/wd5/External_Career_Site",
		"https://gdit.wd5.myworkdayjobs.com/en-US/External_Career_Site/job/USA-DC-Washington/Data-Engineer_RQ216675": "workday/gdit/wd5/External_Career_Site",
		"https://gdit.wd5.myworkdayjobs.com/External_Career_Site/details/Data-Engineer_RQ216675?q=x":                 "workday/gdit/wd5/External_Career_Site",
		"https://gdit.wd5.myworkdayjobs.com/wday/cxs/gdit/External_Career_Site/jobs":                                 "workday/gdit/wd5/External_Career_Site",
		"https://gdit.wd103.myworkdayjobs.com/US/job/Reston/Engineer_R1":                                             "workday/gdit/wd103/US",
		"https://wd3.myworkdaysite.com/recruiting/acme/Careers":                                                      "workday/acme/wd3/Careers",
		"https://wd3.myworkdaysite.com/en-US/recruiting/acme/Careers/job/Leeds/Planner_R1":                           "workday/acme/wd3/Careers",
		"https://wd3.myworkdaysite.com/wday/cxs/acme/Careers/jobs":                                                   "workday/acme/wd3/Careers",
		"https://wd3.myworkdaysite.com/recruiting/acme":                                                              "",
		"https://gdit.wd5.myworkdayjobs.com/":                                                                        "",
		"https://gdit.wd5.myworkdayjobs.com/job/Reston/Engineer_R1":                                                  "",
		"https://gdit.wd5.myworkdayjobs.com/wday/authgwy/gdit/login":                                                 "",
		"https://gdit.wd5.myworkdayjobs.com/robots.txt":                                                              "",
		"https://gdit.myworkdayjobs.com/External":                                                                    "",
		"https://www.myworkday.com/gdit/d/home.htmld":                                                                "",

		"":                             "",
		"Stripe":                       "",
		"stripe.com":                   "",
		"greenhouse":                   "",
		"https://careers.example/jobs": "",
		"https://":                     "",
		"https://jobs.lever.co/%zz":    "",
		"https://jobs.lever.co/a\x00b": "",
		"https://[::1]/stripe":         "",
		strings.Repeat("a", 1_000_000): "",
		"https://jobs.lever.co/" + strings.Repeat("a", 1900): "",
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	registry := board.New()
	for given, want := range addresses() {
		got, ok := registry.Parse(given)
		if !ok {
			got = kith.Board{}
		}
		if key := got.Key(); (want == "" && ok) || (want != "" && key != want) {
			t.Errorf("%.120q: got %q, want %q", given, key, want)
		}
		if !ok {
			continue
		}
		if again, ok := registry.Parse(got.URL); !ok || again != got {
			t.Errorf("%.120q: its page %q is of %+v, not of %+v", given, got.URL, again, got)
		}
		if host, err := registry.Host(got); err != nil || registry.Gap(host) <= 0 {
			t.Errorf("%.120q: host %q, gap %s, error %v", given, host, registry.Gap(host), err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for given := range addresses() {
		f.Add(given)
	}
	for given := range addressesWorkableToJoin() {
		f.Add(given)
	}
	for given := range addressesJazzHRToPhenom() {
		f.Add(given)
	}
	for given := range addressesUKGToPaycom() {
		f.Add(given)
	}
	registry := board.New()
	f.Fuzz(func(t *testing.T, given string) {
		got, ok := registry.Parse(given)
		if !ok {
			return
		}
		if got.URL == "" && got.ATS == "comeet" {
			return // its API tells no page
		}
		if again, ok := registry.Parse(got.URL); !ok || again != got {
			t.Errorf("%q is of %+v, and its page of %+v", given, got, again)
		}
		if host, err := registry.Host(got); err != nil || strings.ContainsAny(host, "/?#@ ") {
			t.Errorf("%q: host %q, error %v", given, host, err)
		}
	})
}

// TestHost wants hosts for tokens, and none for what could lead elsewhere.
func TestHost(t *testing.T) {
	t.Parallel()
	registry := board.New()
	for key, want := range map[string]string{
		"greenhouse/stripe":                            "boards-api.greenhouse.io",
		"lever/palantir":                               "api.lever.co",
		"lever-eu/palantir":                            "api.eu.lever.co",
		"ashby/Forward Financing":                      "api.ashbyhq.com",
		"smartrecruiters/HireVue":                      "api.smartrecruiters.com",
		"workday/gdit/wd5/External":                    "gdit.wd5.myworkdayjobs.com",
		"page/https://Careers.Northwharf.example/jobs": "careers.northwharf.example",
		"page/nowhere":                                 "",
		"workday/gdit/External":                        "",
		"workday/a/wd5/../x":                           "",
		"taleo/acme":                                   "",
		"/":                                            "",
		"recruitee/quillfeather":                       "quillfeather.recruitee.com",
		"recruitee/jobs.quillfeather.example":          "jobs.quillfeather.example",
		"recruitee/quillfeather.recruitee.com":         "", // has a shorter token
		"recruitee/app":                                "",
		"recruitee/127.0.0.1":                          "",
		"recruitee/localhost":                          "localhost.recruitee.com",
		"recruitee/jobs.example:8080":                  "",
		"recruitee/user@jobs.example":                  "",
		"recruitee/Jobs.example":                       "",
		"recruitee/..":                                 "",
		"teamtailor/brackenfold":                       "brackenfold.teamtailor.com",
		"teamtailor/meteor.na.teamtailor.com":          "meteor.na.teamtailor.com",
		"teamtailor/career.brackenfold.example":        "career.brackenfold.example",
		"personio/palewater":                           "palewater.jobs.personio.de",
		"personio/jobs.palewater.example":              "", // has no hosts of its own
		"breezy/saltmarsh.example":                     "",
		"bamboohr/www":                                 "",
		"pinpoint/a/b":                                 "",
		"workable/northwharf":                          "apply.workable.com",
		"workable/a?b":                                 "",
		"rippling/halden-ferries":                      "api.rippling.com",
		"gem/a.b":                                      "",
		"join/tallow":                                  "join.com",
		"join/":                                        "",
		"join/" + strings.Repeat("a", 300):             "",
		"recruitee/" + strings.Repeat("a.", 5) + "a":   "", // a last label of one letter
		"jazzhr/northwharf":                            "northwharf.applytojob.com", "jazzhr/www": "", "jazzhr/a.b": "", "jazzhr/A": "",
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

// TestGap keeps the paces that are known of the systems.
func TestGap(t *testing.T) {
	t.Parallel()
	registry := board.New()
	for host, want := range map[string]time.Duration{
		"boards-api.greenhouse.io":   250 * time.Millisecond,
		"api.lever.co":               time.Second,
		"API.eu.lever.co":            time.Second,
		"api.ashbyhq.com":            500 * time.Millisecond,
		"api.smartrecruiters.com":    150 * time.Millisecond,
		"gdit.wd5.myworkdayjobs.com": 250 * time.Millisecond,
		"jobs.lever.co":              0,
		"careers.example":            0,
		"":                           0,
		"apply.workable.com":         500 * time.Millisecond, "join.com": 700 * time.Millisecond,
		"api.gem.com": 0, "api.rippling.com": 0, "quillfeather.recruitee.com": 0,
		"foxglove.jibeapply.com": 5 * time.Second, "northwharf.applytojob.com": 0, "jobs.jobvite.com": 0,
		"workforcenow.adp.com": 200 * time.Millisecond, "quillfeather.csod.com": time.Second, "eu-fra.api.csod.com": time.Second,
	} {
		if got := registry.Gap(host); got != want {
			t.Errorf("%s: got %s, want %s", host, got, want)
		}
	}
}

// TestCount counts what a list says, and what it does not.
func TestCount(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		key, body string
		status    int
		want      int
	}{
		{"smartrecruiters/x", `{"totalFound":250,"content":[` + rows(0, 100) + `]}`, 200, 250},
		{"smartrecruiters/x", `{"content":[` + rows(0, 100) + `]}`, 200, -1},
		{"lever/x", `[{"id":"a","text":"A"},{"id":"b","text":"B"}]`, 200, 2},
		{"greenhouse/x", `{"jobs":[],"meta":{"total":0}}`, 200, 0},
		{"greenhouse/x", `no`, 404, -1},
		{"greenhouse/x", `{"jobs":`, 200, -1},
		{"workday/x", `{}`, 200, -1},
		{"unheard-of/x", `{}`, 200, -1},
	} {
		s := &script{t: t, answers: always(c.status, c.body)}
		if got := board.New().Count(t.Context(), s.fetch, source(c.key).Board); got != c.want || len(s.asked) > 2 {
			t.Errorf("%s %.20s: got %d by %d requests, want %d", c.key, c.body, got, len(s.asked), c.want)
		}
	}
}
