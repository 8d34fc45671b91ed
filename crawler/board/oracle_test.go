package board_test

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"
)

// Where the board in testdata is asked, and by what.
const oracleAt = "https://nwhf.fa.us2.oraclecloud.com/hcmRestApi/resources/latest/recruitingCEJobRequisition"

// oracleSystem is the board in testdata.
func oracleSystem() system {
	return system{key: "oracle/nwhf.fa.us2.oraclecloud.com/CX_1", empty: "empty.json", answers: map[string]string{
		oraclePageAt(0, true): "page1.json", oraclePageAt(2, false): "page2.json",
		oracleDetailAt("2600101"): "2600101.json", oracleDetailAt("2600102"): "2600102.json", oracleDetailAt("2600103"): "2600103.json",
	}}
}

func FuzzOracle(f *testing.F)       { fuzzSystem(f, "oracle") }
func FuzzOracleDetail(f *testing.F) { fuzzPart(f, oracleSystem(), "RequisitionDetails") }

// oraclePageAt is the request for the rows from one on; that for the first asks
// for the facets too.
func oraclePageAt(offset int, facets bool) string {
	facetsList := ""
	if facets {
		facetsList = ",facetsList=CATEGORIES%3BORGANIZATIONS%3BLOCATIONS"
	}
	return fmt.Sprintf("GET %ss?onlyData=true&expand=requisitionList.workLocation,requisitionList.secondaryLocations&finder=findReqs;siteNumber=CX_1%s,limit=200,offset=%d,sortBy=POSTING_DATES_DESC",
		oracleAt, facetsList, offset)
}

func oracleDetailAt(id string) string {
	return "GET " + oracleAt + "Details?onlyData=true&expand=all&finder=ById;Id=%22" + id + "%22,siteNumber=CX_1"
}

func TestOracleAddresses(t *testing.T) {
	t.Parallel()
	const site = "oracle/nwhf.fa.us2.oraclecloud.com/CX_1"
	checkAddresses(t, "oracle", []addressCase{
		{"https://nwhf.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1", site, "https://nwhf.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1"},
		{"https://nwhf.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/fr-CA/sites/CX_1/job/2600101/?location=x", site, ""},
		{"https://NWHF.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1/requisitions/preview/2600101", site, ""},
		{"https://nwhf.fa.us2.oraclecloud.com/hcmRestApi/resources/latest/recruitingCEJobRequisitions?onlyData=true&finder=findReqs;siteNumber=CX_1,limit=25", site, ""},
		{"https://fa-ewgu-saasfaprod1.fa.ocs.oraclecloud.com/hcmUI/CandidateExperience/en/sites/rsc/jobs", "oracle/fa-ewgu-saasfaprod1.fa.ocs.oraclecloud.com/rsc", ""},
		{"https://evht.fa.ocs.oraclecloud.eu/hcmUI/CandidateExperience/en/sites/CX_7001", "oracle/evht.fa.ocs.oraclecloud.eu/CX_7001", ""},
		{"https://jpnw.fa.oraclecloud.com/hcmUI/CandidateExperience/en/sites/AEO-Careers", "oracle/jpnw.fa.oraclecloud.com/AEO-Careers", ""},
		{"https://nwhf.fa.em2.oraclecloud15.com/hcmUI/CandidateExperience/en/sites/CX/jobs", "oracle/nwhf.fa.em2.oraclecloud15.com/CX", ""},
		{"https://nwhf.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/", "", ""},
		{"https://nwhf.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/", "", ""},
		{"https://nwhf.fa.us2.oraclecloud.com/hcmUI/faces/FuseWelcome", "", ""},
		{"https://cloud.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1", "", ""},
		{"https://nwhf.login.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1", "", ""},
		{"https://nwhf.fa.us2.oraclecloud.com.example.com/hcmUI/CandidateExperience/en/sites/CX_1", "", ""},
	})
	checkRecognized(t, []recognizeCase{
		{"https://careers.northwharf.example/en/sites/jobs/", `<script>var CX_CONFIG = {app: {siteNumber: 'CX_45001', apiBaseUrl: "https://nwhf.fa.us2.oraclecloud.com:443"}};</script>`,
			"oracle/nwhf.fa.us2.oraclecloud.com/CX_45001"},
		{"https://careers.northwharf.example/", `<script>var CX_CONFIG = {app: {siteNumber: 'CX_1', apiBaseUrl: "https://evil.example/"}};</script>`, ""},
		{"https://careers.northwharf.example/", `<p>We use CX_CONFIG and siteNumber.</p>`, ""},
	})
}

// longOracle is a board of more openings than can be seen in one query. Its
// categories have so many each; those in none are the rest.
type longOracle struct {
	total      int
	categories []int
	beyond     int // requests for rows that cannot be seen
}

