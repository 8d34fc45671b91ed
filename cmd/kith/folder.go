package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"

	"kith"
)

// folder is the possession of a data folder: a lock that the operating system
// gives back when the process ends, however it ends.
type folder struct{ lock *flock.Flock }

// ownFolder takes possession of a data folder. It returns CodeConflict when
// another process has it.
func ownFolder(dir string) (*folder, error) {
	path := filepath.Join(dir, "kith.lock")
	lock := flock.New(path, flock.SetPermissions(0o600))
	taken, err := lock.TryLock()
	if err != nil {
		return nil, kith.Errorf(kith.CodeUnavailable, "the data folder %s cannot be used: %w", dir, err)
	}
	if !taken {
		return nil, kith.Errorf(kith.CodeConflict, "another kith%s is using %s; wait until it is done, or give this one another folder with --data", ownerOf(path), dir)
	}
	if err := os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o600); err != nil {
		return nil, kith.Errorf(kith.CodeUnavailable, "the data folder %s cannot be written to: %w", dir, err)
	}
	return &folder{lock}, nil
}

// ownerOf names the process that holds a lock file, where it says so.
func ownerOf(path string) string {
	content, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	if pid := strings.TrimSpace(string(content)); pid != "" {
		return " (process " + pid + ")"
	}
	return ""
}

func (f *folder) release() error {
	if err := f.lock.Unlock(); err != nil {
		return fmt.Errorf("releasing the lock: %w", err)
	}
	return nil
}
