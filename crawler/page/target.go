package page

import (
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"kith/crawler/internal/markup"
)

// opens reports whether the link of a row, or one of its buttons, looks like
// that of an opening.
func (l *lister) opens(r *listRow) bool {
	nodes := r.action.nodes
	if r.member.link != nil {
		nodes = append([]*html.Node{r.member.link}, nodes...)
	}
	for _, n := range nodes {
		if u := l.doc.resolve(attribute(n, "href")); u != nil && l.isOpening(u, r.member.text) {
			return true
		}
	}
	return false
}

// isOpening reports whether an address looks like that of an opening: on the
// site by its path, elsewhere or as a file by words of the title in it.
func (l *lister) isOpening(u *url.URL, title string) bool {
	if looksLikeOpening(link{url: u}, l.base) {
		return true
	}
	if markup.PlainURL(u).String() == markup.PlainURL(l.base).String() {
		return false
	}
	if !markup.SameHost(u, l.base) && (isCareersHost(u) || hasOpeningKey(u) || hasOpeningSegment(u)) {
		return true
	}
	last := path.Base(u.Path)
	switch ext := strings.ToLower(path.Ext(last)); ext {
	case ".pdf", ".doc", ".docx":
		return sharesWords(last, title)
	}
	return hasOpeningSegment(u) && !isOtherPath(u.Path)
}

// hasOpeningSegment reports whether a part of a path is a word for openings,
// and another follows.
func hasOpeningSegment(u *url.URL) bool {
	segments := strings.Split(strings.ToLower(strings.Trim(u.Path, "/")), "/")
	for _, segment := range segments[:len(segments)-1] {
		if in(openingWords, segment) || in(" postings posting p j o apply offer offers listing listings ", segment) {
			return true
		}
	}
	return false
}

// sharesWords reports whether most longer words of a title are in a name.
func sharesWords(name, title string) bool {
	folded := fold(name)
	words, shared := 0, 0
	for word := range strings.FieldsSeq(fold(title)) {
		if utf8.RuneCountInString(word) < 4 {
			continue
		}
		words++
		shared += one(strings.Contains(folded, word))
	}
	return words > 0 && 2*shared >= words
}

// target returns the address of the page of a row: that of its title's link, or
// of a button that no other row has too; nil where it has none.
func (l *lister) target(w *weighed, i int) *url.URL {
	r := w.rows[i]
	if u := l.follow(r.member.link); u != nil {
		return u
	}
	var best *url.URL
	rank := 0
	for _, n := range r.action.nodes {
		u := l.follow(n)
		if u == nil || isSharedTarget(w, i, attribute(n, "href")) || len(w.rows) == 1 && !l.isOpening(u, r.member.text) {
			continue
		}
		own := 1
		if isSite(u, l.base) {
			own = 3
		}
		if !hasPhrase(fold(textOf(n, 200)), "apply") {
			own++
		}
		if own > rank {
			best, rank = u, own
		}
	}
	return best
}

// follow returns where a link leads to, nil when that is no other page.
func (l *lister) follow(n *html.Node) *url.URL {
	if n == nil {
		return nil
	}
	u := l.doc.resolve(attribute(n, "href"))
	if u == nil || strings.Contains(u.Path, "/email-protection") {
		return nil
	}
	if markup.PlainURL(u).String() == markup.PlainURL(l.base).String() && !isRoute(u) {
		return nil
	}
	return u
}

// isSharedTarget reports whether another row has a button to the same address.
func isSharedTarget(w *weighed, i int, href string) bool {
	for j := max(0, i-3); j < min(len(w.rows), i+4); j++ {
		if j == i {
			continue
		}
		for _, n := range w.rows[j].action.nodes {
			if attribute(n, "href") == href {
				return true
			}
		}
	}
	return false
}
