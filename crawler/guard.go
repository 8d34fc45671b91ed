package crawler

import (
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"syscall"

	"code.dny.dev/ssrf"

	"kith"
)

// guard decides which addresses may be asked at all. Each is looked at twice:
// as it is written, by the link of the chain, which is all that can be known
// when a proxy resolves the names; and as it was resolved, when it is dialled,
// so that no name can change its mind in between.
type guard struct {
	private  []netip.Prefix // private networks that are allowed
	proxied  bool
	guardian *ssrf.Guardian
}

// publicPorts are the ports that a web server outside may be asked at.
func publicPorts() []uint16 { return []uint16{80, 443, 8080, 8443} }

func newGuard(private []netip.Prefix, proxied bool) *guard {
	return &guard{private: private, proxied: proxied, guardian: ssrf.New(ssrf.WithPorts(publicPorts()...))}
}

// over returns the guard as the link before next. It lets the address through
// in its one spelling, so that all that follows speaks of the same host.
func (g *guard) over(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		exchangeOf(req).began = true
		address, err := g.check(req.URL)
		if err != nil {
			return nil, err
		}
		if address != req.URL {
			spelt := *req
			spelt.URL, spelt.Host = address, ""
			req = &spelt
		}
		return next.RoundTrip(req)
	})
}

// check returns the address in its one spelling, or why it is refused.
func (g *guard) check(u *url.URL) (*url.URL, error) {
	if !isOneOf(u.Scheme, "http", "https") {
		return nil, refuseScheme(u.Scheme)
	}
	host, addr, err := canonicalHost(u.Hostname())
	if err != nil {
		return nil, kith.Errorf(kith.CodeInvalid, "%q is no host that can be asked: %w", u.Hostname(), err)
	}
	anyPort, err := g.checkHost(host, addr)
	if err != nil {
		return nil, err
	}
	if !anyPort && !isPublicPort(u) {
		return nil, refusePort(u.Host)
	}
	if host == u.Hostname() {
		return u, nil
	}
	spelt := *u
	if addr.Is6() {
		host = "[" + host + "]"
	}
	spelt.Host = host
	if port := u.Port(); port != "" {
		spelt.Host += ":" + port
	}
	return &spelt, nil
}

// checkHost refuses private addresses and the names of local machines, and
// reports whether the host may be asked at any port.
func (g *guard) checkHost(host string, addr netip.Addr) (anyPort bool, err error) {
	switch {
	case addr.IsValid() && g.allows(addr):
		return true, nil
	case addr.IsValid() && g.guardian.SafeAddr(addr) != nil:
		return false, refusePrivate(host)
	case addr.IsValid():
		return false, nil
	case isLocalName(host) && len(g.private) == 0:
		return false, refusePrivate(host)
	case isLocalName(host) && g.proxied:
		return g.allowsLoopback(), g.refuseUnlessLoopback(host)
	default:
		// A name may stand for a machine in an allowed network. Unless a proxy
		// resolves it, the dial will tell.
		return len(g.private) > 0 && !g.proxied, nil
	}
}

// refuseUnlessLoopback refuses a local name that a proxy would resolve, unless
// the loopback network is allowed.
func (g *guard) refuseUnlessLoopback(host string) error {
	if g.allowsLoopback() {
		return nil
	}
	return refusePrivate(host)
}

func (g *guard) allowsLoopback() bool {
	return g.allows(netip.AddrFrom4([4]byte{127, 0, 0, 1})) || g.allows(netip.IPv6Loopback())
}

// allows reports whether an address is in a private network that is allowed.
func (g *guard) allows(addr netip.Addr) bool {
	addr = addr.Unmap()
	return slices.ContainsFunc(g.private, func(p netip.Prefix) bool { return p.Contains(addr) })
}

// control refuses to dial an address that no request of ours has to reach. It
// is called with the address that a name resolved to.
func (g *guard) control(network, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	switch {
	case err == nil && g.allows(to.Addr()):
		return nil
	case err != nil || g.guardian.SafeAddr(to.Addr()) != nil:
		return refusePrivate(address)
	case g.guardian.Safe(network, address, nil) != nil:
		return refusePort(address)
	default:
		return nil
	}
}

func isPublicPort(u *url.URL) bool {
	if u.Port() == "" {
		return true
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	return err == nil && slices.Contains(publicPorts(), uint16(port))
}

func refusePrivate(host string) error {
	return kith.Errorf(kith.CodeRefused,
		"%s is in a private or reserved network, which is not visited; the setting allow_private names networks that may be", host)
}

func refusePort(host string) error {
	return kith.Errorf(kith.CodeRefused, "%s is not visited: only the ports 80, 443, 8080 and 8443 are", host)
}

func refuseScheme(scheme string) error {
	return kith.Errorf(kith.CodeRefused, "addresses that begin with %s: are not visited, only http: and https: are", scheme)
}
