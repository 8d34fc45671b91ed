package alerts

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"kith"
	"kith/alerts/mail"
)

// DigestStore is what a Digester needs of the store.
type DigestStore interface {
	User(ctx context.Context, id int64) (kith.User, error)
	// WaitingAlerts returns the alerts of a user that no delivery holds, with
	// their openings, event and reasons as these are now.
	WaitingAlerts(ctx context.Context, userID int64) ([]kith.Alert, error)
	// CreateDelivery writes a delivery down, ties the alerts to it and makes
	// the job that sends it, in one transaction. The error is CodeConflict
	// when one of the alerts is in another delivery already.
	CreateDelivery(ctx context.Context, d kith.Delivery, alertIDs []int64) (int64, error)
	// BeginDelivery claims a delivery for one attempt. One whose SentAt is set
	// has been sent. The error is CodeConflict while another attempt is at
	// work.
	BeginDelivery(ctx context.Context, id int64) (kith.Delivery, error)
	// EndDelivery records how an attempt ended; nil is sent.
	EndDelivery(ctx context.Context, id int64, failure error) error
}

// Health says how many of the career pages answered; see mail.Health.
type Health = mail.Health

// DigesterOptions says what a Digester works with.
type DigesterOptions struct {
	Store   DigestStore
	Sender  mail.Sender
	Clock   kith.Clock
	From    string // sender of the mails, such as "kith <kith@mail.example>"
	BaseURL string // address that links to kith's own pages begin with
	// Health says how much of the web answered; nil leaves the line out.
	Health func(ctx context.Context) (Health, error)
}

// Digester gathers alerts into mails and sends them. It is safe for
// concurrent use, by several processes too.
type Digester struct {
	o        DigesterOptions
	renderer *mail.Renderer
	sleep    func(ctx context.Context, d time.Duration) error
}

// NewDigester returns a digester.
func NewDigester(o DigesterOptions) *Digester {
	return &Digester{o: o, renderer: mail.NewRenderer(), sleep: kith.Sleep}
}

// maxRaces is how often in a row a delivery may be written down by somebody
// else first.
const maxRaces = 5

// Prepare gathers what waits for a user into one message and writes it down
// as a delivery, which a job then sends. It returns the delivery's id, 0 when
// nothing waits. Alerts about openings that have closed meanwhile are counted
// in the message and belong to it too.
func (d *Digester) Prepare(ctx context.Context, userID int64) (int64, error) {
	user, err := d.o.Store.User(ctx, userID)
	if err != nil {
		return 0, fmt.Errorf("reading the user of a digest: %w", err)
	}
	for race := 0; ; race++ {
		id, err := d.prepare(ctx, user)
		if kith.CodeOf(err) != kith.CodeConflict || race == maxRaces {
			return id, err
		}
	}
}

func (d *Digester) prepare(ctx context.Context, user kith.User) (int64, error) {
	m, err := d.compose(ctx, user)
	if err != nil || len(m.alerts) == 0 {
		return 0, err
	}
	if user.Email == "" && mail.NeedsAddress(d.o.Sender) {
		return 0, kith.Errorf(kith.CodeInvalid, "there is news, but no address to mail it to; set one with: kith user set --email")
	}
	id, err := d.o.Store.CreateDelivery(ctx, kith.Delivery{
		UserID: user.ID, MessageID: m.id, From: d.o.From, To: user.Email, Subject: m.Subject, Message: m.data, CreatedAt: m.at,
	}, m.alerts)
	if err != nil {
		return 0, fmt.Errorf("writing a digest down: %w", err)
	}
	return id, nil
}

// Preview is a digest as it would be sent now.
type Preview struct {
	Empty   bool // nothing waits; the other fields are empty
	Subject string
	Text    string
	HTML    string
	Message []byte // the whole mail
}

// Preview returns what Prepare would write down now, and writes nothing.
func (d *Digester) Preview(ctx context.Context, user kith.User) (Preview, error) {
	m, err := d.compose(ctx, user)
	if err != nil {
		return Preview{}, err
	}
	if len(m.alerts) == 0 {
		return Preview{Empty: true}, nil
	}
	return Preview{Subject: m.Subject, Text: m.Text, HTML: m.HTML, Message: m.data}, nil
}

// composed is a mail before it is written down.
type composed struct {
	mail.Rendered
	id     string // the Message-ID
	at     time.Time
	data   []byte
	alerts []int64 // that it tells or counts; none when nothing waits
}

