package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kith/crawler/board"
)

// fault is one way in which the recorded web misbehaves, and what the visit
// must be called then.
var replayFaults = []struct {
	kind     string
	outcomes []string
}{
	{"bad-json", []string{"failed", "partial"}},
	{"huge", []string{"failed", "partial"}},
	{"empty-list", []string{"complete", "unchanged", "partial", "failed"}},
	{"status:500", []string{"failed", "partial"}},
	{"status:503", []string{"failed", "partial"}},
	{"status:403", []string{"refused", "partial"}},
	{"status:404", []string{"gone", "partial"}},
	{"status:429", []string{"failed", "partial"}},
	{"retry-after:2", []string{"failed", "partial", "unchanged"}},
	{"truncate", []string{"failed", "partial"}},
	{"reset", []string{"failed", "partial"}},
	{"gzip-bomb", []string{"failed", "partial"}},
	{"redirect-loop", []string{"failed", "partial"}},
	{"redirect-private", []string{"refused", "partial"}},
	{"wrong-charset", []string{"complete", "unchanged"}},
	{"slow-drip", []string{"failed", "partial"}},
	{"timeout", []string{"failed", "partial"}},
}

// quickFaults is how many of the faults, the first ones, are played when the
// recorded web is not played in full.
const quickFaults = 3

// maxMemory is the bound on kith's memory under faults, in bytes.
const maxMemory = 200 << 20

// TestReplayFaults plays faults on one board of each kind at once: no
// opening is closed or lost, the others are unaffected, outcomes are named
// rightly, memory stays bounded, and the next good visit heals. Every fault on
// every kind, with KITH_REPLAY=full every fault on five:
//
//	KITH_REPLAY=all go test -run TestReplayFaults -timeout 30m -v ./cmd/kith
func TestReplayFaults(t *testing.T) {
	t.Parallel()
	r := startReplay(t)
	most, faults := 25, replayFaults[:quickFaults]
	if inFull() {
		most, faults = 150, replayFaults
	}
	quota := map[string]int{"greenhouse": 2, "lever": 2, "ashby": 2, "smartrecruiters": 2, "workday": 2}
	if onAll() {
		for _, kind := range otherKinds {
			quota[kind] = 2
		}
	}
	boards := r.choose(most, quota)
	k := r.terminal()
	keys := r.add(k, boards)
	r.Send(http.MethodDelete, "/log", nil) // what the adding asked for is not what a visit asks for
	before := r.crawlAndCompare(k, keys, nil)
	lists := r.lists(boards)
	for _, fault := range faults {
		struck := r.strike(boards, lists, fault.kind)
		lines, memory := k.crawlMemory()
		for _, line := range lines[:len(lines)-1] {
			allowed := fault.outcomes
			if slices.Contains(otherKinds, line.text("ats")) {
				// Some have a second way to the list, which may work, or be closed to
				// visits that follow each other as fast as here.
				allowed = append([]string{"complete", "failed"}, allowed...)
			}
			if !struck[keys[line.text("source")]] {
				allowed = []string{"complete", "unchanged"}
			}
			if !slices.Contains(allowed, line.text("outcome")) || line.number("closed") > 0 {
				t.Errorf("%s: %v", fault.kind, line)
			}
		}
		if memory > maxMemory && !raced { // the race detector takes several times as much
			t.Errorf("%s: %d MB", fault.kind, memory>>20)
		}
		t.Logf("%s: %d MB, %v", fault.kind, memory>>20, lines[len(lines)-1])
		r.compare(k, keys, before, "under "+fault.kind, fault.kind == "wrong-charset")
		r.Send(http.MethodDelete, "/faults", nil)
		for _, line := range k.lines(nil, "crawl", "--all") {
			if outcome := line.text("outcome"); outcome != "" && outcome != "unchanged" && outcome != "complete" {
				t.Errorf("after %s it does not heal: %v", fault.kind, line)
			}
		}
		r.compare(k, keys, before, "after "+fault.kind, false)
	}
}

