package crawler_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"kith"
	"kith/crawler"
)

// clock is a clock that a test moves by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// site is a web server on loopback that notes what it is asked and whether it
// is ever asked two things at once.
type site struct {
	*httptest.Server
	handle http.HandlerFunc
	robots string // what robots.txt says; "" answers 404

	mu     sync.Mutex
	asked  []string // paths in their order
	flying int
	most   int
}

// newSite starts a site that answers by handle, or with "ok" when it is nil.
func newSite(t *testing.T, robots string, handle http.HandlerFunc) *site {
	t.Helper()
	s := &site{robots: robots, handle: handle}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *site) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r.URL.RequestURI())
	s.flying++
	s.most = max(s.most, s.flying)
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.flying--
		s.mu.Unlock()
	}()
	switch {
	case r.URL.Path == "/robots.txt" && s.robots == "":
		http.NotFound(w, r)
	case r.URL.Path == "/robots.txt" && s.robots != "handled":
		_, _ = w.Write([]byte(s.robots))
	case s.handle != nil:
		s.handle(w, r)
	default:
		_, _ = w.Write([]byte("ok"))
	}
}

// log returns the paths that were asked for, with a blank between them.
func (s *site) log() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.asked, " ")
}

// mostAtOnce returns the most requests that were under way at the same time.
func (s *site) mostAtOnce() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.most
}

func loopback() []netip.Prefix { return []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} }

func silent() *slog.Logger { return slog.New(slog.DiscardHandler) }

// fast returns options for servers on loopback, without a gap to speak of.
func fast() crawler.TransportOptions {
	return crawler.TransportOptions{
		Clock: time.Now, Log: silent(), MinGap: time.Nanosecond, AllowPrivate: loopback(), UserAgent: "kith/test (+https://kith.example)",
	}
}

// open returns a transport that is closed with the test.
func open(t testing.TB, o crawler.TransportOptions, small crawler.TestLimits) *crawler.Transport {
	t.Helper()
	transport, err := crawler.NewTestTransport(o, small)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(transport.Close)
	return transport
}

// get fetches an address.
func get(t testing.TB, transport *crawler.Transport, address string) (*kith.Response, error) {
	t.Helper()
	return transport.Fetch(t.Context(), kith.Request{URL: address})
}

// mustGet fetches an address that answers.
func mustGet(t testing.TB, transport *crawler.Transport, address string) *kith.Response {
	t.Helper()
	res, err := get(t, transport, address)
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return res
}

// wantError checks the code of an error and words in its message.
func wantError(t testing.TB, err error, code kith.Code, words string) {
	t.Helper()
	if kith.CodeOf(err) != code || !strings.Contains(err.Error(), words) {
		t.Errorf("got %q %v, want %q with %q", kith.CodeOf(err), err, code, words)
	}
}

// mustParse reads an address of a test.
func mustParse(t testing.TB, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// cancelled returns a context that is over.
func cancelled(t testing.TB) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}
