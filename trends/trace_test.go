package trends_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kith"
	"kith/internal/recorded"
	"kith/trends"
)

// traced is a board of the recorded days.
type traced struct {
	trends.History
	gaps int // openings that were missing in between
}

// traces reads 22 recorded days of boards.
func traces(t testing.TB) map[string]*traced {
	t.Helper()
	packed, err := os.ReadFile(recorded.Shared(t, "corpus/traces/tech_salary_radar_daily.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(unpacked).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	day := func(text string) time.Time {
		d, err := time.Parse(time.DateOnly, text)
		if err != nil {
			return time.Time{}
		}
		return d
	}
	boards := map[string]*traced{}
	first := day("2026-07-18")
	for i, row := range rows[1:] {
		key := row[at["ats"]] + "/" + row[at["company"]]
		b := boards[key]
		if b == nil {
			b = &traced{}
			for n := range 22 {
				b.Days = append(b.Days, first.AddDate(0, 0, n))
			}
			boards[key] = b
		}
		s := trends.Span{
			ID: int64(i + 1), Title: row[at["title"]], Places: strings.Split(row[at["location"]], ";"), First: day(row[at["first_day_seen"]]), Closed: day(row[at["first_day_gone"]]),
		}
		s.Baseline = s.First.Equal(first)
		if days, _ := strconv.Atoi(row[at["missing_days_between"]]); days > 0 && s.Closed.IsZero() { // at the worst it came again just now
			s.Reopened = day(row[at["last_day_seen"]])
			s.Away = s.Reopened.AddDate(0, 0, -days)
		}
		if posted, err := time.Parse(time.RFC3339, row[at["published_at"]]); err == nil {
			s.Since = posted
		}
		if missing, _ := strconv.Atoi(row[at["missing_days_between"]]); missing > 0 {
			b.gaps++
		}
		b.Spans = append(b.Spans, s)
	}
	return boards
}

// TestTrace looks at 22 recorded days of real boards: on the last of them, and
// on the days before, on which too little is known for a word.
func TestTrace(t *testing.T) {
	t.Parallel()
	boards := traces(t)
	last := time.Date(2026, 8, 8, 0, 0, 0, 0, time.UTC)
	var found []kith.Signal
	kinds := map[kith.SignalKind]int{}
	gaps := 0
	for key, b := range boards {
		gaps += b.gaps
		for _, s := range trends.Signals(b.History, last) {
			s.Company = key
			found = append(found, s)
			kinds[s.Kind]++
		}
		for n := range 20 {
			for _, s := range trends.Signals(b.History, last.AddDate(0, 0, -2-n)) {
				if s.Kind != kith.SignalLongOpen {
					t.Errorf("%s on day %d: %+v", key, 20-n, s)
				}
			}
		}
	}
	slices.SortFunc(found, func(a, b kith.Signal) int {
		if a.Strength > b.Strength {
			return -1
		}
		return 1
	})
	t.Logf("%d boards, %d openings with gaps, %v", len(boards), gaps, kinds)
	if told := len(found) - kinds[kith.SignalLongOpen]; told == 0 || told > len(boards)/10 {
		t.Errorf("%d signals of %d boards", told, len(boards))
	}
	if kinds[kith.SignalReopened] > 0 {
		t.Error("openings that were missing for days are taken for reopened")
	}
	for _, s := range found {
		if s.Kind != kith.SignalLongOpen {
			t.Logf("%s %s %s %.1f: %s", s.Company, s.Kind, s.Subject, s.Strength, s.Evidence)
		}
	}
}

// BenchmarkSignals looks at the histories of all recorded boards: how many
// openings a second, and how much memory a board takes.
func BenchmarkSignals(b *testing.B) {
	boards := traces(b)
	openings := 0
	for _, h := range boards {
		openings += len(h.Spans)
	}
	last := time.Date(2026, 8, 8, 0, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		for _, h := range boards {
			trends.Signals(h.History, last)
		}
	}
	b.ReportMetric(float64(b.N*openings)/b.Elapsed().Seconds(), "openings/s")
}
