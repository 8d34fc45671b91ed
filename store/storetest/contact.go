package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"kith"
	"kith/store"
)

func contactCases() []testCase {
	return []testCase{
		{"an import again changes nothing", importTwice},
		{"a large import again changes nothing", importLarge},
		{"people move", contactMoves},
		{"what an import does not say stays", contactKeeps},
		{"two rows of one person", contactTwice},
		{"one profile in many forms", profileForms},
		{"people without a profile", bareContacts},
		{"contacts are listed by name", contactList},
		{"contacts belong to one user", contactIsolation},
		{"contacts with hostile names", hostileContacts},
		{"contacts that cannot be saved", contactRefusals},
	}
}

func importTwice(f *fixture) {
	u := f.user()
	list := []kith.Contact{
		contact("Ana Berg", "Halden Rail", "Driver"), contact("Bo Lin", "Tindermoor", ""), bare(contact("Cy Oak", "Halden Rail", "Cook")),
		contact("Di Ash", "", ""),
	}
	f.save(u, kith.ContactChanges{New: 4, CompaniesUnknown: 2}, list...)
	before := must(f.db.Contacts(f.ctx, store.ContactFilter{UserID: u.ID}))(f)
	f.clock.Move(time.Hour)
	f.save(u, kith.ContactChanges{Unchanged: 4, CompaniesUnknown: 2}, list...)
	slices.Reverse(list)
	f.save(u, kith.ContactChanges{Unchanged: 4, CompaniesUnknown: 2}, list...)
	f.same("contacts", before, must(f.db.Contacts(f.ctx, store.ContactFilter{UserID: u.ID}))(f))
	f.same("moves", 0, f.count("SELECT COUNT(*) FROM moves"))
}

// importLarge has people with one name in every way: with different profiles,
// without one, with one employer and with many.
func importLarge(f *fixture) {
	u := f.user()
	random := rand.New(rand.NewPCG(1, 2))
	var list []kith.Contact
	for i := range 3000 {
		c := contact(fmt.Sprintf("Name %d", random.IntN(400)), fmt.Sprintf("Company %d", random.IntN(8)), fmt.Sprintf("Position %d", random.IntN(3)))
		c.ProfileURL = fmt.Sprintf("linkedin.com/in/p%d", i)
		c.ConnectedOn = date(2020, 1, 1+random.IntN(900))
		if random.IntN(3) == 0 {
			c.ProfileURL = ""
		}
		list = append(list, c)
	}
	first := must(f.db.SaveContacts(f.ctx, u.ID, list))(f)
	if first.New == 0 || first.Changed != 0 || first.Unchanged != 0 || first.Moves != 0 {
		f.Errorf("the first import: %+v", first)
	}
	f.save(u, kith.ContactChanges{Unchanged: first.New, CompaniesUnknown: 8}, list...)
	f.same("contacts", first.New, len(must(f.db.Contacts(f.ctx, store.ContactFilter{UserID: u.ID}))(f)))
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	if again := must(f.db.SaveContacts(f.ctx, u.ID, list))(f); again.New != 0 {
		f.Errorf("shuffled, the same import brings %d new contacts", again.New)
	}
}

func contactMoves(f *fixture) {
	u := f.user()
	tests := []struct {
		name     string
		from, to kith.Contact
		moves    int
	}{
		{"another company", contact("A", "Halden Rail", "Driver"), contact("A", "Tindermoor", "Driver"), 1},
		{"another company, no position", contact("B", "Halden Rail", "Driver"), contact("B", "Tindermoor", ""), 1},
		{"another position", contact("C", "Halden Rail", "Driver"), contact("C", "Halden Rail", "Head"), 1},
		{"a position in other letters", contact("D", "Halden Rail", "Driver"), contact("D", "Halden Rail", "driver"), 0},
		{"a position that was not known", contact("E", "Halden Rail", ""), contact("E", "Halden Rail", "Driver"), 0},
		{"a company in other letters", contact("F", "Halden Rail", "Driver"), contact("F", "HALDEN  Rail", "Driver"), 0},
		{"a job after none", contact("G", "", ""), contact("G", "Halden Rail", "Driver"), 1},
		{"another name", contact("H", "Halden Rail", "Driver"), func() kith.Contact {
			c := contact("H", "Halden Rail", "Driver")
			c.Name = "H. Smith"
			return c
		}(), 0},
		{"a longer name of the company", contact("I", "Halden Rail", "Driver"), func() kith.Contact {
			c := contact("I", "Halden Rail Ltd", "Driver")
			c.Keys.Strong = keys("Halden Rail").Strong
			return c
		}(), 0},
	}
	moves := 0
	for _, test := range tests {
		must(f.db.SaveContacts(f.ctx, u.ID, []kith.Contact{test.from}))(f)
		got := must(f.db.SaveContacts(f.ctx, u.ID, []kith.Contact{test.to}))(f)
		f.same(test.name, kith.ContactChanges{Changed: 1, Moves: test.moves, CompaniesUnknown: 1}, got)
		got = must(f.db.SaveContacts(f.ctx, u.ID, []kith.Contact{test.to}))(f)
		f.same(test.name+" again", kith.ContactChanges{Unchanged: 1, CompaniesUnknown: 1}, got)
		moves += test.moves
	}
	f.same("moves", moves, f.count("SELECT COUNT(*) FROM moves"))
	f.same("moves with both ends", 1, f.count(`SELECT COUNT(*) FROM moves m JOIN contacts c ON c.id = m.contact_id WHERE c.name = 'A'
		AND from_company = 'Halden Rail' AND to_company = 'Tindermoor' AND from_position = 'Driver' AND to_position = 'Driver'`))
}

