package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"kith"
)

// ContactFilter chooses contacts of one user. AfterID goes on after a contact
// in the order of the list.
type ContactFilter struct {
	UserID    int64
	CompanyID int64 // only those who surely work there
	AfterID   int64
	Limit     int
}

const selectContacts = `SELECT id, user_id, name, company, exact_key, strong_key, COALESCE(company_id, 0), tier, position, profile_url,
	connected_on, profile_key, name_key FROM contacts WHERE user_id = ?`

// scanPerson reads a row of selectContacts.
func scanPerson(rows *sql.Rows) (p person, err error) {
	return p, rows.Scan(&p.ID, &p.UserID, &p.Name, &p.Company, &p.Keys.Exact, &p.Keys.Strong, &p.CompanyID, &p.Match, &p.Position, &p.ProfileURL,
		timeAt{&p.ConnectedOn}, &p.profileKey, &p.nameKey)
}

// Contacts returns contacts of one user by name, without regard to case.
func (db *DB) Contacts(ctx context.Context, f ContactFilter) ([]kith.Contact, error) {
	var found []kith.Contact
	err := db.read("reading the contacts", func(q querier) error {
		var err error
		found, err = collect(ctx, q, func(rows *sql.Rows) (kith.Contact, error) {
			p, err := scanPerson(rows)
			return p.Contact, err
		}, newStatement(selectContacts, f.UserID).
			where(f.CompanyID != 0, "company_id = ?", f.CompanyID).
			where(f.AfterID != 0, "(sort_name, id) > (SELECT sort_name, id FROM contacts WHERE id = ? AND user_id = ?)", f.AfterID, f.UserID).
			add(" ORDER BY sort_name, id").limit(f.Limit))
		return err
	})
	return found, err
}

// SaveContacts takes an import of a user's contacts in and returns what it
// changed. The same import again changes nothing. Somebody who comes twice
// counts once, as the row says that was connected later. A person at another
// company, or with another position, has moved; people whom the import does
// not mention stay. What an import leaves empty stays as it is known.
//
// Contacts are linked to companies by the keys of their employer, or else by
// MailDomain, when that is the domain of a company: package contacts leaves
// out the domains of mailboxes that anybody can have. The mail domain itself
// is not stored. Companies where the user now knows somebody for the first
// time are noted in the change log.
func (db *DB) SaveContacts(ctx context.Context, userID int64, contacts []kith.Contact) (kith.ContactChanges, error) {
	people, err := distinctPeople(userID, contacts)
	if err != nil {
		return kith.ContactChanges{}, err
	}
	var changes kith.ContactChanges
	err = db.write(ctx, "saving the contacts", func(tx *tx) error {
		if err := tx.lock(ctx, lockNames); err != nil {
			return err
		}
		if _, err := readUser(ctx, tx, userID, ""); err != nil {
			return err
		}
		im := &contactImport{tx: tx, user: userID, taken: make(map[int64]bool), gained: make(map[int64]bool)}
		if err := im.prepare(ctx, people); err != nil {
			return err
		}
		if err := inChunks(people, func(people []person) error { return im.save(ctx, people) }); err != nil {
			return err
		}
		if err := im.takeTold(ctx); err != nil {
			return err
		}
		changes = im.changes
		if err := im.logGained(ctx); err != nil {
			return err
		}
		return im.logMoves(ctx)
	})
	if err != nil {
		return kith.ContactChanges{}, err
	}
	return changes, nil
}

// contactImport is one import at work.
type contactImport struct {
	tx        *tx
	user      int64
	first     bool // the user has no contacts yet
	employers employers
	domains   map[string]int64 // the company of each mail domain
	before    map[int64]bool   // companies where the user knew somebody before
	gained    map[int64]bool   // companies where the user knows somebody now
	taken     map[int64]bool   // stored contacts that the import has mentioned
	moved     []int64          // ids of the moves that it shows
	changes   kith.ContactChanges
}

