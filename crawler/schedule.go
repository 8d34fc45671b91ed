package crawler

import (
	"encoding/binary"
	"hash/fnv"
	"time"

	"kith"
)

// The times between two visits where the ordinary one does not fit.
const (
	defaultEvery = time.Hour
	detailsEvery = 5 * time.Minute // while details are left to be read
	patience     = 3               // failures in a row before the visits become rare
	firstRest    = 6 * time.Hour
	longestRest  = 24 * time.Hour
)

// nextVisit returns when to visit a source again after a visit.
//
// An answer, whole or partial, brings the ordinary time, give or take a tenth:
// that spreads the visits out and costs a third of a percent of freshness
// (mean delay of uniform jitter j is T/2·(1 + j²/3)). Everything else follows
// from what a further visit can be worth.
func nextVisit(s kith.Source, v kith.Visit, p visitPlan) time.Time {
	wait := p.every
	jitter := jitterOf(s.ID, v.At) // from -1 to 1
	switch {
	case p.detailsLeft:
		wait = min(detailsEvery, p.every)
	case v.Outcome == kith.OutcomeFailed:
		wait = max(p.every, restAfter(s.Failures+1))
	case v.Outcome == kith.OutcomeRefused && p.notBefore.After(v.At):
		// The host's robots.txt did not answer: no decision of its owner.
	case v.Outcome == kith.OutcomeRefused:
		// The owner says no. That changes seldom, and asking more often
		// changes nothing; but the first no may be a passing one.
		wait = max(p.every, restFrom(s.LastOutcome == kith.OutcomeRefused))
	case p.doubted:
		// Late rather than early, so that the visits that the rule of
		// kith.Closing asks for span the time that it asks for.
		wait = max(p.every, kith.SuspectSpan/(kith.SuspectVisits-1))
		jitter = (jitter + 1) / 2
	case v.Outcome == kith.OutcomeGone:
		wait = max(p.every, restFrom(s.LastOutcome == kith.OutcomeGone))
	}
	next := v.At.Add(v.Took).Add(wait + time.Duration(jitter*float64(wait)/10))
	if next.Before(p.notBefore) {
		return p.notBefore
	}
	return next
}

// visitPlan is what nextVisit has to know beside the source and the visit.
type visitPlan struct {
	every       time.Duration // the ordinary time between two visits
	detailsLeft bool          // there is more to be read, and reading makes headway
	doubted     bool          // an emptiness that further visits must confirm
	notBefore   time.Time     // the host asked to be left alone until then
}

// restAfter returns how long a source is left alone after failures in a row:
// no longer than usual below patience, then six hours, doubling up to a day.
// One failed visit is noise, and a dead host is worth a look a day.
func restAfter(failures int) time.Duration {
	if failures < patience {
		return 0
	}
	return min(firstRest<<min(failures-patience, 10), longestRest)
}

// restFrom returns how long an answer is taken at its word that nothing is to
// be had: less for the first of its kind.
func restFrom(again bool) time.Duration {
	if again {
		return longestRest
	}
	return firstRest
}

// jitterOf returns a number from -1 to 1 that depends on the source and the
// time of its visit only.
func jitterOf(id int64, at time.Time) float64 {
	h := fnv.New64a()
	var b [16]byte
	binary.LittleEndian.PutUint64(b[:8], uint64(id))
	binary.LittleEndian.PutUint64(b[8:], uint64(at.UnixNano()))
	_, _ = h.Write(b[:]) // never fails, by its documentation
	const most = 1 << 20
	return float64(h.Sum64()%(most+1))/(most/2) - 1
}

// isDoubted reports whether a visit showed nothing where openings stand, so
// that further visits have to say so again.
func isDoubted(s kith.Source, v kith.Visit, known map[string]kith.KnownOpening) bool {
	if s.Kind != kith.SourceBoard || len(known) == 0 {
		return false
	}
	closes, after := kith.Closing(s.Suspect, v, len(known))
	return after.Count > 0 && !closes && v.Outcome != kith.OutcomePartial
}

// hasDetailsLeft reports whether openings still lack what only their own pages
// tell, and whether this visit read some of these pages: without that,
// visiting soon again would go on for ever.
func hasDetailsLeft(v kith.Visit, known map[string]kith.KnownOpening) bool {
	if v.Outcome != kith.OutcomeComplete && v.Outcome != kith.OutcomePartial {
		return false
	}
	left, headway := false, false
	for _, o := range v.Openings {
		before := known[o.ExternalID]
		switch {
		case o.Detailed && !before.Detailed:
			headway = true
		case !o.Detailed && !(before.Detailed && before.RowHash == o.RowHash):
			left = true
		}
	}
	return left && headway
}
