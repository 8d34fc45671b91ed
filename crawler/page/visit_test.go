package page_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/crawler/page"
)

// site is a career site in memory: what stands at a path, "-> ADDRESS" for a
// redirect, "status N" for an answer without a page.
type site struct {
	pages map[string]string
	asked []string
	etag  string // of the list, answered with 304 when it is sent back
	other string // what stands at every other address, "" for nothing
}

const list = "https://acme.example/careers"

func (s *site) fetch(_ context.Context, r kith.Request) (*kith.Response, error) {
	s.asked = append(s.asked, strings.TrimPrefix(r.URL, "https://acme.example"))
	address := r.URL
	for range 5 {
		body, ok := s.pages[strings.TrimPrefix(address, "https://acme.example")]
		if !ok && s.other != "" {
			body, ok = s.other, true
		}
		if target, isRedirect := strings.CutPrefix(body, "-> "); isRedirect {
			address = target
			continue
		}
		res := &kith.Response{Status: http.StatusOK, URL: address, Header: http.Header{}, Body: []byte(body)}
		if s.etag != "" {
			res.Header.Set("ETag", s.etag)
		}
		switch {
		case body == "refused":
			return nil, kith.Errorf(kith.CodeRefused, "robots.txt forbids %s", address)
		case body == "down":
			return nil, kith.Errorf(kith.CodeUnavailable, "%s did not answer", address)
		case s.etag != "" && r.Validators.ETag == s.etag:
			res.Status = http.StatusNotModified
		case !ok:
			res.Status = http.StatusNotFound
		default:
			_, _ = fmt.Sscanf(body, "status %d", &res.Status) // most pages begin otherwise
		}
		return res, nil
	}
	return nil, kith.Errorf(kith.CodeUnavailable, "too many redirects")
}

// visit visits the site and records what it shows, as the store does.
func (s *site) visit(t *testing.T, at *stored) kith.Visit {
	t.Helper()
	s.asked = nil
	v := page.Visit(t.Context(), s.fetch, at.source, maps.Clone(at.known))
	if v.Requests != len(s.asked) {
		t.Errorf("%d requests are told, %d were made: %v", v.Requests, len(s.asked), s.asked)
	}
	if v.Outcome == kith.OutcomeComplete && (!v.Proof.Complete() || v.Reason != "" || v.Validators.Hash == "") {
		t.Errorf("it is complete without proof: %+v", v)
	}
	if v.Outcome != kith.OutcomeComplete && v.Outcome != kith.OutcomeUnchanged && v.Reason == "" {
		t.Errorf("%s without a reason", v.Outcome)
	}
	at.record(v)
	for i, o := range v.Openings {
		v.Openings[i].Title = at.titles[o.ExternalID] // as it is stored now
	}
	return v
}

// opening returns the page of an opening.
func opening(title, id string) string {
	return data(`{"@type":"JobPosting","title":"` + title + `","description":"Text of ` + title + `","identifier":{"value":"` + id + `"}}`)
}

// newSite returns a site with three openings.
func newSite() *site {
	return &site{pages: map[string]string{
		"/careers": `<nav><a href="/jobs/all-jobs-1">Menu</a></nav><h1>Careers</h1><a href="/careers/weaver-1">Weaver</a>
			<a href="/careers/dyer-2?utm_source=list"><h3>Dyer</h3><p>Hull</p></a><a href="/careers/dyer-2">Apply</a>
			<a href="/jobs/smith-3/">Smith</a><a href="/about/us">About</a><a href="/careers#top">Top</a><a href="/careers/faq">FAQ</a><a href="/careers/handbook.pdf">PDF</a>
			<a href="https://other.example/jobs/4">Other</a><a href="mailto:x@acme.example">Mail</a>`,
		"/careers/weaver-1": opening("Weaver", "W-1"),
		"/careers/dyer-2":   opening("Dyer of wool", "D-2"),
		"/jobs/smith-3":     opening("Smith", "S-3"),
	}}
}

// ids returns the ids and titles of openings.
func ids(v kith.Visit) map[string]string {
	found := map[string]string{}
	for _, o := range v.Openings {
		found[o.ExternalID] = o.Title
	}
	return found
}

