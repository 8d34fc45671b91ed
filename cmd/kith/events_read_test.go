package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEventsRead reads texts from standard input and from a file: a text a
// line, or JSON lines, whose known companies are linked.
func TestEventsRead(t *testing.T) {
	t.Parallel()
	k := newTerminal(t)
	k.run("company", "add", "Northwharf Freight")
	file := filepath.Join(t.TempDir(), "texts.txt")
	given := "Northwharf Freight to cut 120 jobs in Hull\n\n" +
		`{"id": 7, "title": "Tindermoor Energy files for bankruptcy", "published_at": "2026-11-02"}` + "\n" +
		`{"id": "b", "text": "A walk along the river"}` + "\n"
	if err := os.WriteFile(file, []byte(given), 0o600); err != nil {
		t.Fatal(err)
	}
	lines := k.lines(nil, "events", "read", file)
	if len(lines) != 3 || lines[0].text("id") != "1" || lines[1].text("id") != "7" || lines[2].text("text") != "A walk along the river" {
		t.Fatalf("it reads %v", lines)
	}
	first, second := eventsOf(lines[0]), eventsOf(lines[1])
	if len(first) != 1 || first[0].text("kind") != "layoff" || first[0].number("headcount") != 120 || first[0].number("company_id") == 0 {
		t.Errorf("the first text is %v", lines[0])
	}
	if len(second) != 1 || second[0].text("kind") != "bankruptcy" || second[0].text("company") != "Tindermoor Energy" || !strings.HasPrefix(second[0].text("published_at"), "2026-11-02") {
		t.Errorf("the second text is %v", lines[1])
	}
	if len(eventsOf(lines[2])) != 0 {
		t.Errorf("the third text is %v", lines[2])
	}
	if said := k.run("events", "read", file); !strings.Contains(said, "Northwharf Freight · layoff") || !strings.Contains(said, "120 people") || !strings.Contains(said, "no event") {
		t.Errorf("it says:\n%s", said)
	}
	if events := k.lines(nil, "events"); len(events) != 0 {
		t.Errorf("reading stored %v", events)
	}
}

func eventsOf(line object) []object {
	var events []object
	list, _ := line["events"].([]any)
	for _, e := range list {
		event, _ := e.(map[string]any)
		events = append(events, event)
	}
	return events
}

// TestGivenItem names the line of a text that cannot be read.
func TestGivenItem(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		`{"id": 1`: "line 4 begins with {",
		`{"id": 1, "title": "x", "published_at": "soon"}`: `published_at is "soon"`,
	} {
		if _, err := givenItem(line, 4); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", line, err)
		}
	}
}
