package board

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"kith"
	"kith/crawler/internal/text"
)

// maxAddress is the length in bytes beyond which an address is none.
const maxAddress = 2000

// address is an address taken apart.
type address struct {
	host  string   // in lower case, without port
	path  []string // the segments that are not empty, unescaped
	query url.Values
}

// parseAddress takes an address apart. The scheme may be left out; anything
// but http and https, and a port that is not theirs, is refused.
func parseAddress(raw string) (address, bool) {
	raw = strings.TrimSpace(raw)
	if raw == "" || len(raw) > maxAddress || text.Line(raw) != raw {
		return address{}, false
	}
	if strings.HasPrefix(raw, "//") {
		raw = "https:" + raw
	} else if !strings.Contains(raw, "://") {
		raw = "https://" + raw
	}
	u, err := url.Parse(raw)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || !slices.Contains([]string{"", "443", "80"}, u.Port()) {
		return address{}, false
	}
	a := address{host: strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")}
	// Some systems have semicolons within a value. What cannot be read is left out.
	a.query, _ = url.ParseQuery(strings.ReplaceAll(u.RawQuery, ";", "%3B"))
	for part := range strings.SplitSeq(u.EscapedPath(), "/") {
		part, err := url.PathUnescape(part)
		if err != nil {
			return address{}, false
		}
		if part != "" {
			a.path = append(a.path, part)
		}
	}
	return a, true
}

// at returns a segment of the path, "" beyond its end.
func (a address) at(i int) string {
	if i >= len(a.path) {
		return ""
	}
	return a.path[i]
}

// after returns the segment that follows a beginning of the path, "" where
// the path does not begin so.
func (a address) after(beginning ...string) string {
	for i, part := range beginning {
		if !strings.EqualFold(a.at(i), part) {
			return ""
		}
	}
	return a.at(len(beginning))
}

// The shapes of segments. Tokens come into addresses and keys, so that
// nothing may be in them that means something there.
var (
	localePattern = regexp.MustCompile(`^(?i:[a-z]{2}[-_]([a-z]{2}|hans|hant))$`) // en-US, zh-Hans
	plainPattern  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$`)
	dottedPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$`)
	numberPattern = regexp.MustCompile(`^[0-9]{1,12}$`)
)

// withoutLocale returns the address without a locale at the beginning of its
// path, as in /en-US/Careers, where something follows it.
func (a address) withoutLocale() address {
	if len(a.path) > 1 && localePattern.MatchString(a.path[0]) {
		a.path = a.path[1:]
	}
	return a
}

// freeToken returns a token that may have any letters and blanks, or "" for
// what can be none.
func freeToken(s string) string {
	if s == "" || len(s) > 100 || strings.Trim(s, ".") == "" || strings.ContainsAny(s, `/\?#%`) || text.Line(s) != s || isFile(s) {
		return ""
	}
	return s
}

// isFile reports whether a segment is one of the files that any host has.
func isFile(s string) bool {
	switch strings.ToLower(s) {
	case "robots.txt", "favicon.ico", "sitemap.xml", "index.html", "manifest.json":
		return true
	}
	return false
}

// fixedHost returns a function for systems with one API host for all boards.
func fixedHost(host string) func(string) (string, error) {
	return func(string) (string, error) { return host, nil }
}

// pathHost returns a function for systems that have one API host, and whose
// tokens are plain names.
func pathHost(system, host string) func(string) (string, error) {
	return func(token string) (string, error) {
		if !plainPattern.MatchString(token) {
			return "", kith.Errorf(kith.CodeInvalid, "%.100q is no name of a board of %s", token, system)
		}
		return host, nil
	}
}

// unlike returns the error of a token that is none of a system's.
func unlike(system, token, shape string) error {
	return kith.Errorf(kith.CodeInvalid, "%.100q is no board of %s; it should be %s", token, system, shape)
}
