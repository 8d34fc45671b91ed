package store

import (
	"context"
	"database/sql"
	"time"

	"kith"
)

// EventFilter chooses events; its zero value chooses all. A nil IDs is no
// filter; an empty one chooses nothing.
type EventFilter struct {
	IDs       []int64
	CompanyID int64
	AfterID   int64     // those with a higher id
	Since     time.Time // those published then or later
	Limit     int       // 0 is no limit
}

const selectEvents = `SELECT e.id, COALESCE(e.company_id, 0), COALESCE(c.name, e.company), e.kind, e.headline, e.url, COALESCE(e.source_id, 0),
	COALESCE(s.name, ''), e.published_at, e.effective_at, e.headcount, e.percent, e.locations, e.departments, e.quote, e.first_seen_at
	FROM events e LEFT JOIN companies c ON c.id = e.company_id LEFT JOIN sources s ON s.id = e.source_id WHERE 1 = 1`

func scanEvent(rows *sql.Rows) (e kith.Event, err error) {
	return e, rows.Scan(&e.ID, &e.CompanyID, &e.Company, &e.Kind, &e.Headline, &e.URL, &e.SourceID,
		&e.Source, timeAt{&e.PublishedAt}, timeAt{&e.EffectiveAt}, &e.Headcount, &e.Percent, jsonText{&e.Locations}, jsonText{&e.Departments}, &e.Quote, timeAt{&e.FirstSeenAt})
}

// Events returns events, the newest first. With IDs or a Limit they come by
// id, so that a reader can go on from the last one with AfterID.
func (db *DB) Events(ctx context.Context, f EventFilter) ([]kith.Event, error) {
	var found []kith.Event
	err := db.read("reading events", func(q querier) error {
		var err error
		found, err = events(ctx, q, f)
		return err
	})
	return found, err
}

func events(ctx context.Context, q querier, f EventFilter) ([]kith.Event, error) {
	order := " ORDER BY e.published_at DESC, e.id DESC"
	if f.IDs != nil || f.Limit > 0 || f.AfterID > 0 {
		order = " ORDER BY e.id"
	}
	return inPages(page{f.IDs, f.Limit}, func(ids []int64, limit int) ([]kith.Event, error) {
		s := newStatement(selectEvents).
			where(f.CompanyID != 0, "e.company_id = ?", f.CompanyID).
			where(f.AfterID != 0, "e.id > ?", f.AfterID).
			where(!f.Since.IsZero(), "e.published_at >= ?", millis(f.Since))
		if ids != nil {
			in(s, " AND e.id", ids)
		}
		return collect(ctx, q, scanEvent, s.add(order).limit(limit))
	})
}

// eventsByID returns events by id.
func eventsByID(ctx context.Context, q querier, ids []int64) ([]kith.Event, error) {
	return events(ctx, q, EventFilter{IDs: append([]int64{}, ids...)})
}
