package board

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"regexp"
	"strings"
	"time"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// Of Workday.
const (
	workdayDomain = ".myworkdayjobs.com"
	workdayGap    = 250 * time.Millisecond
	workdayLimit  = 20   // rows of a page; more are refused
	workdayClamp  = 2000 // rows beyond which some tenants begin again
)

// workday reads the API behind the career sites of Workday: pages by offset,
// the count on the first only, most of an opening in its details. A token is
// "tenant/wdN/site".
func workday() adapter {
	return adapter{
		ats: "workday", name: "Workday", gap: workdayGap, domain: workdayDomain,
		parse: parseWorkday, host: workdayHost,
		lists: []listing{{
			request: workdayRequest, decode: decodeWorkday, paging: byOffset, clamp: workdayClamp,
			detail: &detail{request: workdayDetailRequest, decode: decodeWorkdayDetail},
		}},
		employer: workdayEmployer,
	}
}

// The shapes of Workday's names.
var (
	workdayTenantHost = regexp.MustCompile(`^([a-z0-9][a-z0-9_-]{0,62})\.(wd[0-9]{1,4})\.myworkdayjobs\.com$`)
	workdayShardHost  = regexp.MustCompile(`^(wd[0-9]{1,4})\.myworkdaysite\.com$`)
	workdayToken      = regexp.MustCompile(`^([a-z0-9][a-z0-9_-]{0,62})/(wd[0-9]{1,4})/([A-Za-z0-9][A-Za-z0-9_.-]{0,99})$`)
	workdayCount      = regexp.MustCompile(`^\d+ \p{L}+$`) // "2 Locations", in the language of the site
)

// parseWorkday knows the sites of a tenant's own host, those of the host that
// many tenants share, and the API of both.
func parseWorkday(a address) (token, page string) {
	tenant, shard, site := "", "", ""
	if found := workdayTenantHost.FindStringSubmatch(a.host); found != nil {
		tenant, shard, site = found[1], found[2], a.workdaySite()
	} else if found := workdayShardHost.FindStringSubmatch(a.host); found != nil {
		a = a.withoutLocale()
		if a.at(0) != "recruiting" && a.after("wday", "cxs") == "" {
			return "", ""
		}
		shard = found[1]
		if tenant, site = strings.ToLower(a.at(1)), a.at(2); a.at(0) == "wday" {
			tenant, site = strings.ToLower(a.at(2)), a.at(3)
		}
	}
	token = tenant + "/" + shard + "/" + site
	if !workdayToken.MatchString(token) || isFile(site) || noWorkdaySite(site) {
		return "", ""
	}
	return token, "https://" + tenant + "." + shard + workdayDomain + "/" + site
}

// workdaySite returns the site from a path of a tenant's host.
func (a address) workdaySite() string {
	if a.at(0) == "wday" {
		if a.after("wday", "cxs") == "" {
			return ""
		}
		return a.at(3)
	}
	a = a.withoutLocale()
	if len(a.at(0)) == 2 && a.at(1) != "" && !noWorkdaySite(a.at(1)) { // a language alone
		a.path = a.path[1:]
	}
	return a.at(0)
}

// noWorkdaySite reports whether a part of a path stands behind the site of a
// board and is none.
func noWorkdaySite(part string) bool { return part == "job" || part == "details" || part == "wday" }

// workdayParts takes a token apart.
func workdayParts(token string) (host, api, page string, err error) {
	found := workdayToken.FindStringSubmatch(token)
	if found == nil {
		return "", "", "", kith.Errorf(kith.CodeInvalid, "%q is no board of Workday; it should be tenant/wdN/site", token)
	}
	host = found[1] + "." + found[2] + workdayDomain
	return host, "https://" + host + "/wday/cxs/" + found[1] + "/" + found[3], "https://" + host + "/" + found[3], nil
}

func workdayHost(token string) (string, error) {
	host, _, _, err := workdayParts(token)
	return host, err
}

// workdayQuestion is what the list is asked by: these four fields, no more
// and no less.
type workdayQuestion struct {
	AppliedFacets map[string][]string `json:"appliedFacets"`
	Limit         int                 `json:"limit"`
	Offset        int                 `json:"offset"`
	SearchText    string              `json:"searchText"`
}

// workdayRequest asks for a page. The token was checked before the visit.
func workdayRequest(t target, q query) kith.Request {
	_, api, _, _ := workdayParts(t.token)
	question := workdayQuestion{AppliedFacets: q.facets, Limit: workdayLimit, Offset: q.offset}
	if question.AppliedFacets == nil {
		question.AppliedFacets = map[string][]string{}
	}
	body, err := json.Marshal(question)
	if err != nil { // cannot happen: numbers and texts only
		panic("board: a question to Workday: " + err.Error())
	}
	return postJSON(api+"/jobs", string(body))
}

// workdayRow is an opening as it stands in the list. postedOn is left out: it
// is an age in words, other every day.
type workdayRow struct {
	Title         string `json:"title"`
	ExternalPath  string `json:"externalPath"`
	LocationsText string `json:"locationsText"`
	RemoteType    string `json:"remoteType"`
	TimeType      string `json:"timeType"`
}

// workdayFacet is a facet, or a group of facets.
type workdayFacet struct {
	Parameter string `json:"facetParameter"`
	Values    []struct {
		ID        string         `json:"id"`
		Count     int            `json:"count"`
		Parameter string         `json:"facetParameter"`
		Values    []workdayValue `json:"values"`
	} `json:"values"`
}

// workdayValue is a value of a facet inside a group.
type workdayValue struct {
	ID    string `json:"id"`
	Count int    `json:"count"`
}

