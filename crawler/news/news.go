package news

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"kith"
	"kith/crawler/internal/markup"
	"kith/crawler/internal/text"
)

const (
	maxFeed = 16 << 20 // how long a feed may be, in bytes
	maxRead = 4 << 20  // how much of its texts is read for events, in bytes
	// maxUnknown is how many events of companies that nobody knows are taken of
	// one visit: an honest feed has a few, and each is compared with those that
	// there are.
	maxUnknown = 300
)

// FindFunc finds the companies that a text names, in order of their first
// place.
type FindFunc = func(text string) []kith.Company

// Visit reads a feed. Its items carry the events that are understood from them,
// linked to the companies that find knows; those of others carry the name that
// the item gives. The page of an article is read where its entry is short and
// may tell of an event. A feed tells no count of its own, so that an answer
// that can be read is a complete visit.
func Visit(ctx context.Context, fetch kith.FetchFunc, s kith.Source, find FindFunc) kith.Visit {
	v := kith.Visit{Requests: 1, Proof: kith.Proof{Expected: -1}}
	res, err := fetch(ctx, kith.Request{URL: s.URL, Header: accept(), Validators: s.Validators})
	if v.Outcome, v.Reason = kith.Judge(res, err); v.Outcome != kith.OutcomeComplete {
		return v
	}
	v.Validators = res.Validators()
	v.Validators.Hash = hashOf(res.Body)
	if s.Validators.Hash == v.Validators.Hash {
		v.Outcome = kith.OutcomeUnchanged
		return v
	}
	feed, reason := parse(res.Body)
	if reason != "" {
		return kith.Visit{Requests: 1, Outcome: kith.OutcomeFailed, Reason: reason, Proof: kith.Proof{Expected: -1, FailedPages: 1}}
	}
	v.Title = title(feed.Title)
	v.Items, v.Proof.Truncated = items(feed, markup.FirstURL(res.URL, s.URL), sentAt(res))
	if v.Proof.Truncated {
		v.Outcome, v.Reason = kith.OutcomePartial, "the feed has more than 10,000 entries; the first ones were read"
	}
	fillFromPages(ctx, fetch, s, &v)
	understand(ctx, &v, find)
	v.Proof.Pages, v.Proof.Found = 1, len(v.Items)
	return v
}

// understand reads the events of the items of a visit. When the texts are longer
// than maxRead together, only the headlines of the last ones are read; when the
// time is over, nothing more is, and the visit is partial: the entries that were
// not read are left to the next one. It is partial, too, where it tells of
// more events at companies that nobody knows than maxUnknown.
func understand(ctx context.Context, v *kith.Visit, find FindFunc) {
	left, unknown := maxRead, 0
	for i := range v.Items {
		if err := ctx.Err(); err != nil {
			v.Outcome, v.Reason, v.Proof.Truncated = kith.OutcomePartial, "the time was over before all entries were read: "+err.Error(), true
			v.Items, v.Validators = v.Items[:i], kith.Validators{} // the others come again
			return
		}
		item := v.Items[i]
		if left < 0 {
			item.Text = ""
		}
		left -= len(item.Title) + len(item.Text)
		v.Items[i].Events = Read(item, find)
		if unknown += unknownIn(v.Items[i].Events); unknown > maxUnknown {
			v.Outcome, v.Reason, v.Proof.Truncated = kith.OutcomePartial, cmp.Or(v.Reason, fmt.Sprintf("the feed tells of more than %d events at companies that are not known; the first ones were taken", maxUnknown)), true
			v.Items[i].Events = slices.DeleteFunc(v.Items[i].Events, isUnknown)
		}
	}
}

func isUnknown(e kith.Event) bool { return e.CompanyID == 0 }

// unknownIn counts the events of companies that nobody knows.
func unknownIn(events []kith.Event) int {
	n := 0
	for _, e := range events {
		if isUnknown(e) {
			n++
		}
	}
	return n
}

func accept() http.Header {
	return http.Header{"Accept": {"application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.8, */*;q=0.5"}}
}

// hashOf returns a hash of a feed, without the time at which it was made: many
// feeds change nothing else.
func hashOf(body []byte) string {
	sum := sha256.Sum256(madeAt.ReplaceAll(body, nil))
	return hex.EncodeToString(sum[:16])
}

// madeAt finds when an RSS feed was made.
var madeAt = regexp.MustCompile(`<(?:lastBuildDate|ttl)>[^<]{0,100}</(?:lastBuildDate|ttl)>`)

// sentAt returns the time at which an answer says that it was sent, zero when
// it does not say.
func sentAt(res *kith.Response) time.Time {
	at, err := http.ParseTime(res.Header.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return at
}

// parse reads a feed. The reason says in words why it is none.
func parse(body []byte) (feed *gofeed.Feed, reason string) {
	if len(body) > maxFeed {
		return nil, "the feed is too long to be read"
	}
	body = text.AsUTF8(body)
	switch gofeed.DetectFeedType(bytes.NewReader(body)) {
	case gofeed.FeedTypeUnknown:
		return nil, notAFeed(body)
	case gofeed.FeedTypeJSON:
		if !isJSONFeed(body) {
			return nil, notAFeed(body)
		}
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil || feed == nil {
		return nil, "the feed is broken and cannot be read"
	}
	return feed, ""
}

// isJSONFeed reports whether a JSON document calls itself a feed.
func isJSONFeed(body []byte) bool { return bytes.Contains(body, []byte("jsonfeed.org")) }

func notAFeed(body []byte) string {
	if head := strings.ToLower(string(body[:min(len(body), 2000)])); strings.Contains(head, "<html") || strings.Contains(head, "<!doctype html") {
		return "the address shows a web page and no feed (RSS, Atom or JSON)"
	}
	return "the answer is no feed (RSS, Atom or JSON)"
}
