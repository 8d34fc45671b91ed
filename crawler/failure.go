package crawler

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/url"
	"strings"
	"syscall"
	"time"

	"kith"
)

// laterError is the cause of an error that will last until a moment: the host
// asked to be left alone, or its robots.txt is not asked for again before.
type laterError struct{ until time.Time }

// Error says until when.
func (e *laterError) Error() string {
	return "not before " + e.until.UTC().Format(time.RFC3339)
}

// retryAt returns the moment before which it is useless to try again, zero
// when the error does not tell.
func retryAt(err error) time.Time {
	var later *laterError
	if errors.As(err, &later) {
		return later.until
	}
	return time.Time{}
}

// explain turns what kept an answer of host from arriving into a sentence.
// Errors of our own links say it already.
func explain(host string, err error) error {
	var own *kith.Error
	if errors.As(err, &own) {
		return own
	}
	var outer *url.Error
	if errors.As(err, &outer) {
		err = outer.Err // without the method and the address, which the reader of the sentence knows
	}
	return kith.Errorf(kith.CodeUnavailable, "%s %s: %w", host, whatHappened(err), err)
}

// whatHappened says in words what went wrong below HTTP.
func whatHappened(err error) string {
	var (
		name        *net.DNSError
		certificate *tls.CertificateVerificationError
		record      tls.RecordHeaderError
		timeout     net.Error
	)
	switch {
	case errors.As(err, &name):
		return "has no address, or the name service does not answer"
	case errors.As(err, &certificate):
		return "has no certificate that is trusted"
	case errors.As(err, &record):
		return "does not speak HTTPS"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "does not take connections"
	case errors.Is(err, context.Canceled):
		return "was not waited for, because kith is stopping"
	case errors.As(err, &timeout) && timeout.Timeout():
		return "did not answer in time"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "broke the connection off"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "ended before its answer was whole"
	case strings.Contains(err.Error(), "MAX_HEADER_LIST_SIZE"), strings.Contains(err.Error(), "exceeded"):
		return "sent more headers than are read"
	default:
		return "gave no answer"
	}
}
