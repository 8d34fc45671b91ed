package browser_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith"
)

// drawn is a page that shows a list from a JSON API, as many career pages do.
const drawn = `<!doctype html><html lang="en"><head><title>Northwharf</title>
<link rel="stylesheet" href="/look.css"><link rel="icon" href="/icon.png"><link rel="preload" as="font" href="/letters.woff2">
</head><body><div id="root"></div><img src="/logo.png"><script src="/app.js"></script></body></html>`

const drawnScript = `
const root = document.getElementById("root");
fetch("/api/openings?page=1").then((res) => res.json()).then((list) => {
  for (const o of list) {
    const a = document.createElement("a");
    a.href = "/careers/" + o.id;
    a.textContent = o.title;
    root.append(a);
  }
});`

func TestDrawsAList(t *testing.T) {
	t.Parallel()
	s := newSite(t, map[string]string{
		"northwharf.example/careers":      drawn,
		"northwharf.example/app.js":       drawnScript,
		"northwharf.example/api/openings": `[{"id": 7, "title": "Crane driver – Łódź"}, {"id": 9, "title": "Night planner 🌙"}]`,
	})
	page := render(t, newBrowser(t, s.fetch), "https://northwharf.example/careers")
	wants(t, page, `<!DOCTYPE html><html lang="en">`, `<a href="/careers/7">Crane driver – Łódź</a>`, `<a href="/careers/9">Night planner 🌙</a>`)
	want := []string{
		"GET https://northwharf.example/api/openings?page=1", "GET https://northwharf.example/app.js", "GET https://northwharf.example/careers",
	}
	if diff := cmp.Diff(want, s.log()); diff != "" {
		t.Errorf("asked for (-want +got):\n%s", diff)
	}
	if !page.Drawn || page.Status != 200 || page.URL != "https://northwharf.example/careers" || page.Requests != 3 || page.Missing != nil {
		t.Errorf("got %v %d %s, %d requests, missing %q", page.Drawn, page.Status, page.URL, page.Requests, page.Missing)
	}
	if got := page.Validators(); got != (kith.Validators{}) {
		t.Errorf("the drawn page has the validators of the empty one: %+v", got)
	}
}

func TestRedirects(t *testing.T) {
	t.Parallel()
	s := newSite(t, map[string]string{
		"brackenfold.example/jobs":            "-> http://careers.brackenfold.example/en/list",
		"careers.brackenfold.example/en/list": `<script>location.replace("next/#/all")</script>`,
		"careers.brackenfold.example/en/next/": `<p id="x"></p><script type="module" src="app.js"></script>
<script>fetch("moved").then((r) => r.json()).then((j) => { x.textContent += j.name })</script>`,
		"careers.brackenfold.example/en/next/app.js": "-> http://static.brackenfold.example/v2/app.js",
		"static.brackenfold.example/v2/app.js":       `import {word} from "./word.js"; document.body.append(word + location.hash)`,
		"static.brackenfold.example/v2/word.js":      `export const word = "imported"`,
		"careers.brackenfold.example/en/next/moved":  "-> /en/api",
		"careers.brackenfold.example/en/api":         `{"name": "from the API"}`,
	})
	page := render(t, newBrowser(t, s.fetch), "http://brackenfold.example/jobs#top")
	wants(t, page, "imported#/all", "from the API")
	if page.URL != "http://careers.brackenfold.example/en/next/#/all" || page.Missing != nil {
		t.Errorf("got %s, missing %q", page.URL, page.Missing)
	}
	want := []string{
		"GET http://brackenfold.example/jobs#top", "GET http://careers.brackenfold.example/en/next/",
		"GET http://careers.brackenfold.example/en/next/app.js", "GET http://careers.brackenfold.example/en/next/moved",
		"GET http://static.brackenfold.example/v2/word.js",
	}
	if diff := cmp.Diff(want, s.log()); diff != "" {
		t.Errorf("asked for (-want +got):\n%s", diff)
	}
}

