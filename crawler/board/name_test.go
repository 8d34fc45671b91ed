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
