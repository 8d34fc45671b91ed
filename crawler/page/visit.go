package page

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"kith/crawler/internal/field"
	"kith/crawler/internal/markup"
	"kith/crawler/internal/posting"

	"golang.org/x/net/publicsuffix"

	"kith"
)

// Limits of one visit.
const (
	maxPages   = 50   // pages of the list
	maxRows    = 300  // links to openings on one page of the list
	maxAllRows = 3000 // links to openings in all
	maxDetails = 150  // pages of openings
	maxInARow  = 3    // pages of openings that fail one after the other
	maxBarren  = 6    // pages without data, as long as none has any
)

// Openings returns the openings that a document carries as data: its
// schema.org JobPosting in JSON-LD. Base is the address of the document. Their
// Company is the employer's name as the data gives it. A document that cannot
// be read has none.
func Openings(body []byte, base string) []kith.Opening {
	doc, err := scanData(body, base)
	if err != nil {
		return nil
	}
	found := posting.ReadPage(doc.page).Openings(doc.base)
	for i := range found {
		found[i].ExternalID = cmp.Or(found[i].ExternalID, posting.OwnID(found[i], doc.base))
	}
	return found
}

// Visit reads the career page of a source: the openings that it carries as
// data, and those on the pages that it links to. It is complete when every
// page of the list answered and every link that looks like an opening was
// read, or is known from an earlier visit.
func Visit(ctx context.Context, fetch kith.FetchFunc, s kith.Source, known map[string]kith.KnownOpening) kith.Visit {
	r := &reader{
		fetch: fetch, source: s, known: known, byURL: map[string]knownRow{}, pages: map[string]bool{},
		rowAt: map[string]int{}, ids: map[string]string{}, detailed: true,
	}
	r.visit.Outcome = kith.OutcomeComplete
	r.visit.Proof.Expected = -1
	for id, k := range known {
		r.byURL[k.RowHash[:min(len(k.RowHash), hashLength)]] = knownRow{id, k}
		r.detailed = r.detailed && k.Detailed
	}
	if r.readList(ctx) {
		if len(r.rows)+len(r.visit.Openings) == 0 && !r.believeNone() && r.isOwn() && !r.article {
			r.elsewhere = true
			r.readElsewhere(ctx)
		}
		r.readDetails(ctx)
		r.judge()
	}
	return r.visit
}

// reader is one visit under way.
type reader struct {
	fetch    kith.FetchFunc
	source   kith.Source
	known    map[string]kith.KnownOpening
	byURL    map[string]knownRow // known openings by the hash of their address
	detailed bool                // all known openings are detailed

	visit     kith.Visit
	base      *url.URL        // where the list was found, after redirects
	first     kith.Validators // of the list's first page
	pages     map[string]bool // addresses of the list
	shown     []string        // the rows of each page of the list, for telling repeats
	rows      []row
	rowAt     map[string]int    // index in rows by address
	ids       map[string]string // external ids in this visit and whose they are
	elsewhere bool              // the openings were looked for beside the page
	mute      string            // why a document beside the page gave no answer
	feeds     []string          // that the page names as being of openings
	article   bool              // the page is one to read
	empty     bool              // the page has nothing to read without JavaScript
	none      bool              // the page says that there is no opening
	unread    int               // links that look like openings and could not be read
	barred    int               // links that may not be read
	barren    int               // pages behind such links that carry no data
	doors     int               // entries of the list that are for no opening in particular
	broken    string            // why something of the list is missing
}

// row is a link that looks like an opening.
type row struct {
	url    *url.URL
	text   string
	taken  bool   // the list itself has the opening's data
	entry  *entry // what the list shows of the opening; nil where only the address looks like one
	linked bool   // it is stored, and the page only links to it
}

// knownRow is a stored opening with its id.
type knownRow struct {
	id string
	kith.KnownOpening
}

// hashLength is the length of each of the two hashes in a row's hash.
const hashLength = 16

