package directory

import (
	"bytes"
	"encoding/json"
	"html"
	"slices"
	"strings"
	"unicode/utf8"

	xhtml "golang.org/x/net/html"
)

// maxNameScan is how much of a page is searched for its owner's name, in
// bytes.
const maxNameScan = 512 << 10

// siteName returns what a page calls its owner, "" when it does not say or
// says it in a way that may mean anything. Label is the name in its domain.
func siteName(page []byte, label string) string {
	names := ownerNames(page)
	key := letterKey(label)
	for _, name := range names {
		if k := letterKey(name.text); k != "" && (k == key || Keys(name.text).Exact == key) {
			return name.text
		}
	}
	for _, name := range names {
		k := letterKey(name.text)
		if len(key) >= 4 && k != "" && (strings.HasPrefix(k, key) || len(k) >= 4 && strings.HasPrefix(key, k)) {
			return name.text
		}
	}
	for _, name := range names {
		if name.stated && Keys(name.text).Exact != "" {
			return name.text
		}
	}
	return ""
}

// letterKey returns the letters and digits of a name, folded.
func letterKey(name string) string {
	var out strings.Builder
	for _, r := range fold(name) {
		if isWordRune(r) {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// ownerName is something that may be the name of a site's owner.
type ownerName struct {
	text   string
	stated bool // the page states it as a name; otherwise it is a piece of its title
}

// ownerNames returns what may be the name of a page's owner: that of the
// Organization in its data, its site name, the pieces of its title.
func ownerNames(page []byte) []ownerName {
	var n nameScan
	z := xhtml.NewTokenizer(bytes.NewReader(page[:min(len(page), maxNameScan)]))
	for {
		switch z.Next() {
		case xhtml.ErrorToken:
			return slices.Concat(n.organisations, n.stated, n.pieces)
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			n.start(readTag(z))
		case xhtml.EndTagToken:
			n.inside = ""
		case xhtml.TextToken:
			n.read(z.Raw())
		}
	}
}

// nameScan collects names from a page.
type nameScan struct {
	inside                        string // "title" or "script" while its text is read
	organisations, stated, pieces []ownerName
}

// start reads a start tag.
func (n *nameScan) start(tag string, attributes map[string]string) {
	n.inside = ""
	switch {
	case tag == "title":
		n.inside = tag
	case tag == "script" && strings.Contains(strings.ToLower(attributes["type"]), "ld+json"):
		n.inside = tag
	case tag == "meta" && (attributes["property"] == "og:site_name" || attributes["name"] == "application-name"):
		addName(&n.stated, attributes["content"], true)
	}
}

// read reads a text.
func (n *nameScan) read(raw []byte) {
	switch n.inside {
	case "title":
		for _, piece := range titlePieces(html.UnescapeString(string(raw))) {
			addName(&n.pieces, piece, false)
		}
	case "script":
		for _, name := range organisationNames(raw) {
			addName(&n.organisations, name, true)
		}
	}
}

// addName adds a name that is short enough to be one.
func addName(to *[]ownerName, text string, stated bool) {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ")
	if n := utf8.RuneCountInString(text); n > 0 && n <= 80 && len(*to) < 50 {
		*to = append(*to, ownerName{text, stated})
	}
}

// readTag returns the name and the attributes of the tag that was read.
func readTag(z *xhtml.Tokenizer) (tag string, attributes map[string]string) {
	name, more := z.TagName()
	tag = string(name)
	attributes = map[string]string{}
	for more && len(attributes) < 100 {
		var key, value []byte
		key, value, more = z.TagAttr()
		attributes[string(key)] = string(value)
	}
	return tag, attributes
}

// titlePieces cuts a title at the marks by which sites set their name off.
func titlePieces(title string) []string {
	return strings.FieldsFunc(strings.NewReplacer(" - ", "|", " – ", "|", " — ", "|", ": ", "|").Replace(title), func(r rune) bool {
		return strings.ContainsRune("|·•»«", r)
	})
}

// organisationNames returns the names of the Organization nodes in JSON-LD, on
// the top level and in a graph.
func organisationNames(data []byte) []string {
	var root any
	if json.Unmarshal(data, &root) != nil {
		return nil
	}
	nodes, isList := root.([]any)
	if !isList {
		nodes = []any{root}
	}
	if top, ok := root.(map[string]any); ok {
		graph, _ := top["@graph"].([]any)
		nodes = append(nodes, graph...)
	}
	var names []string
	for _, node := range nodes {
		fields, _ := node.(map[string]any)
		kind, _ := fields["@type"].(string)
		name, _ := fields["name"].(string)
		if name != "" && (kind == "Organization" || kind == "Corporation" || kind == "LocalBusiness") {
			names = append(names, html.UnescapeString(name))
		}
	}
	return names
}
