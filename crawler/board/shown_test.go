package board_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
)

// shownVisit is a visit as golden files show it: what is empty is left out.
type shownVisit struct {
	Outcome  kith.Outcome
	Reason   string `json:",omitempty"`
	Proof    kith.Proof
	Requests int
	Gone     []string `json:",omitempty"`
	ETag     string   `json:",omitempty"`
	Openings []shownOpening
}

// shownOpening is an opening as golden files show it.
type shownOpening struct {
	ExternalID, Title string
	Locations         []string       `json:",omitempty"`
	Country           string         `json:",omitempty"`
	Workplace         kith.Workplace `json:",omitempty"`
	Department        string         `json:",omitempty"`
	EmploymentType    string         `json:",omitempty"`
	Seniority         kith.Seniority `json:",omitempty"`
	Language          string         `json:",omitempty"`
	Salary            *kith.Salary   `json:",omitempty"`
	URL               string         `json:",omitempty"`
	PostedAt          time.Time      `json:",omitzero"`
	Description       string         `json:",omitempty"`
	Undetailed        bool           `json:",omitempty"`
}

// compareGolden compares a visit with a golden file, or writes it.
func compareGolden(t *testing.T, file string, v kith.Visit) {
	t.Helper()
	shown := shownVisit{Outcome: v.Outcome, Reason: v.Reason, Proof: v.Proof, Requests: v.Requests, Gone: v.Gone, ETag: v.Validators.ETag}
	for _, o := range v.Openings {
		if len(o.RowHash) != 32 {
			t.Errorf("%s has the hash %q", o.ExternalID, o.RowHash)
		}
		shown.Openings = append(shown.Openings, shownOpening{
			o.ExternalID, o.Title, o.Locations, o.Country, o.Workplace, o.Department, o.EmploymentType, o.Seniority, o.Language, o.Salary,
			o.URL, o.PostedAt, o.Description, !o.Detailed,
		})
	}
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(shown); err != nil {
		t.Fatal(err)
	}
	file = filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}
