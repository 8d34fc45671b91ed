package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"kith"
	"kith/directory"
)

// findLine is what `kith company find --json` prints.
type findLine struct {
	Query      string   `json:"query"`
	Company    string   `json:"company"`
	Domain     string   `json:"domain,omitempty"`
	CareersURL string   `json:"careers_url,omitempty"`
	ATS        string   `json:"ats,omitempty"`
	Token      string   `json:"token,omitempty"`
	BoardURL   string   `json:"board_url,omitempty"`
	Openings   *int     `json:"openings,omitempty"` // as the first answer of the list counts them
	Confidence string   `json:"confidence,omitempty"`
	Evidence   []string `json:"evidence,omitempty"`
	Others     []string `json:"others,omitempty"` // addresses of further boards that may be the company's
}

// matchLine is what `kith company match --json` prints.
type matchLine struct {
	A     string `json:"a"`
	B     string `json:"b"`
	Match string `json:"match"`
	Why   string `json:"why"`
}

func (c *cli) companyFindCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "find NAME|DOMAIN|URL …",
		Short: "Find the career page behind a name, a domain or an address, taking nothing in",
		Example: `  kith company find northwharf.example
  kith company find https://northwharf.example/careers --json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return c.companyFind(cmd.Context(), args) },
	}
}

// companyFind looks each query up; one that leads nowhere does not stop the
// others.
func (c *cli) companyFind(ctx context.Context, queries []string) error {
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	var failures []error
	for _, query := range queries {
		found, err := app.find(ctx, query)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil && found.Board == nil {
			err = kith.Errorf(kith.CodeNotFound, "no list of openings was found for %q; give the address of its career page", query)
		}
		if err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", query, err))
			continue
		}
		openings := app.Boards.Count(ctx, app.Transport.Fetch, *found.Board)
		if err := c.printFound(found.Found, openings); err != nil {
			return err
		}
	}
	return c.failed(failures, len(queries))
}

// printFound prints a find, with how many openings its board says that it
// lists, -1 where that is not known.
func (c *cli) printFound(f directory.Found, openings int) error {
	var count *int
	said := ""
	if openings >= 0 {
		count, said = &openings, ", "+plural(openings, "opening")
	}
	var others []string
	for _, o := range f.Others {
		others = append(others, o.Board.URL)
	}
	if c.json {
		return c.line(findLine{
			Query: f.Query, Company: f.Company, Domain: f.Domain, CareersURL: f.CareersURL,
			ATS: f.Board.ATS, Token: f.Board.Token, BoardURL: f.Board.URL, Openings: count, Confidence: f.Confidence, Evidence: f.Evidence, Others: others,
		})
	}
	c.printf("%s: %s%s, %s\n  %s\n", f.Company, f.Board.Key(), said, f.Confidence, f.Board.URL)
	for _, why := range f.Evidence {
		c.printf("  because %s\n", why)
	}
	for _, o := range f.Others {
		c.printf("  perhaps also %s: %s\n", o.Board.URL, o.Why)
	}
	return nil
}

func (c *cli) companyMatchCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "match [A B]",
		Short: "Say how sure it is that two names are one employer, and why",
		Long: `Says how sure it is that two names are one employer: exact, strong, weak or
none. Nobody is ever alerted on a weak match. Without names it reads pairs
from standard input, one on a line, with a tab between.`,
		Example: `  kith company match "Northwharf Freight Ltd." "northwharf freight"
  kith company match --json < pairs.tsv`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 0 && len(args) != 2 {
				return usagef("give two names, or none and pairs on standard input")
			}
			return nil
		},
		Annotations: map[string]string{local: "yes"},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 2 {
				return c.printMatch(args[0], args[1])
			}
			return c.matchPairs(c.env.Stdin)
		},
	}
}

// maxPair is the longest line of a pair of names, in bytes.
const maxPair = 64 << 10

// matchPairs compares pairs of names, one a line.
func (c *cli) matchPairs(input io.Reader) error {
	lines := bufio.NewScanner(input)
	lines.Buffer(make([]byte, 0, 4096), maxPair)
	for number := 1; lines.Scan(); number++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		a, b, ok := strings.Cut(lines.Text(), "\t")
		if !ok {
			return usagef("line %d has no tab between two names", number)
		}
		if err := c.printMatch(a, b); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("reading the pairs: %w", err)
	}
	return nil
}

func (c *cli) printMatch(a, b string) error {
	match, why := directory.Compare(a, b)
	if c.json {
		return c.line(matchLine{A: a, B: b, Match: string(match), Why: why})
	}
	c.printf("%s: %s\n", match, why)
	return nil
}
