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
}

// isAsBefore reports whether the links that are unknown were there at the last
// complete visit too: it read them, and they are no openings.
func (r *reader) isAsBefore(unknown, changed []row) bool {
	if len(unknown) == 0 || len(changed) > 0 || r.source.Validators.Hash == "" || !r.visit.Proof.Complete() {
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
	failures int // in a row
	found    int
}

// keepKnown keeps a stored opening as it is, which its unchanged hash says.
func (r *reader) keepKnown(link row, stored knownRow) {
	r.keep(kith.Opening{ExternalID: stored.id, Title: link.text, URL: link.url.String(), RowHash: stored.RowHash}, link.url.String())
}

// leave leaves a link unread: a stored opening stays as it is, an unknown one
// is missing in the visit.
func (r *reader) leave(link row) {
	if stored, isKnown := r.byURL[shortHash(link.url.String())]; isKnown {
		r.keepKnown(link, stored)
		return
	}
	r.unread++
}

// read reads the page of one opening.
func (d *details) read(ctx context.Context, link row) {
	barren := d.found == 0 && len(d.known) == 0 && len(d.visit.Openings) == 0 && d.barren >= maxBarren
	switch {
	case barren: // nothing on this site has data: what is left has none either
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
// the list again, or that carries no data, is no opening; one that cannot be
// read may be.
func (d *details) takeDetail(link row, res *kith.Response) {
	final := markup.PlainURL(pageURL(res, link.url.String()))
	var found []kith.Opening
	if !d.pages[final.String()] {
		doc, err := scanData(res.Body, final.String())
		if err != nil {
			d.broken = cmp.Or(d.broken, "a page that looks like an opening could not be read: "+err.Error())
			d.failures++
			d.leave(link)
			return
		}
		found = posting.Read(doc.data).Openings(final)
	}
	d.failures = 0
	o, ok := theOpening(found, link, final)
	if !ok {
		if stored, isKnown := d.byURL[shortHash(link.url.String())]; isKnown {
			d.keepKnown(link, stored)
			return
		}
		d.barren++
		return
	}
	d.found++
	o.ExternalID = cmp.Or(o.ExternalID, posting.IDOf(link.url.String(), d.base))
	o.URL = link.url.String()
	o.Detailed = true
	o.RowHash = rowHash(link.url, link.text)
	d.keep(o, link.url.String())
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
