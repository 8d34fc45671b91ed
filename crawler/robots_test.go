package crawler_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jimsmart/grobotstxt"

	"kith"
	"kith/crawler"
)

// TestRobotsTable checks the rules of RFC 9309, and what files in the wild do
// to them.
func TestRobotsTable(t *testing.T) {
	t.Parallel()
	const all = "User-agent: *\n"
	for _, c := range []struct {
		name, file, path string
		want             bool
	}{
		{"an empty file allows", "", "/x", true},
		{"no group for us allows", "User-agent: other\nDisallow: /", "/x", true},
		{"everything forbidden", all + "Disallow: /", "/x", false},
		{"an empty pattern forbids nothing", all + "Disallow:", "/x", true},
		{"the longest match wins, allow", all + "Disallow: /a\nAllow: /a/b", "/a/b/c", true},
		{"the longest match wins, forbid", all + "Allow: /a\nDisallow: /a/b", "/a/b/c", false},
		{"the order does not matter", all + "Allow: /a/b\nDisallow: /a", "/a/b/c", true},
		{"of equal length allow wins", all + "Disallow: /page\nAllow: /page", "/page", true},
		{"a star stands for anything", all + "Disallow: /*/edit", "/a/b/edit", false},
		{"a star stands for nothing too", all + "Disallow: /a*b", "/ab", false},
		{"the end, met", all + "Disallow: /*.pdf$", "/a.pdf", false},
		{"the end, not met", all + "Disallow: /*.pdf$", "/a.pdf?x", true},
		{"only the root", all + "Disallow: /$", "/a", true},
		{"a dollar in the middle is itself", all + "Disallow: /a$b", "/a$b", false},
		{"a group of several names", "User-agent: other\nUser-agent: kith\nDisallow: /x", "/x", false},
		{"groups of one name are one", "User-agent: kith\nDisallow: /a\n\nUser-agent: other\nDisallow: /\n\nUser-agent: kith\nDisallow: /b", "/b", false},
		{"our group, not everyone's", all + "Disallow: /\n\nUser-agent: kith\nDisallow: /x", "/y", true},
		{"names have no case", "User-Agent: KiTh\nDISALLOW: /x", "/x", false},
		{"a part of our name is not our name", "User-agent: ki\nDisallow: /", "/x", true},
		{"a longer name is not our name", "User-agent: kithless\nDisallow: /", "/x", true},
		{"a version behind our name", "User-agent: kith/1.0 (+https://kith.example)\nDisallow: /x", "/x", false},
		{"paths have case", all + "Disallow: /X", "/x", true},
		{"a rule in UTF-8, a path that is escaped", all + "Disallow: /föö", "/f%C3%B6%C3%B6", false},
		{"a rule that is escaped, a path in UTF-8", all + "Disallow: /f%c3%b6", "/fö", false},
		{"escapes in lower case", all + "Disallow: /a%3cd", "/a%3Cd", false},
		{"an escape that is not needed", all + "Disallow: /foo/bar/%62%61%7A", "/foo/bar/baz", false},
		{"an escaped slash is no slash", all + "Disallow: /a%2fb", "/a/b", true},
		{"an escaped star is a star", all + "Disallow: /a-%2A.html", "/a-*.html", false},
		{"an escaped star matches nothing else", all + "Disallow: /a-%2A.html", "/a-b.html", true},
		{"robots.txt itself", all + "Disallow: /", "/robots.txt", true},
		{"a rule without a slash", all + "Disallow: a", "/a", true},
		{"a rule that begins with a star", all + "Disallow: *a", "/a", false},
		{"the delay between two names", "User-agent: other\nCrawl-delay: 5\nUser-agent: kith\nDisallow: /x", "/x", false},
		{"a sitemap inside a group", all + "Disallow: /a\nSitemap: https://x.example/s.xml\nDisallow: /b", "/b", false},
		{"a rule before any name is nobody's", "Disallow: /\n" + all + "Allow: /", "/x", true},
		{"the query counts", all + "Disallow: /*?page=", "/jobs?page=2", false},
		{"a byte order mark", "\ufeff" + all + "Disallow: /x", "/x", false},
		{"lines that end in CR", "User-agent: *\rDisallow: /x\rDisallow: /y", "/y", false},
		{"lines that end in CR LF", "User-agent: *\r\nDisallow: /x\r\n", "/x", false},
		{"comments", "# hi\nUser-agent: * # all\nDisallow: /x # there\n", "/x", false},
		{"blanks everywhere", "  User-agent :  *  \n\t Disallow\t:\t/x ", "/x", false},
		{"a broken line among good ones", all + "Disallow: /x\n:::\nnonsense\nDisallow: /y", "/y", false},
		{"a missing colon", "User-agent *\nDisallow /x", "/x", false},
		{"a page in place of the file", "<!DOCTYPE html><html><body>User-agent: *<br>Disallow: /</body></html>", "/x", true},
		{"NUL", all + "Disallow: /\x00\nDisallow: /x\x00\n\x00Disallow: /y", "/y", false},
		{"UTF-16", "\xff\xfeU\x00s\x00e\x00r\x00", "/x", true},
		{"invalid UTF-8", all + "Disallow: /\xff\n", "/%FF", false},
	} {
		if got, _ := crawler.RobotsAllow([]byte(c.file), c.path); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

// TestRobotsDelay checks the gap that a file asks for.
func TestRobotsDelay(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]time.Duration{
		"2": 2 * time.Second, "0.5": 500 * time.Millisecond, "60": time.Minute, "3600": time.Minute, "1e99": time.Minute, "inf": time.Minute,
		"0": 0, "-5": 0, "": 0, "soon": 0, "NaN": 0,
	} {
		for _, file := range []string{
			"User-agent: *\nCrawl-delay: " + value + "\nDisallow: /x",
			"User-agent: *\nCrawl-delay: 60\nUser-agent: other\nDisallow: /\n\nUser-agent: kith\nDisallow: /x\nCrawl-delay: " + value,
		} {
			if _, got := crawler.RobotsAllow([]byte(file), "/"); got != want {
				t.Errorf("%q: got %v, want %v", file, got, want)
			}
		}
	}
	if _, got := crawler.RobotsAllow([]byte("Crawl-delay: 9\nUser-agent: *\nDisallow: /x"), "/"); got != 0 {
		t.Errorf("a delay before any group: got %v", got)
	}
}

// TestRobotsSize checks that a rule counts up to the limit, and that a line
// that the limit cuts does not forbid more than it says.
func TestRobotsSize(t *testing.T) {
	t.Parallel()
	const limit = 500 << 10
	fill := func(rule string, end int) []byte {
		head := "User-agent: *\n#"
		return []byte(head + strings.Repeat("x", end-len(head)-1-len(rule)) + "\n" + rule)
	}
	if got, _ := crawler.RobotsAllow(append(fill("Disallow: /x\n", limit-1), "# more"...), "/x"); got {
		t.Error("the last rule within the limit does not count")
	}
	if got, _ := crawler.RobotsAllow(append(fill("Disallow: /x", limit), "yz\n"...), "/x"); !got {
		t.Error("half a line forbids more than the whole line does")
	}
}

// TestRobotsLinear feeds patterns that make a matcher that goes back run for
// ever; the test would not end.
func TestRobotsLinear(t *testing.T) {
	t.Parallel()
	file := "User-agent: *\n" + strings.Repeat("Disallow: /"+strings.Repeat("*a", 200)+"*b$\n", 500)
	if got, _ := crawler.RobotsAllow([]byte(file), "/"+strings.Repeat("a", 8000)); !got {
		t.Error("a path without b matches a pattern with b")
	}
}

// FuzzRobots compares with another reader of robots.txt, where that one keeps
// to the standard: paths and patterns without escapes, and no robots.txt.
func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /ab", "/ab")
	f.Add("User-agent: kith\nUser-agent: x\nDisallow: /\r\rUser-agent: *\nAllow: /", "/q?x=1")
	f.Add("user-agent kith\nDisallow:\nCrawl-delay: 1\nUser-agent: *\nDisallow: /", "/")
	f.Fuzz(func(t *testing.T, file, path string) {
		got, delay := crawler.RobotsAllow([]byte(file), path)
		if delay < 0 || delay > time.Minute {
			t.Errorf("delay %v", delay)
		}
		if !inAgreement(file) || !plainPath(path) {
			return
		}
		if want := grobotstxt.AgentAllowed(file, "kith", "http://x.example"+path); got != want {
			t.Errorf("%q, %q: got %v, the other says %v", file, path, got, want)
		}
	})
}

