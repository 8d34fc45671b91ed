package storetest

import "strings"

func checkCases() []testCase {
	return []testCase{
		{"check/well", checkWell},
		{"check/a cursor beyond the log", checkCursor},
		{"check/orphans", checkOrphans},
	}
}

func checkWell(f *fixture) {
	f.record(f.visit(f.board(f.company("One").ID, "b"), openings(2)...))
	if complaints := f.db.Check(f.ctx); len(complaints) > 0 {
		f.Errorf("complaints: %q", complaints)
	}
}

// complains checks that there is one complaint, which holds some words.
func (f *fixture) complains(words ...string) {
	f.Helper()
	complaints := f.db.Check(f.ctx)
	if len(complaints) != 1 {
		f.Fatalf("complaints: %q", complaints)
	}
	for _, word := range words {
		if !strings.Contains(complaints[0], word) {
			f.Errorf("it says %q, not %q", complaints[0], word)
		}
	}
}

func checkCursor(f *fixture) {
	f.record(f.visit(f.board(0, "b"), openings(2)...))
	f.do("DELETE FROM cursors")
	f.do("INSERT INTO cursors (name, position) VALUES ('reader', 77), ('good', 1)")
	f.complains(`"reader"`, "77", "ends at 3")
}

// checkOrphans breaks a reference, which only SQLite lets a careless program
// do.
func checkOrphans(f *fixture) {
	if f.options.Database != "" {
		f.Skip("PostgreSQL keeps references by itself")
	}
	f.record(f.visit(f.board(0, "b"), openings(2)...))
	f.do("DELETE FROM sources")
	complaints := strings.Join(f.db.Check(f.ctx), "\n")
	if !strings.Contains(complaints, "2 rows of openings refer to rows of sources that do not exist") {
		f.Errorf("it says %q", complaints)
	}
}
