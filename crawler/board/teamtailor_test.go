package board_test

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"
)

// teamtailorSystem is the board in testdata.
func teamtailorSystem() system {
	return system{key: "teamtailor/brackenfold", empty: "empty.rss", answers: map[string]string{
		"GET https://brackenfold.teamtailor.com/jobs.rss?per_page=200&offset=0": "list.rss",
	}}
}

func FuzzTeamtailor(f *testing.F) { fuzzSystem(f, "teamtailor") }

// teamtailorRSS answers as a site with so many openings does: at most limit at
// a time, from the offset on unless it does not know of offsets.
func teamtailorRSS(t *testing.T, openings, limit int, offsets bool) kith.FetchFunc {
	t.Helper()
	return fetchFrom(func(r kith.Request) (*kith.Response, error) {
		u, err := url.Parse(r.URL)
		if err != nil || u.Path != "/jobs.rss" {
			return says(404, "")
		}
		size, _ := strconv.Atoi(u.Query().Get("per_page"))
		from, _ := strconv.Atoi(u.Query().Get("offset"))
		if !offsets {
			from = 0
		}
		var items strings.Builder
		for i := from; i < min(openings, from+min(size, limit)); i++ {
			fmt.Fprintf(&items, "<item><title>Role %d</title><link>https://b.teamtailor.com/jobs/%d-role</link></item>", i, i+1)
		}
		return says(200, "<rss><channel><title>Brackenfold</title>%s</channel></rss>", items.String())
	})
}

// TestTeamtailorPages reads long boards: a site may cut a page to what it
// gives to those who do not ask for more, or know of no offsets.
func TestTeamtailorPages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		openings, limit, pages int
		offsets                bool
		want                   kith.Outcome
	}{
		{0, 200, 1, true, kith.OutcomeComplete},
		{99, 200, 1, true, kith.OutcomeComplete},
		{100, 200, 2, true, kith.OutcomeComplete},
		{150, 200, 1, true, kith.OutcomeComplete},
		{200, 200, 2, true, kith.OutcomeComplete},
		{650, 200, 4, true, kith.OutcomeComplete},
		{250, 100, 3, true, kith.OutcomeComplete},
		{150, 200, 1, false, kith.OutcomeComplete},
		{100, 200, 2, false, kith.OutcomePartial}, // all there is, or the first of more: who knows
		{500, 200, 2, false, kith.OutcomePartial},
		{500, 100, 2, false, kith.OutcomePartial},
	} {
		v := board.New().Visit(t.Context(), teamtailorRSS(t, c.openings, c.limit, c.offsets), source("teamtailor/b"), nil)
		checkVisit(t, v)
		if v.Outcome != c.want || v.Proof.Pages != c.pages || (c.want == kith.OutcomeComplete && len(v.Openings) != c.openings) {
			t.Errorf("%+v: %s (%s) with %d openings on %d pages", c, v.Outcome, v.Reason, len(v.Openings), v.Proof.Pages)
		}
	}
}

// TestTeamtailorFeed reads a site without RSS by its JSON Feed, and follows no
// page to another host.
func TestTeamtailorFeed(t *testing.T) {
	t.Parallel()
	site := "GET https://career.brackenfold.example/jobs.json"
	w := &web{t: t, system: system{key: "teamtailor/career.brackenfold.example", answers: map[string]string{
		site: "feed-1.json", site + "?page=2&per_page=1": "feed-2.json",
	}}}
	v := w.visit(kith.Validators{}, nil)
	checkVisit(t, v)
	compareGolden(t, filepath.Join("teamtailor", "feed.json"), v)
	if len(w.asked) != 3 || !strings.Contains(w.asked[0], "/jobs.rss") {
		t.Errorf("asked for %q", w.asked)
	}
}
