package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWord is the length in bytes above which a run of letters and digits is
// no word: an encoded blob, not something that is searched for.
const maxWord = 64

// span is one word of a text with its place there.
type span struct {
	word       string // lower case, without accents
	start, end int    // bytes in the text
}

// plain returns the words of text, lower-cased and without accents, with one
// blank between them. The analyzers of the index only split at blanks, so
// what a word is gets decided here, for documents and queries alike.
func plain(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	eachWord(text, func(s span) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(s.word)
	})
	return b.String()
}

// wordsOf returns the words of text.
func wordsOf(text string) []string {
	var found []string
	eachWord(text, func(s span) { found = append(found, s.word) })
	return found
}

// eachWord calls visit for each word of text, in order: a run of letters and
// digits, in which an apostrophe is left out and a closing 's dropped. In
// scripts without blanks every letter is a word. C++, C#, F# and .NET are words as they are written.
func eachWord(text string, visit func(span)) {
	s := scanner{text: text, visit: visit}
	for s.at < len(text) {
		r, size := utf8.DecodeRuneInString(text[s.at:])
		switch {
		case ideograph(r):
			s.flush()
			s.start, s.word = s.at, append(s.word, string(r)...)
			s.at += size
			s.flush()
		case inWord(r):
			s.add(r)
			s.at += size
		case apostrophe(r) && len(s.word) > 0:
			s.apostrophe(size)
		default:
			s.punctuation(r, size)
		}
	}
	s.flush()
}

// scanner holds the word that is being read.
type scanner struct {
	text  string
	at    int
	start int // of the word
	word  []byte
	visit func(span)
}

func (s *scanner) add(r rune) {
	if len(s.word) == 0 {
		s.start = s.at
	}
	s.word = appendFolded(s.word, r)
}

func (s *scanner) flush() {
	if len(s.word) > 0 && len(s.word) <= maxWord {
		s.visit(span{word: string(s.word), start: s.start, end: s.at})
	}
	s.word = s.word[:0]
}

// apostrophe handles one inside or after a word: "men's" is men, "O'Reilly"
// is oreilly.
func (s *scanner) apostrophe(size int) {
	rest := s.text[s.at+size:]
	if len(rest) > 0 && (rest[0] == 's' || rest[0] == 'S') {
		next, _ := utf8.DecodeRuneInString(rest[1:])
		if rest[1:] == "" || !inWord(next) {
			s.flush()
			s.at += size + 1
			return
		}
	}
	s.at += size
}

// punctuation ends the word, or belongs to one of the few names that are
// written with it.
func (s *scanner) punctuation(r rune, size int) {
	word, rest := string(s.word), s.text[s.at:]
	switch {
	case word == "c" && strings.HasPrefix(rest, "++"):
		s.word = append(s.word, "++"...)
		s.at += 2
		s.flush()
	case (word == "c" || word == "f") && r == '#':
		s.word = append(s.word, '#')
		s.at++
		s.flush()
	case (word == "" || word == "asp" || word == "vb") && len(rest) >= 4 && strings.EqualFold(rest[:4], ".net") && !wordFollows(rest[4:]):
		s.flush()
		s.start, s.word = s.at, append(s.word, ".net"...)
		s.at += 4
		s.flush()
	default:
		s.flush()
		s.at += size
	}
}

func wordFollows(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return rest != "" && inWord(r)
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.In(r, unicode.Mn, unicode.Mc))
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

// ideograph reports whether r is of a script that puts no blanks between
// words, and is not a mark above or below a letter.
func ideograph(r rune) bool {
	return r >= 0x0E00 && unicode.IsLetter(r) && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// appendFolded appends r in lower case and without accents.
func appendFolded(word []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(word, byte(r))
	}
	r = unicode.ToLower(r)
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	decomposed := norm.NFKD.Properties(buf[:n]).Decomposition()
	if decomposed == nil {
		decomposed = buf[:n]
	}
	for len(decomposed) > 0 {
		d, size := utf8.DecodeRune(decomposed)
		if inWord(d) && !unicode.Is(unicode.Mn, d) {
			word = appendLetter(word, unicode.ToLower(d))
		}
		decomposed = decomposed[size:]
	}
	return word
}

// appendLetter appends a letter, spelled out where it is one that Unicode does
// not decompose.
func appendLetter(word []byte, r rune) []byte {
	switch r {
	case 'ß':
		return append(word, "ss"...)
	case 'æ':
		return append(word, "ae"...)
	case 'œ':
		return append(word, "oe"...)
	case 'ø':
		return append(word, 'o')
	case 'ł':
		return append(word, 'l')
	case 'đ', 'ð':
		return append(word, 'd')
	}
	return utf8.AppendRune(word, r)
}
