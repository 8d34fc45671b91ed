package page

import (
	"cmp"
	"context"
	"net/url"
	"strings"

	"kith/crawler/internal/markup"
	"kith/crawler/internal/posting"

	"kith"
)

// readDetails turns the links that look like openings into openings. Those
// that are known and unchanged are taken from the list alone; of the others
// the unknown ones are read first.
func (r *reader) readDetails(ctx context.Context) {
	var unknown, changed []row
	for _, link := range r.rows {
		stored, isKnown := r.byURL[shortHash(link.url.String())]
		switch {
		case link.taken:
		case link.linked && isKnown:
			r.keepKnown(link, stored)
		case link.entry != nil && link.entry.whole:
			r.keepEntry(link, true)
		case !isKnown:
			unknown = append(unknown, link)
		case stored.Detailed && stored.RowHash == rowHash(link.url, link.text):
			r.keepKnown(link, stored)
		default:
			changed = append(changed, link)
		}
	}
	if r.isAsBefore(unknown, changed) {
		return
	}
	d := &details{reader: r}
	for _, link := range append(unknown, changed...) {
		d.read(ctx, link)
	}
	for _, link := range d.left {
		if d.data > 0 {
			r.unread++ // its page would tell under which number it is kept
		} else {
			r.keepEntry(link, false)
		}
	}
}

// isAsBefore reports whether the links that are unknown were there at the last
// complete visit too: it read them, and they are no openings.
func (r *reader) isAsBefore(unknown, changed []row) bool {
	proof := r.visit.Proof
	proof.Expected = -1 // nothing has been counted yet
	if len(unknown) == 0 || len(changed) > 0 || r.source.Validators.Hash == "" || !proof.Complete() {
		return false
	}
	ahead := &reader{source: r.source, rows: r.rows, detailed: r.detailed}
	ahead.visit.Openings = r.visit.Openings
	ahead.conclude()
	return ahead.visit.Outcome == kith.OutcomeUnchanged
}

// details is the reading of the pages of openings.
type details struct {
	*reader
	reads    int
	failures int   // in a row
	found    int   // pages that say something of their opening
	bare     int   // pages of openings of the list that say nothing
	data     int   // pages that carry data
	left     []row // openings of the list whose pages could not be read
}

// keepKnown keeps a stored opening as it is, which its unchanged hash says.
func (r *reader) keepKnown(link row, stored knownRow) {
	r.keep(kith.Opening{ExternalID: stored.id, Title: link.text, URL: link.url.String(), RowHash: stored.RowHash}, link.url.String())
}

// leave leaves a link unread: a stored opening stays as it is, one that the
// list shows may be taken from there, of another the visit knows nothing.
func (d *details) leave(link row) {
	stored, isKnown := d.byURL[shortHash(link.url.String())]
	switch {
	case isKnown:
		d.keepKnown(link, stored)
	case link.entry != nil:
		d.left = append(d.left, link)
	default:
		d.unread++
	}
}

// keepEntry keeps an opening as the list shows it. It is detailed when its own
// page has nothing to add, or may not be read.
func (r *reader) keepEntry(link row, detailed bool) {
	o := link.entry.opening(r.base)
	o.URL = link.url.String()
	o.ExternalID = r.idFor(link, link.entry.number)
	o.RowHash = rowHash(link.url, link.text)
	o.Detailed = detailed
	r.keep(o, o.URL)
}

// idFor returns the external id of an opening with a page of its own: that
// under which it is stored already, the employer's number for it, or its
// address.
func (r *reader) idFor(link row, number string) string {
	if stored, isKnown := r.byURL[shortHash(link.url.String())]; isKnown {
		return stored.id
	}
	id := cmp.Or(number, posting.IDOf(link.url.String(), r.base))
	if number == "" && link.url.Fragment != "" {
		id += "#" + link.url.Fragment
	}
	return id
}

