package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"kith"
)

// foundOpening is an opening as a visit found it, fit to be stored, with the
// hash of its content.
type foundOpening struct {
	kith.Opening
	hash string
}

// foundOpenings returns the openings of a visit that showed some, each
// external id once, without those that answered by themselves that they are
// gone: a list is often older than its pages.
func foundOpenings(v kith.Visit) (found []foundOpening, gone map[string]bool) {
	gone = make(map[string]bool, len(v.Gone))
	for _, id := range v.Gone {
		gone[bounded(id)] = true
	}
	if v.Outcome != kith.OutcomeComplete && v.Outcome != kith.OutcomePartial {
		return nil, gone
	}
	seen := make(map[string]bool, len(v.Openings))
	found = make([]foundOpening, 0, len(v.Openings))
	for _, o := range v.Openings {
		o = cleanOpening(o)
		if o.ExternalID == "" || seen[o.ExternalID] || gone[o.ExternalID] {
			continue
		}
		seen[o.ExternalID] = true
		found = append(found, foundOpening{o, o.ContentHash()})
	}
	return found, gone
}

// cleanOpening makes an opening fit for both databases.
func cleanOpening(o kith.Opening) kith.Opening {
	for _, text := range []*string{
		&o.Title, &o.Country, &o.Department, &o.EmploymentType, &o.Language, &o.URL, &o.Description, &o.RowHash,
		(*string)(&o.Workplace), (*string)(&o.Seniority),
	} {
		*text = clean(*text)
	}
	o.ExternalID = bounded(o.ExternalID)
	o.Locations = cleanAll(o.Locations)
	if o.Salary != nil {
		pays := *o.Salary
		pays.Currency, pays.Period = clean(pays.Currency), clean(pays.Period)
		o.Salary = &pays
	}
	return o
}

// standing is what every visit needs to know of a stored opening.
type standing struct {
	id               int64
	open             bool
	baseline         bool
	detailed         bool
	rowHash, content string
}

// as reports whether an opening was found as it is stored. The details of a
// stored one stay when the same row is found without them.
func (s standing) as(found *foundOpening) bool {
	switch {
	case !s.open, s.rowHash != found.RowHash:
		return false
	case s.detailed && !found.Detailed:
		return s.rowHash != ""
	default:
		return s.detailed == found.Detailed && s.content == found.hash
	}
}

// standings reads the stored openings of the source by external id.
func (r *recording) standings(ctx context.Context) (map[string]standing, error) {
	all := make(map[string]standing)
	_, err := collect(ctx, r.tx, func(rows *sql.Rows) (_ struct{}, err error) {
		var external string
		var s standing
		err = rows.Scan(&external, &s.id, &s.open, &s.baseline, &s.detailed, &s.rowHash, &s.content)
		all[external] = s
		return struct{}{}, err
	}, newStatement("SELECT external_id, id, closed_at = 0, baseline, detailed, row_hash, content_hash FROM openings WHERE source_id = ?", r.source.ID))
	return all, err
}

// takeOpenings brings the stored openings to what the visit found, and returns
// the suspicion to remember.
func (r *recording) takeOpenings(ctx context.Context) (kith.Suspect, error) {
	if r.source.Kind != kith.SourceBoard {
		return kith.Suspect{}, nil
	}
	stored, err := r.standings(ctx)
	if err != nil {
		return kith.Suspect{}, err
	}
	open := 0
	for _, s := range stored {
		if s.open {
			open++
		}
	}
	closes, suspect := kith.Closing(r.source.Suspect, r.visit, open)
	if closes {
		suspect = kith.Suspect{} // believed
	}
	// What closes does so before what is new comes: a role that is listed again
	// under a new id has often lost the old one at the same moment.
	if err := r.closeOpenings(ctx, r.closing(stored, closes)); err != nil {
		return kith.Suspect{}, err
	}
	if err := r.takeFound(ctx, stored); err != nil {
		return kith.Suspect{}, err
	}
	switch r.visit.Outcome {
	case kith.OutcomeComplete:
		r.record.Openings = len(r.found)
	case kith.OutcomeUnchanged:
		r.record.Openings = open - r.record.Closed
	}
	return suspect, nil
}

