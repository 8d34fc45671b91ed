package directory

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"
)

// NameFromToken makes a company name readable out of the token of its board,
// for want of a better one: "northwharf-freight" is Northwharf Freight. Of a
// Workday token ("tenant/wd5/site") the tenant counts, of an address the name
// of its domain. Capitals of the token's own stay.
func NameFromToken(token string) string {
	token = strings.TrimSpace(strings.ToValidUTF8(token, ""))
	if u, err := url.Parse(token); err == nil && u.Host != "" {
		token = domainLabel(registrable(u.Hostname()))
	}
	token, _, _ = strings.Cut(token, "/")
	if plain, err := url.PathUnescape(token); err == nil {
		token = strings.ToValidUTF8(plain, "")
	}
	words := strings.FieldsFunc(cutRunes(token), func(r rune) bool {
		return r == '-' || r == '_' || r == '+' || r == '/' || unicode.IsSpace(r) || unicode.IsControl(r)
	})
	own := strings.IndexFunc(token, unicode.IsUpper) >= 0
	for i, word := range words {
		if first, size := utf8.DecodeRuneInString(word); !own {
			words[i] = string(unicode.ToTitle(first)) + word[size:]
		}
	}
	return strings.Join(words, " ")
}

// IsName reports whether what a user typed is the bare name of a company. It
// is none when it is an address, a domain or a mail address, right or wrong.
func IsName(query string) bool {
	query = strings.TrimSpace(query)
	switch {
	case query == "":
		return false
	case strings.Contains(query, "://"), strings.ContainsAny(query, "@\\"):
		return false
	case strings.ContainsFunc(query, unicode.IsSpace):
		return true
	case strings.HasPrefix(query, "["), strings.HasPrefix(query, "/"), strings.EqualFold(query, "localhost"):
		return false
	}
	if _, err := netip.ParseAddr(query); err == nil {
		return false
	}
	host, path, hasPath := strings.Cut(query, "/")
	host, port, hasPort := strings.Cut(host, ":")
	if hasPort && isNumber(port) {
		return false
	}
	if !isHost(host) {
		return true
	}
	return hasPath && path != "" && !strings.Contains(host, ".")
}

// isHost reports whether a word without spaces is a domain or an IP address
// and no name with a dot in it, such as Node.js.
func isHost(word string) bool {
	word = strings.ToLower(strings.TrimSuffix(word, "."))
	if _, err := netip.ParseAddr(word); err == nil {
		return true
	}
	label, rest, dotted := strings.Cut(word, ".")
	if !dotted || label == "" || rest == "" || strings.Contains(word, "..") {
		return false
	}
	if strings.IndexFunc(word, func(r rune) bool { return r != '.' && !unicode.IsDigit(r) }) < 0 {
		return true // an address in a shorter form, such as 127.1
	}
	suffix, icann := publicsuffix.PublicSuffix(word)
	if suffix == word && !icann { // a word with an unknown ending, or a place where others have sites
		return false
	}
	return icann || strings.Contains(suffix, ".") || isReserved(suffix)
}

// isReserved reports whether a top-level domain is one of those that are set
// apart for tests and for networks of one's own (RFC 2606, RFC 6761).
func isReserved(suffix string) bool {
	switch suffix {
	case "example", "test", "invalid", "localhost", "local", "internal":
		return true
	}
	return false
}

func isNumber(text string) bool {
	return text != "" && strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// registrable returns the registrable domain of a host: acme.co.uk of
// careers.acme.co.uk. A host that has none, such as an IP address, is returned
// as it is.
func registrable(host string) string {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return host
	}
	return strings.TrimPrefix(domain, "www.") // of a public suffix that has a site itself, as nhs.uk
}

// domainLabel returns what stands before the public suffix of a registrable
// domain: acme of acme.co.uk.
func domainLabel(domain string) string {
	if _, err := netip.ParseAddr(domain); err == nil {
		return domain
	}
	label, _, _ := strings.Cut(domain, ".")
	return label
}
