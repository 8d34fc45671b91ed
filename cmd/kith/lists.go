package main

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kith"
	"kith/index"
	"kith/store"
)

func (c *cli) openingsCommand() *cobra.Command {
	var company string
	var closed bool
	cmd := &cobra.Command{
		Use:   "openings [--company C] [--closed]",
		Short: "List the openings in the store",
		Long:  "Lists the open openings, in the order in which they were first seen. With --closed the closed ones too.",
		Example: `  kith openings --company stripe
  kith openings --closed --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.openings(cmd.Context(), company, closed) },
	}
	cmd.Flags().StringVar(&company, "company", "", "only those of one company")
	cmd.Flags().BoolVar(&closed, "closed", false, "closed ones too")
	return cmd
}

// openings lists page by page, so that a large store costs little memory.
func (c *cli) openings(ctx context.Context, company string, closed bool) error {
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	filter := store.OpeningFilter{Closed: closed, Limit: 1000}
	if company != "" {
		chosen, err := app.company(ctx, company)
		if err != nil {
			return err
		}
		filter.CompanyID = chosen.ID
	}
	for {
		page, err := app.DB.Openings(ctx, filter)
		if err != nil {
			return err
		}
		if err := c.printOpenings(page); err != nil {
			return err
		}
		if len(page) < filter.Limit {
			break
		}
		filter.AfterID = page[len(page)-1].ID
	}
	return nil
}

// printOpenings prints openings: as JSON one by one, for people by roles.
func (c *cli) printOpenings(openings []kith.Opening) error {
	now := c.env.Clock()
	if c.json {
		for _, o := range openings {
			if err := c.line(newOpeningLine(o, now)); err != nil {
				return err
			}
		}
		return nil
	}
	for _, role := range rolesOf(openings) {
		c.printRole(role, 0)
	}
	return nil
}

// printRole prints a role, with how many people the user knows there.
func (c *cli) printRole(role []kith.Opening, known int) {
	c.printf("%s\n", roleTitle(role))
	if known > 0 {
		c.printf("  you know %s there\n", people(known))
	}
	for _, mark := range roleMarks(role, c.env.Clock()) {
		c.printf("  %s\n", mark)
	}
	c.printf("  %s\n", role[0].URL)
}

// places writes the first place and how many more there are.
func places(locations []string) string {
	switch len(locations) {
	case 0:
		return ""
	case 1:
		return locations[0]
	}
	return locations[0] + " and " + plural(len(locations)-1, "more place")
}

// when writes a moment as a terminal shows it.
func when(t time.Time) string { return t.Local().Format("2 Jan 2006 15:04") }

func (c *cli) searchCommand() *cobra.Command {
	var events, closed bool
	var limit int
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Search the text of the openings, or of the news",
		Long: `Searches titles, companies, places and descriptions. All words must be in it.
"a phrase", -without, company:stripe, in:berlin, title:data, is:remote,
is:closed and since:7d narrow it down.`,
		Example: `  kith search data engineer in:berlin
  kith search '"site reliability" -senior since:7d'
  kith search --events layoffs`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.search(cmd.Context(), index.Query{Text: strings.Join(args, " "), Events: events, Closed: closed, Limit: limit})
		},
	}
	cmd.Flags().BoolVar(&events, "events", false, "search the news")
	cmd.Flags().BoolVar(&closed, "closed", false, "closed openings too")
	cmd.Flags().IntVar(&limit, "limit", 20, "how many at most")
	return cmd
}

// search asks the index and reads the rows of the hits from the store.
func (c *cli) search(ctx context.Context, q index.Query) error {
	if q.Limit < 1 || q.Limit > 1000 {
		return usagef("--limit is from 1 to 1000")
	}
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	ix, err := app.freshIndex(ctx, c.env.App != nil)
	if err != nil {
		return err
	}
	result, err := ix.Search(ctx, q)
	if err != nil {
		return err
	}
	if q.Events {
		return c.printEventHits(ctx, app, result)
	}
	return c.printOpeningHits(ctx, app, result)
}

func (c *cli) printOpeningHits(ctx context.Context, app *App, result index.Result) error {
	rows, err := app.DB.Openings(ctx, store.OpeningFilter{IDs: hitIDs(result), Closed: true})
	if err != nil {
		return err
	}
	byID := make(map[int64]kith.Opening, len(rows))
	for _, o := range rows {
		byID[o.ID] = o
	}
	known, err := app.contactCounts(ctx, rows)
	if err != nil {
		return err
	}
	var found []kith.Opening
	for _, hit := range result.Hits {
		o, ok := byID[hit.ID]
		if !ok {
			continue // removed since the index was fed
		}
		found = append(found, o)
		if !c.json {
			continue
		}
		line := hitLine{newOpeningLine(o, c.env.Clock()), hit.Score, result.Highlights(o.Title, o.Description), known[o.CompanyID]}
		if err := c.line(line); err != nil {
			return err
		}
	}
	if !c.json {
		for _, role := range rolesOf(found) {
			c.printRole(role, known[role[0].CompanyID])
		}
	}
	c.printTotal(len(result.Hits), result.Total, "opening")
	return nil
}

func (c *cli) printTotal(shown int, total uint64, what string) {
	switch {
	case c.json:
	case total == 0:
		c.printf("No %s has all of this.\n", what)
	default:
		c.printf("%d of %s.\n", shown, plural(int(total), what))
	}
}

// people writes "1 person" or "3 people".
func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return strconv.Itoa(n) + " people"
}

func hitIDs(result index.Result) []int64 {
	ids := make([]int64, 0, len(result.Hits))
	for _, hit := range result.Hits {
		ids = append(ids, hit.ID)
	}
	return ids
}

// contactCounts counts the lone user's contacts at the companies of openings.
func (a *App) contactCounts(ctx context.Context, openings []kith.Opening) (map[int64]int, error) {
	user, err := a.DB.FirstUser(ctx)
	if err != nil {
		return nil, err
	}
	counts := map[int64]int{}
	var companies []int64
	for _, o := range openings {
		if _, seen := counts[o.CompanyID]; !seen {
			counts[o.CompanyID] = 0
			companies = append(companies, o.CompanyID)
		}
	}
	interests, err := a.DB.Interests(ctx, companies)
	if err != nil {
		return nil, err
	}
	for _, company := range companies {
		for _, reason := range interests[company][user.ID] {
			if reason.Kind == kith.ReasonContact {
				counts[company]++
			}
		}
	}
	return counts, nil
}

func (c *cli) printEventHits(ctx context.Context, app *App, result index.Result) error {
	rows, err := app.DB.Events(ctx, store.EventFilter{IDs: hitIDs(result)})
	if err != nil {
		return err
	}
	byID := make(map[int64]kith.Event, len(rows))
	for _, e := range rows {
		byID[e.ID] = e
	}
	for _, hit := range result.Hits {
		e, ok := byID[hit.ID]
		if !ok {
			continue // removed since the index was fed
		}
		if err := c.printEvent(e); err != nil {
			return err
		}
	}
	c.printTotal(len(result.Hits), result.Total, "report")
	return nil
}

func (c *cli) eventsCommand() *cobra.Command {
	var company, since string
	cmd := &cobra.Command{
		Use:   "events [--company C] [--since D]",
		Short: "List what the news says about restructurings",
		Example: `  kith events --since 30d
  kith events --company "Tindermoor Energy" --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.events(cmd.Context(), company, since) },
	}
	cmd.Flags().StringVar(&company, "company", "", "only those of one company")
	cmd.Flags().StringVar(&since, "since", "", "a date, or a time back such as 30d or 12h")
	cmd.AddCommand(c.eventsReadCommand())
	return cmd
}

