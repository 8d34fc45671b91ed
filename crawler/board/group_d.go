package board

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"kith"
	"kith/crawler/internal/text"
)

// groupD holds the adapters of group D.
func groupD() []adapter {
	return []adapter{
		ukg(), ukgReady(), adp(), adpMyJobs(), dayforce(), cornerstone(), softgarden(), trakstar(), hibob(), paycom(),
	}
}

// postJSON returns a request that asks by a question in JSON.
func postJSON(address, question string) kith.Request {
	return kith.Request{Method: http.MethodPost, URL: address, Body: []byte(question),
		Header: http.Header{"Accept": {"application/json"}, "Content-Type": {"application/json"}}}
}

// sessionToken is what a token that is sent in a header may be made of.
var sessionToken = regexp.MustCompile(`^[A-Za-z0-9._~+/=|%-]+$`)

// isSession reports whether a text of a page can be the token of a session.
func isSession(token string) bool {
	return len(token) >= 8 && len(token) <= 12_000 && sessionToken.MatchString(token)
}

// failed returns an answer that came as one that is of no use.
func (a answer) failed(format string, args ...any) answer {
	a.outcome, a.reason = kith.OutcomeFailed, fmt.Sprintf(format, args...)
	return a
}

// gone returns an answer that came as one that there is nothing.
func (a answer) gone() answer {
	a.outcome, a.reason = kith.OutcomeGone, errGone.Error()
	return a
}

// maxCookies is how many cookies of one answer are sent back.
const maxCookies = 30

// cookiesOf returns the cookies that an answer sets, as a request sends them.
func cookiesOf(res *kith.Response) string {
	var all []string
	for _, line := range res.Header["Set-Cookie"] {
		if c, err := http.ParseSetCookie(line); err == nil && c.Value != "" && len(all) < maxCookies {
			all = append(all, c.Name+"="+c.Value)
		}
	}
	return strings.Join(all, "; ")
}

// sameCountry returns the country that all names or codes are of, "" where
// they differ or one of them names none.
func sameCountry(named []string) string {
	country := ""
	for i, name := range named {
		one := text.Country(name)
		if one == "" || i > 0 && one != country {
			return ""
		}
		country = one
	}
	return country
}

// tagPattern finds a tag of HTML.
var tagPattern = regexp.MustCompile(`<[A-Za-z/!]`)

// anyText returns the text of what is HTML, HTML that was escaped as a whole,
// or plain text with entities.
func anyText(source string) string {
	if !tagPattern.MatchString(source) {
		source = text.Unescape(source)
	}
	if tagPattern.MatchString(source) {
		return text.FromHTML(source)
	}
	return text.FromPlain(source)
}

// unlike returns the error of a token that is none of a system's.
func unlike(system, token, shape string) error {
	return kith.Errorf(kith.CodeInvalid, "%.100q is no board of %s; it should be %s", token, system, shape)
}