func TestVisit(t *testing.T) {
	t.Parallel()
	s, at := newSite(), newStored(list)
	v := s.visit(t, at)
	want := map[string]string{"W-1": "Weaver", "D-2": "Dyer of wool", "S-3": "Smith"}
	if diff := cmp.Diff(want, ids(v)); diff != "" || v.Outcome != kith.OutcomeComplete {
		t.Fatalf("%s %s (-want +got):\n%s", v.Outcome, v.Reason, diff)
	}
	for _, o := range v.Openings {
		if !o.Detailed || o.Description == "" || o.RowHash == "" || o.Company != "" || !strings.HasPrefix(o.URL, "https://acme.example/") {
			t.Errorf("%+v", o)
		}
	}
	if diff := cmp.Diff([]string{"/careers", "/careers/weaver-1", "/careers/dyer-2", "/jobs/smith-3"}, s.asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}

	if v := s.visit(t, at); v.Outcome != kith.OutcomeUnchanged || len(s.asked) != 1 {
		t.Errorf("a second visit: %s, asked %v", v.Outcome, s.asked)
	}

	s.pages["/careers"] = strings.Replace(s.pages["/careers"], `<a href="/careers/weaver-1">Weaver</a>`, `<a href="/careers/new-5">Newcomer</a>`, 1)
	s.pages["/careers/new-5"] = opening("Newcomer", "N-5")
	v = s.visit(t, at)
	want = map[string]string{"N-5": "Newcomer", "D-2": "Dyer of wool", "S-3": "Smith"}
	if diff := cmp.Diff(want, ids(v)); diff != "" || v.Outcome != kith.OutcomeComplete {
		t.Errorf("one comes, one goes: %s (-want +got):\n%s", v.Outcome, diff)
	}
	if diff := cmp.Diff([]string{"/careers", "/careers/new-5"}, s.asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}

// TestVisitChangedRow wants the page of an opening read again when the list
// says something else of it, and the opening kept as it is when that fails.
func TestVisitChangedRow(t *testing.T) {
	t.Parallel()
	s, at := newSite(), newStored(list)
	s.visit(t, at)
	before := at.known["D-2"]
	s.pages["/careers"] = strings.Replace(s.pages["/careers"], "<h3>Dyer</h3>", "<h3>Master dyer</h3>", 1)
	s.pages["/careers/dyer-2"] = "status 503"
	v := s.visit(t, at)
	if v.Outcome != kith.OutcomeComplete || ids(v)["D-2"] != "Dyer of wool" || at.known["D-2"].RowHash != before.RowHash {
		t.Errorf("%s: %s: %v", v.Outcome, v.Reason, ids(v))
	}
	s.pages["/careers/dyer-2"] = opening("Master dyer", "D-2")
	if v := s.visit(t, at); ids(v)["D-2"] != "Master dyer" || len(s.asked) != 2 {
		t.Errorf("%s: %v, asked %v", v.Outcome, ids(v), s.asked)
	}
	s.pages["/careers"] += " "
	s.pages["/careers"] = strings.Replace(s.pages["/careers"], "<h3>Master dyer</h3>", "<h3>Dyer</h3>", 1)
	delete(s.pages, "/careers/dyer-2")
	if v := s.visit(t, at); v.Outcome != kith.OutcomeComplete || !slices.Equal(v.Gone, []string{"D-2"}) {
		t.Errorf("%s, gone: %v", v.Outcome, v.Gone)
	}
}

// TestVisitDetailsFail wants a visit partial whose unknown openings could not
// be read, and stopped when several fail in a row.
func TestVisitDetailsFail(t *testing.T) {
	t.Parallel()
	s, at := newSite(), newStored(list)
	s.pages["/careers/dyer-2"] = "status 500"
	v := s.visit(t, at)
	if v.Outcome != kith.OutcomePartial || len(v.Openings) != 2 || !strings.Contains(v.Reason, "1 pages") || v.Validators != (kith.Validators{}) {
		t.Errorf("%s: %s: %v", v.Outcome, v.Reason, ids(v))
	}
	s.pages["/careers/dyer-2"] = opening("Dyer", "D-2")
	if v := s.visit(t, at); v.Outcome != kith.OutcomeComplete || len(v.Openings) != 3 || len(s.asked) != 2 {
		t.Errorf("%s: %s: %v, asked %v", v.Outcome, v.Reason, ids(v), s.asked)
	}

	many, fresh := manyOpenings(20), newStored(list)
	for i := range 20 {
		many.pages[fmt.Sprintf("/careers/job-%d", i)] = "down"
	}
	if v := many.visit(t, fresh); v.Outcome != kith.OutcomePartial || v.Requests != 4 {
		t.Errorf("%s with %d requests: %s", v.Outcome, v.Requests, v.Reason)
	}
}

// TestVisitUnreadable wants a visit partial, with the reason, when a later page
// of the list or that of an opening is nested too deep.
func TestVisitUnreadable(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("<div>", 1000)
	for path, words := range map[string]string{"/careers?page=2": "a later page of the list", "/careers/dyer-2": "a page that looks like an opening"} {
		s := newSite()
		s.pages["/careers"] += `<a rel="next" href="?page=2">more</a>`
		s.pages["/careers?page=2"] = "<p>That is all.</p>"
		s.pages[path] = deep + s.pages[path]
		v := s.visit(t, newStored(list))
		if v.Outcome != kith.OutcomePartial || !strings.Contains(v.Reason, words) || !strings.Contains(v.Reason, "nested too deep") || len(v.Openings) < 2 {
			t.Errorf("%s: %s: %s: %v", path, v.Outcome, v.Reason, ids(v))
		}
	}
}

// manyOpenings returns a site with so many openings.
func manyOpenings(n int) *site {
	s := &site{pages: map[string]string{}}
	for i := range n {
		s.pages["/careers"] += fmt.Sprintf(`<a href="/careers/job-%d">Job %d</a>`, i, i)
		s.pages[fmt.Sprintf("/careers/job-%d", i)] = opening(fmt.Sprintf("Job %d", i), fmt.Sprintf("J-%d", i))
	}
	return s
}

// TestVisitMany wants no more details in one visit than allowed, and the rest
// in the next.
func TestVisitMany(t *testing.T) {
	t.Parallel()
	s, at := manyOpenings(200), newStored(list)
	if v := s.visit(t, at); v.Outcome != kith.OutcomePartial || v.Requests != 151 || len(v.Openings) != 150 || !strings.Contains(v.Reason, "50 pages") {
		t.Errorf("%s with %d requests: %s", v.Outcome, v.Requests, v.Reason)
	}
	if v := s.visit(t, at); v.Outcome != kith.OutcomeComplete || v.Requests != 51 || len(v.Openings) != 200 {
		t.Errorf("%s with %d requests: %s", v.Outcome, v.Requests, v.Reason)
	}
	if v := s.visit(t, at); v.Outcome != kith.OutcomeUnchanged || v.Requests != 1 {
		t.Errorf("%s with %d requests: %s", v.Outcome, v.Requests, v.Reason)
	}
}

func TestVisitPages(t *testing.T) {
	t.Parallel()
	two := func(first, second string) map[string]string {
		return map[string]string{
			"/careers": `<a href="/careers/weaver-1">Weaver</a>` + first, "/careers?page=2": `<a href="/careers/dyer-2">Dyer</a>` + second,
			"/careers/page/2":   `<a href="/careers/dyer-2">Dyer</a>`,
			"/careers/weaver-1": opening("Weaver", "W-1"), "/careers/dyer-2": opening("Dyer", "D-2"),
		}
	}
	for _, c := range []struct {
		name     string
		pages    map[string]string
		outcome  kith.Outcome
		openings int
		lists    int
	}{
		{"rel=next", two(`<a rel="next" href="?page=2">more</a>`, ""), kith.OutcomeComplete, 2, 2},
		{"rel=next in the head", two(`<link rel="next" href="/careers?page=2">`, ""), kith.OutcomeComplete, 2, 2},
		{"a text", two(`<a href="/careers?page=2">Nächste »</a>`, ""), kith.OutcomeComplete, 2, 2},
		{"numbers", two(`<a href="/careers?page=1">1</a><a href="/careers?page=2">2</a>`, `<a href="/careers?page=1">1</a>`), kith.OutcomeComplete, 2, 2},
		{"a path", two(`<a href="/careers/page/2">2</a>`, ""), kith.OutcomeComplete, 2, 2},
		{"a filter is no page", two(`<a href="/careers?team=looms">Looms</a><a href="/careers?team=looms&page=2">x</a>`, ""), kith.OutcomeComplete, 1, 1},
		{"a page that fails", func() map[string]string {
			p := two(`<a rel="next" href="?page=2">more</a>`, "")
			p["/careers?page=2"] = "status 500"
			return p
		}(), kith.OutcomePartial, 1, 1},
		{"a page that is the first again", func() map[string]string {
			p := two(`<a rel="next" href="?page=2">more</a>`, "")
			p["/careers?page=2"] = p["/careers"]
			return p
		}(), kith.OutcomePartial, 1, 2},
		{"more openings than read", two("<p>40 open positions</p>", ""), kith.OutcomePartial, 1, 1},
		{"more than one page of a count", two("<p>1–10 of 45</p>", ""), kith.OutcomePartial, 1, 1},
		{"as many as it says", two("<p>1 opening</p>", ""), kith.OutcomeComplete, 1, 1},
		{"a count of something else", two("<p>Since 1990 we have filled 400 jobs in all the towns of the coast and beyond</p>", ""), kith.OutcomeComplete, 1, 1},
		{"several counts", two("<p>3 jobs</p><p>7 jobs</p>", ""), kith.OutcomeComplete, 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := &site{pages: c.pages}
			v := s.visit(t, newStored(list))
			if v.Outcome != c.outcome || len(v.Openings) != c.openings || v.Proof.Pages != c.lists {
				t.Errorf("%s (%s), %d openings, %+v, asked %v", v.Outcome, v.Reason, len(v.Openings), v.Proof, s.asked)
			}
		})
	}
}

