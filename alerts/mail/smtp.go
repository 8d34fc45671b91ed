package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"

	"kith"
)

// sendTimeout is how long one mail may take in all, from dialling to the
// server's last word.
const sendTimeout = 20 * time.Second

// SMTPOptions says how a mail server is reached.
type SMTPOptions struct {
	Host     string
	Port     int
	User     string // empty: without signing in
	Password string
	TLS      string         // "starttls" (required, never skipped), "tls" or "none"
	RootCAs  *x509.CertPool // nil for the machine's own
}

// mailServer is a Sender that hands each mail to an SMTP server (RFC 5321).
type mailServer struct{ o SMTPOptions }

// NewSMTP returns a Sender that hands each mail to a mail server. The error is
// CodeInvalid when the settings cannot be meant.
func NewSMTP(o SMTPOptions) (Sender, error) {
	switch {
	case o.Host == "" || strings.ContainsAny(o.Host, " \r\n"):
		return nil, kith.Errorf(kith.CodeInvalid, "the mail server is %q; write its name, such as smtp.mail.example", clean(o.Host, 100))
	case o.Port < 1 || o.Port > 65535:
		return nil, kith.Errorf(kith.CodeInvalid, "the port of the mail server is %d; write a number from 1 to 65535, most often 587", o.Port)
	case !slices.Contains([]string{"starttls", "tls", "none"}, o.TLS):
		return nil, kith.Errorf(kith.CodeInvalid, "the mail server's encryption is %q; write starttls, tls or none", clean(o.TLS, 100))
	}
	return &mailServer{o: o}, nil
}

// Send hands the bytes of the mail to the server exactly as they are.
func (s *mailServer) Send(ctx context.Context, m Message) error {
	from, err := Address(m.From)
	if err != nil {
		return err
	}
	if m.To == "" {
		return kith.Errorf(kith.CodeInvalid, "the mail has nobody to go to; set an address with: kith user set --email")
	}
	to, err := Address(m.To)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(s.o.Host, strconv.Itoa(s.o.Port)))
	if err != nil {
		return s.unavailable(err)
	}
	hangUp := func() { _ = conn.Close() } // whatever still matters has been said by then
	defer hangUp()
	stop := context.AfterFunc(ctx, hangUp)
	defer stop()
	client, err := s.greet(ctx, conn, from)
	if err != nil {
		return s.unavailable(err)
	}
	if err := s.signIn(client); err != nil {
		return s.unavailable(err)
	}
	if err := transfer(client, envelope{from: from, to: to}, m.Data); err != nil {
		return s.judge(err)
	}
	_ = client.Quit() // the server has taken the mail; how it says goodbye changes nothing
	return nil
}

// greet exchanges greetings on a fresh connection, and encrypts it as the
// settings say. The deadline that it sets holds for everything that follows.
func (s *mailServer) greet(ctx context.Context, conn net.Conn, from string) (*smtp.Client, error) {
	deadline, _ := ctx.Deadline()
	if err := conn.SetDeadline(deadline); err != nil {
		return nil, err
	}
	config := &tls.Config{ServerName: s.o.Host, RootCAs: s.o.RootCAs, MinVersion: tls.VersionTLS12}
	if s.o.TLS == "tls" {
		encrypted := tls.Client(conn, config)
		if err := encrypted.HandshakeContext(ctx); err != nil {
			return nil, err
		}
		conn = encrypted
	}
	client, err := smtp.NewClient(conn, s.o.Host)
	if err != nil {
		return nil, err
	}
	if err := client.Hello(Domain(from)); err != nil {
		return nil, err
	}
	if s.o.TLS != "starttls" {
		return client, nil
	}
	if offered, _ := client.Extension("STARTTLS"); !offered {
		return nil, errors.New("it offers no encryption (STARTTLS); check its port, or set smtp_tls to tls or none")
	}
	return client, client.StartTLS(config)
}

// signIn shows who we are, where a user is set.
func (s *mailServer) signIn(client *smtp.Client) error {
	if s.o.User == "" {
		return nil
	}
	offered, ways := client.Extension("AUTH")
	switch has := strings.Fields(strings.ToUpper(ways)); {
	case !offered:
		return errors.New("it does not let anybody sign in here; check its port and smtp_tls")
	case slices.Contains(has, "PLAIN"):
		return client.Auth(smtp.PlainAuth("", s.o.User, s.o.Password, s.o.Host, false))
	case slices.Contains(has, "LOGIN"):
		return client.Auth(smtp.LoginAuth(s.o.User, s.o.Password, s.o.Host, false))
	default:
		return errors.New("it lets nobody sign in by PLAIN or LOGIN, which are the ways that kith knows")
	}
}

// envelope is who sends a mail to whom, as bare addresses.
type envelope struct{ from, to string }

// transfer hands the mail over. When it returns nil the server has taken it.
func transfer(client *smtp.Client, e envelope, data []byte) error {
	client.SkipSMTPUTF8(isASCII(e.from) && isASCII(e.to))
	if err := client.Mail("<" + e.from + ">"); err != nil {
		return err
	}
	if err := client.Rcpt("<" + e.to + ">"); err != nil {
		return err
	}
	body, err := client.Data()
	if err != nil {
		return err
	}
	if _, err := body.Write(data); err != nil {
		return err
	}
	return body.Close()
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r > 126 }) < 0
}

// judge turns the server's answer to a mail into an error that says whether
// trying again may help. An answer that never came leaves it open whether the
// mail was taken: it may.
func (s *mailServer) judge(err error) error {
	var answer *textproto.Error
	if !errors.As(err, &answer) || answer.Code < 500 || aboutSigningIn(answer.Code) {
		return s.unavailable(err)
	}
	return kith.Errorf(kith.CodeInvalid, "the mail server %s refused the mail: %w", s.o.Host, oneLine{err})
}

// aboutSigningIn reports whether a code is about us and not about the mail:
// it is sent when the settings are mended (RFC 4954 section 6).
func aboutSigningIn(code int) bool {
	return slices.Contains([]int{530, 534, 535, 538}, code)
}

func (s *mailServer) unavailable(err error) error {
	var answer *textproto.Error
	if errors.As(err, &answer) {
		return kith.Errorf(kith.CodeUnavailable, "the mail server %s did not take the mail: %w", s.o.Host, oneLine{err})
	}
	return kith.Errorf(kith.CodeUnavailable, "the mail server %s could not be reached, or did not answer to the end: %w", s.o.Host, oneLine{err})
}

// oneLine is an error whose foreign words are made fit to be shown.
type oneLine struct{ error }

// Error returns the words on one line of bounded length.
func (e oneLine) Error() string { return clean(e.error.Error(), 300) }

// Unwrap returns the error as it was.
func (e oneLine) Unwrap() error { return e.error }
