package board

import (
	"regexp"
	"strings"

	"kith"
)

// What several systems share that let only visitors search who have opened a
// page first.

// sessionToken is what a token that is sent in a header may be made of.
var sessionToken = regexp.MustCompile(`^[A-Za-z0-9._~+/=|%-]+$`)

// isSession reports whether a text of a page can be the token of a session.
func isSession(token string) bool {
	return len(token) >= 8 && len(token) <= 12_000 && sessionToken.MatchString(token)
}

// maxCookies is how many cookies of one answer are sent back.
const maxCookies = 30

// cookiesOf returns the cookies that an answer sets, as the header of a request
// that gives them back.
func cookiesOf(res *kith.Response) string {
	var pairs []string
	for _, line := range res.Header.Values("Set-Cookie") {
		pair, _, _ := strings.Cut(line, ";")
		name, value, _ := strings.Cut(strings.TrimSpace(pair), "=")
		if name != "" && value != "" && cookiePattern.MatchString(name+value) && len(pair) < 4096 && len(pairs) < maxCookies {
			pairs = append(pairs, name+"="+value)
		}
	}
	return strings.Join(pairs, "; ")
}

var cookiePattern = regexp.MustCompile(`^[\x21-\x3a\x3c-\x7e]+$`) // visible, no semicolon
