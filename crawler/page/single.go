package page

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// What the page of one opening has at least.
const (
	minOwnText = 300 // bytes of text
	maxOwnLook = 60_000
)

// single returns the opening that a page is about, where it is the page of one:
// its heading is that of a role, or of the document itself, there is a way to
// apply, and its text is that of a job.
func (l *lister) single() (*entry, bool) {
	title := l.ownTitle()
	if title == nil {
		return nil, false
	}
	kind := kindOfOwnTitle(title.text)
	if kind == noTitle || kind == oddTitle || kind == closedDoor {
		return nil, false
	}
	signs, applies := l.ownSigns()
	need := 2
	switch {
	case l.article:
		need = 4
	case kind == roleTitle && applies:
		need = 1
	case kind == roleTitle, !applies:
		need = 3
	}
	if signs < need || kind != roleTitle && !(applies && nameOfDocument(l.doc, title.text)) {
		return nil, false
	}
	e := l.about(title, title.text)
	if len(e.text) < minOwnText {
		return nil, false
	}
	e.page, e.anchor = !l.careers, anchor(nil, title)
	return e, true
}

// kindOfOwnTitle tells what the title of a page may be, which may be longer
// than one in a list.
func kindOfOwnTitle(said string) titleKind {
	if utf8.RuneCountInString(said) > maxTitle && utf8.RuneCountInString(said) <= maxOwnTitle {
		said = string([]rune(said)[:maxTitle/2])
		if kind := kindOfTitle(said[:strings.LastIndexByte(said, ' ')+1]); kind != noTitle {
			return max(kind, anyTitle)
		}
	}
	return kindOfTitle(said)
}

// ownTitle returns the heading that names what a page is about, nil when it
// has none.
func (l *lister) ownTitle() *candidate {
	var best *candidate
	rank := 0
	top := 7
	for _, h := range l.outline.headings {
		if h.level > 0 {
			top = min(top, h.level)
		}
	}
	for _, h := range l.titleParts(top) {
		kind := kindOfOwnTitle(h.text)
		own := one(kind == roleTitle)*2 + one(nameOfDocument(l.doc, h.text))*3 + one(kind == anyTitle)
		if kind != noTitle && kind != oddTitle && own > rank {
			best, rank = h, own
		}
	}
	return best
}

// titleParts returns the headings of a level, and the parts of such a heading
// that holds the employer and the place too.
func (l *lister) titleParts(level int) []*candidate {
	var found []*candidate
	for _, h := range l.outline.headings {
		if h.level == level && len(found) <= 20 {
			found = append(append(found, h), partsOfTitle(h)...)
		}
	}
	return found
}

// partsOfTitle returns the elements of a heading that has no text beside them.
func partsOfTitle(h *candidate) []*candidate {
	if hasOwnText(h.node, nil) {
		return nil
	}
	var parts []*candidate
	for n := range h.node.ChildNodes() {
		if n.Type != html.ElementNode {
			continue
		}
		if said := textOf(n, 4*maxOwnTitle); said != "" && said != h.text {
			parts = append(parts, &candidate{node: n, text: said, level: h.level, heading: true, order: h.order})
		}
	}
	return parts
}

// nameOfDocument reports whether a text is the name of the document: all of
// its title, or what stands before or behind the name of the site.
func nameOfDocument(doc *document, said string) bool {
	name, folded := fold(titleOf(doc)), fold(said)
	return folded != "" && name != "" && (hasPhrase(name, folded) && len(folded) >= 6 && 4*len(folded) >= len(name) || strings.HasPrefix(folded, name) && len(name) >= 12)
}

