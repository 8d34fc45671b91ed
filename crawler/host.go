package crawler

import (
	"errors"
	"math"
	"net/netip"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// A host can be spelt in many ways, and a resolver, a proxy or a browser's
// rules may all read the odd ones as an address: 0x7f000001, 0177.0.0.1,
// 2130706433, 127.1 and full-width digits are 127.0.0.1. The rules here are
// those of the WHATWG URL standard, sections 3.5 and 3.6.

// errNoHost says that a host is none in any spelling.
var errNoHost = errors.New("the host is neither a name nor an address")

// canonicalHost returns the one spelling of a host, without brackets, and the
// address where it is one and not a name.
func canonicalHost(host string) (string, netip.Addr, error) {
	if strings.Contains(host, ":") {
		return canonicalIPv6(host)
	}
	name, err := asciiName(host)
	if err != nil {
		return "", netip.Addr{}, err
	}
	name = strings.TrimSuffix(name, ".")
	if name == "" || strings.HasPrefix(name, ".") || strings.Contains(name, "..") || len(name) > 253 {
		return "", netip.Addr{}, errNoHost
	}
	if !endsInNumber(name) {
		return name, netip.Addr{}, nil
	}
	addr, err := parseIPv4(name)
	if err != nil {
		return "", netip.Addr{}, err
	}
	return addr.String(), addr, nil
}

// canonicalIPv6 reads an address of version 6. A zone is a matter of this
// machine and never part of an address outside.
func canonicalIPv6(host string) (string, netip.Addr, error) {
	addr, err := netip.ParseAddr(host)
	if err != nil || addr.Zone() != "" {
		return "", netip.Addr{}, errNoHost
	}
	return addr.String(), addr, nil
}

// asciiName returns a name in lower case and in ASCII.
func asciiName(host string) (string, error) {
	if isPlainName(host) {
		return host, nil
	}
	profile := idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false))
	name, err := profile.ToASCII(host)
	if err != nil || !isPlainName(name) { // a character may stand for one that no name has, such as a blank
		return "", errNoHost
	}
	return name, nil
}

// isPlainName reports whether a name is in ASCII and lower case, and has no
// characters but those of names.
func isPlainName(name string) bool {
	for i := range len(name) {
		switch c := name[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '-', c == '.', c == '_':
		default:
			return false
		}
	}
	return true
}

// endsInNumber reports whether a host must be an address of version 4: its
// last label is a number, in any spelling.
func endsInNumber(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	if strings.Trim(last, "0123456789") == "" {
		return true
	}
	return strings.HasPrefix(last, "0x") && strings.Trim(last[2:], "0123456789abcdef") == ""
}

// parseIPv4 reads an address of one to four numbers, each decimal, octal or
// hexadecimal; the last one fills what is left.
func parseIPv4(name string) (netip.Addr, error) {
	parts := strings.Split(name, ".")
	if len(parts) > 4 {
		return netip.Addr{}, errNoHost
	}
	var value uint64
	for i, part := range parts {
		number, err := parseNumber(part)
		if err != nil {
			return netip.Addr{}, err
		}
		bits := 8 // of every part but the last
		if i == len(parts)-1 {
			bits = 8 * (5 - len(parts))
		}
		if number > math.MaxUint32>>(32-bits) {
			return netip.Addr{}, errNoHost
		}
		value = value<<bits | number
	}
	return netip.AddrFrom4([4]byte{byte(value >> 24), byte(value >> 16), byte(value >> 8), byte(value)}), nil
}

// parseNumber reads a part of an address.
func parseNumber(part string) (uint64, error) {
	base := 10
	switch {
	case part == "0x":
		return 0, nil
	case strings.HasPrefix(part, "0x"):
		part, base = part[2:], 16
	case len(part) > 1 && part[0] == '0':
		part, base = part[1:], 8
	}
	number, err := strconv.ParseUint(part, base, 33)
	if err != nil {
		return 0, errNoHost
	}
	return number, nil
}

// isLocalName reports whether a name is that of this machine or of a network
// of its own: RFC 6761 section 6.3, RFC 6762, RFC 8375, the names that
// operating systems give to loopback, and names without a dot, which no host
// of the web has.
func isLocalName(name string) bool {
	if !strings.Contains(name, ".") {
		return true
	}
	for _, suffix := range []string{".localhost", ".localdomain", ".local", ".internal", ".home.arpa"} {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return false
}
