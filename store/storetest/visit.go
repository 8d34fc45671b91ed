package storetest

import (
	"strings"
	"sync"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kith"
	"kith/store"
)

func visitCases() []testCase {
	return []testCase{
		{"visit/first", firstVisit},
		{"visit/diff", visitDiff},
		{"visit/unchanged", unchangedVisit},
		{"visit/details come later", detailsLater},
		{"visit/no answer", noAnswer},
		{"visit/partial", partialVisit},
		{"visit/validators", validators},
		{"visit/older than the last", lateVisit},
		{"visit/two at once", twoVisitsAtOnce},
		{"visit/foreign text", foreignText},
		{"visit/long ids", longIDs},
		{"visit/of nothing", visitOfNothing},
		{"visit/many", manyOpenings},
		{"visit/old ones are swept", visitsSwept},
	}
}

// counts are the numbers of a record that tests compare.
func counts(r kith.VisitRecord) kith.VisitRecord {
	return kith.VisitRecord{Openings: r.Openings, New: r.New, Changed: r.Changed, Closed: r.Closed, Reopened: r.Reopened, Events: r.Events}
}

// changed checks what a visit changed.
func (f *fixture) changed(r, want kith.VisitRecord) {
	f.Helper()
	if diff := cmp.Diff(want, counts(r)); diff != "" {
		f.Errorf("the visit changed something else: %s", diff)
	}
}

// log returns the change log after a number without times.
func (f *fixture) log(after int64) []kith.Change {
	f.Helper()
	changes := must(f.db.Changes(f.ctx, after, 0))(f)
	for i := range changes {
		changes[i].At = time.Time{}
		changes[i].Seq = 0
	}
	return changes
}

// all returns all openings of a source, closed ones too, by external id.
func (f *fixture) all(s kith.Source) map[string]kith.Opening {
	f.Helper()
	all := make(map[string]kith.Opening)
	for _, o := range must(f.db.Openings(f.ctx, store.OpeningFilter{SourceID: s.ID, Closed: true}))(f) {
		all[o.ExternalID] = o
	}
	return all
}

// firstVisit checks that what stood there already is no news, and that the
// change log says so, after the openings, once.
func firstVisit(f *fixture) {
	company := f.company("Northwharf")
	board := f.board(company.ID, "northwharf")
	head := f.head()
	planner := kith.Opening{
		ExternalID: "1", Title: "Planner", Locations: []string{"Rotterdam", "Ghent"}, Country: "NL", Workplace: kith.WorkplaceHybrid,
		Department: "Operations", EmploymentType: "full-time", Salary: &kith.Salary{Min: 50_000, Max: 60_000, Currency: "EUR", Period: "year"},
		URL: "https://boards.example/o/1", Description: "Plans.", PostedAt: Begin().Add(-48 * time.Hour), RowHash: "r1", Detailed: true,
	}
	r := f.record(f.visit(board, planner, opening("2", "Pilot")))
	f.changed(r, kith.VisitRecord{Openings: 2, New: 2})

	all := f.all(board)
	want := planner
	want.ID, want.BoardID, want.Board = all["1"].ID, board.ID, "greenhouse/northwharf"
	want.CompanyID, want.Company, want.Baseline = company.ID, "Northwharf", true
	want.FirstSeenAt, want.LastSeenAt, want.ListedAt = Begin(), Begin(), Begin()
	want.RoleKey = role(want)
	if diff := cmp.Diff(want, all["1"]); diff != "" {
		f.Errorf("the opening is stored otherwise: %s", diff)
	}
	first, second := all["1"].ID, all["2"].ID
	if diff := cmp.Diff([]kith.Change{
		{Kind: kith.ChangeOpening, Op: kith.OpNew, ID: first, CompanyID: company.ID, Baseline: true},
		{Kind: kith.ChangeOpening, Op: kith.OpNew, ID: second, CompanyID: company.ID, Baseline: true},
		{Kind: kith.ChangeBaseline, Op: kith.OpNew, ID: board.ID, CompanyID: company.ID},
	}, f.log(head)); diff != "" {
		f.Errorf("the change log says something else: %s", diff)
	}

	f.clock.Move(time.Hour)
	head = f.head()
	f.changed(f.record(f.visit(board, planner, opening("2", "Pilot"), opening("3", "Purser"))), kith.VisitRecord{Openings: 3, New: 1})
	third := f.all(board)["3"]
	if diff := cmp.Diff([]kith.Change{{Kind: kith.ChangeOpening, Op: kith.OpNew, ID: third.ID, CompanyID: company.ID}}, f.log(head)); diff != "" {
		f.Errorf("the change log after the second visit: %s", diff)
	}
	if third.Baseline || !third.FirstSeenAt.Equal(Begin().Add(time.Hour)) {
		f.Errorf("a new opening: %+v", third)
	}
}