func decodeWorkday(t target, res *kith.Response) (page, error) {
	_, _, board, err := workdayParts(t.token)
	if err != nil {
		return page{}, err
	}
	p := page{total: -1}
	var total *count
	var facets []workdayFacet
	err = decodeList(res.Body, "jobPostings", map[string]any{"total": &total, "facets": &facets}, func(j workdayRow) {
		p.add(j.opening(board), j.LocationsText)
	})
	if total != nil && (*total > 0 || len(p.rows)+p.broken == 0) { // 0 beside rows says nothing
		p.total = int(*total)
	}
	p.facets = flatFacets(facets)
	return p, err
}

// flatFacets returns the facets with those that are in groups.
func flatFacets(given []workdayFacet) []facet {
	var flat []facet
	for _, f := range given {
		own := facet{name: f.Parameter}
		for _, v := range f.Values {
			if len(v.Values) == 0 {
				own.values = append(own.values, facetValue{v.ID, v.Count})
				continue
			}
			inner := facet{name: v.Parameter}
			for _, w := range v.Values {
				inner.values = append(inner.values, facetValue{w.ID, w.Count})
			}
			flat = append(flat, inner)
		}
		if len(own.values) > 0 {
			flat = append(flat, own)
		}
	}
	return flat
}

// opening returns what the list tells. The path is the id: the requisition
// numbers beside it are not always there and not always different.
func (j *workdayRow) opening(board string) kith.Opening {
	id := field.ExternalID(j.ExternalPath)
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Title),
		Workplace: field.Workplace(j.RemoteType), EmploymentType: field.EmploymentType(j.TimeType),
		URL: field.WebAddress(board+rooted(id), board),
	}
	if !workdayCount.MatchString(strings.TrimSpace(j.LocationsText)) {
		o.Locations = field.Places(j.LocationsText)
	}
	return o
}

func workdayDetailRequest(t target, o kith.Opening) kith.Request {
	_, api, _, _ := workdayParts(t.token)
	return get(api + rooted(o.ExternalID))
}

// rooted returns a path with the slash at its beginning that some have not. A
// percent sign that stands for itself is escaped.
func rooted(path string) string {
	path = "/" + strings.TrimPrefix(path, "/")
	if _, err := url.Parse(path); err != nil {
		path = (&url.URL{Path: path}).EscapedPath()
	}
	return path
}

// workdayDetail is what the details tell.
type workdayDetail struct {
	Info *struct {
		Description         string      `json:"jobDescription"`
		Location            string      `json:"location"`
		AdditionalLocations words       `json:"additionalLocations"`
		StartDate           string      `json:"startDate"`
		TimeType            string      `json:"timeType"`
		RemoteType          string      `json:"remoteType"`
		JobFamilyGroup      string      `json:"jobFamilyGroup"`
		Country             workdayLand `json:"country"`
		RequisitionLocation struct {
			Country workdayLand `json:"country"`
		} `json:"jobRequisitionLocation"`
	} `json:"jobPostingInfo"`
}

// errNoPosting says that an answer for an opening has none in it.
var errNoPosting = errors.New("there is no opening in it")

// workdayLand is a country: a text, or an object with its name and code.
type workdayLand string

// UnmarshalJSON reads either form and keeps the code, or the name.
func (l *workdayLand) UnmarshalJSON(data []byte) error {
	var name string
	if json.Unmarshal(data, &name) == nil {
		*l = workdayLand(name)
		return nil
	}
	var land struct {
		Descriptor string `json:"descriptor"`
		Code       string `json:"alpha2Code"`
	}
	_ = json.Unmarshal(data, &land) // what is of another shape says nothing
	*l = workdayLand(field.FirstOf(land.Code, land.Descriptor))
	return nil
}

func decodeWorkdayDetail(res *kith.Response) (kith.Opening, error) {
	var d workdayDetail
	if err := decodeOne(res.Body, &d); err != nil {
		return kith.Opening{}, err
	}
	if d.Info == nil {
		return kith.Opening{}, notParsed(errNoPosting)
	}
	i := d.Info
	return kith.Opening{
		Locations:      field.Places(append([]string{i.Location}, i.AdditionalLocations...)...),
		Country:        field.FirstOf(text.Country(string(i.RequisitionLocation.Country)), text.Country(string(i.Country))),
		Workplace:      field.Workplace(i.RemoteType),
		Department:     text.Title(i.JobFamilyGroup),
		EmploymentType: field.EmploymentType(i.TimeType),
		Description:    text.FromHTML(i.Description),
		PostedAt:       text.ParseTime(i.StartDate),
	}, nil
}

// workdayEmployer asks whether the site is there, and one opening for whom it
// is. That names the legal person of the one opening, which may be a part of
// the employer: it is believed when it begins as the tenant is called.
func workdayEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, workdayRequest(target{token: token}, query{}))
	if err := a.check("Workday", token); err != nil {
		return "", err
	}
	found, err := decodeWorkday(target{token: token}, a.response)
	if err != nil {
		return "", notBoard("Workday", token, err)
	}
	if len(found.rows) == 0 {
		return "", nil
	}
	a = ask.send(ctx, workdayDetailRequest(target{token: token}, found.rows[0].opening))
	if a.outcome != kith.OutcomeComplete {
		return "", nil // the name is worth a request, not a failure
	}
	var posting struct {
		Organization struct {
			Name string `json:"name"`
		} `json:"hiringOrganization"`
	}
	_ = json.Unmarshal(a.response.Body, &posting) // what is of another shape says nothing
	tenant, _, _ := strings.Cut(token, "/")
	name := text.Line(posting.Organization.Name)
	if !strings.HasPrefix(field.Letters(name), field.Letters(tenant)) {
		return "", nil
	}
	return name, nil
}
