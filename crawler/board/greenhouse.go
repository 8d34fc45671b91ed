package board

import (
	"context"
	"net/url"
	"strings"
	"time"

	"kith"
	"kith/crawler/internal/text"
)

const greenhouseAPI = "boards-api.greenhouse.io"

// greenhouse reads the public API of Greenhouse: the whole board in one
// document, with its count and every text.
func greenhouse() adapter {
	return adapter{
		ats: "greenhouse", name: "Greenhouse", gap: 250 * time.Millisecond,
		parse: parseGreenhouse, host: fixedHost(greenhouseAPI),
		list:     listing{request: greenhouseRequest, decode: decodeGreenhouse},
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
		if token = a.at(0); token == "embed" {
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

func greenhouseRequest(token string, _ query) kith.Request {
	return get(greenhouseBoard(token) + "/jobs?content=true&pay_transparency=true")
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

func decodeGreenhouse(token string, body []byte) (page, error) {
	meta := struct {
		Total *int `json:"total"`
	}{}
	p := page{total: -1}
	err := decodeList(body, "jobs", map[string]any{"meta": &meta}, func(j greenhouseJob) {
		p.add(j.opening(token), "")
	})
	if meta.Total != nil {
		p.total = *meta.Total
	}
	return p, err
}

func (j *greenhouseJob) opening(token string) kith.Opening {
	id := externalID(j.ID)
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Title), Locations: j.places(),
		URL:         webAddress(j.AbsoluteURL, "https://job-boards.greenhouse.io/"+token+"/jobs/"+url.PathEscape(id)),
		Description: text.FromHTML(text.Unescape(j.Content)),
		PostedAt:    text.ParseTime(j.FirstPublished),
		Salary:      greenhouseSalary(j.Pay),
	}
	o.Workplace = placesWorkplace(splitPlaces(j.Location.Name))
	if len(j.Departments) > 0 {
		o.Department = text.Title(j.Departments[0].Name)
	}
	return o
}

// places returns the places of the opening. Where the location says only how
// the work is done, the cities are in the offices.
func (j *greenhouseJob) places() []string {
	named := splitPlaces(j.Location.Name)
	for _, place := range named {
		if !isWorkplaceOnly(place) {
			return named
		}
	}
	var offices []string
	for _, office := range j.Offices {
		if place := firstOf(office.Location, office.Name); !isWorkplaceOnly(place) {
			offices = append(offices, place)
		}
	}
	if len(offices) == 0 {
		return named
	}
	return places(offices...)
}

// isWorkplaceOnly reports whether a location says how the work is done and
// not where.
func isWorkplaceOnly(place string) bool {
	switch letters(place) {
	case "", "remote", "hybrid", "onsite", "inoffice", "inperson", "fullyremote", "hybridremote", "remotehybrid", "distributed":
		return true
	}
	return false
}

// placesWorkplace returns the workplace that all places begin with, as in
// "Remote, Italy": a board without a field for it says it so.
func placesWorkplace(named []string) kith.Workplace {
	var all kith.Workplace
	for i, place := range named {
		first, _, _ := strings.Cut(strings.NewReplacer("-", " ", ",", " ", "(", " ", "/", " ").Replace(place), " ")
		var one kith.Workplace
		switch {
		case isWorkplaceOnly(place):
			one = workplace(place)
		case isWorkplaceOnly(first):
			one = workplace(first)
		}
		if strings.Contains(letters(place), "friendly") { // remote work is allowed, no more
			one = ""
		}
		if one == "" || (i > 0 && one != all) {
			return ""
		}
		all = one
	}
	return all
}

// greenhouseSalary returns the widest range of those that are of the currency
// and period of the first: a board has one for each zone of pay.
func greenhouseSalary(ranges []greenhousePay) *kith.Salary {
	var whole pay
	for i, r := range ranges {
		one := pay{min: float64(r.MinCents) / 100, max: float64(r.MaxCents) / 100, currency: r.Currency, period: r.period()}
		switch {
		case i == 0:
			whole = one
		case one.currency == whole.currency && one.period == whole.period && one.salary() != nil:
			whole.min, whole.max = min(whole.min, one.min), max(whole.max, one.max)
		}
	}
	return whole.salary()
}

func (r greenhousePay) period() string {
	if p := period(r.Title); p != "" {
		return p
	}
	return period(text.FromHTML(text.Unescape(r.Blurb)))
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
		return "", kith.Errorf(kith.CodeUnavailable, "Greenhouse, asked for the board “%s”: %w", token, err)
	}
	return text.Title(board.Name), nil
}