func contactKeeps(f *fixture) {
	u := f.user()
	full := contact("Ana Berg", "Halden Rail", "Driver")
	f.save(u, kith.ContactChanges{New: 2, CompaniesUnknown: 2}, full, contact("Bo Lin", "Tindermoor", ""))
	poor := full
	poor.Position, poor.ConnectedOn, poor.ProfileURL = "", time.Time{}, ""
	f.save(u, kith.ContactChanges{Unchanged: 1, CompaniesUnknown: 1}, poor)
	got := must(f.db.Contacts(f.ctx, store.ContactFilter{UserID: u.ID}))(f)
	f.same("people", 2, len(got))
	want := full
	want.ID, want.UserID, want.Match = got[0].ID, u.ID, kith.MatchNone
	f.same("contact", want, got[0])
}

func contactTwice(f *fixture) {
	u := f.user()
	older, newer := contact("Ana Berg", "Halden Rail", "Driver"), contact("Ana Berg", "Tindermoor", "Head")
	older.ConnectedOn, newer.ConnectedOn = date(2020, 1, 1), date(2025, 1, 1)
	position := func() string {
		return must(f.db.Contacts(f.ctx, store.ContactFilter{UserID: u.ID}))(f)[0].Position
	}
	f.save(u, kith.ContactChanges{New: 1, CompaniesUnknown: 1}, newer, older)
	f.same("the one connected later", "Head", position())
	f.save(u, kith.ContactChanges{Unchanged: 1, CompaniesUnknown: 1}, older, newer)
	older.ConnectedOn = newer.ConnectedOn
	f.save(u, kith.ContactChanges{Changed: 1, Moves: 1, CompaniesUnknown: 1}, newer, older)
	f.same("of equals the last", "Driver", position())
}

func profileForms(f *fixture) {
	u := f.user()
	with := func(url string) kith.Contact {
		c := contact("Ana Berg", "Halden Rail", "Driver")
		c.ProfileURL = url
		return c
	}
	f.save(u, kith.ContactChanges{New: 1, CompaniesUnknown: 1}, with("https://www.linkedin.com/in/ana-bérg"))
	for _, url := range []string{
		"http://linkedin.com/in/ana-bérg/", "https://de.linkedin.com/in/ANA-B%C3%A9rg?trk=x#top", "www.linkedin.com/in/ana-b%c3%89rg",
		"https://pt-br.LinkedIn.com/in/ana-bérg/pt", "linkedin.com/in/ana-bérg//",
	} {
		f.save(u, kith.ContactChanges{Unchanged: 1, CompaniesUnknown: 1}, with(url))
	}
	for i, url := range []string{"https://www.linkedin.com/in/ana-berg", "https://www.linkedin.com/in/ana-bérg-1", "https://example.org/in/ana-bérg", "%zz://[", "https://notlinkedin.com/in/ana-bérg"} {
		f.save(u, kith.ContactChanges{New: 1, CompaniesUnknown: 1}, with(url))
		f.same(url, i+2, len(must(f.db.Contacts(f.ctx, store.ContactFilter{UserID: u.ID}))(f)))
	}
}

func bareContacts(f *fixture) {
	u := f.user()
	ana := contact("Ana Berg", "Halden Rail", "Driver")
	f.save(u, kith.ContactChanges{New: 1, CompaniesUnknown: 1}, bare(ana))
	f.save(u, kith.ContactChanges{Changed: 1, CompaniesUnknown: 1}, ana) // she gains a profile
	f.save(u, kith.ContactChanges{Unchanged: 1, CompaniesUnknown: 1}, bare(ana))
	f.save(u, kith.ContactChanges{Unchanged: 1, CompaniesUnknown: 1}, bare(ana), ana) // one person in one file
	namesake := ana
	namesake.ProfileURL += "-2"
	f.save(u, kith.ContactChanges{New: 1, Unchanged: 1, CompaniesUnknown: 1}, ana, namesake)
	f.save(u, kith.ContactChanges{New: 1, CompaniesUnknown: 1}, bare(ana)) // which of the two is not known
	f.save(u, kith.ContactChanges{Unchanged: 3, CompaniesUnknown: 1}, bare(ana), namesake, ana)
	host := bare(ana)
	host.ProfileURL = "https://www.linkedin.com/" // nobody's profile
	f.save(u, kith.ContactChanges{Unchanged: 3, CompaniesUnknown: 1}, host, namesake, ana)
	f.same("moves", 0, f.count("SELECT COUNT(*) FROM moves"))
}

