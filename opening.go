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
	Salary         *Salary
	URL            string
	Description    string    // plain text
	PostedAt       time.Time // the board's own publication date

	FirstSeenAt time.Time // ours; never moves
	LastSeenAt  time.Time
	ClosedAt    time.Time // zero while open
	ReopenedAt  time.Time // zero unless it had been closed before
	Baseline    bool      // it stood there when its board was first read

	// RowHash is the hash of what the board's list said of it. An opening
	// whose RowHash is as before needs no detail request.
	RowHash string
	// Detailed reports that the fields that only the detail page has were
	// read too (or that the list has them all).
	Detailed bool
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
