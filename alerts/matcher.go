// Package alerts decides what is worth telling whom, and tells it: it matches
// the change log against what users care about, gathers the alerts into
// digests, and delivers those by its subfolder mail.
package alerts

import (
	"context"
	"fmt"
	"time"

	"kith"
)

// LogStore reads the change log and saves what was made of it.
type LogStore interface {
	// MatchPosition returns the sequence number up to which the change log is
	// matched.
	MatchPosition(ctx context.Context) (int64, error)
	// Changes returns rows of the change log that follow a sequence number.
	Changes(ctx context.Context, after int64, limit int) ([]kith.Change, error)
	// SaveAlerts saves alerts and moves the match position, in one
	// transaction. An alert on a subject that its user has been told joins the
	// alert that is there. The error is CodeConflict when the position is no
	// longer the one to move from.
	SaveAlerts(ctx context.Context, from, to int64, alerts []kith.Alert) error
}

// FactStore reads the facts that changes are about. Absent ids are left out.
type FactStore interface {
	OpeningsByID(ctx context.Context, ids []int64) ([]kith.Opening, error)
	EventsByID(ctx context.Context, ids []int64) ([]kith.Event, error)
	// Interests returns for each company the users who care about it, and why.
	Interests(ctx context.Context, companies []int64) (map[int64]map[int64][]kith.Reason, error)
	// OpenCounts returns for each company how many of its openings are open.
	OpenCounts(ctx context.Context, companies []int64) (map[int64]int, error)
	// RecentEvents returns the events of companies published since a time.
	RecentEvents(ctx context.Context, companies []int64, since time.Time) ([]kith.Event, error)
}

// HistoryStore reads what boards and contacts do over time. Absent ids are left
// out.
type HistoryStore interface {
	SignalsByID(ctx context.Context, ids []int64) ([]kith.Signal, error)
	// Moves returns moves of contacts, each its user's alone.
	Moves(ctx context.Context, ids []int64) ([]kith.Move, error)
}

// MatchStore is what a Matcher needs of the store.
type MatchStore interface {
	LogStore
	FactStore
	HistoryStore
}

// Matcher turns changes into alerts. It is safe for concurrent use, by
// several processes too.
type Matcher struct{ store MatchStore }

// NewMatcher returns a matcher.
func NewMatcher(store MatchStore) *Matcher { return &Matcher{store: store} }

// Matched is what a run of the matcher did.
type Matched struct {
	Changes  int   // rows of the change log that it matched
	Alerts   int   // alerts that it saved, also those that joined one that was there
	Position int64 // up to which the change log is matched now
}

const (
	// pageSize is how many changes are matched in one transaction.
	pageSize = 500
	// maxStuck is how often in a row saving may fail without the position
	// having moved. More is a fault, not a race.
	maxStuck = 5
)

// Match matches the change log from where the last run ended to its end. When
// somebody else does the same at that moment, each page is saved by one of
// them and by no other.
func (m *Matcher) Match(ctx context.Context) (Matched, error) {
	position, err := m.store.MatchPosition(ctx)
	if err != nil {
		return Matched{}, fmt.Errorf("reading the match position: %w", err)
	}
	did := Matched{Position: position}
	for stuck := 0; ; {
		page, err := m.matchPage(ctx, did.Position)
		switch {
		case err == nil && page.Changes == 0:
			return did, nil
		case err == nil:
			did.Changes, did.Alerts, did.Position = did.Changes+page.Changes, did.Alerts+page.Alerts, page.Position
			stuck = 0
			continue
		case kith.CodeOf(err) != kith.CodeConflict || stuck == maxStuck:
			return did, err
		}
		position, err := m.store.MatchPosition(ctx)
		if err != nil {
			return did, fmt.Errorf("reading the match position: %w", err)
		}
		if stuck++; position != did.Position {
			stuck = 0
		}
		did.Position = position
	}
}

// matchPage matches the next changes after a position.
func (m *Matcher) matchPage(ctx context.Context, from int64) (Matched, error) {
	changes, err := m.store.Changes(ctx, from, pageSize)
	if err != nil {
		return Matched{}, fmt.Errorf("reading the change log: %w", err)
	}
	if len(changes) == 0 {
		return Matched{Position: from}, nil
	}
	page, err := read(ctx, m.store, changes)
	if err != nil {
		return Matched{}, err
	}
	alerts, to := page.alerts(), changes[len(changes)-1].Seq
	if err := m.store.SaveAlerts(ctx, from, to, alerts); err != nil {
		return Matched{}, fmt.Errorf("saving alerts: %w", err)
	}
	return Matched{Changes: len(changes), Alerts: len(alerts), Position: to}, nil
}
