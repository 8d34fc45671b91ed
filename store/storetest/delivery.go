package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kith"
	"kith/store"
)

func deliveryCases() []testCase {
	return []testCase{
		{"a delivery from its writing to its end", deliveryLife},
		{"a delivery that fails is tried again as it is", deliveryRetry},
		{"an attempt that died", deliveryDeadAttempt},
		{"two attempts at once", deliveryRace},
		{"an alert is in one delivery", deliveryTies},
		{"two deliveries of one digest at once", deliveryTieRace},
		{"a delivery ends while the matcher adds to its alerts", deliveryEndRace},
		{"deliveries that cannot be", deliveryRefusals},
	}
}

// message returns a delivery to a user that is not written down yet.
func (f *fixture) message(u kith.User) kith.Delivery {
	f.Helper()
	n := f.count("SELECT COUNT(*) FROM deliveries")
	return kith.Delivery{
		UserID: u.ID, MessageID: fmt.Sprintf("digest.%d.%d@kith.example", u.ID, n), From: "kith@kith.example", To: "ana@mail.example",
		Subject: "Two new openings", Message: fmt.Appendf(nil, "Subject: Two new openings\r\n\r\n%d\x00\xff\r\n", n),
	}
}

// deliver writes a delivery of one new alert down.
func (f *fixture) deliver(u kith.User) kith.Delivery {
	f.Helper()
	d := f.message(u)
	a := f.alert(u, fmt.Sprintf("event/%d", f.count("SELECT COUNT(*) FROM alerts")+1))
	d.ID = must(f.db.CreateDelivery(f.ctx, d, []int64{a.ID}))(f)
	d.CreatedAt = f.clock.Now()
	return d
}

func deliveryLife(f *fixture) {
	u := f.user()
	want := f.deliver(u)
	f.same("written down", want, must(f.db.Delivery(f.ctx, want.ID))(f))
	f.same("jobs", 1, f.count("SELECT COUNT(*) FROM river_job WHERE kind = 'deliver'"))
	f.same("unsent", []kith.Delivery{want}, must(f.db.UnsentDeliveries(f.ctx, u.ID))(f))
	f.same("unsent of another", 0, len(must(f.db.UnsentDeliveries(f.ctx, u.ID+1))(f)))

	want.TriedAt, want.Attempts = f.clock.Move(time.Minute), 1
	f.same("begun", want, must(f.db.BeginDelivery(f.ctx, want.ID))(f))
	f.same("stored", want, must(f.db.Delivery(f.ctx, want.ID))(f))
	f.same("delivered before it was sent", time.Time{}, f.told(u)[0].DeliveredAt)

	want.SentAt, want.Message = f.clock.Move(time.Second), nil
	f.no(f.db.EndDelivery(f.ctx, want.ID, nil))
	f.same("sent", want, must(f.db.Delivery(f.ctx, want.ID))(f))
	f.same("delivered", want.SentAt, f.told(u)[0].DeliveredAt)
	f.same("delivery of the alert", want.ID, f.told(u)[0].DeliveryID)
	f.same("unsent", 0, len(must(f.db.UnsentDeliveries(f.ctx, u.ID))(f)))

	f.clock.Move(time.Hour)
	f.same("begun again", want, must(f.db.BeginDelivery(f.ctx, want.ID))(f))
	f.no(f.db.EndDelivery(f.ctx, want.ID, nil))
	f.no(f.db.EndDelivery(f.ctx, want.ID, errors.New("too late")))
	f.same("what was sent stays", want, must(f.db.Delivery(f.ctx, want.ID))(f))
	f.same("delivered", want.SentAt, f.told(u)[0].DeliveredAt)
}

