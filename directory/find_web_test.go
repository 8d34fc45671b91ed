package directory_test

import (
	"context"
	"net/http"
	"testing"

	"kith"
	"kith/crawler/board"
	"kith/crawler/page"
	"kith/directory"
	"kith/internal/littleweb"
	"kith/internal/recorded"
)

// TestFindLittleWeb finds the board of every employer of the little web by its
// domain, also of the one that does not want to be visited by robots: this test
// does not ask for robots.txt, which is the business of the transport.
func TestFindLittleWeb(t *testing.T) {
	t.Parallel()
	web := littleweb.New(littleweb.Options{})
	if err := web.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = web.Close() })
	client := web.Client()
	client.CheckRedirect = func(_ *http.Request, via []*http.Request) error {
		if len(via) > 5 {
			return http.ErrUseLastResponse
		}
		return nil
	}
	fetch := recorded.FetchWith(client)
	for _, e := range web.Employers() {
		requests := 0
		finder := &directory.Finder{
			Fetch: func(ctx context.Context, request kith.Request) (*kith.Response, error) {
				requests++
				return fetch(ctx, request)
			},
			Parse: board.New().Parse, Links: page.Find, Postings: page.Openings,
		}
		for _, query := range []string{e.Domain, "www." + e.Domain, e.Home} {
			found, err := finder.Find(t.Context(), query)
			if err != nil || found.Board == nil {
				t.Errorf("%s: %v", query, err)
				continue
			}
			if found.Board.Key() != e.BoardKey || found.Company != e.Name || found.Domain != e.Domain || found.Confidence != directory.Certain {
				t.Errorf("%s: %s of %q on %s, %s; want %s of %q", query, found.Board.Key(), found.Company, found.Domain, found.Confidence, e.BoardKey, e.Name)
			}
		}
		if requests > 15 {
			t.Errorf("%s: %d requests", e.Domain, requests)
		}
	}
}
