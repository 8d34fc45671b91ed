package board

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

func pinpointSite() tenantSite { return tenantSite{domain: ".pinpointhq.com"} }

// pinpoint reads the JSON of Pinpoint's sites: the whole board in one
// document, without a count. Where it does not say when an opening was
// published, the opening's page may.
func pinpoint() adapter {
	site := pinpointSite()
	return adapter{
		ats: "pinpoint", name: "Pinpoint", domain: site.domain,
		parse: parsePinpoint, host: site.host,
		lists: []listing{{
			request: pinpointRequest, decode: decodePinpoint,
			detail: &detail{request: pinpointDetailRequest, decode: decodePinpointDetail},
		}},
		employer: pinpointEmployer,
	}
}

func parsePinpoint(a address) (token, page string) { return pinpointSite().board(a, "/") }

func pinpointRequest(t target, _ query) kith.Request {
	return get(pinpointSite().address(t.token, "/postings.json"))
}

// pinpointName is a part of the company.
type pinpointName struct {
	Name string `json:"name"`
}

// pinpointPosting is an opening as Pinpoint writes it. Its deadline_at is when
// one can apply until, and no publication.
type pinpointPosting struct {
	ID          word   `json:"id"`
	Title       string `json:"title"`
	URL         string `json:"url"`
	Path        string `json:"path"`
	Description string `json:"description"`
	DutiesHead  string `json:"key_responsibilities_header"`
	Duties      string `json:"key_responsibilities"`
	SkillsHead  string `json:"skills_knowledge_expertise_header"`
	Skills      string `json:"skills_knowledge_expertise"`
	GainsHead   string `json:"benefits_header"`
	Gains       string `json:"benefits"`
	Workplace   string `json:"workplace_type"`
	Employment  string `json:"employment_type_text"`
	Kind        string `json:"employment_type"`
	Location    struct {
		Name     string `json:"name"`
		City     string `json:"city"`
		Province string `json:"province"`
	} `json:"location"`
	Job struct {
		Department pinpointName `json:"department"`
	} `json:"job"`
	Department  pinpointName `json:"department"`
	ShowPay     bool         `json:"compensation_visible"`
	PayMin      amount       `json:"compensation_minimum"`
	PayMax      amount       `json:"compensation_maximum"`
	PayCurrency string       `json:"compensation_currency"`
	PayPeriod   string       `json:"compensation_frequency"`
	Published   string       `json:"first_published_at"`
}

func decodePinpoint(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	err := decodeList(res.Body, "data", nil, func(j pinpointPosting) { p.add(j.opening(t.token), "") })
	return p, err
}

func (j *pinpointPosting) opening(token string) kith.Opening {
	id := field.ExternalID(string(j.ID))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Title), Locations: j.places(), Workplace: field.Workplace(j.Workplace),
		Department:     field.FirstOf(j.Job.Department.Name, j.Department.Name),
		EmploymentType: codedType(field.FirstOf(j.Employment, j.Kind)),
		URL:            field.WebAddress(j.URL),
		Description:    j.text(),
		PostedAt:       text.ParseTime(j.Published),
	}
	o.Detailed = !o.PostedAt.IsZero()
	if o.URL == "" {
		path := "/en/postings/" + url.PathEscape(id)
		if u, err := url.Parse(j.Path); err == nil && u.Host == "" && strings.HasPrefix(u.Path, "/") {
			path = u.EscapedPath()
		}
		o.URL = pinpointSite().address(token, path)
	}
	if j.ShowPay {
		o.Salary = field.Pay{Min: float64(j.PayMin), Max: float64(j.PayMax), Currency: j.PayCurrency, Period: field.Period(j.PayPeriod)}.Salary()
	}
	return o
}

// pinpointDetailRequest asks for the page of an opening, on the tenant's host
// and no other.
func pinpointDetailRequest(t target, o kith.Opening) kith.Request {
	path := "/en/postings/" + url.PathEscape(o.ExternalID)
	if u, err := url.Parse(o.URL); err == nil && strings.Contains(u.Path, "/postings/") {
		path = u.EscapedPath()
	}
	return getPage(pinpointSite().address(t.token, path))
}

// decodePinpointDetail takes the date from the data in the page for search
// engines. A page of Pinpoint's without any has told all that it knows.
func decodePinpointDetail(res *kith.Response) (kith.Opening, error) {
	o, err := decodePosting(res)
	if errors.Is(err, errNoPosting) && bytes.Contains(res.Body, []byte("pinpointhq.com")) {
		return kith.Opening{}, nil
	}
	return kith.Opening{PostedAt: o.PostedAt}, err
}

func (j *pinpointPosting) places() []string {
	if named := field.SplitPlaces(j.Location.Name); len(named) > 0 {
		return named
	}
	return field.Places(j.Location.City + "," + j.Location.Province)
}

// text puts the parts of the text together, each under its heading.
func (j *pinpointPosting) text() string {
	return joinSections(
		section{Text: j.Description},
		section{Title: j.DutiesHead, Text: j.Duties},
		section{Title: j.SkillsHead, Text: j.Skills},
		section{Title: j.GainsHead, Text: j.Gains},
	)
}

// pinpointEmployer asks whether the board is there, and takes the name from
// the title of its page.
func pinpointEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, pinpointRequest(target{token: token}, query{}))
	if err := a.check("Pinpoint", token); err != nil {
		return "", err
	}
	return titleOf(ctx, ask, pinpointSite().address(token, "/")), nil
}
