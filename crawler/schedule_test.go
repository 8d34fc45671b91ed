package crawler_test

import (
	"testing"
	"time"

	"kith"
	"kith/crawler"
)

// TestNextVisit checks when a source is visited again.
func TestNextVisit(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	known := map[string]kith.KnownOpening{"1": {RowHash: "h", Detailed: true}}
	opening := func(id string, detailed bool) kith.Opening {
		return kith.Opening{ExternalID: id, RowHash: "h", Detailed: detailed}
	}
	board := func(change func(*kith.Source)) kith.Source {
		s := kith.Source{ID: 5, Kind: kith.SourceBoard}
		if change != nil {
			change(&s)
		}
		return s
	}
	failures := func(n int) kith.Source { return board(func(s *kith.Source) { s.Failures = n }) }
	last := func(o kith.Outcome) kith.Source { return board(func(s *kith.Source) { s.LastOutcome = o }) }
	feed := kith.Source{ID: 6, Kind: kith.SourceFeed}
	const hour = time.Hour
	for _, c := range []struct {
		name      string
		source    kith.Source
		visit     kith.Visit
		notBefore time.Duration
		want      time.Duration
		late      bool // jitter only makes it later
	}{
		{"complete", board(nil), kith.Visit{Outcome: kith.OutcomeComplete, Openings: []kith.Opening{opening("1", false)}}, 0, hour, false},
		{"unchanged", board(nil), kith.Visit{Outcome: kith.OutcomeUnchanged}, 0, hour, false},
		{"unchanged after failures", failures(9), kith.Visit{Outcome: kith.OutcomeUnchanged}, 0, hour, false},
		{"partial", board(nil), kith.Visit{Outcome: kith.OutcomePartial, Openings: []kith.Opening{opening("2", false)}}, 0, hour, false},
		{"details left, headway", board(nil), kith.Visit{Outcome: kith.OutcomeComplete, Openings: []kith.Opening{opening("2", false), opening("3", true)}}, 0, 5 * time.Minute, false},
		{"details left, partial", board(nil), kith.Visit{Outcome: kith.OutcomePartial, Openings: []kith.Opening{opening("2", false), opening("3", true)}}, 0, 5 * time.Minute, false},
		{"details left, no headway", board(nil), kith.Visit{Outcome: kith.OutcomeComplete, Openings: []kith.Opening{opening("2", false), opening("1", true)}}, 0, hour, false},
		{"all details read", board(nil), kith.Visit{Outcome: kith.OutcomeComplete, Openings: []kith.Opening{opening("1", false), opening("3", true)}}, 0, hour, false},
		{"first failure", failures(0), kith.Visit{Outcome: kith.OutcomeFailed}, 0, hour, false},
		{"second failure", failures(1), kith.Visit{Outcome: kith.OutcomeFailed}, 0, hour, false},
		{"third failure", failures(2), kith.Visit{Outcome: kith.OutcomeFailed}, 0, 6 * hour, false},
		{"fourth failure", failures(3), kith.Visit{Outcome: kith.OutcomeFailed}, 0, 12 * hour, false},
		{"fifth failure", failures(4), kith.Visit{Outcome: kith.OutcomeFailed}, 0, 24 * hour, false},
		{"thousandth failure", failures(999), kith.Visit{Outcome: kith.OutcomeFailed}, 0, 24 * hour, false},
		{"refused", board(nil), kith.Visit{Outcome: kith.OutcomeRefused}, 0, 6 * hour, false},
		{"refused again", last(kith.OutcomeRefused), kith.Visit{Outcome: kith.OutcomeRefused}, 0, 24 * hour, false},
		{"refused for now", last(kith.OutcomeRefused), kith.Visit{Outcome: kith.OutcomeRefused}, time.Minute, hour, false},
		{"gone where openings stand", board(nil), kith.Visit{Outcome: kith.OutcomeGone}, 0, 3 * hour, true},
		{"gone for the second time", board(func(s *kith.Source) {
			s.LastOutcome, s.Suspect = kith.OutcomeGone, kith.Suspect{Count: 1, Since: at.Add(-3 * hour)}
		}), kith.Visit{Outcome: kith.OutcomeGone}, 0, 3 * hour, true},
		{"gone for good", board(func(s *kith.Source) {
			s.LastOutcome, s.Suspect = kith.OutcomeGone, kith.Suspect{Count: 2, Since: at.Add(-6 * hour)}
		}), kith.Visit{Outcome: kith.OutcomeGone}, 0, 24 * hour, false},
		{"empty where openings stand", board(nil), kith.Visit{Outcome: kith.OutcomeComplete}, 0, 3 * hour, true},
		{"empty for good", board(func(s *kith.Source) { s.Suspect = kith.Suspect{Count: 2, Since: at.Add(-6 * hour)} }), kith.Visit{Outcome: kith.OutcomeComplete}, 0, hour, false},
		{"failed while in doubt", board(func(s *kith.Source) { s.Suspect = kith.Suspect{Count: 1, Since: at} }), kith.Visit{Outcome: kith.OutcomeFailed}, 0, hour, false},
		{"a feed that is gone", feed, kith.Visit{Outcome: kith.OutcomeGone}, 0, 6 * hour, false},
		{"an empty feed", feed, kith.Visit{Outcome: kith.OutcomeComplete}, 0, hour, false},
	} {
		c.visit.At = at
		wait := crawler.NextVisit(c.source, c.visit, known, at.Add(c.notBefore)).Sub(at)
		least := c.want - c.want/10
		if c.late {
			least = c.want
		}
		if wait < least || wait > c.want+c.want/10 {
			t.Errorf("%s: again after %v, want about %v", c.name, wait, c.want)
		}
	}
	if got := crawler.NextVisit(board(nil), kith.Visit{At: at, Outcome: kith.OutcomeComplete}, nil, at.Add(5*hour)); !got.Equal(at.Add(5 * hour)) {
		t.Errorf("a host that asked to be left alone is visited at %v", got)
	}
}

