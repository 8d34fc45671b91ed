package browser_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/crawler/browser"
)

// trap is a port on loopback, for TCP and UDP, that counts who comes.
type trap struct {
	port  int
	calls atomic.Int64
}

func newTrap(t *testing.T) *trap {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address, err := netip.ParseAddrPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	tr := &trap{port: int(address.Port())}
	packets, err := new(net.ListenConfig).ListenPacket(t.Context(), "udp4", fmt.Sprintf("127.0.0.1:%d", tr.port))
	if err != nil {
		t.Fatal(err)
	}
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			tr.calls.Add(1)
			_ = conn.Close()
		}
	})
	serving.Go(func() {
		for {
			if _, _, err := packets.ReadFrom(make([]byte, 1500)); err != nil {
				return
			}
			tr.calls.Add(1)
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		_ = packets.Close()
		serving.Wait()
	})
	return tr
}

// works fails the test when the trap does not notice a call.
func (tr *trap) works(t *testing.T) {
	t.Helper()
	for _, network := range []string{"tcp4", "udp4"} {
		before := tr.calls.Load()
		conn, err := new(net.Dialer).DialContext(t.Context(), network, fmt.Sprintf("127.0.0.1:%d", tr.port))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(conn, "hello")
		for tr.calls.Load() == before {
			if err := kith.Sleep(t.Context(), time.Millisecond); err != nil {
				t.Fatalf("the trap does not notice %s", network)
			}
		}
		_ = conn.Close()
	}
}

// everyWay is a page that tries every way out, to TRAP above all.
const everyWay = `<link rel="dns-prefetch" href="http://TRAP"><link rel="preconnect" href="http://TRAP"><link rel="prefetch" href="http://TRAP/p">
<link rel="preload" as="script" href="http://TRAP/preload.js"><link rel="manifest" href="http://TRAP/manifest">
<link rel="stylesheet" href="http://TRAP/look.css"><script type="speculationrules">{"prefetch": [{"urls": ["http://TRAP/spec"]}]}</script>
<body background="http://TRAP/bg"><img src="http://TRAP/img"><iframe src="http://TRAP/frame"></iframe><video src="http://TRAP/film"></video>
<object data="http://TRAP/object"></object><embed src="http://TRAP/embed"><script src="http://TRAP/script.js"></script>
<a id="ping" href="#" ping="http://TRAP/ping">x</a><style>@font-face{font-family:f;src:url(http://TRAP/font)} body{font-family:f}</style>
<ul id="said"></ul><form id="post" target="_blank" method="post" action="http://TRAP/form"></form><script>
const say = (what) => { const li = document.createElement("li"); li.textContent = what; said.append(li); };
const attempt = (name, act) => { try { Promise.resolve(act()).then((r) => say(name + ": " + r), (e) => say(name + " failed")); } catch (e) { say(name + " failed"); } };
const read = (address) => () => fetch(address).then((r) => r.text());
attempt("loopback", read("http://TRAP/fetch"));
attempt("localhost", read("http://localhost:1/"));
attempt("metadata", read("http://169.254.169.254/latest/meta-data/"));
attempt("file", read("file:///etc/passwd"));
attempt("chrome", read("chrome://version/"));
attempt("xhr", () => { const x = new XMLHttpRequest(); x.open("GET", "http://TRAP/xhr", false); x.send(); return x.status; });
attempt("beacon", () => navigator.sendBeacon("http://TRAP/beacon", "x"));
attempt("socket", () => new Promise((yes, no) => { const s = new WebSocket("ws://TRAP/socket"); s.onopen = yes; s.onerror = no; }));
attempt("events", () => new Promise((yes, no) => { const s = new EventSource("http://TRAP/events"); s.onopen = yes; s.onerror = no; }));
attempt("transport", () => new WebTransport("https://TRAP/quic").ready);
attempt("peer", () => { const p = new RTCPeerConnection({iceServers: [{urls: "stun:TRAP"}]}); p.createDataChannel("x");
  return p.createOffer().then((o) => p.setLocalDescription(o)).then(() => "offered"); });
attempt("serviceworker", () => navigator.serviceWorker.register("/service.js"));
attempt("worker", () => new Promise((yes) => { const w = new Worker(URL.createObjectURL(new Blob(
  ["fetch('http://TRAP/worker').catch(() => 0).then(() => { try { new WebSocket('ws://TRAP/w') } catch (e) {} postMessage('tried') })"]))); w.onmessage = (m) => yes(m.data); }));
attempt("popup", () => window.open("http://TRAP/popup"));
attempt("download", () => { const a = document.createElement("a"); a.download = "x"; a.href = URL.createObjectURL(new Blob(["x"])); a.click(); return "clicked"; });
attempt("alert", () => { alert("pay"); return confirm("sure?") + " " + prompt("name?"); });
attempt("print", () => { print(); return "printed"; });
attempt("location", () => { ping.click(); post.submit(); location = "file:///etc/passwd"; return "tried"; });
setTimeout(() => { location = "chrome://crash"; }, 50);
setTimeout(() => { location = "mailto:x@palewater.example"; }, 100);
onbeforeunload = (e) => { e.preventDefault(); return "stay"; };
</script>`