// prepare reads what the people of an import are compared with, and links
// them to companies.
func (im *contactImport) prepare(ctx context.Context, people []person) error {
	keys := make([]kith.NameKeys, 0, len(people))
	var domains []string
	for i := range people {
		keys = append(keys, people[i].Keys)
		if domain := people[i].MailDomain; domain != "" {
			domains = append(domains, domain)
		}
	}
	var err error
	if im.employers, err = im.tx.findEmployers(ctx, keys); err != nil {
		return err
	}
	if im.domains, err = companiesOfDomains(ctx, im.tx, distinct(domains)); err != nil {
		return err
	}
	im.link(people)
	if err := im.lookBefore(ctx); err != nil {
		return err
	}
	known, err := collect(ctx, im.tx, scanID, newStatement("SELECT DISTINCT company_id FROM contacts WHERE user_id = ? AND company_id IS NOT NULL", im.user))
	im.before = make(map[int64]bool, len(known))
	for _, company := range known {
		im.before[company] = true
	}
	return err
}

// lookBefore tells whether the user has contacts already: the first import has
// nothing to be compared with.
func (im *contactImport) lookBefore(ctx context.Context) error {
	if err := im.tx.QueryRowContext(ctx, "SELECT NOT EXISTS (SELECT 1 FROM contacts WHERE user_id = $1)", im.user).Scan(&im.first); err != nil {
		return err
	}
	if im.first {
		return nil
	}
	return im.tx.analyze(ctx, "contacts")
}

// companiesOfDomains returns the company of each domain that has one.
func companiesOfDomains(ctx context.Context, q querier, domains []string) (map[string]int64, error) {
	owners := make(map[string]int64)
	err := inChunks(domains, func(domains []string) error {
		s := in(newStatement("SELECT domain, id FROM companies WHERE"), " domain", domains)
		_, err := collect(ctx, q, func(rows *sql.Rows) (struct{}, error) {
			var domain string
			var id int64
			err := rows.Scan(&domain, &id)
			owners[domain] = id
			return struct{}{}, err
		}, s)
		return err
	})
	return owners, err
}

// link finds the companies of people, forgets their mail domains, and counts
// the distinct employers.
func (im *contactImport) link(people []person) {
	matched, unknown := make(map[int64]bool), make(map[string]bool)
	for i := range people {
		p := &people[i]
		p.CompanyID, p.Match = im.employers.of(p.Keys)
		if company := im.domains[p.MailDomain]; company != 0 && im.employers.mayBe(p.Keys, p.Match, company) {
			p.CompanyID, p.Match = company, kith.MatchStrong
		}
		p.MailDomain = ""
		if p.CompanyID != 0 {
			matched[p.CompanyID] = true
		} else if employer := cmp.Or(p.Keys.Exact, fold(p.Company)); employer != "" {
			unknown[employer] = true
		}
	}
	im.changes.CompaniesMatched, im.changes.CompaniesUnknown = len(matched), len(unknown)
}

// mayBe reports whether a mail domain may say that the employer is a company:
// the employer's name fits none, or fits several and this is one of them.
func (e employers) mayBe(k kith.NameKeys, m kith.Match, company int64) bool {
	return m == kith.MatchNone || m == kith.MatchWeak && slices.Contains(e.strong[k.Strong], company)
}

// save writes people, at most inLimit of them.
func (im *contactImport) save(ctx context.Context, people []person) error {
	stored, err := im.stored(ctx, people)
	if err != nil {
		return err
	}
	var inserts [][]any
	var moved []move
	for _, p := range people {
		at, known := stored.find(p)
		if !known {
			im.changes.New++
			im.gain(p)
			inserts = append(inserts, im.row(p))
			continue
		}
		old := stored.people[at]
		im.taken[old.ID] = true
		stored.remove(at)
		now := old.updated(p)
		im.gain(now)
		if err := im.update(ctx, old, now); err != nil {
			return err
		}
		if old.movedTo(now) {
			moved = append(moved, move{old, now})
		}
	}
	added, err := insertAll(ctx, im.tx, insertion{into: `contacts (user_id, profile_key, name_key, sort_name, name, company, exact_key, strong_key,
		company_id, tier, position, profile_url, connected_on, created_at, updated_at)`, rows: inserts, tail: " RETURNING id"}, scanID)
	if err != nil {
		return err
	}
	for _, id := range added {
		im.taken[id] = true
	}
	return im.saveMoves(ctx, moved)
}

