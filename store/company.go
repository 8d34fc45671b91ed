package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"kith"
)

// CompanyFilter chooses companies; its zero value chooses all.
type CompanyFilter struct {
	ID int64
	// Query is a name or a domain. When companies fit it exactly, they are the
	// answer; else those whose strong key fits Keys; else those of which a name
	// or the domain contains it.
	Query string
	Keys  kith.NameKeys // of Query
}

// AddCompany takes a company in and reports whether it is new. A company with
// one of its exact keys, or else with its domain, is the same: it keeps its
// shown name and takes over the names and the domain that it lacks. Two
// companies that share only a strong key stay two. A name that another
// company has already stays with that one. Contacts of every user are linked
// by the new names, and whoever gained an interest is noted in the change log.
// The keys of c.Name are those of the entry of c.Names that is spelt like it.
func (db *DB) AddCompany(ctx context.Context, c kith.Company) (kith.Company, bool, error) {
	c = cleanCompany(c)
	if c.Name == "" {
		return kith.Company{}, false, kith.Errorf(kith.CodeInvalid, "a company needs a name or a domain")
	}
	for _, n := range append(c.Names, kith.CompanyName{Name: c.Domain}) {
		if len(n.Name) > longestKey || len(n.Keys.Exact) > longestKey || len(n.Keys.Strong) > longestKey {
			return kith.Company{}, false, kith.Errorf(kith.CodeInvalid, "a name of a company has %d bytes at most, this one has more: %.60q …", longestKey, n.Name)
		}
	}
	var stored kith.Company
	var created bool
	err := db.write(ctx, "adding the company "+c.Name, func(tx *tx) error {
		var err error
		stored, created, err = tx.addCompany(ctx, c)
		return err
	})
	return stored, created, err
}

func cleanCompany(c kith.Company) kith.Company {
	c.Domain = strings.ToLower(strings.TrimSpace(clean(c.Domain)))
	c.Name = cmp.Or(strings.TrimSpace(clean(c.Name)), c.Domain)
	names := make([]kith.CompanyName, 0, len(c.Names)+1)
	for _, n := range c.Names {
		if n.Name = strings.TrimSpace(clean(n.Name)); n.Name != "" {
			names = append(names, n)
		}
	}
	if !slices.ContainsFunc(names, func(n kith.CompanyName) bool { return n.Name == c.Name }) {
		names = append(names, kith.CompanyName{Name: c.Name})
	}
	c.Names = names
	return c
}

