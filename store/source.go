package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"strings"
	"time"

	"kith"
)

// SourceFilter chooses sources; its zero value chooses all. A nil IDs is no
// filter; an empty one chooses nothing.
type SourceFilter struct {
	IDs       []int64
	CompanyID int64
	Kind      kith.SourceKind
	DueBefore time.Time // those due by then
	Host      string
}

const selectSources = `SELECT s.id, s.kind, COALESCE(s.company_id, 0), COALESCE(c.name, ''), s.name, s.ats, s.token, s.board_url, s.url, s.host,
	s.etag, s.last_modified, s.content_hash, s.next_visit_at, s.last_visit_at, s.last_outcome, s.last_reason, s.last_complete_at,
	s.baseline_at, s.failing_since, s.failures, s.suspect_count, s.suspect_since, s.held_until, s.held_why, s.moved_to
	FROM sources s LEFT JOIN companies c ON c.id = s.company_id WHERE 1 = 1`

func scanSource(rows *sql.Rows) (s kith.Source, err error) {
	return s, rows.Scan(&s.ID, &s.Kind, &s.CompanyID, &s.Company, &s.Name, &s.Board.ATS, &s.Board.Token, &s.Board.URL, &s.URL, &s.Host,
		&s.Validators.ETag, &s.Validators.LastModified, &s.Validators.Hash, timeAt{&s.NextVisitAt}, timeAt{&s.LastVisitAt},
		&s.LastOutcome, &s.LastReason, timeAt{&s.LastCompleteAt}, timeAt{&s.BaselineAt}, timeAt{&s.FailingSince}, &s.Failures,
		&s.Suspect.Count, timeAt{&s.Suspect.Since}, timeAt{&s.HeldUntil}, &s.HeldWhy, &s.MovedTo)
}

// AddSource takes a source in and reports whether it is new. A board is the
// same by its Board.Key, any other source by its kind and URL; one that is
// known already stays as it is, but gets the company that it lacked. A new
// source is due at NextVisitAt, or at once when that is zero. Its Host is taken
// from its URL when it has none.
func (db *DB) AddSource(ctx context.Context, s kith.Source) (kith.Source, bool, error) {
	s.URL = cmp.Or(s.URL, s.Board.URL)
	if parsed, err := url.Parse(s.URL); err == nil && s.Host == "" {
		s.Host = parsed.Host
	}
	s.Host = strings.ToLower(s.Host)
	key := string(s.Kind) + ":" + s.URL
	if s.Kind == kith.SourceBoard {
		key = string(s.Kind) + ":" + s.Board.Key()
	}
	if s.Host == "" || s.Kind == "" || key == "board:/" {
		return kith.Source{}, false, kith.Errorf(kith.CodeInvalid, "%q is no address that can be visited", s.URL)
	}
	key = bounded(key)
	var stored kith.Source
	var created bool
	err := db.write(ctx, "adding the source "+key, func(tx *tx) error {
		var err error
		stored, created, err = tx.addSource(ctx, s, key)
		return err
	})
	return stored, created, err
}

func (tx *tx) addSource(ctx context.Context, s kith.Source, key string) (kith.Source, bool, error) {
	next := s.NextVisitAt
	if next.IsZero() {
		next = tx.now
	}
	inserted, err := collect(ctx, tx, scanID, newStatement(`INSERT INTO sources
		(source_key, kind, company_id, name, ats, token, board_url, url, host, next_visit_at, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source_key) DO NOTHING RETURNING id`,
		key, string(s.Kind), ref(s.CompanyID), clean(s.Name), s.Board.ATS, s.Board.Token, s.Board.URL, s.URL, s.Host, millis(next), millis(tx.now)))
	if err != nil {
		return kith.Source{}, false, err
	}
	if len(inserted) == 0 && s.CompanyID != 0 {
		if err := tx.giveCompany(ctx, key, s.CompanyID); err != nil {
			return kith.Source{}, false, err
		}
	}
	stored, err := collect(ctx, tx, scanSource, newStatement(selectSources+" AND s.source_key = ?", key))
	if err != nil {
		return kith.Source{}, false, err
	}
	return stored[0], len(inserted) == 1, nil
}

