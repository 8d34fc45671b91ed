package main

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"kith"
	"kith/config"
	"kith/internal/littleweb"
	"kith/store"
)

// TestBoardMoved has the board of a company vanish while the company's site
// leads to another one: that is followed, and said. One that has only been
// silent for an hour is not looked for.
func TestBoardMoved(t *testing.T) {
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
	app, err := New(t.Context(), Options{Config: settings, Clock: time.Now, Log: slog.New(slog.DiscardHandler), RootCAs: web.CertPool()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = app.Stop(context.WithoutCancel(t.Context())) })
	employer := web.Employers()[0]
	company, _, err := app.DB.AddCompany(t.Context(), kith.Company{Name: employer.Name, Domain: employer.Domain, Names: []kith.CompanyName{{Name: employer.Name}}})
	if err != nil {
		t.Fatal(err)
	}
	old := addSilentBoard(t, app, company, "formerly", 10*time.Hour)
	recent := addSilentBoard(t, app, company, "recently", time.Hour)
	if err := app.followMoved(t.Context()); err != nil {
		t.Fatal(err)
	}
	company, err = app.companyByID(t.Context(), company.ID)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, s := range company.Boards {
		said[s.Board.Key()] = boardHealth(s)
	}
	if len(said) != 3 || said[employer.BoardKey] != "not visited yet" || said[old.Board.Key()] != "moved to "+employer.BoardKey {
		t.Errorf("the boards are %q", said)
	}
	if text := said[recent.Board.Key()]; !strings.HasPrefix(text, "gone since ") || !strings.Contains(text, "3 visits in a row") || !strings.Contains(text, "answered last") {
		t.Errorf("the board that has been gone for an hour: %q", text)
	}
}

// addSilentBoard takes in a board that answered once and has been gone since.
func addSilentBoard(t *testing.T, app *App, company kith.Company, token string, silent time.Duration) kith.Source {
	t.Helper()
	begin := time.Now().Add(-silent)
	s, _, err := app.DB.AddSource(t.Context(), kith.Source{
		Kind: kith.SourceBoard, CompanyID: company.ID, Host: "api.lever.co", Board: kith.Board{ATS: "lever", Token: token, URL: "https://jobs.lever.co/" + token},
	})
	if err != nil {
		t.Fatal(err)
	}
	outcomes := []kith.Outcome{kith.OutcomeComplete, kith.OutcomeGone, kith.OutcomeGone, kith.OutcomeGone}
	for i, outcome := range outcomes {
		v := kith.Visit{SourceID: s.ID, At: begin.Add(time.Duration(i) * time.Minute), Outcome: outcome, NextVisitAt: time.Now().Add(time.Hour)}
		if outcome == kith.OutcomeComplete {
			v.Proof = kith.Proof{Pages: 1, Found: 1, Expected: -1}
			v.Openings = []kith.Opening{{ExternalID: "1", Title: "Planner"}}
		} else {
			v.Reason = "the site answered 404 Not Found"
		}
		if _, err := app.DB.RecordVisit(t.Context(), v); err != nil {
			t.Fatal(err)
		}
	}
	found, err := app.DB.Sources(t.Context(), store.SourceFilter{IDs: []int64{s.ID}})
	if err != nil || len(found) != 1 {
		t.Fatal(err)
	}
	return found[0]
}
