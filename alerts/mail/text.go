package mail

import "strings"

// columns is the width of the text part.
const columns = 72

// wrap breaks a paragraph into lines of the text part. A word that is longer
// than a line, such as an address, stands alone and whole.
func wrap(text string) string { return fill(text, "", "") }

// hang breaks a paragraph that begins a list entry.
func hang(text string) string { return fill(text, "* ", "  ") }

// indent breaks a paragraph that is set in.
func indent(text string) string { return fill(text, "  ", "  ") }

// fill breaks text into lines, the first after one prefix and the others
// after another.
func fill(text, first, other string) string {
	var lines []string
	line := first
	empty := true
	for word := range strings.FieldsSeq(text) {
		if !empty && length(line)+1+length(word) > columns {
			lines = append(lines, line)
			line, empty = other, true
		}
		if !empty {
			line += " "
		}
		line += word
		empty = false
	}
	return strings.Join(append(lines, line), "\n")
}

// underline sets a heading off with a line of the same length.
func underline(mark, text string) string {
	lines := strings.Split(wrap(text), "\n")
	longest := 0
	for _, line := range lines {
		longest = max(longest, length(line))
	}
	return strings.Join(lines, "\n") + "\n" + strings.Repeat(mark, min(longest, columns))
}
