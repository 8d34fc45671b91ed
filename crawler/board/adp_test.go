package board_test

import (
	"fmt"
	"strings"
	"testing"

	"kith"
)

// Where the board in testdata is asked, and by what.
const (
	adpAt         = "https://workforcenow.adp.com/mascsr/default/careercenter/public/events/staffing/v1/job-requisitions"
	adpAsks       = "?cid=0154eb6b-035e-48d3-8281-02a72b69d53f&ccId=19000101_000001&lang=en_US&locale=en_US"
	adpMyJobsAt   = "https://my.adp.com/myadp_prefix/mycareer/public/staffing/v1/job-requisitions"
	adpMyJobsSite = "https://myjobs.adp.com/public/staffing/v1/career-site/quillfeather"
)

// adpSystem is the board in testdata.
func adpSystem() system {
	return system{key: "adp/0154eb6b-035e-48d3-8281-02a72b69d53f/19000101_000001", empty: "empty.json", answers: map[string]string{
		"GET " + adpAt + adpAsks + "&$top=100":         "list-1.json",
		"GET " + adpAt + adpAsks + "&$top=100&$skip=3": "list-3.json",
		"GET " + adpAt + "/596289" + adpAsks:           "detail-1.json",
		"GET " + adpAt + "/596290" + adpAsks:           "detail-2.json",
		"GET " + adpAt + "/9202933508022_1" + adpAsks:  "detail-3.json",
	}}
}

// adpMyJobsSystem is the board in testdata.
func adpMyJobsSystem() system {
	return system{key: "adp-myjobs/quillfeather", empty: "empty.json", lists: []string{"GET " + adpMyJobsAt + "?$top=50&$skip=0"}, answers: map[string]string{
		"GET " + adpMyJobsSite:                    "site.json",
		"GET " + adpMyJobsAt + "?$top=50&$skip=0": "list-0.json",
		"GET " + adpMyJobsAt + "?$top=50&$skip=2": "list-2.json",
		"GET " + adpMyJobsAt + "/5001":            "detail-1.json",
		"GET " + adpMyJobsAt + "/5002":            "detail-2.json",
		"GET " + adpMyJobsAt + "/5003":            "detail-3.json",
	}}
}

func FuzzADP(f *testing.F)       { fuzzSystem(f, "adp") }
func FuzzADPMyJobs(f *testing.F) { fuzzSystem(f, "adp-myjobs") }

// adpRows returns rows for a list from one number to another.
func adpRows(from, to int) string {
	var all []string
	for i := from; i < to; i++ {
		all = append(all, fmt.Sprintf(`{"itemID":"%d_1","requisitionTitle":"Job %d"}`, i, i))
	}
	return strings.Join(all, ",")
}

// TestADPPages reads career centres that count rows from 1, from 0, and that
// do not say. Each gives 20 rows, whatever it is asked for.
func TestADPPages(t *testing.T) {
	t.Parallel()
	const total = 45
	for name, base := range map[string]int{"from 1": 1, "from 0": 0, "unsaid, from 1": 1} {
		v, asked := systemOf(t, "adp").seenBy(t, func(_ int, request string) (*kith.Response, error) {
			if strings.Contains(request, "job-requisitions/") {
				return says(200, `{"requisitionTitle":"Job","requisitionDescription":"<p>Work.</p>"}`)
			}
			start := base
			if _, after, found := strings.Cut(request, "$skip="); found {
				if _, err := fmt.Sscanf(after, "%d", &start); err != nil {
					t.Errorf("asked for %q", request)
				}
			}
			meta := fmt.Sprintf(`{"startSequence":%d,"totalNumber":%d}`, start, total)
			if strings.HasPrefix(name, "unsaid") {
				meta = fmt.Sprintf(`{"totalNumber":%d}`, total)
			}
			from := start - base
			return says(200, `{"jobRequisitions":[%s],"meta":%s}`, adpRows(from, min(from+20, total)), meta)
		})
		if wantOutcome(t, v, kith.OutcomeComplete, ""); len(v.Openings) != total || v.Proof.Pages > 4 {
			t.Errorf("%s: %d openings of %d pages by %d requests", name, len(v.Openings), v.Proof.Pages, len(asked))
		}
	}
}

// TestADPRepeats wants a centre that gives its first page again taken for what
// it is.
func TestADPRepeats(t *testing.T) {
	t.Parallel()
	v, _ := systemOf(t, "adp").seenBy(t, func(_ int, request string) (*kith.Response, error) {
		if strings.Contains(request, "job-requisitions/") {
			return nil, nil
		}
		return says(200, `{"jobRequisitions":[%s],"meta":{"startSequence":1,"totalNumber":40}}`, adpRows(0, 20))
	})
	if wantOutcome(t, v, kith.OutcomePartial, "repeat"); len(v.Openings) != 20 {
		t.Errorf("%d openings", len(v.Openings))
	}
}

func TestADPName(t *testing.T) {
	t.Parallel()
	s := systemOf(t, "adp")
	if name, err := s.named(t); name != "" || err != nil {
		t.Errorf("%q, %v", name, err)
	}
	if _, err := s.with(map[string]string{"GET " + adpAt + adpAsks + "&$top=100": ""}).named(t); kith.CodeOf(err) != kith.CodeNotFound {
		t.Errorf("where there is no board: %v", err)
	}
}

// TestADPMyJobsNumber wants the number of the employer sent with every
// question, and no question asked without.
func TestADPMyJobsNumber(t *testing.T) {
	t.Parallel()
	_, asked := systemOf(t, "adp-myjobs").seenBy(t, nil)
	for _, r := range asked[1:] {
		if r.Header.Get("Orgoid") != "G3NWQUILL0123456" {
			t.Errorf("%s was sent with %v", r.URL, r.Header)
		}
	}
	for body, reason := range map[string]string{`{"name":"x"}`: "does not tell the number", `<html></html>`: "the record of the board"} {
		v, asked := systemOf(t, "adp-myjobs").seenBy(t, answered("GET "+adpMyJobsSite, 200, body))
		if wantOutcome(t, v, kith.OutcomeFailed, reason); len(asked) != 1 {
			t.Errorf("%d requests", len(asked))
		}
	}
}

func TestADPMyJobsName(t *testing.T) {
	t.Parallel()
	s := systemOf(t, "adp-myjobs")
	if name, err := s.named(t); name != "Quill Feather Paper" || err != nil {
		t.Errorf("%q, %v", name, err)
	}
	if _, err := s.with(map[string]string{"GET " + adpMyJobsSite: ""}).named(t); kith.CodeOf(err) != kith.CodeNotFound {
		t.Errorf("where there is no board: %v", err)
	}
}
