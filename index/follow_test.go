package index_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"kith"
	"kith/index"
	"kith/index/internal/sample"
)

// TestCatchUp follows a store through all that can happen to its rows.
func TestCatchUp(t *testing.T) {
	t.Parallel()
	store := town()
	ix, _ := filled(t, store)
	o := store.Openings()[0]
	for _, step := range []struct {
		name   string
		change func()
		query  index.Query
		want   []int64
	}{
		{"an opening is closed", func() { o.ClosedAt = now(); store.Put(o) }, index.Query{Text: "kafka"}, nil},
		{"a closed one is found where asked for", func() {}, index.Query{Text: "kafka is:closed"}, []int64{1}},
		{"an opening is open again", func() { o.ClosedAt = time.Time{}; store.Put(o) }, index.Query{Text: "kafka"}, []int64{1}},
		{"an opening reads differently", func() { o.Description = "Now with NATS."; store.Put(o) }, index.Query{Text: "nats"}, []int64{1}},
		{"and not as before", func() {}, index.Query{Text: "kafka"}, nil},
		{"an opening is new", func() { store.Put(kith.Opening{ID: 7, CompanyID: 1, Title: "Zeppelin Pilot"}) }, index.Query{Text: "zeppelin"}, []int64{7}},
		{"an opening is removed", func() { store.Remove(7) }, index.Query{Text: "zeppelin"}, nil},
		{"one that never was is removed", func() { store.Remove(4711) }, index.Query{Text: "zeppelin"}, nil},
		{"it changes twice and is removed", func() {
			store.Put(kith.Opening{ID: 8, Title: "Zeppelin Cook"})
			store.Put(kith.Opening{ID: 8, Title: "Zeppelin Chef"})
			store.Remove(8)
		}, index.Query{Text: "zeppelin"}, nil},
		{"a company has another name", func() { store.Rename(2, "Peatglow Power") }, index.Query{Text: "company:peatglow"}, []int64{3, 4}},
		{"and not the old one", func() {}, index.Query{Text: "company:tindermoor"}, nil},
		{"its events too", func() {}, index.Query{Text: "company:peatglow", Events: true}, []int64{1}},
		{"an event is new", func() {
			store.PutEvents(kith.Event{ID: 3, CompanyID: 1, Company: "Northwharf Freight", Kind: kith.EventExpansion, Headline: "A new zeppelin port", FirstSeenAt: now()})
		}, index.Query{Text: "zeppelin", Events: true}, []int64{3}},
		{"what is no row of the index", func() {
			store.Log(kith.Change{Kind: kith.ChangeBaseline, ID: 1})
			store.Log(kith.Change{Kind: kith.ChangeInterest, ID: 1, UserID: 1})
			store.Log(kith.Change{Kind: kith.ChangeCompany})
			store.Log(kith.Change{Kind: "of another version", ID: 1})
		}, index.Query{Text: "zeppelin", Events: true}, []int64{3}},
	} {
		step.change()
		head, err := store.Head(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		before := ix.State().Position
		if n := catchUp(t, ix); int64(n) != head-before {
			t.Errorf("%s: took in %d changes of %d", step.name, n, head-before)
		}
		got := find(t, ix, step.query)
		slices.Sort(got)
		if !slices.Equal(got, step.want) {
			t.Errorf("%s: %+v finds %v, want %v", step.name, step.query, got, step.want)
		}
		if state := ix.State(); state.Position != head || state.Err != nil {
			t.Errorf("%s: %+v, want the position %d", step.name, state, head)
		}
	}
}

// TestCatchUpPages checks that many changes come in page by page, and that a
// company of many openings is renamed whole.
func TestCatchUpPages(t *testing.T) {
	t.Parallel()
	store := &sample.Store{}
	ix, _ := filled(t, store)
	const n = 2_300
	for id := range int64(n) {
		store.Put(kith.Opening{ID: id + 1, CompanyID: 1, Company: "Old", Title: "Clerk", FirstSeenAt: now()})
	}
	if got := catchUp(t, ix); got != n {
		t.Errorf("took in %d changes", got)
	}
	store.Rename(1, "Young")
	catchUp(t, ix)
	if old, young := search(t, ix, index.Query{Text: "old"}).Total, search(t, ix, index.Query{Text: "young"}).Total; old != 0 || young != n {
		t.Errorf("%d have the old name, %d the new one", old, young)
	}
	if state := ix.State(); state.Documents != n {
		t.Errorf("%+v", state)
	}
}

// TestStoreFails checks that an error of the store is returned and shown, that
// the index goes on answering, and that all is well once the store is.
func TestStoreFails(t *testing.T) {
	t.Parallel()
	store := town()
	ix, _ := filled(t, store)
	broken := errors.New("the store is broken")
	store.Put(kith.Opening{ID: 9, Title: "Zeppelin Pilot"})
	store.Fail(broken)
	_, err := ix.CatchUp(t.Context())
	if !errors.Is(err, broken) || !errors.Is(ix.State().Err, broken) {
		t.Errorf("catching up: %v; state: %v", err, ix.State().Err)
	}
	if err := ix.Rebuild(t.Context(), nil); !errors.Is(err, broken) {
		t.Errorf("rebuilding: %v", err)
	}
	if got := find(t, ix, index.Query{Text: "data"}); len(got) != 3 {
		t.Errorf("found %v meanwhile", got)
	}
	store.Fail(nil)
	catchUp(t, ix)
	if got := find(t, ix, index.Query{Text: "zeppelin"}); len(got) != 1 {
		t.Errorf("found %v afterwards", got)
	}
	if err := ix.Rebuild(t.Context(), nil); err != nil || ix.State().Err != nil {
		t.Errorf("rebuilding: %v; state: %v", err, ix.State().Err)
	}
}

// disorder is a store whose answers are out of order.
type disorder struct{ *sample.Store }

// Changes returns the first change for ever.
func (s disorder) Changes(ctx context.Context, _ int64, _ int) ([]kith.Change, error) {
	return s.Store.Changes(ctx, 0, 1)
}

// TestDisorder checks that a change log that repeats itself is an error and
// not a search for its end without end.
func TestDisorder(t *testing.T) {
	t.Parallel()
	store := town()
	ix := open(t, options(t.TempDir(), disorder{store}))
	_, err := ix.CatchUp(t.Context())
	if err == nil {
		t.Error("no error")
	}
}

// TestFollow checks that a change comes in when somebody says so, that the
// channel may be closed, and that the end of ctx is no error but that of the
// index is one.
func TestFollow(t *testing.T) {
	t.Parallel()
	store := town()
	ix, _ := filled(t, store)
	ctx, cancel := context.WithCancel(t.Context())
	wake, done := make(chan struct{}), make(chan error, 1)
	go func() { done <- ix.Follow(ctx, wake) }()
	for id := int64(10); id < 13; id++ {
		store.Put(kith.Opening{ID: id, Title: "Zeppelin Pilot", FirstSeenAt: now()})
		wake <- struct{}{} // taken when the last catching up has ended
	}
	wake <- struct{}{}
	if got := find(t, ix, index.Query{Text: "zeppelin"}); len(got) != 3 {
		t.Errorf("found %v", got)
	}
	close(wake)
	cancel()
	if err := <-done; err != nil {
		t.Errorf("following ended with %v", err)
	}
	go func() { done <- ix.Follow(t.Context(), nil) }()
	shut(t, ix)
	if err := <-done; kith.CodeOf(err) != kith.CodeUnavailable {
		t.Errorf("following a closed index ended with %v", err)
	}
}
