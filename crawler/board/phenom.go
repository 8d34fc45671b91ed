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
	"time"
	"unicode"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// phenomLimit is how many rows are asked for at once; more are not given.
const phenomLimit = 100

// phenom reads the career sites of Phenom, which stand under the employer's own
// name: the search behind their pages, which wants the cookie of an earlier
// page, and where it is closed the rows in the pages themselves. A token is the
// host; where a site is below another path than that of its country and
// language, the host and that path.
func phenom() adapter {
	return adapter{
		ats: "phenom", name: "Phenom", gap: time.Second,
		parse: parsePhenom, recognize: recognizePhenom, host: phenomHost,
		lists: []listing{
			{open: openPhenom, request: phenomRequest, decode: decodePhenom, paging: byOffset, detail: phenomDetail()},
			{open: openPhenom, request: phenomPageRequest, decode: decodePhenomPage, paging: byOffset, detail: phenomDetail()},
		},
		employer: phenomEmployer,
	}
}

// The shapes of Phenom's names.
var (
	phenomToken   = regexp.MustCompile(`^([a-z0-9.-]{4,253})((?:/[A-Za-z0-9_-]{1,60}){0,5})$`)
	phenomPath    = regexp.MustCompile(`^/(?:[a-z]{2}|global)/[a-z]{2}(?:[-_][A-Za-z]{2,4})?/`)
	phenomBase    = regexp.MustCompile(`^(?:/[A-Za-z0-9_-]{1,60}){1,5}$`)
	phenomVisible = regexp.MustCompile(`^[!-~]{1,200}$`)
)

// parsePhenom knows no address: all boards are under names of the employers.
func parsePhenom(address) (token, page string) { return "", "" }

// recognizePhenom knows the pages of Phenom's sites by what their scripts
// share, and not by a mention of the maker alone.
func recognizePhenom(p webPage) (token, page string) {
	if !p.mentions("phApp.ddo", "phApp = phApp", "widgetApiEndpoint") || !p.mentions("phenompeople.com", "/widgets", "ddoKey", "eagerLoadRefineSearch") {
		return "", ""
	}
	site := phenomSiteOf(p.body, "https://"+p.address.host+"/"+strings.Join(p.address.path, "/"))
	if site.host == "" {
		return "", ""
	}
	return site.token(), "https://" + site.host + site.prefix + "/search-results"
}

func phenomHost(token string) (string, error) {
	found := phenomToken.FindStringSubmatch(token)
	if found == nil || !tenantHost.MatchString(found[1]) {
		return "", kith.Errorf(kith.CodeInvalid, "%q is no board of Phenom; it should be a host", token)
	}
	return found[1], nil
}

// phenomSite is what a page of a site says of it.
type phenomSite struct {
	host, prefix  string // prefix as "/us/en"
	country, lang string // as "us" and "en_us"
	ref, csrf     string
	isPhenom      bool
}

// phenomSettings are the settings of a site in its pages.
type phenomSettings struct {
	Base    string `json:"baseUrl"`
	Country string `json:"country"`
	Locale  string `json:"locale"`
	Ref     string `json:"refNum"`
	CSRF    string `json:"csrfToken"`
}

// phenomSiteOf reads the settings of a site from one of its pages, and what
// they do not tell from the page's address. The host is always that of the
// page: a page may not speak for another one.
func phenomSiteOf(body []byte, address string) phenomSite {
	var given phenomSettings
	if data := embeddedJSON(body, "phApp = phApp ||", "phApp=phApp||", "var phApp ="); data != nil {
		_ = json.Unmarshal(data, &given) // what is of another shape says nothing
	}
	u, err := url.Parse(address)
	if err != nil || !tenantHost.MatchString(strings.ToLower(u.Hostname())) {
		return phenomSite{}
	}
	s := phenomSite{
		host: strings.ToLower(u.Hostname()), ref: given.Ref, country: given.Country, lang: given.Locale,
		isPhenom: isMentioned(body, "phApp.ddo", "phApp = phApp", "phApp=phApp"),
	}
	if phenomVisible.MatchString(given.CSRF) {
		s.csrf = given.CSRF
	}
	s.prefix = phenomPath.FindString(u.Path + "/")
	if base, err := url.Parse(given.Base); err == nil && strings.EqualFold(base.Hostname(), s.host) {
		if path := strings.TrimRight(base.Path, "/"); phenomBase.MatchString(path) {
			s.prefix = path
		}
	}
	s.prefix = strings.TrimRight(s.prefix, "/")
	if s.prefix == "" {
		s.prefix = "/us/en"
	}
	s.complete()
	return s
}

// complete takes country and language from the prefix where the settings do not
// tell them.
func (s *phenomSite) complete() {
	parts := strings.Split(strings.ToLower(s.prefix), "/")
	country, lang := parts[len(parts)-2], strings.ReplaceAll(parts[len(parts)-1], "-", "_")
	if s.country == "" {
		s.country = country
	}
	if s.lang == "" && !strings.Contains(lang, "_") {
		lang += "_" + s.country
	}
	if s.lang == "" {
		s.lang = lang
	}
}

