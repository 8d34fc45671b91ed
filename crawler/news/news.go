package news

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"

	"kith"
)

// maxFeed is how long a feed may be, in bytes.
const maxFeed = 16 << 20

// FindFunc finds the companies that a text names, in order of their first
// place.
type FindFunc = func(text string) []kith.Company

// Visit reads a feed. Its items carry the events that are understood from them
// about the companies that find knows. A feed tells no count of its own, so
// that an answer that can be read is a complete visit.
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
	v.Items = items(feed, baseOf(s.URL, res), sentAt(res))
	for i := range v.Items {
		v.Items[i].Events = Events(v.Items[i], find)
	}
	v.Proof.Pages, v.Proof.Found = 1, len(v.Items)
	return v
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
	body = asUTF8(body)
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

// encodingName finds the encoding in the declaration of an XML document.
var encodingName = regexp.MustCompile(`^(\s*<\?xml[^>]{0,200}?)\s+encoding\s*=\s*(?:"[^"]{0,40}"|'[^']{0,40}')`)

// asUTF8 makes a document that is UTF-8 already say nothing else of itself.
func asUTF8(body []byte) []byte {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(body) {
		return body
	}
	return encodingName.ReplaceAll(body, []byte("$1"))
}
