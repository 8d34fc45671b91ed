package index

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/gofrs/flock"

	"kith"
)

// ChangeLog is the store's log of what changed, in the order of commits.
type ChangeLog interface {
	// Changes returns up to limit changes with a Seq above after, in order.
	Changes(ctx context.Context, after int64, limit int) ([]kith.Change, error)
	// Head returns the Seq of the last change, 0 when there is none.
	Head(ctx context.Context) (int64, error)
}

// Rows are the openings and events of the store, closed openings too. Those
// that do not exist are left out of the answers.
type Rows interface {
	OpeningsByID(ctx context.Context, ids []int64) ([]kith.Opening, error)
	// OpeningsAfter returns up to limit openings with an ID above id, by ID; of
	// one company only when companyID is not 0.
	OpeningsAfter(ctx context.Context, companyID, id int64, limit int) ([]kith.Opening, error)
	EventsByID(ctx context.Context, ids []int64) ([]kith.Event, error)
	// EventsAfter is to events what OpeningsAfter is to openings.
	EventsAfter(ctx context.Context, companyID, id int64, limit int) ([]kith.Event, error)
}

// Store is what the index is a cache of.
type Store interface {
	ChangeLog
	Rows
}

// Options are what an Index needs.
type Options struct {
	Dir   string // the folder of the index, made when it is not there
	Store Store
	// Count returns how many openings and events the store has, for the
	// progress of a rebuild. Without it the progress has no total.
	Count func(ctx context.Context) (int, error)
	Clock kith.Clock
	Log   *slog.Logger // nil for none
	// Timeout bounds each search; 0 means 5 seconds.
	Timeout time.Duration

	version string // that indexes must have; "" for that of this program
}

// Index is the full-text search over one folder. Its methods may be called
// from any goroutine.
type Index struct {
	options  Options
	mapping  *mapping.IndexMappingImpl
	version  string
	compiler *compiler
	ctx      context.Context // of the rebuilds; ended by Close
	cancel   context.CancelFunc
	tasks    sync.WaitGroup
	writer   chan struct{} // holds one token: batches and the swap take turns

	mu        sync.RWMutex
	lock      *flock.Flock
	current   *generation // nil while there is none that can be trusted
	compared  *generation // the generation whose mark was compared to the store
	rebuild   *rebuild    // nil while none runs
	buildErr  error       // of the last rebuild, nil when it went well
	followErr error       // of the last catching up, nil when it went well
	suspected time.Time   // when a rebuild was last started on mere suspicion
	closed    bool
}

// The names in the folder of the index.
const (
	lockName         = "lock"
	pointerName      = "current" // a file that holds the name of the generation in use
	generationPrefix = "generation-"
)

// Open opens the index in options.Dir and makes this process its owner. An
// index that is lost, damaged or of another version is no error: Open starts
// to rebuild it in the background, and CatchUp waits for that. It is an error
// when the folder cannot be used; one with the code CodeConflict when another
// process owns it.
func Open(ctx context.Context, options Options) (*Index, error) {
	if options.Store == nil || options.Clock == nil || options.Dir == "" {
		return nil, errors.New("index: Dir, Store and Clock must be set")
	}
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	if options.Timeout <= 0 {
		options.Timeout = 5 * time.Second
	}
	m, err := newMapping()
	if err != nil {
		return nil, err
	}
	version, err := versionOf(m)
	if err != nil {
		return nil, err
	}
	version = cmp.Or(options.version, version)
	lock, err := lockFolder(options.Dir)
	if err != nil {
		return nil, err
	}
	i := &Index{
		options: options, mapping: m, version: version, compiler: newCompiler(m),
		lock: lock, writer: make(chan struct{}, 1),
	}
	i.ctx, i.cancel = context.WithCancel(context.WithoutCancel(ctx))
	err = i.load(ctx)
	if err != nil {
		i.cancel()
		return nil, errors.Join(err, lock.Close())
	}
	return i, nil
}

// folderError says that the folder of the index cannot be used, and why.
func folderError(dir string, err error) error {
	return kith.Errorf(kith.CodeUnavailable, "The folder of the search index, %s, cannot be used: %w.", dir, err)
}

// lockFolder makes the folder and this process its owner.
func lockFolder(dir string) (*flock.Flock, error) {
	err := os.MkdirAll(dir, 0o700)
	if err != nil {
		return nil, folderError(dir, err)
	}
	lock := flock.New(filepath.Join(dir, lockName))
	locked, err := lock.TryLock()
	if err != nil {
		return nil, folderError(dir, err)
	}
	if !locked {
		return nil, kith.Errorf(kith.CodeConflict, "Another process of kith uses the search index in %s. Stop it first.", dir)
	}
	return lock, nil
}

