package crawler

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"kith"
)

// ReadFunc looks at one source. It tells how that went in the visit that it
// returns and never fails otherwise; what it knows of the source's openings is
// by their external ids.
type ReadFunc func(ctx context.Context, fetch kith.FetchFunc, s kith.Source, known map[string]kith.KnownOpening) kith.Visit

// Store is what a crawler needs of the store.
type Store interface {
	// DueSources returns the sources of a host that are due at a time.
	DueSources(ctx context.Context, host string, at time.Time) ([]kith.Source, error)
	// KnownOpenings returns what is stored of a source's open openings.
	KnownOpenings(ctx context.Context, sourceID int64) (map[string]kith.KnownOpening, error)
	// RecordVisit writes what a visit found.
	RecordVisit(ctx context.Context, v kith.Visit) (kith.VisitRecord, error)
	// HoldSource puts the visit to a source off.
	HoldSource(ctx context.Context, id int64, until time.Time, why string) error
}

// Options are the choices of New.
type Options struct {
	Store   Store
	Fetch   kith.FetchFunc
	Clock   kith.Clock
	Log     *slog.Logger
	Every   time.Duration // between two visits to a source; an hour when 0
	Readers map[kith.SourceKind]ReadFunc
	// Rest waits until a host may be asked again, at the end of VisitHost: the
	// next to visit it may be another process. Nil does not wait.
	Rest func(ctx context.Context, host string)
}

// Crawler visits sources.
type Crawler struct {
	options  Options
	breakers breakers
}

// New returns a crawler.
func New(o Options) *Crawler {
	if o.Every <= 0 {
		o.Every = defaultEvery
	}
	return &Crawler{options: o}
}

// How long the visits may take.
const (
	maxHostTime  = 2 * time.Minute // no visit to a host begins later than this
	maxVisitTime = 8 * time.Minute // of one source
)

// VisitHost visits the sources of a host that are due, one after another, the
// least recently visited first, until none is due, some minutes have passed or
// ctx ends. What a source answers, or that it does not, is no error; an error
// is that of the store or of ctx.
func (c *Crawler) VisitHost(ctx context.Context, host string) error {
	if rest := c.options.Rest; rest != nil {
		defer rest(ctx, host)
	}
	begin := c.options.Clock()
	late := func() bool { return c.options.Clock().Sub(begin) >= maxHostTime }
	removed := map[int64]bool{} // sources that were removed while they were visited
	for !late() {
		due, err := c.options.Store.DueSources(ctx, host, c.options.Clock())
		if err != nil {
			return fmt.Errorf("finding the sources of %s that are due: %w", host, err)
		}
		due = slices.DeleteFunc(due, func(s kith.Source) bool { return removed[s.ID] })
		if len(due) == 0 {
			return nil
		}
		slices.SortStableFunc(due, func(a, b kith.Source) int {
			return cmp.Or(a.LastVisitAt.Compare(b.LastVisitAt), cmp.Compare(a.ID, b.ID))
		})
		for _, s := range due {
			if late() {
				return nil
			}
			if err := c.visitUnlessHeld(ctx, s); kith.CodeOf(err) == kith.CodeNotFound {
				removed[s.ID] = true
			} else if err != nil {
				return err
			}
		}
	}
	return nil
}

// visitUnlessHeld visits a source, or puts that off when its host or system
// has given no answer to others. A visit that somebody asked for is made.
func (c *Crawler) visitUnlessHeld(ctx context.Context, s kith.Source) error {
	until, why := c.breakers.held(s, c.options.Clock())
	if until.IsZero() || s.NextVisitAt.IsZero() {
		return c.visit(ctx, s)
	}
	if err := c.options.Store.HoldSource(ctx, s.ID, until, why); err != nil {
		return fmt.Errorf("putting off %s: %w", nameOf(s), err)
	}
	c.options.Log.InfoContext(ctx, "not asked", "source", nameOf(s), "until", until, "reason", why)
	return nil
}

