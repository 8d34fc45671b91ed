package markup

import (
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// MaxAddress is the length in bytes beyond which an address is none.
const MaxAddress = 2000

// Base returns the address by which the addresses in a document are resolved:
// its own, or what its base element says.
func Base(doc *goquery.Document, own string) *url.URL {
	base := &url.URL{}
	if u, err := url.Parse(own); err == nil {
		base = u
	}
	if u := Resolve(base, doc.Find("base[href]").AttrOr("href", "")); u != nil {
		return u
	}
	return base
}

// Resolve returns an address of a document in full, nil when it leads to no
// page.
func Resolve(base *url.URL, address string) *url.URL {
	address = strings.TrimSpace(address)
	if address == "" || len(address) > MaxAddress {
		return nil
	}
	u, err := base.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return nil
	}
	u.Host = strings.ToLower(u.Host)
	return u
}

// FirstURL returns the first of some addresses that has a host, an empty one
// where none has: of an answer, where it came from in the end, or else what was
// asked for.
func FirstURL(addresses ...string) *url.URL {
	for _, address := range addresses {
		if u, err := url.Parse(address); err == nil && u.Host != "" {
			return u
		}
	}
	return &url.URL{}
}

// PlainURL returns an address without its fragment, a slash at its end and
// what only counts visitors, so that one page has one address.
func PlainURL(u *url.URL) *url.URL {
	plain := *u
	plain.Fragment, plain.RawFragment = "", ""
	plain.Host = strings.ToLower(plain.Host)
	if plain.Path == "/" || plain.Path == "" {
		plain.Path, plain.RawPath = "/", ""
	} else {
		plain.Path, plain.RawPath = strings.TrimSuffix(plain.Path, "/"), strings.TrimSuffix(plain.RawPath, "/")
	}
	var kept []string
	for pair := range strings.SplitSeq(plain.RawQuery, "&") {
		key, _, _ := strings.Cut(strings.ToLower(pair), "=")
		if key != "" && !isTracking(key) {
			kept = append(kept, pair)
		}
	}
	plain.RawQuery, plain.ForceQuery = strings.Join(kept, "&"), false
	return &plain
}

func isTracking(key string) bool {
	switch key {
	case "gclid", "fbclid", "msclkid", "mc_cid", "mc_eid", "trk", "gh_src", "lever-source", "sessionid", "jsessionid":
		return true
	}
	return strings.HasPrefix(key, "utm_")
}

// SameHost reports whether two addresses are on one host, "www." aside.
func SameHost(a, b *url.URL) bool {
	return strings.TrimPrefix(strings.ToLower(a.Host), "www.") == strings.TrimPrefix(strings.ToLower(b.Host), "www.")
}