// shortHash returns a hash of a text in hexadecimal digits.
func shortHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:hashLength/2])
}

// rowHash returns the hash of a row of the list: that of its address, by which
// a later visit, which reads the list only, knows the opening again, and that
// of what the list says of it.
func rowHash(address *url.URL, said string) string {
	return shortHash(address.String()) + shortHash(said)
}

// readList reads the pages of the list, and reports whether the visit goes on.
func (r *reader) readList(ctx context.Context) bool {
	queue := []string{r.source.URL}
	for len(queue) > 0 {
		address := queue[0]
		queue = queue[1:]
		if r.pages[address] {
			continue
		}
		if r.visit.Proof.Pages >= maxPages || len(r.rows) >= maxAllRows {
			r.visit.Proof.Truncated = true
			return true
		}
		r.pages[address] = true
		doc, ok := r.readPage(ctx, address)
		if !ok {
			if r.visit.Proof.Pages == 0 {
				return false
			}
			continue
		}
		for _, more := range morePages(doc, r.base) {
			if !r.pages[more.String()] {
				queue = append(queue, more.String())
			}
		}
	}
	return true
}

// readPage reads one page of the list. A first page that does not answer ends
// the visit; a later one is missing in it.
func (r *reader) readPage(ctx context.Context, address string) (*document, bool) {
	isFirst := r.visit.Proof.Pages == 0
	request := kith.Request{URL: address}
	if isFirst && r.detailed {
		request.Validators = kith.Validators{ETag: r.source.Validators.ETag, LastModified: r.source.Validators.LastModified}
	}
	r.visit.Requests++
	res, err := r.fetch(ctx, request)
	outcome, reason := kith.Judge(res, err)
	var doc *document
	if outcome == kith.OutcomeComplete && isXML(res.Body) {
		return r.readXML(res, address, isFirst)
	}
	if outcome == kith.OutcomeComplete {
		if doc, err = readHTML(res, address); err != nil {
			outcome, reason = kith.OutcomeFailed, err.Error()
		}
	}
	if outcome != kith.OutcomeComplete {
		if isFirst {
			r.visit.Outcome, r.visit.Reason = outcome, reason
		} else {
			r.visit.Proof.FailedPages++
			r.broken = cmp.Or(r.broken, "a later page of the list could not be read: "+cmp.Or(reason, "it answered as unchanged"))
		}
		return nil, false
	}
	r.began(res, address, isFirst)
	r.take(doc)
	if isFirst {
		r.feeds, r.article = feedsOf(doc), isArticle(doc)
		r.empty = isShell(doc.page.Nodes[0])
	}
	return doc, true
}

// began notes that a page of the list has answered.
func (r *reader) began(res *kith.Response, address string, isFirst bool) {
	if isFirst {
		r.first = res.Validators()
		r.base = markup.PlainURL(markup.FirstURL(res.URL, address))
		r.pages[r.base.String()] = true
	}
	r.visit.Proof.Pages++
}

// readXML reads a list that is no page: a feed of openings, or a sitemap.
func (r *reader) readXML(res *kith.Response, address string, isFirst bool) (*document, bool) {
	r.began(res, address, isFirst)
	if !r.takeFeed(res.Body, markup.FirstURL(res.URL, address)) {
		r.takeMap(res.Body)
	}
	r.countMute()
	return &document{base: r.base}, true
}

// readHTML reads the document that an answer carries.
func readHTML(res *kith.Response, asked string) (*document, error) {
	if !bytes.Contains(res.Body[:min(len(res.Body), 100_000)], []byte("<")) {
		return nil, errors.New("the answer is no page of HTML")
	}
	return scan(res.Body, cmp.Or(res.URL, asked))
}

