package board

import (
	"context"
	"net/url"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// The hosts of Rippling.
const (
	ripplingAPI   = "api.rippling.com"
	ripplingPages = "https://ats.rippling.com/"
)

// rippling reads the public API of Rippling: the whole board as one bare list,
// with one row for each place of an opening, and the texts in the details.
func rippling() adapter {
	return adapter{
		ats: "rippling", name: "Rippling",
		parse: parseRippling, host: pathHost("Rippling", ripplingAPI),
		lists: []listing{{
			request: ripplingRequest, decode: decodeRippling,
			detail: &detail{request: ripplingDetailRequest, decode: decodeRipplingDetail},
		}},
		employer: ripplingEmployer,
	}
}

// parseRippling knows the pages, in any language, and the APIs.
func parseRippling(a address) (token, page string) {
	switch a.host {
	case "ats.rippling.com", "ats.us1.rippling.com":
		a = a.withoutLocale()
		switch {
		case a.at(0) == "api" && a.at(2) == "board":
			token = a.at(3)
		case a.at(0) == "api" || a.at(0) == "_next" || a.at(0) == "static":
		case a.at(1) == "jobs" || a.at(1) == "":
			token = a.at(0)
		}
	case ripplingAPI:
		token = a.after("platform", "api", "ats", "v1", "board")
	}
	if !plainPattern.MatchString(token) || localePattern.MatchString(token) {
		return "", ""
	}
	return token, ripplingPages + token + "/jobs"
}

func ripplingList(token string) string {
	return "https://" + ripplingAPI + "/platform/api/ats/v1/board/" + url.PathEscape(token) + "/jobs"
}

func ripplingRequest(t target, _ query) kith.Request { return get(ripplingList(t.token)) }

// ripplingJob is an opening as Rippling writes it, in the list and in the
// details.
type ripplingJob struct {
	UUID       word          `json:"uuid"`
	Name       string        `json:"name"`
	URL        string        `json:"url"`
	Department ripplingLabel `json:"department"`
	Place      ripplingLabel `json:"workLocation"`
	Places     words         `json:"workLocations"`
	Employment ripplingLabel `json:"employmentType"`
	CreatedOn  string        `json:"createdOn"`
	Company    string        `json:"companyName"`
	Text       struct {
		Company string `json:"company"`
		Role    string `json:"role"`
	} `json:"description"`
	Pay []struct {
		Currency string `json:"currency"`
		Start    amount `json:"rangeStart"`
		End      amount `json:"rangeEnd"`
		Period   string `json:"frequency"`
	} `json:"payRangeDetails"`
}

// ripplingLabel is a choice of a list. Which of its members is for people
// differs from list to list.
type ripplingLabel struct {
	ID    word   `json:"id"`
	Label string `json:"label"`
	Name  string `json:"name"`
}

// words returns the member that is for people: not the one in capitals only.
func (l ripplingLabel) words() string {
	for _, s := range []string{l.Label, l.Name, string(l.ID)} {
		if s != "" && (strings.ToUpper(s) != s || !strings.Contains(s, "_")) {
			return s
		}
	}
	return ""
}

func decodeRippling(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	err := decodeList(res.Body, "", nil, func(j ripplingJob) { p.add(j.opening(t.token), "") })
	return p, err
}

func (j *ripplingJob) opening(token string) kith.Opening {
	id := field.ExternalID(string(j.UUID))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Name),
		Locations:      field.Places(append([]string{j.Place.Label}, j.Places...)...),
		Department:     field.FirstOf(j.Department.Label, j.Department.Name),
		EmploymentType: ripplingType(j.Employment.words()),
		URL:            field.WebAddress(j.URL, ripplingPages+url.PathEscape(token)+"/jobs/"+url.PathEscape(id)),
		Description:    joinTexts([]string{text.FromHTML(j.Text.Role), text.FromHTML(j.Text.Company)}),
		PostedAt:       text.ParseTime(j.CreatedOn),
	}
	for _, p := range j.Pay {
		if o.Salary = (field.Pay{Min: float64(p.Start), Max: float64(p.End), Currency: p.Currency, Period: field.Period(p.Period)}).Salary(); o.Salary != nil {
			break
		}
	}
	return o
}

// ripplingType returns the hours, which Rippling writes behind the kind of
// pay, as in "Salaried, full-time".
func ripplingType(kind string) string {
	if _, hours, found := strings.Cut(kind, ","); found {
		kind = strings.TrimSpace(hours)
	}
	return capital(field.EmploymentType(kind))
}

func ripplingDetailRequest(t target, o kith.Opening) kith.Request {
	return get(ripplingList(t.token) + "/" + url.PathEscape(o.ExternalID))
}

func decodeRipplingDetail(res *kith.Response) (kith.Opening, error) {
	var j ripplingJob
	if err := decodeOne(res.Body, &j); err != nil {
		return kith.Opening{}, err
	}
	if j.UUID == "" {
		return kith.Opening{}, notParsed(errNoPosting)
	}
	return j.opening(""), nil
}

// ripplingEmployer takes the name from an opening, and from the title of the
// board's page where there is none.
func ripplingEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	t := target{token: token}
	a := ask.send(ctx, ripplingRequest(t, query{}))
	if err := a.check("Rippling", token); err != nil {
		return "", err
	}
	found, err := decodeRippling(t, a.response)
	if err != nil {
		return "", notBoard("Rippling", token, err)
	}
	if len(found.rows) > 0 {
		var j ripplingJob
		a = ask.send(ctx, ripplingDetailRequest(t, found.rows[0].opening))
		if a.outcome == kith.OutcomeComplete && decodeOne(a.response.Body, &j) == nil && j.Company != "" {
			return text.Title(j.Company), nil
		}
	}
	return titleOf(ctx, ask, ripplingPages+url.PathEscape(token)+"/jobs"), nil
}
