package board

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// The hosts of SmartRecruiters.
const (
	smartRecruitersAPI   = "api.smartrecruiters.com"
	smartRecruitersPages = "https://careers.smartrecruiters.com/"
	smartRecruitersJobs  = "https://jobs.smartrecruiters.com/"
)

// smartRecruiters reads the public API of SmartRecruiters: pages by offset
// with a count, the text in the details only.
func smartRecruiters() adapter {
	return adapter{
		ats: "smartrecruiters", name: "SmartRecruiters", gap: 150 * time.Millisecond,
		parse: parseSmartRecruiters, host: fixedHost(smartRecruitersAPI),
		lists: []listing{{
			request: smartRecruitersRequest, decode: decodeSmartRecruiters, paging: byOffset,
			detail: &detail{request: smartRecruitersDetailRequest, decode: decodeSmartRecruitersDetail},
		}},
		employer: smartRecruitersEmployer,
	}
}

// smartRecruitersPosting is the id of an opening, with or without its title.
var smartRecruitersPosting = regexp.MustCompile(`^[0-9]{9,}(-|$)`)

// parseSmartRecruiters knows the pages, also those of a portal in front of
// the company's name, the forms for applicants, and the API.
func parseSmartRecruiters(a address) (token, page string) {
	switch a.host {
	case "careers.smartrecruiters.com":
		token = a.withoutLocale().at(0)
	case "jobs.smartrecruiters.com":
		token = a.withoutLocale().smartRecruitersJob()
	case "www.smartrecruiters.com", "smartrecruiters.com": // marketing, but for old addresses of openings
		if smartRecruitersPosting.MatchString(a.at(1)) {
			token = a.at(0)
		}
	case smartRecruitersAPI:
		token = a.after("v1", "companies")
	}
	if !dottedPattern.MatchString(token) || isFile(token) {
		return "", ""
	}
	return token, smartRecruitersPages + token
}

// smartRecruitersJob returns the company from an address of the site of
// single openings.
func (a address) smartRecruitersJob() string {
	switch a.at(0) {
	case "":
		return a.query.Get("company")
	case "oneclick-ui", "external-referrals":
		return address{path: a.path[1:]}.after("company")
	case "sr-jobs", "static", "assets", "api":
		return ""
	}
	if smartRecruitersPosting.MatchString(a.at(2)) && !smartRecruitersPosting.MatchString(a.at(1)) {
		return a.at(1) // the first is a portal
	}
	return a.at(0)
}

func smartRecruitersList(token string) string {
	return "https://" + smartRecruitersAPI + "/v1/companies/" + url.PathEscape(token) + "/postings"
}

func smartRecruitersRequest(t target, q query) kith.Request {
	return get(fmt.Sprintf("%s?limit=100&offset=%d", smartRecruitersList(t.token), q.offset))
}

// smartRecruitersJob is an opening as SmartRecruiters writes it, in the list
// and in the details.
type smartRecruitersJob struct {
	ID           word   `json:"id"`
	Name         string `json:"name"`
	ReleasedDate string `json:"releasedDate"`
	Company      struct {
		Name string `json:"name"`
	} `json:"company"`
	Location struct {
		Full    string `json:"fullLocation"`
		City    string `json:"city"`
		Region  string `json:"region"`
		Country string `json:"country"`
		Remote  bool   `json:"remote"`
		Hybrid  bool   `json:"hybrid"`
	} `json:"location"`
	Department label `json:"department"`
	Employment label `json:"typeOfEmployment"`
	Ad         struct {
		Sections struct {
			Company        section `json:"companyDescription"`
			Job            section `json:"jobDescription"`
			Qualifications section `json:"qualifications"`
			More           section `json:"additionalInformation"`
		} `json:"sections"`
	} `json:"jobAd"`
}

// label is a choice of a list.
type label struct {
	Label string `json:"label"`
}

func decodeSmartRecruiters(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	var total *count
	err := decodeList(res.Body, "content", map[string]any{"totalFound": &total}, func(j smartRecruitersJob) {
		p.add(j.opening(t.token), "")
	})
	if total != nil {
		p.total = int(*total)
	}
	return p, err
}

// opening returns what the list tells. The address is made here and not taken
// from the details: it must be the same whether they are read or not.
func (j *smartRecruitersJob) opening(token string) kith.Opening {
	id := field.ExternalID(string(j.ID))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Name), Locations: j.places(),
		Country:        text.Country(j.Location.Country),
		Department:     text.Title(j.Department.Label),
		EmploymentType: field.EmploymentType(j.Employment.Label),
		URL:            smartRecruitersJobs + url.PathEscape(token) + "/" + url.PathEscape(id),
		PostedAt:       text.ParseTime(j.ReleasedDate),
	}
	switch {
	case j.Location.Hybrid:
		o.Workplace = kith.WorkplaceHybrid
	case j.Location.Remote:
		o.Workplace = kith.WorkplaceRemote
	}
	return o
}

func (j *smartRecruitersJob) places() []string {
	l := j.Location
	if full := field.Places(l.Full); len(full) > 0 {
		return full
	}
	country := l.Country
	if len(country) == 2 {
		country = strings.ToUpper(country)
	}
	return field.Places(strings.Join([]string{l.City, l.Region, country}, ","))
}

func smartRecruitersDetailRequest(t target, o kith.Opening) kith.Request {
	return get(smartRecruitersList(t.token) + "/" + url.PathEscape(o.ExternalID))
}

func decodeSmartRecruitersDetail(res *kith.Response) (kith.Opening, error) {
	var j smartRecruitersJob
	if err := decodeOne(res.Body, &j); err != nil {
		return kith.Opening{}, err
	}
	o, s := j.opening(""), j.Ad.Sections
	o.Description = joinSections(s.Job, s.Qualifications, s.More, s.Company)
	return o, nil
}

// smartRecruitersEmployer takes the name from an opening. The API answers for
// any name with an empty list, so that without an opening only the careers
// page can tell whether there is such a board.
func smartRecruitersEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, get(smartRecruitersList(token)+"?limit=1"))
	if err := a.check("SmartRecruiters", token); err != nil {
		return "", err
	}
	name, found := "", false
	if err := decodeList(a.response.Body, "content", nil, func(j smartRecruitersJob) {
		name, found = field.FirstOf(name, j.Company.Name), true
	}); err != nil {
		return "", notBoard("SmartRecruiters", token, err)
	}
	if found {
		return name, nil
	}
	return smartRecruitersPage(ctx, ask, token)
}

// smartRecruitersPage asks the careers page of a board that shows no opening.
func smartRecruitersPage(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, kith.Request{URL: smartRecruitersPages + token, Header: http.Header{"Accept": {"text/html"}}})
	if err := a.check("SmartRecruiters", token); err != nil {
		return "", err
	}
	if u, err := url.Parse(a.response.URL); err == nil && a.response.URL != "" && !strings.Contains(strings.ToLower(u.Path), strings.ToLower(token)) {
		return "", kith.Errorf(kith.CodeNotFound,
			"SmartRecruiters shows no opening and no careers page for “%s”: probably there is no such board; look at the address again", token)
	}
	return employerOf(pageTitle(a.response.Body)), nil
}
