package storetest

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/store"
)

func jobCases() []testCase {
	return []testCase{
		{"job/one per host", jobPerHost},
		{"job/requests", requestedVisits},
		{"job/with its transaction", jobWithTransaction},
		{"job/a match that waits is enough", waitingMatch},
		{"job/due digests", dueDigests},
	}
}

// jobs counts the jobs of a kind that wait to begin.
func (f *fixture) jobs(kind string) int {
	f.Helper()
	return f.count("SELECT COUNT(*) FROM river_job WHERE state = 'available' AND kind = '" + kind + "'")
}

// jobPerHost checks that a host has one job, however many of its sources are
// due and however many processes look.
func jobPerHost(f *fixture) {
	f.board(0, "a")
	f.board(0, "b")
	f.feed("wire")
	var group sync.WaitGroup
	for _, db := range []*store.DB{f.db, f.open(), f.db} {
		group.Go(func() {
			if _, err := db.EnqueueDue(f.ctx); err != nil {
				f.Error(err)
			}
		})
	}
	group.Wait()
	if n := f.jobs(store.KindVisit); n != 2 {
		f.Errorf("%d jobs for two hosts", n)
	}
	if n := must(f.db.EnqueueDue(f.ctx))(f); n != 0 {
		f.Errorf("%d hosts were queued again", n)
	}
}

// requestedVisits checks that a request makes sources due, and that nothing is
// queued for a source that is not.
func requestedVisits(f *fixture) {
	board, other := f.board(0, "a"), f.feed("wire")
	f.record(f.visit(board))
	f.record(f.visit(other))
	if n := must(f.db.EnqueueDue(f.ctx))(f); n != 0 {
		f.Errorf("%d hosts are due", n)
	}
	if !must(f.db.Idle(f.ctx, store.KindVisit))(f) {
		f.Error("visits are under way")
	}
	f.clock.Move(time.Minute)
	f.no(f.db.RequestVisits(f.ctx, []int64{board.ID, board.ID, 999}))
	f.no(f.db.RequestVisits(f.ctx, nil))
	if s := f.source(board.ID); !s.NextVisitAt.IsZero() {
		f.Errorf("due at %s", s.NextVisitAt)
	}
	if n := f.jobs(store.KindVisit); n != 1 || must(f.db.Idle(f.ctx, store.KindVisit))(f) {
		f.Errorf("%d jobs", n)
	}
}

// jobWithTransaction is promise 1: what is rolled back leaves neither facts
// nor changes nor jobs.
func jobWithTransaction(f *fixture) {
	board := f.board(0, "a")
	bad := f.newsVisit(f.feed("wire"), item("1", Begin(), kith.Company{ID: 999, Name: "Nobody"}, kith.EventLayoff))
	if _, err := f.db.RecordVisit(f.ctx, bad); err == nil {
		f.Error("an event of a company that does not exist was taken")
	}
	if last := must(f.db.LastVisitID(f.ctx))(f); last != 0 || f.head() != 0 || f.jobs(store.KindMatch) != 0 || f.count("SELECT COUNT(*) FROM items") != 0 {
		f.Errorf("a failed visit left something: visit %d, change %d", last, f.head())
	}
	f.record(f.visit(board, openings(2)...))
	if f.jobs(store.KindMatch) != 1 {
		f.Error("a visit that found something is not matched")
	}
}

// waitingMatch checks that many changes make one match job.
func waitingMatch(f *fixture) {
	var group sync.WaitGroup
	for i := range 6 {
		board := f.board(0, fmt.Sprint(i))
		group.Go(func() {
			if _, err := f.db.RecordVisit(f.ctx, f.visit(board, openings(1)...)); err != nil {
				f.Error(err)
			}
		})
	}
	group.Wait()
	if n := f.jobs(store.KindMatch); n != 1 {
		f.Errorf("%d match jobs wait", n)
	}
}

// dueDigests checks that a digest which is due is queued once, and again when
// it has not come for long.
func dueDigests(f *fixture) {
	u := f.user()
	f.no(f.db.EnqueueDigests(f.ctx))
	if n := f.jobs(store.KindDigest); n != 0 {
		f.Errorf("%d digests are queued, nothing is due", n)
	}
	f.do(fmt.Sprintf("UPDATE users SET due_at = %d, queued_at = 0 WHERE id = %d", f.clock.Now().UnixMilli(), u.ID))
	for range 2 {
		f.no(f.db.EnqueueDigests(f.ctx))
	}
	if n := f.jobs(store.KindDigest); n != 1 {
		f.Errorf("%d digests are queued", n)
	}
	f.do("DELETE FROM river_job")
	f.no(f.db.EnqueueDigests(f.ctx))
	if n := f.jobs(store.KindDigest); n != 0 {
		f.Error("a digest was queued again at once")
	}
	f.clock.Move(10 * time.Minute)
	f.no(f.db.EnqueueDigests(f.ctx))
	if n := f.jobs(store.KindDigest); n != 1 {
		f.Error("a digest that did not come was not queued again")
	}
}

// failedJobs returns what is said of failed jobs, without times.
func (f *fixture) failedJobs() []string {
	f.Helper()
	var said []string
	for _, j := range must(f.db.FailedJobs(f.ctx))(f) {
		if j.At.IsZero() {
			f.Errorf("a failed job without a time: %+v", j)
		}
		said = append(said, fmt.Sprintf("%s %s: %d, %s", j.Kind, j.About, j.Attempts, j.LastError))
	}
	return said
}

// waitFor waits until a condition holds.
func (f *fixture) waitFor(what string, holds func() bool) {
	f.Helper()
	for range 600 {
		if holds() {
			return
		}
		f.no(kith.Sleep(f.ctx, 20*time.Millisecond))
	}
	f.Fatalf("waited in vain for %s", what)
}

// failsAs checks what is said of failed jobs, once it is said.
func (f *fixture) failsAs(want ...string) {
	f.Helper()
	var got []string
	f.waitFor("failed jobs", func() bool {
		got = f.failedJobs()
		return len(got) >= len(want) && !strings.Contains(strings.Join(got, " "), ": 0, ")
	})
	if diff := cmp.Diff(want, got); diff != "" {
		f.Errorf("failed jobs: %s", diff)
	}
}
