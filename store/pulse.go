package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// pulseEvery is how often a process shows that it lives and looks for the
	// jobs of those that do not.
	pulseEvery = 3 * time.Second
	// pulseTimeout is how long one look may take.
	pulseTimeout = 10 * time.Second
)

// pulse shows other processes that the queue of this one lives, and takes up
// the jobs that killed processes left running.
type pulse interface {
	// beat is called before the queue starts, and then every pulseEvery.
	beat(ctx context.Context, db *sql.DB) error
	// stop is called after the queue has stopped.
	stop(ctx context.Context) error
}

// ownerPulse is the pulse on SQLite. One process owns the data folder: whoever
// left jobs running, before this queue starts, is dead.
type ownerPulse struct{ taken bool }

func (p *ownerPulse) beat(ctx context.Context, db *sql.DB) error {
	if p.taken {
		return nil
	}
	p.taken = true
	if _, err := db.ExecContext(ctx, "UPDATE river_job SET state = 'available', attempt = MAX(attempt - 1, 0) WHERE state = 'running'"); err != nil {
		return fmt.Errorf("taking up the jobs of a killed process: %w", err)
	}
	if _, err := db.ExecContext(ctx, "DELETE FROM river_leader"); err != nil {
		return fmt.Errorf("taking up the lead of a killed process: %w", err)
	}
	return nil
}

func (p *ownerPulse) stop(context.Context) error { return nil }

// lockPulse is the pulse on PostgreSQL: a lock of the session, on a connection
// of its own, under the name of the queue's client. PostgreSQL frees it as soon
// as the connection of a killed process ends. Who can take the lock of a
// client knows that it is dead and that nobody else is taking up its jobs.
type lockPulse struct {
	client string
	config *pgx.ConnConfig
	conn   *pgx.Conn // holds the lock; nil when it has been lost
}

// clientKey is the key of a client's lock.
const clientKey = "hashtextextended(current_schema() || ' ' || $1::text, 1802073192)"

func (p *lockPulse) beat(ctx context.Context, db *sql.DB) error {
	ctx, cancel := context.WithTimeout(ctx, pulseTimeout)
	defer cancel()
	if err := p.hold(ctx); err != nil {
		return err
	}
	clients, err := collect(ctx, db, scanString, newStatement(
		`SELECT DISTINCT attempted_by[array_upper(attempted_by, 1)] FROM river_job
		WHERE state = 'running' AND attempted_by[array_upper(attempted_by, 1)] <> ?`, p.client))
	if err != nil {
		return fmt.Errorf("looking for jobs of killed processes: %w", err)
	}
	for _, client := range clients {
		if err := takeUp(ctx, db, client); err != nil {
			return fmt.Errorf("taking up the jobs of a killed process: %w", err)
		}
	}
	return nil
}

// hold takes the lock, on a new connection when the old one has broken. When
// the server has not noticed yet that the old one is broken, it still holds
// the lock for us.
func (p *lockPulse) hold(ctx context.Context) error {
	if p.conn != nil {
		if _, err := p.conn.Exec(ctx, "SELECT 1"); err == nil {
			return nil
		}
		_ = p.conn.Close(ctx) // it is broken
		p.conn = nil
	}
	conn, err := pgx.ConnectConfig(ctx, p.config)
	if err != nil {
		return fmt.Errorf("connecting to show that this process lives: %w", err)
	}
	var held bool
	if err = conn.QueryRow(ctx, "SELECT pg_try_advisory_lock("+clientKey+")", p.client).Scan(&held); err != nil || !held {
		return errors.Join(err, conn.Close(ctx))
	}
	p.conn = conn
	return nil
}

func (p *lockPulse) stop(ctx context.Context) error {
	if p.conn == nil {
		return nil
	}
	conn := p.conn
	p.conn = nil
	return conn.Close(ctx)
}

// takeUp makes the jobs of a client available again, when it is dead. To be
// killed is no failed attempt.
func takeUp(ctx context.Context, db *sql.DB, client string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	var dead bool
	if err := tx.QueryRowContext(ctx, "SELECT pg_try_advisory_xact_lock("+clientKey+")", client).Scan(&dead); err != nil || !dead {
		return err
	}
	for _, statement := range []string{
		`UPDATE river_job SET state = 'available', attempt = GREATEST(attempt - 1, 0)
		WHERE state = 'running' AND attempted_by[array_upper(attempted_by, 1)] = $1`,
		"DELETE FROM river_leader WHERE leader_id = $1",
	} {
		if _, err := tx.ExecContext(ctx, statement, client); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// pulseConfig returns how the connection of a lockPulse is made: the server
// notices within half a minute that the machine behind it is gone.
func pulseConfig(from *pgx.ConnConfig) *pgx.ConnConfig {
	config := from.Copy()
	config.RuntimeParams["tcp_keepalives_idle"] = "10"
	config.RuntimeParams["tcp_keepalives_interval"] = "5"
	config.RuntimeParams["tcp_keepalives_count"] = "3"
	return config
}
