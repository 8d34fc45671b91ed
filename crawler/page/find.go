package page

import (
	"cmp"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"kith/crawler/internal/markup"
)

// Limits on what is found in one document.
const (
	maxFound  = 2000
	maxScript = 2 << 20 // bytes of inline scripts that are searched
	maxSearch = 4 << 20 // bytes of the document: a sitemap may go on and on
)

// Find returns the addresses in a page, or in a sitemap, by which a board may
// be known, in full and each once: careers are the links that look like those
// of careers pages, the likeliest first; openings the links that look like
// those of single openings; others all the rest, from links, frames, scripts,
// attributes, forms and what inline scripts name. A document that cannot be
// read has none.
func Find(body []byte, base string) (careers, openings, others []string) {
	doc, err := scan(body[:min(len(body), maxSearch)], base)
	if err != nil {
		return nil, nil, nil
	}
	f := &finder{doc: doc, seen: map[string]bool{}}
	type scored struct {
		address string
		score   int
		depth   int
	}
	var likely []scored
	for _, l := range doc.links {
		score := careersScore(l, doc.base)
		if address := l.url.String(); score >= 3 && f.add(address) {
			likely = append(likely, scored{address, score, strings.Count(l.url.Path, "/")})
		}
	}
	slices.SortStableFunc(likely, func(a, b scored) int { return cmp.Or(b.score-a.score, a.depth-b.depth) })
	for _, l := range likely {
		careers = append(careers, l.address)
	}
	for _, l := range doc.links {
		if looksLikeOpening(l, doc.base) && f.add(l.url.String()) {
			openings = append(openings, l.url.String())
		}
	}
	slices.SortStableFunc(openings, func(a, b string) int { return specificness(b) - specificness(a) })
	return careers, openings, f.others()
}

// specificness says how much an address looks like that of one thing.
func specificness(address string) int {
	last := address[strings.LastIndex(strings.TrimSuffix(address, "/"), "/")+1:]
	return min(strings.Count(last, "-"), 4) + min(strings.IndexAny(last, "0123456789")+1, 1)*2
}

// finder collects addresses.
type finder struct {
	doc  *document
	seen map[string]bool
}

// add reports whether an address is new, and notes it.
func (f *finder) add(address string) bool {
	if f.seen[address] || len(f.seen) >= maxFound {
		return false
	}
	f.seen[address] = true
	return true
}

// others returns the addresses that are left.
func (f *finder) others() []string {
	var found []string
	take := func(address string) {
		u, err := f.doc.base.Parse(address)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return
		}
		if full := u.String(); f.add(full) {
			found = append(found, full)
		}
	}
	for _, hint := range f.doc.hints {
		take(hint)
	}
	greenhouse := f.mentions("greenhouse") || f.mentions("grnhse")
	budget := maxScript
	for _, script := range slices.Concat(f.doc.scripts, f.doc.data) {
		script = script[:min(len(script), budget)]
		budget -= len(script)
		for _, address := range addressesIn(script) {
			take(address)
		}
		for _, address := range boardsNamedIn(script, greenhouse) {
			take(address)
		}
	}
	for _, l := range f.doc.links {
		take(l.url.String())
	}
	return found
}

// addressesIn returns the addresses in a script or an attribute, those with
// escaped slashes and those without a scheme too.
func addressesIn(script string) []string {
	if !strings.Contains(script, "//") && !strings.Contains(script, `\/`) && !strings.Contains(script, `\u002`) {
		return nil
	}
	script = strings.NewReplacer(`\/`, "/", `\u002F`, "/", `\u002f`, "/", `\u0026`, "&", `\x2F`, "/").Replace(script)
	var found []string
	for at := 0; len(found) < maxFound; {
		next := strings.Index(script[at:], "//")
		if next < 0 {
			break
		}
		slashes := at + next
		end := slashes + 2
		for end < len(script) && script[end] > ' ' && strings.IndexByte("\"'<>\\)`", script[end]) < 0 {
			end++
		}
		at = slashes + 2
		scheme := schemeBefore(script[:slashes])
		if scheme != "" && end-slashes <= markup.MaxAddress && hasHost(script[slashes+2:end]) {
			found = append(found, scheme+html.UnescapeString(strings.TrimRight(script[slashes:end], ".,;")))
			at = end
		}
	}
	return found
}

