package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kith"
	"kith/store"
	"kith/trends"
)

// trendLine is what `kith trends --json` prints: one for each row of the table.
type trendLine struct {
	Of         string      `json:"of"` // company, place, department, skill or all
	Name       string      `json:"name"`
	Open       int         `json:"open"`
	New        int         `json:"new"`
	Closed     int         `json:"closed"`
	MedianDays float64     `json:"median_days_open,omitempty"`
	Points     []pointLine `json:"points"`
}

// pointLine is one week of it.
type pointLine struct {
	From       time.Time `json:"from"`
	To         time.Time `json:"to"`
	Open       int       `json:"open"`
	New        int       `json:"new"`
	Closed     int       `json:"closed"`
	MedianDays float64   `json:"median_days_open,omitempty"`
}

// trendQuery is what is asked for.
type trendQuery struct {
	companies []string
	skills    []string
	by        string // company, place, department or skill
	weeks     int
	rows      int
}

func (c *cli) trendsCommand() *cobra.Command {
	var q trendQuery
	cmd := &cobra.Command{
		Use:   "trends [--company A --company B] [--skill S] [--by place|department|skill]",
		Short: "Show how demand goes: openings over time by company, place, department or skill",
		Long: `Shows how many openings stood, came and went week by week, and for how many
days those that closed had stood. Companies are shown side by side; --skill
counts only openings whose text names it; --by divides what is left.

What stood there when a board was first read is open, but not new.`,
		Example: `  kith trends --company "Northwharf Freight" --company "Halden Rail"
  kith trends --skill kubernetes --by company
  kith trends --company stripe --by skill --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.trends(cmd.Context(), q) },
	}
	cmd.Flags().StringArrayVar(&q.companies, "company", nil, "only those of a company; may be given several times")
	cmd.Flags().StringArrayVar(&q.skills, "skill", nil, "only those that name a skill; may be given several times")
	cmd.Flags().StringVar(&q.by, "by", "company", "company, place, department or skill")
	cmd.Flags().IntVar(&q.weeks, "weeks", 12, "for how many weeks, up to now")
	cmd.Flags().IntVar(&q.rows, "limit", 20, "how many rows at most, those with most openings")
	return cmd
}

// trends shows the table.
func (c *cli) trends(ctx context.Context, q trendQuery) error {
	if !slices.Contains([]string{"company", "place", "department", "skill"}, q.by) {
		return usagef("--by is %q; it may be company, place, department or skill", q.by)
	}
	if q.weeks < 1 || q.weeks > 520 || q.rows < 1 || q.rows > 1000 {
		return usagef("--weeks is from 1 to 520, and --limit from 1 to 1000")
	}
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	groups, err := app.demand(ctx, q)
	if err != nil {
		return err
	}
	to := c.env.Clock().UTC()
	from := to.AddDate(0, 0, -7*q.weeks)
	lines := make([]trendLine, 0, len(groups))
	for name, spans := range groups {
		lines = append(lines, newTrendLine(q.by, name, trends.Series(spans, from, to, 7*trends.Day)))
	}
	slices.SortFunc(lines, func(a, b trendLine) int {
		if a.Open+a.Closed != b.Open+b.Closed {
			return b.Open + b.Closed - a.Open - a.Closed
		}
		return strings.Compare(a.Name, b.Name)
	})
	return c.printTrends(lines[:min(len(lines), q.rows)])
}

// newTrendLine sums the weeks of a row up.
func newTrendLine(by, name string, points []trends.Point) trendLine {
	l := trendLine{Of: by, Name: name, Points: make([]pointLine, 0, len(points))}
	var medians []float64
	for _, p := range points {
		l.Open, l.New, l.Closed = p.Open, l.New+p.New, l.Closed+p.Closed
		if p.Closed > 0 {
			medians = append(medians, p.MedianDays)
		}
		l.Points = append(l.Points, pointLine(p))
	}
	if len(medians) > 0 {
		slices.Sort(medians)
		l.MedianDays = medians[len(medians)/2]
	}
	return l
}

// demand reads the openings that a query asks for and divides them. An opening
// in several places, or with several skills, is in each.
func (a *App) demand(ctx context.Context, q trendQuery) (map[string][]trends.Span, error) {
	list := trends.NewSkills()
	for i, skill := range q.skills {
		name, ok := list.Name(skill)
		if !ok {
			return nil, usagef("kith knows no skill %q; it recognizes some hundred by name", skill)
		}
		q.skills[i] = name
	}
	filters := []store.OpeningFilter{{Closed: true, Limit: 1000}}
	if len(q.companies) > 0 {
		filters = nil
		for _, name := range q.companies {
			company, err := a.company(ctx, name)
			if err != nil {
				return nil, err
			}
			filters = append(filters, store.OpeningFilter{Closed: true, CompanyID: company.ID, Limit: 1000})
		}
	}
	groups := map[string][]trends.Span{}
	for _, filter := range filters {
		err := a.eachOpening(ctx, filter, func(o kith.Opening) {
			var named []string
			if len(q.skills) > 0 || q.by == "skill" {
				named = list.In(o.Title + "\n" + o.Description)
			}
			for _, skill := range q.skills {
				if !slices.Contains(named, skill) {
					return
				}
			}
			for _, key := range groupsOf(o, q.by, named) {
				groups[key] = append(groups[key], spanOf(o))
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return groups, nil
}

// eachOpening reads openings page by page, so that many cost little memory.
func (a *App) eachOpening(ctx context.Context, filter store.OpeningFilter, do func(kith.Opening)) error {
	for {
		page, err := a.DB.Openings(ctx, filter)
		if err != nil {
			return err
		}
		for _, o := range page {
			do(o)
		}
		if len(page) < filter.Limit {
			return nil
		}
		filter.AfterID = page[len(page)-1].ID
	}
}

// groupsOf returns the rows of the table that an opening is in.
func groupsOf(o kith.Opening, by string, skills []string) []string {
	switch by {
	case "place":
		if len(o.Locations) == 0 {
			return []string{"no place given"}
		}
		return o.Locations
	case "department":
		return []string{orElse(o.Department, "no department given")}
	case "skill":
		return skills
	}
	return []string{orElse(o.Company, "unknown company")}
}

// spanOf returns the life of an opening.
func spanOf(o kith.Opening) trends.Span {
	return trends.Span{
		ID: o.ID, Title: o.Title, Department: o.Department, Places: o.Locations,
		First: o.FirstSeenAt, Closed: o.ClosedAt, Reopened: o.ReopenedAt, Since: o.OpenSince(), Baseline: o.Baseline,
	}
}

// printTrends prints the rows, for people as a table with a sparkline of how
// many stood open.
func (c *cli) printTrends(lines []trendLine) error {
	if c.json {
		for _, l := range lines {
			if err := c.line(l); err != nil {
				return err
			}
		}
		return nil
	}
	if len(lines) == 0 {
		c.printf("No opening is stored for this.\n")
		return nil
	}
	table := c.table()
	fmt.Fprintf(table, "\topen\tnew\tclosed\tdays open\t\n")
	for _, l := range lines {
		days := ""
		if l.MedianDays > 0 {
			days = fmt.Sprintf("%.0f", l.MedianDays)
		}
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%s\t%s\n", cut(l.Name, 40), l.Open, l.New, l.Closed, days, sparkline(l.Points))
	}
	return table.Flush()
}

// sparkline draws how many stood open, week by week, on a scale of its own from
// zero.
func sparkline(points []pointLine) string {
	const blocks = "▁▂▃▄▅▆▇█"
	levels := []rune(blocks)
	most := 0
	for _, p := range points {
		most = max(most, p.Open)
	}
	var drawn strings.Builder
	for _, p := range points {
		if most == 0 {
			drawn.WriteRune(levels[0])
			continue
		}
		drawn.WriteRune(levels[p.Open*(len(levels)-1)/most])
	}
	return drawn.String()
}
