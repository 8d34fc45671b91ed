package page

import (
	"strings"

	"golang.org/x/net/html"
)

// embedded returns the values that a document carries for its scripts: in
// scripts of JSON, in what scripts assign, in the pieces that Next.js streams,
// in attributes.
func embedded(doc *document) []any {
	e := &embeds{values: maxValues, bytes: maxValueBytes}
	var stream strings.Builder
	for _, script := range doc.scripts {
		if strings.Contains(script, "__next_f") {
			e.streamed(script, &stream)
			continue
		}
		e.script(script)
	}
	e.rows(stream.String())
	e.attributes(doc.page.Nodes[0])
	return e.found
}

// embeds collects values within limits.
type embeds struct {
	found    []any
	values   int
	bytes    int
	attempts int
}

// read reads the value that begins at a place of a text, and returns where it
// ends, -1 for none.
func (e *embeds) read(src string, at int) (any, int) {
	e.attempts++
	if e.attempts > maxAttempts || e.values <= 0 || e.bytes <= 0 {
		return nil, -1
	}
	p := &literals{src: src, at: at, left: e.values}
	value, ok := p.value()
	e.values = p.left
	e.bytes -= max(p.at-at, 0)
	if !ok {
		return nil, -1
	}
	return value, p.at
}

// script takes the objects and lists that a script is or assigns.
func (e *embeds) script(src string) {
	if start := strings.TrimLeft(src, " \t\r\n"); strings.HasPrefix(start, "{") || strings.HasPrefix(start, "[") {
		if value, end := e.read(start, 0); end >= 0 {
			e.add(value)
			return
		}
	}
	for at := 0; at < len(src) && e.attempts <= maxAttempts; {
		next := strings.IndexAny(src[at:], "=(")
		if next < 0 {
			return
		}
		at += next + 1
		begin := at
		for begin < len(src) && strings.IndexByte(" \t\r\n", src[begin]) >= 0 {
			begin++
		}
		if begin >= len(src) || !beginsValue(src[begin:]) {
			continue
		}
		if value, end := e.read(src, begin); end >= 0 {
			e.add(value)
			at = end
		}
	}
}

// beginsValue reports whether a text begins with an object, a list, or a text
// that holds one of them.
func beginsValue(s string) bool {
	switch s[0] {
	case '{', '[':
		return len(s) > 1
	case '"', '\'':
		return len(s) > 2 && (s[1] == '{' || s[1] == '[') && strings.Contains(cutTo(s, 40), ":")
	}
	return false
}

// add keeps a value; a text that holds one is read once more.
func (e *embeds) add(value any) {
	if s, ok := value.(string); ok {
		if value, _ = e.read(s, 0); value == nil {
			return
		}
	}
	switch value.(type) {
	case map[string]any, []any:
		e.found = append(e.found, value)
	}
}

// streamed takes the piece of a stream that a script of Next.js pushes:
// self.__next_f.push([1,"…"]).
func (e *embeds) streamed(script string, stream *strings.Builder) {
	at := strings.Index(script, "push(")
	if at < 0 {
		return
	}
	value, _ := e.read(script, at+len("push("))
	pair, _ := value.([]any)
	for _, item := range pair {
		if piece, ok := item.(string); ok && stream.Len()+len(piece) < maxValueBytes {
			stream.WriteString(piece)
		}
	}
}

// rows takes the rows of such a stream: a number, a colon and a value on each
// line.
func (e *embeds) rows(stream string) {
	for line := range strings.Lines(stream) {
		_, value, found := strings.Cut(line, ":")
		if found && (strings.HasPrefix(value, "{") || strings.HasPrefix(value, "[")) && len(value) > 40 {
			if read, end := e.read(value, 0); end >= 0 {
				e.add(read)
			}
		}
	}
}

// attributes takes the values in the attributes by which servers hand data to
// scripts.
func (e *embeds) attributes(root *html.Node) {
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if !isData(a) || e.attempts > maxAttempts {
				continue
			}
			if value, end := e.read(a.Val, 0); end >= 0 {
				e.add(value)
			}
		}
	}
}

// isData reports whether an attribute is one for scripts that holds an object
// or a list of some size.
func isData(a html.Attribute) bool {
	return len(a.Val) > 60 && (a.Val[0] == '{' || a.Val[0] == '[') && (strings.HasPrefix(a.Key, "data-") || strings.HasPrefix(a.Key, ":"))
}