// schemeBefore returns the scheme of an address whose slashes come next: the
// one that stands there, https where the address begins without, and "" where
// the slashes are no beginning of one.
func schemeBefore(text string) string {
	for _, scheme := range []string{"https:", "http:"} {
		if at := len(text) - len(scheme); at >= 0 && strings.EqualFold(text[at:], scheme) {
			return scheme
		}
	}
	if text == "" || strings.IndexByte("\"'(= \t\r\n", text[len(text)-1]) >= 0 {
		return "https:"
	}
	return ""
}

// hasHost reports whether a text begins with a host of two labels or more.
func hasHost(text string) bool {
	dots := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '/' || c == '?' || c == '#' || c == ':':
			return dots > 0 && i > 2
		case c == '.':
			dots++
		case c != '-' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z'):
			return false
		}
	}
	return dots > 0
}

// Board names without an address, as the scripts of two hiring sites have
// them: the token of Greenhouse, the company code of SmartRecruiters.
var (
	greenhouseToken     = regexp.MustCompile(`(?:urlToken|boardToken|board_token|url_token)["']?\s*[:=]\s*["']([A-Za-z0-9_-]{2,80})["']`)
	smartRecruitersCode = regexp.MustCompile(`company_code["']?\s*[:=]\s*["']([A-Za-z0-9_-]{2,80})["']`)
)

// mentions reports whether a word stands in a script of the document or in an
// address that is none of its links.
func (f *finder) mentions(word string) bool {
	has := func(text string) bool { return strings.Contains(text, word) }
	return slices.ContainsFunc(f.doc.hints, has) || slices.ContainsFunc(f.doc.scripts, has)
}

// boardsNamedIn returns the addresses of the boards that a script names by
// their token only. What Greenhouse calls its tokens others call theirs too, so
// that the page must mention it.
func boardsNamedIn(script string, greenhouse bool) []string {
	var found []string
	if greenhouse {
		for _, match := range greenhouseToken.FindAllStringSubmatch(script, 20) {
			found = append(found, "https://boards.greenhouse.io/"+match[1])
		}
	}
	for _, match := range smartRecruitersCode.FindAllStringSubmatch(script, 20) {
		found = append(found, "https://careers.smartrecruiters.com/"+match[1])
	}
	return found
}

// careersScore says how much a link looks like that of a careers page: by its
// text, its path and its host.
func careersScore(l link, base *url.URL) int {
	score := 0
	text := fold(l.text)
	words := len(strings.Fields(text))
	switch phrase := phraseIn(text, careersWords); {
	case phrase == "" || words > 8:
	case phrase == text:
		score += 5
	case words <= 5:
		score += 4
	default:
		score++
	}
	segments := strings.Split(strings.Trim(l.url.Path, "/"), "/")
	for i, segment := range segments {
		segment = fold(segment)
		phrase := phraseIn(segment, careersWords)
		switch last := i == len(segments)-1; {
		case phrase == "":
		case phrase == segment && last:
			score += 4
		case phrase == segment || len(strings.Fields(segment)) <= 3:
			score += 2
		}
	}
	if isCareersHost(l.url) && l.url.Hostname() != base.Hostname() {
		score += 3
	}
	for _, word := range strings.Fields(fold(l.url.Path) + " " + text) {
		if isStory(word) {
			score -= 3
		}
	}
	if here := markup.PlainURL(base); markup.PlainURL(l.url).String() == here.String() {
		return 0
	}
	return score
}

// isStory reports whether a word says that a link leads to something to read.
func isStory(word string) bool {
	switch word {
	case "blog", "news", "press", "article", "articles", "story", "stories", "login", "signin", "privacy", "podcast", "newsroom", "datenschutz":
		return true
	}
	return false
}
