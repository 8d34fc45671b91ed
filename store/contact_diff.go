package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"

	"kith"
)

// maxKey is the length in bytes of the longest key that is stored as it is.
// PostgreSQL's indexes hold no value of more than 2,704 bytes.
const maxKey = 500

// person is a contact with the keys that say who it is.
type person struct {
	kith.Contact
	profileKey string // "" without a profile
	nameKey    string
}

// newPerson cleans a contact of an import and makes its keys.
func newPerson(userID int64, c kith.Contact) person {
	c.ID, c.UserID, c.CompanyID, c.Match = 0, userID, 0, kith.MatchNone
	c.Name, c.Company = strings.TrimSpace(clean(c.Name)), strings.TrimSpace(clean(c.Company))
	c.Position, c.ProfileURL = strings.TrimSpace(clean(c.Position)), strings.TrimSpace(clean(c.ProfileURL))
	c.Keys.Exact, c.Keys.Strong = shortKey(clean(c.Keys.Exact)), shortKey(clean(c.Keys.Strong))
	c.MailDomain = strings.ToLower(strings.TrimSpace(clean(c.MailDomain)))
	c.ConnectedOn = fromMillis(millis(c.ConnectedOn))
	p := person{Contact: c, profileKey: profileKey(c.ProfileURL), nameKey: nameKey(c)}
	if p.profileKey == "" {
		p.ProfileURL = ""
	}
	return p
}

// shortKey drops a key that no company's name has.
func shortKey(key string) string {
	if len(key) > maxKey {
		return ""
	}
	return key
}

func nameKey(c kith.Contact) string { return hashKey(fold(c.Name) + "\x00" + fold(c.Company)) }

