package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"kith"
	"kith/store"
)

func (c *cli) alertsCommand() *cobra.Command {
	var since string
	cmd := &cobra.Command{
		Use:   "alerts [--since D]",
		Short: "List what you were or will be told, and why",
		Example: `  kith alerts
  kith alerts --since 7d --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.alerts(cmd.Context(), since) },
	}
	cmd.Flags().StringVar(&since, "since", "", "a date, or a time back such as 30d or 12h")
	return cmd
}

func (c *cli) alerts(ctx context.Context, since string) error {
	from, err := parseSince(since, c.env.Clock())
	if err != nil {
		return err
	}
	app, user, err := c.openUser(ctx)
	if err != nil {
		return err
	}
	if err := app.matchNow(ctx); err != nil {
		return err
	}
	told, err := app.DB.Alerts(ctx, store.AlertFilter{UserID: user.ID, Since: from})
	if err != nil {
		return err
	}
	for _, a := range told {
		if err := c.printAlert(a); err != nil {
			return err
		}
	}
	if len(told) == 0 && !c.json {
		c.printf("Nothing to tell yet. The next look is made by: kith crawl\n")
	}
	return nil
}

func (c *cli) printAlert(a kith.Alert) error {
	if c.json {
		return c.line(newAlertLine(a))
	}
	state := "not sent yet"
	if !a.DeliveredAt.IsZero() {
		state = "sent " + when(a.DeliveredAt)
	}
	c.printf("%s · %s (%s)\n", a.Title, a.Company, state)
	if a.Signal != nil {
		c.printf("  %s\n", a.Signal.Evidence)
	}
	c.printf("  %s\n", reasonWords(a.Reasons))
	if a.URL != "" {
		c.printf("  %s\n", a.URL)
	}
	return nil
}

// reasonWords says why in one sentence.
func reasonWords(reasons []kith.Reason) string {
	var names, moved []string
	var watched bool
	for _, r := range reasons {
		switch r.Kind {
		case kith.ReasonContact:
			names = append(names, r.Contact)
		case kith.ReasonMoved:
			moved = append(moved, r.Contact)
		case kith.ReasonWatch:
			watched = true
		}
	}
	var parts []string
	if len(names) > 0 {
		shown := names[:min(3, len(names))]
		words := "you know " + strings.Join(shown, ", ")
		if more := len(names) - len(shown); more > 0 {
			words += fmt.Sprintf(" and %d more", more)
		}
		parts = append(parts, words+" there")
	}
	if len(moved) > 0 {
		parts = append(parts, "you know "+strings.Join(moved, ", ")+", who was there")
	}
	if watched {
		parts = append(parts, "you watch this company")
	}
	return strings.Join(parts, "; ")
}

func (c *cli) digestCommand() *cobra.Command {
	var html, eml, send bool
	cmd := &cobra.Command{
		Use:   "digest [--html|--eml|--send]",
		Short: "Show the next digest, or send it now",
		Long: `Shows what the next digest would say, as text, or with --html or --eml as it
would be mailed. --send sends it now: to the mail server where one is set,
else as a file into the outbox folder.`,
		Example: "  kith digest\n  kith digest --html > digest.html\n  kith digest --send",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if send {
				return c.digestSend(cmd.Context())
			}
			return c.digestShow(cmd.Context(), html, eml)
		},
	}
	cmd.Flags().BoolVar(&html, "html", false, "the HTML part")
	cmd.Flags().BoolVar(&eml, "eml", false, "the whole mail")
	cmd.Flags().BoolVar(&send, "send", false, "send it now")
	cmd.MarkFlagsMutuallyExclusive("html", "eml", "send")
	return cmd
}

// digestShow prints the next digest without writing anything down.
func (c *cli) digestShow(ctx context.Context, html, eml bool) error {
	app, user, err := c.openUser(ctx)
	if err != nil {
		return err
	}
	if err := app.matchNow(ctx); err != nil {
		return err
	}
	preview, err := app.Digester.Preview(ctx, user)
	if err != nil {
		return err
	}
	switch {
	case preview.Empty:
		c.printf("Nothing new to tell.\n")
	case eml:
		c.printf("%s", preview.Message)
	case html:
		c.printf("%s", preview.HTML)
	default:
		c.printf("Subject: %s\n\n%s", preview.Subject, preview.Text)
	}
	return nil
}

// digestSend sends the next digest now, and what was left unsent before, and
// waits until it has left.
func (c *cli) digestSend(ctx context.Context) error {
	app, user, err := c.openUser(ctx)
	if err != nil {
		return err
	}
	if err := app.matchNow(ctx); err != nil {
		return err
	}
	if _, err := app.Digester.Prepare(ctx, user.ID); err != nil {
		return err
	}
	unsent, err := app.DB.UnsentDeliveries(ctx, user.ID)
	if err != nil {
		return err
	}
	for _, delivery := range unsent {
		if err := app.Digester.Deliver(ctx, delivery.ID); err != nil {
			return kith.Errorf(kith.CodeUnavailable, "the mail was written down but could not be sent yet; kith tries again while it runs: %w", err)
		}
		sent, err := app.DB.Delivery(ctx, delivery.ID)
		if err != nil {
			return err
		}
		if err := c.printDelivery(sent); err != nil {
			return err
		}
	}
	if len(unsent) == 0 && !c.json {
		c.printf("Nothing new to tell; no mail was sent.\n")
	}
	return nil
}

func (c *cli) printDelivery(d kith.Delivery) error {
	if c.json {
		return c.line(map[string]any{"subject": d.Subject, "to": d.To, "message_id": d.MessageID, "sent_at": at(d.SentAt)})
	}
	if c.config.SMTP.Host == "" {
		c.printf("Written to %s, because no mail server is set: %s\n", outbox(c.config), d.Subject)
		return nil
	}
	c.printf("Sent to %s: %s\n", d.To, d.Subject)
	return nil
}
