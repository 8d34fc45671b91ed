package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2"

	"kith"
)

// rebuild is one building of a new generation.
type rebuild struct {
	done  chan struct{} // closed at the end
	err   error         // to be read after done
	read  atomic.Int64
	total atomic.Int64
}

func (r *rebuild) progress() (done, total int) {
	return int(r.read.Load()), int(max(r.total.Load(), 0))
}

// pageSize is how many changes are read at a time, and how many documents are
// written in one batch.
const pageSize = 1000

// Rebuild builds the index anew from the store, beside the one in use, and
// swaps it in. It joins a rebuild that is already running. progress, which may
// be nil, is told now and then how many documents were read, of how many (0
// when that is not known). The end of ctx ends the waiting, not the rebuild.
func (i *Index) Rebuild(ctx context.Context, progress func(done, total int)) error {
	r := i.start("asked for")
	if r == nil {
		return errClosed()
	}
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
			if progress != nil {
				progress(r.progress())
			}
		case <-r.done:
			if progress != nil && r.err == nil {
				progress(r.progress())
			}
			return r.err
		}
	}
}

func errClosed() error {
	return kith.Errorf(kith.CodeUnavailable, "The search index is closed.")
}

// start starts a rebuild in the background, or returns the one that is
// running. It returns nil when the index is closed.
func (i *Index) start(why string) *rebuild {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.closed || i.rebuild != nil {
		return i.rebuild
	}
	r := &rebuild{done: make(chan struct{})}
	i.rebuild = r
	i.tasks.Add(1)
	i.options.Log.Info("the search index is rebuilt", "why", why)
	go func() {
		defer i.tasks.Done()
		started := i.options.Clock()
		r.err = i.build(i.ctx, r)
		i.mu.Lock()
		i.rebuild, i.buildErr = nil, r.err
		i.mu.Unlock()
		i.options.Log.Info("the rebuild of the search index has ended", "documents", r.read.Load(),
			"took", i.options.Clock().Sub(started), "failed", r.err != nil)
		close(r.done)
	}()
	return r
}

// build makes a new generation and swaps it in.
func (i *Index) build(ctx context.Context, r *rebuild) error {
	err := i.keepFolder()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(i.options.Dir, generationPrefix)
	if err != nil {
		return folderError(i.options.Dir, err)
	}
	g, err := i.fill(ctx, dir, r)
	if err == nil {
		err = i.swap(ctx, g)
		if err != nil {
			g.discard()
		}
	}
	if err != nil {
		return errors.Join(fmt.Errorf("rebuilding the index: %w", err), os.RemoveAll(dir))
	}
	return nil
}

// fill writes all rows of the store into a new generation in dir. What changes
// meanwhile is in the change log after the position that is noted first.
func (i *Index) fill(ctx context.Context, dir string, r *rebuild) (*generation, error) {
	m, err := i.headMark(ctx)
	if err != nil {
		return nil, err
	}
	if i.options.Count != nil {
		total, err := i.options.Count(ctx)
		if err != nil {
			return nil, fmt.Errorf("counting the store: %w", err)
		}
		r.total.Store(int64(total))
	}
	b := &bulk{index: i, dir: dir, read: &r.read}
	err = b.fill(ctx)
	if err != nil {
		return nil, err
	}
	g, err := openGeneration(ctx, dir)
	if err != nil {
		return nil, err
	}
	err = g.write(ctx, g.bleve.NewBatch(), &m)
	if err != nil {
		g.discard()
		return nil, err
	}
	return g, nil
}

// headMark returns the mark of an index that holds all the store has now.
func (i *Index) headMark(ctx context.Context) (mark, error) {
	head, err := i.options.Store.Head(ctx)
	if err != nil {
		return mark{}, fmt.Errorf("head of the change log: %w", err)
	}
	m := mark{Version: i.version, Position: head}
	if head == 0 {
		return m, nil
	}
	last, err := i.options.Store.Changes(ctx, head-1, 1)
	if err != nil {
		return mark{}, fmt.Errorf("reading the change log: %w", err)
	}
	if len(last) == 1 && last[0].Seq == head {
		m.Last = lastOf(last[0])
	}
	return m, nil
}

// swap brings the new generation up to date and puts it in use. The old one is
// removed once its last search has ended.
func (i *Index) swap(ctx context.Context, g *generation) error {
	for { // all that is written meanwhile, before anybody has to wait
		n, err := i.apply(ctx, g)
		if err != nil {
			return err
		}
		if n < pageSize {
			break
		}
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case i.writer <- struct{}{}:
	}
	defer func() { <-i.writer }()
	for {
		n, err := i.apply(ctx, g)
		if err != nil {
			return err
		}
		if n == 0 {
			break
		}
	}
	err := writeFile(filepath.Join(i.options.Dir, pointerName), filepath.Base(g.dir)+"\n")
	if err != nil {
		return err
	}
	i.mu.Lock()
	i.compared = g
	i.mu.Unlock()
	if old := i.setCurrent(g); old != nil {
		i.retire(old)
	}
	return nil
}

// bulk writes all rows into an index by bleve's offline builder, which ends
// with a single segment: the quickest to search.
type bulk struct {
	index   *Index
	dir     string
	read    *atomic.Int64
	builder bleve.Builder
}

// fill reads all rows and writes them.
func (b *bulk) fill(ctx context.Context) error {
	err := b.index.everyDocument(ctx, 0, func(docs []named) error { return b.add(ctx, docs) })
	if err != nil {
		return err
	}
	if b.builder == nil { // the builder cannot build an empty index
		return createGeneration(b.dir, b.index.mapping)
	}
	err = guarded(ctx, b.builder.Close, closeGrace, sound)
	if err != nil {
		return fmt.Errorf("finishing the index: %w", err)
	}
	return nil
}

// add writes a page of documents.
func (b *bulk) add(ctx context.Context, docs []named) error {
	err := b.begin()
	if err != nil {
		return err
	}
	err = guarded(ctx, func() error {
		for _, d := range docs {
			err := b.builder.Index(d.id, d.document)
			if err != nil {
				return err
			}
		}
		return nil
	}, batchGrace, sound)
	if err != nil {
		return fmt.Errorf("writing documents: %w", err)
	}
	b.read.Add(int64(len(docs)))
	return ctx.Err()
}

// begin makes the builder when the first document comes. Its temporary files
// are kept inside the new folder, so that they leave with it.
func (b *bulk) begin() error {
	if b.builder != nil {
		return nil
	}
	builder, err := bleve.NewBuilder(b.dir, b.index.mapping, map[string]any{
		"batchSize": pageSize, "mergeMax": 10, "buildPathPrefix": b.dir,
	})
	if err != nil {
		return fmt.Errorf("beginning the index: %w", err)
	}
	b.builder = builder
	return nil
}

// rebuildingError says that there is no index yet, and how far it has come.
func (r *rebuild) unavailable() error {
	done, total := r.progress()
	var far strings.Builder
	switch {
	case total > 0:
		fmt.Fprintf(&far, "%d %% done", min(100*done/total, 99))
	case done > 0:
		fmt.Fprintf(&far, "%d read so far", done)
	default:
		far.WriteString("it has just begun")
	}
	return kith.Errorf(kith.CodeUnavailable, "Search is being rebuilt, %s. Try again in a moment.", far.String())
}
