package page

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// TestLiterals reads values as scripts write them.
func TestLiterals(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]any{
		`{"a":1,"b":[true,null,"x"]}`:                 map[string]any{"a": number("1"), "b": []any{true, nil, "x"}},
		`{a: 'it\'s', 'b-c': -1.5e3, $d: undefined,}`: map[string]any{"a": "it's", "b-c": number("-1.5e3"), "$d": nil},
		"[1, /* two */ 2, // three\n 3,]":             []any{number("1"), number("2"), number("3")},
		`["\u0048\x75ll \ud83d\ude00 \u{1F600}\n"]`:   []any{"Hull 😀 😀\n"},
		"[`plain`]":              []any{"plain"},
		`[,1]`:                   []any{nil, number("1")},
		"[`${x}`]":               nil,
		`{"a":f()}`:              nil,
		`{"a":1`:                 nil,
		`{a 1}`:                  nil,
		"['a\nb']":               nil,
		strings.Repeat("[", 100): nil,
		`[` + strings.Repeat("1,", maxValues+1) + `1]`: nil,
	} {
		p := &literals{src: src, left: maxValues}
		got, ok := p.value()
		if ok != (want != nil) || ok && cmp.Diff(want, got) != "" {
			t.Errorf("%.60s: %v, %v", src, got, ok)
		}
	}
}

// FuzzLiterals wants every object of JSON read as JSON is, and everything else
// to end.
func FuzzLiterals(f *testing.F) {
	for _, seed := range []string{`{"a":[1,{"b":"\u00e9"}]}`, `{a:'x',}`, "[`a`,/*x*/]", `"\ud83d"`, `[1 2]`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		p := &literals{src: src, left: maxValues}
		_, ok := p.value()
		if p.at > len(src) {
			t.Errorf("it ends at %d of %d", p.at, len(src))
		}
		var value map[string]any
		if len(src) < 1000 && utf8.ValidString(src) && json.Unmarshal([]byte(src), &value) == nil && value != nil && !ok && strings.Count(src, "{")+strings.Count(src, "[") < maxValueDepth {
			t.Errorf("%q is not read", src)
		}
	})
}

// FuzzShown wants whatever a page shows to be openings with a title, and the
// same ones when it is read again.
func FuzzShown(f *testing.F) {
	for _, seed := range []string{
		`<h1>Open positions</h1><ul><li><a href="/jobs/a-1">Pump Engineer</a> Hull</li><li><a href="#b">Dock Manager</a> | Leeds</li></ul>`,
		`<table><tr><th>Job<th>Location<tr><td><a href=/a>Engineer</a><td>Hull<tr><td><a href=/b>Manager</a><td>Leeds</table>`,
		`<dl><dt>Engineer<dd>Hull · Full time<dt>Manager<dd>x</dl>`, `<script>x={jobs:[{title:"Engineer",location:["Hull"]}]}</script>`,
		`<script>self.__next_f.push([1,"1:{\"jobs\":[]}"])</script>`, `<p data-x='[{"title":"Engineer","city":{"name":"Hull"},"url":"//[::1"}]'>`,
		`<title>Engineer</title><h1><span>Engineer</span></h1><button>Apply</button><h2>Requirements</h2>`,
	} {
		f.Add([]byte(seed))
	}
	base := &url.URL{Scheme: "https", Host: "acme.example", Path: "/careers"}
	f.Fuzz(func(t *testing.T, body []byte) {
		var ids [2][]string
		for i := range ids {
			doc, err := scan(body, base.String())
			if err != nil {
				return
			}
			entries, _, _ := shownOn(doc, base)
			for _, e := range entries {
				o := e.opening(base)
				if e.title == "" || !utf8.ValidString(e.title+e.text+e.department) || !strings.HasPrefix(o.URL, "http") {
					t.Errorf("%+v", e)
				}
				ids[i] = append(ids[i], e.id(base)+" "+o.URL)
			}
			isShell(doc.page.Nodes[0])
		}
		if diff := cmp.Diff(ids[0], ids[1]); diff != "" {
			t.Errorf("it reads another way:\n%s", diff)
		}
	})
}

// FuzzElsewhere wants feeds and sitemaps read, or left, without harm.
func FuzzElsewhere(f *testing.F) {
	for _, seed := range []string{
		`<rss><channel><item><title>Engineer</title><link>/jobs/1</link></item></channel></rss>`, `<feed><entry><title>Engineer</title><link href="/jobs/1"/></entry></feed>`,
		`<urlset><url><loc>/jobs/a-1</loc><lastmod>x</lastmod></url></urlset>`, "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap>", "\x1f\x8b\x08", `<?xml version="1.0" encoding="latin1"?><rss>`,
	} {
		f.Add([]byte(seed))
	}
	base := &url.URL{Scheme: "https", Host: "acme.example", Path: "/careers"}
	f.Fuzz(func(t *testing.T, body []byte) {
		r := &reader{base: base, byURL: map[string]knownRow{}, pages: map[string]bool{}, rowAt: map[string]int{}, ids: map[string]string{}}
		isXML(body)
		r.takeFeed(body, base)
		for _, address := range r.takeMap(body) {
			if u, err := url.Parse(address); err != nil || u.Host != base.Host {
				t.Errorf("%q", address)
			}
		}
		for _, o := range r.visit.Openings {
			if o.Title == "" || o.ExternalID == "" {
				t.Errorf("%+v", o)
			}
		}
		for _, row := range r.rows {
			if row.url.Host == "" {
				t.Errorf("%v", row.url)
			}
		}
	})
}
