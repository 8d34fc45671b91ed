// Package sample makes openings and a store in memory for the tests and
// benchmarks of the index. Everything in it is invented.
package sample

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"kith"
)

// Store is a store in memory: rows and a change log. The zero value is empty.
type Store struct {
	mu       sync.Mutex
	openings map[int64]kith.Opening
	events   map[int64]kith.Event
	changes  []kith.Change
	// Err, when it is set by Fail, is what every method returns.
	err error
}

// Put stores openings and logs each as a change.
func (s *Store) Put(openings ...kith.Opening) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.openings == nil {
		s.openings = make(map[int64]kith.Opening)
	}
	for _, o := range openings {
		op := kith.OpNew
		if _, known := s.openings[o.ID]; known {
			op = kith.OpChanged
		}
		s.openings[o.ID] = o
		s.log(kith.Change{Kind: kith.ChangeOpening, Op: op, ID: o.ID, CompanyID: o.CompanyID, At: o.FirstSeenAt})
	}
}

// PutEvents stores events and logs each as a change.
func (s *Store) PutEvents(events ...kith.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.events == nil {
		s.events = make(map[int64]kith.Event)
	}
	for _, e := range events {
		s.events[e.ID] = e
		s.log(kith.Change{Kind: kith.ChangeEvent, Op: kith.OpNew, ID: e.ID, CompanyID: e.CompanyID, At: e.FirstSeenAt})
	}
}

// Remove removes an opening and logs the change.
func (s *Store) Remove(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.openings, id)
	s.log(kith.Change{Kind: kith.ChangeOpening, Op: kith.OpClosed, ID: id})
}

// Rename gives a company's openings and events another company name and logs
// one change.
func (s *Store) Rename(companyID int64, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, o := range s.openings {
		if o.CompanyID == companyID {
			o.Company = name
			s.openings[id] = o
		}
	}
	for id, e := range s.events {
		if e.CompanyID == companyID {
			e.Company = name
			s.events[id] = e
		}
	}
	s.log(kith.Change{Kind: kith.ChangeCompany, Op: kith.OpChanged, ID: companyID, CompanyID: companyID})
}

// Log logs a change without changing a row.
func (s *Store) Log(c kith.Change) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log(c)
}

func (s *Store) log(c kith.Change) {
	c.Seq = int64(len(s.changes)) + 1
	s.changes = append(s.changes, c)
}

// Clone returns a store that is as this one is now: a backup of it.
func (s *Store) Clone() *Store {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &Store{openings: maps.Clone(s.openings), events: maps.Clone(s.events), changes: slices.Clone(s.changes)}
}

// Openings returns all openings, by id.
func (s *Store) Openings() []kith.Opening {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.SortedFunc(maps.Values(s.openings), func(a, b kith.Opening) int { return cmp.Compare(a.ID, b.ID) })
}

// Fail makes every method return err from now on, until it is nil again.
func (s *Store) Fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
}

// Changes returns up to limit changes after the given one.
func (s *Store) Changes(_ context.Context, after int64, limit int) ([]kith.Change, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	from := min(max(after, 0), int64(len(s.changes)))
	rest := s.changes[from:]
	return slices.Clone(rest[:min(limit, len(rest))]), s.err
}

// Head returns the number of the last change.
func (s *Store) Head(context.Context) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return int64(len(s.changes)), s.err
}

// Count returns how many openings and events there are.
func (s *Store) Count(context.Context) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.openings) + len(s.events), s.err
}

// OpeningsByID returns those of the openings that there are.
func (s *Store) OpeningsByID(_ context.Context, ids []int64) ([]kith.Opening, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return byID(s.openings, ids), s.err
}

// EventsByID returns those of the events that there are.
func (s *Store) EventsByID(_ context.Context, ids []int64) ([]kith.Event, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return byID(s.events, ids), s.err
}

// OpeningsAfter returns a page of openings in the order of their ids.
func (s *Store) OpeningsAfter(_ context.Context, companyID, id int64, limit int) ([]kith.Opening, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return page(s.openings, id, limit, func(o kith.Opening) bool { return companyID == 0 || o.CompanyID == companyID }), s.err
}

// EventsAfter returns a page of events in the order of their ids.
func (s *Store) EventsAfter(_ context.Context, companyID, id int64, limit int) ([]kith.Event, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return page(s.events, id, limit, func(e kith.Event) bool { return companyID == 0 || e.CompanyID == companyID }), s.err
}

func byID[T any](rows map[int64]T, ids []int64) []T {
	var found []T
	for _, id := range ids {
		if row, ok := rows[id]; ok {
			found = append(found, row)
		}
	}
	return found
}

// page walks over the ids, which are given out from 1 without large holes.
func page[T any](rows map[int64]T, after int64, limit int, wanted func(T) bool) []T {
	var found []T
	for id, left := after+1, len(rows); left > 0 && len(found) < limit && id < after+10_000_000; id++ {
		row, ok := rows[id]
		if !ok {
			if id > int64(4*len(rows)+1000) {
				break
			}
			continue
		}
		left--
		if wanted(row) {
			found = append(found, row)
		}
	}
	return found
}

// Epoch is the time at which generated openings begin.
func Epoch() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }

// Days is how many days generated openings are spread over.
const Days = 330

