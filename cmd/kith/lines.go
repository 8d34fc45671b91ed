package main

import (
	"time"

	"kith"
)

// The lines that --json prints. Absent values are left out; times are in
// RFC 3339, UTC, to the second.

type companyLine struct {
	ID      int64       `json:"id"`
	Company string      `json:"company"`
	Domain  string      `json:"domain,omitempty"`
	Boards  []boardLine `json:"boards"`
}

type boardLine struct {
	ID      int64      `json:"id"`
	Board   string     `json:"board"`
	ATS     string     `json:"ats"`
	Token   string     `json:"token"`
	URL     string     `json:"url,omitempty"`
	Outcome string     `json:"outcome,omitempty"`
	Reason  string     `json:"reason,omitempty"`
	Visited *time.Time `json:"last_visit_at,omitempty"`
	healthLine
}

// healthLine says how the visits to a source go.
type healthLine struct {
	Complete *time.Time `json:"last_complete_at,omitempty"`
	Failing  *time.Time `json:"failing_since,omitempty"`
	Failures int        `json:"failures,omitempty"`
	Held     *time.Time `json:"held_until,omitempty"`
	HeldWhy  string     `json:"held_why,omitempty"`
	MovedTo  string     `json:"moved_to,omitempty"`
}

func newHealthLine(s kith.Source) healthLine {
	return healthLine{
		Complete: at(s.LastCompleteAt), Failing: at(s.FailingSince), Failures: s.Failures,
		Held: at(s.HeldUntil), HeldWhy: s.HeldWhy, MovedTo: s.MovedTo,
	}
}

type sourceLine struct {
	ID      int64      `json:"id"`
	Kind    string     `json:"kind"`
	Source  string     `json:"source"`
	Company string     `json:"company,omitempty"`
	URL     string     `json:"url"`
	Outcome string     `json:"outcome,omitempty"`
	Reason  string     `json:"reason,omitempty"`
	Visited *time.Time `json:"last_visit_at,omitempty"`
	Next    *time.Time `json:"next_visit_at,omitempty"`
	healthLine
}

type visitLine struct {
	Source   string  `json:"source"`
	Company  string  `json:"company,omitempty"`
	Kind     string  `json:"kind"`
	ATS      string  `json:"ats,omitempty"`
	Outcome  string  `json:"outcome"`
	Openings int     `json:"openings"`
	New      int     `json:"new"`
	Changed  int     `json:"changed"`
	Closed   int     `json:"closed"`
	Reopened int     `json:"reopened,omitempty"`
	Events   int     `json:"events"`
	Requests int     `json:"requests"`
	Seconds  float64 `json:"seconds"`
	Error    string  `json:"error,omitempty"`
}

type summaryLine struct {
	Summary visitSummary `json:"summary"`
}

type visitSummary struct {
	Sources   int     `json:"sources"`
	Complete  int     `json:"complete"`
	Unchanged int     `json:"unchanged"`
	Partial   int     `json:"partial"`
	Gone      int     `json:"gone"`
	Refused   int     `json:"refused"`
	Failed    int     `json:"failed"`
	Openings  int     `json:"openings"`
	New       int     `json:"new"`
	Changed   int     `json:"changed"`
	Closed    int     `json:"closed"`
	Reopened  int     `json:"reopened"`
	Events    int     `json:"events"`
	Requests  int     `json:"requests"`
	Seconds   float64 `json:"seconds"`
}

type openingLine struct {
	ID             int64        `json:"id"`
	Company        string       `json:"company"`
	Board          string       `json:"board"`
	ExternalID     string       `json:"external_id"`
	Title          string       `json:"title"`
	Locations      []string     `json:"locations,omitempty"`
	Country        string       `json:"country,omitempty"`
	Workplace      string       `json:"workplace,omitempty"`
	Department     string       `json:"department,omitempty"`
	EmploymentType string       `json:"employment_type,omitempty"`
	Seniority      string       `json:"seniority,omitempty"`
	Language       string       `json:"language,omitempty"`
	Salary         *kith.Salary `json:"salary,omitempty"`
	URL            string       `json:"url,omitempty"`
	PostedAt       *time.Time   `json:"posted_at,omitempty"`
	FirstSeenAt    *time.Time   `json:"first_seen_at,omitempty"`
	LastSeenAt     *time.Time   `json:"last_seen_at,omitempty"`
	ClosedAt       *time.Time   `json:"closed_at,omitempty"`
	Role           string       `json:"role,omitempty"`      // equal for copies of one role
	ListedAt       *time.Time   `json:"listed_at,omitempty"` // when the role was first listed, under an earlier id
	LongOpen       bool         `json:"long_open,omitempty"`
}

