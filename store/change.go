package store

import (
	"context"
	"database/sql"

	"kith"
)

// Changes returns rows of the change log that follow a sequence number, in
// their order, at most limit of them. A reader that goes on from the last one
// it got never misses one.
func (db *DB) Changes(ctx context.Context, after int64, limit int) ([]kith.Change, error) {
	var found []kith.Change
	err := db.read("reading the change log", func(q querier) error {
		var err error
		found, err = collect(ctx, q, scanChange, newStatement(
			"SELECT seq, kind, op, subject_id, company_id, user_id, baseline, at FROM changes WHERE seq > ? ORDER BY seq", after).limit(limit))
		return err
	})
	return found, err
}

func scanChange(rows *sql.Rows) (c kith.Change, err error) {
	return c, rows.Scan(&c.Seq, &c.Kind, &c.Op, &c.ID, &c.CompanyID, &c.UserID, &c.Baseline, timeAt{&c.At})
}

// Head returns the sequence number of the last row of the change log, 0 when
// it is empty.
func (db *DB) Head(ctx context.Context) (int64, error) {
	var head int64
	err := db.read("reading the change log", func(q querier) error {
		return q.QueryRowContext(ctx, "SELECT COALESCE(MAX(seq), 0) FROM changes").Scan(&head)
	})
	return head, err
}

// logChanges appends rows to the change log, and a job to match them. Their
// time is that of the transaction. Call it last: see lockLog.
func (tx *tx) logChanges(ctx context.Context, changes []kith.Change) error {
	if len(changes) == 0 {
		return nil
	}
	if err := tx.lockLog(ctx); err != nil {
		return err
	}
	rows := make([][]any, 0, len(changes))
	for _, c := range changes {
		rows = append(rows, []any{string(c.Kind), string(c.Op), c.ID, c.CompanyID, c.UserID, c.Baseline, millis(tx.now)})
	}
	_, err := insertAll(ctx, tx, insertion{into: "changes (kind, op, subject_id, company_id, user_id, baseline, at)", rows: rows}, scanID)
	if err != nil {
		return err
	}
	return tx.insertJobs(ctx, matchArgs{})
}

// lockLog makes the sequence numbers of the change log grow in the order of
// commits. PostgreSQL hands a number out when a row is inserted, not when it
// is committed: a reader could see 8 while the transaction that holds 7 is
// still at work, go on from 8, and miss 7 for ever. So whoever writes to the
// log holds this lock from before its first row until its commit. It is taken
// as late as possible, after the facts and before the jobs, because nobody
// else can commit changes meanwhile.
func (tx *tx) lockLog(ctx context.Context) error {
	if tx.logLocked {
		return nil
	}
	tx.logLocked = true
	return tx.lock(ctx, lockLog)
}