var (
	levels  = []string{"", "", "", "Senior ", "Senior ", "Staff ", "Principal ", "Junior ", "Lead ", "Associate "}
	topics  = []string{"Software", "Data", "Platform", "Security", "Product", "Marketing", "Sales", "Finance", "Backend", "Frontend", "Machine-Learning", "Infrastructure", "Support", "Operations", "Hardware", "Research", "Quality", "Network", "Cloud", "Mobile", "Design", "People", "Legal", "Growth", "Payments", "Logistics", "Clinical", "Mechanical", "Electrical", "Firmware", "Robotics", "Analytics"}
	roles   = []string{"Engineer", "Engineer", "Engineer", "Manager", "Analyst", "Designer", "Scientist", "Developer", "Architect", "Specialist", "Consultant", "Coordinator", "Director", "Technician", "Administrator", "Representative", "Intern"}
	cities  = []string{"Berlin, Germany", "Lisbon, Portugal", "New York, NY", "San Francisco, CA", "London, UK", "Paris, France", "Toronto, Canada", "Bengaluru, India", "Zürich, Switzerland", "Austin, TX", "Dublin, Ireland", "Remote", "Tokyo, Japan", "Warsaw, Poland", "Madrid, Spain", "Oslo, Norway"}
	skills  = []string{"Go", "Python", "Java", "Kubernetes", "SQL", "PostgreSQL", "React", "TypeScript", "C++", "Rust", "Terraform", "AWS", "Linux", "Spark", "Kafka", "Figma", "Excel", "Salesforce", "Docker", "GraphQL"}
	initial = []string{"b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "pr", "qu", "r", "s", "st", "t", "tr", "v", "w", "z"}
	middle  = []string{"a", "e", "i", "o", "u", "ai", "ea", "ou"}
	final   = []string{"n", "r", "l", "s", "t", "nd", "rm", "ck", "ble", "ver", "tion", "ment", "ing"}
)

// Generator makes openings like those of real boards in size and spread of
// words: a title of a few common words, some 3 kB of description with words as
// Zipf has them, and companies of very unequal size.
type Generator struct {
	random    *rand.Rand
	words     *rand.Zipf
	companies *rand.Zipf
	lexicon   []string
	names     []string
}

// NewGenerator returns a generator that makes the same openings for the same
// seed.
func NewGenerator(seed uint64) *Generator {
	random := rand.New(rand.NewPCG(seed, 7))
	g := &Generator{random: random}
	for range 30_000 {
		g.lexicon = append(g.lexicon, g.invent())
	}
	for range 5_000 {
		g.names = append(g.names, strings.ToUpper(g.invent()[:1])+g.invent())
	}
	g.words = rand.NewZipf(random, 1.07, 8, uint64(len(g.lexicon)-1))
	g.companies = rand.NewZipf(random, 1.1, 20, uint64(len(g.names)-1))
	return g
}

func (g *Generator) invent() string {
	var b strings.Builder
	for range 1 + g.random.IntN(3) {
		b.WriteString(pick(g.random, initial) + pick(g.random, middle))
	}
	return b.String() + pick(g.random, final)
}

// Opening returns the opening with the id.
func (g *Generator) Opening(id int64) kith.Opening {
	o := g.Brief(id)
	o.Description = g.description()
	return o
}

// Brief returns the opening with the id, without a description.
func (g *Generator) Brief(id int64) kith.Opening {
	company := int64(g.companies.Uint64())
	o := kith.Opening{
		ID: id, BoardID: company + 1, CompanyID: company + 1, Company: g.names[company],
		ExternalID: fmt.Sprint(id), Title: g.title(), Locations: []string{pick(g.random, cities)},
		Department:  pick(g.random, topics),
		FirstSeenAt: Epoch().Add(time.Duration(g.random.IntN(Days*24*3600)) * time.Second),
	}
	if o.Locations[0] == "Remote" {
		o.Workplace = kith.WorkplaceRemote
	}
	if g.random.IntN(10) == 0 {
		o.ClosedAt = o.FirstSeenAt.Add(30 * 24 * time.Hour)
	}
	return o
}

func (g *Generator) title() string {
	title := pick(g.random, levels) + pick(g.random, topics) + " " + pick(g.random, roles)
	if g.random.IntN(3) == 0 {
		title += ", " + g.Word()
	}
	return title
}

// Word returns a word as common as descriptions have it.
func (g *Generator) Word() string { return g.lexicon[g.words.Uint64()] }

// Company returns the name of a company, large ones more often.
func (g *Generator) Company() (id int64, name string) {
	n := g.companies.Uint64()
	return int64(n) + 1, g.names[n]
}

// Title returns a title.
func (g *Generator) Title() string { return g.title() }

func (g *Generator) description() string {
	var b strings.Builder
	b.WriteString("As an " + pick(g.random, roles) + " in our " + pick(g.random, topics) + " team you will work with the " + pick(g.random, skills) + " and " + pick(g.random, skills) + ". ")
	for n := 300 + g.random.IntN(300); n > 0; n-- {
		switch g.random.IntN(12) {
		case 0:
			b.WriteString("the ")
		case 1:
			b.WriteString("and you ")
		case 2:
			b.WriteString(strings.ToLower(pick(g.random, topics)) + " ")
		default:
			b.WriteString(g.Word() + " ")
		}
		if n%14 == 0 {
			b.WriteString("\n")
		}
	}
	return b.String()
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }
