package notice

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith/internal/recorded"
)

var update = flag.Bool("update", false, "write the golden files anew")

// sampled is a row of a recorded list as it is read. It was compared with the
// row by eye.
type sampled struct {
	File    string
	Row     int // of the table, from 1
	Company string
	Kind    string
	Noticed string `json:",omitempty"`
	Begins  string `json:",omitempty"`
	People  int    `json:",omitempty"`
	Place   string `json:",omitempty"`
}

// sampleOf takes rows of a file: those with the smallest hashes.
func sampleOf(t *testing.T, file, name string, most int) (rows []sampled, raw map[int]string) {
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
	all, err := tables(body)
	if err != nil {
		t.Fatal(err)
	}
	at, c, ok := headingRow(all[0])
	if !ok {
		t.Fatalf("%s has no headings", name)
	}
	l := &list{columns: c, headings: all[0][at], state: stateOfName("https://warn.example/" + name)}
	l.columns.doubt(all[0][at+1:])
	type ranked struct {
		sampled
		hash string
	}
	var ranks []ranked
	raw = map[int]string{}
	for i, cells := range all[0][at+1:] {
		got, ok := l.read(cells)
		if !ok {
			continue
		}
		s := sampled{File: name, Row: at + i + 2, Company: got.company, Kind: string(got.kind), People: got.people, Place: got.place}
		if !got.noticed.IsZero() {
			s.Noticed = got.noticed.Format("2006-01-02")
		}
		if !got.effective.IsZero() {
			s.Begins = got.effective.Format("2006-01-02")
		}
		ranks = append(ranks, ranked{s, fmt.Sprintf("%x", sha256.Sum256([]byte(fmt.Sprint(name, s.Row))))})
		raw[s.Row] = strings.Join(cells, " ¦ ")
	}
	slices.SortFunc(ranks, func(a, b ranked) int { return strings.Compare(a.hash, b.hash) })
	for _, r := range ranks[:min(len(ranks), most)] {
		rows = append(rows, r.sampled)
	}
	return rows, raw
}

// TestSample reads 300 rows of the recorded lists, some of each, and compares
// them with what they were found to say by eye.
func TestSample(t *testing.T) {
	t.Parallel()
	dir := recorded.Shared(t, "corpus/restructuring")
	files, err := filepath.Glob(filepath.Join(dir, "warn_*", "*.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	var got []sampled
	for i, file := range files {
		most := 6
		if i < 300-6*49 {
			most = 7
		}
		name := strings.TrimSuffix(filepath.Base(file), ".gz")
		if strings.Contains(file, "warn_ny/") {
			name = "ny/" + name
		}
		rows, raw := sampleOf(t, file, name, most)
		got = append(got, rows...)
		if os.Getenv("KITH_SHOW") != "" {
			for _, s := range rows {
				t.Logf("%s %d [%s | %s | n %s | e %s | %d | %s] <- %.260s", s.File, s.Row, s.Company, s.Kind, s.Noticed, s.Begins, s.People, s.Place, raw[s.Row])
			}
		}
	}
	data, err := json.MarshalIndent(got, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "sample.json")
	if *update {
		if err := os.WriteFile(file, append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.TrimSpace(string(want)), string(data)); diff != "" {
		t.Errorf("%d rows (-want +got):\n%s", len(got), diff)
	}
}
