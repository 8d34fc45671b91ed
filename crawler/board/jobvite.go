package board

import (
	"context"
	"errors"
	"net/url"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// The hosts of Jobvite.
const (
	jobviteHost = "jobs.jobvite.com"
	jobviteFeed = "https://app.jobvite.com/CompanyJobs/Xml.aspx?c="
)

// jobvite reads the pages of a board at Jobvite, fifty openings each, with a
// line that counts them, and where there are none the feed of the board.
func jobvite() adapter {
	return adapter{
		ats: "jobvite", name: "Jobvite",
		parse: parseJobvite, host: pathHost("Jobvite", jobviteHost),
		lists: []listing{
			{request: jobviteRequest, decode: decodeJobvite, paging: byCursor, detail: jobviteDetail()},
			{open: openJobviteFeed, request: jobviteFeedRequest, decode: decodeJobviteFeed, detail: jobviteDetail()},
		},
		employer: jobviteEmployer,
	}
}

// The shapes of Jobvite's names and texts.
var (
	jobvitePath    = regexp.MustCompile(`^/(?:careers/)?([A-Za-z0-9][A-Za-z0-9_-]{0,99})/job/([A-Za-z0-9]{4,40})/?$`)
	jobviteNext    = regexp.MustCompile(`^(?:/careers)?/[A-Za-z0-9][A-Za-z0-9_-]{0,99}/search/?$`)
	jobviteCount   = regexp.MustCompile(`(?i)\bof\s+([0-9][0-9,.]*)`)
	jobviteCompany = regexp.MustCompile(`companyEId["']?\s*[:=]\s*["']([A-Za-z0-9_-]{4,40})["']`)
)

// parseJobvite knows the pages of boards and the API that is no more. The feed
// names the board by another name.
func parseJobvite(a address) (token, page string) {
	if a.host != jobviteHost {
		return "", ""
	}
	token = a.at(0)
	switch strings.ToLower(token) {
	case "careers":
		token = a.at(1)
	case "api":
		token = a.after("api", "company")
	case "companyjobs", "support", "static", "assets", "css", "js", "job":
		return "", ""
	}
	if token = strings.ToLower(token); !plainPattern.MatchString(token) || isFile(token) {
		return "", ""
	}
	return token, jobvitePage(token)
}

func jobvitePage(token string) string { return "https://" + jobviteHost + "/" + token + "/jobs" }

// jobviteRequest asks for a page of the search, which has all openings. The
// page of the board itself cuts long categories off.
func jobviteRequest(t target, q query) kith.Request {
	if q.cursor != "" {
		return getPage("https://" + jobviteHost + q.cursor)
	}
	return getPage("https://" + jobviteHost + "/" + t.token + "/search")
}

// decodeJobvite reads a page of the list. The next page is the one that it
// links to.
func decodeJobvite(_ target, res *kith.Response) (page, error) {
	if hasLeft(res, jobviteHost) {
		return page{}, errGone
	}
	doc, err := wholeHTML(res)
	if err != nil {
		return page{}, err
	}
	p := page{total: countIn(jobviteCount, text.Line(doc.Find(".jv-pagination-text").First().Text()))}
	seen := map[string]bool{}
	for _, link := range doc.Find("a[href]").EachIter() {
		found := jobvitePath.FindStringSubmatch(pathOf(link.AttrOr("href", ""), jobviteHost))
		if found == nil || seen[found[2]] {
			continue
		}
		seen[found[2]] = true // some stand among the featured ones too
		p.add(jobviteRow(found[1], found[2], link), "")
	}
	if len(p.rows)+p.broken == 0 && p.total != 0 {
		if !strings.Contains(strings.ToLower(doc.Find("body").Text()), "no results found") {
			return page{}, notParsed(errNoList)
		}
		p.total = 0
	}
	p.next = jobviteCursor(doc)
	return p, nil
}

// jobviteCursor returns the path and query of the next page.
func jobviteCursor(doc *goquery.Document) string {
	href := doc.Find("a.jv-pagination-next[href]").First().AttrOr("href", "")
	u, err := url.Parse(href)
	if err != nil || !jobviteNext.MatchString(pathOf(href, jobviteHost)) || len(u.RawQuery) > 500 {
		return ""
	}
	return u.EscapedPath() + "?" + u.Query().Encode()
}

// jobviteRow returns what the row of a link tells, in either of the forms in
// which boards have them.
func jobviteRow(token, id string, link *goquery.Selection) kith.Opening {
	row := link.Closest("tr, li")
	return kith.Opening{
		ExternalID: id, Title: field.FirstOf(lineOf(find(link, ".jv-job-list-name")), lineOf(link)),
		Locations:      field.SplitPlaces(lineOf(find(row, ".jv-job-list-location"))),
		EmploymentType: field.EmploymentType(lineOf(find(row, ".jv-job-list-type"))),
		URL:            "https://" + jobviteHost + "/" + token + "/job/" + id,
	}
}

// openJobviteFeed finds the name of the feed in the page of the board.
func openJobviteFeed(ctx context.Context, ask *asker, token string) (target, answer) {
	a := ask.send(ctx, getPage(jobvitePage(token)))
	if a.outcome != kith.OutcomeComplete {
		return target{}, a
	}
	if hasLeft(a.response, jobviteHost) {
		return target{}, a.gone()
	}
	found := jobviteCompany.FindSubmatch(a.response.Body)
	if found == nil {
		return target{}, a.failed("the page of the board does not name its feed")
	}
	return target{token: token, values: map[string]string{"company": string(found[1])}}, a
}

// jobviteFeedRequest asks for the feed. It is asked for once in a visit:
// a second reading within half a minute is refused.
func jobviteFeedRequest(t target, _ query) kith.Request {
	return kith.Request{URL: jobviteFeed + url.QueryEscape(t.values["company"])}
}

// jobviteFeedJob is an opening in the feed.
type jobviteFeedJob struct {
	ID       string `xml:"id"`
	Title    string `xml:"title"`
	Category string `xml:"category"`
	Type     string `xml:"jobtype"`
	Location string `xml:"location"`
	Date     string `xml:"date"` // month/day/year
}

// decodeJobviteFeed reads the feed. One without openings proves nothing: it is
// the same for companies that are not there.
func decodeJobviteFeed(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	err := decodeXML(res.Body, "job", []string{"result"}, func(j jobviteFeedJob) {
		id := field.ExternalID(j.ID)
		p.add(kith.Opening{
			ExternalID: id, Title: text.Title(j.Title), Locations: field.SplitPlaces(j.Location),
			Department: text.Title(j.Category), EmploymentType: field.EmploymentType(j.Type),
			PostedAt: text.ParseTime(americanDate(j.Date)),
			URL:      "https://" + jobviteHost + "/" + t.token + "/job/" + url.PathEscape(id),
		}, "")
	})
	if err == nil && len(p.rows)+p.broken == 0 {
		err = notParsed(errors.New("the feed is empty, which it is for companies that are not there too"))
	}
	return p, err
}

func jobviteDetail() *detail {
	return &detail{request: jobviteDetailRequest, decode: decodeJobviteDetail}
}

func jobviteDetailRequest(t target, o kith.Opening) kith.Request {
	return getPage("https://" + jobviteHost + "/" + t.token + "/job/" + url.PathEscape(o.ExternalID))
}

// decodeJobviteDetail reads the page of an opening. One that is gone leads to
// the page of the board.
func decodeJobviteDetail(res *kith.Response) (kith.Opening, error) {
	if u, err := url.Parse(res.URL); err == nil && res.URL != "" && !strings.Contains(u.Path, "/job/") {
		return kith.Opening{}, errGone
	}
	return jobPage{description: ".jv-job-detail-description"}.decode(res)
}

// jobviteEmployer takes the name from the title of the list.
func jobviteEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, jobviteRequest(target{token: token}, query{}))
	if err := a.check("Jobvite", token); err != nil {
		return "", err
	}
	if _, err := decodeJobvite(target{token: token}, a.response); err != nil {
		return "", notBoard("Jobvite", token, err)
	}
	return employerOf(pageTitle(a.response.Body)), nil
}