// compose makes a mail of what waits for a user.
func (d *Digester) compose(ctx context.Context, user kith.User) (composed, error) {
	alerts, err := d.o.Store.WaitingAlerts(ctx, user.ID)
	if err != nil {
		return composed{}, fmt.Errorf("reading what waits for a user: %w", err)
	}
	if len(alerts) == 0 {
		return composed{}, nil
	}
	m := composed{at: d.o.Clock()}
	for _, a := range alerts {
		m.alerts = append(m.alerts, a.ID)
	}
	health, err := d.health(ctx)
	if err != nil {
		return composed{}, err
	}
	m.Rendered, err = d.renderer.Render(mail.Digest{User: user, At: m.at, BaseURL: d.o.BaseURL, Companies: group(alerts), Health: health})
	if err != nil {
		return composed{}, fmt.Errorf("rendering a digest: %w", err)
	}
	header, err := d.header(user, m.at)
	if err != nil {
		return composed{}, err
	}
	header.Reasons = reasonKinds(alerts)
	m.id = header.MessageID
	m.data, err = mail.Build(header, m.Rendered)
	return m, err
}

func (d *Digester) health(ctx context.Context) (*Health, error) {
	if d.o.Health == nil {
		return nil, nil
	}
	health, err := d.o.Health(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading how many career pages answered: %w", err)
	}
	return &health, nil
}

// header makes the header of a new mail, with a Message-ID of its own.
func (d *Digester) header(user kith.User, at time.Time) (mail.Header, error) {
	from, err := mail.Address(d.o.From)
	if err != nil {
		return mail.Header{}, err
	}
	host, list := idHost(mail.Domain(from)), userHash(user)
	random := strings.ToLower(rand.Text())[:20] // of 26 base32 characters; 20 hold 100 bits
	zone, err := time.LoadLocation(user.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	return mail.Header{
		From: d.o.From, To: user.Email, Date: at.In(zone),
		MessageID: "digest." + list + "." + random + "@" + host,
		ListID:    "digest." + list + "." + host,
		StopURL:   mail.StopURL(d.o.BaseURL, user.Token),
	}, nil
}

// idHost returns a host that may stand in a Message-ID, which is ASCII.
func idHost(host string) string {
	for _, r := range host {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '.' {
			return "kith.invalid"
		}
	}
	return host
}

// userHash names a user's mails without naming the user.
func userHash(u kith.User) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "digest %d %s", u.ID, u.Token))
	return hex.EncodeToString(sum[:4])
}

// While somebody else sends a delivery, Deliver looks again every waitStep,
// waitSteps times: longer than an attempt may take.
const (
	waitStep  = 250 * time.Millisecond
	waitSteps = 160
)

// Deliver sends a delivery that Prepare wrote down, unless it has been sent.
// The attempt is recorded before and after. The error is CodeInvalid when the
// mail is refused for good; after any other the delivery is to be tried again,
// with the same bytes and the same Message-ID.
func (d *Digester) Deliver(ctx context.Context, id int64) error {
	delivery, err := d.begin(ctx, id)
	if err != nil {
		return err
	}
	if !delivery.SentAt.IsZero() {
		return nil
	}
	failure := d.o.Sender.Send(ctx, mail.Message{
		From: delivery.From, To: delivery.To, MessageID: delivery.MessageID, Data: delivery.Message,
	})
	// What happened is recorded even when the program is told to stop.
	if err := d.o.Store.EndDelivery(context.WithoutCancel(ctx), id, failure); err != nil {
		if failure != nil {
			return fmt.Errorf("the delivery %d failed, and that could not be recorded (%w): %w", id, err, failure)
		}
		return fmt.Errorf("recording the delivery %d, which was sent: %w", id, err)
	}
	if failure != nil {
		return fmt.Errorf("delivery %d: %w", id, failure)
	}
	return nil
}

// begin claims a delivery. While another attempt is at work it waits: the
// other one sends the mail, or dies and its claim runs out.
func (d *Digester) begin(ctx context.Context, id int64) (kith.Delivery, error) {
	for step := 0; ; step++ {
		delivery, err := d.o.Store.BeginDelivery(ctx, id)
		if err == nil {
			return delivery, nil
		}
		if kith.CodeOf(err) != kith.CodeConflict || step == waitSteps {
			return kith.Delivery{}, fmt.Errorf("beginning the delivery %d: %w", id, err)
		}
		if err := d.sleep(ctx, waitStep); err != nil {
			return kith.Delivery{}, fmt.Errorf("waiting for the delivery %d: %w", id, err)
		}
	}
}
