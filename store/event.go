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
	COALESCE(s.name, ''), e.published_at, e.effective_at, e.headcount, e.percent, e.locations, e.departments, e.quote, e.first_seen_at,
	e.stage, e.role, e.counterpart, e.headcount_min, e.quotes
	FROM events e LEFT JOIN companies c ON c.id = e.company_id LEFT JOIN sources s ON s.id = e.source_id WHERE 1 = 1`

func scanEvent(rows *sql.Rows) (e kith.Event, err error) {
	return e, rows.Scan(&e.ID, &e.CompanyID, &e.Company, &e.Kind, &e.Headline, &e.URL, &e.SourceID,
		&e.Source, timeAt{&e.PublishedAt}, timeAt{&e.EffectiveAt}, &e.Headcount, &e.Percent, jsonText{&e.Locations}, jsonText{&e.Departments}, &e.Quote, timeAt{&e.FirstSeenAt},
		&e.Stage, &e.Role, &e.Counterpart, &e.HeadcountMin, jsonText{&e.Quotes})
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
	found, err := inPages(page{f.IDs, f.Limit}, func(ids []int64, limit int) ([]kith.Event, error) {
		s := newStatement(selectEvents).
			where(f.CompanyID != 0, "e.company_id = ?", f.CompanyID).
			where(f.AfterID != 0, "e.id > ?", f.AfterID).
			where(!f.Since.IsZero(), "e.published_at >= ?", millis(f.Since))
		if ids != nil {
			in(s, " AND e.id", ids)
		}
		return collect(ctx, q, scanEvent, s.add(order).limit(limit))
	})
	if err != nil {
		return nil, err
	}
	return found, fillReports(ctx, q, found)
}

// fillReports gives events the further reports of each.
func fillReports(ctx context.Context, q querier, events []kith.Event) error {
	at := make(map[int64]*kith.Event, len(events))
	ids := make([]int64, 0, len(events))
	for i := range events {
		at[events[i].ID] = &events[i]
		ids = append(ids, events[i].ID)
	}
	return inChunks(ids, func(ids []int64) error {
		s := in(newStatement(`SELECT r.event_id, COALESCE(s.name, ''), r.headline, r.url, r.published_at
			FROM event_reports r LEFT JOIN sources s ON s.id = r.source_id WHERE`), " r.event_id", ids)
		_, err := collect(ctx, q, func(rows *sql.Rows) (_ struct{}, err error) {
			var id int64
			var r kith.Report
			if err = rows.Scan(&id, &r.Source, &r.Headline, &r.URL, timeAt{&r.PublishedAt}); err == nil {
				at[id].Reports = append(at[id].Reports, r)
			}
			return struct{}{}, err
		}, s.add(" ORDER BY r.published_at, r.id"))
		return err
	})
}

// eventsByID returns events by id.
func eventsByID(ctx context.Context, q querier, ids []int64) ([]kith.Event, error) {
	return events(ctx, q, EventFilter{IDs: append([]int64{}, ids...)})
}
