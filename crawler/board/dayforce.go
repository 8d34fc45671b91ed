package board

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// The hosts of Dayforce.
const (
	dayforceFeeds  = "www.dayforcehcm.com"
	dayforceJobs   = "jobs.dayforcehcm.com"
	dayforceDomain = ".dayforcehcm.com"
)

// dayforce reads Dayforce: the feed, which has the whole board in all its
// languages and no count, or else the search of its pages, which has a count,
// one language at a time, and wants a session. A token is "tenant/site".
//
// A feed without openings may be one that is switched off, so that the search
// has the last word.
func dayforce() adapter {
	return adapter{
		ats: "dayforce", name: "Dayforce", domain: dayforceDomain,
		parse: parseDayforce, host: dayforceHost,
		lists: []listing{
			{request: dayforceFeedRequest, decode: decodeDayforceFeed, absent: dayforceFeedless},
			{open: openDayforce, request: dayforceRequest, decode: decodeDayforce, paging: byOffset},
		},
		employer: dayforceEmployer,
	}
}

// The shapes of Dayforce's names.
var (
	dayforceToken   = regexp.MustCompile(`^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?/[A-Za-z0-9][A-Za-z0-9_-]{0,99}$`)
	dayforceCulture = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){1,2}$`)
)

// parseDayforce knows the sites and their openings, with or without a
// language, the older addresses of both, and the feed.
func parseDayforce(a address) (token, page string) {
	if !strings.HasSuffix(a.host, dayforceDomain) {
		return "", ""
	}
	tenant, site := "", ""
	switch {
	case strings.EqualFold(a.at(0), "CandidatePortal"):
		a = address{path: a.path[1:]}.withoutLocale()
		tenant, site = a.at(0), "CANDIDATEPORTAL"
		if strings.EqualFold(a.at(1), "Site") && a.at(2) != "" {
			site = a.at(2)
		}
	case strings.EqualFold(a.at(0), "api"):
		tenant, site = a.at(1), a.query.Get("internalJobBoardCode")
		if !strings.EqualFold(a.at(3), "JobFeeds") {
			return "", ""
		}
	case a.host == dayforceJobs && !strings.HasPrefix(a.at(0), "_"):
		a = a.withoutLocale()
		tenant, site = a.at(0), a.at(1)
	}
	tenant = strings.ToLower(tenant)
	token = tenant + "/" + site
	if !dayforceToken.MatchString(token) || localePattern.MatchString(tenant) || isOneOf(tenant, []string{"api", "candidateportal"}) || isFile(site) {
		return "", ""
	}
	return token, "https://" + dayforceJobs + "/" + token
}

func dayforceHost(token string) (string, error) {
	if !dayforceToken.MatchString(token) {
		return "", unlike("Dayforce", token, "tenant/site")
	}
	return dayforceFeeds, nil
}

func dayforceFeedRequest(t target, _ query) kith.Request {
	tenant, site, _ := strings.Cut(t.token, "/")
	return get("https://" + dayforceFeeds + "/api/" + tenant + "/V1/JobFeeds?includeActivePostingOnly=true&internalJobBoardCode=" + site)
}

// dayforceFeedless reports whether an answer is for a question that the tenant
// does not take, as where it has no feed.
func dayforceFeedless(res *kith.Response) bool { return res.Status == http.StatusBadRequest }

// dayforceItem is an opening as the feed writes it: once for each language and
// each place.
type dayforceItem struct {
	Reference   word   `json:"ReferenceNumber"`
	Title       string `json:"Title"`
	Description string `json:"Description"`
	Site        string `json:"ClientSiteXRefCode"`
	Company     string `json:"CompanyName"`
	City        string `json:"City"`
	State       string `json:"State"`
	Country     string `json:"Country"`
	Family      string `json:"JobFamily"`
	Employment  string `json:"EmploymentIndicator"`
	Posted      string `json:"DatePosted"`
	Virtual     bool   `json:"IsVirtualLocation"`
	Culture     string `json:"CultureCode"`
	URL         string `json:"JobDetailsUrl"`
}

// dayforceItems returns what a feed has of a site, what is in English first.
func dayforceItems(token string, body []byte) ([]dayforceItem, error) {
	_, site, _ := strings.Cut(token, "/")
	var items []dayforceItem
	err := decodeList(body, "", nil, func(i dayforceItem) {
		if i.Site == "" || strings.EqualFold(i.Site, site) {
			items = append(items, i)
		}
	})
	slices.SortStableFunc(items, func(a, b dayforceItem) int { return englishLast(b.Culture) - englishLast(a.Culture) })
	return items, err
}

// englishLast ranks a language: English of the United States above other
// English, and that above all others.
func englishLast(culture string) int {
	switch language, _, _ := strings.Cut(strings.ToLower(culture), "-"); {
	case strings.EqualFold(culture, "en-US"):
		return 2
	case language == "en":
		return 1
	}
	return 0
}

func decodeDayforceFeed(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	items, err := dayforceItems(t.token, res.Body)
	if err != nil {
		return p, err
	}
	if len(items) == 0 {
		return p, fmt.Errorf("the feed has no openings, which may be for its being switched off: %w", errGone)
	}
	for i := range items {
		p.add(items[i].opening(t.token), "")
	}
	return p, nil
}

func (i *dayforceItem) opening(token string) kith.Opening {
	id := field.ExternalID(string(i.Reference))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(i.Title),
		Locations:      field.Places(strings.Join([]string{i.City, i.State, i.Country}, ",")),
		Country:        text.Country(i.Country),
		Department:     text.Title(i.Family),
		EmploymentType: field.EmploymentType(i.Employment),
		URL:            dayforceOpening(token, i.Culture, id),
		Description:    anyText(i.Description),
		PostedAt:       text.ParseTime(i.Posted),
		Language:       languageCode(i.Culture),
	}
	if strings.HasPrefix(i.URL, "https://"+dayforceJobs+"/") {
		o.URL = field.WebAddress(i.URL, o.URL)
	}
	if i.Virtual {
		o.Workplace = kith.WorkplaceRemote
	}
	return o
}

// dayforceOpening returns the address of an opening.
func dayforceOpening(token, culture, id string) string {
	if !dayforceCulture.MatchString(culture) {
		culture = "en-US"
	}
	return "https://" + dayforceJobs + "/" + culture + "/" + token + "/jobs/" + id
}

// maxCultures is how many languages of a site are asked for.
const maxCultures = 20

// openDayforce asks the site's page for its languages, and for the pair of a
// cookie and a token without which the search refuses every question.
func openDayforce(ctx context.Context, ask *asker, token string) (target, answer) {
	t := target{token: token, header: http.Header{}, values: map[string]string{}}
	a := ask.send(ctx, getPage("https://"+dayforceJobs+"/"+token))
	if a.outcome != kith.OutcomeComplete {
		return t, a
	}
	site, err := dayforceSiteOf(token, a.response)
	switch {
	case err != nil:
		return t, a.failed("the page of the board: %v", err)
	case site.Disabled:
		return t, a.gone()
	}
	t.values["culture"], t.slices = site.cultures()
	a = ask.send(ctx, get("https://"+dayforceJobs+"/api/auth/csrf"))
	if a.outcome != kith.OutcomeComplete {
		return t, a
	}
	var pair struct {
		Token string `json:"csrfToken"`
	}
	cookies := cookiesOf(a.response)
	if err := decodeOne(a.response.Body, &pair); err != nil || !isSession(pair.Token) || cookies == "" {
		return t, a.failed("the site opens no session for the search")
	}
	t.header.Set("X-Csrf-Token", pair.Token)
	t.header.Set("Cookie", cookies)
	return t, a
}

// dayforceSite is what a site's page says of the site.
type dayforceSite struct {
	Code     string `json:"jobBoardCode"`
	Culture  string `json:"cultureCode"`
	Cultures words  `json:"isoCultureCodes"`
	Disabled bool   `json:"isDisabled"`
}

// dayforceSiteOf returns what a page says of the site of a token.
func dayforceSiteOf(token string, res *kith.Response) (dayforceSite, error) {
	doc, err := decodeHTML(res)
	if err != nil {
		return dayforceSite{}, err
	}
	var data struct {
		Props struct {
			Page struct {
				State struct {
					Queries []struct {
						Key   []json.RawMessage `json:"queryKey"`
						State struct {
							Data dayforceSite `json:"data"`
						} `json:"state"`
					} `json:"queries"`
				} `json:"dehydratedState"`
			} `json:"pageProps"`
		} `json:"props"`
	}
	if err := decodeOne([]byte(doc.Find("script#__NEXT_DATA__").First().Text()), &data); err != nil {
		return dayforceSite{}, err
	}
	_, code, _ := strings.Cut(token, "/")
	for _, q := range data.Props.Page.State.Queries {
		site := q.State.Data
		if len(q.Key) > 0 && string(q.Key[0]) == `"site-info"` && strings.EqualFold(site.Code, code) {
			return site, nil
		}
	}
	return dayforceSite{}, notParsed(fmt.Errorf("it does not tell of the site %q", code))
}

// cultures returns the language that addresses of the site are given in, and
// all of them where there are several: an opening is found only in those that
// it was written in, and a wrong one is answered with an empty list.
func (s *dayforceSite) cultures() (own string, all []string) {
	for _, one := range append([]string{s.Culture}, s.Cultures...) {
		if dayforceCulture.MatchString(one) && !slices.Contains(all, one) && len(all) < maxCultures {
			all = append(all, one)
		}
	}
	slices.SortStableFunc(all, func(a, b string) int { return englishLast(b) - englishLast(a) })
	switch len(all) {
	case 0:
		return "en-US", nil
	case 1:
		return all[0], nil
	}
	return all[0], all
}

func dayforceRequest(t target, q query) kith.Request {
	tenant, site, _ := strings.Cut(t.token, "/")
	culture := t.values["culture"]
	if q.slice != "" {
		culture = q.slice
	}
	return postJSON("https://"+dayforceJobs+"/api/geo/"+tenant+"/jobposting/search",
		fmt.Sprintf(`{"clientNamespace":%q,"jobBoardCode":%q,"cultureCode":%q,"distanceUnit":0,"paginationStart":%d}`, tenant, site, culture, q.offset))
}

// dayforcePosting is an opening as the search writes it.
type dayforcePosting struct {
	ID          word            `json:"jobPostingId"`
	Title       string          `json:"jobTitle"`
	Description string          `json:"jobDescription"`
	Start       string          `json:"postingStartTimestampUTC"`
	Virtual     bool            `json:"hasVirtualLocation"`
	Locations   []dayforcePlace `json:"postingLocations"`
}

type dayforcePlace struct {
	City    string `json:"cityName"`
	State   string `json:"stateCode"`
	Country string `json:"isoCountryCode"`
	Full    string `json:"formattedAddress"`
}

func decodeDayforce(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	var total *count
	err := decodeList(res.Body, "jobPostings", map[string]any{"maxCount": &total}, func(j dayforcePosting) {
		p.add(j.opening(t), "")
	})
	if total != nil {
		p.total = int(*total)
	}
	return p, err
}

func (j *dayforcePosting) opening(t target) kith.Opening {
	id := field.ExternalID(string(j.ID))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Title),
		URL:         dayforceOpening(t.token, t.values["culture"], id),
		Description: anyText(j.Description),
		PostedAt:    text.ParseTime(j.Start),
	}
	var countries []string
	for _, l := range j.Locations {
		place := strings.Join([]string{l.City, l.State, l.Country}, ",")
		if l.City == "" && l.State == "" {
			place = field.FirstOf(l.Full, l.Country)
		}
		o.Locations, countries = append(o.Locations, place), append(countries, l.Country)
	}
	o.Locations, o.Country = field.Places(o.Locations...), sameCountry(countries)
	if j.Virtual {
		o.Workplace = kith.WorkplaceRemote
	}
	return o
}

// dayforceEmployer takes the name from the feed, when all of it is of one
// employer. Where there is no feed, the page tells only that there is a board.
func dayforceEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	if a := ask.send(ctx, dayforceFeedRequest(target{token: token}, query{})); a.outcome == kith.OutcomeComplete {
		if items, err := dayforceItems(token, a.response.Body); err == nil && len(items) > 0 {
			name := text.Title(items[0].Company)
			if slices.ContainsFunc(items, func(i dayforceItem) bool { return text.Title(i.Company) != name }) {
				return "", nil
			}
			return name, nil
		}
	}
	a := ask.send(ctx, getPage("https://"+dayforceJobs+"/"+token))
	if err := a.check("Dayforce", token); err != nil {
		return "", err
	}
	site, err := dayforceSiteOf(token, a.response)
	switch {
	case err != nil:
		return "", notBoard("Dayforce", token, err)
	case site.Disabled:
		return "", noBoard("Dayforce", token)
	}
	return "", nil
}
