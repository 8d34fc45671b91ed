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
	got := r.run(ctx, query{})
	if got.outcome != kith.OutcomeComplete {
		return kith.Visit{Outcome: got.outcome, Reason: got.reason}
	}
	if r.isClamped(got) {
		got = r.split(ctx, got)
	}
	hash := r.hash()
	complete := got.proof.Complete()
	if complete && hash == r.source.Validators.Hash && r.nothingLeft() {
		return kith.Visit{Outcome: kith.OutcomeUnchanged, Proof: got.proof}
	}
	v := kith.Visit{Outcome: kith.OutcomePartial, Reason: got.reason, Proof: got.proof}
	if r.adapter.detail != nil && got.proof.FailedPages == 0 {
		v.Gone = r.details(ctx)
	}
	if complete {
		v.Outcome, v.Reason = kith.OutcomeComplete, ""
		v.Validators.Hash = hash
		if !r.adapter.list.paged {
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

// hash sets the hash of every row and returns that of the list, which does
// not depend on its order.
func (r *reading) hash() string {
	hashes := make([]string, len(r.rows))
	for i := range r.rows {
		o := &r.rows[i].opening
		o.RowHash = hashOf(o.ExternalID, o.ContentHash(), r.rows[i].other)
		o.Detailed = r.adapter.detail == nil
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
