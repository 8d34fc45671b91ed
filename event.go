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

// Report is a further report of an event.
type Report struct {
	Source      string // the name of the source, "" where it was removed
	Headline    string
	URL         string
	PublishedAt time.Time
}

// EventStage says how far an event has gone.
type EventStage string

// The stages. An event of which nothing says it has the empty one.
const (
	StageRumoured  EventStage = "rumoured"  // sources, reports and plans that nobody has confirmed
	StageAnnounced EventStage = "announced" // the company says so
	StageFiled     EventStage = "filed"     // a notice or filing says so
	StageDone      EventStage = "done"
)

// DealRole is the part of a company in a deal.
type DealRole string

// The parts in a deal.
const (
	RoleBuyer   DealRole = "buyer"
	RoleTarget  DealRole = "target"
	RolePartner DealRole = "partner" // of a merger of equals
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
	Stage       EventStage
	Role        DealRole // of the company in a merger or acquisition
	Counterpart string   // the other company of a deal, as the text names it
	Headline    string
	URL         string
	SourceID    int64
	Source      string    // the name of the source, filled on reading
	PublishedAt time.Time // of a notice or filing: its own date
	EffectiveAt time.Time
	Headcount   int // how many people it hits, the upper end of a range; 0 when not given
	// HeadcountMin is the lower end where a range is given, else 0.
	HeadcountMin int
	Percent      float64 // of the workforce, 0 when not given
	Locations    []string
	Departments  []string
	Quote        string // the words of the source that say so
	// Quotes are the words that single fields were read from, where these are
	// others than Quote: by "headcount", "percent", "effective_at",
	// "locations", "departments".
	Quotes map[string]string
	// Reports are the other reports of the same event, the oldest first.
	Reports     []Report
	FirstSeenAt time.Time
}
