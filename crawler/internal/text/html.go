package text

import (
	"strings"

	"golang.org/x/net/html"
)

// The limits of a text, in bytes.
const (
	maxSource = 4 << 20   // is read of a source
	maxText   = 200 << 10 // is kept of what it says
)

// FromHTML returns the plain text of a piece of HTML: paragraphs are parted
// by an empty line, list items begin with "- ", scripts and styles are left
// out. The text has no control characters, no runs of blanks and at most
// 200 KiB; 4 MiB of the HTML are read.
//
// The tags are read one after the other and never built into a tree, so that
// nesting, however deep, costs nothing.
func FromHTML(source string) string {
	tags := html.NewTokenizer(strings.NewReader(strings.ToValidUTF8(Cut(source, maxSource), "\uFFFD")))
	var w writer
	for w.out.Len() < maxText {
		switch kind := tags.Next(); kind {
		case html.ErrorToken:
			return w.text()
		case html.TextToken:
			if w.hidden == "" {
				w.write(string(tags.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := tags.TagName()
			w.open(string(name), kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := tags.TagName()
			w.close(string(name))
		}
	}
	return w.text()
}

// FromPlain returns text that has lines and paragraphs of its own, cleaned
// as FromHTML cleans.
func FromPlain(source string) string {
	var w writer
	w.pre = 1
	w.write(Cut(source, maxSource))
	return w.text()
}

// Unescape returns HTML that was escaped as a whole, as it was before.
func Unescape(source string) string { return html.UnescapeString(Cut(source, maxSource)) }

// writer puts the words of a document together. Breaks and blanks are written
// only when a word follows, so that none are doubled and none trail.
type writer struct {
	out    strings.Builder
	hidden string // the element whose text is skipped, "" when none is
	breaks int    // line breaks that are due before the next word
	blank  bool   // a blank is due before the next word
	item   bool   // "- " is due before the next word
	items  int    // how many list items are open
	pre    int    // how many elements that keep their line breaks are open
}

// kind says how an element is written.
type kind int

const (
	inline    kind = iota
	unseen         // not shown, with everything up to its end
	foreign        // not shown either, but any block ends it
	paragraph      // empty lines around it
	block          // a line of its own
	cell           // a blank before it
)

func kindOf(element string) kind {
	switch element {
	case "script", "style", "noscript", "template", "iframe", "noembed", "noframes", "title", "textarea", "select", "xmp", "object":
		return unseen
	case "svg", "math":
		return foreign
	case "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "section", "article",
		"header", "footer", "figure", "form", "hr", "pre":
		return paragraph
	case "div", "li", "tr", "dt", "main", "aside", "nav", "fieldset", "address", "figcaption", "caption", "details", "summary", "body":
		return block
	case "td", "th", "dd":
		return cell
	}
	return inline
}

// open takes the start of an element.
func (w *writer) open(element string, selfClosing bool) {
	k := kindOf(element)
	if w.hidden != "" {
		if kindOf(w.hidden) != foreign || (k != paragraph && k != block) {
			return
		}
		w.hidden = ""
	}
	switch {
	case k == unseen, k == foreign:
		if !selfClosing || isRaw(element) {
			w.hidden = element
		}
		return
	case element == "br":
		w.newLine()
		return
	case element == "li":
		w.item = true
		w.items = min(w.items+1, 1000)
	case element == "pre":
		w.pre++
	}
	w.part(k)
}

// isRaw reports whether the tokenizer takes everything up to the end of the
// element for its text, even where the tag closes itself.
func isRaw(element string) bool {
	switch element {
	case "template", "select", "object", "svg", "math":
		return false
	}
	return true
}

// close takes the end of an element.
func (w *writer) close(element string) {
	if w.hidden != "" {
		if w.hidden == element {
			w.hidden = ""
		}
		return
	}
	switch element {
	case "li":
		w.items = max(0, w.items-1)
		w.item = false
	case "pre":
		w.pre = max(0, w.pre-1)
	case "br": // browsers take </br> for <br>
		w.newLine()
	}
	w.part(kindOf(element))
}

// part parts what was written from what follows, as an element of a kind
// does. Inside a list item there are no empty lines.
func (w *writer) part(k kind) {
	switch {
	case k == paragraph && w.items == 0:
		w.breaks = 2
	case k == paragraph, k == block:
		w.breaks = max(w.breaks, 1)
	case k == cell:
		w.blank = true
	}
}

// newLine adds one break; more than one empty line is never written.
func (w *writer) newLine() { w.breaks = min(2, w.breaks+1) }

// write adds the words of a text.
func (w *writer) write(s string) {
	for _, r := range s {
		switch {
		case isLineBreak(r), r == '\n' && w.pre > 0:
			w.newLine()
		case isSpace(r):
			w.blank = true
		case isHidden(r):
		default:
			w.lead()
			w.out.WriteRune(r)
		}
		if w.out.Len() >= maxText {
			return
		}
	}
}

// lead writes the breaks, the mark of a list item or the blank that is due
// before a word.
func (w *writer) lead() {
	if w.out.Len() > 0 {
		switch {
		case w.breaks > 0:
			w.out.WriteString("\n\n"[:w.breaks])
		case w.item:
			w.out.WriteByte('\n')
		case w.blank:
			w.out.WriteByte(' ')
		}
	}
	if w.item {
		w.out.WriteString("- ")
	}
	w.breaks, w.blank, w.item = 0, false, false
}

// text returns what was written, cut to size.
func (w *writer) text() string { return strings.TrimSpace(Cut(w.out.String(), maxText)) }
