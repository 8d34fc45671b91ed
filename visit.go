package kith

import "time"

// Outcome says how a visit ended.
type Outcome string

// The outcomes. "Nothing found", "not asked", "refused" and "failed" are
// different answers and stay different everywhere.
const (
	OutcomeComplete  Outcome = "complete"  // everything was read, and the counts prove it
	OutcomePartial   Outcome = "partial"   // something was read; nothing may be closed from it
	OutcomeUnchanged Outcome = "unchanged" // as at the last complete visit
	OutcomeGone      Outcome = "gone"      // the source itself answered 404 or 410
	OutcomeRefused   Outcome = "refused"   // robots.txt or the address guard says no; or 401, 403
	OutcomeFailed    Outcome = "failed"    // no usable answer
)

// Answered reports whether the source gave an answer that stands for its
// present state.
func (o Outcome) Answered() bool { return o == OutcomeComplete || o == OutcomeUnchanged }

// Proof holds the counts by which a list of openings proves that it is whole.
type Proof struct {
	Expected    int  // what the board says it has; -1 where it does not say
	Found       int  // distinct openings read
	Pages       int  // pages read
	FailedPages int  // pages that did not answer or did not parse
	Repeated    bool // a later page was a repeat of an earlier one
	Truncated   bool // the list was cut by a limit, ours or the board's
}

// Complete reports whether the counts agree and nothing speaks against them.
func (p Proof) Complete() bool {
	if p.Pages == 0 || p.FailedPages > 0 || p.Repeated || p.Truncated {
		return false
	}
	return p.Expected < 0 || p.Expected == p.Found
}

// Visit is one look at one source, and what it found.
type Visit struct {
	SourceID    int64
	At          time.Time // when it began
	Took        time.Duration
	Requests    int
	Outcome     Outcome
	Reason      string // why it is not complete, in words; empty when it is
	Proof       Proof
	Openings    []Opening // what a board showed
	Gone        []string  // external ids that answered 404 or 410 by themselves
	Items       []Item    // what a feed, a list of notices or filings showed
	Title       string    // what a feed calls itself
	Validators  Validators
	NextVisitAt time.Time // when to come again
}

// VisitRecord is what a visit changed in the store.
type VisitRecord struct {
	VisitID  int64
	SourceID int64
	At       time.Time
	Took     time.Duration
	Outcome  Outcome
	Reason   string
	Openings int // on the board when it answered, else 0
	New      int
	Changed  int
	Closed   int
	Reopened int
	Events   int // new ones
	Requests int
}

// The rule of an emptiness that is believed: a board that shows nothing, or
// is gone, where openings stood must say so SuspectVisits times, over
// SuspectSpan at least, before its openings close.
const (
	SuspectVisits = 3
	SuspectSpan   = 6 * time.Hour
)

// Closing says what a visit to a board may do to the openings that it did not
// show, when open openings are stored for the board. It returns whether they
// close, and the suspicion to remember. Promise 4 of the design is here.
func Closing(before Suspect, v Visit, open int) (closes bool, after Suspect) {
	switch {
	case v.Outcome == OutcomeUnchanged:
		return false, Suspect{}
	case v.Outcome == OutcomeComplete && (len(v.Openings) > 0 || open == 0):
		return len(v.Openings) > 0, Suspect{}
	case v.Outcome == OutcomeComplete, v.Outcome == OutcomeGone:
		after = Suspect{Count: before.Count + 1, Since: before.Since}
		if before.Count == 0 {
			after.Since = v.At
		}
		closes = after.Count >= SuspectVisits && v.At.Sub(after.Since) >= SuspectSpan
		return closes, after
	default: // no answer: nothing is learnt
		return false, before
	}
}
