package board

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// personio reads the XML that Personio gives to every tenant: the whole board
// in one document, without a count. A tenant may have switched that off; then
// the list is on its page, and all else on the pages of its openings. Both
// hosts of a tenant, .de and .com, are of one board: the one that the board is
// known by is asked first.
func personio() adapter {
	return adapter{
		ats: "personio", name: "Personio", domain: ".jobs.personio.de",
		parse: parsePersonio, host: personioSite(personioDE).host,
		lists:    []listing{personioXML(false), personioPage(false), personioXML(true), personioPage(true)},
		employer: personioEmployer,
	}
}

// The two domains of Personio's boards.
const (
	personioDE  = ".jobs.personio.de"
	personioCOM = ".jobs.personio.com"
)

func personioSite(domain string) tenantSite { return tenantSite{domain: domain} }

// parsePersonio knows the boards. A host without "jobs" is where a company's
// own people sign in.
func parsePersonio(a address) (token, page string) {
	for _, domain := range []string{personioDE, personioCOM} {
		if token = personioSite(domain).slug(a.host); token != "" {
			return token, personioSite(domain).address(token, "/")
		}
	}
	return "", ""
}

// personioBoard returns the address of a board without a slash at its end: on
// the host that it is known by, or on the other.
func personioBoard(t target, other bool) string {
	known := strings.HasSuffix(strings.TrimSuffix(t.page, "/"), personioCOM)
	if known != other {
		return personioSite(personioCOM).address(t.token, "")
	}
	return personioSite(personioDE).address(t.token, "")
}

// personioXML is the list as XML. It is asked for without a language, so that
// each text comes in the board's own.
func personioXML(other bool) listing {
	return listing{
		request: func(t target, _ query) kith.Request {
			return kith.Request{URL: personioBoard(t, other) + "/xml", Header: http.Header{"Accept": {"application/xml, text/xml"}}}
		},
		decode: func(t target, res *kith.Response) (page, error) { return decodePersonio(personioBoard(t, other), res) },
		detail: &detail{request: personioDetailRequest, decode: decodePosting},
	}
}

// personioPosition is an opening as the XML has it. Some writers of such feeds
// give the id as an attribute.
type personioPosition struct {
	ID           string   `xml:"id"`
	Attr         string   `xml:"id,attr"`
	Name         string   `xml:"name"`
	Subcompany   string   `xml:"subcompany"`
	Office       string   `xml:"office"`
	More         []string `xml:"additionalOffices>office"`
	Department   string   `xml:"department"`
	Category     string   `xml:"recruitingCategory"`
	Type         string   `xml:"employmentType"`
	Seniority    string   `xml:"seniority"`
	Schedule     string   `xml:"schedule"`
	CreatedAt    string   `xml:"createdAt"`
	Descriptions []struct {
		Name  string `xml:"name"`
		Value string `xml:"value"`
	} `xml:"jobDescriptions>jobDescription"`
}

// errNoXML says that a tenant has switched its XML off.
var errNoXML = fmt.Errorf("the tenant gives no XML: %w", errGone)

func decodePersonio(board string, res *kith.Response) (page, error) {
	p := page{total: -1}
	if isHTML(res.Body) {
		return p, errNoXML
	}
	err := decodeXML(res.Body, "position", []string{"workzag-jobs"}, func(j personioPosition) { p.add(j.opening(board), j.Subcompany) })
	return p, err
}

func (j *personioPosition) opening(board string) kith.Opening {
	id := field.ExternalID(strings.TrimSpace(j.ID))
	if id == "" {
		id = field.ExternalID(strings.TrimPrefix(j.Attr, "p-"))
	}
	parts := make([]section, len(j.Descriptions))
	for i, d := range j.Descriptions {
		parts[i] = section{Title: d.Name, Text: d.Value}
	}
	o := kith.Opening{
		ExternalID: id, Title: text.Title(j.Name), Locations: field.Places(append([]string{j.Office}, j.More...)...),
		Department:     field.FirstOf(j.Department, j.Category),
		EmploymentType: personioType(j.Type, j.Schedule),
		Seniority:      field.SeniorityOf(j.Seniority),
		URL:            board + "/job/" + url.PathEscape(id),
		Description:    joinSections(parts...),
		PostedAt:       text.ParseTime(j.CreatedAt),
	}
	o.Detailed = o.Description != "" // else its own page has it, in another language
	return o
}

// personioType returns the kind of employment: the hours, unless it is for
// those who are no employees.
func personioType(kind, hours string) string {
	kind, hours = strings.TrimSpace(kind), strings.TrimSpace(hours)
	if key := field.Letters(kind); (key == "permanent" || key == "") && hours != "" {
		kind = hours
	}
	return codedType(kind)
}

func personioDetailRequest(_ target, o kith.Opening) kith.Request { return getPage(o.URL) }

// personioPage is the list of a tenant without XML: the data behind its page,
// or the links in it.
func personioPage(other bool) listing {
	return listing{
		request: func(t target, _ query) kith.Request { return getPage(personioBoard(t, other) + "/") },
		decode: func(t target, res *kith.Response) (page, error) {
			return decodePersonioPage(personioBoard(t, other), res)
		},
		detail: &detail{request: personioDetailRequest, decode: decodePosting},
	}
}

