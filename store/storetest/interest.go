package storetest

import (
	"fmt"
	"time"

	"kith"
)

func interestCases() []testCase {
	return []testCase{
		{"who cares about a company, and why", interestReasons},
		{"who cares about very many companies", interestsOfMany},
		{"recent events of companies", recentEvents},
	}
}

func interestReasons(f *fixture) {
	u, other := f.user(), f.other("bo@mail.example")
	rail := f.namedCompany("Halden Rail", kith.NameKeys{Exact: "haldenrail", Strong: "halden"}, "")
	tin := f.company("Tindermoor")
	nobody := f.company("Nobody's")
	people := []struct {
		name string
		k    kith.NameKeys
		on   time.Time
	}{
		{"strong, long known", kith.NameKeys{Exact: "x", Strong: "halden"}, date(2010, 1, 1)},
		{"exact, no date", kith.NameKeys{Exact: "haldenrail"}, time.Time{}},
		{"exact, known since 2020", kith.NameKeys{Exact: "haldenrail"}, date(2020, 1, 1)},
		{"exact, known since 2015", kith.NameKeys{Exact: "haldenrail"}, date(2015, 1, 1)},
		{"another, known since 2015", kith.NameKeys{Exact: "haldenrail"}, date(2015, 1, 1)},
		{"unknown employer", kith.NameKeys{Exact: "y"}, date(2001, 1, 1)},
	}
	var list []kith.Contact
	for _, p := range people {
		c := employed(p.name, p.k)
		c.ConnectedOn, c.Position = p.on, "Driver"
		list = append(list, c)
	}
	must(f.db.SaveContacts(f.ctx, u.ID, list))(f)
	must(f.db.Watch(f.ctx, u.ID, rail.ID))(f)
	must(f.db.Watch(f.ctx, other.ID, tin.ID))(f)
	f.save(other, kith.ContactChanges{New: 1, CompaniesMatched: 1}, employed("theirs", kith.NameKeys{Exact: "haldenrail"}))

	got := must(f.db.Interests(f.ctx, []int64{tin.ID, rail.ID, nobody.ID, rail.ID, 999}))(f)
	reason := func(name string, m kith.Match, since time.Time) kith.Reason {
		return kith.Reason{Kind: kith.ReasonContact, Contact: name, Position: "Driver", Match: m, Since: since}
	}
	watch := kith.Reason{Kind: kith.ReasonWatch, Since: Begin()}
	theirs := reason("theirs", kith.MatchExact, date(2024, 3, 1))
	theirs.Position = ""
	want := map[int64]map[int64][]kith.Reason{
		rail.ID: {
			u.ID: {
				reason("another, known since 2015", kith.MatchExact, date(2015, 1, 1)), reason("exact, known since 2015", kith.MatchExact, date(2015, 1, 1)),
				reason("exact, known since 2020", kith.MatchExact, date(2020, 1, 1)), reason("exact, no date", kith.MatchExact, time.Time{}),
				reason("strong, long known", kith.MatchStrong, date(2010, 1, 1)), watch,
			},
			other.ID: {theirs},
		},
		tin.ID: {other.ID: {watch}},
	}
	for _, reasons := range [][]kith.Reason{got[rail.ID][u.ID], got[rail.ID][other.ID], got[tin.ID][other.ID]} {
		for i := range reasons {
			if (reasons[i].ContactID != 0) != (reasons[i].Kind == kith.ReasonContact) {
				f.Errorf("the contact of %+v", reasons[i])
			}
			reasons[i].ContactID = 0
		}
	}
	f.same("interests", want, got)
	f.same("interests of none", 0, len(must(f.db.Interests(f.ctx, nil))(f)))
}

// interestsOfMany asks about more companies than one query takes.
func interestsOfMany(f *fixture) {
	u := f.user()
	rail := f.company("Halden Rail")
	must(f.db.Watch(f.ctx, u.ID, rail.ID))(f)
	ids := []int64{rail.ID}
	for id := int64(1000); len(ids) < 70_000; id++ {
		ids = append(ids, id)
	}
	f.same("companies", 1, len(must(f.db.Interests(f.ctx, ids))(f)))
}

func recentEvents(f *fixture) {
	rail, tin, other := f.company("Halden Rail"), f.company("Tindermoor"), f.company("Harbour")
	news := f.visit(f.feed("news"))
	kinds := []kith.EventKind{kith.EventLayoff, kith.EventClosure, kith.EventMerger, kith.EventExpansion, kith.EventRelocation}
	for i, e := range []kith.Event{
		{CompanyID: rail.ID, Headline: "old", PublishedAt: Begin().Add(-31 * 24 * time.Hour)},
		{CompanyID: rail.ID, Headline: "on the day", PublishedAt: Begin().Add(-30 * 24 * time.Hour)},
		{CompanyID: other.ID, Headline: "of another", PublishedAt: Begin()},
		{CompanyID: tin.ID, Headline: "new", PublishedAt: Begin()},
		{CompanyID: tin.ID, Headline: "without a date"},
	} {
		e.Kind, e.URL = kinds[i], fmt.Sprintf("https://news.example/%d", i)
		news.Items = append(news.Items, kith.Item{ExternalID: e.Headline, Title: e.Headline, URL: e.URL, PublishedAt: e.PublishedAt, Events: []kith.Event{e}})
	}
	f.record(news)
	var got []string
	for _, e := range must(f.db.RecentEvents(f.ctx, []int64{tin.ID, rail.ID, tin.ID}, Begin().Add(-30*24*time.Hour)))(f) {
		got = append(got, e.Headline)
	}
	f.same("recent events", []string{"on the day", "new", "without a date"}, got)
	f.same("of no companies", 0, len(must(f.db.RecentEvents(f.ctx, nil, time.Time{}))(f)))
}
