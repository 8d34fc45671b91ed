//go:build linux

package index_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"kith"
	"kith/index"
)

// fullDir makes the test binary the process whose disk is full.
const fullDir = "KITH_INDEX_FULL_DIR"

// TestDiskFull runs a process in which no file can grow any more while its
// index is fed. Catching up says so, searches go on, and once there is room
// again nothing is missing.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), fullDir+"="+t.TempDir())
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.HasSuffix(string(out), "whole\n") {
		t.Errorf("%v:\n%.3000s", err, out)
	}
}

// fill is the process whose disk is full.
func fill(dir string) error {
	signal.Ignore(syscall.SIGXFSZ)
	var store ledger
	store.head.Store(400)
	ix, err := index.Open(context.Background(), options(dir, &store))
	if err != nil {
		return err
	}
	_, err = ix.CatchUp(context.Background())
	if err != nil {
		return err
	}
	var limit syscall.Rlimit
	err = syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit)
	if err != nil {
		return err
	}
	err = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 4096, Max: limit.Max})
	if err != nil {
		return err
	}
	store.head.Store(900)
	_, err = ix.CatchUp(context.Background())
	if err == nil {
		return errors.New("a full disk is no error")
	}
	found, err := ix.Search(context.Background(), index.Query{Text: "number7"})
	if err != nil || found.Total != 1 {
		return fmt.Errorf("on a full disk %d are found: %w", found.Total, err)
	}
	err = syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit)
	if err != nil {
		return err
	}
	for tries := 0; ; tries++ {
		_, err = ix.CatchUp(context.Background())
		if err == nil {
			break
		}
		if tries == 50 {
			return fmt.Errorf("with room again: %w", err)
		}
		err = kith.Sleep(context.Background(), 100*time.Millisecond)
		if err != nil {
			return err
		}
	}
	err = ix.Close()
	if err != nil {
		return err
	}
	return checkWhole(dir, &store)
}

// checkWhole opens the index once more and counts.
func checkWhole(dir string, store *ledger) error {
	ix, err := index.Open(context.Background(), options(dir, store))
	if err != nil {
		return err
	}
	_, err = ix.CatchUp(context.Background())
	if err != nil {
		return err
	}
	found, err := ix.Search(context.Background(), index.Query{})
	if err != nil || found.Total != uint64(store.head.Load()) {
		return fmt.Errorf("with room again %d are found: %w", found.Total, err)
	}
	fmt.Println("whole")
	return ix.Close()
}
