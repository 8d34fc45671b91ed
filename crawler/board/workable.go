package board

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"time"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// The hosts of Workable.
const (
	workableHost  = "apply.workable.com"
	workablePages = "https://" + workableHost + "/"
)

// workable reads the public API of Workable: the list that employers show on
// their own sites, whole and with its texts, but with one row for each place;
// and where that is closed or too large the API of the pages, by cursor. All
// boards share one host, which refuses a third request at a time.
func workable() adapter {
	return adapter{
		ats: "workable", name: "Workable", gap: 500 * time.Millisecond,
		parse: parseWorkable, host: pathHost("Workable", workableHost),
		lists: []listing{
			{request: workableRequest, decode: decodeWorkable},
			{request: workablePageRequest, decode: decodeWorkablePage, paging: byCursor, detail: &detail{request: workableDetailRequest, decode: decodeWorkableDetail}},
		},
		employer: workableEmployer,
	}
}

// parseWorkable knows the pages, the API and the old hosts of single
// employers. An address apply.workable.com/j/CODE is one opening of an
// employer that it does not name.
func parseWorkable(a address) (token, page string) {
	switch {
	case a.host == workableHost && strings.EqualFold(a.at(0), "api"):
		if token = a.after("api", a.at(1), "accounts"); a.at(2) == "widget" {
			token = a.after("api", a.at(1), "widget", "accounts")
		}
	case a.host == workableHost:
		if token = strings.ToLower(a.at(0)); token == "j" || token == "embed" || token == "static" || token == "assets" || token == "gdpr" {
			return "", ""
		}
	case a.host == "www.workable.com" || a.host == "jobs.workable.com":
		token = a.after("api", "accounts")
	default:
		token = (tenantSite{domain: ".workable.com"}).slug(a.host)
	}
	if token = strings.ToLower(token); !plainPattern.MatchString(token) {
		return "", ""
	}
	return token, workablePages + token + "/"
}

func workableAccount(version, token string) string {
	return workablePages + "api/" + version + "/accounts/" + url.PathEscape(token)
}

func workableRequest(t target, _ query) kith.Request {
	return get(workableAccount("v1/widget", t.token) + "?details=true")
}

// workableJob is an opening as the list for employers' sites has it: as many
// rows as the opening has places, each with all of them in Locations.
type workableJob struct {
	Shortcode     word            `json:"shortcode"`
	Title         string          `json:"title"`
	Employment    string          `json:"employment_type"`
	Telecommuting bool            `json:"telecommuting"`
	Department    string          `json:"department"`
	Function      string          `json:"function"`
	Experience    string          `json:"experience"`
	URL           string          `json:"url"`
	PublishedOn   string          `json:"published_on"`
	CreatedAt     string          `json:"created_at"`
	City          string          `json:"city"`
	State         string          `json:"state"`
	Country       string          `json:"country"`
	Locations     []workablePlace `json:"locations"`
	Description   string          `json:"description"`
}

// workablePlace is a place as Workable writes it.
type workablePlace struct {
	City    string `json:"city"`
	Region  string `json:"region"`
	Country string `json:"country"`
}

// workablePlaces returns places as one line each.
func workablePlaces(all []workablePlace) []string {
	var lines []string
	for _, p := range all {
		lines = append(lines, strings.Join([]string{p.City, p.Region, p.Country}, ","))
	}
	return field.Places(lines...)
}

func decodeWorkable(_ target, res *kith.Response) (page, error) {
	p := page{total: -1}
	err := decodeList(res.Body, "jobs", nil, func(j workableJob) { p.add(j.opening(), "") })
	return p, err
}

