package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"kith"
)

// The kinds of jobs.
const (
	KindVisit   = "visit"   // visit what is due on one host
	KindSignals = "signals" // look at the history of a board
	KindMatch   = "match"   // match what is new in the change log
	KindDigest  = "digest"  // prepare one user's digest
	KindDeliver = "deliver" // send one delivery
)

// The queues: visits wait for the sites that they visit, the others do not
// wait for them.
const (
	queueVisits = "visits"
	queueMatch  = "match"
	queueMail   = "mail"
)

// How often a job is tried before it is given up. Visits and digests come
// again with the next EnqueueDue and EnqueueDigests, a match with the next
// change.
const (
	visitAttempts   = 5
	signalAttempts  = 5
	matchAttempts   = 100
	digestAttempts  = 10
	deliverAttempts = 25
)

// digestTrust is how long a digest that was queued is trusted to come.
const digestTrust = 5 * time.Minute

// conflictWait is how long a job waits for another one that is at its work.
const conflictWait = 5 * time.Second

// notOver returns the states of a job that is not over.
func notOver() []rivertype.JobState {
	return []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled,
	}
}

// visitArgs is a visit to all that is due on a host. One host has one job at a
// time: so no two workers visit it at once.
type visitArgs struct {
	Host string `json:"host"`
}

// Kind is the kind of a visit.
func (visitArgs) Kind() string { return KindVisit }

// InsertOpts says how a visit is queued.
func (visitArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queueVisits, MaxAttempts: visitAttempts, UniqueOpts: uniqueWhileWaiting()}
}

// signalsArgs is a look at the history of a board, once a day.
type signalsArgs struct {
	Source int64 `json:"source"`
}

// Kind is the kind of a look at a board's history.
func (signalsArgs) Kind() string { return KindSignals }

// InsertOpts says how a look at a board's history is queued.
func (signalsArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queueMatch, MaxAttempts: signalAttempts, UniqueOpts: uniqueWhileWaiting()}
}

// matchArgs is a match of the change log. See insertJobs for why it is not
// unique by River's means.
type matchArgs struct{}

// Kind is the kind of a match.
func (matchArgs) Kind() string { return KindMatch }

// InsertOpts says how a match is queued.
func (matchArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queueMatch, MaxAttempts: matchAttempts}
}

// digestArgs is the digest of a user.
type digestArgs struct {
	User int64 `json:"user"`
}

// Kind is the kind of a digest.
func (digestArgs) Kind() string { return KindDigest }

// InsertOpts says how a digest is queued.
func (digestArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queueMail, MaxAttempts: digestAttempts, UniqueOpts: uniqueWhileWaiting()}
}

// deliverArgs is a delivery that is to be sent.
type deliverArgs struct {
	Delivery int64 `json:"delivery"`
}

// Kind is the kind of a delivery.
func (deliverArgs) Kind() string { return KindDeliver }

// InsertOpts says how a delivery is queued.
func (deliverArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queueMail, MaxAttempts: deliverAttempts, UniqueOpts: uniqueWhileWaiting()}
}

// uniqueWhileWaiting makes a second job with the same arguments fall away
// while the first is not over.
func uniqueWhileWaiting() river.UniqueOpts {
	return river.UniqueOpts{ByArgs: true, ByState: notOver()}
}

// insertJobs queues jobs in the transaction: they exist when it commits.
//
// A match job falls away only beside one that waits to begin. One that is
// running already may have read the change log before this transaction
// commits, and would not see its changes; River's uniqueness cannot make that
// difference. The waiting one is locked, so that it cannot begin before this
// transaction has committed.
func (tx *tx) insertJobs(ctx context.Context, jobs ...river.JobArgs) error {
	_, err := tx.queueJobs(ctx, jobs)
	return err
}

// queueJobs is insertJobs that also returns what became of each job.
func (tx *tx) queueJobs(ctx context.Context, jobs []river.JobArgs) ([]*rivertype.JobInsertResult, error) {
	params := make([]river.InsertManyParams, 0, len(jobs))
	for _, job := range jobs {
		if job.Kind() == KindMatch {
			waits, err := tx.matchWaits(ctx)
			if err != nil {
				return nil, err
			}
			if waits {
				continue
			}
		}
		params = append(params, river.InsertManyParams{Args: job})
	}
	if len(params) == 0 {
		return nil, nil
	}
	results, err := tx.db.inserter.InsertManyTx(ctx, tx.Tx, params)
	if err != nil {
		return nil, fmt.Errorf("queueing jobs: %w", err)
	}
	return results, nil
}

