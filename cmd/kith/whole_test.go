package main

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kith"
	"kith/internal/littleweb"
	"kith/internal/mailsink"
	"kith/store/storetest"
)

// stages lists the databases that the whole way is walked on.
var stages = []struct {
	name     string
	database func(testing.TB) string
}{
	{"sqlite", func(testing.TB) string { return "" }},
	{"postgres", storetest.Postgres},
}

// visitor returns a little web and a kith that sees it.
func visitor(t *testing.T, database string) (*littleweb.Web, *terminal) {
	t.Helper()
	web := littleweb.New(littleweb.Options{})
	if err := web.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { web.Close() })
	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, web.CAPEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	k := newTerminal(t, "KITH_PROXY="+web.ProxyURL().String(), "SSL_CERT_FILE="+ca, "KITH_PACE=1ms")
	k.database = database
	return web, k
}

// settle takes the little web's companies and feeds in and writes the
// contacts next to the data folder.
func settle(k *terminal, web *littleweb.Web) {
	k.t.Helper()
	addresses := []string{"company", "add"}
	for _, e := range web.Employers() {
		addresses = append(addresses, e.BoardURL)
	}
	if stdout, stderr, code := k.try(addresses...); code != exitDone && code != exitPartly {
		k.t.Fatalf("company add: exit %d\n%s%s", code, stdout, stderr)
	}
	k.run(append([]string{"source", "add"}, web.Feeds()...)...)
	if err := os.WriteFile(filepath.Join(filepath.Dir(k.data), "Connections.csv"), web.Contacts(), 0o600); err != nil {
		k.t.Fatal(err)
	}
}

// crawl visits everything and returns the summary.
func crawl(k *terminal) object {
	k.t.Helper()
	lines := k.lines([]int{exitDone, exitPartly}, "crawl", "--all")
	sum, _ := lines[len(lines)-1]["summary"].(map[string]any)
	return sum
}

// checkTruth compares the store with the little web's truth of a day.
func checkTruth(k *terminal, web *littleweb.Web, day int) {
	k.t.Helper()
	want := map[string]map[string]string{}
	for _, o := range web.Truth(day) {
		if want[o.BoardKey] == nil {
			want[o.BoardKey] = map[string]string{}
		}
		want[o.BoardKey][o.ID] = fold(o.Title)
	}
	have := stored(k)
	for board := range want {
		if diff := difference(want[board], have[board]); diff != "" {
			k.t.Errorf("day %d, %s: %s", day, board, diff)
		}
	}
	for board := range have {
		if want[board] == nil {
			k.t.Errorf("day %d: %s has no openings in truth", day, board)
		}
	}
}

// TestWholeWay walks the whole way on both databases: visit, store, index,
// match, digest.
func TestWholeWay(t *testing.T) {
	t.Parallel()
	for _, stage := range stages {
		t.Run(stage.name, func(t *testing.T) {
			t.Parallel()
			web, k := visitor(t, stage.database(t))
			settle(k, web)
			firstDay(k, web)
			secondDay(k, web)
			web.SetDay(3)
			crawl(k)
			checkTruth(k, web, 3)
			checkIndex(k)
		})
	}
}

// firstDay looks for the first time: what stands open is no news.
func firstDay(k *terminal, web *littleweb.Web) {
	t := k.t
	t.Helper()
	if sum := crawl(k); sum.number("openings") != len(web.Truth(1)) { // a serve beside it may have seen them first
		t.Errorf("day 1: %d openings, want %d", sum.number("openings"), len(web.Truth(1)))
	}
	checkTruth(k, web, 1)
	imported := k.lines(nil, "import", "Connections.csv")[0]
	if imported.number("new") == 0 || imported.number("companies_matched") == 0 {
		t.Errorf("the import: %v", imported)
	}
	if again := k.lines(nil, "import", "Connections.csv")[0]; again.number("new") != 0 || again.number("changed") != 0 || again.number("unchanged") != imported.number("new") {
		t.Errorf("the second import: %v", again)
	}
	for _, a := range k.lines(nil, "alerts") {
		if a.text("kind") != "baseline" {
			t.Errorf("day 1 tells of an opening that stood there before: %v", a)
		}
	}
	k.run("digest", "--send")
	if again := crawl(k); again.number("new") != 0 || again.number("closed") != 0 {
		t.Errorf("a second look on day 1: %v", again)
	}
}

