package index_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/index"
	"kith/index/internal/sample"
)

// town returns a small store that is easy to keep in the head.
func town() *sample.Store {
	ago := func(days int) time.Time { return now().AddDate(0, 0, -days) }
	store := &sample.Store{}
	store.Put(
		kith.Opening{ID: 1, CompanyID: 1, Company: "Northwharf Freight", Title: "Senior Data Engineer", Locations: []string{"Rotterdam"}, Country: "NL", Workplace: kith.WorkplaceHybrid, Department: "Platform", Description: "You build pipelines with Go and Kafka.", FirstSeenAt: ago(1)},
		kith.Opening{ID: 2, CompanyID: 1, Company: "Northwharf Freight", Title: "Data Analyst", Locations: []string{"Hamburg", "Berlin"}, Country: "DE", Workplace: kith.WorkplaceOnsite, Department: "Finance", Description: "Reports on engineers' hours for the harbour.", FirstSeenAt: ago(10)},
		kith.Opening{ID: 3, CompanyID: 2, Company: "Tindermoor Energy", Title: "Head of Data", Locations: []string{"Remote"}, Workplace: kith.WorkplaceRemote, Description: "Leads C++ and .NET people.", FirstSeenAt: ago(40)},
		kith.Opening{ID: 4, CompanyID: 2, Company: "Tindermoor Energy", Title: "Front End Developer", Locations: []string{"São Paulo"}, Country: "BR", EmploymentType: "Part-time", Description: "React; C# is a plus.", FirstSeenAt: ago(3)},
		kith.Opening{ID: 5, CompanyID: 3, Company: "O'Hara & Søn", Title: "Data Engineer", Locations: []string{"Berlin"}, Country: "DE", Description: "Closed by now.", FirstSeenAt: ago(100), ClosedAt: ago(50)},
		kith.Opening{ID: 6, CompanyID: 3, Company: "O'Hara & Søn", Title: "データエンジニア", Locations: []string{"東京"}, Country: "JP", Description: "東京で働くエンジニアを募集します。", FirstSeenAt: ago(2)},
	)
	store.PutEvents(
		kith.Event{ID: 1, CompanyID: 2, Company: "Tindermoor Energy", Kind: kith.EventLayoff, Headline: "Tindermoor cuts 200 jobs", Quote: "will lay off 200 engineers", Locations: []string{"Leeds"}, FirstSeenAt: ago(4)},
		kith.Event{ID: 2, Company: "Unknown Ltd", Kind: kith.EventHiringFreeze, Headline: "No more data engineers", FirstSeenAt: ago(5)},
	)
	return store
}