// token returns the token of the site.
func (s *phenomSite) token() string {
	if strings.Count(s.prefix, "/") == 2 && phenomPath.MatchString(s.prefix+"/") {
		return s.host
	}
	return s.host + s.prefix
}

// openPhenom opens a page of the site, for its settings and its cookie. The
// front page leads to the site of a country; where it does not, the pages of
// the search are tried.
func openPhenom(ctx context.Context, ask *asker, token string) (target, answer) {
	paths := []string{"/", "/us/en/search-results", "/global/en/search-results"}
	if strings.Contains(token, "/") {
		paths = []string{"/search-results"}
	}
	var first answer
	for i, path := range paths {
		a := ask.send(ctx, getPage("https://"+token+path))
		next := a.outcome == kith.OutcomeGone
		if a.outcome == kith.OutcomeComplete {
			if t, ok := phenomTarget(token, a.response); ok {
				return t, a
			}
			a.outcome, a.reason, next = kith.OutcomeFailed, "the page of the board is none of Phenom's", true
		}
		if i == 0 {
			first = a
		}
		if !next {
			break
		}
	}
	return target{}, first
}

// phenomTarget returns what a page of a site tells of it, and false for a page
// of another one.
func phenomTarget(token string, res *kith.Response) (target, bool) {
	host, _ := phenomHost(token)
	if hasLeft(res, host) {
		return target{}, false
	}
	address := res.URL
	if address == "" {
		address = "https://" + token
	}
	site := phenomSiteOf(res.Body, address)
	if !site.isPhenom || site.host != host {
		return target{}, false
	}
	t := target{token: token, header: http.Header{}, values: map[string]string{
		"host": host, "prefix": site.prefix, "country": site.country, "lang": site.lang, "ref": site.ref,
	}}
	if cookies := cookiesOf(res); cookies != "" {
		t.header.Set("Cookie", cookies)
	}
	if site.csrf != "" {
		t.header.Set("X-Csrf-Token", site.csrf)
	}
	return t, true
}

// phenomQuestion is what the search is asked by.
type phenomQuestion struct {
	Lang     string         `json:"lang"`
	Device   string         `json:"deviceType"`
	Country  string         `json:"country"`
	Page     string         `json:"pageName"`
	Key      string         `json:"ddoKey"`
	Site     string         `json:"siteType"`
	Ref      string         `json:"refNum,omitempty"`
	SortBy   string         `json:"sortBy"`
	Keywords string         `json:"keywords"`
	From     int            `json:"from"`
	Size     int            `json:"size"`
	Jobs     bool           `json:"jobs"`
	Counts   bool           `json:"counts"`
	Global   bool           `json:"global"`
	ClearAll bool           `json:"clearAll"`
	Fields   []string       `json:"all_fields"`
	Selected map[string]any `json:"selected_fields"`
	Place    map[string]any `json:"locationData"`
}

func phenomRequest(t target, q query) kith.Request {
	body, err := json.Marshal(phenomQuestion{
		Lang: t.values["lang"], Device: "desktop", Country: t.values["country"], Page: "search-results", Key: "refineSearch", Site: "external",
		Ref: t.values["ref"], From: q.offset, Size: phenomLimit, Jobs: true, Counts: true, Global: true,
		Fields: []string{"category", "country", "state", "city", "type"}, Selected: map[string]any{}, Place: map[string]any{},
	})
	if err != nil { // cannot happen: numbers and texts only
		panic("board: a question to Phenom: " + err.Error())
	}
	return postJSON("https://"+t.values["host"]+"/widgets", string(body))
}

// phenomPageRequest asks for a page of the search, which has ten rows in it.
func phenomPageRequest(t target, q query) kith.Request {
	return getPage(fmt.Sprintf("https://%s%s/search-results?from=%d&s=1", t.values["host"], t.values["prefix"], q.offset))
}

// phenomJob is an opening as Phenom writes it.
type phenomJob struct {
	ID         word          `json:"jobId"`
	ReqID      word          `json:"reqId"`
	Title      string        `json:"title"`
	City       string        `json:"city"`
	State      string        `json:"state"`
	Country    string        `json:"country"`
	Location   string        `json:"location"`
	FullPlace  string        `json:"cityStateCountry"`
	Several    []phenomPlace `json:"multi_location"`
	Category   string        `json:"category"`
	Department string        `json:"department"`
	Type       string        `json:"type"`
	Remote     word          `json:"remoteType"`
	Workplace  word          `json:"workplaceType"`
	Posted     string        `json:"postedDate"`
	Created    string        `json:"dateCreated"`
}

// phenomPlace is a place: a text, or an object with one.
type phenomPlace string