// keepFolder makes the folder and its lock again when somebody has removed
// them while the index was open. It is an error when another process has
// become the owner meanwhile.
func (i *Index) keepFolder() error {
	i.mu.Lock()
	defer i.mu.Unlock()
	_, err := os.Stat(filepath.Join(i.options.Dir, lockName))
	if err == nil {
		return nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return folderError(i.options.Dir, err)
	}
	lock, err := lockFolder(i.options.Dir)
	if err != nil {
		return err
	}
	_ = i.lock.Close() // of a file that is gone
	i.lock = lock
	return nil
}

// load opens the generation that the pointer names, or starts to build one.
func (i *Index) load(ctx context.Context) error {
	name, err := i.readPointer()
	if err != nil {
		return err
	}
	err = i.removeLeftovers(name)
	if err != nil {
		return err
	}
	if name == "" {
		i.start("there is none yet")
		return nil
	}
	dir := filepath.Join(i.options.Dir, name)
	g, err := openGeneration(ctx, dir)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		_ = os.RemoveAll(dir) // what stays is removed when the index is next opened
		i.start(err.Error())
		return nil
	}
	i.setCurrent(g)
	err = i.compare(ctx, g)
	if err != nil { // CatchUp compares again, and returns the error
		i.options.Log.Warn("the search index could not be compared to the store", "error", err)
	}
	return nil
}

// readPointer returns the name of the generation in use, "" when there is
// none or the file does not make sense.
func (i *Index) readPointer() (string, error) {
	data, err := os.ReadFile(filepath.Join(i.options.Dir, pointerName))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", folderError(i.options.Dir, err)
	}
	name := strings.TrimSpace(string(data))
	if !strings.HasPrefix(name, generationPrefix) || name != filepath.Base(name) {
		return "", nil
	}
	return name, nil
}

// removeLeftovers removes generations other than the one to keep: half-built
// or replaced ones of a process that was killed.
func (i *Index) removeLeftovers(keep string) error {
	entries, err := os.ReadDir(i.options.Dir)
	if err != nil {
		return folderError(i.options.Dir, err)
	}
	for _, entry := range entries {
		name := entry.Name()
		temporary := strings.HasSuffix(name, temporarySuffix)
		if name == keep || !temporary && !strings.HasPrefix(name, generationPrefix) {
			continue
		}
		err := os.RemoveAll(filepath.Join(i.options.Dir, name))
		if err != nil {
			return folderError(i.options.Dir, err)
		}
	}
	return nil
}

const temporarySuffix = ".tmp"

// writeFile writes a small file so that it is there as a whole or not at all.
func writeFile(path, content string) error {
	temporary := path + temporarySuffix
	f, err := os.Create(temporary)
	if err != nil {
		return folderError(filepath.Dir(path), err)
	}
	_, err = f.WriteString(content)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(temporary, path)
	}
	if err != nil {
		return folderError(filepath.Dir(path), err)
	}
	return nil
}

// acquire returns the generation in use and counts its caller as a user of
// it, or nil. The caller must call users.Done.
func (i *Index) acquire() *generation {
	i.mu.RLock()
	defer i.mu.RUnlock()
	if i.current != nil {
		i.current.users.Add(1)
	}
	return i.current
}

// setCurrent puts a generation in use and returns the one before it.
func (i *Index) setCurrent(g *generation) (old *generation) {
	i.mu.Lock()
	defer i.mu.Unlock()
	old, i.current = i.current, g
	return old
}

// State is how the index is.
type State struct {
	Documents  uint64 // openings and events that can be found
	Position   int64  // in the change log
	Rebuilding bool
	Done       int   // documents read by the rebuild that runs
	Total      int   // documents that it has to read, 0 when that is not known
	Err        error // why the last rebuild or catching up failed, nil when neither did
}

// State returns how the index is at the moment.
func (i *Index) State() State {
	i.mu.RLock()
	s := State{Err: errors.Join(i.buildErr, i.followErr)}
	if i.rebuild != nil {
		s.Rebuilding = true
		s.Done, s.Total = i.rebuild.progress()
	}
	i.mu.RUnlock()
	g := i.acquire()
	if g == nil {
		return s
	}
	defer g.users.Done()
	n, err := g.bleve.DocCount()
	if err == nil {
		s.Documents = n
	}
	m, err := g.mark()
	if err == nil {
		s.Position = m.Position
	}
	return s
}

// Close ends a running rebuild, waits for the searches in progress, and closes
// the index. Nothing is lost: what was not yet written is read from the change
// log again.
func (i *Index) Close() error {
	i.mu.Lock()
	if i.closed {
		i.mu.Unlock()
		return nil
	}
	i.closed = true
	i.mu.Unlock()
	i.cancel()
	i.tasks.Wait()
	i.writer <- struct{}{} // the batch in progress ends
	defer func() { <-i.writer }()
	var err error
	if g := i.setCurrent(nil); g != nil {
		err = g.close()
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	return errors.Join(err, i.lock.Close())
}
