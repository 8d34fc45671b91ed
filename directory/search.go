package directory

import (
	"bytes"
	"context"
	"net/url"
	"slices"
	"strings"

	"kith"
)

// Limits of one search of a site.
const (
	maxRequests = 14 // pages that it asks for
	maxDeeper   = 2  // pages below a careers page, one below the other
)

// search is one look at a company's site.
type search struct {
	*Finder
	found    Found
	seen     map[string]bool // addresses that were asked
	requests int
	answered bool              // some page of the site came
	home     *sitePage         // nil when it did not come
	unread   string            // a careers page without a list that can be read
	dead     []string          // what led to boards that do not exist
	doubt    *offer            // the best of what may be the company's and may not
	asked    map[string]answer // what boards said of themselves, by key
	refused  error             // that something was refused by robots.txt or the guard
	failed   error             // the last that did not answer
	ownName  string            // what the site calls its owner
}

// sitePage is a page that answered.
type sitePage struct {
	url                       *url.URL // after redirects
	body                      []byte
	careers, openings, others []string
}

// all returns every address in the page.
func (p *sitePage) all() []string { return slices.Concat(p.careers, p.openings, p.others) }

func (f *Finder) newSearch(query, host string) *search {
	return &search{Finder: f, found: Found{Query: query, Domain: registrable(host)}, seen: map[string]bool{}, asked: map[string]answer{}}
}

// run looks at the address, then at its site.
func (s *search) run(ctx context.Context, address *url.URL) (Found, error) {
	isHome := strings.Trim(address.Path, "/") == "" && address.RawQuery == ""
	done := false
	if !isHome {
		done = s.try(ctx, address.String(), 0)
	}
	if !done && s.refused == nil && ctx.Err() == nil {
		done = s.site(ctx, address, isHome)
	}
	if err := ctx.Err(); err != nil {
		return s.found, kith.Errorf(kith.CodeUnavailable, "the search for %s was stopped: %w", s.found.Query, err)
	}
	if !done && s.doubt != nil {
		s.take(s.doubt)
		done = true
	}
	s.nameCompany()
	if !done {
		return s.found, s.failure()
	}
	return s.found, nil
}

// failure says why nothing was found.
func (s *search) failure() error {
	switch {
	case s.refused != nil:
		return s.refused
	case len(s.dead) > 0:
		return kith.Errorf(kith.CodeNotFound, "%s, which does not exist (any more); give the address of the list of openings itself", s.dead[0])
	case s.unread != "":
		return kith.Errorf(kith.CodeNotFound, "the openings on %s cannot be read: the page names no hiring site that kith knows and carries no job data; "+
			"give the address of the list of openings itself, or take the company in by its name", s.unread)
	case !s.answered && s.failed != nil:
		return s.failed
	}
	return kith.Errorf(kith.CodeNotFound, "no career page was found on %s: its home page, its sitemap and the usual addresses lead to none, so that the company "+
		"seems to have no list of openings; give its address if it has one", s.found.Domain)
}

// site looks from the home page on: what it links to, its sitemaps, and the
// addresses where careers pages usually are.
func (s *search) site(ctx context.Context, address *url.URL, given bool) bool {
	root := address.Scheme + "://" + address.Host + "/"
	if !given {
		root = "https://" + s.found.Domain + "/"
	}
	if s.home == nil {
		s.home = s.get(ctx, root)
	}
	if s.home == nil && s.refused == nil && given && address.Hostname() == s.found.Domain {
		s.home = s.get(ctx, address.Scheme+"://www."+address.Host+"/")
	}
	if s.home == nil {
		return false
	}
	root = s.home.url.Scheme + "://" + s.home.url.Host + "/"
	if s.fromHome(ctx, s.home) || s.sitemaps(ctx, root) {
		return true
	}
	usual := s.usual(root)
	return s.follow(ctx, usual, len(usual))
}

// usual returns the addresses where careers pages usually are, those of the
// company's own hosts for it too.
func (s *search) usual(root string) []string {
	var usual []string
	for _, path := range []string{"careers", "jobs", "karriere", "about/careers", "company/careers", "join-us"} {
		usual = append(usual, root+path)
	}
	if s.home.url.Port() == "" {
		usual = append(usual, "https://careers."+s.found.Domain+"/", "https://jobs."+s.found.Domain+"/")
	}
	return usual
}

// fromHome looks at what the home page leads to.
func (s *search) fromHome(ctx context.Context, home *sitePage) bool {
	if s.ownName == "" {
		s.ownName = siteName(home.body, domainLabel(s.found.Domain))
	}
	host := home.url.Hostname()
	if s.redirected(ctx, home) || isCareersHost(host) && s.look(ctx, home, 0) {
		return true
	}
	if s.choose(ctx, home.careers, offer{page: home, why: "the careers link of " + host + " leads to ", confidence: Certain}) {
		return true
	}
	if s.follow(ctx, home.careers, 3) {
		return true
	}
	if s.choose(ctx, home.others, offer{page: home, why: home.url.String() + " names ", confidence: Likely}) {
		return true
	}
	if strings.TrimPrefix(host, "www.") != s.found.Domain {
		return s.own(ctx, home)
	}
	if board, ok := s.recognize(home); ok {
		s.doubted(offer{page: home, boards: []kith.Board{board}, why: home.url.String() + " takes in ", confidence: Likely})
	}
	return false
}

// isCareersHost reports whether a host is one for openings, as in
// careers.acme.com, so that its home page may be the list itself.
func isCareersHost(host string) bool {
	label, _, _ := strings.Cut(strings.TrimPrefix(host, "www."), ".")
	return hiringWords[label]
}

