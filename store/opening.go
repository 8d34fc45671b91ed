package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"kith"
)

// OpeningFilter chooses openings; its zero value chooses all that are open. A
// nil IDs is no filter; an empty one chooses nothing.
type OpeningFilter struct {
	IDs       []int64
	CompanyID int64
	SourceID  int64
	AfterID   int64 // those with a higher id
	Closed    bool  // closed ones too
	Limit     int   // 0 is no limit
}

// selectOpenings reads openings. An open one was last seen when it was shown
// itself, or when its whole board was seen as it is.
const selectOpenings = `SELECT o.id, o.source_id, s.ats || '/' || s.token, COALESCE(o.company_id, 0), COALESCE(c.name, ''), o.external_id,
	o.title, o.locations, o.country, o.workplace, o.department, o.employment_type, o.seniority, o.language, o.salary, o.url, o.description, o.posted_at,
	o.first_seen_at, CASE WHEN o.closed_at = 0 AND s.all_seen_at > o.last_seen_at THEN s.all_seen_at ELSE o.last_seen_at END,
	o.closed_at, o.reopened_at, o.baseline, o.row_hash, o.detailed, o.role_key, o.repost_of, CASE WHEN o.listed_at = 0 THEN o.first_seen_at ELSE o.listed_at END
	FROM openings o JOIN sources s ON s.id = o.source_id LEFT JOIN companies c ON c.id = o.company_id WHERE 1 = 1`

func scanOpening(rows *sql.Rows) (o kith.Opening, err error) {
	return o, rows.Scan(&o.ID, &o.BoardID, &o.Board, &o.CompanyID, &o.Company, &o.ExternalID,
		&o.Title, jsonText{&o.Locations}, &o.Country, &o.Workplace, &o.Department, &o.EmploymentType, &o.Seniority, &o.Language, jsonText{&o.Salary}, &o.URL, &o.Description, timeAt{&o.PostedAt},
		timeAt{&o.FirstSeenAt}, timeAt{&o.LastSeenAt}, timeAt{&o.ClosedAt}, timeAt{&o.ReopenedAt}, &o.Baseline, &o.RowHash, &o.Detailed, &o.RoleKey, &o.RepostOf, timeAt{&o.ListedAt})
}

// Openings returns openings by id.
func (db *DB) Openings(ctx context.Context, f OpeningFilter) ([]kith.Opening, error) {
	var found []kith.Opening
	err := db.read("reading openings", func(q querier) error {
		var err error
		found, err = openings(ctx, q, f)
		return err
	})
	return found, err
}

func openings(ctx context.Context, q querier, f OpeningFilter) ([]kith.Opening, error) {
	return inPages(page{f.IDs, f.Limit}, func(ids []int64, limit int) ([]kith.Opening, error) {
		s := newStatement(selectOpenings).
			where(f.CompanyID != 0, "o.company_id = ?", f.CompanyID).
			where(f.SourceID != 0, "o.source_id = ?", f.SourceID).
			where(f.AfterID != 0, "o.id > ?", f.AfterID).
			where(!f.Closed, "o.closed_at = 0")
		if ids != nil {
			in(s, " AND o.id", ids)
		}
		return collect(ctx, q, scanOpening, s.add(" ORDER BY o.id").limit(limit))
	})
}

// openingsByID returns openings, closed ones too.
func openingsByID(ctx context.Context, q querier, ids []int64) ([]kith.Opening, error) {
	return openings(ctx, q, OpeningFilter{IDs: append([]int64{}, ids...), Closed: true})
}

// page is which ids are asked for, nil for all, and how many rows at most, 0
// for all.
type page struct {
	ids   []int64
	limit int
}

// inPages reads rows by id in chunks of ids, or once with nil when all are
// asked for.
func inPages[T any](p page, read func(ids []int64, limit int) ([]T, error)) ([]T, error) {
	var found []T
	ids := p.ids
	if ids != nil {
		ids = slices.Compact(slices.Sorted(slices.Values(ids)))
		ids = append([]int64{}, ids...) // an empty list is not nil
	}
	err := inFilter(ids, func(ids []int64) error {
		left := p.limit - len(found)
		if p.limit > 0 && left <= 0 {
			return nil
		}
		rows, err := read(ids, max(0, left))
		found = append(found, rows...)
		return err
	})
	return found, err
}

