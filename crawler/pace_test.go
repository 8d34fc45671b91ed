package crawler_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"kith"
	"kith/crawler"
)

// TestRetryAfter checks what the header may say.
func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		value string
		want  time.Duration
		said  bool
	}{
		{"120", 2 * time.Minute, true}, {"0", 0, true}, {" 5 ", 5 * time.Second, true}, {"3600", time.Hour, true},
		{"86400", time.Hour, true}, {"99999999999999999999999", time.Hour, true}, {"9223372036854775807", time.Hour, true},
		{"Wed, 25 Nov 2026 09:01:00 GMT", time.Minute, true}, {"Wednesday, 25-Nov-26 09:01:00 GMT", time.Minute, true},
		{"Wed, 25 Nov 2026 08:00:00 GMT", 0, true}, {"Wed, 25 Nov 2099 09:00:00 GMT", time.Hour, true},
		{"", 0, false}, {"-5", 0, false}, {"1e9", 0, false}, {"soon", 0, false}, {"1.5", 0, false}, {"٣", 0, false}, {"0x10", 0, false},
	} {
		if got, said := crawler.ParseRetryAfter(c.value, now); got != c.want || said != c.said {
			t.Errorf("%q: got %v, %v, want %v, %v", c.value, got, said, c.want, c.said)
		}
	}
}

// FuzzRetryAfter checks that whatever the header says is a sane time.
func FuzzRetryAfter(f *testing.F) {
	for _, s := range []string{"120", "-5", "1e9", "Wed, 25 Nov 2026 09:01:00 GMT", "99999999999999999999"} {
		f.Add(s, int64(1_800_000_000))
	}
	f.Fuzz(func(t *testing.T, value string, now int64) {
		got, said := crawler.ParseRetryAfter(value, time.Unix(now, 0))
		if got < 0 || got > time.Hour || !said && got != 0 {
			t.Errorf("%q: got %v, %v", value, got, said)
		}
	})
}

// TestRest checks what a host is owed after it was asked: the gap, or the
// Crawl-delay of its robots.txt where that is longer. The clock stands still.
func TestRest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		robots string
		want   time.Duration
	}{{"", 20 * time.Millisecond}, {"User-agent: *\nCrawl-delay: 0.03", 30 * time.Millisecond}} {
		s := newSite(t, c.robots, nil)
		options := fast()
		options.Clock, options.MinGap = newClock().Now, 20*time.Millisecond
		transport := open(t, options, crawler.TestLimits{})
		host := strings.TrimPrefix(s.URL, "http://")
		name, _, _ := strings.Cut(host, ":")
		if got := transport.Owed(host); got != 0 {
			t.Errorf("a host that was never asked is owed %v", got)
		}
		if _, err := get(t, transport, s.URL); err != nil {
			t.Fatal(err)
		}
		for _, asked := range []string{host, name, ""} {
			if got := transport.Owed(asked); got != c.want {
				t.Errorf("%q with robots.txt %q is owed %v, want %v", asked, c.robots, got, c.want)
			}
		}
		if got := transport.Owed("other.example"); got != 0 {
			t.Errorf("another host is owed %v", got)
		}
		transport.Rest(t.Context(), host)
	}
}

// TestPaceOneAtATime asks several sites that redirect to each other from many
// sides at once. No site may ever see two requests together, and nothing may
// hang.
func TestPaceOneAtATime(t *testing.T) {
	t.Parallel()
	sites := make([]*site, 4)
	for i := range sites {
		sites[i] = newSite(t, "User-agent: *\nAllow: /", nil)
	}
	for i, s := range sites {
		next := sites[(i+1)%len(sites)].URL
		s.handle = func(w http.ResponseWriter, r *http.Request) {
			runtime.Gosched()
			if hops := strings.TrimPrefix(r.URL.Path, "/"); len(hops) > 0 {
				http.Redirect(w, r, next+"/"+hops[1:], http.StatusFound)
			}
		}
	}
	transport := open(t, fast(), crawler.TestLimits{})
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() { mustGet(t, transport, sites[i%4].URL+"/"+strings.Repeat("x", i%7)) })
	}
	all.Wait()
	for i, s := range sites {
		if s.mostAtOnce() != 1 || !strings.HasPrefix(s.log(), "/robots.txt ") || strings.Count(s.log(), "/robots.txt") != 1 {
			t.Errorf("site %d: %d at once: %s", i, s.mostAtOnce(), s.log())
		}
	}
}

// TestPitfallHostsDoNotShareTheirPace: a rule of colly's is one pool for all
// hosts that it matches. Here one host that hangs holds up nobody else.
func TestPitfallHostsDoNotShareTheirPace(t *testing.T) {
	t.Parallel()
	arrived, release := make(chan struct{}), make(chan struct{})
	slow := newSite(t, "", func(http.ResponseWriter, *http.Request) {
		close(arrived)
		<-release
	})
	quick := newSite(t, "", nil)
	transport := open(t, fast(), crawler.TestLimits{})
	var waiting sync.WaitGroup
	waiting.Go(func() { mustGet(t, transport, slow.URL+"/") })
	<-arrived
	for range 5 {
		mustGet(t, transport, quick.URL+"/")
	}
	close(release)
	waiting.Wait()
}

