package storetest

import (
	"slices"
	"time"

	"kith"
	"kith/store"
)

func signalCases() []testCase {
	return []testCase{
		{"signal/days on which a board was seen whole", boardDays},
		{"signal/lives of openings", boardLives},
		{"signal/told once while it is seen", signalOnce},
		{"signal/filters", signalFilters},
		{"move/told where a company is known", movesLogged},
	}
}

// boardDays visits a board in every way: only whole visits make a day, and each
// day is looked at once.
func boardDays(f *fixture) {
	board := f.board(f.company("Northwharf").ID, "b")
	looks := func() int { return f.count("SELECT COUNT(*) FROM river_job WHERE kind = 'signals'") }
	day := f.clock.Now().Truncate(24 * time.Hour)
	f.record(f.visit(board, openings(3)...))
	f.clock.Move(time.Hour)
	f.record(f.visit(board, openings(3)...))
	f.same("days", []time.Time{day}, must(f.db.BoardDays(f.ctx, board.ID))(f))
	f.same("looks", 1, looks())

	f.clock.Move(24 * time.Hour)
	for _, outcome := range []kith.Outcome{kith.OutcomePartial, kith.OutcomeFailed, kith.OutcomeRefused, kith.OutcomeGone} {
		v := f.visit(board)
		v.Outcome = outcome
		f.record(v)
		f.clock.Move(time.Minute)
	}
	empty := f.visit(board) // nothing where openings stood is not believed at once
	f.record(empty)
	f.same("days after visits that were not whole", []time.Time{day}, must(f.db.BoardDays(f.ctx, board.ID))(f))

	f.clock.Move(24 * time.Hour)
	unchanged := f.visit(board)
	unchanged.Outcome = kith.OutcomeUnchanged
	f.record(unchanged)
	f.same("days", []time.Time{day, day.AddDate(0, 0, 2)}, must(f.db.BoardDays(f.ctx, board.ID))(f))

	f.clock.Move(500 * 24 * time.Hour)
	f.record(f.visit(board, openings(3)...))
	f.same("old days are dropped", 1, len(must(f.db.BoardDays(f.ctx, board.ID))(f)))

	feed := f.feed("Wire")
	f.record(f.newsVisit(feed))
	f.same("days of a feed", 0, len(must(f.db.BoardDays(f.ctx, feed.ID))(f)))
}

func boardLives(f *fixture) {
	board, other := f.board(0, "b"), f.board(0, "c")
	full := opening("1", "Planner")
	full.Department, full.PostedAt = "Freight", Begin().AddDate(0, 0, -3)
	f.record(f.visit(board, full))
	f.record(f.visit(other, opening("9", "Cook")))
	f.clock.Move(time.Hour)
	f.record(f.visit(board, full, opening("2", "Driver")))
	f.clock.Move(time.Hour)
	f.record(f.visit(board, opening("2", "Driver"), opening("3", "Porter")))
	away := f.clock.Move(time.Hour)
	f.record(f.visit(board, opening("2", "Driver")))
	f.clock.Move(time.Hour)
	f.record(f.visit(board, opening("2", "Driver"), opening("3", "Porter")))
	stored := f.all(board)
	var want []store.Life
	for _, id := range []string{"1", "2", "3"} {
		o := stored[id]
		want = append(want, store.Life{Opening: kith.Opening{
			ID: o.ID, Title: o.Title, Department: o.Department, Locations: o.Locations, FirstSeenAt: o.FirstSeenAt, ClosedAt: o.ClosedAt,
			PostedAt: o.PostedAt, Baseline: o.Baseline, ListedAt: o.ListedAt, ReopenedAt: o.ReopenedAt,
		}})
	}
	want[2].AwayAt = away
	f.same("lives", want, must(f.db.BoardLives(f.ctx, board.ID))(f))
	f.same("one has closed", false, want[0].ClosedAt.IsZero())
}

