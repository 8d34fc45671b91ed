package storetest

import (
	"fmt"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/store"
)

func eventCases() []testCase {
	return []testCase{
		{"event/from a feed", feedEvents},
		{"event/one event in many reports", sameEvent},
		{"event/notices are events of their own", noticeEvents},
		{"event/without dates", undatedEvents},
		{"event/notices without dates", undatedNotices},
		{"event/two feeds at once", twoFeedsAtOnce},
		{"event/filters", eventFilters},
		{"event/further reports", furtherReports},
		{"event/two deals on one day", twoDeals},
		{"event/amended notice", amendedNotice},
		{"event/waits for its company", eventWaits},
		{"event/at an employer of a contact", eventAtEmployer},
	}
}

// item returns an item that tells of one event.
func item(id string, published time.Time, company kith.Company, kind kith.EventKind) kith.Item {
	return kith.Item{
		ExternalID: id, Title: "Title " + id, URL: "https://news.example/" + id, Text: "never stored", PublishedAt: published,
		Events: []kith.Event{{CompanyID: company.ID, Company: company.Name, Kind: kind, Quote: "they say so"}},
	}
}

// newsVisit returns a visit that found items.
func (f *fixture) newsVisit(s kith.Source, items ...kith.Item) kith.Visit {
	v := f.visit(s)
	v.Items = items
	return v
}

// feedEvents records a feed, again and again.
func feedEvents(f *fixture) {
	company := f.company("Northwharf")
	feed := f.feed("Wire")
	head := f.head()
	published := Begin().Add(-2 * time.Hour)
	full := item("1", published, company, kith.EventLayoff)
	full.Events[0] = kith.Event{
		CompanyID: company.ID, Company: "Northwharf Freight", Kind: kith.EventLayoff, Headline: "A headline", URL: "https://news.example/a",
		PublishedAt: published, EffectiveAt: Begin().Add(48 * time.Hour), Headcount: 120, Percent: 7.5,
		Locations: []string{"Ghent"}, Departments: []string{"Sales"}, Quote: "120 jobs",
	}
	visit := f.newsVisit(feed, full, kith.Item{ExternalID: "2", Title: "Of nothing", PublishedAt: published}, kith.Item{Title: "Without an id"})
	f.changed(f.record(visit), kith.VisitRecord{Events: 1})
	events := must(f.db.Events(f.ctx, store.EventFilter{}))(f)
	want := full.Events[0]
	want.ID, want.Company, want.SourceID, want.Source, want.FirstSeenAt = events[0].ID, "Northwharf", feed.ID, "Wire", Begin()
	if diff := cmp.Diff([]kith.Event{want}, events); diff != "" {
		f.Errorf("the event: %s", diff)
	}
	if diff := cmp.Diff([]kith.Change{{Kind: kith.ChangeEvent, Op: kith.OpNew, ID: want.ID, CompanyID: company.ID}}, f.log(head)); diff != "" {
		f.Errorf("the change log: %s", diff)
	}

	f.clock.Move(30 * 24 * time.Hour)
	visit.At = f.clock.Now()
	f.changed(f.record(visit), kith.VisitRecord{})
	f.no(f.db.RemoveSource(f.ctx, feed.ID))
	if events = must(f.db.Events(f.ctx, store.EventFilter{}))(f); len(events) != 1 || events[0].Source != "" {
		f.Errorf("without its feed: %+v", events)
	}
	visit.SourceID = f.feed("Wire").ID
	f.changed(f.record(visit), kith.VisitRecord{})
}

