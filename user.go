package kith

import "time"

// User is somebody whom kith listens for.
type User struct {
	ID        int64
	Email     string // where digests go; empty until it is set
	Name      string
	TimeZone  string // IANA name
	Cadence   Cadence
	DigestAt  int       // minutes after midnight in TimeZone, of daily and weekly digests
	Token     string    // opaque, in the user's unsubscribe address
	DueAt     time.Time // when the next digest is due, zero when none is
	CreatedAt time.Time
}

// Cadence says how often a user is written to.
type Cadence string

// The cadences.
const (
	CadenceInstant Cadence = "instant" // a few minutes after the first news
	CadenceDaily   Cadence = "daily"
	CadenceWeekly  Cadence = "weekly" // on Mondays
	CadenceNever   Cadence = "never"  // unsubscribed
)

// GroupWait is how long an instant digest waits for more to come, so that one
// visit that finds five openings makes one mail.
const GroupWait = 2 * time.Minute

// NextDigest returns when news that came at a time is told: GroupWait later
// for an instant digest, else at the next DigestAt strictly after it, by the
// clocks of the user's time zone. It is zero for a user who is not written to.
// A time of day that the clocks skip is the moment they jump to; one that
// comes twice is told the first time.
func (u User) NextDigest(news time.Time) time.Time {
	zone, err := time.LoadLocation(u.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	switch u.Cadence {
	case CadenceInstant:
		return news.Add(GroupWait)
	case CadenceDaily:
		return u.digestAfter(news.In(zone), func(time.Weekday) bool { return true })
	case CadenceWeekly:
		return u.digestAfter(news.In(zone), func(day time.Weekday) bool { return day == time.Monday })
	default:
		return time.Time{}
	}
}

// digestAfter returns the first DigestAt after local on a day that fits.
func (u User) digestAfter(local time.Time, fits func(time.Weekday) bool) time.Time {
	for day := range 8 {
		at := time.Date(local.Year(), local.Month(), local.Day()+day, 0, u.DigestAt, 0, 0, local.Location())
		if at.After(local) && fits(at.Weekday()) {
			return at
		}
	}
	return local.AddDate(0, 0, 7) // not reached: one day of eight fits and is later
}