// UnmarshalJSON reads either form.
func (p *phenomPlace) UnmarshalJSON(data []byte) error {
	var name string
	if json.Unmarshal(data, &name) == nil {
		*p = phenomPlace(name)
		return nil
	}
	var place struct {
		Full     string `json:"cityStateCountry"`
		Location string `json:"location"`
	}
	_ = json.Unmarshal(data, &place) // what is of another shape says nothing
	*p = phenomPlace(field.FirstOf(place.Full, place.Location))
	return nil
}

// phenomAnswer is the answer of the search, the same in the pages.
type phenomAnswer struct {
	Status int    `json:"status"`
	Total  *count `json:"totalHits"`
	Data   struct {
		Jobs json.RawMessage `json:"jobs"`
	} `json:"data"`
}

func decodePhenom(t target, res *kith.Response) (page, error) {
	var found struct {
		Search *phenomAnswer `json:"refineSearch"`
	}
	if err := decodeOne(res.Body, &found); err != nil {
		return page{}, err
	}
	return found.Search.page(t)
}

// decodePhenomPage reads the rows in a page of the search.
func decodePhenomPage(t target, res *kith.Response) (page, error) {
	data := embeddedJSON(res.Body, "phApp.ddo =", "phApp.ddo=")
	if data == nil {
		return page{}, notParsed(errNoList)
	}
	var found struct {
		Search *phenomAnswer `json:"eagerLoadRefineSearch"`
	}
	if err := decodeOne(data, &found); err != nil {
		return page{}, err
	}
	return found.Search.page(t)
}

// page returns the rows of an answer. One without a count proves nothing.
func (a *phenomAnswer) page(t target) (page, error) {
	if a == nil || a.Total == nil || *a.Total < 0 || a.Status != 0 && a.Status != http.StatusOK {
		return page{}, notParsed(errNoList)
	}
	p := page{total: int(*a.Total)}
	jobs := bytes.TrimSpace(a.Data.Jobs)
	if len(jobs) == 0 || bytes.Equal(jobs, []byte("null")) {
		return p, nil
	}
	err := decodeList(jobs, "", nil, func(j phenomJob) { p.add(j.opening(t.values["host"], t.values["prefix"]), "") })
	return p, err
}

func (j *phenomJob) opening(host, prefix string) kith.Opening {
	id := field.ExternalID(field.FirstOf(string(j.ID), string(j.ReqID)))
	return kith.Opening{
		ExternalID: id, Title: text.Title(j.Title), Locations: j.places(),
		Country:        text.Country(j.Country),
		Workplace:      field.Workplace(field.FirstOf(string(j.Remote), string(j.Workplace))),
		Department:     field.FirstOf(j.Category, j.Department),
		EmploymentType: field.EmploymentType(j.Type),
		URL:            field.WebAddress("https://"+host+prefix+"/job/"+url.PathEscape(id)+"/"+phenomSlug(text.Title(j.Title)), "https://"+host+prefix),
		PostedAt:       j.posted(),
	}
}

// posted returns when an opening was published. Where it was posted again, the
// date of posting is the newer one, and that of its creation tells when it was
// new.
func (j *phenomJob) posted() time.Time {
	posted, created := text.ParseTime(j.Posted), text.ParseTime(j.Created)
	if !created.IsZero() && (posted.IsZero() || created.Before(posted)) {
		return created
	}
	return posted
}

func (j *phenomJob) places() []string {
	var several []string
	for _, place := range j.Several {
		several = append(several, string(place))
	}
	if places := field.Places(several...); len(places) > 0 {
		return places
	}
	if full := field.Places(field.FirstOf(j.Location, j.FullPlace)); len(full) > 0 {
		return full
	}
	return field.Places(j.City + "," + j.State + "," + j.Country)
}

// phenomSlug returns a title as it stands in addresses.
func phenomSlug(title string) string {
	return strings.Join(strings.FieldsFunc(text.Cut(title, 200), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), "-")
}

func phenomDetail() *detail {
	return &detail{request: phenomDetailRequest, decode: decodePosting}
}

func phenomDetailRequest(t target, o kith.Opening) kith.Request {
	return getPage("https://" + t.values["host"] + t.values["prefix"] + "/job/" + url.PathEscape(o.ExternalID))
}

// phenomNames is where a page says the employer's name.
var phenomNames = regexp.MustCompile(`"companyName"\s*:\s*"([^"\\]{2,100})"`)

// phenomEmployer takes the name from the page's data where it agrees with the
// host, for rows of the list may name parts of the employer, else from the
// title.
func phenomEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	_, a := openPhenom(ctx, ask, token)
	if err := a.check("Phenom", token); err != nil {
		return "", err
	}
	for _, found := range phenomNames.FindAllSubmatch(a.response.Body, 20) {
		name := text.Title(string(found[1]))
		first, _, _ := strings.Cut(name, " ")
		if key := field.Letters(first); key != "" && strings.Contains(field.Letters(token), key) {
			return name, nil
		}
	}
	return employerOf(pageTitle(a.response.Body)), nil
}