// TestVisitEndlessPages wants a list without an end left alone at a limit.
func TestVisitEndlessPages(t *testing.T) {
	t.Parallel()
	asked := 0
	v := page.Visit(t.Context(), func(_ context.Context, r kith.Request) (*kith.Response, error) {
		asked++
		body := opening("Weaver", "W-1")
		if strings.HasPrefix(r.URL, list+"?") || r.URL == list {
			body = fmt.Sprintf(`<a href="/careers/weaver-1">Weaver</a><a href="/careers/job-%d">Job</a><a rel="next" href="?page=%d">next</a>`, asked, asked+1)
		}
		return &kith.Response{Status: http.StatusOK, URL: r.URL, Header: http.Header{}, Body: []byte(body)}, nil
	}, newStored(list).source, nil)
	if v.Outcome != kith.OutcomePartial || !v.Proof.Truncated || v.Proof.Pages != 50 || asked > 150 {
		t.Errorf("%s: %s: %+v, %d requests", v.Outcome, v.Reason, v.Proof, asked)
	}
}

func TestVisitNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, body string
		outcome    kith.Outcome
		words      string
	}{
		{"no openings in English", "<p>There are no open positions at the moment.</p>", kith.OutcomeComplete, ""},
		{"no openings in German", "<p>Derzeit gibt es keine offenen Stellen.</p>", kith.OutcomeComplete, ""},
		{"no openings in French", "<p>Il n’y a pas d’offre en ce moment : aucune offre d’emploi.</p>", kith.OutcomeComplete, ""},
		{"no openings in Spanish", "<p>Actualmente no hay vacantes.</p>", kith.OutcomeComplete, ""},
		{"no openings in Hungarian", "<p>Jelenleg nincs nyitott pozíciónk.</p>", kith.OutcomeComplete, ""},
		{"no openings in Polish", "<p>Brak ofert pracy.</p>", kith.OutcomeComplete, ""},
		{"no openings in Japanese", "<p>現在募集しておりません</p>", kith.OutcomeComplete, ""},
		{"no openings in Russian", "<p>Сейчас нет открытых вакансий.</p>", kith.OutcomeComplete, ""},
		{"no openings in Korean", "<p>현재 채용 중인 공고가 없습니다.</p>", kith.OutcomeComplete, ""},
		{"no openings in Swedish", "<p>Just nu har vi inga lediga tjänster.</p>", kith.OutcomeComplete, ""},
		{"no openings in Dutch", "<p>Er zijn momenteel geen vacatures.</p>", kith.OutcomeComplete, ""},
		{"no openings in Italian", "<p>Al momento nessuna posizione aperta</p>", kith.OutcomeComplete, ""},
		{"no openings in Portuguese", "<p>Não há vagas no momento.</p>", kith.OutcomeComplete, ""},
		{"an empty list in its data", data(`{"@type":"ItemList","numberOfItems":0,"itemListElement":[]}`), kith.OutcomeComplete, ""},
		{"none, and other links", `<p>We have no openings.</p><a href="/careers/our-values">Values</a>`, kith.OutcomeComplete, ""},
		{"hidden words", `<p style="display: none">No open positions.</p><template>No openings</template>`, kith.OutcomeFailed, "no openings can be read there"},
		{"a script's words", `<script>var none = "No open positions."</script>`, kith.OutcomeFailed, "no openings can be read there"},
		{"a page of words", "<h1>Careers</h1><p>We like people.</p>", kith.OutcomeFailed, "no link looks like an opening"},
		{"links without data", `<a href="/careers/our-values">Values</a>`, kith.OutcomeFailed, "neither the page nor those"},
		{"no page", `{"jobs":[]}`, kith.OutcomeFailed, "no page of HTML"},
		{"a page nested too deep", strings.Repeat("<div>", 1000) + "<p>No open positions.</p>", kith.OutcomeFailed, "nested too deep"},
		{"a page of too many tags", strings.Repeat("<p>", 600_000), kith.OutcomeFailed, "too many tags"},
		{"an empty answer", ``, kith.OutcomeFailed, "no page of HTML"},
		{"a redirect away", "-> https://parked.example/", kith.OutcomeFailed, "no openings can be read there"},
		{"gone", "status 410", kith.OutcomeGone, "410"},
		{"not found", "status 404", kith.OutcomeGone, "404"},
		{"forbidden", "status 403", kith.OutcomeRefused, "403"},
		{"robots.txt", "refused", kith.OutcomeRefused, "robots.txt"},
		{"too many requests", "status 429", kith.OutcomeFailed, "429"},
		{"ill", "status 502", kith.OutcomeFailed, "502"},
		{"down", "down", kith.OutcomeFailed, "did not answer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := &site{pages: map[string]string{
				"/careers": c.body, "/careers/our-values": "<p>Kindness.</p>", "https://parked.example/": "<p>No open positions. This domain is for sale.</p>",
			}}
			v := s.visit(t, newStored(list))
			if v.Outcome != c.outcome || !strings.Contains(v.Reason, c.words) || len(v.Openings) > 0 {
				t.Errorf("%s: %q", v.Outcome, v.Reason)
			}
		})
	}
}

