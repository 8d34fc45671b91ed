package directory

import (
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"

	"kith"
)

// parseAddress reads an address or a domain as people type it.
func parseAddress(typed string) (*url.URL, error) {
	invalid := func() error {
		return kith.Errorf(kith.CodeInvalid, "%.200q is not an address; write https://…, a domain or the company's name", typed)
	}
	if strings.Contains(typed, "@") && !strings.Contains(typed, "/") {
		return nil, kith.Errorf(kith.CodeInvalid, "%.200q is a mail address; give the company's domain or its career page", typed)
	}
	if !strings.Contains(typed, "://") {
		typed = "https://" + strings.TrimPrefix(typed, "//")
	}
	u, err := url.Parse(typed)
	if err != nil || u.Hostname() == "" || u.Opaque != "" || u.User != nil {
		return nil, invalid()
	}
	if u.Scheme = strings.ToLower(u.Scheme); u.Scheme != "https" && u.Scheme != "http" {
		return nil, kith.Errorf(kith.CodeInvalid, "%.200q cannot be visited; only http and https addresses can", typed)
	}
	if _, err := netip.ParseAddr(u.Hostname()); err != nil {
		host, err := idna.Lookup.ToASCII(u.Hostname())
		if err != nil {
			return nil, invalid()
		}
		if port := u.Port(); port != "" {
			host += ":" + port
		}
		u.Host = host
	}
	u.Fragment = ""
	return u, nil
}

// canonical returns an address without what only counts visitors.
func canonical(u *url.URL) string {
	plain := *u
	plain.Fragment, plain.RawFragment = "", ""
	if plain.RawQuery != "" {
		query := plain.Query()
		for key := range query {
			if strings.HasPrefix(key, "utm_") || key == "gclid" || key == "fbclid" {
				query.Del(key)
			}
		}
		if len(query) < len(plain.Query()) {
			plain.RawQuery = query.Encode()
		}
	}
	return plain.String()
}

// isBelow reports whether an address is on the same host, on a page that
// belongs to the given one.
func isBelow(address string, page *url.URL) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host == page.Host && u.Path != page.Path && strings.HasPrefix(u.Path, strings.TrimSuffix(page.Path, "/")+"/")
}

// leadsOn reports whether an address is one to which a careers page leads on: a
// page below it, or a host for openings, as in careers.acme.com.
func leadsOn(address string, page *url.URL) bool {
	u, err := url.Parse(address)
	return err == nil && (isBelow(address, page) || u.Hostname() != page.Hostname() && isCareersHost(u.Hostname()))
}

// isForeign reports whether an address is on a site where many employers have
// pages: never the careers page of a company that has another domain. Google
// and Apple have maps and apps of others; what else is on their sites is theirs.
func isForeign(address, own string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return true
	}
	domain := registrable(u.Hostname())
	label := domainLabel(domain)
	return domain != own && (sharedSites[label] || label == "google" || label == "apple")
}

// isShared reports whether an address is a page on a site where many employers
// have one, so that the rest of the site tells nothing of the company.
func isShared(u *url.URL) bool {
	return sharedSites[domainLabel(registrable(u.Hostname()))] && strings.Trim(u.Path, "/") != "" && !isCareersHost(u.Hostname())
}

// sharedSites are the names of such sites, in whatever country.
var sharedSites = map[string]bool{
	"linkedin": true, "indeed": true, "glassdoor": true, "facebook": true, "twitter": true, "x": true, "instagram": true, "youtube": true,
	"github": true, "xing": true, "kununu": true, "wellfound": true, "angel": true, "ziprecruiter": true, "monster": true, "stepstone": true,
	"tiktok": true, "medium": true, "welcometothejungle": true, "builtin": true, "wikipedia": true, "ycombinator": true, "crunchbase": true,
}
