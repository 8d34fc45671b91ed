package board

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// avatureDomain is what the hosts of Avature's boards end in.
const avatureDomain = ".avature.net"

// avature reads the portals of Avature: pages of a size that each employer
// sets, which link to the next one and say how many openings there are, the
// text on the page of each opening. Many employers let no programs in. A token
// is "tenant/portal", or "host/portal" where a portal is under the employer's
// own name; the portal has its language before it where its addresses have.
func avature() adapter {
	return adapter{
		ats: "avature", name: "Avature", gap: 500 * time.Millisecond, domain: avatureDomain,
		parse: parseAvature, recognize: recognizeAvature, host: avatureHost,
		lists:    []listing{avatureListing("SearchJobs"), avatureListing("OpenRoles")},
		employer: avatureEmployer,
	}
}

// avatureListing reads the list of a name: portals call it one or the other.
func avatureListing(name string) listing {
	return listing{
		request: func(t target, q query) kith.Request { return avatureRequest(t, name, q) },
		decode:  decodeAvature, paging: byCursor,
		detail: &detail{request: avatureDetailRequest, decode: decodeAvatureDetail, listPlaces: true},
	}
}

// The shapes of Avature's names.
var (
	avaturePortal = regexp.MustCompile(`^(?:[a-z]{2}_[A-Z]{2}/)?[A-Za-z0-9][A-Za-z0-9_-]{0,59}$`)
	avatureLocale = regexp.MustCompile(`^[a-z]{2}_[A-Z]{2}$`)
	avatureJob    = regexp.MustCompile(`(?i)/(?:Job|Folder|Pipeline)Detail/(?:[^/]{1,400}/){1,2}([0-9]{1,20})/?$`)
	avatureParam  = regexp.MustCompile(`^(?:(?:job|folder|pipeline)(?:Offset|RecordsPerPage)|offset)$`)
	avatureRange  = regexp.MustCompile(`([0-9][0-9,.]*)\s*[-–]\s*([0-9][0-9,.]*)`)
	avatureTotal  = regexp.MustCompile(`([0-9][0-9,. ]*)(\+?)[^0-9+]*$`) // the last number
	avaturePosted = regexp.MustCompile(`Posted\s+([0-9]{1,2})-([A-Za-z]{3})-([0-9]{4})`)
	avaturePath   = regexp.MustCompile(`<meta\s[^<>]{0,200}avature\.portal\.urlPath["'][^<>]{0,100}content=["']([A-Za-z0-9_-]{1,60})["']`)
)

// avatureRoutes are the pages of a portal.
const avatureRoutes = " searchjobs searchjobsmaps openroles jobdetail folderdetail pipelinedetail login register home savejob applicationmethods "

// parseAvature knows the pages of portals. A host alone stands for the portal
// that most have.
func parseAvature(a address) (token, page string) {
	tenant := tenantSite{domain: avatureDomain}.slug(a.host)
	portal := a.avaturePortal()
	if tenant == "" || portal == "" {
		return "", ""
	}
	token = tenant + "/" + portal
	return token, avatureAddress(token, "SearchJobs")
}

// avaturePortal returns the portal from a path, with the language before it.
func (a address) avaturePortal() string {
	parts := a.path
	for i, part := range parts {
		if strings.Contains(avatureRoutes, " "+strings.ToLower(part)+" ") {
			parts = parts[:i]
			break
		}
	}
	locale := ""
	if len(parts) > 0 && avatureLocale.MatchString(parts[0]) {
		locale, parts = parts[0]+"/", parts[1:]
	}
	portal := locale + "careers"
	switch {
	case len(parts) == 1:
		portal = locale + parts[0]
	case len(parts) > 1:
		return ""
	}
	if !avaturePortal.MatchString(portal) {
		return ""
	}
	return portal
}

// recognizeAvature knows a portal under the employer's own name by what its
// page says of itself.
func recognizeAvature(p webPage) (token, page string) {
	if token, page = parseAvature(p.address); token != "" {
		return token, page
	}
	found := avaturePath.FindSubmatch(p.body)
	if found == nil {
		return "", ""
	}
	portal := string(found[1])
	if avatureLocale.MatchString(p.address.at(0)) {
		portal = p.address.at(0) + "/" + portal
	}
	token = p.address.host + "/" + portal
	if _, err := avatureHost(token); err != nil {
		return "", ""
	}
	return token, avatureAddress(token, "SearchJobs")
}

func avatureHost(token string) (string, error) {
	name, portal, ok := strings.Cut(token, "/")
	if !ok || !avaturePortal.MatchString(portal) {
		return "", unlike("Avature", token, "tenant/portal")
	}
	return tenantSite{domain: avatureDomain, branded: true}.host(name)
}

// avatureAddress returns the address of a page. The token was checked before
// the visit.
func avatureAddress(token, page string) string {
	_, portal, _ := strings.Cut(token, "/")
	host, _ := avatureHost(token)
	return "https://" + host + "/" + portal + "/" + page
}

// avatureRequest asks for a page of the list. A cursor is the query of one.
func avatureRequest(t target, name string, q query) kith.Request {
	return getPage(avatureAddress(t.token, name) + "/?" + field.FirstOf(q.cursor, "jobOffset=0"))
}