func (l *longOracle) answer(r kith.Request) (*kith.Response, error) {
	u, err := url.Parse(r.URL)
	if err != nil || strings.Contains(u.Path, "Details") {
		return says(503, "")
	}
	args := map[string]string{}
	_, finder, _ := strings.Cut(u.RawQuery, "finder=findReqs;")
	for pair := range strings.SplitSeq(finder, ",") {
		name, value, _ := strings.Cut(pair, "=")
		args[name] = value
	}
	from, to := 0, l.total
	if selected, ok := args["selectedCategoriesFacet"]; ok {
		first, last := 0, 0
		for i, id := range strings.Split(selected, "%3B") {
			n, _ := strconv.Atoi(id)
			if i == 0 {
				first = n
			}
			last = n
		}
		from, to = 0, 0
		for i, n := range l.categories {
			if i < first {
				from += n
			}
			if i <= last {
				to += n
			}
		}
	}
	offset, _ := strconv.Atoi(args["offset"])
	if offset >= 10_000 {
		l.beyond++
	}
	var rows, facets []string
	for i := from + offset; i < min(from+offset+200, to) && i < from+10_000; i++ {
		rows = append(rows, fmt.Sprintf(`{"Id":"%d","Title":"Role %d"}`, i, i))
	}
	for i, n := range l.categories {
		facets = append(facets, fmt.Sprintf(`{"Id":%d,"Name":"c","TotalCount":%d}`, i, n))
	}
	return says(200, `{"items":[{"TotalJobsCount":%d,"Offset":%d,"requisitionList":[%s],"categoriesFacet":[%s]}]}`,
		to-from, offset, strings.Join(rows, ","), strings.Join(facets, ","))
}

// TestOracleWindow wants a board that is longer than what can be seen in one
// query read in parts, and whole only where the parts are.
func TestOracleWindow(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		board longOracle
		want  kith.Outcome
	}{
		"all in parts":     {longOracle{total: 10_700, categories: []int{4000, 6000, 300, 400}}, kith.OutcomeComplete},
		"some in no part":  {longOracle{total: 10_700, categories: []int{4000, 6000, 300}}, kith.OutcomePartial},
		"no parts":         {longOracle{total: 10_700}, kith.OutcomePartial},
		"a part too large": {longOracle{total: 10_700, categories: []int{10_400, 300}}, kith.OutcomePartial},
		"just the window":  {longOracle{total: 10_000, categories: []int{4000, 6000}}, kith.OutcomeComplete},
	} {
		v := board.New().Visit(t.Context(), fetchFrom(c.board.answer), source("oracle/nwhf.fa.us2.oraclecloud.com/CX_1"), nil)
		checkVisit(t, v)
		if v.Outcome != c.want || c.want == kith.OutcomeComplete && len(v.Openings) != c.board.total {
			t.Errorf("%s: %s (%s) with %d of %d openings", name, v.Outcome, v.Reason, len(v.Openings), c.board.total)
		}
		if c.board.beyond > 0 {
			t.Errorf("%s: %d requests for what cannot be seen", name, c.board.beyond)
		}
	}
}

// TestOracleNamedSite wants the number of a site that has a name read from its
// page.
func TestOracleNamedSite(t *testing.T) {
	t.Parallel()
	s := system{key: "oracle/nwhf.fa.us2.oraclecloud.com/Harbour-Careers", answers: map[string]string{
		"GET https://nwhf.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/Harbour-Careers": "site.html",
		oraclePageAt(0, true): "page1.json", oraclePageAt(2, false): "page2.json", oracleDetailAt("2600101"): "2600101.json",
	}}
	w := &web{system: s, t: t}
	v := w.visit(kith.Validators{}, nil)
	if v.Outcome != kith.OutcomeComplete || len(v.Openings) != 3 || !strings.Contains(v.Openings[0].URL, "/sites/Harbour-Careers/job/") {
		t.Errorf("%s (%s): %q", v.Outcome, v.Reason, w.asked)
	}
	name, err := board.New().Name(t.Context(), fetchFrom(w.fetch), source(s.key).Board)
	if name != "Northwharf" || err != nil {
		t.Errorf("its name is %q (%v)", name, err)
	}
}

// TestOracleNone wants a site that is not there said to be so, and an answer
// without a count to prove nothing.
func TestOracleNone(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]kith.Outcome{
		`{"items":[],"count":0}`: kith.OutcomeGone,
		`{"items":[{}]}`:         kith.OutcomeFailed,
		`{"items":[{"TotalJobsCount":12,"requisitionList":[]}]}`: kith.OutcomePartial, // as without expand
	} {
		v := board.New().Visit(t.Context(), fetchFrom(func(kith.Request) (*kith.Response, error) { return says(200, "%s", body) }), source("oracle/nwhf.fa.us2.oraclecloud.com/CX_1"), nil)
		if v.Outcome != want {
			t.Errorf("%s: %s (%s), want %s", body, v.Outcome, v.Reason, want)
		}
	}
	_, err := board.New().Name(t.Context(), fetchFrom(func(r kith.Request) (*kith.Response, error) {
		if strings.Contains(r.URL, "hcmRestApi") {
			return says(200, `{"items":[]}`)
		}
		return says(200, "<html><title>Careers</title></html>")
	}), kith.Board{ATS: "oracle", Token: "nwhf.fa.us2.oraclecloud.com/CX_9"})
	if kith.CodeOf(err) != kith.CodeNotFound {
		t.Errorf("a site that is not there: %v", err)
	}
}
