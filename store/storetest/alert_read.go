package storetest

import (
	"fmt"
	"time"

	"kith"
	"kith/store"
)

func alertReadCases() []testCase {
	return []testCase{
		{"alerts are read with all that belongs to them", alertWhole},
		{"alerts are chosen", alertFilters},
		{"very many alerts", alertMany},
	}
}

func alertWhole(f *fixture) {
	u := f.user()
	u.Email = "ana@mail.example"
	u = must(f.db.UpdateUser(f.ctx, u))(f)
	rail := f.company("Halden Rail")
	board, feed := f.board(rail.ID, "halden"), f.feed("news")
	f.record(f.visit(board))
	f.record(f.visit(board, opening("1", "Planner"), opening("2", "Cook")))
	news := f.visit(feed)
	news.Items = []kith.Item{{ExternalID: "n1", Title: "Halden Rail cuts 200", URL: "https://news.example/1", PublishedAt: Begin(), Events: []kith.Event{
		{CompanyID: rail.ID, Company: "Halden Rail", Kind: kith.EventLayoff, Headline: "Halden Rail cuts 200", URL: "https://news.example/1", PublishedAt: Begin(), Headcount: 200},
	}}}
	f.record(news)
	stored, events := must(f.db.Openings(f.ctx, store.OpeningFilter{}))(f), must(f.db.Events(f.ctx, store.EventFilter{}))(f)
	reasons := []kith.Reason{
		{Kind: kith.ReasonContact, ContactID: 3, Contact: "Ana", Position: "Driver", Match: kith.MatchExact, Since: date(2020, 2, 29)},
		{Kind: kith.ReasonWatch, Since: Begin()},
	}
	want := []kith.Alert{
		{Kind: kith.AlertOpening, Subject: fmt.Sprintf("opening/%d", stored[0].ID), RoleKey: "planner", Openings: stored[:1]},
		{Kind: kith.AlertEvent, Subject: fmt.Sprintf("event/%d", events[0].ID), Event: &events[0]},
		{Kind: kith.AlertBaseline, Subject: fmt.Sprintf("company/%d", rail.ID), Count: 41},
		{Kind: kith.AlertOpening, Subject: "opening/999999"}, // no longer stored
		{Kind: kith.AlertOpening, Subject: "opening/x"},
	}
	for i := range want {
		a := &want[i]
		a.UserID, a.CompanyID, a.Title, a.URL, a.Reasons = u.ID, rail.ID, "Title", "https://x.example/", reasons
	}
	f.saveAlerts(want...)
	got := f.told(u)
	for i := range want {
		a := &want[i]
		a.ID, a.User, a.Company, a.CreatedAt = got[i].ID, "ana@mail.example", "Halden Rail", Begin()
	}
	f.same("alerts", want, got)
	f.same("company and board of an opening", []string{"Halden Rail", "greenhouse/halden"}, []string{got[0].Openings[0].Company, got[0].Openings[0].Board})
}

func alertFilters(f *fixture) {
	u, other := f.user(), f.other("bo@mail.example")
	for i := range 5 {
		f.saveAlerts(newAlert(u, fmt.Sprintf("event/%d", i+1)), newAlert(other, fmt.Sprintf("event/%d", i+1)))
		f.clock.Move(time.Hour)
	}
	all := f.told(u)
	delivery := must(f.db.CreateDelivery(f.ctx, f.message(u), []int64{all[1].ID, all[3].ID}))(f)
	tests := []struct {
		name   string
		filter store.AlertFilter
		want   []int
	}{
		{"newest first", store.AlertFilter{UserID: u.ID}, []int{5, 4, 3, 2, 1}},
		{"oldest first", store.AlertFilter{UserID: u.ID, OldestFirst: true}, []int{1, 2, 3, 4, 5}},
		{"since", store.AlertFilter{UserID: u.ID, Since: Begin().Add(3 * time.Hour)}, []int{5, 4}},
		{"waiting", store.AlertFilter{UserID: u.ID, Waiting: true}, []int{5, 3, 1}},
		{"of a delivery", store.AlertFilter{DeliveryID: delivery}, []int{4, 2}},
		{"of a delivery to somebody else", store.AlertFilter{UserID: other.ID, DeliveryID: delivery}, nil},
		{"limit", store.AlertFilter{UserID: u.ID, Limit: 2}, []int{5, 4}},
		{"after one", store.AlertFilter{UserID: u.ID, AfterID: all[1].ID, Limit: 2}, []int{3, 4}},
		{"of nobody", store.AlertFilter{UserID: 999}, nil},
	}
	for _, test := range tests {
		var got []int
		for _, a := range must(f.db.Alerts(f.ctx, test.filter))(f) {
			var n int
			_, _ = fmt.Sscanf(a.Subject, "event/%d", &n)
			got = append(got, n)
		}
		f.same(test.name, test.want, got)
	}
	f.same("waiting for the digest", 3, len(must(f.db.WaitingAlerts(f.ctx, u.ID))(f)))
	_, err := f.db.Alerts(f.ctx, store.AlertFilter{Waiting: true})
	f.refused(err, kith.CodeInternal)
}

// alertMany saves and reads more than one query takes.
func alertMany(f *fixture) {
	u := f.user()
	var batch []kith.Alert
	for i := range 1300 {
		a := roleAlert(u, int64(i+1), fmt.Sprintf("role %d", i%1100))
		a.Reasons = append(a.Reasons, kith.Reason{Kind: kith.ReasonContact, ContactID: int64(i + 1), Contact: "Ana", Match: kith.MatchExact})
		batch = append(batch, a)
	}
	f.saveAlerts(batch...)
	f.saveAlerts(batch...)
	got := f.told(u)
	f.same("alerts", 1100, len(got))
	f.same("reasons of one opening", 2, len(got[500].Reasons))
	f.same("reasons of a role with two openings", 3, len(got[100].Reasons))
	f.same("subjects", 1300, f.count("SELECT COUNT(*) FROM alert_subjects"))
	f.same("counted", 1300, f.count("SELECT SUM(openings) FROM alerts"))
}
