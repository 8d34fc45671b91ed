package storetest

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
)

// peopleCases lists the tests of people and of what they are told.
func peopleCases() []testCase {
	return slices.Concat(
		userCases(), contactCases(), contactLinkCases(), watchCases(), interestCases(), alertCases(), alertReadCases(), deliveryCases(), privacyCases(),
	)
}

// user returns the lone user.
func (f *fixture) user() kith.User {
	f.Helper()
	return must(f.db.FirstUser(f.ctx))(f)
}

// other adds a second user.
func (f *fixture) other(email string) kith.User {
	f.Helper()
	return must(f.db.AddUser(f.ctx, kith.User{Email: email}))(f)
}

// contact returns a contact whose profile is made of the name.
func contact(name, company, position string) kith.Contact {
	c := kith.Contact{
		Name: name, Company: company, Position: position, ConnectedOn: date(2024, 3, 1),
		ProfileURL: "https://www.linkedin.com/in/" + strings.ToLower(strings.ReplaceAll(name, " ", "-")),
	}
	if company != "" {
		c.Keys = keys(company)
	}
	return c
}

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// bare returns a contact without its profile.
func bare(c kith.Contact) kith.Contact {
	c.ProfileURL = ""
	return c
}

// save saves contacts of a user and checks what that changed.
func (f *fixture) save(user kith.User, want kith.ContactChanges, contacts ...kith.Contact) {
	f.Helper()
	got := must(f.db.SaveContacts(f.ctx, user.ID, contacts))(f)
	f.same("changes of the import", want, got)
}

// same compares two values.
func (f *fixture) same(what string, want, got any) {
	f.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		f.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// interestsLogged returns the pairs of user and company that the change log
// has as interests, after a position.
func (f *fixture) interestsLogged(after int64) [][2]int64 {
	f.Helper()
	var pairs [][2]int64
	for _, c := range must(f.db.Changes(f.ctx, after, 0))(f) {
		if c.Kind == kith.ChangeInterest {
			pairs = append(pairs, [2]int64{c.UserID, c.CompanyID})
		}
	}
	return pairs
}

func (f *fixture) head() int64 {
	f.Helper()
	return must(f.db.Head(f.ctx))(f)
}

// race runs do n times at once and returns the errors.
func race(n int, do func(int) error) []error {
	errs := make([]error, n)
	var started, done sync.WaitGroup
	started.Add(n)
	for i := range n {
		done.Go(func() {
			started.Done()
			started.Wait()
			errs[i] = do(i)
		})
	}
	done.Wait()
	return errs
}

// oneWins checks that one of several attempts succeeded and the others were
// told of the conflict.
func (f *fixture) oneWins(errs []error) {
	f.Helper()
	won := 0
	for _, err := range errs {
		switch kith.CodeOf(err) {
		case "":
			won++
		case kith.CodeConflict:
		default:
			f.Errorf("a loser got %v, want a conflict", err)
		}
	}
	if won != 1 {
		f.Errorf("%d attempts succeeded, want 1", won)
	}
}
