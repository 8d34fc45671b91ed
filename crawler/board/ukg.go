package board

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// ukg reads the boards of UKG Pro, once UltiPro: pages by offset with a count,
// the text in the page of each opening. A token is "host/TENANT/board": each
// tenant is on one of several hosts, and may have several boards.
//
// The list answers with nothing for any board, also for one that is known to
// its host by another number. So a list without openings is believed only
// when the board's page has told where its list is.
func ukg() adapter {
	detail := &detail{request: ukgDetailRequest, decode: decodeUKGDetail}
	return adapter{
		ats: "ukg", name: "UKG Pro", domain: ukgDomain,
		parse: parseUKG, host: ukgHost,
		lists: []listing{
			{request: ukgRequest, decode: decodeUKG, paging: byOffset, detail: detail},
			{open: openUKG, request: ukgRequest, decode: decodeUKG, paging: byOffset, detail: detail},
		},
		employer: ukgEmployer,
	}
}

const ukgDomain = ".ultipro.com"

// The shapes of UKG's names.
var (
	ukgHostPattern = regexp.MustCompile(`^(recruiting[0-9]{0,3}\.ultipro\.(com|ca)|[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.rec\.pro\.ukg\.net)$`)
	ukgTenant      = regexp.MustCompile(`^[A-Z0-9]{3,40}$`)
	uuidPattern    = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
	ukgLoadURL     = regexp.MustCompile(`\bloadUrl\s*:\s*"([^"\s]{1,300})"`)
	ukgLoadPath    = regexp.MustCompile(`^(?i)/([a-z0-9]{3,40})/JobBoard/([0-9a-f-]{36})/JobBoardView/LoadSearchResults$`)
)

// parseUKG knows the board, its openings and its API, on all hosts.
func parseUKG(a address) (token, page string) {
	if !strings.EqualFold(a.at(1), "JobBoard") {
		return "", ""
	}
	token = a.host + "/" + strings.ToUpper(a.at(0)) + "/" + strings.ToLower(a.at(2))
	if _, err := ukgHost(token); err != nil {
		return "", ""
	}
	return token, ukgBoard(token)
}

func ukgHost(token string) (string, error) {
	part := strings.Split(token, "/")
	if len(part) != 3 || !ukgHostPattern.MatchString(part[0]) || !ukgTenant.MatchString(part[1]) || !uuidPattern.MatchString(part[2]) {
		return "", unlike("UKG Pro", token, "host/TENANT/board")
	}
	return part[0], nil
}

// ukgBoard returns the address of a board. The token was checked before.
func ukgBoard(token string) string {
	host, rest, _ := strings.Cut(token, "/")
	tenant, board, _ := strings.Cut(rest, "/")
	return "https://" + host + "/" + tenant + "/JobBoard/" + board
}

// ukgBase returns where the board's list and openings are asked for: what its
// page says, or its own address.
func ukgBase(t target) string {
	if base := t.values["base"]; base != "" {
		return base
	}
	return ukgBoard(t.token)
}

// openUKG asks the board's page where its list is, and for the token that some
// hosts want to see again.
func openUKG(ctx context.Context, ask *asker, token string) (target, answer) {
	t := target{token: token, header: http.Header{}}
	a := ask.send(ctx, getPage(ukgBoard(token)+"/"))
	if a.outcome != kith.OutcomeComplete {
		return t, a
	}
	base := ukgListed(token, a.response.Body)
	if base == "" {
		if u, err := url.Parse(a.response.URL); err == nil && u.Path != "" && !strings.Contains(strings.ToLower(u.Path), "/jobboard/") {
			return t, a.gone()
		}
		return t, a.failed("the page of the board does not say where its list is")
	}
	t.values = map[string]string{"base": base}
	if doc, err := decodeHTML(a.response); err == nil {
		if proof := doc.Find(`input[name="__RequestVerificationToken"]`).AttrOr("value", ""); isSession(proof) {
			t.header.Set("RequestVerificationToken", proof)
		}
	}
	if cookies := cookiesOf(a.response); cookies != "" {
		t.header.Set("Cookie", cookies)
	}
	return t, a
}

