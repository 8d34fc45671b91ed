package main

import (
	"context"
	"time"

	"kith"
	"kith/store"
)

// The parts state what they need as small interfaces; these adapters answer
// them from the store.

// crawlStore is the store as the crawler sees it.
type crawlStore struct{ *store.DB }

// DueSources returns the sources of a host that are due at a time.
func (s crawlStore) DueSources(ctx context.Context, host string, at time.Time) ([]kith.Source, error) {
	return s.Sources(ctx, store.SourceFilter{Host: host, DueBefore: at})
}

// matchStore is the store as the matcher sees it.
type matchStore struct{ *store.DB }

// OpeningsByID returns openings, closed ones too.
func (s matchStore) OpeningsByID(ctx context.Context, ids []int64) ([]kith.Opening, error) {
	return s.Openings(ctx, store.OpeningFilter{IDs: ids, Closed: true})
}

// EventsByID returns events.
func (s matchStore) EventsByID(ctx context.Context, ids []int64) ([]kith.Event, error) {
	return s.Events(ctx, store.EventFilter{IDs: ids})
}

// SignalsByID returns signals.
func (s matchStore) SignalsByID(ctx context.Context, ids []int64) ([]kith.Signal, error) {
	return s.Signals(ctx, store.SignalFilter{IDs: ids})
}

// indexStore is the store as the index sees it.
type indexStore struct{ *store.DB }

// OpeningsByID returns openings, closed ones too.
func (s indexStore) OpeningsByID(ctx context.Context, ids []int64) ([]kith.Opening, error) {
	return s.Openings(ctx, store.OpeningFilter{IDs: ids, Closed: true})
}

// OpeningsAfter returns the openings that follow an id, closed ones too; with
// a company only its own.
func (s indexStore) OpeningsAfter(ctx context.Context, company, id int64, limit int) ([]kith.Opening, error) {
	return s.Openings(ctx, store.OpeningFilter{CompanyID: company, AfterID: id, Closed: true, Limit: limit})
}

// EventsByID returns events.
func (s indexStore) EventsByID(ctx context.Context, ids []int64) ([]kith.Event, error) {
	return s.Events(ctx, store.EventFilter{IDs: ids})
}

// EventsAfter returns the events that follow an id; with a company only its
// own.
func (s indexStore) EventsAfter(ctx context.Context, company, id int64, limit int) ([]kith.Event, error) {
	return s.Events(ctx, store.EventFilter{CompanyID: company, AfterID: id, Limit: limit})
}