// visit visits a source and records what it found. A visit that ctx cut off
// has seen nothing that can be relied on, and is not recorded.
func (c *Crawler) visit(ctx context.Context, s kith.Source) error {
	known, err := c.options.Store.KnownOpenings(ctx, s.ID)
	if err != nil {
		return fmt.Errorf("visiting %s: what is known of it: %w", nameOf(s), err)
	}
	begin := c.options.Clock()
	w := &watcher{fetch: c.options.Fetch, clock: c.options.Clock}
	v := c.read(ctx, w, s, known)
	if ctx.Err() != nil {
		return fmt.Errorf("visiting %s: %w", nameOf(s), ctx.Err())
	}
	v = proven(s, v)
	v.SourceID, v.At = s.ID, begin
	c.breakers.learn(s, v.Outcome, begin)
	v.Took = max(c.options.Clock().Sub(begin), 0)
	var notBefore time.Time
	v.Requests, notBefore = w.seen()
	v.NextVisitAt = nextVisit(s, v, visitPlan{
		every: c.options.Every, notBefore: notBefore,
		detailsLeft: hasDetailsLeft(v, known), doubted: isDoubted(s, v, known),
	})
	record, err := c.options.Store.RecordVisit(ctx, v)
	if err != nil {
		return fmt.Errorf("visiting %s: recording it: %w", nameOf(s), err)
	}
	c.options.Log.InfoContext(ctx, "visited", "source", nameOf(s), "outcome", string(v.Outcome), "reason", v.Reason,
		"openings", record.Openings, "new", record.New, "changed", record.Changed, "closed", record.Closed,
		"requests", v.Requests, "took", v.Took, "next", v.NextVisitAt)
	return nil
}

// read has the reader of the source's kind look at it. A reader that breaks
// down has seen nothing.
func (c *Crawler) read(ctx context.Context, w *watcher, s kith.Source, known map[string]kith.KnownOpening) (v kith.Visit) {
	read := c.options.Readers[s.Kind]
	if read == nil {
		return kith.Visit{Outcome: kith.OutcomeFailed, Reason: fmt.Sprintf("sources of the kind %q cannot be read", s.Kind)}
	}
	ctx, cancel := context.WithTimeout(ctx, maxVisitTime)
	defer cancel()
	defer func() {
		if broken := recover(); broken != nil {
			c.options.Log.ErrorContext(ctx, "a reader broke down", "source", nameOf(s), "panic", fmt.Sprint(broken), "stack", string(debug.Stack()))
			v = kith.Visit{Outcome: kith.OutcomeFailed, Reason: "reading the answer broke down; this is a fault of kith, and the log tells more"}
		}
	}()
	return read(ctx, w.send, s, known)
}

// proven returns the visit with no more claimed than is proven: a board's
// openings must not be closed by a list that does not prove itself whole.
func proven(s kith.Source, v kith.Visit) kith.Visit {
	switch {
	case v.Outcome == "":
		v = kith.Visit{Outcome: kith.OutcomeFailed, Reason: "the reader did not say how it went; this is a fault of kith"}
	case v.Outcome == kith.OutcomeComplete && s.Kind == kith.SourceBoard && !v.Proof.Complete():
		v.Outcome = kith.OutcomePartial
		v.Reason = cmp.Or(v.Reason, fmt.Sprintf("%d openings were read, and the counts do not prove that these are all", v.Proof.Found))
	}
	return v
}

// nameOf returns a source as people see it.
func nameOf(s kith.Source) string {
	if s.Kind == kith.SourceBoard && s.Board.ATS != "" {
		return s.Board.Key()
	}
	return cmp.Or(s.URL, s.Name)
}

// watcher counts the requests of a visit, and notes for how long the hosts
// asked to be left alone. A reader may use it from several goroutines.
type watcher struct {
	fetch kith.FetchFunc
	clock kith.Clock

	mu        sync.Mutex // guards both
	requests  int
	notBefore time.Time
}

// send sends a request; it is a kith.FetchFunc.
func (w *watcher) send(ctx context.Context, r kith.Request) (*kith.Response, error) {
	res, err := w.fetch(ctx, r)
	until := retryAt(err)
	if res != nil {
		now := w.clock()
		if away, said := retryAfterOf(res.Status, res.Header, now); said {
			until = now.Add(away)
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.requests++
	if until.After(w.notBefore) {
		w.notBefore = until
	}
	return res, err
}

func (w *watcher) seen() (requests int, notBefore time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.requests, w.notBefore
}
