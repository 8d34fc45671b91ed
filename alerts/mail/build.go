package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"kith"
)

// Header is what a mail says of itself.
type Header struct {
	From      string // address with name
	To        string // address; empty for a user without one, whose mails go into the outbox folder
	MessageID string // without angle brackets
	ListID    string // such as "digest.a1b2.kith.example" (RFC 2919)
	StopURL   string // where one POST stops the mails (RFC 8058); "" leaves the header out
	Reasons   []kith.ReasonKind
	Date      time.Time
}

// nobody is the recipient of a mail that only the outbox folder takes. The
// domain .invalid belongs to nobody (RFC 2606).
const nobody = "no address set yet <nobody@kith.invalid>"

// Build writes a digest as the bytes of a mail (RFC 5322): text and HTML as
// multipart/alternative, quoted-printable. The same input makes the same
// bytes. The error is CodeInvalid when an address is none.
func Build(h Header, r Rendered) ([]byte, error) {
	m := gomail.NewMsg(gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(gomail.EncodingQP),
		gomail.WithBoundary(boundary(h.MessageID)), gomail.WithNoDefaultUserAgent())
	if err := m.From(h.From); err != nil {
		return nil, kith.Errorf(kith.CodeInvalid, "the sender %q is no mail address; set one such as kith <kith@mail.example>: %w", clean(h.From, 100), err)
	}
	to := h.To
	if to == "" {
		to = nobody
	}
	if err := m.To(to); err != nil {
		return nil, kith.Errorf(kith.CodeInvalid, "the address %q is none; set one with kith user set --email: %w", clean(to, 100), err)
	}
	m.SetMessageIDWithValue(h.MessageID)
	m.SetDateWithValue(h.Date)
	m.Subject(clean(r.Subject, maxSubject))
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader("List-Id", "kith digest <"+h.ListID+">")
	if len(h.Reasons) > 0 {
		m.SetGenHeader("X-Kith-Reason", reasons(h.Reasons))
	}
	if h.StopURL != "" {
		m.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
		m.SetGenHeaderPreformatted("List-Unsubscribe", "<"+h.StopURL+">")
	}
	m.SetBodyString(gomail.TypeTextPlain, r.Text)
	m.AddAlternativeString(gomail.TypeTextHTML, r.HTML)
	var data bytes.Buffer
	if _, err := m.WriteTo(&data); err != nil {
		return nil, fmt.Errorf("writing the mail: %w", err)
	}
	return data.Bytes(), nil
}

// boundary makes the line between the parts from the Message-ID, whose random
// bits keep it out of the parts.
func boundary(messageID string) string {
	sum := sha256.Sum256([]byte("boundary " + messageID))
	return "kith-" + hex.EncodeToString(sum[:16])
}

// reasons lists kinds of reasons for mail filters.
func reasons(kinds []kith.ReasonKind) string {
	var words []string
	for _, kind := range kinds {
		words = append(words, string(kind))
	}
	return strings.Join(words, ", ")
}
