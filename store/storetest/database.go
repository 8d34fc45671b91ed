package storetest

import (
	"context"
	"crypto/rand"
	"net/url"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"kith/store"
)

// PostgresVariable names the environment variable that holds the address of a
// PostgreSQL database in which tests may make schemas.
const PostgresVariable = "KITH_TEST_POSTGRES"

// SQLite makes an empty SQLite database in a folder of its own.
func SQLite(tb testing.TB) store.Options { return store.Options{Dir: tb.TempDir()} }

// InPostgres makes an empty schema in PostgreSQL.
func InPostgres(tb testing.TB) store.Options { return store.Options{Database: Postgres(tb)} }

// Schemas hands out schemas in PostgreSQL, one after the other to many tests:
// to make one takes longer than most tests.
type Schemas struct {
	tb   testing.TB // with which they are dropped
	mu   sync.Mutex
	free []string
}

// NewSchemas returns schemas that are dropped with the test. The test is
// skipped where no PostgreSQL is given.
func NewSchemas(tb testing.TB) *Schemas {
	tb.Helper()
	server(tb)
	return &Schemas{tb: tb}
}

// server returns the address of the PostgreSQL to test on, and skips the test
// where none is given.
func server(tb testing.TB) string {
	tb.Helper()
	address := os.Getenv(PostgresVariable)
	if address == "" {
		tb.Skip("no PostgreSQL to test on: set " + PostgresVariable + "=postgres://user:password@host/database")
	}
	return address
}

// Fresh hands out a schema whose tables, if it has any yet, are empty.
func (s *Schemas) Fresh(tb testing.TB) store.Options {
	tb.Helper()
	address := s.take()
	if address == "" {
		address = Postgres(s.tb)
	}
	tb.Cleanup(func() {
		schemaDo(tb, plain(tb, address), emptyTables)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.free = append(s.free, address)
	})
	return store.Options{Database: address}
}

func (s *Schemas) take() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.free) == 0 {
		return ""
	}
	address := s.free[len(s.free)-1]
	s.free = s.free[:len(s.free)-1]
	return address
}

// emptyTables empties all tables of the schema but those that say how far it
// is migrated, and lets their ids begin anew. A table that others refer to is
// emptied in a later round. (TRUNCATE makes new files, which takes far longer.)
const emptyTables = `DO $$ DECLARE name text; remains boolean; BEGIN
	FOR round IN 1..9 LOOP
		remains := false;
		FOR name IN SELECT tablename FROM pg_tables
			WHERE schemaname = current_schema() AND tablename NOT IN ('goose_db_version', 'river_migration') LOOP
			BEGIN
				EXECUTE 'DELETE FROM ' || quote_ident(name);
			EXCEPTION WHEN foreign_key_violation THEN remains := true;
			END;
		END LOOP;
		EXIT WHEN NOT remains;
	END LOOP;
	FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema() AND sequencename NOT LIKE 'goose%' LOOP
		PERFORM setval(quote_ident(name)::regclass, 1, false);
	END LOOP;
END $$`

// plain returns the address as a driver without a pool takes it.
func plain(tb testing.TB, address string) string {
	tb.Helper()
	parsed, err := url.Parse(address)
	if err != nil {
		tb.Fatal(err)
	}
	query := parsed.Query()
	query.Del("pool_max_conns")
	parsed.RawQuery = query.Encode()
	return parsed.String()
}

// Postgres makes an empty schema, which is dropped with the test, and returns
// the address under which it alone is seen. The test is skipped where no
// PostgreSQL is given.
func Postgres(tb testing.TB) string {
	tb.Helper()
	base := server(tb)
	schema := "kith_test_" + rand.Text()
	schemaDo(tb, base, "CREATE SCHEMA "+pgx.Identifier{schema}.Sanitize())
	tb.Cleanup(func() { schemaDo(tb, base, "DROP SCHEMA "+pgx.Identifier{schema}.Sanitize()+" CASCADE") })
	address, err := url.Parse(base)
	if err != nil {
		tb.Fatal(err)
	}
	query := address.Query()
	query.Set("search_path", `"`+schema+`"`)
	query.Set("synchronous_commit", "off") // what a test writes need not outlive the machine
	if !query.Has("pool_max_conns") {
		query.Set("pool_max_conns", "6") // many tests share one server
	}
	address.RawQuery = query.Encode()
	return address.String()
}

// schemaDo makes or drops a schema.
func schemaDo(tb testing.TB, address, statement string) {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = conn.Close(ctx) }()
	if _, err := conn.Exec(ctx, statement); err != nil {
		tb.Fatal(err)
	}
}
