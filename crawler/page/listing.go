package page

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"kith/crawler/internal/field"
	"kith/crawler/internal/markup"
	"kith/crawler/internal/text"
)

// Limits on what is made of one document.
const (
	maxEntries    = 3000
	maxRowText    = 200_000 // bytes of HTML of one row that are turned into text
	enoughText    = 120     // bytes beyond which a row has a text and not only cells
	maxAllText    = 24 << 20
	titlesBetween = 6 // headings before a list that are looked at
)

// lister finds the openings that a page shows in its structure.
type lister struct {
	doc      *document
	base     *url.URL
	outline  *outline
	article  bool // the page is one to read: news, a blog
	careers  bool // the page calls itself one of careers
	textLeft int
	kinds    map[string]titleKind
	doors    int // entries of lists that are for no opening in particular
}

// newLister looks at the structure of a page. Base is its address, after
// redirects.
func newLister(doc *document, base *url.URL) *lister {
	l := &lister{doc: doc, base: base, outline: outlineOf(doc.page.Nodes[0]), article: isArticle(doc), textLeft: maxAllText, kinds: map[string]titleKind{}}
	l.careers = l.isCareers()
	return l
}

// shown returns the openings that a page shows: a list, or the one that it is
// about.
func (l *lister) shown() (entries []*entry, single bool) {
	entries, headed := l.listed()
	if len(entries) > 1 || len(entries) == 1 && headed {
		return entries, false
	}
	if e, ok := l.single(); ok {
		return []*entry{e}, true
	}
	return entries, false
}

// listed returns the openings that a page shows as rows of one structure, in
// the order of the page, and whether the first of them stand below a heading for
// that.
func (l *lister) listed() (entries []*entry, headed bool) {
	type found struct {
		entry *entry
		order int
		score int
	}
	var all []found
	for _, g := range l.outline.groups {
		weighed, ok := l.weigh(g)
		if !ok {
			continue
		}
		for i, r := range weighed.rows {
			l.doors += one(r.kind == closedDoor)
			if !weighed.takes(i) {
				continue
			}
			all = append(all, found{l.entryOf(weighed, i), r.member.order, weighed.score})
			headed = headed || weighed.headed
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Or(b.score-a.score, a.order-b.order) })
	var kept []found
	seen := newSeen()
	for _, f := range all {
		if len(kept) < maxEntries && seen.add(f.entry) {
			kept = append(kept, f)
		}
	}
	slices.SortStableFunc(kept, func(a, b found) int { return a.order - b.order })
	for _, f := range kept {
		entries = append(entries, f.entry)
	}
	return entries, headed
}

// seen tells entries of one page apart: by their address, and by their title
// where one of two has no address.
type seen struct {
	urls   map[string]bool
	titles map[string][]*entry
}

func newSeen() *seen { return &seen{map[string]bool{}, map[string][]*entry{}} }

// add reports whether an entry is new, and notes it.
func (s *seen) add(e *entry) bool {
	title := fold(e.title)
	if e.url != nil {
		address := markup.PlainURL(e.url).String() + "#" + e.url.Fragment
		if s.urls[address] {
			return false
		}
		s.urls[address] = true
	}
	others := s.titles[title]
	for _, other := range others[:min(len(others), 50)] {
		if e.repeats(other) {
			return false
		}
	}
	s.titles[title] = append(others, e)
	return true
}

// repeats reports whether an entry says no more than another one of the same
// title: one of them has no address, and nothing tells them apart.
func (e *entry) repeats(other *entry) bool {
	switch {
	case e.url != nil && other.url != nil:
		return false
	case e.url != nil || other.url != nil:
		return true
	case e.anchor != "" && other.anchor != "":
		return e.anchor == other.anchor
	}
	return len(e.places) == 0 || len(other.places) == 0 || slices.Equal(e.places, other.places)
}

// weighed is a group whose rows have been looked at.
type weighed struct {
	*group
	rows  []listRow
	facts []map[cellKind][]cell // of each row, its cells by what they tell
	sure  bool                  // what the rows are is beyond doubt, so that odd titles are taken too
	score int

	headed bool    // the heading above is that of a list of openings
	usual  signs   // of most rows whose titles name roles
	role   float64 // the share of titles that name one
}

// rowAlone returns the element of a row, nil where there is no other row that
// would tell where it ends.
func (w *weighed) rowAlone(i int) *html.Node {
	if len(w.group.rows) == 1 {
		return nil
	}
	return w.group.rows[i]
}

// listRow is one row of a group.
type listRow struct {
	member *candidate
	kind   titleKind
	cells  []cell
	length int    // of the row's text in bytes
	action *links // its buttons
	isJob  bool   // its text is that of a job
	opens  bool   // its link looks like that of an opening
}

