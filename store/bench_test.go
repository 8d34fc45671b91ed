package store_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"kith"
	"kith/store"
	"kith/store/storetest"
)

// BenchmarkRecordVisit measures visits to a board of a thousand openings with
// three kilobytes of text each: all new, all unchanged, all changed.
func BenchmarkRecordVisit(b *testing.B) {
	for _, database := range []struct {
		name  string
		fresh storetest.Fresh
	}{{"sqlite", storetest.SQLite}, {"postgres", storetest.InPostgres}} {
		for _, found := range []string{"new", "unchanged", "changed"} {
			b.Run(database.name+"/"+found, func(b *testing.B) { benchmarkVisits(b, database.fresh, found) })
		}
	}
}

func benchmarkVisits(b *testing.B, fresh storetest.Fresh, found string) {
	options := fresh(b)
	options.Clock = time.Now
	db, err := store.Open(b.Context(), options)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	add := func(token string) kith.Source {
		s, _, err := db.AddSource(b.Context(), kith.Source{
			Kind: kith.SourceBoard, Host: "boards.example", URL: "https://boards.example/" + token,
			Board: kith.Board{ATS: "greenhouse", Token: token},
		})
		if err != nil {
			b.Fatal(err)
		}
		return s
	}
	openings := make([]kith.Opening, 1000)
	for i := range openings {
		text := fmt.Sprintf("%0*d", 3000, i)
		openings[i] = kith.Opening{
			ExternalID: strconv.Itoa(i), Title: "Planner " + strconv.Itoa(i), Locations: []string{"Rotterdam"}, Description: text, RowHash: "r", Detailed: true,
		}
	}
	record := func(s kith.Source) {
		_, err := db.RecordVisit(b.Context(), kith.Visit{
			SourceID: s.ID, At: time.Now(), Outcome: kith.OutcomeComplete, Openings: openings,
			Proof: kith.Proof{Expected: 1000, Found: 1000, Pages: 1}, NextVisitAt: time.Now().Add(time.Hour),
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	source := add("first")
	record(source)
	visits := 0
	for b.Loop() {
		visits++
		switch found {
		case "new":
			b.StopTimer()
			source = add(strconv.Itoa(visits))
			b.StartTimer()
		case "changed":
			for i := range openings {
				openings[i].Title = fmt.Sprint("Planner ", i, " since visit ", visits)
			}
		}
		record(source)
	}
	b.ReportMetric(1000*float64(visits)/b.Elapsed().Seconds(), "openings/s")
}
