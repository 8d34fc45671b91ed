// Package text turns what foreign sites write into plain, safe text: one
// clean line for a title, paragraphs for a description, a time for a date.
// Boards, pages and feeds are all read through it, so that the same words
// come out the same wherever they were found.
//
// Nothing here returns an error: what cannot be read is left out. Time and
// memory are linear in the input, whatever the input is.
package text

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLine is the length in runes at which a line is cut.
const maxLine = 500

// Line returns s as one clean line of valid UTF-8: control characters, the
// controls of writing direction and other invisible characters are dropped,
// every run of blanks, line separators among them, becomes one blank, and a
// line of more than 500 runes is cut and ends in "…".
func Line(s string) string {
	var line strings.Builder
	line.Grow(min(len(s), maxLine))
	runes, blank := 0, false
	for _, r := range s {
		if isSpace(r) {
			blank = runes > 0
			continue
		}
		if isHidden(r) {
			continue
		}
		if blank {
			line.WriteByte(' ')
			runes++
			blank = false
		}
		if runes >= maxLine-1 {
			line.WriteRune('…')
			break
		}
		line.WriteRune(r) // a byte that is no UTF-8 arrives as U+FFFD
		runes++
	}
	return line.String()
}

// Title returns s as Line does, with its HTML entities unescaped first: feeds
// and boards write "R&amp;D" where they mean "R&D".
func Title(s string) string { return Line(html.UnescapeString(Cut(s, 64*maxLine))) }

// Lines returns each text as Title does, without empty ones and without
// those that were there before.
func Lines(texts ...string) []string {
	var lines []string
	seen := make(map[string]bool, len(texts))
	for _, s := range texts {
		if line := Title(s); line != "" && !seen[line] {
			seen[line] = true
			lines = append(lines, line)
		}
	}
	return lines
}

// Cut returns the longest beginning of s that has at most size bytes and does
// not end inside a rune.
func Cut(s string, size int) string {
	if len(s) <= size {
		return s
	}
	for size > 0 && !utf8.RuneStart(s[size]) {
		size--
	}
	return s[:size]
}

// isSpace reports whether r parts words: white space, the separators of lines
// and paragraphs, and the blank of no width.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || isLineBreak(r) || r == '\u200B'
}

func isLineBreak(r rune) bool { return r == '\u2028' || r == '\u2029' }

// isHidden reports whether r shows nothing and is only good for deceiving:
// control characters, the controls of writing direction (Unicode Technical
// Report 36), soft hyphens, tags, private use and what is no character. The
// joiners U+200C and U+200D stay: Persian words and families of emoji need
// them.
func isHidden(r rune) bool {
	switch {
	case r == unicode.ReplacementChar:
		return false
	case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Co, r):
		return true
	case r == '\u00AD', r == '\u061C', r == '\u180E', r == '\u200E', r == '\u200F', r == '\uFEFF':
		return true
	case r >= '\u202A' && r <= '\u202E', r >= '\u2060' && r <= '\u206F', r >= '\uFFF0' && r <= '\uFFFF':
		return true
	}
	return r >= 0xE0000 && r <= 0xE007F
}
