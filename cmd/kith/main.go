// Command kith finds the openings that never reach the job boards in time,
// and tells people whom they know there.
//
// Every verb has a file of its own. app.go ties the parts together, cli.go
// reads the command line, forward.go lets a second terminal speak to a kith
// that already runs on the same data folder.
package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	slog.SetDefault(slog.New(slog.DiscardHandler)) // libraries that speak to the machine's own log have nobody to hear them
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, processEnv())
	stop()
	os.Exit(code)
}

// processEnv is the world of this process.
func processEnv() Env {
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	return Env{
		Args: os.Args[1:], Dir: dir, Environ: os.Environ(),
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Width: terminalWidth(os.Stderr), Clock: time.Now,
	}
}