// take takes a page of the list in: its openings and its links to openings.
func (r *reader) take(doc *document) {
	g := posting.ReadPage(doc.page)
	var said []string
	data := map[string]bool{} // the titles that the page's data has
	for _, o := range g.Openings(doc.base) {
		o.ExternalID = cmp.Or(o.ExternalID, posting.OwnID(o, r.base))
		said = append(said, o.ExternalID+" "+o.Title)
		data[fold(o.Title)] = true
		r.takeOpening(o)
	}
	for _, address := range g.Listed {
		if u, err := doc.base.Parse(address); err == nil && markup.SameHost(u, r.base) && markup.PlainURL(u).String() != r.base.String() {
			said = append(said, u.String())
			r.addRow(u, "")
		}
	}
	began := len(r.rows)
	shown, single := r.takeShown(doc, data)
	said = append(said, shown...)
	before := len(r.rows)
	for _, l := range doc.links {
		if !single && looksLikeOpening(l, r.base) && len(r.rows)-before < maxRows && !r.isPage(l.url) {
			said = append(said, l.url.String()+" "+l.text)
			r.addRow(l.url, l.text)
		}
	}
	if len(r.rows)-before >= maxRows {
		r.visit.Proof.Truncated = true
	}
	for _, l := range doc.links {
		r.keepLinked(l)
	}
	r.sortRows(began, doc)
	content := shortHash(strings.Join(said, "\n"))
	if len(said) > 0 && slices.Contains(r.shown, content) {
		r.visit.Proof.Repeated = true
	}
	r.shown = append(r.shown, content)
	r.none = r.none || saysNone(doc, g)
	if r.visit.Proof.Pages == 1 {
		r.visit.Proof.Expected = stated(doc)
	}
}

// keepLinked keeps a stored opening that the page still links to, in whatever
// form: that a list is not understood any more closes nothing.
func (r *reader) keepLinked(l link) {
	key := keptURL(l.url).String()
	if _, isKnown := r.byURL[shortHash(key)]; !isKnown {
		return
	}
	if _, there := r.rowAt[key]; !there {
		r.addRow(l.url, l.text)
		r.rows[r.rowAt[key]].linked = true
	}
}

// isPage reports whether an address is of the list itself.
func (r *reader) isPage(u *url.URL) bool {
	if r.pages[markup.PlainURL(u).String()] {
		return true
	}
	_, numbered := pageNumber(u, r.base)
	return numbered
}

// takeOpening takes an opening from the list's own data. One without a text
// has its text on its own page.
func (r *reader) takeOpening(o kith.Opening) {
	u, err := url.Parse(o.URL)
	if err != nil {
		return
	}
	ownPage := markup.SameHost(u, r.base) && !r.pages[markup.PlainURL(u).String()]
	if !o.Detailed && ownPage {
		r.addEntry(entryOf(o, u))
		return
	}
	if ownPage {
		r.addRow(u, "")
		r.rows[r.rowAt[markup.PlainURL(u).String()]].taken = true
	}
	o.Detailed = true
	o.RowHash = shortHash(o.URL) + shortHash(o.ContentHash())
	r.keep(o, o.URL)
}

// addRow notes a link to an opening; of several to one page the first text
// counts.
func (r *reader) addRow(u *url.URL, text string) {
	plain := keptURL(u)
	key := plain.String()
	at, there := r.rowAt[key]
	if !there {
		at = len(r.rows)
		r.rowAt[key] = at
		r.rows = append(r.rows, row{url: plain})
	}
	r.rows[at].text = cmp.Or(r.rows[at].text, text)
}

// sortRows brings the rows of one page, from an index on, into the order of its
// links.
func (r *reader) sortRows(from int, doc *document) {
	at := map[string]int{}
	for i, l := range doc.links {
		if key := keptURL(l.url).String(); at[key] == 0 {
			at[key] = i + 1
		}
	}
	slices.SortStableFunc(r.rows[from:], func(a, b row) int { return at[a.url.String()] - at[b.url.String()] })
	for i := from; i < len(r.rows); i++ {
		r.rowAt[r.rows[i].url.String()] = i
	}
}

