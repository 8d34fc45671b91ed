package text_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kith/crawler/internal/text"
)

func TestFromHTML(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, html, want string }{
		{"nothing", "", ""},
		{"plain text", "  two\n words ", "two words"},
		{"paragraphs", "<p>One</p>\n<p>Two <b>bold</b>, three</p>", "One\n\nTwo bold, three"},
		{"a list", "<p>You bring:</p><ul><li>Patience</li>\n<li> Maps </li></ul><p>Bye</p>", "You bring:\n\n- Patience\n- Maps\n\nBye"},
		{"line breaks", "a<br>b<br/><br/>c", "a\nb\n\nc"},
		{"entities", "R&amp;D &lt;b&gt; caf&eacute;", "R&D <b> café"},
		{"scripts and styles", "a<script>alert('x')</script><style>p{}</style>b<!-- c -->", "ab"},
		{"a broken tag", "a <b c", "a"},
		{"divs are lines", "<div>One<div>Two</div></div>Three", "One\nTwo\nThree"},
		{"a table", "<table><tr><td>Pay</td><td>50</td></tr><tr><td>Place</td><td>Leeds</td></tr></table>", "Pay 50\nPlace Leeds"},
		{"direction marks and NUL", "abc\u202edef\x00\u2066", "abcdef"},
		{"no-break blanks", "a\u00a0\u00a0b", "a b"},
		{"a script that never ends", "a<script>b", "a"},
		{"elements that close themselves", "a<svg/>b<object/>c<template/>d", "abcd"},
		{"a script that closes itself is none", "a<script/>b</script>c", "ac"},
		{"a picture that never ends", "a<svg><path>x<p>b</p>", "a\n\nb"},
		{"a text field", "a<textarea><p>x</p></textarea>b", "ab"},
		{"paragraphs in a list", "<ul><li><p>One</p><p>more</p></li><li><p>Two</p></li></ul><p>End</p>", "- One\nmore\n- Two\n\nEnd"},
		{"list items without a list", "<li>One</li><li>Two", "- One\n- Two"},
		{"an empty list item", "<ul><li></li><li>Two</li></ul>", "- Two"},
		{"lines that are kept", "<pre>a\nb</pre>c", "a\nb\n\nc"},
		{"a separator of lines", "a\u2028b", "a\nb"},
		{"bytes that are no UTF-8", "a\xffb", "a\ufffdb"},
		{"mutation trick", `<noscript><p title="</noscript><img src=x onerror=alert(1)>">x</p>`, `">x`},
	} {
		if got := text.FromHTML(c.html); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFromPlain(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"":                                  "",
		" One \r\n\r\n\r\n\r\n  two\u00a0 ": "One\n\ntwo",
		"1 < 2 &amp; <b>":                   "1 < 2 &amp; <b>",
		"\u202eabc\x00":                     "abc",
	} {
		if got := text.FromPlain(given); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		given string
		size  int
		want  string
	}{{"café", 5, "café"}, {"café", 4, "caf"}, {"café", 0, ""}, {"é", 1, ""}} {
		if got := text.Cut(c.given, c.size); got != c.want {
			t.Errorf("%q at %d: got %q, want %q", c.given, c.size, got, c.want)
		}
	}
}

// TestDepth reads HTML so deep that a tree of it would break a reader.
func TestDepth(t *testing.T) {
	t.Parallel()
	if got := text.FromHTML(strings.Repeat("<div><b>", 200_000) + "deep"); got != "deep" {
		t.Errorf("got %.40q", got)
	}
	if got := text.FromHTML(strings.Repeat("word ", 1_000_000)); len(got) > 200<<10+100 || !strings.HasPrefix(got, "word word") {
		t.Errorf("a text of %d bytes", len(got))
	}
}

func TestLine(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"":                                 "",
		"  Planner,\r\n Night\u2028Shift ": "Planner, Night Shift",
		"a\x00b\x07c":                      "abc",
		"abc\u202etxt.exe":                 "abctxt.exe",
		"\ufeffTitle":                      "Title",
		"bad \xff byte":                    "bad \ufffd byte",
		"👩‍🚀 pilot":                        "👩‍🚀 pilot",
	} {
		if got := text.Line(given); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
	if got := text.Line(strings.Repeat("é", 10_000)); utf8.RuneCountInString(got) != 500 || !strings.HasSuffix(got, "…") {
		t.Errorf("a line of %d runes", utf8.RuneCountInString(got))
	}
	if got := text.Title("R&amp;D Planner"); got != "R&D Planner" {
		t.Errorf("title: %q", got)
	}
	if got := text.Lines("Leeds", "", " Leeds ", "York"); len(got) != 2 || got[1] != "York" {
		t.Errorf("lines: %q", got)
	}
}

func TestParseTime(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"2026-11-25T07:14:00Z":            "2026-11-25T07:14:00Z",
		"2026-11-25T07:14:00-05:00":       "2026-11-25T12:14:00Z",
		"2026-11-25T07:14:00.123+00:00":   "2026-11-25T07:14:00Z",
		"2026-11-25T07:14:00.000+0100":    "2026-11-25T06:14:00Z",
		"2026-11-25":                      "2026-11-25T00:00:00Z",
		"2026-11-25 07:14:00 UTC":         "2026-11-25T07:14:00Z",
		"Wed, 25 Nov 2026 07:14:00 +0000": "2026-11-25T07:14:00Z",
		"Wed, 25 Nov 2026 07:14:00 GMT":   "2026-11-25T07:14:00Z",
		"1795590840000":                   "2026-11-25T07:14:00Z",
		"1795590840":                      "2026-11-25T07:14:00Z",
	} {
		if got := text.ParseTime(given).Truncate(time.Second).Format(time.RFC3339); got != want {
			t.Errorf("%q: got %s, want %s", given, got, want)
		}
	}
	for _, given := range []string{"", "soon", "3/4/2026", "0001-01-01T00:00:00Z", "9999-12-31", "-5", "12", strings.Repeat("2", 1000)} {
		if got := text.ParseTime(given); !got.IsZero() {
			t.Errorf("%q: got %s, want nothing", given, got)
		}
	}
}

func FuzzFromHTML(f *testing.F) {
	f.Add("<p>One</p><ul><li>Two</li></ul><script>x</script>")
	f.Add("<b <i>&#0;&amp;\u202e")
	f.Fuzz(func(t *testing.T, source string) {
		got := text.FromHTML(source)
		if !utf8.ValidString(got) || strings.Contains(got, "\n\n\n") || strings.ContainsRune(got, 0) {
			t.Errorf("%q", got)
		}
	})
}

func FuzzLine(f *testing.F) {
	f.Add("Planner\r\nBcc: x@y")
	f.Fuzz(func(t *testing.T, given string) {
		got := text.Title(given)
		if !utf8.ValidString(got) || strings.ContainsAny(got, "\r\n\x00\u2028\u202e") || utf8.RuneCountInString(got) > 500 {
			t.Errorf("%q", got)
		}
	})
}

func FuzzParseTime(f *testing.F) {
	f.Add("2026-11-25T07:14:00Z")
	f.Add("1795590840000")
	f.Fuzz(func(t *testing.T, given string) {
		if got := text.ParseTime(given); !got.IsZero() && (got.Year() < 1990 || got.Year() > 2100) {
			t.Errorf("%q: %s", given, got)
		}
	})
}
