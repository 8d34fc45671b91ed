package board

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// tbeDomain is what the hosts of Taleo Business Edition end in.
const tbeDomain = ".tbe.taleo.net"

// taleoBusiness reads the pages of Taleo Business Edition: ten rows at a time,
// with a count in some looks and a link to the next rows in the others, the
// rest in the data of each opening. A token is "partition/company/site", as
// "phe02/NORTHWHARF/41"; the host is that of the partition.
func taleoBusiness() adapter {
	return adapter{
		ats: "taleo-business", name: "Taleo Business Edition", gap: 500 * time.Millisecond, domain: tbeDomain,
		parse: parseTaleoBusiness, host: taleoBusinessHost,
		lists: []listing{{
			open: openTaleoBusiness, request: taleoBusinessRequest, decode: decodeTaleoBusiness, paging: byOffset,
			detail: &detail{request: taleoBusinessDetailRequest, decode: decodeTaleoBusinessDetail},
		}},
		employer: taleoBusinessEmployer,
	}
}

// The shapes of names.
var (
	tbeHost      = regexp.MustCompile(`^([a-z]{3})\.tbe\.taleo\.net$`)
	tbePartition = regexp.MustCompile(`^[a-z]{3}[0-9]{2}$`)
	tbeToken     = regexp.MustCompile(`^([a-z]{3})([0-9]{2})/([A-Z0-9][A-Z0-9_-]{0,63})/([1-9][0-9]{0,5})$`)
)

// parseTaleoBusiness knows the pages of a company's site.
func parseTaleoBusiness(a address) (token, page string) {
	host := tbeHost.FindStringSubmatch(a.host)
	partition := strings.ToLower(a.at(0))
	if host == nil || !tbePartition.MatchString(partition) || partition[:3] != host[1] || !strings.EqualFold(a.at(1), "ats") || !strings.EqualFold(a.at(2), "careers") {
		return "", ""
	}
	token = partition + "/" + strings.ToUpper(a.query.Get("org")) + "/" + a.query.Get("cws")
	if !tbeToken.MatchString(token) {
		return "", ""
	}
	return token, tbeAddress(token, "searchResults", "")
}

func taleoBusinessHost(token string) (string, error) {
	found := tbeToken.FindStringSubmatch(token)
	if found == nil {
		return "", unlike("Taleo Business Edition", token, "partition/company/site")
	}
	return found[1] + tbeDomain, nil
}

// tbeAddress returns the address of a page. The token was checked before the
// visit.
func tbeAddress(token, page, rest string) string {
	parts := strings.Split(token+"//", "/")
	host, _ := taleoBusinessHost(token)
	return "https://" + host + "/" + parts[0] + "/ats/careers/v2/" + page + "?org=" + url.QueryEscape(parts[1]) + "&cws=" + url.QueryEscape(parts[2]) + rest
}

// openTaleoBusiness begins a session. Without one the later rows are an empty
// page.
func openTaleoBusiness(ctx context.Context, ask *asker, token string) (target, answer) {
	a := ask.send(ctx, getPage(tbeAddress(token, "searchResults", "")))
	if a.outcome != kith.OutcomeComplete {
		return target{}, a
	}
	if isTBEGone(a.response) {
		return target{}, a.gone()
	}
	t := target{token: token}
	if cookies := cookiesOf(a.response); cookies != "" {
		t.header = http.Header{"Cookie": {cookies}}
	}
	return t, a
}

// isTBEGone reports whether a request was led away: to another vendor, or to
// where companies are that are no more.
func isTBEGone(res *kith.Response) bool {
	u, err := url.Parse(res.URL)
	return err == nil && u.Host != "" && (!strings.HasSuffix(strings.ToLower(u.Hostname()), tbeDomain) || strings.Contains(u.Path, "INACTIVE"))
}

func taleoBusinessRequest(t target, q query) kith.Request {
	rest := ""
	if q.offset > 0 {
		rest = fmt.Sprintf("&rowFrom=%d", q.offset)
	}
	return getPage(tbeAddress(t.token, "searchResults", rest))
}

// tbeCount is the number of openings.
var tbeCount = regexp.MustCompile(`^([0-9][0-9,.]*)$`)

