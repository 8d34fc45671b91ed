package board

import (
	"context"
	"net/url"
	"regexp"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// The host of Paylocity's boards.
const paylocityHost = "recruiting.paylocity.com"

// paylocity reads the page of a board at Paylocity, which has all openings as
// data in a script. Their texts are cut there and whole on their own pages.
func paylocity() adapter {
	return adapter{
		ats: "paylocity", name: "Paylocity",
		parse: parsePaylocity, host: paylocityHostOf,
		lists: []listing{{
			request: paylocityRequest, decode: decodePaylocity,
			detail: &detail{request: paylocityDetailRequest, decode: decodePosting},
		}},
		employer: paylocityEmployer,
	}
}

// guidPattern is the form of a GUID in lower case.
var guidPattern = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// parsePaylocity knows the page of a board and its feed. The address of an
// opening does not tell the board.
func parsePaylocity(a address) (token, page string) {
	if a.host != paylocityHost {
		return "", ""
	}
	token = a.after("recruiting", "jobs", "all")
	if token == "" {
		token = a.after("recruiting", "v2", "api", "feed", "jobs")
	}
	if token = strings.ToLower(token); !guidPattern.MatchString(token) {
		return "", ""
	}
	return token, paylocityPage(token)
}

func paylocityHostOf(token string) (string, error) {
	if !guidPattern.MatchString(token) {
		return "", kith.Errorf(kith.CodeInvalid, "%q is no board of Paylocity; it should be a GUID", token)
	}
	return paylocityHost, nil
}

func paylocityPage(token string) string {
	return "https://" + paylocityHost + "/recruiting/jobs/All/" + token
}

func paylocityRequest(t target, _ query) kith.Request { return getPage(paylocityPage(t.token)) }

// paylocityJob is an opening as Paylocity writes it.
type paylocityJob struct {
	ID        word   `json:"JobId"`
	Title     string `json:"JobTitle"`
	Place     string `json:"LocationName"`
	ShowPlace *bool  `json:"ShouldDisplayLocation"`
	Published string `json:"PublishedDate"`
	Dept      string `json:"HiringDepartment"`
	Remote    bool   `json:"IsRemote"`
	Location  struct {
		Name    string `json:"Name"`
		City    string `json:"City"`
		State   string `json:"State"`
		Country string `json:"Country"`
	} `json:"JobLocation"`
}

func decodePaylocity(_ target, res *kith.Response) (page, error) {
	if hasLeft(res, paylocityHost) {
		return page{}, errGone
	}
	p := page{total: -1}
	data := embeddedJSON(res.Body, "window.pageData =", "window.pageData=", "pageData =")
	if data == nil {
		return p, notParsed(errNoList)
	}
	err := decodeList(data, "Jobs", nil, func(j paylocityJob) { p.add(j.opening(), "") })
	return p, err
}

func (j *paylocityJob) opening() kith.Opening {
	id := field.ExternalID(string(j.ID))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Title), Department: text.Title(j.Dept),
		URL:       paylocityJobPage(id),
		PostedAt:  text.ParseTime(j.Published),
		Workplace: field.PlacesWorkplace(field.Places(j.Place)),
	}
	if j.Remote {
		o.Workplace = kith.WorkplaceRemote
	}
	if j.ShowPlace == nil || *j.ShowPlace {
		o.Locations = j.places()
		o.Country = text.Country(j.Location.Country)
	}
	return o
}

// places returns the address of the place of work, or its name where that is
// all.
func (j *paylocityJob) places() []string {
	l := j.Location
	if l.City != "" {
		return field.Places(l.City + "," + l.State + "," + l.Country)
	}
	return field.Places(field.FirstOf(j.Place, l.Name))
}

func paylocityJobPage(id string) string {
	return "https://" + paylocityHost + "/Recruiting/Jobs/Details/" + url.PathEscape(id)
}

func paylocityDetailRequest(_ target, o kith.Opening) kith.Request {
	return getPage(paylocityJobPage(o.ExternalID))
}

// paylocityEmployer takes the name from the data of the board.
func paylocityEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, paylocityRequest(target{token: token}, query{}))
	if err := a.check("Paylocity", token); err != nil {
		return "", err
	}
	if _, err := decodePaylocity(target{token: token}, a.response); err != nil {
		return "", notBoard("Paylocity", token, err)
	}
	var data struct {
		Title string `json:"ModuleTitle"`
	}
	if err := decodeOne(embeddedJSON(a.response.Body, "window.pageData =", "window.pageData=", "pageData ="), &data); err != nil {
		return "", notBoard("Paylocity", token, err)
	}
	return text.Title(data.Title), nil
}
