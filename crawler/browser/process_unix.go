//go:build unix

package browser

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"kith"
)

// supported says why browsers cannot be used on this system, or nil.
func supported() error {
	_, err := lowerUser()
	return err
}

// process is a running browser, with all the processes that it starts.
type process struct {
	commands *os.File // what is written here, it reads
	replies  *os.File // what it writes is read here
	home     *profile
	programs string // the folder of the program, with its slash
	said     *tail
	pid      int // of the first process, and of the group that all are in
	kill     chan struct{}
	ended    chan struct{}
}

// start starts a browser with a profile.
func start(path string, home *profile, log *slog.Logger) (*process, error) {
	p, err := startIn(isolation(), path, home)
	if err != nil && isRefusedIsolation(err) {
		// Not every system lets a program have a network of its own. The flags
		// keep the browser from the network all the same.
		log.Warn("the browser gets no network namespace of its own: it is told to send everything through kith, and nothing but that keeps it to it", "err", err.Error())
		p, err = startIn(nil, path, home)
	}
	if err != nil {
		return nil, kith.Errorf(kith.CodeUnavailable, "the browser %s cannot be started: %w", path, err)
	}
	return p, nil
}

// startIn starts a browser that is kept apart as given.
func startIn(apart *syscall.SysProcAttr, path string, home *profile) (*process, error) {
	commandsIn, commands, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("making a pipe: %w", err)
	}
	defer commandsIn.Close()
	replies, repliesOut, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("making a pipe: %w", err), commands.Close())
	}
	defer repliesOut.Close()

	p := &process{
		commands: commands, replies: replies, home: home, programs: filepath.Dir(path) + string(filepath.Separator), said: new(tail),
		kill: make(chan struct{}), ended: make(chan struct{}),
	}
	cmd := &exec.Cmd{
		Path: path, Args: append([]string{path}, flags(home.home)...), Dir: home.home, Env: environment(home.home),
		Stdout: p.said, Stderr: p.said, ExtraFiles: []*os.File{commandsIn, repliesOut}, // descriptors 3 and 4
		SysProcAttr: apart, WaitDelay: 2 * time.Second,
	}
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = withParent()
	}
	cmd.SysProcAttr.Setpgid = true
	if cmd.SysProcAttr.Credential, err = lowerUser(); err != nil {
		return nil, errors.Join(err, commands.Close(), replies.Close())
	}
	started := make(chan error)
	go p.run(cmd, started)
	if err := <-started; err != nil {
		return nil, errors.Join(err, commands.Close(), replies.Close())
	}
	return p, nil
}

// run starts the first process and stays with it: on Linux a process ends with
// the thread that started it, and only the end of kith shall end it so.
func (p *process) run(cmd *exec.Cmd, started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := cmd.Start(); err != nil {
		started <- err
		return
	}
	p.pid = cmd.Process.Pid
	started <- nil
	<-p.kill
	// Nobody has waited for the first process yet, so that its number cannot
	// have gone to another.
	strays := p.strays()
	_ = syscall.Kill(-p.pid, syscall.SIGKILL) // it may have ended by itself
	_ = cmd.Wait()                            // that it was killed is known
	p.reap(strays)
	close(p.ended)
}

// stop ends the browser and returns when none of its processes is left.
func (p *process) stop() {
	close(p.kill)
	<-p.ended
	_ = p.commands.Close() // both are pipes: nothing is lost that was not lost before
	_ = p.replies.Close()
}

// reap waits for processes of the browser that became children of this one,
// as they do when it is the first process of a container.
func (p *process) reap(strays []int) {
	for {
		if _, err := syscall.Wait4(-p.pid, nil, 0, nil); err != nil && !errors.Is(err, syscall.EINTR) {
			break // no more
		}
	}
	for _, pid := range strays {
		_ = syscall.Kill(pid, syscall.SIGKILL)
		_, _ = syscall.Wait4(pid, nil, 0, nil) // an error where it is nobody's child here
	}
}

// watch ends the browser when its processes take more memory together than
// they may.
func (p *process) watch(ctx context.Context, l limits, tooMuch func()) {
	for kith.Sleep(ctx, l.tick) == nil {
		if p.memory() > l.memory {
			tooMuch()
			return
		}
	}
}

// whyEnded says why a browser ended by itself, from what it said last.
func (p *process) whyEnded() error {
	said := p.said.String()
	switch {
	case strings.Contains(said, "No usable sandbox"), strings.Contains(said, "Failed to move to new namespace"),
		strings.Contains(said, "without --no-sandbox"), strings.Contains(said, "setuid_sandbox_host"):
		return kith.Errorf(kith.CodeUnavailable,
			"the browser cannot set up its sandbox here, and is not used without it: let programs make user namespaces (sysctl user.max_user_namespaces, kernel.apparmor_restrict_unprivileged_userns; in a container, its seccomp profile), or unset crawler.browser")
	case said == "":
		return kith.Errorf(kith.CodeUnavailable, "the browser ended by itself")
	default:
		return kith.Errorf(kith.CodeUnavailable, "the browser ended by itself; it said last: %s", said)
	}
}

// environment returns the variables of the browser. Those of kith, which may
// hold passwords, are not among them.
func environment(home string) []string {
	return []string{
		"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "TZ=UTC",
		"HOME=" + home, "TMPDIR=" + home,
		"XDG_CONFIG_HOME=" + filepath.Join(home, "config"), "XDG_CACHE_HOME=" + filepath.Join(home, "cache"),
		"XDG_RUNTIME_DIR=" + home, "DBUS_SESSION_BUS_ADDRESS=disabled:",
	}
}

// tail keeps the last of what a process says, without what it always says.
type tail struct {
	mu   sync.Mutex
	last []byte
}

// maxTail is how many bytes a tail keeps.
const maxTail = 4 << 10

// Write keeps the end of p.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last = append(t.last, p...)
	if over := len(t.last) - maxTail; over > 0 {
		t.last = append([]byte(nil), t.last[over:]...)
	}
	return len(p), nil
}

// String returns the last lines that say something, as one.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var lines []string
	for line := range strings.Lines(string(t.last)) {
		if line = strings.TrimSpace(line); line != "" && !strings.Contains(line, "dbus/") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines[max(0, len(lines)-4):], " | ")
}
