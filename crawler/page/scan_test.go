package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

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
