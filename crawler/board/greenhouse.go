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

const greenhouseAPI = "boards-api.greenhouse.io"

// greenhouse reads the public API of Greenhouse: the whole board in one
// document, with its count and every text.
func greenhouse() adapter {
	return adapter{
		ats: "greenhouse", name: "Greenhouse", gap: 250 * time.Millisecond,
		parse: parseGreenhouse, host: fixedHost(greenhouseAPI),
		lists: []listing{
			{request: greenhouseRequest, decode: decodeGreenhouse},
			// A board that is too large with all its texts is read without them.
			{request: greenhouseShortRequest, decode: decodeGreenhouse, detail: &detail{request: greenhouseDetailRequest, decode: decodeGreenhouseDetail}},
		},
		employer: greenhouseEmployer,
	}
}

// parseGreenhouse knows the pages, the frames by which a careers page takes a
// board in, and the API. Boards of the European site are in the one API too.
func parseGreenhouse(a address) (token, page string) {
	pages := "https://job-boards.greenhouse.io/"
	switch a.host {
	case "boards.eu.greenhouse.io", "job-boards.eu.greenhouse.io":
		pages = "https://job-boards.eu.greenhouse.io/"
		fallthrough
	case "boards.greenhouse.io", "job-boards.greenhouse.io":
		if token = a.at(0); strings.EqualFold(token, "embed") {
			token = a.query.Get("for")
		}
	case greenhouseAPI, "boards-api.eu.greenhouse.io", "api.greenhouse.io":
		token = a.after("v1", "boards")
	}
	if token = strings.ToLower(token); !plainPattern.MatchString(token) {
		return "", ""
	}
	return token, pages + token
}

func greenhouseBoard(token string) string {
	return "https://" + greenhouseAPI + "/v1/boards/" + url.PathEscape(token)
}

func greenhouseRequest(t target, _ query) kith.Request {
	return get(greenhouseBoard(t.token) + "/jobs?content=true&pay_transparency=true")
}

func greenhouseShortRequest(t target, _ query) kith.Request {
	return get(greenhouseBoard(t.token) + "/jobs")
}

func greenhouseDetailRequest(t target, o kith.Opening) kith.Request {
	return get(greenhouseBoard(t.token) + "/jobs/" + url.PathEscape(o.ExternalID) + "?pay_transparency=true")
}

func decodeGreenhouseDetail(res *kith.Response) (kith.Opening, error) {
	var j greenhouseJob
	if err := decodeOne(res.Body, &j); err != nil {
		return kith.Opening{}, err
	}
	if j.Title == "" {
		return kith.Opening{}, notParsed(errNoPosting)
	}
	return j.opening(""), nil
}

// greenhouseJob is an opening as Greenhouse writes it. updated_at is left
// out: it moves with every edit, of whatever kind.
type greenhouseJob struct {
	ID             word   `json:"id"`
	Title          string `json:"title"`
	AbsoluteURL    string `json:"absolute_url"`
	FirstPublished string `json:"first_published"`
	Content        string `json:"content"` // HTML that is escaped as a whole
	Location       struct {
		Name string `json:"name"`
	} `json:"location"`
	Departments []struct {
		Name string `json:"name"`
	} `json:"departments"`
	Offices []struct {
		Name     string `json:"name"`
		Location string `json:"location"`
	} `json:"offices"`
	Pay []greenhousePay `json:"pay_input_ranges"`
}

// greenhousePay is a range of pay. The period is only in its heading.
type greenhousePay struct {
	MinCents amount `json:"min_cents"`
	MaxCents amount `json:"max_cents"`
	Currency string `json:"currency_type"`
	Title    string `json:"title"`
	Blurb    string `json:"blurb"`
}

func decodeGreenhouse(t target, res *kith.Response) (page, error) {
	meta := struct {
		Total *count `json:"total"`
	}{}
	p := page{total: -1}
	err := decodeList(res.Body, "jobs", map[string]any{"meta": &meta}, func(j greenhouseJob) {
		p.add(j.opening(t.token), "")
	})
	if meta.Total != nil {
		p.total = int(*meta.Total)
	}
	return p, err
}

func (j *greenhouseJob) opening(token string) kith.Opening {
	id := field.ExternalID(string(j.ID))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Title), Locations: j.places(),
		URL:         field.WebAddress(j.AbsoluteURL, "https://job-boards.greenhouse.io/"+token+"/jobs/"+url.PathEscape(id)),
		Description: text.FromHTML(text.Unescape(j.Content)),
		PostedAt:    text.ParseTime(j.FirstPublished),
		Salary:      greenhouseSalary(j.Pay),
	}
	o.Workplace = field.PlacesWorkplace(field.SplitPlaces(j.Location.Name))
	if len(j.Departments) > 0 {
		o.Department = text.Title(j.Departments[0].Name)
	}
	return o
}

// places returns the places of the opening. Where the location says only how
// the work is done, the cities are in the offices.
func (j *greenhouseJob) places() []string {
	named := field.SplitPlaces(j.Location.Name)
	for _, place := range named {
		if !field.IsWorkplaceOnly(place) {
			return named
		}
	}
	var offices []string
	for _, office := range j.Offices {
		if place := field.FirstOf(office.Location, office.Name); !field.IsWorkplaceOnly(place) {
			offices = append(offices, place)
		}
	}
	if len(offices) == 0 {
		return named
	}
	return field.Places(offices...)
}

// greenhouseSalary returns the widest range of those that are of the currency
// and period of the first: a board has one for each zone of pay.
func greenhouseSalary(ranges []greenhousePay) *kith.Salary {
	var whole field.Pay
	for i, r := range ranges {
		one := field.Pay{Min: float64(r.MinCents) / 100, Max: float64(r.MaxCents) / 100, Currency: r.Currency, Period: r.period()}
		switch {
		case i == 0:
			whole = one
		case one.Currency == whole.Currency && one.Period == whole.Period && one.Salary() != nil:
			whole.Min, whole.Max = min(whole.Min, one.Min), max(whole.Max, one.Max)
		}
	}
	return whole.Salary()
}

func (r greenhousePay) period() string {
	if p := field.Period(r.Title); p != "" {
		return p
	}
	return field.Period(text.FromHTML(text.Unescape(r.Blurb)))
}

func greenhouseEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, get(greenhouseBoard(token)))
	if err := a.check("Greenhouse", token); err != nil {
		return "", err
	}
	board := struct {
		Name string `json:"name"`
	}{}
	if err := decodeOne(a.response.Body, &board); err != nil {
		return "", notBoard("Greenhouse", token, err)
	}
	return text.Title(board.Name), nil
}
