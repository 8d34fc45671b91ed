package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"kith"
)

// roleKey returns the key of an opening's role as it is stored, "" where the
// store was given no rule for it.
func (db *DB) roleKey(o kith.Opening) string {
	if db.role == nil || o.CompanyID == 0 {
		return ""
	}
	return roleKey(db.role(o))
}

// closedRole is an opening that closed, as far as one that lists it again must
// know it.
type closedRole struct {
	key      string
	places   []string
	first    int64 // id of the first opening of the role
	listedAt time.Time
}

// linkReposts tells new openings which of the company's closed ones they list
// again. Each closed one is listed again once: the one that closed last by the
// first that fits.
func (r *recording) linkReposts(ctx context.Context, fresh []kith.Opening) error {
	keys := make([]string, 0, len(fresh))
	for i := range fresh {
		if o := &fresh[i]; o.RoleKey != "" && !o.Baseline {
			keys = append(keys, o.RoleKey)
		}
	}
	slices.Sort(keys)
	closed := make(map[string][]closedRole)
	err := inChunks(slices.Compact(keys), func(keys []string) error {
		found, err := collect(ctx, r.tx, scanClosedRole, in(newStatement(`SELECT role_key, locations,
			CASE WHEN repost_of = 0 THEN id ELSE repost_of END, CASE WHEN listed_at = 0 THEN first_seen_at ELSE listed_at END
			FROM openings WHERE company_id = ? AND closed_at >= ?`, r.source.CompanyID, millis(r.visit.At.Add(-kith.RepostWindow))),
			" AND role_key", keys).add(" ORDER BY closed_at DESC, id DESC"))
		for _, c := range found {
			closed[c.key] = append(closed[c.key], c)
		}
		return err
	})
	if err != nil {
		return err
	}
	for i := range fresh {
		o := &fresh[i]
		of := closed[o.RoleKey]
		at := slices.IndexFunc(of, func(c closedRole) bool { return sharePlace(c.places, o.Locations) })
		if o.RoleKey == "" || o.Baseline || at < 0 {
			continue
		}
		o.RepostOf, o.ListedAt = of[at].first, of[at].listedAt
		closed[o.RoleKey] = slices.Delete(of, at, at+1)
	}
	return nil
}

func scanClosedRole(rows *sql.Rows) (c closedRole, err error) {
	return c, rows.Scan(&c.key, jsonText{&c.places}, &c.first, timeAt{&c.listedAt})
}

// sharePlace reports whether two openings have a place in common, or none at
// all.
func sharePlace(a, b []string) bool {
	if len(a) == 0 && len(b) == 0 {
		return true
	}
	return slices.ContainsFunc(a, func(place string) bool { return slices.Contains(b, place) })
}

// fillRoles gives the openings that an older kith stored the keys of their
// roles.
func (db *DB) fillRoles(ctx context.Context) error {
	if db.role == nil {
		return nil
	}
	for after := int64(0); ; {
		var some []kith.Opening
		err := db.write(ctx, "naming the roles of stored openings", func(tx *tx) error {
			var err error
			some, err = collect(ctx, tx, scanOpening, newStatement(selectOpenings+
				" AND o.role_key = '' AND o.company_id IS NOT NULL AND o.id > ? ORDER BY o.id", after).limit(inLimit))
			for i := 0; i < len(some) && err == nil; i++ {
				_, err = exec(ctx, tx, newStatement("UPDATE openings SET role_key = ? WHERE id = ?", db.roleKey(some[i]), some[i].ID))
			}
			return err
		})
		if err != nil || len(some) == 0 {
			return err
		}
		after = some[len(some)-1].ID
	}
}
