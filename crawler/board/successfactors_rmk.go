package board

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// The older branded sites of SuccessFactors, once called Jobs2Web: a feed with
// everything in one document, and the tiles and the table of the search.

// rmkFeedRequest asks for the feed. Its name is spelt so.
func rmkFeedRequest(t target, _ query) kith.Request {
	return getRSS("https://" + t.token + "/sitemal.xml")
}

// rmkItem is an opening in the feed.
type rmkItem struct {
	Title       string `xml:"title"`
	Link        string `xml:"link"`
	GUID        string `xml:"guid"`
	ID          string `xml:"id"`
	Location    string `xml:"location"`
	Function    string `xml:"job_function"`
	Type        string `xml:"job_type"`
	PubDate     string `xml:"pubDate"`
	Description string `xml:"description"`
}

// decodeRMKFeed reads the feed. One without openings proves nothing: the newer
// sites have an empty one.
func decodeRMKFeed(t target, res *kith.Response) (page, error) {
	if hasLeft(res, t.token) || isHTML(res.Body) {
		return page{}, errGone
	}
	p := page{total: -1}
	if err := decodeXML(res.Body, "item", []string{"rss"}, func(j rmkItem) { p.add(j.opening(t.token), "") }); err != nil {
		return page{}, err
	}
	if len(p.rows)+p.broken == 0 {
		return page{}, errGone
	}
	return p, nil
}

// rmkPath is the path of an opening, below that of a brand in some.
var rmkPath = regexp.MustCompile(`^(?:/[^/]{1,100})?/job/(?:[^/]{1,500}/){1,2}([0-9]{1,20})(?:/|-[a-z]{2}_[A-Z]{2}/?)?$`)

func (j *rmkItem) opening(host string) kith.Opening {
	o := kith.Opening{
		URL: field.WebAddress(strings.TrimSpace(j.Link)), Department: text.Title(j.Function), EmploymentType: field.EmploymentType(j.Type),
		Description: anyText(j.Description), PostedAt: text.ParseTime(j.PubDate),
	}
	id := field.FirstOf(j.ID, j.GUID)
	if found := rmkPath.FindStringSubmatch(pathOf(j.Link, host)); found != nil && id == "" {
		id = found[1]
	}
	o.ExternalID = field.ExternalID(id)
	place := withoutPostcode(text.Title(j.Location))
	o.Title, place = rmkTitle(text.Title(j.Title), place)
	o.Locations = field.SplitPlaces(place)
	return o
}

// rmkTitle takes the place in brackets off a title, as in "Miller (Győr, HU)".
// It returns it as the place where there is no other. What else stands in
// brackets, as "(m/f/d)", stays.
func rmkTitle(title, place string) (withoutPlace, at string) {
	start, tail := bracketed(title)
	if start == "" {
		return title, place
	}
	parts := strings.Split(tail, ",")
	last := strings.TrimSpace(parts[len(parts)-1])
	isCode := len(last) >= 2 && len(last) <= 3 && last == strings.ToUpper(last) && text.Country(last) != ""
	switch {
	case tail == "" || place != "" && isWithin(tail, place):
		return start, place
	case place == "" && len(parts) > 1 && isCode:
		return start, tail
	}
	return title, place
}

// bracketed returns what stands before the brackets at the end of a line, and
// what is in them: brackets too, in some. Both are empty where there are none.
func bracketed(line string) (before, inside string) {
	if !strings.HasSuffix(line, ")") {
		return "", ""
	}
	depth := 0
	for i := len(line) - 1; i > 0; i-- {
		switch line[i] {
		case ')':
			depth++
		case '(':
			depth--
		}
		if depth == 0 {
			return strings.TrimSpace(line[:i]), strings.TrimSpace(line[i+1 : len(line)-1])
		}
	}
	return "", ""
}

// isWithin reports whether the parts of a tail are those of a place: in its
// words, or as the code of a country.
func isWithin(tail, place string) bool {
	have := map[string]bool{}
	for part := range strings.SplitSeq(place, ",") {
		have[field.Letters(part)] = true
		if code := text.Country(strings.TrimSpace(part)); code != "" {
			have[strings.ToLower(code)] = true
		}
	}
	known := 0
	for i, part := range strings.Split(tail, ",") {
		part = strings.TrimSpace(part)
		isCode := i > 0 && len(part) <= 3 && part == strings.ToUpper(part)
		if !have[field.Letters(part)] && !isCode {
			return false
		}
		if have[field.Letters(part)] {
			known++
		}
	}
	return known > 0
}