// TestJitter checks that the visits to many sources spread over the whole
// width, and that nothing but the source and the time decides.
func TestJitter(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	var tenths [10]int
	for id := range int64(10_000) {
		s, v := kith.Source{ID: id, Kind: kith.SourceFeed}, kith.Visit{At: at, Outcome: kith.OutcomeComplete}
		next := crawler.NextVisit(s, v, nil, time.Time{})
		if again := crawler.NextVisit(s, v, nil, time.Time{}); !again.Equal(next) {
			t.Fatalf("source %d: %v, then %v", id, next, again)
		}
		place := next.Sub(at.Add(54*time.Minute)) * 10 / (12*time.Minute + 1)
		tenths[place]++
	}
	for i, n := range tenths {
		if n < 800 || n > 1200 {
			t.Errorf("%d of 10000 visits in the tenth part number %d", n, i)
		}
	}
}

// TestSuspicionConcludes plays a board that is gone by its own schedule, with
// an hour between visits: its openings close at the third visit.
func TestSuspicionConcludes(t *testing.T) {
	t.Parallel()
	known := map[string]kith.KnownOpening{"1": {}}
	for id := range int64(200) {
		s := kith.Source{ID: id, Kind: kith.SourceBoard}
		at := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
		for visit := 1; ; visit++ {
			v := kith.Visit{At: at, Outcome: kith.OutcomeGone}
			at = crawler.NextVisit(s, v, known, time.Time{})
			closes, after := kith.Closing(s.Suspect, v, 1)
			s.Suspect, s.LastOutcome = after, v.Outcome
			if closes {
				if visit != kith.SuspectVisits {
					t.Errorf("source %d: closed at visit %d", id, visit)
				}
				break
			}
			if visit > 10 {
				t.Fatalf("source %d: never closed", id)
			}
		}
	}
}
