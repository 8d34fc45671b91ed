package alerts_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"kith"
	"kith/alerts"
)

// now is Monday, 23 November 2026, 07:30 UTC.
var now = time.Date(2026, 11, 23, 7, 30, 0, 0, time.UTC)

// memory is a store in memory that keeps the promises of the interfaces.
type memory struct {
	mu         sync.Mutex // guards everything
	changes    []kith.Change
	openings   map[int64]kith.Opening
	events     map[int64]kith.Event
	signals    []kith.Signal
	moves      []kith.Move
	interests  map[int64]map[int64][]kith.Reason
	position   int64
	alerts     []kith.Alert
	told       map[string]bool
	deliveries map[int64]*kith.Delivery
	claimed    map[int64]bool
	users      map[int64]kith.User
	queries    int // of facts
	broken     error
	afterSend  error // of EndDelivery
}

var (
	_ alerts.MatchStore  = (*memory)(nil)
	_ alerts.DigestStore = (*memory)(nil)
)

func newMemory() *memory {
	return &memory{
		openings: map[int64]kith.Opening{}, events: map[int64]kith.Event{}, interests: map[int64]map[int64][]kith.Reason{},
		told: map[string]bool{}, deliveries: map[int64]*kith.Delivery{}, claimed: map[int64]bool{},
		users: map[int64]kith.User{1: {ID: 1, Email: "ana@mail.example", TimeZone: "Europe/London", Cadence: kith.CadenceDaily, DigestAt: 450, Token: "9dQ"}},
	}
}

// log appends a change.
func (m *memory) log(c kith.Change) {
	c.Seq = int64(len(m.changes)) + 1
	if c.At.IsZero() {
		c.At = now
	}
	m.changes = append(m.changes, c)
}

// open adds a new opening with its change.
func (m *memory) open(o kith.Opening) {
	if o.FirstSeenAt.IsZero() {
		o.FirstSeenAt = now.Add(-time.Hour)
	}
	o.Company = "Northwharf Freight"
	o.RoleKey = alerts.RoleKey(o)
	m.openings[o.ID] = o
	m.log(kith.Change{Kind: kith.ChangeOpening, Op: kith.OpNew, ID: o.ID, CompanyID: o.CompanyID, Baseline: o.Baseline})
}

func (m *memory) care(company, user int64, reasons ...kith.Reason) {
	if m.interests[company] == nil {
		m.interests[company] = map[int64][]kith.Reason{}
	}
	m.interests[company][user] = reasons
}

func (m *memory) MatchPosition(context.Context) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.position, m.broken
}

func (m *memory) Changes(_ context.Context, after int64, limit int) ([]kith.Change, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	rest := m.changes[min(int(after), len(m.changes)):]
	return slices.Clone(rest[:min(limit, len(rest))]), nil
}

func (m *memory) SaveAlerts(_ context.Context, from, to int64, found []kith.Alert) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if from != m.position {
		return kith.Errorf(kith.CodeConflict, "the position is %d, not %d", m.position, from)
	}
	m.position = to
	for _, a := range found {
		key := fmt.Sprint(a.UserID, " ", a.Subject)
		if m.told[key] {
			continue
		}
		m.told[key] = true
		var id int64
		if _, err := fmt.Sscanf(a.Subject, "opening/%d", &id); err == nil {
			a.Openings = []kith.Opening{m.openings[id]}
		}
		if _, err := fmt.Sscanf(a.Subject, "event/%d", &id); err == nil {
			e := m.events[id]
			a.Event = &e
		}
		for i := range m.signals {
			if a.Subject == fmt.Sprintf("signal/%d", m.signals[i].ID) {
				a.Signal = &m.signals[i]
			}
		}
		for i := range m.moves {
			if a.Subject == fmt.Sprintf("move/%d", m.moves[i].ID) {
				a.Move = &m.moves[i]
			}
		}
		if a.Kind == kith.AlertBaseline {
			a.Company = "Northwharf Freight"
		}
		a.ID = int64(len(m.alerts)) + 1
		m.alerts = append(m.alerts, a)
	}
	return nil
}

