package contacts

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// sniffSize is how much of a file is looked at to tell what it is.
const sniffSize = 32 << 10

// foreign are the first bytes of files that people bring by mistake.
var foreign = []string{"%PDF", "\x89PNG", "\xff\xd8\xff", "GIF8", "{\\rtf", "\xd0\xcf\x11\xe0", "\x1f\x8b", "Rar!", "7z\xbc\xaf", "RIFF", "<", "{", "["}

func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// decode returns the text of in as UTF-8 with lines that end in "\n" or
// "\r\n". head is the beginning of in. UTF-16 is told by its byte order mark
// or by its zero bytes; what is not UTF-8 is taken for Windows-1252, which is
// what spreadsheet programs write.
func decode(in *bufio.Reader, head []byte) (io.Reader, error) {
	if isForeign(head) || isZip(head) {
		return nil, errType()
	}
	var text io.Reader = in
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		if _, err := in.Discard(3); err != nil {
			return nil, broken(err)
		}
	case bytes.HasPrefix(head, []byte("\xff\xfe")), zeros(head, 1):
		text = transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	case bytes.HasPrefix(head, []byte("\xfe\xff")), zeros(head, 0):
		text = transform.NewReader(in, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder())
	case !validPrefix(head):
		text = transform.NewReader(in, charmap.Windows1252.NewDecoder())
	}
	out := bufio.NewReaderSize(text, sniffSize)
	start, err := out.Peek(sniffSize)
	if err != nil && err != io.EOF {
		return nil, broken(err)
	}
	if err := checkText(start); err != nil {
		return nil, err
	}
	if bytes.IndexByte(start, '\n') < 0 && bytes.IndexByte(start, '\r') >= 0 {
		return &carriageReturns{in: out}, nil
	}
	return out, nil
}

// checkText returns an error for a text that is no table of contacts. start is
// its beginning.
func checkText(start []byte) error {
	start = bytes.TrimSpace(start)
	if len(start) == 0 {
		return errEmpty()
	}
	if len(start) >= 11 && bytes.EqualFold(start[:11], []byte("BEGIN:VCARD")) {
		return errNotYet("a vCard file")
	}
	if isForeign(start) || bytes.Count(start, []byte{0})*20 > len(start) { // a stray NUL is dropped, more are no text
		return errType()
	}
	return nil
}

func isForeign(start []byte) bool {
	return slices.ContainsFunc(foreign, func(magic string) bool { return bytes.HasPrefix(start, []byte(magic)) })
}

// zeros reports whether head looks like UTF-16 text without a byte order mark:
// most bytes at even offsets (odd 0) or at odd offsets (odd 1) are zero, and
// few of the others.
func zeros(head []byte, odd int) bool {
	head = head[:min(len(head), 512)&^1]
	var count [2]int
	for i, b := range head {
		if b == 0 {
			count[i%2]++
		}
	}
	half := len(head) / 2
	return half >= 8 && count[odd] > half*3/4 && count[1-odd] < half/4
}

// validPrefix reports whether head is UTF-8, but for a rune that its end may
// have cut.
func validPrefix(head []byte) bool {
	for cut := 0; cut < utf8.UTFMax && cut <= len(head); cut++ {
		if utf8.Valid(head[:len(head)-cut]) {
			return cut == 0 || !utf8.FullRune(head[len(head)-cut:])
		}
	}
	return false
}

// carriageReturns reads a text whose lines end in "\r" alone.
type carriageReturns struct{ in io.Reader }

// Read implements io.Reader.
func (c *carriageReturns) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	for i, b := range p[:n] {
		if b == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}
