package directory_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"
	"kith/crawler/page"
	"kith/directory"
	"kith/internal/recorded"
)

// replayBoard is a board as the recorded web tells the truth of it.
type replayBoard struct {
	Key, ATS, Token, Company, Domain, Home, Embed, Variant string
	CareersURL                                             string `json:"careers_url"`
	HostedURL                                              string `json:"hosted_url"`
	SiteStyle                                              string `json:"site_style"`
	CareersAllowed                                         bool   `json:"careers_allowed"`
	Openings                                               int
}

// TestMeasureFind looks for the boards of companies of the recorded web, by
// their domain only: of one in eight, and of all with KITH_MEASURE set. A wrong
// board is worse than none.
func TestMeasureFind(t *testing.T) {
	web := recorded.Start(t)
	fetch := recorded.FetchWith(web.Client())
	parse := board.New().Parse
	asked := 0
	finder := &directory.Finder{
		Fetch: func(ctx context.Context, request kith.Request) (*kith.Response, error) {
			asked++
			return fetch(ctx, request)
		},
		Parse: parse, Links: page.Find, Postings: page.Openings,
	}
	byDomain := map[string][]replayBoard{}
	var all []replayBoard
	web.Get("/boards", &all)
	for _, b := range all {
		byDomain[b.Domain] = append(byDomain[b.Domain], b)
	}
	// known are the sites with a board that Parse knows, data those with job
	// data; of the other sites a board is read as a page where it has job data.
	scores := map[string]*finding{"known": {}, "data": {}, "other": {}}
	for i, domain := range slices.Sorted(maps.Keys(byDomain)) {
		boards := byDomain[domain]
		if !boards[0].CareersAllowed || i%8 != 0 && os.Getenv("KITH_MEASURE") == "" {
			continue
		}
		wanted := map[string]bool{}
		kind := "other"
		for _, b := range boards {
			if parsed, ok := parse(b.HostedURL); ok {
				kind = "known"
				wanted[strings.ToLower(parsed.Key())] = true
			}
			if b.ATS == "jsonld" && b.Openings > 0 {
				kind = "data"
				wanted["page/"+strings.TrimSuffix(b.CareersURL, "/")] = true
			}
		}
		found, err := finder.Find(t.Context(), domain)
		key := ""
		if err == nil && found.Board != nil {
			key, _, _ = strings.Cut(found.Board.Key(), "?") // the recorded sites link to their pages with a language
			key = strings.TrimSuffix(key, "/")
			if found.Board.ATS != "page" {
				key = strings.ToLower(key)
			}
		}
		scores[kind].add(t, key, wanted, found, boards[0], err)
	}
	for _, kind := range []string{"known", "data", "other"} {
		t.Logf("%s: %s", kind, scores[kind])
	}
	t.Logf("%d requests for %d domains", asked, len(byDomain))
	for _, kind := range []string{"known", "data"} {
		if s := scores[kind]; s.wrong > 0 || float64(s.right)/float64(s.all) < 0.98 {
			t.Errorf("%s: too few boards are found, or wrong ones: %s", kind, s)
		}
	}
}

// finding counts what was found.
type finding struct{ all, right, pages, wrong, named int }

func (f *finding) add(t *testing.T, key string, wanted map[string]bool, found directory.Found, b replayBoard, err error) { //nolint:revive // six arguments in a test are the case and its result
	f.all++
	if err == nil && directory.Keys(found.Company).Exact == directory.Keys(b.Company).Exact {
		f.named++
	}
	switch {
	case wanted[key]:
		f.right++
	case len(wanted) == 0 && strings.HasPrefix(key, "page/"):
		f.pages++ // a hiring site that no adapter reads, but whose pages carry data
	case key != "":
		f.wrong++
		t.Logf("wrong: %s (%s, %s): %s, wanted %v: %v", b.Domain, b.SiteStyle, b.Embed, key, wanted, found.Evidence)
	case len(wanted) > 0:
		t.Logf("missed: %s (%s, %s %s): %v: %v", b.Domain, b.SiteStyle, b.Embed, b.Variant, wanted, err)
	}
}

func (f *finding) String() string {
	return fmt.Sprintf("%d sites, %d right (%.2f %%), %d wrong, %d read as pages, %d with the company's name",
		f.all, f.right, 100*float64(f.right)/float64(max(f.all, 1)), f.wrong, f.pages, f.named)
}
