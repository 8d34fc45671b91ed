package mail

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kith"
)

// view is a digest in words, as both templates lay it out.
type view struct {
	Subject   string
	Preheader string // what a list of mails shows beside the subject
	Date      string // "Monday 23 November"
	Headline  string
	Lead      string
	One       *oneView
	News      []newsView
	Companies []companyView
	Standing  *standingView
	LeftOut   []string // sentences
	Why       string
	Next      string
	Change    string
	Stop      string // address that stops these mails; "" where there is none
}

// oneView is the one thing to do: whom to ask about what.
type oneView struct {
	Label   string
	Name    string
	Title   string
	URL     string // "" where there is no safe address
	Company string
	Facts   string
	People  string // "You know 3 people here."
	Why     string
	Message string // a first message, to change and copy
}

// companyView is a company with its openings in words.
type companyView struct {
	Name    string
	People  string     // "You know 3 people here." or that it is watched
	Ask     string     // the person to ask first
	Why     string     // evidence, and who else is there
	Notes   []roleView // signals and moves, before the openings
	Roles   []roleView
	NotHere string // "And 4 more openings here."
}

// roleView is an opening in words.
type roleView struct {
	Title string
	URL   string // "" where there is no safe address
	Facts string
	Line  string // title and facts as one paragraph
}

// standingView tells what stood open when kith began to look.
type standingView struct {
	Title string
	Lines []standingLine
	More  string
}

// standingLine is one company that kith now looks at.
type standingLine struct{ Name, Text string }

// viewer turns a digest into words.
type viewer struct {
	d     Digest
	clock clock
	t     totals
	s     shown
}

func newViewer(d Digest, l limits) *viewer {
	return &viewer{d: d, clock: newClock(d.User, d.At), t: count(d), s: trim(d, l)}
}

func (v *viewer) view() view {
	w := view{
		Subject: subject(v.d), Date: v.clock.now.Format("Monday 2 January"), Headline: keepTogether(v.headline()), Lead: v.lead(),
		One: v.one(), Standing: v.standing(), LeftOut: v.leftOut(), Why: v.why(), Next: v.next(),
		Change: "Change how often: kith user set --cadence instant, daily, weekly or never.",
		Stop:   StopURL(v.d.BaseURL, v.d.User.Token),
	}
	for _, c := range v.s.news {
		w.News = append(w.News, v.news(c))
	}
	if w.One == nil || v.t.roles > 1 || v.t.signals+v.t.moves > 0 {
		for _, c := range v.s.groups {
			w.Companies = append(w.Companies, v.company(c))
		}
	}
	w.Preheader = v.preheader(w)
	return w
}

// StopURL returns the address that stops the mails of a user, "" where kith's
// own address is not known.
func StopURL(base, token string) string {
	if link(base) == "" || token == "" {
		return ""
	}
	return strings.TrimRight(base, "/") + "/u/" + token
}

// headline says in one sentence what is new and how much.
func (v *viewer) headline() string {
	t := v.t
	fresh := many(t.roles, "new opening", "new openings")
	switch {
	case t.roles > 0 && t.known == t.roles:
		return fresh + " where you know somebody"
	case t.roles > 0 && t.known > 0:
		return fresh + ", " + number(t.known) + " where you know somebody"
	case t.roles > 0:
		return fresh + " at " + some(t.roleCompanies) + " that you watch"
	case t.news > 0 && t.news == t.newsKnown:
		return "News from " + some(t.news) + " where you know somebody"
	case t.news > 0:
		return "News from " + some(t.news) + " that you follow"
	case t.signals > 0 && t.signals == t.signalsKnown:
		return "Signs of change at " + some(t.signals) + " where you know somebody"
	case t.signals > 0:
		return "Signs of change at " + some(t.signals) + " that you follow"
	case t.moves > 0:
		return haveMoved(t.moves)
	case t.standing > 0 && t.standingKnown == t.standingAt:
		return standOpen(t.standing) + " where you know somebody"
	case t.standing > 0 && t.standingKnown == 0:
		return standOpen(t.standing) + " at " + some(t.standingAt) + " that you watch"
	case t.standing > 0:
		return standOpen(t.standing) + " at companies that you follow"
	default:
		return openings(t.closed) + " came and went before this mail"
	}
}

// lead says where, and how fresh.
func (v *viewer) lead() string {
	t := v.t
	switch {
	case t.roles > 0:
		newest := v.newest()
		words := v.at(t.roleCompanies, func(c Company) bool { return len(c.Roles) > 0 && !c.harmed() })
		switch {
		case newest.IsZero():
			return words + "."
		case t.roles == 1:
			return words + ". It went up " + v.clock.momentIn(newest) + "."
		default:
			return words + ". The newest went up " + v.clock.momentIn(newest) + "."
		}
	case t.news > 0:
		return v.at(t.news, func(c Company) bool { return len(c.Events) > 0 }) + "."
	case t.signals > 0:
		return v.at(t.signals, func(c Company) bool { return len(c.Signals) > 0 }) + ", from the history of what stands on the career page."
	case t.moves > 0:
		return "Since you last imported your contacts."
	case t.standing > 0:
		return v.at(t.standingAt, func(c Company) bool { return c.Standing > 0 }) + ". From here on you hear what is new."
	case t.closed == 1:
		return v.at(1, func(c Company) bool { return c.Closed > 0 }) + ". It is no longer on the career page."
	default:
		return v.at(t.closedAt, func(c Company) bool { return c.Closed > 0 }) + ". They are no longer on the career page."
	}
}

