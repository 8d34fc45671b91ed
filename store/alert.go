package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith"
)

// AlertFilter chooses alerts of one user, or of one delivery, newest first.
type AlertFilter struct {
	UserID     int64
	DeliveryID int64
	Since      time.Time // those made since
	Waiting    bool      // those that no delivery holds yet
	// OldestFirst turns the order around. AfterID does too, and goes on after
	// an alert.
	OldestFirst bool
	AfterID     int64
	Limit       int
}

const selectAlerts = `SELECT a.id, a.user_id, CASE WHEN u.email <> '' THEN u.email ELSE u.name END, a.kind, a.subject, a.role_key,
	COALESCE(a.company_id, 0), COALESCE(c.name, ''), a.title, a.url, a.openings, a.created_at, a.delivered_at, COALESCE(a.delivery_id, 0)
	FROM alerts a JOIN users u ON u.id = a.user_id LEFT JOIN companies c ON c.id = a.company_id WHERE 1 = 1`

func scanAlert(rows *sql.Rows) (a kith.Alert, err error) {
	err = rows.Scan(&a.ID, &a.UserID, &a.User, &a.Kind, &a.Subject, &a.RoleKey, &a.CompanyID, &a.Company, &a.Title, &a.URL, &a.Count,
		timeAt{&a.CreatedAt}, timeAt{&a.DeliveredAt}, &a.DeliveryID)
	if a.Kind != kith.AlertBaseline {
		a.Count = 0
	}
	return a, err
}

// Alerts returns alerts with their reasons, and with what they are about, as
// that is now. What is no longer stored is left out.
func (db *DB) Alerts(ctx context.Context, f AlertFilter) ([]kith.Alert, error) {
	if f.UserID == 0 && f.DeliveryID == 0 {
		return nil, kith.Errorf(kith.CodeInternal, "alerts are read for one user; none was named")
	}
	var found []kith.Alert
	err := db.read("reading the alerts", func(q querier) error {
		order := " ORDER BY a.id DESC"
		if f.OldestFirst || f.AfterID != 0 {
			order = " ORDER BY a.id"
		}
		var err error
		found, err = collect(ctx, q, scanAlert, newStatement(selectAlerts).
			where(f.UserID != 0, "a.user_id = ?", f.UserID).
			where(f.DeliveryID != 0, "a.delivery_id = ?", f.DeliveryID).
			where(!f.Since.IsZero(), "a.created_at >= ?", millis(f.Since)).
			where(f.Waiting, "a.delivery_id IS NULL").
			where(f.AfterID != 0, "a.id > ?", f.AfterID).
			add(order).limit(f.Limit))
		if err != nil {
			return err
		}
		for chunk := range slices.Chunk(found, inLimit) {
			if err := fillAlerts(ctx, q, chunk); err != nil {
				return err
			}
		}
		return nil
	})
	return found, err
}

// WaitingAlerts returns what a user's next digest tells, oldest first.
func (db *DB) WaitingAlerts(ctx context.Context, userID int64) ([]kith.Alert, error) {
	return db.Alerts(ctx, AlertFilter{UserID: userID, Waiting: true, OldestFirst: true})
}