// keep adds an opening to what the visit found. An external id that another
// page of this visit has tells nothing apart: then the address does.
func (r *reader) keep(o kith.Opening, address string) {
	if owner, taken := r.ids[o.ExternalID]; taken && owner != address {
		o.ExternalID += " " + posting.IDOf(address, r.base)
	}
	if _, twice := r.ids[o.ExternalID]; twice {
		return
	}
	r.ids[o.ExternalID] = address
	o.Company = ""
	field.Complete(&o)
	r.visit.Openings = append(r.visit.Openings, o)
}

// judge says how the visit ended.
func (r *reader) judge() {
	v := &r.visit
	v.Proof.Found = len(v.Openings)
	if v.Proof.Expected == v.Proof.Found+r.doors { // it counts the entries for no opening too
		v.Proof.Expected = v.Proof.Found
	}
	if v.Proof.Expected < v.Proof.Found { // it counts something else
		v.Proof.Expected = -1
	}
	switch {
	case v.Proof.Found == 0 && r.isBarred():
		v.Outcome, v.Reason = kith.OutcomeRefused, "the pages of its openings may not be read by robots"
	case v.Proof.Found == 0 && r.unread == 0 && r.broken == "" && !r.believeNone():
		v.Outcome, v.Reason = kith.OutcomeFailed, r.nothing()
	case r.unread > 0 || !v.Proof.Complete():
		v.Outcome, v.Reason = kith.OutcomePartial, r.missing()
	default:
		r.conclude()
	}
}

// isBarred reports whether links look like openings, and all may not be read.
func (r *reader) isBarred() bool { return r.barred > 0 && r.barred == len(r.rows) }

// believeNone reports whether a page that says that it has no openings is to
// be believed: it must be on the site that was asked, and no redirect away.
func (r *reader) believeNone() bool {
	return r.none && r.visit.Proof.Expected <= 0 && r.isOwn()
}

// isOwn reports whether the page that answered is on the site that was asked.
func (r *reader) isOwn() bool {
	asked, err := url.Parse(r.source.URL)
	return err == nil && isSite(asked, r.base)
}

// domain returns the registrable domain of an address.
func domain(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	if d, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return d
	}
	return host
}

// nothing says why no opening could be read.
func (r *reader) nothing() string {
	if r.empty {
		return "no openings can be read there: the page is empty without JavaScript"
	}
	if r.barren > 0 {
		return "no openings can be read there: neither the page nor those that it links to show an opening, or carry job data (schema.org JobPosting)"
	}
	return "no openings can be read there: the page shows no list of them, carries no job data (schema.org JobPosting), and no link looks like an opening"
}

// missing says what keeps the visit from being complete.
func (r *reader) missing() string {
	p := r.visit.Proof
	switch {
	case r.broken != "":
		return r.broken
	case r.unread > 0:
		return fmt.Sprintf("%d pages that look like openings are still to be read", r.unread)
	case p.Repeated:
		return "a page of the list repeats an earlier one"
	case p.Truncated:
		return fmt.Sprintf("the list is longer than what one visit reads (%d pages, %d links on each)", maxPages, maxRows)
	default:
		return fmt.Sprintf("the page says that it has %d openings, and %d were found", p.Expected, p.Found)
	}
}

// conclude ends a visit that has everything: complete, or unchanged when the
// list says what it said at the last complete visit.
func (r *reader) conclude() {
	v := &r.visit
	var said []string
	for _, o := range v.Openings {
		said = append(said, o.ExternalID+" "+o.RowHash)
	}
	for _, row := range r.rows {
		said = append(said, row.url.String()+" "+row.text)
	}
	slices.Sort(said)
	v.Validators.Hash = shortHash(strings.Join(said, "\n"))
	if v.Proof.Pages == 1 && !r.elsewhere {
		v.Validators.ETag, v.Validators.LastModified = r.first.ETag, r.first.LastModified
	}
	if v.Validators.Hash == r.source.Validators.Hash && r.detailed {
		v.Outcome = kith.OutcomeUnchanged
	}
}
