// Package markup reads documents of HTML, however hostile, into trees, and tells
// whether two addresses are of one page.
package markup

import (
	"bytes"
	"fmt"
	"iter"

	"github.com/PuerkitoBio/goquery"
)

// Limits on the tree that one document may grow into.
const (
	maxTags   = 500_000 // tags, of 150 to 300 bytes of memory each
	maxCopies = 500_000 // elements that the parser may add of its own accord
)

// Parse reads HTML, or a sitemap, into a tree. It fails on a document that is
// nested deeper than the parser allows (512 open elements) and on one with too
// many tags.
func Parse(body []byte) (*goquery.Document, error) {
	tags := bytes.Count(body, []byte("<"))
	if tags > maxTags {
		return nil, fmt.Errorf("the page has too many tags to be read (%d, of at most %d)", tags, maxTags)
	}
	page, err := goquery.NewDocumentFromReader(bytes.NewReader(tame(body, tags)))
	if err != nil {
		return nil, fmt.Errorf("the page is nested too deep or too broken to be read (%w)", err)
	}
	return page, nil
}

// tame returns a document whose formatting elements cannot fill the memory. By
// the rules of HTML one that is left open is opened anew in every block that
// follows. Where there are so many that each tag could bring too many copies,
// all become plain spans, which nobody opens anew; other documents stay as they
// are.
func tame(body []byte, tags int) []byte {
	count := 0
	for range formattingNames(body) {
		count++
	}
	if count*tags <= maxCopies {
		return body
	}
	tamed, from := make([]byte, 0, len(body)+3*count), 0
	for at, end := range formattingNames(body) {
		tamed = append(append(tamed, body[from:at]...), "span"...)
		from = end
	}
	return append(tamed, body[from:]...)
}

// formattingNames yields where the name of a formatting element begins and
// ends, for each start and end tag, and for what looks like one in a script or
// a comment.
func formattingNames(body []byte) iter.Seq2[int, int] {
	return func(yield func(at, end int) bool) {
		for at := 0; ; {
			next := bytes.IndexByte(body[at:], '<')
			if next < 0 {
				return
			}
			at += next + 1
			if at < len(body) && body[at] == '/' {
				at++
			}
			end := at
			for end < len(body) && body[end]|0x20 >= 'a' && body[end]|0x20 <= 'z' {
				end++
			}
			if isFormatting(body[at:end]) && !yield(at, end) {
				return
			}
		}
	}
}

// isFormatting reports whether the parser opens an element anew. Of links it
// keeps no more than one open.
func isFormatting(name []byte) bool {
	if len(name) > len("strong") {
		return false
	}
	switch string(bytes.ToLower(name)) {
	case "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
		return true
	}
	return false
}
