package browser

import (
	"context"
	"time"

	"kith"
)

// Render asks for an address, as a visit does, and draws what is there. The
// request counts.
func (b *Browser) Render(ctx context.Context, address string) (*Page, error) {
	first, err := b.fetch(ctx, kith.Request{URL: address})
	if err != nil {
		return nil, err
	}
	page, err := b.Draw(ctx, first)
	if page != nil {
		page.Requests++
	}
	return page, err
}

// Limit changes a limit of a Browser for a test.
type Limit func(*limits)

// SetLimits changes the limits of a Browser.
func SetLimits(b *Browser, change ...Limit) {
	for _, c := range change {
		c(&b.limits)
	}
}

// Times sets the time of a page, and the grace beyond it.
func Times(whole, grace time.Duration) Limit {
	return func(l *limits) { l.time, l.grace = whole, grace }
}

// Requests sets the number of requests of a page.
func Requests(n int) Limit { return func(l *limits) { l.requests = n } }

// Bytes sets the bytes of all answers, and of one.
func Bytes(all int64, one int) Limit { return func(l *limits) { l.bytes, l.resource = all, one } }

// Document sets the bytes of a document.
func Document(n int) Limit { return func(l *limits) { l.document = n } }

// Memory sets the bytes of memory of the browser.
func Memory(n int64) Limit { return func(l *limits) { l.memory = n } }
