package main

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// hostileSource is a feed or list that is made to hurt.
type hostileSource struct {
	body    string
	outcome []string // of the visit
	says    string   // the reason has
	tail    string   // follows the body a million times
}

// hostileMemory is the bound on kith's memory, in bytes, while it reads all of
// them at once, two of which are longer than an answer may be.
const hostileMemory = 320 << 20

const (
	feedHead = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Wire</title>`
	feedFoot = `</channel></rss>`
)

// feedItem writes one entry.
func feedItem(title, rest string) string {
	address := "http://wire.example/" + strings.ReplaceAll(plain(title), " ", "")
	return "<item><title>" + title + "</title><link>" + address + "</link><guid>" + address + "</guid>" + rest + "</item>"
}

// hostileSources returns what each address answers, and what must come of it.
func hostileSources() map[string]hostileSource {
	layoff := feedItem("Harrow Mills to cut 140 jobs", "")
	var many strings.Builder
	for i := range 10_500 {
		many.WriteString(feedItem(fmt.Sprintf("Mill%c%c%c%c lays off %d workers", 'a'+i%26, 'a'+i/26%26, 'a'+i/676%26, 'a'+i/17576%26, 10+i%50), ""))
	}
	rows := "Company,City,Notice Date,Layoff Date,Employees Affected\nHarrow Mills,Hull,07/02/2026,09/04/2026,140\n"
	entry := `<entry><title>8-K - HARROW MILLS INC (0000123456) (Filer)</title><link href="http://www.sec.gov/1"/><summary type="html">Item 2.05: Costs</summary><updated>%s</updated><id>urn:1</id></entry>`
	filings := `<?xml version="1.0"?>%s<feed xmlns="http://www.w3.org/2005/Atom"><title>Latest Filings</title>` + entry + `</feed>`
	bomb := `<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>`
	return map[string]hostileSource{
		"http://many.example/feed.xml":   {feedHead + layoff + many.String() + feedFoot, []string{"partial"}, "10,000", ""},
		"http://bomb.example/feed.xml":   {bomb + `<rss version="2.0"><channel><title>&b;&x;</title>` + layoff + `<item><title>&b;&x;</title><guid>2</guid></item></channel></rss>`, []string{"complete", "failed"}, "", ""},
		"http://latin.example/feed.xml":  {feedHead + feedItem("Z\xfcrcher M\xfchlen to cut 60 jobs", "") + feedFoot, []string{"complete"}, "", ""},
		"http://future.example/feed.xml": {feedHead + feedItem("Quill Paper to cut 70 jobs", "<pubDate>Tue, 24 Nov 2099 09:00:00 +0100</pubDate>") + feedFoot, []string{"complete"}, "", ""},
		"http://deep.example/feed.xml":   {feedHead + layoff + strings.Repeat("<b>", 200_000), []string{"failed"}, "broken", ""},
		"http://cut.example/feed.xml":    {feedHead + layoff + "<item><title>Ashgrove Rail to cut", []string{"failed"}, "broken", ""},
		"http://vast.example/feed.xml":   {feedHead + layoff, []string{"failed"}, "larger", strings.Repeat(" ", 40)},
		"http://empty.example/feed.xml":  {feedHead + feedFoot, []string{"complete"}, "", ""},
		"http://cut.example/oh.csv":      {rows + "\"Ashgrove Rail,Leeds,07/0", []string{"complete"}, "", ""},
		"http://odd.example/oh.csv": {
			rows + "Halden Rail,Leeds,07/02/2106,07/03/2106,12\nTest Company,Hull,07/02/2026,09/04/2026,3\nPalewater,Hull,07/02/2026,09/04/2109,9999999\n" +
				"=HYPERLINK(\"http://evil.example\"),Hull,07/02/2026,09/04/2026,7\nZ\xfcrcher\x00 M\xfchlen,Hull,07/02/2026,09/04/2099,8\n" + strings.Repeat("x", 300_000) + ",Hull,07/02/2026,09/04/2026,9\n",
			[]string{"complete"}, "held back", "",
		},
		"http://vast.example/oh.csv": {rows, []string{"failed"}, "larger", "Harrow Mills,Hull,07/02/2026,09/04/2026,140\n"},
		"http://page.example/oh.csv": {"<!doctype html><html><title>Sign in</title><body>Please sign in", []string{"failed"}, "", ""},
		"http://www.sec.gov/cgi-bin/browse-edgar?action=getcurrent&type=8-K&output=atom":    {fmt.Sprintf(filings, bomb, "2026-07-18T10:00:00Z"), []string{"failed"}, "entities", ""},
		"http://www.sec.gov/cgi-bin/browse-edgar?action=getcurrent&type=8-K&output=atom&q=": {fmt.Sprintf(filings, "", "2099-01-01T10:00:00Z"), []string{"complete"}, "", ""},
	}
}

// hostileWeb answers for the hosts of sources; until it is turned, each shows an
// honest feed or list.
type hostileWeb struct {
	sources map[string]hostileSource
	turned  chan struct{}
}

// ServeHTTP answers as a proxy for the hosts of the sources.
func (w *hostileWeb) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	address := "http://" + r.Host + r.URL.Path
	for known, source := range w.sources {
		if known != address && !(r.Host == "www.sec.gov" && strings.HasSuffix(known, "&q=") == r.URL.Query().Has("q") && strings.HasPrefix(known, address)) {
			continue
		}
		select {
		case <-w.turned:
			source.write(rw)
		default:
			_, _ = rw.Write([]byte(honest(known)))
		}
		return
	}
	http.NotFound(rw, r)
}

// write writes a source until its reader has had enough.
func (s hostileSource) write(to io.Writer) {
	_, err := io.WriteString(to, s.body)
	for range 1_000_000 {
		if s.tail == "" || err != nil {
			return
		}
		_, err = io.WriteString(to, s.tail)
	}
}

// honest is what a source shows before it turns.
func honest(address string) string {
	switch {
	case strings.HasSuffix(address, ".csv"):
		return "Company,City,Notice Date,Layoff Date,Employees Affected\nBrackenfold Bank,Hull,07/01/2026,09/01/2026,20\n"
	case strings.Contains(address, "sec.gov"):
		return `<feed xmlns="http://www.w3.org/2005/Atom"><title>Latest Filings</title></feed>`
	default:
		return feedHead + feedItem("A walk along the river", "") + feedFoot
	}
}

// TestHostileNews reads feeds, lists and filings that are made to hurt: each
// visit is called what it is, what was stored stays, and memory is bounded.
func TestHostileNews(t *testing.T) {
	t.Parallel()
	web := &hostileWeb{hostileSources(), make(chan struct{})}
	server := httptest.NewServer(web)
	t.Cleanup(server.Close)
	k := newTerminal(t, "KITH_PROXY="+server.URL, "KITH_PACE=1ms", "KITH_CONTACT=ana@mail.example")
	k.ahead = time.Until(time.Date(2026, 7, 18, 23, 0, 0, 0, time.UTC))
	args := []string{"source", "add"}
	for address := range web.sources {
		args = append(args, address)
	}
	k.run(args...)
	k.lines(nil, "crawl", "--all")
	close(web.turned)
	lines, memory := k.crawlMemory()
	if memory > hostileMemory && !raced {
		t.Errorf("it took %d MB", memory>>20)
	}
	t.Logf("%d MB, %v", memory>>20, lines[len(lines)-1])
	for _, line := range lines[:len(lines)-1] {
		t.Logf("%s: %s, %d events, %.1f s, %s", line.text("source"), line.text("outcome"), line.number("events"), line["seconds"], line.text("error"))
	}
	listed := map[string]object{}
	for _, s := range k.lines(nil, "source", "list") {
		listed[s.text("url")] = s
	}
	for address, want := range web.sources {
		s := listed[address]
		if !slices.Contains(want.outcome, s.text("outcome")) || !strings.Contains(s.text("reason"), want.says) {
			t.Errorf("%s: %v", address, s)
		}
	}
	checkHostileEvents(t, k)
}

// checkHostileEvents looks at what is stored of the hostile sources.
func checkHostileEvents(t *testing.T, k *terminal) {
	t.Helper()
	out := k.run("events", "--json")
	if !utf8.ValidString(out) || strings.Contains(out, "aaaaaaaaaaaaaaaaaaaa") || strings.Contains(out, "root:") {
		t.Error("the events hold what they must not")
	}
	now := time.Now().Add(k.ahead)
	told := map[string]bool{}
	for _, e := range parseLines(t, out) {
		if !strings.HasPrefix(e.text("company"), "Mill") {
			told[e.text("company")] = true
		}
		published, _ := time.Parse(time.RFC3339, e.text("published_at"))
		effective, _ := time.Parse(time.RFC3339, e.text("effective_at"))
		if published.After(now.Add(48*time.Hour)) || effective.After(now.AddDate(4, 0, 0)) || e.number("headcount") > 25_000 || len(e.text("company")) > 500 || strings.Contains(e.text("company"), "\x00") {
			t.Errorf("this is stored: %v", e)
		}
	}
	want := []string{`=HYPERLINK("http://evil.example")`, "Brackenfold Bank", "Harrow Mills", "Harrow Mills Inc", "Quill Paper", "Zürcher Mühlen"}
	if got := slices.Sorted(maps.Keys(told)); !slices.Equal(got, want) {
		t.Errorf("events are stored of %q, want %q", got, want)
	}
}
