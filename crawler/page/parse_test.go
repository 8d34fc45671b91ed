package page

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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
			page, err := parse([]byte(c.body))
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

// TestScan reads what counts out of a document.
func TestScan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, body                    string
		links, hints, scripts, blocks []string
	}{
		{name: "a link", body: `<a href="/a" rel=nofollow> A <b>b</b> </a>`, links: []string{"https://acme.example/a A b nofollow"}, blocks: []string{"A b"}},
		{name: "a label", body: `<a href="/a" aria-label="All">A</a>`, links: []string{"https://acme.example/a All A"}, blocks: []string{"A"}},
		{name: "an image", body: `<a href="/a"><img alt="All"></a><a href="/b">B <img alt="No"></a>`,
			links: []string{"https://acme.example/a All", "https://acme.example/b B"}, blocks: []string{"B"}},
		{name: "an image map", body: `<map><area href="/a" aria-label="All"></map>`, links: []string{"https://acme.example/a All"}},
		{name: "a hidden link", body: `<div hidden><a href="/a">A</a></div>`, links: []string{"https://acme.example/a A"}},
		{name: "addresses that lead to no page", body: `<a href="">1</a><a>2</a><a href="mailto:x@acme.example">3</a><a href="//u:p@acme.example/">4</a><a href="http://[">5</a>`, blocks: []string{"1 2 3 4 5"}},
		{name: "a base", body: `<base href="/x/"><a href=y>A</a><base href="/z/">`, links: []string{"https://acme.example/x/y A"}, blocks: []string{"A"}},
		{name: "menus", body: `<nav><a href=1></a></nav><footer><div><a href=2></a></div></footer><nav><main><a href=3></a></main></nav><a href=4></a>`,
			links: []string{"https://acme.example/1 menu", "https://acme.example/2 menu", "https://acme.example/3", "https://acme.example/4"}},
		{name: "links of the head", body: `<link rel=next href="?page=2"><link rel=canonical href="/c"><link rel=icon href="/i">`,
			links: []string{"https://acme.example/?page=2 next menu"}, hints: []string{"/c"}},
		{name: "a sitemap", body: `<?xml version="1.0"?><urlset><url><loc> https://acme.example/a?b=1&amp;c=2 </loc><lastmod>2026</lastmod></url></urlset>`,
			links: []string{"https://acme.example/a?b=1&c=2"}, blocks: []string{"https://acme.example/a?b=1&c=2", "2026"}},
		{name: "what is loaded", body: `<script src="/s"></script><iframe src="/f">frames</iframe><embed src="/e"><form action="/p"></form><meta http-equiv=Refresh content="3; URL = '/m?a=b'">`,
			hints: []string{"/s", "/f", "/e", "/p", "/m?a=b"}},
		{name: "attributes", body: `<p data-b="//b.example/x" data-a='{"u":"https://a.example/y"}' onclick="go('//c.example/z')" title="//d.example">`,
			hints: []string{"https://b.example/x", "https://a.example/y", "https://c.example/z"}},
		{name: "scripts", body: `<script>a < b && "</p>"</script><script type="application/LD+json">{"x":"&amp;"}</script><script></script>`,
			scripts: []string{`a < b && "</p>"`, `data {"x":"&amp;"}`}},
		{name: "blocks", body: `<h1>Open <b>positions</b></h1>We are<br>few<p>12<div style="display : none">34</div>jobs<noscript>No</noscript><textarea>no</textarea><select><option>no</select><template>no</template>`,
			blocks: []string{"Open positions", "We are", "few", "12", "jobs"}},
		{name: "a long text", body: "<p>" + strings.Repeat("word ", 100) + "<p>end", blocks: []string{"end"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			doc, err := scan([]byte(c.body), "https://acme.example/")
			if err != nil {
				t.Fatal(err)
			}
			var links, scripts []string
			for _, l := range doc.links {
				menu := ""
				if l.menu {
					menu = "menu"
				}
				links = append(links, spaced(strings.Join([]string{l.url.String(), l.text, l.rel, menu}, " ")))
			}
			scripts = append(scripts, doc.scripts...)
			for _, script := range doc.data {
				scripts = append(scripts, "data "+script)
			}
			got, want := [][]string{links, doc.hints, scripts, doc.blocks}, [][]string{c.links, c.hints, c.scripts, c.blocks}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("links, hints, scripts, blocks (-want +got):\n%s", diff)
			}
		})
	}
}