// entryOf makes an entry of a row.
func (l *lister) entryOf(w *weighed, i int) *entry {
	r := w.rows[i]
	e := &entry{title: cleanTitle(r.member.text), url: l.target(w, i), anchor: anchor(w.rowAlone(i), r.member)}
	e.take(w.facts[i])
	if e.url == nil || !isSite(e.url, l.base) || r.length > 4*enoughText {
		e.text = l.textOf(w.group, i)
	}
	e.whole = e.url == nil || !isSite(e.url, l.base)
	return e
}

// take takes what cells tell, by kind.
func (e *entry) take(facts map[cellKind][]cell) {
	for _, c := range facts[placeCell] {
		e.places = append(e.places, field.SplitPlaces(bare(c.text))...)
	}
	e.department = text.Title(firstCell(facts[departmentCell]))
	for _, c := range facts[employmentCell] {
		e.employment = cmp.Or(e.employment, employmentOf(c.text))
	}
	for _, c := range facts[workplaceCell] {
		e.workplace = cmp.Or(e.workplace, workplaceOf(c.text))
	}
	for _, c := range facts[postedCell] {
		if e.posted.IsZero() {
			e.posted = c.at
		}
		if e.posted.IsZero() {
			e.posted = text.ParseTime(c.text)
		}
	}
	for _, c := range facts[payCell] {
		if e.salary == nil {
			e.salary = field.TextSalary("Salary: "+c.text, "")
		}
	}
}

// bare returns a text without the brackets around it.
func bare(s string) string {
	if strings.HasPrefix(s, "(") && strings.IndexByte(s, ')') == len(s)-1 {
		return s[1 : len(s)-1]
	}
	return s
}

// employmentOf returns a kind of employment in one spelling.
func employmentOf(s string) string { return text.Title(field.EmploymentType(s)) }

func firstCell(cells []cell) string {
	if len(cells) == 0 {
		return ""
	}
	return cells[0].text
}

// textOf returns the text of a row without its title and buttons, "" for one
// that has no more than cells.
func (l *lister) textOf(g *group, i int) string {
	skip := map[*html.Node]bool{g.members[i].node: true}
	return l.textIn(append([]*html.Node{g.rows[i]}, g.beside[i]...), func(n *html.Node) bool { return skip[n] || isButton(n) })
}

// textIn returns the text of some elements, "" for one that is too short to be
// the text of a job.
func (l *lister) textIn(nodes []*html.Node, skip func(n *html.Node) bool) string {
	w := &pieces{skip: skip, left: min(maxRowText, l.textLeft)}
	for _, n := range nodes {
		w.write(n)
	}
	l.textLeft -= w.out.Len()
	said := text.FromHTML(w.out.String())
	if len(said) < enoughText {
		return ""
	}
	return said
}

// pieces writes elements as plain HTML, without attributes and without what is
// to be skipped.
type pieces struct {
	out  strings.Builder
	skip func(n *html.Node) bool
	left int // bytes
}

func (w *pieces) write(n *html.Node) {
	switch {
	case w.out.Len() > w.left:
	case n.Type == html.TextNode:
		w.out.WriteString(html.EscapeString(n.Data))
	case n.Type != html.ElementNode || isRaw(n.Data) || n.Data == "svg" || n.Data == "template" || n.Data == "form" || isForReaders(n) || w.skip(n):
	default:
		w.out.WriteString("<" + n.Data + ">")
		for child := range n.ChildNodes() {
			w.write(child)
		}
		w.out.WriteString("</" + n.Data + ">")
	}
}

// isButton reports whether an element is one of the buttons of a row.
func isButton(n *html.Node) bool {
	return n.Data == "button" || n.Data == "a" && isAction(fold(textOf(n, 100)))
}

// anchor returns the id of the element of a row, where it says something of
// the opening: words of its title. Those that count the rows would go to
// another opening when one is taken out. Row is nil where there is one opening
// only.
func anchor(row *html.Node, m *candidate) string {
	up := 0
	for n := m.node; n != nil && up < maxClimb; n, up = n.Parent, up+1 {
		if id := attribute(n, "id"); id != "" && len(id) <= 200 && namesTitle(id, m.text) {
			return id
		}
		if n == row || row == nil && up >= 3 {
			break
		}
	}
	return ""
}

// namesTitle reports whether an id holds a word of a title, and is not one that
// numbers the parts of the page.
func namesTitle(id, title string) bool {
	folded := " " + fold(title) + " "
	for word := range strings.FieldsSeq(fold(id)) {
		if len(word) >= 3 && strings.Contains(folded, " "+word+" ") {
			return true
		}
	}
	return false
}
