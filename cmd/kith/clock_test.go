package main

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"kith"
	"kith/config"
	"kith/internal/littleweb"
	"kith/store"
)

// TestClockSetBack crawls, sets the clock back and crawls again: the visit is
// older than the last one, so it is refused, and the crawl ends and says so.
func TestClockSetBack(t *testing.T) {
	t.Parallel()
	web := littleweb.New(littleweb.Options{})
	if err := web.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = web.Close() })
	settings, err := config.Load("", nil, map[string]string{"data": t.TempDir(), "proxy": web.ProxyURL().String(), "pace": "1ms", "time_zone": "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	var back atomic.Bool
	clock := func() time.Time {
		if back.Load() {
			return time.Now().Add(-2 * time.Hour)
		}
		return time.Now()
	}
	app, err := New(t.Context(), Options{Config: settings, Clock: clock, Log: slog.New(slog.DiscardHandler), RootCAs: web.CertPool()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = app.Stop(context.WithoutCancel(t.Context())) })
	if _, _, err := app.addCompany(t.Context(), "", web.Employers()[0].BoardURL); err != nil {
		t.Fatal(err)
	}
	crawl := func() (visits int, err error) {
		sources, err := app.DB.Sources(t.Context(), store.SourceFilter{})
		if err != nil {
			t.Fatal(err)
		}
		return visits, app.crawl(t.Context(), sources, func(kith.VisitRecord) error { visits++; return nil })
	}
	if visits, err := crawl(); visits != 1 || err != nil {
		t.Fatalf("%d visits: %v", visits, err)
	}
	back.Store(true)
	var partly errPartly
	if visits, err := crawl(); visits != 0 || !errors.As(err, &partly) {
		t.Errorf("with the clock set back: %d visits: %v", visits, err)
	}
	back.Store(false)
	if visits, err := crawl(); visits != 1 || err != nil {
		t.Errorf("with the clock right again: %d visits: %v", visits, err)
	}
}
