package alerts_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/alerts"
)

func contact(name string, match kith.Match) kith.Reason {
	return kith.Reason{Kind: kith.ReasonContact, ContactID: int64(len(name)), Contact: name, Match: match}
}

func watch() kith.Reason { return kith.Reason{Kind: kith.ReasonWatch, Since: now} }

// TestMatchRules walks the table of who is told what.
func TestMatchRules(t *testing.T) {
	t.Parallel()
	opening := func(m *memory, change func(*kith.Opening)) {
		o := kith.Opening{ID: 7, CompanyID: 3, Title: "Planner", URL: "https://jobs.example/7"}
		if change != nil {
			change(&o)
		}
		m.open(o)
	}
	event := func(m *memory, company int64, published time.Time) {
		m.events[4] = kith.Event{ID: 4, CompanyID: company, Company: "Northwharf Freight", Headline: "Layoffs", PublishedAt: published, FirstSeenAt: now}
	}
	moved := func(move kith.Move) func(*memory) {
		return func(m *memory) {
			m.moves = append(m.moves, move)
			m.log(kith.Change{Kind: kith.ChangeMove, Op: kith.OpNew, ID: move.ID, CompanyID: 3, UserID: move.UserID})
		}
	}
	for _, c := range []struct {
		name string
		make func(*memory)
		want []string // user, kind, subject, number of reasons
	}{
		{"a new opening", func(m *memory) { opening(m, nil) }, []string{"1 opening opening/7 1", "2 opening opening/7 1"}},
		{"of the baseline", func(m *memory) { opening(m, func(o *kith.Opening) { o.Baseline = true }) }, nil},
		{"closed before", func(m *memory) { opening(m, func(o *kith.Opening) { o.ClosedAt = now }) }, nil},
		{"of a company that nobody cares for", func(m *memory) { opening(m, func(o *kith.Opening) { o.CompanyID = 5 }) }, nil},
		{"weak matches only", func(m *memory) { opening(m, func(o *kith.Opening) { o.CompanyID = 6 }) }, nil},
		{"a weak one beside a sure one", func(m *memory) {
			m.care(3, 1, contact("weak", kith.MatchWeak), contact("strong", kith.MatchStrong))
			opening(m, nil)
		}, []string{"1 opening opening/7 1", "2 opening opening/7 1"}},
		{"edited, closed, reopened", func(m *memory) {
			opening(m, nil)
			m.changes = nil
			for _, op := range []kith.ChangeOp{kith.OpChanged, kith.OpClosed, kith.OpReopened} {
				m.log(kith.Change{Kind: kith.ChangeOpening, Op: op, ID: 7, CompanyID: 3})
			}
		}, nil},
		{"twice in the log", func(m *memory) { opening(m, nil); opening(m, nil) }, []string{"1 opening opening/7 1", "2 opening opening/7 1"}},
		{"no longer stored", func(m *memory) { opening(m, nil); delete(m.openings, 7) }, nil},
		{"an event", func(m *memory) {
			event(m, 3, now)
			m.log(kith.Change{Kind: kith.ChangeEvent, Op: kith.OpNew, ID: 4, CompanyID: 3})
		}, []string{"1 event event/4 1", "2 event event/4 1"}},
		{"an event of a company that is not known", func(m *memory) {
			event(m, 0, now)
			m.care(0, 1, watch())
			m.log(kith.Change{Kind: kith.ChangeEvent, Op: kith.OpNew, ID: 4})
		}, nil},
		{"an event of nobody knows when", func(m *memory) {
			event(m, 3, time.Time{})
			m.log(kith.Change{Kind: kith.ChangeEvent, Op: kith.OpNew, ID: 4, CompanyID: 3})
		}, nil},
		{"an event that changed", func(m *memory) {
			event(m, 3, now)
			m.log(kith.Change{Kind: kith.ChangeEvent, Op: kith.OpChanged, ID: 4, CompanyID: 3})
		}, nil},
		{"a signal", func(m *memory) {
			m.signals = []kith.Signal{{ID: 5, CompanyID: 3, Kind: kith.SignalSurge}}
			m.log(kith.Change{Kind: kith.ChangeSignal, Op: kith.OpNew, ID: 5, CompanyID: 3})
		}, []string{"1 signal signal/5 1", "2 signal signal/5 1"}},
		{"a signal that is no news", func(m *memory) {
			m.signals = []kith.Signal{{ID: 5, CompanyID: 3, Kind: kith.SignalLongOpen}}
			m.log(kith.Change{Kind: kith.ChangeSignal, Op: kith.OpNew, ID: 5, CompanyID: 3})
		}, nil},
		{"a signal of a board without a company", func(m *memory) {
			m.signals = []kith.Signal{{ID: 5, Kind: kith.SignalSurge}}
			m.care(0, 1, watch())
			m.log(kith.Change{Kind: kith.ChangeSignal, Op: kith.OpNew, ID: 5})
		}, nil},
		{"a move from a company that its user watches", moved(kith.Move{ID: 8, UserID: 2, ContactID: 40, Contact: "Piet", FromCompanyID: 3, ToCompanyID: 9}),
			[]string{"2 move move/8 2"}},
		{"a move from a company where its user knows nobody else", moved(kith.Move{ID: 8, UserID: 77, ContactID: 40, Contact: "Piet", FromCompanyID: 3}),
			[]string{"77 move move/8 1"}},
		{"a move to a company where its user now knows the contact", moved(kith.Move{ID: 8, UserID: 1, ContactID: 5, Contact: "Marta", ToCompanyID: 3}),
			[]string{"1 move move/8 1"}},
		{"a move that is no longer stored", func(m *memory) {
			m.log(kith.Change{Kind: kith.ChangeMove, Op: kith.OpNew, ID: 8, CompanyID: 3, UserID: 1})
		}, nil},
		{"a baseline", func(m *memory) {
			opening(m, func(o *kith.Opening) { o.Baseline = true })
			m.log(kith.Change{Kind: kith.ChangeBaseline, Op: kith.OpNew, ID: 99, CompanyID: 3})
		}, []string{"1 baseline company/3 1", "2 baseline company/3 1"}},
		{"a baseline of nothing", func(m *memory) {
			m.log(kith.Change{Kind: kith.ChangeBaseline, Op: kith.OpNew, ID: 99, CompanyID: 3})
		}, nil},
		{"a second board of the company", func(m *memory) {
			opening(m, func(o *kith.Opening) { o.Baseline = true })
			m.log(kith.Change{Kind: kith.ChangeBaseline, Op: kith.OpNew, ID: 99, CompanyID: 3})
			m.log(kith.Change{Kind: kith.ChangeBaseline, Op: kith.OpNew, ID: 98, CompanyID: 3})
		}, []string{"1 baseline company/3 1", "2 baseline company/3 1"}},
		{"one user begins to care", func(m *memory) {
			opening(m, func(o *kith.Opening) { o.Baseline = true })
			event(m, 3, now.AddDate(0, 0, -29))
			m.log(kith.Change{Kind: kith.ChangeInterest, Op: kith.OpNew, ID: 3, CompanyID: 3, UserID: 2})
		}, []string{"2 baseline company/3 1", "2 event event/4 1"}},
		{"an old event is no news to them", func(m *memory) {
			event(m, 3, now.AddDate(0, 0, -31))
			m.log(kith.Change{Kind: kith.ChangeInterest, Op: kith.OpNew, ID: 3, CompanyID: 3, UserID: 2})
		}, nil},
		{"who no longer cares", func(m *memory) {
			opening(m, func(o *kith.Opening) { o.Baseline = true })
			m.log(kith.Change{Kind: kith.ChangeInterest, Op: kith.OpNew, ID: 3, CompanyID: 3, UserID: 77})
		}, nil},
		{"a company's name", func(m *memory) {
			m.log(kith.Change{Kind: kith.ChangeCompany, Op: kith.OpChanged, ID: 3, CompanyID: 3})
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := newMemory()
			m.care(3, 1, contact("Marta", kith.MatchExact))
			m.care(3, 2, watch())
			m.care(6, 1, contact("Weak", kith.MatchWeak), contact("None", kith.MatchNone))
			c.make(m)
			did, err := alerts.NewMatcher(m).Match(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, a := range m.alerts {
				got = append(got, fmt.Sprintf("%d %s %s %d", a.UserID, a.Kind, a.Subject, len(a.Reasons)))
				if !a.CreatedAt.Equal(now) {
					t.Errorf("%s was made at %s", a.Subject, a.CreatedAt)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("alerts (-want +got):\n%s", diff)
			}
			if did.Changes != len(m.changes) || did.Position != int64(len(m.changes)) || did.Alerts != len(got) {
				t.Errorf("it says %+v", did)
			}
			if again, err := alerts.NewMatcher(m).Match(t.Context()); err != nil || again.Changes != 0 || len(m.alerts) != len(got) {
				t.Errorf("the second run: %+v, %v", again, err)
			}
		})
	}
}

// TestMatchFields checks what an alert says.
func TestMatchFields(t *testing.T) {
	t.Parallel()
	m := newMemory()
	m.care(3, 1, contact("Marta", kith.MatchExact))
	m.open(kith.Opening{ID: 7, CompanyID: 3, Title: "Planner (Leeds)", Locations: []string{"Leeds"}, URL: "https://jobs.example/7"})
	m.open(kith.Opening{ID: 8, CompanyID: 3, Title: "Old", Baseline: true})
	m.log(kith.Change{Kind: kith.ChangeBaseline, Op: kith.OpNew, ID: 99, CompanyID: 3})
	if _, err := alerts.NewMatcher(m).Match(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(m.alerts) != 2 {
		t.Fatalf("%d alerts", len(m.alerts))
	}
	o, b := m.alerts[0], m.alerts[1]
	if o.RoleKey != "3/planner" || o.Title != "Planner (Leeds)" || o.URL != "https://jobs.example/7" || o.CompanyID != 3 || o.Reasons[0].Contact != "Marta" {
		t.Errorf("%+v", o)
	}
	if b.Count != 2 || b.Title != "2 openings stand open" || b.RoleKey != "" {
		t.Errorf("%+v", b)
	}
}

// TestMatchBatches matches thousands of openings of a few companies in a few
// queries: none is made per opening.
func TestMatchBatches(t *testing.T) {
	t.Parallel()
	m := newMemory()
	for company := range int64(5) {
		m.care(company+1, 1, contact("Marta", kith.MatchExact))
	}
	for i := range int64(2300) {
		m.open(kith.Opening{ID: i + 1, CompanyID: i%5 + 1, Title: fmt.Sprint("Role ", i)})
	}
	did, err := alerts.NewMatcher(m).Match(t.Context())
	if err != nil || did.Alerts != 2300 || did.Changes != 2300 {
		t.Errorf("%+v, %v", did, err)
	}
	if m.queries > 10 {
		t.Errorf("%d queries for 5 pages", m.queries)
	}
}

// TestMatchTogether runs many matchers at once: each change is matched once.
func TestMatchTogether(t *testing.T) {
	t.Parallel()
	m := newMemory()
	m.care(1, 1, contact("Marta", kith.MatchExact))
	for i := range int64(3000) {
		m.open(kith.Opening{ID: i + 1, CompanyID: 1, Title: fmt.Sprint("Role ", i)})
	}
	var sum alerts.Matched
	var mu sync.Mutex
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			did, err := alerts.NewMatcher(m).Match(t.Context())
			if err != nil || did.Position != 3000 {
				t.Errorf("%+v, %v", did, err)
			}
			mu.Lock()
			defer mu.Unlock()
			sum.Changes += did.Changes
			sum.Alerts += did.Alerts
		})
	}
	all.Wait()
	if sum.Changes != 3000 || sum.Alerts != 3000 || len(m.alerts) != 3000 {
		t.Errorf("%+v, %d alerts", sum, len(m.alerts))
	}
}

