package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"kith"
)

func (c *cli) serveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "Watch, match and write, until it is stopped",
		Long: `Visits what is due, feeds the search index, matches what is found against
contacts and watches, and sends digests. While it runs, every other verb works
from a second terminal on the same data folder.

GET /healthz says whether it is well.`,
		Example:     "  kith serve\n  kith serve --listen 127.0.0.1:9000 --database postgres://kith@db/kith",
		Args:        cobra.NoArgs,
		Annotations: map[string]string{owner: "yes"},
		RunE:        func(cmd *cobra.Command, _ []string) error { return c.serve(cmd.Context()) },
	}
}

func (c *cli) workerCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "worker",
		Short: "Do the work of serve without listening",
		Long: `Visits, matches and sends like serve, but keeps no search index and listens
on no address. On PostgreSQL as many workers as wanted share the hosts.`,
		Example:     "  kith worker --database postgres://kith@db/kith --data worker-2",
		Args:        cobra.NoArgs,
		Annotations: map[string]string{owner: "yes"},
		RunE:        func(cmd *cobra.Command, _ []string) error { return c.work(cmd.Context()) },
	}
}

// serve runs until ctx ends.
func (c *cli) serve(ctx context.Context) error {
	if c.env.App != nil {
		return usagef("kith serve runs here already")
	}
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	addr, err := app.Start(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.env.Stderr, "kith listens on http://%s and keeps everything in %s. Stop it with Ctrl-C.\n", addr, c.config.Data)
	<-ctx.Done()
	return nil
}

// work runs the queue until ctx ends.
func (c *cli) work(ctx context.Context) error {
	if c.env.App != nil {
		return usagef("a kith runs on this data folder already and does this work")
	}
	app, err := c.open(ctx)
	if err != nil {
		return err
	}
	if err := app.listen(ctx); err != nil {
		return err
	}
	if err := app.StartQueue(ctx); err != nil {
		return err
	}
	app.FollowMoved(ctx)
	app.FollowCompanyNews(ctx)
	fmt.Fprintf(c.env.Stderr, "kith works. Stop it with Ctrl-C.\n")
	<-ctx.Done()
	return nil
}

// Start sets everything in motion and returns the address that it listens on.
func (a *App) Start(ctx context.Context) (string, error) {
	if err := a.FollowIndex(ctx); err != nil {
		return "", err
	}
	if err := a.listen(ctx); err != nil {
		return "", err
	}
	if err := a.StartQueue(ctx); err != nil {
		return "", err
	}
	a.FollowMoved(ctx)
	a.FollowCompanyNews(ctx)
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", a.options.Config.Listen)
	if err != nil {
		return "", kith.Errorf(kith.CodeConflict, "cannot listen on %s; choose another address with --listen: %w", a.options.Config.Listen, err)
	}
	server := &http.Server{
		Handler: a.routes(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 64 << 10,
	}
	go func() {
		if err := server.Serve(listener); err != nil && !errors.Is(err, http.ErrServerClosed) {
			a.log.Error("the server ended", "error", err)
		}
	}()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.onStop("server", func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		return server.Shutdown(ctx)
	})
	return listener.Addr().String(), nil
}

// routes lists what is answered over HTTP: health, and the address by which
// every mail can be stopped.
func (a *App) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", a.handleHealth)
	mux.HandleFunc("GET /u/{token}", a.handleStopPage)
	mux.HandleFunc("POST /u/{token}", a.handleStop)
	return mux
}

// healthReport is the body of /healthz.
type healthReport struct {
	Status     string `json:"status"` // "ok" or "failed"
	Error      string `json:"error,omitempty"`
	Documents  uint64 `json:"documents"`
	Rebuilding bool   `json:"rebuilding"`
	Behind     int64  `json:"behind"` // changes that the index has not taken in yet
}

// handleHealth answers 200 when the store answers, else 503. An index that is
// being rebuilt is reported and is no failure.
func (a *App) handleHealth(w http.ResponseWriter, r *http.Request) {
	report, status := healthReport{Status: "ok"}, http.StatusOK
	head, err := a.DB.Head(r.Context())
	if err != nil {
		report, status = healthReport{Status: "failed", Error: "the database does not answer"}, http.StatusServiceUnavailable
		a.log.Error("health", "error", err)
	} else if ix, err := a.OpenIndex(r.Context()); err == nil {
		state := ix.State()
		report.Documents, report.Rebuilding, report.Behind = state.Documents, state.Rebuilding, max(0, head-state.Position)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(report); err != nil {
		a.log.Debug("health", "error", err)
	}
}
