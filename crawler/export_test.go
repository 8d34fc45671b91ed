package crawler

import (
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"kith"
)

// What the external tests see of the inside.

// TestLimits are limits that a test makes small.
type TestLimits struct {
	Header, Whole time.Duration
	Body          int
}

// NewTestTransport is NewTransport with small limits; those that are 0 stay.
func NewTestTransport(o TransportOptions, small TestLimits) (*Transport, error) {
	l := defaultLimits()
	if small.Header > 0 {
		l.header = small.Header
	}
	if small.Whole > 0 {
		l.whole = small.Whole
	}
	if small.Body > 0 {
		l.body = small.Body
	}
	return newTransport(o, l)
}

// CanonicalHost is canonicalHost.
func CanonicalHost(host string) (string, netip.Addr, error) { return canonicalHost(host) }

// RobotsAllow reports whether a robots.txt lets kith read a path, and the gap
// that it asks for.
func RobotsAllow(content []byte, path string) (bool, time.Duration) {
	rules := parseRobots(content)
	return rules.allows(path), rules.delay
}

// ParseRetryAfter is parseRetryAfter.
func ParseRetryAfter(value string, now time.Time) (time.Duration, bool) {
	return parseRetryAfter(value, now)
}

// ToUTF8 is toUTF8 with the Content-Type before and after.
func ToUTF8(content []byte, contentType string) (text []byte, after string) {
	header := http.Header{}
	header.Set("Content-Type", contentType)
	text = toUTF8(content, header)
	return text, header.Get("Content-Type")
}

// NextVisit is nextVisit for an hourly source.
func NextVisit(s kith.Source, v kith.Visit, known map[string]kith.KnownOpening, notBefore time.Time) time.Time {
	return nextVisit(s, v, visitPlan{
		every: time.Hour, notBefore: notBefore, detailsLeft: hasDetailsLeft(v, known), doubted: isDoubted(s, v, known),
	})
}

// RetryAt is retryAt.
func RetryAt(err error) time.Time { return retryAt(err) }

// PaceHosts has a number of hosts asked, with something done between them, and
// returns how many are remembered at the end.
func PaceHosts(clock kith.Clock, number int, between func()) int {
	p := newPace(TransportOptions{Clock: clock})
	for i := range number {
		h := p.enter(strconv.Itoa(i))
		h.turn <- struct{}{}
		p.giveTurn(h, 0)
		p.leave(h)
		between()
	}
	return len(p.hosts)
}

// Owed returns how long Rest would wait for a host.
func (t *Transport) Owed(host string) time.Duration { return t.pace.owed(hostFits(host)) }
