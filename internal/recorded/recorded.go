// Package recorded starts the recorded web for tests: a program that lies
// beside the repository, in ../shared/replay, and plays real boards, company
// sites and feeds under their own host names through a proxy. Tests that need
// it are skipped where it is not there.
package recorded

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"kith"
)

// SharedVariable names the environment variable that holds the folder of test
// data beside the repository; without it that is ../shared.
const SharedVariable = "KITH_SHARED"

// Shared returns the full path of something in the folder of test data beside
// the repository, and skips the test where it is not there.
func Shared(tb testing.TB, path string) string {
	tb.Helper()
	root := os.Getenv(SharedVariable)
	if root == "" {
		root = filepath.Join(moduleRoot(tb), "..", "shared")
	}
	full, err := filepath.Abs(filepath.Join(root, filepath.FromSlash(path)))
	if err == nil {
		_, err = os.Stat(full)
	}
	if err != nil {
		tb.Skipf("../shared/%s is not here", path)
	}
	return full
}

// moduleRoot returns the folder of go.mod, above that of the test.
func moduleRoot(tb testing.TB) string {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		above := filepath.Dir(dir)
		if above == dir {
			tb.Fatal("there is no go.mod above the test")
		}
		dir = above
	}
}

// Web is the recorded web, running.
type Web struct {
	Proxy   string `json:"proxy"`   // address
	CA      string `json:"ca"`      // file of its certificate authority
	Control string `json:"control"` // address
	tb      testing.TB
}

// Start builds the recorded web and has it run until the test ends. The test
// is skipped where it is not there, and with -short.
func Start(tb testing.TB) *Web {
	tb.Helper()
	source, corpus := Shared(tb, "replay"), Shared(tb, "corpus")
	if testing.Short() {
		tb.Skip("the recorded web takes a while to start; not with -short")
	}
	dir := tb.TempDir()
	binary, ready := filepath.Join(dir, "replay"), filepath.Join(dir, "ready.json")
	if out, err := exec.CommandContext(tb.Context(), "go", "build", "-C", source, "-o", binary, ".").CombinedOutput(); err != nil {
		tb.Fatalf("building the recorded web: %v\n%s", err, out)
	}
	process := exec.CommandContext(tb.Context(), binary, "-corpus", corpus, "-ready", ready, "-ca-dir", dir)
	if err := process.Start(); err != nil {
		tb.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { _ = process.Wait(); close(ended) }() // it is killed with the test's context
	tb.Cleanup(func() { <-ended })
	w := &Web{tb: tb}
	for {
		if content, err := os.ReadFile(ready); err == nil && json.Unmarshal(content, w) == nil {
			return w
		}
		select {
		case <-ended:
			tb.Fatal("the recorded web ended at once")
		case <-time.After(20 * time.Millisecond): // it tells that it is ready by a file only
		}
	}
}

// Get reads one call of the control.
func (w *Web) Get(call string, into any) {
	w.tb.Helper()
	w.do(http.MethodGet, call, nil, into)
}

// Send makes one call of the control that changes something.
func (w *Web) Send(method, call string, body any) {
	w.tb.Helper()
	w.do(method, call, body, nil)
}

// SetDay turns the clock to a day, 1 to 22.
func (w *Web) SetDay(day int) {
	w.tb.Helper()
	w.Send(http.MethodPost, "/clock", map[string]int{"day": day})
}

func (w *Web) do(method, call string, body, into any) {
	w.tb.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		w.tb.Fatal(err)
	}
	req, err := http.NewRequestWithContext(w.tb.Context(), method, w.Control+call, bytes.NewReader(data))
	if err != nil {
		w.tb.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.tb.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode >= http.StatusMultipleChoices {
		w.tb.Fatalf("%s %s: %s", method, call, res.Status)
	}
	if into == nil {
		return
	}
	if err := json.NewDecoder(res.Body).Decode(into); err != nil {
		w.tb.Fatalf("%s %s: %v", method, call, err)
	}
}

// Client returns a client that sees the recorded web and nothing else.
func (w *Web) Client() *http.Client {
	w.tb.Helper()
	certificate, err := os.ReadFile(w.CA)
	if err != nil {
		w.tb.Fatal(err)
	}
	proxy, err := url.Parse(w.Proxy)
	if err != nil {
		w.tb.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(certificate)
	return &http.Client{Transport: &http.Transport{
		Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12},
	}}
}

// FetchWith returns a fetch over an ordinary client, without the manners and
// limits of the transport.
func FetchWith(client *http.Client) kith.FetchFunc {
	return func(ctx context.Context, r kith.Request) (*kith.Response, error) {
		method := r.Method
		if method == "" {
			method = http.MethodGet
		}
		req, err := http.NewRequestWithContext(ctx, method, r.URL, bytes.NewReader(r.Body))
		if err != nil {
			return nil, kith.Errorf(kith.CodeInvalid, "%q is no address: %w", r.URL, err)
		}
		for name, values := range r.Header {
			req.Header[name] = values
		}
		if r.Validators.ETag != "" {
			req.Header.Set("If-None-Match", r.Validators.ETag)
		}
		if r.Validators.LastModified != "" {
			req.Header.Set("If-Modified-Since", r.Validators.LastModified)
		}
		return answer(client, req)
	}
}

// answer sends a request and reads its answer to the end.
func answer(client *http.Client, req *http.Request) (*kith.Response, error) {
	res, err := client.Do(req)
	if err != nil {
		return nil, kith.Errorf(kith.CodeUnavailable, "%s did not answer: %w", req.URL, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, kith.Errorf(kith.CodeUnavailable, "%s: the answer broke off: %w", req.URL, err)
	}
	return &kith.Response{Status: res.StatusCode, URL: res.Request.URL.String(), Header: res.Header, Body: body}, nil
}
