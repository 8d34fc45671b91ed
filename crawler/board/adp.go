package board

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// The host and the paths of ADP Workforce Now.
const (
	adpAPI  = "workforcenow.adp.com"
	adpPage = "https://" + adpAPI + "/mascsr/default/mdf/recruitment/recruitment.html"
	adpList = "https://" + adpAPI + "/mascsr/default/careercenter/public/events/staffing/v1/job-requisitions"
)

// adp reads the API behind the career centres of ADP Workforce Now: pages with
// a count, the text in the details. A token is "cid/ccId", the numbers of the
// client and of its career centre.
func adp() adapter {
	return adapter{
		ats: "adp", name: "ADP Workforce Now", gap: 200 * time.Millisecond, domain: adpAPI,
		parse: parseADP, host: adpHost,
		lists: []listing{{
			request: adpRequest, decode: decodeADP, paging: byCursor,
			detail: &detail{request: adpDetailRequest, decode: decodeADPDetail},
		}},
		employer: adpEmployer,
	}
}

// adpToken is the shape of a token.
var adpToken = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/[0-9]{1,32}_[0-9]{1,12}$`)

// parseADP knows the pages of a career centre and its API: both name it in the
// query.
func parseADP(a address) (token, page string) {
	if a.host != adpAPI && a.host != "workforcenow.cloud.adp.com" {
		return "", ""
	}
	centre := a.query.Get("ccId")
	for name := range a.query {
		if centre == "" && strings.EqualFold(name, "ccId") {
			centre = a.query.Get(name)
		}
	}
	token = strings.ToLower(a.query.Get("cid")) + "/" + centre
	if !adpToken.MatchString(token) {
		return "", ""
	}
	return token, adpPage + "?" + adpQuery(token)
}

func adpHost(token string) (string, error) {
	if !adpToken.MatchString(token) {
		return "", unlike("ADP Workforce Now", token, "cid/ccId")
	}
	return adpAPI, nil
}

// adpQuery returns the query that names a career centre.
func adpQuery(token string) string {
	client, centre, _ := strings.Cut(token, "/")
	return "cid=" + client + "&ccId=" + centre + "&lang=en_US"
}

// adpRequest asks for a page. The first is asked for without a number: whether
// rows are counted from 0 or from 1 is said by the answer.
func adpRequest(t target, q query) kith.Request {
	address := adpList + "?" + adpQuery(t.token) + "&locale=en_US&$top=100"
	if q.offset > 0 {
		start, err := strconv.Atoi(q.cursor)
		if err != nil {
			start = q.offset + 1
		}
		address += fmt.Sprintf("&$skip=%d", start)
	}
	r := get(address)
	r.Header.Set("X-Requested-With", "XMLHttpRequest")
	return r
}

// adpJob is an opening as ADP writes it, in the list and in the details.
type adpJob struct {
	ItemID      word        `json:"itemID"`
	Title       string      `json:"requisitionTitle"`
	PostDate    string      `json:"postDate"`
	Description string      `json:"requisitionDescription"`
	WorkLevel   adpCode     `json:"workLevelCode"`
	Locations   []adpPlaced `json:"requisitionLocations"`
	Pay         struct {
		Min adpRate `json:"minimumRate"`
		Max adpRate `json:"maximumRate"`
	} `json:"payGradeRange"`
	Custom struct {
		Texts []adpField `json:"stringFields"`
		Codes []adpField `json:"codeFields"`
	} `json:"customFieldGroup"`
}

type adpCode struct {
	Code string `json:"codeValue"`
	Name string `json:"shortName"`
}

type adpRate struct {
	Amount   amount `json:"amountValue"`
	Currency string `json:"currencyCode"`
}

// adpField is a field that a career centre may have or not: its own name is
// in it.
type adpField struct {
	Field adpCode `json:"nameCode"`
	Text  word    `json:"stringValue"`
	adpCode
}

type adpPlaced struct {
	Name    adpCode `json:"nameCode"`
	Address struct {
		City    string  `json:"cityName"`
		State   adpCode `json:"countrySubdivisionLevel1"`
		Country adpCode `json:"countryCode"`
	} `json:"address"`
}

func decodeADP(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	var meta struct {
		Total *count `json:"totalNumber"`
		Start *int   `json:"startSequence"`
	}
	err := decodeList(res.Body, "jobRequisitions", map[string]any{"meta": &meta}, func(j adpJob) {
		p.add(j.opening(t.token), "")
	})
	if meta.Total != nil && *meta.Total >= 0 {
		p.total = int(*meta.Total)
	}
	p.next = adpNext(meta.Start, p.total, len(p.rows)+p.broken)
	return p, err
}

// adpNext returns the number at which the next page begins, "" where there is
// none, and a word for one whose number is not told.
func adpNext(start *int, total, size int) string {
	switch {
	case size == 0, total >= 0 && size >= total:
		return ""
	case start == nil:
		return "more"
	case total >= 0 && *start+size > total:
		return ""
	}
	return strconv.Itoa(*start + size)
}

// opening returns what the list tells.
func (j *adpJob) opening(token string) kith.Opening {
	o := kith.Opening{
		ExternalID: field.ExternalID(string(j.ItemID)), Title: text.Title(j.Title),
		Department:     text.Title(string(j.text("HomeDepartment"))),
		EmploymentType: field.EmploymentType(j.WorkLevel.Name),
		Salary:         j.salary(),
		PostedAt:       text.ParseTime(j.PostDate),
	}
	number := cmp.Or(field.ExternalID(string(j.text("ExternalJobID"))), o.ExternalID)
	o.URL = adpPage + "?" + adpQuery(token) + "&jobId=" + url.QueryEscape(number)
	for _, l := range j.Locations {
		o.Locations = append(o.Locations, l.place())
	}
	o.Locations = field.Places(o.Locations...)
	return o
}

// text returns one of the fields that a career centre may have.
func (j *adpJob) text(name string) word {
	for _, f := range j.Custom.Texts {
		if f.Field.Code == name {
			return f.Text
		}
	}
	return ""
}

// place returns the city with its state and country. The name of a place has
// all three behind the name of the house.
func (l *adpPlaced) place() string {
	a := l.Address
	if a.City == "" {
		return withoutRepeats(l.Name.Name)
	}
	country := field.FirstOf(a.Country.Code, a.Country.Name)
	if last := strings.LastIndex(l.Name.Name, ","); country == "" && last >= 0 {
		if tail := strings.TrimSpace(l.Name.Name[last+1:]); tail != a.State.Code && tail != a.City {
			country = tail
		}
	}
	return strings.Join([]string{a.City, field.FirstOf(a.State.Code, a.State.Name), country}, ",")
}

// withoutRepeats returns a place without the parts that say again what the part
// before says, as in "Remote, Remote, US".
func withoutRepeats(place string) string {
	parts := strings.Split(place, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return strings.Join(slices.Compact(parts), ",")
}

// salary returns the pay, and nothing for a range that is upside down.
func (j *adpJob) salary() *kith.Salary {
	lowest, highest := j.Pay.Min, j.Pay.Max
	if highest.Amount > 0 && lowest.Amount > highest.Amount {
		return nil
	}
	pay := field.Pay{Min: float64(lowest.Amount), Max: float64(highest.Amount), Currency: field.FirstOf(lowest.Currency, highest.Currency)}
	for _, f := range j.Custom.Codes {
		if f.Field.Code == "SalaryType" {
			pay.Period = cmp.Or(field.Period(f.Name), map[string]string{"AN": "year", "MO": "month", "WK": "week", "DA": "day", "HR": "hour"}[f.Code])
		}
	}
	return pay.Salary()
}

// adpDetailRequest asks by the number that the opening's page is asked by.
func adpDetailRequest(t target, o kith.Opening) kith.Request {
	number := o.ExternalID
	if u, err := url.Parse(o.URL); err == nil {
		number = cmp.Or(u.Query().Get("jobId"), number)
	}
	return get(adpList + "/" + url.PathEscape(number) + "?" + adpQuery(t.token) + "&locale=en_US")
}

func decodeADPDetail(res *kith.Response) (kith.Opening, error) {
	var j adpJob
	if err := decodeOne(res.Body, &j); err != nil {
		return kith.Opening{}, err
	}
	if j.Title == "" && j.Description == "" {
		return kith.Opening{}, notParsed(errNoPosting)
	}
	o := j.opening("")
	o.Locations = nil // the list has told them
	o.Description = anyText(j.Description)
	return o, nil
}

// adpEmployer asks whether the career centre is there. Nothing of it says
// whose it is.
func adpEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, adpRequest(target{token: token}, query{}))
	if err := a.check("ADP Workforce Now", token); err != nil {
		return "", err
	}
	if _, err := decodeADP(target{token: token}, a.response); err != nil {
		return "", notBoard("ADP Workforce Now", token, err)
	}
	return "", nil
}
