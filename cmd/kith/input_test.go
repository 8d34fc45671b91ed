package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kith/config"
)

// inProcess opens a program in the test's own process.
func inProcess(t *testing.T, k *terminal) *App {
	t.Helper()
	settings, err := config.Load("", k.env, map[string]string{"data": k.data, "listen": "127.0.0.1:0", "time_zone": "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	app, err := New(t.Context(), Options{Config: settings, Clock: time.Now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := app.Stop(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	return app
}

// TestBadInput gives kith what it cannot use: one plain sentence each, the
// right exit code, and nothing half done.
func TestBadInput(t *testing.T) {
	t.Parallel()
	_, k := visitor(t, "")
	dir := filepath.Dir(k.data)
	write := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	pdf := write("Connections.csv", []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"))
	huge := filepath.Join(dir, "huge.csv")
	if err := os.WriteFile(huge, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(huge, 201<<20); err != nil {
		t.Fatal(err)
	}
	notFolder := write("notafolder", []byte("x"))
	for _, c := range []struct {
		args  []string
		code  int
		words []string
	}{
		{[]string{"crwal"}, exitUsage, []string{`"crwal"`, "crawl"}},
		{[]string{"crawl", "--al"}, exitUsage, []string{"--al"}},
		{[]string{"company"}, exitUsage, []string{"verb"}},
		{[]string{"company", "add"}, exitUsage, []string{"kith company add"}},
		{[]string{"events", "--since", "soon"}, exitUsage, []string{"30d"}},
		{[]string{"search", "x", "--limit", "0"}, exitUsage, []string{"1000"}},
		{[]string{"openings", "--every", "soon"}, exitUsage, []string{"every", "30m"}},
		{[]string{"openings", "--config", "/does/not/exist"}, exitUsage, []string{"settings file"}},
		{[]string{"company", "add", "https://"}, exitFailed, nil},
		{[]string{"company", "add", "http://10.0.0.1/careers"}, exitFailed, []string{"private"}},
		{[]string{"company", "add", "http://localhost:1234/jobs"}, exitFailed, nil},
		{[]string{"company", "add", "https://boards.greenhouse.io/nobodyhere"}, exitFailed, []string{"no board"}},
		{[]string{"crawl", "Nobody"}, exitFailed, []string{"Nobody", "company list"}},
		{[]string{"import", pdf}, exitFailed, []string{"contact list"}},
		{[]string{"import", huge}, exitFailed, []string{"200 MB"}},
		{[]string{"import", "absent.csv"}, exitFailed, []string{"absent.csv"}},
		{[]string{"import", dir}, exitFailed, []string{"folder"}},
		{[]string{"watch", "add", "Nobody"}, exitFailed, []string{"Nobody"}},
		{[]string{"openings", "--data", notFolder}, exitFailed, []string{"notafolder"}},
	} {
		k.fails(c.code, c.words, c.args...)
	}
	for _, verb := range []string{"openings", "contacts", "alerts"} {
		if out := k.lines(nil, verb); len(out) != 0 {
			t.Errorf("%s lists %v after input that could not be used", verb, out)
		}
	}
}

// TestForeignDatabase opens what is no database of kith's.
func TestForeignDatabase(t *testing.T) {
	t.Parallel()
	k := newTerminal(t)
	if err := os.MkdirAll(k.data, 0o700); err != nil {
		t.Fatal(err)
	}
	noise := bytes.Repeat([]byte("no database "), 1000)
	path := filepath.Join(k.data, "kith.db")
	if err := os.WriteFile(path, noise, 0o600); err != nil {
		t.Fatal(err)
	}
	k.fails(exitFailed, []string{"kith.db"}, "openings")
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(after, noise) {
		t.Errorf("the foreign file was changed: %v", err)
	}
}
