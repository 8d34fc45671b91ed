package index_test

import (
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"kith"
	"kith/index"
	"kith/index/internal/sample"
)

// largestSegment returns the path of the largest segment file below dir.
func largestSegment(t *testing.T, dir string) string {
	t.Helper()
	path, size := "", int64(0)
	for _, f := range filesBelow(t, dir) {
		info, err := os.Stat(f)
		if err == nil && filepath.Ext(f) == ".zap" && info.Size() > size {
			path, size = f, info.Size()
		}
	}
	if path == "" {
		t.Fatal("there is no segment")
	}
	return path
}

// filesBelow returns the files that an index consists of.
func filesBelow(t *testing.T, dir string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // merged away meanwhile
		}
		if err == nil && !d.IsDir() && d.Name() != "lock" {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// flip inverts n bytes of a file from an offset on.
func flip(t *testing.T, path string, offset int64, n int) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	buf := make([]byte, n)
	n, _ = f.ReadAt(buf, offset)
	for at := range buf[:n] {
		buf[at] ^= 0xff
	}
	_, err = f.WriteAt(buf[:n], offset)
	if err != nil {
		t.Fatal(err)
	}
}

// sizeOf returns the size of a file.
func sizeOf(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// damages are the things that happen to the files of an index.
func damages() map[string]func(t *testing.T, dir string) {
	segment := func(do func(t *testing.T, path string, size int64)) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			path := largestSegment(t, dir)
			do(t, path, sizeOf(t, path))
		}
	}
	return map[string]func(t *testing.T, dir string){
		"bytes in the middle":  segment(func(t *testing.T, path string, size int64) { t.Helper(); flip(t, path, size/2, 192) }),
		"bytes at the begin":   segment(func(t *testing.T, path string, _ int64) { t.Helper(); flip(t, path, 0, 192) }),
		"bytes at the end":     segment(func(t *testing.T, path string, size int64) { t.Helper(); flip(t, path, size-192, 192) }),
		"one bit":              segment(func(t *testing.T, path string, size int64) { t.Helper(); flip(t, path, size/3, 1) }),
		"a segment cut short":  segment(func(t *testing.T, path string, size int64) { t.Helper(); truncate(t, path, size/2) }),
		"a segment of nothing": segment(func(t *testing.T, path string, _ int64) { t.Helper(); truncate(t, path, 0) }),
		"a segment gone":       segment(func(t *testing.T, path string, _ int64) { t.Helper(); remove(t, path) }),
		"all of it gone":       func(t *testing.T, dir string) { t.Helper(); remove(t, dir) },
		"the generation gone":  func(t *testing.T, dir string) { t.Helper(); remove(t, generations(t, dir)[0]) },
	}
}

func truncate(t *testing.T, path string, size int64) {
	t.Helper()
	err := os.Truncate(path, size)
	if err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	err := os.RemoveAll(path)
	if err != nil {
		t.Fatal(err)
	}
}

// TestDamageWhileOpen damages an index that is in use. The next search says
// that the index is being rebuilt, or answers from the new one already; and
// then everything is there again.
func TestDamageWhileOpen(t *testing.T) {
	t.Parallel()
	for name, damage := range damages() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store := generated(120)
			ix, dir := filled(t, store)
			damage(t, dir)
			result, err := ix.Search(t.Context(), index.Query{Text: "engineer"})
			if err == nil && result.Total == 0 {
				t.Error("nothing is found, and it is not said why")
			}
			if err != nil {
				wantError(t, err, kith.CodeUnavailable)
			}
			catchUp(t, ix)
			wantWhole(t, ix, store)
			_, err = index.Open(t.Context(), options(dir, store))
			wantError(t, err, kith.CodeConflict) // it is still the owner
			shut(t, ix)
			wantWhole(t, reopened(t, dir, store), store)
		})
	}
}

// TestDamageFoundByFeeding checks that damage is found when nobody searches
// but changes come in.
func TestDamageFoundByFeeding(t *testing.T) {
	t.Parallel()
	for name, damage := range damages() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store := generated(120)
			ix, dir := filled(t, store)
			damage(t, dir)
			store.Put(kith.Opening{ID: 121, CompanyID: 1, Title: "Zeppelin Pilot", FirstSeenAt: now()})
			catchUp(t, ix)
			wantWhole(t, ix, store)
		})
	}
}

