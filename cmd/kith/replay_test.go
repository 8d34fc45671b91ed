package main

import (
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/crawler/board"
	"kith/internal/recorded"
)

// replay is the recorded web as the tests here see it.
type replay struct {
	*recorded.Web
	t *testing.T
}

func startReplay(t *testing.T) *replay {
	t.Helper()
	return &replay{recorded.Start(t), t}
}

// terminal returns a kith that sees the recorded web.
func (r *replay) terminal(env ...string) *terminal {
	return newTerminal(r.t, append([]string{"KITH_PROXY=" + r.Proxy, "SSL_CERT_FILE=" + r.CA}, env...)...)
}

// replayBoard is a board as the recorded web describes it.
type replayBoard struct {
	Key       string `json:"key"`
	ATS       string `json:"ats"`
	Company   string `json:"company"`
	HostedURL string `json:"hosted_url"`
	API       string `json:"api_url"`
	Careers   string `json:"careers_url"`
	Allowed   bool   `json:"careers_allowed"`
	Openings  int    `json:"openings"`
	Source    string `json:"source"`
}

// inFull reports whether the recorded web is to be played at full length, with
// 60 boards, 22 days and every fault: KITH_REPLAY=full, which takes some
// minutes. Otherwise it is a few of each.
func inFull() bool { return os.Getenv("KITH_REPLAY") == "full" || onAll() }

// onAll reports whether faults are to be played on every kind of board, too:
// KITH_REPLAY=all, a quarter of an hour.
func onAll() bool { return os.Getenv("KITH_REPLAY") == "all" }

// otherKinds are the hiring sites that the recorded web plays beside the five
// that the quick tests look at.
var otherKinds = []string{ //nolint:gochecknoglobals // a constant list
	"workable", "recruitee", "personio", "teamtailor", "bamboohr", "breezy", "jazzhr", "pinpoint", "rippling", "icims", "jobvite", "oracle",
	"successfactors", "comeet", "paylocity", "phenom", "eightfold", "hrmdirect",
}

// maxOther is the most openings of a board of those: each costs a request for
// its text on most of them.
const maxOther = 40

// choose picks boards that have openings, at most so many: quota for each
// kind, the recorded and traced ones first. There is one of each employer:
// many recorded ones are called Acme, which is one company with many boards.
func (r *replay) choose(most int, quota map[string]int) []replayBoard {
	var all []replayBoard
	r.Get("/boards", &all)
	rank := map[string]int{"recorded": 0, "trace": 1, "mixed": 2, "composed": 3, "stub": 4}
	slices.SortStableFunc(all, func(a, b replayBoard) int { return rank[a.Source] - rank[b.Source] })
	var chosen []replayBoard
	taken, employers := map[string]int{}, map[string]bool{}
	for _, b := range all {
		kind, _, _ := strings.Cut(b.Key, "/")
		if slices.Contains(otherKinds, kind) && b.Openings > maxOther {
			continue
		}
		if employers[b.Company] || taken[kind] >= quota[kind] || b.Openings == 0 || b.Openings > most || (b.ATS == "jsonld" || b.ATS == "html") && !b.Allowed {
			continue
		}
		taken[kind]++
		employers[b.Company] = true
		chosen = append(chosen, b)
	}
	return chosen
}

// add takes boards in and returns, by kith's name of a board, the key that the
// recorded web has for it.
func (r *replay) add(k *terminal, boards []replayBoard) map[string]string {
	r.t.Helper()
	addresses := []string{"company", "add"}
	for _, b := range boards {
		addresses = append(addresses, b.address())
	}
	added := k.lines(nil, addresses...)
	if len(added) != len(boards) {
		r.t.Fatalf("%d of %d companies were added", len(added), len(boards))
	}
	keys := map[string]string{}
	for i, o := range added {
		list, _ := o["boards"].([]any)
		for _, b := range list {
			board, _ := b.(map[string]any)
			// A company has boards, and those of other lines are among them.
			if name := fmt.Sprint(board["board"]); len(list) == 1 || strings.HasPrefix(name, boards[i].system()+"/") {
				keys[name] = boards[i].Key
			}
		}
	}
	return keys
}

// system is what kith calls the system of a board.
func (b replayBoard) system() string {
	if b.ATS == "jsonld" || b.ATS == "html" {
		return "page"
	}
	return b.ATS
}

