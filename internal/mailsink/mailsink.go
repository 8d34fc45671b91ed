// Package mailsink is a mail server inside the test: it speaks real SMTP on
// loopback, keeps what it gets, and fails in the ways that mail servers do.
package mailsink

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"slices"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Message is one mail that the server took.
type Message struct {
	From string
	To   []string
	Data []byte // as it came over the wire, without the dots of SMTP
	User string // who had signed in, "" for nobody
	TLS  bool   // whether the connection was encrypted
}

// Sink is a mail server. Its methods are safe for concurrent use.
type Sink struct {
	addr    string
	pool    *x509.CertPool
	hanging chan struct{} // gets one for each mail that begins to hang
	closed  chan struct{} // ends what hangs

	mu       sync.Mutex // guards what follows
	messages []Message
	faults   []fault
	user     string
	password string
}

// fault is how one mail fails.
type fault struct {
	code  int    // the answer, 0 for none
	stage string // "rcpt" or "data"
	drop  bool   // the connection ends before the answer
	hang  bool   // the answer never comes
}

// Start starts a mail server that offers STARTTLS, and stops it when the test
// ends.
func Start(tb testing.TB) *Sink { return start(tb, "starttls") }

// StartTLS starts a mail server that speaks TLS from the first byte.
func StartTLS(tb testing.TB) *Sink { return start(tb, "tls") }

// StartPlain starts a mail server that knows no encryption.
func StartPlain(tb testing.TB) *Sink { return start(tb, "none") }

func start(tb testing.TB, encryption string) *Sink {
	tb.Helper()
	certificate, pool, err := makeCertificate()
	if err != nil {
		tb.Fatal(err)
	}
	listener, err := (&net.ListenConfig{}).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	s := &Sink{addr: listener.Addr().String(), pool: pool, hanging: make(chan struct{}, 64), closed: make(chan struct{})}
	config := &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		return &session{sink: s, conn: c}, nil
	}))
	server.Domain = "mailsink.example"
	server.AllowInsecureAuth = true
	server.MaxMessageBytes = 16 << 20
	server.ErrorLog = log.New(io.Discard, "", 0)
	switch encryption {
	case "starttls":
		server.TLSConfig = config
	case "tls":
		listener = tls.NewListener(listener, config)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener) // ends when the server is closed
	}()
	tb.Cleanup(func() {
		close(s.closed)
		_ = server.Close()
		_ = listener.Close() // the server does not know it yet when the test was quick
		<-done
	})
	return s
}

// Addr returns the server's address as host:port.
func (s *Sink) Addr() string { return s.addr }

// Pool returns the certificates against which the server's own is checked.
func (s *Sink) Pool() *x509.CertPool { return s.pool }

// Messages returns the mails that the server took, also those whose sender
// was never told.
func (s *Sink) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.messages)
}

// RequireAuth lets only this user send mails, signed in by PLAIN.
func (s *Sink) RequireAuth(user, password string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.user, s.password = user, password
}

// Fail answers the next mails with a code, such as 451 or 550, after their
// last byte. They are not kept.
func (s *Sink) Fail(code int, times int) { s.plan(fault{code: code, stage: "data"}, times) }

// FailRecipient answers the recipients of the next mails with a code.
func (s *Sink) FailRecipient(code int, times int) { s.plan(fault{code: code, stage: "rcpt"}, times) }

// Drop takes the next mails and ends the connection in place of an answer, so
// that the sender does not know.
func (s *Sink) Drop(times int) { s.plan(fault{stage: "data", drop: true}, times) }

// Hang takes the next mails and never answers.
func (s *Sink) Hang(times int) { s.plan(fault{stage: "data", hang: true}, times) }

// Hanging gets one value for each mail that begins to hang.
func (s *Sink) Hanging() <-chan struct{} { return s.hanging }

func (s *Sink) plan(f fault, times int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range times {
		s.faults = append(s.faults, f)
	}
}

// next takes the next planned fault when it is of a stage.
func (s *Sink) next(stage string) (fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.faults) == 0 || s.faults[0].stage != stage {
		return fault{}, false
	}
	f := s.faults[0]
	s.faults = s.faults[1:]
	return f, true
}

func (s *Sink) keep(m Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.messages = append(s.messages, m)
}

// admits reports whether a user may send.
func (s *Sink) admits(user, password string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.user == "" || s.user == user && s.password == password
}

// session is one connection.
type session struct {
	sink *Sink
	conn *smtp.Conn
	user string
	m    Message
}

var _ smtp.AuthSession = (*session)(nil)

// AuthMechanisms lists the ways to sign in.
func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

// Auth begins to sign in.
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if !s.sink.admits(user, password) {
			return smtp.ErrAuthFailed
		}
		s.user = user
		return nil
	}), nil
}

// Mail begins a mail.
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.user == "" && !s.sink.admits("", "") {
		return answer(530)
	}
	_, encrypted := s.conn.TLSConnectionState()
	s.m = Message{From: from, User: s.user, TLS: encrypted}
	return nil
}

// Rcpt adds a recipient.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if f, ok := s.sink.next("rcpt"); ok {
		return answer(f.code)
	}
	s.m.To = append(s.m.To, to)
	return nil
}

// Data takes the mail, or fails as planned.
func (s *session) Data(r io.Reader) error {
	var data bytes.Buffer
	if _, err := io.Copy(&data, r); err != nil {
		return err
	}
	f, planned := s.sink.next("data")
	if planned && f.code != 0 {
		return answer(f.code)
	}
	s.m.Data = data.Bytes()
	s.sink.keep(s.m)
	switch {
	case planned && f.hang:
		s.sink.hanging <- struct{}{}
		<-s.sink.closed
		return errors.New("the server is closed")
	case planned && f.drop:
		return s.conn.Conn().Close()
	default:
		return nil
	}
}

func answer(code int) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCodeNotSet, Message: "as the test wants it"}
}

// Reset forgets the mail that was begun.
func (s *session) Reset() { s.m = Message{} }

// Logout ends the session.
func (s *session) Logout() error { return nil }