// ownSigns counts the different signs of a job in the text of a page, and
// reports whether one can apply there.
func (l *lister) ownSigns() (signs int, applies bool) {
	var said strings.Builder
	said.WriteByte(' ')
	for _, block := range l.doc.blocks {
		if said.Len() < maxOwnLook {
			said.WriteString(fold(block) + " ")
		}
	}
	folded := said.String()
	for _, sign := range jobSigns {
		if sign[0] >= 0xE3 && strings.Contains(folded, sign) || strings.Contains(folded, " "+sign+" ") {
			signs++
		}
	}
	looked := 0
	for _, s := range l.doc.page.Find("a[href], button, input[type=submit], input[type=file], [role=button]").EachIter() {
		if looked++; looked > maxLinks {
			break
		}
		if n := s.Nodes[0]; isApply(fold(textOf(n, 120)+" "+attribute(n, "value"))) || attribute(n, "type") == "file" {
			return signs, true
		}
	}
	return signs, false
}

// applyWords are the words of buttons for applying.
const applyWords = " apply bewerben bewerbung postuler postulez postule candidater inscribete inscribirse inscriu aplicar postularme postular candidatar candidatarse candidati candidatura solliciteer solliciteren aplikuj ansok sok soknad soeg ansog hae jelentkezes jelentkezem prihlasit aplica откликнуться "

// isApply reports whether a folded text is that of a button for applying.
func isApply(folded string) bool {
	if strings.Count(folded, " ") > 9 {
		return false
	}
	for word := range strings.FieldsSeq(folded) {
		if in(applyWords, word) || strings.HasPrefix(word, "inscri") {
			return true
		}
	}
	return strings.Contains(folded, "応募") || strings.Contains(folded, "申请") || strings.Contains(folded, "지원하기")
}

// detail returns what the page of an opening, whose title is known, says of it.
func (l *lister) detail(title string) *entry {
	folded := fold(title)
	for _, h := range l.outline.headings {
		if own := fold(h.text); own != "" && (own == folded || h.level == 1 && (hasPhrase(own, folded) || hasPhrase(folded, own))) {
			return l.about(h, title)
		}
	}
	return l.about(l.ownTitle(), title)
}

// about returns what a page says of the opening with a title. Heading, where
// the title stands, may be nil: then the page tells no more than a text.
func (l *lister) about(heading *candidate, title string) *entry {
	e := &entry{title: cleanTitle(title), whole: true}
	body := l.doc.page.Find("body").Nodes
	if len(body) == 0 {
		return e
	}
	c := &cutter{skip: map[*html.Node]bool{}, head: true}
	for n := range body[0].Descendants() {
		if n.Type == html.ElementNode && (isButton(n) || l.outline.isChrome(n)) {
			c.skip[n] = true
		}
	}
	content := body[0]
	var own *html.Node
	if heading != nil {
		own = heading.node
		content, c.after = contentOf(own, body[0]), own
		c.cut(body[0], "", "")
		c.end("", "")
		w := &weighed{group: &group{}, rows: []listRow{{member: heading, cells: c.cells}}}
		w.tell()
		w.facts[0][placeCell] = firstColumn(w.facts[0][placeCell])
		e.take(w.facts[0])
	}
	e.text = l.textIn([]*html.Node{content}, func(n *html.Node) bool { return c.skip[n] || n == own })
	return e
}

// firstColumn returns the cells of one column: of the first that is labelled as
// of places, or else of the first.
func firstColumn(cells []cell) []cell {
	first := 0
	for i, c := range slices.Backward(cells) {
		if kindOfLabel(c.label) == placeCell {
			first = i
		}
	}
	for i := first; i < len(cells); i++ {
		if keyOf(cells[i]) != keyOf(cells[first]) {
			return cells[first:i]
		}
	}
	return cells[min(first, len(cells)):]
}

func keyOf(c cell) string {
	key, _, _ := strings.Cut(c.key, " ")
	return key
}

// contentOf returns the element around a title that holds the text of its
// page.
func contentOf(title, body *html.Node) *html.Node {
	for n := title.Parent; n != nil && n != body; n = n.Parent {
		if n.Data == "main" || n.Data == "article" && len(textOf(n, 4*minOwnText)) > 2*minOwnText {
			return n
		}
	}
	return body
}
