package index_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"kith"
	"kith/index"
	"kith/index/internal/sample"
)

// TestFirst checks that a search before there is an index says so, with how
// far it has come, and that another place is not taken for an empty answer.
func TestFirst(t *testing.T) {
	t.Parallel()
	store := newGate(generated(40))
	o := options(t.TempDir(), store)
	o.Count = store.Count
	ix := open(t, o)
	<-store.reached
	_, err := ix.Search(t.Context(), index.Query{})
	wantError(t, err, kith.CodeUnavailable)
	if err == nil || !strings.Contains(err.Error(), "being rebuilt") {
		t.Errorf("the error says %v", err)
	}
	if s := ix.State(); !s.Rebuilding || s.Total != 40 || s.Documents != 0 {
		t.Errorf("%+v", s)
	}
	impatient, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ix.CatchUp(impatient); !errors.Is(err, context.Canceled) {
		t.Errorf("catching up without patience: %v", err)
	}
	close(store.opened)
	catchUp(t, ix)
	wantWhole(t, ix, store.Store)
}

// TestRebuildBeside searches and feeds without a pause while the index is
// built anew and swapped. No search may fail or miss what was there.
func TestRebuildBeside(t *testing.T) {
	t.Parallel()
	store := generated(300)
	ix, dir := filled(t, store)
	var stop atomic.Bool
	var wait sync.WaitGroup
	for n := range 3 {
		wait.Go(func() {
			for !stop.Load() {
				result, err := ix.Search(t.Context(), index.Query{Text: []string{"engineer", "", "title:dat*"}[n], Closed: true})
				if err != nil || result.Total == 0 {
					t.Errorf("a search meanwhile: %d hits, %v", result.Total, err)
					return
				}
			}
		})
	}
	wait.Go(func() {
		g := sample.NewGenerator(5)
		for id := int64(301); !stop.Load(); id++ {
			store.Put(g.Opening(id))
			_, err := ix.CatchUp(t.Context())
			if err != nil {
				t.Errorf("catching up meanwhile: %v", err)
				return
			}
		}
	})
	for range 3 {
		told := 0
		err := ix.Rebuild(t.Context(), func(done, _ int) { told = done })
		if err != nil || told < 300 {
			t.Errorf("rebuilding: %v, told of %d", err, told)
		}
	}
	stop.Store(true)
	wait.Wait()
	catchUp(t, ix)
	wantWhole(t, ix, store)
	shut(t, ix)
	if got := generations(t, dir); len(got) != 1 {
		t.Errorf("after the rebuilds there are %v", got)
	}
}

