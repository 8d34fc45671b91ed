package markup

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestParseHostile wants a tree that is not much larger than its document, or
// a clear error.
func TestParseHostile(t *testing.T) {
	t.Parallel()
	var open strings.Builder
	for i := range 400 {
		fmt.Fprintf(&open, "<B x=%d>", i)
	}
	for _, c := range []struct{ name, body, words string }{
		{"deep", strings.Repeat("<div>", 600), "nested too deep"},
		{"deep in a table", strings.Repeat("<table><td>", 400), "nested too deep"},
		{"very deep", strings.Repeat("<div>", 400_000), "nested too deep"},
		{"many tags", strings.Repeat("<p>", maxTags+1), "too many tags"},
		{"tags beside one another", strings.Repeat("<br>", maxTags), ""},
		{"formatting left open", "<p>" + open.String() + strings.Repeat("<p>x", 10_000), ""},
		{"formatting closed elsewhere", "<p>" + open.String() + "<!--" + strings.Repeat("</b>", 400) + "-->" + strings.Repeat("<p>x", 10_000), ""},
		{"formatting closed in a script", "<p>" + open.String() + "<script>" + strings.Repeat("</b>", 400) + "</script>" + strings.Repeat("<p>x", 10_000), ""},
		{"links left open", strings.Repeat("<a href=x><div></a>", 200) + strings.Repeat("<p>x", 20_000), ""},
		{"forms that end too early", strings.Repeat("<form><div></form>", 500), ""},
		{"text beside tables", strings.Repeat("<table>x", 20_000), ""},
		{"broken bytes", strings.Repeat("<\xff\x00 <p \xff=\x00>", 10_000), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			page, err := Parse([]byte(c.body))
			if c.words != "" {
				if err == nil || !strings.Contains(err.Error(), c.words) {
					t.Errorf("got %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			nodes, depth := size(page.Nodes[0])
			if most := 4 * (strings.Count(c.body, "<") + 2); nodes > most || depth > 1100 {
				t.Errorf("%d nodes, want at most %d; %d deep", nodes, most, depth)
			}
		})
	}
}

// size returns how many nodes a tree has, and how deep it is.
func size(n *html.Node) (nodes, depth int) {
	for child := range n.ChildNodes() {
		below, deep := size(child)
		nodes += below
		depth = max(depth, deep)
	}
	return nodes + 1, depth + 1
}

// TestTame wants ordinary documents left as they are, and the text of the
// others.
func TestTame(t *testing.T) {
	t.Parallel()
	plain := `<p><b class=x>Weaver</b> <STRONG>Hull</STRONG><br><body>`
	if got := string(tame([]byte(plain), strings.Count(plain, "<"))); got != plain {
		t.Errorf("got %s", got)
	}
	want := `<p><span class=x>Weaver</span> <span>Hull</span><br><body>`
	if got := string(tame([]byte(plain), maxCopies)); got != want {
		t.Errorf("got %s", got)
	}
	if got := string(tame([]byte("<b></"), maxCopies+1)); got != "<span></" {
		t.Errorf("got %s", got)
	}
}
