package board

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/posting"
	"kith/crawler/internal/text"
)

// teamtailorSite are the hosts of Teamtailor: one for each tenant, of a region
// in some, or the tenant's own.
func teamtailorSite() tenantSite { return tenantSite{domain: ".teamtailor.com", branded: true} }

// teamtailorLimit is how many openings are asked for at a time.
// teamtailorDefault is how many are given to those who do not say.
const (
	teamtailorLimit   = 200
	teamtailorDefault = 100
)

// teamtailor reads the RSS of Teamtailor's sites, which has all that is to be
// told, in pages without a count; and where there is none their JSON Feed,
// which lacks department and workplace and gives the office's address for the
// place.
func teamtailor() adapter {
	site := teamtailorSite()
	return adapter{
		ats: "teamtailor", name: "Teamtailor", domain: site.domain,
		parse: parseTeamtailor, recognize: recognizeTeamtailor, host: site.host,
		lists: []listing{
			{request: teamtailorRequest, decode: decodeTeamtailor, paging: byOffset},
			{request: teamtailorFeedRequest, decode: decodeTeamtailorFeed, paging: byCursor},
		},
		employer: teamtailorEmployer,
	}
}

// parseTeamtailor knows the sites, also those of a region such as
// northwharf.na.teamtailor.com, whose token is the whole host.
func parseTeamtailor(a address) (token, page string) {
	site := teamtailorSite()
	if token = site.slug(a.host); token == "" {
		tenant, region, _ := strings.Cut(strings.TrimSuffix(a.host, site.domain), ".")
		if !strings.HasSuffix(a.host, site.domain) || len(region) != 2 || site.slug(tenant+site.domain) == "" {
			return "", ""
		}
		token = a.host
	}
	return token, site.address(token, "/jobs")
}

// teamtailorAssets are the files that a site of Teamtailor's is made of. Its
// pictures stand on other sites too, and so does the widget by which an
// employer's page takes a board in without naming it.
var teamtailorAssets = regexp.MustCompile(`//assets[a-z0-9-]{0,20}\.teamtailor-cdn\.com/`)

func recognizeTeamtailor(p webPage) (token, page string) {
	if token, page = parseTeamtailor(p.address); token != "" {
		return token, page
	}
	site := teamtailorSite()
	host, err := site.host(p.address.host)
	if err != nil || strings.HasSuffix(host, site.domain) || !teamtailorAssets.Match(p.body) {
		return "", ""
	}
	return host, site.address(host, "/jobs")
}

func teamtailorRequest(t target, q query) kith.Request {
	return getRSS(teamtailorSite().address(t.token, fmt.Sprintf("/jobs.rss?per_page=%d&offset=%d", teamtailorLimit, q.offset)))
}

// teamtailorItem is an opening as the RSS has it.
type teamtailorItem struct {
	Title       string `xml:"title"`
	Description string `xml:"description"`
	PubDate     string `xml:"pubDate"`
	Link        string `xml:"link"`
	GUID        string `xml:"guid"`
	Remote      string `xml:"remoteStatus"`
	Department  string `xml:"department"`
	Role        string `xml:"role"`
	Places      []struct {
		Name    string `xml:"name"`
		City    string `xml:"city"`
		Country string `xml:"country"`
	} `xml:"locations>location"`
}

// decodeTeamtailor reads a page of the RSS. It is the last unless it has as
// many openings as were asked for, or as are given to those who do not say: a
// site that gives the same ones again then proves nothing.
func decodeTeamtailor(_ target, res *kith.Response) (page, error) {
	p := page{total: -1}
	err := decodeXML(res.Body, "item", []string{"rss"}, func(j teamtailorItem) { p.add(j.opening(), "") })
	size := len(p.rows) + p.broken
	p.last = size < teamtailorLimit && size != teamtailorDefault
	return p, err
}

// teamtailorJob is the number of an opening in its address.
var teamtailorJob = regexp.MustCompile(`/jobs/([0-9]+)(?:[-/?#]|$)`)

// teamtailorID returns the id of an opening: its number, which is in its
// address, or what else the feed calls it by.
func teamtailorID(link, otherwise string) string {
	if found := teamtailorJob.FindStringSubmatch(link); found != nil {
		return field.ExternalID(found[1])
	}
	return field.ExternalID(strings.TrimSpace(otherwise))
}

