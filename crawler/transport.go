package crawler

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/gocolly/colly/v2"

	"kith"
)

// TransportOptions are the choices of NewTransport.
type TransportOptions struct {
	Clock kith.Clock
	Log   *slog.Logger
	// Proxy is the only proxy that is used, nil for none. The environment's
	// is ignored: the address guard cannot see through it.
	Proxy *url.URL
	// RootCAs is what certificates are checked against, nil for the machine's
	// own.
	RootCAs *x509.CertPool
	// AllowPrivate lists private networks that may be visited all the same.
	AllowPrivate []netip.Prefix
	UserAgent    string // "kith" when empty
	// MinGap is the least time between the end of a request to a host and the
	// start of the next. When it is above 0 it replaces Gap; a longer
	// Crawl-delay or Retry-After of the host still holds.
	MinGap time.Duration
	// Gap tells the gap of a host name; nil means a second for every host.
	Gap func(host string) time.Duration
}

// Transport sends every request of the program to the outside. Its methods
// may be called from several goroutines.
type Transport struct {
	base      *http.Transport
	collector *colly.Collector // never used itself, only cloned
	limits    limits
	pace      *pace
	closing   context.Context // done once Close is called
	close     context.CancelFunc
}

// NewTransport puts the transport together. A request passes, for itself and
// for each redirect anew: the guard (is the address one that may be asked?),
// robots.txt (does the site allow it?), the pace (is it time?), the headers
// and the limits on time and size, and last the guard at dial time, which
// sees the address that a name resolved to.
func NewTransport(o TransportOptions) (*Transport, error) {
	return newTransport(o, defaultLimits())
}

// newTransport is NewTransport with limits that a test can make small.
func newTransport(o TransportOptions, l limits) (*Transport, error) {
	if o.Clock == nil || o.Log == nil {
		return nil, kith.Errorf(kith.CodeInternal, "the transport needs a clock and a logger")
	}
	if o.Proxy != nil && (o.Proxy.Host == "" || !isOneOf(o.Proxy.Scheme, "http", "https", "socks5")) {
		return nil, kith.Errorf(kith.CodeInvalid, "the proxy %s is no address such as http://proxy.example:3128", o.Proxy.Redacted())
	}
	if o.UserAgent == "" {
		o.UserAgent = productToken
	}
	t := &Transport{limits: l}
	t.closing, t.close = context.WithCancel(context.Background())
	guard := newGuard(o.AllowPrivate, o.Proxy != nil)
	t.base = newBase(o, l, guard)

	sent := logged(o.Clock, o.Log, newLimiter(l).over(t.base))
	t.pace = newPace(o)
	paced := t.pace.over(headers(o.UserAgent, sent))
	robots := newRobots(o.Clock, guard.over(paced), o.Proxy != nil)
	t.collector = newCollector(guard.over(robots.over(paced)), l.redirects)
	return t, nil
}

// newBase returns the link that dials. With a proxy only the proxy is dialled,
// and its address is the user's own choice; without one every address passes
// the guard at the moment of the dial.
func newBase(o TransportOptions, l limits, g *guard) *http.Transport {
	dialer := &net.Dialer{Timeout: l.dial, KeepAlive: 30 * time.Second}
	base := &http.Transport{
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{RootCAs: o.RootCAs, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    l.dial,
		ResponseHeaderTimeout:  l.header,
		MaxResponseHeaderBytes: l.headerBytes,
		DisableCompression:     true, // the limiter unpacks, so that the limit holds for what is unpacked
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           256,
		MaxIdleConnsPerHost:    1, // a host is asked one thing at a time
		IdleConnTimeout:        90 * time.Second,
	}
	if o.Proxy != nil {
		base.Proxy = http.ProxyURL(o.Proxy)
		base.MaxIdleConnsPerHost = 16 // without TLS all hosts share the connections to the proxy
	} else {
		dialer.Control = g.control
	}
	return base
}

// Fetch sends a request and reads its answer to the end. It keeps the contract
// of kith.FetchFunc.
func (t *Transport) Fetch(ctx context.Context, r kith.Request) (*kith.Response, error) {
	address, err := parseAddress(r.URL)
	if err != nil {
		return nil, err
	}
	if t.closing.Err() != nil {
		return nil, kith.Errorf(kith.CodeUnavailable, "%s was not asked: kith is stopping", address.Host)
	}
	sending, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(t.closing, cancel)()

	x := &exchange{validators: r.Validators, limit: t.limits.body}
	res, err := t.send(withExchange(sending, x), address, r)
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return nil, kith.Errorf(kith.CodeUnavailable, "the request to %s was cut off: %w", address.Host, ctx.Err())
	case !x.began:
		return nil, kith.Errorf(kith.CodeInvalid, "%q is no address that can be asked: %w", address.Redacted(), err)
	default:
		return nil, explain(address.Host, err)
	}
	res.Body = x.body
	return res, nil
}

// Rest waits until the gap after the last request to a host is over, or to
// every host when host is "". Whoever hands a host on to another process,
// which cannot know when it was asked last, rests first. The end of ctx cuts
// it short.
func (t *Transport) Rest(ctx context.Context, host string) {
	_ = sleep(ctx, t.pace.owed(hostFits(host))) // cut short is what the caller wanted then
}

// hostFits returns what tells the keys of a host with any port; every key is
// one of "".
func hostFits(host string) func(key string) bool {
	return func(key string) bool {
		return host == "" || key == host || strings.HasPrefix(key, host+":")
	}
}

// Close ends what is under way and closes the connections. A closed transport
// answers every Fetch with an error.
func (t *Transport) Close() {
	t.close()
	t.base.CloseIdleConnections()
}

// maxAddress is the longest address that is asked, in bytes.
const maxAddress = 8 << 10

// parseAddress reads the address of a request.
func parseAddress(text string) (*url.URL, error) {
	if len(text) > maxAddress {
		return nil, kith.Errorf(kith.CodeInvalid, "the address %.60s… is longer than %d bytes", text, maxAddress)
	}
	address, err := url.Parse(strings.TrimSpace(text))
	if err != nil {
		return nil, kith.Errorf(kith.CodeInvalid, "%q is no address: %w", text, err)
	}
	address.Scheme = strings.ToLower(address.Scheme)
	switch {
	case address.Scheme == "":
		return nil, kith.Errorf(kith.CodeInvalid, "%q is no address; it should begin with https://", text)
	case !isOneOf(address.Scheme, "http", "https"):
		return nil, refuseScheme(address.Scheme)
	case address.Hostname() == "":
		return nil, kith.Errorf(kith.CodeInvalid, "%q is no address: it names no host", text)
	}
	address.Fragment, address.RawFragment = "", ""
	address.User = nil // names and passwords in an address are not sent
	return address, nil
}

func isOneOf(value string, choices ...string) bool {
	for _, choice := range choices {
		if value == choice {
			return true
		}
	}
	return false
}
