package alerts

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kith"
	"kith/alerts/mail"
)

// group gathers waiting alerts by company, the company first that is most
// worth telling: where the user knows somebody before where nobody is known,
// then by how sure and how many, then by the newest opening.
func group(alerts []kith.Alert) []mail.Company {
	companies := map[int64]*gathered{}
	var order []*gathered
	for _, a := range alerts {
		g := companies[a.CompanyID]
		if g == nil {
			g = &gathered{company: mail.Company{Name: a.Company}, roles: map[string]int{}}
			companies[a.CompanyID] = g
			order = append(order, g)
		}
		g.add(a)
	}
	grouped := make([]mail.Company, 0, len(order))
	for _, g := range order {
		grouped = append(grouped, g.finish())
	}
	slices.SortStableFunc(grouped, worthFirst)
	return grouped
}

// gathered is a company while its alerts are gathered.
type gathered struct {
	company mail.Company
	roles   map[string]int // places in company.Roles by RoleKey
}

func (g *gathered) add(a kith.Alert) {
	c := &g.company
	c.Name = cmp.Or(c.Name, a.Company)
	for _, r := range a.Reasons {
		switch {
		case r.Kind == kith.ReasonWatch:
			c.Watched = true
		case r.Kind == kith.ReasonContact && r.Match.Sure() && !slices.ContainsFunc(c.People, samePerson(r)):
			c.People = append(c.People, r)
		}
	}
	switch a.Kind {
	case kith.AlertBaseline:
		c.Standing = max(c.Standing, a.Count)
	case kith.AlertEvent:
		c.Events = append(c.Events, eventOf(a))
	case kith.AlertSignal:
		c.Signals = append(c.Signals, signalOf(a))
	case kith.AlertMove:
		if a.Move != nil { // what is left of one whose contact was removed is nobody's business
			c.Moves = append(c.Moves, mail.Move{Move: *a.Move, Left: a.CompanyID == a.Move.FromCompanyID && a.Move.FromCompanyID != a.Move.ToCompanyID})
		}
	case kith.AlertOpening:
		g.addRole(a)
	}
}

// samePerson reports whether another reason is of the same contact.
func samePerson(r kith.Reason) func(kith.Reason) bool {
	return func(other kith.Reason) bool {
		return other.ContactID == r.ContactID && (r.ContactID != 0 || other.Contact == r.Contact)
	}
}

// eventOf returns the event of an alert, or what the alert itself says of it.
func eventOf(a kith.Alert) kith.Event {
	if a.Event != nil {
		return *a.Event
	}
	return kith.Event{Company: a.Company, CompanyID: a.CompanyID, Headline: a.Title, URL: a.URL}
}

// signalOf returns the signal of an alert, or what the alert itself says of it.
func signalOf(a kith.Alert) kith.Signal {
	if a.Signal != nil {
		return *a.Signal
	}
	return kith.Signal{Company: a.Company, CompanyID: a.CompanyID, Subject: a.Title}
}

// addRole adds an opening, or a place to a role that is there already. A role
// that is open nowhere any more is counted and left out.
func (g *gathered) addRole(a kith.Alert) {
	open := slices.DeleteFunc(slices.Clone(a.Openings), func(o kith.Opening) bool { return !o.ClosedAt.IsZero() })
	if len(open) == 0 && len(a.Openings) > 0 {
		g.company.Closed++
		return
	}
	role := roleOf(a, open)
	if at, ok := g.roles[a.RoleKey]; ok && a.RoleKey != "" {
		g.company.Roles[at] = joinRoles(g.company.Roles[at], role)
		return
	}
	g.roles[a.RoleKey] = len(g.company.Roles)
	g.company.Roles = append(g.company.Roles, role)
}

// roleOf makes one role of the open copies of an alert, newest last. Where
// none is stored any more, it is what the alert says.
func roleOf(a kith.Alert, open []kith.Opening) mail.Role {
	if len(open) == 0 {
		return mail.Role{Title: a.Title, URL: a.URL, SeenAt: a.CreatedAt}
	}
	role := oneRole(open[0])
	for _, o := range open[1:] {
		role = joinRoles(role, oneRole(o))
	}
	return role
}

func oneRole(o kith.Opening) mail.Role {
	return mail.Role{
		Title: o.Title, URL: o.URL, Places: slices.Clone(o.Locations), Workplace: o.Workplace, Salary: o.Salary,
		SeenAt: o.FirstSeenAt, PostedAt: o.PostedAt, ListedAt: listedBefore(o),
	}
}

// listedBefore returns when an opening's role was first listed, where it is
// listed again under a new id.
func listedBefore(o kith.Opening) time.Time {
	if o.RepostOf == 0 {
		return time.Time{}
	}
	return o.ListedAt
}

// joinRoles adds the places of a further copy to a role. What the copies do
// not agree on is left unsaid.
func joinRoles(role, other mail.Role) mail.Role {
	for _, place := range other.Places {
		if !slices.ContainsFunc(role.Places, func(have string) bool { return strings.EqualFold(have, place) }) {
			role.Places = append(role.Places, place)
		}
	}
	if role.Workplace != other.Workplace {
		role.Workplace = ""
	}
	if !samePay(role.Salary, other.Salary) {
		role.Salary = nil
	}
	if other.SeenAt.After(role.SeenAt) {
		role.SeenAt = other.SeenAt
	}
	if !role.ListedAt.Equal(other.ListedAt) {
		role.ListedAt = time.Time{}
	}
	if !role.PostedAt.Equal(other.PostedAt) {
		role.PostedAt = time.Time{}
	}
	return role
}

func samePay(a, b *kith.Salary) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// finish puts what was gathered in order.
func (g *gathered) finish() mail.Company {
	c := g.company
	bestFirst(c.People)
	slices.SortStableFunc(c.Roles, func(a, b mail.Role) int { return b.SeenAt.Compare(a.SeenAt) })
	slices.SortStableFunc(c.Signals, func(a, b kith.Signal) int { return -cmp.Compare(a.Strength, b.Strength) })
	slices.SortStableFunc(c.Events, func(a, b kith.Event) int { return b.PublishedAt.Compare(a.PublishedAt) })
	return c
}

// worthFirst orders companies by how much they are worth telling.
func worthFirst(a, b mail.Company) int {
	return cmp.Or(
		-cmp.Compare(min(len(a.People), 1), min(len(b.People), 1)),
		-cmp.Compare(bestRank(a), bestRank(b)),
		-cmp.Compare(len(a.People), len(b.People)),
		newestOf(b).Compare(newestOf(a)),
		-cmp.Compare(a.Standing, b.Standing),
		cmp.Compare(a.Name, b.Name),
	)
}

// bestRank returns the rank of the surest contact; People is in that order.
func bestRank(c mail.Company) int {
	if len(c.People) == 0 {
		return 0
	}
	return rank(c.People[0].Match)
}

func newestOf(c mail.Company) time.Time {
	if len(c.Roles) == 0 {
		return time.Time{}
	}
	return c.Roles[0].SeenAt
}

// reasonKinds lists why a user gets a digest, without names.
func reasonKinds(alerts []kith.Alert) []kith.ReasonKind {
	var kinds []kith.ReasonKind
	for _, a := range alerts {
		for _, r := range a.Reasons {
			if !slices.Contains(kinds, r.Kind) {
				kinds = append(kinds, r.Kind)
			}
		}
	}
	slices.Sort(kinds)
	return kinds
}
