package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kith"
)

// sameNews is how far apart two reports of feeds may be that tell of one event:
// a deal is in the news from the first rumour until it is done.
const sameNews = 60 * 24 * time.Hour

// withinAWeek takes two reports for one event by their time alone; company and
// kind are the same.
func withinAWeek(a, b kith.Event) bool {
	return a.PublishedAt.Sub(b.PublishedAt).Abs() <= 7*24*time.Hour
}

// takeItems stores the items that a feed, a list of notices or of filings
// showed, and the events in them that are new. The text of an item is not
// kept.
func (r *recording) takeItems(ctx context.Context) error {
	if r.source.Kind == kith.SourceBoard || r.visit.Outcome != kith.OutcomeComplete && r.visit.Outcome != kith.OutcomePartial {
		return nil
	}
	var rows [][]any
	var telling []kith.Item
	for _, item := range r.visit.Items {
		item.ExternalID = bounded(cmp.Or(item.ExternalID, item.URL))
		if item.ExternalID == "" {
			continue
		}
		rows = append(rows, []any{r.source.ID, item.ExternalID, clean(item.Title), clean(item.URL), millis(item.PublishedAt), millis(r.visit.At)})
		if len(item.Events) > 0 {
			telling = append(telling, item)
		}
	}
	_, err := insertAll(ctx, r.tx, insertion{
		"items (source_id, external_id, title, url, published_at, first_seen_at)", rows, " ON CONFLICT (source_id, external_id) DO NOTHING"}, scanID)
	if err != nil || len(telling) == 0 {
		return err
	}
	if err := r.dateItems(ctx, telling); err != nil {
		return err
	}
	return r.takeEvents(ctx, telling)
}

// dateItems gives a date to items that have none: when they were first seen.
// What a list of notices showed when it was first read may be years old, and so
// may what a file that was put here holds: that keeps no date.
func (r *recording) dateItems(ctx context.Context, items []kith.Item) error {
	isFeed, read := r.source.Kind == kith.SourceFeed, r.source.BaselineAt
	if !isFeed && (read.IsZero() || strings.HasPrefix(r.source.URL, "file:")) {
		return nil
	}
	for i := range items {
		if !items[i].PublishedAt.IsZero() {
			continue
		}
		var seen time.Time
		err := r.QueryRowContext(ctx, "SELECT first_seen_at FROM items WHERE source_id = $1 AND external_id = $2",
			r.source.ID, items[i].ExternalID).Scan(timeAt{&seen})
		if err != nil {
			return err
		}
		if isFeed || seen.After(read) {
			items[i].PublishedAt = seen
		}
	}
	return nil
}

// takeEvents stores the events of items that are new. Two feeds that tell of
// one event at the same time take turns.
//
// An employer of somebody's contact that is not a company yet becomes one with
// its first event: lockNames is taken first, as whoever takes companies in
// takes it before anything else.
func (r *recording) takeEvents(ctx context.Context, items []kith.Item) error {
	for _, l := range []lock{lockNames, lockNews} {
		if err := r.lock(ctx, l); err != nil {
			return err
		}
	}
	for i := range items {
		for j := range items[i].Events {
			items[i].Events[j] = r.cleanEvent(items[i].Events[j], items[i])
		}
	}
	if err := r.findEmployers(ctx, items); err != nil {
		return err
	}
	for _, item := range items {
		for _, e := range item.Events {
			if err := r.takeEvent(ctx, e, item); err != nil {
				return err
			}
		}
	}
	return nil
}

// findEmployers gives events the companies at which contacts of somebody work,
// when they bear their names. Nearly all events of a list are of nobody's.
func (r *recording) findEmployers(ctx context.Context, items []kith.Item) error {
	waiting := make(map[string][]*kith.Event)
	for i := range items {
		for j := range items[i].Events {
			if e := &items[i].Events[j]; r.db.eventName(*e) != "" {
				key := r.db.eventName(*e)
				waiting[key] = append(waiting[key], e)
			}
		}
	}
	return inChunks(slices.Sorted(maps.Keys(waiting)), func(keys []string) error {
		employers, err := collect(ctx, r.tx, scanString, in(newStatement("SELECT DISTINCT exact_key FROM contacts WHERE"), " exact_key", keys).add(" ORDER BY exact_key"))
		if err != nil {
			return err
		}
		for _, key := range employers {
			company, err := r.takeEmployer(ctx, key)
			if err != nil {
				return err
			}
			for _, e := range waiting[key] {
				e.CompanyID = company
			}
		}
		return nil
	})
}