// TestPitfallCancelEndsTheWait: colly waits for its turn whatever becomes of
// the context.
func TestPitfallCancelEndsTheWait(t *testing.T) {
	t.Parallel()
	arrived, release := make(chan struct{}), make(chan struct{})
	s := newSite(t, "", func(http.ResponseWriter, *http.Request) {
		close(arrived)
		<-release
	})
	o := fast()
	o.MinGap = 0
	o.Gap = func(host string) time.Duration { // only between the page and what follows it
		if host != "127.0.0.1" {
			t.Errorf("asked for the gap of %q", host)
		}
		return time.Nanosecond
	}
	transport := open(t, o, crawler.TestLimits{})
	var first sync.WaitGroup
	first.Go(func() { mustGet(t, transport, s.URL+"/") })
	<-arrived
	ctx, leave := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		_, err := transport.Fetch(ctx, kith.Request{URL: s.URL + "/queued"})
		ended <- err
	}()
	leave()
	if err := <-ended; !errors.Is(err, context.Canceled) || kith.CodeOf(err) != kith.CodeUnavailable {
		t.Errorf("got %v", err)
	}
	close(release)
	first.Wait()
	_, err := transport.Fetch(cancelled(t), kith.Request{URL: s.URL + "/late"})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if strings.Contains(s.log(), "queued") || strings.Contains(s.log(), "late") {
		t.Errorf("asked %s", s.log())
	}
}

// TestPaceGap checks on the side of the server that the least gap is kept, by
// each of the ways to ask for it. It can only fail by too short a gap.
func TestPaceGap(t *testing.T) {
	t.Parallel()
	const least = 60 * time.Millisecond
	for name, c := range map[string]struct {
		robots string
		o      func(*crawler.TransportOptions)
	}{
		"MinGap": {"", func(o *crawler.TransportOptions) { o.MinGap = least }},
		"MinGap over Gap": {"", func(o *crawler.TransportOptions) {
			o.MinGap, o.Gap = least, func(string) time.Duration { return time.Hour }
		}},
		"Gap":         {"", func(o *crawler.TransportOptions) { o.MinGap, o.Gap = 0, func(string) time.Duration { return least } }},
		"Crawl-delay": {"User-agent: *\nCrawl-delay: 0.06", func(*crawler.TransportOptions) {}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var mu sync.Mutex
			var starts, ends []time.Time
			s := newSite(t, c.robots, func(http.ResponseWriter, *http.Request) {
				mu.Lock()
				defer mu.Unlock()
				starts = append(starts, time.Now())
				ends = append(ends, time.Now())
			})
			o := fast()
			c.o(&o)
			transport := open(t, o, crawler.TestLimits{})
			for range 3 {
				mustGet(t, transport, s.URL+"/")
			}
			for i := 1; i < len(starts); i++ {
				if gap := starts[i].Sub(ends[i-1]); gap < least {
					t.Errorf("gap %v", gap)
				}
			}
		})
	}
}

// TestPaceLeavesAlone checks what a host gets that asks to be left alone.
func TestPaceLeavesAlone(t *testing.T) {
	t.Parallel()
	c := newClock()
	var mu sync.Mutex
	status, after := 200, ""
	s := newSite(t, "", func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if after != "" {
			w.Header().Set("Retry-After", after)
		}
		w.WriteHeader(status)
	})
	set := func(newStatus int, newAfter string) {
		mu.Lock()
		defer mu.Unlock()
		status, after = newStatus, newAfter
	}
	o := fast()
	o.Clock = c.Now
	transport := open(t, o, crawler.TestLimits{})
	mustGet(t, transport, s.URL+"/")

	step := func(newStatus int, newAfter string, away time.Duration) {
		t.Helper()
		set(newStatus, newAfter)
		if res := mustGet(t, transport, s.URL+"/"); res.Status != newStatus {
			t.Fatalf("status %d", res.Status)
		}
		if away == 0 {
			return
		}
		before := len(s.log())
		_, err := get(t, transport, s.URL+"/")
		wantError(t, err, kith.CodeUnavailable, "left alone until "+c.Now().Add(away).Format(time.RFC3339))
		if got := crawler.RetryAt(err); !got.Equal(c.Now().Add(away)) {
			t.Errorf("again at %v", got)
		}
		if len(s.log()) != before {
			t.Errorf("it was asked all the same: %s", s.log())
		}
		c.Add(away)
	}
	step(503, "120", 2*time.Minute)
	step(429, "1800", 30*time.Minute)
	step(503, "864000", time.Hour)
	step(429, c.Now().Add(100*time.Hour).Format(http.TimeFormat), time.Hour)
	step(503, "", 0)
	step(503, "-5", 0)
	step(429, "0", 0)
	step(200, "500", 0) // a success asks for nothing
	step(429, "garbage", 0)
	c.Add(30 * time.Second) // the first back-off is short enough to be waited for
	for _, seconds := range []int{60, 120, 240, 480, 600, 600} {
		step(429, "1e9", time.Duration(seconds)*time.Second)
	}
	step(200, "", 0) // forgets the strikes
	step(429, "", 0)
	c.Add(30 * time.Second)
	step(200, "", 0)

	step(429, "3000", 0)
	c.Add(-48 * time.Hour) // a clock that is set back
	_, err := get(t, transport, s.URL+"/")
	if until := crawler.RetryAt(err); until.Sub(c.Now()) != 3000*time.Second {
		t.Errorf("after the clock was set back: until %v, now %v", until, c.Now())
	}
}

