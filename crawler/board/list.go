package board

import (
	"cmp"
	"context"
	"fmt"

	"kith"
)

// The most that is read of one board.
const (
	maxPages    = 2500
	maxOpenings = 50_000
)

// reading is one visit under way.
type reading struct {
	adapter *adapter
	source  kith.Source
	known   map[string]kith.KnownOpening
	ask     asker

	rows []row          // distinct, in the order of the board
	at   map[string]int // index in rows by external id
}

// run is the outcome of reading all pages of one query.
type run struct {
	outcome  kith.Outcome // of the first page; complete when it was read
	reason   string       // why the run is not whole, in words
	proof    kith.Proof
	total    int // what the first page says there is in all, -1 for nothing
	received int // rows in all, broken and repeated ones too
	facets   []facet
	ids      map[string]bool
	response *kith.Response // to the first page
}

// run reads all pages of one query and takes their rows.
func (r *reading) run(ctx context.Context, q query) run {
	got := run{outcome: kith.OutcomeComplete, total: -1, ids: map[string]bool{}}
	for more := true; more; {
		p, a := r.page(ctx, q)
		if a.outcome != kith.OutcomeComplete {
			got.fail(a)
			break
		}
		more = r.take(&got, p, a.response)
		q.offset = got.received
	}
	got.proof.Found = len(got.ids)
	got.count()
	return got
}

// page asks for one page and decodes it. A page that does not parse counts as
// one that failed.
func (r *reading) page(ctx context.Context, q query) (page, answer) {
	request := r.adapter.list.request(r.source.Board.Token, q)
	if !r.adapter.list.paged {
		request.Validators = r.source.Validators
	}
	a := r.ask.send(ctx, request)
	if a.outcome != kith.OutcomeComplete {
		return page{}, a
	}
	p, err := r.adapter.list.decode(r.source.Board.Token, a.response.Body)
	if err != nil {
		a.outcome, a.reason = kith.OutcomeFailed, err.Error()
	}
	return p, a
}

// fail notes that a page did not come: the first decides the outcome, a later
// one leaves the run partial.
func (got *run) fail(a answer) {
	if got.proof.Pages == 0 {
		got.outcome, got.reason = a.outcome, a.reason
		return
	}
	got.proof.FailedPages++
	got.reason = fmt.Sprintf("page %d of the list: %s", got.proof.Pages+1, a.reason)
}

// take takes the rows of a page and reports whether there is more to ask for.
func (r *reading) take(got *run, p page, response *kith.Response) (more bool) {
	got.proof.Pages++
	if got.proof.Pages == 1 {
		got.total, got.facets, got.response = p.total, p.facets, response
		got.proof.Expected = p.total
	}
	fresh := r.takeRows(got, p)
	size := len(p.rows) + p.broken
	got.received += size
	switch {
	case got.proof.Pages > 1 && size > 0 && fresh == 0:
		got.proof.Repeated = true
		got.reason = cmp.Or(got.reason, fmt.Sprintf("page %d of the list was a repeat of earlier ones", got.proof.Pages))
		return false
	case !r.adapter.list.paged, size == 0:
		return false
	case got.total >= 0 && got.received >= got.total && (got.total != r.adapter.list.clamp || got.received > got.total):
		return false
	case got.proof.Pages >= maxPages, len(got.ids) >= maxOpenings:
		got.proof.Truncated = true
		got.reason = fmt.Sprintf("the board is too long: it was read to %d openings", len(got.ids))
		return false
	}
	return true
}

// takeRows takes the rows of a page and returns how many are new to the run.
// An opening that stands twice on one page is the board's own doubling and
// lowers what is expected; on two pages it may be that the list has moved
// meanwhile and that something was missed, so that it does not.
func (r *reading) takeRows(got *run, p page) (fresh int) {
	here := make(map[string]bool, len(p.rows))
	for _, row := range p.rows {
		id := row.opening.ExternalID
		switch {
		case here[id]:
			if got.proof.Expected > 0 {
				got.proof.Expected--
			}
			continue
		case !got.ids[id]:
			fresh++
		}
		here[id], got.ids[id] = true, true
		r.keep(row)
	}
	if p.broken > 0 {
		got.proof.Truncated = true
		got.reason = fmt.Sprintf("%d openings of the list could not be understood", p.broken)
	}
	return fresh
}

// keep keeps a row, unless another query has brought it already.
func (r *reading) keep(row row) {
	id := row.opening.ExternalID
	if _, known := r.at[id]; known {
		return
	}
	if r.at == nil {
		r.at = map[string]int{}
	}
	r.at[id] = len(r.rows)
	r.rows = append(r.rows, row)
}

// count compares what was found with what was expected.
func (got *run) count() {
	p := got.proof
	if p.Pages > 0 && got.reason == "" && p.Expected >= 0 && p.Expected != p.Found {
		got.reason = fmt.Sprintf("the board says that it has %d openings, and %d were read", p.Expected, p.Found)
	}
}
