package mail

import (
	"strconv"
	"strings"

	"kith"
)

// maxKnown is how many people a story names.
const maxKnown = 3

// story tells an event in one sentence: whose it is, what it is and how sure,
// how many people it hits, where, from when, and whom the user knows there, as in
// "Tindermoor Energy has filed notice of a layoff: 140 people in Leeds, from 31
// January; you know Ravi Castellanos (Billing Lead) there".
func (v *viewer) story(company string, e kith.Event, known []kith.Reason) string {
	var much []string
	if who := hit(e); who != "" {
		much = append(much, who)
	}
	if places := short(e.Locations); places != "" {
		if len(much) == 0 {
			much = append(much, "in "+places)
		} else {
			much[0] += " in " + places
		}
	}
	if !e.EffectiveAt.IsZero() {
		much = append(much, "from "+v.clock.day(e.EffectiveAt))
	}
	if departments := short(e.Departments); departments != "" {
		much = append(much, "in "+departments)
	}
	told := announcement(company, e)
	if len(much) > 0 {
		told += ": " + strings.Join(much, ", ")
	}
	if names := knownThere(known); names != "" {
		told += "; you know " + names + " there"
	}
	return sentence(told)
}

// announcement says whose event it is, what it is, and who says so.
func announcement(company string, e kith.Event) string {
	what := kindWords(e)
	switch e.Stage {
	case kith.StageFiled:
		switch e.Kind {
		case kith.EventBankruptcy:
			return company + " has filed for bankruptcy"
		case kith.EventLayoff, kith.EventClosure, kith.EventRelocation:
			return company + " has filed notice of " + what
		}
		return company + " has filed a report of " + what
	case kith.StageAnnounced:
		return company + " has announced " + what
	case kith.StageDone:
		return capital(what) + " at " + company + " is done"
	case kith.StageRumoured:
		return capital(what) + " at " + company + " is rumoured"
	default:
		return capital(what) + " at " + company + " is reported"
	}
}

// kindWords names a kind with its article, and the other company of a deal.
func kindWords(e kith.Event) string {
	other := clean(e.Counterpart, longCompany)
	switch e.Kind {
	case kith.EventMerger:
		if other != "" {
			return "a merger with " + other
		}
		return "a merger"
	case kith.EventAcquisition:
		switch {
		case other != "" && e.Role == kith.RoleBuyer:
			return "an acquisition of " + other
		case other != "" && e.Role == kith.RoleTarget:
			return "an acquisition by " + other
		}
		return "an acquisition"
	case kith.EventLeadership:
		return "a change of leadership"
	case kith.EventExpansion:
		return "an expansion"
	case kith.EventLayoff, kith.EventClosure, kith.EventReorganisation, kith.EventRelocation, kith.EventHiringFreeze, kith.EventBankruptcy:
		return "a " + strings.ReplaceAll(string(e.Kind), "_", " ")
	default:
		return "news"
	}
}

// hit says how many people an event hits, "" where it does not say.
func hit(e kith.Event) string {
	one, more := "person", "people"
	if e.Kind == kith.EventExpansion {
		one, more = "job", "jobs"
	}
	switch {
	case e.HeadcountMin > 0 && e.HeadcountMin < e.Headcount:
		return number(e.HeadcountMin) + " to " + many(e.Headcount, one, more)
	case e.Headcount > 0:
		return many(e.Headcount, one, more)
	case e.Percent > 0 && e.Percent <= 100:
		return strconv.FormatFloat(e.Percent, 'f', -1, 64) + " % of its " + more
	default:
		return ""
	}
}

// knownThere names the people whom a user knows somewhere: "Ana Sousa (Planner)
// and Jo Umarov".
func knownThere(known []kith.Reason) string {
	var names []string
	for _, r := range known[:min(len(known), maxKnown)] {
		name := nameOf(r)
		if position := clean(r.Position, longTitle/2); position != "" {
			name += " (" + position + ")"
		}
		names = append(names, name)
	}
	if more := len(known) - len(names); more > 0 {
		names = append(names, number(more)+" more")
	}
	return list(names)
}
