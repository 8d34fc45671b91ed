package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"kith"
)

// told is a reason with the company and the user that it belongs to.
type told struct {
	company, user int64
	reason        kith.Reason
}

// Interests returns who cares about companies, and why: company, then user,
// then reasons as compareReasons sorts them. Contacts count where it is sure
// that they work there. Each query takes a batch of companies, so the cost is
// the rows that are returned.
func (db *DB) Interests(ctx context.Context, companies []int64) (map[int64]map[int64][]kith.Reason, error) {
	found := make(map[int64]map[int64][]kith.Reason)
	err := db.read("reading who cares about companies", func(q querier) error {
		return inChunks(distinct(companies), func(companies []int64) error {
			return eachInterest(ctx, q, companies, func(t told) {
				users := found[t.company]
				if users == nil {
					users = make(map[int64][]kith.Reason)
					found[t.company] = users
				}
				users[t.user] = append(users[t.user], t.reason)
			})
		})
	})
	if err != nil {
		return nil, err
	}
	for _, users := range found {
		for _, reasons := range users {
			slices.SortFunc(reasons, compareReasons)
		}
	}
	return found, nil
}

// eachInterest calls do with every reason that users have for companies, at
// most inLimit of them.
func eachInterest(ctx context.Context, q querier, companies []int64, do func(told)) error {
	s := in(newStatement("SELECT company_id, user_id, id, name, position, tier, connected_on FROM contacts WHERE"), " company_id", companies).
		add(" AND tier IN (?, ?)", string(kith.MatchExact), string(kith.MatchStrong))
	_, err := collect(ctx, q, func(rows *sql.Rows) (struct{}, error) {
		t := told{reason: kith.Reason{Kind: kith.ReasonContact}}
		r := &t.reason
		err := rows.Scan(&t.company, &t.user, &r.ContactID, &r.Contact, &r.Position, &r.Match, timeAt{&r.Since})
		do(t)
		return struct{}{}, err
	}, s)
	if err != nil {
		return err
	}
	s = in(newStatement("SELECT company_id, user_id, since FROM watches WHERE"), " company_id", companies)
	_, err = collect(ctx, q, func(rows *sql.Rows) (struct{}, error) {
		t := told{reason: kith.Reason{Kind: kith.ReasonWatch}}
		err := rows.Scan(&t.company, &t.user, timeAt{&t.reason.Since})
		do(t)
		return struct{}{}, err
	}, s)
	return err
}

// RecentEvents returns the events of companies that were published since a
// time, by id.
func (db *DB) RecentEvents(ctx context.Context, companies []int64, since time.Time) ([]kith.Event, error) {
	var found []kith.Event
	err := db.read("reading recent events", func(q querier) error {
		return inChunks(distinct(companies), func(companies []int64) error {
			rows, err := collect(ctx, q, scanEvent, in(newStatement(selectEvents), " AND e.company_id", companies).
				add(" AND e.published_at >= ?", millis(since)))
			found = append(found, rows...)
			return err
		})
	})
	slices.SortFunc(found, func(a, b kith.Event) int { return cmp.Compare(a.ID, b.ID) })
	return found, err
}

// compareReasons sorts the reasons of one alert: contacts before watches, the
// surest match first, then who has been known longest, then by name. The
// kinds and the sure matches are in the order of their words.
func compareReasons(a, b kith.Reason) int {
	return cmp.Or(
		cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(a.Match, b.Match),
		compareBool(a.Since.IsZero(), b.Since.IsZero()),
		a.Since.Compare(b.Since),
		cmp.Compare(a.Contact, b.Contact),
		cmp.Compare(a.ContactID, b.ContactID),
	)
}

// compareBool sorts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}

// distinct returns values sorted, each once, and leaves the argument alone.
func distinct[T cmp.Ordered](values []T) []T {
	values = slices.Clone(values)
	slices.Sort(values)
	return slices.Compact(values)
}