// hiringWords are the words for openings in hosts and in the names of
// sitemaps.
var hiringWords = map[string]bool{
	"careers": true, "career": true, "jobs": true, "job": true, "karriere": true, "talent": true, "work": true, "join": true, "hiring": true,
	"recruiting": true, "recruitment": true, "vacatures": true, "werkenbij": true, "emploi": true, "emplois": true, "recrutement": true,
	"carrieres": true, "empleo": true, "empleos": true, "vagas": true, "carreiras": true, "lavoro": true, "kariera": true, "praca": true,
	"jobb": true, "karriar": true, "stellen": true, "vacancies": true, "openings": true, "positions": true, "opportunities": true,
}

// follow tries up to limit of the addresses.
func (s *search) follow(ctx context.Context, addresses []string, limit int) bool {
	for _, address := range addresses {
		if limit == 0 || s.requests >= maxRequests {
			return false
		}
		if s.seen[address] || isForeign(address, s.found.Domain) {
			continue
		}
		limit--
		if s.try(ctx, address, 0) {
			return true
		}
	}
	return false
}

// try looks at one careers page, so many pages below another.
func (s *search) try(ctx context.Context, address string, depth int) bool {
	page := s.get(ctx, address)
	return page != nil && !s.isHomeAgain(page) && s.look(ctx, page, depth)
}

// isHomeAgain reports whether a page is the home page under another address,
// as many sites answer what they do not have.
func (s *search) isHomeAgain(page *sitePage) bool {
	return s.home != nil && (page.url.String() == s.home.url.String() || bytes.Equal(page.body, s.home.body))
}

// look takes what a careers page leads to: a board, its own list, or another
// careers page below.
func (s *search) look(ctx context.Context, page *sitePage, depth int) bool {
	if s.ownName == "" {
		s.ownName = siteName(page.body, domainLabel(s.found.Domain))
	}
	if s.redirected(ctx, page) {
		return true
	}
	if s.choose(ctx, page.all(), offer{page: page, why: page.url.String() + " leads to ", confidence: Certain}) {
		return true
	}
	if board, ok := s.recognize(page); ok {
		if s.settle(ctx, offer{page: page, boards: []kith.Board{board}, why: page.url.String() + " is, or takes in, ", confidence: Certain}) {
			return true
		}
	}
	if s.own(ctx, page) {
		return true
	}
	if s.deeper(ctx, page, depth) || s.list(page) {
		return true
	}
	if s.unread == "" {
		s.unread = page.url.String()
	}
	return false
}

// deeper looks at the likeliest careers pages that another leads on to.
func (s *search) deeper(ctx context.Context, page *sitePage, depth int) bool {
	if depth >= maxDeeper {
		return false
	}
	tried := 0
	for _, address := range page.careers {
		if s.seen[address] || tried >= maxDeeper || !leadsOn(address, page.url) || isForeign(address, s.found.Domain) {
			continue
		}
		tried++
		if s.try(ctx, address, depth+1) {
			return true
		}
	}
	return false
}

// recognize asks for the board that a page is of without saying so.
func (s *search) recognize(page *sitePage) (kith.Board, bool) {
	if s.Recognize == nil {
		return kith.Board{}, false
	}
	return s.Recognize(page.body, page.url.String())
}

// get asks for a page and takes its addresses out. It returns nil, and
// remembers why, when there is none.
func (s *search) get(ctx context.Context, address string) *sitePage {
	res := s.ask(ctx, address)
	if res == nil {
		return nil
	}
	final, err := url.Parse(res.URL)
	if err != nil || final.Host == "" {
		if final, err = url.Parse(address); err != nil {
			return nil
		}
	}
	final.Fragment = ""
	s.seen[final.String()] = true
	page := &sitePage{url: final, body: unpacked(res.Body)}
	page.careers, page.openings, page.others = s.Links(page.body, final.String())
	return page
}

// ask sends a request, unless it was sent before or there were too many.
func (s *search) ask(ctx context.Context, address string) *kith.Response {
	if s.seen[address] || s.requests >= maxRequests || ctx.Err() != nil {
		return nil
	}
	s.seen[address] = true
	s.requests++
	res, err := s.Fetch(ctx, kith.Request{URL: address})
	outcome, reason := kith.Judge(res, err)
	switch {
	case err != nil && outcome == kith.OutcomeRefused:
		s.refused = err
	case err != nil:
		s.failed = err
	case outcome != kith.OutcomeGone && outcome != kith.OutcomeComplete && s.isBoard(res.URL):
		s.answered = true // the site leads there, whatever that says to a stranger
		return res
	case outcome == kith.OutcomeRefused:
		s.refused = kith.Errorf(kith.CodeRefused, "%s may not be read: %s", address, reason)
	case outcome == kith.OutcomeGone:
		s.answered = true
	case outcome != kith.OutcomeComplete:
		s.failed = kith.Errorf(kith.CodeUnavailable, "%s could not be read: %s", address, reason)
	default:
		s.answered = true
		return res
	}
	return nil
}

func (s *search) isBoard(address string) bool {
	_, ok := s.Parse(address)
	return ok
}

// redirected takes the board that a page of the site turned out to be.
func (s *search) redirected(ctx context.Context, page *sitePage) bool {
	board, ok := s.Parse(page.url.String())
	return ok && s.settle(ctx, offer{page: page, boards: []kith.Board{board}, why: "the site leads on to ", confidence: Certain})
}

// nameCompany fills the company's name from what was learnt.
func (s *search) nameCompany() {
	s.found.Company = s.ownName
	if s.found.Company == "" && s.found.Employer != "" && Keys(s.found.Employer).Exact != "" {
		s.found.Company = s.found.Employer
	}
	if s.found.Company == "" {
		s.found.Company = NameFromToken(domainLabel(s.found.Domain))
	}
}
