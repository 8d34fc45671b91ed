package index_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"sync/atomic"
	"testing"

	"kith"
	"kith/index"
)

// The environment of the process that is killed.
const (
	crashDir  = "KITH_INDEX_CRASH_DIR"
	crashHead = "KITH_INDEX_CRASH_HEAD"
)

// TestMain runs the tests, or one of the processes that they start.
func TestMain(m *testing.M) {
	var err error
	switch {
	case os.Getenv(crashDir) != "":
		err = feed(os.Getenv(crashDir))
	case os.Getenv(fullDir) != "":
		err = fill(os.Getenv(fullDir))
	default:
		os.Exit(m.Run())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// ledger is a store whose nth change is that the nth opening came, up to a
// head that only grows. It is the same in every process.
type ledger struct{ head atomic.Int64 }

func (l *ledger) Head(context.Context) (int64, error) { return l.head.Load(), nil }

func (l *ledger) Changes(_ context.Context, after int64, limit int) ([]kith.Change, error) {
	var page []kith.Change
	for seq := after + 1; seq <= l.head.Load() && len(page) < limit; seq++ {
		page = append(page, kith.Change{Seq: seq, Kind: kith.ChangeOpening, Op: kith.OpNew, ID: seq})
	}
	return page, nil
}

func (l *ledger) OpeningsByID(_ context.Context, ids []int64) ([]kith.Opening, error) {
	page := make([]kith.Opening, len(ids))
	for n, id := range ids {
		page[n] = kith.Opening{ID: id, CompanyID: 1, Title: fmt.Sprintf("Clerk number%d", id), Description: "Writes down what has come.", FirstSeenAt: now()}
	}
	return page, nil
}

func (l *ledger) OpeningsAfter(ctx context.Context, _, id int64, limit int) ([]kith.Opening, error) {
	var ids []int64
	for id++; id <= l.head.Load() && len(ids) < limit; id++ {
		ids = append(ids, id)
	}
	return l.OpeningsByID(ctx, ids)
}

func (*ledger) EventsByID(context.Context, []int64) ([]kith.Event, error) { return nil, nil }

func (*ledger) EventsAfter(context.Context, int64, int64, int) ([]kith.Event, error) { return nil, nil }

// feed feeds an index for ever. It tells the head before the index sees it.
func feed(dir string) error {
	head, err := strconv.ParseInt(os.Getenv(crashHead), 10, 64)
	if err != nil {
		return err
	}
	var store ledger
	store.head.Store(head)
	ix, err := index.Open(context.Background(), options(dir, &store))
	if err != nil {
		return err
	}
	for {
		_, err := ix.CatchUp(context.Background())
		if err != nil {
			return err
		}
		head += 1 + rand.Int64N(40)
		_, err = fmt.Println(head)
		if err != nil {
			return err
		}
		store.head.Store(head)
	}
}

// TestKilled kills a process that feeds the index, without warning and several
// times over. What is then on the disk holds exactly what its position in the
// change log says, and nothing is built anew. KITH_INDEX_ROUNDS says how often;
// 5 times without it.
func TestKilled(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var store ledger
	for round := range rounds(t, 5) {
		store.head.Store(killFeeder(t, dir, store.head.Load()))
		ix, err := index.Open(t.Context(), options(dir, &store))
		if err != nil {
			t.Fatal(err)
		}
		if s := ix.State(); s.Rebuilding || s.Documents == 0 || s.Documents != uint64(s.Position) || s.Position > store.head.Load() {
			t.Errorf("round %d: %+v of %d changes", round, s, store.head.Load())
		}
		catchUp(t, ix)
		last := store.head.Load()
		if got := search(t, ix, index.Query{}).Total; got != uint64(last) {
			t.Errorf("round %d: %d openings of %d", round, got, last)
		}
		for _, id := range []int64{1, last/2 + 1, last} {
			if got := find(t, ix, index.Query{Text: fmt.Sprintf("number%d", id)}); len(got) != 1 || got[0] != id {
				t.Errorf("round %d: number %d is %v", round, id, got)
			}
		}
		shut(t, ix)
	}
}

// killFeeder starts a process that feeds the index in dir, kills it after a
// while, and returns the last head that it told of.
func killFeeder(t *testing.T, dir string, head int64) int64 {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), crashDir+"="+dir, crashHead+"="+strconv.FormatInt(head, 10))
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	err = cmd.Start()
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(pipe)
	for n := 3 + rand.IntN(20); lines.Scan(); n-- {
		head, err = strconv.ParseInt(lines.Text(), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			_ = cmd.Process.Kill() // and what it has told meanwhile is read to its end
		}
	}
	_, _ = io.Copy(io.Discard, pipe)
	_ = cmd.Wait() // it was killed
	return head
}
