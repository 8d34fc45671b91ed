package board

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/posting"
	"kith/crawler/internal/text"
)

// The host and the path of Paycom's portals.
const (
	paycomPages  = "www.paycomonline.net"
	paycomPortal = "https://" + paycomPages + "/v4/ats/web.php/portal/"
)

// paycom reads the portals of Paycom: a session from the portal's page, then
// pages by offset with a count, the text in the details. A token is the 32
// digits of the client's key.
func paycom() adapter {
	return adapter{
		ats: "paycom", name: "Paycom", domain: ".paycomonline.net",
		parse: parsePaycom, host: paycomHost,
		lists: []listing{{
			open: openPaycom, request: paycomRequest, decode: decodePaycom, paging: byOffset,
			detail: &detail{request: paycomDetailRequest, decode: decodePaycomDetail},
		}},
		employer: paycomEmployer,
	}
}

// The shapes of Paycom's names.
var (
	paycomToken   = regexp.MustCompile(`^[0-9a-f]{32}$`)
	paycomService = regexp.MustCompile(`^https://([a-z0-9-]{1,63}\.){1,3}paycomonline\.net/?$`)
)

// parsePaycom knows the portals and the older addresses, which have the key in
// the query.
func parsePaycom(a address) (token, page string) {
	if a.host != paycomPages && a.host != "paycomonline.net" || a.after("v4", "ats") != "web.php" {
		return "", ""
	}
	token = strings.ToLower(a.after("v4", "ats", "web.php", "portal"))
	for name := range a.query {
		if token == "" && strings.EqualFold(name, "clientkey") {
			token = strings.ToLower(a.query.Get(name))
		}
	}
	if !paycomToken.MatchString(token) {
		return "", ""
	}
	return token, paycomPage(token)
}

func paycomHost(token string) (string, error) {
	if !paycomToken.MatchString(token) {
		return "", unlike("Paycom", token, "a key of 32 digits")
	}
	return paycomPages, nil
}

func paycomPage(token string) string { return paycomPortal + token + "/career-page" }

// paycomConfig is what a portal's page is set up by.
type paycomConfig struct {
	Session string `json:"sessionJWT"`
	Service string `json:"atsPortalMantleServiceUrl"`
	Library string `json:"libConfig"` // JSON in a text
}

// paycomLibrary is what is in the text.
type paycomLibrary struct {
	Service string `json:"atsPortalMantleServiceUrl"`
	Locale  string `json:"locale"`
}

// openPaycom opens a session by the portal's page, which is answered with
// success and a sentence where there is no such portal.
func openPaycom(ctx context.Context, ask *asker, token string) (target, answer) {
	t := target{token: token, header: http.Header{}}
	a := ask.send(ctx, getPage(paycomPage(token)))
	if a.outcome != kith.OutcomeComplete {
		return t, a
	}
	var config paycomConfig
	_ = json.Unmarshal(embeddedJSON(a.response.Body, "configsFromHost =", "configsFromHost="), &config) // what is of another shape says nothing
	if config.Session == "" && bytes.Contains(a.response.Body, []byte("Job board does not exist")) {
		return t, a.gone()
	}
	library := paycomLibrary{Service: config.Service}
	_ = json.Unmarshal([]byte(config.Library), &library) // what is of another shape says nothing
	if !isSession(config.Session) || !paycomService.MatchString(library.Service) {
		return t, a.failed("the page of the board opens no session for the search")
	}
	if !localePattern.MatchString(library.Locale) {
		library.Locale = "en-US"
	}
	t.header.Set("Authorization", config.Session)
	t.header.Set("Locale", library.Locale)
	t.header.Set("Translation-Highlights", "false")
	t.header.Set("Portal-Host-Referrer", paycomPage(token))
	t.values = map[string]string{"service": strings.TrimSuffix(library.Service, "/")}
	return t, a
}

// paycomQuestion asks for a page of all openings. Without these filters it
// finds nothing.
const paycomQuestion = `{"skip":%d,"take":100,"filtersForQuery":{"distanceFrom":0,"workEnvironments":[],"positionTypes":[],"educationLevels":[],` +
	`"categories":[],"travelTypes":[],"shiftTypes":[],"otherFilters":[],"keywordSearchText":"","location":"","sortOption":""}}`