type hitLine struct {
	openingLine
	Score      float64  `json:"score"`
	Highlights []string `json:"highlights,omitempty"`
	Contacts   int      `json:"contacts"`
}

type eventLine struct {
	ID          int64      `json:"id"`
	Company     string     `json:"company,omitempty"`
	Kind        string     `json:"kind"`
	Headline    string     `json:"headline"`
	URL         string     `json:"url,omitempty"`
	Source      string     `json:"source,omitempty"`
	PublishedAt *time.Time `json:"published_at,omitempty"`
	EffectiveAt *time.Time `json:"effective_at,omitempty"`
	Headcount   int        `json:"headcount,omitempty"`
	Percent     float64    `json:"percent,omitempty"`
	Locations   []string   `json:"locations,omitempty"`
	Departments []string   `json:"departments,omitempty"`
	Quote       string     `json:"quote,omitempty"`

	CompanyID    int64             `json:"company_id,omitempty"`
	Stage        string            `json:"stage,omitempty"`
	Role         string            `json:"role,omitempty"`
	Counterpart  string            `json:"counterpart,omitempty"`
	HeadcountMin int               `json:"headcount_min,omitempty"`
	Quotes       map[string]string `json:"quotes,omitempty"`
	Sources      []reportLine      `json:"sources,omitempty"` // further reports of it
}

// reportLine is a further report of an event.
type reportLine struct {
	Source      string     `json:"source,omitempty"`
	Headline    string     `json:"headline"`
	URL         string     `json:"url,omitempty"`
	PublishedAt *time.Time `json:"published_at,omitempty"`
}

type contactLine struct {
	Name        string `json:"name"`
	Company     string `json:"company"`
	CompanyID   int64  `json:"company_id,omitempty"`
	Match       string `json:"match"`
	Position    string `json:"position,omitempty"`
	ConnectedOn string `json:"connected_on,omitempty"`
}

type importLine struct {
	File             string            `json:"file,omitempty"`
	Format           string            `json:"format"`
	Rows             int               `json:"rows"`
	New              int               `json:"new"`
	Changed          int               `json:"changed"`
	Unchanged        int               `json:"unchanged"`
	Moves            int               `json:"moves"`
	Skipped          []kith.SkippedRow `json:"skipped"`
	CompaniesMatched int               `json:"companies_matched"`
	CompaniesUnknown int               `json:"companies_unknown"`
}

type watchLine struct {
	Company string     `json:"company"`
	Since   *time.Time `json:"since,omitempty"`
}

type alertLine struct {
	ID          int64         `json:"id"`
	User        string        `json:"user"`
	Kind        string        `json:"kind"`
	Subject     string        `json:"subject"`
	Company     string        `json:"company,omitempty"`
	Title       string        `json:"title"`
	Evidence    string        `json:"evidence,omitempty"` // of a signal: the counts that it rests on
	URL         string        `json:"url,omitempty"`
	Count       int           `json:"count,omitempty"`
	Locations   []string      `json:"locations,omitempty"`
	Reasons     []kith.Reason `json:"reasons"`
	CreatedAt   *time.Time    `json:"created_at,omitempty"`
	DeliveredAt *time.Time    `json:"delivered_at,omitempty"`
}

type userLine struct {
	ID       int64      `json:"id"`
	Email    string     `json:"email,omitempty"`
	Name     string     `json:"name,omitempty"`
	TimeZone string     `json:"time_zone"`
	Cadence  string     `json:"cadence"`
	DigestAt string     `json:"digest_at"`
	NextAt   *time.Time `json:"next_digest_at,omitempty"`
}

