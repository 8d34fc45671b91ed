// Package mail renders digests as mails and sends them: to a mail server, or
// as files into an outbox folder.
package mail

import (
	"context"
	netmail "net/mail"
	"strings"

	"kith"
)

// Message is one mail as it is sent: the envelope and the bytes.
type Message struct {
	From      string // address of the sender, with or without a name
	To        string // address of the recipient; empty where a folder takes the mail
	MessageID string // without angle brackets
	Data      []byte // the whole message, RFC 5322, lines end in CRLF
}

// Sender sends mails. The error is a *kith.Error: CodeInvalid when the mail is
// refused for good and trying again changes nothing, CodeUnavailable when it
// may be taken later. After CodeUnavailable the mail may have arrived all the
// same; sending it again repeats it under the same Message-ID.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

// NeedsAddress reports whether a sender can send only to somebody who has an
// address. The outbox folder takes the mails of a user without one too.
func NeedsAddress(s Sender) bool {
	_, isOutbox := s.(*outbox)
	return !isOutbox
}

// Address returns the bare address of "kith <kith@host>".
func Address(text string) (string, error) {
	parsed, err := netmail.ParseAddress(text)
	if err != nil {
		return "", kith.Errorf(kith.CodeInvalid, "%q is no mail address; write one such as ana@mail.example: %w", clean(text, 100), err)
	}
	return parsed.Address, nil
}

// Domain returns the part of an address that follows its last @.
func Domain(address string) string {
	return address[strings.LastIndexByte(address, '@')+1:]
}
