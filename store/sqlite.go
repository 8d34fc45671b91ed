package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/riverqueue/river/riverdriver/riversqlite"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"kith"
)

const (
	sqliteFile    = "kith.db" // in the data folder
	sqliteReaders = 4         // connections that read
)

// openSQLite opens the file with two pools: one connection that writes, which
// the job queue shares, and a few that can only read.
func (db *DB) openSQLite(ctx context.Context, o Options) error {
	path := o.Database
	if path == "" {
		path = filepath.Join(o.Dir, sqliteFile)
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("finding the data folder: %w", err)
	}
	db.name = "SQLite " + path
	if strings.Contains(o.Database, "://") {
		return kith.Errorf(kith.CodeInvalid, "%q is no database kith knows; give a path, or postgres://user@host/name", o.Database)
	}
	if err := makePrivateFile(path); err != nil {
		return err
	}
	db.writer, err = db.sqlitePool(path, 1, "_txlock=immediate", "_pragma=journal_mode(WAL)", "_pragma=synchronous(NORMAL)", "_pragma=foreign_keys(1)")
	if err != nil {
		return err
	}
	db.reader, err = db.sqlitePool(path, sqliteReaders, "_pragma=query_only(1)")
	if err != nil {
		return err
	}
	db.dialect = sqliteDialect(riversqlite.New(db.writer))
	return db.writer.PingContext(ctx)
}

// sqlitePool opens a pool of connections that never expire.
func (db *DB) sqlitePool(path string, connections int, settings ...string) (*sql.DB, error) {
	settings = append([]string{"_pragma=busy_timeout(5000)", "_pragma=cache_size(-16000)"}, settings...)
	address := "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + strings.Join(settings, "&")
	pool, err := sql.Open("sqlite", address)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	db.cleanups = append(db.cleanups, pool.Close)
	return pool, nil
}

// makePrivateFile makes the database file and its folder, for their owner's
// eyes only, or takes the rights of others away where they exist already.
// SQLite gives its companion files the same rights.
func makePrivateFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return folderError(path, err)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return folderError(path, err)
	}
	info, err := file.Stat()
	if err == nil && info.Mode().Perm()&0o077 != 0 {
		err = file.Chmod(info.Mode().Perm() &^ 0o077)
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return folderError(path, err)
	}
	return nil
}

// folderError says in words why the database file cannot be used.
func folderError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrPermission), strings.Contains(err.Error(), "read-only file system"):
		return kith.Errorf(kith.CodeUnavailable,
			"kith may not write to %s; make the folder writable for you, or choose another with --data: %w", path, err)
	default:
		return kith.Errorf(kith.CodeUnavailable, "the database file %s cannot be made: %w", path, err)
	}
}
