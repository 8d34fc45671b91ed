package kith_test

import (
	"testing"
	"time"

	"kith"
)

// TestProof checks what proves a list whole: promise 4 of the design.
func TestProof(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		proof kith.Proof
		want  bool
	}{
		{"nothing read", kith.Proof{}, false},
		{"the counts agree", kith.Proof{Expected: 40, Found: 40, Pages: 2}, true},
		{"too few", kith.Proof{Expected: 40, Found: 39, Pages: 2}, false},
		{"too many", kith.Proof{Expected: 40, Found: 41, Pages: 2}, false},
		{"no count, all pages read", kith.Proof{Expected: -1, Found: 40, Pages: 2}, true},
		{"empty and said so", kith.Proof{Expected: 0, Found: 0, Pages: 1}, true},
		{"a page failed", kith.Proof{Expected: 40, Found: 40, Pages: 2, FailedPages: 1}, false},
		{"page one came again", kith.Proof{Expected: -1, Found: 20, Pages: 2, Repeated: true}, false},
		{"cut by a limit", kith.Proof{Expected: -1, Found: 2000, Pages: 100, Truncated: true}, false},
	} {
		if got := c.proof.Complete(); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

// TestClosing plays visits to a board with ten open openings one after the
// other: which of them may close what it did not show.
func TestClosing(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	some := []kith.Opening{{ExternalID: "1"}}
	complete, partial := kith.OutcomeComplete, kith.OutcomePartial
	type look struct {
		after    time.Duration
		outcome  kith.Outcome
		openings []kith.Opening
		closes   bool
	}
	for _, c := range []struct {
		name  string
		looks []look
	}{
		{"a whole list closes what is missing", []look{{0, complete, some, true}}},
		{"a partial one never does", []look{{0, partial, some, false}, {9 * time.Hour, partial, nil, false}}},
		{"no answer changes nothing", []look{{0, kith.OutcomeFailed, nil, false}, {9 * time.Hour, kith.OutcomeRefused, nil, false}}},
		{"empty is believed after three looks over six hours", []look{
			{0, complete, nil, false}, {3 * time.Hour, complete, nil, false}, {6 * time.Hour, complete, nil, true}}},
		{"three looks in a hurry are not enough", []look{
			{0, complete, nil, false}, {time.Hour, complete, nil, false}, {2 * time.Hour, complete, nil, false}, {7 * time.Hour, complete, nil, true}}},
		{"a board that is gone counts like an empty one", []look{
			{0, kith.OutcomeGone, nil, false}, {3 * time.Hour, complete, nil, false}, {6 * time.Hour, kith.OutcomeGone, nil, true}}},
		{"a failure between teaches nothing", []look{
			{0, complete, nil, false}, {3 * time.Hour, kith.OutcomeFailed, nil, false}, {6 * time.Hour, complete, nil, false}, {7 * time.Hour, complete, nil, true}}},
		{"one list that is not empty ends the suspicion", []look{
			{0, complete, nil, false}, {3 * time.Hour, complete, some, true}, {6 * time.Hour, complete, nil, false}, {9 * time.Hour, complete, nil, false}}},
		{"unchanged ends it too", []look{
			{0, complete, nil, false}, {3 * time.Hour, kith.OutcomeUnchanged, nil, false}, {6 * time.Hour, complete, nil, false}, {9 * time.Hour, complete, nil, false}}},
	} {
		var suspect kith.Suspect
		for i, l := range c.looks {
			visit := kith.Visit{At: begin.Add(l.after), Outcome: l.outcome, Openings: l.openings}
			var closes bool
			if closes, suspect = kith.Closing(suspect, visit, 10); closes != l.closes {
				t.Errorf("%s: look %d closes: %v, want %v", c.name, i+1, closes, l.closes)
			}
		}
	}
}

// TestClosingEmptyBoard checks that an empty list where nothing stands is no
// suspicion.
func TestClosingEmptyBoard(t *testing.T) {
	t.Parallel()
	closes, suspect := kith.Closing(kith.Suspect{}, kith.Visit{Outcome: kith.OutcomeComplete}, 0)
	if closes || suspect.Count != 0 {
		t.Errorf("closes %v, suspect %+v", closes, suspect)
	}
}
