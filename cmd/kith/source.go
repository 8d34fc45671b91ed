package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kith"
	"kith/store"
)

func (c *cli) sourceCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "source", Short: "The news feeds, lists of notices and filings that kith reads", RunE: needVerb}
	cmd.AddCommand(
		&cobra.Command{
			Use: "add ADDRESS|FILE|FOLDER …", Short: "Take news feeds, lists of layoff notices or filings in",
			Long: `Takes in news feeds (RSS, Atom, JSON), lists of layoff notices (WARN: CSV,
XLSX or a page with a table), and the SEC's feed of current reports (Form 8-K).
Of a folder every list that is put into it is read, now and later.`,
			Example: `  kith source add https://news.example/feed.xml
  kith source add https://labor.example/warn/2026.xlsx ~/Downloads/notices
  kith source add "https://www.sec.gov/cgi-bin/browse-edgar?action=getcurrent&type=8-K&output=atom"`,
			Args: cobra.MinimumNArgs(1),
			RunE: func(cmd *cobra.Command, args []string) error { return c.sourceAdd(cmd.Context(), args) },
		},
		&cobra.Command{
			Use: "list", Short: "List everything that is visited, with how the visits go",
			Example: "  kith source list --json",
			Args:    cobra.NoArgs,
			RunE:    func(cmd *cobra.Command, _ []string) error { return c.sourceList(cmd.Context()) },
		},
		&cobra.Command{
			Use: "rm ID|URL …", Short: "Stop visiting sources",
			Example: "  kith source rm https://news.example/feed.xml",
			Args:    cobra.MinimumNArgs(1),
			RunE:    func(cmd *cobra.Command, args []string) error { return c.sourceRemove(cmd.Context(), args) },
		},
		c.sourceStarterCommand(), c.sourceTestCommand(),
	)
	return cmd
}

func (c *cli) sourceAdd(ctx context.Context, addresses []string) error {
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	var failures []error
	for _, address := range addresses {
		source, err := app.addSource(ctx, c.env.Dir, address)
		if err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", address, err))
			continue
		}
		if err := c.printSource(source); err != nil {
			return err
		}
	}
	return c.failed(failures, len(addresses))
}

func (c *cli) sourceList(ctx context.Context) error {
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	sources, err := app.DB.Sources(ctx, store.SourceFilter{})
	if err != nil {
		return err
	}
	for _, s := range sources {
		if err := c.printSource(s); err != nil {
			return err
		}
	}
	if len(sources) == 0 && !c.json {
		c.printf("Nothing is visited yet. Take a company in with: kith company add ADDRESS\n")
	}
	return nil
}

func (c *cli) printSource(s kith.Source) error {
	if c.json {
		return c.line(newSourceLine(s))
	}
	c.printf("%d %s %s, %s\n", s.ID, s.Kind, sourceName(s), boardHealth(s))
	return nil
}

func (c *cli) sourceRemove(ctx context.Context, names []string) error {
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	sources, err := app.DB.Sources(ctx, store.SourceFilter{})
	if err != nil {
		return err
	}
	var failures []error
	for _, name := range names {
		id := sourceNamed(sources, name)
		if id == 0 {
			failures = append(failures, fmt.Errorf("%s: %w", name, kith.Errorf(kith.CodeNotFound, "there is no source %q; 'kith source list' shows those there are", name)))
			continue
		}
		if err := app.DB.RemoveSource(ctx, id); err != nil {
			return err
		}
		if !c.json {
			c.printf("%s is no longer visited. What it has shown stays.\n", name)
		}
	}
	return c.failed(failures, len(names))
}

// sourceNamed returns the id of the source with an id, an address or a board
// name, 0 when there is none.
func sourceNamed(sources []kith.Source, name string) int64 {
	for _, s := range sources {
		if strconv.FormatInt(s.ID, 10) == name || s.URL == name || strings.EqualFold(sourceName(s), name) {
			return s.ID
		}
	}
	return 0
}
