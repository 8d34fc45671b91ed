package store

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	mathrand "math/rand/v2"
	"time"

	"github.com/riverqueue/river"

	"kith"
)

// Handlers are what the jobs do. A handler may be called twice for one job,
// after a crash. An error with kith.CodeConflict means that the work is under
// way elsewhere: the job comes again a little later. Any other error makes it
// come again later and later; a digest or a delivery that fails with
// kith.CodeInvalid or kith.CodeNotFound is given up at once.
type Handlers struct {
	Visit   func(ctx context.Context, host string) error  // visit what is due on a host, within 11 minutes
	Signals func(ctx context.Context, source int64) error // look at the history of a board
	Match   func(ctx context.Context) error
	Digest  func(ctx context.Context, user int64) error
	Deliver func(ctx context.Context, delivery int64) error
}

// QueueOptions says how a queue works.
type QueueOptions struct {
	Visits int // hosts visited at once, at least one
	Log    *slog.Logger
	// Rescue is after how long a job is taken for lost that nobody has been
	// seen to lose; 0 means 13 minutes. No job may take that long. The jobs of
	// killed processes are taken up within seconds, whatever it is.
	Rescue time.Duration
}

const (
	rescueAfter    = 13 * time.Minute // so that within leaves visitTimeout whole
	visitTimeout   = 11 * time.Minute // none begins after 2 minutes, and each ends within 8
	matchTimeout   = 5 * time.Minute
	digestTimeout  = 2 * time.Minute
	deliverTimeout = DeliveryClaim - 5*time.Second // before another may try
	softStop       = 10 * time.Second

	mailWorkers  = 4
	fetchPause   = 20 * time.Millisecond
	keptDone     = 10 * time.Minute
	keptFailures = 7 * 24 * time.Hour
)

// Queue works the jobs of a store. Several processes may do so on one
// PostgreSQL database, one on a SQLite file.
type Queue struct {
	db     *DB
	log    *slog.Logger
	client *river.Client[*sql.Tx]
	pulse  pulse
	cancel context.CancelFunc // ends the beating
	done   chan struct{}      // closed when it has ended
}

// NewQueue makes a queue that is not at work yet.
func NewQueue(db *DB, h Handlers, o QueueOptions) (*Queue, error) {
	if h.Visit == nil || h.Signals == nil || h.Match == nil || h.Digest == nil || h.Deliver == nil {
		return nil, kith.Errorf(kith.CodeInternal, "the queue was not given a handler for every kind of job")
	}
	o.Rescue = cmp.Or(o.Rescue, rescueAfter)
	log := o.Log
	if log == nil {
		log = db.log
	}
	id := "kith-" + rand.Text()
	client, err := river.NewClient(db.dialect.river, &river.Config{
		ID: id, Logger: log,
		Workers: workers(db.clock, h, o.Rescue),
		Queues: map[string]river.QueueConfig{
			queueVisits: {MaxWorkers: max(1, o.Visits)},
			queueMatch:  {MaxWorkers: 1},
			queueMail:   {MaxWorkers: mailWorkers},
		},
		FetchCooldown: fetchPause, FetchPollInterval: db.dialect.poll,
		JobTimeout: within(o.Rescue, visitTimeout), RescueStuckJobsAfter: o.Rescue, SoftStopTimeout: softStop,
		CompletedJobRetentionPeriod: keptDone, CancelledJobRetentionPeriod: keptFailures, DiscardedJobRetentionPeriod: keptFailures,
	})
	if err != nil {
		return nil, fmt.Errorf("making the job queue: %w", err)
	}
	return &Queue{db: db, log: log, client: client, pulse: db.dialect.pulse(id)}, nil
}

// within returns a time-out that ends before a job is taken for lost.
func within(rescue, timeout time.Duration) time.Duration { return min(timeout, rescue*6/7) }

