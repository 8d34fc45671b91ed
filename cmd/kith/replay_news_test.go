package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/directory"
)

// currentReports is the SEC's feed of current reports.
const currentReports = "https://www.sec.gov/cgi-bin/browse-edgar?action=getcurrent&type=8-K&output=atom"

// newsFeeds are the news feeds of the recorded web, in both forms.
var newsFeeds = []string{
	"https://news-1.example/feed.xml", "https://news-2.example/atom.xml", "https://news-3.example/feed.xml", "https://news-4.example/atom.xml",
	"https://news-5.example/feed.xml", "https://news-6.example/atom.xml", "https://news-7.example/feed.xml", "https://news-8.example/atom.xml",
	"https://hirek.example/feed.xml", "https://biotech-news.example/atom.xml",
}

// truthEvent is an item of a feed, or a filing, with what is true of it.
type truthEvent struct {
	URL       string    `json:"url"`
	Title     string    `json:"title"`
	Kind      string    `json:"kind"` // layoff, other, candidate, labelled, filing
	Company   string    `json:"company"`
	Jobs      string    `json:"jobs"`
	SameAs    string    `json:"same_as"`
	Items     []string  `json:"items"`
	Source    string    `json:"source"`
	Published time.Time `json:"published"`
}

// newsReplay is the recorded web with a kith that reads its news.
type newsReplay struct {
	*replay
	k      *terminal
	rows   map[string]int // of the lists of notices, by path
	truths []truthEvent   // of the day
}

func startNewsReplay(t *testing.T) *newsReplay {
	t.Helper()
	r := startReplay(t)
	return &newsReplay{replay: r, k: r.terminal("KITH_PACE=1ms", "KITH_CONTACT=ana@mail.example")}
}

// turn turns both clocks to the evening of a day, and reads what is true then.
func (n *newsReplay) turn(day int) {
	n.t.Helper()
	n.SetDay(day)
	evening := time.Date(2026, 7, 17+day, 23, 0, 0, 0, time.UTC)
	n.k.ahead = time.Until(evening)
	var truth struct {
		Events []truthEvent   `json:"events"`
		Rows   map[string]int `json:"warn_rows"`
	}
	n.Get("/truth/events", &truth)
	n.truths, n.rows = truth.Events, truth.Rows
}

// TestReplayNews reads the feeds, lists of notices and filings of the recorded
// web over days of its clock and compares the events with the truth. All 22
// days and lists:
//
//	KITH_REPLAY=full go test -run TestReplayNews -timeout 30m -v ./cmd/kith
func TestReplayNews(t *testing.T) {
	t.Parallel()
	n := startNewsReplay(t)
	days := 2
	if inFull() {
		days = 22
	}
	n.turn(1)
	lists := n.lists()
	n.k.run(slices.Concat([]string{"source", "add"}, newsFeeds, []string{currentReports}, slices.Sorted(maps.Keys(lists)))...)
	n.readTwice(1)
	for day := 2; day <= days; day++ {
		n.turn(day)
		n.readTwice(day)
	}
	events := n.k.lines(nil, "events")
	n.scoreFilings(events)
	n.scoreNotices(events, lists)
	n.scoreNews(events)
}

// readTwice crawls what is due, and then everything once more, which must add
// nothing: no event, no report of one.
func (n *newsReplay) readTwice(day int) {
	n.t.Helper()
	begin := time.Now()
	lines := n.k.lines(nil, "crawl")
	first := n.k.run("events", "--json")
	n.t.Logf("day %d took %s: %v", day, time.Since(begin).Round(time.Second), lines[len(lines)-1])
	again := n.k.lines(nil, "crawl", "--all")
	summary, _ := again[len(again)-1]["summary"].(map[string]any)
	if sum := object(summary); sum.number("events") != 0 || sum.number("sources") != sum.number("unchanged") {
		n.t.Errorf("day %d, the second crawl: %v", day, summary)
	}
	if n.k.run("events", "--json") != first {
		n.t.Errorf("day %d: the second crawl changed the events", day)
	}
}

