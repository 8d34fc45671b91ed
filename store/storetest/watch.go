package storetest

import (
	"time"

	"kith"
)

func watchCases() []testCase {
	return []testCase{
		{"a company is watched and no longer", watching},
		{"a watch is an interest", watchInterest},
	}
}

func watching(f *fixture) {
	u, other := f.user(), f.other("bo@mail.example")
	tin, rail := f.company("tindermoor"), f.company("Halden Rail")
	for _, want := range []bool{true, false} {
		f.same("new watch", want, must(f.db.Watch(f.ctx, u.ID, tin.ID))(f))
		f.clock.Move(time.Minute)
	}
	must(f.db.Watch(f.ctx, u.ID, rail.ID))(f)
	must(f.db.Watch(f.ctx, other.ID, rail.ID))(f)
	f.same("watches", []kith.Watch{
		{UserID: u.ID, CompanyID: rail.ID, Company: "Halden Rail", Since: Begin().Add(2 * time.Minute)},
		{UserID: u.ID, CompanyID: tin.ID, Company: "tindermoor", Since: Begin()},
	}, must(f.db.Watches(f.ctx, u.ID))(f))
	for _, want := range []bool{true, false} {
		f.same("ended watch", want, must(f.db.Unwatch(f.ctx, u.ID, rail.ID))(f))
	}
	f.same("watches", 1, len(must(f.db.Watches(f.ctx, u.ID))(f)))
	f.same("watches of another", 1, len(must(f.db.Watches(f.ctx, other.ID))(f)))
	_, err := f.db.Watch(f.ctx, u.ID, 999)
	f.refused(err, kith.CodeNotFound)
	_, err = f.db.Watch(f.ctx, 999, rail.ID)
	f.refused(err, kith.CodeNotFound)
}

func watchInterest(f *fixture) {
	u := f.user()
	rail, tin := f.company("Halden Rail"), f.company("Tindermoor")
	f.save(u, kith.ContactChanges{New: 1, CompaniesMatched: 1}, contact("Ana", "Halden Rail", ""))
	head := f.head()
	must(f.db.Watch(f.ctx, u.ID, rail.ID))(f)
	f.same("interests where somebody is known", 0, len(f.interestsLogged(head)))
	must(f.db.Watch(f.ctx, u.ID, tin.ID))(f)
	must(f.db.Watch(f.ctx, u.ID, tin.ID))(f)
	f.same("interests", [][2]int64{{u.ID, tin.ID}}, f.interestsLogged(head))
	head = f.head()
	must(f.db.Unwatch(f.ctx, u.ID, tin.ID))(f)
	must(f.db.Watch(f.ctx, u.ID, tin.ID))(f)
	f.same("interests of a new watch", [][2]int64{{u.ID, tin.ID}}, f.interestsLogged(head))
	head = f.head()
	f.save(u, kith.ContactChanges{New: 1, CompaniesMatched: 1}, contact("Bo", "Tindermoor", ""))
	f.same("interests of the first contact where one watches", [][2]int64{{u.ID, tin.ID}}, f.interestsLogged(head))
}
