package store

import (
	"context"
	"database/sql"

	"kith"
)

// Watch makes a user watch a company and reports whether that is new. What is
// open there is then matched for the user, unless a contact is reason enough
// already.
func (db *DB) Watch(ctx context.Context, userID, companyID int64) (bool, error) {
	var created bool
	err := db.write(ctx, "watching a company", func(tx *tx) error {
		var err error
		created, err = tx.watch(ctx, userID, companyID)
		return err
	})
	return created, err
}

func (tx *tx) watch(ctx context.Context, userID, companyID int64) (bool, error) {
	if _, err := readUser(ctx, tx, userID, ""); err != nil {
		return false, err
	}
	companies, err := collect(ctx, tx, scanID, newStatement("SELECT id FROM companies WHERE id = ?", companyID))
	if err != nil {
		return false, err
	}
	if len(companies) == 0 {
		return false, notFound("company", companyID)
	}
	inserted, err := exec(ctx, tx, newStatement("INSERT INTO watches (user_id, company_id, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
		userID, companyID, millis(tx.now)))
	if err != nil || inserted == 0 {
		return false, err
	}
	var known bool
	err = tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM contacts WHERE user_id = $1 AND company_id = $2)", userID, companyID).Scan(&known)
	if err != nil || known {
		return true, err
	}
	return true, tx.logInterests(ctx, []interest{{user: userID, company: companyID}})
}

// Unwatch ends a watch and reports whether there was one. Alerts that it
// brought stay.
func (db *DB) Unwatch(ctx context.Context, userID, companyID int64) (bool, error) {
	var removed int64
	err := db.write(ctx, "ending a watch", func(tx *tx) error {
		var err error
		removed, err = exec(ctx, tx, newStatement("DELETE FROM watches WHERE user_id = ? AND company_id = ?", userID, companyID))
		return err
	})
	return removed > 0, err
}

// Watches returns what a user watches, by the names of the companies.
func (db *DB) Watches(ctx context.Context, userID int64) ([]kith.Watch, error) {
	var found []kith.Watch
	err := db.read("reading what is watched", func(q querier) error {
		var err error
		found, err = collect(ctx, q, func(rows *sql.Rows) (w kith.Watch, err error) {
			return w, rows.Scan(&w.UserID, &w.CompanyID, &w.Company, timeAt{&w.Since})
		}, newStatement(`SELECT w.user_id, w.company_id, c.name, w.since FROM watches w JOIN companies c ON c.id = w.company_id
			WHERE w.user_id = ? ORDER BY LOWER(c.name), c.id`, userID))
		return err
	})
	return found, err
}
