package crawler

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// productToken is the name by which a robots.txt speaks to kith.
const productToken = "kith"

// maxRobots is how much of a robots.txt is read, the least that RFC 9309
// section 2.5 asks for.
const maxRobots = 500 << 10

// robotsRules is what a robots.txt says to kith.
type robotsRules struct {
	rules []robotsRule // the longest pattern first, what allows before what forbids
	delay time.Duration
	size  int // of the patterns, in bytes
}

// robotsRule allows or forbids the paths that match a pattern.
type robotsRule struct {
	pattern pathPattern
	allow   bool
}

// robotsGroup collects the rules of one group of a file while it is read.
type robotsGroup struct {
	named, any bool // it is for kith by name, for everyone
	rules      []robotsRule
	delay      time.Duration
}

// parseRobots reads a robots.txt after RFC 9309. Whatever the bytes are, every
// line that can be read counts (section 2.2.4) and none makes it fail.
func parseRobots(content []byte) robotsRules {
	if len(content) >= maxRobots { // the last line may be cut in the middle
		content = content[:maxRobots]
		content = content[:bytes.LastIndexAny(content, "\r\n")+1]
	}
	var groups []*robotsGroup
	var current *robotsGroup
	inRules := false // the lines with names are over
	for line := range lines(strings.TrimPrefix(string(content), "\ufeff")) {
		key, value := splitRobotsLine(line)
		switch key {
		case "user-agent", "useragent", "user agent":
			if current == nil || inRules {
				current, inRules = &robotsGroup{}, false
				groups = append(groups, current)
			}
			current.addAgent(value)
		case "allow", "disallow":
			inRules = true
			current.addRule(key == "allow", value)
		case "crawl-delay": // no rule of the standard: it ends no group
			current.addDelay(value)
		}
	}
	return mergeGroups(groups)
}

// lines yields the lines of a text, which may end in \n, \r\n or \r.
func lines(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for text != "" {
			end := strings.IndexAny(text, "\r\n")
			if end < 0 {
				yield(text)
				return
			}
			if !yield(text[:end]) {
				return
			}
			text = text[end+1:]
		}
	}
}

// splitRobotsLine returns the key of a line in lower case and its value. A
// line that lacks the colon is read as if the first blank were it.
func splitRobotsLine(line string) (key, value string) {
	line, _, _ = strings.Cut(line, "#")
	line = strings.Trim(line, " \t\v\f\x00")
	key, value, found := strings.Cut(line, ":")
	if !found {
		key, value, _ = strings.Cut(line, " ")
	}
	if len(key) > len("user-agent ")+8 { // no key that is known
		return "", ""
	}
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
}

// addAgent takes a name of a group in. Of a name such as "kith/1.0 (+…)" the
// product token counts, and that is compared as a whole and without case.
func (g *robotsGroup) addAgent(value string) {
	if value == "*" || strings.HasPrefix(value, "* ") {
		g.any = true
		return
	}
	end := strings.IndexFunc(value, func(r rune) bool {
		return (r < 'a' || 'z' < r) && (r < 'A' || 'Z' < r) && r != '-' && r != '_'
	})
	if end >= 0 {
		value = value[:end]
	}
	if strings.EqualFold(value, productToken) {
		g.named = true
	}
}

// addRule takes a rule in; lines before the first group are for nobody, and
// those of a group that is for others need not be kept.
func (g *robotsGroup) addRule(allow bool, value string) {
	if g == nil || value == "" || !g.named && !g.any {
		return
	}
	g.rules = append(g.rules, robotsRule{newPathPattern(value), allow})
}

// addDelay takes the gap in that a group asks for, in seconds.
func (g *robotsGroup) addDelay(value string) {
	seconds, err := strconv.ParseFloat(value, 64)
	if g == nil || err != nil || !(seconds > 0) {
		return
	}
	g.delay = max(g.delay, time.Duration(min(seconds, maxCrawlDelay.Seconds())*float64(time.Second)))
}

