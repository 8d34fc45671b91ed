package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kith"
	"kith/config"
)

func (c *cli) sourceStarterCommand() *cobra.Command {
	var show bool
	var list string
	cmd := &cobra.Command{
		Use:   "starter [KIND …]",
		Short: "Take in a list of news outlets to begin with",
		Long: `Takes in the news outlets that kith knows by name, or those of the given kinds
(general, business, tech, hungarian), or those of a list of your own. --show
prints the list, to be changed and given back with --list. Each outlet is a
source like any other afterwards: 'kith source rm' drops one.`,
		Example: `  kith source starter --show > outlets.txt
  kith source starter --list outlets.txt
  kith source starter tech business`,
		RunE: func(cmd *cobra.Command, kinds []string) error {
			return c.sourceStarter(cmd.Context(), kinds, list, show)
		},
	}
	cmd.Flags().BoolVar(&show, "show", false, "print the list and take nothing in")
	cmd.Flags().StringVar(&list, "list", "", "a file with the outlets to take in instead")
	return cmd
}

// sourceStarter takes the chosen outlets of a list in.
func (c *cli) sourceStarter(ctx context.Context, kinds []string, list string, show bool) error {
	text := config.OutletList()
	if list != "" {
		path := list
		if !filepath.IsAbs(path) {
			path = filepath.Join(c.env.Dir, path)
		}
		body, err := readPlain(path)
		if err != nil {
			return err
		}
		text = string(body)
	}
	outlets, err := config.ParseOutlets(text)
	if err != nil {
		return kith.Errorf(kith.CodeInvalid, "the list of outlets: %w", err)
	}
	chosen, err := outletsOf(outlets, kinds)
	if err != nil {
		return err
	}
	if show {
		return c.showOutlets(chosen, text, len(kinds) == 0)
	}
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	var failures []error
	for _, o := range chosen {
		source, err := app.addSource(ctx, c.env.Dir, o.URL)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failures = append(failures, fmt.Errorf("%s (%s): %w", o.Name, o.URL, err))
			continue
		}
		if err := c.printSource(source); err != nil {
			return err
		}
	}
	return c.failed(failures, len(chosen))
}

// outletsOf returns the outlets of the given kinds, all when none is given.
func outletsOf(outlets []config.Outlet, kinds []string) ([]config.Outlet, error) {
	var known []string
	for _, o := range outlets {
		if !slices.Contains(known, o.Kind) {
			known = append(known, o.Kind)
		}
	}
	for _, kind := range kinds {
		if !slices.Contains(known, strings.ToLower(kind)) {
			return nil, usagef("there is no outlet of the kind %q; there are %s", kind, strings.Join(known, ", "))
		}
	}
	if len(kinds) == 0 {
		return outlets, nil
	}
	return slices.DeleteFunc(slices.Clone(outlets), func(o config.Outlet) bool {
		return !slices.ContainsFunc(kinds, func(kind string) bool { return strings.EqualFold(kind, o.Kind) })
	}), nil
}

// showOutlets prints outlets as a list that can be changed; the whole list with
// its comments.
func (c *cli) showOutlets(outlets []config.Outlet, text string, whole bool) error {
	if c.json {
		for _, o := range outlets {
			if err := c.line(map[string]string{"kind": o.Kind, "name": o.Name, "url": o.URL}); err != nil {
				return err
			}
		}
		return nil
	}
	if whole {
		c.printf("%s", text)
		return nil
	}
	for _, o := range outlets {
		c.printf("%s | %s | %s\n", o.Kind, o.Name, o.URL)
	}
	return nil
}
