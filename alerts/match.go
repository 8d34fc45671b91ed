package alerts

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"kith"
)

// newsWindow is how old an event may be when a user begins to care about its
// company and still hear of it.
const newsWindow = 30 * 24 * time.Hour

// page is a part of the change log with everything that is needed to match
// it, read per company and never per opening.
type page struct {
	changes   []kith.Change
	openings  map[int64]kith.Opening
	events    map[int64]kith.Event
	signals   map[int64]kith.Signal
	moves     map[int64]kith.Move
	interests map[int64]map[int64][]kith.Reason // company, user
	counts    map[int64]int                     // open openings of a company
	recent    map[int64][]kith.Event            // events of a company, for those who begin to care
}

// wanted is what a part of the change log asks for.
type wanted struct {
	openings, events, signals, moves []int64

	counted []int64 // companies whose open openings are counted
	joined  []int64 // companies that a user begins to care about
	since   time.Time
}

// want lists what must be read to match changes.
func want(changes []kith.Change) wanted {
	var w wanted
	for _, c := range changes {
		switch {
		case isNewOpening(c):
			w.openings = append(w.openings, c.ID)
		case isNewEvent(c):
			w.events = append(w.events, c.ID)
		case c.Kind == kith.ChangeSignal:
			w.signals = append(w.signals, c.ID)
		case c.Kind == kith.ChangeMove:
			w.moves = append(w.moves, c.ID)
		case c.Kind == kith.ChangeBaseline:
			w.counted = append(w.counted, c.CompanyID)
		case c.Kind == kith.ChangeInterest:
			w.counted = append(w.counted, c.CompanyID)
			w.joined = append(w.joined, c.CompanyID)
			if since := c.At.Add(-newsWindow); w.since.IsZero() || since.Before(w.since) {
				w.since = since
			}
		}
	}
	for _, ids := range []*[]int64{&w.openings, &w.events, &w.signals, &w.moves, &w.counted, &w.joined} {
		slices.Sort(*ids)
		*ids = slices.Compact(*ids)
	}
	return w
}

func isNewOpening(c kith.Change) bool {
	return c.Kind == kith.ChangeOpening && c.Op == kith.OpNew && !c.Baseline
}

func isNewEvent(c kith.Change) bool { return c.Kind == kith.ChangeEvent && c.Op == kith.OpNew }

// read reads what a part of the change log asks for.
func read(ctx context.Context, facts MatchStore, changes []kith.Change) (*page, error) {
	p, w := &page{changes: changes, recent: map[int64][]kith.Event{}}, want(changes)
	var err error
	if p.openings, err = byID(ctx, w.openings, facts.OpeningsByID, func(o kith.Opening) int64 { return o.ID }); err != nil {
		return nil, fmt.Errorf("reading new openings: %w", err)
	}
	if p.events, err = byID(ctx, w.events, facts.EventsByID, func(e kith.Event) int64 { return e.ID }); err != nil {
		return nil, fmt.Errorf("reading new events: %w", err)
	}
	if p.signals, err = byID(ctx, w.signals, facts.SignalsByID, func(s kith.Signal) int64 { return s.ID }); err != nil {
		return nil, fmt.Errorf("reading new signals: %w", err)
	}
	if p.moves, err = byID(ctx, w.moves, facts.Moves, func(m kith.Move) int64 { return m.ID }); err != nil {
		return nil, fmt.Errorf("reading new moves: %w", err)
	}
	return p, p.readCompanies(ctx, facts, w)
}

// byID reads things, if there are any to be read, by their ids.
func byID[T any](ctx context.Context, ids []int64, read func(context.Context, []int64) ([]T, error), id func(T) int64) (map[int64]T, error) {
	found := make(map[int64]T, len(ids))
	if len(ids) == 0 {
		return found, nil
	}
	all, err := read(ctx, ids)
	for _, thing := range all {
		found[id(thing)] = thing
	}
	return found, err
}