// secondDay brings openings, a role in six cities and a layoff.
func secondDay(k *terminal, web *littleweb.Web) {
	t := k.t
	t.Helper()
	web.SetDay(2)
	crawl(k)
	checkTruth(k, web, 2)
	alerts := k.lines(nil, "alerts")
	var kinds []string
	known := 0
	for _, a := range alerts {
		if a.text("delivered_at") != "" {
			continue
		}
		kinds = append(kinds, a.text("kind"))
		reasons, _ := a["reasons"].([]any)
		if len(reasons) == 0 {
			t.Errorf("an alert without a reason: %v", a)
		}
		for _, r := range reasons {
			if reason, ok := r.(map[string]any); ok && reason["kind"] == "contact" {
				known++
			}
		}
	}
	if !slices.Contains(kinds, "opening") || !slices.Contains(kinds, "event") || known == 0 {
		t.Errorf("day 2 alerts of %v with %d contacts", kinds, known)
	}
	digest := k.run("digest")
	for _, word := range []string{"Subject: ", "You know", "Tindermoor Energy"} {
		if !strings.Contains(digest, word) {
			t.Errorf("the digest does not say %q:\n%s", word, digest)
		}
	}
	if eml := k.run("digest", "--eml"); !strings.Contains(eml, "List-Unsubscribe-Post: List-Unsubscribe=One-Click") || !strings.Contains(eml, "multipart/alternative") {
		t.Errorf("not a proper mail:\n%.500s", eml)
	}
	if said := k.run("digest", "--send"); !strings.Contains(said, "outbox") || strings.Contains(said, "Sent to") {
		t.Errorf("a mail in the outbox is told as %q", said)
	}
	if mails, _ := filepath.Glob(filepath.Join(k.data, "outbox", "*.eml")); len(mails) != 2 {
		t.Errorf("%d mails in the outbox, want 2", len(mails))
	}
	if nothing := k.run("digest"); !strings.Contains(nothing, "Nothing new") {
		t.Errorf("the same is told twice:\n%s", nothing)
	}
}

// checkIndex compares the search index with the store.
func checkIndex(k *terminal) {
	k.t.Helper()
	for _, state := range []struct{ query, flag string }{{"is:open", "--limit=1000"}, {"is:closed", "--closed"}} {
		var inIndex, inStore []int
		for _, hit := range k.lines(nil, "search", state.query, "--limit=1000") {
			inIndex = append(inIndex, hit.number("id"))
		}
		list := []string{"openings"}
		if state.query == "is:closed" {
			list = append(list, "--closed")
		}
		for _, o := range k.lines(nil, list...) {
			if (o.text("closed_at") != "") == (state.query == "is:closed") {
				inStore = append(inStore, o.number("id"))
			}
		}
		slices.Sort(inIndex)
		slices.Sort(inStore)
		if !slices.Equal(inIndex, inStore) {
			k.t.Errorf("%s: the index has %v, the store %v", state.query, inIndex, inStore)
		}
	}
}

// TestSecondTerminal runs every verb beside a running serve.
func TestSecondTerminal(t *testing.T) {
	t.Parallel()
	for _, stage := range stages {
		t.Run(stage.name, func(t *testing.T) {
			t.Parallel()
			web, k := visitor(t, stage.database(t))
			stop := k.start("serve")
			k.fails(exitFailed, []string{"another kith", k.data}, "serve")
			settle(k, web)
			firstDay(k, web)
			secondDay(k, web)
			checkIndex(k) // at once, without waiting for the follower
			stop()
			checkTruth(k, web, 2)
			checkIndex(k)
		})
	}
}

// TestTwoWorkers lets two workers share the hosts of one PostgreSQL.
func TestTwoWorkers(t *testing.T) {
	t.Parallel()
	web, k := visitor(t, storetest.Postgres(t))
	settle(k, web)
	other := *k
	other.data = filepath.Join(t.TempDir(), "other")
	k.start("worker")
	other.start("worker")
	third := *k
	third.data = filepath.Join(t.TempDir(), "third")
	for day := 1; day <= web.Days(); day++ {
		web.SetDay(day)
		crawl(&third)
		checkTruth(&third, web, day)
	}
	for _, r := range web.Log() {
		if r.InFlight > 1 {
			t.Errorf("%d requests at once on %s", r.InFlight, r.Host)
		}
	}
}

// TestSMTP sends a digest to a real mail server.
func TestSMTP(t *testing.T) {
	t.Parallel()
	web, k := visitor(t, "")
	sink := mailsink.Start(t)
	host, port, _ := strings.Cut(sink.Addr(), ":")
	k.env = append(k.env, "KITH_SMTP_HOST="+host, "KITH_SMTP_PORT="+port, "KITH_SMTP_TLS=none")
	settle(k, web)
	k.run("user", "set", "--email", "ana@mail.example")
	k.run("import", "Connections.csv")
	crawl(k)
	if said := k.run("digest", "--send"); !strings.Contains(said, "Sent to ana@mail.example") {
		t.Errorf("a mail that was sent is told as %q", said)
	}
	if got := sink.Messages(); len(got) != 1 {
		t.Fatalf("%d mails arrived, want 1", len(got))
	}
}

// TestPrivacy looks for e-mail addresses and phone numbers of contacts in
// every file of the data folder.
func TestPrivacy(t *testing.T) {
	t.Parallel()
	web, k := visitor(t, "")
	settle(k, web)
	k.run("import", "Connections.csv")
	addresses := regexp.MustCompile(`[A-Za-z0-9._+-]+@[A-Za-z0-9-]+\.[A-Za-z.]+`).FindAllString(string(web.Contacts()), -1)
	if len(addresses) == 0 {
		t.Fatal("the contacts have no addresses to look for")
	}
	noneIn(t, k.data, addresses)
}

