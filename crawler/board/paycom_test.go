package board_test

import (
	"os"
	"strings"
	"testing"

	"kith"
)

// Where the board in testdata is asked, and by what.
const (
	paycomAsks = `{"skip":%d,"take":100,"filtersForQuery":{"distanceFrom":0,"workEnvironments":[],"positionTypes":[],"educationLevels":[],` +
		`"categories":[],"travelTypes":[],"shiftTypes":[],"otherFilters":[],"keywordSearchText":"","location":"","sortOption":""}}`
	paycomKey    = "00ab7d8719436d93f65a09284ceea811"
	paycomPortal = "https://www.paycomonline.net/v4/ats/web.php/portal/" + paycomKey + "/career-page"
	paycomAt     = "https://portal-applicant-tracking.us-cent.paycomonline.net/api/ats/"
)

// paycomSystem is the board in testdata.
func paycomSystem() system {
	return system{key: "paycom/" + paycomKey, empty: "empty.json", lists: []string{asks(paycomAt+"job-posting-previews/search", paycomAsks, 0)}, answers: map[string]string{
		"GET " + paycomPortal: "portal.html",
		asks(paycomAt+"job-posting-previews/search", paycomAsks, 0): "list-0.json",
		asks(paycomAt+"job-posting-previews/search", paycomAsks, 2): "list-2.json",
		"GET " + paycomAt + "job-postings/546849":                   "detail-1.json",
		"GET " + paycomAt + "job-postings/546850":                   "detail-2.json",
		"GET " + paycomAt + "job-postings/546851":                   "detail-3.json",
	}}
}

func FuzzPaycom(f *testing.F) { fuzzSystem(f, "paycom") }

// TestPaycomChanged wants the sentence that there is no portal told from a page
// that has changed.
func TestPaycomChanged(t *testing.T) {
	t.Parallel()
	portal, err := os.ReadFile("testdata/paycom/portal.html")
	if err != nil {
		t.Fatal(err)
	}
	none, err := os.ReadFile("testdata/paycom/none.html")
	if err != nil {
		t.Fatal(err)
	}
	whole := string(portal)
	for _, c := range []struct {
		status  int
		body    string
		outcome kith.Outcome
		reason  string
	}{
		{200, string(none), kith.OutcomeGone, ""},
		{200, "<p>Job board does not exist or is unavailable</p>", kith.OutcomeGone, ""},
		{200, whole + "<!-- Job board does not exist -->", kith.OutcomeComplete, ""},
		{200, "<html><body>Loading...</body></html>", kith.OutcomeFailed, "opens no session"},
		{200, strings.Replace(whole, "sessionJWT", "session", 1), kith.OutcomeFailed, "opens no session"},
		{200, strings.Replace(whole, "libConfig", "library", 1), kith.OutcomeFailed, "opens no session"},
		{200, strings.Replace(whole, "us-cent.paycomonline.net", "us-cent.paycomonline.net.evil.example", 1), kith.OutcomeFailed, "opens no session"},
		{200, strings.Replace(whole, "https:", "http:", 1), kith.OutcomeFailed, "opens no session"},
		{404, "", kith.OutcomeGone, "404"},
		{429, "", kith.OutcomeFailed, "429"},
	} {
		v, _ := systemOf(t, "paycom").seenBy(t, answered("GET "+paycomPortal, c.status, c.body))
		wantOutcome(t, v, c.outcome, c.reason)
	}
}

// TestPaycomSession wants every question to the service sent with the session,
// and none to anybody else.
func TestPaycomSession(t *testing.T) {
	t.Parallel()
	_, asked := systemOf(t, "paycom").seenBy(t, nil)
	for i, r := range asked {
		if session := r.Header.Get("Authorization"); (i > 0) != strings.HasPrefix(session, "eyJ") || (i > 0) != strings.HasPrefix(r.URL, paycomAt) {
			t.Errorf("%s was sent with %v", r.URL, r.Header)
		}
	}
	v, _ := systemOf(t, "paycom").seenBy(t, answered(asks(paycomAt+"job-posting-previews/search", paycomAsks, 0), 401, ""))
	wantOutcome(t, v, kith.OutcomeRefused, "401")
}

func TestPaycomName(t *testing.T) {
	t.Parallel()
	s := systemOf(t, "paycom")
	if name, err := s.named(t); name != "" || err != nil {
		t.Errorf("without an answer: %q, %v", name, err)
	}
	if name, err := s.with(map[string]string{"GET " + paycomAt + "company-name": "name.json"}).named(t); name != "Northwharf Haulage" || err != nil {
		t.Errorf("%q, %v", name, err)
	}
	if _, err := s.with(map[string]string{"GET " + paycomPortal: "none.html"}).named(t); kith.CodeOf(err) != kith.CodeNotFound {
		t.Errorf("where there is no board: %v", err)
	}
}
