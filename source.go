package kith

import "time"

// SourceKind says what a source is.
type SourceKind string

// The kinds of sources.
const (
	SourceBoard   SourceKind = "board"   // the openings of one company
	SourceFeed    SourceKind = "feed"    // a news feed: RSS, Atom or JSON
	SourceNotices SourceKind = "notices" // a list of layoff notices
	SourceFilings SourceKind = "filings" // a feed of filings
)

// Board is one public list of openings of a company: an applicant-tracking
// system (ATS) and its token there, or the company's own career page.
type Board struct {
	ATS   string // "greenhouse", …, or "page" for a career page without a known ATS
	Token string // as the ATS spells it; for Workday "tenant/wdN/site"; for "page" the address
	URL   string // where a person reads it
}

// Key returns the name of the board that people see, such as
// "greenhouse/stripe". It is unique among boards.
func (b Board) Key() string { return b.ATS + "/" + b.Token }

// Source is anything that is visited.
type Source struct {
	ID        int64
	Kind      SourceKind
	CompanyID int64  // 0 when it is of no single company
	Company   string // the company's name, filled on reading
	Name      string // the title of a feed; empty for boards
	Board     Board  // empty unless Kind is SourceBoard
	URL       string // the address that is visited, or the board's own
	Host      string // the host that answers; pace and jobs are per host

	Validators     Validators
	NextVisitAt    time.Time // zero when somebody has asked for a visit now
	LastVisitAt    time.Time // zero when never visited
	LastOutcome    Outcome
	LastReason     string    // why the last visit was not complete, in words
	LastCompleteAt time.Time // of the last visit that was complete or unchanged
	BaselineAt     time.Time // of the first complete visit; what it found is not news
	FailingSince   time.Time // zero while visits succeed
	Failures       int       // failed visits in a row
	Suspect        Suspect   // an emptiness that is not yet believed
	HeldUntil      time.Time // until when it is not asked, although it is due; zero when it is
	HeldWhy        string    // why not, in words
	MovedTo        string    // key of the board that has taken its place, "" for none
}

// Validators identify a document that was read before, for conditional
// requests (RFC 9110 section 13) and for telling that nothing changed.
type Validators struct {
	ETag         string // as received, byte for byte
	LastModified string // as received
	Hash         string // of what was read, made by the reader
}

// Suspect remembers how often, and since when, a board with open openings has
// shown none.
type Suspect struct {
	Count int
	Since time.Time
}
