package store

import (
	"cmp"
	"context"
	"database/sql"

	"kith"
)

// move is a contact in two imports.
type move struct{ before, now person }

// saveMoves stores the moves that an import shows, and notes in the change log
// those that lead from or to a company that kith surely knows. The first import
// shows none.
func (im *contactImport) saveMoves(ctx context.Context, moves []move) error {
	rows := make([][]any, 0, len(moves))
	for _, m := range moves {
		rows = append(rows, []any{
			im.user, m.before.ID, m.before.Company, m.now.Company, m.before.Position, m.now.Position, millis(im.tx.now), ref(m.before.sureCompany()), ref(m.now.sureCompany()),
		})
	}
	ids, err := insertAll(ctx, im.tx, insertion{
		into: "moves (user_id, contact_id, from_company, to_company, from_position, to_position, at, from_company_id, to_company_id)", rows: rows,
		tail: " RETURNING id",
	}, scanID)
	im.changes.Moves += len(ids)
	im.moved = append(im.moved, ids...)
	return err
}

// sureCompany returns the company where a person surely works, 0 for none.
func (p person) sureCompany() int64 {
	if !p.Match.Sure() {
		return 0
	}
	return p.CompanyID
}

// logMoves notes moves in the change log.
func (im *contactImport) logMoves(ctx context.Context) error {
	found, err := moves(ctx, im.tx, im.moved)
	if err != nil {
		return err
	}
	var changes []kith.Change
	for _, m := range found {
		if company := cmp.Or(m.ToCompanyID, m.FromCompanyID); company != 0 {
			changes = append(changes, kith.Change{Kind: kith.ChangeMove, Op: kith.OpNew, ID: m.ID, CompanyID: company, UserID: m.UserID})
		}
	}
	return im.tx.logChanges(ctx, changes)
}

// Moves returns moves by id; absent ids are left out. Each belongs to its user
// alone.
func (db *DB) Moves(ctx context.Context, ids []int64) ([]kith.Move, error) {
	var found []kith.Move
	err := db.read("reading the moves", func(q querier) error {
		var err error
		found, err = moves(ctx, q, ids)
		return err
	})
	return found, err
}

func moves(ctx context.Context, q querier, ids []int64) ([]kith.Move, error) {
	var found []kith.Move
	err := inChunks(distinct(ids), func(ids []int64) error {
		rows, err := collect(ctx, q, func(rows *sql.Rows) (m kith.Move, err error) {
			return m, rows.Scan(&m.ID, &m.UserID, &m.ContactID, &m.Contact, &m.FromCompany, &m.ToCompany, &m.FromCompanyID, &m.ToCompanyID,
				&m.FromPosition, &m.ToPosition, timeAt{&m.At})
		}, in(newStatement(`SELECT m.id, m.user_id, m.contact_id, c.name, m.from_company, m.to_company, COALESCE(m.from_company_id, 0), COALESCE(m.to_company_id, 0),
			m.from_position, m.to_position, m.at FROM moves m JOIN contacts c ON c.id = m.contact_id WHERE`), " m.id", ids).add(" ORDER BY m.id"))
		found = append(found, rows...)
		return err
	})
	return found, err
}
