package littleweb

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// hugeSize is the size of a huge answer in bytes.
const hugeSize = 100 << 20

// dripPause is the time between two bytes of a slow drip.
const dripPause = 200 * time.Millisecond

// fault makes requests to a host fail.
type fault struct {
	host, path string // path is a prefix of path and query
	kind       string
	number     int // the NNN of status:NNN, the N of retry-after:N
	left       int // how often still; negative: for ever
}

// faults are the faults in force.
type faults struct {
	mu   sync.Mutex
	list []*fault
}

// kinds lists the kinds of faults; a colon means that a number follows.
func kinds() []string {
	return []string{
		"status:", "retry-after:", "timeout", "truncate", "reset",
		"bad-json", "empty-list", "redirect-loop", "huge", "slow-drip",
	}
}

// Fail makes the next requests to a host fail, times times, or until
// ClearFaults when times is 0. The host may be followed by the beginning of a
// path ("api.lever.co/v0/"), and "*" is every host. robots.txt fails only when
// the path is given. The kinds:
//
//	status:NNN     that status
//	retry-after:N  429 with Retry-After: N seconds
//	timeout        no answer until the client leaves
//	truncate       half of the answer, then the connection closes
//	reset          the connection is reset
//	bad-json       200 with half of the answer and junk behind it
//	empty-list     the right answer without any opening or item
//	redirect-loop  a redirect to a neighbour that redirects again, without end
//	huge           100 MB of a JSON list that never closes
//	slow-drip      the right answer, a byte each 200 ms
func (w *Web) Fail(host, kind string, times int) error {
	f := &fault{left: times}
	f.host, f.path, _ = strings.Cut(strings.ToLower(host), "/")
	if f.path != "" {
		_, path, _ := strings.Cut(host, "/") // paths keep their case
		f.path = "/" + path
	}
	if times == 0 {
		f.left = -1
	}
	if f.host != "*" && !w.world.knows(f.host) {
		return fmt.Errorf("littleweb: %q is no host here", f.host)
	}
	if err := f.setKind(kind); err != nil {
		return err
	}
	w.faults.mu.Lock()
	defer w.faults.mu.Unlock()
	w.faults.list = append(w.faults.list, f)
	return nil
}

// setKind reads the kind with its number.
func (f *fault) setKind(kind string) error {
	name, number, numbered := strings.Cut(kind, ":")
	if numbered {
		name += ":"
	}
	if !slices.Contains(kinds(), name) {
		return fmt.Errorf("littleweb: %q is no kind of fault; there are %s", kind, strings.Join(kinds(), " "))
	}
	f.kind = strings.TrimSuffix(name, ":")
	if !numbered {
		return nil
	}
	var err error
	if f.number, err = strconv.Atoi(number); err != nil {
		return fmt.Errorf("littleweb: fault %s needs a number: %w", f.kind, err)
	}
	if f.kind == "status" && (f.number < 200 || f.number > 599) {
		return fmt.Errorf("littleweb: %d is no status that can be answered", f.number)
	}
	return nil
}

// ClearFaults removes all faults.
func (w *Web) ClearFaults() {
	w.faults.mu.Lock()
	defer w.faults.mu.Unlock()
	w.faults.list = nil
}

// take returns the first fault that meets a request and counts it, or nil.
func (l *faults) take(host, path string) *fault {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, f := range l.list {
		if f.left != 0 && f.meets(host, path) {
			f.left--
			met := *f
			return &met
		}
	}
	return nil
}

// meets reports whether the fault is for a request.
func (f *fault) meets(host, path string) bool {
	if f.path == "" && path == "/robots.txt" {
		return false
	}
	return (f.host == "*" || f.host == host) && strings.HasPrefix(path, f.path)
}

// alter returns the answer that the client gets in place of the right one, for
// the faults that are answers at all.
func (f *fault) alter(q query, right reply) reply {
	switch f.kind {
	case "status":
		return textReply(f.number, http.StatusText(f.number))
	case "retry-after":
		limited := textReply(http.StatusTooManyRequests, "Too many requests.")
		limited.header = map[string]string{"Retry-After": strconv.Itoa(f.number)}
		return limited
	case "redirect-loop":
		turn, _ := strconv.Atoi(q.values.Get("turn"))
		return redirect(http.StatusFound, q.path+"?"+url.Values{"turn": {strconv.Itoa((turn + 1) % 3)}}.Encode())
	case "bad-json":
		right.status = http.StatusOK
		right.body = append(slices.Clone(right.body[:len(right.body)/2]), ",,}"...)
	}
	return right
}

// breaks carries out the faults that break the connection. It reports whether
// there is nothing left to be sent.
func (w *Web) breaks(f *fault, rw *recorder, r *http.Request, right reply) bool {
	switch f.kind {
	case "timeout":
		w.wait(r, 0)
	case "reset":
		reset(r)
	case "truncate":
		truncate(rw, right)
	case "huge":
		huge(rw)
	case "slow-drip":
		w.drip(rw, r, right)
		return true
	default:
		return false
	}
	panic(http.ErrAbortHandler) // the one way to tell the server to cut the connection
}

// wait waits until the client leaves or the web stops, or until pause is over
// when it is not 0. It reports whether the pause passed.
func (w *Web) wait(r *http.Request, pause time.Duration) bool {
	var over <-chan time.Time
	if pause > 0 {
		timer := time.NewTimer(pause)
		defer timer.Stop()
		over = timer.C
	}
	select {
	case <-over:
		return true
	case <-r.Context().Done():
	case <-w.done:
	}
	return false
}

// reset has the connection end with a reset in place of an orderly end.
func reset(r *http.Request) {
	conn := connOf(r)
	if tunnel, ok := conn.(*tunnelConn); ok {
		conn = tunnel.Conn
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = errors.Join(tcp.SetLinger(0), tcp.Close())
	}
}

// truncate promises the whole answer and sends half of it.
func truncate(rw *recorder, right reply) {
	rw.Header().Set("Content-Type", right.contentType)
	rw.Header().Set("Content-Length", strconv.Itoa(len(right.body)+1))
	rw.WriteHeader(right.status)
	_, _ = rw.Write(right.body[:len(right.body)/2])
	_ = rw.flush()
}

// huge sends hugeSize bytes of a list that never closes.
func huge(rw *recorder) {
	rw.Header().Set("Content-Type", "application/json")
	rw.WriteHeader(http.StatusOK)
	chunk := bytes.Repeat([]byte(`{"id":1,"title":"The same opening, again and again"},`+"\n"), 1000)
	_, err := rw.Write([]byte("["))
	for sent := 0; err == nil && sent < hugeSize; sent += len(chunk) {
		_, err = rw.Write(chunk)
	}
}

// drip sends the right answer one byte at a time.
func (w *Web) drip(rw *recorder, r *http.Request, right reply) {
	rw.Header().Set("Content-Type", right.contentType)
	rw.Header().Set("Content-Length", strconv.Itoa(len(right.body)))
	rw.WriteHeader(right.status)
	for i := range right.body {
		if _, err := rw.Write(right.body[i : i+1]); err != nil || rw.flush() != nil || !w.wait(r, dripPause) {
			panic(http.ErrAbortHandler)
		}
	}
}
