package board

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// taleoDomain is what the hosts of Taleo Enterprise's boards end in.
const taleoDomain = ".taleo.net"

// taleo reads the career sections of Taleo Enterprise: numbered pages with a
// count, by the search behind the pages, which wants the number of the portal
// that the section's page has. What is in which column is for each section to
// say. A token is "tenant/section", or "host/section" where a section is under
// the employer's own name.
func taleo() adapter {
	return adapter{
		ats: "taleo", name: "Taleo", gap: 500 * time.Millisecond, domain: taleoDomain,
		parse: parseTaleo, recognize: recognizeTaleo, host: taleoHost,
		lists: []listing{{
			open: openTaleo, request: taleoRequest, decode: decodeTaleo, paging: byPage,
			detail: &detail{request: taleoDetailRequest, decode: decodeTaleoDetail, listPlaces: true},
		}},
		employer: taleoEmployer,
	}
}

// The shapes of Taleo's names, and of what its pages say.
var (
	taleoSection   = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_+-]{0,59}$`)
	taleoFile      = regexp.MustCompile(`^(?i:jobsearch|joblist|moresearch|jobdetail|jobapply|mysearches|mycart|myjobs|jobview|jobprint)\.(?i:ftl|ajax)$`)
	taleoPortal    = regexp.MustCompile(`portalNo["']?\s*:\s*["']([0-9]{1,20})["']|[?&;]portal=([0-9]{6,20})`)
	taleoTokenName = regexp.MustCompile(`sessionCSRFTokenName["']?\s*:\s*["']([A-Za-z][A-Za-z0-9_-]{0,60})["']`)
	taleoToken     = regexp.MustCompile(`sessionCSRFToken["']?\s*:\s*["']([^"'\s]{8,500})["']`)
)

// parseTaleo knows the pages of sections, and not those of the smaller edition.
func parseTaleo(a address) (token, page string) {
	site := tenantSite{domain: taleoDomain}
	tenant := site.slug(a.host)
	if tenant == "" || tenant == "tbe" {
		return "", ""
	}
	section := a.taleoSection()
	if section == "" {
		return "", ""
	}
	token = tenant + "/" + section
	return token, taleoPage(token)
}

// taleoSection returns the section from a path, "" for what is none: the
// search itself, the sign-in and the forms are below the same folder.
func (a address) taleoSection() string {
	section := a.after("careersection")
	switch {
	case !taleoSection.MatchString(section), strings.EqualFold(section, "rest"), strings.EqualFold(section, "iam"), strings.EqualFold(section, "theme"):
		return ""
	case a.at(2) != "" && !taleoFile.MatchString(a.at(2)):
		return ""
	}
	return section
}

// recognizeTaleo knows a section under the employer's own name by its path and
// by what its page names.
func recognizeTaleo(p webPage) (token, page string) {
	if token, page = parseTaleo(p.address); token != "" {
		return token, page
	}
	section := p.address.taleoSection()
	token = p.address.host + "/" + section
	if _, err := taleoHost(token); err != nil || section == "" || !p.mentions("portalNo", "ftlpageid") {
		return "", ""
	}
	return token, taleoPage(token)
}

func taleoHost(token string) (string, error) {
	name, section, ok := strings.Cut(token, "/")
	if !ok || !taleoSection.MatchString(section) {
		return "", unlike("Taleo", token, "tenant/section")
	}
	return tenantSite{domain: taleoDomain, branded: true}.host(name)
}

// taleoAddress returns an address on the host of a token. The token was checked
// before the visit.
func taleoAddress(token, path string) string {
	host, _ := taleoHost(token)
	return "https://" + host + "/careersection/" + path
}

// taleoPage returns where a person reads a board.
func taleoPage(token string) string {
	_, section, _ := strings.Cut(token, "/")
	return taleoAddress(token, section+"/jobsearch.ftl?lang=en")
}

// openTaleo finds the number of the portal, and the token and the cookies of
// the session where the page has them.
func openTaleo(ctx context.Context, ask *asker, token string) (target, answer) {
	a := ask.send(ctx, getPage(taleoPage(token)))
	if a.outcome != kith.OutcomeComplete {
		return target{}, a
	}
	host, _ := taleoHost(token)
	if hasLeft(a.response, host) || isNoSection(a.response.Body) {
		return target{}, a.gone()
	}
	found := taleoPortal.FindSubmatch(a.response.Body)
	if found == nil {
		return target{}, a.failed("the page of the section does not name its portal; it is of an older kind that kith cannot read")
	}
	t := target{token: token, values: map[string]string{"portal": string(found[1]) + string(found[2])}, header: http.Header{
		"Tz": {"GMT+00:00"}, "Tzname": {"UTC"}, // it is an error without them
	}}
	if cookies := cookiesOf(a.response); cookies != "" {
		t.header.Set("Cookie", cookies)
	}
	name, value := taleoTokenName.FindSubmatch(a.response.Body), taleoToken.FindSubmatch(a.response.Body)
	if name != nil && value != nil && isSession(string(value[1])) {
		t.header.Set(string(name[1]), string(value[1]))
	}
	if doc, err := decodeHTML(a.response); err == nil {
		t.values["columns"] = strings.Join(taleoColumns(doc), "\n")
	}
	return t, a
}

// isNoSection reports whether a page says that there is no such section.
func isNoSection(body []byte) bool {
	return strings.Contains(strings.ToLower(pageTitle(body)), "career section unavailable")
}

