package board

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// icimsDomain is what the hosts of iCIMS's boards end in.
const icimsDomain = ".icims.com"

// icims reads the pages of iCIMS that stand in a frame on the career pages:
// numbered pages that say how many there are, everything but title and place
// in the data of each opening. A token is NAME for careers-NAME.icims.com, and
// the whole host for every other one.
func icims() adapter {
	return adapter{
		ats: "icims", name: "iCIMS", domain: icimsDomain,
		parse: parseICIMS, host: icimsHost,
		lists: []listing{{
			request: icimsRequest, decode: decodeICIMS, paging: byPage,
			detail: &detail{request: icimsDetailRequest, decode: decodeICIMSDetail, listPlaces: true},
		}},
		employer: icimsEmployer,
	}
}

// The shapes of iCIMS's names and texts.
var (
	icimsOtherHost = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}\.icims\.com$`)
	icimsPath      = regexp.MustCompile(`^/jobs/([0-9]{1,12})/(?:[^/]{1,400}/)?job/?$`)
	icimsPages     = regexp.MustCompile(`(?i)\bpage\s+([0-9]{1,5})\s+of\s+([0-9]{1,5})\b`)
	icimsBetween   = regexp.MustCompile(`<[^<>]*>|&nbsp;|&#160;`) // what stands between two words of a page
	icimsPlace     = regexp.MustCompile(`^[A-Z]{2}(-[^-].*)?$`)
)

// parseICIMS knows the hosts of boards and refuses those of the vendor.
func parseICIMS(a address) (token, page string) {
	tenant := tenantOf(a.host, icimsDomain)
	switch {
	case tenant == "" || strings.HasPrefix(tenant, "login") || tenant == "talent" || tenant == "care" || tenant == "marketplace":
		return "", ""
	case a.at(0) != "" && !strings.EqualFold(a.at(0), "jobs") && a.at(0) != "sitemap.xml" && a.at(0) != "connect":
		return "", ""
	}
	token = a.host
	if name, classic := strings.CutPrefix(tenant, "careers-"); classic && tenantLabel.MatchString(name) {
		token = name
	}
	return token, "https://" + a.host + "/jobs/search?ss=1"
}

func icimsHost(token string) (string, error) {
	switch {
	case tenantLabel.MatchString(token):
		return "careers-" + token + icimsDomain, nil
	case icimsOtherHost.MatchString(token):
		return token, nil
	}
	return "", kith.Errorf(kith.CodeInvalid, "%q is no board of iCIMS; it should be NAME of careers-NAME%s, or a whole host", token, icimsDomain)
}

// icimsAddress returns an address of a board. The token was checked before the
// visit.
func icimsAddress(token, rest string) string {
	host, _ := icimsHost(token)
	return "https://" + host + rest
}

func icimsRequest(t target, q query) kith.Request {
	return getPage(icimsAddress(t.token, fmt.Sprintf("/jobs/search?ss=1&in_iframe=1&pr=%d", q.page)))
}

// icimsFull is the number of rows from which on a page without a count of
// pages may have a next one.
const icimsFull = 20

// decodeICIMS reads a page of the list. Past the end some boards give the last
// page again, so that the count of pages is believed and no more are asked for.
func decodeICIMS(t target, res *kith.Response) (page, error) {
	host, err := icimsHost(t.token)
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
	p := page{total: -1}
	rows := map[string]*icimsRow{}
	for _, link := range doc.Find("a[href]").EachIter() {
		found := icimsPath.FindStringSubmatch(pathOf(link.AttrOr("href", ""), host))
		if found == nil {
			continue
		}
		if row := rows[found[1]]; row == nil {
			rows[found[1]] = &icimsRow{link: link, at: len(rows)}
		} else if icimsTitle(row.link) == "" {
			row.link = link // the first was a picture
		}
	}
	ordered := make([]*icimsRow, len(rows))
	ids := make([]string, len(rows))
	for id, row := range rows {
		ordered[row.at], ids[row.at] = row, id
	}
	for i, row := range ordered {
		p.add(row.opening(host, ids[i]), "")
	}
	return icimsPaging(p, doc, res.Body)
}

// icimsPaging reads whether a page is the last. One that says nothing at all,
// and has no opening, is no list.
func icimsPaging(p page, doc *goquery.Document, body []byte) (page, error) {
	size := len(p.rows) + p.broken
	found := icimsPages.FindStringSubmatch(string(icimsBetween.ReplaceAll(body, []byte(" "))))
	switch {
	case found != nil:
		number, errNumber := strconv.Atoi(found[1])
		pages, errPages := strconv.Atoi(found[2])
		p.last = errNumber == nil && errPages == nil && number >= pages
	case doc.Find(`.iCIMS_Paginator a[href*="pr="], .iCIMS_Paging a[href*="pr="]`).Length() > 0:
		p.last = !strings.Contains(strings.ToLower(doc.Find(".iCIMS_Paginator, .iCIMS_Paging").Text()), "next")
	case size > 0:
		p.last = size < icimsFull
	case doc.Find(".iCIMS_ListingsPage, .iCIMS_JobsTable, .iCIMS_NoResults").Length() > 0:
		p.last = true
	default:
		return page{}, notParsed(errNoList)
	}
	return p, nil
}

