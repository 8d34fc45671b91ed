package board_test

import (
	"slices"
	"strings"
	"testing"

	"kith"
)

// Where the board in testdata is asked, and by what.
const (
	ukgReadyAt   = "https://secure.workforceready.com.au/ta/rest/ui/"
	ukgReadyJobs = ukgReadyAt + "recruitment/companies/%7C6179255/job-requisitions"
)

// ukgReadySystem is the board in testdata.
func ukgReadySystem() system {
	return system{key: "ukg-ready/secure.workforceready.com.au/6179255", empty: "empty.json", lists: []string{"GET " + ukgReadyJobs + "?offset=1&size=200"}, answers: map[string]string{
		"GET " + ukgReadyAt + "bootstrap/companies/%7C6179255/format-settings": "settings.json",
		"GET " + ukgReadyJobs + "?offset=1&size=200":                           "page-1.json",
		"GET " + ukgReadyJobs + "?offset=2&size=200":                           "page-2.json",
		"GET " + ukgReadyJobs + "/1040452356":                                  "detail-1.json",
		"GET " + ukgReadyJobs + "/1040451353":                                  "detail-2.json",
		"GET " + ukgReadyJobs + "/1040451000":                                  "detail-3.json",
	}}
}

func FuzzUKGReady(f *testing.F) { fuzzSystem(f, "ukg-ready") }

const (
	ukgReadySettings = "GET " + ukgReadyAt + "bootstrap/companies/%7C6179255/format-settings"
	ukgReadyConfig   = "GET " + ukgReadyAt + "recruitment/companies/%7C6179255/job-search/config"
)

// TestUKGReadyElsewhere asks a host for a tenant of another part of the system.
func TestUKGReadyElsewhere(t *testing.T) {
	t.Parallel()
	s := systemOf(t, "ukg-ready")
	for _, status := range []int{400, 404, 500} {
		v, _ := s.seenBy(t, func(int, string) (*kith.Response, error) {
			return says(status, `{"errors":[{"message":"Company not found"}]}`)
		})
		wantOutcome(t, v, kith.OutcomeGone, "")
	}
	v, _ := s.seenBy(t, func(int, string) (*kith.Response, error) { return says(410, "") })
	wantOutcome(t, v, kith.OutcomeGone, "410")
}

// TestUKGReadyCurrency wants amounts left without a currency where none is
// told, and no visit where the settings give no answer: all pay would look
// changed.
func TestUKGReadyCurrency(t *testing.T) {
	t.Parallel()
	s := systemOf(t, "ukg-ready")
	v, _ := s.seenBy(t, answered(ukgReadySettings, 403, ""))
	wantOutcome(t, v, kith.OutcomeComplete, "")
	at := slices.IndexFunc(v.Openings, func(o kith.Opening) bool { return o.Salary != nil })
	if at < 0 || v.Openings[at].Salary.Currency != "" || v.Openings[at].Salary.Max != 41 {
		t.Errorf("without settings: %+v", v.Openings)
	}
	for status, body := range map[int]string{500: "", 200: "<html>Maintenance</html>"} {
		v, asked := s.seenBy(t, answered(ukgReadySettings, status, body))
		if wantOutcome(t, v, kith.OutcomeFailed, ""); len(asked) != 1 {
			t.Errorf("%d requests", len(asked))
		}
	}
}

// TestUKGReadyPages wants pages asked for by number: an offset in rows would
// be answered with an empty page.
func TestUKGReadyPages(t *testing.T) {
	t.Parallel()
	_, asked := systemOf(t, "ukg-ready").seenBy(t, nil)
	var pages []string
	for _, r := range asked {
		if _, after, found := strings.Cut(r.URL, "offset="); found {
			pages = append(pages, after)
		}
	}
	if want := []string{"1&size=200", "2&size=200"}; !slices.Equal(pages, want) {
		t.Errorf("asked for %q, want %q", pages, want)
	}
}

func TestUKGReadyName(t *testing.T) {
	t.Parallel()
	s := systemOf(t, "ukg-ready").with(map[string]string{ukgReadyConfig: "config.json"})
	if name, err := s.named(t); name != "Brackenfold Post & Parcel" || err != nil {
		t.Errorf("%q, %v", name, err)
	}
	if name, err := systemOf(t, "ukg-ready").named(t); name != "" || kith.CodeOf(err) != kith.CodeNotFound {
		t.Errorf("where there is no board: %q, %v", name, err)
	}
}
