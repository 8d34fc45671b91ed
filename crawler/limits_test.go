package crawler_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"kith"
	"kith/crawler"
)

// packed returns content packed with gzip.
func packed(t testing.TB, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// answer returns a handler that sends a body with headers, given as pairs.
func answer(body []byte, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		_, _ = w.Write(body)
	}
}

// chunked returns a handler that sends a body without its length.
func chunked(body []byte, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(w).Flush()
		answer(body, header...)(w, r)
	}
}

// TestBodies checks that bodies of every size and packing arrive whole.
func TestBodies(t *testing.T) {
	t.Parallel()
	transport := open(t, fast(), crawler.TestLimits{})
	for _, size := range []int{0, 1, 60_000, 64 << 10, 64<<10 + 1, 2 << 20, 2<<20 + 1, 5 << 20} {
		content := bytes.Repeat([]byte("0123456789abcdef"), size/16+1)[:size]
		zipped := packed(t, content)
		for name, handle := range map[string]http.HandlerFunc{
			"plain": answer(content, "Content-Type", "text/plain"), "chunked": chunked(content),
			"gzip": answer(zipped, "Content-Encoding", "gzip"), "x-gzip": answer(zipped, "Content-Encoding", "X-GZIP"),
			"gzip chunked": func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Encoding", "gzip")
				chunked(zipped)(w, r)
			},
			"a file":        answer(zipped, "Content-Type", "application/gzip"),
			"not a file":    answer(content, "Content-Type", "application/gzip"),
			"two in a file": answer(append(packed(t, content[:size/2]), packed(t, content[size/2:])...), "Content-Encoding", "gzip"),
		} {
			res := mustGet(t, transport, newSite(t, "", handle).URL+"/")
			if !bytes.Equal(res.Body, content) || res.Status != 200 {
				t.Errorf("%s of %d bytes: status %d, %d bytes", name, size, res.Status, len(res.Body))
			}
			if res.Header.Get("Content-Encoding") != "" {
				t.Errorf("%s: still said to be packed", name)
			}
		}
		res := mustGet(t, transport, newSite(t, "", answer(zipped, "Content-Type", "application/octet-stream")).URL+"/sitemap.xml.gz")
		if !bytes.Equal(res.Body, content) {
			t.Errorf("sitemap.xml.gz of %d bytes: %d bytes", size, len(res.Body))
		}
	}
}

// TestPitfallBodyIsNotCut: colly cuts a long body silently, or, when asked to
// unpack it, does not bound it at all.
func TestPitfallBodyIsNotCut(t *testing.T) {
	t.Parallel()
	const limit = 1 << 20
	transport := open(t, fast(), crawler.TestLimits{Body: limit})
	long, exact := bytes.Repeat([]byte{'x'}, limit+1), bytes.Repeat([]byte{'x'}, limit)
	bomb := packed(t, make([]byte, 32<<20))
	for name, handle := range map[string]http.HandlerFunc{
		"plain": answer(long), "chunked": chunked(long), "gzip": answer(packed(t, long), "Content-Encoding", "gzip"),
		"bomb": answer(bomb, "Content-Encoding", "gzip"), "file": answer(bomb, "Content-Type", "application/x-gzip"),
		"said to be long": answer(nil, "Content-Length", "99999999999"),
	} {
		_, err := get(t, transport, newSite(t, "", handle).URL+"/")
		wantError(t, err, kith.CodeTooLarge, "larger than 1 MB")
		if t.Failed() {
			t.Fatal(name)
		}
	}
	for name, handle := range map[string]http.HandlerFunc{
		"plain": answer(exact), "chunked": chunked(exact), "gzip": answer(packed(t, exact), "Content-Encoding", "gzip"),
	} {
		if res := mustGet(t, transport, newSite(t, "", handle).URL+"/"); len(res.Body) != limit {
			t.Errorf("%s: %d bytes", name, len(res.Body))
		}
	}
}

