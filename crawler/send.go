package crawler

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"

	"github.com/gocolly/colly/v2"

	"kith"
)

// newCollector returns the collector that every fetch clones. Whatever colly
// keeps between requests is off, since it would pile up in a program that
// polls for months: the set of visited addresses, cookies, its cache and its
// rules of pace. Its reading of robots.txt is off because ours is a link of
// the chain, where it sees redirects too.
func newCollector(chain http.RoundTripper, redirects int) *colly.Collector {
	c := colly.NewCollector()
	// Set after the making, which obeys COLLY_* of the environment.
	c.Async, c.CacheDir, c.MaxDepth, c.MaxRequests = false, "", 0, 0
	c.AllowURLRevisit, c.IgnoreRobotsTxt, c.ParseHTTPErrorResponse = true, true, true
	c.MaxBodySize = 0 // a body is bounded by the limiter, with an error and not by a silent cut
	c.DetectCharset, c.CheckHead, c.TraceHTTP = false, false, false
	c.AllowedDomains, c.DisallowedDomains = nil, nil
	c.DisableCookies()
	c.WithTransport(chain)
	c.SetRequestTimeout(0) // the limits time each request, without the waiting for its turn
	c.SetRedirectHandler(followRedirects(redirects))
	return c
}

// followRedirects returns the rule by which redirects are followed: most of
// them at most, and none that leads back to where the way has been.
func followRedirects(most int) func(*http.Request, []*http.Request) error {
	return func(req *http.Request, via []*http.Request) error {
		if len(via) > most {
			return kith.Errorf(kith.CodeUnavailable, "%s redirected more than %d times", via[0].URL.Host, most)
		}
		for _, past := range via {
			if past.Method == req.Method && past.URL.String() == req.URL.String() {
				return kith.Errorf(kith.CodeUnavailable, "%s redirects in a loop", via[0].URL.Host)
			}
		}
		req.URL.User = nil // nor is a password sent that a redirect brings
		if req.URL.Host != via[len(via)-1].URL.Host {
			req.Header.Del("Authorization")
		}
		return nil
	}
}

// send has colly send a request, follow its redirects and report the answer.
// The body is not in it: the limiter has put it into the exchange, so that it
// is in memory once.
func (t *Transport) send(ctx context.Context, address *url.URL, r kith.Request) (*kith.Response, error) {
	c := t.collector.Clone()
	c.Context = ctx
	var answer *kith.Response
	c.OnResponse(func(res *colly.Response) {
		answer = &kith.Response{Status: res.StatusCode, URL: res.Request.URL.String(), Header: *res.Headers}
	})
	header := r.Header.Clone()
	if header == nil {
		header = http.Header{}
	}
	header.Del("Host") // the address says which host it is
	method := r.Method
	if method == "" {
		method = http.MethodGet
	}
	var body io.Reader
	if len(r.Body) > 0 {
		body = bytes.NewReader(r.Body)
	}
	if err := c.Request(method, address.String(), body, nil, header); err != nil {
		return nil, err
	}
	return answer, nil
}
