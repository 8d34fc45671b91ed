package index_test

import (
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kith"
	"kith/index"
)

// TestParse compares what each line of testdata/queries.txt means to a golden
// file.
func TestParse(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for _, line := range queries(t) {
		x, err := index.Parse(line, now())
		if err != nil {
			t.Errorf("%q: %v", line, err)
		}
		b.WriteString(line + "\n  " + x.String() + "\n")
	}
	golden(t, "queries.golden", b.String())
}

func queries(t testing.TB) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

// TestParseErrors checks that what makes no sense is refused with a sentence
// that says what to write.
func TestParseErrors(t *testing.T) {
	t.Parallel()
	for text, says := range map[string]string{
		strings.Repeat("x", 1025):           "1024",
		strings.Repeat("é", 600):            "1024",
		strings.Repeat("a ", 33):            "32 words",
		strings.Repeat("a-", 33):            "32 words",
		"is:purple":                         "is:open",
		"is:":                               "is:open",
		"kind:purple":                       "hiring_freeze",
		"kind:":                             "hiring_freeze",
		"since:":                            "7d",
		"since:d":                           "7d",
		"since:-1d":                         "7d",
		"since:7x":                          "7d",
		"since:100001d":                     "7d",
		"since:99999999999999999999d":       "7d",
		"until:2026-13-40":                  "2026-11-01",
		"until:tomorrow":                    "2026-11-01",
		"since:" + strings.Repeat("9", 500): "7d",
	} {
		x, err := index.Parse(text, now())
		wantError(t, err, kith.CodeInvalid)
		if err != nil && (!strings.Contains(err.Error(), says) || len(err.Error()) > 250) {
			t.Errorf("%.40q: %v, want one that says %q", text, err, says)
		}
		if !x.Empty() {
			t.Errorf("%.40q: an error and the query %s", text, x)
		}
	}
}

// FuzzParse checks that every text is a query or an error for the user, and
// that what is understood stays bounded.
func FuzzParse(f *testing.F) {
	for _, line := range queries(f) {
		f.Add(line)
	}
	f.Add("since:\x00 \xff\"-\"")
	at := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		x, err := index.Parse(text, at)
		if err != nil {
			if kith.CodeOf(err) != kith.CodeInvalid {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		said := x.String()
		if !utf8.ValidString(said) || strings.Count(said, "(") > 1+2*32*2 {
			t.Errorf("%q is %q", text, said)
		}
		if x.Empty() != (said == "(and)") {
			t.Errorf("%q is %q, empty %v", text, said, x.Empty())
		}
	})
}
