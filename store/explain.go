package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"kith"
)

// explain wraps an error of the database with what was being done. Where the
// cause is one that the user can do something about, it becomes a plain
// sentence that says what.
func explain(what string, err error) error {
	var known *kith.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%s: %w", what, err)
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return explainSQLite(what, err, lite.Code())
	}
	var refused *pgconn.ConnectError
	var parse *pgconn.ParseConfigError
	var server *pgconn.PgError
	switch {
	case errors.As(err, &server):
		return explainPostgres(what, err, server)
	case errors.As(err, &parse):
		return kith.Errorf(kith.CodeInvalid, "the address of the database cannot be read: %w", err)
	case errors.As(err, &refused):
		// The cause goes over several lines, one for each address that was tried.
		return &kith.Error{Code: kith.CodeUnavailable, Err: err,
			Message: "PostgreSQL does not answer at " + refused.Config.Host + "; is it running, and is the address right?"}
	}
	return fmt.Errorf("%s: %w", what, err)
}

// explainSQLite knows the result codes of https://sqlite.org/rescode.html. The
// low byte of an extended code is the primary one.
func explainSQLite(what string, err error, code int) error {
	switch code & 0xff {
	case sqlite3.SQLITE_FULL:
		return kith.Errorf(kith.CodeUnavailable, "%s: the disk is full; make room and try again, nothing was lost (%w)", what, err)
	case sqlite3.SQLITE_NOTADB:
		return kith.Errorf(kith.CodeInvalid, "%s: the file is not a database of kith; choose another, or move it away (%w)", what, err)
	case sqlite3.SQLITE_CORRUPT:
		return kith.Errorf(kith.CodeInvalid, "%s: the database file is damaged; move it away and restore a backup (%w)", what, err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return kith.Errorf(kith.CodeUnavailable, "%s: kith may not write there; make the data folder writable for you (%w)", what, err)
	case sqlite3.SQLITE_CANTOPEN:
		return kith.Errorf(kith.CodeUnavailable, "%s: the database file cannot be opened; look at the rights of the data folder (%w)", what, err)
	case sqlite3.SQLITE_IOERR:
		return kith.Errorf(kith.CodeUnavailable, "%s: the disk is full, or fails to read or write; make room, or look at the disk, and try again, nothing was lost (%w)", what, err)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return kith.Errorf(kith.CodeConflict, "%s: another program holds the database; end it and try again (%w)", what, err)
	}
	return fmt.Errorf("%s: %w", what, err)
}

// explainPostgres knows the codes of
// https://www.postgresql.org/docs/current/errcodes-appendix.html.
func explainPostgres(what string, err error, server *pgconn.PgError) error {
	switch server.Code {
	case "28P01", "28000": // invalid_password, invalid_authorization_specification
		return &kith.Error{Code: kith.CodeInvalid, Err: err, Message: "PostgreSQL does not accept the user or the password of the address"}
	case "3D000": // invalid_catalog_name
		return kith.Errorf(kith.CodeNotFound, "PostgreSQL has no such database; make it with createdb, or mend the address (%w)", err)
	case "53100": // disk_full
		return kith.Errorf(kith.CodeUnavailable, "%s: the disk of PostgreSQL is full; make room and try again, nothing was lost (%w)", what, err)
	case "53300": // too_many_connections
		return kith.Errorf(kith.CodeUnavailable, "%s: PostgreSQL has no connection left; raise max_connections, or set pool_max_conns in the address (%w)", what, err)
	case "57P01", "57P02", "57P03": // admin_shutdown, crash_shutdown, cannot_connect_now
		return kith.Errorf(kith.CodeUnavailable, "%s: PostgreSQL is starting or stopping; try again in a moment (%w)", what, err)
	case "42501", "25006": // insufficient_privilege, read_only_sql_transaction
		return kith.Errorf(kith.CodeUnavailable, "%s: the user of the address may not write to this database (%w)", what, err)
	}
	return fmt.Errorf("%s: %w", what, err)
}
