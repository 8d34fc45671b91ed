// Package archtest holds the rule of the arrows: which package may import
// which, and behind which fence each large library stays.
package archtest

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "kith"

// arrows lists, for each package that may import more of kith than the root
// package, what else it may import, with the reason. A package that is not
// listed may import the root package and the packages below its own folder.
// cmd is free to import all: it ties the parts together.
var arrows = map[string][]string{
	// The visit calls its readers: boards, other career pages, news.
	"crawler": {"crawler/board", "crawler/page", "crawler/news"},
	// All three readers turn foreign HTML into plain text by one rule, and two
	// of them into openings.
	"crawler/board":            {"crawler/internal/text", "crawler/internal/field", "crawler/internal/markup", "crawler/internal/posting"},
	"crawler/page":             {"crawler/internal/text", "crawler/internal/field", "crawler/internal/markup", "crawler/internal/posting"},
	"crawler/notice":           {"crawler/internal/markup"},
	"crawler/filing":           {"crawler/internal/text"},
	"crawler/news":             {"crawler/internal/text", "crawler/internal/markup"},
	"crawler/internal/field":   {"crawler/internal/text", "crawler/internal/markup"},
	"crawler/internal/posting": {"crawler/internal/text", "crawler/internal/field", "crawler/internal/markup"},
	// The maker of the shipped list gives its names the keys by which they are
	// looked up.
	"directory/internal/ship": {"directory"},
	// A digest is rendered and sent by its own subfolder.
	"alerts": {"alerts/mail"},
}

// fences lists the libraries that only one room may import.
var fences = []struct {
	prefix string   // of the import path
	rooms  []string // package folders, subfolders included
}{
	{"github.com/gocolly/colly", []string{"crawler"}},
	{"github.com/blevesearch/", []string{"index"}},
	{"database/sql", []string{"store"}},
	{"github.com/jackc/pgx", []string{"store"}},
	{"modernc.org/sqlite", []string{"store"}},
	{"github.com/riverqueue/", []string{"store"}},
	{"github.com/pressly/goose", []string{"store"}},
	{"github.com/wneessen/go-mail", []string{"alerts/mail"}},
	{"net/smtp", []string{"alerts/mail"}},
	{"github.com/xuri/excelize", []string{"crawler/notice"}},
	{"github.com/emersion/go-smtp", []string{"internal/mailsink"}},
	{"github.com/spf13/cobra", []string{"cmd"}},
}

// pkg is what `go list -json` says of a package.
type pkg struct {
	ImportPath string
	Imports    []string
}

// TestArrows fails when a package imports a sibling, or the root package
// imports more than the standard library.
func TestArrows(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		from := folder(p.ImportPath)
		for _, imported := range p.Imports {
			if broken := brokenArrow(from, imported); broken != "" {
				t.Errorf("%s imports %s: %s", p.ImportPath, imported, broken)
			}
		}
	}
}

// TestFences fails when a library is imported outside its room.
func TestFences(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		for _, imported := range p.Imports {
			for _, fence := range fences {
				if strings.HasPrefix(imported, fence.prefix) && !slices.ContainsFunc(fence.rooms, in(folder(p.ImportPath))) {
					t.Errorf("%s imports %s, which stays in %s", p.ImportPath, imported, strings.Join(fence.rooms, ", "))
				}
			}
		}
	}
}

// TestRules fails when the rules themselves would let a wrong import pass.
func TestRules(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, imported string
		ok             bool
	}{
		{"", "strings", true},
		{"", "github.com/google/uuid", false},
		{"", "kith/store", false},
		{"store", "kith", true},
		{"store", "kith/index", false},
		{"crawler", "kith/crawler/board", true},
		{"crawler/board", "kith/crawler", false},
		{"cmd/kith", "kith/store", true},
		{"alerts", "kith/store", false},
		{"alerts", "kith/config", false},
		{"store/storetest", "kith/store", true},
	} {
		if got := brokenArrow(c.from, c.imported); (got == "") != c.ok {
			t.Errorf("%q importing %q: got %q", c.from, c.imported, got)
		}
	}
}

// brokenArrow says why the package in folder from may not import a path, or
// "" when it may.
func brokenArrow(from, imported string) string {
	ours := imported == module || strings.HasPrefix(imported, module+"/")
	switch {
	case from == "" && strings.Contains(imported, "."):
		return "the root package imports the standard library only"
	case from == "" && ours:
		return "the root package imports none of kith's packages"
	case !ours, imported == module, from == "cmd/kith", strings.HasPrefix(from, "internal/"):
		return ""
	}
	to := folder(imported)
	switch {
	case slices.Contains(arrows[from], to), strings.HasPrefix(to, from+"/"):
		return ""
	case from == to+"/"+to+"test": // a conformance suite imports what it tests
		return ""
	}
	return "siblings do not import siblings; state a small interface and let cmd plug it in"
}

func in(folder string) func(room string) bool {
	return func(room string) bool { return folder == room || strings.HasPrefix(folder, room+"/") }
}

// folder returns the folder of one of kith's packages, "" for the root.
func folder(importPath string) string {
	return strings.TrimPrefix(strings.TrimPrefix(importPath, module), "/")
}

// packages lists every package of the module with its direct imports, tests
// left out.
func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", module+"/...")
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatalf("go list: %v", err)
	}
	var found []pkg
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("go list: %v", err)
		}
		found = append(found, p)
	}
	if len(found) < 2 {
		t.Fatalf("go list found %d packages, the module has more", len(found))
	}
	return found
}
