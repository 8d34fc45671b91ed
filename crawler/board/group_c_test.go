package board_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"
)

// The places of the boards of testdata.
const (
	oracleAt    = "https://nwhf.fa.us2.oraclecloud.com/hcmRestApi/resources/latest/recruitingCEJobRequisition"
	brackenfold = "https://jobs.brackenfold.example"
	northwharf8 = "https://northwharf.eightfold.ai"
	taleoAt     = "https://brackenfold.taleo.net/careersection/"
	quillTBE    = "https://phe.tbe.taleo.net/phe02/ats/careers/v2/"
	palewaterAv = "https://palewater.avature.net/careers/"
)

// systemsC are the boards of group C.
func systemsC() []system {
	return []system{
		{key: "oracle/nwhf.fa.us2.oraclecloud.com/CX_1", empty: "empty.json", answers: map[string]string{
			oraclePageAt(0, true): "page1.json", oraclePageAt(2, false): "page2.json",
			oracleDetailAt("2600101"): "2600101.json", oracleDetailAt("2600102"): "2600102.json", oracleDetailAt("2600103"): "2600103.json",
		}},
		{key: "successfactors/jobs.brackenfold.example", empty: "search-empty.html",
			lists:   []string{"GET " + brackenfold + "/sitemal.xml", "GET " + brackenfold + "/tile-search-results/?startrow=0", "GET " + brackenfold + "/search/?startrow=0"},
			answers: map[string]string{"GET " + brackenfold + "/sitemal.xml": "feed.xml"}},
		{key: "eightfold/northwharf", empty: "empty.json", lists: []string{eightfoldPageAt(0)}, answers: map[string]string{
			"GET " + northwharf8 + "/careers": "careers.html",
			eightfoldPageAt(0):                "page1.json", eightfoldPageAt(2): "page2.json",
			eightfoldDetailAt(1): "detail-1.json", eightfoldDetailAt(2): "detail-2.json", eightfoldDetailAt(3): "detail-3.json",
		}},
		{key: "taleo/brackenfold/2", empty: "empty.json", lists: []string{"POST " + taleoAt + taleoSearch, taleoPageAt(1)}, answers: map[string]string{
			"GET " + taleoAt + "2/jobsearch.ftl?lang=en": "section.html",
			taleoPageAt(1): "page1.json", taleoPageAt(2): "page2.json",
			"GET " + taleoAt + "2/jobdetail.ftl?job=339001&lang=en": "339001.html",
			"GET " + taleoAt + "2/jobdetail.ftl?job=339002&lang=en": "339002.html",
			"GET " + taleoAt + "2/jobdetail.ftl?job=339003&lang=en": "339003.html",
		}},
		{key: "taleo-business/phe02/QUILL/41", empty: "empty.html", answers: map[string]string{
			"GET " + quillTBE + "searchResults?org=QUILL&cws=41":             "page1.html",
			"GET " + quillTBE + "searchResults?org=QUILL&cws=41&rowFrom=2":   "page2.html",
			"GET " + quillTBE + "viewRequisition?org=QUILL&cws=41&rid=10001": "10001.html",
			"GET " + quillTBE + "viewRequisition?org=QUILL&cws=41&rid=10002": "10002.html",
			"GET " + quillTBE + "viewRequisition?org=QUILL&cws=41&rid=10003": "10003.html",
		}},
		{key: "avature/palewater/careers", empty: "empty.html", answers: map[string]string{
			"GET " + palewaterAv + "SearchJobs/?jobOffset=0":                     "page1.html",
			"GET " + palewaterAv + "SearchJobs/?jobOffset=2&jobRecordsPerPage=2": "page2.html",
			"GET " + palewaterAv + "JobDetail/Water-Chemist--Sampler/21018":      "21018.html",
			"GET " + palewaterAv + "JobDetail/Pump-Fitter/21019":                 "21019.html",
			"GET " + palewaterAv + "JobDetail/Archivist/21020":                   "21020.html",
		}},
	}
}

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

func eightfoldPageAt(start int) string {
	return fmt.Sprintf("GET %s/api/pcsx/search?domain=northwharf.example&start=%d&num=10&sort_by=timestamp", northwharf8, start)
}

func eightfoldDetailAt(n int) string {
	return fmt.Sprintf("GET %s/api/pcsx/position_details?position_id=56300000000000%d&domain=northwharf.example&hl=en", northwharf8, n)
}

const taleoSearch = "rest/jobboard/searchjobs?lang=en&portal=101430233"

// taleoPageAt is the question for a page.
func taleoPageAt(n int) string {
	return fmt.Sprintf(`POST %s%s {"multilineEnabled":false,"sortingSelection":{"sortBySelectionParam":"3","ascendingSortingOrder":"false"},`+
		`"fieldData":{"fields":{"KEYWORD":"","LOCATION":"","ORGANIZATION":""},"valid":true},`+
		`"filterSelectionParam":{"searchFilterSelections":[]},"advancedSearchFiltersSelectionParam":{"searchFilterSelections":[]},"pageNo":%d}`, taleoAt, taleoSearch, n)
}

