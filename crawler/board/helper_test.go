package board_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"
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

// asks names a question for a page.
func asks(address, question string, number int) string {
	return "POST " + address + " " + fmt.Sprintf(question, number)
}

// answered answers one request with a status and a body, and leaves the others.
func answered(request string, status int, body string) func(int, string) (*kith.Response, error) {
	return func(_ int, asked string) (*kith.Response, error) {
		if asked != request {
			return nil, nil
		}
		return says(status, "%s", body)
	}
}

// wantOutcome checks how a visit ended, and that its reason tells no secret.
func wantOutcome(t *testing.T, v kith.Visit, want kith.Outcome, reason string) {
	t.Helper()
	if v.Outcome != want || !strings.Contains(v.Reason, reason) {
		t.Errorf("%s (%s), want %s (%s)", v.Outcome, v.Reason, want, reason)
	}
	for _, secret := range []string{"eyJ", "CfDJ8", "5f0c2a7e"} {
		if strings.Contains(v.Reason, secret) {
			t.Errorf("the reason tells the session: %s", v.Reason)
		}
	}
}

// answersOf answers by the beginning of an address, the longest first, and
// else with 404.
func answersOf(t *testing.T, answers map[string]string) kith.FetchFunc {
	t.Helper()
	return fetchFrom(func(r kith.Request) (*kith.Response, error) {
		best := ""
		for beginning := range answers {
			if strings.HasPrefix(r.URL, beginning) && len(beginning) > len(best) {
				best = beginning
			}
		}
		if best == "" {
			return says(404, "not here")
		}
		address, body, led := strings.Cut(answers[best], " <- ")
		if !led {
			address, body = r.URL, answers[best]
		}
		res, err := says(200, "%s", body)
		res.URL = address
		return res, err
	})
}

// visitLed visits a board whose list is answered with a page, as if
// led to an address.
func visitLed(t *testing.T, key, led string, status int, body string) kith.Visit {
	t.Helper()
	v := board.New().Visit(t.Context(), fetchFrom(func(r kith.Request) (*kith.Response, error) {
		res, err := says(status, "%s", body)
		res.URL = r.URL
		if led != "" {
			res.URL = led
		}
		return res, err
	}), source(key), nil)
	checkVisit(t, v)
	return v
}
