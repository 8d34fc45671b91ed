package store

import (
	"context"
	"database/sql"
	"regexp"
	"strings"
	"time"

	"kith"
)

// DeliveryClaim is how long an attempt to send may take. Afterwards it counts
// as dead, and another may begin.
const DeliveryClaim = 30 * time.Second

// maxFailure is the length in runes at which the reason of a failed attempt is
// cut.
const maxFailure = 300

const selectDeliveries = `SELECT id, user_id, message_id, sender, recipient, subject, message, created_at, tried_at, sent_at, attempts, last_error,
	claimed_at FROM deliveries WHERE 1 = 1`

// ledgerRow is a delivery with the claim on it.
type ledgerRow struct {
	kith.Delivery
	claimedAt time.Time // zero when nobody is sending it
}

func scanLedgerRow(rows *sql.Rows) (r ledgerRow, err error) {
	return r, rows.Scan(&r.ID, &r.UserID, &r.MessageID, &r.From, &r.To, &r.Subject, &r.Message, timeAt{&r.CreatedAt}, timeAt{&r.TriedAt},
		timeAt{&r.SentAt}, &r.Attempts, &r.LastError, timeAt{&r.claimedAt})
}

func scanDelivery(rows *sql.Rows) (kith.Delivery, error) {
	r, err := scanLedgerRow(rows)
	return r.Delivery, err
}

// CreateDelivery writes a message down before it is sent, ties the alerts that
// it tells to it, and makes the job that sends it. The user is then due again
// only for other alerts. When one of the alerts is in another delivery already,
// or not the user's, it writes nothing and answers kith.CodeConflict.
func (db *DB) CreateDelivery(ctx context.Context, d kith.Delivery, alertIDs []int64) (int64, error) {
	if len(alertIDs) == 0 || len(d.Message) == 0 || d.MessageID == "" {
		return 0, kith.Errorf(kith.CodeInternal, "a delivery needs alerts, a message and a Message-ID")
	}
	var id int64
	err := db.write(ctx, "writing a delivery down", func(tx *tx) error {
		user, err := readUser(ctx, tx, d.UserID, tx.db.dialect.lockRow)
		if err != nil {
			return err
		}
		if id, err = tx.insertDelivery(ctx, d); err != nil {
			return err
		}
		if err := tx.tieAlerts(ctx, d.UserID, id, distinct(alertIDs)); err != nil {
			return err
		}
		if _, err := tx.setDue(ctx, user); err != nil {
			return err
		}
		return tx.insertJobs(ctx, deliverArgs{Delivery: id})
	})
	if err != nil {
		return 0, err
	}
	return id, nil
}

func (tx *tx) insertDelivery(ctx context.Context, d kith.Delivery) (int64, error) {
	inserted, err := collect(ctx, tx, scanID, newStatement(`INSERT INTO deliveries (user_id, message_id, sender, recipient, subject, message, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (message_id) DO NOTHING RETURNING id`,
		d.UserID, clean(d.MessageID), clean(d.From), clean(d.To), clean(d.Subject), d.Message, millis(tx.now)))
	if err != nil {
		return 0, err
	}
	if len(inserted) == 0 {
		return 0, kith.Errorf(kith.CodeConflict, "a delivery with the Message-ID %s is written down already", d.MessageID)
	}
	return inserted[0], nil
}

// tieAlerts ties waiting alerts of a user to a delivery, all or none.
func (tx *tx) tieAlerts(ctx context.Context, user, delivery int64, alerts []int64) error {
	var tied int64
	err := inChunks(alerts, func(ids []int64) error {
		s := in(newStatement("UPDATE alerts SET delivery_id = ? WHERE user_id = ? AND delivery_id IS NULL", delivery, user), " AND id", ids)
		n, err := exec(ctx, tx, s)
		tied += n
		return err
	})
	if err == nil && tied != int64(len(alerts)) {
		err = kith.Errorf(kith.CodeConflict, "%d of the %d alerts are in another delivery already; nothing was written", int64(len(alerts))-tied, len(alerts))
	}
	return err
}

// Delivery returns one delivery.
func (db *DB) Delivery(ctx context.Context, id int64) (kith.Delivery, error) {
	var found ledgerRow
	err := db.read("reading a delivery", func(q querier) error {
		var err error
		found, err = readDelivery(ctx, q, id, "")
		return err
	})
	return found.Delivery, err
}

