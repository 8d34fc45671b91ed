package bench_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// cost is what something took, by the wall and of the processors.
type cost struct{ wall, cpu time.Duration }

func (c cost) less(spare cost) cost {
	return cost{wall: max(c.wall-spare.wall, 1), cpu: max(c.cpu-spare.cpu, 1)}
}

// moment is a begin of measuring.
type moment struct {
	wall time.Time
	cpu  time.Duration
}

func begin() moment { return moment{wall: time.Now(), cpu: processorTime()} }

func (m moment) end() cost { return cost{wall: time.Since(m.wall), cpu: processorTime() - m.cpu} }

// processorTime returns the time that the threads of this process have run.
func processorTime() time.Duration {
	var usage syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	if err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// measured are the costs of many queries.
type measured struct {
	wall []time.Duration
	cpu  time.Duration
}

func (m *measured) add(c cost) {
	m.wall = append(m.wall, c.wall)
	m.cpu += c.cpu
}

func (m *measured) report(b *testing.B, name string) {
	b.ReportMetric(float64(percentile(m.wall, .5).Microseconds()), name+"-p50-µs")
	b.ReportMetric(float64(percentile(m.wall, .95).Microseconds()), name+"-p95-µs")
	b.ReportMetric(float64(m.cpu.Microseconds())/float64(len(m.wall)), name+"-cpu-µs")
}

func percentile(took []time.Duration, q float64) time.Duration {
	sorted := slices.Clone(took)
	slices.Sort(sorted)
	return sorted[int(q*float64(len(sorted)-1))]
}

// memory is the most that was held, in bytes.
type memory struct{ heap, resident uint64 }

// watchMemory samples the heap, and asks the system for the resident size,
// until the function that it returns is called. The resident size counts the
// pages of mapped files too.
func watchMemory() (stop func() memory) {
	runtime.GC()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // begin the peak anew, where there is such a file
	var peak memory
	var wait sync.WaitGroup
	done := make(chan struct{})
	wait.Go(func() {
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak.heap = max(peak.heap, m.HeapInuse)
			select {
			case <-done:
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	})
	return func() memory {
		close(done)
		wait.Wait()
		peak.resident = peakRSS()
		return peak
	}
}

// peakRSS returns the largest resident size of the process in bytes, 0 where
// the system does not say.
func peakRSS() uint64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		var n uint64
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &n); err == nil {
			return n << 10
		}
	}
	return 0
}

// sizeOf returns the bytes of all files below dir.
func sizeOf(b *testing.B, dir string) int64 {
	b.Helper()
	var size int64
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return size
}
