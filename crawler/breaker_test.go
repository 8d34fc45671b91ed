package crawler_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"kith"
)

// hold is a web of boards that fail or answer, as the test says.
type hold struct {
	*memoryStore
	clock  *clock
	silent map[string]bool // hosts that do not answer
	asked  []int64
}

func (h *hold) read(_ context.Context, _ kith.FetchFunc, s kith.Source, _ map[string]kith.KnownOpening) kith.Visit {
	h.asked = append(h.asked, s.ID)
	if h.silent[s.Host] {
		return kith.Visit{Outcome: kith.OutcomeFailed, Reason: "no answer"}
	}
	return whole()
}

// due makes sources due now, by their schedule.
func (h *hold) due() {
	for i := range h.sources {
		h.sources[i].NextVisitAt = h.clock.Now()
	}
	h.asked = nil
}

// TestBreakerOfHost has a host that does not answer: after three others its
// sources are not asked, until a trial answers.
func TestBreakerOfHost(t *testing.T) {
	t.Parallel()
	h := &hold{memoryStore: &memoryStore{}, clock: newClock(), silent: map[string]bool{"api.example": true}}
	for id := range int64(6) {
		h.sources = append(h.sources, kith.Source{ID: id + 1, Kind: kith.SourceBoard, Host: "api.example", Board: kith.Board{ATS: "lever", Token: fmt.Sprint(id)}})
	}
	c := crawl(h.memoryStore, h.clock, nil, h.read)
	round := func(want int) {
		t.Helper()
		h.due()
		if err := c.VisitHost(t.Context(), "api.example"); err != nil {
			t.Fatal(err)
		}
		if len(h.asked) != want {
			t.Errorf("asked %v, want %d of them", h.asked, want)
		}
	}
	round(3)
	for _, s := range h.sources[3:] {
		if !s.HeldUntil.Equal(h.clock.Now().Add(30*time.Minute)) || s.HeldWhy != "api.example has given no answer to 3 others in a row; it is asked again later" {
			t.Errorf("%d is held until %s: %q", s.ID, s.HeldUntil, s.HeldWhy)
		}
	}
	h.clock.Add(29 * time.Minute)
	round(0)
	h.clock.Add(time.Minute)
	round(1) // the trial fails
	h.clock.Add(30 * time.Minute)
	delete(h.silent, "api.example")
	round(6)
	h.silent["api.example"] = true
	h.clock.Add(time.Hour)
	round(3)
	for i := range h.sources {
		h.sources[i].NextVisitAt = time.Time{} // somebody asks for a visit now
	}
	h.asked = nil
	if err := c.VisitHost(t.Context(), "api.example"); err != nil || len(h.asked) != 6 {
		t.Errorf("asked %v, %v", h.asked, err)
	}
}

// TestBreakerOfHostInTime has failures that are far apart, and one source that
// fails over and over: neither says anything of others.
func TestBreakerOfHostInTime(t *testing.T) {
	t.Parallel()
	h := &hold{memoryStore: &memoryStore{}, clock: newClock(), silent: map[string]bool{"api.example": true}}
	for id := range int64(4) {
		h.sources = append(h.sources, kith.Source{ID: id + 1, Kind: kith.SourceBoard, Host: "api.example", Board: kith.Board{ATS: "page", Token: fmt.Sprint("https://api.example/", id)}})
	}
	c := crawl(h.memoryStore, h.clock, nil, h.read)
	for _, which := range []int{0, 1, 2, 3, 3, 3, 3} {
		for i := range h.sources {
			h.sources[i].NextVisitAt = h.clock.Now().Add(100 * time.Hour)
		}
		h.sources[which].NextVisitAt = h.clock.Now()
		h.asked = nil
		if err := c.VisitHost(t.Context(), "api.example"); err != nil || len(h.asked) != 1 {
			t.Errorf("asked %v of %d, %v", h.asked, which+1, err)
		}
		if h.clock.Add(time.Minute); which < 3 {
			h.clock.Add(5 * time.Minute)
		}
	}
}

// TestBreakerOfSystem has three hosts of one system fail alike: a fourth is
// not asked, one of another system is.
func TestBreakerOfSystem(t *testing.T) {
	t.Parallel()
	h := &hold{memoryStore: &memoryStore{}, clock: newClock(), silent: map[string]bool{}}
	for id := range int64(4) {
		host := fmt.Sprintf("t%d.jobs.example", id+1)
		h.sources = append(h.sources, kith.Source{ID: id + 1, Kind: kith.SourceBoard, Host: host, Board: kith.Board{ATS: "workday", Token: host}})
		h.silent[host] = true
	}
	h.sources = append(h.sources, kith.Source{ID: 5, Kind: kith.SourceBoard, Host: "t5.jobs.example", Board: kith.Board{ATS: "icims", Token: "t5"}})
	h.due()
	c := crawl(h.memoryStore, h.clock, nil, h.read)
	for _, s := range h.sources {
		if err := c.VisitHost(t.Context(), s.Host); err != nil {
			t.Fatal(err)
		}
	}
	if fmt.Sprint(h.asked) != "[1 2 3 5]" {
		t.Errorf("asked %v", h.asked)
	}
	if s := h.sources[3]; s.HeldWhy != "the hiring site workday has given no answer to 3 others in a row; it is asked again later" {
		t.Errorf("held: %q", s.HeldWhy)
	}
}
