package page

import (
	"bytes"
	"maps"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Limits on what is taken from one document.
const (
	maxLinks     = 5000
	maxLinkText  = 300   // bytes
	maxAddress   = 2000  // bytes of an address
	maxBlocks    = 20000 // pieces of visible text
	maxBlockText = 400   // bytes
)

// document is what the reader of career pages wants of an HTML document. It
// is read token by token, so that no nesting, however deep, costs more than
// its length.
type document struct {
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

// scanner reads a document.
type scanner struct {
	doc    *document
	tokens *html.Tokenizer
	nav    int    // how many nav and footer elements are open
	hidden string // the element that hides what is inside, "" when none does
	depth  int    // how many elements of that name are open
	inline string // "script", "data", "loc" or "skip": what the coming text belongs to
	open   int    // index of the link whose text is read, -1 when none
	text   []byte // the visible text since the last block began
}

// scan reads a document. Base is its address; a base element overrules it.
func scan(body []byte, base string) *document {
	address, err := url.Parse(base)
	if err != nil {
		address = &url.URL{}
	}
	s := &scanner{doc: &document{base: address}, tokens: html.NewTokenizer(bytes.NewReader(body)), open: -1}
	for {
		switch s.tokens.Next() {
		case html.ErrorToken:
			s.endBlock()
			return s.doc
		case html.StartTagToken:
			s.start(false)
		case html.SelfClosingTagToken:
			s.start(true)
		case html.EndTagToken:
			name, _ := s.tokens.TagName()
			s.end(string(name))
		case html.TextToken:
			s.read()
		}
	}
}

// start reads a start tag.
func (s *scanner) start(closed bool) {
	tag, attributes := s.tag()
	s.inline = ""
	s.hide(tag, attributes, closed)
	if isBlock(tag) {
		s.endBlock()
	} else {
		s.text = append(s.text, ' ')
	}
	switch tag {
	case "nav", "footer":
		s.nav++
	case "main":
		s.nav = 0
	case "base":
		if u := s.resolve(attributes["href"]); u != nil {
			s.doc.base = u
		}
	case "a", "area":
		s.startLink(attributes)
	case "link":
		s.linkElement(attributes)
	case "script":
		s.startScript(attributes)
	case "loc": // of a sitemap
		s.inline = "loc"
	case "style", "textarea", "title", "option":
		s.inline = "skip"
	case "meta":
		if _, target, ok := strings.Cut(strings.ToLower(attributes["content"]), "url="); ok && strings.EqualFold(attributes["http-equiv"], "refresh") {
			s.hint(attributes["content"][len(attributes["content"])-len(target):])
		}
	case "iframe", "frame", "embed":
		s.hint(attributes["src"])
	case "form":
		s.hint(attributes["action"])
	case "img":
		s.altText(attributes["alt"])
	}
	s.attributeHints(attributes)
}

// tag returns the name and the attributes of the tag that was read.
func (s *scanner) tag() (name string, attributes map[string]string) {
	raw, more := s.tokens.TagName()
	attributes = map[string]string{}
	for name = string(raw); more && len(attributes) < 100; {
		var key, value []byte
		key, value, more = s.tokens.TagAttr()
		if _, twice := attributes[string(key)]; !twice {
			attributes[string(key)] = string(value)
		}
	}
	return name, attributes
}

// end reads an end tag.
func (s *scanner) end(tag string) {
	s.inline = ""
	if tag == s.hidden {
		if s.depth--; s.depth == 0 {
			s.hidden = ""
		}
	}
	switch tag {
	case "nav", "footer":
		s.nav = max(0, s.nav-1)
	case "a":
		s.open = -1
	}
	if isBlock(tag) {
		s.endBlock()
	} else {
		s.text = append(s.text, ' ')
	}
}

// hide notes an element that shows nothing to a person.
func (s *scanner) hide(tag string, attributes map[string]string, closed bool) {
	switch {
	case closed || isVoid(tag):
	case tag == s.hidden:
		s.depth++
	case s.hidden == "" && isHidden(tag, attributes):
		s.hidden, s.depth = tag, 1
	}
}

func isHidden(tag string, attributes map[string]string) bool {
	if _, hidden := attributes["hidden"]; hidden || tag == "template" || tag == "noscript" {
		return true
	}
	style := strings.ReplaceAll(strings.ToLower(attributes["style"]), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// startLink opens a link.
func (s *scanner) startLink(attributes map[string]string) {
	s.open = -1
	if len(s.doc.links) >= maxLinks {
		return
	}
	target := s.resolve(attributes["href"])
	if target == nil {
		return
	}
	s.doc.links = append(s.doc.links, link{url: target, rel: attributes["rel"], menu: s.nav > 0})
	s.open = len(s.doc.links) - 1
	if label := attributes["aria-label"]; label != "" {
		s.altText(label)
	}
}

// linkElement reads a link of the head.
func (s *scanner) linkElement(attributes map[string]string) {
	switch rel := strings.ToLower(attributes["rel"]); rel {
	case "next":
		if target := s.resolve(attributes["href"]); target != nil && len(s.doc.links) < maxLinks {
			s.doc.links = append(s.doc.links, link{url: target, rel: rel, menu: true})
		}
	case "canonical", "alternate":
		s.hint(attributes["href"])
	}
}

func (s *scanner) startScript(attributes map[string]string) {
	s.hint(attributes["src"])
	s.inline = "script"
	if strings.Contains(strings.ToLower(attributes["type"]), "ld+json") {
		s.inline = "data"
	}
}

// attributeHints takes addresses out of the attributes that scripts read.
func (s *scanner) attributeHints(attributes map[string]string) {
	for _, key := range slices.Sorted(maps.Keys(attributes)) {
		value := attributes[key]
		if (strings.HasPrefix(key, "data-") || key == "onclick") && strings.Contains(value, "//") {
			for _, address := range addressesIn(value) {
				s.hint(address)
			}
		}
	}
}

func (s *scanner) hint(address string) {
	address = strings.Trim(strings.TrimSpace(address), `'"`)
	if address != "" && len(address) <= maxAddress && len(s.doc.hints) < maxLinks {
		s.doc.hints = append(s.doc.hints, address)
	}
}

// read reads text.
func (s *scanner) read() {
	raw := s.tokens.Raw()
	switch s.inline {
	case "script":
		s.doc.scripts = append(s.doc.scripts, string(raw))
	case "data":
		s.doc.data = append(s.doc.data, string(raw))
	case "loc":
		if target := s.resolve(html.UnescapeString(strings.TrimSpace(string(raw)))); target != nil && len(s.doc.links) < maxLinks {
			s.doc.links = append(s.doc.links, link{url: target})
		}
	case "":
		s.write(s.tokens.Text())
	}
}

func (s *scanner) altText(text string) {
	if s.open >= 0 && s.doc.links[s.open].text == "" {
		s.write([]byte(text))
	}
}

// write adds visible text to the open link and the open block.
func (s *scanner) write(text []byte) {
	if s.open >= 0 {
		if l := &s.doc.links[s.open]; len(l.text) < maxLinkText {
			l.text = strings.TrimSpace(l.text + " " + spaced(text[:min(len(text), 2*maxLinkText)]))
		}
	}
	if s.hidden == "" && len(s.text) <= maxBlockText {
		s.text = append(s.text, text[:min(len(text), 2*maxBlockText)]...)
	}
}

// endBlock keeps the text of a block that is short enough to be a label.
func (s *scanner) endBlock() {
	if text := spaced(s.text); text != "" && len(text) <= maxBlockText && len(s.doc.blocks) < maxBlocks {
		s.doc.blocks = append(s.doc.blocks, text)
	}
	s.text = s.text[:0]
}

// spaced returns text with single spaces and no invalid bytes.
func spaced(text []byte) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(string(text), "\uFFFD")), " ")
}

// resolve returns an address of the document in full, nil when it leads to no
// page.
func (s *scanner) resolve(address string) *url.URL {
	address = strings.TrimSpace(address)
	if address == "" || len(address) > maxAddress {
		return nil
	}
	u, err := s.doc.base.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return nil
	}
	u.Host = strings.ToLower(u.Host)
	return u
}

func isVoid(tag string) bool {
	switch tag {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr":
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
