package storetest

import (
	"fmt"
	"strings"
	"time"

	"kith"
	"kith/store"
)

func repostCases() []testCase {
	return []testCase{
		{"repost/under a new id", repostNewID},
		{"repost/what is none", repostNone},
		{"repost/after the window", repostWindow},
		{"repost/each once", repostOnce},
		{"repost/told once", repostTold},
		{"repost/roles of an older kith", rolesFilled},
	}
}

// role is a rule for roles that is good enough for tests of the store.
func role(o kith.Opening) string { return fmt.Sprintf("%d/%s", o.CompanyID, strings.ToLower(o.Title)) }

// openingAt returns an opening of a title in one place.
func openingAt(id, title, place string) kith.Opening {
	o := opening(id, title)
	o.Locations = []string{place}
	return o
}

// repostNewID lists a role again under a new id, at once and later, and keeps
// its history through both and through an edit.
func repostNewID(f *fixture) {
	board := f.board(f.company("Northwharf").ID, "northwharf")
	f.record(f.visit(board, openingAt("0", "Cook", "Hull")))
	f.clock.Move(time.Hour)
	first := f.clock.Now()
	f.record(f.visit(board, openingAt("0", "Cook", "Hull"), openingAt("1", "Planner", "Hull")))
	f.clock.Move(24 * time.Hour)
	f.record(f.visit(board, openingAt("0", "Cook", "Hull"), openingAt("2", "PLANNER", "Hull"))) // in place of the first
	f.clock.Move(24 * time.Hour)
	f.record(f.visit(board, openingAt("0", "Cook", "Hull")))
	f.clock.Move(24 * time.Hour)
	f.record(f.visit(board, openingAt("0", "Cook", "Hull"), openingAt("3", "Planner", "Hull")))
	all := f.all(board)
	for _, id := range []string{"2", "3"} {
		f.same("listed again "+id, all["1"].ID, all[id].RepostOf)
		f.same("listed first "+id, first, all[id].ListedAt)
	}
	if o := all["3"]; !o.FirstSeenAt.Equal(f.clock.Now()) || !o.OpenSince().Equal(first) {
		f.Errorf("its own times: %+v", o)
	}
	edited := openingAt("3", "Planner", "Leeds")
	f.clock.Move(time.Hour)
	f.record(f.visit(board, openingAt("0", "Cook", "Hull"), edited))
	f.same("after an edit", all["1"].ID, f.all(board)["3"].RepostOf)
}

// repostNone has what looks like a role that is listed again and is none: a
// copy of one that is open, another place, another role, another company, and
// what stood there when its board was first read.
func repostNone(f *fixture) {
	company := f.company("Northwharf")
	board, second := f.board(company.ID, "northwharf"), f.board(company.ID, "second")
	other := f.board(f.company("Halden Rail").ID, "halden")
	f.record(f.visit(board))
	f.record(f.visit(other, openingAt("0", "Cook", "Hull")))
	f.clock.Move(time.Hour)
	f.record(f.visit(board, openingAt("1", "Planner", "Hull"), openingAt("2", "Driver", "Hull")))
	f.clock.Move(time.Hour)
	f.record(f.visit(board, openingAt("2", "Driver", "Hull")))
	f.clock.Move(time.Hour)
	f.record(f.visit(board, openingAt("2", "Driver", "Hull"), openingAt("3", "Driver", "Hull"), openingAt("4", "Planner", "Leeds"), openingAt("5", "Planner II", "Hull")))
	f.record(f.visit(other, openingAt("0", "Cook", "Hull"), openingAt("1", "Planner", "Hull")))
	f.record(f.visit(second, openingAt("1", "Planner", "Hull")))
	for _, s := range []kith.Source{board, second, other} {
		for id, o := range f.all(s) {
			if o.RepostOf != 0 || !o.ListedAt.Equal(o.FirstSeenAt) {
				f.Errorf("%s %s is taken for one that is listed again: %+v", s.Board.Token, id, o)
			}
		}
	}
}

func repostWindow(f *fixture) {
	board := f.board(f.company("Northwharf").ID, "northwharf")
	f.record(f.visit(board, openingAt("0", "Cook", "Hull"), openingAt("1", "Planner", "Hull"), openingAt("2", "Driver", "Hull")))
	f.clock.Move(time.Hour)
	f.record(f.visit(board, openingAt("0", "Cook", "Hull")))
	f.clock.Move(kith.RepostWindow)
	f.record(f.visit(board, openingAt("0", "Cook", "Hull"), openingAt("3", "Planner", "Hull")))
	f.clock.Move(time.Millisecond)
	f.record(f.visit(board, openingAt("0", "Cook", "Hull"), openingAt("3", "Planner", "Hull"), openingAt("4", "Driver", "Hull")))
	all := f.all(board)
	f.same("within the window", all["1"].ID, all["3"].RepostOf)
	f.same("after it", int64(0), all["4"].RepostOf)
}

// repostOnce has two openings for one that closed.
func repostOnce(f *fixture) {
	board := f.board(f.company("Northwharf").ID, "northwharf")
	f.record(f.visit(board, openingAt("0", "Cook", "Hull"), openingAt("1", "Planner", "Hull")))
	f.clock.Move(time.Hour)
	f.record(f.visit(board, openingAt("0", "Cook", "Hull"), openingAt("2", "Planner", "Hull"), openingAt("3", "Planner", "Hull")))
	all := f.all(board)
	f.same("the first", all["1"].ID, all["2"].RepostOf)
	f.same("the second", int64(0), all["3"].RepostOf)
}

// repostTold tells of a role that is listed again, long after its alert, those
// only who were not told.
func repostTold(f *fixture) {
	u, other := f.user(), f.other("bo@mail.example")
	f.saveAlerts(roleAlert(u, 1, "northwharf/planner"))
	f.clock.Move(2 * kith.RoleWindow)
	again, anew := roleAlert(u, 2, "northwharf/planner"), roleAlert(other, 2, "northwharf/planner")
	again.Again, anew.Again = "opening/1", "opening/1"
	f.saveAlerts(again, anew)
	f.same("alerts", 1, len(f.told(u)))
	f.same("alerts of another", 1, len(f.told(other)))
	f.same("subjects", 2, f.count(fmt.Sprintf("SELECT COUNT(*) FROM alert_subjects WHERE user_id = %d", u.ID)))
}

// rolesFilled opens a database of a kith that knew no roles.
func rolesFilled(f *fixture) {
	board := f.board(f.company("Northwharf").ID, "northwharf")
	f.record(f.visit(board, openings(1200)...))
	f.do("UPDATE openings SET role_key = ''")
	second := f.open()
	for _, o := range must(second.Openings(f.ctx, store.OpeningFilter{}))(f) {
		if o.RoleKey != role(o) {
			f.Fatalf("the role of %s is %q", o.Title, o.RoleKey)
		}
	}
}
