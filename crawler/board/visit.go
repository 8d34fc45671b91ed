package board

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"

	"kith"
)

// visit reads the board and tells how that went.
func (r *reading) visit(ctx context.Context) kith.Visit {
	got := r.readList(ctx)
	if got.outcome != kith.OutcomeComplete {
		return kith.Visit{Outcome: got.outcome, Reason: got.reason}
	}
	hash := r.hash()
	complete := got.proof.Complete()
	if complete && hash == r.source.Validators.Hash && r.nothingLeft() {
		return kith.Visit{Outcome: kith.OutcomeUnchanged, Proof: got.proof}
	}
	v := kith.Visit{Outcome: kith.OutcomePartial, Reason: got.reason, Proof: got.proof}
	if r.list.detail != nil && got.proof.FailedPages == 0 {
		v.Gone = r.details(ctx)
	}
	if complete {
		v.Outcome, v.Reason = kith.OutcomeComplete, ""
		v.Validators.Hash = hash
		if r.list.isOneAnswer(r.target) {
			v.Validators = got.response.Validators()
			v.Validators.Hash = hash
		}
	}
	v.Openings = make([]kith.Opening, len(r.rows))
	for i := range r.rows {
		v.Openings[i] = r.rows[i].opening
	}
	return v
}

// readList reads the list of the first generation of the system that is
// there, and not longer than what is read of one answer. Where none is, one
// that gave no answer decides before one that refused, and that before one that
// is not there: each of the former may be the one that the board is of.
func (r *reading) readList(ctx context.Context) run {
	var none run
	for i := range r.adapter.lists {
		r.list = &r.adapter.lists[i]
		got := r.readWhole(ctx)
		switch {
		case got.outcome == kith.OutcomeGone:
			if none.outcome == "" {
				none = got
			}
		case got.outcome == kith.OutcomeRefused:
			if none.outcome != kith.OutcomeFailed {
				none = got
			}
		case got.tooLarge:
			none = got
		default:
			return got
		}
	}
	return none
}

// readWhole reads all of a list, in the parts that it must be asked for.
func (r *reading) readWhole(ctx context.Context) run {
	if a := r.open(ctx); a.outcome != kith.OutcomeComplete {
		return run{outcome: a.outcome, reason: a.reason}
	}
	if len(r.target.slices) > 0 {
		return r.readSlices(ctx)
	}
	got := r.run(ctx, query{})
	if got.outcome == kith.OutcomeComplete && r.isClamped(got) {
		got = r.split(ctx, got)
	}
	return got
}

// count returns how many openings the first generation that is there says that
// it lists, -1 where its first page does not tell.
func (r *reading) count(ctx context.Context) int {
	for i := range r.adapter.lists {
		r.list = &r.adapter.lists[i]
		if a := r.open(ctx); a.outcome != kith.OutcomeComplete {
			continue
		}
		if len(r.target.slices) > 0 {
			return -1
		}
		p, a := r.page(ctx, query{})
		switch {
		case a.outcome == kith.OutcomeGone || a.outcome == kith.OutcomeRefused:
			continue
		case a.outcome != kith.OutcomeComplete:
			return -1
		case p.total >= 0:
			return p.total
		case r.list.paging == oneDocument || p.last:
			return len(p.rows)
		}
		return -1
	}
	return -1
}

// open gets what every request of the list needs.
func (r *reading) open(ctx context.Context) answer {
	r.target = target{token: r.source.Board.Token, page: r.source.Board.URL}
	if r.list.open == nil {
		return answer{outcome: kith.OutcomeComplete}
	}
	t, a := r.list.open(ctx, &r.ask, r.source.Board.Token)
	if a.outcome == kith.OutcomeComplete {
		r.target = t
	}
	return a
}

// readSlices reads a list that must be asked for in parts, such as one for
// each language, in which openings may stand several times.
func (r *reading) readSlices(ctx context.Context) run {
	whole := run{outcome: kith.OutcomeComplete, ids: map[string]bool{}}
	whole.proof.Expected = -1
	for i, slice := range r.target.slices {
		got := r.run(ctx, query{slice: slice})
		if i == 0 && got.outcome != kith.OutcomeComplete {
			return got
		}
		whole.join(got, 0)
		if got.outcome != kith.OutcomeComplete || got.proof.FailedPages > 0 {
			break // the host is in trouble: no more requests
		}
	}
	whole.proof.Expected = -1 // each part has proved itself
	whole.proof.Found = len(whole.ids)
	return whole
}

// hash sets the hash of every row and returns that of the list, which does
// not depend on its order.
func (r *reading) hash() string {
	hashes := make([]string, len(r.rows))
	for i := range r.rows {
		o := &r.rows[i].opening
		o.RowHash = hashOf(o.ExternalID, o.ContentHash(), r.rows[i].other)
		o.Detailed = o.Detailed || r.list.detail == nil
		hashes[i] = o.RowHash
	}
	slices.Sort(hashes)
	return hashOf(hashes...)
}

// nothingLeft reports whether every opening of the list, and no other, is
// stored already as the list tells it, with its details.
func (r *reading) nothingLeft() bool {
	for i := range r.rows {
		o := &r.rows[i].opening
		if known := r.known[o.ExternalID]; !known.Detailed || known.RowHash != o.RowHash {
			return false
		}
	}
	return len(r.known) == len(r.rows)
}

// hashOf returns a hash of texts.
func hashOf(texts ...string) string {
	h := sha256.New()
	for _, s := range texts {
		_, _ = io.WriteString(h, s) // a hash never fails to take bytes
		_, _ = h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