// TestEveryWayOut proves that a page reaches nothing but by the fetch, which
// refuses what is private.
func TestEveryWayOut(t *testing.T) {
	t.Parallel()
	tr := newTrap(t)
	at := fmt.Sprintf("127.0.0.1:%d", tr.port)
	s := newSite(t, map[string]string{
		"palewater.example/":           strings.ReplaceAll(everyWay, "TRAP", at),
		"palewater.example/service.js": `self.addEventListener("fetch", () => {}); fetch("http://` + at + `/service")`,
	})
	page := render(t, newBrowser(t, s.fetch), "https://palewater.example/")
	wants(t, page, "<li>loopback failed</li>", "<li>localhost failed</li>", "<li>metadata failed</li>", "<li>file failed</li>", "<li>chrome failed</li>",
		"<li>xhr failed</li>", "<li>socket failed</li>", "<li>events failed</li>", "<li>transport failed</li>", "<li>serviceworker failed</li>",
		"<li>worker: tried</li>", "<li>popup: null</li>", "<li>download: clicked</li>", "<li>alert: false null</li>")
	if strings.Contains(string(page.Body), "root:") {
		t.Error("the page read a file")
	}
	if page.URL != "https://palewater.example/#" {
		t.Errorf("the page went to %s", page.URL)
	}
	if calls := tr.calls.Load(); calls != 0 {
		t.Errorf("the browser reached a port by itself %d times", calls)
	}
	tr.works(t)
	t.Logf("asked: %q", s.log())
	for _, asked := range s.log() {
		_, address, _ := strings.Cut(asked, " ")
		if address != "https://palewater.example/" && !slices.Contains(mayAsk(at), address) {
			t.Errorf("the fetch was asked for %s", asked)
		}
	}
}

// mayAsk returns what the page of TestEveryWayOut may ask the fetch for.
func mayAsk(at string) []string {
	return []string{
		"http://" + at + "/script.js", "http://" + at + "/preload.js", "http://" + at + "/fetch", "http://" + at + "/xhr", "http://" + at + "/worker",
		"http://localhost:1/", "http://169.254.169.254/latest/meta-data/",
	}
}

// TestLoopsForEver gives up a page that never lets go of the browser, and
// draws the next.
func TestLoopsForEver(t *testing.T) {
	t.Parallel()
	s := newSite(t, map[string]string{"a.example/": `<script>for (;;) {}</script>`, "b.example/": `<b>well</b>`})
	b := newBrowser(t, s.fetch, browser.Times(time.Second, time.Second))
	page, err := b.Render(t.Context(), "http://a.example/")
	if kith.CodeOf(err) != kith.CodeUnavailable || !strings.Contains(err.Error(), "kept the browser busy") {
		t.Errorf("got %v, %v", page, err)
	}
	browser.SetLimits(b, browser.Times(time.Minute, time.Second))
	wants(t, render(t, b, "http://b.example/"), "<b>well</b>")
}

// TestNeverDone takes a page that always changes as it is when its time is
// over, and says so.
func TestNeverDone(t *testing.T) {
	t.Parallel()
	s := newSite(t, map[string]string{"a.example/": `<p>Openings</p><script>setInterval(() => document.body.append("x"), 10)</script>`})
	page := render(t, newBrowser(t, s.fetch, browser.Times(3*time.Second, time.Minute)), "http://a.example/")
	wants(t, page, "<p>Openings</p>")
	if diff := cmp.Diff([]string{"it was still being drawn after 3s"}, page.Missing); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
}

