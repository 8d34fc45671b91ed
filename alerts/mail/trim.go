package mail

import "slices"

// limits are how much of a digest a mail shows.
type limits struct{ companies, roles, news int }

// shownCompany is a company of which not everything may be shown.
type shownCompany struct {
	Company
	hidden int // roles that are not shown
}

// shown is what of a digest is shown.
type shown struct {
	news      []shownCompany
	groups    []shownCompany // companies with openings, signals or moves, without bad news
	standing  []Company      // companies that kith now looks at
	newsLeft  int            // companies with news that are not shown
	groupLeft int            // companies of groups that are not shown
	rolesLeft int            // their openings
	standLeft int            // companies now looked at that are not shown
}

// trim chooses what is shown, in the order of the digest.
func trim(d Digest, l limits) shown {
	var s shown
	for _, c := range d.Companies {
		if len(c.Events) > 0 {
			s.news = append(s.news, shownCompany{Company: c})
		}
		if len(c.Roles)+len(c.Signals)+len(c.Moves) > 0 && !c.harmed() {
			s.groups = append(s.groups, shownCompany{Company: c})
		}
		if c.Standing > 0 {
			s.standing = append(s.standing, c)
		}
	}
	s.newsLeft = max(0, len(s.news)-l.news)
	s.news = s.news[:len(s.news)-s.newsLeft]
	s.standLeft = max(0, len(s.standing)-l.companies)
	s.standing = s.standing[:len(s.standing)-s.standLeft]
	s.groupLeft = max(0, len(s.groups)-l.companies)
	for _, c := range s.groups[len(s.groups)-s.groupLeft:] {
		s.rolesLeft += len(c.Roles)
	}
	s.groups = s.groups[:len(s.groups)-s.groupLeft]
	shareRoles(s.groups, l.roles)
	for i := range s.news {
		s.news[i].keep(5)
	}
	return s
}

// shareRoles shares the room for roles among companies: an equal part for
// each, and what is left over to the first ones.
func shareRoles(groups []shownCompany, room int) {
	if len(groups) == 0 {
		return
	}
	share := max(1, room/len(groups)) // those without openings leave theirs over
	keeps := make([]int, len(groups))
	for i, c := range groups {
		keeps[i] = min(share, len(c.Roles))
		room -= keeps[i]
	}
	for i, c := range groups {
		more := max(0, min(room, len(c.Roles)-keeps[i]))
		room -= more
		groups[i].keep(keeps[i] + more)
	}
}

// keep hides all roles but the first n.
func (c *shownCompany) keep(n int) {
	n = min(n, len(c.Roles))
	c.hidden = len(c.Roles) - n
	c.Roles = slices.Clip(c.Roles[:n])
}