// address is what a user would give to `company add`.
func (b replayBoard) address() string {
	if b.HostedURL != "" {
		return b.HostedURL
	}
	return b.Careers
}

// truth returns the ids and titles of a board on the day of the clock.
func (r *replay) truth(key string) map[string]string {
	r.t.Helper()
	var rows []struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	}
	r.Get("/truth/openings?board="+url.QueryEscape(key), &rows)
	found := map[string]string{}
	for _, row := range rows {
		found[row.ID] = fold(row.Title)
	}
	return found
}

func fold(text string) string { return strings.Join(strings.Fields(text), " ") }

// stored returns the ids and titles that kith lists, by board.
func stored(k *terminal) map[string]map[string]string {
	found := map[string]map[string]string{}
	for _, o := range k.lines(nil, "openings") {
		board := o.text("board")
		if found[board] == nil {
			found[board] = map[string]string{}
		}
		found[board][o.text("external_id")] = fold(o.text("title"))
	}
	return found
}

// TestReplay visits boards of the recorded web over several days of its clock
// and compares what is stored with the truth. In full:
//
//	KITH_REPLAY=full go test -run TestReplay -timeout 30m -v ./cmd/kith
func TestReplay(t *testing.T) {
	t.Parallel()
	r := startReplay(t)
	most, days := 25, 3
	quota := map[string]int{"greenhouse": 3, "lever": 1, "lever-eu": 0, "ashby": 2, "smartrecruiters": 1, "workday": 1, "jsonld": 1}
	if inFull() {
		most, days = 150, 22
		quota = map[string]int{"greenhouse": 10, "lever": 6, "lever-eu": 1, "ashby": 8, "smartrecruiters": 5, "workday": 5, "jsonld": 3}
		for _, kind := range otherKinds {
			quota[kind] = 2
		}
	}
	boards := r.choose(most, quota)
	k := r.terminal()
	keys := r.add(k, boards)
	before := r.crawlAndCompare(k, keys, nil)
	again := k.lines(nil, "crawl", "--all")
	summary, _ := again[len(again)-1]["summary"].(map[string]any)
	if sum := object(summary); sum.number("new") != 0 || sum.number("unchanged") < len(boards)*9/10 {
		t.Errorf("the second crawl: %v", summary)
	}
	for day := 2; day <= days; day++ {
		r.SetDay(day)
		before = r.crawlAndCompare(k, keys, before)
	}
	r.checkManners(len(boards))
}

// crawlAndCompare crawls everything, compares the store with the truth and
// the counts of the crawl with what appeared and went since before. It returns
// the truth.
func (r *replay) crawlAndCompare(k *terminal, keys map[string]string, before map[string]map[string]string) map[string]map[string]string {
	r.t.Helper()
	begin := time.Now()
	lines := k.lines([]int{exitDone, exitPartly}, "crawl", "--all")
	r.t.Logf("crawl took %s: %v", time.Since(begin).Round(time.Second), lines[len(lines)-1])
	now, have := map[string]map[string]string{}, stored(k)
	appeared, went := 0, 0
	for board, key := range keys {
		now[key] = r.truth(key)
		if len(now[key]) == 0 && len(have[board]) > 0 {
			r.t.Logf("%s shows nothing any more: %d openings are kept until that is believed", board, len(have[board]))
		} else if diff := difference(now[key], have[board]); diff != "" {
			r.t.Errorf("%s differs from the truth of %s: %s", board, key, diff)
		}
		for id := range now[key] {
			if _, was := before[key][id]; !was {
				appeared++
			}
		}
		for id := range before[key] {
			if _, is := now[key][id]; !is {
				went++
			}
		}
	}
	summary, _ := lines[len(lines)-1]["summary"].(map[string]any)
	sum := object(summary)
	if got := sum.number("new") + sum.number("reopened"); got != appeared || sum.number("closed") != went {
		r.t.Errorf("the crawl saw %d come and %d go, the truth has %d and %d", got, sum.number("closed"), appeared, went)
	}
	return now
}

// difference lists what is missing, too much, or called otherwise.
func difference(want, got map[string]string) string {
	var diffs []string
	for id, title := range want {
		switch have, ok := got[id]; {
		case !ok:
			diffs = append(diffs, "missing "+id+" "+title)
		case have != title:
			diffs = append(diffs, fmt.Sprintf("%s is called %q, not %q", id, have, title))
		}
	}
	for id, title := range got {
		if _, ok := want[id]; !ok {
			diffs = append(diffs, "too much "+id+" "+title)
		}
	}
	slices.Sort(diffs)
	if len(diffs) > 5 {
		diffs = append(diffs[:5], fmt.Sprintf("and %d more", len(diffs)-5))
	}
	return strings.Join(diffs, "; ")
}

