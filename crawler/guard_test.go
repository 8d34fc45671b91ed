package crawler_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"kith"
	"kith/crawler"
)

// TestCanonicalHost checks the one spelling of hosts.
func TestCanonicalHost(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ host, want string }{
		{"example.com", "example.com"}, {"EXAMPLE.com.", "example.com"}, {"bücher.example", "xn--bcher-kva.example"},
		{"under_score.example", "under_score.example"}, {"a-.example", "a-.example"}, {"ｅｘａｍｐｌｅ。com", "example.com"},
		{"127.0.0.1", "127.0.0.1"}, {"①②⑦.0.0.1", "127.0.0.1"}, {"１２７.０.０.１", "127.0.0.1"}, {"0", "0.0.0.0"},
		{"127.1", "127.0.0.1"}, {"127.0.1", "127.0.0.1"}, {"2130706433", "127.0.0.1"}, {"0x7f000001", "127.0.0.1"},
		{"0X7F.1", "127.0.0.1"}, {"0177.0.0.1", "127.0.0.1"}, {"0x7f.0.0.0x1", "127.0.0.1"}, {"127.0.0.1.", "127.0.0.1"},
		{"017700000001", "127.0.0.1"}, {"0x", "0.0.0.0"}, {"1.1.1.1", "1.1.1.1"}, {"4294967295", "255.255.255.255"},
		{"::1", "::1"}, {"::ffff:7f00:1", "::ffff:127.0.0.1"}, {"0:0:0:0:0:0:0:1", "::1"}, {"a.0x1g", "a.0x1g"},
		{"", ""}, {".", ""}, {"..", ""}, {"a..b", ""}, {"1.2.3.4.5", ""}, {"256.1.1.1", ""}, {"4294967296", ""}, {"09.0.0.1", ""},
		{"a.09", ""}, {"fe80::1%eth0", ""}, {"a b", ""}, {"a%2eb", ""}, {"a/b", ""}, {strings.Repeat("a.", 130) + "com", ""},
		{"xn--a", "xn--a"}, {"99999999999999999999999", ""},
	} {
		got, addr, err := crawler.CanonicalHost(c.host)
		if got != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%q: got %q, %v, want %q", c.host, got, err, c.want)
		}
		if err == nil && addr.IsValid() != (strings.Trim(got, "0123456789abcdef.:") == "") {
			t.Errorf("%q: address %v", c.host, addr)
		}
	}
}

// FuzzCanonicalHost checks that a spelling is stable and that nothing that
// reads as an address passes as a name.
func FuzzCanonicalHost(f *testing.F) {
	for _, s := range []string{"example.com", "127.1", "①②⑦.0.0.1", "0x7f.1", "::1", "a.b.", "xn--bcher-kva.example"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, host string) {
		once, addr, err := crawler.CanonicalHost(host)
		if err != nil {
			return
		}
		twice, again, err := crawler.CanonicalHost(once)
		if err != nil || twice != once || again != addr {
			t.Errorf("%q: %q, then %q, %v", host, once, twice, err)
		}
		if _, err := netip.ParseAddr(once); err == nil && !addr.IsValid() {
			t.Errorf("%q is the name %q, which is an address", host, once)
		}
	})
}

// privateHosts are spellings of hosts that nobody outside may make us ask.
func privateHosts() []string {
	return []string{
		"127.0.0.1", "localhost", "LOCALHOST", "localhost.", "a.localhost", "[::1]", "[::ffff:7f00:1]", "[::ffff:127.0.0.1]", "[::]",
		"①②⑦.0.0.1", "１２７.０.０.１", "0", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "127.0.0.1.",
		"169.254.169.254", "[fd00:ec2::254]", "100.100.100.200", "100.64.0.1", "198.18.0.1", "240.0.0.1", "0.1.2.3",
		"[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001::1]", "[fec0::1]", "[5f00::1]", "[fe80::1]", "[ff02::1]",
		"10.0.0.1", "172.16.0.1", "192.168.1.1", "192.0.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "255.255.255.255",
		"metadata.google.internal", "printer.local", "router.home.arpa", "intranet", "localhost.localdomain",
	}
}

