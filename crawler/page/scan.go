package page

import (
	"net/url"
	"regexp"
	"strings"

	"kith/crawler/internal/markup"
	"kith/crawler/internal/posting"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// Limits on what is taken from one document.
const (
	maxLinks     = 5000
	maxLinkText  = 300   // bytes
	maxBlocks    = 20000 // pieces of visible text
	maxBlockText = 400   // bytes
)

// document is what the reader of career pages wants of an HTML document.
type document struct {
	page    *goquery.Document
	base    *url.URL
	links   []link
	hints   []string // addresses from iframes, scripts, data attributes and the like, as written
	scripts []string // inline scripts
	data    []string // scripts of JSON-LD
	blocks  []string // visible text, short pieces only
}

// link is a link of a document.
type link struct {
	url  *url.URL
	text string
	rel  string
	menu bool // it stands in the navigation or the footer
}

// scan reads a document. Base is its address; a base element overrules it.
func scan(body []byte, base string) (*document, error) {
	doc, err := scanData(body, base)
	if err != nil {
		return nil, err
	}
	doc.takeLinks()
	for n := range doc.page.Nodes[0].Descendants() {
		doc.takeHints(n)
	}
	text := blockText{doc: doc}
	text.walk(doc.page.Nodes[0])
	text.end()
	return doc, nil
}

// scanData reads no more of a document than its scripts.
func scanData(body []byte, base string) (*document, error) {
	page, err := markup.Parse(body)
	if err != nil {
		return nil, err
	}
	doc := &document{page: page, base: markup.Base(page, base)}
	doc.takeScripts()
	return doc, nil
}

// takeLinks takes the links in the order of the document, and the addresses of
// a sitemap.
func (d *document) takeLinks() {
	for _, s := range d.page.Find("a[href], area[href], link[href][rel], loc").EachIter() {
		if len(d.links) >= maxLinks {
			return
		}
		l := link{rel: s.AttrOr("rel", "")}
		address := s.AttrOr("href", "")
		switch goquery.NodeName(s) {
		case "link":
			if !strings.EqualFold(l.rel, "next") {
				continue
			}
			l.menu = true
		case "loc":
			address = s.Text()
		default:
			l.text = linkText(s.Nodes[0])
			l.menu = s.Closest("nav, footer, main").Is("nav, footer")
		}
		if l.url = d.resolve(address); l.url != nil {
			d.links = append(d.links, l)
		}
	}
}

// linkText returns what a link says: its label, its text, and the text that
// stands for its image where there is no other.
func linkText(a *html.Node) string {
	said := ""
	add := func(text string) {
		if len(said) < maxLinkText {
			said = strings.TrimSpace(said + " " + spaced(text[:min(len(text), 2*maxLinkText)]))
		}
	}
	add(attribute(a, "aria-label"))
	for n := range a.Descendants() {
		switch {
		case n.Type == html.TextNode && !isRaw(n.Parent.Data):
			add(n.Data)
		case n.Data == "img" && said == "":
			add(attribute(n, "alt"))
		}
	}
	return said
}

// takeScripts takes the inline scripts as they are written.
func (d *document) takeScripts() {
	for _, s := range d.page.Find("script").EachIter() {
		switch text := s.Text(); {
		case text == "":
		case posting.IsData(s.AttrOr("type", "")):
			d.data = append(d.data, text)
		default:
			d.scripts = append(d.scripts, text)
		}
	}
}

// refreshTarget finds the address in the content of a meta refresh, "5;
// url=/jobs".
var refreshTarget = regexp.MustCompile(`(?i)url\s*=(.*)`)

// takeHints takes the addresses that an element names without being a link:
// what it loads, where it leads to, and what scripts read in its attributes.
func (d *document) takeHints(n *html.Node) {
	if n.Type != html.ElementNode {
		return
	}
	switch n.Data {
	case "script", "iframe", "frame", "embed":
		d.hint(attribute(n, "src"))
	case "form":
		d.hint(attribute(n, "action"))
	case "link":
		if rel := strings.ToLower(attribute(n, "rel")); rel == "canonical" || rel == "alternate" {
			d.hint(attribute(n, "href"))
		}
	case "meta":
		if target := refreshTarget.FindStringSubmatch(attribute(n, "content")); target != nil && strings.EqualFold(attribute(n, "http-equiv"), "refresh") {
			d.hint(target[1])
		}
	}
	for _, a := range n.Attr {
		if (strings.HasPrefix(a.Key, "data-") || a.Key == "onclick") && strings.Contains(a.Val, "//") {
			for _, address := range addressesIn(a.Val) {
				d.hint(address)
			}
		}
	}
}

func (d *document) hint(address string) {
	address = strings.Trim(strings.TrimSpace(address), `'"`)
	if address != "" && len(address) <= markup.MaxAddress && len(d.hints) < maxLinks {
		d.hints = append(d.hints, address)
	}
}

// resolve returns an address of the document in full, nil when it leads to no
// page.
func (d *document) resolve(address string) *url.URL { return markup.Resolve(d.base, address) }

// blockText takes the visible text of a document block by block.
type blockText struct {
	doc  *document
	text []byte // since the last block began
}

// walk takes the text below a node. The parser bounds how deep that is.
func (b *blockText) walk(parent *html.Node) {
	for n := range parent.ChildNodes() {
		switch n.Type {
		case html.TextNode:
			if len(b.text) <= maxBlockText {
				b.text = append(b.text, n.Data[:min(len(n.Data), 2*maxBlockText)]...)
			}
		case html.ElementNode:
			b.edge(n)
			if !isRaw(n.Data) && !isHidden(n) {
				b.walk(n)
			}
			b.edge(n)
		}
	}
}

// edge parts the text before an element's start or end from the text behind.
func (b *blockText) edge(n *html.Node) {
	if isBlock(n.Data) {
		b.end()
	} else {
		b.text = append(b.text, ' ')
	}
}

// end keeps the text of a block that is short enough to be a label.
func (b *blockText) end() {
	if text := spaced(string(b.text)); text != "" && len(text) <= maxBlockText && len(b.doc.blocks) < maxBlocks {
		b.doc.blocks = append(b.doc.blocks, text)
	}
	b.text = b.text[:0]
}

// spaced returns text with single spaces and no invalid bytes.
func spaced(text string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(text, "\uFFFD")), " ")
}

// attribute returns an attribute of an element, "" when it has none.
func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// isHidden reports whether an element shows nothing to a person.
func isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			style := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return true
			}
		}
	}
	return n.Data == "template"
}

// isRaw reports whether what stands in an element is no text of the page.
func isRaw(tag string) bool {
	switch tag {
	case "script", "style", "title", "textarea", "option", "iframe", "noscript", "noframes", "noembed":
		return true
	}
	return false
}

// isBlock reports whether an element begins a line of its own.
func isBlock(tag string) bool {
	switch tag {
	case "a", "abbr", "b", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "u", "time", "label":
		return false
	}
	return true
}
