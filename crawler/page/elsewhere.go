package page

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html/charset"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/markup"
	"kith/crawler/internal/text"
)

// Limits on what is read beside the page.
const (
	maxMaps     = 8     // sitemaps of one visit
	maxMapLinks = 20000 // addresses of one sitemap
	maxUnpacked = 16 << 20
	maxItems    = 3000
)

// readElsewhere looks for openings where the site lists them beside the page
// that shows none: in the feeds that the page names, and in its sitemaps. Where
// one of these gives no answer, what the others list is not all.
func (r *reader) readElsewhere(ctx context.Context) {
	r.lookElsewhere(ctx)
	r.countMute()
}

// countMute has a visit know that a document beside the page, or the feed or
// sitemap that it is itself, has not told all.
func (r *reader) countMute() {
	if r.mute != "" && len(r.rows)+len(r.visit.Openings) > 0 {
		r.visit.Proof.FailedPages++
		r.broken = cmp.Or(r.broken, "a feed or sitemap of the site could not be read: "+r.mute)
	}
}

func (r *reader) lookElsewhere(ctx context.Context) {
	for _, address := range r.feeds {
		if res := r.ask(ctx, address); res != nil {
			r.takeFeed(res.Body, markup.FirstURL(res.URL, address))
		}
	}
	if len(r.rows)+len(r.visit.Openings) > 0 {
		return
	}
	queue := r.namedMaps(ctx)
	seen := map[string]bool{}
	for asked := 0; len(queue) > 0 && asked < maxMaps && ctx.Err() == nil; {
		address := queue[0]
		queue = queue[1:]
		if seen[address] {
			continue
		}
		seen[address] = true
		asked++
		if res := r.ask(ctx, address); res != nil {
			queue = append(queue, r.takeMap(res.Body)...)
		}
	}
}

// ask asks for a document beside the page, nil where there is none or no answer,
// which is noted.
func (r *reader) ask(ctx context.Context, address string) *kith.Response {
	r.visit.Requests++
	res, err := r.fetch(ctx, kith.Request{URL: address})
	switch outcome, reason := kith.Judge(res, err); outcome {
	case kith.OutcomeComplete:
		return res
	case kith.OutcomeGone:
	default:
		r.mute = cmp.Or(r.mute, reason, "it answered as unchanged")
	}
	return nil
}

// namedMaps returns the sitemaps that robots.txt names (RFC 9309 leaves these
// lines to the sites), those of openings first, or the usual one.
func (r *reader) namedMaps(ctx context.Context) []string {
	root := url.URL{Scheme: r.base.Scheme, Host: r.base.Host}
	var named []string
	if res := r.ask(ctx, root.String()+"/robots.txt"); res != nil {
		for line := range strings.Lines(string(res.Body[:min(len(res.Body), 500_000)])) {
			key, value, found := strings.Cut(line, ":")
			if !found || !strings.EqualFold(strings.TrimSpace(key), "sitemap") || len(named) >= 50 {
				continue
			}
			value, _, _ = strings.Cut(value, "#")
			if u := markup.Resolve(&root, value); u != nil && isSite(u, r.base) {
				named = append(named, u.String())
			}
		}
	}
	if len(named) == 0 {
		named = []string{root.String() + "/sitemap.xml"}
	}
	slices.SortStableFunc(named, func(a, b string) int { return one(namesOpenings(b)) - one(namesOpenings(a)) })
	return named
}

// namesOpenings reports whether the address of a sitemap says that it is of
// openings.
func namesOpenings(address string) bool {
	for word := range strings.FieldsSeq(fold(address)) {
		if in(jobNames, word) || in(openingWords, word) {
			return true
		}
	}
	return false
}

// mapURL is a page in a sitemap, or another sitemap.
type mapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
}

// takeMap takes the pages of a sitemap that look like openings as rows, whose
// pages are to be read: their address says too little. When they were changed
// last only says that they are to be read again. It returns further sitemaps.
func (r *reader) takeMap(body []byte) (more []string) {
	count := 0
	breaksOff := each(body, func(d *xml.Decoder, start xml.StartElement) error {
		name := start.Name.Local
		if name != "url" && name != "sitemap" {
			return nil
		}
		if count++; count > maxMapLinks {
			return io.EOF
		}
		var at mapURL
		if err := d.DecodeElement(&at, &start); err != nil {
			return err
		}
		u := markup.Resolve(r.base, at.Loc)
		switch {
		case u == nil || !isSite(u, r.base):
		case name == "sitemap":
			more = append(more, u.String())
		case len(r.rows) < maxRows && looksLikeOpening(link{url: u}, r.base) && namesOne(u):
			r.addRow(u, strings.TrimSpace(cutTo(at.LastMod, 40)))
			r.visit.Proof.Truncated = r.visit.Proof.Truncated || len(r.rows) == maxRows
		}
		return nil
	})
	r.noteBroken(breaksOff)
	slices.SortStableFunc(more, func(a, b string) int { return one(namesOpenings(b)) - one(namesOpenings(a)) })
	return more
}

// namesOne reports whether an address in a sitemap may be of one opening: what
// stands below a word for openings and is long or numbered.
func namesOne(u *url.URL) bool {
	p := strings.Trim(u.Path, "/")
	return hasOpeningKey(u) || (hasOpeningSegment(u) || isCareersHost(u)) && isSpecific(p[strings.LastIndexByte(p, '/')+1:])
}

