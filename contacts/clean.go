package contacts

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxRunes is the length at which a name, company or position is cut.
const maxRunes = 300

// clean returns text as valid UTF-8 on one line: runs of white space are one
// space, control characters and those that turn the direction of writing are
// gone, and the rest is cut at maxRunes.
func clean(text string) string {
	if isClean(text) {
		return strings.Clone(text) // of the cell, so as not to keep the whole line with its e-mail address
	}
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\uFEFF', r == '\u2060':
			return -1
		}
		return r
	}, text)
	return cut(strings.Join(strings.Fields(text), " "))
}

// isClean reports quickly that most texts need no cleaning: printable ASCII
// without a space too many.
func isClean(text string) bool {
	space := true // the rune before was one, or there was none
	for i := 0; i < len(text); i++ {
		if text[i] < ' ' || text[i] > '~' || text[i] == ' ' && space {
			return false
		}
		space = text[i] == ' '
	}
	return len(text) <= maxRunes && (text == "" || !space)
}

// cut returns the first maxRunes runes of text.
func cut(text string) string {
	if len(text) <= maxRunes || utf8.RuneCountInString(text) <= maxRunes {
		return text
	}
	n := 0
	for i := range text {
		if n++; n > maxRunes {
			return strings.TrimRight(text[:i], " ")
		}
	}
	return text
}
