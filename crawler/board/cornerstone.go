package board

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// cornerstone reads the career sites of Cornerstone OnDemand: a session from
// the home page, then pages by number with a count, all in the list. A token
// is "tenant/number of the site", with the name of the employer's account
// behind it where that is another than the tenant.
func cornerstone() adapter {
	return adapter{
		ats: "cornerstone", name: "Cornerstone", gap: time.Second, domain: cornerstoneDomain,
		parse: parseCornerstone, host: cornerstoneHost,
		lists: []listing{
			{open: openCornerstone, request: cornerstoneRequest, decode: decodeCornerstone, paging: byPage},
			{open: openCornerstoneSite, request: cornerstoneRequest, decode: decodeCornerstone, paging: byPage},
		},
		employer: cornerstoneEmployer,
	}
}

const cornerstoneDomain = ".csod.com"

// The shapes of Cornerstone's names.
var (
	cornerstoneToken = regexp.MustCompile(`^([a-z0-9][a-z0-9-]{0,62})/([1-9][0-9]{0,8})(?:/([a-z0-9][a-z0-9-]{0,99}))?$`)
	cornerstoneCloud = regexp.MustCompile(`https:(?:\\?/){2}([a-z0-9-]{1,63}\.api\.csod\.com)`)
)

// parseCornerstone knows the pages of a career site and of its openings.
func parseCornerstone(a address) (token, page string) {
	tenant := tenantSite{domain: cornerstoneDomain}.slug(a.host)
	if tenant == "" || tenant == "portal" {
		return "", ""
	}
	token = tenant + "/" + strings.TrimLeft(a.after("ux", "ats", "careersite"), "0")
	if account := strings.ToLower(a.query.Get("c")); account != "" && account != tenant {
		token += "/" + account
	}
	if !cornerstoneToken.MatchString(token) {
		return "", ""
	}
	return token, cornerstoneOf(token).home()
}

// cornerstoneSite is a token taken apart.
type cornerstoneSite struct{ tenant, number, account string }

// cornerstoneOf takes a token apart, which was checked before.
func cornerstoneOf(token string) cornerstoneSite {
	found := cornerstoneToken.FindStringSubmatch(token)
	if found == nil {
		return cornerstoneSite{tenant: "invalid", number: "1"}
	}
	return cornerstoneSite{tenant: found[1], number: found[2], account: cmp.Or(found[3], found[1])}
}

func cornerstoneHost(token string) (string, error) {
	if !cornerstoneToken.MatchString(token) {
		return "", unlike("Cornerstone", token, "tenant/number")
	}
	return cornerstoneOf(token).tenant + cornerstoneDomain, nil
}

// page returns the address of a page of the site.
func (s cornerstoneSite) page(path string) string {
	return "https://" + s.tenant + cornerstoneDomain + "/ux/ats/careersite/" + s.number + path + "?c=" + s.account
}

func (s cornerstoneSite) home() string { return s.page("/home") }

// cornerstoneContext is what the home page is set up by.
type cornerstoneContext struct {
	Token     string `json:"token"`
	Endpoints struct {
		Cloud string `json:"cloud"`
	} `json:"endpoints"`
}

// cornerstoneOpened reads the home page: the token of a visitor that nobody
// knows, and the host of the tenant's region.
func cornerstoneOpened(ctx context.Context, ask *asker, token string) (target, answer) {
	t := target{token: token, header: http.Header{}}
	a := ask.send(ctx, getPage(cornerstoneOf(token).home()))
	if a.outcome != kith.OutcomeComplete {
		return t, a
	}
	if u, err := url.Parse(a.response.URL); err == nil && strings.HasSuffix(strings.TrimSuffix(strings.ToLower(u.Path), "/"), "/ui/error") {
		return t, a.gone()
	}
	var c cornerstoneContext
	_ = json.Unmarshal(embeddedJSON(a.response.Body, "csod.context=", "csod.context ="), &c) // what is of another shape says nothing
	cloud := cornerstoneCloud.FindStringSubmatch(cmp.Or(c.Endpoints.Cloud, string(a.response.Body)))
	if !isSession(c.Token) || cloud == nil {
		return t, a.failed("the page of the board opens no session for the search")
	}
	t.header.Set("Authorization", "Bearer "+c.Token)
	t.header.Set("Csod-Accept-Language", "en-US")
	t.values = map[string]string{"search": "https://" + cloud[1] + "/rec-job-search/external/jobs"}
	return t, a
}

