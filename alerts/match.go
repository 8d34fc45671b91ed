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
	interests map[int64]map[int64][]kith.Reason // company, user
	counts    map[int64]int                     // open openings of a company
	recent    map[int64][]kith.Event            // events of a company, for those who begin to care
}

// wanted is what a part of the change log asks for.
type wanted struct {
	openings, events []int64
	counted          []int64 // companies whose open openings are counted
	joined           []int64 // companies that a user begins to care about
	since            time.Time
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
	for _, ids := range []*[]int64{&w.openings, &w.events, &w.counted, &w.joined} {
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
func read(ctx context.Context, facts FactStore, changes []kith.Change) (*page, error) {
	p := &page{changes: changes, openings: map[int64]kith.Opening{}, events: map[int64]kith.Event{}, recent: map[int64][]kith.Event{}}
	w := want(changes)
	if len(w.openings) > 0 {
		found, err := facts.OpeningsByID(ctx, w.openings)
		if err != nil {
			return nil, fmt.Errorf("reading new openings: %w", err)
		}
		for _, o := range found {
			p.openings[o.ID] = o
		}
	}
	if len(w.events) > 0 {
		found, err := facts.EventsByID(ctx, w.events)
		if err != nil {
			return nil, fmt.Errorf("reading new events: %w", err)
		}
		for _, e := range found {
			p.events[e.ID] = e
		}
	}
	return p, p.readCompanies(ctx, facts, w)
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
		sure := slices.DeleteFunc(slices.Clone(users[user]), func(r kith.Reason) bool {
			return r.Kind == kith.ReasonContact && !r.Match.Sure()
		})
		if len(sure) == 0 {
			continue
		}
		a.UserID, a.Reasons = user, sure
		told = append(told, a)
	}
	return told
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
