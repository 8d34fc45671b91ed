package directory_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"kith/directory"
	"kith/internal/recorded"
)

// named counts answers to names by their confidence.
type named map[string]*tally

func (n named) add(confidence string, right bool) {
	if n[confidence] == nil {
		n[confidence] = &tally{}
	}
	n[confidence].add(right)
}

// invented are names of nobody, most of them close to names that have boards.
var invented = []string{
	"Northwharf Freight", "Brackenfold", "Palewater Foods", "Quill Feather", "Thistledown Robotics", "Remote Leverage", "Felix Ventures", "Harmonic Security",
	"Stripe Masonry", "Figma Carpets", "Robin Hood Archery", "Ramp Builders", "Notion Fabrics", "Plaid Kilts", "Mercury Plumbing", "Lattice Fences",
	"Retool Hardware", "Linear Roads", "Vanta Paints", "Gusto Pizza", "Brex Cycles", "Attentive Nannies", "Discord Records", "Airtable Furniture",
	"Ledger Binding", "Duolingo Tours", "Affirm Notaries", "Kraken Seafood", "Flexport Gym", "Faire Market Hall", "Scale Fishmongers",
}

// TestMeasureNames looks for boards of the recorded web by nothing but the
// names of their companies, where the shipped list has none: of one in 24,
// and of all with KITH_MEASURE set. Names of listed and of other verified
// companies that have no board there, and invented names, must lead nowhere.
func TestMeasureNames(t *testing.T) {
	web := recorded.Start(t)
	var requests atomic.Int64
	finder := realFinder(counted(recorded.FetchWith(web.Client()), &requests))
	list := newShipped(t)
	var all []replayBoard
	web.Get("/boards", &all)
	byName := map[string][]replayBoard{}
	for _, b := range all {
		if key := directory.Keys(b.Company).Exact; key != "" {
			byName[key] = append(byName[key], b)
		}
	}
	ours, others := named{}, named{}
	every := 24
	if os.Getenv("KITH_MEASURE") != "" {
		every = 1
	}
	for i, key := range slices.Sorted(maps.Keys(byName)) {
		boards := byName[key]
		if i%every != 0 || !boards[0].isOwnPage() && !reads(boards[0].ATS) || len(list.Lookup(boards[0].Company, nil)) > 0 {
			continue
		}
		found, err := finder.Find(t.Context(), boards[0].Company)
		verdict := judge(boards, found, err, finder.Parse)
		ours.add(found.Confidence, verdict == "right")
		if verdict != "right" && (found.Board != nil || os.Getenv("KITH_SHOW") != "") {
			t.Logf("%s: %q (%s): %s %s: %v %v", verdict, boards[0].Company, boards[0].Key, key, found.Confidence, found.Evidence, err)
		}
	}
	for i, name := range strangers(t) {
		if i%every != 0 || byName[directory.Keys(name).Exact] != nil || len(list.Lookup(name, nil)) > 0 {
			continue
		}
		found, _ := finder.Find(t.Context(), name)
		others.add(found.Confidence, found.Board == nil)
		if found.Board != nil {
			t.Logf("a stranger: %q: %s %s: %v", name, found.Board.Key(), found.Confidence, found.Evidence)
		}
	}
	for _, confidence := range []string{directory.Certain, directory.Likely, directory.Unsure, ""} {
		t.Logf("names with a board, %q: right %v; names without, %q: %v", confidence, ours[confidence], confidence, others[confidence])
	}
	t.Logf("%d requests", requests.Load())
	believed := &tally{}
	for _, confidence := range []string{directory.Certain, directory.Likely} {
		for _, n := range []named{ours, others} {
			if got := n[confidence]; got != nil {
				believed.right, believed.all = believed.right+got.right, believed.all+got.all
			}
		}
	}
	if believed.share() < 0.99 {
		t.Errorf("what is certain or likely by a name alone is not right often enough: %v", believed)
	}
}

// strangers are names of companies that have no board in the recorded web as
// far as their names go, one in thirty of those that other lists have, and the
// invented ones.
func strangers(tb testing.TB) []string {
	tb.Helper()
	names := slices.Clone(invented)
	for i, row := range table(tb, "corpus/boards/jobseek_boards.csv.gz") {
		if i%10 == 0 {
			names = append(names, row[1])
		}
	}
	for i, row := range table(tb, "corpus/company-names/sec_company_tickers.csv.gz") {
		if i%30 == 0 {
			names = append(names, strings.TrimSpace(row[2]))
		}
	}
	return names
}