// TestGuardRefusesPrivate checks every spelling, with and without a proxy. The
// proxy must not be asked at all.
func TestGuardRefusesPrivate(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	proxy := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	t.Cleanup(proxy.Close)
	for name, proxied := range map[string]bool{"direct": false, "proxy": true} {
		t.Run(name, func(t *testing.T) {
			o := fast()
			o.AllowPrivate = nil
			if proxied {
				o.Proxy = mustParse(t, proxy.URL)
			}
			transport := open(t, o, crawler.TestLimits{})
			for _, host := range privateHosts() {
				for _, scheme := range []string{"http", "https"} {
					_, err := get(t, transport, scheme+"://"+host+"/latest/meta-data/")
					wantError(t, err, kith.CodeRefused, "private")
				}
			}
			_, err := get(t, transport, proxy.URL) // the proxy as a target is no exception
			wantError(t, err, kith.CodeRefused, "private")
		})
	}
	if asked.Load() > 0 {
		t.Errorf("%d requests reached a private address or the proxy", asked.Load())
	}
}

// TestGuardRefusesAddresses checks schemes, ports and what is no address.
func TestGuardRefusesAddresses(t *testing.T) {
	t.Parallel()
	o := fast()
	o.AllowPrivate = nil
	transport := open(t, o, crawler.TestLimits{})
	for _, c := range []struct {
		address string
		code    kith.Code
		words   string
	}{
		{"file:///etc/passwd", kith.CodeRefused, "only http: and https:"},
		{"gopher://example.com/", kith.CodeRefused, "only http: and https:"},
		{"javascript:alert(1)", kith.CodeRefused, "only http: and https:"},
		{"http://example.com:22/", kith.CodeRefused, "ports"},
		{"http://example.com:25/", kith.CodeRefused, "ports"},
		{"http://example.com:6379/", kith.CodeRefused, "ports"},
		{"https://example.com:0/", kith.CodeRefused, "ports"},
		{"http://8.8.8.8:53/", kith.CodeRefused, "ports"},
		{"http://user:secret@127.0.0.1/", kith.CodeRefused, "private"},
		{"http://example.com@127.0.0.1/", kith.CodeRefused, "private"},
		{"", kith.CodeInvalid, "no address"},
		{"example.com/jobs", kith.CodeInvalid, "https://"},
		{"https://", kith.CodeInvalid, "names no host"},
		{"http:///path", kith.CodeInvalid, "names no host"},
		{"http://exa mple.com/", kith.CodeInvalid, "no address"},
		{"http://[::1", kith.CodeInvalid, "no address"},
		{"http://1.2.3.4.5/", kith.CodeInvalid, "no address"},
		{"http://example.com:99999/", kith.CodeInvalid, "no address"},
		{"http://example.com/\x00", kith.CodeInvalid, "no address"},
		{"http://example.com/" + strings.Repeat("a", 9000), kith.CodeInvalid, "longer than"},
	} {
		_, err := get(t, transport, c.address)
		wantError(t, err, c.code, c.words)
	}
}

// TestGuardAtDial checks that a name is judged by what it resolves to.
func TestGuardAtDial(t *testing.T) {
	t.Parallel()
	s := newSite(t, "", nil)
	_, port, _ := strings.Cut(strings.TrimPrefix(s.URL, "http://"), ":")
	o := fast()
	o.AllowPrivate = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")} // so that names are let through to the dial
	_, err := get(t, open(t, o, crawler.TestLimits{}), "http://localhost:"+port+"/")
	wantError(t, err, kith.CodeRefused, "private")
	if s.log() != "" {
		t.Errorf("the site was asked: %s", s.log())
	}
	o.AllowPrivate = append(loopback(), netip.MustParsePrefix("::1/128"))
	if res := mustGet(t, open(t, o, crawler.TestLimits{}), "http://localhost:"+port+"/"); string(res.Body) != "ok" {
		t.Errorf("got %q", res.Body)
	}
}