func (j *workableJob) opening() kith.Opening {
	o := kith.Opening{
		ExternalID: field.ExternalID(string(j.Shortcode)), Title: text.Title(j.Title),
		Locations:      workablePlaces(j.Locations),
		Department:     field.FirstOf(j.Department, j.Function),
		EmploymentType: field.EmploymentType(j.Employment),
		Seniority:      field.SeniorityOf(j.Experience),
		Description:    text.FromHTML(j.Description),
		PostedAt:       text.ParseTime(j.PublishedOn),
	}
	if len(o.Locations) == 0 {
		o.Locations = workablePlaces([]workablePlace{{j.City, j.State, j.Country}})
	}
	o.URL = field.WebAddress(j.URL, workableJobPage(o.ExternalID))
	if j.Telecommuting {
		o.Workplace = kith.WorkplaceRemote
	}
	if o.PostedAt.IsZero() {
		o.PostedAt = text.ParseTime(j.CreatedAt)
	}
	return o
}

// workableJobPage returns the address of an opening, the same in both lists.
func workableJobPage(id string) string { return workablePages + "j/" + url.PathEscape(id) }

// workablePageRequest asks the API of the pages, ten openings at a time.
func workablePageRequest(t target, q query) kith.Request {
	body := `{"query":"","location":[],"department":[],"worktype":[]}`
	if q.cursor != "" {
		cursor, _ := json.Marshal(q.cursor) // a string never fails
		body = body[:len(body)-1] + `,"token":` + string(cursor) + "}"
	}
	return postJSON(workableAccount("v3", t.token)+"/jobs", body)
}

// workableRow is an opening as the API of the pages has it, in the list and in
// the details.
type workableRow struct {
	Shortcode    word            `json:"shortcode"`
	Title        string          `json:"title"`
	Remote       bool            `json:"remote"`
	Workplace    string          `json:"workplace"`
	Location     workablePlace   `json:"location"`
	Locations    []workablePlace `json:"locations"`
	Published    string          `json:"published"`
	Type         string          `json:"type"`
	Language     string          `json:"language"`
	Department   words           `json:"department"`
	Description  string          `json:"description"`
	Requirements string          `json:"requirements"`
	Benefits     string          `json:"benefits"`
}

func decodeWorkablePage(_ target, res *kith.Response) (page, error) {
	p := page{total: -1}
	var total *count
	err := decodeList(res.Body, "results", map[string]any{"total": &total, "nextPage": &p.next}, func(j workableRow) {
		p.add(j.opening(), "")
	})
	if total != nil {
		p.total = int(*total)
	}
	return p, err
}

func (j *workableRow) opening() kith.Opening {
	id := field.ExternalID(string(j.Shortcode))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Title), URL: workableJobPage(id),
		Locations: workablePlaces(append([]workablePlace{j.Location}, j.Locations...)),
		Workplace: field.Workplace(j.Workplace), Department: field.FirstOf(j.Department...),
		EmploymentType: workableType(j.Type), Language: languageCode(j.Language), PostedAt: text.ParseTime(j.Published),
		Description: joinTexts([]string{text.FromHTML(j.Description), text.FromHTML(j.Requirements), text.FromHTML(j.Benefits)}),
	}
	if o.Workplace == "" && j.Remote {
		o.Workplace = kith.WorkplaceRemote
	}
	return o
}

// workableType returns the kind of employment, which the API of the pages
// shortens.
func workableType(kind string) string {
	switch kind {
	case "full", "part":
		kind += "time"
	}
	return field.EmploymentType(kind)
}

func workableDetailRequest(t target, o kith.Opening) kith.Request {
	return get(workableAccount("v2", t.token) + "/jobs/" + url.PathEscape(o.ExternalID))
}

func decodeWorkableDetail(res *kith.Response) (kith.Opening, error) {
	var j workableRow
	if err := decodeOne(res.Body, &j); err != nil {
		return kith.Opening{}, err
	}
	if j.Shortcode == "" {
		return kith.Opening{}, notParsed(errNoPosting)
	}
	return j.opening(), nil
}

// workableEmployer asks for the list without its texts, which names the
// employer.
func workableEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, get(workableAccount("v1/widget", token)))
	if err := a.check("Workable", token); err != nil {
		return "", err
	}
	board := struct {
		Name string `json:"name"`
	}{}
	if err := decodeOne(a.response.Body, &board); err != nil {
		return "", notBoard("Workable", token, err)
	}
	return text.Title(board.Name), nil
}