// visitDiff plays an opening that is edited, closed and open again.
func visitDiff(f *fixture) {
	board := f.board(0, "b")
	f.record(f.visit(board, opening("1", "Planner"), opening("2", "Pilot"), opening("2", "Twice")))
	id := f.all(board)["1"].ID

	at := f.clock.Move(time.Hour)
	edited := opening("1", "Senior Planner")
	f.changed(f.record(f.visit(board, edited, opening("2", "Pilot"))), kith.VisitRecord{Openings: 2, Changed: 1})
	o := f.all(board)["1"]
	if o.ID != id || o.Title != "Senior Planner" || !o.FirstSeenAt.Equal(Begin()) || !o.LastSeenAt.Equal(at) {
		f.Errorf("an edited opening: %+v", o)
	}

	closed := f.clock.Move(time.Hour)
	head := f.head()
	f.changed(f.record(f.visit(board, opening("2", "Pilot"))), kith.VisitRecord{Openings: 1, Closed: 1})
	if o = f.all(board)["1"]; !o.ClosedAt.Equal(closed) || !o.LastSeenAt.Equal(at) {
		f.Errorf("a closed opening: closed %s, last seen %s", o.ClosedAt, o.LastSeenAt)
	}
	if open := must(f.db.Openings(f.ctx, store.OpeningFilter{SourceID: board.ID}))(f); len(open) != 1 || open[0].ExternalID != "2" {
		f.Errorf("open are %+v", open)
	}
	if known := must(f.db.KnownOpenings(f.ctx, board.ID))(f); len(known) != 1 || known["2"].RowHash != "row Pilot" || !known["2"].Detailed {
		f.Errorf("known are %+v", known)
	}

	again := f.clock.Move(time.Hour)
	f.changed(f.record(f.visit(board, edited, opening("2", "Pilot"))), kith.VisitRecord{Openings: 2, Reopened: 1})
	o = f.all(board)["1"]
	if o.ID != id || !o.ClosedAt.IsZero() || !o.ReopenedAt.Equal(again) || !o.FirstSeenAt.Equal(Begin()) {
		f.Errorf("an opening that came back: %+v", o)
	}
	wantLog := []kith.Change{
		{Kind: kith.ChangeOpening, Op: kith.OpClosed, ID: id, Baseline: true},
		{Kind: kith.ChangeOpening, Op: kith.OpReopened, ID: id, Baseline: true},
	}
	if diff := cmp.Diff(wantLog, f.log(head)); diff != "" {
		f.Errorf("the change log: %s", diff)
	}
	wantHistory := []store.OpeningChange{
		{At: at, Op: kith.OpChanged, Was: map[string]string{"title": "Planner", "description": ""}},
		{At: closed, Op: kith.OpClosed},
		{At: again, Op: kith.OpReopened},
	}
	if diff := cmp.Diff(wantHistory, must(f.db.OpeningHistory(f.ctx, id))(f), cmpopts.EquateEmpty()); diff != "" {
		f.Errorf("the history: %s", diff)
	}
}

// unchangedVisit checks that a visit which found nothing changed writes no row
// per opening and yet has seen them all, whether the board says so itself or
// shows the same list.
func unchangedVisit(f *fixture) {
	board := f.board(0, "b")
	f.record(f.visit(board, openings(3)...))
	head := f.head()
	at := f.clock.Move(time.Hour)
	v := f.visit(board)
	v.Outcome, v.Proof = kith.OutcomeUnchanged, kith.Proof{}
	f.changed(f.record(v), kith.VisitRecord{Openings: 3})
	if o := f.all(board)["2"]; !o.LastSeenAt.Equal(at) {
		f.Errorf("last seen %s, want %s", o.LastSeenAt, at)
	}
	at = f.clock.Move(time.Hour)
	f.changed(f.record(f.visit(board, openings(3)...)), kith.VisitRecord{Openings: 3})
	if o := f.all(board)["2"]; !o.LastSeenAt.Equal(at) {
		f.Errorf("last seen %s, want %s", o.LastSeenAt, at)
	}
	if f.head() != head {
		f.Error("an unchanged board is in the change log")
	}
	if s := f.source(board.ID); !s.LastCompleteAt.Equal(at) || !s.BaselineAt.Equal(Begin()) || !s.NextVisitAt.Equal(at.Add(time.Hour)) {
		f.Errorf("the source: %+v", s)
	}
}