// sameEvent checks which reports tell of one event.
func sameEvent(f *fixture) {
	one, two := f.company("One"), f.company("Two")
	wire, post := f.feed("Wire"), f.feed("Post")
	unknown := kith.Company{Name: "Elsewhere  Inc"}
	shouted := kith.Company{Name: "ELSEWHERE INC"}
	at := Begin().Add(-30 * 24 * time.Hour)
	for i, report := range []struct {
		feed    kith.Source
		company kith.Company
		kind    kith.EventKind
		days    int
		isNew   int
	}{
		{wire, one, kith.EventLayoff, 0, 1},
		{post, one, kith.EventLayoff, 0, 0},  // another outlet
		{post, one, kith.EventLayoff, 7, 0},  // within a week
		{post, one, kith.EventLayoff, -6, 0}, // told earlier
		{wire, one, kith.EventMerger, 0, 1},  // something else
		{wire, two, kith.EventLayoff, 0, 1},  // somebody else
		{wire, one, kith.EventLayoff, 8, 1},  // the next one
		{wire, unknown, kith.EventLayoff, 0, 1},
		{post, shouted, kith.EventLayoff, 3, 0},
		{post, kith.Company{}, kith.EventLayoff, 0, 1}, // of nobody: each is its own
		{post, kith.Company{}, kith.EventLayoff, 0, 1},
	} {
		id := "item" + string(rune('a'+i))
		r := f.record(f.newsVisit(report.feed, item(id, at.Add(time.Duration(report.days)*24*time.Hour), report.company, report.kind)))
		if r.Events != report.isNew {
			f.Errorf("report %d: %d new events, want %d", i, r.Events, report.isNew)
		}
	}
}

// noticeEvents checks that notices which an employer files close together stay
// apart, and each is taken once.
func noticeEvents(f *fixture) {
	company := f.company("One")
	list, _, err := f.db.AddSource(f.ctx, kith.Source{Kind: kith.SourceNotices, Name: "State", URL: "https://state.example/warn"})
	f.no(err)
	v := f.newsVisit(list, item("1", Begin(), company, kith.EventLayoff), item("2", Begin(), company, kith.EventLayoff))
	f.changed(f.record(v), kith.VisitRecord{Events: 2})
	f.changed(f.record(v), kith.VisitRecord{})
	f.changed(f.record(f.newsVisit(f.feed("Wire"), item("1", Begin(), company, kith.EventLayoff))), kith.VisitRecord{Events: 1})
}

// undatedEvents checks that an item without a date keeps the one that it got
// when it was first seen.
func undatedEvents(f *fixture) {
	company := f.company("One")
	feed := f.feed("Wire")
	undated := item("1", time.Time{}, company, kith.EventLayoff)
	f.changed(f.record(f.newsVisit(feed, undated)), kith.VisitRecord{Events: 1})
	if got := must(f.db.Events(f.ctx, store.EventFilter{}))(f)[0]; !got.PublishedAt.Equal(Begin()) || got.Headline != "Title 1" {
		f.Errorf("the event: %+v", got)
	}
	f.clock.Move(20 * 24 * time.Hour)
	f.changed(f.record(f.newsVisit(feed, undated)), kith.VisitRecord{})
}

// undatedNotices has lists whose rows have no date: what was there at the first
// reading may be of any day, what is added later was seen to come; a file says
// nothing of when.
func undatedNotices(f *fixture) {
	company := f.company("One")
	for _, c := range []struct {
		address string
		dates   bool
	}{
		{"https://state.example/warn", true},
		{"file:///notices", false},
	} {
		list, _, err := f.db.AddSource(f.ctx, kith.Source{Kind: kith.SourceNotices, URL: c.address, Host: "state.example"})
		f.no(err)
		old, fresh := item("old", time.Time{}, company, kith.EventLayoff), item("new", time.Time{}, company, kith.EventClosure)
		f.changed(f.record(f.newsVisit(list, old)), kith.VisitRecord{Events: 1})
		f.changed(f.record(f.newsVisit(list, old)), kith.VisitRecord{})
		want := map[kith.EventKind]time.Time{}
		if later := f.clock.Move(24 * time.Hour); c.dates {
			want[kith.EventClosure] = later
		}
		f.changed(f.record(f.newsVisit(list, old, fresh)), kith.VisitRecord{Events: 1})
		for _, e := range must(f.db.Events(f.ctx, store.EventFilter{}))(f) {
			if e.SourceID == list.ID && !e.PublishedAt.Equal(want[e.Kind]) {
				f.Errorf("%s: %s is of %s, want %s", c.address, e.Headline, e.PublishedAt, want[e.Kind])
			}
		}
	}
}

