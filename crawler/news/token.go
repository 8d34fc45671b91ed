package news

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// style is how the words of a sentence are written, which says whether a
// capital letter tells a name.
type style int

const (
	cased  style = iota // as in a text: names have capitals, other words do not
	titled              // as in a headline: nearly every word has a capital
	flat                // no capitals at all
)

// word is one word or mark of a sentence.
type word struct {
	text, low  string
	start, end int  // in bytes of the sentence
	owner      bool // an 's follows: "Acme's"
	mark       bool // it is no word but a comma, a colon or the like
}

// speech is a sentence in words.
type speech struct {
	text  string
	words []word
	style style
}

// read puts a sentence into words. What stands in brackets, and the signs of
// shares, are left out.
func read(sentence string) *speech {
	s := &speech{text: sentence}
	for i := 0; i < len(sentence); {
		r, size := utf8.DecodeRuneInString(sentence[i:])
		switch {
		case isWordRune(r):
			end := wordEnd(sentence, i)
			s.add(sentence[i:end], i)
			i = end
			continue
		case r == ':' && listed.MatchString(sentence[i:]):
			size = len(listed.FindString(sentence[i:])) - 1
		case r == '.' && owned.MatchString(sentence[i:]):
		case r == '!' && shouted.MatchString(sentence[i:]):
			size = s.shout(sentence[i:])
		case r == '(':
			if end := asideEnd(sentence[i:]); end > 0 {
				size = end
			} else {
				s.words = append(s.words, word{text: "(", low: "(", start: i, end: i + size, mark: true})
			}
		case !unicode.IsSpace(r) && !s.owns(sentence, i):
			s.words = append(s.words, word{text: string(r), low: string(r), start: i, end: i + size, mark: true})
		}
		i += size
	}
	s.style = styleOf(s.words)
	return s
}

// owned finds the stop of an abbreviation that owns what follows: "Inc.'s".
var owned = regexp.MustCompile(`^\.['’]s\s`)

// shouted finds a mark that belongs to a name: "Yahoo! buys", "Yahoo!'s".
var shouted = regexp.MustCompile(`^!(?:['’]s)?,?\s+[\p{Ll}(]`)

// shout takes such a mark, and an 's behind it, as a part of the word before it.
// It returns how long they are.
func (s *speech) shout(rest string) int {
	if last := len(s.words) - 1; last >= 0 && strings.IndexAny(rest, "'’") == 1 {
		s.words[last].owner = true
		return len(rest[:strings.Index(rest, "s")+1])
	}
	return 1
}

// listed finds the sign of a share behind the name of its exchange: ": NOVX
// said".
var listed = regexp.MustCompile(`^:\s?[A-Z][A-Z0-9]{1,5}\s[a-z]`)

// asideEnd returns how long the brackets are that a text begins with, 0 when
// they do not close soon.
func asideEnd(text string) int {
	return strings.IndexByte(text[:min(len(text), 80)], ')') + 1
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+' }

// wordEnd returns where the word that begins at i ends: marks between two
// letters or digits belong to it.
func wordEnd(text string, i int) int {
	end := i
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !isWordRune(r) {
			next, _ := utf8.DecodeRuneInString(text[end+size:])
			if end == i || !strings.ContainsRune("&.'’-/,+", r) || !isWordRune(next) || r == ',' && !(unicode.IsDigit(next) && unicode.IsDigit(rune(text[end-1]))) {
				return end
			}
		}
		end += size
	}
	return end
}

// add appends a word, and takes an 's off it.
func (s *speech) add(text string, start int) {
	if isTicker(text) {
		return
	}
	w := word{text: text, start: start, end: start + len(text)}
	for _, mark := range []string{"'s", "’s"} {
		if cutText, ok := strings.CutSuffix(text, mark); ok {
			w.text, w.owner = cutText, true
			w.end = start + len(cutText)
		}
	}
	w.low = strings.ToLower(w.text)
	s.words = append(s.words, w)
}

// owns takes an "'s" that stands alone, or the mark of "companies'", as that of
// the word before it.
func (s *speech) owns(text string, i int) bool {
	rest := text[i:]
	last := len(s.words) - 1
	if last < 0 || s.words[last].mark || !strings.HasPrefix(rest, "'") && !strings.HasPrefix(rest, "’") {
		return false
	}
	if i == s.words[last].end && strings.HasSuffix(s.words[last].low, "s") || i == s.words[last].end+1 && strings.HasPrefix(strings.TrimLeft(rest, "'’"), "s ") {
		s.words[last].owner = true
	}
	return true
}

// isTicker reports whether a word is the sign of a share: "GM.N".
func isTicker(text string) bool {
	before, after, dotted := strings.Cut(text, ".")
	return dotted && len(before) >= 2 && len(before) <= 5 && len(after) <= 2 && after != "" && text == strings.ToUpper(text) && !strings.ContainsAny(text, "0123456789")
}

// styleOf tells how words are written.
func styleOf(words []word) style {
	capitals, long, letters := 0, 0, 0
	for _, w := range words {
		if w.mark || !hasLetter(w.text) {
			continue
		}
		letters++
		if r, _ := utf8.DecodeRuneInString(w.text); unicode.IsUpper(r) {
			capitals++
		}
		if utf8.RuneCountInString(w.text) >= 4 {
			long++
		}
	}
	switch {
	case letters > 0 && capitals == 0:
		return flat
	case letters >= 3 && 10*capitals >= 7*letters, long >= 3 && letters >= 4 && 10*capitals >= 6*letters:
		return titled
	}
	return cased
}

func hasLetter(text string) bool  { return strings.IndexFunc(text, unicode.IsLetter) >= 0 }
func hasDigit(text string) bool   { return strings.IndexFunc(text, unicode.IsDigit) >= 0 }
func hasCapital(text string) bool { return strings.IndexFunc(text, unicode.IsUpper) >= 0 }

// index returns the first word that ends behind a byte of the sentence.
func (s *speech) index(at int) int {
	for i, w := range s.words {
		if w.end > at {
			return i
		}
	}
	return len(s.words)
}

// low returns a word of the sentence in small letters, "" beyond its ends.
func (s *speech) low(i int) string {
	if i < 0 || i >= len(s.words) {
		return ""
	}
	return s.words[i].low
}
