package kith

import (
	"strings"
	"time"
)

// SignalKind says what a board's own history tells.
type SignalKind string

// The kinds of signals.
const (
	SignalSurge           SignalKind = "surge"
	SignalFreeze          SignalKind = "freeze"
	SignalFirstPlace      SignalKind = "first_place"      // first opening in a new place
	SignalFirstDepartment SignalKind = "first_department" // first opening in a new department
	SignalEmptied         SignalKind = "department_emptied"
	SignalReopened        SignalKind = "reopened"
	SignalLongOpen        SignalKind = "long_open" // likely a ghost
)

// Signal is something that the history of a board says without words.
type Signal struct {
	ID        int64
	CompanyID int64
	Company   string // filled on reading
	BoardID   int64
	OpeningID int64 // of a signal that is about one opening, else 0
	Kind      SignalKind
	Subject   string // the place, department or title that it is about, "" for the whole board
	Evidence  string // the counts that it rests on, in words
	// Strength orders signals: minus the logarithm to base 10 of the chance that
	// nothing has changed, or for a signal without such a chance the count that
	// it rests on.
	Strength float64
	At       time.Time // the day on which it could be seen
}

// SignalWindow is how long a signal of a board may not be seen and still be the
// same one: a freeze of half a year is told once.
const SignalWindow = 30 * 24 * time.Hour

// Title says in a few words what a signal is.
func (s Signal) Title() string {
	switch s.Kind {
	case SignalSurge:
		return "Hiring picks up"
	case SignalFreeze:
		return "Nothing new for two weeks"
	case SignalFirstPlace:
		return "First opening in " + s.Subject
	case SignalFirstDepartment:
		return "First opening for " + s.Subject
	case SignalEmptied:
		return "No opening for " + s.Subject + " any more"
	case SignalReopened:
		return "Open again: " + s.Subject
	case SignalLongOpen:
		return "Open for long: " + s.Subject
	}
	return strings.TrimSpace(string(s.Kind) + " " + s.Subject)
}

// IsNews reports whether a signal is worth a message. That an opening has stood
// for long is not: it is shown beside the opening.
func (s Signal) IsNews() bool { return s.Kind != SignalLongOpen }