// at names the one company that fits, or says how many there are.
func (v *viewer) at(n int, fits func(Company) bool) string {
	if n == 1 {
		return "At " + clean(firstWith(v.d, fits).Name, longCompany)
	}
	return "At " + companies(n)
}

// newest returns when the newest opening that is counted was first seen.
func (v *viewer) newest() (newest time.Time) {
	for _, c := range v.d.Companies {
		if c.harmed() {
			continue
		}
		for _, r := range c.Roles {
			if r.SeenAt.After(newest) {
				newest = r.SeenAt
			}
		}
	}
	return newest
}

// one suggests the best person to ask about the best role, nil when the user
// knows nobody at a company with openings.
func (v *viewer) one() *oneView {
	best := slices.IndexFunc(v.s.groups, func(c shownCompany) bool { return len(c.Roles) > 0 })
	if best < 0 || len(v.s.groups[best].People) == 0 {
		return nil
	}
	c := v.s.groups[best]
	r, who := c.Roles[0], c.People[0]
	one := &oneView{
		Label: "If you do one thing today", Name: nameOf(who), Title: title(r), URL: link(r.URL), Company: clean(c.Name, longCompany),
		Facts: facts(v.clock, r), People: "You know " + people(len(c.People)) + " here.",
	}
	if position := clean(who.Position, longTitle/2); position != "" {
		one.Why = sentence(one.Name + " is " + position + " there")
	}
	one.Why = strings.TrimSpace(one.Why + " " + evidence(who))
	if v.t.roles == 1 { // else the others are named with the company below
		one.Why = strings.TrimSpace(one.Why + " " + others(c.People[1:]))
	}
	one.Message = firstMessage(who, one.Title, one.Company)
	return one
}

// firstMessage writes a message to somebody hardly known: one role, one
// shared fact, one question that is easy to answer, and a way out. What kith
// does not know is left as a blank for the user to fill.
func firstMessage(who kith.Reason, role, company string) string {
	met := "we met at […]"
	if !who.Since.IsZero() {
		met = "we connected in " + who.Since.UTC().Format("2006")
	}
	return fmt.Sprintf("Hi, %s. I saw that %s has an opening for %s. Could I ask you two short questions about the team? No is a fine answer.",
		met, company, role)
}

// title returns the title of a role, in words where there is none.
func title(r Role) string {
	if words := clean(r.Title, longTitle); words != "" {
		return words
	}
	return "An opening without a title"
}

func (v *viewer) company(c shownCompany) companyView {
	w := companyView{Name: clean(c.Name, longCompany), Notes: notes(c.Company)}
	if c.Watched {
		w.People = "You watch this company."
	}
	if known := len(c.People); known > 0 {
		w.People = "You know " + people(known) + " here."
		w.Ask = "Ask first: " + sentence(person(c.People[0]))
		w.Why = strings.TrimSpace(evidence(c.People[0]) + " " + others(c.People[1:]))
	}
	w.Roles, w.NotHere = v.roles(c)
	return w
}

// others names who else is there.
func others(rest []kith.Reason) string {
	var names []string
	for _, r := range rest[:min(len(rest), 2)] {
		names = append(names, person(r))
	}
	if more := len(rest) - len(names); more > 0 {
		names = append(names, number(more)+" more")
	}
	if len(names) == 0 {
		return ""
	}
	return sentence("Also here: " + strings.Join(names, "; "))
}

// roles turns the shown openings of a company into words.
func (v *viewer) roles(c shownCompany) (lines []roleView, notHere string) {
	for _, r := range c.Roles {
		w := roleView{Title: title(r), URL: link(r.URL), Facts: facts(v.clock, r)}
		w.Line = strings.TrimSpace(sentence(w.Title) + " " + capital(w.Facts))
		lines = append(lines, w)
	}
	if c.hidden > 0 {
		notHere = "And " + many(c.hidden, "more opening", "more openings") + " here."
	}
	return lines, notHere
}

// standing tells of the companies that kith now looks at.
func (v *viewer) standing() *standingView {
	if len(v.s.standing) == 0 {
		return nil
	}
	w := &standingView{Title: "Also now looked at"}
	if v.t.roles+v.t.news+v.t.signals+v.t.moves == 0 {
		w.Title = "Now looked at"
	}
	for _, c := range v.s.standing {
		text := standOpen(c.Standing) + "."
		switch {
		case len(c.People) > 0:
			text += " You know " + people(len(c.People)) + " here. Ask first: " + sentence(person(c.People[0]))
		case c.Watched:
			text += " You watch this company."
		}
		w.Lines = append(w.Lines, standingLine{Name: clean(c.Name, longCompany), Text: text})
	}
	if v.s.standLeft > 0 {
		w.More = "And " + many(v.s.standLeft, "more company.", "more companies.")
	}
	return w
}

// preheader says the second most valuable thing. It names no contact.
func (v *viewer) preheader(w view) string {
	words := w.Lead
	groups := slices.DeleteFunc(slices.Clone(v.s.groups), func(c shownCompany) bool { return len(c.Roles) == 0 })
	switch {
	case len(w.News) > 0 && v.t.roles > 0:
		words = "Also: " + w.News[0].Events[0].Fact + "."
	case len(groups) > 1:
		words = "Also: " + title(groups[1].Roles[0]) + " at " + clean(groups[1].Name, longCompany) + "."
	case len(groups) == 1 && len(groups[0].Roles) > 1:
		words = "Also: " + title(groups[0].Roles[1]) + "."
	case w.One != nil && w.One.Facts != "":
		words = w.One.Facts
	}
	return cut(words, 90)
}