// openFor opens the data folder for a list that may be of one company, whose id
// it returns, and since a time.
func (c *cli) openFor(ctx context.Context, company, since string) (app *App, id int64, from time.Time, err error) {
	if from, err = parseSince(since, c.env.Clock()); err != nil {
		return nil, 0, from, err
	}
	if app, err = c.open(ctx); err != nil || company == "" {
		return app, 0, from, err
	}
	chosen, err := app.company(ctx, company)
	return app, chosen.ID, from, err
}

func (c *cli) events(ctx context.Context, company, since string) error {
	app, id, from, err := c.openFor(ctx, company, since)
	if err != nil {
		return err
	}
	events, err := app.DB.Events(ctx, store.EventFilter{CompanyID: id, Since: from})
	if err != nil {
		return err
	}
	for _, e := range events {
		if err := c.printEvent(e); err != nil {
			return err
		}
	}
	if len(events) == 0 && !c.json {
		c.printf("No news about restructurings is stored for this.\n")
	}
	return nil
}

func (c *cli) printEvent(e kith.Event) error {
	if c.json {
		return c.line(newEventLine(e))
	}
	told := "no date"
	if !e.PublishedAt.IsZero() {
		told = when(e.PublishedAt)
	}
	c.printf("%s · %s · %s · %s\n", orElse(e.Company, "unknown company"), e.Kind, told, e.Headline)
	if e.URL != "" {
		c.printf("  %s\n", e.URL)
	}
	return nil
}

// parseSince reads "30d", "12h" or a date; "" is the zero time.
func parseSince(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if days, ok := strings.CutSuffix(text, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n >= 0 && n < 100_000 {
			return now.AddDate(0, 0, -n), nil
		}
	}
	if d, err := time.ParseDuration(text); err == nil && d >= 0 {
		return now.Add(-d), nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.ParseInLocation(layout, text, time.Local); err == nil {
			return t, nil
		}
	}
	return time.Time{}, usagef("--since is %q; write a date such as 2026-11-01, or a time back such as 30d or 12h", text)
}
