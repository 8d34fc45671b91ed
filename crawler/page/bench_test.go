package page_test

import (
	"fmt"
	"strings"
	"testing"

	"kith/crawler/page"
)

// careersPage returns a page of about 60 KB as career sites send it: a menu,
// an inline script, a posting as data, cards of openings with icons and data
// attributes, a footer.
func careersPage() []byte {
	var out strings.Builder
	out.WriteString(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Careers</title><link rel="canonical" href="/careers">`)
	fmt.Fprintf(&out, `<style>%s</style><script>var settings = {%s "board": "https:\/\/boards.example\/acme"};</script>`,
		strings.Repeat(".card{margin:0}\n", 200), strings.Repeat(`"key": "value", `, 300))
	out.WriteString(`<script type="application/ld+json">{"@type":"JobPosting","title":"Weaver","description":"You weave.","url":"/careers/weaver-0"}</script></head><body><nav><ul>`)
	for i := range 40 {
		fmt.Fprintf(&out, `<li class="menu-item"><a class="menu-link" href="/section-%d">Section &amp; page %d</a></li>`, i, i)
	}
	out.WriteString(`</ul></nav><main><h1>Open positions</h1>`)
	for i := range 145 {
		fmt.Fprintf(&out, `<div class="card card--opening" data-id="%d" data-apply="https://apply.example/%d"><a href="/careers/weaver-%d"><h3 class="card__title">Weaver %d</h3>
			<p class="card__text"><i class="icon icon-pin"></i> <span>Hull</span> &middot; <b>Full time</b></p><svg viewBox="0 0 16 16"><path d="M1 1h14v14H1z"/></svg></a></div>`, i, i, i, i)
	}
	out.WriteString(`</main><footer><a href="/imprint">Imprint</a><iframe src="//frames.example/acme"></iframe></footer></body></html>`)
	return []byte(out.String())
}

// BenchmarkVisit tells what it costs to read the openings that a page shows,
// when nothing of it is known and no page of an opening answers.
func BenchmarkVisit(b *testing.B) {
	s := &site{pages: map[string]string{"/careers": strings.ReplaceAll(string(careersPage()), "Weaver", "Loom Technician")}, other: "down"}
	b.SetBytes(int64(len(s.pages["/careers"])))
	for b.Loop() {
		s.asked = nil
		if v := page.Visit(b.Context(), s.fetch, newStored(list).source, nil); len(v.Openings) < 145 {
			b.Fatalf("%d openings: %s", len(v.Openings), v.Reason)
		}
	}
}

// BenchmarkFind and BenchmarkOpenings tell what one page costs.
func BenchmarkFind(b *testing.B) {
	body := careersPage()
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		page.Find(body, base)
	}
}

func BenchmarkOpenings(b *testing.B) {
	body := careersPage()
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		page.Openings(body, base)
	}
}
