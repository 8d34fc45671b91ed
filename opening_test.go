package kith_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
)

// TestMerge checks what stays of a stored opening when its board shows it
// again.
func TestMerge(t *testing.T) {
	t.Parallel()
	seen := time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)
	posted := time.Date(2026, 10, 30, 0, 0, 0, 0, time.UTC)
	stored := kith.Opening{
		ID: 7, BoardID: 3, CompanyID: 2, ExternalID: "a1", Title: "Planner", Locations: []string{"Rotterdam", "Antwerp"}, Country: "NL",
		Workplace: kith.WorkplaceHybrid, Department: "Operations", EmploymentType: "full-time", Description: "Plans.",
		Salary: &kith.Salary{Min: 50_000, Currency: "EUR", Period: "year"}, PostedAt: posted,
		FirstSeenAt: seen, LastSeenAt: seen, RowHash: "r1", Detailed: true, Baseline: true,
	}
	row := kith.Opening{ExternalID: "a1", Title: "Planner …", Locations: []string{"2 Locations"}, RowHash: "r1"}

	if got := stored.Merge(row); !cmp.Equal(got, stored) {
		t.Errorf("the same row without details changes it: %s", cmp.Diff(stored, got))
	}

	renamed := row
	renamed.Title, renamed.RowHash, renamed.Locations = "Senior Planner", "r2", []string{"Ghent"}
	got := stored.Merge(renamed)
	if got.Title != "Senior Planner" || got.Locations[0] != "Ghent" || got.Description != "Plans." || got.Salary == nil {
		t.Errorf("a new row: %+v", got)
	}
	if !got.FirstSeenAt.Equal(seen) || !got.Baseline || got.ID != 7 || !got.PostedAt.Equal(posted) {
		t.Errorf("our own facts moved: %+v", got)
	}

	detailed := renamed
	detailed.Detailed, detailed.Description = true, "Plans more."
	if got := stored.Merge(detailed); got.Department != "" || got.Salary != nil || got.Description != "Plans more." {
		t.Errorf("what the detail page no longer says stays: %+v", got)
	}
}

// TestContentHash checks that every field a person reads is in the hash, and
// our own dates are not.
func TestContentHash(t *testing.T) {
	t.Parallel()
	base := kith.Opening{Title: "Planner"}
	for name, change := range map[string]func(*kith.Opening){
		"title":       func(o *kith.Opening) { o.Title = "Pilot" },
		"places":      func(o *kith.Opening) { o.Locations = []string{"Leeds"} },
		"country":     func(o *kith.Opening) { o.Country = "GB" },
		"workplace":   func(o *kith.Opening) { o.Workplace = kith.WorkplaceRemote },
		"department":  func(o *kith.Opening) { o.Department = "Rail" },
		"employment":  func(o *kith.Opening) { o.EmploymentType = "part-time" },
		"salary":      func(o *kith.Opening) { o.Salary = &kith.Salary{Min: 1} },
		"url":         func(o *kith.Opening) { o.URL = "https://jobs.example/1" },
		"description": func(o *kith.Opening) { o.Description = "Text" },
		"posted":      func(o *kith.Opening) { o.PostedAt = time.Unix(1, 0) },
	} {
		changed := base
		change(&changed)
		if changed.ContentHash() == base.ContentHash() {
			t.Errorf("another %s is no change", name)
		}
	}
	ours := base
	ours.FirstSeenAt, ours.LastSeenAt, ours.Baseline, ours.RowHash = time.Unix(5, 0), time.Unix(6, 0), true, "x"
	if ours.ContentHash() != base.ContentHash() {
		t.Error("our own dates are a change")
	}
}
