package news

import (
	"context"
	"net/http"
	"time"

	"kith"
)

// Limits on the pages of articles that a visit asks for.
const (
	maxPages  = 20  // pages a visit
	shortText = 400 // bytes from which the text of an item needs no page
)

// fillFromPages reads the pages of those items of a visit whose entry is short
// and may tell of an event, as far as they are new to the source: at most 20,
// the first ones first. It counts the requests. An item whose page does not
// come stays as it is.
func fillFromPages(ctx context.Context, fetch kith.FetchFunc, s kith.Source, v *kith.Visit) {
	asked := 0
	for i := range v.Items {
		item := &v.Items[i]
		if asked == maxPages || ctx.Err() != nil {
			return
		}
		if !wantsPage(*item, s) {
			continue
		}
		asked++
		v.Requests++
		res, err := fetch(ctx, kith.Request{URL: item.URL, Header: http.Header{"Accept": {"text/html, */*;q=0.5"}}})
		if outcome, _ := kith.Judge(res, err); outcome != kith.OutcomeComplete {
			continue
		}
		_, main, published := Article(res.Body, res.URL)
		if len(main) > len(item.Text) {
			item.Text = main
		}
		if item.PublishedAt.IsZero() && !published.After(latest(res)) {
			item.PublishedAt = published
		}
	}
}

// latest is the last time at which a page may say that it was published: a day
// after it was sent.
func latest(res *kith.Response) time.Time {
	if at := sentAt(res); !at.IsZero() {
		return at.Add(24 * time.Hour)
	}
	return time.Time{}
}

// wantsPage reports whether the page of an item is worth a request. A source
// that was read before has shown what was published before then.
func wantsPage(item kith.Item, s kith.Source) bool {
	if item.URL == "" || len(item.Text) >= shortText || !mayReport(item.Title) && !mayReport(item.Text) {
		return false
	}
	if s.LastCompleteAt.IsZero() {
		return true
	}
	return item.PublishedAt.After(s.LastCompleteAt.Add(-time.Hour))
}