// detailsLater checks that details which are read after the row tell the index
// and nobody else, and that they stay when the row comes without them.
func detailsLater(f *fixture) {
	board := f.board(0, "b")
	row := kith.Opening{ExternalID: "1", Title: "Planner", RowHash: "r"}
	f.changed(f.record(f.visit(board, row)), kith.VisitRecord{Openings: 1, New: 1})
	id, head := f.all(board)["1"].ID, f.head()

	f.clock.Move(time.Hour)
	detailed := row
	detailed.Detailed, detailed.Description, detailed.Department = true, "Plans.", "Operations"
	f.changed(f.record(f.visit(board, detailed)), kith.VisitRecord{Openings: 1})
	want := []kith.Change{{Kind: kith.ChangeOpening, Op: kith.OpChanged, ID: id, Baseline: true}}
	if diff := cmp.Diff(want, f.log(head)); diff != "" {
		f.Errorf("the change log: %s", diff)
	}
	head = f.head()

	f.clock.Move(time.Hour)
	f.changed(f.record(f.visit(board, row)), kith.VisitRecord{Openings: 1})
	if o := f.all(board)["1"]; o.Description != "Plans." || o.Department != "Operations" || !o.Detailed || f.head() != head {
		f.Errorf("the details went: %+v", o)
	}
	if history := must(f.db.OpeningHistory(f.ctx, id))(f); len(history) != 0 {
		f.Errorf("details are history: %+v", history)
	}

	f.clock.Move(time.Hour)
	row.Title, row.RowHash = "Senior Planner", "r2"
	f.changed(f.record(f.visit(board, row)), kith.VisitRecord{Openings: 1, Changed: 1})
	if o := f.all(board)["1"]; o.Description != "Plans." || o.RowHash != "r2" {
		f.Errorf("a new row without details: %+v", o)
	}
}

// noAnswer checks that a source which does not answer keeps what is stored,
// and since when it fails.
func noAnswer(f *fixture) {
	board := f.board(0, "b")
	f.record(f.visit(board, openings(2)...))
	head := f.head()
	begun := f.clock.Move(time.Hour)
	for i, outcome := range []kith.Outcome{kith.OutcomeFailed, kith.OutcomeRefused, kith.OutcomeGone} {
		v := f.visit(board)
		v.Outcome, v.Reason, v.Validators = outcome, "no luck", kith.Validators{ETag: "x"}
		f.changed(f.record(v), kith.VisitRecord{})
		s := f.source(board.ID)
		if s.Failures != i+1 || !s.FailingSince.Equal(begun) || s.LastOutcome != outcome || s.LastReason != "no luck" {
			f.Errorf("after %s: %+v", outcome, s)
		}
		if !s.LastCompleteAt.Equal(Begin()) || s.Validators.ETag != "" {
			f.Errorf("after %s: complete at %s, validators %+v", outcome, s.LastCompleteAt, s.Validators)
		}
		f.clock.Move(time.Hour)
	}
	if f.head() != head {
		f.Error("no answer changed something")
	}
	f.record(f.visit(board, openings(2)...))
	if s := f.source(board.ID); s.Failures != 0 || !s.FailingSince.IsZero() || s.Suspect.Count != 0 {
		f.Errorf("after an answer: %+v", s)
	}
}