// matchWaits reports whether a match job waits to begin, and keeps it waiting
// until the transaction ends.
func (tx *tx) matchWaits(ctx context.Context) (bool, error) {
	found, err := collect(ctx, tx, scanID, newStatement(`SELECT id FROM river_job
		WHERE kind = ? AND state IN ('available', 'pending', 'retryable', 'scheduled') LIMIT 1`+tx.db.dialect.lockFree, KindMatch))
	return len(found) > 0, err
}

// RequestVisits makes sources due now, held ones too, and queues their hosts,
// also those that wait for another try. A host whose job is running gets another one from the
// next EnqueueDue.
func (db *DB) RequestVisits(ctx context.Context, sourceIDs []int64) error {
	return db.write(ctx, "asking for visits", func(tx *tx) error {
		var hosts []string
		// Sources are locked in one order, so that two requests cannot block each other.
		err := inChunks(slices.Sorted(slices.Values(sourceIDs)), func(ids []int64) error {
			s := in(newStatement("UPDATE sources SET next_visit_at = 0, held_until = 0, held_why = '' WHERE id IN (SELECT id FROM sources WHERE"), " id", ids).
				add(" ORDER BY id" + db.dialect.lockRow + ") RETURNING host")
			found, err := collect(ctx, tx, scanString, s)
			hosts = append(hosts, found...)
			return err
		})
		if err != nil {
			return err
		}
		return tx.queueHosts(ctx, hosts)
	})
}

// queueHosts queues visits to hosts, and hurries those that wait for another
// try.
func (tx *tx) queueHosts(ctx context.Context, hosts []string) error {
	slices.Sort(hosts)
	jobs := make([]river.JobArgs, 0, len(hosts))
	for _, host := range slices.Compact(hosts) {
		jobs = append(jobs, visitArgs{Host: host})
	}
	results, err := tx.queueJobs(ctx, jobs)
	if err != nil {
		return err
	}
	for _, r := range results {
		if r.Job.State != rivertype.JobStateRetryable && r.Job.State != rivertype.JobStateScheduled {
			continue
		}
		if _, err := tx.db.inserter.JobRetryTx(ctx, tx.Tx, r.Job.ID); err != nil {
			return fmt.Errorf("hurrying a visit: %w", err)
		}
	}
	return nil
}

// EnqueueDue queues the hosts of which sources are due and returns how many it
// queued. Hosts that have a job already are left alone.
func (db *DB) EnqueueDue(ctx context.Context) (int, error) {
	const what = "scheduling visits"
	var hosts []string
	err := db.read(what, func(q querier) error {
		due, err := collect(ctx, q, scanString, newStatement("SELECT DISTINCT host FROM sources WHERE next_visit_at <= ?", millis(db.clock())))
		if err != nil || len(due) == 0 {
			return err
		}
		queued, err := db.queuedHosts(ctx, q)
		for _, host := range due {
			if !queued[host] {
				hosts = append(hosts, host)
			}
		}
		return err
	})
	if err != nil || len(hosts) == 0 {
		return 0, err
	}
	return len(hosts), db.write(ctx, what, func(tx *tx) error {
		jobs := make([]river.JobArgs, 0, len(hosts))
		for _, host := range slices.Sorted(slices.Values(hosts)) {
			jobs = append(jobs, visitArgs{Host: host})
		}
		return tx.insertJobs(ctx, jobs...)
	})
}

// queuedHosts returns the hosts that have a job which is not over.
func (db *DB) queuedHosts(ctx context.Context, q querier) (map[string]bool, error) {
	s := newStatement("SELECT "+db.dialect.jsonText("args")+" FROM river_job WHERE kind = ?", KindVisit).
		add(" AND state IN ('available', 'pending', 'retryable', 'running', 'scheduled')")
	rows, err := collect(ctx, q, func(rows *sql.Rows) (args visitArgs, err error) {
		return args, rows.Scan(jsonText{&args})
	}, s)
	hosts := make(map[string]bool, len(rows))
	for _, args := range rows {
		hosts[args.Host] = true
	}
	return hosts, err
}