// TestDamageWhileClosed damages an index between two runs, its other files
// too.
func TestDamageWhileClosed(t *testing.T) {
	t.Parallel()
	all := damages()
	inGeneration := func(name string, do func(t *testing.T, path string)) {
		all[name] = func(t *testing.T, dir string) { t.Helper(); do(t, filepath.Join(generations(t, dir)[0], name)) }
	}
	inGeneration("store/root.bolt", func(t *testing.T, path string) { t.Helper(); flip(t, path, 4096, 8192) })
	inGeneration("index_meta.json", remove)
	all["root.bolt without its checksum"] = func(t *testing.T, dir string) {
		t.Helper()
		remove(t, filepath.Join(generations(t, dir)[0], "root.sum"))
		flip(t, filepath.Join(generations(t, dir)[0], "store", "root.bolt"), 0, 1<<20)
	}
	all["root.bolt cut short"] = func(t *testing.T, dir string) {
		t.Helper()
		truncate(t, filepath.Join(generations(t, dir)[0], "store", "root.bolt"), 5000)
	}
	for text, content := range map[string]string{
		"the pointer empty": "", "the pointer garbage": "\x00\xffgarbage", "the pointer elsewhere": "generation-1/../../x",
		"the pointer to nothing": "generation-404\n", "the pointer to the lock": "lock",
	} {
		all[text] = func(t *testing.T, dir string) {
			t.Helper()
			err := os.WriteFile(filepath.Join(dir, "current"), []byte(content), 0o600)
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, damage := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, store := t.TempDir(), generated(120)
			shut(t, reopened(t, dir, store))
			damage(t, dir)
			ix := reopened(t, dir, store)
			wantWhole(t, ix, store)
			shut(t, ix)
			if got := generations(t, dir); len(got) != 1 {
				t.Errorf("generations %v", got)
			}
		})
	}
}

// TestEmptyIndexGone removes an index that holds nothing yet while it is open,
// so that there is no segment whose absence tells.
func TestEmptyIndexGone(t *testing.T) {
	t.Parallel()
	store := &sample.Store{}
	ix, dir := filled(t, store)
	remove(t, dir)
	store.Put(kith.Opening{ID: 1, Title: "Zeppelin Pilot"})
	catchUp(t, ix)
	wantWhole(t, ix, store)
}

// TestSilentDamage damages segments so that neither size nor time of the file
// tells. Searches then answer or fail, and do not end the process; and Follow
// finds the damage by the checksums and heals it, when nobody searches too.
func TestSilentDamage(t *testing.T) {
	t.Parallel()
	for name, queries := range map[string][]index.Query{
		"searched": {{Text: "engineer"}, {Text: "data*"}, {Text: "engneer"}, {}, {Text: `"data engineer"`}, {Sort: index.SortNewest, Text: "data"}},
		"not":      nil,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			silentDamage(t, queries)
		})
	}
}

func silentDamage(t *testing.T, queries []index.Query) {
	t.Helper()
	store, dir := generated(150), t.TempDir()
	o := options(dir, store)
	var minutes atomic.Int64
	o.Clock = func() time.Time { return now().Add(time.Duration(minutes.Add(1)) * time.Minute) }
	ix := open(t, o)
	catchUp(t, ix)
	path := largestSegment(t, dir)
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	for offset := int64(50); offset < before.Size(); offset += 997 {
		flip(t, path, offset, 20)
	}
	err = os.Chtimes(path, before.ModTime(), before.ModTime())
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range queries {
		_, err := ix.Search(t.Context(), q)
		if err != nil && ix.State().Err != nil {
			t.Errorf("%+v: %v, and the rebuild fails", q, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	wake, done := make(chan struct{}), make(chan error, 1)
	go func() { done <- ix.Follow(ctx, wake) }()
	for range 4 { // the clock goes on by more than a minute at each
		wake <- struct{}{}
	}
	wantWhole(t, ix, store)
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err := ix.State().Err; err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// TestRandomDamage flips bytes anywhere in the files of an index, closed and
// open, many times. KITH_INDEX_ROUNDS says how often; 12 without it.
func TestRandomDamage(t *testing.T) {
	t.Parallel()
	store, dir := grown(t)
	for round := range rounds(t, 12) {
		random := rand.New(rand.NewPCG(uint64(round), 11))
		ix := reopened(t, dir, store)
		if round%2 == 0 {
			shut(t, ix)
			hurt(t, dir, random)
			ix = open(t, options(dir, store))
		} else {
			hurt(t, dir, random)
		}
		for _, text := range []string{"engineer", "data*", "enginer", ""} {
			_, err := ix.Search(t.Context(), index.Query{Text: text})
			if err != nil && kith.CodeOf(err) != kith.CodeUnavailable {
				t.Fatalf("round %d, %q: %v", round, text, err)
			}
		}
		catchUp(t, ix)
		wantWhole(t, ix, store)
		shut(t, ix)
		if t.Failed() {
			t.Fatalf("round %d", round)
		}
	}
}

// grown returns a store and a folder with an index of several segments.
func grown(t *testing.T) (*sample.Store, string) {
	t.Helper()
	store, dir := generated(150), t.TempDir()
	ix := reopened(t, dir, store)
	g := sample.NewGenerator(8)
	for id := range int64(4) {
		store.Put(g.Opening(151 + id))
		catchUp(t, ix)
	}
	shut(t, ix)
	return store, dir
}

// hurt flips up to 192 bytes at a random place of a random file.
func hurt(t *testing.T, dir string, random *rand.Rand) {
	t.Helper()
	files := filesBelow(t, dir)
	path := files[random.IntN(len(files))]
	size := sizeOf(t, path)
	if size == 0 {
		return
	}
	flip(t, path, random.Int64N(size), 1+random.IntN(192))
}
