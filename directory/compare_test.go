package directory_test

import (
	"strings"
	"testing"

	"kith"
	"kith/directory"
)

func TestCompare(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want kith.Match
		why  string
	}{
		{"Stripe", "Stripe", kith.MatchExact, "the same name"},
		{"Stripe", "stripe, inc.", kith.MatchExact, "spelling and legal form"},
		{"GoDaddy", "Go Daddy", kith.MatchExact, "spelling"},
		{"Siemens", "Siemens Digital Industries", kith.MatchStrong, "siemens"},
		{"Palantir", "Palantir Technologies Inc.", kith.MatchStrong, "palantir"},
		{"Epic Systems", "Epic Games", kith.MatchWeak, "epic"},
		{"Loop", "Loopio", kith.MatchNone, "no distinctive word"},
		{"Felix", "FlixBus", kith.MatchNone, "no distinctive word"},
		{"Pipe", "Pipeworks", kith.MatchNone, "no distinctive word"},
		{"", "Stripe", kith.MatchNone, "a name is empty"},
		{"Freelance", "Freelance", kith.MatchNone, "“Freelance” names no employer"},
		{"Stripe", "Self-employed", kith.MatchNone, "“Self-employed” names no employer"},
	} {
		got, why := directory.Compare(c.a, c.b)
		if got != c.want || !strings.Contains(why, c.why) {
			t.Errorf("%q and %q: %s because %s; want %s because %s", c.a, c.b, got, why, c.want, c.why)
		}
		if back, _ := directory.Compare(c.b, c.a); back != got {
			t.Errorf("%q and %q: %s one way and %s the other", c.a, c.b, got, back)
		}
		if strings.HasSuffix(why, ".") || why == "" {
			t.Errorf("%q and %q: %q is no part of a sentence", c.a, c.b, why)
		}
	}
}

// FuzzCompare wants the same answer both ways, and one that agrees with the
// keys.
func FuzzCompare(f *testing.F) {
	f.Add("Stripe", "stripe, inc.")
	f.Add("Epic Systems", "Epic Games")
	f.Add("", "\xff")
	f.Fuzz(func(t *testing.T, a, b string) {
		match, why := directory.Compare(a, b)
		back, _ := directory.Compare(b, a)
		if match != back {
			t.Errorf("%q and %q: %s one way and %s the other", a, b, match, back)
		}
		ka, kb := directory.Keys(a), directory.Keys(b)
		if exact := ka.Exact != "" && ka.Exact == kb.Exact; exact != (match == kith.MatchExact) {
			t.Errorf("%q and %q: %s (%s), and the keys are %+v, %+v", a, b, match, why, ka, kb)
		}
	})
}
