package page

import (
	"net/url"

	"kith/crawler/internal/posting"
)

// List reports whether a document is a list of openings by what it shows, or
// says that there are none at the moment, and how many openings it shows. Base
// is the address of the document. The page of a single opening is no list.
func List(body []byte, base string) (openings int, ok bool) {
	doc, err := scan(body, base)
	if err != nil {
		return 0, false
	}
	u, err := url.Parse(base)
	if err != nil {
		return 0, false
	}
	entries, single, _ := shownOn(doc, u)
	switch {
	case single:
		return 0, false
	case len(entries) > 0:
		return len(entries), true
	}
	return 0, saysNone(doc, posting.ReadPage(doc.page))
}
