package storetest

import (
	"fmt"
	"strings"
	"time"

	"kith"
	"kith/store"
)

func alertCases() []testCase {
	return []testCase{
		{"alerts and the position are saved together", alertPosition},
		{"two matchers at once", alertRace},
		{"a subject is told once", alertOnce},
		{"a second reason joins", alertReasonJoins},
		{"what stood open is counted anew while it waits", alertBaseline},
		{"a role in thirty cities is one alert", alertRole},
		{"a role after its window is news", alertRoleLapse},
		{"what waits makes its user due", alertDue},
		{"alerts with hostile words", hostileAlerts},
		{"alerts of somebody who is gone", alertOfNobody},
	}
}

// saveAlerts saves alerts as the matcher does.
func (f *fixture) saveAlerts(alerts ...kith.Alert) {
	f.Helper()
	from := must(f.db.MatchPosition(f.ctx))(f)
	f.no(f.db.SaveAlerts(f.ctx, from, from+1, alerts))
}

// alert saves one alert for a user, for watching, and returns it.
func (f *fixture) alert(u kith.User, subject string) kith.Alert {
	f.Helper()
	f.saveAlerts(newAlert(u, subject))
	all := must(f.db.Alerts(f.ctx, store.AlertFilter{UserID: u.ID}))(f)
	for _, a := range all {
		if a.Subject == subject {
			return a
		}
	}
	f.Fatalf("no alert about %s", subject)
	return kith.Alert{}
}

func newAlert(u kith.User, subject string) kith.Alert {
	kind, _, _ := strings.Cut(subject, "/")
	if kind == "company" {
		kind = string(kith.AlertBaseline)
	}
	return kith.Alert{
		UserID: u.ID, Kind: kith.AlertKind(kind), Subject: subject, Title: "About " + subject, URL: "https://x.example/" + subject,
		Reasons: []kith.Reason{{Kind: kith.ReasonWatch, Since: Begin()}},
	}
}

// told returns the alerts of a user, oldest first.
func (f *fixture) told(u kith.User) []kith.Alert {
	f.Helper()
	return must(f.db.Alerts(f.ctx, store.AlertFilter{UserID: u.ID, OldestFirst: true}))(f)
}

func alertPosition(f *fixture) {
	u := f.user()
	f.same("position at first", int64(0), must(f.db.MatchPosition(f.ctx))(f))
	f.no(f.db.SaveAlerts(f.ctx, 0, 5, nil))
	f.no(f.db.SaveAlerts(f.ctx, 5, 9, []kith.Alert{newAlert(u, "event/1")}))
	f.refused(f.db.SaveAlerts(f.ctx, 5, 12, []kith.Alert{newAlert(u, "event/2")}), kith.CodeConflict)
	f.refused(f.db.SaveAlerts(f.ctx, 9, 8, []kith.Alert{newAlert(u, "event/2")}), kith.CodeInternal)
	f.same("position", int64(9), must(f.db.MatchPosition(f.ctx))(f))
	f.same("alerts", 1, len(f.told(u)))
	bad := newAlert(u, "event/3")
	bad.CompanyID = 999 // no such company: nothing is saved, the position stays
	if err := f.db.SaveAlerts(f.ctx, 9, 10, []kith.Alert{newAlert(u, "event/2"), bad}); err == nil {
		f.Error("an alert about no company was saved")
	}
	f.same("position", int64(9), must(f.db.MatchPosition(f.ctx))(f))
	f.same("alerts", 1, len(f.told(u)))
}

func alertRace(f *fixture) {
	u := f.user()
	dbs := []*store.DB{f.db, f.open()}
	for round := range int64(5) {
		f.oneWins(race(4, func(i int) error {
			return dbs[i%2].SaveAlerts(f.ctx, round, round+1, []kith.Alert{newAlert(u, fmt.Sprintf("event/%d%d", round+1, i))})
		}))
	}
	f.same("alerts", 5, len(f.told(u)))
}

