package crawler_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/crawler"
)

// memoryStore is a store that remembers visits.
type memoryStore struct {
	mu       sync.Mutex
	sources  []kith.Source
	known    map[string]kith.KnownOpening
	visits   []kith.Visit
	failures map[string]error // by the name of the method
	recorded func(kith.Visit) // called for each
}

func (s *memoryStore) DueSources(_ context.Context, host string, at time.Time) ([]kith.Source, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var due []kith.Source
	for _, source := range s.sources {
		if source.Host == host && !source.NextVisitAt.After(at) {
			due = append(due, source)
		}
	}
	return due, s.failures["due"]
}

func (s *memoryStore) KnownOpenings(context.Context, int64) (map[string]kith.KnownOpening, error) {
	return s.known, s.failures["known"]
}

func (s *memoryStore) HoldSource(_ context.Context, id int64, until time.Time, why string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.sources {
		if s.sources[i].ID == id {
			s.sources[i].NextVisitAt, s.sources[i].HeldUntil, s.sources[i].HeldWhy = until, until, why
		}
	}
	return s.failures["hold"]
}

func (s *memoryStore) RecordVisit(_ context.Context, v kith.Visit) (kith.VisitRecord, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.failures["record"]; err != nil {
		return kith.VisitRecord{}, err
	}
	s.visits = append(s.visits, v)
	for i := range s.sources {
		if s.sources[i].ID == v.SourceID {
			s.sources[i].NextVisitAt, s.sources[i].LastVisitAt = v.NextVisitAt, v.At
		}
	}
	if s.recorded != nil {
		s.recorded(v)
	}
	return kith.VisitRecord{SourceID: v.SourceID}, nil
}

// order returns the sources in the order of their visits.
func (s *memoryStore) order() []int64 {
	var ids []int64
	for _, v := range s.visits {
		ids = append(ids, v.SourceID)
	}
	return ids
}

// boards returns due boards of one host with these ids.
func boards(ids ...int64) []kith.Source {
	var sources []kith.Source
	for _, id := range ids {
		sources = append(sources, kith.Source{ID: id, Kind: kith.SourceBoard, Host: "jobs.example", Board: kith.Board{ATS: "lever", Token: "x"}})
	}
	return sources
}

// whole is a visit that found nothing and proves it.
func whole() kith.Visit {
	return kith.Visit{Outcome: kith.OutcomeComplete, Proof: kith.Proof{Pages: 1}}
}

// crawl returns a crawler whose boards are read by read.
func crawl(s *memoryStore, c *clock, fetch kith.FetchFunc, read crawler.ReadFunc) *crawler.Crawler {
	return crawler.New(crawler.Options{
		Store: s, Fetch: fetch, Clock: c.Now, Log: silent(), Readers: map[kith.SourceKind]crawler.ReadFunc{kith.SourceBoard: read},
	})
}

// TestVisitHost checks what a visit is given and what is recorded of it.
func TestVisitHost(t *testing.T) {
	t.Parallel()
	c := newClock()
	begin := c.Now()
	s := &memoryStore{sources: boards(7), known: map[string]kith.KnownOpening{"1": {RowHash: "h"}}}
	s.sources = append(s.sources, kith.Source{ID: 8, Kind: kith.SourceBoard, Host: "other.example"})
	fetch := func(_ context.Context, r kith.Request) (*kith.Response, error) {
		c.Add(time.Second)
		return &kith.Response{Status: 200, URL: r.URL}, nil
	}
	read := func(ctx context.Context, fetch kith.FetchFunc, source kith.Source, known map[string]kith.KnownOpening) kith.Visit {
		if diff := cmp.Diff(s.known, known); diff != "" || source.ID != 7 {
			t.Errorf("source %d, known (-want +got):\n%s", source.ID, diff)
		}
		if _, limited := ctx.Deadline(); !limited {
			t.Error("a visit may take for ever")
		}
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() { _, _ = fetch(ctx, kith.Request{URL: "https://jobs.example"}) })
		}
		both.Wait()
		return kith.Visit{
			SourceID: 99, Requests: 99, Outcome: kith.OutcomeComplete, Proof: kith.Proof{Expected: 1, Found: 1, Pages: 1},
			Openings: []kith.Opening{{ExternalID: "1", RowHash: "h", Detailed: true}}, Validators: kith.Validators{ETag: "e"},
		}
	}
	if err := crawl(s, c, fetch, read).VisitHost(t.Context(), "jobs.example"); err != nil {
		t.Fatal(err)
	}
	if len(s.visits) != 1 {
		t.Fatalf("%d visits", len(s.visits))
	}
	v := s.visits[0]
	if wait := v.NextVisitAt.Sub(begin); wait < 54*time.Minute || wait > 67*time.Minute {
		t.Errorf("again after %v", wait)
	}
	want := kith.Visit{
		SourceID: 7, At: begin, Took: 2 * time.Second, Requests: 2, Outcome: kith.OutcomeComplete, Proof: kith.Proof{Expected: 1, Found: 1, Pages: 1},
		Openings: []kith.Opening{{ExternalID: "1", RowHash: "h", Detailed: true}}, Validators: kith.Validators{ETag: "e"}, NextVisitAt: v.NextVisitAt,
	}
	if diff := cmp.Diff(want, v); diff != "" {
		t.Errorf("recorded (-want +got):\n%s", diff)
	}
}

