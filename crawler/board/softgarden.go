package board

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/posting"
	"kith/crawler/internal/text"
)

// softgarden reads the sites of softgarden: the feed of the newer ones, which
// has the whole board as data for search engines, with a count, or the page of
// the older ones, with all openings in it and the text in their own pages. A
// token is the tenant's name, or the whole host of an older site.
func softgarden() adapter {
	return adapter{
		ats: "softgarden", name: "softgarden", domain: softgardenSite().domain,
		parse: parseSoftgarden, recognize: recognizeSoftgarden, host: softgardenHost,
		lists: []listing{
			{request: softgardenFeedRequest, decode: decodeSoftgardenFeed},
			{request: softgardenRequest, decode: decodeSoftgarden,
				detail: &detail{request: softgardenDetailRequest, decode: decodePosting}},
		},
		employer: softgardenEmployer,
	}
}

func softgardenSite() tenantSite  { return tenantSite{domain: ".career.softgarden.de"} }
func softgardenOlder() tenantSite { return tenantSite{domain: ".softgarden.io"} }

// softgardenOwn are the hosts of softgarden itself beside those that any maker
// has.
const softgardenOwn = " certificate tracker matomo mediaassets frontend-jobboard career jobs jobdb "

func parseSoftgarden(a address) (token, page string) {
	if token = softgardenSite().slug(a.host); token == "" && softgardenOlder().slug(a.host) != "" {
		token = a.host
	}
	if label, _, _ := strings.Cut(token, "."); token == "" || strings.Contains(softgardenOwn, " "+label+" ") {
		return "", ""
	}
	host, err := softgardenHost(token)
	if err != nil {
		return "", ""
	}
	return token, "https://" + host + "/"
}

// softgardenNamed is an address of a board in a page.
var softgardenNamed = regexp.MustCompile(`(?i)//([a-z0-9][a-z0-9_-]{0,62}\.(?:career\.softgarden\.de|softgarden\.io))`)

// recognizeSoftgarden knows the board whose address stands in a page that is
// made of softgarden's files.
func recognizeSoftgarden(p webPage) (token, page string) {
	if token, page = parseSoftgarden(p.address); token != "" || !p.mentions("softgarden") {
		return token, page
	}
	for _, found := range softgardenNamed.FindAllSubmatch(p.body, 50) {
		if token, page = parseSoftgarden(address{host: strings.ToLower(string(found[1]))}); token != "" {
			return token, page
		}
	}
	return "", ""
}

func softgardenHost(token string) (string, error) {
	if older := softgardenOlder(); strings.HasSuffix(token, older.domain) {
		return older.host(strings.TrimSuffix(token, older.domain))
	}
	return softgardenSite().host(token)
}

// softgardenAddress returns an address on a board's host. The token was
// checked before.
func softgardenAddress(token, path string) string {
	host, err := softgardenHost(token)
	if err != nil {
		host = "invalid" + softgardenSite().domain
	}
	return "https://" + host + path
}

func softgardenFeedRequest(t target, _ query) kith.Request {
	return get(softgardenAddress(t.token, "/jobs.feed.json"))
}

// softgardenElement is an opening in the feed, as data for search engines.
type softgardenElement struct {
	Item json.RawMessage `json:"item"`
}

func decodeSoftgardenFeed(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	if bytes.HasPrefix(bytes.TrimSpace(res.Body), []byte("<")) && strings.HasSuffix(t.token, softgardenOlder().domain) {
		return p, fmt.Errorf("the site has no feed: %w", errGone)
	}
	base, err := url.Parse(softgardenAddress(t.token, "/"))
	if err != nil {
		return p, notParsed(err)
	}
	var total *count
	err = decodeList(res.Body, "dataFeedElement", map[string]any{"numberOfItems": &total}, func(e softgardenElement) {
		o := softgardenOpening(e.Item, base)
		o.Company = "" // the board's company is known by another way
		p.add(o, "")
	})
	if total != nil {
		p.total = int(*total)
	}
	return p, err
}

// softgardenOpening returns the opening of an element of the feed, an empty one
// where there is none in it.
func softgardenOpening(item []byte, base *url.URL) kith.Opening {
	found := posting.Read([]string{string(item)}).Openings(base)
	if len(found) == 0 {
		return kith.Opening{}
	}
	o := found[0]
	if o.ExternalID == "" {
		o.ExternalID = softgardenNumber(o.URL)
	}
	return o
}

// softgardenPath is the path of an opening with its number.
var softgardenPath = regexp.MustCompile(`/jobs?/([0-9]{1,20})(?:/|\?|$)`)

// softgardenNumber returns the number of an opening from its address.
func softgardenNumber(address string) string {
	if found := softgardenPath.FindStringSubmatch(address); found != nil {
		return found[1]
	}
	return ""
}

func softgardenRequest(t target, _ query) kith.Request {
	return getPage(softgardenAddress(t.token, "/de/vacancies"))
}

// softgardenIDs is the list of all openings by which the older page counts.
var softgardenIDs = regexp.MustCompile(`\bcomplete_job_id_list\s*=\s*(?:[A-Za-z_]{1,40}\s*=\s*)?\[([0-9,\s]*)\]`)

// decodeSoftgarden reads the page of an older site: all openings are in it, and
// its script counts them.
func decodeSoftgarden(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	counted := softgardenIDs.FindSubmatch(res.Body)
	if counted == nil {
		return p, notParsed(errors.New("it has no list of openings"))
	}
	p.total = len(strings.FieldsFunc(string(counted[1]), func(r rune) bool { return r < '0' || r > '9' }))
	doc, err := decodeHTML(res)
	if err != nil {
		return p, err
	}
	for _, card := range doc.Find(`.matchElement[id^="job_id_"]`).EachIter() {
		id := strings.TrimPrefix(card.AttrOr("id", ""), "job_id_")
		o := kith.Opening{
			ExternalID: field.ExternalID(id), Title: text.Title(card.Find(".title a").First().Text()),
			Department: text.Title(card.Find(".matchValue.jobcategory").First().Text()),
			URL:        softgardenAddress(t.token, "/job/"+url.PathEscape(id)+"?l=de"),
		}
		for _, place := range card.Find(".location-view-item").EachIter() {
			o.Locations = append(o.Locations, strings.Trim(text.Line(place.Text()), " ,"))
		}
		o.Locations = field.Places(o.Locations...)
		p.add(o, "")
	}
	return p, nil
}

func softgardenDetailRequest(_ target, o kith.Opening) kith.Request { return getPage(o.URL) }

// softgardenEmployer takes the name from the openings of the feed, when all of
// them are of one employer, or else from the title of the board's page.
func softgardenEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	if a := ask.send(ctx, softgardenFeedRequest(target{token: token}, query{})); a.outcome == kith.OutcomeComplete {
		if name, same := softgardenCompany(token, a.response.Body); same && name != "" {
			return name, nil
		}
	}
	a := ask.send(ctx, getPage(softgardenAddress(token, "/")))
	if err := a.check("softgarden", token); err != nil {
		return "", err
	}
	return employerOf(pageTitle(a.response.Body)), nil
}

// softgardenCompany returns the employer that the openings of a feed name, and
// whether all name the same.
func softgardenCompany(token string, body []byte) (name string, same bool) {
	base, err := url.Parse(softgardenAddress(token, "/"))
	if err != nil {
		return "", false
	}
	same = true
	err = decodeList(body, "dataFeedElement", nil, func(e softgardenElement) {
		company := softgardenOpening(e.Item, base).Company
		if name == "" {
			name = company
		}
		same = same && company == name
	})
	return name, same && err == nil
}
