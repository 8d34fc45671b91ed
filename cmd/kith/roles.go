package main

import (
	"slices"
	"strings"
	"time"

	"kith"
)

// rolesOf gathers openings into roles: the copies of one role in many places,
// on two boards of its company or under a new id. Their order is that of the
// first opening of each.
func rolesOf(openings []kith.Opening) [][]kith.Opening {
	var roles [][]kith.Opening
	at := map[string]int{}
	for _, o := range openings {
		i, there := at[o.RoleKey]
		if !there || o.RoleKey == "" {
			i = len(roles)
			roles = append(roles, nil)
			at[o.RoleKey] = i
		}
		roles[i] = append(roles[i], o)
	}
	return roles
}

// roleTitle is a role in one line of words. What its copies do not agree on is
// left unsaid.
func roleTitle(role []kith.Opening) string {
	first := role[0]
	parts := []string{first.Title, first.Company}
	var all []string
	workplace, closed := first.Workplace, first.ClosedAt
	for _, o := range role {
		for _, place := range o.Locations {
			if !slices.Contains(all, place) {
				all = append(all, place)
			}
		}
		if o.Workplace != workplace {
			workplace = ""
		}
		if o.ClosedAt.IsZero() || !closed.IsZero() && o.ClosedAt.After(closed) {
			closed = o.ClosedAt
		}
	}
	if len(all) > 0 {
		parts = append(parts, places(all))
	}
	said := strings.Contains(strings.ToLower(strings.Join(all, " ")), string(workplace))
	if !said && (workplace == kith.WorkplaceRemote || workplace == kith.WorkplaceHybrid) {
		parts = append(parts, string(workplace))
	}
	if !closed.IsZero() {
		parts = append(parts, "closed "+when(closed))
	}
	return strings.Join(parts, " · ")
}

// roleMarks says what a reader should know of a role beside its title: that it
// stands several times, that it is listed again, that it has been open for
// long.
func roleMarks(role []kith.Opening, now time.Time) []string {
	var marks []string
	if len(role) > 1 {
		marks = append(marks, plural(len(role), "opening")+" of one role")
	}
	again := slices.IndexFunc(role, func(o kith.Opening) bool { return o.RepostOf != 0 })
	long := slices.IndexFunc(role, func(o kith.Opening) bool { return o.IsLongOpen(now) })
	switch {
	case again >= 0:
		marks = append(marks, "listed again, first on "+day(role[again].ListedAt))
	case long >= 0:
		marks = append(marks, "open since "+day(role[long].OpenSince())+": perhaps no longer meant")
	}
	return marks
}

// day writes a date as a terminal shows it.
func day(t time.Time) string { return t.Local().Format("2 Jan 2006") }
