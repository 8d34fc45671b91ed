package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"kith"
)

// Options says which database to open, and how.
type Options struct {
	// Database is "" for the SQLite file kith.db in Dir, the path of a SQLite
	// file, or the address of a PostgreSQL database: postgres://…
	Database string
	// Dir is the data folder. It is made when it does not exist.
	Dir   string
	Clock kith.Clock
	// Log is given to the job queue too; nil means silence.
	Log *slog.Logger
	// RoleKey makes the key that openings of one role share, from title, places
	// and CompanyID; nil makes none, and nothing is known to be listed again.
	RoleKey func(kith.Opening) string
	// NameKey makes the exact key of a company's name, by which events of a
	// company that nobody knew are found when it is taken in; nil finds none.
	NameKey func(name string) string
	// SameEvent reports whether two reports of news tell of one event; nil takes
	// those of one company and kind within a week for one.
	SameEvent func(a, b kith.Event) bool
	// TimeZone is the IANA name of the lone user's time zone; "" means UTC.
	TimeZone string
}

// DB is the store. It may be used by many goroutines.
type DB struct {
	name     string
	writer   *sql.DB // on SQLite one connection, which the queue uses too
	reader   *sql.DB // on PostgreSQL the same pool as writer
	dialect  dialect
	clock    kith.Clock
	log      *slog.Logger
	timeZone string
	role     func(kith.Opening) string
	nameKey  func(name string) string
	same     func(a, b kith.Event) bool
	schema   int64                  // the version that this kith knows
	inserter *river.Client[*sql.Tx] // inserts jobs, works none
	cleanups []func() error         // newest last
}

// Open opens the database, makes it where it does not exist, and brings its
// schema up to date. It refuses a database that a newer kith has written
// (kith.CodeConflict) and leaves it as it is. Its errors are sentences that
// say what to do.
func Open(ctx context.Context, o Options) (*DB, error) {
	db := &DB{clock: o.Clock, log: o.Log, timeZone: cmp.Or(o.TimeZone, "UTC"), role: o.RoleKey, nameKey: o.NameKey, same: o.SameEvent}
	if db.same == nil {
		db.same = withinAWeek
	}
	if db.clock == nil {
		return nil, kith.Errorf(kith.CodeInternal, "the store was given no clock")
	}
	if db.log == nil {
		db.log = slog.New(slog.DiscardHandler)
	}
	if err := db.open(ctx, o); err != nil {
		return nil, errors.Join(explain("opening the database "+db.name, err), db.Close())
	}
	return db, nil
}

func (db *DB) open(ctx context.Context, o Options) error {
	connect := db.openSQLite
	if isPostgres(o.Database) {
		connect = db.openPostgres
	}
	if err := connect(ctx, o); err != nil {
		return err
	}
	if err := db.migrate(ctx); err != nil {
		return err
	}
	inserter, err := river.NewClient(db.dialect.river, &river.Config{Logger: db.log})
	if err != nil {
		return fmt.Errorf("making the job queue: %w", err)
	}
	db.inserter = inserter
	return db.fillRoles(ctx)
}

func isPostgres(database string) bool {
	return strings.HasPrefix(database, "postgres://") || strings.HasPrefix(database, "postgresql://")
}

// Close closes the database. Stop the queue first.
func (db *DB) Close() error {
	var failures []error
	for i := len(db.cleanups) - 1; i >= 0; i-- {
		failures = append(failures, db.cleanups[i]())
	}
	db.cleanups = nil
	return errors.Join(failures...)
}

// Name says which database this is, for people: it holds no password.
func (db *DB) Name() string { return db.name }

// querier is what reads and writes: a pool or a transaction.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// tx is one writing transaction. All the time stamps of one transaction that
// are not a visit's own are now.
type tx struct {
	*sql.Tx
	db        *DB
	now       time.Time
	logLocked bool
}

// write runs do in one transaction, which is rolled back when do fails. what
// says in words what is being done. Nothing in do may wait for the network or
// take another connection.
func (db *DB) write(ctx context.Context, what string, do func(*tx) error) error {
	sqlTx, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return explain(what, err)
	}
	if err := do(&tx{Tx: sqlTx, db: db, now: db.clock()}); err != nil {
		if rollback := sqlTx.Rollback(); rollback != nil && !errors.Is(rollback, sql.ErrTxDone) {
			err = errors.Join(err, rollback)
		}
		return explain(what, err)
	}
	return explain(what, sqlTx.Commit())
}

// read runs do on the pool for reading. It sees every committed write.
func (db *DB) read(what string, do func(querier) error) error {
	return explain(what, do(db.reader))
}

// analyze counts the rows of a table anew. PostgreSQL plans by such counts and
// makes them by itself, but only some time after many rows have come: until
// then it would read all contacts of a user for every few hundred that are
// looked up.
func (tx *tx) analyze(ctx context.Context, table string) error {
	if tx.db.dialect.analyze == "" {
		return nil
	}
	_, err := tx.ExecContext(ctx, tx.db.dialect.analyze+table)
	return err
}

// lock takes a lock that is held until the transaction ends.
func (tx *tx) lock(ctx context.Context, l lock) error {
	if err := tx.db.dialect.lock(ctx, tx.Tx, l); err != nil {
		return fmt.Errorf("waiting for the lock %d: %w", l, err)
	}
	return nil
}
