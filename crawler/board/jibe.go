package board

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// Of Jibe.
const (
	jibeDomain = ".jibeapply.com"
	jibeGap    = 5 * time.Second // as the robots.txt of its hosts asks
	jibeLimit  = 100             // rows of a page; more are refused
)

// jibe reads the API of the career sites that iCIMS calls Jibe: numbered pages
// with a count, all fields in the list. They stand under the employer's own
// name or under one of Jibe's; a token is the host.
func jibe() adapter {
	return adapter{
		ats: "jibe", name: "iCIMS (Jibe)", gap: jibeGap, domain: jibeDomain,
		parse: parseJibe, recognize: recognizeJibe, host: jibeHost,
		lists:    []listing{{request: jibeRequest, decode: decodeJibe, paging: byPage}},
		employer: jibeEmployer,
	}
}

// parseJibe knows Jibe's own hosts. Those of employers are known by what
// stands in their pages.
func parseJibe(a address) (token, page string) {
	tenant := tenantOf(a.host, jibeDomain)
	if tenant == "" || tenant == "icims" || tenant == "template" || tenant == "launch" || tenant == "hexdigital" {
		return "", ""
	}
	return a.host, "https://" + a.host + "/jobs"
}

// recognizeJibe knows the pages of Jibe's sites.
func recognizeJibe(p webPage) (token, page string) {
	if !p.mentions("data-jibe-search-version", "window._jibe", "window.jibe =") {
		return "", ""
	}
	if token, page = parseJibe(p.address); token != "" {
		return token, page
	}
	if !tenantHost.MatchString(p.address.host) {
		return "", ""
	}
	return p.address.host, "https://" + p.address.host + "/jobs"
}

func jibeHost(token string) (string, error) {
	if !tenantHost.MatchString(token) {
		return "", kith.Errorf(kith.CodeInvalid, "%q is no board of iCIMS (Jibe); it should be a host", token)
	}
	return token, nil
}

func jibeRequest(t target, q query) kith.Request {
	return get(fmt.Sprintf("https://%s/api/jobs?page=%d&limit=%d&internal=false", t.token, q.page+1, jibeLimit))
}

// jibeJob is an opening as Jibe writes it.
type jibeJob struct {
	Data struct {
		Slug       word   `json:"slug"`
		ReqID      word   `json:"req_id"`
		Language   string `json:"language"`
		Title      string `json:"title"`
		Text       string `json:"description"`
		Place      string `json:"location_name"`
		FullPlace  string `json:"full_location"`
		City       string `json:"city"`
		State      string `json:"state"`
		Country    string `json:"country"`
		CountryISO string `json:"country_code"`
		Workplace  string `json:"location_type"`
		Employment string `json:"employment_type"`
		Department string `json:"department"`
		Posted     string `json:"posted_date"`
		Categories []struct {
			Name string `json:"name"`
		} `json:"categories"`
		More []struct {
			City    string `json:"city"`
			State   string `json:"state"`
			Country string `json:"country"`
		} `json:"multipleLocations"`
	} `json:"data"`
}

func decodeJibe(t target, res *kith.Response) (page, error) {
	if hasLeft(res, t.token) {
		return page{}, errGone
	}
	p := page{total: -1}
	var total *count
	err := decodeList(res.Body, "jobs", map[string]any{"totalCount": &total}, func(j jibeJob) { p.add(j.opening(t.token), "") })
	if total != nil && *total >= 0 {
		p.total = int(*total)
	}
	return p, err
}

// opening returns what the list tells. An opening stands there once for each
// language in which it is written, with the same number, and each is a page of
// its own.
func (j *jibeJob) opening(token string) kith.Opening {
	d := &j.Data
	id := field.ExternalID(field.FirstOf(string(d.Slug), string(d.ReqID)))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(d.Title), Locations: j.places(),
		Country:        text.Country(field.FirstOf(d.CountryISO, d.Country)),
		Workplace:      field.Workplace(d.Workplace),
		Department:     text.Title(d.Department),
		EmploymentType: jibeEmployment(d.Employment),
		URL:            "https://" + token + "/jobs/" + url.PathEscape(id),
		Description:    text.FromHTML(d.Text),
		PostedAt:       text.ParseTime(d.Posted),
	}
	if o.Workplace == "" {
		o.Workplace = field.Workplace(d.Place) // "ANY" stands beside "US Remote"
	}
	if o.Department == "" && len(d.Categories) > 0 {
		o.Department = text.Title(d.Categories[0].Name)
	}
	if id != "" && d.Language != "" && !strings.HasPrefix(strings.ToLower(d.Language), "en") && localePattern.MatchString(d.Language) {
		o.ExternalID += "?lang=" + strings.ToLower(d.Language)
		o.URL += "?lang=" + strings.ToLower(d.Language)
	}
	return o
}

// jibeEmployment reads the kind of employment, which is written FULL_TIME.
func jibeEmployment(s string) string {
	kind := field.EmploymentType(s)
	if strings.ToUpper(kind) == kind && kind != "" {
		kind = strings.ToLower(strings.ReplaceAll(kind, "_", " "))
		return field.EmploymentType(strings.ToUpper(kind[:1]) + kind[1:])
	}
	return kind
}

// places returns the places of an opening. The full location says the same
// twice where there is one place only.
func (j *jibeJob) places() []string {
	d := &j.Data
	var places []string
	if d.City != "" {
		places = append(places, d.City+","+d.State+","+d.Country)
		for _, more := range d.More {
			places = append(places, more.City+","+more.State+","+more.Country)
		}
		return field.Places(places...)
	}
	if places = field.SplitPlaces(d.FullPlace); len(places) > 0 {
		return places
	}
	return field.Places(d.Place)
}

// jibeEmployer asks whether the list is there and takes the name from the title
// of the page. The organisations that the openings name are parts of the
// employer, often several.
func jibeEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	t := target{token: token}
	a := ask.send(ctx, jibeRequest(t, query{}))
	if err := a.check("iCIMS (Jibe)", token); err != nil {
		return "", err
	}
	if _, err := decodeJibe(t, a.response); err != nil {
		return "", notBoard("iCIMS (Jibe)", token, err)
	}
	return titleOf(ctx, ask, "https://"+token+"/jobs"), nil
}
