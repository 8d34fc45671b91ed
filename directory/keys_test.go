package directory_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"kith/directory"
)

// TestKeysExact wants one exact key for all spellings of one name.
func TestKeysExact(t *testing.T) {
	t.Parallel()
	for _, spellings := range [][]string{
		{"Northwharf Freight", "northwharf freight", "NorthWharf-Freight", "NORTHWHARF FREIGHT LTD.", "Northwharf Freight Limited", "The Northwharf Freight"},
		{"GoDaddy", "Go Daddy", "GoDaddy Inc.", "GoDaddy, Inc", "GoDaddy LLC"},
		{"AT&T", "AT & T", "AT and T"},
		{"Nestlé", "Nestle S.A.", "NESTLÉ SA"},
		{"Grupo Modelo, S.A. de C.V.", "Grupo Modelo"},
		{"Müller GmbH & Co. KG", "Muller", "Müller GmbH"},
		{"Novo Nordisk A/S", "Novo Nordisk"},
		{"Acme (formerly Looms)", "Acme", "Acme | Carpets for all"},
		{"株式会社クロスヘッド", "クロスヘッド"},
	} {
		want := directory.Keys(spellings[0]).Exact
		if want == "" {
			t.Errorf("%q has no key", spellings[0])
		}
		for _, spelling := range spellings[1:] {
			if got := directory.Keys(spelling).Exact; got != want {
				t.Errorf("%q has the key %q, %q has %q", spelling, got, spellings[0], want)
			}
		}
	}
}

// TestKeysApart wants no key in common for names that look alike.
func TestKeysApart(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"Loop", "Loopio"}, {"Epic Systems", "Epic Games"}, {"Plan A", "Plan B"}, {"Studio C", "Studio D"},
		{"Bank of China", "Bank of America"}, {"Delta Air Lines", "Delta Dental"}, {"Northwharf Freight", "Northwharf Foods"},
	} {
		a, b := directory.Keys(pair[0]), directory.Keys(pair[1])
		if a.Exact == b.Exact || a.Strong != "" && a.Strong == b.Strong {
			t.Errorf("%q and %q have a key in common: %+v, %+v", pair[0], pair[1], a, b)
		}
	}
}

// TestKeysStrong wants the distinctive words only, and none where nothing is
// distinctive.
func TestKeysStrong(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Siemens Digital Industries": "siemens",
		"Siemens AG":                 "siemens",
		"Palantir Technologies":      "palantir",
		"Technologies Group":         "",
		"":                           "",
	} {
		if got := directory.Keys(name).Strong; got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

// TestKeysOfNobody wants no key for what people write in the place of an
// employer.
func TestKeysOfNobody(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"", "  ", "-", "Self-employed", "Freelance", "Retired", "N/A", "Stealth AI Startup", "Open to work", "Selbstständig",
		"À la recherche d'un emploi", "Autónomo", "egyéni vállalkozó", "フリーランス", "Looking for new opportunities",
	} {
		if keys := directory.Keys(name); keys.Exact != "" || keys.Strong != "" {
			t.Errorf("%q has keys: %+v", name, keys)
		}
	}
}

func FuzzKeys(f *testing.F) {
	for _, seed := range []string{"Acme, Inc.", "S. A. P. I. de C. V.", "The", "A & B", "\xff\xfe", "İstanbul", strings.Repeat("Inc. ", 500), "—|—"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		keys := directory.Keys(name)
		if !utf8.ValidString(keys.Exact) || !utf8.ValidString(keys.Strong) {
			t.Errorf("%q: the keys are no text: %+q", name, keys)
		}
		if keys.Exact == "" && keys.Strong != "" {
			t.Errorf("%q: a strong key without an exact one: %+v", name, keys)
		}
		if again := directory.Keys(name); again != keys {
			t.Errorf("%q: %+v, then %+v", name, keys, again)
		}
	})
}
