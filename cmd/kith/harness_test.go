package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain lets the test binary be kith itself, so that tests run the real
// program in processes of their own and can kill it. Most of these tests wait
// for the pace of the sites that they visit, so that more of them run at once
// than there are processors.
func TestMain(m *testing.M) {
	if os.Getenv("KITH_TEST_MAIN") == "1" {
		os.Unsetenv("KITH_TEST_MAIN")
		if ahead, err := time.ParseDuration(os.Getenv("KITH_TEST_AHEAD")); err == nil {
			os.Exit(mainAhead(ahead))
		}
		main()
		return
	}
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "test.parallel" })
	if !given {
		_ = flag.Set("test.parallel", "8") // the flag exists, and 8 is a number
	}
	os.Exit(m.Run())
}

// mainAhead is main with a clock that is so far ahead of the machine's.
func mainAhead(ahead time.Duration) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	env := processEnv()
	env.Clock = func() time.Time { return time.Now().Add(ahead) }
	return run(ctx, env)
}

// terminal runs kith on one data folder.
type terminal struct {
	t        *testing.T
	data     string
	database string // "" is SQLite in the data folder
	env      []string
	ahead    time.Duration // of the machine's clock; 0 is that clock
}

func newTerminal(t *testing.T, env ...string) *terminal {
	t.Helper()
	return &terminal{t: t, data: filepath.Join(t.TempDir(), "data"), env: env}
}

// command prepares a run of kith.
func (k *terminal) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Env = append([]string{
		"KITH_TEST_MAIN=1", "KITH_DATA=" + k.data, "KITH_DATABASE=" + k.database, "KITH_TIME_ZONE=UTC",
		"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "KITH_LISTEN=127.0.0.1:0",
	}, k.env...)
	if k.ahead != 0 {
		cmd.Env = append(cmd.Env, "KITH_TEST_AHEAD="+k.ahead.String())
	}
	cmd.Dir = filepath.Dir(k.data)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 20 * time.Second
	return cmd
}

// try runs a verb and returns what it printed and its exit code.
func (k *terminal) try(args ...string) (stdout, stderr string, code int) {
	k.t.Helper()
	cmd := k.command(k.t.Context(), args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		k.t.Fatalf("kith %s: %v", strings.Join(args, " "), err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// run runs a verb that must succeed.
func (k *terminal) run(args ...string) string {
	k.t.Helper()
	stdout, stderr, code := k.try(args...)
	if code != exitDone {
		k.t.Fatalf("kith %s: exit %d\n%s%s", strings.Join(args, " "), code, stdout, stderr)
	}
	return stdout
}

// fails runs a verb that must end with an exit code and one sentence that
// holds each of the words.
func (k *terminal) fails(code int, words []string, args ...string) {
	k.t.Helper()
	_, stderr, got := k.try(args...)
	if got != code {
		k.t.Errorf("kith %s: exit %d, want %d\n%s", strings.Join(args, " "), got, code, stderr)
	}
	for _, word := range words {
		if !strings.Contains(stderr, word) {
			k.t.Errorf("kith %s says %q, want it to say %q", strings.Join(args, " "), stderr, word)
		}
	}
	if lines := strings.Count(stderr, "\n"); lines != 1 {
		k.t.Errorf("kith %s says %d lines, want one sentence: %s", strings.Join(args, " "), lines, stderr)
	}
}

// object is one line of --json.
type object map[string]any

func (o object) text(key string) string {
	text, _ := o[key].(string)
	return text
}

func (o object) number(key string) int {
	number, _ := o[key].(float64)
	return int(number)
}

// lines runs a verb with --json and returns its lines. The exit code may be
// any of the given ones, done when none is given.
func (k *terminal) lines(codes []int, args ...string) []object {
	k.t.Helper()
	stdout, stderr, code := k.try(append(args, "--json")...)
	ok := code == exitDone && codes == nil
	for _, c := range codes {
		ok = ok || c == code
	}
	if !ok {
		k.t.Fatalf("kith %s: exit %d\n%s", strings.Join(args, " "), code, stderr)
	}
	return parseLines(k.t, stdout)
}

func parseLines(t *testing.T, text string) []object {
	t.Helper()
	var found []object
	for line := range strings.Lines(text) {
		var o object
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Fatalf("not a line of JSON: %q: %v", line, err)
		}
		found = append(found, o)
	}
	return found
}

// start runs a long verb until the test ends; stop ends it softly and waits.
func (k *terminal) start(args ...string) (stop func()) {
	k.t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(k.t.Context()))
	cmd := k.command(ctx, args...)
	var errs lockedBuffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { _ = cmd.Wait(); close(done) }()
	stopped := false
	stop = func() {
		if !stopped {
			stopped = true
			cancel()
			<-done
		}
	}
	k.t.Cleanup(stop)
	for range 200 {
		if strings.Contains(errs.String(), "Ctrl-C") {
			return stop
		}
		select {
		case <-done:
			k.t.Fatalf("kith %s ended: %s", strings.Join(args, " "), errs.String())
		case <-time.After(50 * time.Millisecond):
		}
	}
	k.t.Fatalf("kith %s did not come up: %s", strings.Join(args, " "), errs.String())
	return stop
}
