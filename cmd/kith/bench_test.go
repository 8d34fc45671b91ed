package main

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"kith"
	"kith/directory"
	"kith/index"
	"kith/store"
	"kith/store/storetest"
)

// BenchmarkIngest measures openings per second into store and index together:
// boards of a thousand openings each, recorded as visits and then fed to the
// index by the change log. KITH_BENCH_OPENINGS says how many (default 10000);
// the peak memory of the process is reported beside it.
//
//	KITH_BENCH_OPENINGS=100000 go test -run - -bench Ingest -benchtime 1x ./cmd/kith
func BenchmarkIngest(b *testing.B) {
	total := 10_000
	if text := os.Getenv("KITH_BENCH_OPENINGS"); text != "" {
		total, _ = strconv.Atoi(text)
	}
	for _, database := range []string{"sqlite", "postgres"} {
		b.Run(database, func(b *testing.B) {
			url := ""
			if database == "postgres" {
				url = storetest.Postgres(b)
			}
			for b.Loop() {
				ingest(b, url, total)
			}
			b.ReportMetric(float64(total*b.N)/b.Elapsed().Seconds(), "openings/s")
			b.ReportMetric(float64(peakMemory())/(1<<20), "peak-MB")
		})
	}
}

// ingest fills a new store and its index.
func ingest(b *testing.B, url string, total int) {
	b.Helper()
	ctx, dir := b.Context(), b.TempDir()
	log := slog.New(slog.DiscardHandler)
	db, err := store.Open(ctx, store.Options{Database: url, Dir: dir, Clock: time.Now, Log: log})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	ix, err := index.Open(ctx, index.Options{Dir: filepath.Join(dir, "index"), Store: indexStore{db}, Clock: time.Now, Log: log})
	if err != nil {
		b.Fatal(err)
	}
	defer ix.Close()
	for i := range total / 1000 {
		recordBoard(b, db, i)
		if _, err := ix.CatchUp(ctx); err != nil {
			b.Fatal(err)
		}
	}
	if got := ix.State().Documents; got < uint64(total) {
		b.Fatalf("%d documents, want %d", got, total)
	}
}

// recordBoard records the first visit to a board of a thousand openings.
func recordBoard(b *testing.B, db *store.DB, number int) {
	b.Helper()
	name := fmt.Sprintf("Employer %d", number)
	company, _, err := db.AddCompany(b.Context(), kith.Company{Name: name, Names: []kith.CompanyName{{Name: name, Keys: directory.Keys(name)}}})
	if err != nil {
		b.Fatal(err)
	}
	source, _, err := db.AddSource(b.Context(), kith.Source{
		Kind: kith.SourceBoard, CompanyID: company.ID, Host: "boards.example", URL: "https://boards.example/" + strconv.Itoa(number),
		Board: kith.Board{ATS: "greenhouse", Token: strconv.Itoa(number)},
	})
	if err != nil {
		b.Fatal(err)
	}
	visit := kith.Visit{SourceID: source.ID, At: time.Now(), Outcome: kith.OutcomeComplete, Openings: benchOpenings(number)}
	visit.Proof = kith.Proof{Expected: 1000, Found: 1000, Pages: 1}
	if _, err := db.RecordVisit(b.Context(), visit); err != nil {
		b.Fatal(err)
	}
}

// benchOpenings makes a thousand openings with three kilobytes of text each.
func benchOpenings(seed int) []kith.Opening {
	words := []string{"plan", "route", "ledger", "harbour", "signal", "grid", "carriage", "record", "patient", "review", "build", "measure", "team", "customer", "system", "night"}
	openings := make([]kith.Opening, 0, 1000)
	for i := range 1000 {
		text := make([]byte, 0, 3100)
		for n := seed*1000 + i; len(text) < 3000; n = (n*1103515245 + 12345) & 0x7fffffff {
			text = append(append(text, words[(n>>8)%len(words)]...), ' ')
		}
		openings = append(openings, kith.Opening{
			ExternalID: strconv.Itoa(i), Title: fmt.Sprintf("%s %s Analyst %d", words[i%16], words[(i/16)%16], i),
			Locations: []string{"Rotterdam"}, URL: "https://boards.example/" + strconv.Itoa(i), Description: string(text), Detailed: true,
		})
	}
	return openings
}

// peakMemory returns the most memory that this process has held, in bytes.
func peakMemory() int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return usage.Maxrss << 10
}
