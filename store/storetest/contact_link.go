package storetest

import (
	"errors"

	"kith"
	"kith/store"
)

func contactLinkCases() []testCase {
	return []testCase{
		{"contacts are linked by their employer's name", linkByName},
		{"contacts are linked by the domain of their mail", linkByMail},
		{"interests are noted once", interestsOnce},
		{"a company that comes later finds its people", linkLater},
	}
}

// namedCompany takes a company in with one name and its keys.
func (f *fixture) namedCompany(name string, k kith.NameKeys, domain string) kith.Company {
	f.Helper()
	c, _, err := f.db.AddCompany(f.ctx, kith.Company{Name: name, Domain: domain, Names: []kith.CompanyName{{Name: name, Keys: k}}})
	f.no(err)
	return c
}

// employed returns a contact whose employer has the given keys.
func employed(name string, k kith.NameKeys) kith.Contact {
	c := contact(name, "Works "+name, "")
	c.Keys = k
	return c
}

// matches returns the company and the tier of each of a user's contacts.
func (f *fixture) matches(u kith.User) map[string]kith.Contact {
	f.Helper()
	found := make(map[string]kith.Contact)
	for _, c := range must(f.db.Contacts(f.ctx, store.ContactFilter{UserID: u.ID}))(f) {
		found[c.Name] = kith.Contact{CompanyID: c.CompanyID, Match: c.Match}
	}
	return found
}

func linkByName(f *fixture) {
	u := f.user()
	rail := f.namedCompany("Halden Rail", kith.NameKeys{Exact: "haldenrail", Strong: "halden"}, "")
	f.namedCompany("Epic Systems", kith.NameKeys{Exact: "epicsystems", Strong: "epic"}, "")
	f.namedCompany("Epic Games", kith.NameKeys{Exact: "epicgames", Strong: "epic"}, "")
	list := []kith.Contact{
		employed("exact", kith.NameKeys{Exact: "haldenrail", Strong: "epic"}), employed("strong", kith.NameKeys{Exact: "haldengroup", Strong: "halden"}),
		employed("weak", kith.NameKeys{Exact: "epic", Strong: "epic"}), employed("none", kith.NameKeys{Exact: "other"}), employed("nothing", kith.NameKeys{}),
	}
	f.save(u, kith.ContactChanges{New: 5, CompaniesMatched: 1, CompaniesUnknown: 3}, list...)
	want := map[string]kith.Contact{
		"exact": {CompanyID: rail.ID, Match: kith.MatchExact}, "strong": {CompanyID: rail.ID, Match: kith.MatchStrong},
		"weak": {Match: kith.MatchWeak}, "none": {Match: kith.MatchNone}, "nothing": {Match: kith.MatchNone},
	}
	f.same("matches", want, f.matches(u))
	f.same("at the company", 2, len(must(f.db.Contacts(f.ctx, store.ContactFilter{UserID: u.ID, CompanyID: rail.ID}))(f)))
}

func linkByMail(f *fixture) {
	u := f.user()
	rail := f.namedCompany("Halden Rail", kith.NameKeys{Exact: "haldenrail", Strong: "halden"}, "halden.example")
	games := f.namedCompany("Epic Games", kith.NameKeys{Exact: "epicgames", Strong: "epic"}, "epic.example")
	f.namedCompany("Epic Systems", kith.NameKeys{Exact: "epicsystems", Strong: "epic"}, "")
	mailed := func(name string, k kith.NameKeys, domain string) kith.Contact {
		c := employed(name, k)
		c.MailDomain = domain
		return c
	}
	list := []kith.Contact{
		mailed("unknown name", kith.NameKeys{Exact: "hr", Strong: "hr"}, "Halden.example"),
		mailed("another name", kith.NameKeys{Exact: "epicgames"}, "halden.example"), // the name is surer
		mailed("one of two", kith.NameKeys{Exact: "epic", Strong: "epic"}, "epic.example"),
		mailed("neither of two", kith.NameKeys{Exact: "epic", Strong: "epic"}, "halden.example"),
		mailed("unknown domain", kith.NameKeys{Exact: "x"}, "other.example"),
	}
	want := map[string]kith.Contact{
		"unknown name": {CompanyID: rail.ID, Match: kith.MatchStrong}, "another name": {CompanyID: games.ID, Match: kith.MatchExact},
		"one of two": {CompanyID: games.ID, Match: kith.MatchStrong}, "neither of two": {Match: kith.MatchWeak}, "unknown domain": {Match: kith.MatchNone},
	}
	f.save(u, kith.ContactChanges{New: 5, CompaniesMatched: 2, CompaniesUnknown: 2}, list...)
	f.same("matches", want, f.matches(u))
	for i := range list {
		list[i].MailDomain = "" // a later export without addresses
	}
	must(f.db.SaveContacts(f.ctx, u.ID, list))(f)
	f.same("matches without addresses", want, f.matches(u))
	moved := list[0]
	moved.Company, moved.Keys = "Elsewhere", keys("Elsewhere")
	f.save(u, kith.ContactChanges{Changed: 1, Moves: 1, CompaniesUnknown: 1}, moved)
	f.same("match at another employer", kith.Contact{Match: kith.MatchNone}, f.matches(u)["unknown name"])
}

