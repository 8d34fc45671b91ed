package kith

import "time"

// Company is an employer.
type Company struct {
	ID        int64
	Name      string // the one name that is shown
	Domain    string // registrable domain of its web site, "" when not known
	CreatedAt time.Time
	Names     []CompanyName // every spelling it is found by, the shown one included
	Boards    []Source      // its sources of kind SourceBoard; filled by listings only
}

// CompanyName is one spelling of a company's name with the keys by which
// other spellings are compared to it.
type CompanyName struct {
	Name string
	Keys NameKeys
}

// NameKeys are the keys of a company name. Two names are one employer when
// their Exact keys are equal and not empty (MatchExact), or else when their
// Strong keys are (MatchStrong). Package directory makes them.
type NameKeys struct {
	Exact  string
	Strong string
}

// Match says how sure it is that two names are one employer.
type Match string

// The tiers of a match. Nothing is ever alerted on a weak one.
const (
	MatchExact  Match = "exact"
	MatchStrong Match = "strong"
	MatchWeak   Match = "weak"
	MatchNone   Match = "none"
)

// Sure reports whether the match is good enough to tell somebody.
func (m Match) Sure() bool { return m == MatchExact || m == MatchStrong }
