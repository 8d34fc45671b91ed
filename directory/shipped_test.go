package directory_test

import (
	"os"
	"strings"
	"testing"

	"kith"
	"kith/directory"
	"kith/directory/internal/ship/pack"
)

func newShipped(tb testing.TB) *directory.Shipped {
	tb.Helper()
	list, err := directory.NewShipped()
	if err != nil {
		tb.Fatal(err)
	}
	return list
}

func TestShippedLookup(t *testing.T) {
	t.Parallel()
	list := newShipped(t)
	for _, c := range []struct {
		name  string
		board kith.Board
		match kith.Match
	}{
		{"Stripe", kith.Board{ATS: "greenhouse", Token: "stripe", URL: "https://job-boards.greenhouse.io/stripe"}, kith.MatchExact},
		{"stripe, inc.", kith.Board{ATS: "greenhouse", Token: "stripe", URL: "https://job-boards.greenhouse.io/stripe"}, kith.MatchExact},
		{"Palantir Technologies Inc.", kith.Board{ATS: "lever", Token: "palantir", URL: "https://jobs.lever.co/palantir"}, kith.MatchExact},
		{"Palantir", kith.Board{ATS: "lever", Token: "palantir", URL: "https://jobs.lever.co/palantir"}, kith.MatchStrong},
		{"10 Pearls", kith.Board{ATS: "breezy", Token: "10pearls", URL: "https://10pearls.breezy.hr"}, kith.MatchExact},
		{"Bosch", kith.Board{ATS: "smartrecruiters", Token: "BoschGroup", URL: "https://careers.smartrecruiters.com/BoschGroup"}, kith.MatchStrong},
		{"Zalando SE", kith.Board{ATS: "workday", Token: "zalando/wd3/zalandositewd", URL: "https://zalando.wd3.myworkdayjobs.com/zalandositewd"}, kith.MatchExact},
		{"JPMorgan Chase & Co.", kith.Board{ATS: "oracle", Token: "jpmc/CX_1001", URL: "https://jpmc.fa.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1001"}, kith.MatchExact},
		{"クロスヘッド", kith.Board{ATS: "hrmos", Token: "crosshead", URL: "https://hrmos.co/pages/crosshead/jobs"}, kith.MatchExact},
		{"Cross Head", kith.Board{ATS: "hrmos", Token: "crosshead", URL: "https://hrmos.co/pages/crosshead/jobs"}, kith.MatchExact},
		{"NR Collectibles, Inc.", kith.Board{ATS: "jazzhr", Token: "nrcollectiblesinc", URL: "https://nrcollectiblesinc.applytojob.com"}, kith.MatchExact},
		{"Advantage Solutions", kith.Board{ATS: "icims", Token: "asm", URL: "https://careers-asm.icims.com"}, kith.MatchExact},
	} {
		found := false
		for _, l := range list.Lookup(c.name, nil) {
			found = found || l.Board == c.board && l.Match == c.match && l.Name != "" && strings.Contains(l.Why, c.board.Key())
		}
		if !found {
			t.Errorf("%q: %s %s is not in %+v", c.name, c.match, c.board.Key(), list.Lookup(c.name, nil))
		}
	}
}

// TestShippedHomonyms wants all companies of one name, and none of another.
func TestShippedHomonyms(t *testing.T) {
	t.Parallel()
	found := newShipped(t).Lookup("Axiom", nil)
	boards := map[string]bool{}
	for _, l := range found {
		boards[l.Board.Key()] = true
		if l.Match != kith.MatchExact {
			t.Errorf("%s, %q, is a %s match, beside exact ones", l.Board.Key(), l.Name, l.Match)
		}
	}
	for _, want := range []string{"ashby/axiom", "ashby/axiom-co", "ashby/axiombio", "greenhouse/axiom"} {
		if !boards[want] {
			t.Errorf("%s is missing: %v", want, boards)
		}
	}
	if len(boards) != len(found) {
		t.Errorf("a board comes twice: %+v", found)
	}
}

func TestShippedOnlyWantedATS(t *testing.T) {
	t.Parallel()
	list := newShipped(t)
	found := list.Lookup("Axiom", func(ats string) bool { return ats == "greenhouse" })
	if len(found) != 1 || found[0].Board.ATS != "greenhouse" {
		t.Errorf("%+v", found)
	}
	if found := list.Lookup("Axiom", func(string) bool { return false }); len(found) != 0 {
		t.Errorf("%+v", found)
	}
}

func TestShippedNobody(t *testing.T) {
	t.Parallel()
	list := newShipped(t)
	for _, name := range []string{"", " ", "Freelance", "Self-employed", "Retired", "Student", "Stealth Startup", "Careers", "Inc.", "no such company at all"} {
		if found := list.Lookup(name, nil); len(found) != 0 {
			t.Errorf("%q: %+v", name, found)
		}
	}
}

// TestShippedKeys fails when Keys gives other keys than when the list was
// made, tried on one name in sixteen (TestRekey has all): then `go run ./directory/internal/ship -again` is due.
func TestShippedKeys(t *testing.T) {
	t.Parallel()
	list := newShipped(t)
	data, err := os.ReadFile("shipped.bin")
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > 2_000_000 {
		t.Errorf("the list has %d bytes, and may have 2 MB", len(data))
	}
	records, err := pack.Open(string(data))
	if err != nil {
		t.Fatal(err)
	}
	boards, names, lost := map[string]bool{}, 0, 0
	for r, err := range records.All() {
		if err != nil {
			t.Fatal(err)
		}
		boards[strings.ToLower(r.ATS()+"/"+r.Token())] = true
		if names++; names%16 != 0 {
			continue
		}
		found := false
		for _, l := range list.Lookup(r.Name, nil) {
			found = found || l.Match == kith.MatchExact && l.Board.Token == r.Token()
		}
		if !found {
			lost++
			if lost < 5 {
				t.Errorf("%q does not find %s/%s", r.Name, r.ATS(), r.Token())
			}
		}
	}
	if lost > 0 {
		t.Errorf("%d names are not found", lost)
	}
	if records.Boards() != len(boards) {
		t.Errorf("Boards is %d, there are %d", records.Boards(), len(boards))
	}
	t.Logf("%d boards in %d bytes", len(boards), len(data))
}

func FuzzShippedLookup(f *testing.F) {
	list := newShipped(f)
	for _, seed := range []string{"", "Stripe", "Axiom Space, Inc.", "株式会社クロス・ヘッド", "\xff\xfe", "İ", "10Pearls - UK", strings.Repeat("a b ", 300)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		keys := directory.Keys(name)
		for _, l := range list.Lookup(name, nil) {
			if keys.Exact == "" || !l.Match.Sure() || l.Name == "" || l.Board.Token == "" || !strings.HasPrefix(l.Board.URL, "https://") {
				t.Errorf("%q: %+v", name, l)
			}
			if l.Match == kith.MatchStrong && directory.Keys(l.Name).Strong != keys.Strong {
				t.Errorf("%q: %q has another strong key", name, l.Name)
			}
		}
	})
}

func BenchmarkShippedLookup(b *testing.B) {
	list := newShipped(b)
	names := []string{"Stripe", "Palantir Technologies Inc.", "Axiom", "Zalando SE", "no such company", "株式会社クロス・ヘッド", "Northwharf Freight Ltd", "Bosch"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		list.Lookup(names[i%len(names)], nil)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "lookups/s")
}

func BenchmarkNewShipped(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := directory.NewShipped(); err != nil {
			b.Fatal(err)
		}
	}
}
