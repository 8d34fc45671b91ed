package board_test

import (
	"testing"

	"kith"
)

// Where the board in testdata is asked, and by what.
const hibobAt = "https://quillfeather.careers.hibob.com/api/job-ad"

// hibobSystem is the board in testdata.
func hibobSystem() system {
	return system{key: "hibob/quillfeather", empty: "empty.json", answers: map[string]string{"GET " + hibobAt: "list.json"}}
}

func FuzzHiBob(f *testing.F) { fuzzSystem(f, "hibob") }

// TestHiBobReferer wants the site named as where the question comes from:
// without it the API refuses everybody.
func TestHiBobReferer(t *testing.T) {
	t.Parallel()
	_, asked := systemOf(t, "hibob").seenBy(t, nil)
	if h := asked[0].Header; h.Get("Referer") != "https://quillfeather.careers.hibob.com/jobs" || h.Get("Companyidentifier") != "quillfeather" {
		t.Errorf("asked with %v", h)
	}
	v, _ := systemOf(t, "hibob").seenBy(t, answered("GET "+hibobAt, 401, "<html>401</html>"))
	wantOutcome(t, v, kith.OutcomeRefused, "401")
}

func TestHiBobName(t *testing.T) {
	t.Parallel()
	s := systemOf(t, "hibob")
	if name, err := s.named(t); name != "" || err != nil {
		t.Errorf("without a page: %q, %v", name, err)
	}
	if name, err := s.with(map[string]string{"GET https://quillfeather.careers.hibob.com/jobs": "board.html"}).named(t); name != "Quill Feather" || err != nil {
		t.Errorf("%q, %v", name, err)
	}
	if _, err := s.with(map[string]string{"GET " + hibobAt: ""}).named(t); kith.CodeOf(err) != kith.CodeNotFound {
		t.Errorf("where there is no board: %v", err)
	}
}
