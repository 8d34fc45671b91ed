package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kith"
	"kith/crawler/news"
	"kith/directory"
	"kith/store"
)

// maxGiven is the longest line of a file of texts, in bytes.
const maxGiven = 4 << 20

func (c *cli) eventsReadCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "read [FILE]",
		Short: "Show what is understood from given texts",
		Long: `Shows the events that are understood from texts: one a line, or JSON lines with
id, title, text and published_at. Without a file, or with -, they come from
standard input. Nothing is stored. A company that is known has its id.`,
		Example: `  echo "Northwharf Freight to cut 120 jobs in Hull" | kith events read
  kith events read --json headlines.txt`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 || args[0] == "-" {
				return c.eventsRead(cmd.Context(), c.env.Stdin)
			}
			path := args[0]
			if !filepath.IsAbs(path) {
				path = filepath.Join(c.env.Dir, path)
			}
			file, err := os.Open(path)
			if err != nil {
				return kith.Errorf(kith.CodeNotFound, "the texts cannot be read: %w", err)
			}
			defer file.Close()
			return c.eventsRead(cmd.Context(), file)
		},
	}
}

// readLine is what is understood from one text.
type readLine struct {
	ID     string      `json:"id"`
	Text   string      `json:"text"`
	Events []eventLine `json:"events"`
}

// eventsRead reads texts, one a line, and prints what they say.
func (c *cli) eventsRead(ctx context.Context, input io.Reader) error {
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	companies, err := app.DB.Companies(ctx, store.CompanyFilter{})
	if err != nil {
		return err
	}
	names := directory.NewNames(companies)
	lines := bufio.NewScanner(input)
	lines.Buffer(make([]byte, 0, 64<<10), maxGiven)
	for number := 1; lines.Scan(); number++ {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		item, err := givenItem(lines.Text(), number)
		if err != nil {
			return err
		}
		if item.Title == "" {
			continue
		}
		if err := c.printRead(item, news.Read(item, names.Find)); err != nil {
			return err
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return usagef("a line is longer than %d MB", maxGiven>>20)
	case err != nil:
		return fmt.Errorf("reading the texts: %w", err)
	}
	return nil
}

// givenItem makes an item of a line: a JSON object, or a text, whose id is the
// number of its line. An empty line makes an item without a title.
func givenItem(line string, number int) (kith.Item, error) {
	line = strings.TrimSpace(strings.ToValidUTF8(line, "\uFFFD"))
	if !strings.HasPrefix(line, "{") {
		return kith.Item{ExternalID: strconv.Itoa(number), Title: line}, nil
	}
	var given struct {
		ID          json.RawMessage `json:"id"` // a text or a number
		Title       string          `json:"title"`
		Text        string          `json:"text"`
		PublishedAt string          `json:"published_at"`
	}
	if err := json.Unmarshal([]byte(line), &given); err != nil {
		return kith.Item{}, usagef("line %d begins with { and is no JSON object with id, title, text, published_at: %v", number, err)
	}
	published, err := givenTime(given.PublishedAt)
	if err != nil {
		return kith.Item{}, usagef("line %d: published_at is %q; write a date like 2026-11-25", number, given.PublishedAt)
	}
	item := kith.Item{
		ExternalID: cmp.Or(strings.Trim(string(given.ID), `"`), strconv.Itoa(number)), Title: given.Title, Text: given.Text, PublishedAt: published,
	}
	if item.Title == "" {
		item.Title, item.Text = given.Text, ""
	}
	return item, nil
}

// givenTime reads a date or a time, zero for none.
func givenTime(value string) (time.Time, error) {
	if value == "" {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.RFC3339, value)
	if err != nil {
		at, err = time.Parse(time.DateOnly, value)
	}
	return at, err
}

func (c *cli) printRead(item kith.Item, events []kith.Event) error {
	if c.json {
		line := readLine{ID: item.ExternalID, Text: strings.TrimSpace(item.Title + "\n" + item.Text), Events: []eventLine{}}
		for _, e := range events {
			line.Events = append(line.Events, newEventLine(e))
		}
		return c.line(line)
	}
	c.printf("%s\n", item.Title)
	for _, e := range events {
		c.printf("  %s\n", understood(e))
	}
	if len(events) == 0 {
		c.printf("  no event\n")
	}
	return nil
}

// understood says in one line what an event is.
func understood(e kith.Event) string {
	said := []string{orElse(e.Company, "unknown company"), string(e.Kind)}
	if e.Counterpart != "" {
		said = append(said, strings.TrimSpace(string(e.Role)+", with "+e.Counterpart))
	}
	if e.Stage != "" {
		said = append(said, string(e.Stage))
	}
	switch {
	case e.HeadcountMin > 0 && e.HeadcountMin != e.Headcount:
		said = append(said, fmt.Sprintf("%d to %d people", e.HeadcountMin, e.Headcount))
	case e.Headcount > 0:
		said = append(said, fmt.Sprintf("%d people", e.Headcount))
	}
	if e.Percent > 0 {
		said = append(said, strconv.FormatFloat(e.Percent, 'f', -1, 64)+" %")
	}
	if len(e.Locations) > 0 {
		said = append(said, strings.Join(e.Locations, ", "))
	}
	if len(e.Departments) > 0 {
		said = append(said, strings.Join(e.Departments, ", "))
	}
	if !e.EffectiveAt.IsZero() {
		said = append(said, "from "+e.EffectiveAt.Format(time.DateOnly))
	}
	return strings.Join(said, " · ")
}