func interestsOnce(f *fixture) {
	u, other := f.user(), f.other("bo@mail.example")
	rail, tin := f.company("Halden Rail"), f.company("Tindermoor")
	list := []kith.Contact{contact("Ana", "Halden Rail", ""), contact("Bo", "Halden Rail", ""), contact("Cy", "Tindermoor", ""), contact("Di", "Elsewhere", "")}
	f.save(u, kith.ContactChanges{New: 4, CompaniesMatched: 2, CompaniesUnknown: 1}, list...)
	f.same("interests", [][2]int64{{u.ID, rail.ID}, {u.ID, tin.ID}}, f.interestsLogged(0))
	f.same("jobs to match", true, f.count("SELECT COUNT(*) FROM river_job WHERE kind = 'match'") > 0)
	head := f.head()
	f.save(u, kith.ContactChanges{Unchanged: 4, CompaniesMatched: 2, CompaniesUnknown: 1}, list...)
	f.save(u, kith.ContactChanges{New: 1, CompaniesMatched: 1}, contact("Ed", "Tindermoor", "")) // known before
	f.same("interests", 0, len(f.interestsLogged(head)))
	f.save(other, kith.ContactChanges{New: 1, CompaniesMatched: 1}, contact("Ed", "Tindermoor", ""))
	f.same("interests of another", [][2]int64{{other.ID, tin.ID}}, f.interestsLogged(head))
	head = f.head()
	f.company("Harbour")
	f.save(u, kith.ContactChanges{Changed: 1, Moves: 1, CompaniesMatched: 1}, contact("Ana", "Harbour", ""))
	f.same("interests by a move", 1, len(f.interestsLogged(head)))
}

func linkLater(f *fixture) {
	u := f.user()
	f.save(u, kith.ContactChanges{New: 2, CompaniesUnknown: 2}, contact("Ana", "Halden Rail", ""), contact("Bo", "Tindermoor", ""))
	rail := f.company("Halden Rail")
	f.same("match", kith.Contact{CompanyID: rail.ID, Match: kith.MatchExact}, f.matches(u)["Ana"])
	f.same("interests", [][2]int64{{u.ID, rail.ID}}, f.interestsLogged(0))
	f.save(u, kith.ContactChanges{Unchanged: 2, CompaniesMatched: 1, CompaniesUnknown: 1}, contact("Ana", "Halden Rail", ""), contact("Bo", "Tindermoor", ""))
	f.same("interests", 1, len(f.interestsLogged(0)))

	// An import and a new company at once: whoever is second sees the other.
	errs := race(2, func(i int) error {
		if i == 0 {
			_, _, err := f.db.AddCompany(f.ctx, kith.Company{Name: "Harbour", Names: []kith.CompanyName{{Name: "Harbour", Keys: keys("Harbour")}}})
			return err
		}
		_, err := f.db.SaveContacts(f.ctx, u.ID, []kith.Contact{contact("Cy", "Harbour", "")})
		return err
	})
	f.no(errors.Join(errs...))
	f.same("match", kith.MatchExact, f.matches(u)["Cy"].Match)
	f.same("interests", 2, len(f.interestsLogged(0)))
}
