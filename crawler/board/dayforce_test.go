package board_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"kith"
)

// Where the board in testdata is asked, and by what.
const (
	dayforceAsks = `{"clientNamespace":"palewater","jobBoardCode":"CANDIDATEPORTAL","cultureCode":"en-CA","distanceUnit":0,"paginationStart":%d}`
	dayforceFeed = "https://www.dayforcehcm.com/api/palewater/V1/JobFeeds?includeActivePostingOnly=true&internalJobBoardCode=CANDIDATEPORTAL"
	dayforceSite = "https://jobs.dayforcehcm.com/palewater/CANDIDATEPORTAL"
	dayforceCSRF = "https://jobs.dayforcehcm.com/api/auth/csrf"
	dayforceAt   = "https://jobs.dayforcehcm.com/api/geo/palewater/jobposting/search"
)

// dayforceSystem is the board in testdata.
func dayforceSystem() system {
	return system{key: "dayforce/palewater/CANDIDATEPORTAL", empty: "search-empty.json", lists: []string{asks(dayforceAt, dayforceAsks, 0)}, headers: dayforceCookies(), answers: map[string]string{
		"GET " + dayforceSite: "site.html", "GET " + dayforceCSRF: "csrf.json",
		asks(dayforceAt, dayforceAsks, 0): "search-0.json", asks(dayforceAt, dayforceAsks, 4): "search-4.json",
	}}
}

func FuzzDayforce(f *testing.F) { fuzzSystem(f, "dayforce") }

// dayforceCookies are the cookies by which Dayforce opens a session.
func dayforceCookies() map[string]http.Header {
	return map[string]http.Header{"GET " + dayforceCSRF: {"Set-Cookie": {"__Host-next-auth.csrf-token=5f0c2a7e%7C9b1d; Path=/; HttpOnly; Secure; SameSite=Lax"}}}
}

// TestDayforceFeed reads the feed: one opening in two languages and two
// places, one of another site, and one with an address elsewhere.
func TestDayforceFeed(t *testing.T) {
	t.Parallel()
	s := systemOf(t, "dayforce").with(map[string]string{"GET " + dayforceFeed: "feed.json"})
	v, asked := s.seenBy(t, nil)
	if len(asked) != 1 {
		t.Errorf("%d requests", len(asked))
	}
	compareGolden(t, "dayforce/feed.golden.json", v)
}

// TestDayforceEmptyFeed wants the search asked where the feed has nothing.
func TestDayforceEmptyFeed(t *testing.T) {
	t.Parallel()
	v, _ := systemOf(t, "dayforce").seenBy(t, answered("GET "+dayforceFeed, 400, `{"error":"no feed"}`))
	if wantOutcome(t, v, kith.OutcomeComplete, ""); len(v.Openings) != 5 {
		t.Errorf("without a feed: %d openings", len(v.Openings))
	}
	for _, feed := range []string{`[]`, `[{"ReferenceNumber":1,"Title":"Elsewhere","ClientSiteXRefCode":"INTERNAL"}]`} {
		v, _ := systemOf(t, "dayforce").seenBy(t, answered("GET "+dayforceFeed, 200, feed))
		if wantOutcome(t, v, kith.OutcomeComplete, ""); len(v.Openings) != 5 {
			t.Errorf("%s: %d openings", feed, len(v.Openings))
		}
	}
}

// TestDayforceSession wants every question to the search sent with the pair of
// cookie and token.
func TestDayforceSession(t *testing.T) {
	t.Parallel()
	_, asked := systemOf(t, "dayforce").seenBy(t, nil)
	for _, r := range asked[3:] {
		if r.Header.Get("X-Csrf-Token") == "" || r.Header.Get("Cookie") != "__Host-next-auth.csrf-token=5f0c2a7e%7C9b1d" || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s was sent with %v", r.URL, r.Header)
		}
	}
}

// TestDayforceChanged wants a page or session that is not as it was to be a
// failure, and a site that is switched off to be gone.
func TestDayforceChanged(t *testing.T) {
	t.Parallel()
	page, csrf := "GET "+dayforceSite, "GET "+dayforceCSRF
	off := `<script id="__NEXT_DATA__">{"props":{"pageProps":{"dehydratedState":{"queries":[{"queryKey":["site-info"],` +
		`"state":{"data":{"jobBoardCode":"CANDIDATEPORTAL","isDisabled":true}}}]}}}}</script>`
	for _, c := range []struct {
		request string
		status  int
		body    string
		outcome kith.Outcome
		reason  string
	}{
		{page, 200, "<html><body>New look</body></html>", kith.OutcomeFailed, "the page of the board"},
		{page, 200, strings.Replace(off, "CANDIDATEPORTAL", "OTHER", 1), kith.OutcomeFailed, "does not tell of the site"},
		{page, 200, off, kith.OutcomeGone, ""},
		{page, 404, "", kith.OutcomeGone, "404"},
		{csrf, 200, `{"csrfToken":""}`, kith.OutcomeFailed, "opens no session"},
		{csrf, 200, `{"csrfToken":"5f0c2a7e9b1d4c6f"}`, kith.OutcomeFailed, "opens no session"}, // without a cookie
		{csrf, 500, "", kith.OutcomeFailed, "500"},
		{asks(dayforceAt, dayforceAsks, 0), 403, "Forbidden", kith.OutcomeRefused, "403"},
		{asks(dayforceAt, dayforceAsks, 0), 404, "", kith.OutcomeGone, "404"},
		{asks(dayforceAt, dayforceAsks, 4), 403, "Forbidden", kith.OutcomePartial, "403"},
	} {
		v, _ := systemOf(t, "dayforce").seenBy(t, answered(c.request, c.status, c.body))
		wantOutcome(t, v, c.outcome, c.reason)
	}
}

// TestDayforceLanguages reads a site of two languages, each with an opening
// that the other lacks.
func TestDayforceLanguages(t *testing.T) {
	t.Parallel()
	french := strings.Replace(dayforceAsks, "en-CA", "fr-CA", 1)
	s := systemOf(t, "dayforce").with(map[string]string{
		"GET " + dayforceSite: "site-two.html", asks(dayforceAt, dayforceAsks, 0): "search-en.json", asks(dayforceAt, french, 0): "search-fr.json",
	})
	v, _ := s.seenBy(t, nil)
	wantOutcome(t, v, kith.OutcomeComplete, "")
	var titles []string
	for _, o := range v.Openings {
		titles = append(titles, o.ExternalID+" "+o.Title)
	}
	if want := []string{"3612 Payroll Manager", "3999 Concierge"}; !slices.Equal(titles, want) {
		t.Errorf("got %q, want %q", titles, want)
	}
	v, _ = s.seenBy(t, answered(asks(dayforceAt, french, 0), 500, ""))
	wantOutcome(t, v, kith.OutcomePartial, "500")
}

func TestDayforceName(t *testing.T) {
	t.Parallel()
	s := systemOf(t, "dayforce")
	if name, err := s.with(map[string]string{"GET " + dayforceFeed: "feed.json"}).named(t); name != "Palewater Clinics" || err != nil {
		t.Errorf("%q, %v", name, err)
	}
	if name, err := s.named(t); name != "" || err != nil {
		t.Errorf("without a feed: %q, %v", name, err)
	}
	if _, err := s.with(map[string]string{"GET " + dayforceSite: ""}).named(t); kith.CodeOf(err) != kith.CodeNotFound {
		t.Errorf("where there is no board: %v", err)
	}
}
