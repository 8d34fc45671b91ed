package board

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"kith"
	"kith/crawler/internal/markup"
	"kith/crawler/internal/posting"
)

// getPage returns a request for a page of HTML.
func getPage(address string) kith.Request {
	return kith.Request{URL: address, Header: http.Header{"Accept": {"text/html,application/xhtml+xml"}}}
}

// getRSS returns a request for a feed.
func getRSS(address string) kith.Request {
	return kith.Request{URL: address, Header: http.Header{"Accept": {"application/rss+xml, application/xml, text/xml"}}}
}

// isHTML reports whether a document says that it is one of HTML, which sites
// give in the place of what they do not have.
func isHTML(body []byte) bool {
	start := bytes.ToLower(bytes.TrimSpace(body[:min(len(body), 200)]))
	return bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html"))
}

// decodeHTML reads an answer that is a page of HTML.
func decodeHTML(res *kith.Response) (*goquery.Document, error) {
	if !bytes.Contains(res.Body, []byte("<")) {
		return nil, notParsed(errors.New("it is no page of HTML"))
	}
	doc, err := markup.Parse(res.Body)
	if err != nil {
		return nil, notParsed(err)
	}
	return doc, nil
}

// decodePosting returns the opening that a page carries as schema.org
// JobPosting. Most systems whose list says little have it on the page of each
// opening.
func decodePosting(res *kith.Response) (kith.Opening, error) {
	found, err := posting.Of(res.Body, res.URL)
	if err != nil {
		return kith.Opening{}, notParsed(err)
	}
	if len(found) == 0 {
		return kith.Opening{}, notParsed(errNoPosting)
	}
	return found[0], nil
}

// embeddedJSON returns the JSON value that begins behind the first of the
// marks that stands in a page, such as "window.pageData =". It is nil where
// there is no mark, or no object or list behind it within a few characters.
func embeddedJSON(body []byte, marks ...string) []byte {
	const near = 40
	for _, mark := range marks {
		_, after, found := bytes.Cut(body, []byte(mark))
		if !found {
			continue
		}
		start := bytes.IndexAny(after[:min(len(after), near)], "{[")
		if start < 0 {
			continue
		}
		if end := jsonEnd(after[start:]); end > 0 {
			return after[start : start+end]
		}
	}
	return nil
}

// jsonEnd returns where the object or list with which text begins ends, 0
// where it does not end.
func jsonEnd(text []byte) int {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// decodeXML reads the elements of a name in a document of XML, one after the
// other, wherever they stand, and hands each over. A document that does not
// end, or whose outermost element is none of roots, is an error. Entities that
// a document declares itself are never resolved.
func decodeXML[T any](body []byte, name string, roots []string, each func(T)) error {
	dec := xml.NewDecoder(bytes.NewReader(body))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	dec.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil } // it is UTF-8 by now
	root := ""
	for depth := 0; ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) && depth == 0 && root != "" {
			return nil
		}
		if err != nil {
			return notParsed(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			root = cmp.Or(root, t.Name.Local)
			if !isOneOf(root, roots) {
				return notParsed(fmt.Errorf("it is a document of %.40q", root))
			}
			if t.Name.Local != name {
				depth++
				continue
			}
			var element T
			if err := dec.DecodeElement(&element, &t); err != nil {
				return notParsed(err)
			}
			each(element)
		case xml.EndElement:
			depth--
		}
	}
}

func isOneOf(name string, names []string) bool {
	for _, one := range names {
		if strings.EqualFold(name, one) {
			return true
		}
	}
	return false
}

// isWhole reports whether a page goes to its end, which is a closing tag with
// nothing but comments behind it. A list that does not count its openings has
// no other proof that nothing of it was cut off.
func isWhole(body []byte, tag string) bool {
	at := bytes.LastIndex(body, []byte(tag))
	return at >= 0 && onlyComments(body[at+len(tag):])
}

// isMentioned reports whether one of the texts stands in a page's source.
func isMentioned(body []byte, texts ...string) bool {
	for _, one := range texts {
		if bytes.Contains(body, []byte(one)) {
			return true
		}
	}
	return false
}