// TestSearch checks what each kind of query finds in a small store.
func TestSearch(t *testing.T) {
	t.Parallel()
	ix, _ := filled(t, town())
	for _, c := range []struct {
		name  string
		query index.Query
		want  []int64 // in any order
	}{
		{"everything", index.Query{}, []int64{1, 2, 3, 4, 6}},
		{"a star is everything", index.Query{Text: "*"}, []int64{1, 2, 3, 4, 6}},
		{"a word", index.Query{Text: "data"}, []int64{1, 2, 3}},
		{"two words in any order", index.Query{Text: "engineer data"}, []int64{1, 2}},
		{"word forms", index.Query{Text: "engineering"}, []int64{1, 2}},
		{"closed ones too", index.Query{Text: "data engineer", Closed: true}, []int64{1, 2, 5}},
		{"closed ones only", index.Query{Text: "data is:closed"}, []int64{5}},
		{"not open is closed", index.Query{Text: "data -is:open"}, []int64{5}},
		{"open overrules closed too", index.Query{Text: "data is:open", Closed: true}, []int64{1, 2, 3}},
		{"a phrase is in the title", index.Query{Text: `"data engineer"`}, []int64{1}},
		{"a phrase over a small word", index.Query{Text: `"head of data"`}, []int64{3}},
		{"not by the phrase backwards", index.Query{Text: `"engineer data"`}, []int64{}},
		{"without a word", index.Query{Text: "data -senior"}, []int64{2, 3}},
		{"without a phrase", index.Query{Text: `data -"data analyst"`}, []int64{1, 3}},
		{"only without", index.Query{Text: "-data"}, []int64{4, 6}},
		{"the beginning of a word", index.Query{Text: "pipel*"}, []int64{1}},
		{"the beginning of a title's word", index.Query{Text: "title:eng*"}, []int64{1}},
		{"a company", index.Query{Text: "company:northwharf"}, []int64{1, 2}},
		{"a company with an apostrophe and a strange letter", index.Query{Text: `company:"ohara son"`}, []int64{6}},
		{"not a company", index.Query{Text: "data -company:tindermoor"}, []int64{1, 2}},
		{"a company by id", index.Query{Text: "data", CompanyIDs: []int64{2, 99}}, []int64{3}},
		{"a title", index.Query{Text: "title:data title:head"}, []int64{3}},
		{"a place", index.Query{Text: "in:berlin"}, []int64{2}},
		{"a place by its other field", index.Query{Location: "sao paulo"}, []int64{4}},
		{"a country's name as a place", index.Query{Text: "in:germany"}, []int64{2}},
		{"a country by code", index.Query{Text: "country:DE"}, []int64{2}},
		{"a country by name", index.Query{Text: "country:netherlands"}, []int64{1}},
		{"a department", index.Query{Text: "dept:platform"}, []int64{1}},
		{"remote", index.Query{Text: "is:remote"}, []int64{3}},
		{"not remote", index.Query{Text: "data -is:remote"}, []int64{1, 2}},
		{"hybrid", index.Query{Text: "is:hybrid"}, []int64{1}},
		{"since", index.Query{Text: "since:7d"}, []int64{1, 4, 6}},
		{"until", index.Query{Text: "until:2026-11-15"}, []int64{2, 3}},
		{"since and until", index.Query{Text: "since:20d until:7d"}, []int64{2}},
		{"not since", index.Query{Text: "-since:7d"}, []int64{2, 3}},
		{"since after until", index.Query{Text: "since:1d until:9d"}, []int64{}},
		{"since by the clock", index.Query{Since: now().AddDate(0, 0, -3).Add(-time.Hour)}, []int64{1, 4, 6}},
		{"until by the clock", index.Query{Until: now().AddDate(0, 0, -30)}, []int64{3}},
		{"names with signs", index.Query{Text: "C++"}, []int64{3}},
		{"names with other signs", index.Query{Text: "c#"}, []int64{4}},
		{"names with a dot", index.Query{Text: ".net"}, []int64{3}},
		{"another spelling", index.Query{Text: "frontend"}, []int64{4}},
		{"golang is go", index.Query{Text: "go kafka"}, []int64{1}},
		{"letters of the east", index.Query{Text: "東京"}, []int64{6}},
		{"a type of employment", index.Query{Text: "part-time"}, []int64{4}},
		{"events", index.Query{Events: true}, []int64{1, 2}},
		{"events by a word", index.Query{Text: "engineers", Events: true}, []int64{1, 2}},
		{"events by kind", index.Query{Text: "kind:layoff", Events: true}, []int64{1}},
		{"events by a kind of two words", index.Query{Text: "kind:hiring-freeze", Events: true}, []int64{2}},
		{"events of a company", index.Query{CompanyIDs: []int64{2}, Events: true}, []int64{1}},
		{"events at a place", index.Query{Text: "in:leeds", Events: true}, []int64{1}},
		{"nothing", index.Query{Text: "zeppelin"}, []int64{}},
		{"a company that is not there", index.Query{CompanyIDs: []int64{77}}, []int64{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			result := search(t, ix, c.query)
			got := idsOf(result)
			slices.Sort(got)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s: %s", result.Expr, diff)
			}
			if result.Total != uint64(len(c.want)) || result.Near {
				t.Errorf("total %d, near %v", result.Total, result.Near)
			}
		})
	}
}

