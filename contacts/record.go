package contacts

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

const (
	maxRecordLines = 20      // lines that one quoted field may span
	maxRecordBytes = 1 << 16 // bytes of one line or record
)

// record is one row of a table.
type record struct {
	line   int // where it begins in the file, from 1
	fields []string
	why    string // why it could not be read, "" when it could
}

func (r record) blank() bool {
	for _, f := range r.fields {
		if strings.TrimSpace(f) != "" {
			return false
		}
	}
	return r.why == ""
}

// recordReader cuts a text into records (RFC 4180, read leniently). It differs
// from encoding/csv in what a quote does that is never closed: it costs one
// row, not the rest of the file, and no memory.
type recordReader struct {
	in      *bufio.Reader
	comma   byte
	line    int       // number of the last line that was taken
	pending []rawLine // lines that were given back, to be taken again
}

type rawLine struct {
	number int
	text   string
	long   bool // the rest of it was thrown away
}

// next returns the next record, or io.EOF.
func (r *recordReader) next() (record, error) {
	first, err := r.takeLine()
	if err != nil {
		return record{}, err
	}
	rec := record{line: first.number}
	if first.long {
		rec.why = "the line is too long"
		return rec, nil
	}
	split := splitter{comma: r.comma}
	split.feed(first.text)
	var taken []rawLine
	for size := len(first.text); split.quoted; {
		line, err := r.takeLine()
		if err != nil && !errors.Is(err, io.EOF) {
			return record{}, err
		}
		if err == nil {
			taken = append(taken, line)
			size += len(line.text)
		}
		if err != nil || line.long || len(taken) > maxRecordLines || size > maxRecordBytes {
			r.pending = append(taken, r.pending...)
			rec.why = "a quotation mark is never closed"
			return rec, nil //nolint:nilerr // the end of the file is what is wrong with the record
		}
		split.feed(line.text)
	}
	rec.fields = split.fields
	return rec, nil
}

// takeLine returns the next line without its end, or io.EOF.
func (r *recordReader) takeLine() (rawLine, error) {
	if len(r.pending) > 0 {
		line := r.pending[0]
		r.pending = r.pending[1:]
		return line, nil
	}
	var text []byte
	long := false
	for {
		part, err := r.in.ReadSlice('\n')
		if len(text)+len(part) > maxRecordBytes {
			long = true
		} else if !long {
			text = append(text, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil && (!errors.Is(err, io.EOF) || len(text) == 0 && !long) {
			return rawLine{}, err
		}
		break
	}
	r.line++
	return rawLine{number: r.line, text: strings.TrimRight(string(text), "\r\n"), long: long}, nil
}

// splitter cuts the lines of one record into fields.
type splitter struct {
	comma  byte
	fields []string
	field  strings.Builder
	quoted bool // inside a quoted field, after the last line too
}

// feed takes one line. When quoted is set afterwards, the record goes on.
func (s *splitter) feed(line string) {
	if !s.quoted && strings.IndexByte(line, '"') < 0 {
		s.fields = strings.Split(line, string(s.comma))
		return
	}
	if s.quoted {
		s.field.WriteByte('\n')
	}
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case s.quoted && c == '"' && i+1 < len(line) && line[i+1] == '"':
			s.field.WriteByte(c)
			i++
		case s.quoted && c == '"' && (i+1 == len(line) || line[i+1] == s.comma):
			s.quoted = false
		case s.quoted:
			s.field.WriteByte(c)
		case c == s.comma:
			s.endField()
		case c == '"' && strings.TrimSpace(s.field.String()) == "":
			s.field.Reset()
			s.quoted = true
		default:
			s.field.WriteByte(c)
		}
	}
	if !s.quoted {
		s.endField()
	}
}

func (s *splitter) endField() {
	s.fields = append(s.fields, s.field.String())
	s.field.Reset()
}
