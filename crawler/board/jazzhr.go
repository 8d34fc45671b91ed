package board

import (
	"context"
	"net/url"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// jazzDomain is what the hosts of JazzHR's boards end in.
const jazzDomain = ".applytojob.com"

// jazzHR reads the list that JazzHR gives to be taken in by other sites: one
// table with all openings, whatever the look of the career page. The rest is
// on the page of each opening.
func jazzHR() adapter {
	return adapter{
		ats: "jazzhr", name: "JazzHR", domain: jazzDomain,
		parse: parseJazzHR, host: tenantSite{domain: jazzDomain}.host,
		lists: []listing{{
			request: jazzRequest, decode: decodeJazzHR,
			detail: &detail{request: jazzDetailRequest, decode: decodeJazzDetail},
		}},
		employer: jazzEmployer,
	}
}

// The shapes of JazzHR's names.
var (
	jazzPath  = regexp.MustCompile(`^/apply/jobs/details/([A-Za-z0-9_-]{4,64})$`)
	jazzCount = regexp.MustCompile(`(?i)^([0-9][0-9,]*) open positions?$`)
)

// parseJazzHR knows the hosts of boards and the script by which other sites
// take one in.
func parseJazzHR(a address) (token, page string) {
	switch a.host {
	case "app.jazz.co", "app.jazzhr.com", "app.theresumator.com":
		token = a.after("widgets", "basic", "create")
	default:
		token = tenantOf(a.host, jazzDomain)
	}
	if token = strings.ToLower(token); !tenantLabel.MatchString(token) {
		return "", ""
	}
	return token, "https://" + token + jazzDomain + "/apply"
}

func jazzPage(token, id string) string {
	return "https://" + token + jazzDomain + "/apply/jobs/details/" + url.PathEscape(id)
}

func jazzRequest(t target, _ query) kith.Request {
	return getPage("https://" + t.token + jazzDomain + "/apply/jobs")
}

// decodeJazzHR reads the table. The same openings stand below it once more, for
// small screens. An account that is no more answers with a page that has no
// table.
func decodeJazzHR(t target, res *kith.Response) (page, error) {
	host := t.token + jazzDomain
	if hasLeft(res, host) || strings.Contains(pageTitle(res.Body), "Inactive Career Page") {
		return page{}, errGone
	}
	doc, err := wholeHTML(res)
	if err != nil {
		return page{}, err
	}
	p := page{total: jazzTotal(doc)}
	seen := map[string]bool{}
	for _, link := range doc.Find("a[href]").EachIter() {
		found := jazzPath.FindStringSubmatch(pathOf(link.AttrOr("href", ""), host))
		if found == nil || seen[found[1]] {
			continue
		}
		seen[found[1]] = true
		p.add(jazzRow(t.token, found[1], link), "")
	}
	unread := doc.Find(`tr[id^="row_job_"]`).Length() - len(p.rows) - p.broken
	p.broken += max(unread, 0) // rows without a link that is understood
	if len(p.rows)+p.broken == 0 && p.total != 0 && doc.Find("#jobs_table").Length() == 0 {
		return page{}, notParsed(errNoList)
	}
	return p, nil
}

// jazzTotal returns how many openings a page says that it has, -1 where it does
// not say it: few do.
func jazzTotal(doc *goquery.Document) int {
	for _, line := range doc.Find("h1, h2, h3, p").EachIter() {
		if n := countIn(jazzCount, text.Line(line.Text())); n >= 0 {
			return n
		}
	}
	return -1
}

// jazzRow returns what the row of a link tells. The time in the row's own id
// is that of the draft, sometimes years before the opening was published.
func jazzRow(token, id string, link *goquery.Selection) kith.Opening {
	o := kith.Opening{ExternalID: field.ExternalID(id), Title: lineOf(link), URL: jazzPage(token, id)}
	row := link.Closest("tr")
	if cells := row.Find("td"); cells.Length() > 1 {
		o.Locations = field.SplitPlaces(lineOf(cells.Last()))
	} else if row.Length() == 0 {
		row = link.Closest("li")
		o.Locations = field.SplitPlaces(lineOf(find(row, ".location")))
	}
	o.Department = lineOf(find(row, ".resumator_department"))
	if heading := row.PrevAllFiltered(".resumator_department_heading").First(); o.Department == "" {
		o.Department = lineOf(heading)
	}
	return o
}

func jazzDetailRequest(t target, o kith.Opening) kith.Request {
	return getPage(jazzPage(t.token, o.ExternalID))
}

// decodeJazzDetail reads the page of an opening. Three in ten have no data for
// search engines.
func decodeJazzDetail(res *kith.Response) (kith.Opening, error) {
	return jobPage{
		description: "#job-description, #resumator-job-description, .job_description",
		department:  `#resumator-job-department, [title="Department"]`,
		employment:  "#resumator-job-employment, #resumator-job-type",
	}.decode(res)
}

// jazzEmployer takes the name from the data or the title of the list.
func jazzEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, jazzRequest(target{token: token}, query{}))
	if err := a.check("JazzHR", token); err != nil {
		return "", err
	}
	if _, err := decodeJazzHR(target{token: token}, a.response); err != nil {
		return "", notBoard("JazzHR", token, err)
	}
	doc, err := decodeHTML(a.response)
	if err != nil {
		return "", notBoard("JazzHR", token, err)
	}
	title, _, _ := strings.Cut(pageTitle(a.response.Body), " - Career Page")
	return field.FirstOf(organizationOf(doc), employerOf(title)), nil
}