// inAgreement reports whether both readers should agree on a file. The other
// one forgives misspelt keys, cuts very long lines and counts the bytes of
// escapes differently.
func inAgreement(file string) bool {
	if len(file) > 2000 {
		return false
	}
	for _, r := range file {
		if r > 0x7e || r == '%' || r == '$' || r < ' ' && r != '\n' && r != '\r' || r == '~' {
			return false
		}
	}
	for line := range strings.FieldsFuncSeq(file, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, value, found := strings.Cut(line, ":")
		key = strings.ToLower(strings.TrimSpace(key))
		known := key == "user-agent" || key == "allow" || key == "disallow"
		if !found || !known && key != "sitemap" || strings.Contains(strings.TrimSpace(value), " ") || strings.HasPrefix(strings.TrimSpace(value), "*") && key == "user-agent" && strings.TrimSpace(value) != "*" {
			return false
		}
		if known && key != "user-agent" && strings.Contains(value, "index.htm") { // a courtesy of the other one
			return false
		}
	}
	return true
}

func plainPath(path string) bool {
	u, err := url.Parse("http://x.example" + path)
	return err == nil && strings.HasPrefix(path, "/") && !strings.ContainsAny(path, "%$*;#\\ ") && u.RequestURI() == path && path != "/robots.txt" && !strings.Contains(path, "//")
}

