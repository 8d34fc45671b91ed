package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
)

// generation is one bleve index in its own folder. Its users are counted, so
// that it is closed only when the last search has left it.
type generation struct {
	dir   string
	bleve bleve.Index
	core  *scorch.Scorch
	users sync.WaitGroup

	mu    sync.Mutex
	files map[string]footprint // of the segments that were verified
	errs  uint64               // errors of bleve's goroutines that are dealt with
}

// Times that bleve gets.
const (
	boltTimeout = "2s"             // to get the lock of the index
	batchGrace  = 10 * time.Second // for a batch, after bleve's goroutines reported an error
	closeGrace  = 10 * time.Second // for closing
)

// runtimeConfig returns bleve's settings as measured best for openings: two
// persisters that merge up to 60 MiB in memory before they write, and segments
// below 10 MiB counted alike by the merger. Batches are safe ones: they return
// when they are on disk.
func runtimeConfig() map[string]any {
	return map[string]any{
		"bolt_timeout":           boltTimeout,
		"eventCallbackName":      faultCallback,
		"scorchPersisterOptions": map[string]any{"NumPersisterWorkers": 2, "MaxSizeInMemoryMergePerWorker": 60 << 20},
		"scorchMergePlanOptions": map[string]any{"FloorSegmentFileSize": 10 << 20},
	}
}

// createGeneration makes an empty index in dir.
func createGeneration(dir string, m *mapping.IndexMappingImpl) error {
	idx, err := bleve.NewUsing(dir, m, scorch.Name, scorch.Name, runtimeConfig())
	if err != nil {
		return fmt.Errorf("creating an index: %w", err)
	}
	return idx.Close()
}

// openGeneration opens the index in dir after its files were verified. The
// error has errDamaged in its chain when the index is of no use any more.
func openGeneration(ctx context.Context, dir string) (*generation, error) {
	files, err := verifyStopped(ctx, dir)
	if err != nil {
		return nil, err
	}
	idx, err := openBleve(ctx, dir, runtimeConfig())
	if err != nil {
		return nil, err
	}
	g := &generation{dir: dir, bleve: idx, files: files}
	advanced, err := idx.Advanced()
	if err != nil {
		return nil, errors.Join(err, idx.Close())
	}
	core, ok := advanced.(*scorch.Scorch)
	if !ok {
		return nil, errors.Join(fmt.Errorf("%w: it is no scorch index", errDamaged), idx.Close())
	}
	g.core = core
	err = g.glance()
	if err != nil {
		return nil, errors.Join(err, idx.Close())
	}
	return g, nil
}

// openBleve opens a bleve index. Whatever goes wrong but an end of ctx is
// damage.
func openBleve(ctx context.Context, dir string, config map[string]any) (bleve.Index, error) {
	var idx bleve.Index
	err := guarded(ctx, func() (err error) {
		idx, err = bleve.OpenUsing(dir, config)
		return err
	}, closeGrace, sound)
	if err != nil {
		return nil, fmt.Errorf("%w: opening it: %w", errDamaged, err)
	}
	return idx, nil
}

func storeDir(dir string) string { return filepath.Join(dir, "store") }

// failed reports whether one of bleve's own goroutines met an error or a panic
// since the last call of forgive.
func (g *generation) failed() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.asyncErrors() > g.errs
}

func (g *generation) forgive() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.errs = g.asyncErrors()
}

func (g *generation) asyncErrors() uint64 {
	n, _ := g.core.StatsMap()["TotOnErrors"].(uint64)
	return n
}

// write brings a batch of documents onto the disk, together with the mark
// unless it is nil. It looks at ctx before it begins, for bleve does not.
func (g *generation) write(ctx context.Context, batch *bleve.Batch, m *mark) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if m != nil {
		data, err := m.encode()
		if err != nil {
			return err
		}
		batch.SetInternal([]byte(markKey), data)
	}
	err := guarded(context.WithoutCancel(ctx), func() error { return g.bleve.Batch(batch) }, batchGrace, g.failed)
	var panicked *panicError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errDamaged), errors.As(err, &panicked):
		return fmt.Errorf("writing a batch: %w", err)
	}
	return fmt.Errorf("%w: %w", errWrite, err)
}

// errWrite is the error of a batch that bleve could not write.
var errWrite = errors.New("the search index could not be written")

// stop closes bleve.
func (g *generation) stop() error {
	return guarded(context.Background(), g.bleve.Close, closeGrace, func() bool { return true })
}

// close closes the index. After an orderly close the checksum of root.bolt is
// beside it.
func (g *generation) close() error {
	g.users.Wait()
	err := g.stop()
	if err != nil {
		return fmt.Errorf("closing the index: %w", err)
	}
	sum, err := checksumFile(context.Background(), rootPath(g.dir))
	if err != nil {
		return fmt.Errorf("checksum of the index: %w", err)
	}
	return writeFile(rootSumPath(g.dir), sum+"\n")
}

// discard closes the index for good and removes its folder. Errors have no
// one to tell: what stays is removed when the index is next opened.
func (g *generation) discard() {
	_ = g.stop()
	_ = os.RemoveAll(g.dir)
}
