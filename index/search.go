package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/search"

	"kith"
)

// Sort is the order of hits.
type Sort string

// The orders. Without words to rank by, hits come newest first.
const (
	SortScore  Sort = ""       // the best match first
	SortNewest Sort = "newest" // the last to be first seen first
)

// The limits of a page of hits.
const (
	defaultLimit = 20
	maxLimit     = 1000
	maxOffset    = 10_000
)

// Query is what to search for. Its conditions must hold together; the zero
// Query finds all open openings.
type Query struct {
	Text       string    // in the language of Parse
	CompanyIDs []int64   // of one of these companies
	Location   string    // words that its places must have, as in in:
	Closed     bool      // closed openings too
	Events     bool      // events instead of openings
	Since      time.Time // first seen in this hour or later; zero for no bound
	Until      time.Time // first seen in this hour or earlier
	Sort       Sort
	Limit      int // hits to return; 0 means 20, at most 1000
	Offset     int // hits to leave out before, at most 10,000
}

// Hit is one opening or event that was found.
type Hit struct {
	ID    int64   // Opening.ID or Event.ID
	Score float64 // higher is better; only to be compared within one Result; 0 when not ranked
}

// Result is what was found.
type Result struct {
	Total uint64 // hits there are, not only those returned
	Hits  []Hit
	// Near reports that nothing has the words as they were given, and that the
	// hits have words that are spelt nearly alike.
	Near       bool
	Took       time.Duration
	Rebuilding bool // the index is being rebuilt, and answers from the old one
	Expr       Expr // Text as it was understood

	marker *marker // for Highlights
}

// Search finds openings or events. Errors are of type kith.Error: CodeInvalid
// for a query that says too little or too much, CodeUnavailable when there is
// no index at the moment or the search takes too long.
func (i *Index) Search(ctx context.Context, q Query) (Result, error) {
	started := i.options.Clock()
	x, err := Parse(q.Text, started)
	if err != nil {
		return Result{}, err
	}
	if q.Limit < 0 || q.Limit > maxLimit || q.Offset < 0 || q.Offset > maxOffset {
		return Result{}, kith.Errorf(kith.CodeInvalid, "A search returns at most %d hits after at most %d others.", maxLimit, maxOffset)
	}
	g := i.acquire()
	if g == nil {
		return Result{}, i.unavailable()
	}
	defer g.users.Done()
	err = g.glance()
	if err != nil {
		i.condemn(g, err)
		return Result{}, i.unavailable()
	}
	limited, cancel := context.WithTimeout(ctx, i.options.Timeout)
	defer cancel()
	r := &run{index: i, generation: g, query: q, expr: x}
	err = guarded(limited, func() error { return r.run(limited) }, time.Second, sound)
	if err != nil {
		return Result{}, i.explain(ctx, g, err)
	}
	result := r.result
	result.Expr = x
	result.Rebuilding = i.rebuilding()
	result.Took = i.options.Clock().Sub(started)
	return result, nil
}

// unavailable says why there is no index.
func (i *Index) unavailable() error {
	i.mu.RLock()
	defer i.mu.RUnlock()
	switch {
	case i.closed:
		return errClosed()
	case i.rebuild != nil:
		return i.rebuild.unavailable()
	case i.buildErr != nil:
		return kith.Errorf(kith.CodeUnavailable, "Search is not available: %w. It is tried again.", i.buildErr)
	default:
		return kith.Errorf(kith.CodeUnavailable, "Search is not available yet. Try again in a moment.")
	}
}

// explain turns the error of a search into one that can be shown, and has the
// index rebuilt where the error says that it must be.
func (i *Index) explain(ctx context.Context, g *generation, err error) error {
	var panicked *panicError
	var shown *kith.Error
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &shown):
		return err
	case errors.Is(err, errDamaged) && !errors.Is(err, errStuck):
		i.condemn(g, err)
		return i.unavailable()
	case errors.Is(err, context.DeadlineExceeded):
		return i.tooLong()
	case errors.As(err, &panicked):
		i.options.Log.Error("a search panicked", "panic", panicked.value, "stack", string(panicked.stack))
	}
	err = i.suspect(ctx, g, err)
	switch {
	case errors.Is(err, errStuck):
		return i.tooLong()
	case errors.Is(err, errDamaged):
		return i.unavailable()
	}
	return fmt.Errorf("search: %w", err)
}

func (i *Index) tooLong() error {
	return kith.Errorf(kith.CodeUnavailable, "The search took longer than %s. Ask for something rarer.", i.options.Timeout)
}

func (i *Index) rebuilding() bool {
	i.mu.RLock()
	defer i.mu.RUnlock()
	return i.rebuild != nil
}

// run is one search in progress. It stays in one goroutine.
type run struct {
	index      *Index
	generation *generation
	query      Query
	expr       Expr
	snapshot   *scorch.IndexSnapshot
	result     Result
}

