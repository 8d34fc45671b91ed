package main

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestReplayNewsAlerts wants a notice and a headline about companies where two
// contacts work told to their user, with both of them, in one sentence of the
// mail; and nobody told of a company where nobody is known.
func TestReplayNewsAlerts(t *testing.T) {
	t.Parallel()
	n := startNewsReplay(t)
	n.turn(1)
	list := "https://warn.example/ma.csv"
	notice, headline, other := n.comingNotice("/ma.csv"), n.layoffToday(0), n.layoffToday(1)
	contacts := filepath.Join(t.TempDir(), "Connections.csv")
	content := "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
	for i, company := range []string{notice.name, headline.Company} {
		content += fmt.Sprintf("Ana,Moss%d,https://www.linkedin.com/in/ana%d,,%q,Planner,01 Mar 2020\nBen,Ito%d,https://www.linkedin.com/in/ben%d,,%q,Chemist,02 Apr 2021\n", i, i, company, i, i, company)
	}
	if err := os.WriteFile(contacts, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	n.k.run("company", "add", other.Company)
	n.k.run("import", contacts)
	n.k.run(append([]string{"source", "add", list}, newsFeeds[:8]...)...)
	n.k.lines(nil, "crawl")
	if events := n.k.lines(nil, "events", "--company", other.Company); len(events) == 0 {
		t.Errorf("nothing is stored of %s", other.Company)
	}
	n.checkAlerts(notice, headline)
	n.checkMail(
		[]string{notice.name + " has filed notice of a layoff", notice.people + " people in ", ", MA", "from 1 August", "you know Ana Moss0 (Planner) and Ben Ito0 (Chemist) there"},
		[]string{headline.Company, "layoff", headline.Jobs + " people", "you know Ana Moss1 (Planner) and Ben Ito1 (Chemist) there"},
	)
	n.k.lines(nil, "crawl", "--all")
	n.checkAlerts(notice, headline)
	n.k.run("digest", "--send")
	if again := n.k.run("digest"); !strings.Contains(again, "Nothing new") {
		t.Errorf("it is told again: %s", again)
	}
}

// comingNotice returns a notice of a list that begins on 1 August, behind the
// day of the clock.
func (n *newsReplay) comingNotice(path string) noticeRow {
	n.t.Helper()
	for _, row := range n.listRows(path) {
		if slices.Contains(row.begins, "2026-08-01") && !strings.Contains(row.name, "(") {
			return row
		}
	}
	n.t.Fatalf("%s has no notice of the first of August", path)
	return noticeRow{}
}

// layoffToday returns a layoff with a number below 1,000 that two outlets tell
// of: the one behind so many others.
func (n *newsReplay) layoffToday(skip int) truthEvent {
	n.t.Helper()
	for _, truth := range n.truths {
		if truth.Kind != "layoff" || truth.SameAs == "" || truth.Jobs == "" || len(truth.Jobs) > 3 {
			continue
		}
		if skip--; skip < 0 {
			return truth
		}
	}
	n.t.Fatal("no layoff is told by two outlets")
	return truthEvent{}
}

// checkAlerts wants one alert for each, with its two contacts.
func (n *newsReplay) checkAlerts(notice noticeRow, headline truthEvent) {
	n.t.Helper()
	// Where a company has openings, too, they are told as what stands open.
	alerts := slices.DeleteFunc(n.k.lines(nil, "alerts"), func(a object) bool { return a.text("kind") == "baseline" })
	if len(alerts) != 2 {
		n.t.Fatalf("%d alerts: %v", len(alerts), alerts)
	}
	for i, company := range []string{notice.name, headline.Company} {
		at := slices.IndexFunc(alerts, func(a object) bool { return a.text("company") == company })
		if at < 0 {
			n.t.Errorf("no alert of %s: %v", company, alerts)
			continue
		}
		var known []string
		reasons, _ := alerts[at]["reasons"].([]any)
		for _, r := range reasons {
			reason, _ := r.(map[string]any)
			known = append(known, object(reason).text("kind")+" "+object(reason).text("contact")+" "+object(reason).text("match"))
		}
		slices.Sort(known)
		if want := []string{fmt.Sprintf("contact Ana Moss%d exact", i), fmt.Sprintf("contact Ben Ito%d exact", i)}; alerts[at].text("kind") != "event" || !slices.Equal(known, want) {
			n.t.Errorf("%v, want the reasons %v", alerts[at], want)
		}
	}
}

// checkMail wants each story in one sentence of the mail, in both forms of it.
func (n *newsReplay) checkMail(stories ...[]string) {
	n.t.Helper()
	text, page := n.k.run("digest"), n.k.run("digest", "--html")
	n.t.Logf("the mail:\n%s", text)
	lines := strings.Split(strings.ReplaceAll(html.UnescapeString(page), "\u00a0", " "), "\n")
	flat := strings.ReplaceAll(fold(text), "\u00a0", " ")
	for _, words := range stories {
		says := func(line string) bool {
			return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(line, word) })
		}
		if !slices.ContainsFunc(lines, says) || !says(flat) {
			n.t.Errorf("no sentence of the mail says %q", words)
		}
	}
}