// eventsByURL returns the events by the addresses of the items that tell of
// them.
func eventsByURL(events []object) map[string][]object {
	found := map[string][]object{}
	for _, e := range events {
		found[e.text("url")] = append(found[e.text("url")], e)
		reports, _ := e["sources"].([]any)
		for _, r := range reports {
			if report, _ := r.(map[string]any); report != nil {
				address := object(report).text("url")
				found[address] = append(found[address], e)
			}
		}
	}
	return found
}

// filedAs is what the items of a current report are of ours. The others are no
// restructuring.
var filedAs = map[string]string{
	"1.01": "acquisition", "1.03": "bankruptcy", "2.01": "acquisition", "2.05": "reorganisation", "5.02": "leadership_change",
}

// scoreFilings wants the events of the filings exactly: kinds, companies,
// dates, and none of a filing about something else.
func (n *newsReplay) scoreFilings(events []object) {
	n.t.Helper()
	byURL := eventsByURL(events)
	filings, want, silent := 0, 0, 0
	for _, truth := range n.truths {
		if truth.Kind != "filing" {
			continue
		}
		filings++
		kinds := map[string]bool{}
		for _, item := range truth.Items {
			if filedAs[item] != "" {
				kinds[filedAs[item]] = true
			}
		}
		want += len(kinds)
		if len(kinds) == 0 {
			silent++
		}
		if diff := filingDiff(truth, kinds, byURL[truth.URL]); diff != "" {
			n.t.Errorf("%s of %s, items %v: %s", truth.Title, truth.Company, truth.Items, diff)
		}
	}
	n.t.Logf("filings: %d, %d events of them, %d with none", filings, want, silent)
	if filings == 0 || silent == 0 || want == 0 {
		n.t.Error("there are no filings to speak of")
	}
}

// filingDiff says how the events of a filing are not what it says.
func filingDiff(truth truthEvent, kinds map[string]bool, events []object) string {
	got := map[string]bool{}
	for _, e := range events {
		got[e.text("kind")] = true
		name, company := asFiled(truth.Company), e.text("company")
		behind := name[min(len(name), len(company)):] // the state of a company, or "ADR"
		if !strings.EqualFold(name[:len(name)-len(behind)], company) || behind != "" && !strings.HasPrefix(strings.TrimSpace(behind), "/") {
			return fmt.Sprintf("the company is %q", e.text("company"))
		}
		if e.text("published_at") != truth.Published.UTC().Format(time.RFC3339) || e.text("headline") == "" || e.text("stage") == "" {
			return fmt.Sprintf("it is of %s: %v", truth.Published, e)
		}
	}
	if !maps.Equal(kinds, got) || len(got) != len(events) {
		return fmt.Sprintf("%d events, of %v and not %v", len(events), got, kinds)
	}
	return ""
}

// asFiled is a name as the SEC's feed, which is in ASCII, writes it.
func asFiled(name string) string {
	return strings.Map(func(r rune) rune {
		if r > 126 {
			return '?'
		}
		return r
	}, name)
}

// newsScore counts what is understood of the items of one kind.
type newsScore struct {
	items, told         int // told: there is an event
	layoffs, named      int // told as a layoff; of the told, under the true company
	figures, equal      int // the truth and the event have a number; it is the same
	pairs, joined       int // items of one event in two outlets; which are one event
	wrong, missed, pair []string
}