// TestNear checks that a slip of the finger is forgiven when nothing else is
// found, and that this is said.
func TestNear(t *testing.T) {
	t.Parallel()
	ix, _ := filled(t, town())
	for text, want := range map[string][]int64{
		"engneer data": {1, 2}, "analsyt": {2}, "kafk": {1}, "tindermor": {3, 4}, "pipelinnes": {1},
	} {
		result := search(t, ix, index.Query{Text: text})
		got := idsOf(result)
		slices.Sort(got)
		if !slices.Equal(got, want) || !result.Near {
			t.Errorf("%q finds %v (near %v), want %v", text, got, result.Near, want)
		}
	}
	if result := search(t, ix, index.Query{Text: "data zeppelin"}); result.Near || result.Total != 0 {
		t.Errorf("a word that is like no other finds %d", result.Total)
	}
}

// TestOrder checks the orders of hits, their ties and their pages.
func TestOrder(t *testing.T) {
	t.Parallel()
	ix, _ := filled(t, town())
	if got := find(t, ix, index.Query{}); !slices.Equal(got, []int64{1, 6, 4, 2, 3}) {
		t.Errorf("without words: %v, want the newest first", got)
	}
	if got := find(t, ix, index.Query{Text: "data", Sort: index.SortNewest}); !slices.Equal(got, []int64{1, 2, 3}) {
		t.Errorf("newest: %v", got)
	}
	if got := find(t, ix, index.Query{Text: "data engineer"}); got[0] != 1 {
		t.Errorf("by score: %v, want the title first", got)
	}
	result := search(t, ix, index.Query{Text: "data engineer"})
	if result.Hits[0].Score <= result.Hits[1].Score {
		t.Errorf("scores do not fall: %+v", result.Hits)
	}
}

// TestPages walks through many hits page by page, in both orders, and counts
// that each comes once.
func TestPages(t *testing.T) {
	t.Parallel()
	const n = 2_500
	store := shortened(n)
	ix, _ := filled(t, store)
	for _, q := range []index.Query{{Closed: true}, {Text: "engineer", Closed: true}, {Text: "engineer", Closed: true, Sort: index.SortNewest}} {
		total := search(t, ix, q).Total
		seen := make(map[int64]bool)
		var last time.Time
		seenAt := make(map[int64]time.Time, n)
		for _, o := range store.Openings() {
			seenAt[o.ID] = o.FirstSeenAt
		}
		q.Limit = 200
		for q.Offset = 0; uint64(q.Offset) < total; q.Offset += q.Limit {
			for _, id := range find(t, ix, q) {
				if q.Text == "" || q.Sort == index.SortNewest {
					if at := seenAt[id].Truncate(time.Second); !last.IsZero() && at.After(last) {
						t.Fatalf("%+v: %d of %s comes after %s", q, id, at, last)
					}
					last = seenAt[id].Truncate(time.Second)
				}
				seen[id] = true
			}
		}
		if uint64(len(seen)) != total {
			t.Errorf("%+v: %d different hits of %d", q, len(seen), total)
		}
		if got := find(t, ix, index.Query{Text: q.Text, Closed: true, Sort: q.Sort, Offset: int(total), Limit: 10}); len(got) != 0 {
			t.Errorf("%+v: %d hits after the last", q, len(got))
		}
	}
}

// TestNewestBeforeABound checks that the newest of many hits are found where
// the last of them are long ago.
func TestNewestBeforeABound(t *testing.T) {
	t.Parallel()
	store := shortened(2_500)
	ix, _ := filled(t, store)
	until := sample.Epoch().AddDate(0, 0, 200)
	var want kith.Opening
	for _, o := range store.Openings() {
		if o.FirstSeenAt.Before(until.Truncate(time.Hour).Add(time.Hour)) && o.FirstSeenAt.After(want.FirstSeenAt) {
			want = o
		}
	}
	got := find(t, ix, index.Query{Until: until, Closed: true, Limit: 3})
	if len(got) != 3 || got[0] != want.ID {
		t.Errorf("got %v, want %d first", got, want.ID)
	}
}

