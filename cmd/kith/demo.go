package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"kith"
	"kith/config"
	"kith/internal/littleweb"
)

func (c *cli) demoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "See the whole of it on a little built-in web, without network",
		Long: `Plays three days on a little web of invented employers that lives inside the
program: openings appear and close, a layoff is reported, contacts are
imported, and the digest is shown at the end. Takes under a minute. Nothing is
asked of the network and nothing is left behind.`,
		Example:     "  kith demo",
		Args:        cobra.NoArgs,
		Annotations: map[string]string{local: "yes"},
		RunE:        func(cmd *cobra.Command, _ []string) error { return c.demo(cmd.Context()) },
	}
}

// demo plays the verbs that a user would type.
func (c *cli) demo(ctx context.Context) (err error) {
	dir, err := os.MkdirTemp("", "kith-demo-")
	if err != nil {
		return fmt.Errorf("making a folder for the demo: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	stage, err := c.raise(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stage.close(ctx)) }()
	return stage.play(ctx)
}

// stage is what the demo plays on: the little web, a clock that jumps from
// day to day, and a kith in a temporary folder.
type stage struct {
	cli   *cli
	dir   string
	web   *littleweb.Web
	clock *dayClock
	app   *App
}

// raise starts the little web and a kith that sees nothing else.
func (c *cli) raise(ctx context.Context, dir string) (*stage, error) {
	web := littleweb.New(littleweb.Options{})
	if err := web.Start(ctx); err != nil {
		return nil, fmt.Errorf("starting the little web: %w", err)
	}
	s := &stage{cli: c, dir: dir, web: web, clock: newDayClock(c.env.Clock, web.Date(1))}
	settings, err := config.Load("", nil, map[string]string{
		"data": filepath.Join(dir, "data"), "proxy": web.ProxyURL().String(), "time_zone": "UTC", "log_level": "error",
	})
	if err != nil {
		return nil, errors.Join(err, web.Close())
	}
	c.config.LogLevel = settings.LogLevel
	s.app, err = New(ctx, Options{Config: settings, Clock: s.clock.Now, Log: c.logger(), RootCAs: web.CertPool()})
	if err != nil {
		return nil, errors.Join(err, web.Close())
	}
	return s, nil
}

func (s *stage) close(ctx context.Context) error {
	return errors.Join(s.app.Stop(context.WithoutCancel(ctx)), s.web.Close())
}

// play runs three days.
func (s *stage) play(ctx context.Context) error {
	if err := os.WriteFile(filepath.Join(s.dir, "Connections.csv"), s.web.Contacts(), 0o600); err != nil {
		return fmt.Errorf("writing the contacts: %w", err)
	}
	s.say("Day 1. You take in the companies that you care about, and two news feeds, and ask for one mail a week.")
	addresses := []string{"company", "add"}
	for _, e := range s.web.Employers() {
		addresses = append(addresses, e.BoardURL)
	}
	first := [][]string{
		addresses,
		append([]string{"source", "add"}, s.web.Feeds()...),
		{"import", "Connections.csv"},
		{"user", "set", "--cadence", "weekly"},
		{"watch", "add", "Brackenfold Bank"},
		{"crawl", "--all"},
		{"digest", "--send"},
	}
	if err := s.run(ctx, first...); err != nil {
		return err
	}
	for day := 2; day <= s.web.Days(); day++ {
		s.web.SetDay(day)
		s.clock.jump(s.web.Date(day))
		s.say(fmt.Sprintf("Day %d. kith looks again.", day))
		if err := s.run(ctx, []string{"crawl", "--all"}); err != nil {
			return err
		}
	}
	s.say("What the news says, what can be searched, and what the next mail tells you:")
	return s.run(ctx, []string{"events"}, []string{"search", "planner"}, []string{"digest"})
}

func (s *stage) say(words string) { s.cli.printf("\n%s\n", words) }

// run types verbs and runs them. One that did a part of its work is fine here:
// one of the employers asks not to be visited.
func (s *stage) run(ctx context.Context, verbs ...[]string) error {
	for _, args := range verbs {
		s.cli.printf("\n$ kith %s\n", typed(args))
		code := run(ctx, Env{
			Args: args, Dir: s.dir, Stdin: strings.NewReader(""), Stdout: s.cli.env.Stdout, Stderr: s.cli.env.Stderr,
			Width: s.cli.env.Width, Clock: s.clock.Now, App: s.app,
		})
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if code != exitDone && code != exitPartly {
			return kith.Errorf(kith.CodeInternal, "the demo stopped at: kith %s", typed(args))
		}
	}
	return nil
}

// typed writes a command line as one would type it, long ones cut.
func typed(args []string) string {
	words := make([]string, 0, len(args))
	for i, arg := range args {
		if i == 5 && len(args) > 6 {
			words = append(words, fmt.Sprintf("… (%d more)", len(args)-i))
			break
		}
		if strings.Contains(arg, " ") {
			arg = `"` + arg + `"`
		}
		words = append(words, arg)
	}
	return strings.Join(words, " ")
}

// dayClock runs like the clock below it, from the beginning of one day, and
// can be set forward.
type dayClock struct {
	real   kith.Clock
	offset atomic.Int64 // nanoseconds added to the real clock
}

func newDayClock(below kith.Clock, start time.Time) *dayClock {
	clock := &dayClock{real: below}
	clock.jump(start)
	return clock
}

// Now tells the time of the day that is played.
func (c *dayClock) Now() time.Time { return c.real().Add(time.Duration(c.offset.Load())) }

// jump sets the clock.
func (c *dayClock) jump(to time.Time) { c.offset.Store(int64(to.Sub(c.real()))) }
