package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"time"

	"kith"
)

const (
	// keptVisits is how many visits of a source are kept, and sweepEvery how
	// often older ones are swept away: at each visit with a number it divides.
	keptVisits = 200
	sweepEvery = 16
	// visitAnyway is when a source is visited again if its visit does not say.
	visitAnyway = time.Hour
)

// recording is one visit while it is being recorded.
type recording struct {
	*tx
	visit     kith.Visit
	found     []foundOpening
	gone      map[string]bool // external ids that answered 404 or 410
	source    kith.Source     // as it was before
	allSeenAt time.Time       // when all open openings of the board were last seen
	record    kith.VisitRecord
	changes   []kith.Change
}

// RecordVisit writes what a visit found: the visit, the openings and their
// history, events, the state of the source, the change log and the jobs that
// follow, all in one transaction. It returns what the visit changed.
//
// A visit that began before the last one that was recorded is refused with
// kith.CodeConflict: what it found is older than what is stored. It only moves
// the time of the next visit, so that nobody is visited again and again when
// the clock of the machine has been set back.
func (db *DB) RecordVisit(ctx context.Context, v kith.Visit) (kith.VisitRecord, error) {
	v.At = v.At.Truncate(time.Millisecond).UTC()
	v.Reason = clean(v.Reason)
	found, gone := foundOpenings(v)
	var record kith.VisitRecord
	var late error
	err := db.write(ctx, fmt.Sprintf("recording a visit to the source %d", v.SourceID), func(tx *tx) error {
		r := &recording{tx: tx, visit: v, found: found, gone: gone}
		if err := r.begin(ctx); err != nil {
			return err
		}
		if r.visit.At.Before(r.source.LastVisitAt) {
			late = kith.Errorf(kith.CodeConflict, "a later visit to the source %d is recorded already", v.SourceID)
			return r.postpone(ctx)
		}
		if err := r.all(ctx); err != nil {
			return err
		}
		record = r.record
		return nil
	})
	return record, cmp.Or(err, late)
}

// begin reads the source and keeps other visits to it waiting.
func (r *recording) begin(ctx context.Context) error {
	id := r.visit.SourceID
	locked, err := collect(ctx, r.tx, func(rows *sql.Rows) (at time.Time, err error) {
		return at, rows.Scan(timeAt{&at})
	}, newStatement("SELECT all_seen_at FROM sources WHERE id = ?"+r.db.dialect.lockRow, id))
	if err != nil {
		return err
	}
	if len(locked) == 0 {
		return notFound("source", id)
	}
	r.allSeenAt = locked[0]
	sources, err := collect(ctx, r.tx, scanSource, newStatement(selectSources+" AND s.id = ?", id))
	if err != nil {
		return err
	}
	r.source = sources[0]
	if r.visit.At.IsZero() {
		r.visit.At = r.now.Truncate(time.Millisecond).UTC()
	}
	if r.visit.NextVisitAt.IsZero() {
		r.visit.NextVisitAt = r.visit.At.Add(visitAnyway)
	}
	v := r.visit
	r.record = kith.VisitRecord{
		SourceID: id, At: v.At, Took: v.Took, Outcome: v.Outcome, Reason: v.Reason, Requests: v.Requests,
	}
	return nil
}

// postpone moves the next visit of a source and nothing else.
func (r *recording) postpone(ctx context.Context) error {
	_, err := exec(ctx, r.tx, newStatement("UPDATE sources SET next_visit_at = ? WHERE id = ? AND next_visit_at < ?",
		millis(r.visit.NextVisitAt), r.source.ID, millis(r.visit.NextVisitAt)))
	return err
}

// all writes everything: the facts first, and the change log, which others
// wait for, last.
func (r *recording) all(ctx context.Context) error {
	suspect, err := r.takeOpenings(ctx)
	if err != nil {
		return fmt.Errorf("taking the openings in: %w", err)
	}
	if err := r.takeItems(ctx); err != nil {
		return fmt.Errorf("taking the news in: %w", err)
	}
	baseline, err := r.saveSource(ctx, suspect)
	if err != nil {
		return fmt.Errorf("saving the source: %w", err)
	}
	if err := r.markDay(ctx); err != nil {
		return fmt.Errorf("noting that the board was read: %w", err)
	}
	if err := r.heal(ctx); err != nil {
		return fmt.Errorf("making others due: %w", err)
	}
	if baseline && r.source.Kind == kith.SourceBoard {
		r.changes = append(r.changes, kith.Change{Kind: kith.ChangeBaseline, Op: kith.OpNew, ID: r.source.ID, CompanyID: r.source.CompanyID})
	}
	// The numbers of visits are given in the order of commits too: whoever
	// waits for visits goes on from the last one that it saw.
	if err := r.lockLog(ctx); err != nil {
		return err
	}
	if err := r.saveVisit(ctx); err != nil {
		return fmt.Errorf("saving the visit: %w", err)
	}
	return r.logChanges(ctx, r.changes)
}

