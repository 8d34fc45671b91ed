package board

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// decodeList reads the list under a key of a JSON object, or the list that
// the document is when key is "", element by element: a board of thousands of
// openings with all their texts is never held twice. Other members of the
// object are decoded into what others holds for their names.
//
// An element of another shape is handed over as far as it could be read. A
// document that is not JSON to its end, or has no such list, is an error.
func decodeList[T any](body []byte, key string, others map[string]any, each func(T)) error {
	dec := json.NewDecoder(bytes.NewReader(body))
	found := key == ""
	if found {
		if err := decodeElements(dec, each); err != nil {
			return notParsed(err)
		}
	} else if err := decodeObject(dec, func(name string) error {
		if name == key && !found {
			found = true
			return decodeElements(dec, each)
		}
		return decodeOther(dec, others[name])
	}); err != nil {
		return notParsed(err)
	}
	if !found {
		return notParsed(fmt.Errorf("there is no %q in it", key))
	}
	if !onlyComments(body[dec.InputOffset():]) {
		return notParsed(errors.New("something follows its end"))
	}
	return nil
}

// onlyComments reports whether text holds nothing but blanks and HTML
// comments, which caches and proxies like to put behind any answer. They say
// nothing of the document before them, which has ended.
func onlyComments(text []byte) bool {
	for {
		text = bytes.TrimSpace(text)
		if len(text) == 0 {
			return true
		}
		end := bytes.Index(text, []byte("-->"))
		if !bytes.HasPrefix(text, []byte("<!--")) || end < 0 {
			return false
		}
		text = text[end+len("-->"):]
	}
}

// decodeObject hands over the name of each member of an object; member must
// read its value.
func decodeObject(dec *json.Decoder, member func(name string) error) error {
	if err := expect(dec, '{'); err != nil {
		return err
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return err
		}
		text, _ := name.(string) // names are strings, or Token fails
		if err := member(text); err != nil {
			return err
		}
	}
	return expect(dec, '}')
}

// decodeElements hands over each element of a list.
func decodeElements[T any](dec *json.Decoder, each func(T)) error {
	if err := expect(dec, '['); err != nil {
		return err
	}
	for dec.More() {
		var element T
		if err := decodeLoosely(dec, &element); err != nil {
			return err
		}
		each(element)
	}
	return expect(dec, ']')
}

// decodeOther decodes a member into a value, or skips it when there is none.
func decodeOther(dec *json.Decoder, into any) error {
	if into == nil {
		into = new(json.RawMessage)
	}
	return decodeLoosely(dec, into)
}

// decodeLoosely decodes a value and leaves out the fields that are of another
// type than expected.
func decodeLoosely(dec *json.Decoder, into any) error {
	var other *json.UnmarshalTypeError
	if err := dec.Decode(into); err != nil && !errors.As(err, &other) {
		return err
	}
	return nil
}

// count is how many openings a board says that it has, as a number, or as one
// in quotes. Of another shape it fails the document: an empty list would be
// believed that is none.
type count int

// UnmarshalJSON reads a count.
func (c *count) UnmarshalJSON(value []byte) error {
	n, err := strconv.Atoi(strings.Trim(string(value), `" `))
	if err != nil {
		return fmt.Errorf("the number of openings is %.40q", value)
	}
	*c = count(n)
	return nil
}

// expect reads one delimiter.
func expect(dec *json.Decoder, want json.Delim) error {
	token, err := dec.Token()
	if err != nil {
		return err
	}
	if token != want {
		return fmt.Errorf("%.40q stands where %q should", fmt.Sprint(token), want.String())
	}
	return nil
}

// decodeOne reads a document that is one object.
func decodeOne(body []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(body))
	if err := decodeLoosely(dec, into); err != nil {
		return notParsed(err)
	}
	if trimmed := bytes.TrimSpace(body); len(trimmed) == 0 || trimmed[0] != '{' {
		return notParsed(errors.New("it is no object"))
	}
	return nil
}

// notParsed says that an answer is not what it should be.
func notParsed(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the answer did not parse: it ends too early")
	}
	return fmt.Errorf("the answer did not parse: %w", err)
}

// word is a text that may come as a number too. Anything else is no text.
type word string

// UnmarshalJSON reads a string or a number, digit for digit.
func (w *word) UnmarshalJSON(data []byte) error {
	var s string
	switch {
	case len(data) > 0 && data[0] == '"':
		if json.Unmarshal(data, &s) == nil {
			*w = word(s)
		}
	case len(data) > 0 && strings.ContainsRune("-0123456789", rune(data[0])):
		*w = word(data)
	}
	return nil
}

// amount is a number that may come as a text too. Anything else is 0.
type amount float64

// UnmarshalJSON reads a number or a string with one.
func (a *amount) UnmarshalJSON(data []byte) error {
	if n, err := strconv.ParseFloat(strings.Trim(string(data), `"`), 64); err == nil {
		*a = amount(n)
	}
	return nil
}

// words are texts in a list. One text alone is a list of one.
type words []string

// UnmarshalJSON reads a list of texts, or one.
func (w *words) UnmarshalJSON(data []byte) error {
	var list []word
	if len(data) > 0 && data[0] != '[' {
		list = make([]word, 1)
		_ = list[0].UnmarshalJSON(data) // never fails
	} else if json.Unmarshal(data, &list) != nil {
		return nil //nolint:nilerr // what is no list says nothing
	}
	for _, one := range list {
		if one != "" {
			*w = append(*w, string(one))
		}
	}
	return nil
}

// flag is a yes or no that may come as a number or a text too. Anything else
// is no.
type flag bool

// UnmarshalJSON reads true, 1 and the texts of both.
func (f *flag) UnmarshalJSON(data []byte) error {
	switch strings.ToLower(strings.Trim(string(data), `"`)) {
	case "true", "1", "yes":
		*f = true
	}
	return nil
}