// cleanEvent fills what the reader left open, and makes the event fit for both
// databases.
func (r *recording) cleanEvent(e kith.Event, item kith.Item) kith.Event {
	e.Company, e.Headline = clean(e.Company), clean(cmp.Or(e.Headline, item.Title))
	e.URL, e.Quote = clean(cmp.Or(e.URL, item.URL)), clean(e.Quote)
	e.Kind, e.Stage, e.Role = kith.EventKind(clean(string(e.Kind))), kith.EventStage(clean(string(e.Stage))), kith.DealRole(clean(string(e.Role)))
	e.Counterpart = clean(e.Counterpart)
	e.Locations, e.Departments = cleanAll(e.Locations), cleanAll(e.Departments)
	if e.PublishedAt.IsZero() {
		e.PublishedAt = item.PublishedAt
	}
	e.SourceID, e.FirstSeenAt = r.source.ID, r.visit.At
	return e
}

// eventKey names an event for ever. News of a company and a kind that do not
// differ in the other company or a figure are one event per day at most,
// whoever reports it. A notice or a filing is an event
// of its own, under its own id in its list: employers file several close
// together. So is news that names no company.
func (r *recording) eventKey(e kith.Event, item kith.Item) string {
	if r.isFeed(e) {
		who := fmt.Sprintf("company %d", e.CompanyID)
		if e.CompanyID == 0 {
			who = "name " + fold(e.Company)
		}
		return fmt.Sprintf("news/%s/%s/%s/%s/%d/%g", who, e.Kind, e.PublishedAt.UTC().Format(time.DateOnly), fold(e.Counterpart), e.Headcount, e.Percent)
	}
	return fmt.Sprintf("%s/%s/%s/%s", r.source.Kind, r.source.URL, item.ExternalID, e.Kind)
}

// eventName returns the key by which an event waits for its company, "" where it
// has one.
func (db *DB) eventName(e kith.Event) string {
	if db.nameKey == nil || e.CompanyID != 0 {
		return ""
	}
	return shortKey(db.nameKey(e.Company))
}

// isFeed reports whether an event is news about a company, which other feeds
// report too.
func (r *recording) isFeed(e kith.Event) bool {
	return r.source.Kind == kith.SourceFeed && (e.CompanyID != 0 || fold(e.Company) != "")
}

// takeEvent stores an event, or what is new about one that is known.
func (r *recording) takeEvent(ctx context.Context, e kith.Event, item kith.Item) error {
	known, err := r.knownEvent(ctx, e, item)
	if err != nil {
		return err
	}
	switch {
	case known == nil:
		return r.insertEvent(ctx, e, item)
	case r.isFeed(e):
		return r.joinEvent(ctx, *known, e)
	}
	return r.amendEvent(ctx, *known, e)
}

// eventFacts are the columns of factsOf: all that an amendment may change.
const eventFacts = `kind, headline, url, published_at, effective_at, headcount, headcount_min, percent, locations, departments, quote, quotes,
	stage, role, counterpart`

func factsOf(e kith.Event) []any {
	quotes := ""
	if len(e.Quotes) > 0 {
		quotes = mustJSON(e.Quotes)
	}
	return []any{
		string(e.Kind), e.Headline, e.URL, millis(e.PublishedAt), millis(e.EffectiveAt), e.Headcount, e.HeadcountMin, e.Percent,
		asJSON(e.Locations), asJSON(e.Departments), e.Quote, quotes, string(e.Stage), string(e.Role), e.Counterpart,
	}
}

// insertEvent stores an event that is new.
func (r *recording) insertEvent(ctx context.Context, e kith.Event, item kith.Item) error {
	added, err := insertAll(ctx, r.tx, insertion{
		"events (event_key, company_id, company, name_key, source_id, first_seen_at, " + eventFacts + ")",
		[][]any{append([]any{bounded(r.eventKey(e, item)), ref(e.CompanyID), e.Company, r.db.eventName(e), ref(e.SourceID), millis(e.FirstSeenAt)}, factsOf(e)...)},
		" ON CONFLICT (event_key) DO NOTHING RETURNING id",
	}, scanID)
	for _, id := range added {
		r.record.Events++
		r.changes = append(r.changes, kith.Change{Kind: kith.ChangeEvent, Op: kith.OpNew, ID: id, CompanyID: e.CompanyID})
	}
	return err
}

