package browser

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith"
)

// These tests are inside the package: they need no Chromium, and say to the
// gate what one would say.

// asking is a gate with what it sent to the browser.
type asking struct {
	*gate
	mu      sync.Mutex
	answers []any
}

func newAsking(fetch kith.FetchFunc) *asking {
	a := new(asking)
	b := &Browser{fetch: fetch, log: slog.New(slog.DiscardHandler), limits: defaultLimits()}
	a.gate = b.newGate(nil, func(method string, params any) {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.answers = append(a.answers, params)
	})
	a.gate.main = "main"
	return a
}

// TestJudge has every kind of request that was seen of a browser.
func TestJudge(t *testing.T) {
	t.Parallel()
	const own = "https://northwharf.example/"
	for _, c := range []struct {
		kind, frame, method, url string
		headers                  string // "Name: value", one a line
		want                     verdict
	}{
		{"Document", "main", "GET", own, "", ask},
		{"Document", "main", "POST", own, "", ask},
		{"Document", "inner", "GET", own, "", emptyFrame},
		{"Script", "main", "GET", own + "a.js", "", ask},
		{"XHR", "inner", "GET", own + "api", "accept: application/json", ask},
		{"XHR", "main", "PUT", own + "api", "", miss},
		{"XHR", "main", "OPTIONS", own + "api", "Access-Control-Request-Method: POST", preflight},
		{"XHR", "main", "OPTIONS", own + "api", "Access-Control-Request-Method: PUT", miss},
		{"XHR", "main", "OPTIONS", own + "api", "", miss},
		{"XHR", "main", "GET", own + "events", "Accept: text/event-stream", refuse},
		{"Fetch", "main", "GET", own + "later", "Sec-Purpose: prefetch", refuse},
		{"Other", "main", "GET", own + "worker.js", "Accept: */*", ask},
		{"Other", "main", "GET", own + "favicon.ico", "Accept: image/avif,*/*", refuse},
		{"Other", "worker", "GET", own + "service.js", "Service-Worker: script", refuse},
		{"Stylesheet", "main", "GET", own + "a.css", "", emptyStyle},
		{"Image", "main", "GET", own + "a.png", "", refuse},
		{"Media", "main", "GET", own + "a.mp4", "", refuse},
		{"Font", "main", "GET", own + "a.woff2", "", refuse},
		{"Ping", "main", "POST", own + "seen", "", refuse},
		{"Whatever", "main", "GET", own, "", refuse},
		{"Script", "main", "GET", "https://www.GoogleTagManager.com/gtm.js", "", refuse},
		{"Script", "main", "GET", "https://notgoogletagmanager.com/gtm.js", "", ask},
		{"XHR", "main", "GET", "file:///etc/passwd", "", refuse},
		{"XHR", "main", "GET", "ftp://northwharf.example/", "", refuse},
		{"XHR", "main", "GET", "http://[::1", "", refuse},
	} {
		p := &paused{FrameID: c.frame, ResourceType: c.kind}
		p.Request.Method, p.Request.URL, p.Request.Headers = c.method, c.url, map[string]string{}
		for line := range strings.Lines(c.headers) {
			name, value, _ := strings.Cut(line, ": ")
			p.Request.Headers[name] = value
		}
		if got := judge(p, "main"); got != c.want {
			t.Errorf("%s %s %s %q: got %d, want %d", c.kind, c.method, c.url, c.headers, got, c.want)
		}
	}
}

// TestHeaders sends on what the answer may depend on, and gives the page what
// it may read.
func TestHeaders(t *testing.T) {
	t.Parallel()
	sent := outgoing(map[string]string{
		"accept": "application/json", "X-Csrf-Token": "7", "Cookie": "a=b", "Authorization": "Bearer public", "content-type": "application/json",
		"User-Agent": "HeadlessChrome", "sec-ch-ua": "x", "Sec-Fetch-Mode": "cors", "Accept-Encoding": "br", "If-None-Match": `"1"`, "Range": "bytes=0-", "Host": "evil.example",
	})
	if diff := cmp.Diff(http.Header{
		"Accept": {"application/json"}, "X-Csrf-Token": {"7"}, "Cookie": {"a=b"}, "Authorization": {"Bearer public"}, "Content-Type": {"application/json"},
	}, sent); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
	many := map[string]string{"X-Long": strings.Repeat("x", 1<<20)}
	for i := range 1000 {
		many[fmt.Sprint("X-", i)] = "1"
	}
	if got := outgoing(many); len(got) > maxHeaders || got.Get("X-Long") != "" {
		t.Errorf("%d headers are sent on", len(got))
	}
	got := incoming(http.Header{
		"Content-Type": {"text/html; charset=iso-8859-2"}, "X-Total-Count": {"40"}, "Set-Cookie": {"a=1", "b=2"}, "Link": {"</a>; rel=preload"},
		"Content-Length": {"7"}, "Content-Encoding": {"gzip"}, "Content-Disposition": {"attachment"}, "Access-Control-Allow-Origin": {"https://other.example"},
		"Refresh": {"0; url=/x"}, "Location": {"/y"},
	}, true)
	want := []field{{"Set-Cookie", "a=1"}, {"Set-Cookie", "b=2"}, {"X-Total-Count", "40"}, {"Content-Type", "text/html; charset=utf-8"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("given to the page (-want +got):\n%s", diff)
	}
}

// TestTables fails when a table is not in the order by which it is searched.
func TestTables(t *testing.T) {
	t.Parallel()
	for _, table := range [][]string{notForPage, notForSite} {
		for i, name := range table {
			if http.CanonicalHeaderKey(name) != name || i > 0 && table[i-1] >= name {
				t.Errorf("%s is misspelt or out of order", name)
			}
		}
	}
}

// TestBodies sends on what a page sends, and neither files nor too much.
func TestBodies(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		request string
		want    string
		ok      bool
	}{
		"none":     {`{}`, "", true},
		"one":      {`{"hasPostData": true, "postDataEntries": [{"bytes": "YQ=="}]}`, "a", true},
		"two":      {`{"hasPostData": true, "postDataEntries": [{"bytes": "YQ=="}, {"bytes": "Yg=="}]}`, "ab", true},
		"a file":   {`{"hasPostData": true, "postDataEntries": [{"bytes": "YQ=="}, {}]}`, "", false},
		"too long": {`{"hasPostData": true, "postDataEntries": [{"bytes": "YWJj"}]}`, "", false},
		"not told": {`{"hasPostData": true}`, "", false},
	} {
		var p paused
		if err := json.Unmarshal([]byte(`{"request": `+c.request+`}`), &p); err != nil {
			t.Fatal(err)
		}
		if got, ok := p.body(2); ok != c.ok || string(got) != c.want {
			t.Errorf("%s: got %q, %v", name, got, ok)
		}
	}
}

