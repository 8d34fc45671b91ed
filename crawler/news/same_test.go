package news_test

import (
	"testing"
	"time"

	"kith"
	"kith/crawler/news"
)

func TestSameEvent(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return time.Date(2026, 11, n, 9, 0, 0, 0, time.UTC) }
	base := kith.Event{CompanyID: 7, Company: "Northwharf", Kind: kith.EventLayoff, PublishedAt: day(1), Headcount: 1000}
	with := func(change func(*kith.Event)) kith.Event {
		e := base
		change(&e)
		return e
	}
	deal := kith.Event{Company: "Palewater Inc.", Kind: kith.EventAcquisition, Role: kith.RoleBuyer, Counterpart: "Brackenfold", PublishedAt: day(1)}
	filed := kith.Event{CompanyID: 7, Kind: kith.EventLayoff, Stage: kith.StageFiled, PublishedAt: day(1), EffectiveAt: day(28), Headcount: 60, Locations: []string{"Leeds"}}
	change := func(e kith.Event, f func(*kith.Event)) kith.Event { f(&e); return e }
	for name, c := range map[string]struct {
		a, b kith.Event
		want bool
	}{
		"the same":                        {base, base, true},
		"a week later":                    {base, with(func(e *kith.Event) { e.PublishedAt = day(8) }), true},
		"a month later":                   {base, with(func(e *kith.Event) { e.PublishedAt = day(29) }), false},
		"another company":                 {base, with(func(e *kith.Event) { e.CompanyID = 8 }), false},
		"known and unknown":               {base, with(func(e *kith.Event) { e.CompanyID = 0 }), false},
		"another kind":                    {base, with(func(e *kith.Event) { e.Kind = kith.EventClosure }), false},
		"no number":                       {base, with(func(e *kith.Event) { e.Headcount = 0 }), true},
		"rounded":                         {base, with(func(e *kith.Event) { e.Headcount = 1023 }), true},
		"another number":                  {base, with(func(e *kith.Event) { e.Headcount = 300 }), false},
		"a range around it":               {base, with(func(e *kith.Event) { e.HeadcountMin, e.Headcount = 800, 1200 }), true},
		"a range below it":                {base, with(func(e *kith.Event) { e.HeadcountMin, e.Headcount = 200, 250 }), false},
		"another share":                   {with(func(e *kith.Event) { e.Percent = 5 }), with(func(e *kith.Event) { e.Percent = 12 }), false},
		"no date":                         {base, with(func(e *kith.Event) { e.PublishedAt = time.Time{} }), true},
		"another sort of the same name":   {deal, change(deal, func(e *kith.Event) { e.Company = "Palewater" }), true},
		"nameless":                        {change(deal, func(e *kith.Event) { e.Company = "" }), change(deal, func(e *kith.Event) { e.Company = "" }), false},
		"a deal, a month later":           {deal, change(deal, func(e *kith.Event) { e.PublishedAt = day(29) }), true},
		"a deal with another":             {deal, change(deal, func(e *kith.Event) { e.Counterpart = "Quill Feather" }), false},
		"the other side of a deal":        {deal, change(deal, func(e *kith.Event) { e.Role = kith.RoleTarget }), false},
		"the same notice":                 {filed, filed, true},
		"a notice for another place":      {filed, change(filed, func(e *kith.Event) { e.Locations = []string{"Ripon"} }), false},
		"a notice for another day":        {filed, change(filed, func(e *kith.Event) { e.EffectiveAt = day(29) }), false},
		"a notice with another number":    {filed, change(filed, func(e *kith.Event) { e.Headcount = 61 }), false},
		"a notice and what is said of it": {filed, change(filed, func(e *kith.Event) { e.Stage, e.Locations = kith.StageAnnounced, nil }), true},
	} {
		if got := news.SameEvent(c.a, c.b); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
		if news.SameEvent(c.a, c.b) != news.SameEvent(c.b, c.a) {
			t.Errorf("%s: depends on the order", name)
		}
	}
}
