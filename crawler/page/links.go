package page

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"kith/crawler/internal/markup"
)

// isCareersHost reports whether a host is for careers: jobs.acme.com.
func isCareersHost(u *url.URL) bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(u.Hostname(), "www."), ".")
	return in(careersLabels, first)
}

// looksLikeOpening reports whether a link on a list of openings leads, by its
// address, to a single one: it stands below the list, below a word for
// openings, or names an opening in its query.
func looksLikeOpening(l link, list *url.URL) bool {
	u, here := markup.PlainURL(l.url), markup.PlainURL(list)
	if l.menu || !markup.SameHost(u, here) {
		return false
	}
	if hasOpeningKey(u) {
		return u.String() != here.String()
	}
	if u.Path == "/" || u.Path == here.Path || isOtherPath(u.Path) {
		return false
	}
	if below := strings.TrimSuffix(here.Path, "/") + "/"; below != "/" && strings.HasPrefix(u.Path, below) {
		return true
	}
	segments := strings.Split(strings.ToLower(strings.Trim(u.Path, "/")), "/")
	for _, segment := range segments[:len(segments)-1] {
		if in(openingWords, segment) {
			return true
		}
	}
	return here.Path == "/" && isCareersHost(here) && isSpecific(segments[len(segments)-1])
}

// isSpecific reports whether a part of a path is long or numbered enough to be
// of one opening and not of a section of the site.
func isSpecific(segment string) bool {
	return strings.ContainsAny(segment, "0123456789") || strings.Count(segment, "-") >= 1
}

// hasOpeningKey reports whether an address names an opening in its query.
func hasOpeningKey(u *url.URL) bool {
	for key, values := range u.Query() {
		if in(openingKeys, strings.ToLower(key)) && len(values) > 0 && len(values[0]) >= 2 {
			return true
		}
	}
	return false
}

// isOtherPath reports whether a path is of a file or of a page that is no
// opening.
func isOtherPath(p string) bool {
	last := strings.ToLower(path.Base(p))
	switch path.Ext(last) {
	case ".pdf", ".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".css", ".js", ".xml", ".json", ".zip", ".doc", ".docx", ".mp4", ".ics", ".rss":
		return true
	}
	return in(otherPaths, last) || strings.Contains(strings.ToLower(p), "/page/")
}

// pageKeys are the keys of a query that count pages.
const pageKeys = " page p pg pagenumber page_number paged pagina seite "

// morePages returns the addresses of the other pages of a list that a page of
// it links to.
func morePages(doc *document, first *url.URL) []*url.URL {
	var pages []*url.URL
	start := markup.PlainURL(first)
	zeroBased := false
	for _, l := range doc.links {
		if number, ok := pageNumber(l.url, start); ok && number == 0 {
			zeroBased = true
		}
	}
	for _, l := range doc.links {
		if !markup.SameHost(l.url, start) || l.url.Fragment != "" && markup.PlainURL(l.url).String() == start.String() {
			continue
		}
		number, numbered := pageNumber(l.url, start)
		switch {
		case numbered && (number > 1 || zeroBased && number == 1):
			pages = append(pages, markup.PlainURL(l.url))
		case !numbered && isNext(l) && isSameList(l.url, start):
			pages = append(pages, markup.PlainURL(l.url))
		}
	}
	return pages
}

// isNext reports whether a link calls itself that of the next page.
func isNext(l link) bool {
	for rel := range strings.FieldsSeq(strings.ToLower(l.rel)) {
		if rel == "next" {
			return true
		}
	}
	text := strings.ToLower(strings.TrimSpace(l.text))
	return len(text) <= 40 && (in(nextWords, text) || in(nextWords, strings.ReplaceAll(fold(text), " ", "-")))
}

// isSameList reports whether an address is of the list that begins at start:
// its path, or one below or beside it.
func isSameList(u, start *url.URL) bool {
	p := markup.PlainURL(u)
	parent := strings.TrimSuffix(start.Path, "/")
	return p.Path == start.Path || strings.HasPrefix(p.Path, parent+"/") || path.Dir(p.Path) == path.Dir(start.Path)
}

// pageNumber returns the number of a page of the list that begins at start,
// where the address differs from it by that number only.
func pageNumber(u, start *url.URL) (number int, ok bool) {
	p := markup.PlainURL(u)
	if rest, found := strings.CutPrefix(p.Path, strings.TrimSuffix(start.Path, "/")+"/page/"); found && p.RawQuery == start.RawQuery {
		number, err := strconv.Atoi(rest)
		return number, err == nil && number >= 0
	}
	if p.Path != start.Path {
		return 0, false
	}
	query, without := p.Query(), start.Query()
	for key := range query {
		if !in(pageKeys, strings.ToLower(key)) {
			continue
		}
		number, err := strconv.Atoi(query.Get(key))
		query.Del(key)
		without.Del(key)
		return number, err == nil && number >= 0 && query.Encode() == without.Encode()
	}
	return 0, false
}
