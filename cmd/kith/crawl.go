package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kith"
	"kith/store"
)

func (c *cli) crawlCommand() *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:   "crawl [--all] [COMPANY …]",
		Short: "Visit what is due, or the named companies, or everything, now",
		Long: `Visits the career pages and feeds that are due, or those of the named
companies, or with --all every one. Each visit ends complete, unchanged,
partial, gone, refused or failed; nothing is closed but by a complete one.

Ends with 3 when some of them did not answer.`,
		Example: `  kith crawl
  kith crawl --all --json
  kith crawl Stripe "Northwharf Freight"`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.crawl(cmd.Context(), all, args) },
	}
	cmd.Flags().BoolVar(&all, "all", false, "visit every source, due or not")
	return cmd
}

// crawl visits sources and prints a line for each.
func (c *cli) crawl(ctx context.Context, all bool, names []string) error {
	if all && len(names) > 0 {
		return usagef("give --all or names of companies, not both")
	}
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	if err := app.followCompanyNews(ctx); err != nil {
		return err
	}
	sources, err := app.sourcesToVisit(ctx, all, names)
	if err != nil {
		return err
	}
	if err := app.listen(ctx); err != nil {
		return err
	}
	byID := make(map[int64]kith.Source, len(sources))
	for _, s := range sources {
		byID[s.ID] = s
	}
	var sum visitSummary
	begin := c.env.Clock()
	bar := c.progress(len(sources), "visiting")
	err = app.crawl(ctx, sources, func(v kith.VisitRecord) error {
		bar.add()
		sum.add(v)
		return c.printVisit(byID[v.SourceID], v)
	})
	bar.finish()
	if err != nil {
		return err
	}
	sum.Seconds = seconds(c.env.Clock().Sub(begin))
	return c.printSummary(sum)
}

// sourcesToVisit chooses the sources of a crawl.
func (a *App) sourcesToVisit(ctx context.Context, all bool, names []string) ([]kith.Source, error) {
	if all {
		return a.DB.Sources(ctx, store.SourceFilter{})
	}
	if len(names) == 0 {
		return a.DB.Sources(ctx, store.SourceFilter{DueBefore: a.options.Clock()})
	}
	var chosen []kith.Source
	for _, name := range names {
		company, err := a.company(ctx, name)
		if err != nil {
			return nil, err
		}
		if len(company.Boards) == 0 {
			return nil, kith.Errorf(kith.CodeNotFound, "%s has no career page yet; add its address with: kith company add ADDRESS", company.Name)
		}
		chosen = append(chosen, company.Boards...)
	}
	return chosen, nil
}

// crawl has the sources visited by the queue and reports each visit as it is
// recorded.
func (a *App) crawl(ctx context.Context, sources []kith.Source, report func(kith.VisitRecord) error) error {
	if len(sources) == 0 {
		return nil
	}
	ids := make([]int64, 0, len(sources))
	for _, s := range sources {
		ids = append(ids, s.ID)
	}
	last, err := a.DB.LastVisitID(ctx)
	if err != nil {
		return err
	}
	if err := a.StartQueue(ctx); err != nil {
		return err
	}
	if err := a.DB.RequestVisits(ctx, ids); err != nil {
		return err
	}
	if err := a.awaitVisits(ctx, ids, last, report); err != nil {
		return err
	}
	return a.awaitMatch(ctx)
}

// awaitVisits polls the visits recorded after the last one until each of the
// sources has been visited.
func (a *App) awaitVisits(ctx context.Context, ids []int64, last int64, report func(kith.VisitRecord) error) error {
	waiting := make(map[int64]bool, len(ids))
	for _, id := range ids {
		waiting[id] = true
	}
	for round := 1; len(waiting) > 0; round++ {
		if err := kith.Sleep(ctx, 100*time.Millisecond); err != nil {
			return err
		}
		over := false
		if round%20 == 0 { // before the visits are read, so that none is missed
			var err error
			if over, err = a.visitsOver(ctx, waiting); err != nil {
				return err
			}
		}
		visits, err := a.DB.Visits(ctx, store.VisitFilter{AfterID: last, Limit: 1000})
		if err != nil {
			return err
		}
		for _, v := range visits {
			last = v.VisitID
			if !waiting[v.SourceID] {
				continue
			}
			delete(waiting, v.SourceID)
			if err := report(v); err != nil {
				return err
			}
		}
		if over && len(waiting) > 0 {
			return errPartly{plural(len(waiting), "source") + " not visited: removed meanwhile, or visited at a later time already; is the clock of this machine right?"}
		}
	}
	return nil
}