func hashKey(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

// profileKey returns the key of a profile's address: the same for every
// scheme, case, query and language of it. An address without a path is
// nobody's profile.
func profileKey(address string) string {
	if address == "" {
		return ""
	}
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil {
		return hashKey(strings.ToLower(address))
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	path := strings.Trim(strings.ToLower(u.Path), "/")
	if host == "linkedin.com" || strings.HasSuffix(host, ".linkedin.com") {
		host = "linkedin.com"
		if parts := strings.Split(path, "/"); len(parts) > 2 && parts[0] == "in" {
			path = strings.Join(parts[:2], "/") // what follows is a language
		}
	}
	if host == "" || path == "" {
		return ""
	}
	return hashKey(host + "/" + path)
}

// sortName returns the beginning of a name as it is sorted.
func sortName(name string) string {
	name = fold(name)
	if len(name) > maxKey {
		name = strings.ToValidUTF8(name[:maxKey], "")
	}
	return name
}

// updated returns the stored person p as an import that found it says. What
// the import does not tell stays, and so does a company that a mail domain of
// an earlier import told, while the employer is the same.
func (p person) updated(found person) person {
	now := found
	now.ID = p.ID
	now.ProfileURL = cmp.Or(p.ProfileURL, found.ProfileURL)
	now.profileKey = cmp.Or(p.profileKey, found.profileKey)
	if now.ConnectedOn.IsZero() {
		now.ConnectedOn = p.ConnectedOn
	}
	if now.Position == "" && p.sameEmployer(found) {
		now.Position = p.Position
	}
	if !found.Match.Sure() && p.Match.Sure() && fold(p.Company) == fold(found.Company) {
		now.CompanyID, now.Match = p.CompanyID, p.Match
	}
	return now
}

// sameContent reports whether two states of a person say the same.
func (p person) sameContent(q person) bool {
	return p.Name == q.Name && p.Company == q.Company && p.Position == q.Position && p.ProfileURL == q.ProfileURL && p.ConnectedOn.Equal(q.ConnectedOn)
}

// sameEmployer reports whether two states of a person have one employer,
// however it is spelt.
func (p person) sameEmployer(q person) bool {
	return fold(p.Company) == fold(q.Company) ||
		p.Keys.Exact != "" && p.Keys.Exact == q.Keys.Exact ||
		p.Keys.Strong != "" && p.Keys.Strong == q.Keys.Strong ||
		p.CompanyID != 0 && p.CompanyID == q.CompanyID && p.Match == kith.MatchExact && q.Match == kith.MatchExact
}

// movedTo reports whether a person has moved between two states: to another
// employer, or from one position to another. A position that was not known
// before is no move.
func (p person) movedTo(now person) bool {
	if !p.sameEmployer(now) {
		return true
	}
	return p.Position != "" && fold(p.Position) != fold(now.Position)
}

// roll is a list of people in which one is found by the profile, or else by
// name and employer.
type roll struct {
	people    []person
	byProfile map[string]int
	byName    map[string]namesakes
}

// namesakes are the places of people in a roll who have one name and one
// employer.
type namesakes struct {
	bare     int // place + 1 of the one without a profile, 0 for none
	profiled int // how many have a profile
	sum      int // of the places of those: with one of them, its place
}

func newRoll() *roll {
	return &roll{byProfile: make(map[string]int), byName: make(map[string]namesakes)}
}

func (r *roll) add(p person) {
	r.people = append(r.people, p)
	r.index(len(r.people) - 1)
}

// index makes the person at a place to be found.
func (r *roll) index(at int) {
	p := r.people[at]
	same := r.byName[p.nameKey]
	if p.profileKey == "" {
		same.bare = at + 1
	} else {
		r.byProfile[p.profileKey] = at
		same.profiled++
		same.sum += at
	}
	r.byName[p.nameKey] = same
}

// remove makes the person at a place not to be found any more.
func (r *roll) remove(at int) {
	p := r.people[at]
	same := r.byName[p.nameKey]
	if p.profileKey == "" {
		same.bare = 0
	} else {
		delete(r.byProfile, p.profileKey)
		same.profiled--
		same.sum -= at
	}
	r.byName[p.nameKey] = same
}

// find returns the place of a person. Two with different profiles are never
// one. Somebody without a profile is whoever has the same name and employer,
// unless several people with profiles do.
func (r *roll) find(p person) (int, bool) {
	if at, ok := r.byProfile[p.profileKey]; ok {
		return at, true
	}
	same := r.byName[p.nameKey]
	switch {
	case same.bare > 0:
		return same.bare - 1, true
	case p.profileKey == "" && same.profiled == 1:
		return same.sum, true
	}
	return 0, false
}

// distinctPeople returns the people of an import, each once: those with a
// profile first, because they are surely who they are.
func distinctPeople(userID int64, contacts []kith.Contact) ([]person, error) {
	once := newRoll()
	rows := make([]int, 0, len(contacts)) // of each person, the row that counts
	for _, withProfile := range []bool{true, false} {
		for row, c := range contacts {
			p := newPerson(userID, c)
			if p.Name == "" {
				return nil, kith.Errorf(kith.CodeInvalid, "contact %d of the import has no name; leave it out", row+1)
			}
			if (p.profileKey != "") != withProfile {
				continue
			}
			at, known := once.find(p)
			if !known {
				once.add(p)
				rows = append(rows, row)
				continue
			}
			before := once.people[at]
			once.remove(at)
			if later := cmp.Or(p.ConnectedOn.Compare(before.ConnectedOn), cmp.Compare(row, rows[at])); later > 0 {
				once.people[at], rows[at] = p.with(before), row
			} else {
				once.people[at] = before.with(p)
			}
			once.index(at)
		}
	}
	return once.people, nil
}

// with returns p with what only the other row of the same person tells.
func (p person) with(other person) person {
	if p.profileKey == "" {
		p.ProfileURL, p.profileKey = other.ProfileURL, other.profileKey
	}
	p.MailDomain = cmp.Or(p.MailDomain, other.MailDomain)
	return p
}
