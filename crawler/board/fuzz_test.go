package board_test

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"kith"
	"kith/crawler/board"
)

// fuzzVisit has a system read an answer of any bytes, for the list and for the
// details alike.
func fuzzVisit(f *testing.F, ats string) {
	files, err := filepath.Glob(filepath.Join("testdata", ats+"*.json"))
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds for %s: %v", ats, err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
		f.Add(body[:len(body)/2])
	}
	f.Add([]byte(emptyList(ats)))
	registry, key := board.New(), goldenBoards()[ats]
	f.Fuzz(func(t *testing.T, body []byte) {
		s := &script{t: t, answers: func(kith.Request) (*kith.Response, error) { return says(200, "%s", body) }}
		v := registry.Visit(t.Context(), s.fetch, source(key), nil)
		checkFuzzed(t, v, body)
	})
}

// checkFuzzed checks a visit that was answered with any bytes.
func checkFuzzed(t *testing.T, v kith.Visit, body []byte) {
	t.Helper()
	checkVisit(t, v)
	if v.Requests > 400+len(body) {
		t.Errorf("%d requests for an answer of %d bytes", v.Requests, len(body))
	}
}

// checkVisit checks what holds of every visit.
func checkVisit(t *testing.T, v kith.Visit) {
	t.Helper()
	switch {
	case v.Outcome == kith.OutcomeComplete && (!v.Proof.Complete() || v.Reason != "" || v.Validators.Hash == ""),
		v.Outcome == kith.OutcomePartial && (v.Reason == "" || v.Proof.Complete() || v.Validators.Hash != ""),
		v.Outcome == kith.OutcomeFailed && (v.Reason == "" || len(v.Openings) > 0):
		t.Errorf("%s (%s) with the proof %+v and %d openings", v.Outcome, v.Reason, v.Proof, len(v.Openings))
	}
	seen := map[string]bool{}
	for _, o := range v.Openings {
		if o.ExternalID == "" || o.Title == "" || o.RowHash == "" || seen[o.ExternalID] {
			t.Errorf("not fit: %+v", o)
		}
		seen[o.ExternalID] = true
		for _, s := range append([]string{o.ExternalID, o.Title, o.Department, o.URL, o.Description, o.Country, o.EmploymentType}, o.Locations...) {
			if !utf8.ValidString(s) {
				t.Errorf("no UTF-8: %q", s)
			}
		}
		if p := o.Salary; p != nil && (p.Min < 0 || p.Max < 0 || len(p.Currency) != 3 && p.Currency != "") {
			t.Errorf("not fit: %+v", *p)
		}
		if len(o.Country) != 2 && o.Country != "" || len(o.Locations) > 100 {
			t.Errorf("not fit: country %q, %d places", o.Country, len(o.Locations))
		}
	}
}

func FuzzGreenhouse(f *testing.F)      { fuzzVisit(f, "greenhouse") }
func FuzzLever(f *testing.F)           { fuzzVisit(f, "lever") }
func FuzzAshby(f *testing.F)           { fuzzVisit(f, "ashby") }
func FuzzSmartRecruiters(f *testing.F) { fuzzVisit(f, "smartrecruiters") }
func FuzzWorkday(f *testing.F)         { fuzzVisit(f, "workday") }
