package notice_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"time"

	"kith/crawler/notice"
	"kith/internal/recorded"
)

// unpack reads a recorded file.
func unpack(t testing.TB, file string) []byte {
	t.Helper()
	packed, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// TestRecordedLists reads the recorded lists of every state: of nearly all rows
// a notice is made, and of nearly all notices the date and the place are read.
// What the fields are is in TestSample.
func TestRecordedLists(t *testing.T) {
	t.Parallel()
	dir := recorded.Shared(t, "corpus/restructuring")
	files, err := filepath.Glob(filepath.Join(dir, "warn_raw_states", "*.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob(filepath.Join(dir, "warn_ny", "*.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 || len(more) == 0 {
		t.Fatalf("no lists in %s", dir)
	}
	for _, file := range append(files, more...) {
		name := strings.TrimSuffix(filepath.Base(file), ".gz")
		if strings.Contains(file, "warn_ny/") {
			name = "ny/" + name
		}
		body := unpack(t, file)
		result, err := notice.Read(body, "https://warn.example/"+name, time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		lines := csv.NewReader(bytes.NewReader(body))
		lines.LazyQuotes, lines.FieldsPerRecord = true, -1
		rows, err := lines.ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		some, dated, effective, people, placed := 0, 0, 0, 0, 0
		for _, item := range result.Items {
			e := item.Events[0]
			if !e.PublishedAt.IsZero() || !e.EffectiveAt.IsZero() {
				some++
			}
			if !e.PublishedAt.IsZero() {
				dated++
			}
			if !e.EffectiveAt.IsZero() {
				effective++
			}
			if e.Headcount > 0 {
				people++
			}
			if len(e.Locations) > 0 {
				placed++
			}
		}
		t.Logf("%-12s %5d lines, %5d notices, %5d items, %5d dated, %5d effective, %5d counted, %5d placed; held %v; %v; %s", name, len(rows), result.Rows, len(result.Items),
			dated, effective, people, placed, result.Held, result.Missing, strings.Join(result.Columns, ", "))
		// Indiana has 147 rows of 1217 that only name a revised notice, Missouri 104
		// of 293 twice.
		if n := len(result.Items); result.Rows*100 < 85*(len(rows)-1) || n*10 < 6*result.Rows || some*10 < 9*n || placed*10 < 9*n {
			t.Errorf("%s: too little is read", name)
		}
	}
}
