package kith

import (
	"errors"
	"fmt"
)

// Code says what kind of error an Error is, for exit codes, HTTP statuses and
// the decision whether to try again.
type Code string

// The codes of errors.
const (
	CodeInvalid     Code = "invalid"     // the input is wrong; trying again changes nothing
	CodeNotFound    Code = "not_found"   // the thing does not exist
	CodeRefused     Code = "refused"     // robots.txt, the address guard or the site says no
	CodeConflict    Code = "conflict"    // another process or user holds it
	CodeUnavailable Code = "unavailable" // no answer now; trying again may help
	CodeTooLarge    Code = "too_large"   // the answer is longer than what is read of one
	CodeInternal    Code = "internal"    // a fault of kith
)

// Error is an error with a code and a sentence that is fit to be shown to the
// user: it says what is wrong and, where that is known, what to do.
type Error struct {
	Code    Code
	Message string
	Err     error // the cause, nil where there is none
}

// Errorf returns an Error with a formatted message. A %w verb in format keeps
// its operand as the cause.
func Errorf(code Code, format string, args ...any) *Error {
	wrapped := fmt.Errorf(format, args...)
	return &Error{Code: code, Message: wrapped.Error(), Err: errors.Unwrap(wrapped)}
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of the first Error in err's chain, CodeInternal for
// any other error, and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}