func deliveryRetry(f *fixture) {
	u := f.user()
	d := f.deliver(u)
	failure := fmt.Errorf("sending: 550 <ana.b@mail.example> unknown,\r\n mailto:Bo@x.example %s", strings.Repeat("é", 1000))
	for attempt := range 3 {
		begun := must(f.db.BeginDelivery(f.ctx, d.ID))(f)
		if begun.MessageID != d.MessageID || !bytes.Equal(begun.Message, d.Message) || begun.Attempts != attempt+1 {
			f.Errorf("attempt %d: %+v", attempt, begun)
		}
		f.no(f.db.EndDelivery(f.ctx, d.ID, failure)) // the next may begin at once
	}
	stored := must(f.db.Delivery(f.ctx, d.ID))(f)
	if want := "sending: 550 <(address)> unknown, mailto:(address) éé"; !strings.HasPrefix(stored.LastError, want) || len([]rune(stored.LastError)) > 300 {
		f.Errorf("last error %q", stored.LastError)
	}
	f.same("sent", time.Time{}, stored.SentAt)
	f.same("waiting", 0, len(must(f.db.WaitingAlerts(f.ctx, u.ID))(f)))
	must(f.db.BeginDelivery(f.ctx, d.ID))(f)
	f.no(f.db.EndDelivery(f.ctx, d.ID, nil))
	f.same("last error when sent", "", must(f.db.Delivery(f.ctx, d.ID))(f).LastError)
}

func deliveryDeadAttempt(f *fixture) {
	d := f.deliver(f.user())
	must(f.db.BeginDelivery(f.ctx, d.ID))(f)
	f.clock.Move(store.DeliveryClaim - time.Millisecond)
	_, err := f.open().BeginDelivery(f.ctx, d.ID)
	f.refused(err, kith.CodeConflict)
	f.clock.Move(time.Millisecond)
	f.same("attempts", 2, must(f.open().BeginDelivery(f.ctx, d.ID))(f).Attempts)
	f.clock.Move(-time.Hour) // the clock was wrong: the claim is not for ever
	f.same("attempts", 3, must(f.db.BeginDelivery(f.ctx, d.ID))(f).Attempts)
}

func deliveryRace(f *fixture) {
	u := f.user()
	dbs := []*store.DB{f.db, f.open()}
	for range 3 {
		d := f.deliver(u)
		f.oneWins(race(4, func(i int) error { _, err := dbs[i%2].BeginDelivery(f.ctx, d.ID); return err }))
		f.same("attempts", 1, must(f.db.Delivery(f.ctx, d.ID))(f).Attempts)
	}
}

func deliveryTies(f *fixture) {
	u, other := f.user(), f.other("bo@mail.example")
	a, b := f.alert(u, "event/1"), f.alert(u, "event/2")
	theirs := f.alert(other, "event/1")
	first := must(f.db.CreateDelivery(f.ctx, f.message(u), []int64{a.ID, a.ID}))(f)
	for _, alerts := range [][]int64{{b.ID, a.ID}, {b.ID, theirs.ID}, {b.ID, 999}} {
		_, err := f.db.CreateDelivery(f.ctx, f.message(u), alerts)
		f.refused(err, kith.CodeConflict)
	}
	f.same("deliveries", 1, f.count("SELECT COUNT(*) FROM deliveries"))
	f.same("jobs", 1, f.count("SELECT COUNT(*) FROM river_job WHERE kind = 'deliver'"))
	f.same("tied", 1, f.count("SELECT COUNT(*) FROM alerts WHERE delivery_id IS NOT NULL"))
	f.same("of the delivery", 1, len(must(f.db.Alerts(f.ctx, store.AlertFilter{DeliveryID: first}))(f)))
	if f.user().DueAt.IsZero() {
		f.Error("nothing is due for the alert that waits")
	}
}

