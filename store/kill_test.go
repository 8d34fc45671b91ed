package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"kith"
	"kith/store"
	"kith/store/storetest"
)

// childVariable tells the test binary to be a process that works jobs until it
// is killed. Its value is the options of the store as JSON.
const childVariable = "KITH_TEST_QUEUE_CHILD"

func TestMain(m *testing.M) {
	if options := os.Getenv(childVariable); options != "" {
		if err := workUntilKilled(options); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// childOptions are the options that a child needs.
type childOptions struct{ Database, Dir string }

// handlers returns handlers that do nothing but visit.
func handlers(visit func(context.Context, string) error) store.Handlers {
	nothing := func(context.Context, int64) error { return nil }
	return store.Handlers{Visit: visit, Signals: nothing, Match: func(context.Context) error { return nil }, Digest: nothing, Deliver: nothing}
}

// workUntilKilled starts a queue, says when a job has begun, and never ends it.
func workUntilKilled(options string) error {
	var o childOptions
	if err := json.Unmarshal([]byte(options), &o); err != nil {
		return err
	}
	ctx := context.Background()
	db, err := store.Open(ctx, store.Options{Database: o.Database, Dir: o.Dir, Clock: time.Now})
	if err != nil {
		return err
	}
	queue, err := store.NewQueue(db, handlers(func(ctx context.Context, host string) error {
		fmt.Println("visiting", host)
		<-ctx.Done()
		return ctx.Err()
	}), store.QueueOptions{Visits: 1})
	if err != nil {
		return err
	}
	if err := queue.Start(ctx); err != nil {
		return err
	}
	select {}
}

// TestKilledProcess kills a process in the middle of a job. The next one on
// SQLite, or one that is at work already on PostgreSQL, does the job within
// seconds, and the death does not count as a failure of the job.
func TestKilledProcess(t *testing.T) {
	t.Parallel()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		killedProcess(t, storetest.SQLite(t))
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		t.Parallel()
		killedProcess(t, storetest.InPostgres(t))
	})
}

func killedProcess(t *testing.T, o store.Options) {
	o.Clock = time.Now
	db, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	v := boardVisit(t, db, 0)
	if err := db.RequestVisits(t.Context(), []int64{v.SourceID}); err != nil {
		t.Fatal(err)
	}
	kill := startChild(t, o)
	visited := make(chan string, 1)
	queue, err := store.NewQueue(db, handlers(func(_ context.Context, host string) error { visited <- host; return nil }), store.QueueOptions{Visits: 1})
	if err != nil {
		t.Fatal(err)
	}
	if o.Database == "" {
		kill()
	}
	if err := queue.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := queue.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	if o.Database != "" {
		// Start has looked already, and has left the job to the living.
		if idle, err := db.Idle(t.Context(), store.KindVisit); err != nil || idle || len(visited) > 0 {
			t.Errorf("the job of a living process was taken: idle %v, %v", idle, err)
		}
		kill()
	}
	select {
	case host := <-visited:
		if host != "boards.example" {
			t.Errorf("visited %q", host)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("the job of a killed process was not taken up")
	}
	if failed, err := db.FailedJobs(t.Context()); err != nil || len(failed) > 0 {
		t.Errorf("failed jobs: %+v, %v", failed, err)
	}
}

// startChild starts a process that works jobs, waits until it has begun one,
// and returns what kills it.
func startChild(t *testing.T, o store.Options) (kill func()) {
	t.Helper()
	options, err := json.Marshal(childOptions{o.Database, o.Dir})
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childVariable+"="+string(options))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	killed := false
	kill = func() {
		if !killed {
			killed = true
			_ = child.Process.Kill() // it cannot have ended
			_ = child.Wait()         // it says that it was killed
		}
	}
	t.Cleanup(kill)
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "visiting boards.example\n" {
		t.Fatalf("the child says %q (%v)", line, err)
	}
	return kill
}

// TestLostPulse breaks the connection on which a queue shows that it lives:
// the queue shows it on a new one.
func TestLostPulse(t *testing.T) {
	t.Parallel()
	o := storetest.InPostgres(t)
	o.Clock = time.Now
	db, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	queue, err := store.NewQueue(db, handlers(func(context.Context, string) error { return nil }), store.QueueOptions{Visits: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := queue.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := queue.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	server := db.Server()
	first := awaitPulse(t, server, queue, 0)
	if _, err := server.ExecContext(t.Context(), "SELECT pg_terminate_backend($1)", first); err != nil {
		t.Fatal(err)
	}
	awaitPulse(t, server, queue, first)
}

// awaitPulse waits until a session other than one holds the lock of a queue
// and returns its number.
func awaitPulse(t *testing.T, server *sql.DB, queue *store.Queue, other int) int {
	t.Helper()
	for range 500 {
		var pid int
		err := server.QueryRowContext(t.Context(), `SELECT COALESCE(MAX(pid), 0) FROM pg_locks, (SELECT `+store.ClientKey+` AS key) AS client
			WHERE locktype = 'advisory' AND objsubid = 1 AND classid::bigint = (key >> 32) & 4294967295 AND objid::bigint = key & 4294967295 AND pid <> $2`,
			queue.ClientID(), other).Scan(&pid)
		if err != nil {
			t.Fatal(err)
		}
		if pid != 0 {
			return pid
		}
		if err := kith.Sleep(t.Context(), 20*time.Millisecond); err != nil {
			t.Fatal(err)
		}
	}
	t.Fatal("nobody holds the lock of the queue")
	return 0
}
