package directory_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"kith/directory"
)

func TestNameFromToken(t *testing.T) {
	t.Parallel()
	for token, want := range map[string]string{
		"northwharf-freight":                     "Northwharf Freight",
		"acme_inc":                               "Acme Inc",
		"1password":                              "1password",
		"stripe":                                 "Stripe",
		"DeepL":                                  "DeepL",
		"LVMH2":                                  "LVMH2",
		"Acme%20Foods":                           "Acme Foods",
		"saltmarsh/wd3/Careers":                  "Saltmarsh",
		"blue_ridge/wd5/External_Career_Site":    "Blue Ridge",
		"https://careers.acme-foods.co.uk/jobs/": "Acme Foods",
		"https://northwharf.example":             "Northwharf",
		"https://10.1.2.3/jobs":                  "10.1.2.3",
		"élan-vital":                             "Élan Vital",
		"--":                                     "",
		"":                                       "",
	} {
		if got := directory.NameFromToken(token); got != want {
			t.Errorf("%q: got %q, want %q", token, got, want)
		}
	}
}

func TestIsName(t *testing.T) {
	t.Parallel()
	for _, query := range []string{
		"Stripe", "Northwharf Freight", "J.P. Morgan", "Node.js", "Yahoo!", "AT&T", "1password", "360", "A/S Norske Shell",
		"St. Jude Hospital", "Acme, Inc.", "A/S",
	} {
		if !directory.IsName(query) {
			t.Errorf("%q is a name", query)
		}
	}
	for _, query := range []string{
		"", "  ", "https://", "https://acme.com", "http://127.0.0.1/", "ftp://acme.com", "acme.com", "acme.com/careers", "acme.co.uk",
		"careers.northwharf.example", "localhost", "localhost:8080", "127.0.0.1", "127.1", "[::1]", "::1", "jane@acme.com",
		"acme.com:8443/jobs", "//acme.com", "foo.github.io", "nhs.uk", "www.nhs.uk",
	} {
		if directory.IsName(query) {
			t.Errorf("%q is no name", query)
		}
	}
}

func FuzzNameFromToken(f *testing.F) {
	for _, seed := range []string{"acme_inc", "a/wd5/b", "https://careers.acme.com/", "%zz", "%ff", "\xff-x", "ǆ", strings.Repeat("a-", 400)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, token string) {
		name := directory.NameFromToken(token)
		if !utf8.ValidString(name) {
			t.Errorf("%q: %q is no text", token, name)
		}
		if name != strings.TrimSpace(name) || strings.ContainsAny(name, "\r\n_") {
			t.Errorf("%q: %q is no name on one line", token, name)
		}
		directory.IsName(token)
	})
}
