package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"
)

// errStale is the error of an index that belongs to another past than the
// store has: the store was restored from a backup, or is another one.
var errStale = errors.New("the change log is not the one that the index has read")

// attempts is how many damaged or stale indexes CatchUp sees replaced before
// it gives up.
const attempts = 3

// CatchUp brings the index up to the end of the change log and returns how
// many changes it took in. When there is no usable index it waits until one
// has been built.
func (i *Index) CatchUp(ctx context.Context) (int, error) {
	total := 0
	for tries := 0; ; {
		n, err := i.step(ctx)
		total += n
		switch {
		case errors.Is(err, errDamaged), errors.Is(err, errStale):
			tries++
			if tries == attempts {
				return total, err
			}
		case err != nil:
			i.note(ctx, err)
			return total, err
		case n == 0:
			i.note(ctx, nil)
			return total, nil
		}
	}
}

// note remembers how the last catching up ended.
func (i *Index) note(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.followErr = err
}

// step takes in one page of the change log, and does what has to be done about
// an index that cannot be used.
func (i *Index) step(ctx context.Context) (int, error) {
	err := i.ready(ctx)
	if err != nil {
		return 0, err
	}
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case i.writer <- struct{}{}:
	}
	defer func() { <-i.writer }()
	g := i.acquire()
	if g == nil {
		return 0, i.missing()
	}
	n, err := i.apply(ctx, g)
	var panicked *panicError
	switch {
	case errors.Is(err, errDamaged), errors.Is(err, errStale):
		i.condemn(g, err)
	case errors.As(err, &panicked):
		err = i.suspect(ctx, g, err)
	}
	g.users.Done()
	if errors.Is(err, errWrite) || err == nil && g.failed() {
		return n, i.reopen(ctx, g, cmp.Or(err, errAsync))
	}
	return n, err
}

// errAsync stands for an error that bleve's own goroutines have met.
var errAsync = errors.New("the index reports an error while it merges or writes")

// missing is the error when the index vanished between ready and acquire.
func (i *Index) missing() error {
	i.mu.RLock()
	defer i.mu.RUnlock()
	if i.closed {
		return errClosed()
	}
	return errDamaged
}

// ready returns when there is an index that can be used, and builds one first
// if need be.
func (i *Index) ready(ctx context.Context) error {
	i.mu.RLock()
	usable, closed := i.current != nil, i.closed
	i.mu.RUnlock()
	if closed {
		return errClosed()
	}
	if usable {
		return nil
	}
	return i.Rebuild(ctx, nil)
}

// apply takes up to one page of the change log into g, in one batch with the
// new position. The caller is the only writer of g.
func (i *Index) apply(ctx context.Context, g *generation) (int, error) {
	err := g.glance()
	if err != nil {
		return 0, err
	}
	err = i.compare(ctx, g)
	if err != nil {
		return 0, err
	}
	m, err := g.mark()
	if err != nil {
		return 0, err
	}
	changes, err := i.options.Store.Changes(ctx, m.Position, pageSize)
	if err != nil {
		return 0, fmt.Errorf("reading the change log: %w", err)
	}
	if len(changes) == 0 {
		return 0, i.notBeyond(ctx, m)
	}
	last := changes[len(changes)-1]
	if last.Seq <= m.Position {
		return 0, fmt.Errorf("the change log after %d gives %d", m.Position, last.Seq)
	}
	batch, err := i.batch(ctx, g, changes)
	if err != nil {
		return 0, err
	}
	m.Position, m.Last = last.Seq, lastOf(last)
	return len(changes), g.write(ctx, batch, &m)
}

// notBeyond returns errStale when the index has read further than the change
// log reaches.
func (i *Index) notBeyond(ctx context.Context, m mark) error {
	head, err := i.options.Store.Head(ctx)
	if err != nil {
		return fmt.Errorf("head of the change log: %w", err)
	}
	if m.Position > head {
		return fmt.Errorf("%w: it ends at %d, the index is at %d", errStale, head, m.Position)
	}
	return nil
}

// compare tells, once for each generation, whether its mark fits the program
// and the store. One of an older version stays in use while another is built;
// one that read another change log does not.
func (i *Index) compare(ctx context.Context, g *generation) error {
	i.mu.RLock()
	done := i.compared == g
	i.mu.RUnlock()
	if done {
		return nil
	}
	m, err := g.mark()
	if err == nil {
		err = i.sameLog(ctx, m)
	}
	if errors.Is(err, errStale) || errors.Is(err, errDamaged) {
		i.condemn(g, err)
		return err
	}
	if err != nil {
		return err
	}
	i.mu.Lock()
	i.compared = g
	i.mu.Unlock()
	if m.Version != i.version {
		i.start("it is of version " + m.Version + ", this program makes " + i.version)
	}
	return nil
}

// sameLog returns errStale when the change log is not the one that the index
// has read: it ends before the position, or the change there is another.
func (i *Index) sameLog(ctx context.Context, m mark) error {
	err := i.notBeyond(ctx, m)
	if err != nil || m.Position == 0 || m.Last == "" {
		return err
	}
	changes, err := i.options.Store.Changes(ctx, m.Position-1, 1)
	if err != nil {
		return fmt.Errorf("reading the change log: %w", err)
	}
	if len(changes) == 1 && lastOf(changes[0]) != m.Last {
		return fmt.Errorf("%w: at %d", errStale, m.Position)
	}
	return nil
}

// The pace of Follow.
const (
	followPause = time.Second // between two looks at the change log
	sweepPause  = time.Minute // between two verifications of all checksums
	retryPause  = 10 * time.Second
)

// Follow catches up every second and whenever wake says so, until ctx ends,
// which is no error, or the index is closed, which is one. It verifies the
// files every minute, so that damage done while the program runs is found and
// healed without anybody searching. What fails is logged once and tried again.
func (i *Index) Follow(ctx context.Context, wake <-chan struct{}) error {
	swept := i.options.Clock()
	said := ""
	for ctx.Err() == nil {
		pause := followPause
		_, err := i.CatchUp(ctx)
		if now := i.options.Clock(); err == nil && now.Sub(swept) >= sweepPause {
			swept, err = now, i.sweep(ctx)
		}
		switch {
		case ctx.Err() != nil:
			return nil //nolint:nilerr // the end of ctx is what was asked for
		case i.isClosed():
			return errClosed()
		case err == nil:
			said = ""
		case err.Error() != said:
			said, pause = err.Error(), retryPause
			i.options.Log.Error("the search index does not follow", "error", err)
		default:
			pause = retryPause
		}
		wake = waitFor(ctx, wake, pause)
	}
	return nil
}

func (i *Index) isClosed() bool {
	i.mu.RLock()
	defer i.mu.RUnlock()
	return i.closed
}

// waitFor waits for wake, the end of the pause or that of ctx. It returns the
// channel to wait for next time: none when wake was closed.
func waitFor(ctx context.Context, wake <-chan struct{}, pause time.Duration) <-chan struct{} {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case _, open := <-wake:
		if !open {
			return nil
		}
	case <-timer.C:
	}
	return wake
}