func deliveryTieRace(f *fixture) {
	u := f.user()
	a, b := f.alert(u, "event/1"), f.alert(u, "event/2")
	dbs := []*store.DB{f.db, f.open()}
	d := f.message(u)
	f.oneWins(race(4, func(i int) error {
		d := d
		d.MessageID = fmt.Sprintf("%d.%s", i, d.MessageID)
		_, err := dbs[i%2].CreateDelivery(f.ctx, d, []int64{b.ID, a.ID})
		return err
	}))
	f.same("deliveries", 1, f.count("SELECT COUNT(*) FROM deliveries"))

	// A delivery while the matcher adds to what it tells.
	c := f.alert(u, "event/3")
	d.MessageID = "late." + d.MessageID
	errs := race(2, func(i int) error {
		if i == 0 {
			_, err := dbs[0].CreateDelivery(f.ctx, d, []int64{c.ID})
			return err
		}
		return dbs[1].SaveAlerts(f.ctx, 3, 4, []kith.Alert{newAlert(u, "event/3"), newAlert(u, "event/4")})
	})
	f.no(errors.Join(errs...))
	if due := f.user().DueAt; due.IsZero() {
		f.Error("nothing is due for what came beside the delivery")
	}
	f.same("waiting", 1, len(must(f.db.WaitingAlerts(f.ctx, u.ID))(f)))
}

func deliveryRefusals(f *fixture) {
	u := f.user()
	a, b := f.alert(u, "event/1"), f.alert(u, "event/2")
	good := f.message(u)
	must(f.db.CreateDelivery(f.ctx, good, []int64{a.ID}))(f)
	_, err := f.db.CreateDelivery(f.ctx, good, []int64{b.ID}) // the same Message-ID
	f.refused(err, kith.CodeConflict)
	for _, spoil := range []func(*kith.Delivery){
		func(d *kith.Delivery) { d.MessageID = "" },
		func(d *kith.Delivery) { d.Message = nil },
	} {
		bad := f.message(u)
		spoil(&bad)
		_, err := f.db.CreateDelivery(f.ctx, bad, []int64{b.ID})
		f.refused(err, kith.CodeInternal)
	}
	_, err = f.db.CreateDelivery(f.ctx, f.message(u), nil)
	f.refused(err, kith.CodeInternal)
	_, err = f.db.CreateDelivery(f.ctx, f.message(kith.User{ID: 999}), []int64{b.ID})
	f.refused(err, kith.CodeNotFound)
	_, err = f.db.BeginDelivery(f.ctx, 999)
	f.refused(err, kith.CodeNotFound)
	f.refused(f.db.EndDelivery(f.ctx, 999, nil), kith.CodeNotFound)
	_, err = f.db.Delivery(f.ctx, 999)
	f.refused(err, kith.CodeNotFound)
	f.same("deliveries", 1, f.count("SELECT COUNT(*) FROM deliveries"))
}

// deliveryEndRace has the matcher and the end of a delivery write the same
// alerts, in whatever order.
func deliveryEndRace(f *fixture) {
	u := f.user()
	other := f.open()
	for round := range 3 {
		var alerts, copies []kith.Alert
		for i := range 40 {
			role := fmt.Sprintf("role %d.%d", round, i)
			alerts = append(alerts, roleAlert(u, int64(round*1000+i+1), role))
			copies = append(copies, roleAlert(u, int64(round*1000+i+501), role))
		}
		f.saveAlerts(alerts...)
		slices.Reverse(copies)
		var ids []int64
		for _, a := range must(f.db.WaitingAlerts(f.ctx, u.ID))(f) {
			ids = append(ids, a.ID)
		}
		d := must(f.db.CreateDelivery(f.ctx, f.message(u), ids))(f)
		from := must(f.db.MatchPosition(f.ctx))(f)
		f.no(errors.Join(race(2, func(i int) error {
			if i == 0 {
				return f.db.EndDelivery(f.ctx, d, nil)
			}
			return other.SaveAlerts(f.ctx, from, from+1, copies)
		})...))
	}
	f.same("alerts that were sent", 120, f.count("SELECT COUNT(*) FROM alerts WHERE delivered_at <> 0 AND openings = 2"))
}
