package posting

import (
	"encoding/json"
	"html"
	"maps"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// Limits on the data of one document.
const (
	maxDataDepth = 60
	maxDataNodes = 200_000
	maxPostings  = 5000
	maxListed    = 5000
)

// node is an object of JSON-LD.
type node = map[string]any

// Graph is the data of a document.
type Graph struct {
	postings []node
	Listed   []string        // the addresses in its ItemLists
	Emptied  bool            // it has an ItemList, and nothing is in it
	byID     map[string]node // nodes that others refer to
	visited  int
}

// ReadPage reads the data of a document: its JSON-LD, and where no posting is in
// that, its microdata.
func ReadPage(doc *goquery.Document) *Graph {
	var scripts []string
	for _, s := range doc.Find("script").EachIter() {
		if IsData(s.AttrOr("type", "")) {
			scripts = append(scripts, s.Text())
		}
	}
	g := Read(scripts)
	if len(g.postings) == 0 {
		g.readItems(doc.Nodes[0])
	}
	return g
}

// Read reads the JSON-LD of a document.
func Read(scripts []string) *Graph {
	g := &Graph{byID: map[string]node{}}
	var roots []any
	for _, script := range scripts {
		roots = append(roots, decode(script)...)
	}
	for _, root := range roots {
		g.walk(root, 0)
	}
	return g
}

// walk collects what stands in a value, however nested.
func (g *Graph) walk(value any, depth int) {
	if g.visited++; depth > maxDataDepth || g.visited > maxDataNodes {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			g.walk(item, depth+1)
		}
	case node:
		if id, ok := v["@id"].(string); ok && len(v) > 1 {
			g.byID[id] = v
		}
		switch {
		case isType(v, "JobPosting"):
			if len(g.postings) < maxPostings {
				g.postings = append(g.postings, v)
			}
			return
		case isType(v, "ItemList"):
			g.list(v)
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			g.walk(v[key], depth+1)
		}
	}
}

// list notes the addresses of an ItemList, the list of openings of a page.
func (g *Graph) list(v node) {
	items, given := v["itemListElement"]
	elements := asList(items)
	if given && len(elements) == 0 {
		g.Emptied = true
	}
	for _, element := range elements {
		switch e := element.(type) {
		case string:
			g.Listed = append(g.Listed, e)
		case node:
			address := asString(e["url"])
			if item, ok := e["item"].(string); ok && address == "" {
				address = item
			}
			if address != "" && len(g.Listed) < maxListed {
				g.Listed = append(g.Listed, address)
			}
		}
	}
}

// deref returns the node that a value is or refers to.
func (g *Graph) deref(value any) node {
	n, ok := value.(node)
	if !ok {
		return nil
	}
	if id, isRef := n["@id"].(string); isRef && len(n) == 1 && g.byID[id] != nil {
		return g.byID[id]
	}
	return n
}

// isType reports whether a node is of a type of schema.org, however written.
func isType(n node, want string) bool {
	for _, item := range asList(n["@type"]) {
		name, _ := item.(string)
		name = name[strings.LastIndexAny(name, "/:#")+1:]
		if name == want {
			return true
		}
	}
	return false
}

// asList returns a value as the list that it is or may stand for.
func asList(value any) []any {
	switch v := value.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{value}
}

// asString returns the text of a value: of a string, a number, the first item
// of a list, or the @value, name, value or @id of a node.
func asString(value any) string {
	for range maxDataDepth {
		switch v := value.(type) {
		case string:
			return strings.TrimSpace(html.UnescapeString(v))
		case json.Number:
			return v.String()
		case []any:
			value = nil
			if len(v) > 0 {
				value = v[0]
			}
		case node:
			value = firstOf(v, "@value", "name", "value", "@id")
		default:
			return ""
		}
	}
	return ""
}

// firstOf returns the first of the fields of a node that it has.
func firstOf(n node, keys ...string) any {
	for _, key := range keys {
		if n[key] != nil {
			return n[key]
		}
	}
	return nil
}

// decode reads the values of a script of JSON-LD. What stands behind them, and
// the faults that pages commonly have, are tolerated; a script that is beyond
// that has no values.
func decode(script string) []any {
	script = unwrap(script)
	values := decodeStrict(script)
	if len(values) == 0 {
		values = decodeStrict(repair(script))
	}
	if len(values) == 0 && strings.Contains(script, "&quot;") {
		plain := html.UnescapeString(script)
		if values = decodeStrict(plain); len(values) == 0 {
			values = decodeStrict(repair(plain))
		}
	}
	return values
}

// decodeStrict reads values until one is none.
func decodeStrict(script string) []any {
	var values []any
	decoder := json.NewDecoder(strings.NewReader(script))
	decoder.UseNumber()
	for len(values) < maxPostings {
		var value any
		if decoder.Decode(&value) != nil {
			return values
		}
		values = append(values, value)
	}
	return values
}

// unwrap takes the comments off in which scripts are hidden from old programs.
func unwrap(script string) string {
	start := strings.IndexAny(script, "{[")
	if at := strings.Index(script, "<![CDATA["); at >= 0 && at < start+1 {
		start = strings.IndexAny(script[at+9:], "{[")
		if start >= 0 {
			start += at + 9
		}
	}
	if start < 0 {
		return ""
	}
	return script[start:]
}

// repair mends what makes scripts no JSON most often: line breaks and other
// control characters inside strings, escapes that JSON does not have, and
// commas before a closing bracket.
func repair(script string) string {
	var out strings.Builder
	out.Grow(len(script))
	inString := false
	for i := 0; i < len(script); i++ {
		c := script[i]
		switch {
		case !inString && c == ',' && isClosing(script[i+1:]):
			continue
		case !inString:
			inString = c == '"'
		case c == '"':
			inString = false
		case c == '\\' && i+1 < len(script):
			i++
			if next := script[i]; strings.IndexByte(`"\/bfnrtu`, next) >= 0 {
				out.WriteByte('\\')
			}
			c = script[i]
		}
		if inString && c < ' ' {
			c = ' '
		}
		out.WriteByte(c)
	}
	return out.String()
}

// isClosing reports whether a closing bracket comes next.
func isClosing(rest string) bool {
	rest = strings.TrimLeft(rest, " \t\r\n")
	return strings.HasPrefix(rest, "}") || strings.HasPrefix(rest, "]")
}
