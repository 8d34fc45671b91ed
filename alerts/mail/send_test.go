package mail_test

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"kith"
	"kith/alerts/mail"
	"kith/internal/mailsink"
)

// message is a mail with a line that begins with a dot, which SMTP doubles.
func message(t *testing.T) mail.Message {
	t.Helper()
	data, _ := build(t, header(), digestOf(northwharf()))
	data = append(data, ".a line with a dot\r\n..and two\r\n"...)
	return mail.Message{From: "kith <kith@kith.example>", To: "ana@mail.example", MessageID: header().MessageID, Data: data}
}

// server returns a Sender to a sink.
func server(t *testing.T, sink *mailsink.Sink, o mail.SMTPOptions) mail.Sender {
	t.Helper()
	host, port, err := net.SplitHostPort(sink.Addr())
	if err != nil {
		t.Fatal(err)
	}
	o.Host = host
	o.Port, _ = strconv.Atoi(port)
	if o.TLS == "" {
		o.TLS = "none"
	}
	s, err := mail.NewSMTP(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSMTP sends over each kind of connection; the bytes arrive as they are.
func TestSMTP(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		start    func(testing.TB) *mailsink.Sink
		o        mail.SMTPOptions
		auth     bool
		trusting bool
		code     kith.Code
	}{
		{name: "none", start: mailsink.Start, o: mail.SMTPOptions{TLS: "none"}},
		{name: "starttls", start: mailsink.Start, o: mail.SMTPOptions{TLS: "starttls"}, trusting: true},
		{name: "starttls and a name", start: mailsink.Start, o: mail.SMTPOptions{TLS: "starttls", User: "kith", Password: "secret"}, auth: true, trusting: true},
		{name: "tls", start: mailsink.StartTLS, o: mail.SMTPOptions{TLS: "tls", User: "kith", Password: "secret"}, auth: true, trusting: true},
		{name: "wrong password", start: mailsink.Start, o: mail.SMTPOptions{TLS: "starttls", User: "kith", Password: "wrong"}, auth: true, trusting: true, code: kith.CodeUnavailable},
		{name: "no name where one is needed", start: mailsink.Start, o: mail.SMTPOptions{TLS: "none"}, auth: true, code: kith.CodeUnavailable},
		{name: "a certificate that nobody trusts", start: mailsink.Start, o: mail.SMTPOptions{TLS: "starttls"}, code: kith.CodeUnavailable},
		{name: "tls to a server that speaks none", start: mailsink.Start, o: mail.SMTPOptions{TLS: "tls"}, trusting: true, code: kith.CodeUnavailable},
		{name: "starttls that is not offered", start: mailsink.StartPlain, o: mail.SMTPOptions{TLS: "starttls"}, trusting: true, code: kith.CodeUnavailable},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			sink := c.start(t)
			if c.auth {
				sink.RequireAuth("kith", "secret")
			}
			if c.trusting {
				c.o.RootCAs = sink.Pool()
			}
			m := message(t)
			err := server(t, sink, c.o).Send(t.Context(), m)
			if kith.CodeOf(err) != c.code {
				t.Fatalf("code %q (%v), want %q", kith.CodeOf(err), err, c.code)
			}
			if c.code != "" {
				if got := sink.Messages(); len(got) != 0 {
					t.Errorf("%d mails arrived", len(got))
				}
				return
			}
			checkArrived(t, sink, m, c.o)
		})
	}
}

func checkArrived(t *testing.T, sink *mailsink.Sink, m mail.Message, o mail.SMTPOptions) {
	t.Helper()
	got := sink.Messages()
	if len(got) != 1 {
		t.Fatalf("%d mails arrived, want 1", len(got))
	}
	if string(got[0].Data) != string(m.Data) {
		t.Errorf("the bytes changed on the way: %d, sent %d", len(got[0].Data), len(m.Data))
	}
	if got[0].From != "kith@kith.example" || len(got[0].To) != 1 || got[0].To[0] != "ana@mail.example" {
		t.Errorf("from %q to %q", got[0].From, got[0].To)
	}
	if got[0].TLS != (o.TLS != "none") || got[0].User != o.User {
		t.Errorf("encrypted %v, signed in as %q", got[0].TLS, got[0].User)
	}
}

// TestFaults checks what the server's answers mean.
func TestFaults(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		plan    func(*mailsink.Sink)
		code    kith.Code
		arrived int // mails that the server took all the same
		says    string
	}{
		{"451 after the mail", func(s *mailsink.Sink) { s.Fail(451, 1) }, kith.CodeUnavailable, 0, "451"},
		{"550 after the mail", func(s *mailsink.Sink) { s.Fail(550, 1) }, kith.CodeInvalid, 0, "550"},
		{"421 for the recipient", func(s *mailsink.Sink) { s.FailRecipient(421, 1) }, kith.CodeUnavailable, 0, "421"},
		{"550 for the recipient", func(s *mailsink.Sink) { s.FailRecipient(550, 1) }, kith.CodeInvalid, 0, "550"},
		{"530 is about the settings", func(s *mailsink.Sink) { s.FailRecipient(530, 1) }, kith.CodeUnavailable, 0, "530"},
		{"dropped after the dot", func(s *mailsink.Sink) { s.Drop(1) }, kith.CodeUnavailable, 1, "did not answer to the end"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			sink := mailsink.Start(t)
			c.plan(sink)
			s := server(t, sink, mail.SMTPOptions{})
			m := message(t)
			err := s.Send(t.Context(), m)
			if kith.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%q: %v", kith.CodeOf(err), err)
			}
			if got := len(sink.Messages()); got != c.arrived {
				t.Errorf("%d mails arrived, want %d", got, c.arrived)
			}
			if err := s.Send(t.Context(), m); err != nil {
				t.Fatalf("the second try: %v", err)
			}
			for _, got := range sink.Messages() {
				if string(got.Data) != string(m.Data) {
					t.Error("the repeat has other bytes")
				}
			}
		})
	}
}

