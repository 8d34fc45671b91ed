package alerts_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kith"
	"kith/alerts"
	"kith/alerts/mail"
	"kith/internal/mailsink"
)

// news fills a store with an opening in two places, one that has closed, and
// a layoff.
func news(t *testing.T) *memory {
	t.Helper()
	m := newMemory()
	m.care(3, 1,
		kith.Reason{Kind: kith.ReasonContact, ContactID: 1, Contact: "Bo Lind", Position: "Planner", Match: kith.MatchStrong, Since: now.AddDate(-12, 0, 0)},
		kith.Reason{Kind: kith.ReasonContact, ContactID: 2, Contact: "Cy Moss", Position: "Recruiter", Match: kith.MatchExact},
		kith.Reason{Kind: kith.ReasonContact, ContactID: 3, Contact: "Marta Lindqvist", Position: "Head of Operations", Match: kith.MatchExact, Since: now.AddDate(-7, 0, 0)},
		watch())
	m.care(4, 1, kith.Reason{Kind: kith.ReasonContact, ContactID: 9, Contact: "Ravi", Match: kith.MatchExact})
	m.open(kith.Opening{ID: 1, CompanyID: 3, Title: "Planner (Leeds)", Locations: []string{"Leeds"}, URL: "https://jobs.example/1"})
	m.open(kith.Opening{ID: 2, CompanyID: 3, Title: "Planner (Hull)", Locations: []string{"Hull"}, URL: "https://jobs.example/2"})
	m.open(kith.Opening{ID: 3, CompanyID: 3, Title: "Gone Role", URL: "https://jobs.example/3"})
	m.events[4] = kith.Event{ID: 4, CompanyID: 4, Company: "Tindermoor Energy", Kind: kith.EventLayoff, Headline: "Jobs to go", Headcount: 140, PublishedAt: now}
	m.log(kith.Change{Kind: kith.ChangeEvent, Op: kith.OpNew, ID: 4, CompanyID: 4})
	if _, err := alerts.NewMatcher(m).Match(t.Context()); err != nil {
		t.Fatal(err)
	}
	gone := m.openings[3]
	gone.ClosedAt = now
	m.openings[3] = gone
	return m
}

// recorder is a Sender that fails as planned and keeps what it was given.
type recorder struct {
	mu    sync.Mutex // guards both
	fails []error
	sent  []mail.Message
}

func (r *recorder) Send(_ context.Context, m mail.Message) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sent = append(r.sent, m)
	if len(r.fails) == 0 {
		return nil
	}
	err := r.fails[0]
	r.fails = r.fails[1:]
	return err
}

func digester(m *memory, s mail.Sender) *alerts.Digester {
	return alerts.NewDigester(alerts.DigesterOptions{
		Store: m, Sender: s, Clock: func() time.Time { return now }, From: "kith <kith@kith.example>", BaseURL: "https://kith.example",
		Health: func(context.Context) (alerts.Health, error) {
			return alerts.Health{Boards: 3, Answered: 2, Silent: 1}, nil
		},
	})
}

// TestPrepare checks what one digest says and which alerts belong to it.
func TestPrepare(t *testing.T) {
	t.Parallel()
	m := news(t)
	d := digester(m, &recorder{})
	preview, err := d.Preview(t.Context(), m.users[1])
	if err != nil || preview.Empty || len(m.deliveries) != 0 {
		t.Fatalf("empty %v, %d deliveries, %v", preview.Empty, len(m.deliveries), err)
	}
	for _, words := range []string{
		"1 new opening where you know somebody", "Ask Marta Lindqvist about Planner (Leeds) at Northwharf Freight", "Leeds and 1 more place",
		"You know 3 people here.", "One person you know may be affected", "Tindermoor Energy: 140 jobs to go",
		"Left out: 1 opening that closed before this mail went out.", "Of 3 career pages 2 answered, 1 did not answer.",
	} {
		if !strings.Contains(preview.Text, words) {
			t.Errorf("the text does not say %q:\n%s", words, preview.Text)
		}
	}
	if strings.Contains(preview.Text, "Gone Role") {
		t.Error("it tells of an opening that has closed")
	}
	id, err := d.Prepare(t.Context(), 1)
	if err != nil || id == 0 {
		t.Fatalf("delivery %d, %v", id, err)
	}
	delivery := m.deliveries[id]
	if delivery.To != "ana@mail.example" || delivery.Subject != preview.Subject || !bytes.Contains(delivery.Message, []byte("Message-ID: <"+delivery.MessageID+">")) {
		t.Errorf("%+v", delivery)
	}
	for _, a := range m.alerts {
		if a.DeliveryID != id {
			t.Errorf("%s is in delivery %d", a.Subject, a.DeliveryID)
		}
	}
	if again, err := d.Prepare(t.Context(), 1); err != nil || again != 0 {
		t.Errorf("the second: %d, %v", again, err)
	}
	if nothing, err := d.Preview(t.Context(), m.users[1]); err != nil || !nothing.Empty || nothing.Message != nil {
		t.Errorf("%+v, %v", nothing, err)
	}
	if _, err := d.Prepare(t.Context(), 99); kith.CodeOf(err) != kith.CodeNotFound {
		t.Errorf("a user who is not there: %v", err)
	}
}

