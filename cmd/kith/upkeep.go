package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"kith/config"
	"kith/store"
)

// version is set by the linker for releases.
const version = "0.1"

// userAgent names the program to the sites that it visits, with somebody to
// turn to where one is set.
func userAgent(contact string) string {
	if contact == "" {
		return "kith/" + version + " (watches career pages for its user; keeps robots.txt)"
	}
	return "kith/" + version + " (watches career pages for its user; keeps robots.txt; " + contact + ")"
}

func (c *cli) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version",
		Args: cobra.NoArgs, Annotations: map[string]string{local: "yes"},
		RunE: func(*cobra.Command, []string) error {
			revision := ""
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						revision = s.Value
					}
				}
			}
			if c.json {
				return c.line(map[string]string{"version": version, "revision": revision, "go": runtime.Version()})
			}
			c.printf("kith %s %s\n", version, strings.TrimSpace(cut(revision, 13)+" "+runtime.Version()))
			return nil
		},
	}
}

func (c *cli) reindexCommand() *cobra.Command {
	return &cobra.Command{
		Use: "reindex", Short: "Build the search index anew from the store",
		Long:    "Builds the search index anew beside the old one and puts it in its place.",
		Example: "  kith reindex",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.reindex(cmd.Context()) },
	}
}

func (c *cli) reindex(ctx context.Context) error {
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	ix, err := app.OpenIndex(ctx)
	if err != nil {
		return err
	}
	bar := c.progress(1, "indexing")
	err = ix.Rebuild(ctx, func(done, total int) { bar.set(done, total) })
	bar.finish()
	if err != nil {
		return err
	}
	state := ix.State()
	if c.json {
		return c.line(map[string]any{"documents": state.Documents, "position": state.Position})
	}
	c.printf("%s indexed.\n", plural(int(state.Documents), "document"))
	return nil
}

func (c *cli) doctorCommand() *cobra.Command {
	var settings bool
	cmd := &cobra.Command{
		Use: "doctor", Short: "Say what is silent, failed or damaged, and why",
		Long: `Looks the whole of it over: database, search index, career pages that do not
answer, jobs that failed. Ends with 3 when something needs you.`,
		Example: "  kith doctor\n  kith doctor --settings",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if settings {
				return c.settings()
			}
			return c.doctor(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&settings, "settings", false, "list every setting there is")
	return cmd
}

// settings lists the table of settings.
func (c *cli) settings() error {
	table := c.table()
	for _, s := range config.Table() {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", s.Key, s.Env(), s.Default, s.Help)
	}
	return table.Flush()
}

// finding is one thing that the doctor found.
type finding struct {
	Part  string `json:"part"`
	State string `json:"state"` // "well" or "ill"
	Text  string `json:"text"`
}

func (c *cli) doctor(ctx context.Context) error {
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	findings, err := app.examine(ctx)
	if err != nil {
		return err
	}
	ill := 0
	for _, f := range findings {
		if f.State == "ill" {
			ill++
		}
		if c.json {
			if err := c.line(f); err != nil {
				return err
			}
			continue
		}
		c.printf("%-4s %s: %s\n", f.State, f.Part, f.Text)
	}
	if ill > 0 {
		return errPartly{plural(ill, "thing") + " to look at"}
	}
	return nil
}

// examine looks every part over.
func (a *App) examine(ctx context.Context) ([]finding, error) {
	findings := []finding{{"database", "well", a.DB.Name()}}
	for _, complaint := range a.DB.Check(ctx) {
		findings = append(findings, finding{"database", "ill", complaint})
	}
	findings = append(findings, a.examineIndex(ctx))
	sources, err := a.DB.Sources(ctx, store.SourceFilter{})
	if err != nil {
		return nil, err
	}
	for _, s := range sources {
		if s.MovedTo != "" {
			findings = append(findings, finding{sourceName(s), "well", boardHealth(s)})
		} else if !s.HeldUntil.IsZero() || !s.LastVisitAt.IsZero() && !s.LastOutcome.Answered() {
			findings = append(findings, finding{sourceName(s), "ill", boardHealth(s)})
		}
	}
	jobs, err := a.DB.FailedJobs(ctx)
	if err != nil {
		return nil, err
	}
	for _, job := range jobs {
		findings = append(findings, finding{"job " + job.Kind, "ill", fmt.Sprintf("%s, tried %d times: %s", job.About, job.Attempts, job.LastError)})
	}
	return append(findings, finding{"sources", "well", plural(len(sources), "source") + " known"}), nil
}

func (a *App) examineIndex(ctx context.Context) finding {
	ix, err := a.freshIndex(ctx, true)
	if err != nil {
		return finding{"index", "ill", sentence(err)}
	}
	state := ix.State()
	if state.Rebuilding {
		return finding{"index", "well", "being rebuilt, " + plural(state.Done, "document") + " so far"}
	}
	if state.Err != nil {
		return finding{"index", "ill", sentence(state.Err)}
	}
	return finding{"index", "well", plural(int(state.Documents), "document")}
}
