package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestIndexHeals damages the search index under kith, at rest and beside a
// running serve: search answers or says that it is rebuilding, and is whole
// again by itself.
func TestIndexHeals(t *testing.T) {
	t.Parallel()
	web, k := visitor(t, "")
	settle(k, web)
	crawl(k)
	whole := len(k.lines(nil, "search", "is:open", "--limit=1000"))
	if whole != len(web.Truth(1)) {
		t.Fatalf("the index has %d openings, want %d", whole, len(web.Truth(1)))
	}
	for name, damage := range damages {
		damage(t, k)
		if got := len(k.lines(nil, "search", "is:open", "--limit=1000")); got != whole {
			t.Errorf("at rest, %s: search finds %d, want %d", name, got, whole)
		}
	}
	k.start("serve")
	for name, damage := range damages {
		damage(t, k)
		if got := k.searchUntilWhole(whole); got != whole {
			t.Errorf("while serve runs, %s: search finds %d, want %d", name, got, whole)
		}
	}
	checkIndex(k)
}

// damages are ways in which an index gets lost.
var damages = map[string]func(*testing.T, *terminal){
	"its files deleted": func(t *testing.T, k *terminal) {
		entries, err := filepath.Glob(filepath.Join(k.data, "index", "*"))
		if err != nil || len(entries) == 0 {
			t.Fatalf("no index to delete: %v", err)
		}
		for _, entry := range entries {
			if err := os.RemoveAll(entry); err != nil {
				t.Fatal(err)
			}
		}
	},
	"bytes flipped in its largest segment": func(t *testing.T, k *terminal) {
		path, content := largestSegment(t, k)
		for at := len(content) / 3; at < len(content)/3+192; at++ {
			content[at%len(content)] ^= 0xff
		}
		file, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if _, err := file.WriteAt(content, 0); err != nil {
			t.Fatal(err)
		}
	},
}

// largestSegment returns the largest file of bleve's.
func largestSegment(t *testing.T, k *terminal) (path string, content []byte) {
	t.Helper()
	segments, err := filepath.Glob(filepath.Join(k.data, "index", "generation-*", "store", "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatalf("the index has no segments: %v", err)
	}
	for _, segment := range segments {
		if data, err := os.ReadFile(segment); err == nil && len(data) > len(content) {
			path, content = segment, data
		}
	}
	return path, content
}

// searchUntilWhole searches until it finds as many, and returns what it found
// last. A search that finds none must say why, in one sentence.
func (k *terminal) searchUntilWhole(whole int) int {
	k.t.Helper()
	found := 0
	for range 100 {
		stdout, stderr, code := k.try("search", "is:open", "--limit=1000", "--json")
		if found = len(parseLines(k.t, stdout)); code == exitDone && found == whole {
			return found
		}
		if code != exitDone && stderr == "" {
			k.t.Fatalf("search ends with %d and says nothing", code)
		}
		time.Sleep(100 * time.Millisecond)
	}
	return found
}
