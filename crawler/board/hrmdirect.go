package board

import (
	"context"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// hrmDomain is what the hosts of HRMDirect's boards end in.
const hrmDomain = ".hrmdirect.com"

// hrmDirect reads the table of a board at HRMDirect (ClearCompany), whose
// columns each employer chooses.
func hrmDirect() adapter {
	return adapter{
		ats: "hrmdirect", name: "HRMDirect", domain: hrmDomain,
		parse: parseHRMDirect, host: tenantSite{domain: hrmDomain}.host,
		lists: []listing{{
			request: hrmRequest, decode: decodeHRMDirect,
			detail: &detail{request: hrmDetailRequest, decode: decodeHRMDetail},
		}},
		employer: hrmEmployer,
	}
}

// parseHRMDirect knows the hosts of boards and refuses those of the vendor.
func parseHRMDirect(a address) (token, page string) {
	if token = tenantOf(a.host, hrmDomain); token == "" {
		return "", ""
	}
	return token, hrmPage(token)
}

func hrmPage(token string) string {
	return "https://" + token + hrmDomain + "/employment/job-openings.php"
}

// hrmRequest asks for all openings: without "search" some boards show a form
// only.
func hrmRequest(t target, _ query) kith.Request { return getPage(hrmPage(t.token) + "?search=true") }

// decodeHRMDirect reads the table. An opening with several places has a row
// for each.
func decodeHRMDirect(t target, res *kith.Response) (page, error) {
	if hasLeft(res, t.token+hrmDomain) {
		return page{}, errGone
	}
	doc, err := wholeHTML(res)
	if err != nil {
		return page{}, err
	}
	p := page{total: -1}
	dated := hrmDateColumn(doc)
	for _, row := range doc.Find("tr[data-req-id]").EachIter() {
		p.add(hrmRow(t.token, row, dated), "")
	}
	if len(p.rows)+p.broken == 0 && doc.Find("#noOpeningsMsg, #noResultsMsg").Length() == 0 {
		return page{}, notParsed(errNoList)
	}
	return p, nil
}

// hrmDateColumn reports whether a date in a row of the table is that of
// publication: no heading names another one, as of the end.
func hrmDateColumn(doc *goquery.Document) bool {
	heads := strings.ToLower(doc.Find("th, tr.reqHeader td, .reqResultTable thead td").Text())
	for _, other := range []string{"clos", "deadline", "expir", "updated", "modified", "start", "until", "end date"} {
		if strings.Contains(heads, other) {
			return false
		}
	}
	return true
}

// hrmRow returns what a row tells. Its cells have the names of their fields as
// classes, but for those that the employer has added.
func hrmRow(token string, row *goquery.Selection, dated bool) kith.Opening {
	id := row.AttrOr("data-req-id", "")
	if !numberPattern.MatchString(id) {
		id = ""
	}
	o := kith.Opening{
		ExternalID: id, URL: hrmJobPage(token, id),
		Title:      field.FirstOf(lineOf(find(row, ".posTitle a")), lineOf(find(row, ".posTitle"))),
		Department: lineOf(find(row, "td.departments")),
		Locations:  field.Places(lineOf(find(row, "td.cities")) + "," + lineOf(find(row, "td.state, td.states"))),
	}
	if len(o.Locations) == 0 {
		o.Locations = field.Places(lineOf(find(row, "td.offices, td.office, td.locations")))
	}
	for _, cell := range row.Find("td").EachIter() {
		if at := text.ParseTime(americanDate(lineOf(cell))); dated && o.PostedAt.IsZero() {
			o.PostedAt = at
		}
	}
	return o
}

func hrmJobPage(token, id string) string {
	return "https://" + token + hrmDomain + "/employment/job-opening.php?req=" + url.QueryEscape(id)
}

func hrmDetailRequest(t target, o kith.Opening) kith.Request {
	return getPage(hrmJobPage(t.token, o.ExternalID))
}

// decodeHRMDetail reads the page of an opening: a table of fields and the text.
func decodeHRMDetail(res *kith.Response) (kith.Opening, error) {
	told, err := jobPage{description: ".jobDesc, #jobDesc, .description", department: ".department", location: ".location"}.decode(res)
	if err != nil {
		return told, err
	}
	doc, err := wholeHTML(res)
	if err != nil {
		return told, err
	}
	for _, name := range doc.Find(".viewFieldName").EachIter() {
		value := text.Line(name.Next().Text())
		switch strings.TrimSuffix(field.Letters(name.Text()), "s") {
		case "department":
			told.Department = field.FirstOf(told.Department, value)
		case "location":
			told.Locations = field.Places(append(told.Locations, value)...)
		case "employmenttype", "jobtype", "type":
			told.EmploymentType = field.FirstOf(told.EmploymentType, field.EmploymentType(value))
		}
	}
	return told, nil
}

// hrmEmployer takes the name from the heading or the title of the list.
func hrmEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, hrmRequest(target{token: token}, query{}))
	if err := a.check("HRMDirect", token); err != nil {
		return "", err
	}
	if _, err := decodeHRMDirect(target{token: token}, a.response); err != nil {
		return "", notBoard("HRMDirect", token, err)
	}
	doc, err := decodeHTML(a.response)
	if err != nil {
		return "", notBoard("HRMDirect", token, err)
	}
	return field.FirstOf(employerOf(lineOf(find(doc.Selection, ".careersTitle"))), employerOf(pageTitle(a.response.Body))), nil
}
