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

// Move is a contact whose company or position changed between two imports. It
// belongs to the contact's user alone.
type Move struct {
	ID            int64
	UserID        int64
	ContactID     int64
	Contact       string // the person's name
	FromCompany   string // as the exports spell the employers; "" for none
	ToCompany     string
	FromCompanyID int64 // 0 when the employer is not a company that kith surely knows
	ToCompanyID   int64
	FromPosition  string
	ToPosition    string
	At            time.Time // of the import that showed it
}

// Title says who moved where.
func (m Move) Title() string {
	switch {
	case m.FromCompany != m.ToCompany && m.ToCompany == "":
		return m.Contact + " left " + m.FromCompany
	case m.FromCompany != m.ToCompany && m.FromCompany == "":
		return m.Contact + " began at " + m.ToCompany
	case m.FromCompany != m.ToCompany:
		return m.Contact + " moved from " + m.FromCompany + " to " + m.ToCompany
	case m.ToPosition == "":
		return m.Contact + " is no longer " + m.FromPosition + " at " + m.ToCompany
	}
	return m.Contact + " is now " + m.ToPosition + " at " + m.ToCompany
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
