package text

import (
	"bytes"
	"regexp"
	"unicode/utf8"
)

// encodingName finds the encoding in the declaration of an XML document.
var encodingName = regexp.MustCompile(`^(\s*<\?xml[^>]{0,200}?)\s+encoding\s*=\s*(?:"[^"]{0,40}"|'[^']{0,40}')`)

// AsUTF8 makes a document of XML that is UTF-8 already say nothing else of
// itself: the transport decodes what it fetches, but leaves the declaration.
func AsUTF8(body []byte) []byte {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(body) {
		return body
	}
	return encodingName.ReplaceAll(body, []byte("$1"))
}