// scoreNews compares the events of the news with the truth: real layoffs by how
// many are found and under which company, other news by what is taken for an
// event. The headlines of the layoffs were recovered from addresses.
func (n *newsReplay) scoreNews(events []object) {
	n.t.Helper()
	byURL := eventsByURL(events)
	scores := map[string]*newsScore{}
	for _, truth := range n.truths {
		if truth.Kind == "filing" {
			continue
		}
		if scores[truth.Kind] == nil {
			scores[truth.Kind] = &newsScore{}
		}
		scores[truth.Kind].take(truth, byURL)
	}
	for _, kind := range slices.Sorted(maps.Keys(scores)) {
		s := scores[kind]
		n.t.Logf("%-9s %4d items, %4d told (%s), %4d as layoffs, %4d under their company, %d of %d numbers equal, %d of %d pairs are one event",
			kind, s.items, s.told, share(s.told, s.items), s.layoffs, s.named, s.equal, s.figures, s.joined, s.pairs)
	}
	layoffs, others := scores["layoff"], scores["other"]
	n.t.Logf("layoffs under another name:\n%s", strings.Join(layoffs.wrong, "\n"))
	n.t.Logf("layoffs of which nothing is told:\n%s", strings.Join(layoffs.missed, "\n"))
	n.t.Logf("one event that is two:\n%s", strings.Join(layoffs.pair, "\n"))
	n.t.Logf("events of other news:\n%s", strings.Join(others.wrong, "\n"))
	layoffs.check(n.t)
	if others.told*100 > 2*others.items {
		n.t.Errorf("%d of %d items of other news are taken for events", others.told, others.items)
	}
}

// check wants a little less than what was measured.
func (s *newsScore) check(t *testing.T) {
	t.Helper()
	for _, bar := range []struct {
		what     string
		got, all int
		least    int // in a hundred
	}{
		{"layoffs told", s.told, s.items, 97}, {"as a layoff", s.layoffs, s.items, 97}, {"under their company", s.named, s.told, 96},
		{"numbers equal", s.equal, s.figures, 90}, {"pairs that are one event", s.joined, s.pairs, 93},
	} {
		if bar.all == 0 || bar.got*100 < bar.least*bar.all {
			t.Errorf("%s: %d of %d, want %d %%", bar.what, bar.got, bar.all, bar.least)
		}
	}
}

func share(some, all int) string {
	return fmt.Sprintf("%.1f %%", 100*float64(some)/float64(max(all, 1)))
}

// take counts one item.
func (s *newsScore) take(truth truthEvent, byURL map[string][]object) {
	events := byURL[truth.URL]
	s.items++
	if truth.SameAs != "" {
		s.takePair(truth, byURL)
	}
	if len(events) == 0 {
		s.missed = append(s.missed, truth.Company+": "+truth.Title)
		return
	}
	s.told++
	layoff := slices.IndexFunc(events, func(e object) bool { return e.text("kind") == "layoff" })
	if layoff >= 0 {
		s.layoffs++
	}
	named := slices.IndexFunc(events, func(e object) bool {
		match, _ := directory.Compare(truth.Company, e.text("company"))
		return truth.Company != "" && match.Sure()
	})
	if named < 0 {
		s.wrong = append(s.wrong, fmt.Sprintf("%s: %s → %s", truth.Company, truth.Title, told(events)))
		return
	}
	s.named++
	if count := events[max(0, layoff)].number("headcount"); truth.Jobs != "" && count > 0 {
		s.figures++
		if truth.Jobs == fmt.Sprint(count) {
			s.equal++
		}
	}
}

// takePair looks whether an item and the one that told of the same before are
// one event.
func (s *newsScore) takePair(truth truthEvent, byURL map[string][]object) {
	s.pairs++
	for _, e := range byURL[truth.URL] {
		for _, other := range byURL[truth.SameAs] {
			if e.number("id") == other.number("id") {
				s.joined++
				return
			}
		}
	}
	s.pair = append(s.pair, fmt.Sprintf("%s → %s ¦ %s", truth.Title, told(byURL[truth.URL]), told(byURL[truth.SameAs])))
}

// told writes events in short.
func told(events []object) string {
	var words []string
	for _, e := range events {
		words = append(words, fmt.Sprintf("%s of %s %s", e.text("kind"), cmp.Or(e.text("company"), "nobody"), headcountOf(e)))
	}
	return strings.Join(words, ", ")
}

func headcountOf(e object) string {
	if e.number("headcount") == 0 {
		return ""
	}
	return fmt.Sprint(e.number("headcount"))
}
