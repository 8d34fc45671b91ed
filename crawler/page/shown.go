package page

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"kith/crawler/internal/markup"
)

// shownOn returns the openings that a page shows, and those that it carries as
// data for its scripts; whether the page is about one opening alone; and how
// many entries it has that are for applications to no opening in particular.
func shownOn(doc *document, base *url.URL) (entries []*entry, single bool, doors int) {
	l := newLister(doc, base)
	entries, single = l.shown()
	if single {
		return entries, true, l.doors
	}
	carried := recordsOf(doc, base).best
	both := 0
	titles := map[string]*entry{}
	for _, e := range carried {
		titles[fold(e.title)] = e
	}
	for _, e := range entries {
		if c := titles[fold(e.title)]; c != nil {
			both++
			e.complete(c)
		}
	}
	switch {
	case 2*both >= len(entries):
		return union(entries, carried), false, l.doors
	case len(carried) >= 3*len(entries):
		return carried, false, l.doors
	}
	return entries, false, l.doors
}

// complete fills the fields of an entry that are empty from another one.
func (e *entry) complete(other *entry) {
	if len(e.places) == 0 {
		e.places = other.places
	}
	e.department = cmp.Or(e.department, other.department)
	e.employment = cmp.Or(e.employment, other.employment)
	e.workplace = cmp.Or(e.workplace, other.workplace)
	e.text = cmp.Or(e.text, other.text)
	if e.posted.IsZero() {
		e.posted = other.posted
	}
	if e.salary == nil {
		e.salary = other.salary
	}
	if e.url == nil && other.url != nil {
		e.url, e.whole = other.url, other.whole
	}
}

// union returns entries and those of others that are not among them.
func union(entries, others []*entry) []*entry {
	seen := newSeen()
	var all []*entry
	for _, e := range slices.Concat(entries, others) {
		if len(all) < maxEntries && seen.add(e) {
			all = append(all, e)
		}
	}
	return all
}

// takeShown takes the openings that a page shows without any data for search
// engines, but for those that its data has too, which it is given the folded
// titles of. It returns what the page says of each, and whether the page is about
// one opening alone, so that its links lead to others at most by the way.
func (r *reader) takeShown(doc *document, data map[string]bool) (said []string, single bool) {
	for title := range data {
		if len(data) == 1 && isAbout(doc, title) {
			return nil, true
		}
	}
	entries, single, doors := shownOn(doc, r.base)
	r.doors += doors
	if single && len(data) > 0 {
		return nil, true
	}
	if len(entries) >= maxEntries {
		r.visit.Proof.Truncated = true
	}
	for _, e := range entries {
		if data[fold(e.title)] && r.isAway(e) {
			continue
		}
		said = append(said, e.said())
		r.addEntry(e)
	}
	return said, single
}

// isAway reports whether an entry has no page of its own on the site of the
// list, nor any that the visit has taken already.
func (r *reader) isAway(e *entry) bool {
	if e.url == nil {
		return true
	}
	_, taken := r.rowAt[keptURL(e.url).String()]
	return !taken && !markup.SameHost(e.url, r.base)
}

// isAbout reports whether a document is about the opening with a folded title:
// its own title or its first heading says so.
func isAbout(doc *document, title string) bool {
	if nameOfDocument(doc, title) {
		return true
	}
	first := doc.page.Find("h1").First()
	return first.Length() > 0 && fold(textOf(first.Nodes[0], 4*maxOwnTitle)) == title
}

// addEntry takes an opening that the list shows: a row where it has a page of
// its own, and else the whole of it.
func (r *reader) addEntry(e *entry) {
	if e.url != nil && r.isPage(e.url) && !isRoute(e.url) {
		return
	}
	if e.url == nil {
		r.takeInline(e)
		return
	}
	r.addRow(e.url, e.said())
	row := &r.rows[r.rowAt[keptURL(e.url).String()]]
	if isRoute(e.url) || isFile(e.url.Path) || !isSite(e.url, r.base) {
		e.whole = true
	}
	if row.entry == nil {
		row.entry, row.text = e, e.said()
	}
}

// takeInline takes an opening that stands on the list's page itself.
func (r *reader) takeInline(e *entry) {
	o := e.opening(r.base)
	o.ExternalID = e.id(r.base)
	o.Detailed = true
	o.RowHash = shortHash(o.URL+"#"+o.ExternalID) + shortHash(o.ContentHash())
	r.keep(o, o.URL+"#"+o.ExternalID)
}

// feedsOf returns the feeds of openings that a page names; those of its news
// are others.
func feedsOf(doc *document) []string {
	var found []string
	for _, s := range doc.page.Find("link[rel~=alternate][href]").EachIter() {
		kind := strings.ToLower(s.AttrOr("type", ""))
		if len(found) >= 3 || !strings.Contains(kind, "rss") && !strings.Contains(kind, "atom") {
			continue
		}
		u := doc.resolve(s.AttrOr("href", ""))
		if u != nil && (namesOpenings(u.Path) || namesOpenings(s.AttrOr("title", ""))) {
			found = append(found, u.String())
		}
	}
	return found
}
