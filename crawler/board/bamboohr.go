package board

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

func bambooSite() tenantSite { return tenantSite{domain: ".bamboohr.com"} }

// bambooHR reads the JSON behind BambooHR's careers pages: the whole board in
// one document with its count, dates and texts in the details; and where that
// is gone the list for employers' own sites. A tenant that is not there, or
// has no careers page any more, leads somewhere else.
func bambooHR() adapter {
	site := bambooSite()
	details := &detail{request: bambooDetailRequest, decode: decodeBambooDetail}
	return adapter{
		ats: "bamboohr", name: "BambooHR", domain: site.domain,
		parse: parseBamboo, recognize: recognizeBamboo, host: site.host,
		lists: []listing{
			{request: bambooRequest, decode: decodeBamboo, detail: details},
			{request: bambooWidgetRequest, decode: decodeBambooWidget, detail: details},
		},
		employer: bambooEmployer,
	}
}

func parseBamboo(a address) (token, page string) { return bambooSite().board(a, "/careers") }

// bambooDomain is how an employer's page names the tenant to the script that
// takes the board in.
var bambooDomain = regexp.MustCompile(`data-domain=["']([a-z0-9_-]{1,63}\.bamboohr\.com)["']`)

func recognizeBamboo(p webPage) (token, page string) {
	if token, page = parseBamboo(p.address); token != "" {
		return token, page
	}
	found := bambooDomain.FindSubmatch(p.body)
	if found == nil {
		return "", ""
	}
	return parseBamboo(address{host: string(found[1])})
}

func bambooRequest(t target, _ query) kith.Request {
	return get(bambooSite().address(t.token, "/careers/list"))
}

// errBambooLeft says that a tenant has no careers page: every way to one leads
// elsewhere.
var errBambooLeft = fmt.Errorf("the tenant has no careers page: %w", errGone)

// bambooLeft reports whether a request was led away from the tenant's careers
// pages.
func bambooLeft(token string, res *kith.Response, within string) bool {
	path, ok := bambooSite().pathWithin(token, res, within)
	return !ok || !strings.HasPrefix(path, within)
}

// bambooJob is an opening as BambooHR writes it, in the list and in the
// details.
type bambooJob struct {
	ID           word        `json:"id"`
	Name         string      `json:"jobOpeningName"`
	Department   string      `json:"departmentLabel"`
	Employment   string      `json:"employmentStatusLabel"`
	Location     bambooPlace `json:"location"`
	ATSLocation  bambooPlace `json:"atsLocation"`
	Remote       flag        `json:"isRemote"`
	LocationType word        `json:"locationType"`
	Description  string      `json:"description"`
	Compensation string      `json:"compensation"`
	Experience   string      `json:"minimumExperience"`
	DatePosted   string      `json:"datePosted"`
}

// bambooPlace is a place as BambooHR writes it.
type bambooPlace struct {
	City     string `json:"city"`
	State    string `json:"state"`
	Province string `json:"province"`
	Country  string `json:"country"`
	Address  string `json:"addressCountry"`
}

func decodeBamboo(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	if bambooLeft(t.token, res, "/careers") {
		return p, errBambooLeft
	}
	meta := struct {
		Total *count `json:"totalCount"`
	}{}
	err := decodeList(res.Body, "result", map[string]any{"meta": &meta}, func(j bambooJob) { p.add(j.opening(t.token), "") })
	if meta.Total != nil {
		p.total = int(*meta.Total)
	}
	return p, err
}

func (j *bambooJob) opening(token string) kith.Opening {
	id := field.ExternalID(string(j.ID))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Name), Locations: j.places(), Workplace: j.workplace(),
		Country:        text.Country(j.country()),
		Department:     text.Title(j.Department),
		EmploymentType: field.EmploymentType(j.Employment),
		Seniority:      field.SeniorityOf(j.Experience),
		URL:            bambooSite().address(token, "/careers/"+url.PathEscape(id)),
		Description:    text.FromHTML(j.Description),
		PostedAt:       text.ParseTime(j.DatePosted),
	}
	if j.Compensation != "" {
		o.Salary = field.TextSalary("Salary: "+text.Line(j.Compensation), o.Country)
	}
	return o
}

// country returns the country of the first of the places that has one.
func (j *bambooJob) country() string {
	return field.FirstOf(j.Location.Address, j.Location.Country, j.ATSLocation.Country, j.ATSLocation.Address)
}

// places returns the place of the office, or that which the employer gives
// beside it.
func (j *bambooJob) places() []string {
	for _, p := range []bambooPlace{j.Location, j.ATSLocation} {
		if city := field.Places(p.City + "," + field.FirstOf(p.State, p.Province)); len(city) > 0 {
			return field.Places(city[0] + "," + j.country())
		}
	}
	return field.Places(j.country())
}

