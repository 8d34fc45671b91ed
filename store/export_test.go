package store

import (
	"context"
	"database/sql"
	"fmt"
)

// LimitPages makes the disk of a SQLite file full after so many more pages.
func (db *DB) LimitPages(ctx context.Context, more int) error {
	var pages int
	if err := db.writer.QueryRowContext(ctx, "PRAGMA page_count").Scan(&pages); err != nil {
		return err
	}
	_, err := db.writer.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", pages+more))
	return err
}

// ClientKey is the key of a client's lock, $1 being the client.
const ClientKey = clientKey

// ClientID returns the name of the queue among the clients of River.
func (q *Queue) ClientID() string { return q.client.ID() }

// Server returns the pool, past the store.
func (db *DB) Server() *sql.DB { return db.writer }
