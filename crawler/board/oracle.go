package board

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// Of Oracle Recruiting Cloud.
const (
	oracleLimit  = 200    // rows of a page; more are not given
	oracleWindow = 10_000 // rows of one query that can be seen at all
)

// oracle reads the API behind the candidate sites of Oracle Recruiting Cloud:
// pages by offset with a count, the text in the details only. No more than a
// window of rows can be seen in one query, so that a longer board is read in
// parts by one of its facets. A token is "host/site".
func oracle() adapter {
	return adapter{
		ats: "oracle", name: "Oracle Recruiting", gap: 150 * time.Millisecond, domain: ".oraclecloud.com",
		parse: parseOracle, recognize: recognizeOracle, host: oracleHost,
		lists: []listing{{
			open: openOracle, request: oracleRequest, decode: decodeOracle, paging: byOffset, clamp: oracleWindow,
			detail: &detail{request: oracleDetailRequest, decode: decodeOracleDetail},
		}},
		employer: oracleEmployer,
	}
}

// The shapes of Oracle's names.
var (
	oracleHostShape = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}\.fa(\.[a-z0-9-]{1,30}){0,2}\.oraclecloud[0-9]{0,3}\.(com|eu)$`)
	oracleToken     = regexp.MustCompile(`^([a-z0-9.-]{4,253})/([A-Za-z0-9][A-Za-z0-9_-]{0,99})$`)
	oracleNumber    = regexp.MustCompile(`^CX(_[0-9]{1,9})?$`)
	oracleSite      = regexp.MustCompile(`siteNumber=([A-Za-z0-9][A-Za-z0-9_-]{0,99})`)
	oracleConfig    = regexp.MustCompile(`["']?siteNumber["']?\s*:\s*["']([A-Za-z0-9][A-Za-z0-9_-]{0,99})["']`)
	oracleBase      = regexp.MustCompile(`["']?apiBaseUrl["']?\s*:\s*["']https://([A-Za-z0-9.-]{4,253})[:"'/]`)
	oracleFacetID   = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,60}$`)
)

// parseOracle knows the pages of a site and of its openings, and the API.
func parseOracle(a address) (token, page string) {
	if !oracleHostShape.MatchString(a.host) {
		return "", ""
	}
	site := ""
	switch at := slices.Index(a.path, "sites"); {
	case strings.EqualFold(a.at(0), "hcmUI") && strings.EqualFold(a.at(1), "CandidateExperience") && at > 1:
		site = a.at(at + 1)
	case strings.EqualFold(a.at(0), "hcmRestApi"):
		if found := oracleSite.FindStringSubmatch(a.query.Get("finder")); found != nil {
			site = found[1]
		}
	}
	token = a.host + "/" + site
	if !oracleToken.MatchString(token) {
		return "", ""
	}
	return token, oraclePage(token)
}

// recognizeOracle knows the shell of a site under the employer's own name: it
// says which site of which host it shows.
func recognizeOracle(p webPage) (token, page string) {
	if !p.mentions("CX_CONFIG") {
		return "", ""
	}
	base, number := oracleBase.FindSubmatch(p.body), oracleConfig.FindSubmatch(p.body)
	if base == nil || number == nil {
		return "", ""
	}
	token = strings.ToLower(string(base[1])) + "/" + string(number[1])
	if _, err := oracleHost(token); err != nil {
		return "", ""
	}
	return token, oraclePage(token)
}

func oracleHost(token string) (string, error) {
	host, _, _ := strings.Cut(token, "/")
	if !oracleToken.MatchString(token) || !oracleHostShape.MatchString(host) {
		return "", unlike("Oracle Recruiting", token, "host/site")
	}
	return host, nil
}

// oraclePage returns where a person reads a board.
func oraclePage(token string) string {
	host, site, _ := strings.Cut(token, "/")
	return "https://" + host + "/hcmUI/CandidateExperience/en/sites/" + site
}

// oracleAPI returns an address of the API. Semicolons and commas part what a
// finder says, so that those within a value are escaped.
func oracleAPI(token, resource, expand, finder string) string {
	host, _, _ := strings.Cut(token, "/")
	return "https://" + host + "/hcmRestApi/resources/latest/" + resource + "?onlyData=true&expand=" + expand + "&finder=" + finder
}

// openOracle finds the number of a site that has a name in its address. Most
// have their number there.
func openOracle(ctx context.Context, ask *asker, token string) (target, answer) {
	_, site, _ := strings.Cut(token, "/")
	t := target{token: token, values: map[string]string{"site": site}}
	if oracleNumber.MatchString(site) {
		return t, answer{outcome: kith.OutcomeComplete}
	}
	a := ask.send(ctx, getPage(oraclePage(token)))
	if a.outcome != kith.OutcomeComplete {
		return target{}, a
	}
	if found := oracleConfig.FindSubmatch(a.response.Body); found != nil {
		t.values["site"] = string(found[1])
	}
	return t, a
}

// oracleRequest asks for a page. Without expand the list is empty, although
// its count is right. The facets are asked for with the first page only.
func oracleRequest(t target, q query) kith.Request {
	finder := "findReqs;siteNumber=" + t.values["site"]
	if q.offset == 0 && len(q.facets) == 0 {
		finder += ",facetsList=CATEGORIES%3BORGANIZATIONS%3BLOCATIONS"
	}
	for name, ids := range q.facets { // one
		finder += ",selected" + name + "=" + strings.Join(ids, "%3B")
	}
	finder += fmt.Sprintf(",limit=%d,offset=%d,sortBy=POSTING_DATES_DESC", oracleLimit, q.offset)
	return get(oracleAPI(t.token, "recruitingCEJobRequisitions",
		"requisitionList.workLocation,requisitionList.secondaryLocations", finder))
}

// oraclePlace is a place as Oracle writes it.
type oraclePlace struct {
	Name    string `json:"Name"`
	City    string `json:"TownOrCity"`
	Region  string `json:"Region2"`
	Country string `json:"Country"`
	Code    string `json:"CountryCode"`
}

// oracleJob is an opening as it stands in the list.
type oracleJob struct {
	ID         word          `json:"Id"`
	Title      string        `json:"Title"`
	Posted     string        `json:"PostedDate"`
	Place      string        `json:"PrimaryLocation"`
	Country    string        `json:"PrimaryLocationCountry"`
	Secondary  []oraclePlace `json:"secondaryLocations"`
	Work       []oraclePlace `json:"workLocation"`
	JobFamily  string        `json:"JobFamily"`
	Schedule   string        `json:"JobSchedule"`
	Workplace  string        `json:"WorkplaceTypeCode"`
	Department string        `json:"Department"`
}

// oracleFacet is a value of a facet.
type oracleFacet struct {
	ID    word `json:"Id"`
	Count int  `json:"TotalCount"`
}

// oracleSearch is what the list is wrapped in.
type oracleSearch struct {
	Total         *count        `json:"TotalJobsCount"`
	Offset        int           `json:"Offset"`
	Jobs          []oracleJob   `json:"requisitionList"`
	Categories    []oracleFacet `json:"categoriesFacet"`
	Organizations []oracleFacet `json:"organizationsFacet"`
	Locations     []oracleFacet `json:"locationsFacet"`
}

// decodeOracle reads a page. An answer without any search in it says that
// there is no such site.
func decodeOracle(t target, res *kith.Response) (page, error) {
	p, searches := page{total: -1}, 0
	err := decodeList(res.Body, "items", nil, func(s oracleSearch) {
		searches++
		for _, j := range s.Jobs {
			p.add(j.opening(t.token), "")
		}
		if s.Total != nil {
			p.total = int(*s.Total)
		}
		p.last = p.last || s.Offset+len(s.Jobs) >= oracleWindow
		p.facets = []facet{
			oracleFacets("CategoriesFacet", s.Categories), oracleFacets("OrganizationsFacet", s.Organizations), oracleFacets("LocationsFacet", s.Locations),
		}
	})
	switch {
	case err != nil:
		return page{}, err
	case searches == 0:
		return page{}, errGone
	case p.total < 0:
		return page{}, notParsed(errNoList)
	}
	return p, nil
}

// oracleFacets returns a facet without the values that cannot be asked for.
func oracleFacets(name string, given []oracleFacet) facet {
	f := facet{name: name}
	for _, v := range given {
		if oracleFacetID.MatchString(string(v.ID)) {
			f.values = append(f.values, facetValue{string(v.ID), v.Count})
		}
	}
	return f
}

func (j *oracleJob) opening(token string) kith.Opening {
	id := field.ExternalID(string(j.ID))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Title),
		Workplace:      field.Workplace(j.Workplace),
		Department:     field.FirstOf(text.Title(j.JobFamily), text.Title(j.Department)),
		EmploymentType: field.EmploymentType(j.Schedule),
		URL:            oraclePage(token) + "/job/" + url.PathEscape(id),
		PostedAt:       text.ParseTime(j.Posted),
	}
	o.Locations, o.Country = j.places()
	return o
}

// places returns the places of an opening, and the country where it is one.
func (j *oracleJob) places() (places []string, country string) {
	lines, codes := []string{j.Place}, []string{j.Country}
	if strings.TrimSpace(j.Place) == "" {
		for _, w := range j.Work {
			lines = append(lines, strings.Join([]string{w.City, w.Region, w.Country}, ","))
			codes = append(codes, cmp.Or(w.Country, j.Country))
		}
	}
	for _, s := range j.Secondary {
		lines = append(lines, s.Name)
		codes = append(codes, s.Code)
	}
	return field.Places(lines...), sameCountry(codes)
}

func oracleDetailRequest(t target, o kith.Opening) kith.Request {
	return get(oracleAPI(t.token, "recruitingCEJobRequisitionDetails", "all",
		"ById;Id=%22"+url.QueryEscape(o.ExternalID)+"%22,siteNumber="+t.values["site"]))
}

// oracleDetail is what the details tell.
type oracleDetail struct {
	Description      string `json:"ExternalDescriptionStr"`
	Responsibilities string `json:"ExternalResponsibilitiesStr"`
	Qualifications   string `json:"ExternalQualificationsStr"`
	Corporate        string `json:"CorporateDescriptionStr"`
	Organization     string `json:"OrganizationDescriptionStr"`
	Category         string `json:"Category"`
	JobFamily        string `json:"JobFamily"`
	Schedule         string `json:"JobSchedule"`
	Started          string `json:"ExternalPostedStartDate"`
}

// decodeOracleDetail reads the details. Those of an opening that is gone are
// an empty list.
func decodeOracleDetail(res *kith.Response) (kith.Opening, error) {
	var told *oracleDetail
	if err := decodeList(res.Body, "items", nil, func(d oracleDetail) {
		if told == nil {
			told = &d
		}
	}); err != nil {
		return kith.Opening{}, err
	}
	if told == nil {
		return kith.Opening{}, errGone
	}
	var pieces []string
	for _, part := range []string{told.Description, told.Responsibilities, told.Qualifications, told.Corporate, told.Organization} {
		pieces = append(pieces, text.FromHTML(part))
	}
	return kith.Opening{
		Description:    joinTexts(pieces),
		Department:     field.FirstOf(text.Title(told.JobFamily), text.Title(told.Category)),
		EmploymentType: field.EmploymentType(told.Schedule),
		PostedAt:       text.ParseTime(told.Started),
	}, nil
}

// oracleEmployer asks whether the site has a list, and its page for the name.
func oracleEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, getPage(oraclePage(token)))
	if err := a.check("Oracle Recruiting", token); err != nil {
		return "", err
	}
	name := employerOf(pageTitle(a.response.Body))
	t, a := openOracle(ctx, ask, token)
	if a.outcome == kith.OutcomeComplete {
		a = ask.send(ctx, oracleRequest(t, query{}))
	}
	if err := a.check("Oracle Recruiting", token); err != nil {
		return "", err
	}
	if _, err := decodeOracle(t, a.response); err != nil {
		return "", notBoard("Oracle Recruiting", token, err)
	}
	return name, nil
}
