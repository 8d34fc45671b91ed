package crawler_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"kith"
	"kith/crawler"
)

// memoryChild makes the test binary fetch the addresses that it holds, all at
// once, and print the most memory that it took.
const memoryChild = "KITH_TEST_MEMORY_CHILD"

// maxMemory is what eight hosts may make the program take that send without
// end at the same time, in megabytes.
const maxMemory = 150

// TestMemoryOfHugeAnswers has eight hosts send a gigabyte each at the same
// time, half of them packed, and measures the process that reads them.
func TestMemoryOfHugeAnswers(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector takes memory of its own")
	}
	bomb := packed(t, make([]byte, 64<<20))
	block := bytes.Repeat([]byte(`{"title":"again"},`), 5000)
	huge := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for sent, err := 0, error(nil); err == nil && sent < 1<<30; sent += len(block) {
			_, err = w.Write(block)
		}
	}
	var addresses []string
	for i := range 8 {
		handle := http.HandlerFunc(huge)
		if i%2 == 0 {
			handle = answer(bomb, "Content-Encoding", "gzip", "Content-Type", "application/json")
		}
		addresses = append(addresses, newSite(t, "", handle).URL+"/")
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), memoryChild+"="+strings.Join(addresses, " "))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	peak, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil {
		t.Fatalf("%s", out)
	}
	t.Logf("eight hosts that send a gigabyte each: %d MB at the most", peak)
	if peak > maxMemory {
		t.Errorf("%d MB, at most %d are allowed", peak, maxMemory)
	}
}

// fetchHuge is what the child does: two rounds, so that what is left over
// from one would show in the next.
func fetchHuge() int {
	transport, err := crawler.NewTransport(fast())
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer transport.Close()
	for range 2 {
		var all sync.WaitGroup
		for address := range strings.FieldsSeq(os.Getenv(memoryChild)) {
			all.Go(func() {
				_, err := transport.Fetch(context.Background(), kith.Request{URL: address})
				if err == nil || !strings.Contains(err.Error(), "larger than 32 MB") {
					fmt.Println(err)
				}
			})
		}
		all.Wait()
	}
	fmt.Println(peakMemory())
	return 0
}

// peakMemory returns the most memory that this process has held, in megabytes.
func peakMemory() int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return usage.Maxrss >> 10
}

// TestPitfallNothingPilesUp: colly's visited set, cookies and cache grow with
// every address. Ours must not grow with the number of fetches.
func TestPitfallNothingPilesUp(t *testing.T) {
	s := newSite(t, "", answer([]byte("ok"), "Set-Cookie", "a=b"))
	transport := open(t, fast(), crawler.TestLimits{})
	heap := func(fetches, from int) uint64 {
		for i := range fetches {
			mustGet(t, transport, fmt.Sprintf("%s/jobs?page=%d&with=%s", s.URL, from+i, strings.Repeat("x", 200)))
		}
		s.mu.Lock()
		s.asked = nil // the server's own notes
		s.mu.Unlock()
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap(200, 0)
	after := heap(3000, 200)
	if grown := int64(after) - int64(before); grown > 3000*100 {
		t.Errorf("%d bytes more after 3000 fetches", grown)
	}
}
