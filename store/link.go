package store

import (
	"context"
	"database/sql"
	"slices"

	"kith"
)

// linkCompany links the contacts of every user, and the events that wait for
// it, to a company by the keys of its names, and notes in the change log who
// gained an interest in it.
func (tx *tx) linkCompany(ctx context.Context, company int64) error {
	names, err := collect(ctx, tx, func(rows *sql.Rows) (k kith.NameKeys, err error) {
		return k, rows.Scan(&k.Exact, &k.Strong)
	}, newStatement("SELECT exact_key, strong_key FROM company_names WHERE company_id = ?", company))
	if err != nil {
		return err
	}
	var exact, strong []string
	for _, k := range names {
		exact, strong = addKey(exact, k.Exact), addKey(strong, k.Strong)
	}
	users, err := tx.linkExact(ctx, company, exact)
	if err != nil {
		return err
	}
	for _, key := range strong {
		more, err := tx.linkStrong(ctx, company, key)
		if err != nil {
			return err
		}
		users = append(users, more...)
	}
	if err := tx.linkEvents(ctx, company, exact); err != nil {
		return err
	}
	slices.Sort(users)
	pairs := make([]interest, 0, len(users))
	for _, user := range slices.Compact(users) {
		pairs = append(pairs, interest{user: user, company: company})
	}
	return tx.logInterests(ctx, pairs)
}

// linkEvents links the events of a company that nobody knew until now. They are
// no news by that, but who begins to care about the company is told the recent
// ones.
func (tx *tx) linkEvents(ctx context.Context, company int64, keys []string) error {
	var changes []kith.Change
	err := inChunks(keys, func(keys []string) error {
		s := in(newStatement("UPDATE events SET company_id = ?, name_key = '' WHERE", company), " name_key", keys)
		linked, err := collect(ctx, tx, scanID, s.add(" AND name_key <> '' AND company_id IS NULL RETURNING id"))
		for _, id := range linked {
			changes = append(changes, kith.Change{Kind: kith.ChangeEvent, Op: kith.OpChanged, ID: id, CompanyID: company})
		}
		return err
	})
	if err != nil {
		return err
	}
	return tx.logChanges(ctx, changes)
}

func addKey(keys []string, key string) []string {
	if key == "" || slices.Contains(keys, key) {
		return keys
	}
	return append(keys, key)
}

// linkExact links the contacts that have one of the exact keys and returns
// their users.
func (tx *tx) linkExact(ctx context.Context, company int64, keys []string) (users []int64, err error) {
	err = inChunks(keys, func(keys []string) error {
		s := in(newStatement("UPDATE contacts SET company_id = ?, tier = ? WHERE", company, string(kith.MatchExact)), " exact_key", keys).
			add(" AND (tier <> ? OR company_id <> ?) RETURNING user_id", string(kith.MatchExact), company)
		linked, err := collect(ctx, tx, scanID, s)
		users = append(users, linked...)
		return err
	})
	return users, err
}

// linkStrong links the contacts that have a strong key, unless an exact key
// links them already. A strong key that fits two companies is weak: it links
// nobody.
func (tx *tx) linkStrong(ctx context.Context, company int64, key string) ([]int64, error) {
	var owners int
	if err := tx.QueryRowContext(ctx, "SELECT COUNT(DISTINCT company_id) FROM company_names WHERE strong_key = $1", key).Scan(&owners); err != nil {
		return nil, err
	}
	if owners > 1 {
		_, err := tx.ExecContext(ctx, "UPDATE contacts SET company_id = NULL, tier = $1 WHERE strong_key = $2 AND tier NOT IN ($1, $3)",
			string(kith.MatchWeak), key, string(kith.MatchExact))
		return nil, err
	}
	return collect(ctx, tx, scanID, newStatement(
		"UPDATE contacts SET company_id = ?, tier = ? WHERE strong_key = ? AND tier NOT IN (?, ?) RETURNING user_id",
		company, string(kith.MatchStrong), key, string(kith.MatchExact), string(kith.MatchStrong)))
}

// employers finds the company of a contact by the keys of its employer.
type employers struct {
	exact  map[string]int64   // the company of each exact key
	strong map[string][]int64 // the companies of each strong key
}

// findEmployers looks the keys up among the names of companies.
func (tx *tx) findEmployers(ctx context.Context, keys []kith.NameKeys) (employers, error) {
	found := employers{strong: make(map[string][]int64)}
	seen := make(map[kith.NameKeys]bool)
	var exact, strong []string
	for _, k := range keys {
		if seen[k] {
			continue
		}
		seen[k] = true
		if k.Exact != "" {
			exact = append(exact, k.Exact)
		}
		if k.Strong != "" {
			strong = append(strong, k.Strong)
		}
	}
	var err error
	if found.exact, err = keyOwners(ctx, tx, exact); err != nil {
		return employers{}, err
	}
	err = inChunks(strong, func(strong []string) error {
		s := in(newStatement("SELECT DISTINCT strong_key, company_id FROM company_names WHERE"), " strong_key", strong)
		_, err := collect(ctx, tx, func(rows *sql.Rows) (struct{}, error) {
			var key string
			var id int64
			err := rows.Scan(&key, &id)
			if !slices.Contains(found.strong[key], id) {
				found.strong[key] = append(found.strong[key], id)
			}
			return struct{}{}, err
		}, s)
		return err
	})
	return found, err
}

// of returns the company of an employer's keys and how sure that is.
func (e employers) of(k kith.NameKeys) (int64, kith.Match) {
	if id := e.exact[k.Exact]; id != 0 && k.Exact != "" {
		return id, kith.MatchExact
	}
	switch fits := e.strong[k.Strong]; {
	case k.Strong == "" || len(fits) == 0:
		return 0, kith.MatchNone
	case len(fits) == 1:
		return fits[0], kith.MatchStrong
	default:
		return 0, kith.MatchWeak
	}
}

// interest is a user who cares about a company.
type interest struct{ user, company int64 }

// logInterests notes in the change log that users began to care about
// companies, so that what is open there already is matched for them.
func (tx *tx) logInterests(ctx context.Context, pairs []interest) error {
	changes := make([]kith.Change, 0, len(pairs))
	for _, p := range pairs {
		changes = append(changes, kith.Change{Kind: kith.ChangeInterest, Op: kith.OpNew, ID: p.company, CompanyID: p.company, UserID: p.user})
	}
	return tx.logChanges(ctx, changes)
}

// takeEmployer returns the company that bears an exact key, 0 for none. An
// employer of somebody's contact becomes a company, under the name that the
// contact's export gives it: what happens there concerns the user, although
// nobody knows where it hires.
func (tx *tx) takeEmployer(ctx context.Context, key string) (int64, error) {
	found, err := collect(ctx, tx, func(rows *sql.Rows) (n kith.CompanyName, err error) {
		return n, rows.Scan(&n.Name, &n.Keys.Exact, &n.Keys.Strong)
	}, newStatement("SELECT company, exact_key, strong_key FROM contacts WHERE exact_key = ? ORDER BY company, id LIMIT 1", key))
	if err != nil || len(found) == 0 {
		return 0, err
	}
	company, _, err := tx.addCompany(ctx, cleanCompany(kith.Company{Name: found[0].Name, Names: found}))
	return company.ID, err
}