// personioRow is an opening in the data behind the page.
type personioRow struct {
	ID         word   `json:"id"`
	Name       string `json:"name"`
	Subcompany string `json:"subcompany"`
	Office     string `json:"main_office"`
	Offices    words  `json:"additional_offices"`
	Department string `json:"department"`
	Category   string `json:"category"`
	Type       string `json:"employment_type"`
	Schedule   string `json:"schedule"`
	Seniority  string `json:"seniority"`
	CreatedAt  string `json:"created_at"`
}

func decodePersonioPage(board string, res *kith.Response) (page, error) {
	p := page{total: -1}
	if list := personioData(res.Body); list != nil {
		err := decodeList(list, "", nil, func(j personioRow) {
			o := (&personioPosition{
				ID: string(j.ID), Name: j.Name, Office: j.Office, More: j.Offices, Department: j.Department, Category: j.Category,
				Type: j.Type, Schedule: j.Schedule, Seniority: j.Seniority, CreatedAt: j.CreatedAt,
			}).opening(board)
			p.add(o, j.Subcompany)
		})
		return p, err
	}
	doc, err := decodeHTML(res)
	if err != nil {
		return p, err
	}
	if !isWhole(res.Body, "</html>") {
		return p, notParsed(io.ErrUnexpectedEOF)
	}
	for _, link := range doc.Find("a[href]").EachIter() {
		p.addPersonioLink(board, link)
	}
	if len(p.rows) == 0 && p.broken == 0 && !personioEmpty.Match(res.Body) {
		return p, notParsed(errors.New("there is no list of openings in it"))
	}
	return p, nil
}

// The parts of Personio's pages.
var (
	personioJob   = regexp.MustCompile(`^(?:https://[a-z0-9_-]+\.jobs\.personio\.(?:de|com))?/job/([0-9]+)(?:[/?#].*)?$`)
	personioEmpty = regexp.MustCompile(`(?i)\b(?:0|no|currently no) (?:open|vacant) (?:positions|jobs)|keine offenen stellen|no jobs found|no open roles`)
)

// addPersonioLink adds the opening that a link leads to.
func (p *page) addPersonioLink(board string, link *goquery.Selection) {
	found := personioJob.FindStringSubmatch(link.AttrOr("href", ""))
	if found == nil {
		return
	}
	title := link
	if inner := link.Find(".jb-title, h2, h3, h4").First(); inner.Length() > 0 {
		title = inner
	}
	place := link.Find(".location").First()
	if place.Length() == 0 {
		place = link.SiblingsFiltered(".location").First()
	}
	o := (&personioPosition{ID: found[1], Name: title.Text(), Office: text.Line(place.Text())}).opening(board)
	if o.Title != "" { // a picture leads there too
		p.add(o, "")
	}
}

// maxMarks is how often a mark is looked for in a page.
const maxMarks = 20

// personioData returns the list of openings in the data behind a page, nil
// where there is none. The data is in the page as a text of JavaScript, its
// quotes escaped once more.
func personioData(body []byte) []byte {
	for _, source := range [][]byte{body, unescapeOnce(body)} {
		for range maxMarks {
			_, after, found := bytes.Cut(source, []byte(`"jobs":`))
			if !found {
				break
			}
			source = after
			list := bytes.TrimLeft(after, " ")
			if len(list) == 0 || list[0] != '[' {
				continue
			}
			end := jsonEnd(list)
			if end > 0 && bytes.HasPrefix(bytes.TrimLeft(list[end:], ", "), []byte(`"subdomain"`)) {
				return list[:end]
			}
		}
	}
	return nil
}

// unescapeOnce takes one level of escaping off the quotes and backslashes of a
// text of JavaScript, and leaves every other escape to the JSON within.
func unescapeOnce(body []byte) []byte {
	plain := make([]byte, 0, len(body))
	for i := 0; i < len(body); i++ {
		if body[i] == '\\' && i+1 < len(body) && (body[i+1] == '"' || body[i+1] == '\\') {
			i++
		}
		plain = append(plain, body[i])
	}
	return plain
}

// personioEmployer takes the name from the openings where all of them are of
// one employer, as a tenant may have several, and else from the page.
func personioEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	name, err := personioName(ctx, ask, target{token: token}, false)
	if kith.CodeOf(err) == kith.CodeNotFound {
		return personioName(ctx, ask, target{token: token}, true)
	}
	return name, err
}

// personioName asks one of the two hosts.
func personioName(ctx context.Context, ask *asker, t target, other bool) (string, error) {
	a := ask.send(ctx, personioXML(other).request(t, query{}))
	if a.outcome == kith.OutcomeComplete && !isHTML(a.response.Body) {
		name, several := "", false
		if err := decodeXML(a.response.Body, "position", []string{"workzag-jobs"}, func(j personioPosition) {
			one := text.Title(j.Subcompany)
			several = several || name != "" && one != name
			name = one
		}); err != nil {
			return "", notBoard("Personio", t.token, err)
		}
		if name != "" && !several {
			return name, nil
		}
	}
	a = ask.send(ctx, getPage(personioBoard(t, other)+"/"))
	if err := a.check("Personio", t.token); err != nil {
		return "", err
	}
	return employerOf(pageTitle(a.response.Body)), nil
}
