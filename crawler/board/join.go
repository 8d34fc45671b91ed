package board

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"
	"time"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// The host of JOIN, and where its companies are.
const (
	joinHost  = "join.com"
	joinPages = "https://" + joinHost + "/companies/"
)

// join reads the data behind JOIN's pages: five openings a page, with a count,
// the texts on the pages of the openings. More than one and a half requests in
// a second are refused, the more the faster they come.
func join() adapter {
	return adapter{
		ats: "join", name: "JOIN", gap: 700 * time.Millisecond,
		parse: parseJoin, host: pathHost("JOIN", joinHost),
		lists: []listing{{
			request: joinRequest, decode: decodeJoin, paging: byPage,
			detail: &detail{request: joinDetailRequest, decode: decodePosting},
		}},
		employer: joinEmployer,
	}
}

// parseJoin knows the pages of companies and of their openings, also with a
// language in front.
func parseJoin(a address) (token, page string) {
	if a.host != joinHost && a.host != "www."+joinHost {
		return "", ""
	}
	if len(a.at(0)) == 2 { // a language alone
		a.path = a.path[1:]
	}
	token = strings.ToLower(a.withoutLocale().after("companies"))
	if !plainPattern.MatchString(token) {
		return "", ""
	}
	return token, joinPages + token
}

func joinRequest(t target, q query) kith.Request {
	address := joinPages + url.PathEscape(t.token)
	if q.page > 0 {
		address += fmt.Sprintf("?page=%d", q.page+1)
	}
	return getPage(address)
}

// joinState is what is in the data behind a page.
type joinState struct {
	Company struct {
		Name   string `json:"name"`
		Domain string `json:"domain"` // the name in addresses
	} `json:"company"`
	Jobs json.RawMessage `json:"jobs"`
}

// joinPagination says how far a list goes.
type joinPagination struct {
	Rows  *count `json:"rowCount"`
	Total *count `json:"total"`
	Page  int    `json:"page"`
	Pages int    `json:"pageCount"`
}

// joinJob is an opening as JOIN writes it.
type joinJob struct {
	ID          word       `json:"id"`
	IDParam     string     `json:"idParam"`
	Title       string     `json:"title"`
	Workplace   string     `json:"workplaceType"`
	Employment  joinLabel  `json:"employmentType"`
	Department  joinLabel  `json:"department"`
	Category    joinLabel  `json:"category"`
	PublishedAt string     `json:"publishedAt"`
	CreatedAt   string     `json:"createdAt"`
	PayFrom     joinAmount `json:"salaryAmountFrom"`
	PayTo       joinAmount `json:"salaryAmountTo"`
	PayPeriod   string     `json:"salaryFrequency"`
	City        struct {
		City    string `json:"cityName"`
		Country string `json:"countryName"`
	} `json:"city"`
	Country  joinLabel `json:"country"`
	Language int       `json:"languageId"`
}

// joinAmount is an amount in the hundredth part of a currency.
type joinAmount struct {
	Amount   amount `json:"amount"`
	Currency string `json:"currency"`
}

// joinLabel is a text, or an object with a name.
type joinLabel string

// UnmarshalJSON reads either form.
func (l *joinLabel) UnmarshalJSON(data []byte) error {
	var name string
	if json.Unmarshal(data, &name) == nil {
		*l = joinLabel(name)
		return nil
	}
	var named struct {
		Name string `json:"name"`
	}
	_ = json.Unmarshal(data, &named) // what is of another shape says nothing
	*l = joinLabel(named.Name)
	return nil
}

// readJoin returns the data behind a page of a company. JOIN has been seen to
// answer with the page of another one while the right one is made anew: that
// is no answer.
func readJoin(token string, res *kith.Response) (joinState, error) {
	var whole struct {
		Props struct {
			PageProps struct {
				State *joinState `json:"initialState"`
			} `json:"pageProps"`
		} `json:"props"`
	}
	_, script, _ := bytes.Cut(res.Body, []byte(`id="__NEXT_DATA__"`))
	_, script, _ = bytes.Cut(script, []byte(">"))
	data := embeddedJSON(script, "")
	if data == nil {
		return joinState{}, notParsed(errors.New("there is no data in it"))
	}
	if err := decodeOne(data, &whole); err != nil {
		return joinState{}, err
	}
	state := whole.Props.PageProps.State
	if state == nil {
		return joinState{}, notParsed(errors.New("there is no company in it"))
	}
	if domain := state.Company.Domain; !strings.EqualFold(domain, token) && !strings.EqualFold(domain, joinLed(res.URL)) {
		return joinState{}, fmt.Errorf("the page is of another company (%.40q)", domain)
	}
	return *state, nil
}

// joinLed returns the company whose page a request was led to: one that has
// another name now is found under the old one still.
func joinLed(address string) string {
	u, err := url.Parse(address)
	if err != nil || path.Dir(u.Path) != "/companies" {
		return ""
	}
	return path.Base(u.Path)
}

func decodeJoin(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	state, err := readJoin(t.token, res)
	if err != nil {
		return p, err
	}
	var more joinPagination
	err = decodeList(state.Jobs, "items", map[string]any{"pagination": &more}, func(j joinJob) { p.add(j.opening(t.token), "") })
	for _, total := range []*count{more.Rows, more.Total} {
		if total != nil && p.total < 0 {
			p.total = int(*total)
		}
	}
	p.last = more.Pages > 0 && more.Page >= more.Pages
	return p, err
}

func (j *joinJob) opening(token string) kith.Opening {
	id := field.ExternalID(string(j.ID))
	link := field.FirstOf(j.IDParam, id)
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Title), Workplace: field.Workplace(j.Workplace),
		Locations:      field.Places(j.City.City + "," + field.FirstOf(j.City.Country, string(j.Country))),
		Country:        text.Country(field.FirstOf(j.City.Country, string(j.Country))),
		Department:     field.FirstOf(string(j.Department), string(j.Category)),
		EmploymentType: joinType(string(j.Employment)),
		Language:       joinLanguage(j.Language),
		URL:            joinPages + url.PathEscape(token) + "/" + url.PathEscape(link),
		PostedAt:       text.ParseTime(j.PublishedAt),
		Salary: field.Pay{
			Min: float64(j.PayFrom.Amount) / 100, Max: float64(j.PayTo.Amount) / 100,
			Currency: field.FirstOf(j.PayFrom.Currency, j.PayTo.Currency), Period: field.Period(j.PayPeriod),
		}.Salary(),
	}
	if o.PostedAt.IsZero() {
		o.PostedAt = text.ParseTime(j.CreatedAt)
	}
	return o
}

// joinType returns the kind of employment. That somebody is an employee says
// nothing of the hours, which the opening's page may tell.
func joinType(kind string) string {
	if kind = codedType(kind); kind == "Employee" {
		return ""
	}
	return kind
}

// joinLanguage returns the language of an opening by JOIN's number for it.
func joinLanguage(id int) string {
	switch id {
	case 1:
		return "de"
	case 2:
		return "it"
	case 3:
		return "fr"
	case 5:
		return "en"
	case 16:
		return "nl"
	case 17:
		return "es"
	}
	return ""
}

func joinDetailRequest(_ target, o kith.Opening) kith.Request { return getPage(o.URL) }

func joinEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, joinRequest(target{token: token}, query{}))
	if err := a.check("JOIN", token); err != nil {
		return "", err
	}
	state, err := readJoin(token, a.response)
	if err != nil {
		return "", notBoard("JOIN", token, err)
	}
	return text.Title(state.Company.Name), nil
}