// readCompanies reads who cares about the companies of a page, and what they
// are told of the past.
func (p *page) readCompanies(ctx context.Context, facts FactStore, w wanted) (err error) {
	if len(w.counted) > 0 {
		if p.counts, err = facts.OpenCounts(ctx, w.counted); err != nil {
			return fmt.Errorf("counting open openings: %w", err)
		}
	}
	if len(w.joined) > 0 {
		found, err := facts.RecentEvents(ctx, w.joined, w.since)
		if err != nil {
			return fmt.Errorf("reading recent events: %w", err)
		}
		for _, e := range found {
			p.recent[e.CompanyID] = append(p.recent[e.CompanyID], e)
		}
	}
	companies := p.companies(w)
	if len(companies) == 0 {
		return nil
	}
	if p.interests, err = facts.Interests(ctx, companies); err != nil {
		return fmt.Errorf("reading who cares: %w", err)
	}
	return nil
}

// companies lists the companies that somebody may be told about.
func (p *page) companies(w wanted) []int64 {
	set := map[int64]bool{}
	for _, o := range p.openings {
		set[o.CompanyID] = true
	}
	for _, e := range p.events {
		set[e.CompanyID] = true
	}
	for _, s := range p.signals {
		set[s.CompanyID] = true
	}
	for _, m := range p.moves {
		set[m.FromCompanyID], set[m.ToCompanyID] = true, true
	}
	for _, id := range w.counted {
		set[id] = true
	}
	delete(set, 0)
	return slices.Sorted(maps.Keys(set))
}

// alerts makes the alerts of a page, in the order of the changes. What
// concerns a user twice in one page is one alert.
func (p *page) alerts() []kith.Alert {
	var c collector
	for _, change := range p.changes {
		switch {
		case isNewOpening(change):
			c.all(p.opening(change))
		case isNewEvent(change):
			c.all(p.event(change))
		case change.Kind == kith.ChangeSignal:
			c.all(p.signal(change))
		case change.Kind == kith.ChangeMove:
			c.all(p.move(change))
		case change.Kind == kith.ChangeBaseline:
			c.all(p.baseline(change, 0))
		case change.Kind == kith.ChangeInterest:
			c.all(p.baseline(change, change.UserID))
			c.all(p.past(change))
		}
	}
	return c.found
}

// opening tells those who care of a new opening that is still open.
func (p *page) opening(change kith.Change) []kith.Alert {
	o, ok := p.openings[change.ID]
	if !ok || o.Baseline || !o.ClosedAt.IsZero() {
		return nil
	}
	again := ""
	if o.RepostOf != 0 {
		again = subjectOf("opening", o.RepostOf)
	}
	return p.tell(kith.Alert{
		Kind: kith.AlertOpening, Subject: subjectOf("opening", o.ID), RoleKey: o.RoleKey, Again: again,
		CompanyID: o.CompanyID, Company: o.Company, Title: o.Title, URL: o.URL, CreatedAt: change.At,
	}, 0)
}

// event tells those who care of an event.
func (p *page) event(change kith.Change) []kith.Alert {
	e, ok := p.events[change.ID]
	if !ok || e.CompanyID == 0 || !isNews(e, change.At) {
		return nil
	}
	return p.tell(eventAlert(e, change.At), 0)
}

// isNews reports whether an event that has become known is worth a word: it is
// no older than newsWindow, or its day is yet to come. A list of notices goes
// back for years when it is first read; what has no date there may be as old.
func isNews(e kith.Event, now time.Time) bool {
	return e.PublishedAt.After(now.Add(-newsWindow)) || e.EffectiveAt.After(now)
}

func eventAlert(e kith.Event, at time.Time) kith.Alert {
	return kith.Alert{
		Kind: kith.AlertEvent, Subject: subjectOf("event", e.ID), CompanyID: e.CompanyID, Company: e.Company,
		Title: e.Headline, URL: e.URL, CreatedAt: at,
	}
}

// signal tells those who care what the history of a board says.
func (p *page) signal(change kith.Change) []kith.Alert {
	s, ok := p.signals[change.ID]
	if !ok || s.CompanyID == 0 || !s.IsNews() {
		return nil
	}
	return p.tell(kith.Alert{
		Kind: kith.AlertSignal, Subject: subjectOf("signal", s.ID), CompanyID: s.CompanyID, Company: s.Company, Title: s.Title(), CreatedAt: change.At,
	}, 0)
}