// at returns a time as a line holds it: nil for the zero time.
func at(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	utc := t.UTC().Truncate(time.Second)
	return &utc
}

func newOpeningLine(o kith.Opening, now time.Time) openingLine {
	line := openingLine{
		ID: o.ID, Company: o.Company, Board: o.Board, ExternalID: o.ExternalID, Title: o.Title,
		Locations: o.Locations, Country: o.Country, Workplace: string(o.Workplace),
		Department: o.Department, EmploymentType: o.EmploymentType, Seniority: string(o.Seniority), Language: o.Language, Salary: o.Salary, URL: o.URL,
		PostedAt: at(o.PostedAt), FirstSeenAt: at(o.FirstSeenAt), LastSeenAt: at(o.LastSeenAt), ClosedAt: at(o.ClosedAt),
		Role: o.RoleKey, LongOpen: o.IsLongOpen(now),
	}
	if o.RepostOf != 0 {
		line.ListedAt = at(o.ListedAt)
	}
	return line
}

func newEventLine(e kith.Event) eventLine {
	line := eventLine{
		ID: e.ID, Company: e.Company, Kind: string(e.Kind), Headline: e.Headline, URL: e.URL, Source: e.Source,
		PublishedAt: at(e.PublishedAt), EffectiveAt: at(e.EffectiveAt), Headcount: e.Headcount, Percent: e.Percent,
		Locations: e.Locations, Departments: e.Departments, Quote: e.Quote, CompanyID: e.CompanyID, Stage: string(e.Stage), Role: string(e.Role),
		Counterpart: e.Counterpart, HeadcountMin: e.HeadcountMin, Quotes: e.Quotes,
	}
	for _, r := range e.Reports {
		line.Sources = append(line.Sources, reportLine{r.Source, r.Headline, r.URL, at(r.PublishedAt)})
	}
	return line
}

func newAlertLine(a kith.Alert) alertLine {
	line := alertLine{
		ID: a.ID, User: a.User, Kind: string(a.Kind), Subject: a.Subject, Company: a.Company,
		Title: a.Title, URL: a.URL, Count: a.Count, Reasons: a.Reasons,
		CreatedAt: at(a.CreatedAt), DeliveredAt: at(a.DeliveredAt),
	}
	if a.Signal != nil {
		line.Evidence = a.Signal.Evidence
	}
	for _, o := range a.Openings {
		line.Locations = append(line.Locations, o.Locations...)
	}
	return line
}

func newCompanyLine(company kith.Company) companyLine {
	line := companyLine{ID: company.ID, Company: company.Name, Domain: company.Domain, Boards: []boardLine{}}
	for _, s := range company.Boards {
		line.Boards = append(line.Boards, boardLine{
			ID: s.ID, Board: s.Board.Key(), ATS: s.Board.ATS, Token: s.Board.Token, URL: s.Board.URL,
			Outcome: string(s.LastOutcome), Reason: s.LastReason, Visited: at(s.LastVisitAt), healthLine: newHealthLine(s),
		})
	}
	return line
}

func newSourceLine(s kith.Source) sourceLine {
	return sourceLine{
		ID: s.ID, Kind: string(s.Kind), Source: sourceName(s), Company: s.Company, URL: s.URL,
		Outcome: string(s.LastOutcome), Reason: s.LastReason,
		Visited: at(s.LastVisitAt), Next: at(s.NextVisitAt), healthLine: newHealthLine(s),
	}
}

func newUserLine(u kith.User) userLine {
	return userLine{
		ID: u.ID, Email: u.Email, Name: u.Name, TimeZone: u.TimeZone, Cadence: string(u.Cadence),
		DigestAt: clockTime(u.DigestAt), NextAt: at(u.DueAt),
	}
}

// sourceName is what a person calls a source.
func sourceName(s kith.Source) string {
	if s.Kind == kith.SourceBoard {
		return s.Board.Key()
	}
	return orElse(s.Name, s.URL)
}

func orElse(value, fallback string) string {
	if value != "" {
		return value
	}
	return fallback
}

// clockTime writes minutes after midnight as 07:30.
func clockTime(minutes int) string {
	return time.Date(2000, 1, 1, 0, minutes, 0, 0, time.UTC).Format("15:04")
}
