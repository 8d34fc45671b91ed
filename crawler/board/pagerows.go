package board

import (
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/posting"
	"kith/crawler/internal/text"
)

// What several systems share that list their openings as a page of HTML.

// jobPage says where the page of an opening tells what its schema.org data
// leave out, as selectors; "" for what it does not tell. Not every page has
// such data.
type jobPage struct {
	description, department, employment, location string
}

// decode returns what the page of an opening tells: its schema.org JobPosting,
// and from its text what that leaves open. A page without a description is no
// page of an opening.
func (p jobPage) decode(res *kith.Response) (kith.Opening, error) {
	told, err := decodePosting(res)
	if err == nil && told.Description != "" {
		return told, nil
	}
	doc, err := wholeHTML(res)
	if err != nil {
		return kith.Opening{}, err
	}
	if told.Description = htmlOf(find(doc.Selection, p.description)); told.Description == "" {
		return kith.Opening{}, notParsed(errNoPosting)
	}
	told.Department = field.FirstOf(told.Department, valueOf(find(doc.Selection, p.department)))
	if told.EmploymentType == "" {
		told.EmploymentType = field.EmploymentType(valueOf(find(doc.Selection, p.employment)))
	}
	if len(told.Locations) == 0 {
		told.Locations = field.SplitPlaces(valueOf(find(doc.Selection, p.location)))
	}
	return told, nil
}

// wholeHTML reads a page of HTML that must be there to its end: rows that are
// cut off would look like rows that are gone.
func wholeHTML(res *kith.Response) (*goquery.Document, error) {
	if !hasEnd(res.Body) {
		return nil, notParsed(io.ErrUnexpectedEOF)
	}
	return decodeHTML(res)
}

// hasEnd reports whether a page has its end.
func hasEnd(body []byte) bool { return endPattern.Match(body) }

var endPattern = regexp.MustCompile(`(?i)</(html|body)\s*>`)

// find returns the first element that a selector fits, none for "".
func find(in *goquery.Selection, selector string) *goquery.Selection {
	if selector == "" {
		return &goquery.Selection{}
	}
	return in.Find(selector).First()
}

// htmlOf returns the text of an element, with its paragraphs.
func htmlOf(s *goquery.Selection) string {
	if s.Length() == 0 {
		return ""
	}
	source, err := s.Html()
	if err != nil { // the writer of goquery is a buffer, which takes all
		return ""
	}
	return text.FromHTML(source)
}

// lineOf returns the text of an element as one line, without the labels that
// only screen readers see.
func lineOf(s *goquery.Selection) string {
	if s.Length() == 0 {
		return ""
	}
	if s.Find(".sr-only, .field-label").Length() > 0 {
		s = s.Clone()
		s.Find(".sr-only, .field-label").Remove()
	}
	return text.Line(s.Text())
}

// valueOf returns the text of an element without the label that some pages
// write into it, as in "Type: Full Time".
func valueOf(s *goquery.Selection) string {
	line := lineOf(s)
	if label, value, ok := strings.Cut(line, ":"); ok && !strings.ContainsAny(label, " ,") {
		return strings.TrimSpace(value)
	}
	return line
}

// pathOf returns the path of an address in a page, "" where it is of another
// host than those of the board.
func pathOf(href, host string) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil || u.Host != "" && !strings.EqualFold(u.Hostname(), host) {
		return ""
	}
	return u.EscapedPath()
}

// isButton reports whether a link is a button that stands beside the one with
// the title.
func isButton(link *goquery.Selection) bool {
	return link.HasClass("btn") || link.HasClass("button") || strings.EqualFold(lineOf(link), "view") || strings.EqualFold(lineOf(link), "apply")
}

// hasLeft reports whether a request was led to another host: that is how many
// systems answer for a board or an opening that is not there.
func hasLeft(res *kith.Response, host string) bool {
	u, err := url.Parse(res.URL)
	return err == nil && u.Host != "" && !strings.EqualFold(u.Hostname(), host)
}

// countIn returns the number that the first group of a pattern has in a text,
// -1 where it does not fit.
func countIn(pattern *regexp.Regexp, s string) int {
	found := pattern.FindStringSubmatch(s)
	if found == nil {
		return -1
	}
	n, err := strconv.Atoi(strings.NewReplacer(",", "", ".", "", " ", "").Replace(found[1]))
	if err != nil {
		return -1
	}
	return n
}

// organizationOf returns the name of the schema.org Organization in a page, ""
// where there is none.
func organizationOf(doc *goquery.Document) string {
	for _, script := range doc.Find("script").EachIter() {
		if !posting.IsData(script.AttrOr("type", "")) {
			continue
		}
		var data struct {
			Type word `json:"@type"`
			Name word `json:"name"`
		}
		// A script of another shape says nothing.
		if json.Unmarshal([]byte(script.Text()), &data) == nil && data.Type == "Organization" && data.Name != "" {
			return text.Title(string(data.Name))
		}
	}
	return ""
}

// errNoList says that an answer for a list has none in it.
var errNoList = errors.New("there is no list of openings in it")