// TestLeadsOnForEver ends at the bound a page that leads on to others for ever.
func TestLeadsOnForEver(t *testing.T) {
	t.Parallel()
	s := newSiteOf(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<script>location = "/?" + (Number(location.search.slice(1)) + 1)</script>`)
	})
	page := render(t, newBrowser(t, s.fetch, browser.Requests(5)), "http://a.example/?1")
	if got := len(s.log()); got != 6 || page.Requests != 6 {
		t.Errorf("asked for %d pages and told of %d, want the first and 5", got, page.Requests)
	}
	if diff := cmp.Diff([]string{"it asks for more than 5 things"}, page.Missing); diff != "" || page.URL != "http://a.example/?6" {
		t.Errorf("ended at %s, missing (-want +got):\n%s", page.URL, diff)
	}
}

// TestManyRequests sends as many as there may be, and refuses the rest.
func TestManyRequests(t *testing.T) {
	t.Parallel()
	s := newSite(t, map[string]string{"a.example/": `<p id="n">0</p><script>
let done = 0;
for (let i = 0; i < 10000; i++) fetch("/x?" + i).catch(() => 0).then(() => { n.textContent = ++done; });
</script>`})
	page := render(t, newBrowser(t, s.fetch), "http://a.example/")
	wants(t, page, `<p id="n">10000</p>`)
	if got := len(s.log()); got != 61 || page.Requests != 61 {
		t.Errorf("%d requests were sent and %d told, want the page and 60", got, page.Requests)
	}
	if diff := cmp.Diff([]string{"it asks for more than 60 things"}, page.Missing); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
}

// TestLarge refuses what is larger than it may be, wherever it comes from.
func TestLarge(t *testing.T) {
	t.Parallel()
	s := newSiteOf(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/sent":
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.CopyN(w, spaces{}, 100<<20)
		case "/drawn":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<pre id="x" hidden></pre><script>x.textContent = "ä".repeat(100 << 20)</script>`)
		case "/leads":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<script>location = "/sent"</script>`)
		case "/asks":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<p>Openings</p><script>for (let i = 0; i < 9; i++) fetch("/big?" + i)</script>`)
		default:
			_, _ = io.CopyN(w, spaces{}, 1<<20)
		}
	})
	b := newBrowser(t, s.fetch, browser.Bytes(4<<20, 2<<20))
	for _, path := range []string{"/sent", "/drawn", "/leads"} {
		page, err := b.Render(t.Context(), "http://a.example"+path)
		if kith.CodeOf(err) != kith.CodeTooLarge {
			t.Errorf("%s: got %v, %v", path, page, err)
		}
	}
	page := render(t, b, "http://a.example/asks")
	if !strings.Contains(strings.Join(page.Missing, "\n"), "more than 4 MB") {
		t.Errorf("missing %q", page.Missing)
	}
}

// spaces is an endless reader.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// TestLongDocument puts a document together that comes in several slices.
func TestLongDocument(t *testing.T) {
	t.Parallel()
	s := newSite(t, map[string]string{"a.example/": `<pre id="x" hidden></pre><script>x.textContent = "x" + "🌙".repeat(3 << 19)</script>`})
	page := render(t, newBrowser(t, s.fetch), "http://a.example/")
	if got := strings.Count(string(page.Body), "🌙"); got != 3<<19+1 { // one is in the script
		t.Errorf("%d of %d characters arrived", got, 3<<19+1)
	}
}

// TestTakesTooMuch ends pages that take more memory than they may, whatever
// takes it.
func TestTakesTooMuch(t *testing.T) {
	t.Parallel()
	s := newSite(t, map[string]string{
		"a.example/": `<script>const all = []; for (;;) all.push(new Array(1000).fill(all.length))</script>`,
		"b.example/": `<script>const all = []; setInterval(() => all.push(new Uint8Array(64 << 20).fill(1)), 1)</script>`,
	})
	b := newBrowser(t, s.fetch, browser.Memory(700<<20))
	for _, address := range []string{"http://a.example/", "http://b.example/"} {
		page, err := b.Render(t.Context(), address)
		if err == nil || !strings.Contains(err.Error(), "memory") && !strings.Contains(err.Error(), "brought the browser down") {
			t.Errorf("%s: got %v, %v", address, page, err)
		}
	}
}

// TestCutOff ends with its caller, and with Close.
func TestCutOff(t *testing.T) {
	t.Parallel()
	var b *browser.Browser
	ctx, cancel := context.WithCancel(t.Context())
	fetch := func(ctx context.Context, r kith.Request) (*kith.Response, error) {
		switch {
		case strings.HasSuffix(r.URL, "/"):
			header := http.Header{"Content-Type": {"text/html"}}
			return &kith.Response{Status: 200, URL: r.URL, Header: header, Body: []byte(`<script src="never.js"></script>`)}, nil
		case strings.Contains(r.URL, "closing"):
			go b.Close()
		default:
			cancel()
		}
		<-ctx.Done()
		return nil, kith.Errorf(kith.CodeUnavailable, "cut off: %w", ctx.Err())
	}
	b = newBrowser(t, fetch)
	if _, err := b.Render(ctx, "http://a.example/"); kith.CodeOf(err) != kith.CodeUnavailable || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
	for range 2 { // while it closes, and after it
		if _, err := b.Render(t.Context(), "http://closing.example/"); kith.CodeOf(err) != kith.CodeUnavailable || !strings.Contains(err.Error(), "stopping") {
			t.Errorf("closed: got %v", err)
		}
	}
}