// workers returns the worker of each kind of job.
func workers(clock kith.Clock, h Handlers, rescue time.Duration) *river.Workers {
	all := river.NewWorkers()
	river.AddWorker(all, &worker[visitArgs]{
		clock: clock, timeout: within(rescue, visitTimeout), retry: backoff{time.Minute, 10 * time.Minute},
		work: func(ctx context.Context, a visitArgs) error { return h.Visit(ctx, a.Host) },
	})
	river.AddWorker(all, &worker[signalsArgs]{
		clock: clock, timeout: within(rescue, matchTimeout), retry: backoff{time.Minute, time.Hour}, final: true,
		work: func(ctx context.Context, a signalsArgs) error { return h.Signals(ctx, a.Source) },
	})
	river.AddWorker(all, &worker[matchArgs]{
		clock: clock, timeout: within(rescue, matchTimeout), retry: backoff{time.Second, 30 * time.Second},
		work: func(ctx context.Context, _ matchArgs) error { return h.Match(ctx) },
	})
	river.AddWorker(all, &worker[digestArgs]{
		clock: clock, timeout: within(rescue, digestTimeout), retry: backoff{30 * time.Second, time.Hour}, final: true,
		work: func(ctx context.Context, a digestArgs) error { return h.Digest(ctx, a.User) },
	})
	river.AddWorker(all, &worker[deliverArgs]{
		clock: clock, timeout: within(rescue, deliverTimeout), retry: backoff{30 * time.Second, 6 * time.Hour}, final: true,
		work: func(ctx context.Context, a deliverArgs) error { return h.Deliver(ctx, a.Delivery) },
	})
	return all
}

// worker works the jobs of one kind.
type worker[T river.JobArgs] struct {
	river.WorkerDefaults[T]
	clock   kith.Clock
	timeout time.Duration
	retry   backoff
	final   bool // what is invalid or not found is given up: see verdict
	work    func(context.Context, T) error
}

// Work does the job.
func (w *worker[T]) Work(ctx context.Context, job *river.Job[T]) error {
	return verdict(w.work(ctx, job.Args), w.final)
}

// Timeout is how long the job may take.
func (w *worker[T]) Timeout(*river.Job[T]) time.Duration { return w.timeout }

// NextRetry is when the job comes again after it failed. (River takes its own
// rule when that is past, as with the clock of a demonstration.)
func (w *worker[T]) NextRetry(job *river.Job[T]) time.Time {
	return w.clock().Add(w.retry.after(len(job.Errors) + 1))
}

// backoff says how long to wait after failures: twice as long each time.
type backoff struct{ first, most time.Duration }

// after returns the wait after a number of failures, a fifth more or less, so
// that what failed together does not come again together.
func (b backoff) after(failures int) time.Duration {
	wait := b.first
	for range failures - 1 {
		if wait *= 2; wait >= b.most {
			wait = b.most
			break
		}
	}
	return wait*4/5 + mathrand.N(wait*2/5)
}

// Start begins to work jobs, those first that a killed process left running.
// The queue stops softly when ctx ends, too.
func (q *Queue) Start(ctx context.Context) error {
	if err := q.pulse.beat(ctx, q.db.writer); err != nil {
		return explain("starting the job queue", err)
	}
	if err := q.client.Start(ctx); err != nil {
		return errors.Join(explain("starting the job queue", err), q.pulse.stop(ctx))
	}
	beating, cancel := context.WithCancel(context.WithoutCancel(ctx))
	q.cancel, q.done = cancel, make(chan struct{})
	go q.keepBeating(beating)
	return nil
}

// keepBeating keeps the pulse until ctx ends.
func (q *Queue) keepBeating(ctx context.Context) {
	defer close(q.done)
	for kith.Sleep(ctx, pulseEvery) == nil {
		if err := q.pulse.beat(ctx, q.db.writer); err != nil && ctx.Err() == nil {
			q.log.WarnContext(ctx, "jobs of killed processes were not looked for", "error", err)
		}
	}
}

// Stop takes no more jobs, waits some seconds for those at work, and then
// cancels their contexts. It may be called in any state.
func (q *Queue) Stop(ctx context.Context) error {
	if q.cancel == nil {
		return nil
	}
	err := q.client.Stop(ctx)
	q.cancel()
	<-q.done
	q.cancel = nil
	if err = errors.Join(err, q.pulse.stop(ctx)); err != nil {
		return fmt.Errorf("stopping the job queue: %w", err)
	}
	return nil
}
