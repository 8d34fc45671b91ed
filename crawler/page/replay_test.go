package page_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
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

// shared returns the path of a file of test data outside the repository, in a
// folder "shared" beside it (or where KITH_SHARED says), and skips without.
func shared(tb testing.TB, path string) string {
	tb.Helper()
	root := os.Getenv("KITH_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	full, err := filepath.Abs(filepath.Join(root, filepath.FromSlash(path)))
	if err == nil {
		_, err = os.Stat(full)
	}
	if err != nil {
		tb.Skipf("needs ../shared: %v", err)
	}
	return full
}

// replay is the recorded web, running.
type replay struct {
	Proxy, CA, Control string
	client             *http.Client
}

// startReplay builds and starts the recorded web, until the test ends.
func startReplay(t *testing.T) *replay {
	t.Helper()
	if testing.Short() {
		t.Skip("starts the recorded web")
	}
	source, corpus := shared(t, "replay"), shared(t, "corpus")
	dir := t.TempDir()
	binary, ready := filepath.Join(dir, "replay"), filepath.Join(dir, "ready.json")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-C", source, "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("building the recorded web: %v\n%s", err, out)
	}
	process := exec.CommandContext(t.Context(), binary, "-corpus", corpus, "-ready", ready, "-ca-dir", dir)
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = process.Wait() }) // killed with the test's context
	r := &replay{}
	for {
		data, err := os.ReadFile(ready)
		if err == nil && json.Unmarshal(data, r) == nil {
			break
		}
		if kith.Sleep(t.Context(), 50*time.Millisecond) != nil || process.ProcessState != nil {
			t.Fatal("the recorded web did not start")
		}
	}
	certificate, err := os.ReadFile(r.CA)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(certificate)
	proxy, err := url.Parse(r.Proxy)
	if err != nil {
		t.Fatal(err)
	}
	r.client = &http.Client{Transport: &http.Transport{
		Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12},
	}}
	return r
}

// fetch fetches through the recorded web.
func (r *replay) fetch(ctx context.Context, request kith.Request) (*kith.Response, error) {
	return fetchWith(ctx, r.client, request)
}

// fetchWith is a kith.FetchFunc over an ordinary client.
func fetchWith(ctx context.Context, client *http.Client, request kith.Request) (*kith.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, request.URL, nil)
	if err != nil {
		return nil, kith.Errorf(kith.CodeInvalid, "%q is no address: %w", request.URL, err)
	}
	if request.Validators.ETag != "" {
		req.Header.Set("If-None-Match", request.Validators.ETag)
	}
	if request.Validators.LastModified != "" {
		req.Header.Set("If-Modified-Since", request.Validators.LastModified)
	}
	res, err := client.Do(req)
	if err != nil {
		return nil, kith.Errorf(kith.CodeUnavailable, "%s did not answer: %w", request.URL, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, kith.Errorf(kith.CodeUnavailable, "%s: the answer broke off: %w", request.URL, err)
	}
	return &kith.Response{Status: res.StatusCode, URL: res.Request.URL.String(), Header: res.Header, Body: body}, nil
}

// ask asks the control of the recorded web.
func (r *replay) ask(t *testing.T, call string, into any) {
	t.Helper()
	res, err := http.Get(r.Control + call)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}

// setDay turns the clock of the recorded web.
func (r *replay) setDay(t *testing.T, day int) {
	t.Helper()
	body, err := json.Marshal(map[string]int{"day": day})
	res, err2 := http.Post(r.Control+"/clock", "application/json", bytes.NewReader(body))
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
}
