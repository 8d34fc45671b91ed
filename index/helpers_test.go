package index_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/index"
	"kith/index/internal/sample"
)

var update = flag.Bool("update", false, "write the golden files anew")

// now is the time of all tests.
func now() time.Time { return time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC) }

// options returns the options of an index over a store.
func options(dir string, store index.Store) index.Options {
	return index.Options{Dir: dir, Store: store, Clock: now, Timeout: 20 * time.Second}
}

// open opens an index and closes it at the end of the test.
func open(t *testing.T, o index.Options) *index.Index {
	t.Helper()
	ix, err := index.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shut(t, ix) })
	return ix
}

func shut(t *testing.T, ix *index.Index) {
	t.Helper()
	err := ix.Close()
	if err != nil {
		t.Errorf("closing: %v", err)
	}
}

func catchUp(t *testing.T, ix *index.Index) int {
	t.Helper()
	n, err := ix.CatchUp(t.Context())
	if err != nil {
		t.Fatalf("catching up: %v", err)
	}
	return n
}

// filled opens an index of the store in a new folder and catches up.
func filled(t *testing.T, store index.Store) (ix *index.Index, dir string) {
	t.Helper()
	dir = t.TempDir()
	ix = open(t, options(dir, store))
	catchUp(t, ix)
	return ix, dir
}

// find returns the ids that a query finds.
func find(t *testing.T, ix *index.Index, q index.Query) []int64 {
	t.Helper()
	return idsOf(search(t, ix, q))
}

func search(t *testing.T, ix *index.Index, q index.Query) index.Result {
	t.Helper()
	result, err := ix.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	return result
}

func idsOf(result index.Result) []int64 {
	ids := make([]int64, 0, len(result.Hits))
	for _, hit := range result.Hits {
		ids = append(ids, hit.ID)
	}
	return ids
}

// generated returns a store with n generated openings of a few lines.
func generated(n int64) *sample.Store {
	store, g := &sample.Store{}, sample.NewGenerator(3)
	for id := range n {
		o := g.Opening(id + 1)
		o.Description = o.Description[:400]
		store.Put(o)
	}
	return store
}

// shortened is generated with little text, where there are many.
func shortened(n int64) *sample.Store {
	store, g := &sample.Store{}, sample.NewGenerator(4)
	for id := range n {
		store.Put(g.Brief(id + 1))
	}
	return store
}

// rounds returns how often a test of chance is to be run: few times, or as
// often as KITH_INDEX_ROUNDS says.
func rounds(t *testing.T, few int) int {
	t.Helper()
	text := os.Getenv("KITH_INDEX_ROUNDS")
	if text == "" {
		return few
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("KITH_INDEX_ROUNDS: %v", err)
	}
	return n
}

// wantWhole fails unless every opening of the store is found by the words of
// its title, and the numbers of open and of all openings agree.
func wantWhole(t *testing.T, ix *index.Index, store *sample.Store) {
	t.Helper()
	openings := store.Openings()
	open := slices.DeleteFunc(slices.Clone(openings), func(o kith.Opening) bool { return !o.ClosedAt.IsZero() })
	if got := search(t, ix, index.Query{}).Total; got != uint64(len(open)) {
		t.Errorf("%d open openings are found, want %d", got, len(open))
	}
	if got := search(t, ix, index.Query{Closed: true}).Total; got != uint64(len(openings)) {
		t.Errorf("%d openings are found, want %d", got, len(openings))
	}
	for n := 0; n < len(openings); n += 1 + len(openings)/20 {
		o := openings[n]
		q := index.Query{Text: titleWords(o.Title), Closed: true, Limit: 1000}
		if o.CompanyID > 0 {
			q.CompanyIDs = []int64{o.CompanyID}
		}
		if got := find(t, ix, q); !slices.Contains(got, o.ID) {
			t.Errorf("opening %d, %q, is not found by its title among %d of its company", o.ID, o.Title, len(got))
		}
	}
}

func titleWords(title string) string { return strings.NewReplacer("-", " ", ",", " ").Replace(title) }

// wantError fails unless err is a kith.Error with the code.
func wantError(t *testing.T, err error, code kith.Code) {
	t.Helper()
	if err == nil || kith.CodeOf(err) != code {
		t.Errorf("got the error %v (%s), want one of code %s", err, kith.CodeOf(err), code)
	}
}

// golden compares text to a file below testdata, or writes the file.
func golden(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		err := os.WriteFile(path, []byte(text), 0o644)
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		t.Errorf("%s differs (write it anew with -update):\n%s", path, diff)
	}
}

// gate is a store that lets a rebuild begin and holds it until it is opened.
type gate struct {
	*sample.Store
	reached chan struct{} // receives once when the rebuild is there
	opened  chan struct{} // closed to let it go on
}

func newGate(store *sample.Store) *gate {
	return &gate{Store: store, reached: make(chan struct{}, 1), opened: make(chan struct{})}
}

// OpeningsAfter waits at the gate.
func (g *gate) OpeningsAfter(ctx context.Context, companyID, id int64, limit int) ([]kith.Opening, error) {
	select {
	case g.reached <- struct{}{}:
	default:
	}
	select {
	case <-ctx.Done():
		return nil, fmt.Errorf("at the gate: %w", ctx.Err())
	case <-g.opened:
	}
	return g.Store.OpeningsAfter(ctx, companyID, id, limit)
}