// readDelivery reads one delivery; tail may lock the row.
func readDelivery(ctx context.Context, q querier, id int64, tail string) (ledgerRow, error) {
	found, err := collect(ctx, q, scanLedgerRow, newStatement(selectDeliveries+" AND id = ?", id).add(tail))
	if err != nil {
		return ledgerRow{}, err
	}
	if len(found) == 0 {
		return ledgerRow{}, notFound("delivery", id)
	}
	return found[0], nil
}

// UnsentDeliveries returns the deliveries to a user that have not been sent
// yet, oldest first.
func (db *DB) UnsentDeliveries(ctx context.Context, userID int64) ([]kith.Delivery, error) {
	var found []kith.Delivery
	err := db.read("reading what is still to be sent", func(q querier) error {
		var err error
		found, err = collect(ctx, q, scanDelivery, newStatement(selectDeliveries+" AND user_id = ? AND sent_at = 0 ORDER BY id", userID))
		return err
	})
	return found, err
}

// BeginDelivery claims a delivery for one attempt to send it, for
// DeliveryClaim, and returns it with the message. While another attempt is at
// work it answers kith.CodeConflict. A delivery whose SentAt is set has been
// sent: do not send it. End every attempt with EndDelivery.
func (db *DB) BeginDelivery(ctx context.Context, id int64) (kith.Delivery, error) {
	var begun ledgerRow
	err := db.write(ctx, "beginning a delivery", func(tx *tx) error {
		var err error
		if begun, err = readDelivery(ctx, tx, id, tx.db.dialect.lockRow); err != nil || !begun.SentAt.IsZero() {
			return err
		}
		if age := tx.now.Sub(begun.claimedAt).Abs(); !begun.claimedAt.IsZero() && age < DeliveryClaim {
			return kith.Errorf(kith.CodeConflict, "the delivery %d is being sent at this moment; try again in %s", id, DeliveryClaim)
		}
		begun.TriedAt, begun.Attempts = fromMillis(millis(tx.now)), begun.Attempts+1
		_, err = exec(ctx, tx, newStatement("UPDATE deliveries SET tried_at = ?, claimed_at = ?, attempts = ? WHERE id = ?",
			millis(tx.now), millis(tx.now), begun.Attempts, id))
		return err
	})
	return begun.Delivery, err
}

// EndDelivery records how an attempt ended. Without a failure the delivery and
// its alerts are sent, now, and the message is dropped. With one, its words
// are kept, without e-mail addresses, and the next attempt may begin at once.
// A delivery that was sent stays sent.
func (db *DB) EndDelivery(ctx context.Context, id int64, failure error) error {
	return db.write(ctx, "ending a delivery", func(tx *tx) error {
		// Whoever writes alerts holds the row of their user first.
		_, err := collect(ctx, tx, scanID, newStatement("SELECT id FROM users WHERE id = (SELECT user_id FROM deliveries WHERE id = ?)", id).
			add(tx.db.dialect.lockRow))
		if err != nil {
			return err
		}
		row, err := readDelivery(ctx, tx, id, tx.db.dialect.lockRow)
		if err != nil || !row.SentAt.IsZero() {
			return err
		}
		if failure != nil {
			_, err := exec(ctx, tx, newStatement("UPDATE deliveries SET claimed_at = 0, last_error = ? WHERE id = ?", failureWords(failure), id))
			return err
		}
		_, err = exec(ctx, tx, newStatement("UPDATE deliveries SET sent_at = ?, claimed_at = 0, message = NULL, last_error = '' WHERE id = ?", millis(tx.now), id))
		if err != nil {
			return err
		}
		_, err = exec(ctx, tx, newStatement("UPDATE alerts SET delivered_at = ? WHERE delivery_id = ?", millis(tx.now), id))
		return err
	})
}

var mailAddress = regexp.MustCompile(`[^\s<>"'(),;:]+@[^\s<>"'(),;:]+`)

// failureWords returns the words of a failure on one line, without e-mail
// addresses.
func failureWords(failure error) string {
	words := strings.Join(strings.Fields(clean(failure.Error())), " ")
	runes := []rune(mailAddress.ReplaceAllString(words, "(address)"))
	return string(runes[:min(len(runes), maxFailure)])
}
