package storetest

import (
	"bytes"
	"os"
	"path/filepath"

	"kith"
)

func privacyCases() []testCase {
	return []testCase{
		{"no mail domain or address of a contact is stored", contactMailNotStored},
		{"jobs name nobody", jobsNameNobody},
	}
}

// contactMailNotStored looks at the very bytes of the database.
func contactMailNotStored(f *fixture) {
	u := f.user()
	f.namedCompany("Halden Rail", kith.NameKeys{Exact: "haldenrail", Strong: "halden"}, "halden.example")
	var list []kith.Contact
	for _, domain := range []string{"halden.example", "zq7-domain.example"} {
		c := contact("Known by "+domain[:2], "Somewhere", "Driver")
		c.MailDomain = domain
		list = append(list, c)
	}
	f.save(u, kith.ContactChanges{New: 2, CompaniesMatched: 1, CompaniesUnknown: 1}, list...)
	list[1].Company = "Elsewhere"
	f.save(u, kith.ContactChanges{Changed: 1, Unchanged: 1, CompaniesMatched: 1, CompaniesUnknown: 1}, list...)
	d := f.deliver(u)
	f.no(f.db.EndDelivery(f.ctx, d.ID, &os.PathError{Op: "RCPT", Path: "zq8-person@mail.example", Err: os.ErrPermission}))
	if f.options.Database != "" {
		f.same("rows with the domain", 0, f.count(`SELECT (SELECT COUNT(*) FROM contacts c WHERE c::text LIKE '%zq7-%')
			+ (SELECT COUNT(*) FROM moves m WHERE m::text LIKE '%zq7-%') + (SELECT COUNT(*) FROM changes x WHERE x::text LIKE '%zq7-%')
			+ (SELECT COUNT(*) FROM river_job j WHERE j::text LIKE '%zq7-%') + (SELECT COUNT(*) FROM deliveries d WHERE d::text LIKE '%zq8-%')`))
		return
	}
	files, err := filepath.Glob(filepath.Join(f.options.Dir, "*"))
	f.no(err)
	seen := false
	for _, name := range files {
		data, err := os.ReadFile(name)
		f.no(err)
		seen = seen || bytes.Contains(data, []byte("Known by zq"))
		for _, secret := range []string{"zq7-", "zq8-"} {
			if bytes.Contains(data, []byte(secret)) {
				f.Errorf("%s holds %s", filepath.Base(name), secret)
			}
		}
	}
	f.same("the files hold the contacts", true, seen)
}

func jobsNameNobody(f *fixture) {
	u := f.user()
	f.company("Halden Rail")
	f.save(u, kith.ContactChanges{New: 1, CompaniesMatched: 1}, contact("Zq Person", "Halden Rail", "Zq Position"))
	f.deliver(u)
	f.same("jobs", true, f.count("SELECT COUNT(*) FROM river_job") > 0)
	f.same("jobs with names", 0, f.count("SELECT COUNT(*) FROM river_job WHERE CAST(args AS TEXT) LIKE '%Zq%'"))
}
