package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// verifyStopped looks at the files of an index that is not open, and returns
// those segments whose checksums are right. A segment with a wrong one is
// damage when the index needs it, and else what a killed process left half
// written, to be removed.
func verifyStopped(ctx context.Context, dir string) (map[string]footprint, error) {
	err := verifyRoot(ctx, dir)
	if err != nil {
		return nil, err
	}
	segments, err := filepath.Glob(filepath.Join(storeDir(dir), "*.zap"))
	if err != nil {
		return nil, fmt.Errorf("listing the index: %w", err)
	}
	right := make(map[string]footprint)
	var wrong []string
	for _, path := range segments {
		look, err := verifySegment(ctx, path)
		switch {
		case errors.Is(err, errDamaged):
			wrong = append(wrong, path)
		case err != nil:
			return nil, err
		default:
			right[path] = look
		}
	}
	if len(wrong) == 0 {
		return right, nil
	}
	return right, removeUnneeded(ctx, dir, wrong)
}

// removeUnneeded removes those of the files that the index does not refer to;
// it is an error when it refers to one. The index is opened for reading only,
// which neither merges nor writes.
func removeUnneeded(ctx context.Context, dir string, wrong []string) error {
	idx, err := openBleve(ctx, dir, map[string]any{"read_only": true, "bolt_timeout": boltTimeout})
	if err != nil {
		return err
	}
	advanced, err := idx.Advanced()
	if err != nil {
		return errors.Join(err, idx.Close())
	}
	needed := make(map[string]bool)
	if core, ok := advanced.(*scorch.Scorch); ok {
		for _, path := range segmentsOf(core) {
			needed[filepath.Base(path)] = true
		}
	}
	err = idx.Close()
	if err != nil {
		return fmt.Errorf("%w: closing it: %w", errDamaged, err)
	}
	for _, path := range wrong {
		if needed[filepath.Base(path)] {
			return fmt.Errorf("%w: the checksum of %s is wrong", errDamaged, path)
		}
		err := os.Remove(path)
		if err != nil {
			return fmt.Errorf("removing a half-written segment: %w", err)
		}
	}
	return nil
}

// bleve keeps in root.bolt which segments there are and which of their
// documents are deleted, with a checksum over its first page only. Closing
// writes the checksum of the file beside it; opening compares and removes it,
// for from then on the file changes.
func rootPath(dir string) string    { return filepath.Join(storeDir(dir), "root.bolt") }
func rootSumPath(dir string) string { return filepath.Join(dir, "root.sum") }

func verifyRoot(ctx context.Context, dir string) error {
	want, err := os.ReadFile(rootSumPath(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // not closed in order
	}
	if err != nil {
		return fmt.Errorf("reading a checksum of the index: %w", err)
	}
	sum, err := checksumFile(ctx, rootPath(dir))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil || sum != strings.TrimSpace(string(want)) {
		return fmt.Errorf("%w: the checksum of %s is wrong", errDamaged, rootPath(dir))
	}
	return os.Remove(rootSumPath(dir))
}

// segmentsOf returns the paths of the segment files that an index consists of.
func segmentsOf(core *scorch.Scorch) []string {
	reader, err := core.Reader()
	if err != nil {
		return nil
	}
	defer reader.Close()
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok || snapshot == nil {
		return nil
	}
	var paths []string
	for _, s := range snapshot.Segments() {
		if p, ok := s.Segment().(segment.PersistedSegment); ok {
			paths = append(paths, p.Path())
		}
	}
	return paths
}

// verify compares the checksums of all segments.
func (g *generation) verify(ctx context.Context) error {
	files := make(map[string]footprint)
	for _, path := range segmentsOf(g.core) {
		look, err := verifySegment(ctx, path)
		if err != nil && !g.needs(path) {
			continue // merged away meanwhile
		}
		if err != nil {
			return err
		}
		files[path] = look
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.files = files
	return nil
}

// glance reports damage when root.bolt or a segment is gone, or a segment was
// written to since it was verified.
func (g *generation) glance() error {
	_, err := os.Stat(rootPath(g.dir))
	if err != nil {
		return unreadable(err)
	}
	for _, path := range segmentsOf(g.core) {
		now, err := footprintOf(path)
		if err != nil {
			if !g.needs(path) {
				continue
			}
			return fmt.Errorf("%w: %w", errDamaged, err)
		}
		g.mu.Lock()
		then, known := g.files[path]
		if !known { // bleve has just written it
			g.files[path] = now
		}
		g.mu.Unlock()
		if known && then != now {
			return fmt.Errorf("%w: %s was written to", errDamaged, path)
		}
	}
	return nil
}

// needs reports whether the index still consists of the segment.
func (g *generation) needs(path string) bool {
	for _, p := range segmentsOf(g.core) {
		if p == path {
			return true
		}
	}
	return false
}
