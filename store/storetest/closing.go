package storetest

import (
	"time"

	"kith"
)

func closingCases() []testCase {
	return []testCase{
		{"closing/an emptiness is believed late", emptyBoard},
		{"closing/a gone board", goneBoard},
		{"closing/an opening that is gone by itself", goneOpening},
	}
}

// emptyBoard plays promise 4 through the store: the suspicion is remembered
// between visits, and by which visits it is believed.
func emptyBoard(f *fixture) {
	board := f.board(0, "b")
	f.record(f.visit(board, openings(2)...))
	for i, look := range []struct {
		after  time.Duration
		closed int
	}{{time.Hour, 0}, {3 * time.Hour, 0}, {time.Hour, 0}, {2 * time.Hour, 2}, {time.Hour, 0}} {
		f.clock.Move(look.after)
		f.changed(f.record(f.visit(board)), kith.VisitRecord{Closed: look.closed})
		s := f.source(board.ID)
		if suspect := i < 3; suspect != (s.Suspect.Count == i+1) || suspect != !s.Suspect.Since.IsZero() {
			f.Errorf("look %d: %+v", i, s.Suspect)
		}
	}
	if seen := f.all(board)["1"].LastSeenAt; !seen.Equal(Begin()) {
		f.Errorf("last seen %s, want %s", seen, Begin())
	}
	f.clock.Move(time.Hour)
	f.changed(f.record(f.visit(board, openings(2)...)), kith.VisitRecord{Openings: 2, Reopened: 2})
}

// goneBoard plays a whole board that answers 404.
func goneBoard(f *fixture) {
	board := f.board(0, "b")
	f.record(f.visit(board, openings(2)...))
	for _, closed := range []int{0, 0, 2, 0} {
		f.clock.Move(4 * time.Hour)
		v := f.visit(board)
		v.Outcome, v.Reason = kith.OutcomeGone, "the site answered 404 Not Found"
		f.changed(f.record(v), kith.VisitRecord{Closed: closed})
	}
}

// goneOpening checks that one opening whose own page is gone closes alone,
// stays closed while the list still shows it, and is not taken in anew.
func goneOpening(f *fixture) {
	board := f.board(0, "b")
	f.record(f.visit(board, openings(3)...))
	for _, outcome := range []kith.Outcome{kith.OutcomePartial, kith.OutcomeComplete, kith.OutcomeUnchanged} {
		f.clock.Move(time.Hour)
		v := f.visit(board, append(openings(3), opening("9", "Never seen"))...)
		v.Outcome, v.Gone = outcome, []string{"1", "9", "unknown"}
		want := kith.VisitRecord{}
		if outcome == kith.OutcomePartial {
			want.Closed = 1
		} else {
			want.Openings = 2
		}
		f.changed(f.record(v), want)
	}
	all := f.all(board)
	if all["1"].ClosedAt.IsZero() || !all["0"].ClosedAt.IsZero() || len(all) != 3 {
		f.Errorf("stored: %+v", all)
	}
	f.clock.Move(time.Hour)
	f.changed(f.record(f.visit(board, openings(3)...)), kith.VisitRecord{Openings: 3, Reopened: 1})

	v := f.visit(board)
	v.Outcome, v.Gone = kith.OutcomeFailed, []string{"1"}
	f.changed(f.record(v), kith.VisitRecord{})
}