// partialVisit checks that a part of a list adds and closes nothing, and that
// it does not count as the first look.
func partialVisit(f *fixture) {
	board := f.board(0, "b")
	v := f.visit(board, opening("0", "Planner 0"))
	v.Outcome = kith.OutcomePartial
	f.changed(f.record(v), kith.VisitRecord{New: 1})
	if s := f.source(board.ID); !s.BaselineAt.IsZero() || !s.LastCompleteAt.IsZero() {
		f.Errorf("after a part: %+v", s)
	}
	f.clock.Move(time.Hour)
	f.changed(f.record(f.visit(board, openings(3)...)), kith.VisitRecord{Openings: 3, New: 2})
	for _, o := range f.all(board) {
		if !o.Baseline {
			f.Errorf("%s stood there before the first whole list was read", o.ExternalID)
		}
	}
	at := f.clock.Move(time.Hour)
	v = f.visit(board, opening("1", "Planner 1"), opening("9", "Porter"))
	v.Outcome, v.Validators = kith.OutcomePartial, kith.Validators{ETag: "part"}
	f.changed(f.record(v), kith.VisitRecord{New: 1})
	all := f.all(board)
	if !all["0"].ClosedAt.IsZero() || !all["1"].LastSeenAt.Equal(at) || !all["0"].LastSeenAt.Equal(at.Add(-time.Hour)) || all["9"].Baseline {
		f.Errorf("after a part: %+v", all)
	}
}

// validators checks by which answers a source may be told that nothing has
// changed.
func validators(f *fixture) {
	board := f.board(0, "b")
	for i, look := range []struct {
		outcome  kith.Outcome
		openings int
		want     string
	}{
		{kith.OutcomeComplete, 2, "v0"},
		{kith.OutcomeUnchanged, 0, "v0"},
		{kith.OutcomeFailed, 0, "v0"},
		{kith.OutcomeGone, 0, "v0"},
		{kith.OutcomeComplete, 0, "v0"}, // suspect: openings stood there
		{kith.OutcomePartial, 1, ""},
		{kith.OutcomeComplete, 3, "v6"},
	} {
		v := f.visit(board, openings(look.openings)...)
		v.Outcome = look.outcome
		v.Validators = kith.Validators{ETag: "v" + string(rune('0'+i)), Hash: "h"}
		f.record(v)
		if got := f.source(board.ID).Validators.ETag; got != look.want {
			f.Errorf("look %d, %s: %q, want %q", i, look.outcome, got, look.want)
		}
		f.clock.Move(time.Hour)
	}
}

// lateVisit checks that a visit which began before the last one changes
// nothing but the time of the next.
func lateVisit(f *fixture) {
	board := f.board(0, "b")
	late := f.visit(board, opening("1", "Old"))
	f.clock.Move(time.Minute)
	f.record(f.visit(board, opening("1", "New")))
	late.NextVisitAt = f.clock.Now().Add(5 * time.Hour)
	_, err := f.db.RecordVisit(f.ctx, late)
	f.refused(err, kith.CodeConflict)
	if o := f.all(board)["1"]; o.Title != "New" {
		f.Errorf("the older visit won: %+v", o)
	}
	if s := f.source(board.ID); !s.NextVisitAt.Equal(late.NextVisitAt) {
		f.Errorf("next visit %s", s.NextVisitAt)
	}
	_, err = f.db.RecordVisit(f.ctx, kith.Visit{SourceID: 999, At: Begin()})
	f.refused(err, kith.CodeNotFound)
}

