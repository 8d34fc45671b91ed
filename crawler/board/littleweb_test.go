package board_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/crawler/board"
	"kith/internal/littleweb"
	"kith/internal/recorded"
)

// startWeb starts the little web of employers.
func startWeb(t *testing.T) *littleweb.Web {
	t.Helper()
	web := littleweb.New(littleweb.Options{})
	if err := web.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = web.Close() })
	return web
}

// truthOf returns what stands on a board on a day, sorted by id.
func truthOf(web *littleweb.Web, key string, day int) []littleweb.Opening {
	all := slices.DeleteFunc(web.Truth(day), func(o littleweb.Opening) bool { return o.BoardKey != key })
	return sorted(all)
}

func sorted(all []littleweb.Opening) []littleweb.Opening {
	slices.SortFunc(all, func(a, b littleweb.Opening) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// seen returns the openings of a visit in the form of the truth.
func seen(e littleweb.Employer, v kith.Visit) []littleweb.Opening {
	var all []littleweb.Opening
	for _, o := range v.Openings {
		all = append(all, littleweb.Opening{Employer: e.Name, BoardKey: e.BoardKey, ID: o.ExternalID,
			Title: o.Title, URL: o.URL, Locations: o.Locations, PostedAt: o.PostedAt})
	}
	return sorted(all)
}

// utc compares times as moments.
var utc = cmp.Comparer(func(a, b littleweb.Opening) bool {
	return a.Employer == b.Employer && a.BoardKey == b.BoardKey && a.ID == b.ID && a.Title == b.Title && a.URL == b.URL &&
		slices.Equal(a.Locations, b.Locations) && a.PostedAt.Unix() == b.PostedAt.Unix()
})

// TestLittleWeb reads the boards of all five systems over HTTP, day by day,
// from the address that a user would give.
func TestLittleWeb(t *testing.T) {
	t.Parallel()
	web, registry := startWeb(t), board.New()
	fetch := recorded.FetchWith(web.Client())
	kinds := map[string]bool{}
	for _, e := range web.Employers() {
		if e.ATS == "page" {
			continue
		}
		kinds[e.ATS] = true
		b, ok := registry.Parse(e.BoardURL)
		if !ok || b.Key() != e.BoardKey {
			t.Errorf("%s is read as %q, want %q", e.BoardURL, b.Key(), e.BoardKey)
			continue
		}
		if name, err := registry.Name(t.Context(), fetch, b); err != nil || (name != e.Name && e.ATS != "workday") {
			t.Errorf("%s is called %q (%v), want %q", e.BoardKey, name, err, e.Name)
		}
		s := kith.Source{Kind: kith.SourceBoard, Board: b}
		var stored map[string]kith.KnownOpening
		for day := 1; day <= web.Days(); day++ {
			web.SetDay(day)
			v := registry.Visit(t.Context(), fetch, kith.Source{Kind: kith.SourceBoard, Board: b}, nil)
			if diff := cmp.Diff(truthOf(web, e.BoardKey, day), seen(e, v), utc); v.Outcome != kith.OutcomeComplete || diff != "" {
				t.Errorf("%s on day %d: %s (%s) (-want +got):\n%s", e.BoardKey, day, v.Outcome, v.Reason, diff)
			}
			for _, o := range v.Openings {
				if !o.Detailed || o.Description == "" || o.RowHash == "" ||
					(o.Department == "" && e.ATS != "workday") || (o.EmploymentType == "" && e.ATS != "greenhouse") {
					t.Errorf("%s: something is missing in %+v", e.BoardKey, o)
				}
			}
			changed := registry.Visit(t.Context(), fetch, s, stored)
			if changed.Outcome != kith.OutcomeComplete && changed.Outcome != kith.OutcomeUnchanged {
				t.Errorf("%s on day %d: %s (%s)", e.BoardKey, day, changed.Outcome, changed.Reason)
			}
			stored, s.Validators = known(v), v.Validators
			if again := registry.Visit(t.Context(), fetch, s, stored); again.Outcome != kith.OutcomeUnchanged {
				t.Errorf("%s on day %d again: %s (%s)", e.BoardKey, day, again.Outcome, again.Reason)
			}
		}
	}
	if len(kinds) != 5 {
		t.Errorf("the little web has the systems %v", kinds)
	}
}

// TestLittleWebFaults breaks every board in every way that the little web
// knows: what is no whole answer is never an empty board.
func TestLittleWebFaults(t *testing.T) {
	t.Parallel()
	web, registry := startWeb(t), board.New()
	fetch := recorded.FetchWith(web.Client())
	tried := map[string]bool{}
	for _, e := range web.Employers() {
		if e.ATS == "page" || tried[e.ATS] {
			continue
		}
		tried[e.ATS] = true
		b, _ := registry.Parse(e.BoardURL)
		host, err := registry.Host(b)
		if err != nil {
			t.Fatal(err)
		}
		s := kith.Source{Kind: kith.SourceBoard, Board: b}
		for kind, want := range map[string]kith.Outcome{
			"status:404": kith.OutcomeGone, "status:403": kith.OutcomeRefused, "status:500": kith.OutcomeFailed, "retry-after:60": kith.OutcomeFailed,
			"truncate": kith.OutcomeFailed, "reset": kith.OutcomeFailed, "bad-json": kith.OutcomeFailed, "redirect-loop": kith.OutcomeFailed,
			"empty-list": kith.OutcomeComplete,
		} {
			if err := web.Fail(host, kind, 0); err != nil {
				t.Fatal(err)
			}
			v := registry.Visit(t.Context(), fetch, s, nil)
			if v.Outcome != want || len(v.Openings) != 0 || (want == kith.OutcomeComplete) != (v.Reason == "") {
				t.Errorf("%s with %s: %s (%s), %d openings; want %s", e.BoardKey, kind, v.Outcome, v.Reason, len(v.Openings), want)
			}
			web.ClearFaults()
		}
	}
}

// TestNobodyHere asks for boards that are not there.
func TestNobodyHere(t *testing.T) {
	t.Parallel()
	web, registry := startWeb(t), board.New()
	for _, address := range []string{
		"https://boards.greenhouse.io/nobodyhere", "https://jobs.lever.co/nobodyhere", "https://jobs.ashbyhq.com/nobodyhere",
		"https://careers.smartrecruiters.com/nobodyhere", "https://saltmarsh.wd3.myworkdayjobs.com/nobodyhere",
	} {
		b, _ := registry.Parse(address)
		name, err := registry.Name(t.Context(), recorded.FetchWith(web.Client()), b)
		if name != "" || kith.CodeOf(err) != kith.CodeNotFound || !strings.Contains(err.Error(), "no board") {
			t.Errorf("%s: %q, %v", address, name, err)
		}
	}
	if res, err := recorded.FetchWith(http.DefaultClient)(t.Context(), kith.Request{URL: "://"}); err == nil {
		t.Errorf("an address that is none was answered: %+v", res)
	}
}
