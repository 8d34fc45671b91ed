package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kith"
	"kith/config"
	"kith/store"
)

// newApp puts a program together that visits nobody.
func newApp(t *testing.T, clock kith.Clock) *App {
	t.Helper()
	settings, err := config.Load("", nil, map[string]string{"data": t.TempDir(), "time_zone": "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	app, err := New(t.Context(), Options{Config: settings, Clock: clock, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = app.Stop(context.WithoutCancel(t.Context())) })
	return app
}

// TestSignals plays a board that is quiet for weeks and then surges: from the
// visits to the alert and the words of the mail, told once, and to nobody who
// has nothing to do with the company.
func TestSignals(t *testing.T) {
	t.Parallel()
	var days atomic.Int64 // that have passed
	clock := func() time.Time { return time.Date(2026, 9, 1+int(days.Load()), 6, 0, 0, 0, time.UTC) }
	app := newApp(t, clock)
	ctx := t.Context()
	company, _, err := app.DB.AddCompany(ctx, kith.Company{Name: "Northwharf", Names: []kith.CompanyName{{Name: "Northwharf", Keys: kith.NameKeys{Exact: "northwharf"}}}})
	if err != nil {
		t.Fatal(err)
	}
	board, _, err := app.DB.AddSource(ctx, kith.Source{Kind: kith.SourceBoard, CompanyID: company.ID, Host: "api.lever.co", Board: kith.Board{ATS: "lever", Token: "northwharf", URL: "https://jobs.lever.co/northwharf"}})
	if err != nil {
		t.Fatal(err)
	}
	user, err := app.DB.FirstUser(ctx)
	if err != nil {
		t.Fatal(err)
	}
	user.Cadence = kith.CadenceNever // so that all waits for the look at the end
	if user, err = app.DB.UpdateUser(ctx, user); err != nil {
		t.Fatal(err)
	}
	if _, err := app.DB.AddUser(ctx, kith.User{Email: "stranger@mail.example"}); err != nil {
		t.Fatal(err)
	}
	contact := kith.Contact{Name: "Marta Lindqvist", Company: "Northwharf", Position: "Planner", Keys: kith.NameKeys{Exact: "northwharf"}}
	if _, err := app.DB.SaveContacts(ctx, user.ID, []kith.Contact{contact}); err != nil {
		t.Fatal(err)
	}
	if err := app.StartQueue(ctx); err != nil {
		t.Fatal(err)
	}
	for day := range 26 {
		openings := 12
		if day > 20 {
			openings += 3 * (day - 20)
		}
		now := clock()
		v := kith.Visit{SourceID: board.ID, At: now, Outcome: kith.OutcomeComplete, Proof: kith.Proof{Expected: openings, Found: openings, Pages: 1}, NextVisitAt: now.AddDate(1, 0, 0)}
		for i := range openings {
			v.Openings = append(v.Openings, kith.Opening{ExternalID: fmt.Sprint(i), Title: fmt.Sprintf("Planner %d", i), Locations: []string{"Hull"}, RowHash: "x", Detailed: true})
		}
		if _, err := app.DB.RecordVisit(ctx, v); err != nil {
			t.Fatal(err)
		}
		if err := app.awaitMatch(ctx); err != nil {
			t.Fatal(err)
		}
		days.Add(1)
	}
	signals, err := app.DB.Signals(ctx, store.SignalFilter{})
	if err != nil || len(signals) != 1 || signals[0].Kind != kith.SignalSurge || signals[0].Company != "Northwharf" {
		t.Fatalf("the signals are %+v, %v", signals, err)
	}
	told := map[kith.AlertKind]int{}
	for _, u := range []int64{user.ID, user.ID + 1} {
		alerts, err := app.DB.Alerts(ctx, store.AlertFilter{UserID: u})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range alerts {
			told[a.Kind]++
			if a.UserID != user.ID {
				t.Errorf("the stranger is told %+v", a)
			}
		}
	}
	if told[kith.AlertSignal] != 1 {
		t.Errorf("told were %v", told)
	}
	preview, err := app.Digester.Preview(ctx, user)
	if err != nil || !strings.Contains(preview.Text, "Hiring picks up. ") || !strings.Contains(preview.HTML, "new openings in 7 days") {
		t.Errorf("the mail says %v\n%s", err, preview.Text)
	}
}

// TestMoves imports a list, and the same list half a year later: who came and
// who left is told, where a company is one that kith knows.
func TestMoves(t *testing.T) {
	t.Parallel()
	web, k := visitor(t, "")
	one, two := web.Employers()[0], web.Employers()[1]
	k.run("company", "add", one.BoardURL, two.BoardURL)
	file := func(rows ...string) string {
		path := filepath.Join(t.TempDir(), "Connections.csv")
		text := "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n" + strings.Join(rows, "\n") + "\n"
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	row := func(name, company, position string) string {
		return fmt.Sprintf("%s,Example,https://www.linkedin.com/in/%s,,%s,%s,02 Mar 2020", name, strings.ToLower(name), company, position)
	}
	k.run("import", file(row("Ana", one.Name, "Planner"), row("Bo", one.Name, "Cook"), row("Cy", "Elsewhere", "Cook")))
	if got := k.lines(nil, "import", file(row("Ana", two.Name, "Head Planner"), row("Bo", one.Name, "Cook"), row("Cy", "Nowhere", "Cook"))); got[0].number("moves") != 2 {
		t.Errorf("the import says %v", got)
	}
	var moves []object
	for _, a := range k.lines(nil, "alerts") {
		if a.text("kind") == "move" {
			moves = append(moves, a)
		}
	}
	want := "Ana Example moved from " + one.Name + " to " + two.Name
	if len(moves) != 1 || moves[0].text("title") != want || moves[0].text("company") != one.Name {
		t.Fatalf("the moves that are told: %v", moves)
	}
	text := strings.Join(strings.Fields(k.run("digest")), " ")
	for _, words := range []string{want, "Was Planner here. That seat may be open now"} {
		if !strings.Contains(text, words) {
			t.Errorf("the digest does not say %q: %s", words, text)
		}
	}
}
