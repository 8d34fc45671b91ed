package index

import (
	"context"
	"errors"
	"os"
	"time"
)

// condemn takes a generation out of use, for good, and starts to build
// another.
func (i *Index) condemn(g *generation, why error) {
	i.mu.Lock()
	mine := i.current == g && !i.closed // Close sees to it otherwise
	if mine {
		i.current = nil
		i.retire(g)
	}
	i.mu.Unlock()
	if mine {
		i.start(why.Error())
	}
}

// retire discards a generation when its last user has left it. The caller
// holds i.mu and has seen that the index is not closed, or is itself one of
// i.tasks.
func (i *Index) retire(g *generation) {
	i.tasks.Add(1)
	go func() {
		defer i.tasks.Done()
		g.users.Wait()
		g.discard()
	}()
}

// suspicionPause is how long after a rebuild on suspicion no other one is
// started.
const suspicionPause = time.Hour

// suspect is called after bleve panicked or did not come back. When the
// checksums say that files are damaged the generation is condemned. When they
// do not, it may be a fault of bleve's that one query or one document brings
// out: the generation stays in use, and is rebuilt beside.
func (i *Index) suspect(ctx context.Context, g *generation, why error) error {
	g.forgive()
	err := g.verify(ctx)
	if errors.Is(err, errDamaged) {
		i.condemn(g, err)
		return err
	}
	i.doubt(why)
	return why
}

// doubt has the index rebuilt on mere suspicion, once an hour at most.
func (i *Index) doubt(why error) {
	i.mu.Lock()
	now := i.options.Clock()
	due := i.suspected.IsZero() || now.Sub(i.suspected) >= suspicionPause
	if due {
		i.suspected = now
	}
	i.mu.Unlock()
	if due {
		i.start(why.Error())
	}
}

// reopen closes a generation and opens it again from its files, because bleve
// failed to write: the disk is full, for one. What bleve then has in memory
// makes it panic; what is on the disk is whole, at an earlier position. The
// caller is the only writer, and returns the error.
func (i *Index) reopen(ctx context.Context, g *generation, why error) error {
	i.mu.Lock()
	mine := i.current == g
	if mine {
		i.current = nil
	}
	i.mu.Unlock()
	if !mine {
		return why
	}
	g.users.Wait()
	_ = g.stop() // of no use any more, whether it can be closed or not
	fresh, err := openGeneration(context.WithoutCancel(ctx), g.dir)
	if err != nil {
		_ = os.RemoveAll(g.dir)
		i.start(err.Error())
		return errors.Join(why, err)
	}
	i.setCurrent(fresh)
	if !errors.Is(why, errWrite) { // a full disk is no reason to write more
		i.doubt(why)
	}
	return why
}

// sweep verifies all files of the index in use, and starts again what an
// index of an older version is waiting for when it failed before.
func (i *Index) sweep(ctx context.Context) error {
	g := i.acquire()
	if g == nil {
		return nil
	}
	defer g.users.Done()
	err := g.verify(ctx)
	if errors.Is(err, errDamaged) {
		i.condemn(g, err)
	}
	if err != nil {
		return err
	}
	m, err := g.mark()
	if err != nil {
		return err
	}
	if m.Version != i.version {
		i.start("it is still of version " + m.Version)
		return nil
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.buildErr = nil // the index in use is well, whatever a rebuild met
	return nil
}