// TestUnfold takes shadow roots for what they show, and leaves other templates.
func TestUnfold(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`<p>x</p>`: `<p>x</p>`,
		`<a><template shadowrootmode="open"><b>1</b><template><i>2</i></template></template>3</a>`: `<a><div><b>1</b><template><i>2</i></template></div>3</a>`,
		`<template><template shadowrootmode="open">1</template></template>`:                        `<template><div>1</div></template>`,
		`<script>"<template shadowrootmode="</script><template shadowrootmode="open">1`:            `<script>"<template shadowrootmode="</script><div>1`,
		`</template><template shadowrootmode="open" a="1">1</template></template>é`:                `</template><div>1</div></template>é`,
	} {
		if got := string(unfoldShadows([]byte(in))); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

func FuzzUnfold(f *testing.F) {
	f.Add([]byte(`<a><template shadowrootmode="open"><b>1</b><template>`))
	f.Fuzz(func(t *testing.T, document []byte) {
		if got := unfoldShadows(document); len(got) > len(document) {
			t.Errorf("%q became longer: %q", document, got)
		}
	})
}

// FuzzPaused gives the gate whatever a browser that a page has taken over may
// say: each request gets one answer.
func FuzzPaused(f *testing.F) {
	f.Add([]byte(`{"requestId": "1", "frameId": "main", "resourceType": "XHR", "request": {"url": "http://a.example/", "method": "GET", "headers": {"Origin": "http://a.example"}}}`))
	f.Add([]byte(`{"requestId": "1", "resourceType": "Script", "request": {"url": "http://a.example/?b", "method": "POST", "hasPostData": true, "postDataEntries": [{"bytes": "YQ=="}]}}`))
	f.Fuzz(func(t *testing.T, params []byte) {
		a := newAsking(func(_ context.Context, r kith.Request) (*kith.Response, error) {
			if !isWebAddress(r.URL) || r.Method != "GET" && r.Method != "POST" {
				t.Errorf("asked for %s %q", r.Method, r.URL)
			}
			return &kith.Response{Status: len(r.URL) * 10, URL: r.URL + "x", Header: r.Header, Body: r.Body}, nil
		})
		a.handle(t.Context(), params)
		a.wait.Wait()
		want := 1
		if json.Unmarshal(params, new(paused)) != nil {
			want = 0
		}
		if len(a.answers) != want {
			t.Errorf("got %d answers: %v", len(a.answers), a.answers)
		}
	})
}

// FuzzRead reads whatever a browser may write.
func FuzzRead(f *testing.F) {
	f.Add([]byte("{\"id\":1,\"result\":{}}\x00{\"method\":\"Fetch.requestPaused\",\"params\":{}}\x00{\"id\":1}\x00"))
	f.Add([]byte("{\"method\":\"Target.targetCreated\",\"params\":{\"targetInfo\":{\"openerId\":\"x\",\"type\":\"page\"}}}\x00"))
	f.Add([]byte("{\"method\":\"Fetch.authRequired\"}\x00null\x00[]\x00"))
	f.Fuzz(func(t *testing.T, written []byte) {
		a := newAsking(func(context.Context, kith.Request) (*kith.Response, error) {
			return nil, kith.Errorf(kith.CodeRefused, "not here")
		})
		l := &look{gate: a.gate, end: func(error) {}}
		l.conn = newConn(new(bytes.Buffer), func(m message) { l.event(t.Context(), m) })
		if err := l.conn.read(bytes.NewReader(written)); err == nil {
			t.Error("the end was not told")
		}
		a.wait.Wait()
		if err := l.call(t.Context(), "Page.enable", nil, nil); err == nil {
			t.Error("a call was answered after the end")
		}
	})
}

// TestLongLine does not read on for ever where no message ends.
func TestLongLine(t *testing.T) {
	t.Parallel()
	if _, err := readLine(bufio.NewReader(endless{})); err == nil {
		t.Error("it ended")
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}
