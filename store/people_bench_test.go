package store_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"kith"
	"kith/store"
	"kith/store/storetest"
)

// databases are what the benchmarks run on.
var databases = []struct {
	name  string
	fresh storetest.Fresh
}{{"SQLite", storetest.SQLite}, {"PostgreSQL", storetest.InPostgres}}

// openDB opens an empty database.
func openDB(tb testing.TB, fresh storetest.Fresh) *store.DB {
	tb.Helper()
	options := fresh(tb)
	options.Clock = storetest.NewClock().Now
	db, err := store.Open(tb.Context(), options)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := db.Close(); err != nil {
			tb.Error(err)
		}
	})
	return db
}

// crowd returns contacts at employers of which few are large and most small.
func crowd(n, employers int) []kith.Contact {
	random := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(random, 1.1, 1, uint64(employers-1))
	list := make([]kith.Contact, 0, n)
	for i := range n {
		employer := "Employer " + strconv.FormatUint(zipf.Uint64(), 10)
		list = append(list, kith.Contact{
			Name: fmt.Sprintf("Person %d", i), Company: employer, Keys: kith.NameKeys{Exact: employer, Strong: employer},
			Position: "Engineer", ProfileURL: fmt.Sprintf("https://www.linkedin.com/in/person-%d", i),
			ConnectedOn: time.Date(2010+i%16, 1, 1+i%28, 0, 0, 0, 0, time.UTC),
		})
	}
	return list
}

// addEmployers takes the first n employers of a crowd in.
func addEmployers(tb testing.TB, db *store.DB, n int) (ids []int64) {
	tb.Helper()
	for i := range n {
		name := "Employer " + strconv.Itoa(i)
		c, _, err := db.AddCompany(tb.Context(), kith.Company{Name: name, Names: []kith.CompanyName{{Name: name, Keys: kith.NameKeys{Exact: name, Strong: name}}}})
		if err != nil {
			tb.Fatal(err)
		}
		ids = append(ids, c.ID)
	}
	return ids
}

// BenchmarkSaveContacts imports lists: new, again, and with everybody moved.
func BenchmarkSaveContacts(b *testing.B) {
	for _, on := range databases {
		for _, n := range []int{3_000, 100_000} {
			b.Run(fmt.Sprintf("%s/%d", on.name, n), func(b *testing.B) {
				list := crowd(n, n/10)
				moved := crowd(n, n/10)
				for i := range moved {
					moved[i].Position = "Head"
				}
				for _, way := range []struct {
					name string
					list []kith.Contact
				}{{"new", list}, {"again", list}, {"moved", moved}} {
					b.Run(way.name, func(b *testing.B) {
						for range b.N {
							b.StopTimer()
							db := openDB(b, on.fresh)
							addEmployers(b, db, 200)
							user, err := db.FirstUser(b.Context())
							if err != nil {
								b.Fatal(err)
							}
							if way.name != "new" {
								if _, err := db.SaveContacts(b.Context(), user.ID, list); err != nil {
									b.Fatal(err)
								}
							}
							b.StartTimer()
							if _, err := db.SaveContacts(b.Context(), user.ID, way.list); err != nil {
								b.Fatal(err)
							}
						}
						b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/contact")
					})
				}
			})
		}
	}
}

// BenchmarkInterests joins companies with 100,000 contacts of one user.
func BenchmarkInterests(b *testing.B) {
	for _, on := range databases {
		b.Run(on.name, func(b *testing.B) {
			db := openDB(b, on.fresh)
			ids := addEmployers(b, db, 2_000)
			user, err := db.FirstUser(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			if _, err := db.SaveContacts(b.Context(), user.ID, crowd(100_000, 10_000)); err != nil {
				b.Fatal(err)
			}
			for _, ask := range []struct {
				name string
				ids  []int64
			}{{"the largest", ids[:1]}, {"an ordinary one", ids[1000:1001]}, {"100 ordinary ones", ids[1000:1100]}, {"2,000", ids}} {
				b.Run(ask.name, func(b *testing.B) {
					reasons := 0
					for range b.N {
						found, err := db.Interests(b.Context(), ask.ids)
						if err != nil {
							b.Fatal(err)
						}
						reasons = 0
						for _, users := range found {
							reasons += len(users[user.ID])
						}
					}
					b.ReportMetric(float64(reasons), "reasons")
				})
			}
		})
	}
}