// robotsSite answers robots.txt by a function.
func robotsSite(t *testing.T, robots http.HandlerFunc) *site {
	t.Helper()
	return newSite(t, "handled", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			robots(w, r)
			return
		}
		_, _ = w.Write([]byte("ok"))
	})
}

// TestPitfallRobotsStatus: colly does not ask robots.txt by default, and takes
// a 5xx in its place as leave.
func TestPitfallRobotsStatus(t *testing.T) {
	t.Parallel()
	for status, allowed := range map[int]bool{
		200: true, 204: true, 400: true, 401: true, 403: true, 404: true, 410: true, 418: true, 429: false, 500: false, 502: false, 503: false, 504: false,
	} {
		s := robotsSite(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		_, err := get(t, open(t, fast(), crawler.TestLimits{}), s.URL+"/jobs")
		switch {
		case allowed && (err != nil || s.log() != "/robots.txt /jobs"):
			t.Errorf("%d: %v, asked %s", status, err, s.log())
		case !allowed:
			wantError(t, err, kith.CodeRefused, "did not answer")
			if crawler.RetryAt(err).IsZero() || s.log() != "/robots.txt" {
				t.Errorf("%d: again at %v, asked %s", status, crawler.RetryAt(err), s.log())
			}
		}
	}
	s := newSite(t, "User-agent: *\nDisallow: /private", nil)
	_, err := get(t, open(t, fast(), crawler.TestLimits{}), s.URL+"/private/x?y")
	wantError(t, err, kith.CodeRefused, "robots.txt of")
}

// TestRobotsUnreachable checks that a dead host is called dead, not closed.
func TestRobotsUnreachable(t *testing.T) {
	t.Parallel()
	reset := robotsSite(t, func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			conn.Close()
		}
	})
	hang := make(chan struct{})
	silentSite := robotsSite(t, func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-hang:
		}
	})
	t.Cleanup(func() { close(hang) })
	half := robotsSite(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		fmt.Fprint(w, "User-agent: *\nDisa")
	})
	gone := newSite(t, "", nil)
	gone.Close()
	plain := httptest.NewTLSServer(http.NotFoundHandler()) // its certificate is not trusted
	plain.Config.ErrorLog = log.New(io.Discard, "", 0)
	t.Cleanup(plain.Close)
	for name, address := range map[string]string{"reset": reset.URL, "hang": silentSite.URL, "half": half.URL, "gone": gone.URL, "tls": plain.URL} {
		_, err := get(t, open(t, fast(), crawler.TestLimits{Header: 100 * time.Millisecond}), address+"/jobs")
		if kith.CodeOf(err) != kith.CodeUnavailable || !strings.Contains(err.Error(), "robots.txt") {
			t.Errorf("%s: got %q %v", name, kith.CodeOf(err), err)
		}
	}
}

// TestRobotsRedirects checks that five redirects are followed and a sixth
// means that there is no robots.txt.
func TestRobotsRedirects(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		hops    int
		allowed bool
	}{{0, false}, {1, false}, {5, false}, {6, true}, {1000, true}} {
		other := newSite(t, "", nil)
		s := newSite(t, "handled", nil)
		step := func(w http.ResponseWriter, r *http.Request) {
			hop := 0
			_, _ = fmt.Sscanf(r.URL.Path, "/hop/%d", &hop)
			if r.URL.Path != "/robots.txt" && !strings.HasPrefix(r.URL.Path, "/hop/") {
				return
			}
			if hop == c.hops {
				fmt.Fprint(w, "User-agent: *\nDisallow: /jobs")
				return
			}
			next := []string{s.URL, other.URL}[hop%2]
			http.Redirect(w, r, fmt.Sprintf("%s/hop/%d", next, hop+1), http.StatusMovedPermanently)
		}
		s.handle, other.handle = step, step
		_, err := get(t, open(t, fast(), crawler.TestLimits{}), s.URL+"/jobs")
		if (err == nil) != c.allowed {
			t.Errorf("%d redirects: %v", c.hops, err)
		}
	}
	private := robotsSite(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://10.0.0.1/robots.txt", http.StatusFound)
	})
	_, err := get(t, open(t, fast(), crawler.TestLimits{}), private.URL+"/jobs")
	wantError(t, err, kith.CodeRefused, "private")
}

// TestPitfallRobotsExpires: colly keeps a robots.txt for ever. Ours is asked
// again after a day, and sooner when it could not be read.
func TestPitfallRobotsExpires(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	status, body := 200, "User-agent: *\nDisallow: /x"
	s := robotsSite(t, func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	})
	set := func(newStatus int, newBody string) {
		mu.Lock()
		defer mu.Unlock()
		status, body = newStatus, newBody
	}
	c := newClock()
	o := fast()
	o.Clock = c.Now
	transport := open(t, o, crawler.TestLimits{})
	check := func(when, path string, want kith.Code, robots int) {
		t.Helper()
		_, err := get(t, transport, s.URL+path)
		if kith.CodeOf(err) != want || strings.Count(s.log(), "/robots.txt") != robots {
			t.Errorf("%s: got %q %v, asked %s", when, kith.CodeOf(err), err, s.log())
		}
	}
	check("at first", "/x", kith.CodeRefused, 1)
	set(503, "")
	c.Add(24*time.Hour - time.Second)
	check("within the day", "/y", "", 1)
	c.Add(time.Second)
	check("after a day", "/y", kith.CodeRefused, 2)
	c.Add(5 * time.Second)
	check("at once again", "/y", kith.CodeRefused, 2)
	c.Add(5 * time.Second)
	check("after ten seconds", "/y", kith.CodeRefused, 3)
	c.Add(10 * time.Second)
	check("the pause doubles", "/y", kith.CodeRefused, 3)
	set(200, "User-agent: *\nDisallow: /y")
	c.Add(10 * time.Second)
	check("it answers again", "/x", "", 4)
	check("and says something else", "/y", kith.CodeRefused, 4)
}

// TestPitfallRobotsOnce: colly fetches robots.txt once for each of the visits
// that come together.
func TestPitfallRobotsOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t, "User-agent: *\nDisallow: /x", nil)
	transport := open(t, fast(), crawler.TestLimits{})
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() { mustGet(t, transport, fmt.Sprintf("%s/%d", s.URL, i)) })
	}
	all.Wait()
	if n := strings.Count(s.log(), "/robots.txt"); n != 1 || !strings.HasPrefix(s.log(), "/robots.txt ") {
		t.Errorf("robots.txt was asked for %d times: %s", n, s.log())
	}
	if s.mostAtOnce() != 1 {
		t.Errorf("%d requests at once", s.mostAtOnce())
	}
}

// TestRobotsLeaderLeaves checks that who waits for a robots.txt does not share
// the fate of the one who began to read it.
func TestRobotsLeaderLeaves(t *testing.T) {
	t.Parallel()
	arrived, release := make(chan struct{}, 2), make(chan struct{})
	s := robotsSite(t, func(w http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	transport := open(t, fast(), crawler.TestLimits{})
	ctx, leave := context.WithCancel(t.Context())
	var both sync.WaitGroup
	both.Go(func() {
		_, err := transport.Fetch(ctx, kith.Request{URL: s.URL + "/a"})
		wantError(t, err, kith.CodeUnavailable, "cut off")
	})
	<-arrived
	both.Go(func() { mustGet(t, transport, s.URL+"/b") })
	leave()
	<-arrived
	close(release)
	both.Wait()
}

// TestRobotsHuge checks that a robots.txt without end is read up to the limit.
func TestRobotsHuge(t *testing.T) {
	t.Parallel()
	s := robotsSite(t, func(w http.ResponseWriter, _ *http.Request) {
		_, err := fmt.Fprint(w, "User-agent: *\nDisallow: /x\n")
		for line := strings.Repeat("Disallow: /y\n", 1000); err == nil; {
			_, err = fmt.Fprint(w, line)
		}
	})
	transport := open(t, fast(), crawler.TestLimits{})
	mustGet(t, transport, s.URL+"/jobs")
	_, err := get(t, transport, s.URL+"/x")
	wantError(t, err, kith.CodeRefused, "robots.txt")
}

// TestRobotsThroughADeadProxy checks that a name that a proxy cannot reach is
// no refusal.
func TestRobotsThroughADeadProxy(t *testing.T) {
	t.Parallel()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "no such host", http.StatusBadGateway)
	}))
	t.Cleanup(proxy.Close)
	dead, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dead.Close()
	for _, address := range []string{proxy.URL, "http://" + dead.Addr().String()} {
		o := fast()
		o.Proxy = mustParse(t, address)
		for _, scheme := range []string{"http", "https"} {
			_, err := get(t, open(t, o, crawler.TestLimits{}), scheme+"://employer.example/jobs")
			wantError(t, err, kith.CodeUnavailable, "robots.txt")
		}
	}
}
