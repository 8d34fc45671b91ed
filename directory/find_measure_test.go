package directory_test

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync/atomic"
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

// realFinder returns a finder with the readers that the program plugs in.
func realFinder(fetch kith.FetchFunc) *directory.Finder {
	boards := board.New()
	return &directory.Finder{
		Fetch: fetch, Parse: boards.Parse, Recognize: boards.Recognize, Links: page.Find, Postings: page.Openings, List: page.List,
		Probe: func(ctx context.Context, b kith.Board) (string, error) { return boards.Name(ctx, fetch, b) },
	}
}

// reads reports whether the program has a reader for an ATS.
func reads(ats string) bool {
	_, err := board.New().Host(kith.Board{ATS: ats, Token: "any"})
	return err == nil || !strings.Contains(err.Error(), "boards of the kind")
}

// counted counts the requests of a fetch.
func counted(fetch kith.FetchFunc, requests *atomic.Int64) kith.FetchFunc {
	return func(ctx context.Context, r kith.Request) (*kith.Response, error) {
		requests.Add(1)
		return fetch(ctx, r)
	}
}

// is reports whether a board that was found is this one of the recorded web.
func (b replayBoard) is(found kith.Board, parse func(string) (kith.Board, bool)) bool {
	if b.isOwnPage() {
		return found.ATS == "page" && plain(found.Token) == plain(b.CareersURL)
	}
	if hosted, ok := parse(b.HostedURL); ok {
		return strings.EqualFold(hosted.Key(), found.Key())
	}
	if found.ATS != b.ATS {
		return false
	}
	hosted, err := url.Parse(b.HostedURL) // under the employer's own name
	return err == nil && strings.Contains(found.URL+" "+found.Token, hosted.Host)
}

// isOwnPage reports whether the employer has no hiring site.
func (b replayBoard) isOwnPage() bool { return b.ATS == "jsonld" || b.ATS == "html" }

// plain is an address without its query, in which the recorded sites name a
// language.
func plain(address string) string {
	address, _, _ = strings.Cut(address, "?")
	return strings.TrimSuffix(address, "/")
}

// TestMeasureFind looks for the boards of companies of the recorded web, by
// their domain only: of one in eight, and of all with KITH_MEASURE set. A wrong
// board is worse than none.
func TestMeasureFind(t *testing.T) {
	web := recorded.Start(t)
	var requests atomic.Int64
	finder := realFinder(counted(recorded.FetchWith(web.Client()), &requests))
	byDomain := map[string][]replayBoard{}
	var all []replayBoard
	web.Get("/boards", &all)
	for _, b := range all {
		byDomain[b.Domain] = append(byDomain[b.Domain], b)
	}
	scores, total := map[string]*finding{}, &finding{}
	for i, domain := range slices.Sorted(maps.Keys(byDomain)) {
		boards := byDomain[domain]
		if !boards[0].CareersAllowed || i%8 != 0 && os.Getenv("KITH_MEASURE") == "" {
			continue
		}
		kind, supported := boards[0].ATS, true
		if !boards[0].isOwnPage() && !reads(kind) {
			kind, supported = kind+" (no reader)", false
		}
		if scores[kind] == nil {
			scores[kind] = &finding{}
		}
		found, err := finder.Find(t.Context(), domain)
		verdict := judge(boards, found, err, finder.Parse)
		scores[kind].add(verdict, found, boards[0])
		if supported {
			total.add(verdict, found, boards[0])
		}
		if verdict != "right" {
			t.Logf("%s: %s (%s %s, %s, %s), %d openings: %v %v, %s: %v", verdict, domain, boards[0].Key, boards[0].Variant,
				boards[0].SiteStyle, boards[0].Embed, boards[0].Openings, key(found), err, found.Confidence, found.Evidence)
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(scores)) {
		t.Logf("%-24s %s", kind, scores[kind])
	}
	t.Logf("%-24s %s, %d requests", "all that can be read", total, requests.Load())
	if wrong, right := total.share(total.wrong), total.share(total.right); wrong > 0.001 || right < 0.99 {
		t.Errorf("too few boards are found, or wrong ones: %s", total)
	}
}

func key(found directory.Found) string {
	if found.Board == nil {
		return ""
	}
	return found.Board.Key()
}

// judge says whether a find is one of the boards of a company.
func judge(boards []replayBoard, found directory.Found, err error, parse func(string) (kith.Board, bool)) string {
	switch {
	case err != nil || found.Board == nil:
		return "missed"
	case slices.ContainsFunc(boards, func(b replayBoard) bool { return b.is(*found.Board, parse) }):
		return "right"
	case found.Confidence == directory.Unsure:
		return "asked" // the user is asked, and nothing is taken in
	}
	return "wrong"
}

// finding counts what was found.
type finding struct{ all, right, wrong, asked, certain, several, named int }

func (f *finding) add(verdict string, found directory.Found, b replayBoard) {
	f.all++
	switch verdict {
	case "right":
		f.right++
	case "wrong":
		f.wrong++
	case "asked":
		f.asked++
	}
	if found.Confidence == directory.Certain {
		f.certain++
	}
	if len(found.Others) > 0 {
		f.several++
	}
	if directory.Keys(found.Company).Exact == directory.Keys(b.Company).Exact {
		f.named++
	}
}

func (f *finding) share(n int) float64 { return float64(n) / float64(max(f.all, 1)) }

func (f *finding) String() string {
	return fmt.Sprintf("%d sites, %d right (%.2f %%), %d wrong, %d asked, %d certain, %d with several boards, %d with the company's name",
		f.all, f.right, 100*f.share(f.right), f.wrong, f.asked, f.certain, f.several, f.named)
}
