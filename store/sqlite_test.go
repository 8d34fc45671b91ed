package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kith"
	"kith/store"
	"kith/store/storetest"
)

// openSQLite opens a database in a folder.
func openSQLite(t *testing.T, o store.Options) *store.DB {
	t.Helper()
	o.Clock = storetest.NewClock().Now
	db, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// boardVisit returns a complete visit to a new board that shows n openings.
func boardVisit(t *testing.T, db *store.DB, n int) kith.Visit {
	t.Helper()
	s, _, err := db.AddSource(t.Context(), kith.Source{
		Kind: kith.SourceBoard, URL: "https://boards.example/b", Board: kith.Board{ATS: "greenhouse", Token: "b"},
	})
	if err != nil {
		t.Fatal(err)
	}
	v := kith.Visit{SourceID: s.ID, At: storetest.Begin(), Outcome: kith.OutcomeComplete, NextVisitAt: storetest.Begin().Add(time.Hour)}
	for i := range n {
		v.Openings = append(v.Openings, kith.Opening{ExternalID: strings.Repeat("x", i+1), Title: "Planner", Description: strings.Repeat("text ", 200)})
	}
	return v
}

// TestFullDisk fills the disk in the middle of a visit: nothing of the visit
// is left, the sentence says what to do, and once there is room the next one
// goes well.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	db := openSQLite(t, store.Options{Dir: t.TempDir()})
	if _, err := db.RecordVisit(t.Context(), boardVisit(t, db, 3)); err != nil {
		t.Fatal(err)
	}
	head, err := db.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := db.LimitPages(t.Context(), 20); err != nil {
		t.Fatal(err)
	}
	_, err = db.RecordVisit(t.Context(), boardVisit(t, db, 300))
	var sentence *kith.Error
	if !errors.As(err, &sentence) || sentence.Code != kith.CodeUnavailable || !strings.Contains(sentence.Message, "the disk is full; make room") {
		t.Errorf("it says %q", err)
	}
	after, err := db.Head(t.Context())
	if err != nil || after != head {
		t.Errorf("the change log went from %d to %d (%v)", head, after, err)
	}
	if n, err := db.CountDocuments(t.Context()); err != nil || n != 3 {
		t.Errorf("%d openings (%v)", n, err)
	}
	if err := db.LimitPages(t.Context(), 1_000_000); err != nil {
		t.Fatal(err)
	}
	record, err := db.RecordVisit(t.Context(), boardVisit(t, db, 300))
	if err != nil || record.New != 297 {
		t.Errorf("with room again: %+v (%v)", record, err)
	}
	if complaints := db.Check(t.Context()); len(complaints) > 0 {
		t.Errorf("complaints: %q", complaints)
	}
}

// TestOpenSQLite checks what is said of files and folders that will not do.
func TestOpenSQLite(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	foreign := filepath.Join(dir, "letter.txt")
	text := []byte(strings.Repeat("Dear reader, this is no database. ", 200))
	if err := os.WriteFile(foreign, text, 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		options store.Options
		code    kith.Code
		says    string
	}{
		{"a foreign file", store.Options{Database: foreign}, kith.CodeInvalid, "not a database of kith"},
		{"a folder that is a file", store.Options{Dir: filepath.Join(file, "data")}, kith.CodeUnavailable, "cannot be made"},
		{"an unknown scheme", store.Options{Database: "mysql://localhost/kith"}, kith.CodeInvalid, "no database kith knows"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.options.Clock = storetest.NewClock().Now
			_, err := store.Open(t.Context(), c.options)
			if kith.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) {
				t.Errorf("it says %q (%s)", err, kith.CodeOf(err))
			}
		})
	}
	t.Cleanup(func() {
		if left, err := os.ReadFile(foreign); err != nil || string(left) != string(text) {
			t.Errorf("the foreign file was changed (%v)", err)
		}
	})
}

// TestReadOnlyFolder checks a folder in which nobody may write. The user root
// may write everywhere.
func TestReadOnlyFolder(t *testing.T) {
	t.Parallel()
	if os.Getuid() == 0 {
		t.Skip("root may write into every folder")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(t.Context(), store.Options{Dir: dir, Clock: storetest.NewClock().Now})
	if kith.CodeOf(err) != kith.CodeUnavailable || !strings.Contains(err.Error(), "may not write") {
		t.Errorf("it says %q", err)
	}
}

// TestPrivateFile checks that nobody else may read what is stored.
func TestPrivateFile(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	db := openSQLite(t, store.Options{Dir: dir})
	if _, err := db.RecordVisit(t.Context(), boardVisit(t, db, 3)); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, filepath.Join(dir, "kith.db"), filepath.Join(dir, "kith.db-wal")} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if rights := info.Mode().Perm(); rights&0o077 != 0 {
			t.Errorf("%s may be read by others: %o", filepath.Base(path), rights)
		}
	}
}

// TestDamagedFile overwrites the middle of a database: it is said, in words.
func TestDamagedFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db, err := store.Open(t.Context(), store.Options{Dir: dir, Clock: storetest.NewClock().Now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.RecordVisit(t.Context(), boardVisit(t, db, 300)); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(filepath.Join(dir, "kith.db"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteAt([]byte(strings.Repeat("damage! ", 8192)), info.Size()/2); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	damaged := openSQLite(t, store.Options{Dir: dir})
	if complaints := damaged.Check(t.Context()); len(complaints) == 0 {
		t.Error("a damaged database is well")
	}
}
