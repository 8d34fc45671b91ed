package storetest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/store"
)

func queueCases() []testCase {
	return []testCase{
		{"queue/every kind", everyKind},
		{"queue/a match during a match", matchDuringMatch},
		{"queue/failures", failures},
		{"queue/stops softly", softStop},
		{"queue/needs its handlers", queueWithoutHandlers},
	}
}

// quiet returns handlers that do nothing.
func quiet() store.Handlers {
	return store.Handlers{
		Visit:   func(context.Context, string) error { return nil },
		Signals: func(context.Context, int64) error { return nil },
		Match:   func(context.Context) error { return nil },
		Digest:  func(context.Context, int64) error { return nil },
		Deliver: func(context.Context, int64) error { return nil },
	}
}

// work starts a queue, which stops with the test.
func (f *fixture) work(h store.Handlers) *store.Queue {
	f.Helper()
	q := must(store.NewQueue(f.db, h, store.QueueOptions{Visits: 2}))(f)
	f.no(q.Start(f.ctx))
	f.Cleanup(func() {
		if err := q.Stop(context.Background()); err != nil {
			f.Error(err)
		}
	})
	return q
}

// everyKind checks that each job reaches its handler with its arguments.
func everyKind(f *fixture) {
	called := make(chan string, 10)
	f.work(store.Handlers{
		Visit:   func(_ context.Context, host string) error { called <- "visit " + host; return nil },
		Signals: func(_ context.Context, source int64) error { called <- fmt.Sprint("signals ", source); return nil },
		Match:   func(context.Context) error { called <- "match"; return nil },
		Digest:  func(_ context.Context, user int64) error { called <- fmt.Sprint("digest ", user); return nil },
		Deliver: func(_ context.Context, delivery int64) error { called <- fmt.Sprint("deliver ", delivery); return nil },
	})
	board, u := f.board(0, "b"), f.user()
	delivery := f.deliver(u)
	f.do(fmt.Sprintf("UPDATE users SET due_at = %d, queued_at = 0", f.clock.Now().UnixMilli()))
	f.no(f.db.EnqueueDigests(f.ctx))
	f.no(f.db.RequestVisits(f.ctx, []int64{board.ID}))
	f.record(f.visit(board, openings(1)...))
	want := map[string]bool{
		"visit boards.example": true, fmt.Sprint("signals ", board.ID): true, "match": true, fmt.Sprint("digest ", u.ID): true, fmt.Sprint("deliver ", delivery.ID): true,
	}
	got := make(map[string]bool)
	for len(got) < len(want) {
		select {
		case call := <-called:
			got[call] = true
		case <-time.After(20 * time.Second):
			f.Fatalf("only %v were called", got)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		f.Errorf("called were others: %s", diff)
	}
	f.waitFor("an idle queue", func() bool { return must(f.db.Idle(f.ctx, store.KindMatch))(f) })
}

// matchDuringMatch checks that what is committed while a match is running is
// matched too: the running one may have read the change log before.
func matchDuringMatch(f *fixture) {
	began, goOn := make(chan struct{}, 10), make(chan struct{})
	h := quiet()
	h.Match = func(context.Context) error {
		began <- struct{}{}
		<-goOn
		return nil
	}
	f.work(h)
	f.Cleanup(func() { close(goOn) })
	board := f.board(0, "b")
	f.record(f.visit(board, openings(1)...))
	<-began
	f.record(f.visit(board, openings(2)...))
	f.record(f.visit(board, openings(3)...))
	goOn <- struct{}{}
	<-began
	goOn <- struct{}{}
	f.waitFor("an idle queue", func() bool { return must(f.db.Idle(f.ctx, store.KindMatch))(f) })
	if len(began) != 0 {
		f.Error("a third match began")
	}
}

// failures checks what becomes of jobs that fail: a visit waits for another
// try, which a request hurries; a delivery that is wrong for good is given up.
func failures(f *fixture) {
	f.clock.Move(50 * 365 * 24 * time.Hour) // River takes its own rule for a time that is past
	h := quiet()
	visits := make(chan string, 10)
	h.Visit = func(_ context.Context, host string) error {
		visits <- host
		return errors.New("no luck")
	}
	h.Deliver = func(context.Context, int64) error { return kith.Errorf(kith.CodeInvalid, "no address") }
	f.work(h)
	board, u := f.board(0, "b"), f.user()
	f.no(f.db.RequestVisits(f.ctx, []int64{board.ID}))
	<-visits
	f.failsAs("visit boards.example: 1, no luck")
	if n := must(f.db.EnqueueDue(f.ctx))(f); n != 0 {
		f.Error("a host that waits for another try was queued")
	}
	f.no(f.db.RequestVisits(f.ctx, []int64{board.ID}))
	<-visits
	f.waitFor("the second failure", func() bool { return f.failedJobs() != nil })
	delivery := f.deliver(u)
	f.failsAs(fmt.Sprintf("deliver delivery %d: 1, JobCancelError: no address", delivery.ID), "visit boards.example: 2, no luck")
}

// softStop checks that a queue which stops lets a job come to its end.
func softStop(f *fixture) {
	began, goOn := make(chan struct{}), make(chan struct{})
	h := quiet()
	h.Visit = func(ctx context.Context, _ string) error {
		close(began)
		<-goOn
		return ctx.Err()
	}
	q := f.work(h)
	board := f.board(0, "b")
	f.no(f.db.RequestVisits(f.ctx, []int64{board.ID}))
	<-began
	stopped := make(chan error)
	go func() { stopped <- q.Stop(context.Background()) }()
	close(goOn)
	f.no(<-stopped)
	if n := f.count("SELECT COUNT(*) FROM river_job WHERE state = 'completed'"); n != 1 {
		f.Errorf("%d jobs came to their end", n)
	}
	f.no(q.Stop(context.Background()))
}

func queueWithoutHandlers(f *fixture) {
	_, err := store.NewQueue(f.db, store.Handlers{}, store.QueueOptions{})
	f.refused(err, kith.CodeInternal)
	q := must(store.NewQueue(f.db, quiet(), store.QueueOptions{Visits: 1, Rescue: time.Minute}))(f)
	f.no(q.Stop(context.Background()))
}
