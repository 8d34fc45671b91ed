package board

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"kith"
	"kith/crawler/internal/field"
)

// The most that is asked for details in one visit.
const (
	maxDetails     = 150
	maxDetailFails = 3 // in a row; then the host is left alone
)

// details reads the details of the openings that lack them or whose row has
// changed. It returns the external ids of those that are gone.
func (r *reading) details(ctx context.Context) (gone []string) {
	fails := 0
	for n, i := range r.lacking() {
		if n >= maxDetails || fails >= maxDetailFails || ctx.Err() != nil {
			break
		}
		o := &r.rows[i].opening
		fails++
		switch told, outcome := r.detail(ctx, *o); outcome {
		case kith.OutcomeGone:
			gone = append(gone, o.ExternalID)
			fails = 0
		case kith.OutcomeComplete:
			if r.list.detail.listPlaces && len(o.Locations) > 0 {
				told.Locations = nil
			}
			fill(o, told)
			fails = 0
		}
	}
	return gone
}

// detail reads what one opening's own page tells.
func (r *reading) detail(ctx context.Context, o kith.Opening) (kith.Opening, kith.Outcome) {
	a := r.ask.send(ctx, r.target.with(r.list.detail.request(r.target, o)))
	if a.outcome != kith.OutcomeComplete {
		return kith.Opening{}, a.outcome
	}
	told, err := r.list.detail.decode(a.response)
	switch {
	case errors.Is(err, errGone):
		return kith.Opening{}, kith.OutcomeGone
	case err != nil:
		return kith.Opening{}, kith.OutcomeFailed
	}
	return told, kith.OutcomeComplete
}

// lacking returns the indexes of the rows that need a detail request: those
// never seen first, then the others from another place at each visit, so that
// some that always fail do not keep the rest from their turn.
func (r *reading) lacking() []int {
	var fresh, old []int
	for i, row := range r.rows {
		switch known, seen := r.known[row.opening.ExternalID]; {
		case row.opening.Detailed: // the list tells all of it
		case !seen:
			fresh = append(fresh, i)
		case !known.Detailed || known.RowHash != row.opening.RowHash:
			old = append(old, i)
		}
	}
	if len(old) > 1 && !r.source.LastVisitAt.IsZero() {
		from := int(uint64(r.source.LastVisitAt.Unix()) % uint64(len(old)))
		old = slices.Concat(old[from:], old[:from])
	}
	return append(fresh, old...)
}

// fill adds to an opening what its own page tells beside the list. Only what
// kith.Opening.Merge keeps of an earlier reading is taken, and only where the
// list is silent: else an opening would look edited whenever its page is not
// read again.
func fill(o *kith.Opening, told kith.Opening) {
	o.Description = cmp.Or(o.Description, told.Description)
	o.Department = cmp.Or(o.Department, told.Department)
	o.EmploymentType = cmp.Or(o.EmploymentType, told.EmploymentType)
	o.Country = cmp.Or(o.Country, told.Country)
	o.Workplace = cmp.Or(o.Workplace, told.Workplace)
	if o.Salary == nil {
		o.Salary = told.Salary
	}
	if len(told.Locations) > 0 {
		o.Locations = told.Locations
	}
	if o.PostedAt.IsZero() {
		o.PostedAt = told.PostedAt
	}
	o.Language = cmp.Or(o.Language, told.Language)
	o.Seniority = cmp.Or(o.Seniority, told.Seniority)
	field.Complete(o)
	o.Detailed = true
}
