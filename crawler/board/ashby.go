package board

import (
	"context"
	"net/url"
	"strings"
	"time"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// The hosts of Ashby.
const (
	ashbyAPI   = "api.ashbyhq.com"
	ashbyPages = "https://jobs.ashbyhq.com/"
)

// ashby reads the public API of Ashby: the whole board in one document,
// without a count. Names of boards are told apart by case and may have blanks.
func ashby() adapter {
	return adapter{
		ats: "ashby", name: "Ashby", gap: 500 * time.Millisecond,
		parse: parseAshby, host: fixedHost(ashbyAPI),
		lists:    []listing{{request: ashbyRequest, decode: decodeAshby}},
		employer: ashbyEmployer,
	}
}

func parseAshby(a address) (token, page string) {
	switch a.host {
	case "jobs.ashbyhq.com":
		if token = a.at(0); token == "api" || token == "_next" {
			return "", ""
		}
	case ashbyAPI:
		token = a.after("posting-api", "job-board")
	}
	if token = freeToken(token); token == "" {
		return "", ""
	}
	return token, ashbyPages + url.PathEscape(token)
}

func ashbyRequest(t target, _ query) kith.Request {
	return get("https://" + ashbyAPI + "/posting-api/job-board/" + url.PathEscape(t.token) + "?includeCompensation=true")
}

// ashbyJob is an opening as Ashby writes it.
type ashbyJob struct {
	ID                 word   `json:"id"`
	Title              string `json:"title"`
	Department         string `json:"department"`
	Team               string `json:"team"`
	EmploymentType     string `json:"employmentType"`
	Location           string `json:"location"`
	SecondaryLocations []struct {
		Location string `json:"location"`
	} `json:"secondaryLocations"`
	Address struct {
		PostalAddress struct {
			Country string `json:"addressCountry"`
		} `json:"postalAddress"`
	} `json:"address"`
	PublishedAt      string `json:"publishedAt"`
	IsListed         *bool  `json:"isListed"`
	IsRemote         bool   `json:"isRemote"` // of hybrid work too
	WorkplaceType    string `json:"workplaceType"`
	JobURL           string `json:"jobUrl"`
	DescriptionHTML  string `json:"descriptionHtml"`
	DescriptionPlain string `json:"descriptionPlain"`
	ShowPay          *bool  `json:"shouldDisplayCompensationOnJobPostings"`
	Compensation     struct {
		Components []ashbyPay `json:"summaryComponents"`
	} `json:"compensation"`
}

// ashbyPay is one component of what an opening pays.
type ashbyPay struct {
	Type     string `json:"compensationType"`
	Interval string `json:"interval"` // "1 YEAR"
	Currency string `json:"currencyCode"`
	Min      amount `json:"minValue"`
	Max      amount `json:"maxValue"`
}

// decodeAshby leaves out what the board does not list: such an opening is for
// those who were sent its address.
func decodeAshby(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	err := decodeList(res.Body, "jobs", nil, func(j ashbyJob) {
		if j.IsListed == nil || *j.IsListed {
			p.add(j.opening(t.token), "")
		}
	})
	return p, err
}

func (j *ashbyJob) opening(token string) kith.Opening {
	id := field.ExternalID(string(j.ID))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Title),
		Country:        text.Country(j.Address.PostalAddress.Country),
		Workplace:      field.Workplace(j.WorkplaceType),
		Department:     field.FirstOf(j.Department, j.Team),
		EmploymentType: field.EmploymentType(j.EmploymentType),
		Salary:         j.salary(),
		URL:            field.WebAddress(j.JobURL, ashbyPages+url.PathEscape(token)+"/"+url.PathEscape(id)),
		Description:    htmlOrPlain(j.DescriptionHTML, j.DescriptionPlain),
		PostedAt:       text.ParseTime(j.PublishedAt),
	}
	named := []string{j.Location}
	for _, second := range j.SecondaryLocations {
		named = append(named, second.Location)
	}
	o.Locations = field.Places(named...)
	if o.Workplace == "" && j.WorkplaceType == "" && j.IsRemote {
		o.Workplace = kith.WorkplaceRemote
	}
	return o
}

// salary returns the first salary of the components, unless the employer does
// not want it shown.
func (j *ashbyJob) salary() *kith.Salary {
	if j.ShowPay != nil && !*j.ShowPay {
		return nil
	}
	for _, c := range j.Compensation.Components {
		if !strings.EqualFold(c.Type, "Salary") {
			continue
		}
		p := field.Pay{Min: float64(c.Min), Max: float64(c.Max), Currency: c.Currency}
		if strings.HasPrefix(c.Interval, "1 ") {
			p.Period = field.Period(c.Interval)
		}
		if s := p.Salary(); s != nil {
			return s
		}
	}
	return nil
}

// ashbyEmployer asks the API whether the board is there: the page answers for
// any name.
func ashbyEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, ashbyRequest(target{token: token}, query{}))
	if err := a.check("Ashby", token); err != nil {
		return "", err
	}
	return titleOf(ctx, ask, ashbyPages+url.PathEscape(token)), nil
}