// knownEvent returns the stored event that one is, nil for none: of news the
// first one of the same company and kind that tells of the same, of a notice or
// filing the one with its own id.
func (r *recording) knownEvent(ctx context.Context, e kith.Event, item kith.Item) (*kith.Event, error) {
	s := newStatement(selectEvents)
	name := r.db.eventName(e)
	if r.isFeed(e) {
		s.add(" AND e.event_key LIKE 'news/%' AND e.kind = ? AND e.published_at BETWEEN ? AND ?",
			string(e.Kind), millis(e.PublishedAt.Add(-sameNews)), millis(e.PublishedAt.Add(sameNews))).
			where(e.CompanyID != 0, "e.company_id = ?", e.CompanyID).
			where(name != "", "e.name_key = ? AND e.name_key <> ''", name).
			where(e.CompanyID == 0, "e.company_id IS NULL")
	} else {
		s.add(" AND e.event_key = ?", bounded(r.eventKey(e, item)))
	}
	found, err := collect(ctx, r.tx, scanEvent, s.add(" ORDER BY e.id"))
	for i := range found {
		if !r.isFeed(e) || (e.CompanyID != 0 || name != "" || fold(found[i].Company) == fold(e.Company)) && r.db.same(found[i], e) {
			return &found[i], err
		}
	}
	return nil, err
}

// joinEvent adds a report to an event that other reports have told of. What
// they left open is filled from it; what they said stays, so that nobody sees
// an event change with every newspaper.
func (r *recording) joinEvent(ctx context.Context, known, e kith.Event) error {
	if e.URL == known.URL {
		return nil
	}
	joined, err := insertAll(ctx, r.tx, insertion{
		"event_reports (event_id, source_id, headline, url, published_at)",
		[][]any{{known.ID, e.SourceID, e.Headline, e.URL, millis(e.PublishedAt)}}, " ON CONFLICT (event_id, url) DO NOTHING RETURNING id",
	}, scanID)
	if err != nil || len(joined) == 0 {
		return err
	}
	filled := known
	if filled.Headcount == 0 {
		filled.Headcount, filled.HeadcountMin = e.Headcount, e.HeadcountMin
	}
	filled.Percent = cmp.Or(filled.Percent, e.Percent)
	filled.Stage = cmp.Or(filled.Stage, e.Stage)
	filled.Role, filled.Counterpart = cmp.Or(filled.Role, e.Role), cmp.Or(filled.Counterpart, e.Counterpart)
	if filled.EffectiveAt.IsZero() {
		filled.EffectiveAt = e.EffectiveAt
	}
	if len(filled.Locations) == 0 {
		filled.Locations = e.Locations
	}
	if len(filled.Departments) == 0 {
		filled.Departments = e.Departments
	}
	return r.updateEvent(ctx, known, filled)
}

// amendEvent brings a notice or filing to what its list says now. Its first
// day, and what it is about, stay.
func (r *recording) amendEvent(ctx context.Context, known, e kith.Event) error {
	if e.PublishedAt.IsZero() {
		e.PublishedAt = known.PublishedAt
	}
	if e.CompanyID == 0 {
		e.CompanyID = known.CompanyID
	}
	return r.updateEvent(ctx, known, e)
}

// updateEvent writes an event that is known otherwise than it is stored, and
// tells the change log, which nobody is alerted by.
func (r *recording) updateEvent(ctx context.Context, known, e kith.Event) error {
	if sameFacts(known, e) {
		return nil
	}
	facts := factsOf(e)
	update := newStatement("UPDATE events SET (company_id, "+eventFacts+") = (?"+strings.Repeat(", ?", len(facts))+")", append([]any{ref(e.CompanyID)}, facts...)...)
	if _, err := exec(ctx, r.tx, update.add(" WHERE id = ?", known.ID)); err != nil {
		return err
	}
	r.changes = append(r.changes, kith.Change{Kind: kith.ChangeEvent, Op: kith.OpChanged, ID: known.ID, CompanyID: e.CompanyID})
	return nil
}

// sameFacts reports whether two states of an event say the same.
func sameFacts(a, b kith.Event) bool {
	return a.Kind == b.Kind && a.Headline == b.Headline && a.URL == b.URL && a.PublishedAt.Equal(b.PublishedAt) && a.EffectiveAt.Equal(b.EffectiveAt) &&
		a.Headcount == b.Headcount && a.HeadcountMin == b.HeadcountMin && a.Percent == b.Percent && slices.Equal(a.Locations, b.Locations) &&
		slices.Equal(a.Departments, b.Departments) && a.Quote == b.Quote && a.Stage == b.Stage && a.Role == b.Role && a.Counterpart == b.Counterpart && a.CompanyID == b.CompanyID
}