// move tells the user of a contact who has moved: at the company that the
// contact left, if the user still cares about it, because a seat may be open
// there; else at the new one, else at the old one all the same.
func (p *page) move(change kith.Change) []kith.Alert {
	m, ok := p.moves[change.ID]
	if !ok || m.UserID == 0 {
		return nil
	}
	a := kith.Alert{
		UserID: m.UserID, Kind: kith.AlertMove, Subject: subjectOf("move", m.ID), Title: m.Title(), CreatedAt: change.At,
		CompanyID: cmp.Or(m.ToCompanyID, m.FromCompanyID),
	}
	if m.FromCompanyID != 0 && len(p.sureReasons(m.FromCompanyID, m.UserID)) > 0 {
		a.CompanyID = m.FromCompanyID
	}
	a.Reasons = p.sureReasons(a.CompanyID, m.UserID)
	if !slices.ContainsFunc(a.Reasons, func(r kith.Reason) bool { return r.ContactID == m.ContactID }) {
		moved := kith.Reason{Kind: kith.ReasonMoved, ContactID: m.ContactID, Contact: m.Contact, Position: m.ToPosition}
		a.Reasons = append(a.Reasons, moved)
	}
	return []kith.Alert{a}
}

// baseline tells in one line what stands open at a company: all who care, or
// one user.
func (p *page) baseline(change kith.Change, user int64) []kith.Alert {
	count := p.counts[change.CompanyID]
	if count <= 0 {
		return nil
	}
	title := strconv.Itoa(count) + " openings stand open"
	if count == 1 {
		title = "1 opening stands open"
	}
	return p.tell(kith.Alert{
		Kind: kith.AlertBaseline, Subject: subjectOf("company", change.CompanyID), CompanyID: change.CompanyID,
		Title: title, Count: count, CreatedAt: change.At,
	}, user)
}

// past tells a user who begins to care about a company its recent events.
func (p *page) past(change kith.Change) []kith.Alert {
	var told []kith.Alert
	for _, e := range p.recent[change.CompanyID] {
		if !e.PublishedAt.Before(change.At.Add(-newsWindow)) {
			told = append(told, p.tell(eventAlert(e, change.At), change.UserID)...)
		}
	}
	return told
}

// tell makes the alert for each user who cares about its company, or for one
// user, if that one does. Nobody is told anything on a weak match.
func (p *page) tell(a kith.Alert, only int64) []kith.Alert {
	users := p.interests[a.CompanyID]
	var told []kith.Alert
	for _, user := range slices.Sorted(maps.Keys(users)) {
		if only != 0 && user != only {
			continue
		}
		sure := p.sureReasons(a.CompanyID, user)
		if len(sure) == 0 {
			continue
		}
		a.UserID, a.Reasons = user, sure
		told = append(told, a)
	}
	return told
}

// sureReasons returns why a user surely cares about a company.
func (p *page) sureReasons(company, user int64) []kith.Reason {
	return slices.DeleteFunc(slices.Clone(p.interests[company][user]), func(r kith.Reason) bool {
		return r.Kind == kith.ReasonContact && !r.Match.Sure()
	})
}

func subjectOf(kind string, id int64) string { return kind + "/" + strconv.FormatInt(id, 10) }

// collector keeps one alert per user and subject.
type collector struct {
	found []kith.Alert
	seen  map[told]bool
}

type told struct {
	user    int64
	subject string
}

func (c *collector) all(alerts []kith.Alert) {
	if c.seen == nil {
		c.seen = map[told]bool{}
	}
	for _, a := range alerts {
		key := told{a.UserID, a.Subject}
		if !c.seen[key] {
			c.seen[key] = true
			c.found = append(c.found, a)
		}
	}
}

// bestFirst orders the contacts of a company by whom to ask first: sure ones,
// then those known longest.
func bestFirst(people []kith.Reason) {
	slices.SortStableFunc(people, func(a, b kith.Reason) int {
		return cmp.Or(
			-cmp.Compare(rank(a.Match), rank(b.Match)),
			sinceWhen(a).Compare(sinceWhen(b)),
			cmp.Compare(a.Contact, b.Contact),
			cmp.Compare(a.ContactID, b.ContactID),
		)
	})
}

func rank(m kith.Match) int {
	if m == kith.MatchExact {
		return 1
	}
	return 0
}

// sinceWhen returns since when a contact is known; one whose date is not
// known comes last.
func sinceWhen(r kith.Reason) time.Time {
	if r.Since.IsZero() {
		return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return r.Since
}
