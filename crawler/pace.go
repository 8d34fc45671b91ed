package crawler

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"time"

	"kith"
)

// The pace where neither the settings nor the host say otherwise.
const (
	defaultGap    = time.Second
	maxWait       = 30 * time.Second // longer than that nobody waits; the fetch fails at once
	firstBackoff  = 30 * time.Second // after a 429 that does not say how long
	maxBackoff    = 10 * time.Minute
	maxCrawlDelay = time.Minute // a longer one is taken as this one
)

// pace lets one request at a time go to a host, and leaves a gap between the
// end of one and the start of the next. A host is a host name with its port.
// Each redirect takes its turn at its own host after the request before it has
// ended, so that two hosts that redirect to each other cannot block each other.
type pace struct {
	clock  kith.Clock
	minGap time.Duration
	gap    func(host string) time.Duration

	mu    sync.Mutex // guards hosts and everything in them but the turns
	hosts map[string]*hostPace
	sweep int // the number of hosts at which idle ones are forgotten
}

// hostPace is what is remembered of one host.
type hostPace struct {
	turn  chan struct{} // holds a value while a request is under way
	users int           // who hold the turn or wait for it
	ended time.Time     // the last request
	gap   time.Duration // that it is owed from then on

	asked   time.Duration // how long to stay away, at the host's own wish
	until   time.Time     // the end of that
	strikes int           // answers of 429 in a row that did not say how long
}

func newPace(o TransportOptions) *pace {
	gap := o.Gap
	if gap == nil {
		gap = func(string) time.Duration { return defaultGap }
	}
	return &pace{clock: o.Clock, minGap: o.MinGap, gap: gap, hosts: map[string]*hostPace{}, sweep: 4096}
}

// over returns the pace as the link before next. The turn is given back when
// next has read the answer to its end.
func (p *pace) over(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		h := p.enter(hostKey(req.URL))
		defer p.leave(h)
		if err := p.takeTurn(req, h); err != nil {
			return nil, err
		}
		defer p.giveTurn(h, p.gapOf(req))
		res, err := next.RoundTrip(req)
		if err == nil {
			p.heed(h, res)
		}
		return res, err
	})
}

// enter returns what is known of a host, and keeps it from being forgotten
// until leave.
func (p *pace) enter(key string) *hostPace {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.hosts[key]
	if h == nil {
		p.forgetIdle()
		h = &hostPace{turn: make(chan struct{}, 1)}
		p.hosts[key] = h
	}
	h.users++
	return h
}

func (p *pace) leave(h *hostPace) {
	p.mu.Lock()
	defer p.mu.Unlock()
	h.users--
}

// forgetIdle drops the hosts to which nothing is owed any more, when there are
// many. p.mu is held.
func (p *pace) forgetIdle() {
	if len(p.hosts) < p.sweep {
		return
	}
	now := p.clock()
	for key, h := range p.hosts {
		if h.users == 0 && h.strikes == 0 && now.After(h.until) && now.Sub(h.ended) > maxCrawlDelay {
			delete(p.hosts, key)
		}
	}
	p.sweep = max(4096, 2*len(p.hosts))
}

// takeTurn waits until a request may be sent to its host.
func (p *pace) takeTurn(req *http.Request, h *hostPace) error {
	ctx := req.Context()
	if _, err := p.wait(req, h); err != nil {
		return err // without queueing up first
	}
	select {
	case h.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	wait, err := p.wait(req, h)
	if err == nil {
		err = sleep(ctx, wait)
	}
	if err != nil {
		<-h.turn
	}
	return err
}

// sleep waits, and costs nothing where there is nothing to wait for.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	return kith.Sleep(ctx, d)
}

// giveTurn ends a request: the gap begins.
func (p *pace) giveTurn(h *hostPace, gap time.Duration) {
	p.mu.Lock()
	h.ended, h.gap = p.clock(), gap
	p.mu.Unlock()
	<-h.turn
}

// wait returns how long a request has to wait for its host still. A clock that
// was set back never makes that longer than the host was promised.
func (p *pace) wait(req *http.Request, h *hostPace) (time.Duration, error) {
	gap := p.gapOf(req)
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.clock()
	var wait time.Duration
	if !h.ended.IsZero() {
		wait = min(h.ended.Add(gap).Sub(now), gap)
	}
	away := min(h.until.Sub(now), h.asked)
	if away > maxWait {
		return 0, &kith.Error{
			Code:    kith.CodeUnavailable,
			Message: req.URL.Host + " asked to be left alone until " + now.Add(away).UTC().Format(time.RFC3339),
			Err:     &laterError{until: now.Add(away)},
		}
	}
	return max(wait, away), nil
}

// gapOf returns the least time between two requests to the host of req.
func (p *pace) gapOf(req *http.Request) time.Duration {
	gap := p.minGap
	if gap <= 0 {
		gap = p.gap(req.URL.Hostname())
	}
	return max(gap, exchangeOf(req).crawlDelay)
}

// heed remembers for how long an answer asks to be left alone.
func (p *pace) heed(h *hostPace, res *http.Response) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.clock()
	away, said := retryAfterOf(res.StatusCode, res.Header, now)
	switch {
	case said:
		h.strikes = 0
	case res.StatusCode == http.StatusTooManyRequests:
		away = min(firstBackoff<<min(h.strikes, 10), maxBackoff)
		h.strikes++
	default:
		h.strikes = 0
	}
	if away > 0 {
		h.asked, h.until = away, now.Add(away)
	}
}

// owed returns how long it is until nothing is owed any more to the hosts that
// fit, at most a minute.
func (p *pace) owed(fits func(key string) bool) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.clock()
	var longest time.Duration
	for key, h := range p.hosts {
		if !h.ended.IsZero() && fits(key) {
			longest = max(longest, min(h.ended.Add(h.gap).Sub(now), h.gap))
		}
	}
	return longest
}

// hostKey returns the name of a host with its port.
func hostKey(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Host
	case u.Scheme == "https":
		return u.Host + ":443"
	default:
		return u.Host + ":80"
	}
}