// signalOnce checks that a signal that is seen day after day is one, and that
// it is another when it comes again after a time.
func signalOnce(f *fixture) {
	company := f.company("Northwharf")
	board := f.board(company.ID, "b")
	head := f.head()
	at := func(day int) time.Time { return Begin().Truncate(24*time.Hour).AddDate(0, 0, day) }
	freeze := kith.Signal{Kind: kith.SignalFreeze, Evidence: "nothing new", Strength: 4.5, At: at(0)}
	york := kith.Signal{Kind: kith.SignalFirstPlace, Subject: "York", OpeningID: 7, Evidence: "“Driver”", Strength: 1, At: at(0)}
	f.no(f.db.SaveSignals(f.ctx, board.ID, []kith.Signal{freeze, york}))
	for day := 1; day < 70; day++ {
		freeze.At = at(day)
		f.no(f.db.SaveSignals(f.ctx, board.ID, []kith.Signal{freeze}))
	}
	freeze.At, york.At = at(105), at(31)
	f.no(f.db.SaveSignals(f.ctx, board.ID, []kith.Signal{york}))
	f.no(f.db.SaveSignals(f.ctx, board.ID, []kith.Signal{freeze}))
	stored := must(f.db.Signals(f.ctx, store.SignalFilter{}))(f)
	for i, want := range []kith.Signal{freeze, york, {Kind: kith.SignalFreeze, Evidence: "nothing new", Strength: 4.5, At: at(0)}, {
		Kind: kith.SignalFirstPlace, Subject: "York", OpeningID: 7, Evidence: "“Driver”", Strength: 1, At: at(0),
	}} {
		want.BoardID, want.CompanyID, want.Company = board.ID, company.ID, "Northwharf"
		if len(stored) != 4 {
			f.Fatalf("%d signals: %+v", len(stored), stored)
		}
		want.ID = stored[i].ID
		f.same("signal", want, stored[i])
	}
	var ids []int64
	for _, c := range f.log(head) {
		f.same("change", kith.Change{Kind: kith.ChangeSignal, Op: kith.OpNew, ID: c.ID, CompanyID: company.ID}, c)
		ids = append(ids, c.ID)
	}
	f.same("changes", []int64{stored[2].ID, stored[3].ID, stored[1].ID, stored[0].ID}, slices.Sorted(slices.Values(ids)))
	f.no(f.db.RemoveSource(f.ctx, board.ID))
	f.same("without the board", 0, len(must(f.db.Signals(f.ctx, store.SignalFilter{}))(f)))
	if err := f.db.SaveSignals(f.ctx, board.ID, []kith.Signal{freeze}); kith.CodeOf(err) != kith.CodeNotFound {
		f.Errorf("a board that is gone: %v", err)
	}
}

func signalFilters(f *fixture) {
	one, two := f.company("One"), f.company("Two")
	for i, board := range []kith.Source{f.board(one.ID, "1"), f.board(two.ID, "2")} {
		f.no(f.db.SaveSignals(f.ctx, board.ID, []kith.Signal{{Kind: kith.SignalSurge, At: Begin().AddDate(0, 0, i)}}))
	}
	all := must(f.db.Signals(f.ctx, store.SignalFilter{}))(f)
	for name, test := range map[string]struct {
		filter store.SignalFilter
		want   []kith.Signal
	}{
		"a company": {store.SignalFilter{CompanyID: one.ID}, all[1:]},
		"since":     {store.SignalFilter{Since: Begin().AddDate(0, 0, 1)}, all[:1]},
		"some":      {store.SignalFilter{IDs: []int64{all[1].ID, 4711}}, all[1:]},
		"none":      {store.SignalFilter{IDs: []int64{}}, nil},
		"limit":     {store.SignalFilter{Limit: 1}, all[:1]},
	} {
		f.same(name, test.want, must(f.db.Signals(f.ctx, test.filter))(f))
	}
}

// movesLogged checks which moves the change log tells of: those from or to a
// company that is surely known, to nobody but the user whose contact it is.
func movesLogged(f *fixture) {
	u := f.user()
	halden, tinder := f.company("Halden Rail"), f.company("Tindermoor")
	must(f.db.SaveContacts(f.ctx, u.ID, []kith.Contact{
		contact("A", "Halden Rail", "Driver"), contact("B", "Elsewhere", "Cook"), contact("C", "Elsewhere", "Cook"), contact("D", "Halden Rail", "Cook"),
	}))(f)
	head := f.head()
	must(f.db.SaveContacts(f.ctx, u.ID, []kith.Contact{
		contact("A", "Tindermoor", "Head"), contact("B", "Halden Rail", "Cook"), contact("C", "Nowhere", "Cook"), contact("D", "", ""),
	}))(f)
	var ids []int64
	for _, c := range f.log(head) {
		if c.Kind != kith.ChangeMove {
			continue
		}
		f.same("user", u.ID, c.UserID)
		f.same("op", kith.OpNew, c.Op)
		ids = append(ids, c.ID)
	}
	moves := must(f.db.Moves(f.ctx, append(ids, 4711)))(f)
	var got []string
	for _, m := range moves {
		got = append(got, m.Title())
	}
	f.same("moves", []string{"A moved from Halden Rail to Tindermoor", "B moved from Elsewhere to Halden Rail", "D left Halden Rail"}, slices.Sorted(slices.Values(got)))
	for _, m := range moves {
		if m.Contact == "A" {
			want := kith.Move{
				ID: m.ID, UserID: u.ID, ContactID: m.ContactID, Contact: "A", FromCompany: "Halden Rail", ToCompany: "Tindermoor",
				FromCompanyID: halden.ID, ToCompanyID: tinder.ID, FromPosition: "Driver", ToPosition: "Head", At: f.clock.Now(),
			}
			f.same("move", want, m)
		}
	}
}