func (m *memory) SignalsByID(_ context.Context, ids []int64) ([]kith.Signal, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.queries++
	return slices.DeleteFunc(slices.Clone(m.signals), func(s kith.Signal) bool { return !slices.Contains(ids, s.ID) }), nil
}

func (m *memory) Moves(_ context.Context, ids []int64) ([]kith.Move, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.queries++
	return slices.DeleteFunc(slices.Clone(m.moves), func(mv kith.Move) bool { return !slices.Contains(ids, mv.ID) }), nil
}

func (m *memory) OpeningsByID(_ context.Context, ids []int64) ([]kith.Opening, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.queries++
	var found []kith.Opening
	for _, id := range ids {
		if o, ok := m.openings[id]; ok {
			found = append(found, o)
		}
	}
	return found, nil
}

func (m *memory) EventsByID(_ context.Context, ids []int64) ([]kith.Event, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.queries++
	var found []kith.Event
	for _, id := range ids {
		if e, ok := m.events[id]; ok {
			found = append(found, e)
		}
	}
	return found, nil
}

func (m *memory) Interests(_ context.Context, companies []int64) (map[int64]map[int64][]kith.Reason, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.queries++
	found := map[int64]map[int64][]kith.Reason{}
	for _, id := range companies {
		if users, ok := m.interests[id]; ok {
			found[id] = users
		}
	}
	return found, nil
}

func (m *memory) OpenCounts(_ context.Context, companies []int64) (map[int64]int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.queries++
	counts := map[int64]int{}
	for _, o := range m.openings {
		if o.ClosedAt.IsZero() && slices.Contains(companies, o.CompanyID) {
			counts[o.CompanyID]++
		}
	}
	return counts, nil
}

func (m *memory) RecentEvents(_ context.Context, companies []int64, since time.Time) ([]kith.Event, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.queries++
	var found []kith.Event
	for id := range int64(100) {
		if e, ok := m.events[id]; ok && slices.Contains(companies, e.CompanyID) && !e.PublishedAt.Before(since) {
			found = append(found, e)
		}
	}
	return found, nil
}

func (m *memory) User(_ context.Context, id int64) (kith.User, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	u, ok := m.users[id]
	if !ok {
		return u, kith.Errorf(kith.CodeNotFound, "there is no user %d", id)
	}
	return u, nil
}

func (m *memory) WaitingAlerts(_ context.Context, user int64) ([]kith.Alert, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []kith.Alert
	for _, a := range m.alerts {
		if a.UserID == user && a.DeliveryID == 0 {
			a.Openings = slices.Clone(a.Openings)
			for i, o := range a.Openings {
				a.Openings[i] = m.openings[o.ID]
			}
			found = append(found, a)
		}
	}
	return found, m.broken
}

func (m *memory) CreateDelivery(_ context.Context, d kith.Delivery, alertIDs []int64) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, id := range alertIDs {
		if m.alerts[id-1].DeliveryID != 0 {
			return 0, kith.Errorf(kith.CodeConflict, "the alert %d is in another delivery", id)
		}
	}
	d.ID = int64(len(m.deliveries)) + 1
	m.deliveries[d.ID] = &d
	for _, id := range alertIDs {
		m.alerts[id-1].DeliveryID = d.ID
	}
	return d.ID, nil
}

func (m *memory) BeginDelivery(_ context.Context, id int64) (kith.Delivery, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d := m.deliveries[id]
	switch {
	case d == nil:
		return kith.Delivery{}, kith.Errorf(kith.CodeNotFound, "there is no delivery %d", id)
	case !d.SentAt.IsZero():
		return *d, nil
	case m.claimed[id]:
		return kith.Delivery{}, kith.Errorf(kith.CodeConflict, "it is being sent")
	}
	m.claimed[id] = true
	d.Attempts++
	return *d, nil
}

func (m *memory) EndDelivery(_ context.Context, id int64, failure error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.afterSend != nil {
		return m.afterSend
	}
	m.claimed[id] = false
	d := m.deliveries[id]
	if failure != nil {
		d.LastError = failure.Error()
		return nil
	}
	d.SentAt, d.Message = now, nil
	return nil
}
