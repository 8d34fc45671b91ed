package crawler

import (
	"bytes"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// toUTF8 returns a body in UTF-8 where it is text, and as it is where it is
// not. The Content-Type of header is made to agree. Bytes that are valid UTF-8
// are taken as that, whatever is declared: next to no text in another encoding
// is so by accident, and many servers declare one by habit. JSON is UTF-8 by
// RFC 8259. What cannot be read becomes U+FFFD.
func toUTF8(content []byte, header http.Header) []byte {
	declared := header.Get("Content-Type")
	if declared == "" {
		declared, _, _ = strings.Cut(http.DetectContentType(content), ";") // it says UTF-8 whenever it does not know
	}
	kind, params, _ := mime.ParseMediaType(declared)
	if kind == "" { // a broken header still tells the type
		kind, _, _ = strings.Cut(strings.ToLower(declared), ";")
	}
	if !isText(kind) {
		return content
	}
	if bytes.HasPrefix(content, []byte("\xef\xbb\xbf")) {
		return valid(content[3:])
	}
	if utf8.Valid(content) && bytes.IndexByte(content, 0x1b) < 0 && bytes.IndexByte(content, 0) < 0 {
		return relabelled(content, kind, params["charset"])
	}
	from := encodingOf(content, kind, declared, params["charset"])
	if from == nil {
		return relabelled(valid(content), kind, params["charset"])
	}
	text, err := from.NewDecoder().Bytes(content)
	if err != nil { // no decoder of these fails on what it reads
		text = content
	}
	header.Set("Content-Type", kind+"; charset=utf-8")
	return relabelled(valid(text), kind, "other")
}

// isText reports whether a media type is one of text.
func isText(kind string) bool {
	if strings.HasPrefix(kind, "text/") {
		return true
	}
	for _, part := range []string{"json", "xml", "html", "javascript", "rss", "atom"} {
		if strings.Contains(kind, part) && !strings.HasPrefix(kind, "application/vnd.openxmlformats") {
			return true
		}
	}
	return false
}

// encodingOf returns the encoding of text that is not plain UTF-8, nil when it
// is to be read as UTF-8 all the same.
func encodingOf(content []byte, kind, declared, label string) encoding.Encoding {
	for _, mark := range []string{"\xfe\xff", "\xff\xfe"} {
		if bytes.HasPrefix(content, []byte(mark)) {
			return unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)
		}
	}
	if strings.Contains(kind, "json") {
		return encodingOfJSON(content)
	}
	if label == "" && strings.Contains(kind, "xml") && !strings.Contains(kind, "html") {
		label = xmlLabel(content)
	}
	if label != "" {
		found, name := charset.Lookup(label)
		if found == nil || name == "utf-8" {
			return nil
		}
		return found
	}
	found, name, certain := charset.DetermineEncoding(content[:min(len(content), 1024)], declared)
	if name == "utf-8" || !certain && mostlyUTF8(content) {
		return nil
	}
	return found
}

// encodingOfJSON returns the encoding of JSON that is not plain UTF-8, as it
// must be: nil where it is UTF-8 with a flaw, else what such text nearly
// always is.
func encodingOfJSON(content []byte) encoding.Encoding {
	if mostlyUTF8(content) {
		return nil
	}
	return charmap.Windows1252
}

// mostlyUTF8 reports whether text holds more characters of several bytes that
// are whole than bytes that belong to none: UTF-8 with a flaw.
func mostlyUTF8(content []byte) bool {
	whole, broken := 0, 0
	for len(content) > 0 {
		r, size := utf8.DecodeRune(content)
		switch {
		case r == utf8.RuneError && size == 1:
			broken++
		case size > 1:
			whole++
		}
		content = content[size:]
	}
	return broken == 0 || whole > broken
}

// valid returns text with U+FFFD in place of what is no UTF-8.
func valid(text []byte) []byte {
	if utf8.Valid(text) {
		return text
	}
	return bytes.ToValidUTF8(text, []byte("\uFFFD"))
}

// xmlDeclaration returns where the name of the encoding stands in the
// declaration at the head of an XML document.
func xmlDeclaration(content []byte) (start, end int) {
	head := content[:min(len(content), 256)]
	if !bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("<?xml")) {
		return 0, 0
	}
	if end := bytes.Index(head, []byte("?>")); end >= 0 {
		head = head[:end]
	}
	at := bytes.Index(head, []byte("encoding"))
	if at < 0 {
		return 0, 0
	}
	open := bytes.IndexAny(head[at:], `"'`)
	if open < 0 {
		return 0, 0
	}
	start = at + open + 1
	length := bytes.IndexByte(head[start:], head[start-1])
	if length < 0 {
		return 0, 0
	}
	return start, start + length
}

// xmlLabel returns the encoding that an XML document declares.
func xmlLabel(content []byte) string {
	start, end := xmlDeclaration(content)
	return string(content[start:end])
}

// relabelled makes the declaration of an XML document say what is true now: it
// is in UTF-8. Its reader would otherwise decode it a second time.
func relabelled(content []byte, kind, label string) []byte {
	if !strings.Contains(kind, "xml") && label != "other" {
		return content
	}
	start, end := xmlDeclaration(content)
	if start == end || strings.EqualFold(string(content[start:end]), "utf-8") {
		return content
	}
	return append(append(append(make([]byte, 0, len(content)+8), content[:start]...), "utf-8"...), content[end:]...)
}
