package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"kith"
)

// sameNews is how far apart two reports of feeds may be that tell of one event.
const sameNews = 7 * 24 * time.Hour

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
func (r *recording) dateItems(ctx context.Context, items []kith.Item) error {
	for i := range items {
		if !items[i].PublishedAt.IsZero() {
			continue
		}
		err := r.QueryRowContext(ctx, "SELECT first_seen_at FROM items WHERE source_id = $1 AND external_id = $2",
			r.source.ID, items[i].ExternalID).Scan(timeAt{&items[i].PublishedAt})
		if err != nil {
			return err
		}
	}
	return nil
}

// takeEvents stores the events of items that are new. Two feeds that tell of
// one event at the same time take turns.
func (r *recording) takeEvents(ctx context.Context, items []kith.Item) error {
	if err := r.lock(ctx, lockNews); err != nil {
		return err
	}
	for _, item := range items {
		for _, e := range item.Events {
			if err := r.takeEvent(ctx, r.cleanEvent(e, item), item); err != nil {
				return err
			}
		}
	}
	return nil
}

// cleanEvent fills what the reader left open, and makes the event fit for both
// databases.
func (r *recording) cleanEvent(e kith.Event, item kith.Item) kith.Event {
	e.Company, e.Headline = clean(e.Company), clean(cmp.Or(e.Headline, item.Title))
	e.URL, e.Quote = clean(cmp.Or(e.URL, item.URL)), clean(e.Quote)
	e.Kind = kith.EventKind(clean(string(e.Kind)))
	e.Locations, e.Departments = cleanAll(e.Locations), cleanAll(e.Departments)
	if e.PublishedAt.IsZero() {
		e.PublishedAt = item.PublishedAt
	}
	e.SourceID, e.FirstSeenAt = r.source.ID, r.visit.At
	return e
}

// eventKey names an event for ever. News of a company and a kind are one
// event per day at most, whoever reports it. A notice or a filing is an event
// of its own, under its own id in its list: employers file several close
// together. So is news that names no company.
func (r *recording) eventKey(e kith.Event, item kith.Item) string {
	who := fmt.Sprintf("company %d", e.CompanyID)
	if e.CompanyID == 0 {
		who = "name " + fold(e.Company)
	}
	if r.isFeed(e) {
		return fmt.Sprintf("news/%s/%s/%s", who, e.Kind, e.PublishedAt.UTC().Format(time.DateOnly))
	}
	return fmt.Sprintf("%s/%s/%s/%s/%s", r.source.Kind, r.source.URL, item.ExternalID, who, e.Kind)
}

// isFeed reports whether an event is news about a company, which other feeds
// report too.
func (r *recording) isFeed(e kith.Event) bool {
	return r.source.Kind == kith.SourceFeed && (e.CompanyID != 0 || fold(e.Company) != "")
}

// takeEvent stores an event unless it is known.
func (r *recording) takeEvent(ctx context.Context, e kith.Event, item kith.Item) error {
	if r.isFeed(e) {
		known, err := r.isKnown(ctx, e)
		if err != nil || known {
			return err
		}
	}
	added, err := collect(ctx, r.tx, scanID, newStatement(`INSERT INTO events (event_key, company_id, company, kind, headline, url, source_id,
		published_at, effective_at, headcount, percent, locations, departments, quote, first_seen_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event_key) DO NOTHING RETURNING id`,
		bounded(r.eventKey(e, item)), ref(e.CompanyID), e.Company, string(e.Kind), e.Headline, e.URL, e.SourceID,
		millis(e.PublishedAt), millis(e.EffectiveAt), e.Headcount, e.Percent, asJSON(e.Locations), asJSON(e.Departments), e.Quote, millis(e.FirstSeenAt)))
	for _, id := range added {
		r.record.Events++
		r.changes = append(r.changes, kith.Change{Kind: kith.ChangeEvent, Op: kith.OpNew, ID: id, CompanyID: e.CompanyID})
	}
	return err
}

// isKnown reports whether a feed has told of the event already: of the same
// company and kind, within sameNews.
func (r *recording) isKnown(ctx context.Context, e kith.Event) (bool, error) {
	companies, err := collect(ctx, r.tx, scanString, newStatement(
		"SELECT company FROM events WHERE event_key LIKE 'news/%' AND kind = ? AND published_at BETWEEN ? AND ?",
		string(e.Kind), millis(e.PublishedAt.Add(-sameNews)), millis(e.PublishedAt.Add(sameNews))).
		where(e.CompanyID != 0, "company_id = ?", e.CompanyID).
		where(e.CompanyID == 0, "company_id IS NULL"))
	if e.CompanyID != 0 {
		return len(companies) > 0, err
	}
	return slices.ContainsFunc(companies, func(name string) bool { return fold(name) == fold(e.Company) }), err
}