// TestPitfallRedirectsAreChecked: colly checks neither the guard nor
// robots.txt on the way of a redirect.
func TestPitfallRedirectsAreChecked(t *testing.T) {
	t.Parallel()
	closed := newSite(t, "User-agent: *\nDisallow: /", nil)
	for _, c := range []struct{ to, words string }{
		{"http://169.254.169.254/latest/meta-data/", "private"}, {"http://0x7f000001:1/", "allow_private"},
		{"http://[::1]/", "private"}, {"http://①②⑦.0.0.1/", "private"}, {"file:///etc/passwd", "only http: and https:"},
		{"gopher://example.com/", "only http: and https:"}, {"http://93.184.216.34:22/", "ports"}, {"http://93.184.216.34:6379/", "ports"},
		{closed.URL + "/x", "robots.txt"},
	} {
		o := fast()
		o.AllowPrivate = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
		if c.words == "allow_private" || strings.Contains(c.to, "①") { // by themselves these are the allowed address
			c.to = strings.NewReplacer("0x7f000001", "0x7f000002", "0.0.1/", "0.0.2/").Replace(c.to)
		}
		from := newSite(t, "", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", c.to)
			w.WriteHeader(http.StatusFound)
		})
		_, err := get(t, open(t, o, crawler.TestLimits{}), from.URL+"/jobs")
		wantError(t, err, kith.CodeRefused, c.words)
	}
	if closed.log() != "/robots.txt" {
		t.Errorf("the closed site was asked %s", closed.log())
	}
}

// TestEnvironmentProxyIsIgnored cannot run beside others: it sets the
// environment.
func TestEnvironmentProxyIsIgnored(t *testing.T) {
	var asked atomic.Int64
	proxy := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer proxy.Close()
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY"} {
		t.Setenv(name, proxy.URL)
	}
	t.Setenv("COLLY_MAX_BODY_SIZE", "3") // colly obeys these by itself
	t.Setenv("COLLY_DISALLOWED_DOMAINS", "127.0.0.1")
	t.Setenv("COLLY_CACHE_DIR", t.TempDir())
	s := newSite(t, "", nil)
	_, port, _ := strings.Cut(strings.TrimPrefix(s.URL, "http://"), ":")
	transport := open(t, fast(), crawler.TestLimits{})
	for _, host := range []string{"127.0.0.1", "localhost"} {
		if res := mustGet(t, transport, "http://"+host+":"+port+"/"); string(res.Body) != "ok" {
			t.Errorf("%s: got %q", host, res.Body)
		}
	}
	if asked.Load() > 0 {
		t.Error("the environment's proxy was used")
	}
}

// TestCredentialsAreNotSent checks that a password in an address stays here.
func TestCredentialsAreNotSent(t *testing.T) {
	t.Parallel()
	s := newSite(t, "", func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte(r.Header.Get("Authorization"))) })
	address := strings.Replace(s.URL, "http://", "http://user:secret@", 1)
	if res := mustGet(t, open(t, fast(), crawler.TestLimits{}), address); len(res.Body) > 0 {
		t.Errorf("sent %q", res.Body)
	}
}

// TestProxyAddress checks what is no proxy.
func TestProxyAddress(t *testing.T) {
	t.Parallel()
	o := fast()
	o.Proxy = mustParse(t, "ftp://proxy.example")
	_, err := crawler.NewTransport(o)
	wantError(t, err, kith.CodeInvalid, "proxy")
	o = fast()
	o.Clock = nil
	_, err = crawler.NewTransport(o)
	wantError(t, err, kith.CodeInternal, "clock")
}
