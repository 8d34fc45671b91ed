package crawler

import (
	"fmt"
	"sync"
	"time"

	"kith"
)

// The rules of the breakers: jobseek's, as its operators measured them to be
// enough. A host that gives no answer three times in a row, to different
// sources, within ten minutes is not asked for half an hour, and neither is a
// whole system of which three hosts do the same.
const (
	breakAfter  = 3
	breakWithin = 10 * time.Minute
	breakFor    = 30 * time.Minute
)

// breakers keep sources from being asked that would not answer, because their
// host, or the system that it belongs to, has just not answered others. They
// may be used by many goroutines.
type breakers struct {
	mu sync.Mutex // guards all
	of map[string]*breaker
}

// breaker is the state of one host or system.
type breaker struct {
	failed map[string]time.Time // when, by what failed, since the last answer
	until  time.Time            // not asked before; zero when it is
}

// held returns until when a source is not asked, and why not, in words. Once
// the time is over, one source is asked as a trial.
func (b *breakers) held(s kith.Source, now time.Time) (until time.Time, why string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, part := range partsOf(s) {
		one := b.of[part.key]
		if one == nil || !now.Before(one.until) {
			continue
		}
		return one.until, fmt.Sprintf("%s has given no answer to %d others in a row; it is asked again later", part.name, len(one.failed))
	}
	return time.Time{}, ""
}

// learn takes note of how a visit ended.
func (b *breakers) learn(s kith.Source, outcome kith.Outcome, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.of == nil {
		b.of = map[string]*breaker{}
	}
	for _, part := range partsOf(s) {
		if outcome != kith.OutcomeFailed {
			delete(b.of, part.key)
			continue
		}
		one := b.of[part.key]
		if one == nil {
			one = &breaker{failed: map[string]time.Time{}}
			b.of[part.key] = one
		}
		one.fail(part.who, now)
	}
}

// fail notes a failure, and breaks when there are enough of them. A trial that
// fails finds them there still.
func (b *breaker) fail(who string, now time.Time) {
	trial := !b.until.IsZero()
	b.failed[who] = now
	recent := 0
	for name, at := range b.failed {
		switch {
		case now.Sub(at) <= breakWithin:
			recent++
		case !trial:
			delete(b.failed, name)
		}
	}
	if recent >= breakAfter || trial && !now.Before(b.until) {
		b.until = now.Add(breakFor)
	}
}

// part is what a source shares with others.
type part struct {
	key  string // of the breaker
	name string // in words
	who  string // by what failures are told apart
}

// partsOf returns the host of a source and, for a board of a system whose
// boards have hosts of their own, the system.
func partsOf(s kith.Source) []part {
	parts := []part{{key: "host " + s.Host, name: s.Host, who: nameOf(s)}}
	if s.Kind == kith.SourceBoard && s.Board.ATS != "" && s.Board.ATS != "page" {
		parts = append(parts, part{key: "system " + s.Board.ATS, name: "the hiring site " + s.Board.ATS, who: s.Host})
	}
	return parts
}