// TestPrepareTogether prepares many times at once: one delivery.
func TestPrepareTogether(t *testing.T) {
	t.Parallel()
	m := news(t)
	d := digester(m, &recorder{})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, err := d.Prepare(t.Context(), 1); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if len(m.deliveries) != 1 {
		t.Errorf("%d deliveries", len(m.deliveries))
	}
}

// TestOnlyClosed tells in one line of openings that came and went.
func TestOnlyClosed(t *testing.T) {
	t.Parallel()
	m := newMemory()
	m.care(3, 1, contact("Marta", kith.MatchExact))
	m.open(kith.Opening{ID: 1, CompanyID: 3, Title: "Planner"})
	if _, err := alerts.NewMatcher(m).Match(t.Context()); err != nil {
		t.Fatal(err)
	}
	gone := m.openings[1]
	gone.ClosedAt = now
	m.openings[1] = gone
	preview, err := digester(m, &recorder{}).Preview(t.Context(), m.users[1])
	if err != nil || preview.Subject != "1 opening came and went at Northwharf Freight" {
		t.Errorf("%q, %v", preview.Subject, err)
	}
}

// TestNoAddress keeps the alerts waiting until there is an address; the
// outbox needs none.
func TestNoAddress(t *testing.T) {
	t.Parallel()
	m := news(t)
	user := m.users[1]
	user.Email = ""
	m.users[1] = user
	if _, err := digester(m, &recorder{}).Prepare(t.Context(), 1); kith.CodeOf(err) != kith.CodeInvalid || len(m.deliveries) != 0 {
		t.Errorf("%d deliveries, %v", len(m.deliveries), err)
	}
	dir := t.TempDir()
	d := digester(m, mail.NewOutbox(dir))
	id, err := d.Prepare(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Deliver(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, m.deliveries[id].MessageID+".eml"))
	if err != nil {
		t.Fatal(err)
	}
	if parsed, err := netmail.ReadMessage(bytes.NewReader(data)); err != nil || parsed.Header.Get("To") == "" {
		t.Errorf("%v", err)
	}
}

