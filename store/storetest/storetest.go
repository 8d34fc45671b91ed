// Package storetest is the suite of the store. The same tests run on SQLite
// and on PostgreSQL.
package storetest

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"kith"
	"kith/store"
)

// Fresh makes an empty database that goes away with the test, and says how to
// open it.
type Fresh func(tb testing.TB) store.Options

// Run runs the whole suite, each test on a database of its own.
func Run(t *testing.T, fresh Fresh) {
	for _, c := range suite() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.run(newFixture(t, fresh))
		})
	}
}

// testCase is one test of the suite.
type testCase struct {
	name string
	run  func(*fixture)
}

// suite lists the tests of every file.
func suite() []testCase {
	return slices.Concat(
		openCases(), companyCases(), sourceCases(), changeCases(),
		visitCases(), closingCases(), openingCases(), repostCases(), eventCases(), signalCases(), jobCases(), queueCases(), checkCases(),
		peopleCases(),
	)
}

// Clock is a clock that moves only when it is told to.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Begin is when every test begins: a Wednesday.
func Begin() time.Time { return time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC) }

// NewClock returns a clock that stands at Begin.
func NewClock() *Clock { return &Clock{now: Begin()} }

// Now is a kith.Clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Move moves the clock on and returns the new time.
func (c *Clock) Move(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return c.now
}

// fixture is one test with its database.
type fixture struct {
	*testing.T
	ctx     context.Context
	clock   *Clock
	options store.Options
	db      *store.DB
}

func newFixture(t *testing.T, fresh Fresh) *fixture {
	t.Helper()
	f := &fixture{T: t, ctx: t.Context(), clock: NewClock(), options: fresh(t)}
	f.options.Clock, f.options.RoleKey = f.clock.Now, role
	f.options.NameKey = func(name string) string { return keys(name).Exact }
	f.db = f.open()
	return f
}

// open opens the database once more, as another process would.
func (f *fixture) open() *store.DB {
	f.Helper()
	db, err := store.Open(f.ctx, f.options)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() {
		if err := db.Close(); err != nil {
			f.Error(err)
		}
	})
	return db
}

// must returns the value, and ends the test on an error.
func must[T any](value T, err error) func(*fixture) T {
	return func(f *fixture) T {
		f.Helper()
		f.no(err)
		return value
	}
}

// no ends the test on an error.
func (f *fixture) no(err error) {
	f.Helper()
	if err != nil {
		f.Fatal(err)
	}
}

// refused checks that an error has a code and a sentence.
func (f *fixture) refused(err error, code kith.Code) {
	f.Helper()
	if kith.CodeOf(err) != code {
		f.Errorf("got the code %q of %v, want %q", kith.CodeOf(err), err, code)
	}
}