// addressCase is an address and the board that it is of, "" for none.
type addressCase struct{ address, key, page string }

// checkAddresses checks what is read of addresses.
func checkAddresses(t *testing.T, ats string, cases []addressCase) {
	t.Helper()
	registry := board.New()
	for _, c := range cases {
		b, ok := registry.Parse(c.address)
		if c.key == "" {
			if ok && b.ATS == ats {
				t.Errorf("%s is read as %s", c.address, b.Key())
			}
			continue
		}
		if b.Key() != c.key || c.page != "" && b.URL != c.page {
			t.Errorf("%s is read as %q at %q, want %q at %q", c.address, b.Key(), b.URL, c.key, c.page)
		}
		if again, ok := registry.Parse(b.URL); !ok || again.Key() != b.Key() {
			t.Errorf("the page %s is read as %q", b.URL, again.Key())
		}
	}
}

// recognizeCase is a page and the board that it is of, "" for none.
type recognizeCase struct{ base, body, key string }

func checkRecognized(t *testing.T, cases []recognizeCase) {
	t.Helper()
	for _, c := range cases {
		if b, ok := board.New().Recognize([]byte(c.body), c.base); ok != (c.key != "") || ok && b.Key() != c.key {
			t.Errorf("%s is recognized as %q, want %q", c.base, b.Key(), c.key)
		}
	}
}

// visitAll checks a board that is not in systems as TestSystems does.
func (s system) visitAll(t *testing.T, golden string) kith.Visit {
	t.Helper()
	first := &web{system: s, t: t}
	v := first.visit(kith.Validators{}, nil)
	checkVisit(t, v)
	compareGolden(t, s.ats()+"/"+golden, v)
	if v.Outcome != kith.OutcomeComplete || len(v.Openings) == 0 {
		t.Fatalf("%s (%s) with %d openings", v.Outcome, v.Reason, len(v.Openings))
	}
	s.again(t, v)
	s.faults(t, v, len(first.asked))
	return v
}

func FuzzOracle(f *testing.F)         { fuzzSystem(f, "oracle") }
func FuzzSuccessFactors(f *testing.F) { fuzzSystem(f, "successfactors") }
func FuzzEightfold(f *testing.F)      { fuzzSystem(f, "eightfold") }
func FuzzTaleo(f *testing.F)          { fuzzSystem(f, "taleo") }
func FuzzTaleoBusiness(f *testing.F)  { fuzzSystem(f, "taleo-business") }
func FuzzAvature(f *testing.F)        { fuzzSystem(f, "avature") }

// fuzzPart has a system read an answer of any bytes to the requests that hold
// a text, and its own answers to all others.
func fuzzPart(f *testing.F, s system, part string) {
	for request, file := range s.answers {
		if strings.Contains(request, part) {
			body, err := os.ReadFile(filepath.Join("testdata", s.ats(), file))
			if err != nil {
				f.Fatal(err)
			}
			f.Add(body)
			f.Add(body[:len(body)/2])
		}
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		w := &web{system: s, t: t}
		w.otherwise = func(_ int, request string) (*kith.Response, error) {
			if strings.Contains(request, part) {
				return &kith.Response{Status: 200, Header: http.Header{}, Body: body}, nil
			}
			return nil, nil
		}
		v := w.visit(kith.Validators{}, nil)
		checkVisit(t, v)
		if v.Requests > 400+len(body) {
			t.Errorf("%d requests for an answer of %d bytes", v.Requests, len(body))
		}
	})
}

func FuzzOracleDetail(f *testing.F)        { fuzzPart(f, systemsC()[0], "RequisitionDetails") }
func FuzzEightfoldDetail(f *testing.F)     { fuzzPart(f, systemsC()[2], "position_details") }
func FuzzTaleoDetail(f *testing.F)         { fuzzPart(f, systemsC()[3], "jobdetail") }
func FuzzTaleoBusinessDetail(f *testing.F) { fuzzPart(f, systemsC()[4], "viewRequisition") }
func FuzzAvatureDetail(f *testing.F)       { fuzzPart(f, systemsC()[5], "JobDetail") }

func FuzzSuccessFactorsCSB(f *testing.F)    { fuzzPart(f, csbSystem(), "/services/") }
func FuzzSuccessFactorsPage(f *testing.F)   { fuzzPart(f, csbSystem(), "/job/") }
func FuzzSuccessFactorsShared(f *testing.F) { fuzzPart(f, sharedSystem(), "resultType=XML") }
func FuzzEightfoldOld(f *testing.F)         { fuzzPart(f, oldEightfold(), "/api/apply/") }
