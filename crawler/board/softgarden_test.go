package board_test

import (
	"testing"

	"kith"
	"kith/crawler/board"
)

// Where the board in testdata is asked, and by what.
const softgardenAt = "https://brackenfold.career.softgarden.de/jobs.feed.json"

// softgardenSystem is the board in testdata.
func softgardenSystem() system {
	return system{key: "softgarden/brackenfold", empty: "empty.json", answers: map[string]string{"GET " + softgardenAt: "feed.json"}}
}

func FuzzSoftgarden(f *testing.F) { fuzzSystem(f, "softgarden") }

const (
	softgardenOlder = "https://brackenfold.softgarden.io/"
	softgardenFirst = "GET " + softgardenOlder + "job/48677018?l=de"
)

// softgardenOld is a board of the older kind.
func softgardenOld() system {
	return system{key: "softgarden/brackenfold.softgarden.io", answers: map[string]string{
		"GET " + softgardenOlder + "de/vacancies": "older.html", softgardenFirst: "older-detail.html",
	}}
}

// TestSoftgardenOlder reads a board of the older kind, with its details.
func TestSoftgardenOlder(t *testing.T) {
	t.Parallel()
	v, _ := softgardenOld().seenBy(t, nil)
	compareGolden(t, "softgarden/older.golden.json", v)
	page := "GET " + softgardenOlder + "jobs.feed.json" // which leads to the front page of some
	v, _ = softgardenOld().seenBy(t, answered(page, 200, "\n<html></html>"))
	if wantOutcome(t, v, kith.OutcomeComplete, ""); len(v.Openings) != 2 {
		t.Errorf("%d openings", len(v.Openings))
	}
}

// TestSoftgardenOlderCounts wants the list of the page's script to count, and a
// page without it to be a failure.
func TestSoftgardenOlderCounts(t *testing.T) {
	t.Parallel()
	list := "GET " + softgardenOlder + "de/vacancies"
	for _, c := range []struct {
		body    string
		outcome kith.Outcome
		reason  string
	}{
		{`<script>var complete_job_id_list = [1,2];</script><div class="matchElement" id="job_id_1"><div class="title"><a>Koch</a></div></div>`, kith.OutcomePartial, "2 openings"},
		{`<script>var complete_job_id_list=[];</script>`, kith.OutcomeComplete, ""},
		{`<div class="matchElement" id="job_id_1"><div class="title"><a>Koch</a></div></div>`, kith.OutcomeFailed, "no list of openings"},
		{`<script>var complete_job_id_list = [1];</script><div class="matchElement" id="job_id_1"></div>`, kith.OutcomePartial, "could not be understood"},
	} {
		v, _ := softgardenOld().seenBy(t, answered(list, 200, c.body))
		wantOutcome(t, v, c.outcome, c.reason)
	}
}

// TestSoftgardenCounts wants the feed's own count to be the measure.
func TestSoftgardenCounts(t *testing.T) {
	t.Parallel()
	v, _ := systemOf(t, "softgarden").seenBy(t, answered("GET "+softgardenAt, 200,
		`{"@type":"DataFeed","numberOfItems":2,"dataFeedElement":[{"item":{"@type":"JobPosting","title":"Koch","identifier":{"value":7}}}]}`))
	wantOutcome(t, v, kith.OutcomePartial, "2 openings")
	v, _ = systemOf(t, "softgarden").seenBy(t, answered("GET "+softgardenAt, 200,
		`{"@type":"DataFeed","numberOfItems":2,"dataFeedElement":[{"item":{"@type":"JobPosting","title":"Koch","identifier":{"value":7}}},{"item":"nothing"}]}`))
	wantOutcome(t, v, kith.OutcomePartial, "could not be understood")
}

// TestSoftgardenRecognize knows the boards that employers' pages take in.
func TestSoftgardenRecognize(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`<script src="https://certificate.softgarden.io/x.js"></script><iframe src="https://Brackenfold.softgarden.io/de/widgets/jobs"></iframe>`: "softgarden/brackenfold.softgarden.io",
		`<script>var feed="https://brackenfold.career.softgarden.de/jobs.feed.json"</script>`:                                                     "softgarden/brackenfold",
		`<p>We use softgarden.</p><img src="https://mediaassets.softgarden.de/x.png">`:                                                            "",
		`<a href="https://www.example/">nothing</a>`:                                                                                              "",
	} {
		b, ok := board.New().Recognize([]byte(body), "https://karriere.brackenfold.example/jobs")
		if ok != (want != "") || ok && b.Key() != want {
			t.Errorf("%s: %q, want %q", body, b.Key(), want)
		}
	}
}

func TestSoftgardenName(t *testing.T) {
	t.Parallel()
	if name, err := systemOf(t, "softgarden").named(t); name != "Brackenfold GmbH" || err != nil {
		t.Errorf("%q, %v", name, err)
	}
	old := softgardenOld().with(map[string]string{"GET " + softgardenOlder: "older.html"})
	if name, err := old.named(t); name != "Brackenfold GmbH" || err != nil {
		t.Errorf("of the older kind: %q, %v", name, err)
	}
	if _, err := softgardenOld().named(t); kith.CodeOf(err) != kith.CodeNotFound {
		t.Errorf("where there is no board: %v", err)
	}
}
