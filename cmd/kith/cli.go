package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kith"
	"kith/config"
)

// The exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
	exitPartly = 3
)

// Env is everything that one run of a verb sees of the world. A verb that is
// forwarded to a running kith runs there with the Env of the terminal that it
// came from, and with App set.
type Env struct {
	Args    []string
	Dir     string // working folder, for relative file names
	Environ []string
	Stdin   io.Reader
	Stdout  io.Writer
	Stderr  io.Writer
	Width   int // columns of the terminal behind Stderr, 0 when it is none
	Clock   kith.Clock
	App     *App // the running program, nil in a process of its own
}

// cli holds what the verbs of one run share.
type cli struct {
	env    Env
	json   bool
	file   string            // --config
	flags  map[string]string // settings given as flags
	config config.Config
	app    *App
	bar    bar // the one that is drawn now, if any
}

// errPartly marks a run that did a part of its work.
type errPartly struct{ what string }

// Error says what was done and what was not.
func (e errPartly) Error() string { return e.what }

// errUsage marks a wrong use of the command line.
type errUsage struct{ err error }

// Error says what is wrong with the command line.
func (e errUsage) Error() string { return e.err.Error() }

func usagef(format string, args ...any) error { return errUsage{fmt.Errorf(format, args...)} }

// run runs one command line and returns the exit code.
func run(ctx context.Context, env Env) int {
	c := &cli{env: env, flags: map[string]string{}}
	root := c.root()
	root.SetArgs(env.Args)
	root.SetIn(env.Stdin)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	forwarded, err := c.execute(ctx, root)
	if closeErr := c.close(ctx); err == nil {
		err = closeErr
	}
	if forwarded >= 0 {
		return forwarded
	}
	return c.exit(err)
}

// execute runs the verb here or, when a kith owns the data folder, there. It
// returns the exit code of a forwarded run, else -1.
func (c *cli) execute(ctx context.Context, root *cobra.Command) (int, error) {
	err := root.ExecuteContext(ctx)
	var there errForwarded
	if errors.As(err, &there) {
		return there.code, nil
	}
	return -1, err
}

// exit prints an error in one sentence and returns its exit code.
func (c *cli) exit(err error) int {
	if err == nil {
		return exitDone
	}
	fmt.Fprintln(c.env.Stderr, "kith: "+sentence(err))
	var partly errPartly
	var usage errUsage
	switch {
	case errors.As(err, &partly):
		return exitPartly
	case errors.As(err, &usage):
		return exitUsage
	case errors.Is(err, context.Canceled):
		return exitFailed
	}
	return exitFailed
}

// sentence returns what a person is told of an error.
func sentence(err error) string {
	if errors.Is(err, context.Canceled) {
		return "stopped before it was done; what was recorded so far is kept"
	}
	var e *kith.Error
	if errors.As(err, &e) {
		return strings.TrimSpace(e.Message)
	}
	return strings.TrimSpace(err.Error())
}

// root returns the command tree.
func (c *cli) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "kith",
		Short: "Openings at the companies where your people work",
		Long: `kith watches the career pages and the restructuring news of the companies
where your people work, and tells you about openings while they are new.

Try it without any set-up:  kith demo`,
		Example: `  kith company add https://boards.greenhouse.io/stripe
  kith import Connections.csv
  kith crawl
  kith alerts
  kith digest`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRunE: c.prepare,
		Args:              noSuchVerb,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },

		SuggestionsMinimumDistance: 2,
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef("%w; see '%s --help'", err, cmd.CommandPath())
	})
	flags := root.PersistentFlags()
	flags.BoolVar(&c.json, "json", false, "one JSON object on each line")
	flags.StringVar(&c.file, "config", "", "settings file (default DATA/kith.toml)")
	for _, s := range config.Table() {
		if !s.Secret {
			flags.Var(settingFlag{c.flags, s.Key, s.Default}, strings.ReplaceAll(s.Key, "_", "-"), s.Help+" ("+s.Env()+")")
		}
	}
	hideRareFlags(root)
	root.AddCommand(
		c.demoCommand(), c.serveCommand(), c.workerCommand(),
		c.companyCommand(), c.sourceCommand(), c.crawlCommand(),
		c.openingsCommand(), c.searchCommand(), c.trendsCommand(), c.eventsCommand(), c.signalsCommand(),
		c.importCommand(), c.contactsCommand(), c.watchCommand(),
		c.alertsCommand(), c.digestCommand(), c.userCommand(),
		c.reindexCommand(), c.doctorCommand(), c.versionCommand(),
	)
	usageErrors(root)
	return root
}

