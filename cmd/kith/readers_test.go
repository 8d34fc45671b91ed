package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const aNoticeList = "Company,City,Notice Date,Layoff Date,Employees Affected\n" +
	"Northwharf Freight @ Hull College,Hull,11/02/2026,01/04/2027,140\n" +
	"Test Company,Hull,11/02/2026,01/04/2027,3\n"

// TestNoticeFolder drops lists of notices into a folder: a contact's company is
// linked and told of, an amended list corrects its event and tells nobody
// again, and nothing is doubled.
func TestNoticeFolder(t *testing.T) {
	t.Parallel()
	k := newTerminal(t)
	folder := filepath.Join(t.TempDir(), "notices")
	write := func(name, content string) {
		t.Helper()
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("oh.csv", aNoticeList)
	write("broken.csv", "no list\n")
	k.run("company", "add", "Northwharf Freight")
	contacts := filepath.Join(t.TempDir(), "Connections.csv")
	if err := os.WriteFile(contacts, []byte("First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"+
		"Ana,Moss,https://www.linkedin.com/in/ana,,Northwharf Freight,Planner,01 Mar 2020\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	k.run("import", contacts)
	k.run("source", "add", folder)
	lines := k.lines([]int{exitPartly}, "crawl", "--all")
	if got := lines[0].text("error"); lines[0].text("kind") != "notices" || lines[0].number("events") != 1 || !strings.Contains(got, "broken.csv") || !strings.Contains(got, "oh.csv: 1 rows were held back") {
		t.Errorf("the crawl says %v", lines)
	}
	if err := os.Remove(filepath.Join(folder, "broken.csv")); err != nil {
		t.Fatal(err)
	}
	events := k.lines(nil, "events")
	if len(events) != 1 || events[0].text("company") != "Northwharf Freight" || events[0].number("headcount") != 140 || events[0].text("stage") != "filed" {
		t.Fatalf("the events are %v", events)
	}
	alerts := k.lines(nil, "alerts")
	if len(alerts) != 1 || alerts[0].text("kind") != "event" || !strings.Contains(alerts[0].text("title"), "140 people in Hull, OH, from 4 January 2027") {
		t.Errorf("the alerts are %v", alerts)
	}
	write("oh.csv", strings.Replace(aNoticeList, ",140", ",155", 1))
	lines = k.lines(nil, "crawl", "--all")
	if lines[0].number("events") != 0 {
		t.Errorf("an amendment is news: %v", lines)
	}
	if events := k.lines(nil, "events"); len(events) != 1 || events[0].number("headcount") != 155 {
		t.Errorf("the events are %v", events)
	}
	if alerts := k.lines(nil, "alerts"); len(alerts) != 1 {
		t.Errorf("the alerts are %v", alerts)
	}
}

// TestSourceTestFiles looks at files without taking anything in.
func TestSourceTestFiles(t *testing.T) {
	t.Parallel()
	k := newTerminal(t)
	dir := t.TempDir()
	for name, content := range map[string]string{
		"oh.csv":    aNoticeList,
		"feed.xml":  `<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><item><title>Nothing happened</title><link>https://wire.example/1</link></item></channel></rss>`,
		"job.html":  `<!doctype html><html><body><script type="application/ld+json">{"@type":"JobPosting","title":"Weaver","description":"Weave.","identifier":"W-1"}</script></body></html>`,
		"text.html": `<!doctype html><html><body><p>Once upon a time.</p></body></html>`,
		"broken.gz": "not packed",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lists := filepath.Join(dir, "lists")
	if err := os.Mkdir(lists, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(lists, "oh.csv"), []byte(aNoticeList), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]struct {
		kind, outcome string
		openings      int
		events        int
	}{
		"lists": {"notices", "complete", 0, 1}, "broken.gz": {"", "failed", 0, 0},
		"oh.csv": {"notices", "complete", 0, 1}, "feed.xml": {"feed", "complete", 0, 0}, "job.html": {"board", "complete", 1, 0}, "text.html": {"board", "failed", 0, 0},
	} {
		lines := k.lines([]int{exitDone, exitPartly}, "source", "test", filepath.Join(dir, name))
		openings, _ := lines[0]["openings"].([]any)
		events, _ := lines[0]["events"].([]any)
		if lines[0].text("kind") != want.kind || lines[0].text("outcome") != want.outcome || len(openings) != want.openings || len(events) != want.events {
			t.Errorf("%s: %v", name, lines[0])
		}
	}
	if lines := k.lines([]int{exitPartly}, "source", "test", filepath.Join(dir, "broken.gz"), filepath.Join(dir, "oh.csv")); len(lines) != 2 || lines[1].text("outcome") != "complete" {
		t.Errorf("after a file that cannot be read: %v", lines)
	}
	if _, stderr, code := k.try("source", "test", filepath.Join(dir, "none.csv")); code == exitDone {
		t.Errorf("a file that is not there: %d %s", code, stderr)
	}
	if sources := k.lines(nil, "source", "list"); len(sources) != 0 {
		t.Errorf("taken in: %v", sources)
	}
}

// TestPlaceName calls a source by its address where it does not say its name,
// and never by a path of this machine.
func TestPlaceName(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://labor.example/warn/2026.csv?x=1": "labor.example/warn/2026.csv", "http://labor.example/": "labor.example", "file:///home/ana/notices": "", "::": "",
	} {
		if got := placeName(address); got != want {
			t.Errorf("%s: got %q, want %q", address, got, want)
		}
	}
}