// TestContactsStay looks for the names of contacts where they must never be: in
// the search index and in the logs, at their most talkative.
func TestContactsStay(t *testing.T) {
	t.Parallel()
	web, k := visitor(t, "")
	k.env = append(k.env, "KITH_LOG_LEVEL=debug")
	settle(k, web)
	var said strings.Builder
	for _, verb := range [][]string{{"import", "Connections.csv"}, {"crawl", "--all"}, {"search", "planner"}, {"digest", "--send"}, {"doctor"}} {
		_, stderr, _ := k.try(verb...)
		said.WriteString(stderr)
	}
	if !strings.Contains(said.String(), "level=DEBUG") {
		t.Fatalf("the logs are not talkative: %.300s", said.String())
	}
	surnames := []string{"Hoshino", "Oyelaran", "Farrelly", "Tulloch", "Hendrikse", "Winstanley"}
	var folded []string
	for _, name := range surnames {
		if !strings.Contains(string(web.Contacts()), name) {
			t.Fatalf("%s is no contact", name)
		}
		if strings.Contains(said.String(), name) {
			t.Errorf("the logs name %s", name)
		}
		if hits := k.lines(nil, "search", name); len(hits) > 0 {
			t.Errorf("the index knows %s: %v", name, hits[0])
		}
		folded = append(folded, strings.ToLower(name))
	}
	noneIn(t, filepath.Join(k.data, "index"), append(surnames, folded...))
}

// TestCompanyFind finds the boards of the little web's employers by their
// domain, and takes nothing in.
func TestCompanyFind(t *testing.T) {
	t.Parallel()
	web, k := visitor(t, "")
	for _, e := range web.Employers() {
		found := k.lines([]int{exitDone, exitFailed}, "company", "find", e.Domain)
		switch {
		case len(found) == 0 && strings.HasPrefix(e.BoardKey, "page/"): // one of them asks not to be visited
		case len(found) != 1:
			t.Errorf("%s: found %v", e.Domain, found)
		case found[0].text("ats")+"/"+found[0].text("token") != e.BoardKey || found[0].text("company") != e.Name || found[0].text("confidence") != "certain":
			t.Errorf("%s: found %v, want %s of %s", e.Domain, found[0], e.BoardKey, e.Name)
		}
	}
	k.fails(exitFailed, []string{"nothing.example"}, "company", "find", "nothing.example")
	if listed := k.lines(nil, "company", "list"); len(listed) != 0 {
		t.Errorf("finding took something in: %v", listed)
	}
}

// TestCompanyMatch compares names from the command line and from a file.
func TestCompanyMatch(t *testing.T) {
	t.Parallel()
	k := newTerminal(t)
	if err := os.MkdirAll(filepath.Dir(k.data), 0o700); err != nil {
		t.Fatal(err)
	}
	for pair, want := range map[[2]string]string{
		{"GoDaddy", "Go Daddy"}: "exact", {"Siemens", "Siemens Group"}: "strong", {"Epic Systems", "Epic Games"}: "weak", {"Loop", "Loopio"}: "none",
	} {
		if got := k.lines(nil, "company", "match", pair[0], pair[1])[0]; got.text("match") != want || got.text("why") == "" {
			t.Errorf("%v: %v, want %s", pair, got, want)
		}
	}
	k.fails(exitUsage, []string{"two names"}, "company", "match", "one")
}

// TestHealth asks a running serve how it is.
func TestHealth(t *testing.T) {
	t.Parallel()
	_, k := visitor(t, "")
	app := inProcess(t, k)
	addr, err := app.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	client := http.Client{Timeout: 5 * time.Second}
	res, err := client.Get("http://" + addr + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Errorf("healthz answers %s", res.Status)
	}
}

// TestUnsubscribe stops the mails by the address that stands in them: only by
// POST, in either encoding, again and again, and never with another's token.
func TestUnsubscribe(t *testing.T) {
	t.Parallel()
	_, k := visitor(t, "")
	app := inProcess(t, k)
	addr, err := app.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	user, err := app.DB.FirstUser(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ask := func(method, token, kind, body string) int {
		req, err := http.NewRequestWithContext(t.Context(), method, "http://"+addr+"/u/"+token, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", kind)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.StatusCode
	}
	for _, c := range []struct {
		method, token, kind, body string
		status                    int
		cadence                   kith.Cadence // afterwards
	}{
		{"GET", user.Token, "", "", 200, kith.CadenceDaily},
		{"POST", user.Token + "x", "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click", 404, kith.CadenceDaily},
		{"DELETE", user.Token, "", "", 405, kith.CadenceDaily},
		{"POST", user.Token, "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click", 200, kith.CadenceNever},
		{"POST", user.Token, "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n", 200, kith.CadenceNever},
	} {
		if got := ask(c.method, c.token, c.kind, c.body); got != c.status {
			t.Errorf("%s %s: %d, want %d", c.method, c.kind, got, c.status)
		}
		if now, err := app.DB.FirstUser(t.Context()); err != nil || now.Cadence != c.cadence {
			t.Errorf("after %s %s the cadence is %s, want %s: %v", c.method, c.kind, now.Cadence, c.cadence, err)
		}
	}
}
