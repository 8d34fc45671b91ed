package browser

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// withParent returns the attributes of a process that ends when this one does,
// however that ends.
func withParent() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}

// isolation returns the attributes of a process that has, besides, a network
// of its own, which leads nowhere. Only root may make one as it is; others
// make a user namespace around it, in which they stay who they are.
func isolation() *syscall.SysProcAttr {
	apart := withParent()
	apart.Cloneflags = syscall.CLONE_NEWNET
	if os.Geteuid() != 0 {
		apart.Cloneflags |= syscall.CLONE_NEWUSER
		apart.UidMappings = []syscall.SysProcIDMap{{ContainerID: os.Geteuid(), HostID: os.Geteuid(), Size: 1}}
		apart.GidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getegid(), HostID: os.Getegid(), Size: 1}}
	}
	return apart
}

// isRefusedIsolation reports whether a process could not be started because
// the system does not let it have namespaces.
func isRefusedIsolation(err error) bool {
	for _, refusal := range []error{syscall.EPERM, syscall.EACCES, syscall.EINVAL, syscall.ENOSPC, syscall.EUSERS} {
		if errors.Is(err, refusal) {
			return true
		}
	}
	return false
}

// memory returns how many bytes the processes of the browser take together,
// without the program itself, which they share.
func (p *process) memory() int64 {
	var total int64
	for _, pid := range processes() {
		if statOf(pid).group != p.pid {
			continue
		}
		status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
		if err != nil { // it has ended
			continue
		}
		total += kilobytes(status, "RssAnon:") + kilobytes(status, "RssShmem:")
	}
	return total << 10
}

// crashReporter is the program of Chromium that leaves the group of the others.
const crashReporter = "chrome_crashpad"

// strays returns the processes of the browser that left its group. They are
// known by their command line, a program from the folder of the browser and
// its profile; or, when they have ended and are children of this process, by
// their name alone.
func (p *process) strays() []int {
	var found []int
	for _, pid := range processes() {
		of := statOf(pid)
		line, _ := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "cmdline")) // empty when it has ended
		runs := bytes.HasPrefix(line, []byte(p.programs)) && bytes.Contains(line, []byte(p.home.folder))
		ended := of.state == "Z" && of.parent == os.Getpid() && strings.HasPrefix(of.name, crashReporter)
		if of.group != p.pid && (runs || ended) {
			found = append(found, pid)
		}
	}
	return found
}

// processes returns the ids of all processes of the machine.
func processes() []int {
	entries, _ := os.ReadDir("/proc") // without it there is nothing to find
	var pids []int
	for _, entry := range entries {
		if pid, err := strconv.Atoi(entry.Name()); err == nil && pid != os.Getpid() {
			pids = append(pids, pid)
		}
	}
	return pids
}

// stat is what the system tells of a process in one line (proc(5)).
type stat struct {
	name   string
	state  string // Z when it has ended and nobody has waited for it
	parent int
	group  int
}

// statOf returns the line of a process; it is empty when there is none. The
// name is in brackets and may itself contain anything.
func statOf(pid int) stat {
	line, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	begin, end := bytes.IndexByte(line, '('), bytes.LastIndexByte(line, ')')
	if err != nil || begin < 0 || end < begin {
		return stat{}
	}
	words := strings.Fields(string(line[end+1:]))
	if len(words) < 3 {
		return stat{}
	}
	parent, _ := strconv.Atoi(words[1]) // 0 is no process
	group, _ := strconv.Atoi(words[2])
	return stat{name: string(line[begin+1 : end]), state: words[0], parent: parent, group: group}
}

// kilobytes returns the number in the line of a status that begins with name.
func kilobytes(status []byte, name string) int64 {
	for line := range strings.Lines(string(status)) {
		if value, found := strings.CutPrefix(line, name); found {
			n, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64) // 0 when it is none
			return n
		}
	}
	return 0
}
