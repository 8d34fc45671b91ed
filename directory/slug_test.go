package directory_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith/directory"
)

func TestSlugs(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Quoin":                                  "quoin Quoin",
		"Thistledown Pewter GmbH":                "thistledownpewter thistledownpewtergmbh thistledown-pewter thistledown-pewter-gmbh ThistledownPewter",
		"Thistledown Technologies":               "thistledowntechnologies thistledown thistledown-technologies ThistledownTechnologies",
		"Thistledown & Quoin":                    "thistledownquoin thistledown-quoin ThistledownQuoin",
		"Bräckenföld":                            "brackenfold",
		"Thistledown (formerly Quoin)":           "thistledown Thistledown",
		"株式会社アザミ":                                "",
		"Qu":                                     "",
		"../../etc":                              "etc",
		"Thistledown/..?x=%00":                   "thistledownx00 thistledown-x-00 Thistledownx00",
		"https://www.thistledown.example/x?y=<z": "thistledownexamplexyz thistledown-example-x-y-z thistledownexamplexyz",
	} {
		got := strings.Join(directory.Slugs(name), " ")
		if name == "https://www.thistledown.example/x?y=<z" { // only that it is harmless
			if strings.ContainsAny(got, "/?<>%.") {
				t.Errorf("%q: %s", name, got)
			}
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", name, diff)
		}
	}
}

func FuzzSlugs(f *testing.F) {
	for _, seed := range []string{"Quoin", "Thistledown & Co. KG", "\xff", "a/b?c#d", "İ", strings.Repeat("x ", 400), "%2e%2e"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		for _, slug := range directory.Slugs(name) {
			if len(slug) > 60 || strings.ContainsFunc(slug, func(r rune) bool { return r > 'z' || strings.ContainsRune("/?#%&:@.", r) }) {
				t.Errorf("%q: %q does not belong into an address", name, slug)
			}
		}
	})
}
