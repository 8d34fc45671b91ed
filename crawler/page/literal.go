package page

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits on the values that are read out of the scripts of one document.
const (
	maxValueDepth = 60
	maxValues     = 400_000 // values in all
	maxAttempts   = 400     // places where a value may begin
	maxValueBytes = 16 << 20
)

// literals reads values as JavaScript writes them: JSON, and what scripts take
// beside it: names without quotes, single quotes, comments, a comma before a
// closing bracket. What a program would work out is no value.
type literals struct {
	src   string
	at    int
	left  int // values
	depth int
}

// value reads one value. Names that stand for no value, as undefined, are nil.
func (p *literals) value() (any, bool) {
	if p.left--; p.left < 0 || p.depth > maxValueDepth {
		return nil, false
	}
	p.space()
	if p.at >= len(p.src) {
		return nil, false
	}
	switch c := p.src[p.at]; {
	case c == '{':
		return p.object()
	case c == '[':
		return p.list()
	case c == '"' || c == '\'' || c == '`':
		return p.text()
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	case isNameByte(c):
		return p.word()
	}
	return nil, false
}

// space passes blanks and comments.
func (p *literals) space() {
	for p.at < len(p.src) {
		rest := p.src[p.at:]
		switch c := rest[0]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			p.at++
		case strings.HasPrefix(rest, "//"):
			p.pass(rest, "\n")
		case strings.HasPrefix(rest, "/*"):
			p.pass(rest, "*/")
		default:
			return
		}
	}
}

// pass goes behind the next end in what is left.
func (p *literals) pass(rest, end string) {
	if found := strings.Index(rest, end); found >= 0 {
		p.at += found + len(end)
		return
	}
	p.at = len(p.src)
}

// next reports whether a byte comes next, and passes it.
func (p *literals) next(c byte) bool {
	p.space()
	if p.at < len(p.src) && p.src[p.at] == c {
		p.at++
		return true
	}
	return false
}

func (p *literals) object() (any, bool) {
	p.at++
	p.depth++
	defer func() { p.depth-- }()
	found := map[string]any{}
	for !p.next('}') {
		key, ok := p.key()
		if !ok || !p.next(':') {
			return nil, false
		}
		value, ok := p.value()
		if !ok {
			return nil, false
		}
		found[key] = value
		if !p.next(',') && !p.peek('}') {
			return nil, false
		}
	}
	return found, true
}

func (p *literals) list() (any, bool) {
	p.at++
	p.depth++
	defer func() { p.depth-- }()
	found := []any{}
	for !p.next(']') {
		if p.next(',') { // nothing stands between two commas
			found = append(found, nil)
			continue
		}
		value, ok := p.value()
		if !ok {
			return nil, false
		}
		found = append(found, value)
		if !p.next(',') && !p.peek(']') {
			return nil, false
		}
	}
	return found, true
}

func (p *literals) peek(c byte) bool {
	p.space()
	return p.at < len(p.src) && p.src[p.at] == c
}

// key reads the name of a field.
func (p *literals) key() (string, bool) {
	p.space()
	if p.at < len(p.src) && strings.IndexByte("\"'`", p.src[p.at]) >= 0 {
		value, ok := p.text()
		key, _ := value.(string)
		return key, ok
	}
	from := p.at
	for p.at < len(p.src) && isNameByte(p.src[p.at]) {
		p.at++
	}
	return p.src[from:p.at], p.at > from
}

func isNameByte(c byte) bool {
	return c == '_' || c == '$' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
}

// text reads a text in quotes. One in back quotes that a program fills is none.
func (p *literals) text() (any, bool) {
	quote := p.src[p.at]
	from := p.at + 1
	for at := from; at < len(p.src); at++ {
		switch p.src[at] {
		case '\\':
			at++
		case '$':
			if quote == '`' && strings.HasPrefix(p.src[at:], "${") {
				return nil, false
			}
		case '\n':
			if quote == '\'' {
				return nil, false
			}
		case quote:
			p.at = at + 1
			return unescape(p.src[from:at]), true
		}
	}
	return nil, false
}

// unescape resolves the escapes of a text.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 >= len(s) {
			out.WriteByte(s[i])
			continue
		}
		i++
		switch c := s[i]; c {
		case 'n':
			out.WriteByte('\n')
		case 't':
			out.WriteByte('\t')
		case 'r', 'b', 'f', 'v', '\n':
			out.WriteByte(' ')
		case 'u', 'x':
			r, size := escaped(s[i:])
			out.WriteRune(r)
			i += size - 1
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// escaped reads u002D, x2D or u{1F600}, and two of the first kind that are one
// rune together. It returns how many bytes they take.
func escaped(s string) (rune, int) {
	digits, size := 4, 5
	switch {
	case s[0] == 'x':
		digits, size = 2, 3
	case strings.HasPrefix(s, "u{"):
		end := strings.IndexByte(s, '}')
		if end < 3 || end > 9 {
			return utf8.RuneError, 1
		}
		return runeOf(s[2:end]), end + 1
	}
	if len(s) < 1+digits {
		return utf8.RuneError, 1
	}
	r := runeOf(s[1 : 1+digits])
	if r >= 0xD800 && r < 0xDC00 && len(s) >= 11 && s[5:7] == `\u` {
		if low := runeOf(s[7:11]); low >= 0xDC00 && low < 0xE000 {
			return (r-0xD800)<<10 + (low - 0xDC00) + 0x10000, 11
		}
	}
	return r, size
}

// runeOf reads a rune from hexadecimal digits.
func runeOf(digits string) rune {
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || n > utf8.MaxRune {
		return utf8.RuneError
	}
	return rune(n)
}

// number reads a number, which is kept as it is written.
func (p *literals) number() (any, bool) {
	from := p.at
	for p.at < len(p.src) && strings.IndexByte("+-.0123456789eExXabcdefABCDEFn_", p.src[p.at]) >= 0 {
		p.at++
	}
	return number(p.src[from:p.at]), true
}

// number is a number as a document writes it.
type number string

// word reads a name that is a value.
func (p *literals) word() (any, bool) {
	from := p.at
	for p.at < len(p.src) && isNameByte(p.src[p.at]) {
		p.at++
	}
	switch p.src[from:p.at] {
	case "true":
		return true, true
	case "false":
		return false, true
	case "null", "undefined", "NaN":
		return nil, true
	}
	return nil, false
}
