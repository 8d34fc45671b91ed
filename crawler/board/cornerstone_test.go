package board_test

import (
	"net/http"
	"strings"
	"testing"

	"kith"
)

// Where the board in testdata is asked, and by what.
const (
	cornerstoneAsks = `{"careerSiteId":4,"careerSitePageId":4,"pageNumber":%d,"pageSize":25,"cultureId":1,"cultureName":"en-US","searchText":"",` +
		`"states":[],"countryCodes":[],"cities":[],"placeID":"","radius":null,"postingsWithinDays":null,` +
		`"customFieldCheckboxKeys":[],"customFieldDropdowns":[],"customFieldRadios":[]}`
	cornerstoneAt = "https://eu-fra.api.csod.com/rec-job-search/external/jobs"
	cornerstoneIs = "https://quillfeather.csod.com/ux/ats/careersite/4/home?c=quillfeather"
)

// cornerstoneSystem is the board in testdata.
func cornerstoneSystem() system {
	return system{key: "cornerstone/quillfeather/4", empty: "empty.json", lists: []string{asks(cornerstoneAt, cornerstoneAsks, 1)}, answers: map[string]string{
		"GET " + cornerstoneIs: "home.html", asks(cornerstoneAt, cornerstoneAsks, 1): "page-1.json", asks(cornerstoneAt, cornerstoneAsks, 2): "page-2.json",
	}}
}

func FuzzCornerstone(f *testing.F) { fuzzSystem(f, "cornerstone") }

const cornerstoneHere = "https://quillfeather.csod.com/services/x/career-site/v1/search"

// TestCornerstoneChanged wants a page without a session to be a failure, and
// one that leads to the page of errors to be gone.
func TestCornerstoneChanged(t *testing.T) {
	t.Parallel()
	context := `<script>csod.context={"token":"eyJhbGciOiJI.e30.c2ln","endpoints":{"cloud":"CLOUD"}};</script>`
	for _, c := range []struct {
		status  int
		body    string
		outcome kith.Outcome
		reason  string
	}{
		{200, "<html><body>New look</body></html>", kith.OutcomeFailed, "opens no session"},
		{200, `<script>csod.context={"token":"","endpoints":{"cloud":"https://us.api.csod.com/"}};</script>`, kith.OutcomeFailed, "opens no session"},
		{200, `<script>csod.context={"token":"with a blank","endpoints":{"cloud":"https://us.api.csod.com/"}};</script>`, kith.OutcomeFailed, "opens no session"},
		{200, strings.Replace(context, "CLOUD", "https://evil.example/", 1), kith.OutcomeFailed, "opens no session"},
		{200, strings.Replace(context, "CLOUD", "https://api.csod.com.evil.example/", 1), kith.OutcomeFailed, "opens no session"},
		{404, "", kith.OutcomeGone, "404"},
		{403, "", kith.OutcomeRefused, "403"},
		{202, "", kith.OutcomeFailed, "202"},
	} {
		v, _ := systemOf(t, "cornerstone").seenBy(t, answered("GET "+cornerstoneIs, c.status, c.body))
		wantOutcome(t, v, c.outcome, c.reason)
	}
	s := systemOf(t, "cornerstone")
	s.urls = map[string]string{"GET " + cornerstoneIs: "https://quillfeather.csod.com/ui/error"}
	v, _ := s.seenBy(t, nil)
	wantOutcome(t, v, kith.OutcomeGone, "")
	v, _ = systemOf(t, "cornerstone").seenBy(t, answered(asks(cornerstoneAt, cornerstoneAsks, 1), 200, `{"status":"Error","data":{"totalCount":0,"requisitions":[]}}`))
	wantOutcome(t, v, kith.OutcomeFailed, "instead of success")
}

// TestCornerstoneCookies reads a tenant whose region refuses: its own host
// answers, with its cookies.
func TestCornerstoneCookies(t *testing.T) {
	t.Parallel()
	s := systemOf(t, "cornerstone").with(map[string]string{
		asks(cornerstoneHere, cornerstoneAsks, 1): "page-1.json", asks(cornerstoneHere, cornerstoneAsks, 2): "page-2.json",
	})
	s.headers = map[string]http.Header{"GET " + cornerstoneIs: {"Set-Cookie": {"ASP.NET_SessionId=nobody; path=/", "csod=a=b; path=/"}}}
	v, asked := s.seenBy(t, answered(asks(cornerstoneAt, cornerstoneAsks, 1), 401, ""))
	if wantOutcome(t, v, kith.OutcomeComplete, ""); len(v.Openings) != 3 {
		t.Errorf("%d openings", len(v.Openings))
	}
	if h := asked[1].Header; h.Get("Cookie") != "" || !strings.HasPrefix(h.Get("Authorization"), "Bearer eyJ") {
		t.Errorf("the region was asked with %v", h)
	}
	if last := asked[len(asked)-1]; last.Header.Get("Cookie") != "ASP.NET_SessionId=nobody; csod=a=b" || !strings.HasPrefix(last.URL, cornerstoneHere) {
		t.Errorf("%s was asked with %v", last.URL, last.Header)
	}
}

func TestCornerstoneName(t *testing.T) {
	t.Parallel()
	s := systemOf(t, "cornerstone")
	if name, err := s.named(t); name != "" || err != nil {
		t.Errorf("%q, %v", name, err)
	}
	if _, err := s.with(map[string]string{"GET " + cornerstoneIs: ""}).named(t); kith.CodeOf(err) != kith.CodeNotFound {
		t.Errorf("where there is no board: %v", err)
	}
}
