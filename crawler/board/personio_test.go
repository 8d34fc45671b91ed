package board_test

import (
	"path/filepath"
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"
)

// personioSystem is the board in testdata.
func personioSystem() system {
	personio := "GET https://palewater.jobs.personio.de"
	return system{key: "personio/palewater", empty: "empty.xml", answers: map[string]string{
		personio + "/xml": "list.xml", personio + "/job/4104": "job-4104.html",
	}}
}

func FuzzPersonio(f *testing.F) { fuzzSystem(f, "personio") }

// TestPersonioPage reads boards whose XML is switched off: by the data behind
// their page, or the links in it.
func TestPersonioPage(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"data", "links"} {
		site := "GET https://palewater.jobs.personio.de"
		s := system{key: "personio/palewater", answers: map[string]string{
			site + "/": "page-" + kind + ".html", site + "/job/4103": "job-4103.html", site + "/job/4104": "job-4104.html",
		}}
		for name, off := range map[string]func() (*kith.Response, error){
			"404":    func() (*kith.Response, error) { return says(404, "") },
			"a page": func() (*kith.Response, error) { return says(200, "<!DOCTYPE html><html><body>Not here</body></html>") },
		} {
			w := &web{system: s, t: t, otherwise: func(_ int, request string) (*kith.Response, error) {
				if strings.HasSuffix(request, "/xml") {
					return off()
				}
				return nil, nil
			}}
			v := w.visit(kith.Validators{}, nil)
			checkVisit(t, v)
			compareGolden(t, filepath.Join("personio", "page-"+kind+".json"), v)
			if v.Outcome != kith.OutcomeComplete || len(w.asked) != 4 {
				t.Errorf("%s, %s: %s (%s), asked for %q", kind, name, v.Outcome, v.Reason, w.asked)
			}
		}
		cutOff(t, s, site+"/", len("</html>"))
	}
}

// cutOff has a list answered cut off at every place: none is a whole board,
// but where only the last bytes are gone.
func cutOff(t *testing.T, s system, request string, last int) {
	t.Helper()
	w := &web{system: s, t: t}
	whole := w.says(request, "", s.answers[request]).Body
	for size := range len(whole) - last {
		w.otherwise = func(_ int, asked string) (*kith.Response, error) {
			if asked == request {
				return says(200, "%s", whole[:size])
			}
			return nil, nil
		}
		if v := w.visit(kith.Validators{}, nil); v.Outcome.Answered() && len(v.Openings) < 2 {
			t.Fatalf("%s of %d bytes: %s with %d openings", request, size, v.Outcome, len(v.Openings))
		}
	}
}

// TestPersonioEmptyPage tells a page without openings from one that is no list.
func TestPersonioEmptyPage(t *testing.T) {
	t.Parallel()
	for page, want := range map[string]kith.Outcome{
		"<html><body><p>There are currently no open positions.</p></body></html>":         kith.OutcomeComplete,
		"<html><body><p>Zurzeit haben wir keine offenen Stellen.</p></body></html>":       kith.OutcomeComplete,
		`<html><script>push("{\"jobs\":[],\"subdomain\":\"palewater\"}")</script></html>`: kith.OutcomeComplete,
		`<html><script>{"jobs": [], "subdomain": "palewater"}</script></html>`:            kith.OutcomeComplete,
		`<html><script>{"jobs":[],"other":1}</script></html>`:                             kith.OutcomeFailed,
		`<html><script>{"jobs":[{"id":1,"name":"x"},"subdomain"</script></html>`:          kith.OutcomeFailed,
		`<html><script>` + strings.Repeat(`"jobs":[`, 100_000) + `</script></html>`:       kith.OutcomeFailed,
		"<html><body><h1>Maintenance</h1></body></html>":                                  kith.OutcomeFailed,
		"<html><body><a href='https://other.example/job/1'>Elsewhere</a></body></html>":   kith.OutcomeFailed,
		"": kith.OutcomeFailed,
	} {
		fetch := fetchFrom(func(r kith.Request) (*kith.Response, error) {
			if strings.HasSuffix(r.URL, "/xml") {
				return says(404, "")
			}
			return says(200, "%s", page)
		})
		v := board.New().Visit(t.Context(), fetch, source("personio/palewater"), nil)
		if v.Outcome != want || len(v.Openings) != 0 {
			t.Errorf("%.80s: %s (%s) with %d openings, want %s", page, v.Outcome, v.Reason, len(v.Openings), want)
		}
	}
}

// TestPersonioHosts asks the host that a board is known by, and the other one
// where that has nothing.
func TestPersonioHosts(t *testing.T) {
	t.Parallel()
	xml := "<workzag-jobs><position><id>1</id><name>Baker</name><jobDescriptions><jobDescription><name>Job</name><value>Bread.</value></jobDescription></jobDescriptions></position></workzag-jobs>"
	for _, c := range []struct{ address, answers, want string }{
		{"https://palewater.jobs.personio.de/", "https://palewater.jobs.personio.de/xml", "https://palewater.jobs.personio.de/job/1"},
		{"https://palewater.jobs.personio.com/job/7", "https://palewater.jobs.personio.com/xml", "https://palewater.jobs.personio.com/job/1"},
		{"https://palewater.jobs.personio.de/", "https://palewater.jobs.personio.com/xml", "https://palewater.jobs.personio.com/job/1"},
		{"https://palewater.jobs.personio.com/", "https://palewater.jobs.personio.de/xml", "https://palewater.jobs.personio.de/job/1"},
	} {
		b, _ := board.New().Parse(c.address)
		v := board.New().Visit(t.Context(), answersOf(t, map[string]string{c.answers: xml}), kith.Source{Kind: kith.SourceBoard, Board: b}, nil)
		if v.Outcome != kith.OutcomeComplete || len(v.Openings) != 1 || v.Openings[0].URL != c.want {
			t.Errorf("%s, answered at %s: %s (%s) %+v", c.address, c.answers, v.Outcome, v.Reason, v.Openings)
		}
	}
	if v := board.New().Visit(t.Context(), answersOf(t, nil), source("personio/palewater"), nil); v.Outcome != kith.OutcomeGone || v.Requests != 4 {
		t.Errorf("a board that is not there: %s (%s) after %d requests", v.Outcome, v.Reason, v.Requests)
	}
}
