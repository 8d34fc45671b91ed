package bench_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"kith"
	"kith/index"
	"kith/index/internal/sample"
)

// stream is a store that makes its openings while they are read, in the order
// of ids, so that they take no memory. With a log they come as changes only.
type stream struct {
	sample.Store
	generator *sample.Generator
	last      int64
	logged    bool
}

func (s *stream) OpeningsAfter(_ context.Context, _, id int64, limit int) ([]kith.Opening, error) {
	var page []kith.Opening
	for id++; !s.logged && id <= s.last && len(page) < limit; id++ {
		page = append(page, s.generator.Opening(id))
	}
	return page, nil
}

func (s *stream) OpeningsByID(_ context.Context, ids []int64) ([]kith.Opening, error) {
	page := make([]kith.Opening, len(ids))
	for n, id := range ids {
		page[n] = s.generator.Opening(id)
	}
	return page, nil
}

func (s *stream) Changes(_ context.Context, after int64, limit int) ([]kith.Change, error) {
	var page []kith.Change
	for after++; s.logged && after <= s.last && len(page) < limit; after++ {
		page = append(page, kith.Change{Seq: after, Kind: kith.ChangeOpening, Op: kith.OpNew, ID: after})
	}
	return page, nil
}

func (s *stream) Head(context.Context) (int64, error) {
	if s.logged {
		return s.last, nil
	}
	return 0, nil
}

func (s *stream) Count(context.Context) (int, error) { return int(s.last), nil }

// openIndex opens an index of the store in dir and catches up.
func openIndex(b *testing.B, dir string, store *stream) *index.Index {
	b.Helper()
	ix, err := index.Open(b.Context(), index.Options{
		Dir: dir, Store: store, Count: store.Count, Clock: now, Timeout: time.Minute,
	})
	if err != nil {
		b.Fatal(err)
	}
	catchUp(b, ix)
	return ix
}

func catchUp(b *testing.B, ix *index.Index) {
	b.Helper()
	_, err := ix.CatchUp(b.Context())
	if err != nil {
		b.Fatal(err)
	}
}

// making measures what it costs to make n openings, which is taken off.
func making(n int64) cost {
	const probe = 2_000
	g := sample.NewGenerator(1)
	start := begin()
	for id := range int64(probe) {
		g.Opening(id + 1)
	}
	c := start.end()
	return cost{wall: c.wall * time.Duration(n) / probe, cpu: c.cpu * time.Duration(n) / probe}
}

// BenchmarkRebuild builds the whole index from the rows of a store.
func BenchmarkRebuild(b *testing.B) {
	n := count(b)
	spare := making(n)
	for b.Loop() {
		dir := b.TempDir()
		peak := watchMemory()
		start := begin()
		ix := openIndex(b, dir, &stream{generator: sample.NewGenerator(1), last: n})
		reportBuild(b, n, start.end().less(spare), peak())
		closeIndex(b, ix)
		b.ReportMetric(float64(sizeOf(b, dir))/float64(n), "bytes/doc")
	}
}

// BenchmarkCatchUp fills an empty index from the change log.
func BenchmarkCatchUp(b *testing.B) {
	n := count(b)
	spare := making(n)
	for b.Loop() {
		dir := b.TempDir()
		store := &stream{generator: sample.NewGenerator(1), logged: true}
		ix := openIndex(b, dir, store)
		store.last = n
		peak := watchMemory()
		start := begin()
		catchUp(b, ix)
		reportBuild(b, n, start.end().less(spare), peak())
		closeIndex(b, ix)
		b.ReportMetric(float64(sizeOf(b, dir))/float64(n), "bytes/doc")
	}
}

// BenchmarkFTS5Build builds the FTS5 table of the same openings.
func BenchmarkFTS5Build(b *testing.B) {
	n := count(b)
	spare := making(n)
	for b.Loop() {
		path := filepath.Join(b.TempDir(), "fts5.db")
		peak := watchMemory()
		start := begin()
		db := openFTS5(b, path, n)
		reportBuild(b, n, start.end().less(spare), peak())
		err := db.Close()
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(sizeOf(b, filepath.Dir(path)))/float64(n), "bytes/doc")
	}
}

func closeIndex(b *testing.B, ix *index.Index) {
	b.Helper()
	err := ix.Close()
	if err != nil {
		b.Fatal(err)
	}
}

func reportBuild(b *testing.B, n int64, took cost, peak memory) {
	b.ReportMetric(float64(n)/took.wall.Seconds(), "docs/s")
	b.ReportMetric(float64(n)/took.cpu.Seconds(), "docs/cpu-s")
	b.ReportMetric(float64(peak.heap)/(1<<20), "peak-heap-MiB")
	b.ReportMetric(float64(peak.resident)/(1<<20), "peak-RSS-MiB")
	b.ReportMetric(0, "ns/op")
}