func (j *teamtailorItem) opening() kith.Opening {
	return kith.Opening{
		ExternalID: teamtailorID(j.Link, j.GUID), Title: text.Title(j.Title),
		Locations: j.places(), Workplace: teamtailorWorkplace(j.Remote),
		Department:  field.FirstOf(j.Department, j.Role),
		URL:         field.WebAddress(j.Link),
		Description: text.FromHTML(j.Description),
		PostedAt:    text.ParseTime(j.PubDate),
	}
}

// places returns the places of an opening. The city is that of the office,
// which is not where remote work is done: its name tells that.
func (j *teamtailorItem) places() []string {
	var lines []string
	for _, p := range j.Places {
		place := p.Name
		if p.City != "" && !strings.Contains(strings.ToLower(p.Name), "remote") {
			place = p.City + "," + p.Country
		}
		lines = append(lines, place)
	}
	return field.Places(lines...)
}

// teamtailorWorkplace returns the workplace. Remote work for a time only is
// none.
func teamtailorWorkplace(status string) kith.Workplace {
	switch strings.TrimSpace(strings.ToLower(status)) {
	case "fully":
		return kith.WorkplaceRemote
	case "hybrid":
		return kith.WorkplaceHybrid
	}
	return ""
}

// teamtailorFeedRequest asks for the JSON Feed. A cursor is the query of the
// next page.
func teamtailorFeedRequest(t target, q query) kith.Request {
	path := "/jobs.json"
	if q.cursor != "" {
		path += "?" + q.cursor
	}
	return get(teamtailorSite().address(t.token, path))
}

// teamtailorEntry is an opening as the JSON Feed has it, with its posting in
// the form for search engines.
type teamtailorEntry struct {
	ID        word            `json:"id"`
	Title     string          `json:"title"`
	URL       string          `json:"url"`
	Published string          `json:"date_published"`
	Content   string          `json:"content_html"`
	Posting   json.RawMessage `json:"_jobposting"`
}

func decodeTeamtailorFeed(t target, res *kith.Response) (page, error) {
	p := page{total: -1}
	next := ""
	err := decodeList(res.Body, "items", map[string]any{"next_url": &next}, func(j teamtailorEntry) { p.add(j.opening(), "") })
	if u, bad := url.Parse(next); bad == nil && next != "" {
		if host, _ := teamtailorSite().host(t.token); strings.EqualFold(u.Hostname(), host) && u.Path == "/jobs.json" {
			p.next = u.Query().Encode()
		}
	}
	return p, err
}

func (j *teamtailorEntry) opening() kith.Opening {
	o := kith.Opening{
		ExternalID: teamtailorID(j.URL, string(j.ID)), Title: text.Title(j.Title), URL: field.WebAddress(j.URL),
		Description: text.FromHTML(j.Content), PostedAt: text.ParseTime(j.Published),
	}
	base, err := url.Parse(o.URL)
	if err != nil {
		return o
	}
	if told := posting.Read([]string{string(j.Posting)}).Openings(base); len(told) > 0 {
		o.Locations, o.Country, o.Workplace = told[0].Locations, told[0].Country, told[0].Workplace
		o.EmploymentType, o.Salary = told[0].EmploymentType, told[0].Salary
	}
	return o
}

// teamtailorEmployer takes the name from the title of the RSS, or from that of
// the JSON Feed.
func teamtailorEmployer(ctx context.Context, ask *asker, token string) (string, error) {
	a := ask.send(ctx, getRSS(teamtailorSite().address(token, "/jobs.rss?per_page=1")))
	if a.outcome == kith.OutcomeComplete {
		name := ""
		if err := decodeXML(a.response.Body, "channel", []string{"rss"}, func(c struct {
			Title string `xml:"title"`
		}) {
			name = text.Title(c.Title)
		}); err == nil {
			return employerOf(name), nil
		}
	} else if a.outcome != kith.OutcomeGone {
		return "", a.check("Teamtailor", token)
	}
	a = ask.send(ctx, get(teamtailorSite().address(token, "/jobs.json")))
	if err := a.check("Teamtailor", token); err != nil {
		return "", err
	}
	feed := struct {
		Title   string `json:"title"`
		Version string `json:"version"`
	}{}
	if err := decodeOne(a.response.Body, &feed); err != nil || feed.Version == "" {
		return "", noBoard("Teamtailor", token)
	}
	return employerOf(text.Title(feed.Title)), nil
}