// workplace returns the workplace by BambooHR's number for it.
func (j *bambooJob) workplace() kith.Workplace {
	switch {
	case j.LocationType == "2":
		return kith.WorkplaceHybrid
	case j.LocationType == "1", bool(j.Remote):
		return kith.WorkplaceRemote
	case j.LocationType == "0":
		return kith.WorkplaceOnsite
	}
	return ""
}

func bambooDetailRequest(t target, o kith.Opening) kith.Request {
	return get(bambooSite().address(t.token, "/careers/"+url.PathEscape(o.ExternalID)+"/detail"))
}

// decodeBambooDetail reads the details. Where a request is led away from them
// it is no answer for the one opening: that is for the list to tell.
func decodeBambooDetail(res *kith.Response) (kith.Opening, error) {
	found := struct {
		Result struct {
			Job *bambooJob `json:"jobOpening"`
		} `json:"result"`
	}{}
	if err := decodeOne(res.Body, &found); err != nil {
		return kith.Opening{}, err
	}
	if found.Result.Job == nil || found.Result.Job.Name == "" {
		return kith.Opening{}, notParsed(errNoPosting)
	}
	return found.Result.Job.opening("none"), nil
}

// bambooWidgetRequest asks for the list that employers show on their own
// sites.
func bambooWidgetRequest(t target, _ query) kith.Request {
	return getPage(bambooSite().address(t.token, "/jobs/embed2.php"))
}

// The parts of that list. An account that is not there answers with nothing.
var (
	bambooNumber = regexp.MustCompile(`(?:/careers/|/jobs/view\.php\?id=)([0-9]+)`)
	bambooMarks  = regexp.MustCompile(`BambooHR-ATS-board|BambooHR-ATS-Jobs`)
)

func decodeBambooWidget(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	if len(strings.TrimSpace(string(res.Body[:min(len(res.Body), 100)]))) == 0 || bambooLeft(t.token, res, "/jobs") {
		return p, errBambooLeft
	}
	doc, err := decodeHTML(res)
	if err != nil {
		return p, err
	}
	if !isWhole(res.Body, "</html>") && !isWholeWidget(res.Body) {
		return p, notParsed(io.ErrUnexpectedEOF)
	}
	for _, link := range doc.Find("a[href]").EachIter() {
		if found := bambooNumber.FindStringSubmatch(link.AttrOr("href", "")); found != nil {
			p.add(bambooLink(t.token, found[1], link), "")
		}
	}
	if len(p.rows) == 0 && p.broken == 0 && !bambooMarks.Match(res.Body) {
		return p, notParsed(errors.New("there is no list of openings in it"))
	}
	return p, nil
}

// isWholeWidget reports whether a list without the frame of a page goes to its
// end: all of its parts are closed.
func isWholeWidget(body []byte) bool {
	for _, part := range []string{"div", "ul"} {
		if bytes.Count(body, []byte("<"+part)) != bytes.Count(body, []byte("</"+part)) {
			return false
		}
	}
	return isWhole(body, "</div>")
}

// bambooLink returns the opening that a link leads to, with the place beside
// it and the department above it.
func bambooLink(token, id string, link *goquery.Selection) kith.Opening {
	j := bambooJob{ID: word(id), Name: link.Text()}
	j.Department = link.Closest(".BambooHR-ATS-Department-Item").Find(".BambooHR-ATS-Department-Header").First().Text()
	o := j.opening(token)
	place := text.Line(link.SiblingsFiltered(".BambooHR-ATS-Location, .location").First().Text())
	o.Locations, o.Workplace = field.SplitPlaces(place), field.Workplace(place)
	return o
}

// bambooEmployer asks for the list whether the board is there, and then for
// what the account calls itself. Accounts that somebody only tries out show
// BambooHR's own sample openings, often under the name of a known company.
func bambooEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, bambooRequest(target{token: token}, query{}))
	if err := a.check("BambooHR", token); err != nil {
		return "", err
	}
	if bambooLeft(token, a.response, "/careers") {
		return "", noBoard("BambooHR", token)
	}
	a = ask.send(ctx, get(bambooSite().address(token, "/careers/company-info")))
	info := struct {
		Result struct {
			Name  string `json:"name"`
			Trial flag   `json:"inTrial"`
		} `json:"result"`
	}{}
	if a.outcome == kith.OutcomeComplete && decodeOne(a.response.Body, &info) == nil {
		if info.Result.Trial {
			return "", kith.Errorf(kith.CodeNotFound, "“%s” at BambooHR is an account on trial, whose openings are samples: there is no board of that name", token)
		}
		if name := text.Title(info.Result.Name); name != "" {
			return name, nil
		}
	}
	return titleOf(ctx, ask, bambooSite().address(token, "/careers")), nil
}
