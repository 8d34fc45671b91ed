package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"net/mail"
	"os"
	"strings"
	"time"

	"kith"
)

// A new user is written to daily at this many minutes after midnight.
const firstDigestAt = 7*60 + 30

const selectUsers = "SELECT id, email, name, time_zone, cadence, digest_at, token, due_at, created_at FROM users WHERE 1 = 1"

func scanUser(rows *sql.Rows) (u kith.User, err error) {
	return u, rows.Scan(&u.ID, &u.Email, &u.Name, &u.TimeZone, &u.Cadence, &u.DigestAt, &u.Token, timeAt{&u.DueAt}, timeAt{&u.CreatedAt})
}

// FirstUser returns the lone user, and makes one when there is none.
func (db *DB) FirstUser(ctx context.Context) (kith.User, error) {
	users, err := db.Users(ctx)
	if err != nil || len(users) > 0 {
		return firstOf(users), err
	}
	var first kith.User
	err = db.write(ctx, "making the first user", func(tx *tx) error {
		if err := tx.lock(ctx, lockUsers); err != nil {
			return err
		}
		users, err := collect(ctx, tx, scanUser, newStatement(selectUsers+" ORDER BY id LIMIT 1"))
		if err != nil || len(users) > 0 {
			first = firstOf(users)
			return err
		}
		first, err = tx.insertUser(ctx, kith.User{
			TimeZone: zoneName(db.timeZone), Cadence: kith.CadenceDaily, DigestAt: firstDigestAt,
		})
		return err
	})
	return first, err
}

func firstOf(users []kith.User) kith.User {
	if len(users) == 0 {
		return kith.User{}
	}
	return users[0]
}

// zoneName returns the IANA name of a time zone. "Local" is looked up in the
// machine's settings; where they do not tell, it is UTC.
func zoneName(name string) string {
	if name == "Local" {
		name = time.Local.String() // a name when TZ is set, else "Local" again
	}
	if name == "Local" {
		target, err := os.Readlink("/etc/localtime")
		if err != nil {
			return "UTC"
		}
		_, name, _ = strings.Cut(target, "zoneinfo/")
	}
	if _, err := time.LoadLocation(name); err != nil || name == "" {
		return "UTC"
	}
	return name
}

// AddUser takes a user in, with a token of its own. Empty settings become
// those of the first user.
func (db *DB) AddUser(ctx context.Context, u kith.User) (kith.User, error) {
	if u.TimeZone == "" {
		u.TimeZone = zoneName(db.timeZone)
	}
	if u.Cadence == "" {
		u.Cadence, u.DigestAt = kith.CadenceDaily, firstDigestAt
	}
	u, err := checkUser(u)
	if err != nil {
		return kith.User{}, err
	}
	var added kith.User
	err = db.write(ctx, "adding a user", func(tx *tx) error {
		if err := tx.lock(ctx, lockUsers); err != nil {
			return err
		}
		if err := tx.checkEmail(ctx, u); err != nil {
			return err
		}
		var err error
		added, err = tx.insertUser(ctx, u)
		return err
	})
	return added, err
}