func generations(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "generation-*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestRebuildJoins checks that who asks for a rebuild while one runs gets that
// one.
func TestRebuildJoins(t *testing.T) {
	t.Parallel()
	store := newGate(generated(20))
	ix := open(t, options(t.TempDir(), store))
	<-store.reached
	done := make(chan error, 3)
	for range cap(done) {
		go func() { done <- ix.Rebuild(t.Context(), nil) }()
	}
	close(store.opened)
	for range cap(done) {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	wantWhole(t, ix, store.Store)
}

// TestOlderVersion checks that an index of another version answers while the
// new one is built, and is gone then.
func TestOlderVersion(t *testing.T) {
	t.Parallel()
	dir, store := t.TempDir(), generated(60)
	old := open(t, index.WithVersion(options(dir, store), "0-old"))
	catchUp(t, old)
	shut(t, old)
	before := generations(t, dir)
	held := newGate(store)
	ix := open(t, options(dir, held))
	<-held.reached
	if result := search(t, ix, index.Query{Closed: true}); result.Total != 60 || !result.Rebuilding {
		t.Errorf("meanwhile: %+v", result)
	}
	store.Put(kith.Opening{ID: 61, Title: "Zeppelin Pilot"})
	close(held.opened)
	err := ix.Rebuild(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	catchUp(t, ix)
	wantWhole(t, ix, store)
	shut(t, ix)
	if after := generations(t, dir); len(after) != 1 || after[0] == before[0] {
		t.Errorf("generations %v, before %v", after, before)
	}
}

// TestRestoredStore checks that an index which has read another past than the
// store has is not believed: the store was restored from a backup, and went on
// differently or not at all.
func TestRestoredStore(t *testing.T) {
	t.Parallel()
	for name, goOn := range map[string]func(*sample.Store){
		"not at all": func(*sample.Store) {},
		"shorter":    func(s *sample.Store) { s.Put(kith.Opening{ID: 101, Title: "Another"}) },
		"longer": func(s *sample.Store) {
			for id := range int64(60) {
				s.Put(kith.Opening{ID: 201 + id, Title: "Another"})
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, store := t.TempDir(), generated(100)
			backup := store.Clone()
			for id := range int64(30) {
				store.Put(kith.Opening{ID: 101 + id, Title: "Forgotten", FirstSeenAt: now()})
			}
			ix := open(t, options(dir, store))
			catchUp(t, ix)
			shut(t, ix)
			goOn(backup)
			ix = open(t, options(dir, backup))
			catchUp(t, ix)
			wantWhole(t, ix, backup)
			if got := find(t, ix, index.Query{Text: "forgotten", Closed: true}); len(got) != 0 {
				t.Errorf("the index remembers %v", got)
			}
		})
	}
}

// TestRestart checks that an index that was closed in order is used again as
// it is, with nothing to read.
func TestRestart(t *testing.T) {
	t.Parallel()
	dir, store := t.TempDir(), generated(80)
	ix := open(t, options(dir, store))
	catchUp(t, ix)
	shut(t, ix)
	before := generations(t, dir)
	for range 3 {
		ix = open(t, options(dir, store))
		if s := ix.State(); s.Rebuilding || s.Position != 80 || s.Documents != 80 {
			t.Errorf("%+v", s)
		}
		if n := catchUp(t, ix); n != 0 {
			t.Errorf("took in %d changes", n)
		}
		wantWhole(t, ix, store)
		shut(t, ix)
	}
	if after := generations(t, dir); len(after) != 1 || after[0] != before[0] {
		t.Errorf("generations %v, before %v", after, before)
	}
}

// TestOwner checks that a folder has one owner, and that the second is told so.
func TestOwner(t *testing.T) {
	t.Parallel()
	store := generated(5)
	ix, dir := filled(t, store)
	_, err := index.Open(t.Context(), options(dir, store))
	wantError(t, err, kith.CodeConflict)
	shut(t, ix)
	wantWhole(t, reopened(t, dir, store), store)
}

// reopened opens the index in dir and catches up.
func reopened(t *testing.T, dir string, store index.Store) *index.Index {
	t.Helper()
	ix := open(t, options(dir, store))
	catchUp(t, ix)
	return ix
}

// TestUnusableFolder checks that a folder that cannot be one is said in words.
func TestUnusableFolder(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	err := os.WriteFile(file, []byte("x"), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_, err = index.Open(t.Context(), options(file, generated(1)))
	wantError(t, err, kith.CodeUnavailable)
	_, err = index.Open(t.Context(), index.Options{})
	if err == nil {
		t.Error("options without anything are taken")
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	dir := t.TempDir()
	ix := reopened(t, dir, generated(1))
	shut(t, ix)
	_, err = index.Open(gone, options(dir, generated(1)))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("opening without patience: %v", err)
	}
	reopened(t, dir, generated(1)) // the lock was given back
}

// TestCloseWhileRebuilding checks that Close ends a rebuild and that the next
// Open begins anew, without what was half built.
func TestCloseWhileRebuilding(t *testing.T) {
	t.Parallel()
	dir, store := t.TempDir(), generated(50)
	held := newGate(store)
	ix := open(t, options(dir, held))
	<-held.reached
	waiting := make(chan error, 1)
	go func() { waiting <- ix.Rebuild(t.Context(), nil) }()
	shut(t, ix)
	if err := <-waiting; err == nil {
		t.Error("a rebuild that was ended is no error")
	}
	if left := generations(t, dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	shut(t, ix) // again is no error
	_, err := ix.Search(t.Context(), index.Query{})
	wantError(t, err, kith.CodeUnavailable)
	_, err = ix.CatchUp(t.Context())
	wantError(t, err, kith.CodeUnavailable)
	wantError(t, ix.Rebuild(t.Context(), nil), kith.CodeUnavailable)
	if s := ix.State(); s.Rebuilding || s.Documents != 0 {
		t.Errorf("%+v", s)
	}
	wantWhole(t, reopened(t, dir, store), store)
}

// TestLeaks opens, feeds, searches, damages, rebuilds and closes many times,
// and counts goroutines and open files. It is not parallel, so that it counts
// its own only.
func TestLeaks(t *testing.T) {
	store := generated(30)
	round := func() {
		dir := t.TempDir()
		ix := reopened(t, dir, store)
		wantWhole(t, ix, store)
		_, err := ix.Search(t.Context(), index.Query{Text: "((("})
		wantError(t, err, kith.CodeInvalid)
		if err := ix.Rebuild(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		flip(t, largestSegment(t, dir), 100, 192)
		catchUp(t, ix)
		wantWhole(t, ix, store)
		shut(t, ix)
	}
	round()
	files, routines := openFiles(t), runtime.NumGoroutine()
	for range 5 {
		round()
	}
	if now := openFiles(t); now > files+1 {
		t.Errorf("%d open files, before %d", now, files)
	}
	for range 100 { // those of bleve end a little later than Close
		if runtime.NumGoroutine() <= routines+1 {
			return
		}
		runtime.Gosched()
	}
	if now := runtime.NumGoroutine(); now > routines+2 {
		stacks := make([]byte, 1<<16)
		t.Errorf("%d goroutines, before %d\n%s", now, routines, stacks[:runtime.Stack(stacks, true)])
	}
}

// openFiles counts the open files of the process.
func openFiles(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip("this system does not list open files")
	}
	return len(entries)
}