// twoFeedsAtOnce has several feeds tell of the same events at the same time,
// each with another date.
func twoFeedsAtOnce(f *fixture) {
	var companies []kith.Company
	for i := range 10 {
		companies = append(companies, f.company(fmt.Sprint("Employer ", i)))
	}
	var feeds []kith.Source
	for i := range 4 {
		feeds = append(feeds, f.feed(fmt.Sprint("feed", i)))
	}
	for _, err := range race(len(feeds), func(i int) error {
		var items []kith.Item
		for _, c := range companies {
			items = append(items, item(c.Name, Begin().Add(-time.Duration(i)*24*time.Hour), c, kith.EventClosure))
		}
		_, err := f.db.RecordVisit(f.ctx, f.newsVisit(feeds[i], items...))
		return err
	}) {
		f.no(err)
	}
	if events := must(f.db.Events(f.ctx, store.EventFilter{}))(f); len(events) != len(companies) {
		f.Errorf("%d events of %d companies", len(events), len(companies))
	}
}

// eventFilters asks for events in every way.
func eventFilters(f *fixture) {
	one, two := f.company("One"), f.company("Two")
	feed := f.feed("Wire")
	day := func(n int) time.Time { return Begin().Add(-time.Duration(n) * 24 * time.Hour) }
	f.record(f.newsVisit(feed,
		item("middle", day(20), one, kith.EventLayoff), item("newest", day(1), two, kith.EventLayoff), item("oldest", day(40), one, kith.EventMerger)))
	var ids []int64
	for _, e := range must(f.db.Events(f.ctx, store.EventFilter{Limit: 10}))(f) {
		ids = append(ids, e.ID)
	}
	for _, q := range []struct {
		filter store.EventFilter
		want   []string
	}{
		{store.EventFilter{}, []string{"newest", "middle", "oldest"}},
		{store.EventFilter{CompanyID: one.ID}, []string{"middle", "oldest"}},
		{store.EventFilter{Since: day(20)}, []string{"newest", "middle"}},
		{store.EventFilter{Limit: 2}, []string{"middle", "newest"}},
		{store.EventFilter{AfterID: ids[0], Limit: 5}, []string{"newest", "oldest"}},
		{store.EventFilter{IDs: []int64{ids[2], ids[0]}}, []string{"middle", "oldest"}},
		{store.EventFilter{IDs: []int64{}}, nil},
	} {
		var got []string
		for _, e := range must(f.db.Events(f.ctx, q.filter))(f) {
			got = append(got, e.URL[len("https://news.example/"):])
		}
		if diff := cmp.Diff(q.want, got); diff != "" {
			f.Errorf("%+v: %s", q.filter, diff)
		}
	}
}

// furtherReports has two papers tell of one event: it is one, with both, and
// the second fills what the first left open.
func furtherReports(f *fixture) {
	company := f.company("Northwharf")
	wire, post := f.feed("Wire"), f.feed("Post")
	first, second := item("1", Begin(), company, kith.EventLayoff), item("2", Begin().Add(24*time.Hour), company, kith.EventLayoff)
	second.Events[0].Headcount, second.Events[0].HeadcountMin, second.Events[0].Stage = 250, 200, kith.StageAnnounced
	second.Events[0].Quotes = map[string]string{"headcount": "between 200 and 250"}
	f.changed(f.record(f.newsVisit(wire, first)), kith.VisitRecord{Events: 1})
	head := f.head()
	f.changed(f.record(f.newsVisit(post, second)), kith.VisitRecord{})
	f.changed(f.record(f.newsVisit(post, second)), kith.VisitRecord{})
	events := must(f.db.Events(f.ctx, store.EventFilter{}))(f)
	f.same("events", 1, len(events))
	e := events[0]
	f.same("its own address", "https://news.example/1", e.URL)
	f.same("people", []int{250, 200}, []int{e.Headcount, e.HeadcountMin})
	f.same("reports", []kith.Report{{Source: "Post", Headline: "Title 2", URL: "https://news.example/2", PublishedAt: Begin().Add(24 * time.Hour)}}, e.Reports)
	f.same("the change log", []kith.Change{{Kind: kith.ChangeEvent, Op: kith.OpChanged, ID: e.ID, CompanyID: company.ID}}, f.log(head))
	third := item("3", Begin().Add(25*time.Hour), company, kith.EventLayoff)
	third.Events[0].Headcount = 900
	f.record(f.newsVisit(wire, third))
	e = must(f.db.Events(f.ctx, store.EventFilter{}))(f)[0]
	f.same("people after another number", 250, e.Headcount)
	f.same("reports", 2, len(e.Reports))
	f.no(f.db.RemoveSource(f.ctx, post.ID))
	f.same("reports of a source that was removed", "", must(f.db.Events(f.ctx, store.EventFilter{}))(f)[0].Reports[0].Source)
}