// giveCompany gives a company to a source that has none, and to its openings.
func (tx *tx) giveCompany(ctx context.Context, key string, company int64) error {
	given, err := collect(ctx, tx, scanID, newStatement(
		"UPDATE sources SET company_id = ? WHERE source_key = ? AND company_id IS NULL RETURNING id", company, key))
	if err != nil || len(given) == 0 {
		return err
	}
	openings, err := collect(ctx, tx, scanID, newStatement("UPDATE openings SET company_id = ? WHERE source_id = ? RETURNING id", company, given[0]))
	if err != nil {
		return err
	}
	changes := make([]kith.Change, 0, len(openings))
	for _, id := range openings {
		changes = append(changes, kith.Change{Kind: kith.ChangeOpening, Op: kith.OpChanged, ID: id, CompanyID: company})
	}
	return tx.logChanges(ctx, changes)
}

// Sources returns sources by id.
func (db *DB) Sources(ctx context.Context, f SourceFilter) ([]kith.Source, error) {
	var found []kith.Source
	err := db.read("reading sources", func(q querier) error {
		return inFilter(f.IDs, func(ids []int64) error {
			s := newStatement(selectSources).
				where(f.CompanyID != 0, "s.company_id = ?", f.CompanyID).
				where(f.Kind != "", "s.kind = ?", string(f.Kind)).
				where(!f.DueBefore.IsZero(), "s.next_visit_at <= ?", millis(f.DueBefore)).
				where(f.Host != "", "s.host = ?", strings.ToLower(f.Host))
			if ids != nil {
				in(s, " AND s.id", ids)
			}
			rows, err := collect(ctx, q, scanSource, s.add(" ORDER BY s.id"))
			found = append(found, rows...)
			return err
		})
	})
	return found, err
}

// HoldSource puts off the visit to a source that is due: it is not asked until
// a time, for a reason that people are told. The next visit ends that, and so
// does RequestVisits.
func (db *DB) HoldSource(ctx context.Context, id int64, until time.Time, why string) error {
	return db.write(ctx, fmt.Sprintf("putting off the source %d", id), func(tx *tx) error {
		_, err := exec(ctx, tx, newStatement("UPDATE sources SET next_visit_at = ?, held_until = ?, held_why = ? WHERE id = ?",
			millis(until), millis(until), clean(why), id))
		return err
	})
}

// MoveSource notes that another board has taken the place of one.
func (db *DB) MoveSource(ctx context.Context, id int64, to kith.Board) error {
	return db.write(ctx, fmt.Sprintf("noting where the source %d went", id), func(tx *tx) error {
		_, err := exec(ctx, tx, newStatement("UPDATE sources SET moved_to = ? WHERE id = ?", clean(to.Key()), id))
		return err
	})
}

// inFilter calls do with the ids of a filter in chunks, or once with nil when
// there is no such filter.
func inFilter(ids []int64, do func([]int64) error) error {
	if ids == nil {
		return do(nil)
	}
	return inChunks(ids, do)
}

// RemoveSource forgets a source with its visits and openings. The change log
// says of each opening that it is closed, so that its readers drop it. Events
// that it told stay.
func (db *DB) RemoveSource(ctx context.Context, id int64) error {
	return db.write(ctx, fmt.Sprintf("removing the source %d", id), func(tx *tx) error {
		changes, err := collect(ctx, tx, func(rows *sql.Rows) (kith.Change, error) {
			c := kith.Change{Kind: kith.ChangeOpening, Op: kith.OpClosed}
			return c, rows.Scan(&c.ID, &c.CompanyID, &c.Baseline)
		}, newStatement("SELECT id, COALESCE(company_id, 0), baseline FROM openings WHERE source_id = ? ORDER BY id", id))
		if err != nil {
			return err
		}
		removed, err := exec(ctx, tx, newStatement("DELETE FROM sources WHERE id = ?", id))
		if err != nil {
			return err
		}
		if removed == 0 {
			return notFound("source", id)
		}
		return tx.logChanges(ctx, changes)
	})
}