// visitsOver reports whether no visit to the waiting sources will come any
// more: nobody is at work, and none of them is due.
func (a *App) visitsOver(ctx context.Context, waiting map[int64]bool) (bool, error) {
	idle, err := a.DB.Idle(ctx, store.KindVisit)
	if err != nil || !idle {
		return false, err
	}
	due, err := a.DB.Sources(ctx, store.SourceFilter{IDs: slices.Collect(maps.Keys(waiting)), DueBefore: a.options.Clock()})
	return len(due) == 0, err
}

// awaitMatch waits until what was found has been looked at and matched, for a
// minute at most: a queue that has failed jobs goes on by itself later.
func (a *App) awaitMatch(ctx context.Context) error {
	for range 600 {
		looked, err := a.DB.Idle(ctx, store.KindSignals) // these make changes to be matched
		if err != nil {
			return err
		}
		matched, err := a.DB.Idle(ctx, store.KindMatch)
		if err != nil || looked && matched {
			return err
		}
		if err := kith.Sleep(ctx, 100*time.Millisecond); err != nil {
			return err
		}
	}
	return nil
}

func (c *cli) printVisit(s kith.Source, v kith.VisitRecord) error {
	if c.json {
		return c.line(visitLine{
			Source: sourceName(s), Company: s.Company, Kind: string(s.Kind), ATS: s.Board.ATS,
			Outcome: string(v.Outcome), Openings: v.Openings, New: v.New, Changed: v.Changed, Closed: v.Closed,
			Reopened: v.Reopened, Events: v.Events, Requests: v.Requests, Seconds: seconds(v.Took), Error: v.Reason,
		})
	}
	what := []string{string(v.Outcome)}
	for _, count := range []struct {
		n    int
		word string
	}{{v.New, "new"}, {v.Changed, "changed"}, {v.Closed, "closed"}, {v.Reopened, "open again"}, {v.Events, "in the news"}} {
		if count.n > 0 {
			what = append(what, fmt.Sprintf("%d %s", count.n, count.word))
		}
	}
	if v.Reason != "" {
		what = append(what, v.Reason)
	}
	c.printf("%s: %s\n", sourceName(s), strings.Join(what, ", "))
	return nil
}

// printSummary prints the sums, and says so when some sources gave no answer.
func (c *cli) printSummary(sum visitSummary) error {
	if c.json {
		if err := c.line(summaryLine{sum}); err != nil {
			return err
		}
	} else if sum.Sources == 0 {
		c.printf("Nothing is due. With --all everything is visited all the same.\n")
	} else {
		c.printf("%s visited: %d new, %d changed, %d closed, %s open.\n",
			plural(sum.Sources, "source"), sum.New, sum.Changed, sum.Closed, plural(sum.Openings, "opening"))
	}
	if silent := sum.Partial + sum.Gone + sum.Refused + sum.Failed; silent > 0 {
		return errPartly{fmt.Sprintf("%d of %s gave no whole answer: %s", silent, plural(sum.Sources, "source"), sum.silent())}
	}
	return nil
}

// silent names the kinds of missing answers with their counts.
func (s visitSummary) silent() string {
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{s.Partial, "partial"}, {s.Gone, "gone"}, {s.Refused, "refused"}, {s.Failed, "failed"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.word))
		}
	}
	return strings.Join(slices.Clip(parts), ", ")
}

func (s *visitSummary) add(v kith.VisitRecord) {
	s.Sources++
	switch v.Outcome {
	case kith.OutcomeComplete:
		s.Complete++
	case kith.OutcomeUnchanged:
		s.Unchanged++
	case kith.OutcomePartial:
		s.Partial++
	case kith.OutcomeGone:
		s.Gone++
	case kith.OutcomeRefused:
		s.Refused++
	case kith.OutcomeFailed:
		s.Failed++
	}
	s.Openings += v.Openings
	s.New += v.New
	s.Changed += v.Changed
	s.Closed += v.Closed
	s.Reopened += v.Reopened
	s.Events += v.Events
	s.Requests += v.Requests
}

// seconds rounds a duration to milliseconds, in seconds.
func seconds(d time.Duration) float64 { return float64(d.Milliseconds()) / 1000 }