// checkManners reads the recorded web's report on its visitor.
func (r *replay) checkManners(boards int) {
	r.t.Helper()
	var report struct {
		Hosts map[string]struct {
			Requests         int      `json:"requests"`
			MaxConcurrent    int      `json:"max_concurrent"`
			MinGap           float64  `json:"min_gap_ms"`
			RobotsViolations []string `json:"robots_violations"`
			DelayViolations  int      `json:"crawl_delay_violations"`
			BeforeRobots     int      `json:"before_robots"`
		} `json:"hosts"`
		Private []any `json:"private_requests"`
	}
	r.Get("/report", &report)
	if len(report.Hosts) < 5 {
		r.t.Errorf("the report knows %d hosts for %d boards", len(report.Hosts), boards)
	}
	app := App{Boards: board.New()}
	for host, h := range report.Hosts {
		if h.MaxConcurrent > 1 || len(h.RobotsViolations) > 0 || h.DelayViolations > 0 || h.BeforeRobots > 0 {
			r.t.Errorf("%s: %+v", host, h)
		}
		// Between the starts of two requests lies more than the gap that kith
		// keeps from the end of one, however slow the machine is.
		if least := app.gap(host).Seconds() * 1000; h.Requests > 1 && h.MinGap < least {
			r.t.Errorf("%s: two requests began %.0f ms apart, the pace is %.0f ms", host, h.MinGap, least)
		}
	}
	if len(report.Private) > 0 {
		r.t.Errorf("requests to private addresses: %v", report.Private)
	}
}

// TestReplaySweep visits every host of the recorded web whose board has few
// openings, twice, and looks at the manners: the pace of every host, robots.txt,
// and that the second sweep asks for no opening's page again. It takes a while:
//
//	KITH_REPLAY=sweep go test -run TestReplaySweep -timeout 60m -v ./cmd/kith
func TestReplaySweep(t *testing.T) {
	t.Parallel()
	if os.Getenv("KITH_REPLAY") != "sweep" {
		t.Skip("skipped: it takes long; KITH_REPLAY=sweep runs it")
	}
	r := startReplay(t)
	quota := map[string]int{"greenhouse": 60, "lever": 30, "lever-eu": 5, "ashby": 40, "smartrecruiters": 20, "workday": 10, "jsonld": 60, "html": 60}
	for _, kind := range otherKinds {
		quota[kind] = 20
	}
	boards := r.choose(8, quota)
	k := r.terminal()
	keys := map[string]string{}
	for some := range slices.Chunk(boards, 100) {
		maps.Copy(keys, r.add(k, some))
	}
	k.lines([]int{exitDone, exitPartly}, "crawl", "--all")
	first := r.requests()
	if diffs := r.differing(k, keys); len(diffs) > 0 {
		t.Errorf("%d of %d boards differ from the truth: %s", len(diffs), len(keys), strings.Join(diffs, "\n"))
	}
	lines := k.lines([]int{exitDone, exitPartly}, "crawl", "--all")
	t.Logf("%d boards, second crawl: %v", len(boards), lines[len(lines)-1])
	if again := r.requests() - first; again > 2*len(boards) {
		t.Errorf("the second sweep of %d boards took %d requests", len(boards), again)
	}
	r.checkManners(len(boards))
}

// requests counts the requests that were made so far.
func (r *replay) requests() int {
	r.t.Helper()
	var report struct {
		Hosts map[string]struct {
			Requests int `json:"requests"`
		} `json:"hosts"`
	}
	r.Get("/report", &report)
	all := 0
	for _, h := range report.Hosts {
		all += h.Requests
	}
	return all
}

// differing lists the boards of which kith has other openings than the truth.
// On plain pages the truth has ids that the page does not show: crawler/page
// compares those.
func (r *replay) differing(k *terminal, keys map[string]string) []string {
	r.t.Helper()
	var diffs []string
	have := stored(k)
	for board, key := range keys {
		if strings.HasPrefix(key, "html/") {
			continue
		}
		if diff := difference(r.truth(key), have[board]); diff != "" {
			diffs = append(diffs, board+": "+diff)
		}
	}
	slices.Sort(diffs)
	return diffs
}
