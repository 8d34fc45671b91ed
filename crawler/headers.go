package crawler

import (
	"log/slog"
	"net/http"

	"kith"
)

// headers returns the link that sets the headers that are the same for every
// request, and those that make it conditional (RFC 9110 section 13). The
// validators are sent back byte for byte, through redirects too: they belong
// to the document at the end of the way, and a redirect does not look at them.
func headers(userAgent string, next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		x := exchangeOf(req)
		sent := *req
		sent.Header = req.Header.Clone()
		sent.Header.Set("User-Agent", userAgent)
		sent.Header.Set("Accept-Encoding", "gzip")
		if x.validators.ETag != "" {
			sent.Header.Set("If-None-Match", x.validators.ETag)
		}
		if x.validators.LastModified != "" {
			sent.Header.Set("If-Modified-Since", x.validators.LastModified)
		}
		return next.RoundTrip(&sent)
	})
}

// logged returns the link that writes a line for each request that is really
// sent, robots.txt and redirects too, at the level of debugging.
func logged(clock kith.Clock, log *slog.Logger, next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		ctx := req.Context()
		if !log.Enabled(ctx, slog.LevelDebug) {
			return next.RoundTrip(req)
		}
		begin := clock()
		res, err := next.RoundTrip(req)
		line := []any{"method", req.Method, "url", req.URL.Redacted(), "took", clock().Sub(begin)}
		if err != nil {
			line = append(line, "failed", err.Error())
		} else {
			line = append(line, "status", res.StatusCode, "bytes", len(exchangeOf(req).body))
		}
		log.DebugContext(ctx, "request", line...)
		return res, err
	})
}
