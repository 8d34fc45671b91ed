package board_test

import (
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"
)

func TestName(t *testing.T) {
	t.Parallel()
	title := func(title string) string {
		return "<!doctype html><html><head><meta charset=utf-8><title>" + title + "</title>"
	}
	for _, c := range []struct {
		key     string
		answers map[string]string // body by a part of the address; "404" and the like are statuses
		want    string
		code    kith.Code
		words   string // of the error
	}{
		{"greenhouse/northwharf", map[string]string{"/v1/boards/northwharf": `{"name":"Northwharf &amp; Sons ","content":""}`}, "Northwharf & Sons", "", ""},
		{"greenhouse/nobodyhere", map[string]string{"": "404"}, "", kith.CodeNotFound, "Greenhouse has no board called “nobodyhere”; look at the address again"},
		{"greenhouse/x", map[string]string{"": "503"}, "", kith.CodeUnavailable, "try again later"},
		{"greenhouse/x", map[string]string{"": "403"}, "", kith.CodeRefused, "does not let"},
		{"greenhouse/x", map[string]string{"": "<html>"}, "", kith.CodeUnavailable, "did not parse"},
		{"lever/brackenfold", map[string]string{"api.lever.co": `[]`, "jobs.lever.co": title("Brackenfold Bank")}, "Brackenfold Bank", "", ""},
		{"lever/brackenfold", map[string]string{"api.lever.co": `[]`, "jobs.lever.co": "404"}, "", "", ""},
		{"lever/nobodyhere", map[string]string{"": "404"}, "", kith.CodeNotFound, "no board"},
		{"lever-eu/x", map[string]string{"api.eu.lever.co": `[]`, "jobs.eu.lever.co": title("Jobs at X &amp; Y")}, "X & Y", "", ""},
		{"ashby/Quill Feather", map[string]string{"job-board/Quill%20Feather": `{"jobs":[]}`, "jobs.ashbyhq.com/Quill%20Feather": title("Quillfeather Jobs")}, "Quillfeather", "", ""},
		{"ashby/x", map[string]string{"api": `{"jobs":[]}`, "jobs.ashbyhq.com": title("Jobs")}, "", "", ""},
		{"ashby/nobodyhere", map[string]string{"api": "404", "jobs.ashbyhq.com": title("Jobs")}, "", kith.CodeNotFound, "no board"},
		{"smartrecruiters/P", map[string]string{"api": `{"totalFound":1,"content":[{"id":"1","company":{"name":"Palewater Health"}}]}`}, "Palewater Health", "", ""},
		{"smartrecruiters/P", map[string]string{"api": `{"totalFound":0,"content":[]}`, "careers.": title("Careers at Palewater Health")}, "Palewater Health", "", ""},
		{"smartrecruiters/nobodyhere", map[string]string{"api": `{"totalFound":0,"content":[]}`, "careers.": "404"}, "", kith.CodeNotFound, "no board"},
		{"smartrecruiters/elsewhere", map[string]string{"api": `{"totalFound":0,"content":[]}`, "careers.": title("Find a job")}, "", kith.CodeNotFound, "probably"},
		{"smartrecruiters/P", map[string]string{"api": `{"totalFound":0,"content":[]}`, "careers.": "500"}, "", kith.CodeUnavailable, "try again"},
		{"smartrecruiters/P", map[string]string{"api": `nothing`}, "", kith.CodeUnavailable, "did not parse"},
		{"workday/gdit/wd5/Careers", map[string]string{"": `{"total":0,"jobPostings":[]}`}, "", "", ""},
		{"workday/saltmarsh/wd3/Careers", map[string]string{"/job/": `{"hiringOrganization":{"name":"Salt Marsh Post, Ltd."}}`, "/jobs": `{"total":1,"jobPostings":[{"title":"A","externalPath":"/job/A"}]}`}, "Salt Marsh Post, Ltd.", "", ""},
		{"workday/gdit/wd5/Careers", map[string]string{"/job/": `{"hiringOrganization":{"name":"2100 Elsewhere Holding"}}`, "/jobs": `{"total":1,"jobPostings":[{"title":"A","externalPath":"/job/A"}]}`}, "", "", ""},
		{"workday/gdit/wd5/Careers", map[string]string{"/job/": "404", "/jobs": `{"total":1,"jobPostings":[{"title":"A","externalPath":"/job/A"}]}`}, "", "", ""},
		{"workday/gdit/wd5/Careers", map[string]string{"/job/": `nothing`, "/jobs": `{"total":1,"jobPostings":[{"title":"A","externalPath":"/job/A"}]}`}, "", "", ""},
		{"workday/gdit/wd5/Nowhere", map[string]string{"": "404"}, "", kith.CodeNotFound, "no board"},
		{"workday/gdit/wd5/Careers", map[string]string{"": "<html>"}, "", kith.CodeUnavailable, "did not parse"},
		{"workday/gdit", nil, "", kith.CodeInvalid, "tenant/wdN/site"},
		{"unheard-of/x", nil, "", kith.CodeInvalid, "unheard-of"},
	} {
		s := &script{t: t, answers: func(r kith.Request) (*kith.Response, error) {
			for part, body := range c.answers {
				if !strings.Contains(r.URL, part) {
					continue
				}
				if len(body) == 3 {
					return says(int(body[0]-'0')*100+int(body[1]-'0')*10+int(body[2]-'0'), "")
				}
				res, err := says(200, "%s", body)
				if res.URL = r.URL; strings.Contains(r.URL, "elsewhere") {
					res.URL = "https://jobs.smartrecruiters.com/"
				}
				return res, err
			}
			t.Errorf("%s: asked for %s", c.key, r.URL)
			return says(404, "")
		}}
		got, err := board.New().Name(t.Context(), s.fetch, source(c.key).Board)
		if got != c.want || kith.CodeOf(err) != c.code {
			t.Errorf("%s: got %q, %v (%s); want %q, %s", c.key, got, err, kith.CodeOf(err), c.want, c.code)
		}
		if err != nil && !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: the error %q does not say %q", c.key, err, c.words)
		}
	}
}

// TestNames asks boards for the names of their employers, by answers that are made
// for it.
func TestNames(t *testing.T) {
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

// TestNamesOfSystems asks the boards in testdata.
func TestNamesOfSystems(t *testing.T) {
	t.Parallel()
	for ats, want := range map[string]string{
		"jazzhr": "Northwharf Freight, Inc", "icims": "Brackenfold Mills, LLC", "jobvite": "Palewater Health", "paylocity": "Quill Feather Printing Corporation",
		"comeet": "Saltmarsh Sensors", "hrmdirect": "Tidewater Union", "jibe": "", "phenom": "Larkspur Motors",
	} {
		w := &web{system: systemOf(t, ats), t: t}
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