// TestVisitBarren wants a site of pages without data left alone early.
func TestVisitBarren(t *testing.T) {
	t.Parallel()
	s := manyOpenings(100)
	for i := range 100 {
		s.pages[fmt.Sprintf("/careers/job-%d", i)] = "<h1>A job without data</h1>"
	}
	if v := s.visit(t, newStored(list)); v.Outcome != kith.OutcomeFailed || v.Requests > 10 {
		t.Errorf("%s with %d requests: %s", v.Outcome, v.Requests, v.Reason)
	}
}

// TestVisitRefusedDetails wants a site told refused that forbids the pages of
// all its openings, and complete without those that it forbids.
func TestVisitRefusedDetails(t *testing.T) {
	t.Parallel()
	s := newSite()
	s.pages["/careers/dyer-2"] = "refused"
	if v := s.visit(t, newStored(list)); v.Outcome != kith.OutcomeComplete || len(v.Openings) != 2 {
		t.Errorf("%s: %s: %v", v.Outcome, v.Reason, ids(v))
	}
	s.pages["/careers/weaver-1"], s.pages["/jobs/smith-3"] = "refused", "refused"
	if v := s.visit(t, newStored(list)); v.Outcome != kith.OutcomeRefused {
		t.Errorf("%s: %s", v.Outcome, v.Reason)
	}
}