// ukgListed returns the address of the board whose list a page loads, "" where
// it loads none of the tenant's on its own host.
func ukgListed(token string, body []byte) string {
	host, rest, _ := strings.Cut(token, "/")
	tenant, _, _ := strings.Cut(rest, "/")
	for _, found := range ukgLoadURL.FindAllSubmatch(body, 5) {
		path := strings.TrimPrefix(html.UnescapeString(string(found[1])), "https://"+host)
		if part := ukgLoadPath.FindStringSubmatch(path); part != nil && strings.EqualFold(part[1], tenant) {
			return "https://" + host + "/" + part[1] + "/JobBoard/" + part[2]
		}
	}
	return ""
}

// ukgQuestion asks for a page of the list, all openings, the newest first.
const ukgQuestion = `{"opportunitySearch":{"Top":50,"Skip":%d,"QueryString":"","Filters":[],` +
	`"OrderBy":[{"Value":"postedDateDesc","PropertyName":"PostedDate","Ascending":false}]},` +
	`"matchCriteria":{"PreferredJobs":[],"Educations":[],"LicenseAndCertifications":[],"Skills":[],"hasNoLicenses":false,"SkippedSkills":[]}}`

func ukgRequest(t target, q query) kith.Request {
	r := postJSON(ukgBase(t)+"/JobBoardView/LoadSearchResults", fmt.Sprintf(ukgQuestion, q.offset))
	r.Header.Set("X-Requested-With", "XMLHttpRequest")
	return r
}

// ukgOpportunity is an opening as UKG writes it, in the list and in its page.
// The list's PostedDate is left out: it moves when the opening is put on the
// board again.
type ukgOpportunity struct {
	ID        word        `json:"Id"`
	Title     string      `json:"Title"`
	FullTime  *bool       `json:"FullTime"`
	Category  string      `json:"JobCategoryName"`
	Workplace word        `json:"JobLocationType"`
	Locations []ukgPlaced `json:"Locations"`
}

// ukgPlaced is a place with its address, where that is given.
type ukgPlaced struct {
	Name        string `json:"LocalizedName"`
	Description string `json:"LocalizedDescription"`
	Address     struct {
		City    string   `json:"City"`
		State   ukgNamed `json:"State"`
		Country ukgNamed `json:"Country"`
	} `json:"Address"`
}

type ukgNamed struct {
	Code string `json:"Code"`
	Name string `json:"Name"`
}

func decodeUKG(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	var total *count
	err := decodeList(res.Body, "opportunities", map[string]any{"totalCount": &total}, func(j ukgOpportunity) {
		o := j.opening()
		o.URL = ukgOpening(ukgBoard(t.token), o.ExternalID)
		p.add(o, "")
	})
	if err != nil {
		return p, err
	}
	if total != nil {
		p.total = int(*total)
	}
	if t.values == nil && p.total <= 0 && len(p.rows)+p.broken == 0 {
		return p, fmt.Errorf("it lists nothing, as it does for any board: %w", errGone)
	}
	return p, nil
}

func ukgOpening(base, id string) string {
	return base + "/OpportunityDetail?opportunityId=" + url.QueryEscape(id)
}

// opening returns what the list tells.
func (j *ukgOpportunity) opening() kith.Opening {
	o := kith.Opening{
		ExternalID: field.ExternalID(string(j.ID)), Title: text.Title(j.Title),
		Department: text.Title(j.Category), Workplace: ukgWorkplace(j.Workplace),
	}
	if j.FullTime != nil {
		o.EmploymentType = map[bool]string{true: "Full-time", false: "Part-time"}[*j.FullTime]
	}
	var countries []string
	for _, l := range j.Locations {
		o.Locations = append(o.Locations, l.place())
		countries = append(countries, field.FirstOf(l.Address.Country.Code, l.Address.Country.Name))
	}
	o.Locations, o.Country = field.Places(o.Locations...), sameCountry(countries)
	return o
}

