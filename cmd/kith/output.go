package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// line prints one result as a JSON object on a line of its own.
func (c *cli) line(value any) error {
	encoder := json.NewEncoder(c.env.Stdout)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}

// printf prints words for a person, in the place of a bar that is drawn there.
func (c *cli) printf(format string, args ...any) {
	c.bar.clear()
	fmt.Fprintf(c.env.Stdout, format, args...)
}

// table returns a writer that lines columns up; cells end with a tab. The
// caller flushes it.
func (c *cli) table() *tabwriter.Writer {
	return tabwriter.NewWriter(c.env.Stdout, 0, 8, 2, ' ', 0)
}

// progress returns a bar on the terminal, or nothing where there is none or
// the result is for a program.
func (c *cli) progress(total int, what string) *bar {
	c.bar = bar{}
	if c.env.Width == 0 || c.json {
		return &c.bar
	}
	c.bar.drawn = progressbar.NewOptions(total,
		progressbar.OptionSetWriter(c.env.Stderr),
		progressbar.OptionSetDescription(what),
		progressbar.OptionSetWidth(min(40, max(10, c.env.Width-40))),
		progressbar.OptionShowCount(),
		progressbar.OptionClearOnFinish(),
	)
	return &c.bar
}

// bar is a progress bar, or none. Its methods ignore errors: a bar that cannot
// be drawn is no reason to stop the work.
type bar struct{ drawn *progressbar.ProgressBar }

func (b *bar) set(done, total int) {
	if b.drawn != nil {
		b.drawn.ChangeMax(total)
		_ = b.drawn.Set(done)
	}
}

func (b *bar) add() {
	if b.drawn != nil {
		_ = b.drawn.Add(1)
	}
}

// clear takes the bar off its line until it is drawn again.
func (b *bar) clear() {
	if b.drawn != nil {
		_ = b.drawn.Clear()
	}
}

func (b *bar) finish() {
	if b.drawn != nil {
		_ = b.drawn.Finish()
		b.drawn = nil
	}
}

// terminalWidth returns the columns of a terminal, 0 for anything else.
func terminalWidth(w io.Writer) int {
	file, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return 0
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// plural returns "1 opening" or "2 openings".
func plural(n int, one string) string {
	switch {
	case n == 1:
		return "1 " + one
	case strings.HasSuffix(one, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(one, "y"))
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// cut shortens a text for a table.
func cut(text string, runes int) string {
	if r := []rune(text); len(r) > runes {
		return string(r[:runes-1]) + "…"
	}
	return text
}
