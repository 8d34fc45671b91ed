package index

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
)

// piece is a part of a text; match says that it is a word which was searched
// for.
type piece struct {
	text  string
	match bool
}

// The length of parts of a text, in bytes.
const (
	fragmentWidth = 200  // of those that Highlights returns
	maxWidth      = 2000 // of any
)

// Highlights returns a fragment of some 200 bytes of each of the texts that
// has words which were searched for, in the order of the texts. Each such word
// stands between two asterisks on either side, as in "a **data** engineer", and
// an ellipsis where the text goes on. Blanks and line breaks of the text become
// one blank, and its own asterisks are left out. The texts come from the store,
// for the index holds none; of each the first 20 kB are looked at.
func (r Result) Highlights(texts ...string) []string {
	var found []string
	for _, text := range texts {
		if fragment := marked(r.fragment(text, fragmentWidth)); fragment != "" {
			found = append(found, fragment)
		}
	}
	return found
}

// fragment is a part of a text.
type fragment struct {
	pieces     []piece
	begin, end bool // it holds the begin and the end of the text
}

// marked writes a fragment with its words between asterisks.
func marked(f fragment) string {
	var b strings.Builder
	if len(f.pieces) > 0 && !f.begin {
		b.WriteString("… ")
	}
	for _, p := range f.pieces {
		text := strings.ReplaceAll(p.text, "*", "")
		if p.match {
			text = "**" + text + "**"
		}
		b.WriteString(text)
	}
	if len(f.pieces) > 0 && !f.end {
		b.WriteString(" …")
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// fragment cuts the best part out of text.
func (r Result) fragment(text string, width int) fragment {
	if r.marker == nil {
		return fragment{}
	}
	whole := len(text)
	text = clip(text, maxText)
	matches := r.marker.matches(text)
	if len(matches) == 0 {
		return fragment{}
	}
	from, to := window(text, matches, min(max(width, 0), maxWidth))
	f := fragment{begin: from == 0, end: to == whole}
	at := from
	for _, m := range matches {
		if m.start < at || m.end > to {
			continue
		}
		if m.start > at {
			f.pieces = append(f.pieces, piece{text: text[at:m.start]})
		}
		f.pieces = append(f.pieces, piece{text: text[m.start:m.end], match: true})
		at = m.end
	}
	if at < to {
		f.pieces = append(f.pieces, piece{text: text[at:to]})
	}
	return f
}

// marker knows the terms and beginnings of words that a query asks for.
type marker struct {
	stem     analysis.Analyzer
	terms    map[string]bool
	prefixes []string
}

// marker returns the marker for a query, near spellings and synonyms included.
func (c *compiler) marker(x Expr) *marker {
	m := &marker{stem: c.stem, terms: make(map[string]bool)}
	var words []string
	for _, cl := range x.clauses {
		if cl.not || cl.field != onWords && cl.field != fieldTitle && cl.field != fieldDepartment {
			continue
		}
		these := cl.words
		if cl.prefix {
			m.prefixes = append(m.prefixes, these[len(these)-1])
			these = these[:len(these)-1]
		}
		words = append(words, these...)
	}
	for _, g := range groups(words) {
		for _, other := range g.others {
			words = append(words, other...)
		}
	}
	for _, term := range analyse(c.stem, words) {
		m.terms[term] = true
		for _, near := range c.near[term] {
			m.terms[near] = true
		}
	}
	return m
}

// matches returns the words of text that the marker knows, with their terms.
func (m *marker) matches(text string) []span {
	var spans, found []span
	eachWord(text, func(s span) { spans = append(spans, s) })
	for _, t := range m.stem.Analyze([]byte(plain(text))) {
		n := t.Position - 1
		if n < len(spans) && m.has(string(t.Term), spans[n].word) {
			found = append(found, span{word: string(t.Term), start: spans[n].start, end: spans[n].end})
		}
	}
	return found
}

func (m *marker) has(term, word string) bool {
	if m.terms[term] {
		return true
	}
	for _, p := range m.prefixes {
		if strings.HasPrefix(word, p) {
			return true
		}
	}
	return false
}

// window returns the bounds of the part of text with the most different
// matches, the first such part, with some words before the first match.
func window(text string, matches []span, width int) (from, to int) {
	best, first := 0, matches[0]
	counts := make(map[string]int) // of the words of matches[n:next]
	next := 0
	for n, m := range matches {
		for ; next < len(matches) && matches[next].end-m.start <= width*3/4; next++ {
			counts[matches[next].word]++
		}
		if len(counts) > best {
			best, first = len(counts), m
		}
		if next == n { // the word alone is too long
			next++
			continue
		}
		counts[m.word]--
		if counts[m.word] == 0 {
			delete(counts, m.word)
		}
	}
	from = max(first.start-width/4, 0)
	to = max(min(from+width, len(text)), first.end)
	return toBlank(text, from, first.start), fromBlank(text, to, first.end)
}

// toBlank moves at forward to the begin of a word, no further than limit.
func toBlank(text string, at, limit int) int {
	if at == 0 {
		return at
	}
	if blank := strings.IndexAny(text[at:limit], " \n\t"); blank >= 0 {
		return at + blank + 1
	}
	return limit
}

// fromBlank moves at backward to the end of a word, no further than limit.
func fromBlank(text string, at, limit int) int {
	if at == len(text) {
		return at
	}
	if blank := strings.LastIndexAny(text[limit:at], " \n\t"); blank >= 0 {
		return limit + blank
	}
	for at > limit && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}
