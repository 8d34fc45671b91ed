package crawler_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/crawler"
)

// TestFetch checks that everything of a request arrives, and everything of an
// answer comes back.
func TestFetch(t *testing.T) {
	t.Parallel()
	type sent struct {
		Method, URI, Host, Body string
		Header                  http.Header
	}
	got := make(chan sent, 1)
	s := newSite(t, "", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got <- sent{r.Method, r.URL.RequestURI(), r.Host, string(body), r.Header}
		w.Header().Set("ETag", `W/"a b"`)
		w.Header().Set("Last-Modified", "Wed, 25 Nov 2026 08:00:00 GMT")
		w.WriteHeader(http.StatusTeapot)
		fmt.Fprint(w, "short and stout")
	})
	transport := open(t, fast(), crawler.TestLimits{})
	res, err := transport.Fetch(t.Context(), kith.Request{
		Method: http.MethodPost, URL: s.URL + "/wday/cxs?q=a%20b#part", Body: []byte(`{"limit":20}`),
		Header: http.Header{
			"Accept": {"application/json"}, "Content-Type": {"application/json"}, "X-Two": {"a", "b"},
			"User-Agent": {"someone else"}, "Host": {"else.example"}, "Accept-Encoding": {"br"},
		},
		Validators: kith.Validators{ETag: `W/"x"`, LastModified: "Tue, 24 Nov 2026 08:00:00 GMT"},
	})
	if err != nil {
		t.Fatal(err)
	}
	host := strings.TrimPrefix(s.URL, "http://")
	want := sent{"POST", "/wday/cxs?q=a%20b", host, `{"limit":20}`, http.Header{
		"Accept": {"application/json"}, "Accept-Encoding": {"gzip"}, "Content-Length": {"12"}, "Content-Type": {"application/json"},
		"If-Modified-Since": {"Tue, 24 Nov 2026 08:00:00 GMT"}, "If-None-Match": {`W/"x"`},
		"User-Agent": {"kith/test (+https://kith.example)"}, "X-Two": {"a", "b"},
	}}
	if diff := cmp.Diff(want, <-got); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
	if res.Status != http.StatusTeapot || string(res.Body) != "short and stout" || res.URL != s.URL+"/wday/cxs?q=a%20b" {
		t.Errorf("got %d %s %q", res.Status, res.URL, res.Body)
	}
	if diff := cmp.Diff(kith.Validators{ETag: `W/"a b"`, LastModified: "Wed, 25 Nov 2026 08:00:00 GMT"}, res.Validators()); diff != "" {
		t.Error(diff)
	}
}

// TestPitfallEveryStatusIsAnAnswer: colly calls a 304, and every other status
// from 203 on, an error.
func TestPitfallEveryStatusIsAnAnswer(t *testing.T) {
	t.Parallel()
	transport := open(t, fast(), crawler.TestLimits{})
	for _, status := range []int{200, 201, 203, 204, 206, 300, 301, 304, 400, 401, 403, 404, 410, 429, 500, 503, 599} {
		s := newSite(t, "", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		if res := mustGet(t, transport, s.URL+"/"); res.Status != status || res.URL != s.URL+"/" {
			t.Errorf("%d: got %d %s", status, res.Status, res.URL)
		}
	}
}

// TestConditional reads a page that has not changed.
func TestConditional(t *testing.T) {
	t.Parallel()
	s := newSite(t, "", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		switch {
		case r.URL.Path == "/":
			http.Redirect(w, r, "/jobs", http.StatusMovedPermanently)
		case r.Header.Get("If-None-Match") == `"1"`:
			w.WriteHeader(http.StatusNotModified)
		default:
			fmt.Fprint(w, "jobs")
		}
	})
	transport := open(t, fast(), crawler.TestLimits{})
	first := mustGet(t, transport, s.URL+"/")
	again, err := transport.Fetch(t.Context(), kith.Request{URL: s.URL + "/", Validators: first.Validators()})
	if err != nil || again.Status != http.StatusNotModified || len(again.Body) != 0 || again.URL != s.URL+"/jobs" {
		t.Errorf("got %+v, %v", again, err)
	}
	if plain := mustGet(t, transport, s.URL+"/jobs"); string(plain.Body) != "jobs" {
		t.Errorf("a validator of another fetch was sent: %+v", plain)
	}
}

