//go:build unix

package browser_test

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kith"
	"kith/crawler/browser"
)

// outOfTime is in the sentence on a page that was given up.
const outOfTime = "until its time was over"

// TestOtherPrograms starts programs that are no browser, or do not behave as
// one: each ends with a sentence, and none is left.
func TestOtherPrograms(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ script, want string }{
		"no sandbox": {`echo "FATAL: No usable sandbox! Update your kernel" >&2`, "cannot set up its sandbox here, and is not used without it"},
		"as root":    {`echo "Running as root without --no-sandbox is not supported." >&2`, "cannot set up its sandbox here"},
		"other end":  {`echo "libatk is missing" >&2; exit 127`, "it said last: libatk is missing"},
		"no word":    {`exit 3`, "the browser ended by itself"},
		"no JSON":    {`printf 'hello\000' >&4; exec sleep 1000`, "too long or no JSON"},
		"no end":     {`exec cat /dev/zero >&4`, "too long or no JSON"},
		"no zero":    {`exec yes >&4`, "too long or no JSON"},
		"refusal":    {`printf '{"id":1,"error":{"message":"no such method"}}\000' >&4; exec sleep 1000`, "Fetch.enable: no such method"},
		"no answer":  {`exec sleep 1000`, outOfTime},
		"children":   {`sleep 1000 & sleep 1000 & exec sleep 1000`, outOfTime},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			patience := browser.Times(time.Minute, time.Minute)
			if c.want == outOfTime {
				patience = browser.Times(time.Second, time.Second)
			}
			page, err := newFake(t, c.script, patience).Render(t.Context(), "http://palewater.example/")
			if code := kith.CodeOf(err); code != kith.CodeUnavailable || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, %s, %v; want %q", page, code, err, c.want)
			}
		})
	}
}

// newFake returns a Browser that starts a shell script.
func newFake(t *testing.T, script string, o ...browser.Limit) *browser.Browser {
	t.Helper()
	folder, err := os.MkdirTemp("/tmp", "kt-") //nolint:usetesting // TempDir is closed to the user that the browser runs as
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	program := filepath.Join(folder, "browser")
	for _, err := range []error{
		os.Chmod(folder, 0o755),
		os.WriteFile(program, []byte("#!/bin/sh\n"+script+"\n"), 0o755),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	fetch := func(_ context.Context, r kith.Request) (*kith.Response, error) {
		return &kith.Response{Status: 200, URL: r.URL, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte("<p>x")}, nil
	}
	b, err := browser.New(browser.Options{Path: program, Fetch: fetch, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	browser.SetLimits(b, o...)
	t.Cleanup(b.Close)
	return b
}

// TestNoBrowser says what to do where there is none.
func TestNoBrowser(t *testing.T) {
	t.Parallel()
	fetch := func(context.Context, kith.Request) (*kith.Response, error) { return nil, nil }
	_, err := browser.New(browser.Options{Path: filepath.Join(t.TempDir(), "chromium"), Fetch: fetch, Log: slog.New(slog.DiscardHandler)})
	if kith.CodeOf(err) != kith.CodeNotFound || !strings.Contains(err.Error(), "set crawler.browser") {
		t.Errorf("got %v", err)
	}
	if _, err := browser.New(browser.Options{}); kith.CodeOf(err) != kith.CodeInternal {
		t.Errorf("without a fetch: got %v", err)
	}
}
