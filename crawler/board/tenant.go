package board

import (
	"net/url"
	"regexp"
	"strings"

	"kith"
)

// tenantSite is a system in which each tenant has a host of its own, as
// northwharf.breezy.hr. The token is the label before the system's domain, or
// the whole host where a tenant works under another one.
type tenantSite struct {
	domain  string // what the hosts end in, with the dot before it
	branded bool   // tenants may work under hosts of their own
}

// The shapes of hosts.
var (
	tenantLabel = regexp.MustCompile(`^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?$`)
	tenantHost  = regexp.MustCompile(`^([a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?\.){1,5}[a-z]([a-z0-9-]{0,61}[a-z0-9])$`)
)

// vendorLabels are the hosts of the systems' makers that stand where those of
// tenants do.
const vendorLabels = " www www2 app apps api apis admin help support docs doc documentation developer developers status blog login auth sso account accounts " +
	"id assets static cdn images img media files mail email smtp mx go get try learn academy community info marketing marketplace partner partners " +
	"resources widget widgets my staging sandbox webhooks tracking click links events updates changelog feedback billing legal security trust integrations analytics careers-analytics "

// slug returns the tenant's label from a host of the system, "" for hosts of
// its maker and of others.
func (s tenantSite) slug(host string) string {
	label, found := strings.CutSuffix(host, s.domain)
	if !found || !tenantLabel.MatchString(label) || strings.Contains(vendorLabels, " "+label+" ") {
		return ""
	}
	return label
}

// board returns the token of the tenant whose host an address is on, and where
// a person reads its board, a path on that host; both are "" on other hosts.
func (s tenantSite) board(a address, path string) (token, page string) {
	if token = s.slug(a.host); token == "" {
		return "", ""
	}
	return token, s.address(token, path)
}

// host returns the host of a token, and an error for what is no token.
func (s tenantSite) host(token string) (string, error) {
	switch {
	case s.slug(token+s.domain) != "":
		return token + s.domain, nil
	case s.branded && len(token) <= 200 && tenantHost.MatchString(token) && s.slug(token) == "":
		return token, nil
	}
	return "", kith.Errorf(kith.CodeInvalid, "%.100q is no name of a board at %s", token, strings.TrimPrefix(s.domain, "."))
}

// address returns an address on the host of a token. What is no token is
// refused before anything is asked for.
func (s tenantSite) address(token, path string) string {
	host, _ := s.host(token)
	return "https://" + host + path
}

// pathWithin returns the path of the address that a request was led to, when
// that is on the host of a token. An answer that does not tell is of the
// address that was asked for, which is asked.
func (s tenantSite) pathWithin(token string, res *kith.Response, asked string) (path string, within bool) {
	if res.URL == "" {
		return asked, true
	}
	u, err := url.Parse(res.URL)
	if err != nil {
		return "", false
	}
	host, _ := s.host(token)
	return u.Path, strings.EqualFold(u.Hostname(), host)
}

// tenantOf returns the account that a host is of, "" where it is none, or one
// of the maker's own.
func tenantOf(host, domain string) string {
	switch label := (tenantSite{domain: domain}).slug(host); label {
	case "apply", "test", "demo", "dev", "secure":
		return ""
	default:
		return label
	}
}
