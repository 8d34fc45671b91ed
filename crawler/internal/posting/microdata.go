package posting

import (
	"strings"

	"golang.org/x/net/html"
)

// Limits on the microdata of one document.
const (
	maxItemDepth = 12
	maxItemText  = 400_000 // bytes of one property
	maxItemSteps = 400_000 // elements that are looked at
)

// readItems reads the postings that a document carries as microdata
// (html.spec.whatwg.org, chapter 5). What an item refers to by itemref is not
// followed.
func (g *Graph) readItems(root *html.Node) {
	m := &items{left: maxItemSteps}
	for n := range root.Descendants() {
		if len(g.postings) >= maxPostings || m.left <= 0 {
			return
		}
		if n.Type == html.ElementNode && hasAttribute(n, "itemscope") && isPosting(attribute(n, "itemtype")) {
			g.postings = append(g.postings, m.item(n, 0))
		}
	}
}

// isPosting reports whether a type of an item is JobPosting.
func isPosting(itemtype string) bool {
	for address := range strings.FieldsSeq(itemtype) {
		if address[strings.LastIndexAny(address, "/:#")+1:] == "JobPosting" {
			return true
		}
	}
	return false
}

// items reads items of microdata within limits.
type items struct {
	left int // elements that may still be looked at
}

// item returns an item as a node of JSON-LD would be.
func (m *items) item(n *html.Node, depth int) node {
	name := attribute(n, "itemtype")
	item := node{"@type": name[strings.LastIndexAny(name, "/:#")+1:]}
	m.properties(n, item, depth)
	return item
}

// properties adds the properties below an element to its item.
func (m *items) properties(parent *html.Node, item node, depth int) {
	for n := range parent.ChildNodes() {
		if m.left--; m.left < 0 {
			return
		}
		if n.Type != html.ElementNode {
			continue
		}
		names := strings.Fields(attribute(n, "itemprop"))
		inner := hasAttribute(n, "itemscope")
		if len(names) > 0 {
			value := m.value(n, inner, depth)
			for _, name := range names[:min(len(names), 4)] {
				add(item, name, value)
			}
		}
		if !inner {
			m.properties(n, item, depth)
		}
	}
}

// add adds a value to a property, which becomes a list with the second one.
func add(item node, name string, value any) {
	switch before := item[name].(type) {
	case nil:
		item[name] = value
	case []any:
		if len(before) < maxPlaces {
			item[name] = append(before, value)
		}
	default:
		item[name] = []any{before, value}
	}
}

// value returns what an element with itemprop says: an item, an address, a
// time, or its text. The text of a description keeps its form.
func (m *items) value(n *html.Node, isItem bool, depth int) any {
	if isItem {
		if depth >= maxItemDepth {
			return nil
		}
		return m.item(n, depth+1)
	}
	switch n.Data {
	case "meta":
		return attribute(n, "content")
	case "a", "area", "link":
		if strings.Contains(" "+attribute(n, "itemprop")+" ", " url ") {
			return attribute(n, "href")
		}
	case "time":
		if at := attribute(n, "datetime"); at != "" {
			return at
		}
	case "data", "meter":
		if said := attribute(n, "value"); said != "" {
			return said
		}
	}
	if said := attribute(n, "content"); said != "" {
		return said
	}
	var out strings.Builder
	m.write(&out, n, strings.Contains(attribute(n, "itemprop"), "description"))
	return strings.TrimSpace(out.String())
}

// write writes the text below an element, with its tags where they are wanted.
func (m *items) write(out *strings.Builder, parent *html.Node, tags bool) {
	for n := range parent.ChildNodes() {
		if m.left--; m.left < 0 || out.Len() > maxItemText {
			return
		}
		switch {
		case n.Type == html.TextNode && tags:
			out.WriteString(html.EscapeString(n.Data))
		case n.Type == html.TextNode:
			out.WriteString(n.Data)
		case n.Type != html.ElementNode || n.Data == "script" || n.Data == "style":
		case tags:
			out.WriteString("<" + n.Data + ">")
			m.write(out, n, tags)
			out.WriteString("</" + n.Data + ">")
		default:
			out.WriteByte(' ')
			m.write(out, n, tags)
		}
	}
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

// hasAttribute reports whether an element has an attribute, empty or not.
func hasAttribute(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}