// compare reports boards of which kith has not the same open openings as
// before; their titles are left alone when the answers themselves are garbled.
func (r *replay) compare(k *terminal, keys map[string]string, before map[string]map[string]string, when string, garbled bool) {
	r.t.Helper()
	have := stored(k)
	for board, key := range keys {
		for id := range have[board] {
			if _, ok := before[key][id]; ok && garbled {
				have[board][id] = before[key][id]
			}
		}
		if diff := difference(before[key], have[board]); diff != "" {
			r.t.Errorf("%s, %s: %s", when, board, diff)
		}
	}
}

// strike has the first board of each kind misbehave, and returns which.
func (r *replay) strike(boards []replayBoard, lists map[string]*url.URL, fault string) map[string]bool {
	r.t.Helper()
	struck, kinds := map[string]bool{}, map[string]bool{}
	for _, b := range boards {
		list := lists[b.Key]
		if kinds[b.ATS] || list == nil {
			continue
		}
		kinds[b.ATS], struck[b.Key] = true, true
		r.Send(http.MethodPost, "/faults", map[string]any{"host": list.Host, "path_prefix": list.Path, "kind": fault})
	}
	return struck
}

// lists returns the address that was asked first for each board, by the recorded
// web's log.
func (r *replay) lists(boards []replayBoard) map[string]*url.URL {
	r.t.Helper()
	res, err := http.Get(r.Control + "/log")
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	var asked []*url.URL
	for dec := json.NewDecoder(res.Body); ; {
		var line struct {
			URL string `json:"url"`
		}
		if err := dec.Decode(&line); err != nil {
			break
		}
		if u, err := url.Parse(line.URL); err == nil && u.Path != "/robots.txt" {
			asked = append(asked, u)
		}
	}
	registry, lists := board.New(), map[string]*url.URL{}
	for _, b := range boards {
		parsed, ok := registry.Parse(b.address())
		if !ok {
			continue // under the employer's own name
		}
		host, err := registry.Host(parsed)
		if err != nil {
			r.t.Fatal(err)
		}
		token, _, _ := strings.Cut(parsed.Token, "/")
		for _, u := range asked {
			if lists[b.Key] == nil && u.Host == host && strings.Contains(strings.ToLower(u.String()), strings.ToLower(token)) {
				lists[b.Key] = u
			}
		}
	}
	return lists
}

// crawlMemory crawls everything and returns the lines and the greatest memory
// that the process held, in bytes; 0 where the system does not tell.
func (k *terminal) crawlMemory() ([]object, int64) {
	k.t.Helper()
	cmd := k.command(k.t.Context(), "crawl", "--all", "--json")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	peak := watchMemory(cmd.Process.Pid)
	_ = cmd.Wait() // the exit code is looked at below
	if code := cmd.ProcessState.ExitCode(); code != exitDone && code != exitPartly {
		k.t.Fatalf("crawl: exit %d\n%s", code, errs.String())
	}
	if strings.Contains(errs.String(), "panic") {
		k.t.Errorf("a panic: %s", errs.String())
	}
	memory := <-peak
	if memory == 0 && runtime.GOOS == "linux" {
		k.t.Error("the memory of the process was not measured")
	}
	return parseLines(k.t, out.String()), memory
}

// watchMemory looks at the greatest memory of a process until it ends, and sends
// it, in bytes. What the system says of an ended process (ru_maxrss) begins with
// the memory of the process that made it, which is that of all the tests.
func watchMemory(pid int) <-chan int64 {
	peak := make(chan int64, 1)
	go func() {
		var last int64
		for {
			status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
			found := highWater.FindSubmatch(status)
			if err != nil || found == nil { // it has ended
				peak <- last
				return
			}
			if kib, err := strconv.ParseInt(string(found[1]), 10, 64); err == nil {
				last = kib << 10
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
	return peak
}

// highWater finds the most memory that a process has held (proc_pid_status(5)).
var highWater = regexp.MustCompile(`(?m)^VmHWM:\s+(\d+) kB$`)
