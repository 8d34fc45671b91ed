package board

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"
	"time"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// The page of an opening of Taleo Enterprise has its fields as one list of
// texts in a script, and in another list what each of them is.

func taleoDetailRequest(t target, o kith.Opening) kith.Request {
	return getPage(taleoJobPage(t.token, o.ExternalID))
}

// decodeTaleoDetail reads the page of an opening. That of one that is gone is
// another page, by the name that it gives itself.
func decodeTaleoDetail(res *kith.Response) (kith.Opening, error) {
	values := taleoList(res.Body, "api.fillList('requisitionDescriptionInterface'", "'descRequisition'")
	if len(values) == 0 {
		if bytes.Contains(res.Body, []byte(`value="unavaibleRequisitionPage"`)) {
			return kith.Opening{}, errGone
		}
		return decodePosting(res)
	}
	labels := taleoList(res.Body, "_hlid", ":")
	if len(labels) != len(values) {
		labels = nil
	}
	told := taleoFields(labels, values)
	if told.Description == "" {
		return kith.Opening{}, notParsed(errNoPosting)
	}
	return told, nil
}

// taleoFields puts the fields together. Without labels only the texts can be
// told from the rest: they are marked.
func taleoFields(labels, values []string) kith.Opening {
	var o kith.Opening
	var pieces, places []string
	seen := map[string]bool{} // most stand there twice
	for i, value := range values {
		if marked, ok := strings.CutPrefix(value, "!*!"); ok {
			if words := taleoText(marked); words != "" && !seen[words] {
				seen[words] = true
				pieces = append(pieces, words)
			}
			continue
		}
		if labels == nil {
			continue
		}
		switch label := strings.ToLower(labels[i]); label[strings.LastIndex(label, ".")+1:] {
		case "primarylocation", "otherlocations":
			places = append(places, taleoPlaces(taleoPlain(value))...)
		case "jobfield", "department":
			o.Department = field.FirstOf(o.Department, text.Title(taleoPlain(value)))
		case "jobschedule":
			o.EmploymentType = field.FirstOf(o.EmploymentType, field.EmploymentType(taleoPlain(value)))
		case "postingdate":
			if o.PostedAt.IsZero() {
				o.PostedAt = taleoDate(taleoPlain(value)).Truncate(24 * time.Hour) // its zone is not known
			}
		}
	}
	o.Locations, o.Description = field.Places(places...), joinTexts(pieces)
	return o
}

// taleoText returns a text that is HTML, escaped as a part of an address.
func taleoText(escaped string) string {
	return text.FromHTML(taleoPlain(strings.ReplaceAll(escaped, "!*!", "")))
}

// taleoPlain returns a value as it was before it was escaped.
func taleoPlain(escaped string) string {
	if plain, err := url.PathUnescape(escaped); err == nil {
		return plain
	}
	return escaped
}

// maxTaleoFields is how many fields of an opening are read.
const maxTaleoFields = 2000

// taleoList returns the list of texts in single quotes that follows two marks
// in a script. It is nil where there is none, or none that ends.
func taleoList(body []byte, first, second string) []string {
	for from := body; ; {
		_, after, found := bytes.Cut(from, []byte(first))
		if !found {
			return nil
		}
		from = after
		_, list, found := bytes.Cut(after[:min(len(after), 4<<20)], []byte(second))
		if start := bytes.IndexByte(list, '['); found && start >= 0 && start < 20 && len(after)-len(list) < 40 {
			if texts := quotedTexts(list[start+1:]); len(texts) > 1 {
				return texts
			}
		}
	}
}

// quotedTexts reads texts in single quotes with commas between them, up to the
// bracket that ends them.
func quotedTexts(src []byte) []string {
	var texts []string
	for i := 0; i < len(src) && len(texts) < maxTaleoFields; i++ {
		switch src[i] {
		case ']':
			return texts
		case '\'':
			value, size := quotedText(src[i+1:])
			if size < 0 {
				return nil
			}
			texts = append(texts, value)
			i += size
		case ',', ' ', '\t', '\r', '\n':
		default:
			return nil
		}
	}
	return nil
}

// quotedText reads a text up to the quote that ends it, and returns how many
// bytes that took, the quote with them; -1 where none ends it.
func quotedText(src []byte) (value string, size int) {
	var b strings.Builder
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\'':
			return b.String(), i + 1
		case c == '\n' || c == '\r':
			return "", -1
		case c == '\\' && i+1 < len(src):
			r, used := escapedRune(src[i+1:])
			b.WriteRune(r)
			i += used
		default:
			b.WriteByte(c)
		}
	}
	return "", -1
}

// escapedRune reads what follows a backslash.
func escapedRune(src []byte) (r rune, used int) {
	digits := map[byte]int{'u': 4, 'x': 2}[src[0]]
	if digits > 0 && len(src) > digits {
		if n, err := strconv.ParseUint(string(src[1:1+digits]), 16, 32); err == nil {
			return rune(n), 1 + digits
		}
	}
	switch src[0] {
	case 'n', 'r', 't':
		return ' ', 1
	}
	return rune(src[0]), 1
}