// read reads the page of one opening.
func (d *details) read(ctx context.Context, link row) {
	barren := d.found == 0 && len(d.known) == 0 && len(d.visit.Openings) == 0 && d.barren >= maxBarren
	switch {
	case barren && link.entry == nil: // nothing on this site has data: what is left has none either
		return
	case d.found == 0 && d.bare >= maxBarren && link.entry != nil: // their pages say nothing
		d.keepEntry(link, true)
		return
	case d.reads >= maxDetails || d.failures >= maxInARow || ctx.Err() != nil:
		d.leave(link)
		return
	}
	d.reads++
	d.visit.Requests++
	res, err := d.fetch(ctx, kith.Request{URL: link.url.String()})
	outcome, _ := kith.Judge(res, err)
	switch {
	case outcome == kith.OutcomeComplete:
		d.takeDetail(link, res)
	case outcome == kith.OutcomeGone:
		d.failures = 0
		if stored, isKnown := d.byURL[shortHash(link.url.String())]; isKnown {
			d.visit.Gone = append(d.visit.Gone, stored.id)
			d.keepKnown(link, stored)
		}
	case err != nil && outcome == kith.OutcomeRefused && link.entry != nil:
		d.keepEntry(link, true)
	case err != nil && outcome == kith.OutcomeRefused:
		d.barred++
		if _, isKnown := d.byURL[shortHash(link.url.String())]; isKnown {
			d.leave(link)
		}
	default:
		d.failures++
		d.leave(link)
	}
}

// takeDetail takes the opening out of its page. A page that turns out to be
// the list again, or that is about no opening, is none; one that cannot be read
// may be.
func (d *details) takeDetail(link row, res *kith.Response) {
	final := markup.PlainURL(markup.FirstURL(res.URL, link.url.String()))
	if d.pages[final.String()] {
		d.failures = 0
		d.takeNone(link)
		return
	}
	doc, err := scan(res.Body, final.String())
	if err != nil {
		if link.entry == nil {
			d.broken = cmp.Or(d.broken, "a page that looks like an opening could not be read: "+err.Error())
		}
		d.failures++
		d.leave(link)
		return
	}
	d.failures = 0
	o, ok := theOpening(posting.ReadPage(doc.page).Openings(final), link, final)
	if ok {
		d.data++
	} else {
		o, ok = shownOpening(doc, link, final)
	}
	if !ok {
		d.takeNone(link)
		return
	}
	if o.Description != "" {
		d.found++
	} else {
		d.bare++
	}
	if link.entry != nil {
		link.entry.fill(&o)
	}
	o.ExternalID = d.idFor(link, o.ExternalID)
	o.URL = link.url.String()
	o.Detailed = true
	o.RowHash = rowHash(link.url, link.text)
	d.keep(o, link.url.String())
}

// takeNone notes that a page is about no opening, or about none any more. A
// stored one stays as it is.
func (d *details) takeNone(link row) {
	if stored, isKnown := d.byURL[shortHash(link.url.String())]; isKnown {
		d.keepKnown(link, stored)
		return
	}
	d.barren++
}

// shownOpening returns the opening that a page without data is about: that of
// the list whose page it is, or one that the page shows plainly itself.
func shownOpening(doc *document, link row, final *url.URL) (kith.Opening, bool) {
	l := newLister(doc, final)
	if link.entry == nil {
		e, ok := l.single()
		if !ok {
			return kith.Opening{}, false
		}
		return e.opening(final), true
	}
	e := l.detail(link.entry.title)
	if carried := recordsOf(doc, final).about(link.entry.title); carried != nil {
		if len(carried.text) > len(e.text) {
			e.text = carried.text
		}
		e.complete(carried)
	}
	o := e.opening(final)
	if len(o.Locations) < len(link.entry.places) || len(o.Locations) == 1 {
		o.Locations = nil // the list says it
	}
	return o, true
}

// theOpening returns the opening that a page is about: its only one, or of
// several the one with the address of the page or the title of the link.
func theOpening(found []kith.Opening, link row, final *url.URL) (kith.Opening, bool) {
	for _, o := range found {
		if u, err := url.Parse(o.URL); err == nil && len(found) > 1 {
			if own := markup.PlainURL(u).String(); own == link.url.String() && own != final.String() || strings.EqualFold(o.Title, link.text) {
				return o, true
			}
		}
	}
	if len(found) == 0 {
		return kith.Opening{}, false
	}
	return found[0], true
}