func paycomRequest(t target, q query) kith.Request {
	return postJSON(t.values["service"]+"/api/ats/job-posting-previews/search", fmt.Sprintf(paycomQuestion, q.offset))
}

// paycomPreview is an opening as it stands in the list, with the beginning of
// its text.
type paycomPreview struct {
	ID        word   `json:"jobId"`
	Title     string `json:"jobTitle"`
	Locations string `json:"locations"`
	Remote    string `json:"remoteType"`
	Position  string `json:"positionType"`
	Posted    string `json:"postedOn"`
}

func decodePaycom(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	var total *count
	err := decodeList(res.Body, "jobPostingPreviews", map[string]any{"jobPostingPreviewsCount": &total}, func(j paycomPreview) {
		id := field.ExternalID(string(j.ID))
		p.add(kith.Opening{
			ExternalID: id, Title: text.Title(j.Title),
			Locations: field.SplitPlaces(j.Locations), Workplace: field.Workplace(j.Remote),
			EmploymentType: field.EmploymentType(j.Position),
			URL:            paycomPortal + t.token + "/jobs/" + url.PathEscape(id),
			PostedAt:       americanTime(j.Posted), // Paycom and its clients are of the USA
		}, "")
	})
	if total != nil {
		p.total = int(*total)
	}
	return p, err
}

func paycomDetailRequest(t target, o kith.Opening) kith.Request {
	return get(t.values["service"] + "/api/ats/job-postings/" + url.PathEscape(o.ExternalID))
}

// paycomDetail is what the details tell. They hold the data for search engines
// too, as a text.
type paycomDetail struct {
	Posting *struct {
		Location            string       `json:"location"`
		Secondary           paycomPlaces `json:"secondaryLocations"`
		Description         string       `json:"description"`
		Qualifications      string       `json:"qualifications"`
		QualificationsTitle string       `json:"qualificationsTitle"`
		Category            string       `json:"jobCategory"`
		Position            string       `json:"positionType"`
		Remote              string       `json:"remoteType"`
		Google              string       `json:"googleJobJson"`
	} `json:"jobPosting"`
}

// paycomPlaces are places in words, or objects with them.
type paycomPlaces []string

// UnmarshalJSON reads a list of either.
func (p *paycomPlaces) UnmarshalJSON(data []byte) error {
	var items []json.RawMessage
	if json.Unmarshal(data, &items) != nil {
		return nil //nolint:nilerr // what is no list says nothing
	}
	for _, item := range items {
		var place string
		var object struct {
			Location string `json:"location"`
		}
		if json.Unmarshal(item, &place) != nil && json.Unmarshal(item, &object) == nil {
			place = object.Location
		}
		*p = append(*p, place)
	}
	return nil
}

func decodePaycomDetail(res *kith.Response) (kith.Opening, error) {
	var d paycomDetail
	if err := decodeOne(res.Body, &d); err != nil {
		return kith.Opening{}, err
	}
	if d.Posting == nil {
		return kith.Opening{}, notParsed(errNoPosting)
	}
	j := d.Posting
	pieces := []string{anyText(j.Description)}
	if words := anyText(j.Qualifications); words != "" {
		pieces = append(pieces, text.Title(j.QualificationsTitle), words)
	}
	o := kith.Opening{
		Locations:      field.Places(append([]string{j.Location}, j.Secondary...)...),
		Department:     text.Title(j.Category),
		EmploymentType: field.EmploymentType(j.Position),
		Workplace:      field.Workplace(j.Remote),
		Description:    joinTexts(pieces),
	}
	if found := posting.Read([]string{j.Google}).Openings(&url.URL{Scheme: "https", Host: paycomPages}); len(found) > 0 {
		o.Salary, o.Country, o.PostedAt = found[0].Salary, found[0].Country, found[0].PostedAt
	}
	return o, nil
}

// paycomEmployer opens a session and asks for the name.
func paycomEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	t, a := openPaycom(ctx, ask, token)
	if err := a.check("Paycom", token); err != nil {
		return "", err
	}
	a = ask.send(ctx, t.with(get(t.values["service"]+"/api/ats/company-name")))
	if a.outcome != kith.OutcomeComplete {
		return "", nil // the name is worth a request, not a failure
	}
	var company struct {
		Name string `json:"companyName"`
	}
	_ = json.Unmarshal(a.response.Body, &company) // what is of another shape says nothing
	return text.Title(company.Name), nil
}
