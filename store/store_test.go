package store_test

import (
	"testing"

	"kith/store/storetest"
)

// TestSQLite runs the suite on SQLite files.
func TestSQLite(t *testing.T) {
	t.Parallel()
	storetest.Run(t, storetest.SQLite)
}

// TestPostgres runs the suite on schemas of a PostgreSQL database.
func TestPostgres(t *testing.T) {
	t.Parallel()
	storetest.Run(t, storetest.NewSchemas(t).Fresh)
}