// twoDeals has a company buy two others on one day, by the rule that the program
// gives; a report of one of them five weeks later is no further event.
func twoDeals(f *fixture) {
	f.options.SameEvent = func(a, b kith.Event) bool { return a.Counterpart == b.Counterpart }
	f.db = f.open()
	company := f.company("Northwharf")
	deal := func(id, other string, days int) kith.Item {
		i := item(id, Begin().Add(time.Duration(days-40)*24*time.Hour), company, kith.EventAcquisition)
		i.Events[0].Role, i.Events[0].Counterpart = kith.RoleBuyer, other
		return i
	}
	wire := f.feed("Wire")
	f.changed(f.record(f.newsVisit(wire, deal("1", "Halden Rail", 0), deal("2", "Palewater", 0))), kith.VisitRecord{Events: 2})
	f.changed(f.record(f.newsVisit(wire, deal("3", "Palewater", 35))), kith.VisitRecord{})
	for _, e := range must(f.db.Events(f.ctx, store.EventFilter{}))(f) {
		if want := map[string]int{"Halden Rail": 0, "Palewater": 1}[e.Counterpart]; len(e.Reports) != want {
			f.Errorf("the deal with %s has %d further reports, want %d", e.Counterpart, len(e.Reports), want)
		}
	}
}

// amendedNotice has a list of notices amend one: it is corrected, and nothing
// is new; one beside it stays.
func amendedNotice(f *fixture) {
	company := f.company("Northwharf")
	list, _, err := f.db.AddSource(f.ctx, kith.Source{Kind: kith.SourceNotices, URL: "https://labor.example/oh.csv"})
	f.no(err)
	one, two := item("1", Begin(), company, kith.EventLayoff), item("2", Begin(), company, kith.EventLayoff)
	one.Events[0].Headcount, two.Events[0].Headcount = 100, 50
	f.changed(f.record(f.newsVisit(list, one, two)), kith.VisitRecord{Events: 2})
	f.changed(f.record(f.newsVisit(list, one, two)), kith.VisitRecord{})
	head := f.head()
	one.Events[0].Headcount, one.Events[0].Kind, one.Events[0].EffectiveAt = 140, kith.EventLayoff, Begin().Add(60*24*time.Hour)
	f.changed(f.record(f.newsVisit(list, one, two)), kith.VisitRecord{})
	events := must(f.db.Events(f.ctx, store.EventFilter{Limit: 10}))(f)
	f.same("people", []int{140, 50}, []int{events[0].Headcount, events[1].Headcount})
	f.same("begins", Begin().Add(60*24*time.Hour), events[0].EffectiveAt)
	f.same("the change log", []kith.Change{{Kind: kith.ChangeEvent, Op: kith.OpChanged, ID: events[0].ID, CompanyID: company.ID}}, f.log(head))
}

