//go:build linux

package browser_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"kith"
	"kith/crawler/browser"
)

// These tests look at the processes of the machine. Each makes a temporary
// folder its own, by which its processes and files are told from those of
// others, in a process of its own: this program again, as told by asChild.
const asChild = "KITH_BROWSER_TEST_CHILD"

// TestMain plays the child when asked to.
func TestMain(m *testing.M) {
	if mode := os.Getenv(asChild); mode != "" {
		os.Exit(child(mode))
	}
	os.Exit(m.Run())
}

// child draws a page whose script never comes. It says a line when the script
// is asked for, and waits; in the mode "stop" it gives the page up then, closes
// the browser and says what is left.
func child(mode string) int {
	// Whatever loses its parent becomes a child of this process, as in a
	// container: a zombie would show.
	const setChildSubreaper = 36
	if _, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, setChildSubreaper, 1, 0); errno != 0 {
		fmt.Println("prctl:", errno)
		return 1
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	b, err := browser.New(browser.Options{Log: slog.New(slog.DiscardHandler), Fetch: func(ctx context.Context, r kith.Request) (*kith.Response, error) {
		if strings.HasSuffix(r.URL, "/") {
			header := http.Header{"Content-Type": {"text/html"}}
			return &kith.Response{Status: 200, URL: r.URL, Header: header, Body: []byte(`<script src="never.js"></script>`)}, nil
		}
		fmt.Println("drawing")
		if mode == "stop" {
			cancel()
		}
		<-ctx.Done()
		return nil, ctx.Err()
	}})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	_, err = b.Render(ctx, "http://a.example/")
	b.Close()
	fmt.Println("left:", childrenOf(os.Getpid()), err)
	return 0
}

// startChild starts this program as a child with a folder for its files.
func startChild(t *testing.T, mode, folder string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	if err := usable(); err != nil {
		t.Skipf("skipped: %v", err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program)
	cmd.Env = append(os.Environ(), asChild+"="+mode, "TMPDIR="+folder)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "drawing" {
		t.Fatalf("the child said %q", lines.Text())
	}
	return cmd, lines
}

// TestNothingIsLeft sees the processes of a browser, and none after its end:
// none that runs, no zombie, no file.
func TestNothingIsLeft(t *testing.T) {
	t.Parallel()
	folder := openFolder(t)
	cmd, lines := startChild(t, "stop", folder)
	if !lines.Scan() || !strings.HasPrefix(lines.Text(), "left: [] ") {
		t.Errorf("the child said %q", lines.Text())
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	if left := processesOf(folder); len(left) > 0 {
		t.Errorf("still there: %q", left)
	}
	if left, _ := filepath.Glob(folder + "/*"); len(left) > 0 {
		t.Errorf("files are left: %q", left)
	}
}

// TestParentDies kills the process that started a browser, which ends the
// browser too; its files are removed by the next.
func TestParentDies(t *testing.T) {
	t.Parallel()
	folder := openFolder(t)
	cmd, _ := startChild(t, "wait", folder)
	running := processesOf(folder)
	if len(running) < 4 {
		t.Errorf("the test does not see the browser, only %q", running)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // that it was killed is known
	for left := running; len(left) > 0; left = processesOf(folder) {
		if err := kith.Sleep(t.Context(), 10*time.Millisecond); err != nil {
			t.Fatalf("still there: %q", left)
		}
	}
	if left, _ := filepath.Glob(folder + "/*"); len(left) != 1 {
		t.Errorf("files are left: %q, want one profile", left)
	}
	cmd, lines := startChild(t, "stop", folder)
	for lines.Scan() {
		t.Log(lines.Text())
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(folder + "/*"); len(left) > 0 {
		t.Errorf("files are left: %q", left)
	}
}

// TestSandbox looks at how the processes of a browser run: not as root, pages
// under seccomp without a privilege, all of them in a network of their own.
func TestSandbox(t *testing.T) {
	t.Parallel()
	folder := openFolder(t)
	cmd, _ := startChild(t, "wait", folder)
	network, err := os.Readlink("/proc/self/ns/net")
	if err != nil {
		t.Fatal(err)
	}
	pages := 0
	for _, pid := range pidsOf(folder) {
		at := filepath.Join("/proc", strconv.Itoa(pid))
		line, _ := os.ReadFile(at + "/cmdline")
		status, _ := os.ReadFile(at + "/status")
		if theirs, err := os.Readlink(at + "/ns/net"); err == nil && theirs == network {
			t.Errorf("process %d has the network of all: %q", pid, line)
		}
		if !bytes.Contains(status, []byte("\nUid:")) || bytes.Contains(status, []byte("\nUid:\t0\t")) {
			t.Errorf("process %d runs as root: %q", pid, line)
		}
		if bytes.Contains(line, []byte("no-sandbox\x00")) || bytes.Contains(line, []byte("no-sandbox ")) {
			t.Errorf("process %d runs without its sandbox: %q", pid, line)
		}
		if !bytes.Contains(line, []byte("--type=renderer")) {
			continue
		}
		pages++
		for _, want := range []string{"\nSeccomp:\t2\n", "\nNoNewPrivs:\t1\n", "\nCapEff:\t0000000000000000\n"} {
			if !bytes.Contains(status, []byte(want)) {
				t.Errorf("a page runs without %q:\n%s", want, status)
			}
		}
	}
	if pages == 0 {
		t.Error("no page was seen")
	}
	_ = cmd.Process.Kill() // its end is another test's
	_ = cmd.Wait()
}

// openFolder returns a folder that a browser of another user can get into.
func openFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("/tmp", "kt-") //nolint:usetesting // TempDir is closed to others
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	if err := os.Chmod(folder, 0o711); err != nil {
		t.Fatal(err)
	}
	return folder
}

// pidsOf returns the processes that name a folder on their command line.
func pidsOf(folder string) []int {
	var found []int
	lines, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, path := range lines {
		line, err := os.ReadFile(path)
		if err == nil && bytes.Contains(line, []byte(folder)) {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			found = append(found, pid)
		}
	}
	return found
}

// processesOf returns what pidsOf finds, in words.
func processesOf(folder string) []string {
	var found []string
	for _, pid := range pidsOf(folder) {
		name, _ := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "comm"))
		found = append(found, fmt.Sprintf("%d %s", pid, bytes.TrimSpace(name)))
	}
	return found
}

// childrenOf returns the children of a process, zombies too.
func childrenOf(parent int) []string {
	var found []string
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		stat, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		words := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
		if len(words) > 1 && words[1] == strconv.Itoa(parent) {
			found = append(found, string(stat[:bytes.LastIndexByte(stat, ')')+1]))
		}
	}
	return found
}
