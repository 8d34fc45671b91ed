package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"kith"
	"kith/store"
	"kith/trends"
)

// readSignals looks at the history of a board as it stood on the last day on
// which it was read whole.
func (a *App) readSignals(ctx context.Context, source int64) error {
	days, err := a.DB.BoardDays(ctx, source)
	if err != nil || len(days) == 0 {
		return err
	}
	lives, err := a.DB.BoardLives(ctx, source)
	if err != nil {
		return err
	}
	h := trends.History{Days: days, Spans: make([]trends.Span, 0, len(lives))}
	for _, o := range lives {
		span := spanOf(o.Opening)
		span.Away = o.AwayAt
		h.Spans = append(h.Spans, span)
	}
	return a.DB.SaveSignals(ctx, source, trends.Signals(h, days[len(days)-1]))
}

// signalLine is what `kith signals --json` prints.
type signalLine struct {
	ID       int64     `json:"id"`
	Company  string    `json:"company,omitempty"`
	Kind     string    `json:"kind"`
	Subject  string    `json:"subject,omitempty"`
	Title    string    `json:"title"`
	Evidence string    `json:"evidence"`
	Strength float64   `json:"strength"`
	At       time.Time `json:"at"`
}

func newSignalLine(s kith.Signal) signalLine {
	return signalLine{ID: s.ID, Company: s.Company, Kind: string(s.Kind), Subject: s.Subject, Title: s.Title(), Evidence: s.Evidence, Strength: s.Strength, At: s.At}
}

func (c *cli) signalsCommand() *cobra.Command {
	var company, since string
	cmd := &cobra.Command{
		Use:   "signals [--company C] [--since D]",
		Short: "List what the boards' own histories say: hiring that picks up, stops or goes to new places",
		Long: `Lists what the openings of a board say over time: far more of them than the
weeks before let expect, none at all where they came steadily, the first ones in
a new place or department, a department without any more, one that was closed
and is open again, one that stands for months.

A board is quiet here until it has been read for three weeks; only days count
on which it was read whole.`,
		Example: `  kith signals
  kith signals --company "Northwharf Freight" --since 30d --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.signals(cmd.Context(), company, since) },
	}
	cmd.Flags().StringVar(&company, "company", "", "only those of a company")
	cmd.Flags().StringVar(&since, "since", "", "a date, or a time back such as 30d or 12h")
	return cmd
}

// signals lists signals, the newest first.
func (c *cli) signals(ctx context.Context, company, since string) error {
	app, id, from, err := c.openFor(ctx, company, since)
	if err != nil {
		return err
	}
	signals, err := app.DB.Signals(ctx, store.SignalFilter{CompanyID: id, Since: from})
	if err != nil {
		return err
	}
	if len(signals) == 0 && !c.json {
		c.printf("The boards say nothing yet. They are quiet until they have been read for three weeks.\n")
	}
	for _, s := range signals {
		if c.json {
			err = c.line(newSignalLine(s))
		} else {
			c.printf("%s  %s: %s. %s\n", s.At.Format(time.DateOnly), orElse(s.Company, "unknown company"), s.Title(), s.Evidence)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