// stubborn never lets anybody save.
type stubborn struct{ *memory }

func (stubborn) SaveAlerts(context.Context, int64, int64, []kith.Alert) error {
	return kith.Errorf(kith.CodeConflict, "no")
}

// TestMatchFails checks that faults of the store are told, and that a
// conflict without anybody's progress does not go on for ever.
func TestMatchFails(t *testing.T) {
	t.Parallel()
	m := newMemory()
	m.open(kith.Opening{ID: 1, CompanyID: 1})
	if _, err := alerts.NewMatcher(stubborn{m}).Match(t.Context()); kith.CodeOf(err) != kith.CodeConflict {
		t.Errorf("%v", err)
	}
	m.broken = errors.New("the disk is gone")
	if _, err := alerts.NewMatcher(m).Match(t.Context()); !errors.Is(err, m.broken) {
		t.Errorf("%v", err)
	}
}

// TestRoleKey checks which titles are one role.
func TestRoleKey(t *testing.T) {
	t.Parallel()
	places := []string{"Leeds, United Kingdom", "Rotterdam", "New York, NY", "Köln"}
	same := [][]string{
		{
			"Planner", "planner", " PLANNER ", "Planner (Leeds)", "Planner - Rotterdam", "Planner – Leeds, UK", "Planner, Leeds", "Planner | New York, NY",
			"Planner (Remote)", "Planner in Leeds", "Planner (m/w/d)", "Planner (m/f/d) - Köln", "Planner R-12345", "Planner - REQ 4711", "Planner (JR001234)",
			"Planner #1234", "Planner – Leeds (Req. ID: 88123)", "Planner - Rotterdam (Hybrid)", "Ｐlanner", "Planner [Leeds]",
		},
		{"Planner, Night Freight", "Planner - Night Freight", "Planner, Night Freight (Leeds)"},
		{"Planner (12 months)", "Planner (12 Months) - Leeds"},
		{"Graduate Programme 2026"}, {"Graduate Programme 2027"},
		{"C Developer"}, {"C++ Developer"}, {"C# Developer", "c# developer - Leeds"},
		{"R&D Engineer", "R & D Engineer", "R and D engineer"},
		{"Leeds"}, {"Planner II"}, {"Planner, Oslo"}, {"مهندس", "مهندس (Leeds)"}, {"Driver's Mate", "Drivers Mate", "Driver’s Mate"},
	}
	keys := map[string]string{}
	for _, titles := range same {
		first := alerts.RoleKey(kith.Opening{CompanyID: 3, Title: titles[0], Locations: places})
		if other, ok := keys[first]; ok {
			t.Errorf("%q is one role with %q: %s", titles[0], other, first)
		}
		keys[first] = titles[0]
		for _, title := range titles {
			if got := alerts.RoleKey(kith.Opening{CompanyID: 3, Title: title, Locations: places}); got != first || !strings.HasPrefix(got, "3/") {
				t.Errorf("%q has key %q, want %q", title, got, first)
			}
		}
	}
	if got := alerts.RoleKey(kith.Opening{CompanyID: 3, Title: " - () "}); got != "" {
		t.Errorf("a title without a word has key %q", got)
	}
	if alerts.RoleKey(kith.Opening{CompanyID: 3, Title: "Planner"}) == alerts.RoleKey(kith.Opening{CompanyID: 4, Title: "Planner"}) {
		t.Error("two companies share a role")
	}
}

// FuzzRoleKey checks that any title has a short key that does not change when
// the title is written in another way.
func FuzzRoleKey(f *testing.F) {
	f.Add("Planner (Leeds)", "Leeds")
	f.Add("((((", "")
	f.Add(strings.Repeat("x - ", 1000), "x")
	f.Add("Planner\xff\x00 REQ 123", "\xff")
	f.Add("(m/w/d)(m/w/d) #123", "(m/w/d)")
	f.Fuzz(func(t *testing.T, title, place string) {
		o := kith.Opening{CompanyID: 3, Title: title, Locations: []string{place}}
		key := alerts.RoleKey(o)
		if len(key) > 250 {
			t.Errorf("a key of %d bytes", len(key))
		}
		if o.Title += " "; alerts.RoleKey(o) != key && len(title) < 1000 {
			t.Errorf("a space at the end changes %q to %q", key, alerts.RoleKey(o))
		}
	})
}
