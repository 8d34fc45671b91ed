package page

import (
	"strings"

	"golang.org/x/net/html"

	"kith/crawler/internal/markup"
)

// How little text a page has that scripts have yet to draw.
const (
	shellText   = 250  // bytes of visible text, navigation aside
	partialText = 1500 // the same, where an element for the list stands empty
)

// NeedsBrowser reports whether a page has nothing to read without JavaScript:
// almost no text where scripts are to draw it, the marks of a template that
// none has filled, or an empty element where the list of openings belongs. A
// page that cannot be parsed needs none.
func NeedsBrowser(body []byte) bool {
	page, err := markup.Parse(body)
	if err != nil {
		return false
	}
	return isShell(page.Nodes[0])
}

// shell is what tells an empty page.
type shell struct {
	text      int  // bytes of visible text
	scripts   int  // that draw, in all likelihood
	roots     int  // empty elements that scripts draw into
	lists     int  // empty elements that are called after openings
	asks      bool // a text asks to turn JavaScript on
	templates int
}

// isShell reports whether a document has nothing to read without JavaScript.
func isShell(root *html.Node) bool {
	s := &shell{}
	o := &outline{}
	s.walk(root, o)
	switch {
	case s.scripts == 0:
		return false
	case s.templates >= 2:
		return true
	case s.text <= shellText:
		return s.asks || s.roots > 0 || s.lists > 0 || s.text <= shellText/10
	}
	return s.text <= partialText && s.lists > 0 && s.asks
}

// walk looks at what stands below a node.
func (s *shell) walk(parent *html.Node, o *outline) {
	for n := range parent.ChildNodes() {
		switch {
		case n.Type == html.TextNode:
			said := spaced(n.Data)
			s.text += len(said)
			s.templates += one(said != "" && isTemplate(said))
		case n.Type != html.ElementNode:
		case n.Data == "script":
			s.scripts += one(attribute(n, "src") != "" || n.FirstChild != nil && len(n.FirstChild.Data) > 200)
		case n.Data == "noscript":
			s.asks = s.asks || n.FirstChild != nil && strings.Contains(strings.ToLower(textUnder(n)), "javascript")
		case isRaw(n.Data), n.Data == "svg", n.Data == "template", isHidden(n), o.isChrome(n):
		default:
			if empty := isEmpty(n); empty && n.Data == "div" || empty && n.Data == "main" || empty && n.Data == "section" || empty && n.Data == "ul" {
				id := attribute(n, "id")
				s.roots += one(in(" root app __next __nuxt main content react-root app-root application page ", strings.ToLower(id)))
				s.lists += one(hasWord(id, jobNames) || hasWord(attribute(n, "class"), jobNames))
			}
			s.roots += one(strings.Contains(n.Data, "-") && isEmpty(n)) // an element of the site's own
			s.walk(n, o)
		}
	}
}

// textUnder returns what stands in an element that the parser did not read.
func textUnder(n *html.Node) string {
	var out strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && out.Len() < maxBlockText*4 {
			out.WriteString(d.Data)
		}
	}
	return out.String()
}

// isEmpty reports whether an element shows no text.
func isEmpty(n *html.Node) bool { return textOf(n, 8) == "" }