// takeFound writes the openings that the visit found.
func (r *recording) takeFound(ctx context.Context, stored map[string]standing) error {
	var fresh []kith.Opening
	var same []int64
	differs := make(map[int64]*foundOpening)
	for i := range r.found {
		found := &r.found[i]
		s, known := stored[found.ExternalID]
		switch {
		case !known:
			fresh = append(fresh, r.fresh(found.Opening))
		case s.as(found):
			same = append(same, s.id)
		default:
			differs[s.id] = found
		}
	}
	if err := r.linkReposts(ctx, fresh); err != nil {
		return fmt.Errorf("looking for roles that are listed again: %w", err)
	}
	if err := r.insertOpenings(ctx, fresh); err != nil {
		return err
	}
	if err := r.updateOpenings(ctx, differs); err != nil {
		return err
	}
	if r.visit.Outcome == kith.OutcomeComplete {
		return nil // the source says that all of them were seen
	}
	return inChunks(same, func(ids []int64) error {
		_, err := exec(ctx, r.tx, in(newStatement("UPDATE openings SET last_seen_at = ? WHERE", millis(r.visit.At)), " id", ids))
		return err
	})
}

// fresh returns an opening that is seen for the first time.
func (r *recording) fresh(o kith.Opening) kith.Opening {
	o.BoardID, o.CompanyID = r.source.ID, r.source.CompanyID
	o.FirstSeenAt, o.LastSeenAt = r.visit.At, r.visit.At
	o.ClosedAt, o.ReopenedAt = time.Time{}, time.Time{}
	o.Baseline = r.source.BaselineAt.IsZero()
	o.RoleKey, o.RepostOf, o.ListedAt = r.db.roleKey(o), 0, r.visit.At
	return o
}

// closing returns the open openings that the visit closes: those that are gone
// by themselves, and, when it closes, those that it did not show.
func (r *recording) closing(stored map[string]standing, closes bool) []standing {
	shown := make(map[string]bool, len(r.found))
	for i := range r.found {
		shown[r.found[i].ExternalID] = true
	}
	heard := r.visit.Outcome == kith.OutcomeComplete || r.visit.Outcome == kith.OutcomePartial || r.visit.Outcome == kith.OutcomeUnchanged
	var closing []standing
	for external, s := range stored {
		if s.open && (heard && r.gone[external] || closes && !shown[external]) {
			closing = append(closing, s)
		}
	}
	slices.SortFunc(closing, func(a, b standing) int { return int(a.id - b.id) })
	return closing
}

// closeOpenings closes openings. They were last seen when their board was.
func (r *recording) closeOpenings(ctx context.Context, closing []standing) error {
	at, seen := millis(r.visit.At), millis(r.allSeenAt)
	var past []pastOpening
	for _, s := range closing {
		past = append(past, pastOpening{id: s.id, op: kith.OpClosed})
		r.changed(kith.OpClosed, s.id, s.baseline)
	}
	r.record.Closed = len(closing)
	err := inChunks(closing, func(some []standing) error {
		ids := make([]int64, 0, len(some))
		for _, s := range some {
			ids = append(ids, s.id)
		}
		_, err := exec(ctx, r.tx, in(newStatement(
			"UPDATE openings SET closed_at = ?, last_seen_at = CASE WHEN last_seen_at < ? THEN ? ELSE last_seen_at END WHERE", at, seen, seen), " id", ids))
		return err
	})
	if err != nil {
		return err
	}
	return r.remember(ctx, past)
}

// changed notes a change of an opening for the change log.
func (r *recording) changed(op kith.ChangeOp, id int64, baseline bool) {
	r.changes = append(r.changes, kith.Change{
		Kind: kith.ChangeOpening, Op: op, ID: id, CompanyID: r.source.CompanyID, Baseline: baseline,
	})
}
