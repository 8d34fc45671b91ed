package news

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"kith"
	"kith/crawler/internal/text"
)

// Limits on what is kept of one feed.
const (
	maxItems = 10_000
	maxText  = 20_000 // bytes of an item's text
	earliest = 1990   // the year before which no feed was published
)

// items turns the entries of a feed into items, each once, in the order of the
// feed, and says whether there were more than are kept. Now is the time at
// which the feed was sent, zero when not known.
func items(feed *gofeed.Feed, base *url.URL, now time.Time) (found []kith.Item, more bool) {
	seen := map[string]bool{}
	for _, entry := range feed.Items {
		if entry == nil {
			continue
		}
		if len(found) == maxItems {
			return found, true
		}
		item := newItem(entry, base, now)
		if item.ExternalID == "" || item.Title == "" || seen[item.ExternalID] {
			continue
		}
		seen[item.ExternalID] = true
		found = append(found, item)
	}
	return found, false
}

// newItem turns an entry into an item.
func newItem(entry *gofeed.Item, base *url.URL, now time.Time) kith.Item {
	item := kith.Item{
		Title:       title(entry.Title),
		URL:         itemURL(entry, base),
		PublishedAt: publishedAt(entry, now),
	}
	for _, body := range []string{entry.Content, entry.Description} {
		if item.Text == "" {
			item.Text = text.Cut(plainText(text.Cut(body, 10*maxText)), maxText)
		}
	}
	if item.Title == "" {
		item.Title = text.Line(text.Cut(item.Text, 200))
	}
	item.ExternalID = text.Cut(strings.TrimSpace(strings.ToValidUTF8(entry.GUID, "")), 500)
	if item.ExternalID == "" {
		item.ExternalID = item.URL
	}
	return item
}

// tag finds that a text still has tags.
var tag = regexp.MustCompile(`(?i)</?(?:a|b|br|div|em|i|img|p|span|strong)(?:\s[^<>]*)?/?>`)

// plainText returns a text without tags, of which some feeds have packed those
// inside a second time.
func plainText(source string) string {
	plain := text.FromHTML(source)
	if tag.MatchString(plain) {
		plain = text.FromHTML(plain)
	}
	return plain
}

// title returns a title as one line without tags.
func title(source string) string {
	line := text.Title(text.Cut(source, maxText))
	if strings.Contains(line, "<") {
		line = text.Line(text.FromHTML(line))
	}
	return line
}

// publishedAt returns when an entry was published, zero when it does not say or
// cannot be: more than a day ahead of the answer that it came in.
func publishedAt(entry *gofeed.Item, now time.Time) time.Time {
	for _, at := range []*time.Time{entry.PublishedParsed, entry.UpdatedParsed} {
		if at == nil || at.Year() < earliest || !now.IsZero() && at.After(now.Add(24*time.Hour)) {
			continue
		}
		return at.UTC()
	}
	return time.Time{}
}

// itemURL returns the address of an entry in full, without what only counts
// visitors.
func itemURL(entry *gofeed.Item, base *url.URL) string {
	for _, address := range append([]string{entry.Link}, entry.Links...) {
		if address = strings.TrimSpace(address); address == "" || len(address) > 2000 {
			continue
		}
		u, err := base.Parse(address)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			continue
		}
		u.RawQuery = untracked(u.RawQuery)
		return u.String()
	}
	return ""
}

// untracked drops the marks of campaigns from a query.
func untracked(query string) string {
	var kept []string
	for pair := range strings.SplitSeq(query, "&") {
		key, _, _ := strings.Cut(strings.ToLower(pair), "=")
		if key != "" && !strings.HasPrefix(key, "utm_") && key != "fbclid" && key != "gclid" {
			kept = append(kept, pair)
		}
	}
	return strings.Join(kept, "&")
}
