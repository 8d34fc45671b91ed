package mail

import (
	"net/url"
	"strconv"
	"strings"

	"kith"
)

// newsView is the news of one company in words.
type newsView struct {
	Label   string // "Two people you know may be affected"
	Harm    bool
	Ask     string // "Check in first with Ana Sousa, Planner.", "" where it is said with the openings
	Events  []eventView
	Notes   []roleView // signals and moves, where they are told with bad news
	Roles   []roleView
	Intro   string // before the roles: "2 new openings there:"
	NotHere string // "And 4 more openings there."
}

// eventView is one event in words.
type eventView struct {
	Fact  string // "Tindermoor Energy: 140 jobs to go in Leeds"
	Story string // all of it in one sentence, with the people whom the user knows there
	Quote string
	Told  string // "Published on 20 November by Northern Post."
	Link  string // words of the link
	URL   string // "" where there is no safe address
}

// maxEvents is how many events of one company a mail tells.
const maxEvents = 3

// news turns the news of a company into words.
func (v *viewer) news(c shownCompany) newsView {
	n := newsView{Harm: c.harmed(), Label: newsLabel(c.Company)}
	switch {
	case len(c.People) == 0:
	case n.Harm:
		n.Ask = sentence("Check in first with " + person(c.People[0]))
	case len(c.Roles) == 0: // else it is said with the openings below
		n.Ask = "Ask first: " + sentence(person(c.People[0]))
	}
	for i, e := range c.Events[:min(len(c.Events), maxEvents)] {
		known := c.People
		if i > 0 {
			known = nil // they are named already
		}
		n.Events = append(n.Events, v.event(clean(c.Name, longCompany), e, known))
	}
	if n.Harm {
		n.Notes = notes(c.Company)
	}
	if n.Harm && len(c.Roles) > 0 {
		n.Intro = many(len(c.Roles), "new opening", "new openings") + " there:"
		n.Roles, n.NotHere = v.roles(c)
	}
	return n
}

func newsLabel(c Company) string {
	switch known := len(c.People); {
	case c.harmed() && known == 1:
		return "One person you know may be affected"
	case c.harmed() && known > 1:
		return spelled(known) + " people you know may be affected"
	case known > 0:
		return "News that touches people you know"
	default:
		return "News of a company that you watch"
	}
}

// event turns one event into words: what is said in numbers first, else the
// headline of the source.
func (v *viewer) event(company string, e kith.Event, known []kith.Reason) eventView {
	headline := clean(e.Headline, longTitle)
	at := sourceName(e)
	view := eventView{Fact: factOf(e), Story: v.story(company, e, known), URL: link(e.URL)}
	view.Link = "“" + headline + "”"
	switch {
	case view.Fact != "":
		view.Fact = company + ": " + view.Fact
	case strings.Contains(strings.ToLower(headline), strings.ToLower(company)):
		view.Fact = headline
	default:
		view.Fact = company + ": " + headline
	}
	if headline == "" || strings.HasSuffix(view.Fact, headline) {
		view.Link = "Read it"
		if at != "" {
			view.Link += " at " + at
		}
	}
	if quote := clean(e.Quote, longQuote); !strings.EqualFold(strings.TrimSuffix(quote, "."), headline) && quote != "" {
		view.Quote = "“" + strings.Trim(quote, "“”\"") + "”"
	}
	if !e.PublishedAt.IsZero() {
		view.Told = "Published on " + v.clock.day(e.PublishedAt)
	}
	if view.URL == "" && strings.HasPrefix(view.Link, "Read it") {
		view.Link = "" // there is nothing to be opened
	}
	if at != "" && !strings.HasSuffix(view.Link, at) {
		view.Told = strings.TrimSpace(view.Told + " by " + at)
	}
	view.Told = sentence(view.Told)
	return view
}

// sourceName names who tells an event: the source, else the host of the
// address.
func sourceName(e kith.Event) string {
	if name := clean(e.Source, longName); name != "" {
		return name
	}
	u, err := url.Parse(link(e.URL))
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// factOf says what an event is from its numbers, "" where it gives none.
func factOf(e kith.Event) string {
	var much string
	switch {
	case e.Headcount > 0:
		much = many(e.Headcount, "job", "jobs")
	case e.Percent > 0 && e.Percent <= 100:
		much = strconv.FormatFloat(e.Percent, 'f', -1, 64) + " % of jobs"
	default:
		return ""
	}
	switch e.Kind {
	case kith.EventLayoff, kith.EventClosure:
		much += " to go"
	case kith.EventExpansion:
		much += " to come"
	case kith.EventLeadership, kith.EventHiringFreeze:
		return ""
	default:
		much += " affected"
	}
	if places := short(e.Locations); places != "" {
		much += " in " + places
	}
	return much
}

// short lists up to three names, and how many more there are.
func short(names []string) string {
	var shown []string
	for _, name := range names[:min(len(names), 3)] {
		shown = append(shown, clean(name, longPlace))
	}
	if more := len(names) - len(shown); more > 0 {
		shown = append(shown, number(more)+" more")
	}
	return list(shown)
}
