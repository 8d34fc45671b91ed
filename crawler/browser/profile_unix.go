//go:build unix

package browser

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/gofrs/flock"

	"kith"
)

// profile is the folder that a browser keeps its files in. It is locked as
// long as this process lives, so that the next one can tell what was left
// behind by one that was killed.
type profile struct {
	folder string
	home   string // inside, the browser's own
	lock   *flock.Flock
}

// profiles begins the name of every such folder.
const profiles = "kith-browser-"

// maxBase is the longest path that profiles are made in: the browser makes a
// socket inside, and the whole path of one is 103 bytes at most on macOS.
const maxBase = 28

// base returns where profiles are made.
func base() string {
	if temp := os.TempDir(); len(temp) <= maxBase {
		return temp
	}
	return "/tmp"
}

// newProfile makes an empty profile, and removes those that nobody uses.
func newProfile() (*profile, error) {
	sweep()
	folder, err := os.MkdirTemp(base(), profiles)
	if err != nil {
		return nil, fmt.Errorf("making a folder: %w", err)
	}
	p := &profile{folder: folder, home: filepath.Join(folder, "home"), lock: flock.New(filepath.Join(folder, "making"))}
	if err := p.prepare(); err != nil {
		return nil, errors.Join(err, p.remove())
	}
	return p, nil
}

// prepare locks the folder and makes the browser's own in it. The lock gets
// its name when it is held, so that nobody finds it free.
func (p *profile) prepare() error {
	if _, err := p.lock.TryLock(); err != nil {
		return fmt.Errorf("locking %s: %w", p.folder, err)
	}
	if err := os.Rename(p.lock.Path(), filepath.Join(p.folder, "lock")); err != nil {
		return fmt.Errorf("naming the lock: %w", err)
	}
	if err := os.Mkdir(p.home, 0o700); err != nil {
		return fmt.Errorf("making a folder: %w", err)
	}
	as, err := lowerUser()
	if err != nil || as == nil {
		return err
	}
	if err := os.Chmod(p.folder, 0o711); err != nil {
		return fmt.Errorf("opening the folder to the browser: %w", err)
	}
	if err := os.Chown(p.home, int(as.Uid), int(as.Gid)); err != nil {
		return fmt.Errorf("giving the folder to the browser: %w", err)
	}
	return nil
}

// remove removes the profile from the disk.
func (p *profile) remove() error {
	return errors.Join(os.RemoveAll(p.folder), p.lock.Unlock())
}

// sweep removes the profiles of processes that are no more. What cannot be
// removed waits for the next time.
func sweep() {
	folders, _ := filepath.Glob(filepath.Join(base(), profiles+"*")) // the pattern is well formed
	for _, folder := range folders {
		lock := filepath.Join(folder, "lock")
		if !isOwn(folder) || !isOwn(lock) {
			continue
		}
		held := flock.New(lock, flock.SetFlag(os.O_RDONLY))
		if free, err := held.TryLock(); err == nil && free {
			_ = os.RemoveAll(folder)
			_ = held.Unlock()
		}
	}
}

// isOwn reports whether a file or folder, and no link to one, belongs to the
// user of this process.
func isOwn(path string) bool {
	info, err := os.Lstat(path)
	if err != nil || info.Mode()&os.ModeSymlink != 0 {
		return false
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}

// lowerUser returns the user that the browser runs as when this process is
// root's, since Chromium refuses its sandbox to root; otherwise nil.
func lowerUser() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		return nil, kith.Errorf(kith.CodeUnavailable,
			"the browser does not run as root, and there is no user nobody to run it as; start kith as another user, or unset crawler.browser: %w", err)
	}
	uid, errUser := strconv.ParseUint(nobody.Uid, 10, 32)
	gid, errGroup := strconv.ParseUint(nobody.Gid, 10, 32)
	if err := errors.Join(errUser, errGroup); err != nil || uid == 0 {
		return nil, kith.Errorf(kith.CodeUnavailable, "the user nobody of this machine cannot run the browser; start kith as another user, or unset crawler.browser")
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}