func alertOnce(f *fixture) {
	u, other := f.user(), f.other("bo@mail.example")
	f.saveAlerts(newAlert(u, "event/1"), newAlert(u, "event/1"), newAlert(other, "event/1"))
	first := f.told(u)
	f.same("alerts", 1, len(first))
	f.clock.Move(400 * 24 * time.Hour)
	again := newAlert(u, "event/1")
	again.Title = "in other words"
	f.saveAlerts(again)
	f.same("alerts", first, f.told(u))
	f.same("alerts of another", 1, len(f.told(other)))
	f.same("subjects", 2, f.count("SELECT COUNT(*) FROM alert_subjects"))
}

func alertReasonJoins(f *fixture) {
	u := f.user()
	a := f.alert(u, "event/1")
	id := must(f.db.CreateDelivery(f.ctx, f.message(u), []int64{a.ID}))(f)
	f.no(f.db.EndDelivery(f.ctx, id, nil))
	f.clock.Move(time.Hour)
	second := newAlert(u, "event/1")
	ana := kith.Reason{Kind: kith.ReasonContact, ContactID: 7, Contact: "Ana", Position: "Driver", Match: kith.MatchStrong, Since: date(2020, 1, 1)}
	bo := kith.Reason{Kind: kith.ReasonContact, ContactID: 8, Contact: "Bo", Match: kith.MatchExact}
	second.Reasons = []kith.Reason{ana, bo, ana}
	f.saveAlerts(second)
	f.saveAlerts(second)
	got := f.told(u)
	f.same("alerts", 1, len(got))
	f.same("reasons", []kith.Reason{bo, ana, {Kind: kith.ReasonWatch, Since: Begin()}}, got[0].Reasons)
	f.same("waiting", 0, len(must(f.db.WaitingAlerts(f.ctx, u.ID))(f)))
	f.same("delivered", Begin(), got[0].DeliveredAt)
	f.same("due", time.Time{}, f.user().DueAt)
}

func alertBaseline(f *fixture) {
	u := f.user()
	counted := func(n int) kith.Alert {
		a := newAlert(u, "company/9")
		a.Count, a.Title = n, fmt.Sprint(n, " stand open")
		return a
	}
	want := func(n int) {
		f.Helper()
		got := f.told(u)
		f.same("alerts", 1, len(got))
		f.same("count", n, got[0].Count)
		f.same("title", fmt.Sprint(n, " stand open"), got[0].Title)
	}
	f.saveAlerts(counted(3), counted(4))
	want(4)
	f.saveAlerts(counted(12))
	want(12)
	must(f.db.CreateDelivery(f.ctx, f.message(u), []int64{f.told(u)[0].ID}))(f)
	f.saveAlerts(counted(40)) // what was told stays told
	want(12)
}

// roleAlert returns an alert about an opening with a role.
func roleAlert(u kith.User, opening int64, role string) kith.Alert {
	a := newAlert(u, fmt.Sprintf("opening/%d", opening))
	a.RoleKey = role
	return a
}

func alertRole(f *fixture) {
	u, other := f.user(), f.other("bo@mail.example")
	board := f.board(f.company("Halden Rail").ID, "halden")
	f.record(f.visit(board))
	f.record(f.visit(board, openings(30)...))
	stored := must(f.db.Openings(f.ctx, store.OpeningFilter{}))(f)
	f.same("openings", 30, len(stored))
	var batch []kith.Alert
	for _, o := range stored[:20] {
		batch = append(batch, roleAlert(u, o.ID, "halden/planner"))
	}
	f.saveAlerts(batch...)
	for _, o := range stored[20:] {
		f.clock.Move(24 * time.Hour)
		f.saveAlerts(roleAlert(u, o.ID, "halden/planner"), roleAlert(u, o.ID, "halden/planner"))
	}
	f.saveAlerts(roleAlert(u, 1000, "halden/cook"), roleAlert(u, 1001, ""), roleAlert(u, 1002, ""), roleAlert(other, stored[0].ID, "halden/planner"))
	got := f.told(u)
	f.same("alerts", 4, len(got))
	f.same("openings of the role", stored, got[0].Openings)
	f.same("counted", 30, f.count("SELECT openings FROM alerts WHERE role_key = 'halden/planner' ORDER BY id LIMIT 1"))
	f.same("alerts of another", 1, len(f.told(other)))
	f.same("openings told to another", stored[:1], f.told(other)[0].Openings)
}