// decodeAvature reads a page of the list.
func decodeAvature(t target, res *kith.Response) (page, error) {
	host, err := avatureHost(t.token)
	if err != nil {
		return page{}, err
	}
	if hasLeft(res, host) {
		return page{}, errGone
	}
	doc, err := wholeHTML(res)
	if err != nil {
		return page{}, err
	}
	p := page{total: avatureCount(doc)}
	seen := map[string]bool{}
	for _, link := range doc.Find("a[href]").EachIter() {
		id := avatureID(link.AttrOr("href", ""), host)
		if title := avatureTitle(link); id != "" && !seen[id] && title != "" {
			seen[id] = true
			p.add(avatureRow(host, id, title, link), "")
		}
	}
	size := len(p.rows) + p.broken
	if size == 0 && p.total != 0 && t.asked.offset == 0 {
		if !isMentioned(res.Body, "article--result", "avature.portal.") {
			return page{}, notParsed(errNoList)
		}
		if p.total > 0 || !strings.Contains(strings.ToLower(doc.Find("body").Text()), "no ") {
			return page{}, notParsed(errNoCount)
		}
		p.total = 0
	}
	if size > 0 {
		p.next = avatureNext(doc, host, t.asked.offset+size, p.total)
	}
	return p, nil
}

// avatureCount reads how many openings there are, -1 where the page does not
// say it, or only that there are more than so many.
func avatureCount(doc *goquery.Document) int {
	legend := doc.Find(".list-controls__text__legend, .pagination__legend, .jobListTotalRecords").First()
	for _, line := range []string{text.Line(legend.AttrOr("aria-label", "")), avatureRange.ReplaceAllString(lineOf(legend), "")} {
		if found := avatureTotal.FindStringSubmatch(line); found != nil && found[2] == "" {
			return countIn(avatureTotal, line)
		} else if found != nil {
			break
		}
	}
	return -1
}

// avatureNext returns the query of the next page: that to which the page links,
// or where it does not the one behind the rows received. It is "" where there
// is none.
func avatureNext(doc *goquery.Document, host string, received, total int) string {
	if total >= 0 && received >= total {
		return ""
	}
	for _, link := range doc.Find("a.paginationNextLink[href], .paginationNextLink a[href], a[rel=next][href]").EachIter() {
		href := link.AttrOr("href", "")
		u, err := url.Parse(strings.TrimSpace(href))
		if err != nil || u.Path != "" && pathOf(href, host) == "" {
			continue
		}
		asked, onward := url.Values{}, false
		for name, values := range u.Query() {
			n, err := strconv.Atoi(values[0])
			if err != nil || n < 0 || !avatureParam.MatchString(name) {
				continue
			}
			asked.Set(name, strconv.Itoa(n))
			onward = onward || n > 0 && strings.HasSuffix(strings.ToLower(name), "offset")
		}
		if onward {
			return asked.Encode()
		}
	}
	if total < 0 && doc.Find(".paginationNextLink, .pagination, .list-controls__pagination").Length() > 0 {
		return "" // it pages, and this is the last
	}
	return fmt.Sprintf("jobOffset=%d", received)
}

// avatureID returns the number of an opening from its address on a host.
func avatureID(href, host string) string {
	path := pathOf(href, host)
	if found := avatureJob.FindStringSubmatch(path); found != nil {
		return found[1]
	}
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil || !strings.HasSuffix(strings.ToLower(path), "/jobdetail") || !numberPattern.MatchString(u.Query().Get("jobId")) {
		return ""
	}
	return u.Query().Get("jobId")
}

// avatureTitle returns the title in a link, "" for one that is a button.
func avatureTitle(link *goquery.Selection) string {
	if title := lineOf(link); !isButton(link) && !strings.EqualFold(title, "apply now") && !strings.EqualFold(title, "learn more") {
		return title
	}
	return ""
}

// avatureRow returns what the list tells. Employers choose what that is.
func avatureRow(host, id, title string, link *goquery.Selection) kith.Opening {
	card := link.Closest("article, li, tr")
	o := kith.Opening{
		ExternalID: id, Title: title,
		Locations:      field.SplitPlaces(avaturePlace(lineOf(find(card, ".list-item-location, .location, [class*=list-item-location]")))),
		Department:     lineOf(find(card, ".list-item-department, .list-item-businessArea")),
		EmploymentType: field.EmploymentType(lineOf(find(card, ".list-item-workerType, .list-item-hireType"))),
		URL:            avatureURL(host, link.AttrOr("href", "")),
	}
	if found := avaturePosted.FindStringSubmatch(lineOf(card)); found != nil {
		o.PostedAt = text.ParseTime(found[1] + " " + found[2] + " " + found[3])
	}
	return o
}

// avaturePlace writes a place from the country to the city the other way round.
func avaturePlace(place string) string { return hyphened(strings.ReplaceAll(place, " - ", "-")) }

// avatureURL returns the address of an opening, without what counts visitors.
func avatureURL(host, href string) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil {
		return ""
	}
	query := ""
	if id := u.Query().Get("jobId"); id != "" && !avatureJob.MatchString(u.Path) {
		query = "?jobId=" + url.QueryEscape(id)
	}
	return field.WebAddress("https://" + host + pathOf(href, host) + query)
}

// avatureEmployer takes the name from the title of the list.
func avatureEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	t := target{token: token}
	var a answer
	for _, name := range []string{"SearchJobs", "OpenRoles"} {
		if a = ask.send(ctx, avatureRequest(t, name, query{})); a.outcome != kith.OutcomeGone {
			break
		}
	}
	if err := a.check("Avature", token); err != nil {
		return "", err
	}
	if _, err := decodeAvature(t, a.response); err != nil {
		return "", notBoard("Avature", token, err)
	}
	return nameInTitle(pageTitle(a.response.Body)), nil
}
