package mail

import (
	"testing"
	"time"

	"kith"
)

// TestStory tells events of every kind and stage in one sentence.
func TestStory(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 7, 30, 0, 0, time.UTC)
	ravi := kith.Reason{Kind: kith.ReasonContact, Contact: "Ravi Castellanos", Position: "Weaver", Match: kith.MatchExact}
	ona := kith.Reason{Kind: kith.ReasonContact, Contact: "Ona Petrauskas", Match: kith.MatchStrong}
	v := &viewer{clock: newClock(kith.User{TimeZone: "UTC"}, now)}
	day := time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		event kith.Event
		known []kith.Reason
		want  string
	}{
		{
			kith.Event{Kind: kith.EventLayoff, Stage: kith.StageFiled, Headcount: 1140, Locations: []string{"Oxford, MA"}, EffectiveAt: day},
			[]kith.Reason{ravi, ona},
			"Harrow Mills has filed notice of a layoff: 1,140 people in Oxford, MA, from 31\u00a0January\u00a02027; you know Ravi Castellanos (Weaver) and Ona Petrauskas there.",
		},
		{
			kith.Event{Kind: kith.EventClosure, Stage: kith.StageAnnounced, HeadcountMin: 40, Headcount: 60, Departments: []string{"spinning"}},
			[]kith.Reason{ravi, ona, ona, ona, ona},
			"Harrow Mills has announced a closure: 40 to 60 people, in spinning; you know Ravi Castellanos (Weaver), Ona Petrauskas, Ona Petrauskas and 2 more there.",
		},
		{kith.Event{Kind: kith.EventLayoff, Percent: 12.5}, nil, "A layoff at Harrow Mills is reported: 12.5 % of its people."},
		{kith.Event{Kind: kith.EventRelocation, Stage: kith.StageRumoured, Locations: []string{"York", "Hull"}}, nil, "A relocation at Harrow Mills is rumoured: in York and Hull."},
		{kith.Event{Kind: kith.EventExpansion, Stage: kith.StageAnnounced, Headcount: 1}, nil, "Harrow Mills has announced an expansion: 1 job."},
		{kith.Event{Kind: kith.EventAcquisition, Stage: kith.StageDone, Role: kith.RoleTarget, Counterpart: "Ashgrove Rail"}, nil, "An acquisition by Ashgrove Rail at Harrow Mills is done."},
		{kith.Event{Kind: kith.EventAcquisition, Stage: kith.StageFiled, Role: kith.RoleBuyer, Counterpart: "Ashgrove Rail"}, nil, "Harrow Mills has filed a report of an acquisition of Ashgrove Rail."},
		{kith.Event{Kind: kith.EventMerger, Counterpart: "Ashgrove Rail"}, nil, "A merger with Ashgrove Rail at Harrow Mills is reported."},
		{kith.Event{Kind: kith.EventBankruptcy, Stage: kith.StageFiled}, nil, "Harrow Mills has filed for bankruptcy."},
		{kith.Event{Kind: kith.EventLeadership, Stage: kith.StageFiled}, nil, "Harrow Mills has filed a report of a change of leadership."},
		{kith.Event{Kind: kith.EventHiringFreeze, Stage: kith.StageAnnounced}, nil, "Harrow Mills has announced a hiring freeze."},
	} {
		if got := v.story("Harrow Mills", c.event, c.known); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}
