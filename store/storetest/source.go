package storetest

import (
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/store"
)

func sourceCases() []testCase {
	return []testCase{
		{"source/known by its key", sameSource},
		{"source/filters", sourceFilters},
		{"source/remove", removeSource},
		{"source/no address", noAddress},
	}
}

// sameSource checks that a board is known by its key, and that it and its
// openings get the company that they lacked.
func sameSource(f *fixture) {
	board := f.board(0, "b")
	if board.Host != "boards.example" || !board.NextVisitAt.Equal(Begin()) {
		f.Errorf("a new board: %+v", board)
	}
	f.record(f.visit(board, openings(2)...))
	company := f.company("One")
	head := f.head()
	again := f.board(company.ID, "b")
	if again.ID != board.ID || again.CompanyID != company.ID || again.Company != "One" {
		f.Errorf("the board again: %+v", again)
	}
	for _, o := range f.all(board) {
		if o.CompanyID != company.ID || o.Company != "One" {
			f.Errorf("an opening of it: %+v", o)
		}
	}
	if log := f.log(head); len(log) != 2 || log[0].CompanyID != company.ID || log[0].Op != kith.OpChanged {
		f.Errorf("the change log: %+v", log)
	}
	if kept := f.board(f.company("Two").ID, "b"); kept.CompanyID != company.ID {
		f.Errorf("a board changed hands: %+v", kept)
	}
}

// sourceFilters asks for sources in every way.
func sourceFilters(f *fixture) {
	company := f.company("One")
	board, feed := f.board(company.ID, "b"), f.feed("wire")
	later := f.board(0, "later")
	f.record(f.visit(later))
	for _, q := range []struct {
		filter store.SourceFilter
		want   []int64
	}{
		{store.SourceFilter{}, []int64{board.ID, feed.ID, later.ID}},
		{store.SourceFilter{CompanyID: company.ID}, []int64{board.ID}},
		{store.SourceFilter{Kind: kith.SourceFeed}, []int64{feed.ID}},
		{store.SourceFilter{Host: "News.Example"}, []int64{feed.ID}},
		{store.SourceFilter{DueBefore: Begin()}, []int64{board.ID, feed.ID}},
		{store.SourceFilter{IDs: []int64{later.ID}}, []int64{later.ID}},
		{store.SourceFilter{IDs: []int64{}}, nil},
	} {
		var got []int64
		for _, s := range must(f.db.Sources(f.ctx, q.filter))(f) {
			got = append(got, s.ID)
		}
		if diff := cmp.Diff(q.want, got); diff != "" {
			f.Errorf("%+v: %s", q.filter, diff)
		}
	}
}

// removeSource checks that readers of the change log drop what goes.
func removeSource(f *fixture) {
	board := f.board(0, "b")
	f.record(f.visit(board, openings(2)...))
	f.clock.Move(time.Hour)
	f.record(f.visit(board, append(openings(1), opening("x", "X"))...))
	head := f.head()
	f.no(f.db.RemoveSource(f.ctx, board.ID))
	if log := f.log(head); len(log) != 3 || log[0].Op != kith.OpClosed {
		f.Errorf("the change log: %+v", log)
	}
	if n := must(f.db.CountDocuments(f.ctx))(f); n != 0 {
		f.Errorf("%d documents are left", n)
	}
	f.refused(f.db.RemoveSource(f.ctx, board.ID), kith.CodeNotFound)
}

func noAddress(f *fixture) {
	for _, s := range []kith.Source{{Kind: kith.SourceFeed, URL: "nowhere"}, {Kind: kith.SourceBoard, Host: "boards.example"}, {URL: "https://x.example"}} {
		_, _, err := f.db.AddSource(f.ctx, s)
		f.refused(err, kith.CodeInvalid)
	}
}
