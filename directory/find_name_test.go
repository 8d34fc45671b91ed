package directory_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"kith"
)

// TestFindByNameAsks looks for names that the shipped list lacks among boards
// that have their slugs. The names of the traps are of the kind that real
// incidents had: a slug alone proves nothing.
func TestFindByNameAsks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, query string
		boards      map[string]string // what boards call their employer
		site        site
		board       string
		confidence  string
		others      []string
	}{
		{"a telling name", "Thistledown Pewter GmbH", map[string]string{"greenhouse/thistledownpewter": "Thistledown Pewter"}, nil, "greenhouse/thistledownpewter", "certain", nil},
		{"with hyphens", "Thistledown Pewter", map[string]string{"lever/thistledown-pewter": "THISTLEDOWN PEWTER LTD"}, nil, "lever/thistledown-pewter", "certain", nil},
		{"with its legal form", "Thistledown Pewter Ltd", map[string]string{"lever/thistledownpewterltd": "Thistledown Pewter"}, nil, "lever/thistledownpewterltd", "certain", nil},
		{"one long word", "Thistledown", map[string]string{"greenhouse/thistledown": "Thistledown"}, nil, "greenhouse/thistledown", "likely", nil},
		{"a short word", "Quoin", map[string]string{"greenhouse/quoin": "Quoin"}, nil, "greenhouse/quoin", "unsure", nil},
		{"without the generic part", "Thistledown Technologies", map[string]string{"greenhouse/thistledown": "Thistledown"}, nil, "greenhouse/thistledown", "unsure", nil},
		{
			"two of that name", "Thistledown Pewter", map[string]string{"greenhouse/thistledownpewter": "Thistledown Pewter", "lever/thistledownpewter": "Thistledown Pewter Inc."}, nil,
			"greenhouse/thistledownpewter", "unsure", []string{"lever/thistledownpewter"},
		},
		{"a part of the name", "Remote Lantern", map[string]string{"greenhouse/remotelantern": "Remote", "lever/remote": "Remote"}, nil, "", "", nil},
		{"a slug of another", "Quoins", map[string]string{"greenhouse/quoins": "Quoin Brothers Freight"}, nil, "", "", nil},
		{"a board that says nothing", "Thistledown Pewter", map[string]string{"greenhouse/thistledownpewter": ""}, nil, "", "", nil},
		{
			"one system is silent", "Thistledown Pewter", map[string]string{"greenhouse/thistledownpewter": "Thistledown Pewter", "lever/thistledownpewter": "down"}, nil,
			"greenhouse/thistledownpewter", "likely", nil,
		},
		{
			"the company's own site agrees", "Thistledown", map[string]string{"greenhouse/thistledown": "Thistledown"},
			site{"https://thistledown.com/": `<title>Thistledown</title><a href="https://boards.greenhouse.io/thistledown">Careers</a>`},
			"greenhouse/thistledown", "certain", nil,
		},
		{
			"the company's own site leads elsewhere", "Thistledown", map[string]string{"greenhouse/thistledown": "Thistledown", "lever/thistledown-works": "Thistledown"},
			site{"https://thistledown.com/": `<title>Thistledown</title><a href="https://jobs.lever.co/thistledown-works">Careers</a>`},
			"lever/thistledown-works", "likely", []string{"greenhouse/thistledown"},
		},
		{
			"the site of a namesake", "Quoin", nil,
			site{"https://quoin.com/": `<title>Quoin</title><a href="https://jobs.lever.co/quoin-masons">Careers</a>`}, "", "", nil,
		},
		{
			"a domain of another", "Thistledown Pewter", nil,
			site{"https://thistledownpewter.com/": `<title>Domains for sale</title><a href="https://jobs.lever.co/parking">Careers</a>`}, "", "", nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			finder := newFinder(c.site)
			finder.Probe = says(c.boards)
			found, err := finder.Find(t.Context(), c.query)
			if c.board == "" {
				if found.Board != nil || kith.CodeOf(err) != kith.CodeNotFound {
					t.Errorf("want nothing, got %+v, %v", found, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var others []string
			for _, o := range found.Others {
				others = append(others, o.Board.Key())
			}
			if found.Board.Key() != c.board || found.Confidence != c.confidence || !slices.Equal(others, c.others) {
				t.Errorf("got %s, %s, others %v: %v", found.Board.Key(), found.Confidence, others, found.Evidence)
			}
			if len(found.Evidence) == 0 || found.Employer == "" || found.CareersURL == "" {
				t.Errorf("something is missing: %+v", found)
			}
		})
	}
}

// TestFindByNameOfNobody refuses names of no employer, so that no company is
// made of them.
func TestFindByNameOfNobody(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Self employed", "Freelance", "Stealth AI Startup", "Contractor at Thistledown", "学生"} {
		if found, err := newFinder(site{}).Find(t.Context(), name); kith.CodeOf(err) != kith.CodeInvalid || found.Board != nil {
			t.Errorf("%q: %+v, %v", name, found, err)
		}
	}
}

// TestFindByNameAsksLittle counts the boards that are asked for a name with
// many slugs, and how many at a time.
func TestFindByNameAsksLittle(t *testing.T) {
	t.Parallel()
	var asked, now, most atomic.Int64
	finder := newFinder(site{})
	finder.Candidates = func(slug string) []kith.Board {
		var boards []kith.Board
		for _, ats := range strings.Fields("a b c d e f g h i j k l m n o p q r s t") {
			boards = append(boards, kith.Board{ATS: ats, Token: slug, URL: "https://" + ats + ".example/" + slug})
		}
		return boards
	}
	finder.Probe = func(context.Context, kith.Board) (string, error) {
		asked.Add(1)
		for n := now.Add(1); n > most.Load(); {
			most.CompareAndSwap(most.Load(), n)
		}
		defer now.Add(-1)
		return "", kith.Errorf(kith.CodeNotFound, "none")
	}
	if _, err := finder.Find(t.Context(), "The Thistledown & Quoin Pewter Technologies Company, Inc."); kith.CodeOf(err) != kith.CodeNotFound {
		t.Error(err)
	}
	if asked.Load() > 48 || asked.Load() < 20 || most.Load() > 4 {
		t.Errorf("%d boards were asked, %d at a time", asked.Load(), most.Load())
	}
}

func TestFindByNameStops(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	finder := newFinder(site{})
	finder.Probe = func(ctx context.Context, _ kith.Board) (string, error) {
		cancel()
		return "", kith.Errorf(kith.CodeUnavailable, "stopped: %w", ctx.Err())
	}
	if _, err := finder.Find(ctx, "Thistledown Pewter"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
