package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"kith"
)

// keptDays is for how long the days of a board are kept.
const keptDays = 400 * 24 * time.Hour

// markDay notes that the board was seen whole today, and on the first time of a
// day has its history looked at: what did not come shows on quiet days only.
func (r *recording) markDay(ctx context.Context) error {
	if r.source.Kind != kith.SourceBoard || !r.allSeenAt.Equal(r.visit.At) {
		return nil
	}
	day := r.visit.At.Truncate(24 * time.Hour)
	marked, err := exec(ctx, r.tx, newStatement("INSERT INTO board_days (source_id, day) VALUES (?, ?) ON CONFLICT DO NOTHING", r.source.ID, millis(day)))
	if err != nil || marked == 0 {
		return err
	}
	if _, err := exec(ctx, r.tx, newStatement("DELETE FROM board_days WHERE source_id = ? AND day < ?", r.source.ID, millis(day.Add(-keptDays)))); err != nil {
		return err
	}
	return r.insertJobs(ctx, signalsArgs{Source: r.source.ID})
}

// BoardDays returns the days, as far back as keptDays, on which a visit to a board
// proved itself whole, in their order, as midnights of UTC.
func (db *DB) BoardDays(ctx context.Context, sourceID int64) ([]time.Time, error) {
	var days []time.Time
	err := db.read("reading the days of a board", func(q querier) error {
		var err error
		days, err = collect(ctx, q, func(rows *sql.Rows) (day time.Time, err error) {
			return day, rows.Scan(timeAt{&day})
		}, newStatement("SELECT day FROM board_days WHERE source_id = ? ORDER BY day", sourceID))
		return err
	})
	return days, err
}

// Life is the life of an opening, with no more than what it is told by: title,
// places, department, and the times.
type Life struct {
	kith.Opening
	AwayAt time.Time // when it had been closed the last time, of one that came again
}

// BoardLives returns the lives of all openings that a board ever had, by id.
func (db *DB) BoardLives(ctx context.Context, sourceID int64) ([]Life, error) {
	var found []Life
	err := db.read("reading the history of a board", func(q querier) error {
		var err error
		found, err = collect(ctx, q, func(rows *sql.Rows) (o Life, err error) {
			return o, rows.Scan(&o.ID, &o.Title, &o.Department, jsonText{&o.Locations}, timeAt{&o.FirstSeenAt}, timeAt{&o.ClosedAt}, timeAt{&o.ReopenedAt},
				timeAt{&o.PostedAt}, timeAt{&o.ListedAt}, &o.Baseline, timeAt{&o.AwayAt})
		}, newStatement(`SELECT o.id, o.title, o.department, o.locations, o.first_seen_at, o.closed_at, o.reopened_at, o.posted_at, o.listed_at, o.baseline,
			CASE WHEN o.reopened_at = 0 THEN 0 ELSE
				COALESCE((SELECT MAX(h.at) FROM opening_history h WHERE h.opening_id = o.id AND h.op = ? AND h.at <= o.reopened_at), 0) END
			FROM openings o WHERE o.source_id = ? ORDER BY o.id`, string(kith.OpClosed), sourceID))
		return err
	})
	return found, err
}

// SaveSignals stores what the history of a board says, and notes in the change
// log what it did not say before. One that was seen within kith.SignalWindow is
// the same one.
func (db *DB) SaveSignals(ctx context.Context, sourceID int64, signals []kith.Signal) error {
	if len(signals) == 0 {
		return nil
	}
	return db.write(ctx, "saving the signals of a board", func(tx *tx) error {
		locked, err := collect(ctx, tx, scanID, newStatement("SELECT COALESCE(company_id, 0) FROM sources WHERE id = ?"+db.dialect.lockRow, sourceID))
		if err != nil {
			return err
		}
		if len(locked) == 0 {
			return notFound("source", sourceID)
		}
		var changes []kith.Change
		for _, s := range signals {
			s.BoardID, s.CompanyID = sourceID, locked[0]
			s.Subject, s.Evidence = clean(s.Subject), clean(s.Evidence)
			id, err := tx.saveSignal(ctx, s)
			if err != nil {
				return err
			}
			if id != 0 {
				changes = append(changes, kith.Change{Kind: kith.ChangeSignal, Op: kith.OpNew, ID: id, CompanyID: s.CompanyID})
			}
		}
		return tx.logChanges(ctx, changes)
	})
}

// saveSignal stores a signal and returns its id, 0 when it is one that has been
// seen lately.
func (tx *tx) saveSignal(ctx context.Context, s kith.Signal) (int64, error) {
	seen, err := exec(ctx, tx, newStatement("UPDATE signals SET seen_at = ? WHERE source_id = ? AND kind = ? AND subject = ? AND seen_at >= ?",
		millis(s.At), s.BoardID, string(s.Kind), s.Subject, millis(s.At.Add(-kith.SignalWindow))))
	if err != nil || seen > 0 {
		return 0, err
	}
	added, err := insertAll(ctx, tx, insertion{
		into: "signals (source_id, company_id, opening_id, kind, subject, evidence, strength, at, seen_at)",
		rows: [][]any{{s.BoardID, ref(s.CompanyID), s.OpeningID, string(s.Kind), s.Subject, s.Evidence, s.Strength, millis(s.At), millis(s.At)}},
		tail: " RETURNING id",
	}, scanID)
	if err != nil {
		return 0, err
	}
	return added[0], nil
}

// SignalFilter chooses signals; its zero value chooses all. A nil IDs is no
// filter; an empty one chooses nothing.
type SignalFilter struct {
	IDs       []int64
	CompanyID int64
	Since     time.Time // those that could first be seen then or later
	Limit     int       // 0 is no limit
}

// Signals returns signals, the newest first, and of one day the strongest
// first.
func (db *DB) Signals(ctx context.Context, f SignalFilter) ([]kith.Signal, error) {
	var found []kith.Signal
	err := db.read("reading the signals", func(q querier) error {
		var err error
		found, err = signals(ctx, q, f)
		return err
	})
	return found, err
}

func signals(ctx context.Context, q querier, f SignalFilter) ([]kith.Signal, error) {
	found, err := inPages(page{f.IDs, f.Limit}, func(ids []int64, limit int) ([]kith.Signal, error) {
		s := newStatement(`SELECT g.id, g.source_id, COALESCE(g.company_id, 0), COALESCE(c.name, ''), g.opening_id, g.kind, g.subject, g.evidence, g.strength, g.at
			FROM signals g LEFT JOIN companies c ON c.id = g.company_id WHERE 1 = 1`).
			where(f.CompanyID != 0, "g.company_id = ?", f.CompanyID).
			where(!f.Since.IsZero(), "g.at >= ?", millis(f.Since))
		if ids != nil {
			in(s, " AND g.id", ids)
		}
		return collect(ctx, q, func(rows *sql.Rows) (g kith.Signal, err error) {
			return g, rows.Scan(&g.ID, &g.BoardID, &g.CompanyID, &g.Company, &g.OpeningID, &g.Kind, &g.Subject, &g.Evidence, &g.Strength, timeAt{&g.At})
		}, s.add(" ORDER BY g.at DESC, g.strength DESC, g.id").limit(limit))
	})
	slices.SortStableFunc(found, func(a, b kith.Signal) int {
		return cmp.Or(b.At.Compare(a.At), -cmp.Compare(a.Strength, b.Strength), cmp.Compare(a.ID, b.ID))
	})
	return found, err
}
