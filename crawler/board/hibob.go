package board

import (
	"context"
	"net/url"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// hibob reads the API of HiBob's career sites: the whole board in one document,
// without a count. It answers only who comes from the site itself.
func hibob() adapter {
	site := hibobSite()
	return adapter{
		ats: "hibob", name: "HiBob", domain: site.domain,
		parse: parseHiBob, host: site.host,
		lists:    []listing{{request: hibobRequest, decode: decodeHiBob}},
		employer: hibobEmployer,
	}
}

func hibobSite() tenantSite { return tenantSite{domain: ".careers.hibob.com"} }

func parseHiBob(a address) (token, page string) { return hibobSite().board(a, "/jobs") }

func hibobRequest(t target, _ query) kith.Request {
	r := get(hibobSite().address(t.token, "/api/job-ad"))
	r.Header.Set("Referer", hibobSite().address(t.token, "/jobs"))
	r.Header.Set("Companyidentifier", t.token)
	return r
}

// hibobJob is an opening as HiBob writes it. Its text is in four pieces.
type hibobJob struct {
	ID               word   `json:"id"`
	Title            string `json:"title"`
	Department       string `json:"department"`
	Employment       string `json:"employmentType"`
	Site             string `json:"site"`
	Country          string `json:"country"`
	Language         string `json:"language"`
	Description      string `json:"description"`
	Responsibilities string `json:"responsibilities"`
	Requirements     string `json:"requirements"`
	Benefits         string `json:"benefits"`
	Labels           struct {
		Responsibilities string `json:"responsibilities"`
		Requirements     string `json:"requirements"`
		Benefits         string `json:"benefits"`
	} `json:"sectionLabels"`
	PublishedAt string `json:"publishedAt"`
	WorkspaceID string `json:"workspaceTypeId"`
	Workspace   string `json:"workspaceType"`
	PayMin      amount `json:"payTransparencyMinSalary"`
	PayMax      amount `json:"payTransparencyMaxSalary"`
	PayCurrency string `json:"payTransparencySalaryCurrency"`
	PayPeriod   string `json:"payTransparencySalaryPayPeriod"`
}

func decodeHiBob(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	err := decodeList(res.Body, "jobAdDetails", nil, func(j hibobJob) { p.add(j.opening(t.token), "") })
	return p, err
}

func (j *hibobJob) opening(token string) kith.Opening {
	id := field.ExternalID(string(j.ID))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Title),
		Locations:      field.Places(j.place()),
		Country:        text.Country(j.Country),
		Department:     text.Title(j.Department),
		EmploymentType: field.EmploymentType(j.Employment),
		Salary: field.Pay{Min: float64(j.PayMin), Max: float64(j.PayMax), Currency: j.PayCurrency,
			Period: field.Period(j.PayPeriod)}.Salary(),
		URL:         hibobSite().address(token, "/jobs/"+url.PathEscape(id)),
		Description: j.text(),
		PostedAt:    text.ParseTime(j.PublishedAt),
		Language:    languageCode(j.Language),
	}
	if o.Workplace = field.Workplace(j.Workspace); o.Workplace == "" { // the name is in the site's language
		o.Workplace = field.Workplace(j.WorkspaceID)
	}
	return o
}

// place returns the office with its country, which may be named in it.
func (j *hibobJob) place() string {
	if strings.Contains(strings.ToLower(j.Site), strings.ToLower(j.Country)) {
		return j.Site
	}
	return j.Site + "," + j.Country
}

// text puts the pieces of the text together, each under its heading.
func (j *hibobJob) text() string {
	return joinSections(
		section{Text: j.Description},
		section{Title: j.Labels.Responsibilities, Text: j.Responsibilities},
		section{Title: j.Labels.Requirements, Text: j.Requirements},
		section{Title: j.Labels.Benefits, Text: j.Benefits},
	)
}

// hibobEmployer asks whether the board is there, and takes the name from the
// title of its page.
func hibobEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, hibobRequest(target{token: token}, query{}))
	if err := a.check("HiBob", token); err != nil {
		return "", err
	}
	if _, err := decodeHiBob(target{token: token}, a.response); err != nil {
		return "", notBoard("HiBob", token, err)
	}
	return titleOf(ctx, ask, hibobSite().address(token, "/jobs")), nil
}