// TestHang ends an attempt that the server never answers when its context
// ends.
func TestHang(t *testing.T) {
	t.Parallel()
	sink := mailsink.Start(t)
	sink.Hang(1)
	ctx, cancel := context.WithCancel(t.Context())
	failed := make(chan error, 1)
	go func() { failed <- server(t, sink, mail.SMTPOptions{}).Send(ctx, message(t)) }()
	<-sink.Hanging()
	cancel()
	if err := <-failed; kith.CodeOf(err) != kith.CodeUnavailable {
		t.Errorf("%q: %v", kith.CodeOf(err), err)
	}
}

// TestNobodyListens sends to a port where nothing is.
func TestNobodyListens(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := mail.NewSMTP(mail.SMTPOptions{Host: "127.0.0.1", Port: port, TLS: "none"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(t.Context(), message(t)); kith.CodeOf(err) != kith.CodeUnavailable || !strings.Contains(err.Error(), "could not be reached") {
		t.Errorf("%v", err)
	}
}

// TestBadSettings checks that settings that cannot be meant are told.
func TestBadSettings(t *testing.T) {
	t.Parallel()
	for _, o := range []mail.SMTPOptions{
		{Port: 25, TLS: "none"}, {Host: "h", TLS: "none"}, {Host: "h", Port: 70000, TLS: "none"}, {Host: "h", Port: 25}, {Host: "h", Port: 25, TLS: "ssl"}, {Host: "a\r\nb", Port: 25, TLS: "none"},
	} {
		if _, err := mail.NewSMTP(o); kith.CodeOf(err) != kith.CodeInvalid || strings.ContainsAny(err.Error(), "\r\n") {
			t.Errorf("%+v: %v", o, err)
		}
	}
	sink := mailsink.Start(t)
	for _, to := range []string{"", "none", "a@b\r\nRCPT TO:<eve@evil.example>"} {
		m := message(t)
		m.To = to
		if err := server(t, sink, mail.SMTPOptions{}).Send(t.Context(), m); kith.CodeOf(err) != kith.CodeInvalid {
			t.Errorf("to %q: %v", to, err)
		}
	}
	if got := sink.Messages(); len(got) != 0 {
		t.Errorf("%d mails arrived", len(got))
	}
}

// TestOutbox writes mails as files.
func TestOutbox(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "deep", "outbox")
	s := mail.NewOutbox(dir)
	m := message(t)
	m.To = ""
	var senders sync.WaitGroup
	for range 8 { // the same mail, at the same time: one whole file
		senders.Go(func() {
			if err := s.Send(t.Context(), m); err != nil {
				t.Error(err)
			}
		})
	}
	senders.Wait()
	hostile := m
	hostile.MessageID = "../../etc/passwd\x00" + strings.Repeat("x", 400)
	if err := s.Send(t.Context(), hostile); err != nil {
		t.Fatal(err)
	}
	found, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 2 {
		t.Fatalf("%d files, want 2: %v", len(found), found)
	}
	path := filepath.Join(dir, m.MessageID+".eml")
	data, err := os.ReadFile(path)
	if err != nil || string(data) != string(m.Data) {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if mail.NeedsAddress(s) {
		t.Error("the outbox asks for an address")
	}
}

// TestOutboxCrash leaves what a crash leaves: half a mail under a temporary
// name. It is no mail, and does not stand in the way.
func TestOutboxCrash(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	m := message(t)
	if err := os.WriteFile(filepath.Join(dir, ".mail-1.tmp"), m.Data[:10], 0o600); err != nil {
		t.Fatal(err)
	}
	if mails, _ := filepath.Glob(filepath.Join(dir, "*.eml")); len(mails) != 0 {
		t.Errorf("half a mail is shown: %v", mails)
	}
	if err := mail.NewOutbox(dir).Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
}

// TestOutboxFails writes where nothing can be written: the error is a
// sentence, and the old mail stays whole.
func TestOutboxFails(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := mail.NewOutbox(filepath.Join(file, "outbox")).Send(t.Context(), message(t))
	if kith.CodeOf(err) != kith.CodeUnavailable || !strings.Contains(err.Error(), "outbox") {
		t.Errorf("%v", err)
	}
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, header().MessageID+".eml", "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := mail.NewOutbox(dir).Send(t.Context(), message(t)); kith.CodeOf(err) != kith.CodeUnavailable {
		t.Errorf("%v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".mail-*")); len(left) != 0 {
		t.Errorf("it left %v", left)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := mail.NewOutbox(dir).Send(ctx, message(t)); kith.CodeOf(err) != kith.CodeUnavailable {
		t.Errorf("after the end: %v", err)
	}
}
