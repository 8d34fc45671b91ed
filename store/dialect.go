package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
)

// dialect is all that differs between the two databases, once they are open.
type dialect struct {
	name       string // as people write it
	goose      goose.Dialect
	migrations string // folder of the migrations
	river      riverdriver.Driver[*sql.Tx]
	// batchValues is how many values a many-row INSERT holds at most: on
	// PostgreSQL many, to save ways to the server; on SQLite few, because to
	// parse a statement takes it the square of the number of its parameters.
	batchValues int
	// analyze is what a table's name is put behind to count its rows anew, ""
	// where nothing plans by such counts: see tx.analyze.
	analyze string
	// lockRow makes a SELECT lock its rows until the end of the transaction.
	lockRow string
	// lockFree is lockRow that leaves out rows which others have locked.
	lockFree string
	// jsonText returns the expression that reads a column of River's as JSON text.
	jsonText func(column string) string
	// lock takes the lock until the end of the transaction.
	lock func(ctx context.Context, tx *sql.Tx, l lock) error
	// pulse returns the pulse of a client of River.
	pulse func(client string) pulse
	// poll is how often the queue looks for jobs of which it was not told.
	poll time.Duration
	// integrity says what is damaged, where the database can tell.
	integrity func(ctx context.Context, q querier) ([]string, error)
}

// lock is a lock that a transaction holds until it ends. Who needs several
// takes them in the order of their numbers.
type lock int32

const (
	lockMigrate lock = iota + 1
	lockUsers        // making the lone user
	// lockNames serialises what ties contacts to companies: an import that does
	// not see a new company beside a new company that does not see the import
	// would leave the two unlinked.
	lockNames
	// lockNews serialises the events that feeds tell: see takeEvents.
	lockNews
	// lockLog makes sequence order commit order: see tx.lockLog.
	lockLog
)

// lockSpace tells kith's advisory locks from those of other programs in the
// same PostgreSQL database.
const lockSpace = 0x6b697468 // "kith"

// sqliteDialect returns the dialect of a SQLite file. Its writer pool is one
// connection, so every writing transaction has all locks already.
func sqliteDialect(river riverdriver.Driver[*sql.Tx]) dialect {
	return dialect{
		name: "SQLite", goose: goose.DialectSQLite3, migrations: "sqlite", river: river, batchValues: 250,
		jsonText:  func(column string) string { return "json(" + column + ")" },
		lock:      func(context.Context, *sql.Tx, lock) error { return nil },
		pulse:     func(string) pulse { return &ownerPulse{} },
		poll:      200 * time.Millisecond,
		integrity: sqliteIntegrity,
	}
}

// postgresDialect returns the dialect of PostgreSQL. The connections of its
// queues' pulses are made by config.
func postgresDialect(river riverdriver.Driver[*sql.Tx], config *pgx.ConnConfig) dialect {
	return dialect{
		name: "PostgreSQL", goose: goose.DialectPostgres, migrations: "postgres", river: river, batchValues: 3000,
		lockRow: " FOR UPDATE", analyze: "ANALYZE ",
		lockFree: " FOR UPDATE SKIP LOCKED",
		jsonText: func(column string) string { return "to_jsonb(" + column + ")::text" },
		lock: func(ctx context.Context, tx *sql.Tx, l lock) error {
			_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1, hashtext(current_schema() || $2))",
				lockSpace, fmt.Sprint(int32(l)))
			return err
		},
		pulse:     func(client string) pulse { return &lockPulse{client: client, config: pulseConfig(config)} },
		poll:      500 * time.Millisecond,
		integrity: func(context.Context, querier) ([]string, error) { return nil, nil },
	}
}

// sqliteIntegrity runs SQLite's own checks over the whole file.
func sqliteIntegrity(ctx context.Context, q querier) ([]string, error) {
	found, err := collect(ctx, q, scanString, newStatement("PRAGMA integrity_check(10)"))
	if err != nil {
		return nil, err
	}
	if len(found) == 1 && found[0] == "ok" {
		found = nil
	}
	orphans, err := collect(ctx, q, func(rows *sql.Rows) (string, error) {
		var table, parent string
		var n int
		err := rows.Scan(&table, &parent, &n)
		return fmt.Sprintf("%d rows of %s refer to rows of %s that do not exist", n, table, parent), err
	}, newStatement(`SELECT "table", parent, COUNT(*) FROM pragma_foreign_key_check GROUP BY "table", parent`))
	return append(found, orphans...), err
}
