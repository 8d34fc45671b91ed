package board

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"

	"kith"
	"kith/crawler/internal/field"
)

// The most that is read of one board.
const (
	maxPages    = 2500
	maxOpenings = 50_000
)

// reading is one visit under way.
type reading struct {
	adapter *adapter
	list    *listing // the generation that answers
	target  target
	source  kith.Source
	known   map[string]kith.KnownOpening
	ask     asker

	rows []row          // distinct, in the order of the board
	at   map[string]int // index in rows by external id
}

// run is the outcome of reading all pages of one query.
type run struct {
	outcome  kith.Outcome // of the first page; complete when it was read
	tooLarge bool         // the first page is longer than what is read of one answer
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
		q.offset, q.page, q.cursor = got.received, got.proof.Pages, p.next
	}
	got.proof.Found = len(got.ids)
	got.count()
	return got
}

// page asks for one page and decodes it. A page that does not parse counts as
// one that failed.
func (r *reading) page(ctx context.Context, q query) (page, answer) {
	request := r.target.with(r.list.request(r.target, q))
	if r.list.isOneAnswer(r.target) {
		request.Validators = r.source.Validators
	}
	a := r.ask.send(ctx, request)
	if a.outcome != kith.OutcomeComplete {
		return page{}, a.orAbsent(r.list.absent)
	}
	t := r.target
	t.asked = q
	p, err := r.list.decode(t, a.response)
	if errors.Is(err, errGone) {
		a.outcome, a.reason = kith.OutcomeGone, err.Error()
	} else if err != nil {
		a.outcome, a.reason = kith.OutcomeFailed, err.Error()
	}
	return p, a
}

// isOneAnswer reports whether one answer holds the whole list, so that its
// validators are those of the list.
func (l *listing) isOneAnswer(t target) bool { return l.paging == oneDocument && len(t.slices) == 0 }

// with adds what every request of a board needs to a request.
func (t target) with(r kith.Request) kith.Request {
	if len(t.header) == 0 {
		return r
	}
	header := http.Header{}
	for _, from := range []http.Header{t.header, r.Header} {
		for name, values := range from {
			header[name] = values
		}
	}
	r.Header = header
	return r
}

// fail notes that a page did not come: the first decides the outcome, a later
// one leaves the run partial.
func (got *run) fail(a answer) {
	if got.proof.Pages == 0 {
		got.outcome, got.reason = a.outcome, a.reason
		got.tooLarge = kith.CodeOf(a.err) == kith.CodeTooLarge
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
	if got.proof.Pages > 1 && size > 0 && fresh == 0 {
		got.proof.Repeated = true
		got.reason = cmp.Or(got.reason, fmt.Sprintf("page %d of the list was a repeat of earlier ones", got.proof.Pages))
		return false
	}
	if r.isLast(got, p, size) {
		return false
	}
	if got.proof.Pages >= maxPages || len(got.ids) >= maxOpenings {
		got.proof.Truncated = true
		got.reason = fmt.Sprintf("the board is too long: it was read to %d openings", len(got.ids))
		return false
	}
	return true
}

// isLast reports whether no page follows one of so many rows.
func (r *reading) isLast(got *run, p page, size int) bool {
	switch {
	case r.list.paging == oneDocument, p.last, size == 0:
		return true
	case r.list.paging == byCursor:
		return p.next == ""
	}
	return got.total >= 0 && got.received >= got.total && (got.total != r.list.clamp || got.received > got.total)
}

// takeRows takes the rows of a page and returns how many are new to the run.
// An opening that stands twice on one page is the board's own doubling, as one
// row for each of its places, and lowers what is expected; on two pages it may
// be that the list has moved meanwhile and that something was missed, so that
// it does not.
func (r *reading) takeRows(got *run, p page) (fresh int) {
	here := make(map[string]bool, len(p.rows))
	for _, row := range p.rows {
		id := row.opening.ExternalID
		if here[id] {
			if got.proof.Expected > 0 {
				got.proof.Expected--
			}
		} else if !got.ids[id] {
			fresh++
		}
		r.keep(row, here[id])
		here[id], got.ids[id] = true, true
	}
	if p.broken > 0 {
		got.proof.Truncated = true
		got.reason = fmt.Sprintf("%d openings of the list could not be understood", p.broken)
	}
	return fresh
}

// keep keeps a row, unless another query has brought it already. Of one that
// stands twice on a page the places of both are kept.
func (r *reading) keep(row row, twice bool) {
	id := row.opening.ExternalID
	if at, known := r.at[id]; known {
		if twice {
			r.rows[at].join(row)
		}
		return
	}
	if r.at == nil {
		r.at = map[string]int{}
	}
	r.at[id] = len(r.rows)
	field.Complete(&row.opening)
	r.rows = append(r.rows, row)
}

// join adds the places of another row of the same opening.
func (r *row) join(other row) {
	o := &r.opening
	field.Complete(&other.opening)
	o.Locations = field.Places(append(o.Locations, other.opening.Locations...)...)
	if o.Country != other.opening.Country {
		o.Country = ""
	}
	if o.Workplace != other.opening.Workplace {
		o.Workplace = ""
	}
}

// count compares what was found with what was expected.
func (got *run) count() {
	p := got.proof
	if p.Pages > 0 && got.reason == "" && p.Expected >= 0 && p.Expected != p.Found {
		got.reason = fmt.Sprintf("the board says that it has %d openings, and %d were read", p.Expected, p.Found)
	}
}