func (im *contactImport) row(p person) []any {
	return []any{
		im.user, p.profileKey, p.nameKey, sortName(p.Name), p.Name, p.Company, p.Keys.Exact, p.Keys.Strong,
		ref(p.CompanyID), string(p.Match), p.Position, p.ProfileURL, millis(p.ConnectedOn), millis(im.tx.now), millis(im.tx.now),
	}
}

// update writes a stored contact when it is not as before, and counts it. One
// whose keys or company alone are new counts as unchanged: the import said
// the same.
func (im *contactImport) update(ctx context.Context, old, now person) error {
	if old.sameContent(now) {
		im.changes.Unchanged++
	} else {
		im.changes.Changed++
	}
	if old == now {
		return nil
	}
	_, err := exec(ctx, im.tx, newStatement(`UPDATE contacts SET profile_key = ?, name_key = ?, sort_name = ?, name = ?, company = ?, exact_key = ?,
		strong_key = ?, company_id = ?, tier = ?, position = ?, profile_url = ?, connected_on = ?, updated_at = ? WHERE id = ?`,
		now.profileKey, now.nameKey, sortName(now.Name), now.Name, now.Company, now.Keys.Exact, now.Keys.Strong,
		ref(now.CompanyID), string(now.Match), now.Position, now.ProfileURL, millis(now.ConnectedOn), millis(im.tx.now), old.ID))
	return err
}

// stored reads the contacts that people may be, apart from those that the
// import has mentioned already. Of the namesakes of somebody with a profile
// only those without one are of interest: reading them all would take the
// square of the time when somebody has thousands.
func (im *contactImport) stored(ctx context.Context, people []person) (*roll, error) {
	if im.first {
		return newRoll(), nil
	}
	var profiles, namesOfProfiled, namesOfBare []string
	for _, p := range people {
		if p.profileKey == "" {
			namesOfBare = append(namesOfBare, p.nameKey)
		} else {
			profiles = append(profiles, p.profileKey)
			namesOfProfiled = append(namesOfProfiled, p.nameKey)
		}
	}
	known, seen := newRoll(), make(map[int64]bool)
	for _, wanted := range []struct {
		column string
		keys   []string
	}{
		{" AND profile_key <> '' AND profile_key", profiles}, // the index is partial
		{" AND profile_key = '' AND name_key", namesOfProfiled},
		{" AND name_key", namesOfBare},
	} {
		if len(wanted.keys) == 0 {
			continue
		}
		found, err := collect(ctx, im.tx, scanPerson, in(newStatement(selectContacts, im.user), wanted.column, wanted.keys))
		if err != nil {
			return nil, err
		}
		slices.SortFunc(found, func(a, b person) int { return cmp.Compare(a.ID, b.ID) })
		for _, p := range found {
			if !seen[p.ID] && !im.taken[p.ID] {
				seen[p.ID] = true
				known.add(p)
			}
		}
	}
	return known, nil
}

// gain notes that the user knows somebody at a company.
func (im *contactImport) gain(p person) {
	if p.CompanyID != 0 && !im.before[p.CompanyID] {
		im.gained[p.CompanyID] = true
	}
}

func (im *contactImport) logGained(ctx context.Context) error {
	companies := make([]int64, 0, len(im.gained))
	for company := range im.gained {
		companies = append(companies, company)
	}
	pairs := make([]interest, 0, len(companies))
	for _, company := range distinct(companies) {
		pairs = append(pairs, interest{user: im.user, company: company})
	}
	return im.tx.logInterests(ctx, pairs)
}

// recentNews is how old news may be that makes an employer a company.
const recentNews = 30 * 24 * time.Hour

// takeTold takes employers of the user's contacts in as companies that recent
// events wait for.
func (im *contactImport) takeTold(ctx context.Context) error {
	keys, err := collect(ctx, im.tx, scanString, newStatement(`SELECT DISTINCT e.name_key FROM events e JOIN contacts c ON c.exact_key = e.name_key
		WHERE e.name_key <> '' AND e.company_id IS NULL AND e.published_at >= ? AND c.user_id = ? AND c.company_id IS NULL ORDER BY e.name_key`,
		millis(im.tx.now.Add(-recentNews)), im.user))
	if err != nil {
		return err
	}
	for _, key := range keys {
		if _, err := im.tx.takeEmployer(ctx, key); err != nil {
			return err
		}
	}
	return nil
}
