package board

import (
	"context"
	"net/url"
	"time"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// leverSite is one of the two sites of Lever. The same name can be another
// employer's board on each.
type leverSite struct{ api, pages string }

// lever reads the public API of Lever: the whole board as one bare list,
// without a count.
func lever() adapter {
	return leverAdapter("lever", leverSite{api: "api.lever.co", pages: "jobs.lever.co"})
}

// leverEU reads the European site of Lever.
func leverEU() adapter {
	return leverAdapter("lever-eu", leverSite{api: "api.eu.lever.co", pages: "jobs.eu.lever.co"})
}

func leverAdapter(ats string, site leverSite) adapter {
	return adapter{
		ats: ats, name: "Lever", gap: time.Second, // as its robots.txt asks
		parse: site.parse, host: fixedHost(site.api),
		lists:    []listing{{request: site.request, decode: site.decode}},
		employer: site.employer,
	}
}

func (s leverSite) parse(a address) (token, page string) {
	switch a.host {
	case s.pages:
		token = a.at(0)
	case s.api:
		token = a.after("v0", "postings")
	}
	if token = freeToken(token); token == "" {
		return "", ""
	}
	return token, s.page(token)
}

func (s leverSite) page(token string) string {
	return "https://" + s.pages + "/" + url.PathEscape(token)
}

func (s leverSite) list(token string) string {
	return "https://" + s.api + "/v0/postings/" + url.PathEscape(token) + "?mode=json"
}

func (s leverSite) request(t target, _ query) kith.Request { return get(s.list(t.token)) }

// leverPosting is an opening as Lever writes it.
type leverPosting struct {
	ID            word   `json:"id"`
	Text          string `json:"text"`
	Country       string `json:"country"`
	WorkplaceType string `json:"workplaceType"`
	CreatedAt     amount `json:"createdAt"` // milliseconds since 1970
	HostedURL     string `json:"hostedUrl"`
	Categories    struct {
		Location     string `json:"location"`
		AllLocations words  `json:"allLocations"`
		Department   string `json:"department"`
		Team         string `json:"team"`
		Commitment   string `json:"commitment"`
	} `json:"categories"`
	SalaryRange struct {
		Min      amount `json:"min"`
		Max      amount `json:"max"`
		Currency string `json:"currency"`
		Interval string `json:"interval"`
	} `json:"salaryRange"`
	Description      string `json:"description"`
	DescriptionPlain string `json:"descriptionPlain"`
	Lists            []struct {
		Text    string `json:"text"`
		Content string `json:"content"`
	} `json:"lists"`
	Additional      string `json:"additional"`
	AdditionalPlain string `json:"additionalPlain"`
}

func (s leverSite) decode(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	err := decodeList(res.Body, "", nil, func(j leverPosting) { p.add(j.opening(s.page(t.token)), "") })
	return p, err
}

func (j *leverPosting) opening(board string) kith.Opening {
	id, c, r := field.ExternalID(string(j.ID)), j.Categories, j.SalaryRange
	return kith.Opening{
		ExternalID: id, Title: text.Title(j.Text),
		Locations:      field.Places(append([]string{c.Location}, c.AllLocations...)...),
		Country:        text.Country(j.Country),
		Workplace:      field.Workplace(j.WorkplaceType),
		Department:     field.FirstOf(c.Department, c.Team),
		EmploymentType: field.EmploymentType(c.Commitment),
		Salary:         field.Pay{Min: float64(r.Min), Max: float64(r.Max), Currency: r.Currency, Period: field.Period(r.Interval)}.Salary(),
		URL:            field.WebAddress(j.HostedURL, board+"/"+url.PathEscape(id)),
		Description:    j.description(),
		PostedAt:       text.FromUnix(int64(j.CreatedAt)),
	}
}

// description puts the pieces of the text together: the plain one that Lever
// gives beside them lacks the lists.
func (j *leverPosting) description() string {
	pieces := []string{htmlOrPlain(j.Description, j.DescriptionPlain)}
	for _, l := range j.Lists {
		pieces = append(pieces, text.FromHTML("<h3>"+l.Text+"</h3><ul>"+l.Content+"</ul>"))
	}
	pieces = append(pieces, htmlOrPlain(j.Additional, j.AdditionalPlain))
	return joinTexts(pieces)
}

// employer asks for one opening, which is enough to know that the board is
// there, and takes the name from the board's page.
func (s leverSite) employer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, get(s.list(token)+"&limit=1"))
	if err := a.check("Lever", token); err != nil {
		return "", err
	}
	return titleOf(ctx, ask, s.page(token)), nil
}