// eventWaits checks that events of a company that nobody knew become its own
// when it is taken in: once, for who begins to care about it, and still the same
// ones when their list or feed is read again.
func eventWaits(f *fixture) {
	list, _, err := f.db.AddSource(f.ctx, kith.Source{Kind: kith.SourceNotices, Name: "State", URL: "https://state.example/warn"})
	f.no(err)
	feed := f.feed("Wire")
	unknown := kith.Company{Name: "Halden Rail"}
	notice, news := item("1", Begin(), unknown, kith.EventLayoff), item("2", Begin(), unknown, kith.EventClosure)
	f.changed(f.record(f.newsVisit(list, notice, item("3", Begin(), kith.Company{Name: "Elsewhere"}, kith.EventLayoff))), kith.VisitRecord{Events: 2})
	f.changed(f.record(f.newsVisit(feed, news)), kith.VisitRecord{Events: 1})
	head := f.head()
	company := f.company("Halden Rail")
	for _, c := range f.log(head) {
		f.same("change", kith.Change{Kind: kith.ChangeEvent, Op: kith.OpChanged, ID: c.ID, CompanyID: company.ID}, c)
	}
	f.same("changes", 2, len(f.log(head)))
	f.same("recent events", 2, len(must(f.db.RecentEvents(f.ctx, []int64{company.ID}, Begin().AddDate(0, 0, -1)))(f)))

	f.clock.Move(time.Hour)
	notice.Events[0].CompanyID, news.Events[0].CompanyID = company.ID, company.ID
	f.changed(f.record(f.newsVisit(list, notice)), kith.VisitRecord{})
	f.changed(f.record(f.newsVisit(feed, news)), kith.VisitRecord{})
	f.same("events", 3, f.count("SELECT COUNT(*) FROM events"))
	f.same("still waiting", 1, f.count("SELECT COUNT(*) FROM events WHERE company_id IS NULL AND name_key <> ''"))

	// One that no name finds is linked by its list, when that is read again.
	other := f.company("Elsewhere Holdings")
	known := item("3", Begin(), other, kith.EventLayoff)
	f.changed(f.record(f.newsVisit(list, notice, known)), kith.VisitRecord{})
	f.same("waiting no more", 0, f.count("SELECT COUNT(*) FROM events WHERE company_id IS NULL"))
}

// eventAtEmployer checks that what happens at the employer of a contact is an
// event of a company, although nobody has taken that company in: whether the
// contact or the event comes first, from a list or a feed, and once.
func eventAtEmployer(f *fixture) {
	list, _, err := f.db.AddSource(f.ctx, kith.Source{Kind: kith.SourceNotices, Name: "State", URL: "https://state.example/warn"})
	f.no(err)
	feed, u := f.feed("Wire"), f.user()
	f.save(u, kith.ContactChanges{New: 1, CompaniesUnknown: 1}, contact("Ana", "Halden Rail", "Driver"))
	f.changed(f.record(f.newsVisit(list, item("1", Begin(), kith.Company{Name: "Halden Rail"}, kith.EventLayoff))), kith.VisitRecord{Events: 1})
	f.changed(f.record(f.newsVisit(feed,
		item("2", Begin(), kith.Company{Name: "Tindermoor"}, kith.EventLayoff), item("3", Begin().AddDate(0, -3, 0), kith.Company{Name: "Longago"}, kith.EventLayoff))), kith.VisitRecord{Events: 2})
	companies := func() (names []string) {
		for _, c := range must(f.db.Companies(f.ctx, store.CompanyFilter{}))(f) {
			names = append(names, c.Name)
		}
		return names
	}
	f.same("companies", []string{"Halden Rail"}, companies())
	f.save(u, kith.ContactChanges{New: 3, Unchanged: 1, CompaniesMatched: 1, CompaniesUnknown: 3},
		contact("Ana", "Halden Rail", "Driver"), contact("Bo", "Tindermoor", "Cook"), contact("Cy", "Longago", "Cook"), contact("Di", "Elsewhere", "Cook"))
	f.same("companies after the import", []string{"Halden Rail", "Tindermoor"}, companies())
	for _, e := range must(f.db.Events(f.ctx, store.EventFilter{}))(f) {
		f.same(e.Company+" is known", e.Company != "Longago", e.CompanyID != 0)
		if e.CompanyID != 0 {
			f.same("who cares", 1, len(must(f.db.Interests(f.ctx, []int64{e.CompanyID}))(f)[e.CompanyID][u.ID]))
		}
	}
	f.clock.Move(time.Hour)
	again := item("1", Begin(), kith.Company{Name: "Halden Rail"}, kith.EventLayoff)
	f.changed(f.record(f.newsVisit(list, again)), kith.VisitRecord{})
	f.changed(f.record(f.newsVisit(feed, item("2", Begin(), kith.Company{Name: "Tindermoor"}, kith.EventLayoff))), kith.VisitRecord{})
	f.same("events", 3, f.count("SELECT COUNT(*) FROM events"))
}
