package main

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
)

// TestRoles prints roles: copies are one line with their places, and what is
// listed again or has stood for long is marked and not hidden.
func TestRoles(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	opening := func(id int64, role, place string, days int) kith.Opening {
		seen := now.AddDate(0, 0, -days)
		return kith.Opening{ID: id, RoleKey: role, Title: "Planner", Company: "Northwharf", Locations: []string{place}, FirstSeenAt: seen, ListedAt: seen}
	}
	again := opening(4, "1/cook", "Hull", 1)
	again.RepostOf, again.ListedAt = 2, now.AddDate(0, 0, -40)
	closed := opening(5, "", "Hull", 200)
	closed.ClosedAt = now.AddDate(0, 0, -1)
	remote := opening(6, "", "Remote", 3)
	remote.Workplace = kith.WorkplaceRemote
	got := [][]string{}
	for _, role := range rolesOf([]kith.Opening{
		opening(1, "1/planner", "Hull", 2), opening(2, "", "Ely", 89), opening(3, "1/planner", "Leeds", 2), again, closed, remote, opening(7, "1/old", "Bath", 90),
	}) {
		got = append(got, slices.Concat([]string{roleTitle(role)}, roleMarks(role, now)))
	}
	want := [][]string{
		{"Planner · Northwharf · Hull and 1 more place", "2 openings of one role"},
		{"Planner · Northwharf · Ely"},
		{"Planner · Northwharf · Hull", "listed again, first on " + day(again.ListedAt)},
		{"Planner · Northwharf · Hull · closed " + when(closed.ClosedAt)},
		{"Planner · Northwharf · Remote"},
		{"Planner · Northwharf · Bath", "open since " + day(now.AddDate(0, 0, -90)) + ": perhaps no longer meant"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
