package browser_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kith"
	"kith/crawler/browser"
)

// site is a web on loopback under invented names, and the one way to it: a
// fetch that notes what it was asked for and, as the crawler does, refuses
// private addresses and follows redirects.
type site struct {
	server *httptest.Server
	client *http.Client

	mu    sync.Mutex
	asked []string       // "METHOD address", in order
	sent  []kith.Request // the same, whole
}

// newSite serves pages by "host/path". A page is HTML unless its text begins
// with a brace or its path says otherwise.
func newSite(t *testing.T, pages map[string]string) *site {
	t.Helper()
	return newSiteOf(t, func(w http.ResponseWriter, r *http.Request) {
		page, found := pages[r.Host+r.URL.Path]
		switch {
		case !found:
			http.NotFound(w, r)
			return
		case strings.HasPrefix(page, "-> "):
			http.Redirect(w, r, page[3:], http.StatusFound)
			return
		case strings.HasPrefix(page, "{"), strings.HasPrefix(page, "["):
			w.Header().Set("Content-Type", "application/json")
		case strings.HasSuffix(r.URL.Path, ".js"):
			w.Header().Set("Content-Type", "text/javascript")
		case strings.HasSuffix(r.URL.Path, ".pdf"):
			w.Header().Set("Content-Type", "application/pdf")
		default:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
		fmt.Fprint(w, page)
	})
}

func newSiteOf(t *testing.T, handler http.HandlerFunc) *site {
	t.Helper()
	s := &site{server: httptest.NewServer(handler)}
	t.Cleanup(s.server.Close)
	address := s.server.Listener.Addr().String()
	s.client = &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, address)
		},
	}}
	t.Cleanup(s.client.CloseIdleConnections)
	return s
}

// fetch is the FetchFunc of the site.
func (s *site) fetch(ctx context.Context, r kith.Request) (*kith.Response, error) {
	if r.Method == "" {
		r.Method = http.MethodGet
	}
	s.mu.Lock()
	s.asked = append(s.asked, r.Method+" "+r.URL)
	s.sent = append(s.sent, r)
	s.mu.Unlock()
	u, err := url.Parse(r.URL)
	if err != nil || !strings.HasPrefix(u.Scheme, "http") {
		return nil, kith.Errorf(kith.CodeInvalid, "%q is no address", r.URL)
	}
	if addr, err := netip.ParseAddr(u.Hostname()); err == nil || u.Hostname() == "localhost" {
		return nil, kith.Errorf(kith.CodeRefused, "%s is in a private or reserved network (%v)", u.Host, addr)
	}
	u.Scheme, u.Fragment = "http", "" // names with TLS are served without it here
	req, err := http.NewRequestWithContext(ctx, r.Method, u.String(), strings.NewReader(string(r.Body)))
	if err != nil {
		return nil, kith.Errorf(kith.CodeInvalid, "making the request: %w", err)
	}
	req.Header = r.Header.Clone()
	res, err := s.client.Do(req)
	if err != nil {
		return nil, kith.Errorf(kith.CodeUnavailable, "%s does not answer: %w", u.Host, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, kith.Errorf(kith.CodeUnavailable, "%s broke off: %w", u.Host, err)
	}
	final := *res.Request.URL
	if strings.HasPrefix(r.URL, "https:") {
		final.Scheme = "https"
	}
	return &kith.Response{Status: res.StatusCode, URL: final.String(), Header: res.Header, Body: body}, nil
}

// log returns what was asked for, sorted.
func (s *site) log() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(slices.Values(s.asked))
}

// request returns the request that was sent for an address.
func (s *site) request(t *testing.T, address string) kith.Request {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.sent {
		if r.URL == address {
			return r
		}
	}
	t.Fatalf("%s was not asked for, only %q", address, s.asked)
	return kith.Request{}
}

// newBrowser returns a browser whose every request goes to the fetch. Where
// Chromium cannot be used the test is skipped.
func newBrowser(t testing.TB, fetch kith.FetchFunc, o ...browser.Limit) *browser.Browser {
	t.Helper()
	if err := usable(); err != nil {
		t.Skipf("skipped: %v", err)
	}
	b, err := browser.New(browser.Options{Fetch: fetch, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	browser.SetLimits(b, browser.Times(5*time.Minute, time.Minute)) // the machine may be busy
	browser.SetLimits(b, o...)
	t.Cleanup(b.Close)
	return b
}

// usable says why this machine cannot run the tests: it has no Chromium, or
// does not let it have its sandbox.
var usable = sync.OnceValue(func() error {
	b, err := browser.New(browser.Options{
		Log: slog.New(slog.DiscardHandler),
		Fetch: func(_ context.Context, r kith.Request) (*kith.Response, error) {
			return &kith.Response{Status: http.StatusOK, URL: r.URL, Header: http.Header{"Content-Type": {"text/html"}}}, nil
		},
	})
	if kith.CodeOf(err) == kith.CodeNotFound {
		return err
	}
	if err == nil {
		defer b.Close()
		_, err = b.Render(context.Background(), "http://palewater.example/")
	}
	if err != nil && strings.Contains(err.Error(), "sandbox") {
		return err
	}
	return nil // other errors are those of the tests
})

// render draws an address, and fails the test when that fails.
func render(t *testing.T, b *browser.Browser, address string) *browser.Page {
	t.Helper()
	page, err := b.Render(t.Context(), address)
	if err != nil {
		t.Fatalf("rendering %s: %v", address, err)
	}
	return page
}

// wants fails the test for every text that a page lacks.
func wants(t *testing.T, page *browser.Page, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(string(page.Body), text) {
			t.Errorf("the page lacks %q:\n%.3000s", text, page.Body)
		}
	}
}
