package storetest

import (
	"strings"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/store"
)

func companyCases() []testCase {
	return []testCase{
		{"company/one employer is one company", sameCompany},
		{"company/find", findCompany},
		{"company/needs a name", badCompany},
	}
}

// named returns a company by several names.
func named(domain string, names ...string) kith.Company {
	c := kith.Company{Name: names[0], Domain: domain}
	for _, n := range names {
		c.Names = append(c.Names, kith.CompanyName{Name: n, Keys: keys(n)})
	}
	return c
}

// sameCompany checks by what two companies are one.
func sameCompany(f *fixture) {
	first, created, err := f.db.AddCompany(f.ctx, named("stripe.example", "Stripe"))
	f.no(err)
	if !created || first.Domain != "stripe.example" {
		f.Errorf("created %v: %+v", created, first)
	}
	for _, again := range []kith.Company{
		named("", "Stripe", "Stripe Payments"),
		named("STRIPE.example", "Stripe Payments Europe"),
		named("other.example", "Stripe Payments"),
	} {
		got, created, err := f.db.AddCompany(f.ctx, again)
		f.no(err)
		if created || got.ID != first.ID || got.Name != "Stripe" || got.Domain != "stripe.example" {
			f.Errorf("%s: created %v: %+v", again.Name, created, got)
		}
	}
	second, created, err := f.db.AddCompany(f.ctx, named("", "Epic", "Epic Systems"))
	f.no(err)
	if !created || second.ID == first.ID {
		f.Errorf("another company: %+v", second)
	}
	all := must(f.db.Companies(f.ctx, store.CompanyFilter{}))(f)
	var names []string
	for _, c := range all {
		names = append(names, c.Name)
	}
	if diff := cmp.Diff([]string{"Epic", "Stripe"}, names); diff != "" {
		f.Errorf("the companies: %s", diff)
	}
}

// findCompany looks companies up.
func findCompany(f *fixture) {
	north, _, err := f.db.AddCompany(f.ctx, named("northwharf.example", "Northwharf Freight"))
	f.no(err)
	f.company("Northwharf Foods")
	board := f.board(north.ID, "northwharf")
	for _, q := range []struct {
		filter store.CompanyFilter
		want   int
	}{
		{store.CompanyFilter{ID: north.ID}, 1},
		{store.CompanyFilter{Query: "northwharf  FREIGHT"}, 1},
		{store.CompanyFilter{Query: "northwharf.example"}, 1},
		{store.CompanyFilter{Query: "wharf"}, 2},
		{store.CompanyFilter{Query: "x", Keys: keys("Northwharf Foods")}, 1},
		{store.CompanyFilter{Query: "nobody"}, 0},
		{store.CompanyFilter{ID: 999}, 0},
	} {
		if got := must(f.db.Companies(f.ctx, q.filter))(f); len(got) != q.want {
			f.Errorf("%+v: %d companies, want %d", q.filter, len(got), q.want)
		}
	}
	got := must(f.db.Companies(f.ctx, store.CompanyFilter{ID: north.ID}))(f)[0]
	if len(got.Boards) != 1 || got.Boards[0].ID != board.ID {
		f.Errorf("the boards: %+v", got.Boards)
	}
}

func badCompany(f *fixture) {
	for _, bad := range []kith.Company{{Name: " \x00 "}, {Name: strings.Repeat("é", 300)}, {Name: "A", Domain: strings.Repeat("a", 600)}} {
		_, _, err := f.db.AddCompany(f.ctx, bad)
		f.refused(err, kith.CodeInvalid)
	}
}