func (tx *tx) insertUser(ctx context.Context, u kith.User) (kith.User, error) {
	u.Token, u.CreatedAt, u.DueAt = newToken(), fromMillis(millis(tx.now)), time.Time{}
	err := tx.QueryRowContext(ctx, `INSERT INTO users (email, name, time_zone, cadence, digest_at, token, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
		u.Email, u.Name, u.TimeZone, string(u.Cadence), u.DigestAt, u.Token, millis(u.CreatedAt)).Scan(&u.ID)
	return u, err
}

// newToken returns 128 random bits as text that fits into an address.
func newToken() string {
	var bits [16]byte
	_, _ = rand.Read(bits[:]) // it never fails: it crashes the program instead
	return base64.RawURLEncoding.EncodeToString(bits[:])
}

// checkUser cleans the settings of a user and refuses those that make no
// sense.
func checkUser(u kith.User) (kith.User, error) {
	u.Email, u.Name = strings.TrimSpace(u.Email), strings.TrimSpace(clean(u.Name))
	if u.Email != "" {
		address, err := mail.ParseAddress(u.Email)
		if err != nil || address.Address != u.Email || strings.ContainsAny(u.Email, "\r\n\x00") {
			return kith.User{}, kith.Errorf(kith.CodeInvalid, "%.100q is no e-mail address; write one such as ana@mail.example", u.Email)
		}
	}
	if _, err := time.LoadLocation(u.TimeZone); err != nil || u.TimeZone == "" || u.TimeZone == "Local" {
		return kith.User{}, kith.Errorf(kith.CodeInvalid, "%.100q is no time zone; write one such as Europe/Lisbon", u.TimeZone)
	}
	switch u.Cadence {
	case kith.CadenceInstant, kith.CadenceDaily, kith.CadenceWeekly, kith.CadenceNever:
	default:
		return kith.User{}, kith.Errorf(kith.CodeInvalid, "%.100q is no cadence; write instant, daily, weekly or never", string(u.Cadence))
	}
	if u.DigestAt < 0 || u.DigestAt >= 24*60 {
		return kith.User{}, kith.Errorf(kith.CodeInvalid, "a digest goes out at a time of day, from 00:00 to 23:59")
	}
	return u, nil
}

// checkEmail refuses an address that another user has, in whatever case.
func (tx *tx) checkEmail(ctx context.Context, u kith.User) error {
	if u.Email == "" {
		return nil
	}
	others, err := collect(ctx, tx, scanID, newStatement("SELECT id FROM users WHERE LOWER(email) = LOWER(?) AND email <> '' AND id <> ?", u.Email, u.ID))
	if err != nil {
		return err
	}
	if len(others) > 0 {
		return kith.Errorf(kith.CodeConflict, "another user has the address %s; choose another", u.Email)
	}
	return nil
}

// User returns one user.
func (db *DB) User(ctx context.Context, id int64) (kith.User, error) {
	var found kith.User
	err := db.read("reading the user", func(q querier) error {
		var err error
		found, err = readUser(ctx, q, id, "")
		return err
	})
	return found, err
}

// readUser reads one user; tail may lock the row.
func readUser(ctx context.Context, q querier, id int64, tail string) (kith.User, error) {
	users, err := collect(ctx, q, scanUser, newStatement(selectUsers+" AND id = ?", id).add(tail))
	if err == nil && len(users) == 0 {
		err = notFound("user", id)
	}
	return firstOf(users), err
}

// Users returns all users by id.
func (db *DB) Users(ctx context.Context) ([]kith.User, error) {
	var found []kith.User
	err := db.read("reading the users", func(q querier) error {
		var err error
		found, err = collect(ctx, q, scanUser, newStatement(selectUsers+" ORDER BY id"))
		return err
	})
	return found, err
}

// UserByToken returns the user whose unsubscribe address holds the token.
func (db *DB) UserByToken(ctx context.Context, token string) (kith.User, error) {
	var found []kith.User
	err := db.read("reading the user", func(q querier) error {
		var err error
		found, err = collect(ctx, q, scanUser, newStatement(selectUsers+" AND token = ?", clean(token)))
		return err
	})
	if err == nil && len(found) == 0 {
		err = kith.Errorf(kith.CodeNotFound, "this address belongs to nobody; take it whole from the mail")
	}
	return firstOf(found), err
}

// UpdateUser changes the address, the name and the schedule of a user; the
// rest stays as stored. When the schedule changes and alerts wait, the next
// digest is due by the new one; with CadenceNever none is.
func (db *DB) UpdateUser(ctx context.Context, u kith.User) (kith.User, error) {
	u, err := checkUser(u)
	if err != nil {
		return kith.User{}, err
	}
	var updated kith.User
	err = db.write(ctx, "changing the user", func(tx *tx) error {
		if err := tx.lock(ctx, lockUsers); err != nil {
			return err
		}
		stored, err := readUser(ctx, tx, u.ID, tx.db.dialect.lockRow)
		if err != nil {
			return err
		}
		if err := tx.checkEmail(ctx, u); err != nil {
			return err
		}
		updated, err = tx.updateUser(ctx, stored, u)
		return err
	})
	return updated, err
}

// updateUser writes what may change of a user whose row is locked.
func (tx *tx) updateUser(ctx context.Context, stored, u kith.User) (kith.User, error) {
	rescheduled := stored.Cadence != u.Cadence || stored.DigestAt != u.DigestAt || stored.TimeZone != u.TimeZone
	stored.Email, stored.Name = u.Email, u.Name
	stored.TimeZone, stored.Cadence, stored.DigestAt = u.TimeZone, u.Cadence, u.DigestAt
	_, err := exec(ctx, tx, newStatement("UPDATE users SET email = ?, name = ?, time_zone = ?, cadence = ?, digest_at = ? WHERE id = ?",
		u.Email, u.Name, u.TimeZone, string(u.Cadence), u.DigestAt, u.ID))
	if err != nil || !rescheduled {
		return stored, err
	}
	stored.DueAt, err = tx.setDue(ctx, stored)
	return stored, err
}

// setDue makes the next digest of a user due by the user's schedule, when
// alerts wait for it, or else not due at all. The user's row is locked.
func (tx *tx) setDue(ctx context.Context, u kith.User) (time.Time, error) {
	var waiting bool
	err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM alerts WHERE user_id = $1 AND delivery_id IS NULL)", u.ID).Scan(&waiting)
	if err != nil {
		return time.Time{}, err
	}
	var due time.Time
	if waiting {
		due = u.NextDigest(tx.now)
	}
	_, err = exec(ctx, tx, newStatement("UPDATE users SET due_at = ?, queued_at = 0 WHERE id = ?", millis(due), u.ID))
	return fromMillis(millis(due)), err
}
