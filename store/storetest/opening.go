package storetest

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/store"
)

func openingCases() []testCase {
	return []testCase{
		{"opening/filters", openingFilters},
		{"opening/counts", openingCounts},
	}
}

// externals returns the external ids of openings.
func externals(all []kith.Opening) []string {
	ids := make([]string, 0, len(all))
	for _, o := range all {
		ids = append(ids, o.ExternalID)
	}
	return ids
}

// openingFilters asks for openings in every way.
func openingFilters(f *fixture) {
	one, two := f.company("One"), f.company("Two")
	first, second := f.board(one.ID, "first"), f.board(two.ID, "second")
	f.record(f.visit(first, opening("a", "A"), opening("b", "B"), opening("c", "C")))
	f.record(f.visit(second, opening("d", "D")))
	f.record(f.visit(first, opening("a", "A"), opening("c", "C")))
	a, b, c := f.all(first)["a"].ID, f.all(first)["b"].ID, f.all(first)["c"].ID
	for _, q := range []struct {
		filter store.OpeningFilter
		want   []string
	}{
		{store.OpeningFilter{}, []string{"a", "c", "d"}},
		{store.OpeningFilter{Closed: true}, []string{"a", "b", "c", "d"}},
		{store.OpeningFilter{CompanyID: two.ID}, []string{"d"}},
		{store.OpeningFilter{SourceID: first.ID, Closed: true}, []string{"a", "b", "c"}},
		{store.OpeningFilter{AfterID: a, Closed: true, Limit: 2}, []string{"b", "c"}},
		{store.OpeningFilter{IDs: []int64{c, b, a, c, 999}}, []string{"a", "c"}},
		{store.OpeningFilter{IDs: []int64{c, b, a}, Closed: true, Limit: 2}, []string{"a", "b"}},
		{store.OpeningFilter{IDs: []int64{}}, []string{}},
	} {
		f.Run(fmt.Sprintf("%+v", q.filter), func(t *testing.T) {
			if diff := cmp.Diff(q.want, externals(must(f.db.Openings(f.ctx, q.filter))(f))); diff != "" {
				t.Errorf("got others: %s", diff)
			}
		})
	}
}

// openingCounts counts open openings, and documents.
func openingCounts(f *fixture) {
	one, two := f.company("One"), f.company("Two")
	board, other := f.board(one.ID, "b"), f.board(one.ID, "other")
	f.record(f.visit(board, openings(3)...))
	f.record(f.visit(other, openings(2)...))
	f.record(f.visit(board, openings(2)...))
	want := map[int64]int{one.ID: 4}
	if diff := cmp.Diff(want, must(f.db.OpenCounts(f.ctx, []int64{one.ID, two.ID}))(f)); diff != "" {
		f.Errorf("got others: %s", diff)
	}
	if n := must(f.db.CountDocuments(f.ctx))(f); n != 5 {
		f.Errorf("%d documents, want 5", n)
	}
}
