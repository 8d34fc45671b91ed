package kith

import "time"

// AlertKind says what an alert is about.
type AlertKind string

// The kinds of alerts.
const (
	AlertOpening  AlertKind = "opening"
	AlertEvent    AlertKind = "event"
	AlertSignal   AlertKind = "signal"
	AlertMove     AlertKind = "move"
	AlertBaseline AlertKind = "baseline" // one line for all that stood open when kith began to look
)

// Reason says why a user is told something.
type Reason struct {
	Kind      ReasonKind `json:"kind"`
	ContactID int64      `json:"-"`
	Contact   string     `json:"contact,omitempty"` // the person's name
	Position  string     `json:"position,omitempty"`
	Match     Match      `json:"match,omitempty"` // how sure it is that they work there
	Since     time.Time  `json:"since,omitzero"`  // of a contact: connected on; of a watch: since when
}

// ReasonKind is the kind of a reason.
type ReasonKind string

// The kinds of reasons.
const (
	ReasonContact ReasonKind = "contact"
	ReasonWatch   ReasonKind = "watch"
	ReasonMoved   ReasonKind = "moved" // the contact who has moved, and is at that company no more
)

// Alert is something worth telling one user once.
type Alert struct {
	ID      int64
	UserID  int64
	User    string // the user's e-mail address or name, filled on reading
	Kind    AlertKind
	Subject string // "opening/17", "event/4", "signal/3", "move/8", "company/9": one alert per user and subject, for ever
	// RoleKey is equal for copies of one role in several places: a copy that
	// comes within RoleWindow joins the alert as a further place.
	RoleKey string
	// Again is the subject of the opening that this one lists again, "" for
	// none: a user who has been told of that joins its alert.
	Again     string
	CompanyID int64
	Company   string
	Title     string
	URL       string
	Openings  []Opening // of kind AlertOpening: the copies of the role; filled on reading
	Event     *Event    // of kind AlertEvent; filled on reading
	Signal    *Signal   // of kind AlertSignal; filled on reading
	Move      *Move     // of kind AlertMove; filled on reading
	Count     int       // of kind AlertBaseline: how many stood open
	Reasons   []Reason
	CreatedAt time.Time
	// DeliveredAt is when the delivery that holds the alert was sent.
	DeliveredAt time.Time
	DeliveryID  int64
}

// RoleWindow is how long a copy of a role joins the alert of the first.
const RoleWindow = 30 * 24 * time.Hour

// Delivery is one message to one user, recorded before and after it is sent.
type Delivery struct {
	ID        int64
	UserID    int64
	MessageID string // "digest.12.a1b2@host" without angle brackets; made once and kept over every retry
	From      string
	To        string
	Subject   string
	Message   []byte // the whole message as RFC 5322 bytes; dropped once it is sent
	CreatedAt time.Time
	TriedAt   time.Time // of the last attempt, zero before the first
	SentAt    time.Time
	Attempts  int
	LastError string
}

// ChangeKind says what a row of the change log is about.
type ChangeKind string

// The kinds of changes.
const (
	ChangeOpening  ChangeKind = "opening"
	ChangeEvent    ChangeKind = "event"
	ChangeSignal   ChangeKind = "signal"
	ChangeMove     ChangeKind = "move"     // a contact of a user has moved
	ChangeBaseline ChangeKind = "baseline" // a board was read whole for the first time; ID is the source
	ChangeInterest ChangeKind = "interest" // a user began to care about a company; ID is the company
	ChangeCompany  ChangeKind = "company"  // a company's name changed: its openings read differently
)

// ChangeOp says what happened.
type ChangeOp string

// The operations.
const (
	OpNew      ChangeOp = "new"
	OpChanged  ChangeOp = "changed"
	OpClosed   ChangeOp = "closed"
	OpReopened ChangeOp = "reopened"
)

// Change is one row of the change log. Sequence numbers grow in the order of
// commits and are never seen out of order.
type Change struct {
	Seq       int64
	Kind      ChangeKind
	Op        ChangeOp
	ID        int64
	CompanyID int64
	UserID    int64 // of an interest or a move
	Baseline  bool  // of an opening: it stood there when its board was first read
	At        time.Time
}
