package board

import (
	"context"
	"net/url"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// The hosts of Gem.
const (
	gemAPI   = "api.gem.com"
	gemPages = "https://jobs.gem.com/"
)

// gem reads the public API of Gem: the whole board as one bare list, without a
// count, with its texts.
func gem() adapter {
	return adapter{
		ats: "gem", name: "Gem",
		parse: parseGem, host: pathHost("Gem", gemAPI),
		lists:    []listing{{request: gemRequest, decode: decodeGem}},
		employer: gemEmployer,
	}
}

func parseGem(a address) (token, page string) {
	switch a.host {
	case "jobs.gem.com":
		if token = a.at(0); token == "api" || token == "static" || token == "assets" {
			return "", ""
		}
	case gemAPI:
		if token = a.after("job_board", "v0"); token == "reference" { // the API's own description
			return "", ""
		}
	}
	if token = strings.ToLower(token); !plainPattern.MatchString(token) {
		return "", ""
	}
	return token, gemPages + token
}

func gemRequest(t target, _ query) kith.Request {
	return get("https://" + gemAPI + "/job_board/v0/" + url.PathEscape(t.token) + "/job_posts/")
}

// gemPost is an opening as Gem writes it.
type gemPost struct {
	ID           word   `json:"id"`
	Title        string `json:"title"`
	AbsoluteURL  string `json:"absolute_url"`
	Published    string `json:"first_published_at"`
	Content      string `json:"content"`
	Plain        string `json:"content_plain"`
	Employment   string `json:"employment_type"`
	LocationType string `json:"location_type"`
	Location     struct {
		Name string `json:"name"`
	} `json:"location"`
	Offices []struct {
		Name     string `json:"name"`
		Location struct {
			Name string `json:"name"`
		} `json:"location"`
	} `json:"offices"`
	Departments []struct {
		Name string `json:"name"`
	} `json:"departments"`
}

func decodeGem(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	err := decodeList(res.Body, "", nil, func(j gemPost) { p.add(j.opening(t.token), "") })
	return p, err
}

func (j *gemPost) opening(token string) kith.Opening {
	id := field.ExternalID(string(j.ID))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Title), Locations: j.places(), Workplace: field.Workplace(j.LocationType),
		EmploymentType: codedType(j.Employment),
		URL:            field.WebAddress(j.AbsoluteURL, gemPages+url.PathEscape(token)+"/"+url.PathEscape(id)),
		Description:    htmlOrPlain(j.Content, j.Plain),
		PostedAt:       text.ParseTime(j.Published),
	}
	if len(j.Departments) > 0 {
		o.Department = text.Title(j.Departments[0].Name)
	}
	return o
}

// places returns the offices, and the place in words where there are none.
func (j *gemPost) places() []string {
	var named []string
	for _, office := range j.Offices {
		named = append(named, field.FirstOf(office.Location.Name, office.Name))
	}
	if places := field.Places(named...); len(places) > 0 {
		return places
	}
	return field.SplitPlaces(j.Location.Name)
}

// gemEmployer asks whether the board is there, and takes the name from the
// title of its page. A page that is called Gem has not said whose it is.
func gemEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, gemRequest(target{token: token}, query{}))
	if err := a.check("Gem", token); err != nil {
		return "", err
	}
	name := titleOf(ctx, ask, gemPages+url.PathEscape(token))
	if field.Letters(name) == "gem" && token != "gem" {
		return "", nil
	}
	return name, nil
}
