package board_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kith"
)

// fetchWith returns a fetch without pace and robots.txt over an ordinary
// client.
func fetchWith(client *http.Client) kith.FetchFunc {
	return func(ctx context.Context, r kith.Request) (*kith.Response, error) {
		req, err := http.NewRequestWithContext(ctx, r.Method, r.URL, bytes.NewReader(r.Body))
		if err != nil {
			return nil, kith.Errorf(kith.CodeInvalid, "%q is no address: %w", r.URL, err)
		}
		for key, values := range r.Header {
			req.Header[key] = values
		}
		if r.Validators.ETag != "" {
			req.Header.Set("If-None-Match", r.Validators.ETag)
		}
		res, err := client.Do(req)
		if err != nil {
			return nil, kith.Errorf(kith.CodeUnavailable, "no answer: %w", err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(io.LimitReader(res.Body, 32<<20+1))
		if err == nil && len(body) > 32<<20 {
			err = errors.New("too large")
		}
		if err != nil {
			return nil, kith.Errorf(kith.CodeUnavailable, "no whole answer: %w", err)
		}
		return &kith.Response{Status: res.StatusCode, URL: r.URL, Header: res.Header, Body: body}, nil
	}
}

// script is a web of answers by address, for faults that no server has.
type script struct {
	t       *testing.T
	answers func(r kith.Request) (*kith.Response, error)
	asked   []string
}

func (s *script) fetch(_ context.Context, r kith.Request) (*kith.Response, error) {
	u, err := url.Parse(r.URL)
	if err != nil {
		s.t.Errorf("asked for %q", r.URL)
		return nil, err
	}
	s.asked = append(s.asked, u.RequestURI())
	return s.answers(r)
}

// says returns an answer.
func says(status int, format string, args ...any) (*kith.Response, error) {
	body := format
	if len(args) > 0 {
		body = fmt.Sprintf(format, args...)
	}
	return &kith.Response{Status: status, Header: http.Header{}, Body: []byte(body)}, nil
}

// source returns a source for a board.
func source(key string) kith.Source {
	ats, token, _ := strings.Cut(key, "/")
	return kith.Source{Kind: kith.SourceBoard, Board: kith.Board{ATS: ats, Token: token}}
}

// known returns what the store would know after a visit.
func known(v kith.Visit) map[string]kith.KnownOpening {
	all := map[string]kith.KnownOpening{}
	for _, o := range v.Openings {
		all[o.ExternalID] = kith.KnownOpening{RowHash: o.RowHash, Detailed: o.Detailed}
	}
	return all
}
