package mail

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes foreign text fit for a line of a mail: valid UTF-8, on one
// line, without controls that turn the direction of what follows, and at most
// limit characters long. What is cut ends in an ellipsis.
func clean(text string, limit int) string {
	text = head(text, 16*limit) // no character has more than 4 bytes; the rest is spaces and controls
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == '\u2028', r == '\u2029':
			return ' '
		case unicode.IsControl(r), isBidiControl(r), r == '\ufeff', r == '\u200b':
			return -1
		default:
			return r
		}
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return cut(strings.Join(strings.Fields(text), " "), limit)
}

// head returns at most n bytes from the beginning of text, in whole characters.
func head(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// isBidiControl reports whether a character changes the direction of others.
func isBidiControl(r rune) bool {
	return r == '\u061c' || r == '\u200e' || r == '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// cut shortens text to limit characters. It does not tear an accent from its
// letter.
func cut(text string, limit int) string {
	runes := []rune(text)
	if len(runes) <= limit {
		return text
	}
	if limit < 1 {
		return ""
	}
	end := limit - 1
	for end > 0 && (unicode.Is(unicode.M, runes[end]) || runes[end] == '\u200d' || runes[end-1] == '\u200d') {
		end--
	}
	return strings.TrimRight(string(runes[:end]), " ,;:-–") + "…"
}

// maxLink is the longest address that becomes a link, in bytes. Longer ones
// are no address of a page that a person would read.
const maxLink = 1500

// link returns an address that is safe to be a link, or "".
func link(address string) string {
	if len(address) > maxLink {
		return ""
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || isBidiControl(r) {
			return -1
		}
		return r
	}, u.String())
}