// rmkTilesRequest asks for tiles. Sites give 25 or 100 at a time.
func rmkTilesRequest(t target, q query) kith.Request {
	return getPage(fmt.Sprintf("https://%s/tile-search-results/?startrow=%d", t.token, q.offset))
}

// decodeRMKTiles reads tiles, which are a piece of a page. None at all prove
// nothing: the newer sites answer with an empty piece.
func decodeRMKTiles(t target, res *kith.Response) (page, error) {
	p, _, err := rmkRows(t, res)
	if err != nil {
		return page{}, err
	}
	switch size := len(p.rows) + p.broken; {
	case size == 0 && t.asked.offset == 0:
		return page{}, errGone
	case size == 0 && !isPiece(res.Body):
		return page{}, notParsed(errNoList)
	}
	return p, nil
}

// rmkPieces are what a piece without tiles is like.
var rmkPieces = regexp.MustCompile(`(?i)^\s*(<!doctype html>)?\s*(<(div|ul)[^<>]{0,200}(job|tile|search)[^<>]{0,200}>|$)`)

func isPiece(body []byte) bool { return rmkPieces.Match(body) }

// rmkSearchRequest asks for a page of the search.
func rmkSearchRequest(t target, q query) kith.Request {
	return getPage(fmt.Sprintf("https://%s/search/?startrow=%d", t.token, q.offset))
}

// rmkCount finds how many openings a page of the search says that there are.
var rmkCount = regexp.MustCompile(`(?:^|\s)[0-9,.]+\s*[-–]\s*[0-9,.]+\s+\pL+\s+([0-9][0-9,.]*)\b`) // "1 – 25 of 80", in any language

// errNoCount says that a page of a search does not say how much it has.
var errNoCount = errors.New("it does not say how many openings there are")

// decodeRMKSearch reads a page of the search, which says how many openings
// there are: a page without any must say so.
func decodeRMKSearch(t target, res *kith.Response) (page, error) {
	if !hasEnd(res.Body) {
		return page{}, notParsed(errNoList)
	}
	p, doc, err := rmkRows(t, res)
	if err != nil {
		return page{}, err
	}
	p.total = countIn(rmkCount, text.Line(doc.Find(".paginationLabel").First().Text()))
	if p.total < 0 {
		return page{}, notParsed(errNoCount)
	}
	return p, nil
}

// rmkRows reads the rows or tiles of a page. Each tile stands there three
// times, for screens of three sizes.
func rmkRows(t target, res *kith.Response) (page, *goquery.Document, error) {
	if hasLeft(res, t.token) {
		return page{}, nil, errGone
	}
	doc, err := decodeHTML(res)
	if err != nil {
		return page{}, nil, err
	}
	p := page{total: -1}
	seen := map[string]bool{}
	for _, link := range doc.Find("a.jobTitle-link[href]").EachIter() {
		path := pathOf(link.AttrOr("href", ""), t.token)
		found := rmkPath.FindStringSubmatch(path)
		if found == nil {
			p.broken++
			continue
		}
		if title := lineOf(link); !seen[found[1]] && title != "" {
			seen[found[1]] = true
			p.add(kith.Opening{
				ExternalID: found[1], Title: title, Locations: rmkPlaces(link), Department: lineOf(find(rmkRow(link), ".jobDepartment, .jobFacility")),
				URL: field.WebAddress("https://" + t.token + path),
			}, "")
		}
	}
	return p, doc, nil
}

// rmkRow returns the tile or the row of a link.
func rmkRow(link *goquery.Selection) *goquery.Selection {
	return link.Closest("li.job-tile, tr.data-row")
}

// rmkPlaces returns the places of a tile or row.
func rmkPlaces(link *goquery.Selection) []string {
	row := rmkRow(link)
	place := lineOf(find(row, ".jobLocation"))
	if row.Length() == 0 { // rows outside of a table
		place = lineOf(link.Parent().NextFiltered(".jobLocation"))
	}
	for _, name := range []string{"location", "city"} {
		if place == "" {
			place = lineOf(find(row, fmt.Sprintf(`[id$="-section-%s-value"]`, name)))
		}
	}
	return field.SplitPlaces(withoutPostcode(place))
}

// pathEscaped returns a segment of a path as it stands in an address: escaped
// already in some systems, and not in others.
func pathEscaped(segment string) string {
	if plain, err := url.PathUnescape(segment); err == nil {
		segment = plain
	}
	return url.PathEscape(strings.NewReplacer("/", "-", "?", "-", "#", "-").Replace(segment))
}