// TestVisitClosedOpening reads a link to an opening that now leads back to the
// list: it is none, and what the list carries is not taken for it.
func TestVisitClosedOpening(t *testing.T) {
	t.Parallel()
	s := newSite()
	s.pages["/careers"] += data(`{"@type":"JobPosting","title":"Inline","description":"x","identifier":"I-9","url":"/careers/inline-9"}`)
	s.pages["/careers/weaver-1"] = "-> https://acme.example/careers"
	v := s.visit(t, newStored(list))
	want := map[string]string{"I-9": "Inline", "D-2": "Dyer of wool", "S-3": "Smith"}
	if diff := cmp.Diff(want, ids(v)); diff != "" || v.Outcome != kith.OutcomeComplete {
		t.Errorf("%s: %s (-want +got):\n%s", v.Outcome, v.Reason, diff)
	}
}

// TestVisitNonOpenings wants pages that turned out to be no openings not read
// again as long as the list says the same.
func TestVisitNonOpenings(t *testing.T) {
	t.Parallel()
	s, at := newSite(), newStored(list)
	s.pages["/careers"] += `<a href="/careers/our-values">Values</a>`
	s.pages["/careers/our-values"] = "<p>Kindness.</p>"
	if v := s.visit(t, at); v.Outcome != kith.OutcomeComplete || len(s.asked) != 5 {
		t.Errorf("%s, asked %v", v.Outcome, s.asked)
	}
	if v := s.visit(t, at); v.Outcome != kith.OutcomeUnchanged || len(s.asked) != 1 {
		t.Errorf("%s, asked %v", v.Outcome, s.asked)
	}
}