func contactList(f *fixture) {
	u := f.user()
	names := []string{"zoe", "Änna", "Zed", "ana", "ANA B", "Bo", "bo", "Łukasz", "李雷"}
	var list []kith.Contact
	for i, name := range names {
		c := contact(name, "Halden Rail", "")
		c.ProfileURL = fmt.Sprintf("linkedin.com/in/%d", i)
		list = append(list, c)
	}
	f.save(u, kith.ContactChanges{New: len(names), CompaniesUnknown: 1}, list...)
	order := func(found []kith.Contact) (names []string) {
		for _, c := range found {
			names = append(names, c.Name)
		}
		return names
	}
	all := must(f.db.Contacts(f.ctx, store.ContactFilter{UserID: u.ID}))(f)
	f.same("order", []string{"ana", "ANA B", "Bo", "bo", "Zed", "zoe", "Änna", "Łukasz", "李雷"}, order(all))
	var paged []kith.Contact
	for filter := (store.ContactFilter{UserID: u.ID, Limit: 2}); ; filter.AfterID = paged[len(paged)-1].ID {
		page := must(f.db.Contacts(f.ctx, filter))(f)
		if paged = append(paged, page...); len(page) < filter.Limit {
			break
		}
	}
	f.same("pages", all, paged)
}

func contactIsolation(f *fixture) {
	ana, bo := f.user(), f.other("bo@mail.example")
	company := f.company("Halden Rail")
	f.save(ana, kith.ContactChanges{New: 1, CompaniesMatched: 1}, contact("Cy Oak", "Halden Rail", "Cook"))
	f.save(bo, kith.ContactChanges{New: 2, CompaniesMatched: 1}, contact("Cy Oak", "Halden Rail", "Cook"), contact("Di Ash", "Halden Rail", ""))
	for _, filter := range []store.ContactFilter{{UserID: ana.ID}, {UserID: ana.ID, CompanyID: company.ID}} {
		found := must(f.db.Contacts(f.ctx, filter))(f)
		f.same("contacts", 1, len(found))
		f.same("owner", ana.ID, found[0].UserID)
	}
	theirs := must(f.db.Contacts(f.ctx, store.ContactFilter{UserID: bo.ID}))(f)[0]
	f.same("after somebody else's contact", 0, len(must(f.db.Contacts(f.ctx, store.ContactFilter{UserID: ana.ID, AfterID: theirs.ID}))(f)))
	f.same("of nobody", 0, len(must(f.db.Contacts(f.ctx, store.ContactFilter{CompanyID: company.ID}))(f)))
	f.save(bo, kith.ContactChanges{Changed: 1, Moves: 1, CompaniesUnknown: 1}, contact("Cy Oak", "Tindermoor", "Cook"))
	f.same("company", "Halden Rail", must(f.db.Contacts(f.ctx, store.ContactFilter{UserID: ana.ID}))(f)[0].Company)
}

func hostileContacts(f *fixture) {
	u := f.user()
	random := rand.New(rand.NewPCG(3, 4))
	long := make([]rune, 10_000)
	for i := range long {
		long[i] = rune(0x4e00 + random.IntN(20_000))
	}
	names := []string{
		"'; DROP TABLE contacts; --", "<b>", "{{.Secret}}", "%s%n", "?", "$1", "\xff\xfe", "Robert\x00Tables", string(long), "\u202egnp",
	}
	var list []kith.Contact
	for _, name := range names {
		list = append(list, kith.Contact{Name: name, Company: name, Position: name, ProfileURL: "https://x.example/" + name, Keys: keys(name)})
	}
	f.save(u, kith.ContactChanges{New: len(names), CompaniesUnknown: len(names)}, list...)
	f.save(u, kith.ContactChanges{Unchanged: len(names), CompaniesUnknown: len(names)}, list...)
	found := must(f.db.Contacts(f.ctx, store.ContactFilter{UserID: u.ID}))(f)
	var got []string
	for _, c := range found {
		got = append(got, c.Name)
	}
	for _, name := range names {
		if name = strings.ReplaceAll(strings.ToValidUTF8(name, "\uFFFD"), "\x00", ""); !slices.Contains(got, name) {
			f.Errorf("%.30q is not among the contacts", name)
		}
	}
}

func contactRefusals(f *fixture) {
	u := f.user()
	_, err := f.db.SaveContacts(f.ctx, u.ID+1, []kith.Contact{contact("Ana", "Halden Rail", "")})
	f.refused(err, kith.CodeNotFound)
	_, err = f.db.SaveContacts(f.ctx, u.ID, []kith.Contact{contact("Ana", "Halden Rail", ""), contact(" \x00", "Halden Rail", "")})
	f.refused(err, kith.CodeInvalid)
	f.same("contacts", 0, f.count("SELECT COUNT(*) FROM contacts")) // nothing half imported
	f.save(u, kith.ContactChanges{})
}