// openCornerstone opens a session at the host of the region.
func openCornerstone(ctx context.Context, ask *asker, token string) (target, answer) {
	return cornerstoneOpened(ctx, ask, token)
}

// openCornerstoneSite opens a session at the tenant's own host, which wants
// its cookies back.
func openCornerstoneSite(ctx context.Context, ask *asker, token string) (target, answer) {
	t, a := cornerstoneOpened(ctx, ask, token)
	if a.outcome != kith.OutcomeComplete {
		return t, a
	}
	if cookies := cookiesOf(a.response); cookies != "" {
		t.header.Set("Cookie", cookies)
	}
	t.values["search"] = "https://" + cornerstoneOf(token).tenant + cornerstoneDomain + "/services/x/career-site/v1/search"
	return t, a
}

// cornerstoneQuestion asks for a page of all openings. The language changes
// only how dates are written, so that it is always the same.
const cornerstoneQuestion = `{"careerSiteId":%s,"careerSitePageId":%s,"pageNumber":%d,"pageSize":25,"cultureId":1,"cultureName":"en-US","searchText":"",` +
	`"states":[],"countryCodes":[],"cities":[],"placeID":"","radius":null,"postingsWithinDays":null,` +
	`"customFieldCheckboxKeys":[],"customFieldDropdowns":[],"customFieldRadios":[]}`

func cornerstoneRequest(t target, q query) kith.Request {
	site := cornerstoneOf(t.token)
	r := postJSON(t.values["search"], fmt.Sprintf(cornerstoneQuestion, site.number, site.number, q.page+1))
	r.Header.Set("Referer", "https://"+site.tenant+cornerstoneDomain+"/")
	return r
}

// cornerstoneJob is an opening as Cornerstone writes it.
type cornerstoneJob struct {
	ID          word   `json:"requisitionId"`
	Title       string `json:"displayJobTitle"`
	Description string `json:"externalDescription"`
	Posted      string `json:"postingEffectiveDate"`
	Locations   []struct {
		City    string `json:"city"`
		State   string `json:"state"`
		Country string `json:"country"`
	} `json:"locations"`
}

func decodeCornerstone(t target, res *kith.Response) (page, error) {
	var whole struct {
		Status string          `json:"status"`
		Data   json.RawMessage `json:"data"`
	}
	if err := decodeOne(res.Body, &whole); err != nil {
		return page{}, err
	}
	if whole.Status != "" && !strings.EqualFold(whole.Status, "Success") {
		return page{}, notParsed(fmt.Errorf("it says %.40q instead of success", whole.Status))
	}
	p, site := page{total: -1}, cornerstoneOf(t.token)
	var total *count
	err := decodeList(whole.Data, "requisitions", map[string]any{"totalCount": &total}, func(j cornerstoneJob) {
		p.add(j.opening(site), "")
	})
	if total != nil {
		p.total = int(*total)
	}
	return p, err
}

func (j *cornerstoneJob) opening(site cornerstoneSite) kith.Opening {
	id := field.ExternalID(string(j.ID))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Title),
		URL:         site.page("/home/requisition/" + url.PathEscape(id)),
		Description: cornerstoneText(j.Description),
		PostedAt:    americanTime(j.Posted), // the form of the language that was asked for
	}
	var countries []string
	for _, l := range j.Locations {
		o.Locations = append(o.Locations, strings.Join([]string{l.City, l.State, l.Country}, ","))
		countries = append(countries, l.Country)
	}
	o.Locations, o.Country = field.Places(o.Locations...), sameCountry(countries)
	return o
}

// cornerstonePlaceholder is what an account has in place of a text.
var cornerstonePlaceholder = regexp.MustCompile(`<<[^<>]{0,200}>>|&lt;&lt;[^<>&]{0,200}&gt;&gt;`)

// leastText is the number of letters and digits below which a description is
// what stands in its place, as "see JD" or "tbc".
const leastText = 30

// cornerstoneText returns the description, "" for what only stands in its
// place.
func cornerstoneText(source string) string {
	words := anyText(cornerstonePlaceholder.ReplaceAllString(source, " "))
	if len(field.Letters(words)) < leastText {
		return ""
	}
	return words
}

// cornerstoneEmployer asks whether the site is there. No page of it says whose
// it is.
func cornerstoneEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	_, a := openCornerstone(ctx, ask, token)
	return "", a.check("Cornerstone", token)
}
