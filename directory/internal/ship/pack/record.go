package pack

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// Record is one name of one board.
type Record struct {
	Form  int      // index in Forms
	Parts []string // what the form needs
	Name  string   // the employer's name
	// Told reports that the name says more than the token: somebody wrote it.
	// Otherwise it is the token, made readable.
	Told bool
}

// The spellings tell how the name and the first part are made of each other.
const (
	spellApart      = iota // both are written
	spellSame              // the name is the part
	spellCapital           // the name is the part with a capital
	spellTitle             // the name is the part with words and capitals
	spellSquashed          // the part is the name in small letters and digits
	spellHyphenated        // so, with hyphens
	spellings
	flagTold = 0x80
)

const maxText = 400 // bytes of a part or a name

func (r Record) encode() ([]byte, error) {
	if r.Form < 0 || r.Form >= len(Forms) || len(r.Parts) != Forms[r.Form].parts() {
		return nil, fmt.Errorf("%q does not fit form %d", r.Parts, r.Form)
	}
	spelling := r.spelling()
	out := []byte{byte(r.Form), byte(spelling)}
	if r.Told {
		out[1] |= flagTold
	}
	for i, part := range r.Parts {
		if i == 0 && (spelling == spellSquashed || spelling == spellHyphenated) {
			continue
		}
		out = appendText(out, part)
	}
	if spelling == spellApart || spelling >= spellSquashed {
		out = appendText(out, r.Name)
	}
	back, end, err := decode(string(out), 0)
	if err != nil {
		return nil, fmt.Errorf("%q %q cannot be encoded: %w", r.Name, r.Parts, err)
	}
	if end != len(out) || back.Name != r.Name || strings.Join(back.Parts, "\n") != strings.Join(r.Parts, "\n") {
		return nil, fmt.Errorf("%q %q cannot be encoded: they read back as %q %q", r.Name, r.Parts, back.Name, back.Parts)
	}
	return out, nil
}

// spelling returns the shortest spelling that gives the record back.
func (r Record) spelling() int {
	switch part := r.Parts[0]; r.Name {
	case part:
		return spellSame
	case capital(part):
		return spellCapital
	case Title(part):
		return spellTitle
	default:
		switch part {
		case Squash(r.Name):
			return spellSquashed
		case hyphenated(r.Name):
			return spellHyphenated
		}
		return spellApart
	}
}

func appendText(out []byte, text string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(text))), text...)
}

// decode returns the record at a place in the records, and where it ends.
func decode(records string, at int) (r Record, end int, err error) {
	if at < 0 || at+2 > len(records) {
		return r, 0, fmt.Errorf("%w: no record at %d", ErrDamaged, at)
	}
	form, spelling := int(records[at]), int(records[at+1]&^flagTold)
	if form >= len(Forms) || spelling >= spellings {
		return r, 0, fmt.Errorf("%w: no form %d, spelling %d", ErrDamaged, form, spelling)
	}
	r = Record{Form: form, Told: records[at+1]&flagTold != 0, Parts: make([]string, Forms[form].parts())}
	in := reader{records, at + 2, nil}
	first := 0
	if spelling == spellSquashed || spelling == spellHyphenated {
		first = 1
	}
	for i := first; i < len(r.Parts); i++ {
		r.Parts[i] = in.text()
	}
	switch spelling {
	case spellSame:
		r.Name = r.Parts[0]
	case spellCapital:
		r.Name = capital(r.Parts[0])
	case spellTitle:
		r.Name = Title(r.Parts[0])
	case spellSquashed:
		r.Name = in.text()
		r.Parts[0] = Squash(r.Name)
	case spellHyphenated:
		r.Name = in.text()
		r.Parts[0] = hyphenated(r.Name)
	default:
		r.Name = in.text()
	}
	return r, in.at, in.err
}

// reader reads texts one behind the other; after an error only empty ones.
type reader struct {
	data string
	at   int
	err  error
}

func (in *reader) text() string {
	if in.err != nil {
		return ""
	}
	length, shift := 0, 0
	for {
		if in.at >= len(in.data) || shift > 7 {
			in.err = fmt.Errorf("%w: a text is cut at %d", ErrDamaged, in.at)
			return ""
		}
		b := in.data[in.at]
		in.at++
		length |= int(b&0x7f) << shift
		if b < 0x80 {
			break
		}
		shift += 7
	}
	if length > maxText || in.at+length > len(in.data) {
		in.err = fmt.Errorf("%w: a text of %d bytes at %d", ErrDamaged, length, in.at)
		return ""
	}
	in.at += length
	return in.data[in.at-length : in.at]
}

func capital(text string) string {
	if text == "" || text[0] < 'a' || text[0] > 'z' {
		return text
	}
	return string(text[0]-'a'+'A') + text[1:]
}

// Title makes the words of a token readable: "blue-owl" is "Blue Owl".
func Title(token string) string {
	words := strings.FieldsFunc(token, func(r rune) bool { return r == '-' || r == '_' || r == ' ' })
	for i := range words {
		words[i] = capital(words[i])
	}
	return strings.Join(words, " ")
}

// hyphenated returns the words of text, in small ASCII letters and digits,
// with hyphens between.
func hyphenated(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return Squash(string(r)) == "" })
	return strings.ToLower(strings.Join(words, "-"))
}
