package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kith"
)

// inLimit is how many values an IN list holds at most. Both databases take
// more; larger is not faster.
const inLimit = 500

// statement is SQL under construction, with its arguments. Its text writes
// the arguments as "?", which become $1, $2 and so on.
type statement struct {
	text strings.Builder
	args []any
}

func newStatement(text string, args ...any) *statement {
	return new(statement).add(text, args...)
}

// add appends text, in which each "?" stands for the next of args.
func (s *statement) add(text string, args ...any) *statement {
	for before, rest, found := strings.Cut(text, "?"); ; before, rest, found = strings.Cut(rest, "?") {
		s.text.WriteString(before)
		if !found {
			return s
		}
		s.args = append(s.args, args[0])
		args = args[1:]
		s.text.WriteByte('$')
		s.text.WriteString(strconv.Itoa(len(s.args)))
	}
}

// where appends a condition when it is wanted.
func (s *statement) where(wanted bool, condition string, args ...any) *statement {
	if !wanted {
		return s
	}
	return s.add(" AND "+condition, args...)
}

// limit appends a LIMIT, unless n is 0.
func (s *statement) limit(n int) *statement {
	if n <= 0 {
		return s
	}
	return s.add(" LIMIT ?", n)
}

// in appends "column IN (…)".
func in[T any](s *statement, column string, values []T) *statement {
	s.add(column + " IN (")
	for i, v := range values {
		if i > 0 {
			s.add(",")
		}
		s.add("?", v)
	}
	return s.add(")")
}

// collect runs a query and returns its rows as scan reads them.
func collect[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), s *statement) (_ []T, err error) {
	rows, err := q.QueryContext(ctx, s.text.String(), s.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

func scanString(rows *sql.Rows) (s string, err error) { return s, rows.Scan(&s) }

func scanID(rows *sql.Rows) (id int64, err error) { return id, rows.Scan(&id) }

// exec runs a statement and returns how many rows it wrote.
func exec(ctx context.Context, q querier, s *statement) (int64, error) {
	result, err := q.ExecContext(ctx, s.text.String(), s.args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// insertAll inserts rows in batches and reads what the statement returns, if
// it has a RETURNING clause. into is "table (column, …)", tail what follows
// the values.
func insertAll[T any](ctx context.Context, tx *tx, i insertion, scan func(*sql.Rows) (T, error)) ([]T, error) {
	var all []T
	for len(i.rows) > 0 {
		n := min(len(i.rows), max(1, tx.db.dialect.batchValues/len(i.rows[0])))
		s := newStatement("INSERT INTO " + i.into + " VALUES ")
		for at, row := range i.rows[:n] {
			if at > 0 {
				s.add(",")
			}
			s.add("(?"+strings.Repeat(",?", len(row)-1)+")", row...)
		}
		s.add(i.tail)
		got, err := collect(ctx, tx, scan, s)
		if err != nil {
			return nil, fmt.Errorf("inserting into %s: %w", strings.Fields(i.into)[0], err)
		}
		all = append(all, got...)
		i.rows = i.rows[n:]
	}
	return all, nil
}

// insertion is what insertAll inserts.
type insertion struct {
	into string
	rows [][]any
	tail string // such as " RETURNING id"
}

// inChunks calls do with at most inLimit values at a time.
func inChunks[T any](values []T, do func([]T) error) error {
	for len(values) > 0 {
		n := min(len(values), inLimit)
		if err := do(values[:n]); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

// millis returns a time as it is stored: unix milliseconds, 0 when absent.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// fromMillis returns a stored time in UTC.
func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// timeAt scans a stored time.
type timeAt struct{ *time.Time }

// Scan reads unix milliseconds.
func (t timeAt) Scan(value any) error {
	var ms sql.NullInt64
	if err := ms.Scan(value); err != nil {
		return err
	}
	*t.Time = fromMillis(ms.Int64)
	return nil
}

// ref returns an id as a reference: NULL when there is none.
func ref(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

// asJSON returns a list or a struct as JSON text, "" for an empty one.
func asJSON[T any](value []T) string {
	if len(value) == 0 {
		return ""
	}
	return mustJSON(value)
}

// mustJSON returns a plain value as JSON text.
func mustJSON(value any) string {
	data, err := json.Marshal(value)
	if err != nil { // cannot happen: only plain values are stored
		panic("store: " + err.Error())
	}
	return string(data)
}

// jsonText scans JSON text into Value, and leaves it alone when the text is
// empty.
type jsonText struct{ value any }

// Scan reads JSON text.
func (j jsonText) Scan(value any) error {
	var text sql.NullString
	if err := text.Scan(value); err != nil {
		return err
	}
	if text.String == "" {
		return nil
	}
	return json.Unmarshal([]byte(text.String), j.value)
}

// clean makes foreign text fit for both databases: valid UTF-8 without NUL.
func clean(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "")
}

// cleanAll cleans a list; an empty one becomes nil.
func cleanAll(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	cleaned := make([]string, len(list))
	for i, text := range list {
		cleaned[i] = clean(text)
	}
	return cleaned
}

// longestKey is how many bytes of foreign text may be in an index. PostgreSQL
// refuses rows with more than 2,704 in one.
const longestKey = 500

// bounded makes foreign text fit to be a key: what is too long is cut, and told
// from its like by a hash.
func bounded(key string) string {
	key = clean(key)
	if len(key) <= longestKey {
		return key
	}
	sum := sha256.Sum256([]byte(key))
	return strings.ToValidUTF8(key[:longestKey-2*len(sum)-1], "") + "#" + hex.EncodeToString(sum[:])
}

// notFound says that the thing with an id does not exist.
func notFound(thing string, id int64) error {
	return kith.Errorf(kith.CodeNotFound, "there is no %s %d", thing, id)
}

// fold makes two spellings of one name equal that differ in case and spaces.
func fold(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(name), " "))
}
