package board_test

import (
	"testing"

	"kith"
)

// Where the board in testdata is asked, and by what.
const trakstarAt = "https://jsapi.recruiterbox.com/v1/openings?client_name=northwharf"

// trakstarSystem is the board in testdata.
func trakstarSystem() system {
	return system{key: "trakstar/northwharf", empty: "empty.json", answers: map[string]string{
		"GET " + trakstarAt + "&offset=0&limit=100": "list-0.json", "GET " + trakstarAt + "&offset=2&limit=100": "list-2.json",
	}}
}

func FuzzTrakstar(f *testing.F) { fuzzSystem(f, "trakstar") }

// TestTrakstarAbsent wants the answer for a name that nobody has told from
// every other mistake, and from a board without openings.
func TestTrakstarAbsent(t *testing.T) {
	t.Parallel()
	first := "GET " + trakstarAt + "&offset=0&limit=100"
	for _, c := range []struct {
		status  int
		body    string
		outcome kith.Outcome
	}{
		{400, `{"client_name": "Invalid client name"}`, kith.OutcomeGone},
		{400, `{"limit": "Invalid limit"}`, kith.OutcomeFailed},
		{200, `{"meta":{"total":0},"objects":[]}`, kith.OutcomeComplete},
		{200, `{"client_name": "Invalid client name"}`, kith.OutcomeFailed},
	} {
		v, _ := systemOf(t, "trakstar").seenBy(t, answered(first, c.status, c.body))
		wantOutcome(t, v, c.outcome, "")
	}
}

func TestTrakstarName(t *testing.T) {
	t.Parallel()
	exists := map[string]string{"GET " + trakstarAt + "&offset=0&limit=1": "list-0.json"}
	s := systemOf(t, "trakstar").with(exists)
	if name, err := s.named(t); name != "" || err != nil {
		t.Errorf("without a page: %q, %v", name, err)
	}
	if name, err := s.with(map[string]string{"GET https://northwharf.hire.trakstar.com/": "board.html"}).named(t); name != "Northwharf Lights" || err != nil {
		t.Errorf("%q, %v", name, err)
	}
	if _, err := systemOf(t, "trakstar").named(t); kith.CodeOf(err) != kith.CodeNotFound {
		t.Errorf("where there is no board: %v", err)
	}
}