// TestBadQueries checks that what cannot be searched for is said in words.
func TestBadQueries(t *testing.T) {
	t.Parallel()
	ix, _ := filled(t, town())
	for _, q := range []index.Query{
		{Text: "(((("}, {Text: "the of"}, {Text: "company:"}, {Text: "- -- !"}, {Text: "title:the"},
		{Text: strings.Repeat("x", 10<<10)}, {Text: strings.Repeat("a ", 400)}, {Text: "is:purple"}, {Text: "kind:purple"},
		{Text: "since:yesterday"}, {Limit: -1}, {Limit: 1001}, {Offset: -1}, {Offset: 10_001},
	} {
		_, err := ix.Search(t.Context(), q)
		if kith.CodeOf(err) != kith.CodeInvalid {
			t.Errorf("%.40q, limit %d, offset %d: %v", q.Text, q.Limit, q.Offset, err)
		}
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := ix.Search(gone, index.Query{Text: "data"})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a search that was given up: %v", err)
	}
}

// TestTooLong checks that a search that takes too long is said in words.
func TestTooLong(t *testing.T) {
	t.Parallel()
	o := options(t.TempDir(), town())
	o.Timeout = 1
	ix := open(t, o)
	catchUp(t, ix)
	_, err := ix.Search(t.Context(), index.Query{Text: "data"})
	wantError(t, err, kith.CodeUnavailable)
	if s := ix.State(); s.Rebuilding {
		t.Error("a slow search is taken for damage")
	}
}

// TestHostileQueries checks that queries made to be dear are answered all the
// same, over texts made to be dear too.
func TestHostileQueries(t *testing.T) {
	t.Parallel()
	store := generated(300)
	store.Put(
		kith.Opening{ID: 301, CompanyID: 1, Company: strings.Repeat("c", 1<<20), Title: strings.Repeat("long title ", 100_000), Description: strings.Repeat("a b ", 300_000)},
		kith.Opening{ID: 302, CompanyID: -1, Title: "\x00\xff\xfe", Description: "\u202e\ufeff" + strings.Repeat("é", 1<<20), FirstSeenAt: time.Unix(-1, 0), Locations: slices.Repeat([]string{"Everywhere"}, 10_000)},
		kith.Opening{ID: 303, Title: "Far", FirstSeenAt: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), Country: "??"},
	)
	ix, _ := filled(t, store)
	if got := search(t, ix, index.Query{Closed: true}).Total; got != 303 {
		t.Errorf("%d openings, want 303", got)
	}
	for _, text := range []string{
		"a*", "b* c* d* e* f* g* h* i* k* l* m*", strings.Repeat("-a* ", 30), `a~1000`, `(a+)+$ x`, `/.*.*.*/ x`, "*a", "?a", "a^99999999",
		strings.Repeat("title:a* ", 30), "\x00\xff x", strings.Repeat("\"", 1000) + " x", strings.Repeat("eeeeeeeeeeeeeeeeeeeeeeeeeeeeee ", 30),
		"company:" + strings.Repeat("c", 900), "long title", `"long title long title long title"`, "a b a b a b", "since:99999y x", "until:0h x",
	} {
		_, err := ix.Search(t.Context(), index.Query{Text: text, Closed: true})
		if err != nil && kith.CodeOf(err) != kith.CodeInvalid {
			t.Errorf("%.40q: %v", text, err)
		}
	}
}

// TestSearchTogether asks from many goroutines at once, while the store grows.
func TestSearchTogether(t *testing.T) {
	t.Parallel()
	store := generated(400)
	ix, _ := filled(t, store)
	done := make(chan error, 8)
	for n := range cap(done) {
		go func() {
			var err error
			for range 30 {
				_, err = ix.Search(t.Context(), index.Query{Text: []string{"engineer", "data*", "", "engneer"}[n%4], Sort: []index.Sort{index.SortNewest, index.SortScore}[n%2]})
				if err != nil {
					break
				}
			}
			done <- err
		}()
	}
	g := sample.NewGenerator(9)
	for id := range int64(5) {
		store.Put(g.Opening(401 + id))
		catchUp(t, ix)
	}
	for range cap(done) {
		err := <-done
		if err != nil {
			t.Error(err)
		}
	}
	wantWhole(t, ix, store)
}

// Example shows a query as the index understands it.
func ExampleParse() {
	x, err := index.Parse(`"data engineer" -senior in:berlin is:remote`, time.Now())
	fmt.Println(x, err)
	// Output: (and (phrase "data engineer") (not (word "senior")) (location "berlin") (is "remote")) <nil>
}
