package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Check looks the database over and returns what is wrong with it, in words;
// nothing when it is well. On SQLite it reads the whole file.
func (db *DB) Check(ctx context.Context) []string {
	var complaints []string
	for _, look := range []struct {
		what string
		do   func(context.Context) ([]string, error)
	}{
		{"looking for damage", func(ctx context.Context) ([]string, error) { return db.dialect.integrity(ctx, db.reader) }},
		{"comparing versions", db.checkVersion},
		{"looking at the change log", db.checkLog},
		{"trying to write", db.checkWriting},
	} {
		found, err := look.do(ctx)
		if err != nil {
			found = append(found, explain(look.what, err).Error())
		}
		complaints = append(complaints, found...)
	}
	return complaints
}

// checkVersion compares the schema with the one that this kith knows: another
// process may have changed it meanwhile.
func (db *DB) checkVersion(ctx context.Context) ([]string, error) {
	var version int64
	err := db.reader.QueryRowContext(ctx, "SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version WHERE is_applied").Scan(&version)
	if err != nil || version == db.schema {
		return nil, err
	}
	return []string{fmt.Sprintf("the schema of the database is %d, this kith knows %d; end it and start the newer one", version, db.schema)}, nil
}

// checkLog looks for readers of the change log that stand beyond its end,
// which would miss what is written next.
func (db *DB) checkLog(ctx context.Context) ([]string, error) {
	return collect(ctx, db.reader, func(rows *sql.Rows) (string, error) {
		var name string
		var position, head int64
		err := rows.Scan(&name, &position, &head)
		return fmt.Sprintf("the reader %q of the change log stands at %d, but the log ends at %d; was an older backup restored?", name, position, head), err
	}, newStatement(`SELECT name, position, head FROM cursors, (SELECT COALESCE(MAX(seq), 0) AS head FROM changes) AS log
		WHERE position > head ORDER BY name`))
}

// checkWriting tries to write without changing anything.
func (db *DB) checkWriting(ctx context.Context) ([]string, error) {
	return nil, db.write(ctx, "trying to write", func(tx *tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE cursors SET position = position")
		return err
	})
}
