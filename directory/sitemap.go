package directory

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"
)

// Limits of looking at sitemaps.
const (
	maxSitemaps = 3        // that are asked of one site
	maxUnpacked = 16 << 20 // bytes of one that comes packed
	maxRobots   = 500 << 10
)

// sitemaps looks at the sitemaps that robots.txt names, or at the usual one,
// and at those that they name in turn: first for a careers page, then for the
// page above the openings that they list.
func (s *search) sitemaps(ctx context.Context, root string) bool {
	queue := s.namedSitemaps(ctx, root)
	if len(queue) == 0 {
		queue = []string{root + "sitemap.xml"}
	}
	for asked := 0; asked < maxSitemaps && len(queue) > 0; asked++ {
		sitemap := s.get(ctx, queue[0])
		queue = queue[1:]
		if sitemap == nil {
			continue
		}
		if s.follow(ctx, sitemap.careers, 2) || s.follow(ctx, above(sitemap.openings), 1) {
			return true
		}
		for _, address := range sitemap.all() {
			if isSitemap(address) && !s.seen[address] && s.isOwnSite(address) {
				queue = append(queue, address)
			}
		}
		slices.SortStableFunc(queue, func(a, b string) int { return cmp.Compare(hiringWordsIn(b), hiringWordsIn(a)) })
	}
	return false
}

// namedSitemaps returns the sitemaps that robots.txt names (RFC 9309 leaves
// the line to sitemaps.org), those for openings first.
func (s *search) namedSitemaps(ctx context.Context, root string) []string {
	res := s.ask(ctx, root+"robots.txt")
	if res == nil {
		return nil
	}
	var named []string
	for line := range strings.Lines(string(res.Body[:min(len(res.Body), maxRobots)])) {
		key, value, _ := strings.Cut(line, ":")
		value, _, _ = strings.Cut(strings.TrimSpace(value), " ")
		if strings.EqualFold(strings.TrimSpace(key), "sitemap") && s.isOwnSite(value) && !slices.Contains(named, value) {
			named = append(named, value)
		}
	}
	slices.SortStableFunc(named, func(a, b string) int { return cmp.Compare(hiringWordsIn(b), hiringWordsIn(a)) })
	return named
}

// isOwnSite reports whether an address is on the company's domain, or on that
// of its home page.
func (s *search) isOwnSite(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return false
	}
	domain := registrable(u.Hostname())
	return domain == s.found.Domain || s.home != nil && domain == registrable(s.home.url.Hostname())
}

// isSitemap reports whether an address looks like that of a sitemap.
func isSitemap(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	name := strings.ToLower(path.Base(u.Path))
	return strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".xml.gz") || strings.Contains(name, "sitemap")
}

// hiringWordsIn counts the words for openings in an address.
func hiringWordsIn(address string) int {
	n := 0
	for _, word := range strings.FieldsFunc(strings.ToLower(address), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if hiringWords[word] {
			n++
		}
	}
	return n
}

// above returns the addresses of the pages above the given ones, that with the
// most below it first.
func above(addresses []string) []string {
	count := map[string]int{}
	var parents []string
	for _, address := range addresses {
		u, err := url.Parse(address)
		if err != nil {
			continue
		}
		parent := path.Dir(strings.TrimSuffix(u.Path, "/"))
		if parent == "." || parent == "/" {
			continue
		}
		u.Path, u.RawPath, u.RawQuery, u.Fragment = parent, "", "", ""
		if count[u.String()]++; count[u.String()] == 1 {
			parents = append(parents, u.String())
		}
	}
	slices.SortStableFunc(parents, func(a, b string) int { return cmp.Compare(count[b], count[a]) })
	return parents
}

// unpacked returns what is in a packed file, as many sitemaps are (gzip), and
// anything else as it is. What does not unpack whole is cut.
func unpacked(body []byte) []byte {
	if !bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		return body
	}
	in, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return body
	}
	out, _ := io.ReadAll(io.LimitReader(in, maxUnpacked)) // what comes before a fault is read
	return out
}