// run searches as asked, and once more with near spellings when there is
// nothing.
func (r *run) run(ctx context.Context) error {
	reader, err := r.generation.core.Reader()
	if err != nil {
		return err
	}
	defer reader.Close()
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok || snapshot == nil {
		return errors.New("the index is closed")
	}
	r.snapshot = snapshot
	words := lexicon{ctx: ctx, snapshot: snapshot, stem: r.index.compiler.stem}
	var lookupErr error
	c := *r.index.compiler
	c.now = r.index.options.Clock()
	c.lookup = func(field, prefix string) []string {
		terms, err := words.endings(field, prefix)
		lookupErr = errors.Join(lookupErr, err)
		return terms
	}
	query, err := c.compile(r.query, r.expr)
	err = errors.Join(err, lookupErr)
	if err == nil {
		err = r.search(ctx, query)
	}
	r.result.marker = c.marker(r.expr)
	if err != nil || r.result.Total > 0 || len(query.terms) == 0 {
		return err
	}
	c.near, err = nearTerms(words, query.terms)
	if err != nil || len(c.near) == 0 {
		return err
	}
	query, err = c.compile(r.query, r.expr)
	err = errors.Join(err, lookupErr)
	if err == nil {
		err = r.search(ctx, query)
	}
	r.result.marker = c.marker(r.expr)
	r.result.Near = r.result.Total > 0
	return err
}

// nearTerms returns the near spellings of those terms that are not known.
func nearTerms(words lexicon, terms map[string]string) (map[string][]string, error) {
	found := make(map[string][]string)
	for term, word := range terms {
		near, err := words.near(fieldBody, term, word)
		if err != nil {
			return nil, err
		}
		if len(near) > 0 {
			found[term] = near
		}
	}
	return found, nil
}

// search runs one query and takes its hits into the result.
func (r *run) search(ctx context.Context, c compiled) error {
	if !c.scored || r.query.Sort == SortNewest {
		return r.newest(ctx, c)
	}
	found, err := r.ask(ctx, c, nil)
	if err != nil {
		return err
	}
	r.result.Total = found.Total
	err = r.take(found)
	// Hits of one score come in the order of their ids, the last first, for
	// bleve's own order changes whenever segments are merged.
	slices.SortStableFunc(r.result.Hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.ID, a.ID))
	})
	return err
}

// Sorting by time needs a look at every hit. When there are many hits, the
// newest of them are in a short span of time before the last one, so only that
// is sorted.
const manyHits = 1000

// newest runs a query in the order of time.
func (r *run) newest(ctx context.Context, c compiled) error {
	total, err := r.count(ctx, c)
	if err != nil {
		return err
	}
	r.result.Total = total
	const day = 24 * time.Hour
	spans := []time.Duration{0} // all of it
	if total >= manyHits {
		spans = []time.Duration{day, 8 * day, 64 * day, 0}
	}
	for _, span := range spans {
		lately := c
		lately.query = c.within(time.Time{})
		if span > 0 {
			lately.query = c.within(c.latest.Add(-span))
		}
		found, err := r.ask(ctx, lately, search.SortOrder{&search.SortField{Field: fieldSeen, Type: search.SortFieldAsString, Desc: true}})
		if err != nil {
			return err
		}
		if span == 0 || len(found.Hits) == r.limit() {
			return r.take(found)
		}
	}
	return nil // not reached: the last span is all of it
}

// count returns how many hits a query has.
func (r *run) count(ctx context.Context, c compiled) (uint64, error) {
	if c.states != nil {
		return r.countStates(ctx, c.states)
	}
	request := bleve.NewSearchRequestOptions(c.within(time.Time{}), 0, 0, false)
	request.Score = bleve.ScoreNone
	found, err := r.generation.bleve.SearchInContext(ctx, request)
	if err != nil {
		return 0, err
	}
	return found.Total, nil
}

// countStates returns how many documents are in one of the states, of which
// each has one.
func (r *run) countStates(ctx context.Context, states []state) (uint64, error) {
	total := uint64(0)
	for _, s := range states {
		reader, err := r.snapshot.TermFieldReader(ctx, []byte(stateTag(s)), fieldTag, false, false, false)
		if err != nil {
			return 0, err
		}
		total += reader.Count()
		err = reader.Close()
		if err != nil {
			return 0, err
		}
	}
	return total, nil
}

func (r *run) limit() int {
	if r.query.Limit == 0 {
		return defaultLimit
	}
	return r.query.Limit
}

// ask runs one query in an order, that of scores when it is nil.
func (r *run) ask(ctx context.Context, c compiled, order search.SortOrder) (*bleve.SearchResult, error) {
	request := bleve.NewSearchRequestOptions(c.query, r.limit(), r.query.Offset, false)
	if order != nil {
		request.Score = bleve.ScoreNone
		request.SortByCustom(order)
	}
	return r.generation.bleve.SearchInContext(ctx, request)
}

// take takes the hits into the result.
func (r *run) take(found *bleve.SearchResult) error {
	r.result.Hits = make([]Hit, len(found.Hits))
	for n, h := range found.Hits {
		id, err := parseID(h.ID)
		if err != nil {
			return err
		}
		r.result.Hits[n] = Hit{ID: id, Score: h.Score}
	}
	return nil
}
