package board_test

import (
	"net/http"
	"strings"
	"testing"

	"kith"
)

// Where the board in testdata is asked, and by what.
const (
	ukgAsks = `{"opportunitySearch":{"Top":50,"Skip":%d,"QueryString":"","Filters":[],` +
		`"OrderBy":[{"Value":"postedDateDesc","PropertyName":"PostedDate","Ascending":false}]},` +
		`"matchCriteria":{"PreferredJobs":[],"Educations":[],"LicenseAndCertifications":[],"Skills":[],"hasNoLicenses":false,"SkippedSkills":[]}}`
	ukgAt  = "https://recruiting2.ultipro.com/NOR1000NWHF/JobBoard/7c1d2e3f-1111-4222-8333-944455556666"
	ukgKey = "ukg/recruiting2.ultipro.com/NOR1000NWHF/7c1d2e3f-1111-4222-8333-944455556666"
)

// ukgSystem is the board in testdata.
func ukgSystem() system {
	return system{key: ukgKey, empty: "empty.json", lists: []string{asks(ukgAt+"/JobBoardView/LoadSearchResults", ukgAsks, 0)}, answers: map[string]string{
		asks(ukgAt+"/JobBoardView/LoadSearchResults", ukgAsks, 0): "list-0.json",
		asks(ukgAt+"/JobBoardView/LoadSearchResults", ukgAsks, 2): "list-2.json",
		"GET " + ukgAt + "/": "board.html",
		"GET " + ukgAt + "/OpportunityDetail?opportunityId=0d5f1c5e-7a33-4b1e-9a51-3f1b2a8e0001": "detail-a.html",
		"GET " + ukgAt + "/OpportunityDetail?opportunityId=0d5f1c5e-7a33-4b1e-9a51-3f1b2a8e0002": "detail-b.html",
		"GET " + ukgAt + "/OpportunityDetail?opportunityId=0d5f1c5e-7a33-4b1e-9a51-3f1b2a8e0003": "detail-c.html",
	}}
}

func FuzzUKG(f *testing.F) { fuzzSystem(f, "ukg") }

// ukgList is the request for the first page of the board in testdata.
func ukgList() string { return asks(ukgAt+"/JobBoardView/LoadSearchResults", ukgAsks, 0) }

// TestUKGAlias reads a board that its host knows by another number: the list
// under its own number is empty, as it is for any, and its page leads on.
func TestUKGAlias(t *testing.T) {
	t.Parallel()
	other := strings.Replace(ukgAt, "7c1d2e3f-1111-4222-8333-944455556666", "99990000-aaaa-4bbb-8ccc-ddddeeeeffff", 1)
	more := map[string]string{
		"GET " + ukgAt + "/": "board-alias.html", ukgList(): "empty.json",
		asks(other+"/JobBoardView/LoadSearchResults", ukgAsks, 0): "list-0.json",
		asks(other+"/JobBoardView/LoadSearchResults", ukgAsks, 2): "list-2.json",
	}
	for i, name := range []string{"a", "b", "c"} {
		more["GET "+other+"/OpportunityDetail?opportunityId=0d5f1c5e-7a33-4b1e-9a51-3f1b2a8e000"+string(rune('1'+i))] = "detail-" + name + ".html"
	}
	s := systemOf(t, "ukg").with(more)
	s.headers = map[string]http.Header{"GET " + ukgAt + "/": {"Set-Cookie": {".AspNetCore.Antiforgery=CfDJ8cookie; path=/; httponly", "broken"}}}
	v, asked := s.seenBy(t, nil)
	wantOutcome(t, v, kith.OutcomeComplete, "")
	if len(v.Openings) != 3 || !strings.HasPrefix(v.Openings[0].URL, ukgAt+"/") || v.Openings[0].Description == "" {
		t.Errorf("got %+v", v.Openings)
	}
	if h := asked[2].Header; h.Get("RequestVerificationToken") != "CfDJ8Proof-of_visit0123456789" || h.Get("Cookie") != ".AspNetCore.Antiforgery=CfDJ8cookie" {
		t.Errorf("the second list was asked for with %v", h)
	}
}

// TestUKGEmptyProvesNothing wants a list without openings believed only with
// the board's page behind it.
func TestUKGEmptyProvesNothing(t *testing.T) {
	t.Parallel()
	page := "GET " + ukgAt + "/"
	s := systemOf(t, "ukg").with(map[string]string{ukgList(): "empty.json"})
	foreign := `<script>var m = { loadUrl: "https://evil.example/NOR1000NWHF/JobBoard/7c1d2e3f-1111-4222-8333-944455556666/JobBoardView/LoadSearchResults" };</script>`
	another := strings.Replace(foreign, "https://evil.example/NOR1000NWHF", "/OTH1000OTHER", 1)
	for _, c := range []struct {
		status  int
		body    string
		outcome kith.Outcome
		reason  string
	}{
		{404, "no", kith.OutcomeGone, "lists nothing"},
		{403, "no", kith.OutcomeRefused, "403"},
		{503, "", kith.OutcomeFailed, "503"},
		{200, "<html><body>System is initializing</body></html>", kith.OutcomeFailed, "does not say where its list is"},
		{200, foreign, kith.OutcomeFailed, "does not say where its list is"},
		{200, another, kith.OutcomeFailed, "does not say where its list is"},
	} {
		v, _ := s.seenBy(t, answered(page, c.status, c.body))
		wantOutcome(t, v, c.outcome, c.reason)
	}
	led := s.with(map[string]string{page: "empty.json"})
	led.urls = map[string]string{page: "https://recruiting2.ultipro.com/Error"}
	v, _ := led.seenBy(t, nil)
	wantOutcome(t, v, kith.OutcomeGone, "")
}

// TestUKGWantsProof reads a board whose host refuses who does not come from
// its page.
func TestUKGWantsProof(t *testing.T) {
	t.Parallel()
	first := true
	v, _ := systemOf(t, "ukg").seenBy(t, func(_ int, request string) (*kith.Response, error) {
		if first && request == ukgList() {
			first = false
			return says(403, "")
		}
		return nil, nil
	})
	if wantOutcome(t, v, kith.OutcomeComplete, ""); len(v.Openings) != 3 {
		t.Errorf("%d openings", len(v.Openings))
	}
}

func TestUKGName(t *testing.T) {
	t.Parallel()
	s := systemOf(t, "ukg")
	if name, err := s.named(t); name != "Northwharf Ferries" || err != nil {
		t.Errorf("%q, %v", name, err)
	}
	if name, err := s.with(map[string]string{"GET " + ukgAt + "/": ""}).named(t); name != "" || kith.CodeOf(err) != kith.CodeNotFound {
		t.Errorf("where there is no board: %q, %v", name, err)
	}
}
