package mail

import (
	"strings"

	"kith"
)

// leftOut says what is not in the mail, and how much of the web it rests on.
func (v *viewer) leftOut() []string {
	var said []string
	if v.s.groupLeft > 0 {
		with := ""
		if v.s.rolesLeft > 0 {
			with = " with " + openings(v.s.rolesLeft)
		}
		said = append(said, "Not shown: "+many(v.s.groupLeft, "more company", "more companies")+with+". List all with: kith alerts.")
	}
	if v.s.newsLeft > 0 {
		said = append(said, "Not shown: news of "+many(v.s.newsLeft, "more company", "more companies")+". List all with: kith alerts.")
	}
	if v.t.closed > 0 && v.t.roles+v.t.news+v.t.signals+v.t.moves+v.t.standing > 0 {
		said = append(said, "Left out: "+openings(v.t.closed)+" that closed before this mail went out.")
	}
	if v.d.Health != nil && v.d.Health.Boards > 0 {
		said = append(said, v.d.Health.words())
	}
	return said
}

// words says how many career pages answered, and why the others did not.
func (h Health) words() string {
	pages := many(h.Boards, "career page", "career pages")
	if h.Answered >= h.Boards {
		if h.Boards == 1 {
			return "The one career page answered."
		}
		return "All " + pages + " answered."
	}
	said := []string{number(h.Answered) + " answered"}
	if h.Answered == 0 {
		said[0] = "none answered"
	}
	if h.Refused == 1 {
		said = append(said, "1 asks not to be visited")
	} else if h.Refused > 1 {
		said = append(said, number(h.Refused)+" ask not to be visited")
	}
	if h.Silent > 0 {
		said = append(said, number(h.Silent)+" did not answer")
	}
	if rest := h.Boards - h.Answered - h.Refused - h.Silent; rest > 0 {
		said = append(said, many(rest, "was", "were")+" not looked at yet")
	}
	return "Of " + pages + " " + strings.Join(said, ", ") + "."
}

// why says why the user gets this mail.
func (v *viewer) why() string {
	u := v.d.User
	at := clockTime(u.DigestAt)
	if u.TimeZone != "" && u.TimeZone != "Local" {
		at += " (" + clean(u.TimeZone, 40) + ")"
	}
	words := "You get this because you asked kith to send it now."
	switch u.Cadence {
	case kith.CadenceInstant:
		words = "You get this because you asked kith to be told at once."
	case kith.CadenceDaily:
		words = "You get this because you asked kith for a mail a day at " + at + "."
	case kith.CadenceWeekly:
		words = "You get this because you asked kith for a mail a week, on Mondays at " + at + "."
	}
	return words + " No news, no mail. kith never writes to your contacts."
}

// next says when the next mail comes.
func (v *viewer) next() string {
	u := v.d.User
	if u.Cadence != kith.CadenceDaily && u.Cadence != kith.CadenceWeekly {
		return ""
	}
	next := u.NextDigest(v.d.At).In(v.clock.zone)
	day := next.Format("Monday 2 January")
	switch v.clock.daysAgo(next) {
	case 0:
		day = "today"
	case -1:
		day = "tomorrow"
	}
	return "The next one comes " + day + " at " + next.Format("15:04") + ", if there is news."
}

// clockTime writes minutes after midnight as 07:30.
func clockTime(minutes int) string {
	minutes = ((minutes % 1440) + 1440) % 1440
	return strings.Join([]string{twoDigits(minutes / 60), twoDigits(minutes % 60)}, ":")
}

func twoDigits(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
