package mail

import (
	"time"

	"kith"
)

// Digest is what one mail tells one user. Its texts may be foreign and
// hostile: rendering cleans them.
type Digest struct {
	User      kith.User
	At        time.Time // when it is made
	BaseURL   string    // address of kith's own pages
	Companies []Company // the best first
	Health    *Health   // nil where it is not known
}

// Company is what there is to tell of one company.
type Company struct {
	Name     string
	People   []kith.Reason // contacts of the user, the best to ask first
	Watched  bool
	Events   []kith.Event  // news, newest first
	Signals  []kith.Signal // what the board's history says, the strongest first
	Moves    []Move        // contacts who came or left, or changed their position
	Roles    []Role        // new openings, newest first
	Standing int           // how many stood open when kith began to look
	Closed   int           // new openings that closed before they were told
}

// Move is a move as it is told at one of its two companies.
type Move struct {
	kith.Move
	Left bool // it is told at the company that the contact left
}

// Role is one new opening, in one place or many.
type Role struct {
	Title     string
	URL       string
	Places    []string
	Workplace kith.Workplace
	Salary    *kith.Salary
	SeenAt    time.Time // when kith first saw it
	PostedAt  time.Time // the board's own publication date, zero where there is none
	ListedAt  time.Time // when the role was first listed, where it is listed again; else zero
}

// Health says how much of the web the digest rests on.
type Health struct {
	Boards   int // career pages that are visited
	Answered int // at the last visit
	Refused  int // ask not to be visited
	Silent   int // did not answer
}

// Rendered is a digest in words.
type Rendered struct {
	Subject string
	Text    string
	HTML    string
}

// The sizes of a mail. Gmail cuts HTML off at about 100 KB.
const (
	maxCompanies = 12
	maxRoles     = 30
	maxNews      = 6
	maxHTML      = 60 << 10 // bytes
)

// harms reports whether an event may cost people their work.
func harms(kind kith.EventKind) bool {
	switch kind {
	case kith.EventLayoff, kith.EventClosure, kith.EventBankruptcy, kith.EventHiringFreeze:
		return true
	default:
		return false
	}
}

// harmed reports whether a company has news that may cost people their work.
// Its openings are told with that news and never in a cheerful line.
func (c Company) harmed() bool {
	for _, e := range c.Events {
		if harms(e.Kind) {
			return true
		}
	}
	return false
}

// totals are the counts of a digest, before anything is cut. The openings of
// a company with bad news are told with that news and not counted here.
type totals struct {
	roles, known, roleCompanies int // new openings; those where the user knows somebody; companies of them
	news, newsKnown             int // companies with news; those where the user knows somebody
	signals, signalsKnown       int // companies with signals; those where the user knows somebody
	moves                       int // contacts who moved
	standing                    int // openings that stood open
	standingAt, standingKnown   int // companies of them; those where the user knows somebody
	closed, closedAt            int // openings that came and went; companies of them
}

func count(d Digest) totals {
	var t totals
	for _, c := range d.Companies {
		knows := len(c.People) > 0
		if !c.harmed() {
			t.roles += len(c.Roles)
			t.known += when(knows, len(c.Roles))
			t.roleCompanies += when(len(c.Roles) > 0, 1)
		}
		t.news += when(len(c.Events) > 0, 1)
		t.newsKnown += when(len(c.Events) > 0 && knows, 1)
		t.signals += when(len(c.Signals) > 0, 1)
		t.signalsKnown += when(len(c.Signals) > 0 && knows, 1)
		t.moves += len(c.Moves)
		t.standing += c.Standing
		t.standingAt += when(c.Standing > 0, 1)
		t.standingKnown += when(c.Standing > 0 && knows, 1)
		t.closed += c.Closed
		t.closedAt += when(c.Closed > 0, 1)
	}
	return t
}

// when returns n where a thing holds, else 0.
func when(holds bool, n int) int {
	if holds {
		return n
	}
	return 0
}
