package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
)

// postgresConnections is the size of the pool, unless the address says
// otherwise with pool_max_conns.
const postgresConnections = 16

// openPostgres opens one pool for everything, and a second, mostly empty one
// from which the job queue takes the connection on which it listens.
func (db *DB) openPostgres(ctx context.Context, o Options) error {
	db.name = "PostgreSQL"
	config, err := pgxpool.ParseConfig(o.Database)
	if err != nil {
		return fmt.Errorf("reading the address: %w", err)
	}
	db.name = fmt.Sprintf("PostgreSQL %s at %s:%d", config.ConnConfig.Database, config.ConnConfig.Host, config.ConnConfig.Port)
	if !strings.Contains(o.Database, "pool_max_conns") {
		config.MaxConns = postgresConnections
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return err
	}
	db.onClose(pool.Close)
	listening := config.Copy()
	listening.MinConns, listening.MaxConns = 0, 1
	listenerPool, err := pgxpool.NewWithConfig(ctx, listening)
	if err != nil {
		return err
	}
	db.onClose(listenerPool.Close)
	db.writer = stdlib.OpenDBFromPool(pool)
	db.reader = db.writer
	db.cleanups = append(db.cleanups, db.writer.Close)
	db.dialect = postgresDialect(riverdatabasesql.NewWithPgxListener(db.writer, listenerPool), config.ConnConfig)
	return db.writer.PingContext(ctx)
}

func (db *DB) onClose(do func()) {
	db.cleanups = append(db.cleanups, func() error {
		do()
		return nil
	})
}
