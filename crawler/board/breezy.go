package board

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

func breezySite() tenantSite { return tenantSite{domain: ".breezy.hr"} }

// breezy reads the JSON of Breezy's sites: the whole board in one document,
// without a count, with the texts of those openings that have one. The others
// have theirs on their own pages. A tenant that is not there leads to Breezy's
// own front page.
func breezy() adapter {
	site := breezySite()
	return adapter{
		ats: "breezy", name: "Breezy HR", domain: site.domain,
		parse: parseBreezy, host: site.host,
		lists: []listing{{
			request: breezyRequest, decode: decodeBreezy,
			detail: &detail{request: breezyDetailRequest, decode: decodeBreezyDetail},
		}},
		employer: breezyEmployer,
	}
}

func parseBreezy(a address) (token, page string) { return breezySite().board(a, "/") }

func breezyRequest(t target, _ query) kith.Request {
	return get(breezySite().address(t.token, "/json?verbose=true"))
}

// breezyPlace is a place as Breezy writes it.
type breezyPlace struct {
	Name    string      `json:"name"`
	City    string      `json:"city"`
	State   breezyLabel `json:"state"`
	Country breezyLabel `json:"country"`
	Remote  bool        `json:"is_remote"`
}

// breezyLabel is a choice of a list.
type breezyLabel struct {
	ID   word   `json:"id"`
	Name string `json:"name"`
}

// breezyJob is an opening as Breezy writes it.
type breezyJob struct {
	ID          word          `json:"id"`
	FriendlyID  string        `json:"friendly_id"`
	Name        string        `json:"name"`
	URL         string        `json:"url"`
	Published   string        `json:"published_date"`
	Type        breezyLabel   `json:"type"`
	Location    breezyPlace   `json:"location"`
	Locations   []breezyPlace `json:"locations"`
	Department  string        `json:"department"`
	Salary      string        `json:"salary"`
	Description string        `json:"description"`
	Company     struct {
		Name string `json:"name"`
	} `json:"company"`
}

func decodeBreezy(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	if isBreezyFront(res) {
		return p, errBreezyFront
	}
	err := decodeList(res.Body, "", nil, func(j breezyJob) { p.add(j.opening(t.token), "") })
	return p, err
}

// errBreezyFront says that there is no such board, or no such opening.
var errBreezyFront = fmt.Errorf("the address leads to the front page of Breezy: %w", errGone)

// isBreezyFront reports whether an answer is of Breezy's own site.
func isBreezyFront(res *kith.Response) bool {
	u, err := url.Parse(res.URL)
	return err == nil && (u.Hostname() == "breezy.hr" || u.Hostname() == "www.breezy.hr" || u.Hostname() == "app.breezy.hr")
}

func (j *breezyJob) opening(token string) kith.Opening {
	o := kith.Opening{
		ExternalID: field.ExternalID(string(j.ID)), Title: text.Title(j.Name),
		Country:        text.Country(field.FirstOf(string(j.Location.Country.ID), j.Location.Country.Name)),
		Department:     text.Title(j.Department),
		EmploymentType: field.EmploymentType(j.Type.Name),
		URL:            field.WebAddress(j.URL, breezySite().address(token, "/p/"+url.PathEscape(field.FirstOf(j.FriendlyID, string(j.ID))))),
		Description:    text.FromHTML(j.Description),
		PostedAt:       text.ParseTime(j.Published),
	}
	remote := 0
	places := append([]breezyPlace{j.Location}, j.Locations...)
	for _, p := range places {
		o.Locations = append(o.Locations, p.line())
		if p.Remote {
			remote++
		}
	}
	o.Locations = field.Places(o.Locations...)
	if remote == len(places) {
		o.Workplace = kith.WorkplaceRemote
	}
	if len(o.Locations) > 1 {
		o.Country = ""
	}
	if j.Salary != "" {
		o.Salary = field.TextSalary("Salary: "+text.Line(j.Salary), o.Country)
	}
	o.Detailed = o.Description != ""
	return o
}

// line returns a place as one line.
func (p *breezyPlace) line() string {
	if p.Name != "" {
		return p.Name
	}
	state := p.State.Name
	if state == "" {
		state = string(p.State.ID)
	}
	return strings.Join([]string{p.City, state, p.Country.Name}, ",")
}

// breezyDetailRequest asks for the page of an opening, on the tenant's host
// and no other.
func breezyDetailRequest(t target, o kith.Opening) kith.Request {
	path := "/p/" + url.PathEscape(o.ExternalID)
	if u, err := url.Parse(o.URL); err == nil && strings.HasPrefix(u.Path, "/p/") {
		path = u.EscapedPath()
	}
	return getPage(breezySite().address(t.token, path))
}

// decodeBreezyDetail reads the data in the page for search engines, or where
// there is none the text that people see.
func decodeBreezyDetail(res *kith.Response) (kith.Opening, error) {
	if isBreezyFront(res) {
		return kith.Opening{}, errBreezyFront
	}
	o, err := decodePosting(res)
	if err == nil && o.Description != "" {
		// The list has the places, each with its remote work.
		return kith.Opening{Description: o.Description, Salary: o.Salary, EmploymentType: o.EmploymentType}, nil
	}
	doc, err := decodeHTML(res)
	if err != nil {
		return kith.Opening{}, err
	}
	source, err := doc.Find(".description").First().Html()
	if words := text.FromHTML(source); words != "" && err == nil {
		return kith.Opening{Description: words}, nil
	}
	return kith.Opening{}, notParsed(errors.New("there is no description in it"))
}

// breezyEmployer takes the name from an opening, and from the title of the
// site where there is none.
func breezyEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, get(breezySite().address(token, "/json")))
	if err := a.check("Breezy", token); err != nil {
		return "", err
	}
	if isBreezyFront(a.response) {
		return "", noBoard("Breezy", token)
	}
	name := ""
	if err := decodeList(a.response.Body, "", nil, func(j breezyJob) { name = field.FirstOf(name, j.Company.Name) }); err != nil {
		return "", notBoard("Breezy", token, err)
	}
	if name != "" {
		return name, nil
	}
	return titleOf(ctx, ask, breezySite().address(token, "/")), nil
}
