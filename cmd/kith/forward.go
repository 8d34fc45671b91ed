package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"kith"
)

// One process owns a data folder. It listens on a socket there, and a verb
// that is started in a second terminal is run by the owner: the terminal sends
// one call, then its standard input; the owner answers with frames.

// owner marks the verbs that want to own the data folder themselves.
const owner = "owner"

// call is what the terminal sends first.
type call struct {
	Args  []string `json:"args"`
	Dir   string   `json:"dir"`
	Width int      `json:"width"`
}

// frame is a piece of the answer: output, or the exit code at the end.
type frame struct {
	Stdout []byte `json:"out,omitempty"`
	Stderr []byte `json:"err,omitempty"`
	Exit   *int   `json:"exit,omitempty"`
}

// errForwarded ends a run that was done by the owner of the data folder.
type errForwarded struct{ code int }

// Error says that the run was done elsewhere; nobody is shown it.
func (e errForwarded) Error() string { return fmt.Sprintf("done elsewhere with %d", e.code) }

func socketPath(data string) string { return filepath.Join(data, "kith.sock") }

// forward runs the command line in the kith that listens in the data folder.
// It returns nil when there is none, and errForwarded when it was run there.
func forward(ctx context.Context, data string, env Env) error {
	dialer := net.Dialer{Timeout: 2 * time.Second}
	conn, err := dialer.DialContext(ctx, "unix", socketPath(data))
	if err != nil {
		return nil // nobody listens: this process opens the folder itself
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	if err := json.NewEncoder(conn).Encode(call{env.Args, env.Dir, env.Width}); err != nil {
		return kith.Errorf(kith.CodeUnavailable, "the kith that runs on %s does not answer; try again: %w", data, err)
	}
	go sendInput(conn, env.Stdin)
	err = receive(json.NewDecoder(conn), env)
	var done errForwarded
	if ctx.Err() != nil && !errors.As(err, &done) {
		return ctx.Err() // this terminal went away, not the other kith
	}
	return err
}

// sendInput copies standard input to the owner and then closes that direction.
func sendInput(conn net.Conn, input io.Reader) {
	if input != nil {
		_, _ = io.Copy(conn, input) // the owner notices an input that breaks off
	}
	if half, ok := conn.(*net.UnixConn); ok {
		_ = half.CloseWrite()
	}
}

// receive prints the owner's frames until the exit code.
func receive(frames *json.Decoder, env Env) error {
	for {
		var f frame
		if err := frames.Decode(&f); err != nil {
			return kith.Errorf(kith.CodeUnavailable, "the kith that did this was stopped before it was done; run the same again: %w", err)
		}
		if _, err := env.Stdout.Write(f.Stdout); err != nil {
			return fmt.Errorf("writing the result: %w", err)
		}
		if _, err := env.Stderr.Write(f.Stderr); err != nil {
			return fmt.Errorf("writing messages: %w", err)
		}
		if f.Exit != nil {
			return errForwarded{*f.Exit}
		}
	}
}

// socket runs the command lines that arrive on the data folder's socket.
type socket struct {
	listener net.Listener
	app      *App
	calls    sync.WaitGroup
}

// listenSocket begins to listen. The caller owns the data folder, so that a
// socket file that lies there is left from a process that was killed.
func listenSocket(ctx context.Context, app *App, data string) (*socket, error) {
	path := socketPath(data)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("removing an old socket: %w", err)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "unix", path)
	if err != nil {
		return nil, fmt.Errorf("listening on %s: %w", path, err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("closing %s to others: %w", path, err), listener.Close())
	}
	return &socket{listener: listener, app: app}, nil
}

// serve answers calls until the listener is closed.
func (s *socket) serve(ctx context.Context) {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.calls.Go(func() { s.answer(ctx, conn) })
	}
}

// close stops listening and waits for the calls that are under way.
func (s *socket) close() error {
	err := s.listener.Close()
	s.calls.Wait()
	return err
}

// answer runs one call. A terminal that goes away cancels it.
func (s *socket) answer(ctx context.Context, conn net.Conn) {
	defer conn.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	decoder := json.NewDecoder(conn)
	var c call
	if err := decoder.Decode(&c); err != nil {
		return
	}
	out := &frames{encoder: json.NewEncoder(conn), lost: cancel}
	input, feed := io.Pipe()
	go func() {
		_, err := io.Copy(feed, io.MultiReader(decoder.Buffered(), conn))
		feed.CloseWithError(err)
	}()
	go out.keepAlive(ctx)
	code := run(ctx, Env{
		Args: c.Args, Dir: c.Dir, Width: c.Width, Stdin: input, App: s.app, Clock: s.app.options.Clock,
		Stdout: writerFunc(func(p []byte) error { return out.send(frame{Stdout: p}) }),
		Stderr: writerFunc(func(p []byte) error { return out.send(frame{Stderr: p}) }),
	})
	_ = input.Close()                // whoever still reads it sees its end
	_ = out.send(frame{Exit: &code}) // the terminal may have gone away
}

// frames sends frames one at a time.
type frames struct {
	mu      sync.Mutex // guards encoder
	encoder *json.Encoder
	lost    context.CancelFunc
}

// keepAlive sends an empty frame every second, so that a terminal that went
// away is noticed by a verb that has nothing to say for a while.
func (f *frames) keepAlive(ctx context.Context) {
	for kith.Sleep(ctx, time.Second) == nil && f.send(frame{}) == nil {
	}
}

func (f *frames) send(piece frame) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.encoder.Encode(piece); err != nil {
		f.lost()
		return fmt.Errorf("the terminal went away: %w", err)
	}
	return nil
}

// writerFunc makes a function an io.Writer.
type writerFunc func([]byte) error

// Write hands p to the function; part of io.Writer.
func (w writerFunc) Write(p []byte) (int, error) {
	if err := w(p); err != nil {
		return 0, err
	}
	return len(p), nil
}