// mergeGroups returns the rules of all groups that name kith, or else of those
// for everyone (RFC 9309 section 2.2.1).
func mergeGroups(groups []*robotsGroup) robotsRules {
	named := slices.ContainsFunc(groups, func(g *robotsGroup) bool { return g.named })
	var merged robotsRules
	for _, g := range groups {
		if named && g.named || !named && g.any {
			merged.rules = append(merged.rules, g.rules...)
			merged.delay = max(merged.delay, g.delay)
		}
	}
	slices.SortStableFunc(merged.rules, func(a, b robotsRule) int {
		switch {
		case a.pattern.length != b.pattern.length:
			return cmp.Compare(b.pattern.length, a.pattern.length)
		case a.allow != b.allow && a.allow:
			return -1
		case a.allow != b.allow:
			return 1
		}
		return 0
	})
	merged.rules = slices.Clip(merged.rules)
	for _, r := range merged.rules {
		merged.size += r.pattern.length
	}
	return merged
}

// allows reports whether a path, with its query, may be read. The longest
// pattern that matches decides, and what allows wins over what forbids with a
// pattern of the same length (section 2.2.2).
func (r robotsRules) allows(path string) bool {
	if path == "/robots.txt" || len(r.rules) == 0 {
		return true
	}
	path = normalPath(path, false)
	for _, rule := range r.rules {
		if rule.pattern.matches(path) {
			return rule.allow
		}
	}
	return true
}

// pathPattern is a pattern of a rule, cut at its stars.
type pathPattern struct {
	pieces   []string // the first one begins the path
	anchored bool     // the last one ends it
	length   int      // of the whole in octets, by which rules are ranked
}

func newPathPattern(pattern string) pathPattern {
	anchored := strings.HasSuffix(pattern, "$")
	normal := normalPath(strings.TrimSuffix(pattern, "$"), true)
	p := pathPattern{pieces: strings.Split(normal, "*"), anchored: anchored, length: len(normal)}
	if anchored {
		p.length++
	}
	return p
}

// matches takes the leftmost place for each piece in turn, which finds a match
// when there is one and never goes back: the time is linear in the path for
// each rule, whatever the pattern.
func (p pathPattern) matches(path string) bool {
	first, last := p.pieces[0], len(p.pieces)-1
	if !strings.HasPrefix(path, first) {
		return false
	}
	path = path[len(first):]
	if last == 0 {
		return !p.anchored || path == ""
	}
	for _, piece := range p.pieces[1:last] {
		at := strings.Index(path, piece)
		if at < 0 {
			return false
		}
		path = path[at+len(piece):]
	}
	if p.anchored {
		return strings.HasSuffix(path, p.pieces[last])
	}
	return strings.Contains(path, p.pieces[last])
}

// normalPath brings a path, or a pattern, into the form in which octets are
// compared (section 2.2.2): characters that need no escape are not escaped,
// everything else that is not ASCII is, in upper case. The characters that are
// special in a pattern are escaped where they mean themselves.
func normalPath(path string, isPattern bool) string {
	var b strings.Builder
	b.Grow(len(path))
	for i := 0; i < len(path); i++ {
		c := path[i]
		switch {
		case c == '%' && i+2 < len(path) && isHex(path[i+1]) && isHex(path[i+2]):
			writeOctet(&b, unhex(path[i+1])<<4|unhex(path[i+2]))
			i += 2
		case c == '*' && !isPattern, c == '$', c >= 0x80, c <= ' ', c == 0x7f:
			writeEscape(&b, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// writeOctet writes an octet that was escaped: as itself when it is one of the
// unreserved characters of RFC 3986.
func writeOctet(b *strings.Builder, c byte) {
	if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~' {
		b.WriteByte(c)
		return
	}
	writeEscape(b, c)
}

func writeEscape(b *strings.Builder, c byte) {
	const digits = "0123456789ABCDEF"
	b.WriteByte('%')
	b.WriteByte(digits[c>>4])
	b.WriteByte(digits[c&15])
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	default:
		return c - 'a' + 10
	}
}
