package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSourceStarter takes in a list of outlets that somebody has changed. One
// that does not answer is said and does not keep the others out.
func TestSourceStarter(t *testing.T) {
	t.Parallel()
	web, k := visitor(t, "")
	list := filepath.Join(filepath.Dir(k.data), "outlets.txt")
	text := "# mine\nlocal | One | " + web.Feeds()[0] + "\nlocal | Two | " + web.Feeds()[1] + "\nfar | Gone | https://nowhere.example/feed\n"
	if err := os.WriteFile(list, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := k.lines(nil, "source", "starter", "--list", "outlets.txt", "LOCAL"); len(got) != 2 || got[0].text("kind") != "feed" {
		t.Errorf("taken in were %v", got)
	}
	if _, stderr, code := k.try("source", "starter", "--list", "outlets.txt"); code != exitPartly || !strings.Contains(stderr, "Gone (https://nowhere.example/feed)") {
		t.Errorf("with one that is gone: exit %d, %s", code, stderr)
	}
	if got := k.lines(nil, "source", "list"); len(got) != 2 {
		t.Errorf("the sources are %v", got)
	}
	k.fails(exitUsage, []string{"local, far"}, "source", "starter", "--list", "outlets.txt", "tech")
	shown := k.run("source", "starter", "--show")
	if !strings.HasPrefix(shown, "# News outlets") || strings.Count(shown, "https://") < 20 {
		t.Errorf("the list that kith brings: %s", shown)
	}
	if one := k.run("source", "starter", "--show", "tech"); strings.Contains(one, "business |") || !strings.Contains(one, "tech |") {
		t.Errorf("one kind: %s", one)
	}
}

// TestCompanyNews reads a feed for each company that somebody cares about while
// an address for such feeds is set, and for no other.
func TestCompanyNews(t *testing.T) {
	t.Parallel()
	web, k := visitor(t, "")
	one, two := web.Employers()[0], web.Employers()[1]
	k.run("company", "add", one.BoardURL, two.BoardURL)
	k.run("watch", "add", one.Name)
	feeds := func() (found []object) {
		for _, s := range k.lines(nil, "source", "list") {
			if s.text("kind") == "feed" {
				found = append(found, s)
			}
		}
		return found
	}
	k.env = append(k.env, "KITH_COMPANY_NEWS="+web.Feeds()[0]+"?q={company}&sort=date")
	k.run("crawl")
	got := feeds()
	if len(got) != 1 || got[0].text("company") != one.Name || !strings.Contains(got[0].text("url"), "?q="+strings.ReplaceAll(one.Name, " ", "+")+"&sort") {
		t.Fatalf("the feeds are %v", got)
	}
	k.run("watch", "add", two.Name)
	k.run("watch", "rm", one.Name)
	k.run("crawl")
	if got := feeds(); len(got) != 1 || got[0].text("company") != two.Name {
		t.Errorf("after the watch was changed: %v", got)
	}
	k.env = k.env[:len(k.env)-1]
	k.run("crawl")
	if got := feeds(); len(got) != 0 {
		t.Errorf("without an address: %v", got)
	}
}