// ukgWorkplace reads the number by which UKG names a workplace.
func ukgWorkplace(code word) kith.Workplace {
	switch code {
	case "0":
		return kith.WorkplaceHybrid
	case "1":
		return kith.WorkplaceOnsite
	case "2":
		return kith.WorkplaceRemote
	}
	return field.Workplace(string(code))
}

// place returns the city with its state and country. The codes of states are
// known of one country only: elsewhere they would name others.
func (l *ukgPlaced) place() string {
	a := l.Address
	state := field.FirstOf(a.State.Name, a.State.Code)
	if text.Country(a.Country.Code) == "US" {
		state = field.FirstOf(a.State.Code, a.State.Name)
	}
	if a.City == "" && state == "" {
		return strings.Join([]string{field.FirstOf(l.Description, l.Name), a.Country.Name}, ",")
	}
	return strings.Join([]string{a.City, state, field.FirstOf(a.Country.Name, a.Country.Code)}, ",")
}

func ukgDetailRequest(t target, o kith.Opening) kith.Request {
	return getPage(ukgOpening(ukgBase(t), o.ExternalID))
}

// ukgDetail is what the page of an opening tells beside the list.
type ukgDetail struct {
	ukgOpportunity
	Closed      bool   `json:"OpportunityIsClosed"`
	Description string `json:"Description"`
	PostedDate  string `json:"PostedDate"`
	ukgPay
}

// ukgPay is the pay. It stands in the page also where the employer does not
// want it shown.
type ukgPay struct {
	Visible bool `json:"PayRangeVisible"`
	Range   struct {
		Min amount `json:"PayRangeMinimum"`
		Max amount `json:"PayRangeMaximum"`
	} `json:"PayRange"`
	Currency  string `json:"PayRangeCurrencyCode"`
	AnnualMin amount `json:"CompensationAnnualMinimum"`
	AnnualMax amount `json:"CompensationAnnualMaximum"`
	HourlyMin amount `json:"CompensationHourlyMinimum"`
	HourlyMax amount `json:"CompensationHourlyMaximum"`
}

func decodeUKGDetail(res *kith.Response) (kith.Opening, error) {
	data := embeddedJSON(res.Body, "CandidateOpportunityDetail(")
	if data == nil {
		return kith.Opening{}, notParsed(errNoPosting)
	}
	var d ukgDetail
	if err := decodeOne(data, &d); err != nil {
		return kith.Opening{}, err
	}
	if d.Closed {
		return kith.Opening{}, errGone
	}
	o := d.opening()
	o.Description = text.FromHTML(d.Description)
	o.PostedAt = text.ParseTime(d.PostedDate)
	o.Salary = d.salary()
	return o, nil
}

// salary returns the pay that is shown. Its period is said only by where else
// the same amounts stand.
func (p *ukgPay) salary() *kith.Salary {
	if !p.Visible {
		return nil
	}
	shown := field.Pay{Min: float64(p.Range.Min), Max: float64(p.Range.Max), Currency: p.Currency}
	switch {
	case p.Range.Min == p.HourlyMin && p.Range.Max == p.HourlyMax:
		shown.Period = "hour"
	case p.Range.Min == p.AnnualMin && p.Range.Max == p.AnnualMax:
		shown.Period = "year"
	}
	return shown.Salary()
}

// ukgEmployer takes the name from the logo on the board's page: it has no
// title.
func ukgEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	_, a := openUKG(ctx, ask, token)
	if err := a.check("UKG Pro", token); err != nil {
		return "", err
	}
	doc, err := decodeHTML(a.response)
	if err != nil {
		return "", nil //nolint:nilerr // the name is worth a request, not a failure
	}
	return employerOf(text.Line(doc.Find(`img[data-automation^="navbar-"][alt]`).First().AttrOr("alt", ""))), nil
}