// TestDeliver fails a delivery in every way before it succeeds: the bytes and
// the Message-ID stay, and each attempt is recorded.
func TestDeliver(t *testing.T) {
	t.Parallel()
	m := news(t)
	s := &recorder{fails: []error{
		kith.Errorf(kith.CodeUnavailable, "451 later"), kith.Errorf(kith.CodeInvalid, "550 never"), errors.New("what"),
	}}
	d := digester(m, s)
	id, err := d.Prepare(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []kith.Code{kith.CodeUnavailable, kith.CodeInvalid, kith.CodeInternal, ""} {
		if err := d.Deliver(t.Context(), id); kith.CodeOf(err) != want {
			t.Errorf("code %q (%v), want %q", kith.CodeOf(err), err, want)
		}
	}
	if got := m.deliveries[id]; got.SentAt.IsZero() || got.Attempts != 4 || got.LastError != "what" {
		t.Errorf("%+v", got)
	}
	for _, sent := range s.sent {
		if !bytes.Equal(sent.Data, s.sent[0].Data) || sent.MessageID != s.sent[0].MessageID || sent.To != "ana@mail.example" {
			t.Error("an attempt differs")
		}
	}
	if err := d.Deliver(t.Context(), id); err != nil || len(s.sent) != 4 {
		t.Errorf("after it was sent: %d attempts, %v", len(s.sent), err)
	}
}

// TestDeliverUnrecorded sends a mail whose sending cannot be recorded: the
// error asks for a repeat, which has the same Message-ID.
func TestDeliverUnrecorded(t *testing.T) {
	t.Parallel()
	m := news(t)
	s := &recorder{}
	d := digester(m, s)
	id, err := d.Prepare(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	m.afterSend = errors.New("the disk is full")
	if err := d.Deliver(t.Context(), id); !errors.Is(err, m.afterSend) {
		t.Errorf("%v", err)
	}
	m.afterSend, m.claimed[id] = nil, false // the claim has run out
	if err := d.Deliver(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if len(s.sent) != 2 || s.sent[0].MessageID != s.sent[1].MessageID {
		t.Errorf("%d mails", len(s.sent))
	}
}

// blocker is a Sender that waits for its go.
type blocker struct{ began, free chan struct{} }

func (b blocker) Send(context.Context, mail.Message) error {
	close(b.began)
	<-b.free
	return nil
}

// TestDeliverTogether delivers twice at once: the second waits for the first,
// and the mail is sent once.
func TestDeliverTogether(t *testing.T) {
	t.Parallel()
	m := news(t)
	b := blocker{began: make(chan struct{}), free: make(chan struct{})}
	d := digester(m, b)
	id, err := d.Prepare(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 2)
	go func() { ended <- d.Deliver(t.Context(), id) }()
	<-b.began
	go func() { ended <- d.Deliver(t.Context(), id) }() // a second Send would close began again and panic
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.Deliver(ctx, id); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting did not end with its context: %v", err)
	}
	close(b.free)
	for range 2 {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

// TestDeliverToServer sends to a real server that fails in every way first.
func TestDeliverToServer(t *testing.T) {
	t.Parallel()
	m := news(t)
	sink := mailsink.Start(t)
	sink.Fail(421, 1)
	sink.Drop(1)
	sink.Fail(550, 1)
	host, port, err := net.SplitHostPort(sink.Addr())
	if err != nil {
		t.Fatal(err)
	}
	number, _ := strconv.Atoi(port)
	s, err := mail.NewSMTP(mail.SMTPOptions{Host: host, Port: number, TLS: "starttls", RootCAs: sink.Pool()})
	if err != nil {
		t.Fatal(err)
	}
	d := digester(m, s)
	id, err := d.Prepare(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []kith.Code{kith.CodeUnavailable, kith.CodeUnavailable, kith.CodeInvalid, ""} {
		if err := d.Deliver(t.Context(), id); kith.CodeOf(err) != want {
			t.Errorf("code %q (%v), want %q", kith.CodeOf(err), err, want)
		}
	}
	got := sink.Messages()
	if len(got) != 2 || !bytes.Equal(got[0].Data, got[1].Data) { // the dropped one and the last
		t.Fatalf("%d mails arrived", len(got))
	}
	if _, err := netmail.ReadMessage(bytes.NewReader(got[0].Data)); err != nil {
		t.Error(err)
	}
}

// TestHealthFails does not send a mail that would hide a fault.
func TestHealthFails(t *testing.T) {
	t.Parallel()
	m := news(t)
	fault := errors.New("no")
	for _, d := range []*alerts.Digester{
		alerts.NewDigester(alerts.DigesterOptions{
			Store: m, Sender: &recorder{}, Clock: func() time.Time { return now }, From: "kith <kith@kith.example>",
			Health: func(context.Context) (alerts.Health, error) { return alerts.Health{}, fault },
		}),
		alerts.NewDigester(alerts.DigesterOptions{Store: m, Sender: &recorder{}, Clock: func() time.Time { return now }, From: "nobody"}),
	} {
		if _, err := d.Prepare(t.Context(), 1); err == nil || len(m.deliveries) != 0 {
			t.Errorf("%d deliveries, %v", len(m.deliveries), err)
		}
	}
}
