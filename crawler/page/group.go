package page

import (
	"hash/maphash"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// Limits on the structure of one document.
const (
	maxCandidates = 40_000
	maxClimb      = 12 // elements from a title up to its row
	maxBeside     = 12 // elements behind a row that belong to it
	maxChromeLook = 200
)

// candidate is an element whose text may be the title of an opening.
type candidate struct {
	node    *html.Node
	text    string
	link    *html.Node // the link that it is, is in or holds; nil where there is none
	level   int        // 1 to 6 for a heading, 0 for others
	order   int        // among the candidates and headings of the document
	aside   bool       // it stands in what is no content: a form, a dialogue
	heading bool
}

// group are the candidates that stand at one place of the structure: below the
// same elements of the same classes.
type group struct {
	members []*candidate
	rows    []*html.Node // of each member, the element that is about it alone
	beside  [][]*html.Node
}

// outline is the structure of a document.
type outline struct {
	groups   []*group
	headings []*candidate // in the order of the document
	seed     maphash.Seed
	bySign   map[uint64]*group
	count    int
	looks    int
}

// outlineOf walks a document once.
func outlineOf(root *html.Node) *outline {
	o := &outline{seed: maphash.MakeSeed(), bySign: map[uint64]*group{}}
	o.walk(root, 0, place{})
	return o
}

// place is where a walk is.
type place struct {
	link   *html.Node // the link around
	titled bool       // an element around is a candidate already
	aside  bool
}

// walk notes the candidates below a node. The parser bounds how deep that is.
func (o *outline) walk(parent *html.Node, sign uint64, at place) {
	for n := range parent.ChildNodes() {
		if n.Type != html.ElementNode || isRaw(n.Data) && n.Data != "option" || n.Data == "svg" || n.Data == "template" || n.Data == "select" || o.count >= maxCandidates || o.isChrome(n) {
			continue
		}
		own := o.sign(sign, n)
		below := at
		below.aside = at.aside || n.Data == "form" || n.Data == "aside"
		o.note(n, own, &below)
		o.walk(n, own, below)
	}
}

// note notes an element that may hold a title.
func (o *outline) note(n *html.Node, sign uint64, at *place) {
	c := &candidate{node: n, link: at.link, aside: at.aside}
	switch level := headingLevel(n); {
	case level > 0:
		c.level, c.heading = level, true
		if inner := onlyLink(n); c.link == nil {
			c.link = inner
		}
	case n.Data == "a" && attribute(n, "href") != "":
		at.link = n
		if holdsHeading(n) {
			return
		}
		c.node, c.link = firstPiece(n), n
	case at.titled || at.link != nil || !hasOwnText(n, nil) || holdsTitle(n):
		return
	}
	if at.titled && !c.heading {
		return
	}
	if c.text = textOf(c.node, 4*maxOwnTitle); c.text == "" || len(c.text) > 3*maxOwnTitle {
		return
	}
	at.titled = true
	c.order = o.count
	o.count++
	if c.heading || isStrongLine(n) {
		o.headings = append(o.headings, c)
	}
	g := o.bySign[sign]
	if g == nil {
		g = &group{}
		o.bySign[sign] = g
		o.groups = append(o.groups, g)
	}
	g.members = append(g.members, c)
}

// sign returns the sign of an element's place: that of the element above, with
// its own name and classes.
func (o *outline) sign(above uint64, n *html.Node) uint64 {
	var h maphash.Hash
	h.SetSeed(o.seed)
	var number [8]byte
	for i := range number {
		number[i] = byte(above >> (8 * i))
	}
	_, _ = h.Write(number[:]) // it never fails
	_, _ = h.WriteString(n.Data)
	_, _ = h.WriteString(plainClass(n))
	return h.Sum64()
}

// plainClass returns the classes of an element without those that tell one row
// from the next: numbered ones, and those for a state.
func plainClass(n *html.Node) string {
	class := attribute(n, "class")
	if class == "" {
		return ""
	}
	var kept strings.Builder
	for name := range strings.FieldsSeq(class[:min(len(class), 500)]) {
		if name = strings.TrimRight(name, "0123456789"); name == "" || strings.ContainsAny(name, "0123456789") || isState(name) {
			continue
		}
		kept.WriteByte('.')
		kept.WriteString(name)
	}
	return kept.String()
}

// isState reports whether a class is that of some rows and not of others for
// no more than their looks.
func isState(class string) bool {
	for _, word := range splitName(class) {
		if in(" active open opened closed first last odd even current selected show shown hidden hide collapsed expanded new featured highlight highlighted alt is has type tag status category term post ", word) {
			return true
		}
	}
	return false
}

// chromeWords are in the classes of what surrounds the content of pages.
const chromeWords = " nav navbar navigation navi menu submenu megamenu footer cookie cookies consent onetrust cookiebot breadcrumb breadcrumbs modal popup newsletter subscribe social share sharing pagination pager skip sidebar offcanvas topbar toolbar lightbox "

// isChrome reports whether an element is no content: the navigation, the
// footer, a dialogue. By its class only that is which holds no main content.
func (o *outline) isChrome(n *html.Node) bool {
	switch n.Data {
	case "nav", "footer", "dialog":
		return true
	case "html", "body", "main", "head":
		return false
	}
	switch attribute(n, "role") {
	case "navigation", "contentinfo", "dialog", "alertdialog", "menu", "menubar", "search":
		return true
	}
	for class := range strings.FieldsSeq(cutTo(attribute(n, "class"), 300)) {
		if !strings.ContainsAny(class, ":[") && hasWord(class, chromeWords) {
			o.looks++
			return o.looks > maxChromeLook || !holdsMain(n)
		}
	}
	return hasWord(cutTo(attribute(n, "id"), 100), chromeIDs) && !holdsMain(n)
}

// chromeIDs are the words that count in ids too, which others make of titles.
const chromeIDs = " nav navbar navigation footer cookie cookies consent onetrust cookiebot "

// hasWord reports whether a name holds a word of a table.
func hasWord(name, table string) bool {
	for _, word := range splitName(name) {
		if in(table, word) {
			return true
		}
	}
	return false
}

func cutTo(s string, size int) string { return s[:min(len(s), size)] }

// holdsMain reports whether an element holds the content of the page.
func holdsMain(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && (d.Data == "main" || d.Data == "h1") {
			return true
		}
	}
	return false
}