// TestVisitOrder checks that the least recently visited come first, that what
// becomes due meanwhile is visited too, and that it ends.
func TestVisitOrder(t *testing.T) {
	t.Parallel()
	c := newClock()
	s := &memoryStore{sources: boards(1, 2, 3, 4)}
	s.sources[0].LastVisitAt = c.Now().Add(-time.Hour)
	s.sources[1].LastVisitAt = c.Now().Add(-3 * time.Hour)
	s.sources[2].LastVisitAt = c.Now().Add(-2 * time.Hour)
	s.recorded = func(v kith.Visit) {
		if len(s.visits) == 2 {
			s.sources = append(s.sources, boards(5)...)
		}
	}
	err := crawl(s, c, nil, func(context.Context, kith.FetchFunc, kith.Source, map[string]kith.KnownOpening) kith.Visit {
		c.Add(time.Second)
		return whole()
	}).VisitHost(t.Context(), "jobs.example")
	if diff := cmp.Diff([]int64{4, 2, 3, 1, 5}, s.order()); diff != "" || err != nil {
		t.Errorf("%v, order (-want +got):\n%s", err, diff)
	}
}

// TestVisitHostIsShort checks that a host with many due sources does not keep
// its worker.
func TestVisitHostIsShort(t *testing.T) {
	t.Parallel()
	c := newClock()
	s := &memoryStore{sources: boards(1, 2, 3, 4, 5, 6)}
	err := crawl(s, c, nil, func(context.Context, kith.FetchFunc, kith.Source, map[string]kith.KnownOpening) kith.Visit {
		c.Add(45 * time.Second)
		return whole()
	}).VisitHost(t.Context(), "jobs.example")
	if diff := cmp.Diff([]int64{1, 2, 3}, s.order()); diff != "" || err != nil {
		t.Errorf("%v, order (-want +got):\n%s", err, diff)
	}
}

// TestVisitBrokenReaders checks readers that break down, that are missing, that
// say nothing or claim what they do not prove.
func TestVisitBrokenReaders(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kind    kith.SourceKind
		read    func() kith.Visit
		outcome kith.Outcome
		reason  string
	}{
		"panic":   {kith.SourceBoard, func() kith.Visit { var none []int; return kith.Visit{Requests: none[3]} }, kith.OutcomeFailed, "fault of kith"},
		"missing": {kith.SourceNotices, nil, kith.OutcomeFailed, `sources of the kind "notices" cannot be read`},
		"silent":  {kith.SourceBoard, func() kith.Visit { return kith.Visit{} }, kith.OutcomeFailed, "fault of kith"},
		"unproven": {kith.SourceBoard, func() kith.Visit {
			return kith.Visit{Outcome: kith.OutcomeComplete, Proof: kith.Proof{Expected: 9, Found: 8, Pages: 1}}
		}, kith.OutcomePartial, "8 openings"},
		"proven": {kith.SourceBoard, whole, kith.OutcomeComplete, ""},
	} {
		var log bytes.Buffer
		s := &memoryStore{sources: boards(1, 2)}
		s.sources[0].Kind = c.kind
		crawling := crawler.New(crawler.Options{
			Store: s, Clock: newClock().Now, Log: slog.New(slog.NewTextHandler(&log, nil)),
			Readers: map[kith.SourceKind]crawler.ReadFunc{kith.SourceBoard: func(_ context.Context, _ kith.FetchFunc, source kith.Source, _ map[string]kith.KnownOpening) kith.Visit {
				if source.ID == 2 {
					return whole()
				}
				return c.read()
			}},
		})
		if err := crawling.VisitHost(t.Context(), "jobs.example"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(s.visits) != 2 || s.visits[0].Outcome != c.outcome || !strings.Contains(s.visits[0].Reason, c.reason) || s.visits[1].Outcome != kith.OutcomeComplete {
			t.Errorf("%s: got %+v", name, s.visits)
		}
		if name == "panic" && (!strings.Contains(log.String(), "index out of range") || !strings.Contains(log.String(), "visit_test.go")) {
			t.Errorf("the log does not tell where: %s", log.String())
		}
	}
}

