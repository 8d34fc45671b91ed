package kith

import "time"

// EventKind says what an event is.
type EventKind string

// The kinds of restructuring events.
const (
	EventLayoff         EventKind = "layoff"
	EventClosure        EventKind = "closure"
	EventMerger         EventKind = "merger"
	EventAcquisition    EventKind = "acquisition"
	EventReorganisation EventKind = "reorganisation"
	EventLeadership     EventKind = "leadership_change"
	EventRelocation     EventKind = "relocation"
	EventExpansion      EventKind = "expansion"
	EventHiringFreeze   EventKind = "hiring_freeze"
	EventBankruptcy     EventKind = "bankruptcy"
)

// Item is one dated entry of a feed, a list of notices or of filings.
type Item struct {
	ExternalID  string // the entry's own id, or its address
	Title       string
	URL         string
	Text        string // plain text, the summary where there is no more
	PublishedAt time.Time
	Events      []Event // what is understood from it, often none
}

// Event is a dated restructuring fact about a company.
type Event struct {
	ID          int64
	CompanyID   int64  // 0 when the company is not one that kith knows
	Company     string // its name as known, or as the text gives it
	Kind        EventKind
	Headline    string
	URL         string
	SourceID    int64
	Source      string    // the name of the source, filled on reading
	PublishedAt time.Time // of a notice or filing: its own date
	EffectiveAt time.Time
	Headcount   int     // 0 when not given
	Percent     float64 // of the workforce, 0 when not given
	Locations   []string
	Departments []string
	Quote       string // the words of the source that say so
	FirstSeenAt time.Time
}