// fillAlerts reads the reasons and the subjects of alerts, at most inLimit of
// them, with one query for each kind of thing.
func fillAlerts(ctx context.Context, q querier, alerts []kith.Alert) error {
	ids := make([]int64, 0, len(alerts))
	at := make(map[int64]*kith.Alert, len(alerts))
	for i := range alerts {
		ids = append(ids, alerts[i].ID)
		at[alerts[i].ID] = &alerts[i]
	}
	_, err := collect(ctx, q, func(rows *sql.Rows) (_ struct{}, err error) {
		var id int64
		var r kith.Reason
		if err = rows.Scan(&id, &r.Kind, &r.ContactID, &r.Contact, &r.Position, &r.Match, timeAt{&r.Since}); err == nil {
			at[id].Reasons = append(at[id].Reasons, r)
		}
		return struct{}{}, err
	}, in(newStatement("SELECT alert_id, kind, contact_id, contact, position, tier, since FROM alert_reasons WHERE"), " alert_id", ids))
	if err != nil {
		return err
	}
	for i := range alerts {
		slices.SortFunc(alerts[i].Reasons, compareReasons)
	}
	subjects, err := collect(ctx, q, scanSubject,
		in(newStatement("SELECT alert_id, subject FROM alert_subjects WHERE"), " alert_id", ids))
	if err != nil {
		return err
	}
	if err := fillOpenings(ctx, q, at, subjects); err != nil {
		return err
	}
	if err := fillEvents(ctx, q, at, subjects); err != nil {
		return err
	}
	if err := fillSignals(ctx, q, at, subjects); err != nil {
		return err
	}
	return fillMoves(ctx, q, at, subjects)
}

// subject is what an alert is about, such as {3, "opening", 17}.
type subject struct {
	alert int64
	kind  string
	id    int64 // 0 where it cannot be read
}

func scanSubject(rows *sql.Rows) (s subject, err error) {
	var text string
	if err := rows.Scan(&s.alert, &text); err != nil {
		return s, err
	}
	kind, id, _ := strings.Cut(text, "/")
	s.kind = kind
	if n, err := strconv.ParseInt(id, 10, 64); err == nil {
		s.id = n
	}
	return s, nil
}

// subjectIDs returns the ids of the subjects of a kind and which alerts have
// each of them.
func subjectIDs(subjects []subject, kind kith.AlertKind) ([]int64, map[int64][]int64) {
	var ids []int64
	alerts := make(map[int64][]int64)
	for _, s := range subjects {
		if s.kind == string(kind) {
			ids = append(ids, s.id)
			alerts[s.id] = append(alerts[s.id], s.alert)
		}
	}
	return distinct(ids), alerts
}

// fillOpenings gives alerts the openings that they are about, in the order in
// which these were first seen.
func fillOpenings(ctx context.Context, q querier, at map[int64]*kith.Alert, subjects []subject) error {
	ids, alerts := subjectIDs(subjects, kith.AlertOpening)
	return inChunks(ids, func(ids []int64) error {
		found, err := openingsByID(ctx, q, ids)
		if err != nil {
			return err
		}
		slices.SortFunc(found, func(a, b kith.Opening) int { return cmp.Compare(a.ID, b.ID) })
		for _, o := range found {
			for _, alert := range alerts[o.ID] {
				at[alert].Openings = append(at[alert].Openings, o)
			}
		}
		return nil
	})
}

// fillEvents gives alerts the events that they are about.
func fillEvents(ctx context.Context, q querier, at map[int64]*kith.Alert, subjects []subject) error {
	ids, alerts := subjectIDs(subjects, kith.AlertEvent)
	return inChunks(ids, func(ids []int64) error {
		found, err := eventsByID(ctx, q, ids)
		if err != nil {
			return err
		}
		for _, e := range found {
			for _, alert := range alerts[e.ID] {
				at[alert].Event = &e
			}
		}
		return nil
	})
}

// fillSignals gives alerts the signals that they are about.
func fillSignals(ctx context.Context, q querier, at map[int64]*kith.Alert, subjects []subject) error {
	ids, alerts := subjectIDs(subjects, kith.AlertSignal)
	found, err := signals(ctx, q, SignalFilter{IDs: append([]int64{}, ids...)})
	for _, s := range found {
		for _, alert := range alerts[s.ID] {
			at[alert].Signal = &s
		}
	}
	return err
}

// fillMoves gives alerts the moves that they are about.
func fillMoves(ctx context.Context, q querier, at map[int64]*kith.Alert, subjects []subject) error {
	ids, alerts := subjectIDs(subjects, kith.AlertMove)
	found, err := moves(ctx, q, ids)
	for _, m := range found {
		for _, alert := range alerts[m.ID] {
			at[alert].Move = &m
		}
	}
	return err
}
