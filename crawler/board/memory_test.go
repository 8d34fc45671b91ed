package board_test

import (
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kith"
	"kith/crawler/board"
)

// maxBoardMemory is the bound on the memory of a visit to a board of 20,000
// openings, in bytes, beyond what stood before it.
const maxBoardMemory = 300 << 20

// TestMemory reads boards of 20,000 openings: one document with all texts, as
// large as the transport lets through, and pages with the texts in details.
func TestMemory(t *testing.T) {
	const openings = 20_000
	text := strings.Repeat("Plans the night freight of the northern depots. ", 28) // 1.3 KB, 28 MB in all
	var whole strings.Builder
	whole.WriteByte('[')
	for i := range openings {
		if i > 0 {
			whole.WriteByte(',')
		}
		fmt.Fprintf(&whole, `{"id":"%d","text":"Planner %d","description":"<p>%s</p>","hostedUrl":"https://jobs.lever.co/x/%d","categories":{"location":"Hull"}}`, i, i, text, i)
	}
	whole.WriteByte(']')
	document := []byte(whole.String())
	for key, answers := range map[string]func(kith.Request) (*kith.Response, error){
		"lever/x": func(kith.Request) (*kith.Response, error) {
			return &kith.Response{Status: 200, Header: map[string][]string{}, Body: document}, nil
		},
		"smartrecruiters/x": func(r kith.Request) (*kith.Response, error) {
			if isDetail(r) {
				return says(200, `{"jobAd":{"sections":{"jobDescription":{"text":"<p>%s</p>"}}}}`, text)
			}
			return says(200, `{"totalFound":%d,"content":[%s]}`, openings, rows(offsetOf(r), min(offsetOf(r)+100, openings)))
		},
	} {
		s := &script{t: t, answers: answers}
		var v kith.Visit
		most := peak(func() { v = board.New().Visit(t.Context(), s.fetch, source(key), nil) })
		if v.Outcome != kith.OutcomeComplete || len(v.Openings) != openings {
			t.Errorf("%s: %s (%s) with %d openings", key, v.Outcome, v.Reason, len(v.Openings))
		}
		t.Logf("%s: %d MB", key, most>>20)
		if most > maxBoardMemory {
			t.Errorf("%s: %d MB", key, most>>20)
		}
	}
}

// peak returns by how much the heap grew at most while something ran.
func peak(do func()) int64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	before := int64(stats.HeapInuse)
	var most atomic.Int64
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			most.Store(max(most.Load(), int64(now.HeapInuse)-before))
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond): // a look at the heap now and then
			}
		}
	}()
	do()
	close(stop)
	<-stopped
	return most.Load()
}
