package kith

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Workplace says where the work is done.
type Workplace string

// The workplaces. An opening that does not say has the empty one.
const (
	WorkplaceOnsite Workplace = "onsite"
	WorkplaceHybrid Workplace = "hybrid"
	WorkplaceRemote Workplace = "remote"
)

// Salary is what an opening pays. Min or Max is 0 where it is not given.
type Salary struct {
	Min      int64  `json:"min,omitempty"` // whole units of Currency
	Max      int64  `json:"max,omitempty"`
	Currency string `json:"currency,omitempty"` // ISO 4217
	Period   string `json:"period,omitempty"`   // "year", "month", "week", "day" or "hour"
}

// Opening is one vacancy on one board, under the board's own id.
// An absent value is absent and never guessed.
type Opening struct {
	ID             int64
	BoardID        int64  // Source.ID of the board
	Board          string // Board.Key of the board, filled on reading
	CompanyID      int64
	Company        string // the company's name, filled on reading
	ExternalID     string // the board's own id
	Title          string
	Locations      []string
	Country        string // ISO 3166-1 alpha-2, upper case
	Workplace      Workplace
	Department     string
	EmploymentType string
	Seniority      Seniority
	Language       string // of the text, ISO 639-1, lower case; "" where nothing says it
	Salary         *Salary
	URL            string
	Description    string    // plain text
	PostedAt       time.Time // the board's own publication date

	FirstSeenAt time.Time // ours; never moves
	LastSeenAt  time.Time
	ClosedAt    time.Time // zero while open
	ReopenedAt  time.Time // zero unless it had been closed before
	Baseline    bool      // it stood there when its board was first read

	// RoleKey is equal for openings of one role: in many places, on two boards
	// of one company, or listed again under a new id.
	RoleKey string
	// RepostOf is the id of the first opening that this one lists again: of the
	// same role in the same place, closed no longer than RepostWindow before it
	// came. It is 0 for others.
	RepostOf int64
	// ListedAt is when the first of these was first seen, which is FirstSeenAt
	// where there is no other.
	ListedAt time.Time

	// RowHash is the hash of what the board's list said of it. An opening
	// whose RowHash is as before needs no detail request.
	RowHash string
	// Detailed reports that the fields that only the detail page has were
	// read too (or that the list has them all).
	Detailed bool
}

// Seniority is the level of a role.
type Seniority string

// The levels. An opening that does not say has the empty one.
const (
	SeniorityIntern    Seniority = "intern"
	SeniorityJunior    Seniority = "junior"
	SeniorityMid       Seniority = "mid"
	SenioritySenior    Seniority = "senior"
	SeniorityLead      Seniority = "lead" // lead, staff, principal
	SeniorityManager   Seniority = "manager"
	SeniorityDirector  Seniority = "director" // director, head of
	SeniorityExecutive Seniority = "executive"
)

// RepostWindow is how long after an opening closed another one of the same
// role in the same place counts as the same, listed again.
const RepostWindow = 60 * 24 * time.Hour

// LongOpen is how long an opening stands until it is marked: about twice the
// time in which employers fill most of them. It may be a standing offer, or
// one that nobody means any more.
const LongOpen = 90 * 24 * time.Hour

// OpenSince returns since when the role has been listed, as far as is known:
// the earliest of the board's own date and of when it was first seen, under
// this id or an earlier one.
func (o *Opening) OpenSince() time.Time {
	since := o.FirstSeenAt
	for _, at := range []time.Time{o.ListedAt, o.PostedAt} {
		if !at.IsZero() && at.Before(since) {
			since = at
		}
	}
	return since
}

// IsLongOpen reports whether the opening is open and has been for LongOpen.
func (o *Opening) IsLongOpen(now time.Time) bool {
	return o.ClosedAt.IsZero() && now.Sub(o.OpenSince()) >= LongOpen
}

// KnownOpening is what a reader of a board must know of an opening that is
// stored already.
type KnownOpening struct {
	RowHash  string
	Detailed bool
}

// ContentHash returns a hash of everything that a person would call the
// content of the opening. Two states with equal hashes are no change.
func (o *Opening) ContentHash() string {
	data, err := json.Marshal([]any{
		o.Title, o.Locations, o.Country, o.Workplace, o.Department,
		o.EmploymentType, o.Salary, o.URL, o.Description, o.PostedAt.UTC().Unix(),
	})
	if err != nil { // cannot happen: every field is a plain value
		panic("kith: content of an opening: " + err.Error())
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

// Merge returns the stored opening o as it is after found was seen on its
// board: the found fields replace the stored ones, but what only a detail
// page tells stays when found came without it, and the publication date never
// gets lost. A row that says what it said before changes nothing. Our own
// dates are left alone.
func (o Opening) Merge(found Opening) Opening {
	if o.Detailed && !found.Detailed && found.RowHash == o.RowHash && o.RowHash != "" {
		return o
	}
	merged := found
	merged.ID, merged.BoardID, merged.CompanyID = o.ID, o.BoardID, o.CompanyID
	merged.Board, merged.Company, merged.Baseline = o.Board, o.Company, o.Baseline
	merged.FirstSeenAt, merged.LastSeenAt = o.FirstSeenAt, o.LastSeenAt
	merged.ClosedAt, merged.ReopenedAt = o.ClosedAt, o.ReopenedAt
	merged.RepostOf, merged.ListedAt = o.RepostOf, o.ListedAt
	if merged.PostedAt.IsZero() {
		merged.PostedAt = o.PostedAt
	}
	if !found.Detailed && o.Detailed {
		merged.keepDetails(o)
	}
	return merged
}

// keepDetails fills the fields that the list did not tell from the stored
// opening.
func (o *Opening) keepDetails(stored Opening) {
	o.Detailed = true
	o.Description = orElse(o.Description, stored.Description)
	o.Department = orElse(o.Department, stored.Department)
	o.EmploymentType = orElse(o.EmploymentType, stored.EmploymentType)
	o.Country = orElse(o.Country, stored.Country)
	o.Language = orElse(o.Language, stored.Language)
	o.Seniority = Seniority(orElse(string(o.Seniority), string(stored.Seniority)))
	o.Workplace = Workplace(orElse(string(o.Workplace), string(stored.Workplace)))
	if o.Salary == nil {
		o.Salary = stored.Salary
	}
}

func orElse(value, fallback string) string {
	if value != "" {
		return value
	}
	return fallback
}
