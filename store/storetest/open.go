package storetest

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"

	"kith"
	"kith/store"
)

func openCases() []testCase {
	return []testCase{
		{"open/again", openAgain},
		{"open/many at once", openAtOnce},
		{"open/written by a newer kith", openNewer},
		{"open/needs a clock", openWithoutClock},
		{"open/a database that is away", closedDatabase},
	}
}

// openAgain checks that what one process wrote, the next one reads.
func openAgain(f *fixture) {
	board := f.board(0, "b")
	f.record(f.visit(board, openings(3)...))
	second := f.open()
	if got := must(second.Openings(f.ctx, store.OpeningFilter{}))(f); len(got) != 3 {
		f.Errorf("%d openings", len(got))
	}
	if _, err := second.RecordVisit(f.ctx, f.visit(board, openings(4)...)); err != nil {
		f.Error(err)
	}
	if got := must(f.db.Openings(f.ctx, store.OpeningFilter{}))(f); len(got) != 4 {
		f.Errorf("%d openings", len(got))
	}
	address, err := url.Parse(f.options.Database)
	f.no(err)
	if password, has := address.User.Password(); f.db.Name() == "" || has && strings.Contains(f.db.Name(), ":"+password) {
		f.Errorf("the name is %q", f.db.Name())
	}
}

// openAtOnce has several processes begin on one empty PostgreSQL database.
// (The folder of a SQLite file has one owner.)
func openAtOnce(f *fixture) {
	if f.options.Database == "" {
		f.Skip("one process owns a data folder")
	}
	f.options.Database = Postgres(f)
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			db, err := store.Open(f.ctx, f.options)
			if err == nil {
				err = db.Close()
			}
			if err != nil {
				f.Error(err)
			}
		})
	}
	group.Wait()
}

// openNewer checks that a database of a newer kith is refused and stays as it
// is.
func openNewer(f *fixture) {
	f.record(f.visit(f.board(0, "b"), openings(2)...))
	f.do("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, TRUE)")
	f.Cleanup(func() {
		f.ctx = context.Background()
		f.do("DELETE FROM goose_db_version WHERE version_id = 9999")
	})
	_, err := store.Open(f.ctx, f.options)
	f.refused(err, kith.CodeConflict)
	if err == nil || !strings.Contains(err.Error(), "newer kith") || !strings.Contains(err.Error(), "9999") {
		f.Errorf("it says %q", err)
	}
	if n := f.count("SELECT COUNT(*) FROM openings"); n != 2 {
		f.Errorf("%d openings are left", n)
	}
	if complaints := f.db.Check(f.ctx); len(complaints) != 1 || !strings.Contains(complaints[0], "9999") {
		f.Errorf("an older kith that still runs complains: %q", complaints)
	}
}

func openWithoutClock(f *fixture) {
	f.options.Clock = nil
	_, err := store.Open(f.ctx, f.options)
	f.refused(err, kith.CodeInternal)
}

// closedDatabase checks that every answer is an error when the database has
// gone, not an empty list.
func closedDatabase(f *fixture) {
	db, err := store.Open(f.ctx, f.options)
	f.no(err)
	f.no(db.Close())
	f.no(db.Close())
	_, openingsErr := db.Openings(f.ctx, store.OpeningFilter{})
	_, eventsErr := db.Events(f.ctx, store.EventFilter{})
	_, visitErr := db.RecordVisit(f.ctx, kith.Visit{SourceID: 1})
	_, dueErr := db.EnqueueDue(f.ctx)
	_, idleErr := db.Idle(f.ctx, store.KindVisit)
	for i, err := range []error{openingsErr, eventsErr, visitErr, dueErr, idleErr} {
		if err == nil {
			f.Errorf("answer %d of a closed database is no error", i)
		}
	}
	if complaints := db.Check(f.ctx); len(complaints) == 0 {
		f.Error("a closed database is well")
	}
	if s := fmt.Sprint(db.Name()); s == "" {
		f.Error("a closed database has no name")
	}
}
