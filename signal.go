package kith

import "time"

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
