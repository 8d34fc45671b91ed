package board

import (
	"cmp"
	"context"

	"kith"
)

// Some boards show no more than a number of rows, however long they are, and
// begin again from there. Such a board is read in parts by one of its facets,
// each part short enough.

// The limits of one part.
const (
	maxFacetIDs = 100 // more in one query are answered with an error
	partSize    = 1800
)

// isClamped reports whether a board has more than it shows: it begins again
// at the limit, it ends there although it says that it has more, or it claims
// to have just as many as the limit while its parts add up to more.
func (r *reading) isClamped(plain run) bool {
	if plain.total > r.list.clamp && plain.received <= r.list.clamp && plain.proof.FailedPages == 0 {
		return r.list.clamp > 0
	}
	if plain.proof.Repeated || plain.total != r.list.clamp || plain.proof.FailedPages > 0 {
		return plain.proof.Repeated
	}
	divided, ok := bestFacet(plain.facets, plain.total, r.list.clamp)
	return ok && divided.sum() > plain.total
}

// split reads the board in parts, after plain, the reading without facets,
// came to the limit. It returns plain where the board cannot be divided.
func (r *reading) split(ctx context.Context, plain run) run {
	divided, ok := bestFacet(plain.facets, min(plain.total, len(plain.ids)), r.list.clamp)
	if !ok {
		return plain
	}
	whole := run{outcome: kith.OutcomeComplete, ids: map[string]bool{}, response: plain.response}
	whole.proof.Pages = plain.proof.Pages
	for _, part := range divided.parts() {
		got := r.run(ctx, query{facets: map[string][]string{divided.name: part.ids}})
		whole.join(got, part.count)
		if got.outcome != kith.OutcomeComplete || got.proof.FailedPages > 0 {
			break // the host is in trouble: no more requests
		}
	}
	whole.proof.Expected = max(whole.proof.Expected, plain.total) // some openings may be in no part
	for id := range plain.ids {
		if !whole.ids[id] {
			whole.ids[id] = true
			whole.proof.Truncated = true
			whole.reason = cmp.Or(whole.reason, "the board is longer than it shows, and some openings are in no part of it")
		}
	}
	whole.proof.Found = len(whole.ids)
	whole.count()
	return whole
}

// join adds one part to the whole.
func (got *run) join(part run, count int) {
	for id := range part.ids {
		got.ids[id] = true
	}
	p := &got.proof
	if part.proof.Expected >= 0 { // newer than the count of the first page
		count = part.proof.Expected
	}
	p.Expected += count
	p.Pages += part.proof.Pages
	p.FailedPages += part.proof.FailedPages
	if part.outcome != kith.OutcomeComplete {
		p.FailedPages++
	}
	p.Repeated = p.Repeated || part.proof.Repeated
	p.Truncated = p.Truncated || part.proof.Truncated
	if !part.proof.Complete() && got.reason == "" {
		got.reason = part.reason
		p.Truncated = true
	}
}

// bestFacet returns the facet that divides the board best: each of its values
// has fewer openings than the limit, together they have at least those that
// were seen, and the fewest openings are under more than one.
func bestFacet(facets []facet, seen, limit int) (best facet, ok bool) {
	for _, f := range facets {
		fits := len(f.values) > 0
		for _, v := range f.values {
			fits = fits && v.id != "" && v.count >= 0 && v.count < limit
		}
		if !fits {
			continue
		}
		if sum := f.sum(); sum >= seen && sum <= maxOpenings && (!ok || sum < best.sum()) {
			best, ok = f, true
		}
	}
	return best, ok
}

// sum returns how many openings are under all values together; one that is
// under several counts as often.
func (f facet) sum() int {
	sum := 0
	for _, v := range f.values {
		sum += v.count
	}
	return sum
}

// part is some values of a facet that are asked for together.
type part struct {
	ids   []string
	count int
}

// parts puts the values of a facet together, as many as one query may have.
func (f facet) parts() []part {
	var parts []part
	for _, v := range f.values {
		last := len(parts) - 1
		if last < 0 || parts[last].count+v.count > partSize || len(parts[last].ids) >= maxFacetIDs {
			parts = append(parts, part{})
			last++
		}
		parts[last].ids = append(parts[last].ids, v.id)
		parts[last].count += v.count
	}
	return parts
}