// headingLevel returns 1 to 6 for an element that is a heading, 0 for others.
func headingLevel(n *html.Node) int {
	switch n.Data {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return int(n.Data[1] - '0')
	case "summary", "dt", "legend":
		return 6
	}
	if attribute(n, "role") == "heading" {
		if level := attribute(n, "aria-level"); len(level) == 1 && level[0] >= '1' && level[0] <= '6' {
			return int(level[0] - '0')
		}
		return 3
	}
	return 0
}

// holdsHeading reports whether a heading stands in an element.
func holdsHeading(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && headingLevel(d) > 0 {
			return true
		}
	}
	return false
}

// holdsTitle reports whether a link or a heading stands in an element.
func holdsTitle(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && (d.Data == "a" || headingLevel(d) > 0) {
			return true
		}
	}
	return false
}

// onlyLink returns the link in an element that has one and no other.
func onlyLink(n *html.Node) *html.Node {
	var found *html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == "a" && attribute(d, "href") != "" {
			if found != nil {
				return nil
			}
			found = d
		}
	}
	return found
}

// firstPiece returns the part of a link that is its title: what is marked as
// one, or the first of several elements without text beside them.
func firstPiece(n *html.Node) *html.Node {
	for range maxClimb {
		if hasOwnText(n, nil) {
			return n
		}
		first := likeliestTitle(n)
		if first == nil {
			return n
		}
		n = first
	}
	return n
}

// likeliestTitle returns the element in a link that is its title: one that is
// marked so, the first that names a role, or the first of all.
func likeliestTitle(n *html.Node) *html.Node {
	var first, role *html.Node
	for child := range n.ChildNodes() {
		if child.Type != html.ElementNode || isRaw(child.Data) {
			continue
		}
		said := textOf(child, 4*maxTitle)
		switch {
		case said == "":
		case isTitleClass(child):
			return child
		case role == nil && kindOfTitle(said) == roleTitle:
			role = child
		case first == nil:
			first = child
		}
	}
	if role != nil {
		return role
	}
	return first
}

// isTitleClass reports whether an element calls itself a title.
func isTitleClass(n *html.Node) bool {
	for _, word := range splitName(attribute(n, "class")) {
		if word == "title" || word == "heading" || word == "headline" || word == "name" {
			return true
		}
	}
	return false
}

// isStrongLine reports whether an element is a line in bold letters, which
// stands for a heading.
func isStrongLine(n *html.Node) bool {
	return (n.Data == "strong" || n.Data == "b") && n.Parent != nil && !hasOwnText(n.Parent, nil)
}

// textOf returns the text that an element shows, with single spaces, up to so
// many bytes. What is for screen readers only is left out.
func textOf(n *html.Node, most int) string {
	var out strings.Builder
	var take func(n *html.Node)
	take = func(n *html.Node) {
		for child := range n.ChildNodes() {
			switch {
			case out.Len() > most:
				return
			case child.Type == html.TextNode:
				out.WriteString(child.Data[:min(len(child.Data), most+1)])
			case child.Type != html.ElementNode || isRaw(child.Data) || child.Data == "svg" || child.Data == "template" || isForReaders(child):
			default:
				gap := isBlock(child.Data)
				if gap {
					out.WriteByte(' ')
				}
				take(child)
				if gap {
					out.WriteByte(' ')
				}
			}
		}
	}
	if n.Type == html.TextNode {
		return spaced(n.Data[:min(len(n.Data), most)])
	}
	take(n)
	return strings.TrimFunc(spaced(out.String()), func(r rune) bool { return r == '\u200d' || r == '\u200b' || unicode.IsSpace(r) })
}

// isForReaders reports whether an element is for screen readers only.
func isForReaders(n *html.Node) bool {
	class := attribute(n, "class")
	return class != "" && (strings.Contains(class, "sr-only") || strings.Contains(class, "visually-hidden") || strings.Contains(class, "screen-reader"))
}
