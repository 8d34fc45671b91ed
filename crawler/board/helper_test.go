package board_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kith"
)

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

// fetchFrom makes a fetch of a function.
func fetchFrom(answer func(kith.Request) (*kith.Response, error)) kith.FetchFunc {
	return func(_ context.Context, r kith.Request) (*kith.Response, error) { return answer(r) }
}
