package littleweb

import "time"

// Opening is one opening as the truth tells it.
type Opening struct {
	Employer  string
	BoardKey  string // "workday/saltmarsh/wd3/Careers"; of a career site "page/" and its address
	ID        string // the board's own: of Workday the external path, of a career site the identifier of the JobPosting
	Title     string
	URL       string
	Locations []string  // "Hull, United Kingdom"
	PostedAt  time.Time // as precisely as the board gives it
}

// Employer is an employer of the little web.
type Employer struct {
	Name     string
	Domain   string
	Home     string // its home page
	BoardURL string // where its openings are read; what a user would add
	BoardKey string
	ATS      string // "page" for a career site of its own
	Refuses  bool   // its robots.txt forbids the career site; the truth has no opening of it
}

// Employers returns the employers of the web.
func (w *Web) Employers() []Employer {
	var all []Employer
	for _, e := range w.world.employers {
		all = append(all, Employer{
			Name: e.name, Domain: e.domain, Home: "https://" + e.domain + "/",
			BoardURL: e.boardURL(), BoardKey: e.boardKey(), ATS: e.ats, Refuses: e.closed,
		})
	}
	return all
}

// Truth returns the openings that stand on the boards on a day, as a crawler
// that keeps to robots.txt may see them.
func (w *Web) Truth(day int) []Opening {
	var all []Opening
	for _, e := range w.world.employers {
		for _, o := range e.openOn(query{day: day}) {
			if !e.closed && !o.hidden {
				all = append(all, o.truth())
			}
		}
	}
	return all
}

// truth returns the opening as the truth tells it.
func (o *opening) truth() Opening {
	posted := o.posted
	if o.employer.ats == "workday" || o.employer.ats == "page" { // they give the day only
		posted = posted.UTC().Truncate(24 * time.Hour)
	}
	return Opening{
		Employer: o.employer.name, BoardKey: o.employer.boardKey(), ID: o.id,
		Title: o.title, URL: o.url(), Locations: o.locations(), PostedAt: posted,
	}
}

// Feeds returns the addresses of the news feeds: one RSS, one Atom.
func (w *Web) Feeds() []string {
	return []string{"https://" + hostA + "/feed.xml", "https://" + hostB + "/atom.xml"}
}

// Report is one item of a feed.
type Report struct {
	Feed        string // the address of the feed
	Title       string
	URL         string
	PublishedAt time.Time
	Layoff      bool // it reports a layoff; no other item reports an event of any kind
}

// Reports returns what the feeds show on a day, newest first in each.
func (w *Web) Reports(day int) []Report {
	var all []Report
	for i, host := range []string{hostA, hostB} {
		for _, item := range w.world.newsOf(host, query{day: day}) {
			all = append(all, Report{
				Feed: w.Feeds()[i], Title: item.title, URL: w.world.newsURL(item),
				PublishedAt: w.world.published(item), Layoff: item.layoff,
			})
		}
	}
	return all
}
