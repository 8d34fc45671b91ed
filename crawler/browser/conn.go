package browser

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
)

// conn speaks the DevTools protocol over the two pipes of a browser: messages
// of JSON, each ended by a zero byte. With the protocol's "flat" sessions one
// connection serves the browser and its pages.
type conn struct {
	onEvent func(message) // called by the one goroutine that reads: it must not wait

	writing sync.Mutex
	w       io.Writer

	mu      sync.Mutex
	last    int                     // id of the last command
	waiting map[int]chan<- *message // for the replies to commands
	ended   chan struct{}           // closed when nothing more comes
}

// message is a reply, which has an id, or an event, which has a method.
type message struct {
	ID      int             `json:"id"`
	Method  string          `json:"method"`
	Session string          `json:"sessionId"`
	Params  json.RawMessage `json:"params"`
	Result  json.RawMessage `json:"result"`
	Error   *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// command is what is sent. An empty session means the browser itself.
type command struct {
	ID      int    `json:"id"`
	Session string `json:"sessionId,omitempty"`
	Method  string `json:"method"`
	Params  any    `json:"params,omitempty"`
}

// maxMessage is the longest message that is read, in bytes. The longest that
// is expected is a slice of a document.
const maxMessage = 16 << 20

var (
	errEnded   = errors.New("the browser ended")
	errGarbled = errors.New("the browser sent a message that is too long or no JSON")
)

func newConn(w io.Writer, onEvent func(message)) *conn {
	return &conn{w: w, onEvent: onEvent, waiting: map[int]chan<- *message{}, ended: make(chan struct{})}
}

// read reads messages until there are no more, and returns why.
func (c *conn) read(r io.Reader) error {
	defer close(c.ended)
	lines := bufio.NewReaderSize(r, 64<<10)
	for {
		line, err := readLine(lines)
		if err != nil {
			return err
		}
		var m message
		if err := json.Unmarshal(line, &m); err != nil {
			return fmt.Errorf("%w: %w", errGarbled, err)
		}
		if m.ID == 0 {
			c.onEvent(m)
			continue
		}
		c.mu.Lock()
		waiter := c.waiting[m.ID]
		delete(c.waiting, m.ID)
		c.mu.Unlock()
		if waiter != nil {
			waiter <- &m
		}
	}
}

// readLine returns the bytes up to the next zero byte. They are its caller's.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice(0)
		if len(line)+len(part) > maxMessage {
			return nil, errGarbled
		}
		line = append(line, part...)
		switch {
		case err == nil:
			return bytes.TrimSuffix(line, []byte{0}), nil
		case errors.Is(err, io.EOF):
			return nil, errEnded
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, fmt.Errorf("%w: %w", errEnded, err)
		}
	}
}

// call sends a command, waits for its reply and reads that into result, which
// may be nil.
func (c *conn) call(ctx context.Context, sent command, result any) error {
	reply := make(chan *message, 1)
	id, err := c.write(sent, reply)
	if err != nil {
		return err
	}
	defer c.forget(id)
	select {
	case m := <-reply:
		switch {
		case m.Error != nil:
			return fmt.Errorf("%s: %s", sent.Method, m.Error.Message)
		case result == nil:
			return nil
		}
		if err := json.Unmarshal(m.Result, result); err != nil {
			return fmt.Errorf("reading the reply to %s: %w", sent.Method, err)
		}
		return nil
	case <-c.ended:
		return fmt.Errorf("%s: %w", sent.Method, errEnded)
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", sent.Method, context.Cause(ctx))
	}
}

// send sends a command whose reply nobody looks at. That the browser has ended
// is told by read.
func (c *conn) send(sent command) {
	_, _ = c.write(sent, nil)
}

// write writes a command under a new id, and notes who waits for its reply.
func (c *conn) write(sent command, reply chan<- *message) (id int, err error) {
	c.mu.Lock()
	c.last++
	sent.ID = c.last
	if reply != nil {
		c.waiting[sent.ID] = reply
	}
	c.mu.Unlock()
	line, err := json.Marshal(sent)
	if err != nil {
		c.forget(sent.ID)
		return 0, fmt.Errorf("writing down %s: %w", sent.Method, err)
	}
	c.writing.Lock()
	defer c.writing.Unlock()
	if _, err := c.w.Write(append(line, 0)); err != nil {
		c.forget(sent.ID)
		return 0, fmt.Errorf("sending %s: %w: %w", sent.Method, errEnded, err)
	}
	return sent.ID, nil
}

func (c *conn) forget(id int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.waiting, id)
}
