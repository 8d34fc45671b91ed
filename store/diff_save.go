package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"time"

	"kith"
)

// openingColumns are the columns of openingRow.
const openingColumns = `source_id, company_id, external_id, closed_at, first_seen_at, last_seen_at, reopened_at, baseline,
	row_hash, content_hash, detailed, title, locations, country, workplace, department, employment_type, seniority, language, salary, url, posted_at, description, role_key, repost_of, listed_at`

// updateOnConflict writes all that a visit may change of a stored opening.
const updateOnConflict = ` ON CONFLICT (id) DO UPDATE SET closed_at = excluded.closed_at, last_seen_at = excluded.last_seen_at,
	reopened_at = excluded.reopened_at, row_hash = excluded.row_hash, content_hash = excluded.content_hash, detailed = excluded.detailed,
	title = excluded.title, locations = excluded.locations, country = excluded.country, workplace = excluded.workplace,
	department = excluded.department, employment_type = excluded.employment_type, seniority = excluded.seniority, language = excluded.language, salary = excluded.salary, url = excluded.url,
	posted_at = excluded.posted_at, description = excluded.description, role_key = excluded.role_key`

// openingRow returns the columns of an opening.
func openingRow(o *kith.Opening) []any {
	salary := ""
	if o.Salary != nil {
		salary = mustJSON(o.Salary)
	}
	return []any{
		o.BoardID, ref(o.CompanyID), o.ExternalID, millis(o.ClosedAt), millis(o.FirstSeenAt), millis(o.LastSeenAt), millis(o.ReopenedAt), o.Baseline,
		o.RowHash, o.ContentHash(), o.Detailed, o.Title, asJSON(o.Locations), o.Country, string(o.Workplace), o.Department, o.EmploymentType,
		string(o.Seniority), o.Language, salary, o.URL, millis(o.PostedAt), o.Description, o.RoleKey, o.RepostOf, millis(o.ListedAt),
	}
}

// insertOpenings writes openings that were not stored before.
func (r *recording) insertOpenings(ctx context.Context, fresh []kith.Opening) error {
	rows := make([][]any, 0, len(fresh))
	for i := range fresh {
		rows = append(rows, openingRow(&fresh[i]))
	}
	ids := make(map[string]int64, len(fresh))
	_, err := insertAll(ctx, r.tx, insertion{"openings (" + openingColumns + ")", rows, " RETURNING id, external_id"},
		func(rows *sql.Rows) (_ struct{}, err error) {
			var id int64
			var external string
			err = rows.Scan(&id, &external)
			ids[external] = id
			return struct{}{}, err
		})
	for i := range fresh {
		r.changed(kith.OpNew, ids[fresh[i].ExternalID], fresh[i].Baseline)
	}
	r.record.New = len(fresh)
	return err
}

// updateOpenings writes openings that were found otherwise than they are
// stored. They are read, merged and written in chunks.
func (r *recording) updateOpenings(ctx context.Context, differs map[int64]*foundOpening) error {
	return inChunks(slices.Sorted(maps.Keys(differs)), func(ids []int64) error {
		stored, err := openingsByID(ctx, r.tx, ids)
		if err != nil {
			return err
		}
		var rows [][]any
		var past []pastOpening
		for i := range stored {
			before := &stored[i]
			after := before.Merge(differs[before.ID].Opening)
			after.LastSeenAt = r.visit.At
			after.RoleKey = r.db.roleKey(after)
			if entry := r.judge(before, &after); entry.op != "" {
				past = append(past, entry)
			}
			rows = append(rows, append([]any{after.ID}, openingRow(&after)...))
		}
		if _, err := insertAll(ctx, r.tx, insertion{"openings (id, " + openingColumns + ")", rows, updateOnConflict}, scanID); err != nil {
			return err
		}
		return r.remember(ctx, past)
	})
}

// judge says what happened to an opening, counts it and notes it for the
// change log. It returns the entry for its history, with an empty op when
// nothing happened that a person would call a change: when its details were
// read for the first time, only the index is told.
func (r *recording) judge(before, after *kith.Opening) pastOpening {
	entry := pastOpening{id: before.ID}
	switch {
	case !before.ClosedAt.IsZero():
		entry.op = kith.OpReopened
		entry.was = formerly(before, after)
		after.ClosedAt, after.ReopenedAt = time.Time{}, r.visit.At
		r.record.Reopened++
	case before.ContentHash() == after.ContentHash():
		return entry
	case !before.Detailed && after.Detailed && before.RowHash == after.RowHash:
		r.changed(kith.OpChanged, before.ID, before.Baseline)
		return entry
	default:
		entry.op = kith.OpChanged
		entry.was = formerly(before, after)
		r.record.Changed++
	}
	r.changed(entry.op, before.ID, before.Baseline)
	return entry
}

// pastOpening is a new entry for the history of an opening.
type pastOpening struct {
	id  int64
	op  kith.ChangeOp
	was map[string]string
}

// remember writes entries into the histories of openings.
func (r *recording) remember(ctx context.Context, past []pastOpening) error {
	rows := make([][]any, 0, len(past))
	for _, p := range past {
		was := ""
		if len(p.was) > 0 {
			was = mustJSON(p.was)
		}
		rows = append(rows, []any{p.id, millis(r.visit.At), string(p.op), was})
	}
	_, err := insertAll(ctx, r.tx, insertion{into: "opening_history (opening_id, at, op, old)", rows: rows}, scanID)
	return err
}