// TestPaceWaitsShortWishes checks that a short wish is waited for, and that a
// fetch ends with its context meanwhile.
func TestPaceWaitsShortWishes(t *testing.T) {
	t.Parallel()
	s := newSite(t, "", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/limited" {
			w.Header().Set("Retry-After", "29")
			w.WriteHeader(http.StatusTooManyRequests)
		}
	})
	transport := open(t, fast(), crawler.TestLimits{})
	mustGet(t, transport, s.URL+"/limited")
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	_, err := transport.Fetch(ctx, kith.Request{URL: s.URL + "/next"})
	if !errors.Is(err, context.DeadlineExceeded) || strings.Contains(s.log(), "/next") {
		t.Errorf("got %v, asked %s", err, s.log())
	}
}

// TestPaceForgetsHosts checks that hosts that were asked long ago take no
// memory for ever.
func TestPaceForgetsHosts(t *testing.T) {
	t.Parallel()
	c := newClock()
	if kept := crawler.PaceHosts(c.Now, 10_000, func() { c.Add(time.Second) }); kept > 5000 {
		t.Errorf("%d hosts are kept", kept)
	}
	if kept := crawler.PaceHosts(c.Now, 6000, func() {}); kept != 6000 {
		t.Errorf("%d hosts are kept of 6000 that were just asked", kept)
	}
}

// failures are handlers that fail in every way there is.
func failures() []http.HandlerFunc {
	endless := func(w http.ResponseWriter, _ *http.Request) {
		for _, err := fmt.Fprint(w, "["); err == nil; {
			_, err = fmt.Fprint(w, strings.Repeat("endless ", 10_000))
		}
	}
	drip := func(w http.ResponseWriter, r *http.Request) {
		for kith.Sleep(r.Context(), 20*time.Millisecond) == nil {
			fmt.Fprint(w, ".")
			_ = http.NewResponseController(w).Flush()
		}
	}
	return []http.HandlerFunc{
		endless, drip,
		func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		answer([]byte("half"), "Content-Length", "1000"),
		answer([]byte("no gzip"), "Content-Encoding", "gzip"),
		answerStatus(http.StatusInternalServerError, "X-Why", "broken"),
		answerStatus(http.StatusTooManyRequests, "Retry-After", "3600"),
		redirectTo("?"), redirectTo("http://169.254.169.254/"), redirectTo("file:///etc/passwd"),
		manyHeaders(10_000),
	}
}

// TestPaceOfManyHosts fetches from many hosts, a third of which fail in every
// way at once; the healthy ones must not notice, and no host is ever asked two
// things together.
func TestPaceOfManyHosts(t *testing.T) {
	t.Parallel()
	transport := open(t, fast(), crawler.TestLimits{Body: 1 << 20})
	failing, giveUp := context.WithCancel(t.Context())
	defer giveUp()
	var healthy, sick sync.WaitGroup
	var sites []*site
	for i, fail := range failures() {
		broken := newSite(t, "User-agent: *\nDisallow: /no", fail)
		sites = append(sites, broken, newSite(t, "User-agent: *\nDisallow: /no", nil), newSite(t, "", nil))
		sick.Go(func() {
			res, err := transport.Fetch(failing, kith.Request{URL: broken.URL + "/jobs"})
			if err == nil && res.Status < 400 {
				t.Errorf("failing host %d: status %d", i, res.Status)
			}
		})
	}
	for i, s := range sites {
		for n := range 3 {
			if i%3 == 0 {
				continue
			}
			healthy.Go(func() {
				if res, err := get(t, transport, fmt.Sprintf("%s/%d", s.URL, n)); err != nil || string(res.Body) != "ok" {
					t.Errorf("a healthy host: %v", err)
				}
			})
		}
	}
	healthy.Wait() // while some of the others still hang or drip
	giveUp()
	sick.Wait()
	for i, s := range sites {
		if s.mostAtOnce() != 1 {
			t.Errorf("host %d saw %d requests at once", i, s.mostAtOnce())
		}
	}
}
