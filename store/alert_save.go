package store

import (
	"context"
	"database/sql"

	"kith"
)

// matchCursor is the name of the matcher's place in the change log.
const matchCursor = "match"

// MatchPosition returns up to which row of the change log alerts have been
// saved, 0 at first.
func (db *DB) MatchPosition(ctx context.Context) (int64, error) {
	var position int64
	err := db.read("reading how far alerts were matched", func(q querier) error {
		return q.QueryRowContext(ctx, "SELECT COALESCE(MAX(position), 0) FROM cursors WHERE name = $1", matchCursor).Scan(&position)
	})
	return position, err
}

// SaveAlerts saves the alerts that follow from the rows of the change log
// after from, up to and with to, and moves MatchPosition to to. When the
// position is no longer from, somebody else has matched meanwhile: then it
// writes nothing and answers kith.CodeConflict.
//
// There is one alert per user and subject, for ever. A subject that the user
// has an alert for only adds its reasons to that. A new one with the role of
// an alert that is younger than kith.RoleWindow joins that as a further copy.
// An alert that was sent is not sent again. While the count of what stood open
// waits, it takes over the newer number. Users who now have something waiting
// become due by their own schedule.
func (db *DB) SaveAlerts(ctx context.Context, from, to int64, alerts []kith.Alert) error {
	if to < from {
		return kith.Errorf(kith.CodeInternal, "the matcher cannot go back in the change log, from %d to %d", from, to)
	}
	return db.write(ctx, "saving the alerts", func(tx *tx) error {
		if err := tx.moveCursor(ctx, from, to); err != nil || len(alerts) == 0 {
			return err
		}
		users, err := tx.lockUserRows(ctx, alerts)
		if err != nil {
			return err
		}
		plan, err := tx.planAlerts(ctx, alerts, users)
		if err != nil {
			return err
		}
		return tx.savePlan(ctx, plan)
	})
}

// moveCursor moves the matcher's place in the change log, if it still is from.
// On PostgreSQL the row makes other matchers wait.
func (tx *tx) moveCursor(ctx context.Context, from, to int64) error {
	_, err := exec(ctx, tx, newStatement("INSERT INTO cursors (name, position) VALUES (?, 0) ON CONFLICT DO NOTHING", matchCursor))
	if err != nil {
		return err
	}
	moved, err := exec(ctx, tx, newStatement("UPDATE cursors SET position = ? WHERE name = ? AND position = ?", to, matchCursor, from))
	if err == nil && moved == 0 {
		err = kith.Errorf(kith.CodeConflict, "another process has matched these changes meanwhile; nothing was saved")
	}
	return err
}

// lockUserRows reads the users of alerts and locks their rows, in one order.
// Whoever ties alerts to a delivery holds the row of their user too.
func (tx *tx) lockUserRows(ctx context.Context, alerts []kith.Alert) (map[int64]kith.User, error) {
	ids := make([]int64, 0, len(alerts))
	for i := range alerts {
		ids = append(ids, alerts[i].UserID)
	}
	users := make(map[int64]kith.User)
	err := inChunks(distinct(ids), func(ids []int64) error {
		found, err := collect(ctx, tx, scanUser, in(newStatement(selectUsers), " AND id", ids).add(" ORDER BY id"+tx.db.dialect.lockRow))
		for _, u := range found {
			users[u.ID] = u
		}
		return err
	})
	return users, err
}

// savePlan writes the new alerts, what joins others, and makes the users of
// the new ones due.
func (tx *tx) savePlan(ctx context.Context, plan *alertPlan) error {
	due, err := tx.insertAlerts(ctx, plan)
	if err != nil {
		return err
	}
	var subjects, reasons [][]any
	for _, p := range plan.order {
		for _, subject := range p.subjects {
			subjects = append(subjects, []any{p.alert.UserID, subject, p.id})
		}
		for _, r := range p.reasons {
			reasons = append(reasons, []any{p.id, string(r.Kind), r.ContactID, clean(r.Contact), clean(r.Position), string(r.Match), millis(r.Since)})
		}
		if err := tx.updateAlert(ctx, p); err != nil {
			return err
		}
	}
	if _, err := insertAll(ctx, tx, insertion{into: "alert_subjects (user_id, subject, alert_id)", rows: subjects}, scanID); err != nil {
		return err
	}
	if _, err := insertAll(ctx, tx, insertion{
		into: "alert_reasons (alert_id, kind, contact_id, contact, position, tier, since)", rows: reasons, tail: " ON CONFLICT DO NOTHING",
	}, scanID); err != nil {
		return err
	}
	return tx.makeDue(ctx, due)
}

// updateAlert writes what is new about an alert that was stored before.
func (tx *tx) updateAlert(ctx context.Context, p *plannedAlert) error {
	switch {
	case !p.stored:
		return nil
	case p.alert.Kind == kith.AlertBaseline:
		_, err := exec(ctx, tx, newStatement("UPDATE alerts SET title = ?, openings = ? WHERE id = ? AND kind = ? AND delivery_id IS NULL",
			clean(p.alert.Title), p.alert.Count, p.id, string(kith.AlertBaseline)))
		return err
	case len(p.subjects) > 0:
		_, err := exec(ctx, tx, newStatement("UPDATE alerts SET openings = openings + ? WHERE id = ?", len(p.subjects), p.id))
		return err
	}
	return nil
}

// insertAlerts inserts the new alerts of a plan and returns their users.
func (tx *tx) insertAlerts(ctx context.Context, plan *alertPlan) ([]kith.User, error) {
	var rows [][]any
	var users []kith.User
	seen := make(map[int64]bool)
	for _, p := range plan.order {
		if p.stored {
			continue
		}
		a := p.alert
		rows = append(rows, []any{
			a.UserID, string(a.Kind), a.Subject, roleKey(a.RoleKey), ref(a.CompanyID), clean(a.Title), clean(a.URL), p.count(), millis(tx.now),
		})
		if !seen[a.UserID] {
			seen[a.UserID] = true
			users = append(users, plan.users[a.UserID])
		}
	}
	_, err := insertAll(ctx, tx, insertion{
		into: "alerts (user_id, kind, subject, role_key, company_id, title, url, openings, created_at)",
		rows: rows, tail: " RETURNING id, user_id, subject",
	}, func(rows *sql.Rows) (struct{}, error) {
		var id int64
		var key userKey
		err := rows.Scan(&id, &key.user, &key.key)
		if err == nil {
			plan.bySubject[key].id = id
		}
		return struct{}{}, err
	})
	return users, err
}

// makeDue makes users due by their schedule who are not due already.
func (tx *tx) makeDue(ctx context.Context, users []kith.User) error {
	for _, u := range users {
		due := u.NextDigest(tx.now)
		if !u.DueAt.IsZero() || due.IsZero() {
			continue
		}
		if _, err := exec(ctx, tx, newStatement("UPDATE users SET due_at = ?, queued_at = 0 WHERE id = ?", millis(due), u.ID)); err != nil {
			return err
		}
	}
	return nil
}
