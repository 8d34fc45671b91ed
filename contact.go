package kith

import "time"

// Contact is a person that one user knows. It belongs to that user alone and
// never leaves them.
type Contact struct {
	ID          int64
	UserID      int64
	Name        string
	Company     string // the employer as the export spells it
	Keys        NameKeys
	CompanyID   int64 // 0 when the employer is not a company that kith knows
	Match       Match
	Position    string
	ProfileURL  string // the surest key of the person
	ConnectedOn time.Time
	// MailDomain is the domain of the contact's e-mail address, used to find
	// the company's domain. It is never stored.
	MailDomain string
}

// SkippedRow is a row of an import that could not be used.
type SkippedRow struct {
	Row int    `json:"row"` // line in the file, from 1
	Why string `json:"why"`
}

// ContactChanges is what an import changed.
type ContactChanges struct {
	New              int
	Changed          int
	Unchanged        int
	Moves            int
	CompaniesMatched int // distinct employers that are companies kith knows
	CompaniesUnknown int
}

// Watch is a user's subscription to a company.
type Watch struct {
	UserID    int64
	CompanyID int64
	Company   string
	Since     time.Time
}
