package directory

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxName is the length in runes at which a name is cut.
const maxName = 300

// letters are the Latin letters that no decomposition takes apart.
var letters = map[rune]string{
	'ß': "ss", 'ø': "o", 'ł': "l", 'æ': "ae", 'œ': "oe", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ħ': "h", 'ŋ': "n", 'ŧ': "t",
}

// fold returns text without case, accents and compatibility forms (Unicode
// NFKD). Marks are dropped from the scripts in which the letter without them
// is read as the same: Latin, Greek, Arabic and Hebrew; elsewhere they are
// letters of their own (Cyrillic й, Japanese ガ, the vowels of Devanagari).
func fold(text string) string {
	if isPlain(text) {
		return strings.ToLower(text)
	}
	var out strings.Builder
	bare := false // whether the letter before loses its marks
	for _, r := range norm.NFKD.String(strings.ToLower(norm.NFKD.String(text))) {
		if unicode.Is(unicode.Mn, r) {
			if !bare {
				out.WriteRune(r)
			}
			continue
		}
		bare = r == 'е' || unicode.In(r, unicode.Latin, unicode.Greek, unicode.Arabic, unicode.Hebrew)
		if plain, ok := letters[r]; ok {
			out.WriteString(plain)
		} else {
			out.WriteRune(r)
		}
	}
	return norm.NFC.String(out.String())
}

func isPlain(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// token is a word of a name or a text.
type token struct {
	text   string // folded
	raw    string // as written, without apostrophes and dots
	dotted bool   // written with dots or a slash between its letters: "S.A.", "A/S"
	owner  bool   // written with 's at its end
	broken bool   // what stands before it ends a name: a comma, a full stop, a dash with spaces
}

// tokenize cuts a name into words: runs of letters, digits and their marks.
// Apostrophes inside a word vanish, letters with dots between them are one
// word, and so are letters with a slash between them.
func tokenize(name string) []token {
	runes := []rune(norm.NFC.String(name))
	tokens := make([]token, 0, 1+len(runes)/6)
	for i, before := 0, 0; i < len(runes); {
		if !isWordRune(runes[i]) {
			i++
			continue
		}
		end, dotted := wordEnd(runes, i)
		raw := rawWord(runes[i:end])
		broken := len(tokens) > 0 && isBreak(runes[before:i], len(tokens[len(tokens)-1].text))
		owner := end-i > 2 && isApostrophe(runes[end-2]) && (runes[end-1] == 's' || runes[end-1] == 'S')
		for _, text := range strings.FieldsFunc(fold(raw), func(r rune) bool { return !isWordRune(r) }) {
			tokens = append(tokens, token{text: text, raw: raw, dotted: dotted, owner: owner, broken: broken})
		}
		i, before = end, end
	}
	return tokens
}

// rawWord returns the letters and digits of a word.
func rawWord(runes []rune) string {
	var out strings.Builder
	for _, r := range runes {
		if isWordRune(r) {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// isBreak reports whether what stands between two words ends a name. A full
// stop does, unless the word before (of so many letters) may be an
// abbreviation.
func isBreak(gap []rune, letters int) bool {
	for i, r := range gap {
		switch {
		case r == '.':
			if letters > 4 {
				return true
			}
		case r == '-' || r == '–' || r == '—':
			if len(gap) > 1 && (i == 0 || gap[i-1] == ' ') {
				return true
			}
		case r == '&' || r == '+' || r == '/' || r == '\u00a0' || r == ' ' || isApostrophe(r):
		default:
			return true
		}
	}
	return false
}

// wordEnd returns the end of the word that begins at i, and whether it is
// written with dots or slashes.
func wordEnd(runes []rune, i int) (end int, dotted bool) {
	single := func(at int) bool { // one letter alone stands at at
		return at < len(runes) && unicode.IsLetter(runes[at]) && (at+1 == len(runes) || !isWordRune(runes[at+1]))
	}
	if single(i) {
		for end = i + 1; end+1 < len(runes) && (runes[end] == '.' || runes[end] == '/') && single(end+1); end += 2 {
			dotted = true
		}
		if end < len(runes) && runes[end] == '.' { // "N.V." and "S. A."
			dotted = true
		}
		if end > i+1 || end == len(runes) || !isApostrophe(runes[end]) {
			return end, dotted
		}
	}
	for end = i + 1; end < len(runes); end++ {
		if isWordRune(runes[end]) {
			continue
		}
		if !isApostrophe(runes[end]) || end+1 == len(runes) || !isWordRune(runes[end+1]) {
			break
		}
	}
	return end, end-i == 2 && end < len(runes) && runes[end] == '.' // "Rt."
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '`' || r == '´'
}
