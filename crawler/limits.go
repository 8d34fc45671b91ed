package crawler

import (
	"context"
	"errors"
	"net/http"
	"time"

	"kith"
)

// limits bound what one request may cost.
type limits struct {
	dial        time.Duration // to a connection, and again to its TLS
	header      time.Duration // to the first line of the answer
	whole       time.Duration // to the last byte of it
	headerBytes int64
	body        int // unpacked, in bytes
	redirects   int
	bigBody     int // of a body that waits for its turn to be read on, in bytes
	bigTurns    int // how many such bodies are read at the same time
}

func defaultLimits() limits {
	return limits{
		dial:        10 * time.Second,
		header:      20 * time.Second,
		whole:       45 * time.Second,
		headerBytes: 256 << 10,
		body:        32 << 20,
		redirects:   10,
		bigBody:     2 << 20,
		bigTurns:    2,
	}
}

// maxRedirectBody is how much is read of the body of a redirect, which nobody
// looks at.
const maxRedirectBody = 64 << 10

// errTooSlow ends a request whose time is over.
var errTooSlow = errors.New("the time for a whole answer is over")

// limiter reads answers to the end within the limits.
type limiter struct {
	limits limits
	bodies *bodies
}

func newLimiter(l limits) *limiter {
	return &limiter{limits: l, bodies: newBodies(l)}
}

// over returns the limiter as the link before next. Its answers have no body:
// it has gone into the exchange, whole, unpacked and in UTF-8.
func (l *limiter) over(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		x := exchangeOf(req)
		x.body = nil
		// Real time: a peer that drips does so whatever clock the program has.
		ctx, cancel := context.WithCancelCause(req.Context())
		defer cancel(nil)
		timer := time.AfterFunc(l.limits.whole, func() { cancel(errTooSlow) })
		defer timer.Stop()

		res, err := next.RoundTrip(req.WithContext(ctx))
		if err == nil {
			defer res.Body.Close()
			x.body, err = l.bodies.read(ctx, body{
				response: res, path: req.URL.Path, limit: l.limitOf(x, res), cut: x.cut || isRedirect(res), timer: timer, whole: l.limits.whole,
			})
		}
		if err != nil {
			return nil, l.reason(ctx, req, err)
		}
		return bare(res, req), nil
	})
}

// limitOf returns the most bytes that are read of an answer.
func (l *limiter) limitOf(x *exchange, res *http.Response) int {
	if isRedirect(res) {
		return min(x.limit, maxRedirectBody)
	}
	return x.limit
}

// reason tells a request that ran out of time from other failures.
func (l *limiter) reason(ctx context.Context, req *http.Request, err error) error {
	if errors.Is(context.Cause(ctx), errTooSlow) {
		return kith.Errorf(kith.CodeUnavailable, "%s did not send its whole answer within %v", req.URL.Host, l.limits.whole)
	}
	return err
}

// bare returns an answer without its body. It claims to be unpacked, which it
// is, so that nothing above tries that again.
func bare(res *http.Response, req *http.Request) *http.Response {
	_ = res.Body.Close() // it was read
	res.Body, res.ContentLength, res.Uncompressed, res.Request = http.NoBody, 0, true, req
	res.Header.Del("Content-Encoding")
	res.Header.Del("Content-Length")
	return res
}

// isRedirect reports whether an answer leads elsewhere.
func isRedirect(res *http.Response) bool {
	switch res.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return res.Header.Get("Location") != ""
	default:
		return false
	}
}
