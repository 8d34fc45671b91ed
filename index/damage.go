package index

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// bleve opens a damaged segment without complaint and panics in the middle of
// a search, a batch or a merge. So the files are looked at before bleve reads
// them: each segment ends in a checksum of its own (zap's footer), which is
// verified when the index is opened, when it has been built, and every minute
// while Follow runs; and before every search and batch a glance at size and
// time of the files tells whether somebody else wrote to them since. What
// still comes through becomes a panic in one of our goroutines and is caught.

// errDamaged is in the chain of every error that means that the files of an
// index cannot be trusted.
var errDamaged = errors.New("the index is damaged")

// errStuck is the error of a call that has not come back.
var errStuck = fmt.Errorf("%w: a call does not return", errDamaged)

// faultCallback is the name under which bleve knows catchFaults.
const faultCallback = "kith-catch-faults"

// bleve's registry of callbacks is to be written before the program starts its
// first goroutine, and by name; hence this assignment in place of an option.
var _ = registerFaultCallback()

func registerFaultCallback() bool {
	scorch.RegistryEventCallbacks[faultCallback] = catchFaults
	return true
}

// catchFaults is called by bleve in its own goroutines that merge and persist.
// It makes a fault over a truncated file a panic there, which bleve catches,
// instead of the end of the process.
func catchFaults(scorch.Event) bool {
	debug.SetPanicOnFault(true)
	return true
}

// guarded runs call in a goroutine where panics and faults are caught and
// become errors, and returns when call does. When ctx ends and call has not
// returned grace later, or when broken reports true for so long, it gives up
// on the goroutine with errStuck.
func guarded(ctx context.Context, call func() error, grace time.Duration, broken func() bool) error {
	done := make(chan error, 1)
	go func() {
		debug.SetPanicOnFault(true)
		defer func() {
			if r := recover(); r != nil {
				done <- &panicError{value: r, stack: debug.Stack()}
			}
		}()
		done <- call()
	}()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for waited := time.Duration(0); waited < grace; {
		select {
		case err := <-done:
			return err
		case <-tick.C:
			if ctx.Err() != nil || broken() {
				waited += 100 * time.Millisecond
			}
		}
	}
	return errStuck
}

// sound is the broken of calls that nothing but their context ends.
func sound() bool { return false }

// panicError is a panic that was caught.
type panicError struct {
	value any
	stack []byte
}

// Error returns the panic's value.
func (e *panicError) Error() string { return fmt.Sprintf("panic: %v", e.value) }

// footprint tells whether a file was written to.
type footprint struct {
	size int64
	time time.Time
}

func footprintOf(path string) (footprint, error) {
	info, err := os.Stat(path)
	if err != nil {
		return footprint{}, err
	}
	return footprint{size: info.Size(), time: info.ModTime()}, nil
}

// verifySegment reads a segment file and compares its checksum, the CRC-32
// (IEEE) in its last four bytes, big-endian, over all bytes before them. It
// returns what the file looked like before it was read.
func verifySegment(ctx context.Context, path string) (footprint, error) {
	f, err := os.Open(path)
	if err != nil {
		return footprint{}, unreadable(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return footprint{}, unreadable(err)
	}
	const footer = 4
	if info.Size() <= footer {
		return footprint{}, fmt.Errorf("%w: %s has %d bytes", errDamaged, path, info.Size())
	}
	sum, err := checksum(ctx, io.LimitReader(f, info.Size()-footer))
	if ctx.Err() != nil {
		return footprint{}, ctx.Err()
	}
	if err != nil {
		return footprint{}, unreadable(err)
	}
	var want [footer]byte
	_, err = io.ReadFull(f, want[:])
	if err != nil {
		return footprint{}, unreadable(err)
	}
	if binary.BigEndian.Uint32(want[:]) != sum {
		return footprint{}, fmt.Errorf("%w: the checksum of %s is wrong", errDamaged, path)
	}
	return footprint{size: info.Size(), time: info.ModTime()}, nil
}

// unreadable makes damage of an error that a file gives, unless the machine
// has only run out of open files.
func unreadable(err error) error {
	if errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) {
		return fmt.Errorf("verifying the index: %w", err)
	}
	return fmt.Errorf("%w: %w", errDamaged, err)
}

// checksum returns the CRC-32 (IEEE) of all that r holds.
func checksum(ctx context.Context, r io.Reader) (uint32, error) {
	hash := crc32.NewIEEE()
	buf := make([]byte, 256<<10)
	for {
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		n, err := r.Read(buf)
		hash.Write(buf[:n])
		if errors.Is(err, io.EOF) {
			return hash.Sum32(), nil
		}
		if err != nil {
			return 0, err
		}
	}
}

// checksumFile returns the CRC-32 (IEEE) of a file in hexadecimal.
func checksumFile(ctx context.Context, path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum, err := checksum(ctx, f)
	return fmt.Sprintf("%08x", sum), err
}