func alertRoleLapse(f *fixture) {
	u := f.user()
	long := strings.Repeat("a very long role ", 1000)
	for _, role := range []string{"planner", long} {
		before := len(f.told(u))
		f.saveAlerts(roleAlert(u, int64(before*100+1), role))
		f.clock.Move(kith.RoleWindow - time.Millisecond)
		f.saveAlerts(roleAlert(u, int64(before*100+2), role))
		f.same("alerts within the window", before+1, len(f.told(u)))
		f.clock.Move(time.Millisecond)
		f.saveAlerts(roleAlert(u, int64(before*100+3), role))
		f.same("alerts after the window", before+2, len(f.told(u)))
		f.saveAlerts(roleAlert(u, int64(before*100+4), role), roleAlert(u, int64(before*100+1), role)) // joins the newer; the older stays where it is
		f.same("alerts", before+2, len(f.told(u)))
		f.same("subjects", before*2+4, f.count("SELECT COUNT(*) FROM alert_subjects"))
	}
}

func alertDue(f *fixture) {
	u, other, never := f.user(), f.other("bo@mail.example"), f.other("cy@mail.example")
	never.Cadence = kith.CadenceNever
	never = must(f.db.UpdateUser(f.ctx, never))(f)
	other.Cadence = kith.CadenceInstant
	must(f.db.UpdateUser(f.ctx, other))(f)
	due := func(u kith.User) time.Time { return must(f.db.User(f.ctx, u.ID))(f).DueAt }

	f.saveAlerts(newAlert(u, "event/1"), newAlert(other, "event/1"), newAlert(never, "event/1"))
	f.same("due daily", time.Date(2026, 11, 26, 7, 30, 0, 0, time.UTC), due(u))
	f.same("due instantly", Begin().Add(kith.GroupWait), due(other))
	f.same("due never", time.Time{}, due(never))
	f.clock.Move(time.Minute)
	f.saveAlerts(newAlert(other, "event/2"))
	f.same("the earliest stays", Begin().Add(kith.GroupWait), due(other))

	waiting := must(f.db.WaitingAlerts(f.ctx, other.ID))(f)
	must(f.db.CreateDelivery(f.ctx, f.message(other), []int64{waiting[0].ID}))(f)
	f.same("due for the rest", f.clock.Now().Add(kith.GroupWait), due(other))
	must(f.db.CreateDelivery(f.ctx, f.message(other), []int64{waiting[1].ID}))(f)
	f.same("due for nothing", time.Time{}, due(other))
	f.saveAlerts(newAlert(other, "event/1")) // nothing new
	f.same("due for nothing new", time.Time{}, due(other))
	f.clock.Move(time.Hour)
	f.saveAlerts(newAlert(other, "event/3"))
	f.same("due again", f.clock.Now().Add(kith.GroupWait), due(other))
}

func hostileAlerts(f *fixture) {
	u := f.user()
	a := newAlert(u, "event/1")
	a.Title, a.URL = "'; DROP TABLE alerts; --\x00\xff?", strings.Repeat("?$1", 10_000)
	a.RoleKey = "\x00\xff" + strings.Repeat("r", 10_000)
	a.Reasons = []kith.Reason{{Kind: kith.ReasonContact, ContactID: 1, Contact: "Robert\x00'; --", Position: strings.Repeat("é", 10_000), Match: kith.MatchExact}}
	f.saveAlerts(a)
	got := f.told(u)
	f.same("alerts", 1, len(got))
	f.same("title", "'; DROP TABLE alerts; --\uFFFD?", got[0].Title)
	f.same("contact", "Robert'; --", got[0].Reasons[0].Contact)
}

func alertOfNobody(f *fixture) {
	u := f.user()
	f.saveAlerts(newAlert(kith.User{ID: 999}, "event/1"), newAlert(u, "event/1"))
	f.same("alerts", 1, f.count("SELECT COUNT(*) FROM alerts"))
}