// noSuchVerb refuses a verb that does not exist.
func noSuchVerb(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return usagef("there is no verb %q; did you mean %q?", args[0], near[0])
	}
	return usagef("there is no verb %q; 'kith --help' lists them", args[0])
}

// usageErrors makes a wrong number of arguments of any verb a usage error
// that shows how the verb is used.
func usageErrors(cmd *cobra.Command) {
	if check := cmd.Args; check != nil {
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			err := check(cmd, args)
			var usage errUsage
			if err == nil || errors.As(err, &usage) {
				return err
			}
			return usagef("%w; use: %s", err, cmd.UseLine())
		}
	}
	for _, sub := range cmd.Commands() {
		usageErrors(sub)
	}
}

// hideRareFlags keeps the help short: rarely used settings are listed by
// `kith doctor --settings` and can be given all the same.
func hideRareFlags(root *cobra.Command) {
	for _, s := range config.Table() {
		name := strings.ReplaceAll(s.Key, "_", "-")
		switch s.Key {
		case "data", "database", "proxy", "log_level":
		default:
			if flag := root.PersistentFlags().Lookup(name); flag != nil {
				flag.Hidden = true
			}
		}
	}
}

// settingFlag is a flag that sets a setting.
type settingFlag struct {
	given    map[string]string
	key      string
	fallback string
}

// String returns the value; part of pflag.Value.
func (f settingFlag) String() string {
	if value, ok := f.given[f.key]; ok {
		return value
	}
	return f.fallback
}

// Set keeps the value; part of pflag.Value.
func (f settingFlag) Set(value string) error {
	f.given[f.key] = value
	return nil
}

// Type names the kind of value in help texts; part of pflag.Value.
func (settingFlag) Type() string { return "value" }

// local marks the verbs that need no data folder.
const local = "local"

// prepare reads the settings and, when another kith owns the data folder,
// hands the whole command line over to it.
func (c *cli) prepare(cmd *cobra.Command, _ []string) error {
	if c.env.App != nil {
		c.app, c.config = c.env.App, c.env.App.options.Config
		return nil
	}
	if cmd.Annotations[local] != "" || cmd.Name() == "help" || strings.HasPrefix(cmd.Name(), "__complete") || cmd.Name() == "completion" || (cmd.HasParent() && cmd.Parent().Name() == "completion") {
		return nil
	}
	var err error
	if c.config, err = config.Load(c.file, c.env.Environ, c.flags); err != nil {
		return errUsage{err}
	}
	if cmd.Annotations[owner] != "" {
		return nil
	}
	return forward(cmd.Context(), c.config.Data, c.env)
}

// open returns the program, opening the data folder on first use.
func (c *cli) open(ctx context.Context) (*App, error) {
	if c.app != nil {
		return c.app, nil
	}
	app, err := New(ctx, Options{Config: c.config, Clock: c.env.Clock, Log: c.logger()})
	if err != nil {
		return nil, err
	}
	c.app = app
	return app, nil
}

// openUser returns the program and the user who sits at this terminal.
func (c *cli) openUser(ctx context.Context) (*App, kith.User, error) {
	app, err := c.open(ctx)
	if err != nil {
		return nil, kith.User{}, err
	}
	user, err := app.DB.FirstUser(ctx)
	return app, user, err
}

// close stops a program that this run has opened.
func (c *cli) close(ctx context.Context) error {
	if c.app == nil || c.env.App != nil {
		return nil
	}
	return c.app.Stop(context.WithoutCancel(ctx))
}

func (c *cli) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(c.env.Stderr, &slog.HandlerOptions{Level: c.config.LogLevel}))
}

// path returns a file name as the terminal means it.
func (c *cli) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(c.env.Dir, name)
}
