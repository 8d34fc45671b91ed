package littleweb

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strings"
	"time"
)

// The hosts of the news: A has an RSS feed, B an Atom feed.
const (
	hostA = "news-a.example"
	hostB = "news-b.example"
)

// newsItem is an item of a feed, written in newsdata.go.
type newsItem struct {
	host   string
	day    int // from which on it is in the feed; before 1: it stood there already
	hours  int // from its publication to the morning of that day
	title  string
	text   string
	layoff bool
}

// mountNews mounts the news.
func (w *world) mountNews() {
	w.hosts[hostA] = func(q query) reply { return w.newsPages(q, "/feed.xml", w.rss) }
	w.hosts[hostB] = func(q query) reply { return w.newsPages(q, "/atom.xml", w.atom) }
}

// newsPages answers for a news site: the feed, the front page that names it,
// the items.
func (w *world) newsPages(q query, feed string, write func(q query) reply) reply {
	switch q.path {
	case feed:
		return write(q)
	case "/", "":
		var items strings.Builder
		for _, item := range w.newsOf(q.host, q) {
			items.WriteString(link(w.newsURL(item), item.title))
		}
		items.WriteString(`<link rel="alternate" type="application/xml" href="` + feed + `">`)
		return htmlReply(newsName(q.host), items.String())
	}
	for _, item := range w.newsOf(q.host, q) {
		if w.newsURL(item) == "https://"+q.host+q.path {
			return htmlReply(item.title, "<h1>"+html.EscapeString(item.title)+"</h1>"+paragraph(item.text))
		}
	}
	return missingPage()
}

// newsOf returns the items of a host, newest first.
func (w *world) newsOf(host string, q query) []newsItem {
	var shown []newsItem
	for _, item := range w.news {
		if item.host == host && item.day <= q.day && !q.empty {
			shown = append(shown, item)
		}
	}
	slices.SortFunc(shown, func(a, b newsItem) int {
		return cmp.Or(w.published(b).Compare(w.published(a)), cmp.Compare(a.title, b.title))
	})
	return shown
}

// published returns when an item was published.
func (w *world) published(item newsItem) time.Time {
	return w.date(item.day).Add(-time.Duration(item.hours) * time.Hour)
}

// newsURL returns the address of an item.
func (w *world) newsURL(item newsItem) string {
	return "https://" + item.host + w.published(item).Format("/2006/01/02/") + strings.ToLower(slug(item.title))
}

// newsName returns the name of a news site.
func newsName(host string) string {
	if host == hostA {
		return "Harbour and Hill"
	}
	return "The Trade Lantern"
}

// rss writes the feed of host A, with the marks of a campaign on the links as
// many feeds have them.
func (w *world) rss(q query) reply {
	var items strings.Builder
	for _, item := range w.newsOf(q.host, q) {
		address := html.EscapeString(w.newsURL(item))
		fmt.Fprintf(&items, "<item><title>%s</title><link>%s?utm_source=rss</link><guid isPermaLink=\"true\">%s</guid>"+
			"<pubDate>%s</pubDate><description>%s</description></item>\n",
			html.EscapeString(item.title), address, address,
			w.published(item).Format(time.RFC1123Z), html.EscapeString(item.text))
	}
	return xmlReply("application/rss+xml", fmt.Sprintf(
		"<rss version=\"2.0\"><channel><title>%s</title><link>https://%s/</link><description>News</description>\n%s</channel></rss>\n",
		newsName(q.host), q.host, items.String()))
}

// atom writes the feed of host B.
func (w *world) atom(q query) reply {
	var entries strings.Builder
	updated := w.date(0)
	for _, item := range w.newsOf(q.host, q) {
		at := w.published(item)
		if at.After(updated) {
			updated = at
		}
		fmt.Fprintf(&entries, "<entry><title>%s</title><id>%[2]s</id><link href=\"%[2]s\"/><published>%[3]s</published>"+
			"<updated>%[3]s</updated><summary type=\"html\">%[4]s</summary></entry>\n",
			html.EscapeString(item.title), html.EscapeString(w.newsURL(item)), at.Format(time.RFC3339),
			html.EscapeString(paragraph(item.text)))
	}
	return xmlReply("application/atom+xml", fmt.Sprintf(
		"<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>%[1]s</title><id>https://%[2]s/</id>"+
			"<link rel=\"self\" href=\"https://%[2]s/atom.xml\"/><updated>%[3]s</updated>\n%[4]s</feed>\n",
		newsName(q.host), q.host, updated.Format(time.RFC3339), entries.String()))
}
