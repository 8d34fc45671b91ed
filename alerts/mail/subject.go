package mail

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kith"
)

// maxSubject is the longest subject, in characters; phones show some 40.
const maxSubject = 78

// subject says the most valuable thing first: role and company, that the user
// knows somebody, the count of the rest last. It names no contact, because
// subjects are seen on locked and shared screens.
func subject(d Digest) string {
	t := count(d)
	best, harmed := bestCompany(d), harmedCompany(d)
	switch {
	case best != nil && len(best.People) > 0:
		return roleSubject(d, *best, t)
	case harmed != nil && len(harmed.People) > 0:
		return newsSubject(*harmed)
	case best != nil:
		return roleSubject(d, *best, t)
	case t.news > 0:
		return newsSubject(firstWith(d, func(c Company) bool { return len(c.Events) > 0 }))
	case t.signals+t.moves > 0:
		return noteSubject(d, t)
	case t.standing > 0:
		return standingSubject(d, t)
	default:
		return closedSubject(d, t)
	}
}

// bestCompany returns the first company whose role may lead the mail.
func bestCompany(d Digest) *Company {
	for i, c := range d.Companies {
		if len(c.Roles) > 0 && !c.harmed() {
			return &d.Companies[i]
		}
	}
	return nil
}

// harmedCompany returns the first company with news that may hurt.
func harmedCompany(d Digest) *Company {
	for i, c := range d.Companies {
		if c.harmed() {
			return &d.Companies[i]
		}
	}
	return nil
}

// firstWith returns the first company that fits, or an empty one.
func firstWith(d Digest, fits func(Company) bool) Company {
	for _, c := range d.Companies {
		if fits(c) {
			return c
		}
	}
	return Company{}
}

// roleSubject leads with a role. It is shortened to fit, and the count of the
// rest is left out where that would leave too little of it; the company stays.
func roleSubject(d Digest, c Company, t totals) string {
	knows := len(c.People) > 0
	if d.User.Cadence == kith.CadenceInstant && len(c.Roles) > 1 && len(c.Roles) == t.roles {
		where := ", which you watch"
		if knows {
			where = ", where you know " + people(len(c.People))
		}
		return pack(openings(len(c.Roles))+" at ", c.Name, where)
	}
	after := ", which you watch"
	if knows {
		after = ": you know " + people(len(c.People)) + " there"
	}
	var rests []string
	if more := t.roles - 1; more > 0 {
		rest := ", and " + number(more) + " more"
		if d.User.Cadence == kith.CadenceWeekly {
			rests = append(rests, rest+" this week")
		}
		rests = append(rests, rest)
	}
	role, company := subjectWords(c.Roles[0].Title, longTitle), " at "+subjectWords(c.Name, 40)
	room := maxSubject - length(company) - length(after)
	for _, rest := range rests {
		if room-length(rest) >= min(18, length(role)) {
			return cut(role, room-length(rest)) + company + after + rest
		}
	}
	return cut(role, room) + company + after
}

// pack fits a company between other words, which stay.
func pack(before, company, after string) string {
	company = subjectWords(company, max(10, maxSubject-length(before)-length(after)))
	return cut(before+company+after, maxSubject)
}

func newsSubject(c Company) string {
	after := ""
	if known := len(c.People); known > 0 {
		after = ". You know " + people(known) + " there"
	}
	company := subjectWords(c.Name, 40)
	leading := c.Events[0]
	if worst := slices.IndexFunc(c.Events, func(e kith.Event) bool { return harms(e.Kind) }); worst >= 0 {
		leading = c.Events[worst]
	}
	fact := factOf(leading)
	if fact == "" {
		fact = leading.Headline
	}
	fact = subjectWords(fact, longTitle)
	if strings.HasPrefix(strings.ToLower(fact), strings.ToLower(company)) {
		return cut(fact, maxSubject-length(after)) + after
	}
	return cut(company+": "+fact, maxSubject-length(after)) + after
}

func standingSubject(d Digest, t totals) string {
	c := firstWith(d, func(c Company) bool { return c.Standing > 0 })
	switch {
	case t.standingAt == 1 && len(c.People) > 0:
		return pack(standOpen(t.standing)+" at ", c.Name, ", where you know "+people(len(c.People)))
	case t.standingAt == 1:
		return pack(standOpen(t.standing)+" at ", c.Name, ", which you watch")
	case t.standingKnown == t.standingAt:
		return standOpen(t.standing) + " at " + companies(t.standingAt) + " where you know somebody"
	default:
		return standOpen(t.standing) + " at " + companies(t.standingAt) + " that you follow"
	}
}

func closedSubject(d Digest, t totals) string {
	if t.closedAt == 1 {
		c := firstWith(d, func(c Company) bool { return c.Closed > 0 })
		return pack(openings(t.closed)+" came and went at ", c.Name, "")
	}
	return openings(t.closed) + " came and went at " + companies(t.closedAt)
}

// subjectWords cleans foreign words for a subject, which does not shout.
func subjectWords(text string, limit int) string {
	return clean(strings.ReplaceAll(clean(text, 4*limit), "!", ""), limit)
}

func length(text string) int { return utf8.RuneCountInString(text) }