// taleoColumns returns the headings of the list that the page has still empty.
func taleoColumns(doc *goquery.Document) []string {
	var headings []string
	for _, cell := range doc.Find("table#jobs th").EachIter() {
		if name := lineOf(cell); !strings.EqualFold(name, "icons") && !strings.EqualFold(name, "actions") {
			headings = append(headings, name)
		}
	}
	return headings
}

// taleoRequest asks for a page. They are counted from 1.
func taleoRequest(t target, q query) kith.Request {
	return postJSON(taleoAddress(t.token, "rest/jobboard/searchjobs?lang=en&portal="+t.values["portal"]), fmt.Sprintf(
		`{"multilineEnabled":false,"sortingSelection":{"sortBySelectionParam":"3","ascendingSortingOrder":"false"},`+
			`"fieldData":{"fields":{"KEYWORD":"","LOCATION":"","ORGANIZATION":""},"valid":true},`+
			`"filterSelectionParam":{"searchFilterSelections":[]},"advancedSearchFiltersSelectionParam":{"searchFilterSelections":[]},"pageNo":%d}`, q.page+1))
}

// taleoJob is a row of the list.
type taleoJob struct {
	JobID   word   `json:"jobId"`
	Contest word   `json:"contestNo"` // the number that people see
	Columns []word `json:"column"`
	Title   int    `json:"linkedColumn"`
	Places  []int  `json:"locationsColumns"`
}

// taleoPaging says where a page stands.
type taleoPaging struct {
	Size  int    `json:"pageSize"`
	Total *count `json:"totalCount"`
}

// decodeTaleo reads a page. Which one is the last is told by the count alone:
// those behind it repeat the last, and many pages have fewer rows than they
// should, because some openings are counted and never shown.
func decodeTaleo(t target, res *kith.Response) (page, error) {
	var paging taleoPaging
	var unavailable flag
	p := page{total: -1}
	headings := strings.Split(t.values["columns"], "\n")
	err := decodeList(res.Body, "requisitionList", map[string]any{"pagingData": &paging, "careerSectionUnAvailable": &unavailable}, func(j taleoJob) {
		p.add(j.opening(t.token, headings), "")
	})
	switch {
	case bool(unavailable):
		return page{}, errGone
	case err != nil:
		return page{}, err
	case paging.Total == nil:
		return page{}, notParsed(errNoCount)
	}
	size := max(paging.Size, len(p.rows)+p.broken)
	p.total = int(*paging.Total)
	p.last = size > 0 && (t.asked.page+1)*size >= p.total
	return p, nil
}

// column returns a column, "" beyond the last.
func (j *taleoJob) column(i int) string {
	if i < 0 || i >= len(j.Columns) {
		return ""
	}
	return string(j.Columns[i])
}

func (j *taleoJob) opening(token string, headings []string) kith.Opening {
	id := field.ExternalID(field.FirstOf(string(j.Contest), string(j.JobID)))
	o := kith.Opening{ExternalID: id, Title: text.Title(j.column(j.Title)), URL: taleoJobPage(token, id)}
	var places []string
	for _, i := range j.Places {
		places = append(places, taleoPlaces(j.column(i))...)
	}
	o.Locations = field.Places(places...)
	if len(headings) != len(j.Columns) {
		return o // nobody knows what the other columns are
	}
	for i, heading := range headings {
		value := j.column(i)
		switch key := field.Letters(heading); {
		case i == j.Title || slices.Contains(j.Places, i):
		case key == "postingdate" || key == "dateposted" || key == "posteddate" || key == "posted" || key == "jobposting":
			o.PostedAt = taleoDate(value)
		case key == "department" || key == "jobfield" || key == "organization" && o.Department == "":
			o.Department = text.Title(value)
		case key == "schedule" || key == "jobschedule" || key == "employmenttype":
			o.EmploymentType = field.EmploymentType(value)
		}
	}
	return o
}

// taleoPlaces returns the places in a column: a list in JSON, as a text.
func taleoPlaces(column string) []string {
	var places []string
	if json.Unmarshal([]byte(column), &places) != nil {
		places = []string{column}
	}
	for i := range places {
		places[i] = hyphened(places[i])
	}
	return places
}

// taleoDate reads a date as sections in English write it, with or without the
// time behind it. Numbers only are as in the USA, where the language is that.
func taleoDate(s string) time.Time {
	s = text.Line(s)
	if americanDate(s) != "" {
		return text.ParseTime(americanDate(s))
	}
	parts := strings.Split(s, ",")
	for _, day := range []string{s, strings.Join(parts[:min(len(parts), 2)], ","), parts[0]} {
		if at := text.ParseTime(strings.NewReplacer("/", " ", "-", " ").Replace(day)); !at.IsZero() {
			return at
		}
	}
	return time.Time{}
}

func taleoJobPage(token, id string) string {
	_, section, _ := strings.Cut(token, "/")
	return taleoAddress(token, section+"/jobdetail.ftl?job="+url.QueryEscape(id)+"&lang=en")
}

// taleoEmployer takes the name from the title of the section's page.
func taleoEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, getPage(taleoPage(token)))
	if err := a.check("Taleo", token); err != nil {
		return "", err
	}
	host, _ := taleoHost(token)
	if hasLeft(a.response, host) || isNoSection(a.response.Body) || !isMentioned(a.response.Body, "portalNo", "ftlpageid") {
		return "", noBoard("Taleo", token)
	}
	return nameInTitle(pageTitle(a.response.Body)), nil
}