// TestVisitIdentifiers wants openings told apart that carry one identifier or
// none.
func TestVisitIdentifiers(t *testing.T) {
	t.Parallel()
	s, at := newSite(), newStored(list)
	s.pages["/careers/weaver-1"], s.pages["/careers/dyer-2"] = opening("Weaver", "X"), opening("Dyer", "X")
	s.pages["/jobs/smith-3"] = data(`{"@type":"JobPosting","title":"Smith","description":"x"}`)
	want := map[string]string{"X": "Weaver", "X /careers/dyer-2": "Dyer", "/jobs/smith-3": "Smith"}
	if diff := cmp.Diff(want, ids(s.visit(t, at))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	s.pages["/careers"] = strings.Replace(s.pages["/careers"], `<a href="/careers/weaver-1">Weaver</a>`, "", 1)
	delete(want, "X")
	if diff := cmp.Diff(want, ids(s.visit(t, at))); diff != "" {
		t.Errorf("one is gone (-want +got):\n%s", diff)
	}
}

// TestVisitInline reads lists that carry their openings themselves, with texts
// and without.
func TestVisitInline(t *testing.T) {
	t.Parallel()
	s, at := &site{pages: map[string]string{
		"/careers": data(`[{"@type":"JobPosting","title":"Weaver","description":"You weave.","identifier":"W-1"},{"@type":"JobPosting","title":"Dyer","description":"You dye."},` +
			`{"@type":"JobPosting","title":"Smith","url":"/careers/smith-3"},{"@type":"ItemList","itemListElement":[{"@type":"ListItem","url":"/careers/cook-4"}]}]`),
		"/careers/smith-3": opening("Smith", "S-3"), "/careers/cook-4": opening("Cook", "C-4"),
	}}, newStored(list)
	v := s.visit(t, at)
	want := map[string]string{"W-1": "Weaver", "/careers#dyer": "Dyer", "S-3": "Smith", "C-4": "Cook"}
	if diff := cmp.Diff(want, ids(v)); diff != "" || v.Outcome != kith.OutcomeComplete {
		t.Errorf("%s: %s (-want +got):\n%s", v.Outcome, v.Reason, diff)
	}
	if v := s.visit(t, at); v.Outcome != kith.OutcomeUnchanged || v.Requests != 1 {
		t.Errorf("%s with %d requests", v.Outcome, v.Requests)
	}
	s.pages["/careers"] = strings.Replace(s.pages["/careers"], "You weave", "You weave well", 1)
	if v := s.visit(t, at); v.Outcome != kith.OutcomeComplete || v.Requests != 1 {
		t.Errorf("%s with %d requests", v.Outcome, v.Requests)
	}
}

// TestVisitValidators wants the validators of the list sent only when nothing
// is left to read, and kept only from a complete visit.
func TestVisitValidators(t *testing.T) {
	t.Parallel()
	s, at := newSite(), newStored(list)
	s.etag = `W/"1"`
	v := s.visit(t, at)
	if v.Validators.ETag != s.etag {
		t.Errorf("%+v", v.Validators)
	}
	if v := s.visit(t, at); v.Outcome != kith.OutcomeUnchanged || v.Requests != 1 || len(v.Openings) > 0 {
		t.Errorf("%s: %+v", v.Outcome, v)
	}
	k := at.known["W-1"]
	k.Detailed = false
	at.known["W-1"] = k
	if v := s.visit(t, at); v.Outcome != kith.OutcomeComplete || v.Requests != 2 {
		t.Errorf("%s with %d requests: %s", v.Outcome, v.Requests, v.Reason)
	}
}

func TestVisitStops(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	s := manyOpenings(50)
	v := page.Visit(ctx, func(c context.Context, r kith.Request) (*kith.Response, error) {
		if len(s.asked) == 5 {
			cancel()
		}
		return s.fetch(c, r)
	}, newStored(list).source, nil)
	if v.Outcome != kith.OutcomePartial || v.Requests > 6 {
		t.Errorf("%s with %d requests", v.Outcome, v.Requests)
	}
}