// twoVisitsAtOnce records many visits to one source at the same time: each
// opening is new once.
func twoVisitsAtOnce(f *fixture) {
	board := f.board(0, "b")
	var group sync.WaitGroup
	var mu sync.Mutex
	sum := 0
	for range 6 {
		group.Go(func() {
			r, err := f.db.RecordVisit(f.ctx, f.visit(board, openings(20)...))
			if err != nil {
				f.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			sum += r.New
		})
	}
	group.Wait()
	if sum != 20 || len(f.all(board)) != 20 {
		f.Errorf("%d were new, %d are stored", sum, len(f.all(board)))
	}
	if log := f.log(0); len(log) != 21 {
		f.Errorf("%d rows in the change log, want 21", len(log))
	}
}

// foreignText records text that no database likes.
func foreignText(f *fixture) {
	board := f.board(0, "b")
	bad := "a\x00b\xffc'); DROP TABLE openings; --"
	o := kith.Opening{ExternalID: bad, Title: bad, Locations: []string{bad}, Description: bad, URL: bad, RowHash: bad,
		Salary: &kith.Salary{Currency: bad}, Workplace: kith.Workplace(bad), Country: bad, Department: bad, EmploymentType: bad}
	v := f.visit(board, o, kith.Opening{Title: "without an id"})
	v.Reason, v.Validators = bad, kith.Validators{ETag: bad, LastModified: bad, Hash: bad}
	f.changed(f.record(v), kith.VisitRecord{Openings: 1, New: 1})
	f.clock.Move(time.Minute)
	v.At = f.clock.Now()
	f.changed(f.record(v), kith.VisitRecord{Openings: 1})
	good := strings.ReplaceAll(strings.ToValidUTF8(bad, "\uFFFD"), "\x00", "")
	if got := f.all(board)[good]; got.Title != good || got.Locations[0] != good {
		f.Errorf("got %q", got.Title)
	}
}

// longIDs records ids that fit into no index.
func longIDs(f *fixture) {
	board, feed := f.board(0, "b"), f.feed("wire")
	long := strings.Repeat("é", 5000)
	v := f.visit(board, opening(long+"1", "A"), opening(long+"2", "B"))
	f.changed(f.record(v), kith.VisitRecord{Openings: 2, New: 2})
	v.Gone = []string{long + "1"}
	f.changed(f.record(v), kith.VisitRecord{Openings: 1, Closed: 1})
	news := f.newsVisit(feed, item(long, Begin(), kith.Company{Name: long}, kith.EventLayoff))
	f.changed(f.record(news), kith.VisitRecord{Events: 1})
	f.changed(f.record(news), kith.VisitRecord{})
	for _, created := range []bool{true, false} {
		_, got, err := f.db.AddSource(f.ctx, kith.Source{Kind: kith.SourceFeed, URL: "https://news.example/" + long})
		f.no(err)
		if got != created {
			f.Errorf("a source with a long address is new: %v", got)
		}
	}
}

// visitOfNothing checks a board that has never had an opening.
func visitOfNothing(f *fixture) {
	board := f.board(0, "b")
	f.changed(f.record(f.visit(board)), kith.VisitRecord{})
	if s := f.source(board.ID); s.BaselineAt.IsZero() || s.Suspect.Count != 0 {
		f.Errorf("an empty board: %+v", s)
	}
	v := f.visit(board)
	v.NextVisitAt, v.At = time.Time{}, time.Time{}
	f.record(v)
	if s := f.source(board.ID); !s.NextVisitAt.After(f.clock.Now()) {
		f.Errorf("a visit that does not say when to come again leaves the board due at %s", s.NextVisitAt)
	}
}

// manyOpenings records more openings than any one statement takes.
func manyOpenings(f *fixture) {
	board := f.board(0, "b")
	all := openings(1200)
	f.changed(f.record(f.visit(board, all...)), kith.VisitRecord{Openings: 1200, New: 1200})
	f.clock.Move(time.Hour)
	for i := range 1100 {
		all[i].Title += " II"
	}
	f.changed(f.record(f.visit(board, all[:1150]...)), kith.VisitRecord{Openings: 1150, Changed: 1100, Closed: 50})
	v := f.visit(board, all[:1149]...)
	v.Outcome = kith.OutcomePartial
	f.changed(f.record(v), kith.VisitRecord{})
	if n := must(f.db.CountDocuments(f.ctx))(f); n != 1200 {
		f.Errorf("%d documents", n)
	}
}

// visitsSwept checks that old visits go, and only those of their source.
func visitsSwept(f *fixture) {
	board, other := f.board(0, "b"), f.board(0, "other")
	f.record(f.visit(other))
	for range 240 {
		f.record(f.visit(board))
	}
	visits := must(f.db.Visits(f.ctx, store.VisitFilter{SourceID: board.ID}))(f)
	if len(visits) < 200 || len(visits) > 216 {
		f.Errorf("%d visits are kept", len(visits))
	}
	last := must(f.db.LastVisitID(f.ctx))(f)
	if visits[len(visits)-1].VisitID != last {
		f.Errorf("the last visit is %d, the last kept %d", last, visits[len(visits)-1].VisitID)
	}
	if n := len(must(f.db.Visits(f.ctx, store.VisitFilter{SourceID: other.ID}))(f)); n != 1 {
		f.Errorf("%d visits of the other source", n)
	}
	got := must(f.db.Visits(f.ctx, store.VisitFilter{AfterID: last - 2, Limit: 1}))(f)
	want := kith.VisitRecord{VisitID: last - 1, SourceID: board.ID, At: Begin(), Took: time.Second, Outcome: kith.OutcomeComplete, Requests: 1}
	if diff := cmp.Diff([]kith.VisitRecord{want}, got); diff != "" {
		f.Errorf("a visit: %s", diff)
	}
}