func (tx *tx) addCompany(ctx context.Context, c kith.Company) (kith.Company, bool, error) {
	if err := tx.lock(ctx, lockNames); err != nil {
		return kith.Company{}, false, err
	}
	owners, err := tx.ownersOfNames(ctx, c.Names)
	if err != nil {
		return kith.Company{}, false, err
	}
	id, err := tx.sameCompany(ctx, c, owners)
	if err != nil {
		return kith.Company{}, false, err
	}
	created := id == 0
	if created {
		err = tx.QueryRowContext(ctx, "INSERT INTO companies (name, domain, created_at) VALUES ($1, $2, $3) RETURNING id",
			c.Name, c.Domain, millis(tx.now)).Scan(&id)
	} else {
		_, err = tx.ExecContext(ctx, `UPDATE companies SET domain = $1 WHERE id = $2 AND domain = ''
			AND NOT EXISTS (SELECT 1 FROM companies WHERE domain = $1)`, c.Domain, id)
	}
	if err != nil {
		return kith.Company{}, false, err
	}
	for _, n := range c.Names {
		if owner := owners[n.Keys.Exact]; owner != 0 && owner != id {
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO company_names (company_id, name, exact_key, strong_key) VALUES ($1, $2, $3, $4)
			ON CONFLICT (company_id, name) DO UPDATE SET exact_key = excluded.exact_key, strong_key = excluded.strong_key
			WHERE excluded.exact_key <> ''`, id, n.Name, n.Keys.Exact, n.Keys.Strong); err != nil {
			return kith.Company{}, false, err
		}
	}
	if err := tx.linkCompany(ctx, id); err != nil {
		return kith.Company{}, false, err
	}
	stored, err := companies(ctx, tx, []int64{id})
	if err != nil {
		return kith.Company{}, false, err
	}
	return stored[0], created, nil
}

// ownersOfNames returns which company has which exact key.
func (tx *tx) ownersOfNames(ctx context.Context, names []kith.CompanyName) (map[string]int64, error) {
	var keys []string
	for _, n := range names {
		if n.Keys.Exact != "" {
			keys = append(keys, n.Keys.Exact)
		}
	}
	return keyOwners(ctx, tx, keys)
}

// keyOwners returns the company of each exact key that has one.
func keyOwners(ctx context.Context, q querier, keys []string) (map[string]int64, error) {
	owners := make(map[string]int64)
	err := inChunks(keys, func(keys []string) error {
		s := in(newStatement("SELECT exact_key, MIN(company_id) FROM company_names WHERE"), " exact_key", keys).add(" GROUP BY exact_key")
		_, err := collect(ctx, q, func(rows *sql.Rows) (struct{}, error) {
			var key string
			var id int64
			err := rows.Scan(&key, &id)
			owners[key] = id
			return struct{}{}, err
		}, s)
		return err
	})
	return owners, err
}

// sameCompany returns the stored company that c is, 0 for none: the first
// whose exact key a name of c has, or else the one with its domain.
func (tx *tx) sameCompany(ctx context.Context, c kith.Company, owners map[string]int64) (int64, error) {
	for _, n := range c.Names {
		if owner := owners[n.Keys.Exact]; owner != 0 {
			return owner, nil
		}
	}
	if c.Domain == "" {
		return 0, nil
	}
	found, err := collect(ctx, tx, scanID, newStatement("SELECT id FROM companies WHERE domain = ?", c.Domain))
	if err != nil || len(found) == 0 {
		return 0, err
	}
	return found[0], nil
}

// Companies returns companies with their names and boards, by name.
func (db *DB) Companies(ctx context.Context, f CompanyFilter) ([]kith.Company, error) {
	var found []kith.Company
	err := db.read("reading companies", func(q querier) error {
		ids, err := companyIDs(ctx, q, f)
		if err != nil {
			return err
		}
		found, err = companies(ctx, q, ids)
		return err
	})
	return found, err
}

// companyIDs returns the ids that a filter chooses, nil for all.
func companyIDs(ctx context.Context, q querier, f CompanyFilter) ([]int64, error) {
	if f.ID != 0 {
		return []int64{f.ID}, nil
	}
	if strings.TrimSpace(f.Query) == "" && f.Keys == (kith.NameKeys{}) {
		return nil, nil
	}
	type spelling struct {
		id           int64
		name, domain string
		keys         kith.NameKeys
	}
	all, err := collect(ctx, q, func(rows *sql.Rows) (s spelling, err error) {
		return s, rows.Scan(&s.id, &s.name, &s.domain, &s.keys.Exact, &s.keys.Strong)
	}, newStatement("SELECT c.id, n.name, c.domain, n.exact_key, n.strong_key FROM companies c JOIN company_names n ON n.company_id = c.id"))
	if err != nil {
		return nil, err
	}
	query := fold(f.Query)
	for _, fits := range []func(spelling) bool{
		func(s spelling) bool {
			return query != "" && (fold(s.name) == query || s.domain == query) || f.Keys.Exact != "" && s.keys.Exact == f.Keys.Exact
		},
		func(s spelling) bool { return f.Keys.Strong != "" && s.keys.Strong == f.Keys.Strong },
		func(s spelling) bool {
			return query != "" && (strings.Contains(fold(s.name), query) || strings.Contains(s.domain, query))
		},
	} {
		ids := []int64{}
		for _, s := range all {
			if fits(s) && !slices.Contains(ids, s.id) {
				ids = append(ids, s.id)
			}
		}
		if len(ids) > 0 {
			return ids, nil
		}
	}
	return []int64{}, nil
}

// companies reads companies with names and boards; nil means all.
func companies(ctx context.Context, q querier, ids []int64) ([]kith.Company, error) {
	if ids == nil {
		return companyRows(ctx, q, nil)
	}
	var found []kith.Company
	err := inChunks(ids, func(ids []int64) error {
		rows, err := companyRows(ctx, q, ids)
		found = append(found, rows...)
		return err
	})
	slices.SortStableFunc(found, func(a, b kith.Company) int { return cmp.Compare(fold(a.Name), fold(b.Name)) })
	return found, err
}

// companyRows reads companies, at most inLimit of them or all.
func companyRows(ctx context.Context, q querier, ids []int64) ([]kith.Company, error) {
	chosen := func(text, column string) *statement {
		s := newStatement(text)
		if ids != nil {
			in(s, " WHERE "+column, ids)
		}
		return s
	}
	found, err := collect(ctx, q, func(rows *sql.Rows) (c kith.Company, err error) {
		return c, rows.Scan(&c.ID, &c.Name, &c.Domain, timeAt{&c.CreatedAt})
	}, chosen("SELECT id, name, domain, created_at FROM companies", "id").add(" ORDER BY name, id"))
	if err != nil {
		return nil, err
	}
	at := make(map[int64]int, len(found))
	for i, c := range found {
		at[c.ID] = i
	}
	_, err = collect(ctx, q, func(rows *sql.Rows) (_ struct{}, err error) {
		var id int64
		var n kith.CompanyName
		if err = rows.Scan(&id, &n.Name, &n.Keys.Exact, &n.Keys.Strong); err == nil {
			found[at[id]].Names = append(found[at[id]].Names, n)
		}
		return struct{}{}, err
	}, chosen("SELECT company_id, name, exact_key, strong_key FROM company_names", "company_id").add(" ORDER BY name"))
	if err != nil {
		return nil, err
	}
	s := newStatement(selectSources+" AND s.kind = ?", string(kith.SourceBoard))
	if ids != nil {
		in(s, " AND s.company_id", ids)
	}
	boards, err := collect(ctx, q, scanSource, s.add(" ORDER BY s.id"))
	for _, b := range boards {
		if i, ok := at[b.CompanyID]; ok {
			found[i].Boards = append(found[i].Boards, b)
		}
	}
	return found, err
}
