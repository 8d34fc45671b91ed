package kith

import (
	"context"
	"fmt"
	"net/http"
)

// Request is one request to the outside.
type Request struct {
	Method     string // "" means GET
	URL        string
	Body       []byte
	Header     http.Header // Accept, Content-Type and the like; may be nil
	Validators Validators  // sent as If-None-Match and If-Modified-Since where set
}

// Response is the answer to a Request, read to its end and decoded.
type Response struct {
	Status int
	URL    string // after redirects
	Header http.Header
	Body   []byte
}

// Validators returns what identifies the document for a later conditional
// request.
func (r *Response) Validators() Validators {
	return Validators{ETag: r.Header.Get("ETag"), LastModified: r.Header.Get("Last-Modified")}
}

// FetchFunc sends one request through the one transport of the program, with
// its address guard, robots.txt, pace and limits. Every HTTP status is a
// Response, 304, 404 and 500 too. The error is an *Error: CodeRefused when
// robots.txt or the guard forbids the address, CodeInvalid when the address is
// none, CodeTooLarge when the answer is longer than what is read of one,
// CodeUnavailable for anything else that keeps an answer from arriving whole
// (time-out, reset, truncated, too many redirects).
type FetchFunc func(ctx context.Context, r Request) (*Response, error)

// Judge turns the answer to a request into an outcome with its reason:
// complete for 200, unchanged for 304, gone for 404 and 410, refused for 401,
// 403 and a forbidden address, failed for everything else.
func Judge(res *Response, err error) (Outcome, string) {
	if err != nil {
		if CodeOf(err) == CodeRefused {
			return OutcomeRefused, err.Error()
		}
		return OutcomeFailed, err.Error()
	}
	status := statusText(res.Status)
	switch {
	case res.Status == http.StatusOK:
		return OutcomeComplete, ""
	case res.Status == http.StatusNotModified:
		return OutcomeUnchanged, ""
	case res.Status == http.StatusNotFound, res.Status == http.StatusGone:
		return OutcomeGone, status
	case res.Status == http.StatusUnauthorized, res.Status == http.StatusForbidden:
		return OutcomeRefused, status
	default:
		return OutcomeFailed, status
	}
}

func statusText(status int) string {
	return fmt.Sprintf("the site answered %d %s", status, http.StatusText(status))
}