// decodeTaleoBusiness reads a page.
func decodeTaleoBusiness(t target, res *kith.Response) (page, error) {
	if isTBEGone(res) {
		return page{}, errGone
	}
	doc, err := decodeHTML(res)
	if err != nil {
		return page{}, err
	}
	if !isMentioned(res.Body, "oracletaleocwsv2") {
		return page{}, notParsed(errNoList)
	}
	p := page{total: countIn(tbeCount, lineOf(doc.Find(".oracletaleocwsv2-panel-number").First()))}
	seen := map[string]bool{}
	for _, link := range doc.Find(`a[href*="viewRequisition"]`).EachIter() {
		id := tbeRequisition(link.AttrOr("href", ""))
		if title := lineOf(link); id != "" && !seen[id] && !isButton(link) && title != "" {
			seen[id] = true
			p.add(tbeOpening(t.token, id, title), lineOf(link.Closest(".oracletaleocwsv2-accordion-head-info")))
		}
	}
	more := doc.Find("a.jscroll-next[href]").Length() > 0
	switch {
	case p.total >= 0:
	case more:
	case isWholePiece(res.Body):
		p.last = true
	default:
		return page{}, notParsed(errors.New("it is cut off"))
	}
	return p, nil
}

// isWholePiece reports whether a page, or a piece of one, is there to its end.
func isWholePiece(body []byte) bool {
	lower := bytes.ToLower(bytes.TrimSpace(body))
	return hasEnd(body) || bytes.HasSuffix(lower, []byte(">")) && bytes.Count(lower, []byte("<div")) == bytes.Count(lower, []byte("</div"))
}

// tbeRequisition returns the number of an opening from its address.
func tbeRequisition(href string) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil {
		return ""
	}
	if id := u.Query().Get("rid"); numberPattern.MatchString(id) {
		return id
	}
	return ""
}

// tbeOpening returns what the list tells. What its other lines are is for each
// company to say, and is not told.
func tbeOpening(token, id, title string) kith.Opening {
	return kith.Opening{ExternalID: field.ExternalID(id), Title: title, URL: tbeAddress(token, "viewRequisition", "&rid="+id)}
}

func taleoBusinessDetailRequest(t target, o kith.Opening) kith.Request {
	return getPage(tbeAddress(t.token, "viewRequisition", "&rid="+url.QueryEscape(o.ExternalID)))
}

// tbeDate finds the date in the data of an opening, which is in Java's form.
var tbeDate = regexp.MustCompile(`"datePosted"\s*:\s*"([^"]{1,60})"`)

// decodeTaleoBusinessDetail reads the page of an opening.
func decodeTaleoBusinessDetail(res *kith.Response) (kith.Opening, error) {
	if isTBEGone(res) || isMentioned(res.Body, "This job has moved or is no longer available") {
		return kith.Opening{}, errGone
	}
	told, err := jobPage{description: `[name="cwsJobDescription"]`}.decode(res)
	if err != nil {
		return told, err
	}
	if found := tbeDate.FindSubmatch(res.Body); found != nil && told.PostedAt.IsZero() {
		told.PostedAt = javaDate(string(found[1]))
	}
	if doc, bad := decodeHTML(res); bad == nil && len(told.Locations) == 0 {
		told.Locations = field.SplitPlaces(tbeLabelled(doc, "location"))
	}
	return told, nil
}

// tbeLabelled returns what stands in the head of an opening's page behind a
// label.
func tbeLabelled(doc *goquery.Document, label string) string {
	for _, name := range doc.Find(".oracletaleocwsv2-job-description .small").EachIter() {
		if field.Letters(name.Text()) == label {
			return text.Line(name.NextFiltered("strong").Text())
		}
	}
	return ""
}

// taleoBusinessEmployer takes the name from an opening: the list names nobody.
func taleoBusinessEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	const system = "Taleo Business Edition"
	t := target{token: token}
	a := ask.send(ctx, taleoBusinessRequest(t, query{}))
	if err := a.check(system, token); err != nil {
		return "", err
	}
	found, err := decodeTaleoBusiness(t, a.response)
	if err != nil {
		return "", notBoard(system, token, err)
	}
	if len(found.rows) == 0 {
		return "", nil
	}
	return companyOf(ctx, ask, taleoBusinessDetailRequest(t, found.rows[0].opening)), nil
}