// saveSource writes the state of the source after the visit and reports
// whether this was its first complete one.
func (r *recording) saveSource(ctx context.Context, suspect kith.Suspect) (baseline bool, err error) {
	v, s := r.visit, r.source
	whole := v.Outcome == kith.OutcomeComplete && suspect.Count == 0
	if baseline = whole && s.BaselineAt.IsZero(); baseline {
		s.BaselineAt = v.At
	}
	if whole || v.Outcome == kith.OutcomeUnchanged {
		r.allSeenAt = v.At
	}
	if v.Outcome.Answered() {
		s.LastCompleteAt = v.At
	}
	switch v.Outcome {
	case kith.OutcomeComplete, kith.OutcomeUnchanged, kith.OutcomePartial:
		s.Failures, s.FailingSince = 0, time.Time{}
	default:
		if s.Failures++; s.FailingSince.IsZero() {
			s.FailingSince = v.At
		}
	}
	s.Validators = validatorsAfter(s.Validators, v, whole)
	_, err = exec(ctx, r.tx, newStatement(`UPDATE sources SET etag = ?, last_modified = ?, content_hash = ?, next_visit_at = ?, last_visit_at = ?,
		last_outcome = ?, last_reason = ?, last_complete_at = ?, all_seen_at = ?, baseline_at = ?, failing_since = ?, failures = ?,
		suspect_count = ?, suspect_since = ?, held_until = 0, held_why = '' WHERE id = ?`,
		clean(s.Validators.ETag), clean(s.Validators.LastModified), clean(s.Validators.Hash), millis(v.NextVisitAt), millis(v.At),
		string(v.Outcome), v.Reason, millis(s.LastCompleteAt), millis(r.allSeenAt), millis(s.BaselineAt), millis(s.FailingSince), s.Failures,
		suspect.Count, millis(suspect.Since), s.ID))
	return baseline, err
}

// heal makes others due at once when a source answers that did not: those of
// its host that failed, and those that were not asked because of the host or
// of the whole system. What kept them from answering is over.
func (r *recording) heal(ctx context.Context) error {
	v, s := r.visit, r.source
	answers := v.Outcome.Answered() || v.Outcome == kith.OutcomePartial
	if !answers || s.LastOutcome != kith.OutcomeFailed && s.HeldUntil.IsZero() {
		return nil
	}
	// Rows that another visit holds are left alone: that visit does the same.
	_, err := exec(ctx, r.tx, newStatement(`UPDATE sources SET next_visit_at = ?, held_until = 0, held_why = '' WHERE id IN (
		SELECT id FROM sources WHERE next_visit_at > ? AND id <> ?
		AND (host = ? AND (last_outcome = ? OR held_until > 0) OR ats = ? AND ats <> 'page' AND ats <> '' AND held_until > 0)`+r.db.dialect.lockFree+")",
		millis(v.At), millis(v.At), s.ID, s.Host, string(kith.OutcomeFailed), s.Board.ATS))
	return err
}

// validatorsAfter returns by what the source will be told, at the next visit,
// from what is stored. Only a whole list may answer for the stored openings: a
// part of one does not, and an emptiness that is not believed stands against
// them.
func validatorsAfter(before kith.Validators, v kith.Visit, whole bool) kith.Validators {
	switch {
	case whole:
		return v.Validators
	case v.Outcome == kith.OutcomePartial:
		return kith.Validators{}
	default:
		return before
	}
}

// saveVisit writes the row of the visit, and sweeps old ones away.
func (r *recording) saveVisit(ctx context.Context) error {
	v, n := r.visit, &r.record
	err := r.QueryRowContext(ctx, `INSERT INTO visits
		(source_id, at, took_ms, requests, outcome, reason, proof, openings, added, changed, closed, reopened, events)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id`,
		v.SourceID, millis(v.At), v.Took.Milliseconds(), v.Requests, string(v.Outcome), v.Reason, mustJSON(v.Proof),
		n.Openings, n.New, n.Changed, n.Closed, n.Reopened, n.Events).Scan(&n.VisitID)
	if err != nil || n.VisitID%sweepEvery != 0 {
		return err
	}
	_, err = exec(ctx, r.tx, newStatement(`DELETE FROM visits WHERE source_id = ? AND id <=
		(SELECT id FROM visits WHERE source_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`, v.SourceID, v.SourceID, keptVisits))
	return err
}

// VisitFilter chooses visits; its zero value chooses all.
type VisitFilter struct {
	AfterID  int64 // those with a higher id
	SourceID int64
	Limit    int // 0 is no limit
}

// Visits returns visits by id, which grows in the order in which they are
// recorded. The last 200 of each source are kept.
func (db *DB) Visits(ctx context.Context, f VisitFilter) ([]kith.VisitRecord, error) {
	var found []kith.VisitRecord
	err := db.read("reading visits", func(q querier) error {
		s := newStatement(`SELECT id, source_id, at, took_ms, requests, outcome, reason, openings, added, changed, closed, reopened, events
			FROM visits WHERE id > ?`, f.AfterID).where(f.SourceID != 0, "source_id = ?", f.SourceID)
		var err error
		found, err = collect(ctx, q, func(rows *sql.Rows) (v kith.VisitRecord, err error) {
			var took int64
			err = rows.Scan(&v.VisitID, &v.SourceID, timeAt{&v.At}, &took, &v.Requests, &v.Outcome, &v.Reason,
				&v.Openings, &v.New, &v.Changed, &v.Closed, &v.Reopened, &v.Events)
			v.Took = time.Duration(took) * time.Millisecond
			return v, err
		}, s.add(" ORDER BY id").limit(f.Limit))
		return err
	})
	return found, err
}

// LastVisitID returns the id of the last visit that was recorded, 0 for none.
func (db *DB) LastVisitID(ctx context.Context) (int64, error) {
	var id int64
	err := db.read("reading visits", func(q querier) error {
		return q.QueryRowContext(ctx, "SELECT COALESCE(MAX(id), 0) FROM visits").Scan(&id)
	})
	return id, err
}
