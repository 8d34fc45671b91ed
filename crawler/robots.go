package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"kith"
)

// How long what is known of a robots.txt holds.
const (
	robotsTTL     = 24 * time.Hour // RFC 9309 section 2.4
	robotsRetry   = 10 * time.Second
	robotsLongest = time.Hour
)

// maxRobotsRedirects is how many redirects of a robots.txt are followed
// (RFC 9309 section 2.3.1.2).
const maxRobotsRedirects = 5

// robots asks the robots.txt of a host before anything else of it.
type robots struct {
	clock   kith.Clock
	fetch   http.RoundTripper // through the guard and the pace, without robots.txt
	proxied bool
	cache   *robotsCache
}

// robotsEntry is what is known of one robots.txt. Where it could not be read
// everything is forbidden (section 2.3.1.4), until it is asked for again.
type robotsEntry struct {
	rules   robotsRules
	problem *robotsProblem // nil where it could be read, or there is none
	read    time.Time
	expires time.Time
	tries   int // that failed in a row
}

// robotsProblem is why a robots.txt could not be read.
type robotsProblem struct {
	code kith.Code // refused when the host answered, unavailable when it did not
	text string
}

func newRobots(clock kith.Clock, fetch http.RoundTripper, proxied bool) *robots {
	return &robots{clock: clock, fetch: fetch, proxied: proxied, cache: newRobotsCache()}
}

// over returns robots as the link before next.
func (r *robots) over(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		if req.URL.Path == "/robots.txt" {
			return next.RoundTrip(req)
		}
		entry, err := r.of(req.Context(), req.URL)
		if err != nil {
			return nil, err
		}
		if err := entry.check(req.URL); err != nil {
			return nil, err
		}
		exchangeOf(req).crawlDelay = entry.rules.delay
		return next.RoundTrip(req)
	})
}

// check returns an error when the address may not be read.
func (e *robotsEntry) check(u *url.URL) error {
	if e.problem != nil {
		return &kith.Error{
			Code:    e.problem.code,
			Message: fmt.Sprintf("robots.txt of %s %s, so nothing else is read there until it does answer", u.Host, e.problem.text),
			Err:     &laterError{until: e.expires},
		}
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + u.RawQuery
	}
	if !e.rules.allows(path) {
		return kith.Errorf(kith.CodeRefused, "robots.txt of %s does not let kith read %s", u.Host, u.Path)
	}
	return nil
}

// of returns what is known of the robots.txt of a host, reading it when it is
// unknown or old. Of several who want it at the same time one reads it.
func (r *robots) of(ctx context.Context, u *url.URL) (*robotsEntry, error) {
	key := u.Scheme + "://" + u.Host
	for {
		known, loading := r.cache.get(key)
		if loading != nil {
			select {
			case <-loading:
				continue
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
		now := r.clock()
		if known != nil && !now.Before(known.read) && now.Before(known.expires) {
			return known, nil
		}
		if !r.cache.claim(key) {
			continue
		}
		return r.fill(ctx, key, u, known)
	}
}

// fill reads a robots.txt for all who wait for it.
func (r *robots) fill(ctx context.Context, key string, u *url.URL, before *robotsEntry) (entry *robotsEntry, err error) {
	defer func() { r.cache.fill(key, entry) }()
	return r.load(ctx, u, before)
}

// load reads a robots.txt. It returns an error, and nothing to remember, when
// the request was never sent or was cut off by us.
func (r *robots) load(ctx context.Context, u *url.URL, before *robotsEntry) (*robotsEntry, error) {
	content, problem, err := r.download(ctx, u)
	if err != nil {
		return nil, err
	}
	now := r.clock()
	entry := &robotsEntry{problem: problem, read: now, expires: now.Add(robotsTTL)}
	if problem == nil {
		entry.rules = parseRobots(content)
		return entry, nil
	}
	if before != nil {
		entry.tries = before.tries
	}
	entry.expires = now.Add(min(robotsRetry<<min(entry.tries, 10), robotsLongest))
	entry.tries++
	return entry, nil
}

// download fetches a robots.txt and follows its redirects. No content means
// that everything is allowed.
func (r *robots) download(ctx context.Context, u *url.URL) ([]byte, *robotsProblem, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for range maxRobotsRedirects + 1 {
		x := &exchange{limit: maxRobots, cut: true}
		req, err := http.NewRequestWithContext(withExchange(ctx, x), http.MethodGet, at.String(), nil)
		if err != nil {
			return nil, nil, fmt.Errorf("asking for robots.txt: %w", err)
		}
		req.Header.Set("Accept", "text/plain, */*;q=0.5")
		res, err := r.fetch.RoundTrip(req)
		if err != nil {
			problem, err := r.judgeFailure(ctx, at.Host, err)
			return nil, problem, err
		}
		_ = res.Body.Close() // it was read already
		if !isRedirect(res) {
			return x.body, r.judge(res), nil
		}
		if at, err = at.Parse(res.Header.Get("Location")); err != nil {
			return nil, nil, nil //nolint:nilerr // it leads nowhere: there is no robots.txt
		}
		at.Fragment = ""
	}
	return nil, nil, nil // too many redirects: as if there were none
}

// judge says whether an answer in place of a robots.txt forbids everything.
// Any 4xx means that there is none (section 2.3.1.3), but for the one that
// says that we ask too much.
func (r *robots) judge(res *http.Response) *robotsProblem {
	status := res.StatusCode
	answered := fmt.Sprintf("answers %d %s", status, http.StatusText(status))
	switch {
	case r.proxied && res.Request.URL.Scheme == "http" && (status == http.StatusBadGateway || status == http.StatusGatewayTimeout):
		return &robotsProblem{kith.CodeUnavailable, answered} // the proxy did not reach the host
	case status == http.StatusTooManyRequests, status >= 500:
		return &robotsProblem{kith.CodeRefused, "did not answer (it " + answered + ")"}
	default:
		return nil
	}
}

// judgeFailure tells a host that does not answer from a request that was never
// sent: the guard refused, the host had asked to be left alone, or whoever
// wanted the answer is gone.
func (r *robots) judgeFailure(ctx context.Context, host string, err error) (*robotsProblem, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	err = explain(host, err)
	if code := kith.CodeOf(err); code != kith.CodeUnavailable && code != kith.CodeTooLarge || !retryAt(err).IsZero() {
		return nil, err
	}
	var said *kith.Error
	if !errors.As(err, &said) {
		return nil, err
	}
	return &robotsProblem{kith.CodeUnavailable, "could not be fetched (" + said.Message + ")"}, nil
}