// icimsRow is an opening in the list.
type icimsRow struct {
	link *goquery.Selection
	at   int // in the order of the page
}

// opening returns what the list tells. Its date is left out: it is written as
// each board likes, with day and month in either order.
func (r *icimsRow) opening(host, id string) kith.Opening {
	address := "https://" + host + "/jobs/" + id + "/job"
	if path := pathOf(r.link.AttrOr("href", ""), host); path != "" {
		address = field.WebAddress("https://"+host+strings.TrimSuffix(path, "/"), address)
	}
	return kith.Opening{ExternalID: id, Title: icimsTitle(r.link), Locations: icimsPlaces(r.card()), URL: address}
}

// icimsTitle returns the title in a link.
func icimsTitle(link *goquery.Selection) string {
	return field.FirstOf(lineOf(find(link, "h2, h3, h4")), lineOf(link))
}

// card returns the element that holds all of the opening and of no other one.
func (r *icimsRow) card() *goquery.Selection {
	return r.link.Closest("li, tr, .iCIMS_JobCardItem, .iCIMS_JobListingRow, .iCIMS_JobsTable > .row")
}

// icimsPlaces returns the places in a card: what is labelled so, or what is
// written as iCIMS writes places.
func icimsPlaces(card *goquery.Selection) []string {
	var places []string
	for _, label := range card.Find(".field-label, dt").EachIter() {
		if !strings.Contains(strings.ToLower(label.Text()), "location") {
			continue
		}
		value := label.Next()
		if header := label.Closest("dt"); header.Length() > 0 && (value.Length() == 0 || text.Line(value.Text()) == "") {
			value = header.Next()
		}
		if places = icimsReadPlaces(lineOf(value)); len(places) > 0 {
			return places
		}
	}
	for line := range strings.SplitSeq(card.Text(), "\n") {
		if line = text.Line(line); icimsPlace.MatchString(line) && strings.Contains(line, "-") {
			places = append(places, icimsReadPlaces(line)...)
		}
	}
	return field.Places(places...)
}

// icimsReadPlaces reads places as iCIMS writes them, from the country to the
// city: "US-CA-Monrovia | US-Remote".
func icimsReadPlaces(line string) []string {
	var places []string
	for _, place := range field.SplitPlaces(line) {
		places = append(places, icimsReadPlace(place))
	}
	return field.Places(places...)
}

// icimsReadPlace turns "US-CA-Monrovia" into "Monrovia, CA, US". Regions and
// cities have hyphens too: a region of two letters ends at the first of them,
// a longer one at the last. A hyphen between blanks parts nothing.
func icimsReadPlace(place string) string {
	if !icimsPlace.MatchString(place) {
		return place
	}
	country, rest, _ := strings.Cut(place, "-")
	if strings.Contains(rest, "- ") || strings.Contains(rest, " -") {
		return rest + "," + country
	}
	region, city, ok := strings.Cut(rest, "-")
	if ok && len(region) != 2 {
		at := strings.LastIndex(rest, "-")
		region, city = rest[:at], rest[at+1:]
	}
	return city + "," + region + "," + country
}

func icimsDetailRequest(t target, o kith.Opening) kith.Request {
	path := "/jobs/" + url.PathEscape(o.ExternalID) + "/job"
	if u, err := url.Parse(o.URL); err == nil && u.Path != "" {
		path = u.EscapedPath()
	}
	return getPage(icimsAddress(t.token, path+"?in_iframe=1"))
}

// decodeICIMSDetail reads the data of an opening. What nobody has filled in
// says UNAVAILABLE there.
func decodeICIMSDetail(res *kith.Response) (kith.Opening, error) {
	told, err := jobPage{description: ".iCIMS_JobContent"}.decode(res)
	for i, place := range told.Locations {
		var parts []string
		for part := range strings.SplitSeq(place, ",") {
			if part = strings.TrimSpace(part); !strings.EqualFold(part, "unavailable") {
				parts = append(parts, part)
			}
		}
		told.Locations[i] = strings.Join(parts, ", ")
	}
	told.Locations = field.Places(told.Locations...)
	return told, err
}

// icimsEmployer takes the name from an opening: the pages of iCIMS name nobody.
func icimsEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	t := target{token: token}
	a := ask.send(ctx, icimsRequest(t, query{}))
	if err := a.check("iCIMS", token); err != nil {
		return "", err
	}
	found, err := decodeICIMS(t, a.response)
	if err != nil {
		return "", notBoard("iCIMS", token, err)
	}
	if len(found.rows) == 0 {
		return "", nil
	}
	return companyOf(ctx, ask, icimsDetailRequest(t, found.rows[0].opening)), nil
}