// TestRedirects checks how many are followed, and that the answer tells where
// it came from.
func TestRedirects(t *testing.T) {
	t.Parallel()
	other := newSite(t, "", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Method, r.Header.Get("Authorization")) })
	s := newSite(t, "", func(w http.ResponseWriter, r *http.Request) {
		number := 0
		_, _ = fmt.Sscanf(r.URL.Path, "/%d", &number)
		if number == 0 {
			http.Redirect(w, r, strings.Replace(other.URL, "http://", "http://user:secret@", 1)+"/end", http.StatusSeeOther)
			return
		}
		w.Header().Set("Location", fmt.Sprint("/", number-1))
		w.WriteHeader(http.StatusFound)
		_, _ = w.Write(make([]byte, 200<<10)) // that nobody reads
	})
	transport := open(t, fast(), crawler.TestLimits{})
	res, err := transport.Fetch(t.Context(), kith.Request{
		Method: "POST", URL: s.URL + "/9", Body: []byte("x"), Header: http.Header{"Authorization": {"secret"}},
	})
	if err != nil || string(res.Body) != "GET" || res.URL != other.URL+"/end" {
		t.Errorf("got %+v, %v", res, err)
	}
	_, err = get(t, transport, s.URL+"/10")
	wantError(t, err, kith.CodeUnavailable, "more than 10 times")
	loop := newSite(t, "", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, map[string]string{"/a": "/b", "/b": "/c", "/c": "/a"}[r.URL.Path], http.StatusFound)
	})
	_, err = get(t, transport, loop.URL+"/a")
	wantError(t, err, kith.CodeUnavailable, "loop")
	if loop.log() != "/robots.txt /a /b /c" {
		t.Errorf("the loop was asked %s", loop.log())
	}
	kept := newSite(t, "", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/a" {
			http.Redirect(w, r, "/b", http.StatusPermanentRedirect)
			return
		}
		_, _ = io.Copy(w, r.Body)
	})
	if res, err = transport.Fetch(t.Context(), kith.Request{Method: "POST", URL: kept.URL + "/a", Body: []byte("kept")}); err != nil || string(res.Body) != "kept" {
		t.Errorf("a 308 lost the body: %+v, %v", res, err)
	}
}

// TestPitfallAskedAgain: colly asks for no address twice, keeps answers in its
// cache and sends cookies of the past.
func TestPitfallAskedAgain(t *testing.T) {
	t.Parallel()
	count := 0
	s := newSite(t, "", func(w http.ResponseWriter, r *http.Request) {
		count++
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "yes"})
		fmt.Fprint(w, count, r.Header.Get("Cookie"))
	})
	transport := open(t, fast(), crawler.TestLimits{})
	for _, want := range []string{"1", "2", "3"} {
		if res := mustGet(t, transport, s.URL+"/"); string(res.Body) != want {
			t.Errorf("got %q, want %q", res.Body, want)
		}
	}
	res, err := transport.Fetch(t.Context(), kith.Request{URL: s.URL + "/", Header: http.Header{"Cookie": {"a=b"}}})
	if err != nil || string(res.Body) != "4a=b" {
		t.Errorf("a reader's own cookie: %q, %v", res.Body, err)
	}
}

// TestPitfallPlainErrors checks that failures are told in plain words.
func TestPitfallPlainErrors(t *testing.T) {
	t.Parallel()
	transport := open(t, fast(), crawler.TestLimits{})
	s := newSite(t, "", nil)
	s.Close()
	_, err := get(t, transport, s.URL+"/")
	wantError(t, err, kith.CodeUnavailable, "does not take connections")
	plain := newSite(t, "", nil)
	_, err = get(t, transport, strings.Replace(plain.URL, "http:", "https:", 1)+"/")
	wantError(t, err, kith.CodeUnavailable, "does not speak HTTPS")
	_, err = transport.Fetch(t.Context(), kith.Request{Method: "BAD METHOD", URL: plain.URL + "/"})
	wantError(t, err, kith.CodeInvalid, "no address")
}

// TestClose checks that closing ends what is under way, that nothing runs on,
// and that nothing is asked any more. It cannot run beside others: it counts
// goroutines.
func TestClose(t *testing.T) {
	before := runtime.NumGoroutine()
	arrived := make(chan struct{})
	s := newSite(t, "", func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/hang" {
			close(arrived)
			<-r.Context().Done()
		}
	})
	transport, err := crawler.NewTransport(fast())
	if err != nil {
		t.Fatal(err)
	}
	mustGet(t, transport, s.URL+"/")
	ended := make(chan error)
	for _, path := range []string{"/hang", "/queued"} {
		go func() {
			_, err := transport.Fetch(context.Background(), kith.Request{URL: s.URL + path})
			ended <- err
		}()
		if path == "/hang" {
			<-arrived
		}
	}
	transport.Close()
	for range 2 {
		wantError(t, <-ended, kith.CodeUnavailable, "stopping")
	}
	_, err = get(t, transport, s.URL+"/")
	wantError(t, err, kith.CodeUnavailable, "stopping")
	transport.Close()
	s.Close()
	for range 500 { // the last of them end a moment later
		if runtime.NumGoroutine() <= before {
			return
		}
		if err := kith.Sleep(t.Context(), 10*time.Millisecond); err != nil {
			break
		}
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines before, %d after\n%s", before, runtime.NumGoroutine(), stacks[:runtime.Stack(stacks, true)])
}

// TestLog checks the line that each request gets, and that no body is in it.
func TestLog(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	o := fast()
	o.Clock = newClock().Now
	o.Log = slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	s := newSite(t, "", answer([]byte("a secret")))
	mustGet(t, open(t, o, crawler.TestLimits{}), s.URL+"/jobs")
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	want := []string{
		"level=DEBUG msg=request method=GET url=" + s.URL + "/robots.txt took=0s status=404 bytes=19",
		"level=DEBUG msg=request method=GET url=" + s.URL + "/jobs took=0s status=200 bytes=8",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("got %q", lines)
	}
	if strings.Contains(out.String(), "secret") {
		t.Error("the body is in the log")
	}
}