// EnqueueDigests queues the digests of the users who are due. One that was
// queued some minutes ago and is still due is queued again.
func (db *DB) EnqueueDigests(ctx context.Context) error {
	const what = "scheduling digests"
	const due = " WHERE due_at <> 0 AND due_at <= ? AND queued_at NOT BETWEEN ? AND ?"
	now := db.clock()
	args := []any{millis(now), max(1, millis(now.Add(-digestTrust))), millis(now)}
	var users []int64
	err := db.read(what, func(q querier) error {
		var err error
		users, err = collect(ctx, q, scanID, newStatement("SELECT id FROM users"+due, args...))
		return err
	})
	if err != nil || len(users) == 0 {
		return err
	}
	return db.write(ctx, what, func(tx *tx) error {
		users, err := collect(ctx, tx, scanID, newStatement("UPDATE users SET queued_at = ?"+due+" RETURNING id", append([]any{millis(now)}, args...)...))
		if err != nil {
			return err
		}
		jobs := make([]river.JobArgs, 0, len(users))
		for _, user := range users {
			jobs = append(jobs, digestArgs{User: user})
		}
		return tx.insertJobs(ctx, jobs...)
	})
}

// Idle reports whether no job of a kind is at work or about to be. One that
// failed and comes again later is not.
func (db *DB) Idle(ctx context.Context, kind string) (bool, error) {
	var busy bool
	err := db.read("looking at the queue", func(q querier) error {
		return q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM river_job
			WHERE kind = $1 AND state IN ('available', 'pending', 'running', 'scheduled'))`, kind).Scan(&busy)
	})
	return !busy, err
}

// FailedJob is a job that failed: it waits for another try, or was given up.
type FailedJob struct {
	Kind      string
	About     string // "boards.example", "user 1", "delivery 12": never a contact
	Attempts  int
	LastError string
	At        time.Time // of the last error, by the clock of the machine
}

// failedJobs is how many failed jobs are listed at most.
const failedJobs = 100

// FailedJobs returns the jobs that failed and are not over, or were given up
// in the last days, the newest first, at most a hundred of them.
func (db *DB) FailedJobs(ctx context.Context) ([]FailedJob, error) {
	var failed []FailedJob
	err := db.read("looking at failed jobs", func(q querier) error {
		var err error
		failed, err = collect(ctx, q, scanFailedJob, newStatement(fmt.Sprintf(`SELECT kind, %s, attempt, %s FROM river_job
			WHERE state IN ('retryable', 'discarded', 'cancelled') AND errors IS NOT NULL ORDER BY id DESC`,
			db.dialect.jsonText("args"), db.dialect.jsonText("errors"))).limit(failedJobs))
		return err
	})
	slices.SortStableFunc(failed, func(a, b FailedJob) int { return b.At.Compare(a.At) })
	return failed, err
}

func scanFailedJob(rows *sql.Rows) (FailedJob, error) {
	var job FailedJob
	var args json.RawMessage
	var attempts []rivertype.AttemptError
	if err := rows.Scan(&job.Kind, jsonText{&args}, &job.Attempts, jsonText{&attempts}); err != nil {
		return FailedJob{}, err
	}
	job.About = about(job.Kind, args)
	if len(attempts) > 0 {
		last := attempts[len(attempts)-1]
		job.LastError, job.At = last.Error, last.At.UTC()
	}
	return job, nil
}

// about says in words what a job is about.
func about(kind string, args json.RawMessage) string {
	var known struct {
		visitArgs
		signalsArgs
		digestArgs
		deliverArgs
	}
	if err := json.Unmarshal(args, &known); err != nil {
		return "unreadable arguments"
	}
	switch kind {
	case KindSignals:
		return fmt.Sprintf("source %d", known.Source)
	case KindDigest:
		return fmt.Sprintf("user %d", known.User)
	case KindDeliver:
		return fmt.Sprintf("delivery %d", known.Delivery)
	default:
		return cmp.Or(known.Host, "the change log")
	}
}

// verdict turns the error of a handler into what River does with the job. A
// conflict means that the work is under way elsewhere: the job waits a little,
// without that being a failure. What is wrong or gone for good is given up
// when final is set.
func verdict(err error, final bool) error {
	switch kith.CodeOf(err) {
	case kith.CodeConflict:
		return river.JobSnooze(conflictWait)
	case kith.CodeInvalid, kith.CodeNotFound:
		if final {
			return river.JobCancel(err)
		}
	}
	return err
}
