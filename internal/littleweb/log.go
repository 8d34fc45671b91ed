package littleweb

import (
	"sync"
	"time"

	"kith"
)

// maxLog is how many requests the log keeps; later ones are not logged.
const maxLog = 100_000

// Request is one line of the log.
type Request struct {
	Host        string
	Path        string // with the query; empty for a tunnel that was refused
	Method      string
	Status      int       // 0 while no status was sent
	Start       time.Time // by Options.Clock, zero without one
	InFlight    int       // requests under way on the host at the start, itself included
	Conditional bool      // it had If-None-Match or If-Modified-Since
	UserAgent   string
	Fault       string // the kind of the fault that it met
	Day         int
}

// requestLog keeps the requests in the order of their start.
type requestLog struct {
	clock kith.Clock

	mu     sync.Mutex
	lines  []*Request
	flying map[string]int // by host
}

// begin logs a request and returns what is to be called at its end, with the
// status that was sent.
func (l *requestLog) begin(line Request) (end func(status int)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.flying == nil {
		l.flying = map[string]int{}
	}
	l.flying[line.Host]++
	line.InFlight = l.flying[line.Host]
	if l.clock != nil {
		line.Start = l.clock()
	}
	if len(l.lines) < maxLog {
		l.lines = append(l.lines, &line)
	}
	return func(status int) {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.flying[line.Host]--
		line.Status = status
	}
}

// Log returns the requests so far, in the order of their start.
func (w *Web) Log() []Request {
	w.log.mu.Lock()
	defer w.log.mu.Unlock()
	lines := make([]Request, len(w.log.lines))
	for i, line := range w.log.lines {
		lines[i] = *line
	}
	return lines
}
