package alerts

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/alerts/mail"
)

func someone(id int64, match kith.Match, since int) kith.Reason {
	r := kith.Reason{Kind: kith.ReasonContact, ContactID: id, Contact: string(rune('A' + id)), Match: match}
	if since > 0 {
		r.Since = time.Date(since, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return r
}

// TestGroup checks the order of companies, people and roles.
func TestGroup(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)
	opening := func(company int64, name string, seen int, reasons ...kith.Reason) kith.Alert {
		o := kith.Opening{Title: name, FirstSeenAt: at.Add(time.Duration(seen) * time.Minute), CompanyID: company}
		return kith.Alert{Kind: kith.AlertOpening, CompanyID: company, Company: name, RoleKey: name, Openings: []kith.Opening{o}, Reasons: reasons}
	}
	watched := kith.Reason{Kind: kith.ReasonWatch}
	grouped := group([]kith.Alert{
		opening(1, "Watched", 50, watched),
		opening(2, "Strong", 40, someone(1, kith.MatchStrong, 2001), someone(2, kith.MatchStrong, 2002), someone(3, kith.MatchStrong, 2003)),
		opening(3, "One", 10, someone(4, kith.MatchExact, 2010)),
		opening(4, "Two", 1, someone(5, kith.MatchStrong, 2000), someone(6, kith.MatchExact, 0), someone(7, kith.MatchExact, 2015)),
		opening(4, "Two", 1, someone(7, kith.MatchExact, 2015), someone(8, kith.MatchWeak, 1990)),
		opening(5, "Other one", 20, someone(9, kith.MatchExact, 2010)),
	})
	var names []string
	for _, c := range grouped {
		names = append(names, c.Name)
	}
	if diff := cmp.Diff([]string{"Two", "Other one", "One", "Strong", "Watched"}, names); diff != "" {
		t.Errorf("companies (-want +got):\n%s", diff)
	}
	var people []int64
	for _, p := range grouped[0].People {
		people = append(people, p.ContactID)
	}
	if diff := cmp.Diff([]int64{7, 6, 5}, people); diff != "" {
		t.Errorf("whom to ask first (-want +got):\n%s", diff)
	}
	if len(grouped[0].Roles) != 1 {
		t.Errorf("one role is %d lines", len(grouped[0].Roles))
	}
}

// TestRoles checks how copies of a role become one line.
func TestRoles(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)
	pay := func(least int64) *kith.Salary { return &kith.Salary{Min: least, Currency: "EUR"} }
	copies := []kith.Opening{
		{Title: "Planner", URL: "https://a.example/1", Locations: []string{"Leeds"}, Workplace: kith.WorkplaceHybrid, Salary: pay(1), FirstSeenAt: at},
		{Title: "Planner", URL: "https://a.example/2", Locations: []string{"LEEDS", "Hull"}, Workplace: kith.WorkplaceHybrid, Salary: pay(2), FirstSeenAt: at.Add(time.Hour)},
		{Title: "Planner", Locations: []string{"York"}, ClosedAt: at},
	}
	got := group([]kith.Alert{{Kind: kith.AlertOpening, CompanyID: 1, Openings: copies}, {Kind: kith.AlertOpening, CompanyID: 1, Title: "Alone", URL: "https://a.example/9", CreatedAt: at}})
	want := []mail.Role{
		{Title: "Planner", URL: "https://a.example/1", Places: []string{"Leeds", "Hull"}, Workplace: kith.WorkplaceHybrid, SeenAt: at.Add(time.Hour)},
		{Title: "Alone", URL: "https://a.example/9", SeenAt: at},
	}
	if diff := cmp.Diff(want, got[0].Roles); diff != "" {
		t.Errorf("roles (-want +got):\n%s", diff)
	}
	if copies[0].Locations[0] != "Leeds" || len(copies[0].Locations) != 1 {
		t.Error("the alert was changed")
	}
}