// TestVisitErrors checks what ends the visits to a host.
func TestVisitErrors(t *testing.T) {
	t.Parallel()
	broken := errors.New("the disk is full")
	read := func(context.Context, kith.FetchFunc, kith.Source, map[string]kith.KnownOpening) kith.Visit {
		return whole()
	}
	for _, method := range []string{"due", "known", "record"} {
		s := &memoryStore{sources: boards(1, 2), failures: map[string]error{method: broken}}
		if err := crawl(s, newClock(), nil, read).VisitHost(t.Context(), "jobs.example"); !errors.Is(err, broken) || len(s.visits) > 0 {
			t.Errorf("%s: %v, %d visits", method, err, len(s.visits))
		}
	}
	removed := &memoryStore{sources: boards(1, 2), failures: map[string]error{"record": kith.Errorf(kith.CodeNotFound, "there is no such source")}}
	if err := crawl(removed, newClock(), nil, read).VisitHost(t.Context(), "jobs.example"); err != nil {
		t.Errorf("a source that was removed meanwhile: %v", err)
	}

	s := &memoryStore{sources: boards(1, 2)}
	ctx, leave := context.WithCancel(t.Context())
	err := crawl(s, newClock(), nil, func(context.Context, kith.FetchFunc, kith.Source, map[string]kith.KnownOpening) kith.Visit {
		leave()
		return kith.Visit{Outcome: kith.OutcomeFailed}
	}).VisitHost(ctx, "jobs.example")
	if !errors.Is(err, context.Canceled) || len(s.visits) > 0 {
		t.Errorf("a visit that was cut off: %v, %d visits", err, len(s.visits))
	}
}

// TestVisitLeavesAlone checks that a host's wish puts the next visit off.
func TestVisitLeavesAlone(t *testing.T) {
	t.Parallel()
	site := newSite(t, "", answer(nil, "Retry-After", "7200"))
	limited := newSite(t, "handled", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	c := newClock()
	o := fast()
	o.Clock = c.Now
	transport := open(t, o, crawler.TestLimits{})
	for _, test := range []struct {
		address string
		status  int
		outcome kith.Outcome
		least   time.Duration
		most    time.Duration
	}{
		{site.URL, 429, kith.OutcomeFailed, time.Hour, 67 * time.Minute},                  // the answer's wish, capped
		{site.URL, 0, kith.OutcomeFailed, time.Hour, 67 * time.Minute},                    // not asked, because of it
		{limited.URL, 0, kith.OutcomeRefused, 54 * time.Minute, 66 * time.Minute},         // robots.txt did not answer: no decision
		{"http://10.0.0.1", 0, kith.OutcomeRefused, 5 * time.Hour, 7 * time.Hour},         // a decision
		{"http://127.0.0.1:1", 0, kith.OutcomeFailed, 54 * time.Minute, 66 * time.Minute}, // robots.txt could not be fetched
	} {
		if test.status != 0 {
			site.handle = answerStatus(test.status, "Retry-After", "7200")
		}
		s := &memoryStore{sources: boards(1)}
		err := crawl(s, c, transport.Fetch, func(ctx context.Context, fetch kith.FetchFunc, _ kith.Source, _ map[string]kith.KnownOpening) kith.Visit {
			outcome, reason := kith.Judge(fetch(ctx, kith.Request{URL: test.address + "/jobs"}))
			return kith.Visit{Outcome: outcome, Reason: reason}
		}).VisitHost(t.Context(), "jobs.example")
		if err != nil || len(s.visits) != 1 {
			t.Fatalf("%s: %v, %d visits", test.address, err, len(s.visits))
		}
		v := s.visits[0]
		if wait := v.NextVisitAt.Sub(c.Now()); v.Outcome != test.outcome || wait < test.least || wait > test.most || v.Requests != 1 {
			t.Errorf("%s: %s (%s), again after %v", test.address, v.Outcome, v.Reason, wait)
		}
	}
}

// answerStatus returns a handler that sends a status with one header.
func answerStatus(status int, name, value string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(name, value)
		w.WriteHeader(status)
	}
}
