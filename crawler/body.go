package crawler

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"kith"
)

// chunk is the unit in which a body of unknown length is read.
type chunk [64 << 10]byte

// bodies reads the bodies of answers. Several big ones at the same time would
// be the memory of the program, so that only a few are read on beyond a size.
// What is idle in the pools is given back by the garbage collector.
type bodies struct {
	big   int           // the size beyond which a body needs a turn
	turns chan struct{} // holds a value for each such body that is being read

	chunks sync.Pool // of *chunk
	unzips sync.Pool // of *unzip
}

// unzip is a reader of gzip with its buffer, kept for the next body.
type unzip struct {
	buffer *bufio.Reader
	gzip   gzip.Reader
}

func newBodies(l limits) *bodies {
	return &bodies{
		big:    l.bigBody,
		turns:  make(chan struct{}, l.bigTurns),
		chunks: sync.Pool{New: func() any { return new(chunk) }},
		unzips: sync.Pool{New: func() any { return &unzip{buffer: bufio.NewReader(nil)} }},
	}
}

// body is an answer whose body is to be read.
type body struct {
	response *http.Response
	path     string // of its address
	limit    int    // in bytes, unpacked
	cut      bool   // more than limit is cut, not refused

	timer *time.Timer   // stands still while the body waits for its turn …
	whole time.Duration // … and is given this once it has it
}

// read returns the body unpacked and, where it is text, in UTF-8.
func (b *bodies) read(ctx context.Context, from body) ([]byte, error) {
	res := from.response
	if res.ContentLength == 0 || res.StatusCode == http.StatusNotModified {
		return nil, nil
	}
	packing, err := packingOf(res, from.path)
	if err != nil {
		return nil, err
	}
	if packing != notPacked {
		return b.readPacked(ctx, packing, from)
	}
	if !from.cut && res.ContentLength > int64(from.limit) {
		return nil, tooLarge(from)
	}
	if 0 < res.ContentLength && res.ContentLength <= int64(min(b.big, from.limit)) {
		return readExactly(res)
	}
	return b.readChunks(ctx, res.Body, from)
}

// readExactly reads a body that says how long it is and is not long.
func readExactly(res *http.Response) ([]byte, error) {
	content := make([]byte, res.ContentLength)
	if n, err := fill(res.Body, content); n < len(content) {
		return nil, orUnexpected(err)
	}
	var rest [1]byte
	if _, err := res.Body.Read(rest[:]); err != nil && !errors.Is(err, io.EOF) { // the end frees the connection
		return nil, fmt.Errorf("reading the end: %w", err)
	}
	return toUTF8(content, res.Header), nil
}

// readPacked reads a body that is packed, or may be.
func (b *bodies) readPacked(ctx context.Context, packing packing, from body) ([]byte, error) {
	u, ok := b.unzips.Get().(*unzip)
	if !ok {
		return nil, errors.New("the pool of unpackers holds something else")
	}
	defer b.unzips.Put(u)
	u.buffer.Reset(from.response.Body)
	defer u.buffer.Reset(nil)
	start, err := u.buffer.Peek(2)
	switch {
	case errors.Is(err, io.EOF) && len(start) == 0:
		return nil, nil
	case packing == maybePacked && string(start) != "\x1f\x8b":
		return b.readChunks(ctx, u.buffer, from)
	}
	if err := u.gzip.Reset(u.buffer); err != nil {
		return nil, brokenGzip(from, orUnexpected(err))
	}
	content, err := b.readChunks(ctx, &u.gzip, from)
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || isCorrupt(err) {
		return nil, brokenGzip(from, err)
	}
	return content, err
}

// readChunks reads a body to its end, whatever its length turns out to be.
func (b *bodies) readChunks(ctx context.Context, r io.Reader, from body) ([]byte, error) {
	var chunks []*chunk
	defer func() {
		for _, c := range chunks {
			b.chunks.Put(c)
		}
	}()
	total, turn := 0, false
	for {
		if !turn && total >= b.big {
			if err := b.takeTurn(ctx, from); err != nil {
				return nil, err
			}
			turn = true
			defer func() { <-b.turns }()
		}
		c, ok := b.chunks.Get().(*chunk)
		if !ok {
			return nil, errors.New("the pool of chunks holds something else")
		}
		chunks = append(chunks, c)
		n, err := fill(r, c[:])
		total += n
		switch {
		case total > from.limit && !from.cut:
			return nil, tooLarge(from)
		case total >= from.limit && from.cut:
			return toUTF8(join(chunks, from.limit), from.response.Header), nil
		case errors.Is(err, io.EOF):
			return toUTF8(join(chunks, total), from.response.Header), nil
		case err != nil:
			return nil, fmt.Errorf("reading the answer: %w", err)
		}
	}
}

// takeTurn waits until a big body may be read on. The time of the request
// stands still meanwhile.
func (b *bodies) takeTurn(ctx context.Context, from body) error {
	from.timer.Stop()
	defer from.timer.Reset(from.whole)
	select {
	case b.turns <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// fill reads until p is full or the body ends: io.EOF is its regular end.
func fill(r io.Reader, p []byte) (n int, err error) {
	for n < len(p) && err == nil {
		var read int
		read, err = r.Read(p[n:])
		n += read
	}
	return n, err
}

// join copies the first total bytes of the chunks into one piece.
func join(chunks []*chunk, total int) []byte {
	content := make([]byte, 0, total)
	for _, c := range chunks {
		content = append(content, c[:min(len(c), total-len(content))]...)
	}
	return content
}

// packing says whether a body is packed with gzip.
type packing int

const (
	notPacked   packing = iota
	maybePacked         // a file with a name that ends so; its first bytes tell
	packed
)

// packingOf tells from the headers whether a body is packed. Only gzip was
// asked for.
func packingOf(res *http.Response, path string) (packing, error) {
	switch encoding := strings.ToLower(strings.TrimSpace(res.Header.Get("Content-Encoding"))); encoding {
	case "gzip", "x-gzip":
		return packed, nil
	case "", "identity", "none", "utf-8":
		if strings.HasSuffix(path, ".gz") || strings.Contains(res.Header.Get("Content-Type"), "gzip") {
			return maybePacked, nil
		}
		return notPacked, nil
	default:
		return 0, kith.Errorf(kith.CodeUnavailable, "%s sent its answer packed as %q, which was not asked for", res.Request.URL.Host, encoding)
	}
}

func tooLarge(from body) error {
	return kith.Errorf(kith.CodeTooLarge, "the answer of %s is larger than %d MB", from.response.Request.URL.Host, from.limit>>20)
}

func brokenGzip(from body, err error) error {
	return kith.Errorf(kith.CodeUnavailable, "the answer of %s is packed in a way that cannot be unpacked: %w", from.response.Request.URL.Host, err)
}

// isCorrupt reports whether an error is that of the data inside gzip.
func isCorrupt(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.As(err, &corrupt)
}

// orUnexpected turns the regular end into that of a body that is not whole.
func orUnexpected(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
