package page

import (
	"net/url"
	"strings"
	"time"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/markup"
	"kith/crawler/internal/posting"
)

// entry is an opening as a list shows it.
type entry struct {
	title      string
	url        *url.URL // of its own page; nil where it has none
	anchor     string   // id of its element on the list's page
	places     []string
	department string
	employment string
	workplace  kith.Workplace
	posted     time.Time
	salary     *kith.Salary
	text       string // what the list says of it at length
	whole      bool   // the list says all of it: its own page, if any, adds nothing
	number     string // the employer's own number, "" where the list gives none
	page       bool   // the page is about this opening alone
}

// said returns what the list says of an opening in its fields, by which a
// later visit tells whether that has changed. How long ago it came is left out.
func (e *entry) said() string {
	return strings.Join([]string{e.title, strings.Join(e.places, "; "), e.department, e.employment, string(e.workplace)}, "\n")
}

// opening returns an entry as an opening, without an external id.
func (e *entry) opening(base *url.URL) kith.Opening {
	o := kith.Opening{
		Title: e.title, Locations: field.Places(e.places...), Workplace: e.workplace, Department: e.department, EmploymentType: e.employment,
		Salary: e.salary, PostedAt: e.posted, Description: e.text,
	}
	switch here := markup.PlainURL(base); {
	case e.url != nil:
		o.URL = keptURL(e.url).String()
	case e.anchor != "":
		here.Fragment = e.anchor
		o.URL = here.String()
	default:
		o.URL = here.String()
	}
	return o
}

// id returns the external id of an entry without a page of its own: the page
// of the list with the entry's anchor, or with its title and places.
func (e *entry) id(base *url.URL) string {
	id := posting.IDOf(markup.PlainURL(base).String(), base)
	switch {
	case e.number != "":
		return e.number
	case e.page:
		return id
	case e.anchor != "":
		return id + "#" + e.anchor
	}
	return id + "#" + posting.Slug(e.title+" "+strings.Join(e.places, " "))
}

// fill fills the fields of an opening that its own page leaves empty from what
// the list says of it.
func (e *entry) fill(o *kith.Opening) {
	told := e.opening(&url.URL{})
	if len(o.Locations) == 0 {
		o.Locations = told.Locations
	}
	if o.Department == "" {
		o.Department = e.department
	}
	if o.EmploymentType == "" {
		o.EmploymentType = e.employment
	}
	if o.Workplace == "" {
		o.Workplace = e.workplace
	}
	if o.PostedAt.IsZero() {
		o.PostedAt = e.posted
	}
	if o.Salary == nil {
		o.Salary = e.salary
	}
	if o.Description == "" {
		o.Description = e.text
	}
}

// entryOf returns an opening of a page's data as an entry of its list.
func entryOf(o kith.Opening, u *url.URL) *entry {
	return &entry{
		title: o.Title, url: u, places: o.Locations, department: o.Department, employment: o.EmploymentType, workplace: o.Workplace,
		posted: o.PostedAt, salary: o.Salary, text: o.Description, number: o.ExternalID,
	}
}

// keptURL returns an address in the form in which it is kept: plain, but with
// the fragment by which some sites tell their pages apart, as in #/jobs/12.
func keptURL(u *url.URL) *url.URL {
	plain := markup.PlainURL(u)
	if isRoute(u) {
		plain.Fragment, plain.RawFragment = u.Fragment, u.RawFragment
	}
	return plain
}

// isRoute reports whether the fragment of an address is the path of a page that
// a script shows.
func isRoute(u *url.URL) bool {
	return strings.HasPrefix(u.Fragment, "/") || strings.HasPrefix(u.Fragment, "!")
}

// isSite reports whether an address is on the site of another: on its host, or
// one of the same registered domain.
func isSite(a, b *url.URL) bool { return markup.SameHost(a, b) || domain(a) == domain(b) }
