package kith_test

import (
	"testing"
	"time"

	"kith"
)

// at reads a time with its zone.
func at(t *testing.T, text string) time.Time {
	t.Helper()
	when, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

// TestNextDigest checks when news is told, over the days on which clocks jump
// and in zones far from UTC.
func TestNextDigest(t *testing.T) {
	t.Parallel()
	const half8 = 7*60 + 30
	for _, c := range []struct {
		name, zone string
		cadence    kith.Cadence
		digestAt   int
		news, want string // want "" is never
	}{
		{"instant waits for more", "UTC", kith.CadenceInstant, half8, "2026-11-25T10:00:00Z", "2026-11-25T10:02:00Z"},
		{"never", "UTC", kith.CadenceNever, half8, "2026-11-25T10:00:00Z", ""},
		{"daily, later today", "UTC", kith.CadenceDaily, half8, "2026-11-25T07:29:59Z", "2026-11-25T07:30:00Z"},
		{"daily, at the very moment", "UTC", kith.CadenceDaily, half8, "2026-11-25T07:30:00Z", "2026-11-26T07:30:00Z"},
		{"daily, in the user's zone", "Asia/Kathmandu", kith.CadenceDaily, half8, "2026-11-25T00:00:00Z", "2026-11-25T01:45:00Z"},
		{"daily, fourteen hours ahead", "Pacific/Kiritimati", kith.CadenceDaily, half8, "2026-11-25T18:00:00Z", "2026-11-26T17:30:00Z"},
		{"daily, summer time begins at night", "Europe/Lisbon", kith.CadenceDaily, half8, "2026-03-28T12:00:00Z", "2026-03-29T06:30:00Z"},
		{"daily, summer time ends at night", "Europe/Lisbon", kith.CadenceDaily, half8, "2026-10-24T12:00:00Z", "2026-10-25T07:30:00Z"},
		{"daily, at a time that the clocks skip", "Europe/Berlin", kith.CadenceDaily, 2*60 + 30, "2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z"},
		{"weekly, from Wednesday", "UTC", kith.CadenceWeekly, half8, "2026-11-25T10:00:00Z", "2026-11-30T07:30:00Z"},
		{"weekly, Monday before", "UTC", kith.CadenceWeekly, half8, "2026-11-30T07:00:00Z", "2026-11-30T07:30:00Z"},
		{"weekly, Monday after", "UTC", kith.CadenceWeekly, half8, "2026-11-30T08:00:00Z", "2026-12-07T07:30:00Z"},
		{"a leap day", "UTC", kith.CadenceDaily, half8, "2028-02-28T08:00:00Z", "2028-02-29T07:30:00Z"},
		{"a zone that does not exist is UTC", "Mars/Olympus", kith.CadenceDaily, half8, "2026-11-25T00:00:00Z", "2026-11-25T07:30:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			user := kith.User{TimeZone: c.zone, Cadence: c.cadence, DigestAt: c.digestAt}
			got := user.NextDigest(at(t, c.news))
			switch {
			case c.want == "" && !got.IsZero():
				t.Errorf("got %s, want never", got)
			case c.want != "" && !got.Equal(at(t, c.want)):
				t.Errorf("got %s, want %s", got.UTC().Format(time.RFC3339), c.want)
			}
		})
	}
}

// TestOneDigestADay walks through a year of news, one each hour, and counts
// one digest for each day of each zone, the days with 23 and 25 hours too.
func TestOneDigestADay(t *testing.T) {
	t.Parallel()
	for _, zone := range []string{"UTC", "Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"} {
		user := kith.User{TimeZone: zone, Cadence: kith.CadenceDaily, DigestAt: 7*60 + 30}
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Skipf("no time zones on this machine: %v", err)
		}
		days := map[string]int{}
		last := time.Time{}
		begin := time.Date(2026, 1, 1, 0, 0, 0, 0, location)
		for news := begin; news.Before(begin.AddDate(1, 0, 0)); news = news.Add(time.Hour) {
			if due := user.NextDigest(news); !due.Equal(last) {
				days[due.In(location).Format(time.DateOnly)]++
				last = due
			}
		}
		for day, n := range days {
			if n != 1 {
				t.Errorf("%s: %d digests on %s", zone, n, day)
			}
		}
		if len(days) < 365 || len(days) > 366 {
			t.Errorf("%s: %d digests in a year", zone, len(days))
		}
	}
}