// TestBrokenAnswers checks that half an answer is no answer.
func TestBrokenAnswers(t *testing.T) {
	t.Parallel()
	zipped := packed(t, []byte(strings.Repeat("some words that are packed ", 1000)))
	flipped := bytes.Clone(zipped)
	flipped[len(flipped)-6] ^= 0xff // in the checksum
	corrupt := bytes.Clone(zipped)
	copy(corrupt[12:], bytes.Repeat([]byte{0xff}, 20))
	for name, c := range map[string]struct {
		handle http.HandlerFunc
		words  string
	}{
		"less than promised": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, "half")
		}, "before its answer was whole"},
		"chunks without end": {func(w http.ResponseWriter, _ *http.Request) {
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}, "before its answer was whole"},
		"half of gzip":       {answer(zipped[:len(zipped)/2], "Content-Encoding", "gzip"), "before its answer was whole"},
		"one byte of gzip":   {answer(zipped[:1], "Content-Encoding", "gzip"), "unpacked"},
		"wrong checksum":     {answer(flipped, "Content-Encoding", "gzip"), "unpacked"},
		"corrupt gzip":       {answer(corrupt, "Content-Encoding", "gzip"), "unpacked"},
		"not gzip at all":    {answer([]byte("{}"), "Content-Encoding", "gzip"), "unpacked"},
		"brotli":             {answer([]byte("{}"), "Content-Encoding", "br"), "not asked for"},
		"headers":            {answer(nil, "X-Long", strings.Repeat("x", 300<<10)), "headers"},
		"many headers":       {manyHeaders(10_000), "headers"},
		"closed at once":     {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "before its answer was whole"},
		"redirect nowhere":   {redirectTo("http://[::1"), "gave no answer"},
		"redirect in a loop": {redirectTo("?"), "redirects in a loop"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := get(t, open(t, fast(), crawler.TestLimits{}), newSite(t, "", c.handle).URL+"/")
			wantError(t, err, kith.CodeUnavailable, c.words)
		})
	}
}

func manyHeaders(number int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := range number {
			w.Header().Add("Set-Cookie", fmt.Sprintf("name%d=%s", i, strings.Repeat("v", 30)))
		}
	}
}

func redirectTo(address string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", address)
		w.WriteHeader(http.StatusFound)
	}
}

// TestSlowAnswers checks that a peer that does not answer, or drips, is given
// up in real time even when the program's clock stands still.
func TestSlowAnswers(t *testing.T) {
	t.Parallel()
	o := fast()
	o.Clock = newClock().Now
	drip := func(w http.ResponseWriter, r *http.Request) {
		for kith.Sleep(r.Context(), 5*time.Millisecond) == nil {
			fmt.Fprint(w, ".")
			_ = http.NewResponseController(w).Flush()
		}
	}
	_, err := get(t, open(t, o, crawler.TestLimits{Whole: 150 * time.Millisecond}), newSite(t, "", drip).URL+"/")
	wantError(t, err, kith.CodeUnavailable, "whole answer within 150ms")
	hang := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	_, err = get(t, open(t, o, crawler.TestLimits{Header: 100 * time.Millisecond}), newSite(t, "", hang).URL+"/")
	wantError(t, err, kith.CodeUnavailable, "did not answer in time")
}

// TestBigBodiesTakeTurns checks that a third big body waits for the first two
// and loses none of its time by that.
func TestBigBodiesTakeTurns(t *testing.T) {
	t.Parallel()
	content := bytes.Repeat([]byte("big "), 1<<20)
	const whole = 3 * time.Second / 2
	transport := open(t, fast(), crawler.TestLimits{Whole: whole})
	begun, release := make(chan struct{}, 2), make(chan struct{})
	held := func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write(content[:3<<20])
		_ = http.NewResponseController(w).Flush()
		begun <- struct{}{}
		select {
		case <-release:
		case <-r.Context().Done():
		}
		_, _ = w.Write(content[3<<20:])
	}
	ended := make(chan error, 3)
	for range 2 {
		s := newSite(t, "", held)
		go func() {
			_, err := get(t, transport, s.URL+"/")
			ended <- err
		}()
	}
	<-begun
	<-begun
	third := newSite(t, "", answer(content))
	go func() {
		res, err := get(t, transport, third.URL+"/")
		if err == nil && len(res.Body) != len(content) {
			t.Errorf("%d bytes", len(res.Body))
		}
		ended <- err
	}()
	// The first two are never released: they end when their time is over, which
	// is later than the time of the third would be if it did not stand still.
	failed := 0
	for range 3 {
		if err := <-ended; err != nil {
			wantError(t, err, kith.CodeUnavailable, "whole answer")
			failed++
		}
	}
	if failed != 2 {
		t.Errorf("%d of the three failed", failed)
	}
}