// TestFragment draws the page that the fragment of an address names.
func TestFragment(t *testing.T) {
	t.Parallel()
	s := newSite(t, map[string]string{})
	first := &kith.Response{
		Status: 200, URL: "https://northwharf.example/careers#/all", Header: http.Header{"Content-Type": {"text/html"}},
		Body: []byte(`<p id="x"></p><script>x.textContent = "route " + location.hash</script>`),
	}
	page, err := newBrowser(t, s.fetch).Draw(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	wants(t, page, "<p id=\"x\">route #/all</p>")
	if page.URL != first.URL || len(s.log()) != 0 {
		t.Errorf("ended at %s, and asked for %q", page.URL, s.log())
	}
}

// TestOtherSites asks another site by POST, with headers that need a preflight,
// and keeps the cookies of one page to that page.
func TestOtherSites(t *testing.T) {
	t.Parallel()
	s := newSiteOf(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/careers":
			http.SetCookie(w, &http.Cookie{Name: "visit", Value: "one", Path: "/"})
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("ETag", `"shell"`)
			fmt.Fprint(w, `<p id="x"></p><script>
fetch("/own").then(() => fetch("https://api.palewater.example/search", {method: "POST", credentials: "include",
  headers: {"Content-Type": "application/json", "X-Api-Key": "public"}, body: '{"q": "ö"}'}))
.then((r) => r.json()).then((j) => { x.textContent = j.title }).catch((e) => { x.textContent = "failed: " + e });
</script>`)
		case "/search":
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, `{"title": "Lock keeper"}`)
		default:
			w.WriteHeader(http.StatusNoContent)
		}
	})
	b := newBrowser(t, s.fetch)
	for range 2 {
		wants(t, render(t, b, "https://palewater.example/careers"), "Lock keeper")
	}
	sent := s.request(t, "https://api.palewater.example/search")
	for name, want := range map[string]string{
		"Content-Type": "application/json", "X-Api-Key": "public", "Accept": "*/*", "Origin": "https://palewater.example",
		"User-Agent": "", "Sec-Fetch-Mode": "", "Cookie": "", "Sec-Ch-Ua": "", "Accept-Encoding": "",
	} {
		if got := sent.Header.Get(name); got != want {
			t.Errorf("%s is sent as %q, want %q", name, got, want)
		}
	}
	if sent.Method != http.MethodPost || string(sent.Body) != `{"q": "ö"}` {
		t.Errorf("sent %s %q", sent.Method, sent.Body)
	}
	cookies := map[string][]string{}
	for _, r := range s.sent {
		cookies[r.URL] = append(cookies[r.URL], r.Header.Get("Cookie"))
	}
	if diff := cmp.Diff([]string{"", ""}, cookies["https://palewater.example/careers"]); diff != "" {
		t.Errorf("cookies went from one page to the next:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"visit=one", "visit=one"}, cookies["https://palewater.example/own"]); diff != "" {
		t.Errorf("cookies inside a page:\n%s", diff)
	}
}

// TestShadows reads what is inside shadow roots, also nested ones, and is not
// misled by a page that gives properties of the document other meanings.
func TestShadows(t *testing.T) {
	t.Parallel()
	s := newSite(t, map[string]string{"quillfeather.example/": `<body><quill-list></quill-list><template><i>kept shut</i></template>
<img name="documentElement"><form name="querySelectorAll"></form><script>
Element.prototype.getHTML = () => "forged"; JSON.stringify = () => "forged"; Document.prototype.URL = 1; globalThis.kithKept = "forged";
class Row extends HTMLElement { connectedCallback() { this.attachShadow({mode: "open"}).innerHTML = "<a href='/jobs/3'>Bookbinder</a>" } }
customElements.define("quill-row", Row);
class List extends HTMLElement { connectedCallback() { this.attachShadow({mode: "open"}).innerHTML = "<h2>Openings</h2><quill-row></quill-row>" } }
customElements.define("quill-list", List);
</script></body>`})
	page := render(t, newBrowser(t, s.fetch), "https://quillfeather.example/")
	wants(t, page, `<div><h2>Openings</h2><quill-row><div><a href="/jobs/3">Bookbinder</a></div></quill-row></div>`, `<template><i>kept shut</i></template>`)
}

// TestMissing says what a page did not get.
func TestMissing(t *testing.T) {
	t.Parallel()
	s := newSiteOf(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<p>No openings</p><script>
fetch("/api/list?key=1"); fetch("/api/me"); fetch("/api/late"); fetch("http://10.0.0.7/api"); fetch("/x", {method: "DELETE"}); fetch("http://api.palewater.example/y", {method: "PUT"});
fetch("https://www.google-analytics.com/collect"); fetch("data:,x"); new Image().src = "/pixel.gif";
</script>`)
		case "/api/list":
			w.WriteHeader(http.StatusServiceUnavailable)
		case "/api/me":
			w.WriteHeader(http.StatusUnauthorized)
		default:
			w.WriteHeader(http.StatusTooManyRequests)
		}
	})
	page := render(t, newBrowser(t, s.fetch), "http://palewater.example/")
	missing := strings.Join(page.Missing, "\n")
	for _, want := range []string{
		"http://palewater.example/api/list: the site answered 503 Service Unavailable", "http://palewater.example/api/late: the site answered 429",
		"http://10.0.0.7/api: 10.0.0.7 is in a private", "DELETE http://palewater.example/x is not sent",
		"PUT http://api.palewater.example/y is not sent",
	} {
		if !strings.Contains(missing, want) {
			t.Errorf("not told: %q; told:\n%s", want, missing)
		}
	}
	if len(page.Missing) != 5 {
		t.Errorf("told:\n%s", missing)
	}
}

// TestNothingToDraw leaves answers as they are that are no pages.
func TestNothingToDraw(t *testing.T) {
	t.Parallel()
	s := newSite(t, map[string]string{"palewater.example/list.json": `{"a": 1}`})
	b := newBrowser(t, s.fetch)
	page := render(t, b, "http://palewater.example/list.json")
	if page.Drawn || string(page.Body) != `{"a": 1}` || page.Requests != 1 {
		t.Errorf("got %v %q after %d requests", page.Drawn, page.Body, page.Requests)
	}
	page = render(t, b, "http://palewater.example/nowhere")
	if outcome, _ := kith.Judge(&page.Response, nil); page.Drawn || outcome != kith.OutcomeGone {
		t.Errorf("got %v, %s", page.Drawn, outcome)
	}
	if page, err := b.Render(t.Context(), "http://127.0.0.1/"); kith.CodeOf(err) != kith.CodeRefused {
		t.Errorf("a private address: got %v, %v", page, err)
	}
}