// OpeningChange is one entry in the history of an opening.
type OpeningChange struct {
	At time.Time
	Op kith.ChangeOp // changed, closed or reopened
	// Was holds the former values of what changed, by the name of the field.
	// Of a description it says only that it changed.
	Was map[string]string
}

// OpeningHistory returns what happened to an opening since it was first seen,
// the oldest first.
func (db *DB) OpeningHistory(ctx context.Context, id int64) ([]OpeningChange, error) {
	var found []OpeningChange
	err := db.read("reading the history of an opening", func(q querier) error {
		var err error
		found, err = collect(ctx, q, func(rows *sql.Rows) (c OpeningChange, err error) {
			return c, rows.Scan(timeAt{&c.At}, &c.Op, jsonText{&c.Was})
		}, newStatement("SELECT at, op, old FROM opening_history WHERE opening_id = ? ORDER BY id", id))
		return err
	})
	return found, err
}

// formerly returns the former values of what differs in content.
func formerly(before, after *kith.Opening) map[string]string {
	was := make(map[string]string)
	for _, f := range []struct{ name, before, after string }{
		{"title", before.Title, after.Title},
		{"locations", strings.Join(before.Locations, "; "), strings.Join(after.Locations, "; ")},
		{"country", before.Country, after.Country},
		{"workplace", string(before.Workplace), string(after.Workplace)},
		{"department", before.Department, after.Department},
		{"employment_type", before.EmploymentType, after.EmploymentType},
		{"salary", pay(before.Salary), pay(after.Salary)},
		{"url", before.URL, after.URL},
		{"posted_at", day(before.PostedAt), day(after.PostedAt)},
	} {
		if f.before != f.after {
			was[f.name] = f.before
		}
	}
	if before.Description != after.Description {
		was["description"] = ""
	}
	return was
}

// pay says in words what an opening pays.
func pay(s *kith.Salary) string {
	if s == nil {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%d-%d %s per %s", s.Min, s.Max, s.Currency, s.Period))
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// KnownOpenings returns what is known of the open openings of a source, by
// external id. A closed one is left out: when it is listed again, its details
// are to be read again.
func (db *DB) KnownOpenings(ctx context.Context, sourceID int64) (map[string]kith.KnownOpening, error) {
	known := make(map[string]kith.KnownOpening)
	err := db.read("reading known openings", func(q querier) error {
		_, err := collect(ctx, q, func(rows *sql.Rows) (_ struct{}, err error) {
			var id string
			var k kith.KnownOpening
			err = rows.Scan(&id, &k.RowHash, &k.Detailed)
			known[id] = k
			return struct{}{}, err
		}, newStatement("SELECT external_id, row_hash, detailed FROM openings WHERE source_id = ? AND closed_at = 0", sourceID))
		return err
	})
	return known, err
}

// OpenCounts returns how many openings of each company are open. A company
// without any is not in it.
func (db *DB) OpenCounts(ctx context.Context, companies []int64) (map[int64]int, error) {
	counts := make(map[int64]int, len(companies))
	err := db.read("counting openings", func(q querier) error {
		return inChunks(companies, func(ids []int64) error {
			s := in(newStatement("SELECT company_id, COUNT(*) FROM openings WHERE closed_at = 0"), " AND company_id", ids)
			_, err := collect(ctx, q, func(rows *sql.Rows) (_ struct{}, err error) {
				var id int64
				var n int
				err = rows.Scan(&id, &n)
				counts[id] = n
				return struct{}{}, err
			}, s.add(" GROUP BY company_id"))
			return err
		})
	})
	return counts, err
}

// CountDocuments returns how many openings, closed ones too, and events are
// stored: as many documents an index of all has.
func (db *DB) CountDocuments(ctx context.Context) (int, error) {
	var n int
	err := db.read("counting openings and events", func(q querier) error {
		return q.QueryRowContext(ctx, "SELECT (SELECT COUNT(*) FROM openings) + (SELECT COUNT(*) FROM events)").Scan(&n)
	})
	return n, err
}
