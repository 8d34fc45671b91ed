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
		{"source/held", heldSource},
		{"source/heals others", healedSources},
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

// heldSource puts a visit off, which the next visit ends, and who asks for one.
func heldSource(f *fixture) {
	board := f.board(0, "b")
	until := Begin().Add(30 * time.Minute)
	hold := func() {
		f.Helper()
		f.no(f.db.HoldSource(f.ctx, board.ID, until, "boards.example gives no answer"))
		if s := f.source(board.ID); !s.HeldUntil.Equal(until) || !s.NextVisitAt.Equal(until) || s.HeldWhy != "boards.example gives no answer" {
			f.Errorf("held: %+v", s)
		}
	}
	hold()
	f.no(f.db.RequestVisits(f.ctx, []int64{board.ID}))
	if s := f.source(board.ID); !s.HeldUntil.IsZero() || s.HeldWhy != "" || !s.NextVisitAt.IsZero() {
		f.Errorf("asked for: %+v", s)
	}
	hold()
	f.record(f.visit(board))
	if s := f.source(board.ID); !s.HeldUntil.IsZero() || s.HeldWhy != "" || !s.NextVisitAt.Equal(Begin().Add(time.Hour)) {
		f.Errorf("visited: %+v", s)
	}
	f.no(f.db.MoveSource(f.ctx, board.ID, kith.Board{ATS: "lever", Token: "b"}))
	f.same("moved to", "lever/b", f.source(board.ID).MovedTo)
}

// healedSources has one source of a host answer that did not: those that failed
// there, and those of its system that were held, are due at once.
func healedSources(f *fixture) {
	add := func(ats, token, host string) kith.Source {
		return must3(f.db.AddSource(f.ctx, kith.Source{Kind: kith.SourceBoard, Host: host, Board: kith.Board{ATS: ats, Token: token, URL: "https://" + host}}))(f)
	}
	one, two, well := add("lever", "1", "a.example"), add("lever", "2", "a.example"), add("lever", "3", "a.example")
	gone, held, elsewhere, other := add("lever", "4", "a.example"), add("lever", "5", "b.example"), add("lever", "6", "c.example"), add("ashby", "7", "d.example")
	late := Begin().Add(24 * time.Hour)
	for _, s := range []struct {
		source  kith.Source
		outcome kith.Outcome
	}{{one, kith.OutcomeFailed}, {two, kith.OutcomeFailed}, {gone, kith.OutcomeGone}, {well, kith.OutcomeComplete}, {elsewhere, kith.OutcomeFailed}} {
		v := f.visit(s.source)
		v.Outcome, v.NextVisitAt = s.outcome, late
		f.record(v)
	}
	f.no(f.db.HoldSource(f.ctx, held.ID, late, "lever gives no answer"))
	f.no(f.db.HoldSource(f.ctx, other.ID, late, "ashby gives no answer"))
	f.clock.Move(time.Hour)
	f.record(f.visit(well)) // it answered before: nothing is learnt
	f.same("still waiting", late, f.source(two.ID).NextVisitAt)
	f.record(f.visit(one))
	for _, c := range []struct {
		name   string
		source kith.Source
		want   time.Time
	}{
		{"failed on the host", two, f.clock.Now()}, {"held of the system", held, f.clock.Now()}, {"gone on the host", gone, late},
		{"failed on another host", elsewhere, late}, {"held of another system", other, late}, {"well", well, f.clock.Now().Add(time.Hour)},
	} {
		f.same(c.name, c.want, f.source(c.source.ID).NextVisitAt)
	}
	f.same("held no more", "", f.source(held.ID).HeldWhy)
}

// must3 is must for what returns a word more.
func must3[T any](value T, _ bool, err error) func(*fixture) T { return must(value, err) }