// feedItem is an item of RSS, or an entry of Atom.
type feedItem struct {
	Title string `xml:"title"`
	Links []struct {
		Href string `xml:"href,attr"`
		Rel  string `xml:"rel,attr"`
		Text string `xml:",chardata"`
	} `xml:"link"`
	GUID        string   `xml:"guid"`
	ID          string   `xml:"id"`
	Description string   `xml:"description"`
	Content     string   `xml:"content"`
	Encoded     string   `xml:"encoded"`
	Summary     string   `xml:"summary"`
	PubDate     string   `xml:"pubDate"`
	Published   string   `xml:"published"`
	Location    []string `xml:"location"`
	City        string   `xml:"city"`
	Country     string   `xml:"country"`
	Department  string   `xml:"department"`
	JobType     string   `xml:"job_type"`
	Type        string   `xml:"type"`
}

// takeFeed takes the items of a feed, where they are openings: most of their
// titles name roles, or their addresses are below a word for openings. It
// reports whether the document is a feed.
func (r *reader) takeFeed(body []byte, base *url.URL) bool {
	isFeed := false
	var entries []*entry
	roles, opens, items := 0, 0, 0
	breaksOff := each(body, func(d *xml.Decoder, start xml.StartElement) error {
		switch start.Name.Local {
		case "rss", "feed", "RDF", "channel":
			isFeed = true
		case "item", "entry":
			var item feedItem
			if items++; !isFeed || items > maxItems {
				return io.EOF
			}
			if err := d.DecodeElement(&item, &start); err != nil {
				return err
			}
			e := item.entry(base)
			kind := kindOfTitle(e.title)
			roles += one(kind == roleTitle)
			opens += one(e.url != nil && (hasOpeningSegment(e.url) || hasOpeningKey(e.url)))
			if kind != noTitle && kind != closedDoor {
				entries = append(entries, e)
			}
		}
		return nil
	})
	if 5*roles >= 3*items || 2*roles >= items && 2*opens >= items || 5*roles >= items && 5*opens >= 4*items {
		for _, e := range entries {
			r.addEntry(e)
		}
		r.noteBroken(breaksOff)
	}
	return isFeed
}

// noteBroken notes that a document beside the page did not come to its end.
func (r *reader) noteBroken(breaksOff bool) {
	if breaksOff {
		r.mute = cmp.Or(r.mute, "it breaks off before its end")
	}
}

// entry makes an entry of an item.
func (i *feedItem) entry(base *url.URL) *entry {
	e := &entry{title: cleanTitle(i.Title), department: text.Title(i.Department)}
	for _, l := range i.Links {
		if address := strings.TrimSpace(cmp.Or(l.Href, l.Text)); e.url == nil && (l.Rel == "" || l.Rel == "alternate") {
			e.url = markup.Resolve(base, address)
		}
	}
	e.places = field.Places(i.Location...)
	if len(e.places) == 0 && i.City != "" {
		e.places = field.Places(i.City + ", " + i.Country)
	}
	if said := cmp.Or(i.JobType, i.Type); isEmployment(fold(said)) {
		e.employment = employmentOf(said)
	}
	for _, said := range []string{i.Encoded, i.Content, i.Description, i.Summary} {
		if said = text.FromHTML(text.Unescape(said)); len(said) > len(e.text) {
			e.text = said
		}
	}
	e.posted = firstTime(i.PubDate, i.Published)
	e.anchor = text.Line(cutTo(cmp.Or(i.GUID, i.ID), 200))
	return e
}

// firstTime returns the first of some texts that is a time.
func firstTime(given ...string) time.Time {
	for _, s := range given {
		if at := text.ParseTime(s); !at.IsZero() {
			return at
		}
	}
	return time.Time{}
}

// isXML reports whether a document is one of XML and no page.
func isXML(body []byte) bool {
	head := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(body[:min(len(body), 1000)], []byte("\xef\xbb\xbf"))))
	for _, start := range []string{"<?xml", "<rss", "<feed", "<urlset", "<sitemapindex", "<rdf"} {
		if bytes.HasPrefix(head, []byte(start)) {
			return !bytes.Contains(head, []byte("<html")) && !bytes.Contains(head, []byte("<!doctype html"))
		}
	}
	return isPacked(body)
}

// isPacked reports whether a document is packed with gzip (RFC 1952).
func isPacked(body []byte) bool { return len(body) > 18 && body[0] == 0x1f && body[1] == 0x8b }

// each calls take for each element of a document of XML, packed or not, until
// it breaks, ends or take returns an error. What has been read until then
// counts. It reports whether the document breaks off before its end.
func each(body []byte, take func(d *xml.Decoder, start xml.StartElement) error) (breaksOff bool) {
	var from io.Reader = bytes.NewReader(text.AsUTF8(body))
	if isPacked(body) {
		unpacked, err := gzip.NewReader(from)
		if err != nil {
			return true
		}
		from = io.LimitReader(unpacked, maxUnpacked)
	}
	d := xml.NewDecoder(from)
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = charset.NewReaderLabel
	for {
		token, err := d.Token()
		if start, ok := token.(xml.StartElement); ok && err == nil {
			err = take(d, start)
		}
		if err != nil {
			return isCutOff(err)
		}
	}
}

// isCutOff reports whether an error of a parser says that the document ended
// too early. One that is malformed at every visit is no such.
func isCutOff(err error) bool {
	var wrong *xml.SyntaxError
	return errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &wrong) && strings.Contains(wrong.Msg, "unexpected EOF")
}
