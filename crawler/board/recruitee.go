package board

import (
	"context"
	"net/url"
	"regexp"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// recruiteeSite are the hosts of Recruitee.
func recruiteeSite() tenantSite { return tenantSite{domain: ".recruitee.com", branded: true} }

// recruitee reads the public API of Recruitee's sites: the whole board in one
// document, without a count. Many tenants work under a host of their own,
// which answers as well.
func recruitee() adapter {
	site := recruiteeSite()
	return adapter{
		ats: "recruitee", name: "Recruitee", domain: site.domain,
		parse: parseRecruitee, recognize: recognizeRecruitee, host: site.host,
		lists:    []listing{{request: recruiteeRequest, decode: decodeRecruitee}},
		employer: recruiteeEmployer,
	}
}

func parseRecruitee(a address) (token, page string) { return recruiteeSite().board(a, "/") }

// recruiteeNames are the ways in which a page with Recruitee's script names
// the tenant.
var recruiteeNames = regexp.MustCompile(`(?i)(?:companies["']?\s*:\s*\[\s*["']([a-z0-9_-]{1,63})["']|//([a-z0-9_-]{1,63})\.recruitee\.com)`)

// recognizeRecruitee knows a site of Recruitee's under the employer's own host
// by the files that it is made of, and the script by which an employer's page
// takes a board in.
func recognizeRecruitee(p webPage) (token, page string) {
	site := recruiteeSite()
	if token, page = parseRecruitee(p.address); token != "" {
		return token, page
	}
	if !p.mentions("recruiteecdn.com", "careers-analytics.recruitee.com", "window.recruitee", "RTWidget") {
		return "", ""
	}
	if p.mentions("RTWidget", "rtWidget", "recruiteecdn.com/widget") {
		found := recruiteeNames.FindSubmatch(p.body)
		if found == nil {
			return "", "" // it names the tenant by a number
		}
		token = site.slug(strings.ToLower(string(found[1])+string(found[2])) + site.domain)
	} else if host, err := site.host(p.address.host); err == nil {
		token = host
	}
	if token == "" {
		return "", ""
	}
	return token, site.address(token, "/")
}

func recruiteeRequest(t target, _ query) kith.Request {
	return get(recruiteeSite().address(t.token, "/api/offers/"))
}

// recruiteeOffer is an opening as Recruitee writes it.
type recruiteeOffer struct {
	ID           word             `json:"id"`
	Slug         string           `json:"slug"`
	Title        string           `json:"title"`
	Status       string           `json:"status"`
	Company      string           `json:"company_name"`
	Department   string           `json:"department"`
	Location     string           `json:"location"`
	Locations    []recruiteePlace `json:"locations"`
	City         string           `json:"city"`
	State        string           `json:"state_name"`
	Country      string           `json:"country"`
	CountryCode  string           `json:"country_code"`
	Remote       bool             `json:"remote"`
	Hybrid       bool             `json:"hybrid"`
	OnSite       bool             `json:"on_site"`
	Description  string           `json:"description"`
	Requirements string           `json:"requirements"`
	CareersURL   string           `json:"careers_url"`
	PublishedAt  string           `json:"published_at"`
	CreatedAt    string           `json:"created_at"`
	Employment   string           `json:"employment_type_code"`
	Experience   string           `json:"experience_code"`
	Salary       struct {
		Min      amount `json:"min"`
		Max      amount `json:"max"`
		Currency string `json:"currency"`
		Period   string `json:"period"`
	} `json:"salary"`
}

// recruiteePlace is a place as Recruitee writes it.
type recruiteePlace struct {
	City    string `json:"city"`
	State   string `json:"state"`
	Country string `json:"country"`
}

// decodeRecruitee leaves out what is not published: such an offer is for those
// who were sent its address.
func decodeRecruitee(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	err := decodeList(res.Body, "offers", nil, func(j recruiteeOffer) {
		if j.Status == "" || j.Status == "published" {
			p.add(j.opening(t.token), "")
		}
	})
	return p, err
}

func (j *recruiteeOffer) opening(token string) kith.Opening {
	s := j.Salary
	o := kith.Opening{
		ExternalID: field.ExternalID(string(j.ID)), Title: text.Title(j.Title),
		Locations: j.places(), Country: text.Country(j.CountryCode), Workplace: j.workplace(),
		Department: text.Title(j.Department), EmploymentType: recruiteeType(j.Employment),
		Seniority:   field.SeniorityOf(j.Experience),
		Salary:      field.Pay{Min: float64(s.Min), Max: float64(s.Max), Currency: s.Currency, Period: field.Period(s.Period)}.Salary(),
		URL:         field.WebAddress(j.CareersURL, recruiteeSite().address(token, "/o/"+url.PathEscape(j.Slug))),
		Description: joinTexts([]string{text.FromHTML(j.Description), text.FromHTML(j.Requirements)}),
		PostedAt:    text.ParseTime(j.PublishedAt),
	}
	if len(j.Locations) > 1 {
		o.Country = "" // the code is that of the first place
	}
	if o.PostedAt.IsZero() {
		o.PostedAt = text.ParseTime(j.CreatedAt)
	}
	return o
}

// places returns the places of an offer. Its location in words may be a word
// for remote work alone.
func (j *recruiteeOffer) places() []string {
	var lines []string
	for _, p := range j.Locations {
		lines = append(lines, strings.Join([]string{p.City, p.State, p.Country}, ","))
	}
	if places := field.Places(lines...); len(places) > 0 {
		return places
	}
	if places := field.Places(strings.Join([]string{j.City, j.State, j.Country}, ",")); len(places) > 0 {
		return places
	}
	return field.SplitPlaces(j.Location)
}

// workplace returns the workplace of an offer. Where several are ticked, the
// location in words decides, as it does on the board.
func (j *recruiteeOffer) workplace() kith.Workplace {
	switch {
	case j.Remote && !j.Hybrid && !j.OnSite:
		return kith.WorkplaceRemote
	case j.Hybrid && !j.Remote && !j.OnSite:
		return kith.WorkplaceHybrid
	case j.OnSite && !j.Remote && !j.Hybrid:
		return kith.WorkplaceOnsite
	}
	return field.PlacesWorkplace([]string{j.Location})
}

// recruiteeType returns the kind of employment, which Recruitee puts together
// with the kind of contract, as in "parttime_fixed_term".
func recruiteeType(code string) string {
	hours, rest, _ := strings.Cut(code, "_")
	switch hours {
	case "fulltime", "parttime":
		return field.EmploymentType(hours)
	}
	return capital(field.EmploymentType(strings.TrimSpace(hours + " " + strings.ReplaceAll(rest, "_", " "))))
}

// recruiteeEmployer takes the name from an offer, and from the title of the
// site where there is none.
func recruiteeEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, recruiteeRequest(target{token: token}, query{}))
	if err := a.check("Recruitee", token); err != nil {
		return "", err
	}
	name := ""
	if err := decodeList(a.response.Body, "offers", nil, func(j recruiteeOffer) { name = field.FirstOf(name, j.Company) }); err != nil {
		if recruiteeSite().slug(token+".recruitee.com") == "" { // a host that only looks like one of Recruitee's
			return "", noBoard("Recruitee", token)
		}
		return "", notBoard("Recruitee", token, err)
	}
	if name != "" {
		return name, nil
	}
	return titleOf(ctx, ask, recruiteeSite().address(token, "/")), nil
}
