package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/rivermigrate"

	"kith"
)

//go:embed migrations
var migrations embed.FS

// riverVersion is the version of River's own tables. Raise it together with
// River, in a release that also has a migration of kith's own, so that an
// older kith refuses the database.
const riverVersion = 8

// migrate brings the schema up to date, kith's tables and River's. Several
// processes may begin at once: on PostgreSQL they take turns.
func (db *DB) migrate(ctx context.Context) error {
	folder, err := fs.Sub(migrations, "migrations/"+db.dialect.migrations)
	if err != nil {
		return fmt.Errorf("finding the migrations: %w", err)
	}
	provider, err := goose.NewProvider(db.dialect.goose, db.writer, folder, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	unlock, err := db.lockMigrations(ctx)
	if err != nil {
		return err
	}
	err = db.migrateAll(ctx, provider)
	return errors.Join(err, unlock())
}

func (db *DB) migrateAll(ctx context.Context, provider *goose.Provider) error {
	current, newest, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("reading the version of the schema: %w", err)
	}
	db.schema = newest
	if current > newest {
		return kith.Errorf(kith.CodeConflict,
			"the database was written by a newer kith (schema %d, this one knows %d); install the newer kith, or choose another data folder. Nothing was changed",
			current, newest)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("bringing the schema up to date: %w", err)
	}
	river, err := rivermigrate.New(db.dialect.river, &rivermigrate.Config{Logger: db.log})
	if err != nil {
		return fmt.Errorf("reading the migrations of the queue: %w", err)
	}
	if _, err := river.Migrate(ctx, rivermigrate.DirectionUp, &rivermigrate.MigrateOpts{TargetVersion: riverVersion}); err != nil {
		return fmt.Errorf("bringing the queue up to date: %w", err)
	}
	return nil
}

// lockMigrations keeps other processes from migrating the same PostgreSQL
// database. On SQLite one process owns the data folder, and the one
// connection must stay free for the migration itself.
func (db *DB) lockMigrations(ctx context.Context) (unlock func() error, err error) {
	if db.writer != db.reader {
		return func() error { return nil }, nil
	}
	held, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	if err := db.dialect.lock(ctx, held, lockMigrate); err != nil {
		return nil, errors.Join(fmt.Errorf("waiting for another process to migrate: %w", err), held.Rollback())
	}
	return held.Rollback, nil
}
