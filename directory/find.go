package directory

import (
	"context"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"kith"
)

// Found is where a company has its openings, as far as a Finder could tell.
type Found struct {
	Query      string
	Company    string // the name that the site, the board or the list gives
	Domain     string // registrable, "" when only a board is known
	CareersURL string // the page on which the board was found
	Board      *kith.Board
	Confidence string   // how sure the board is that of the company; "" without a board
	Evidence   []string // what speaks for it, each in words without a full stop
}

// How sure a find is.
const (
	Certain = "certain" // the company's own careers page leads to this one board
	Likely  = "likely"  // something else does, or the board looks more like the company's than others do
	Unsure  = "unsure"
)

// Finder finds the board behind an address, a domain or a name. It asks the
// company's site with at most maxRequests requests and never guesses a board
// from a name: a wrong board is worse than none.
type Finder struct {
	Fetch kith.FetchFunc
	// Parse tells the board that an address belongs to, a board's own address,
	// one of its openings, its API or its script.
	Parse func(address string) (kith.Board, bool)
	// Links returns the addresses in a page or a sitemap: those that look like
	// careers pages, the likeliest first; those that look like single openings;
	// and all others by which a board may be known.
	Links func(html []byte, base string) (careers, openings, others []string)
	// Postings returns the openings that a page carries as data.
	Postings func(html []byte, base string) []kith.Opening
}

// maxRequests is how many requests one Find may make.
const maxRequests = 8

// Find looks a query up. The error is a *kith.Error: CodeInvalid for what is
// no address, domain or name, CodeNotFound when no list of openings was found
// that kith can read, CodeUnavailable when the site did not answer; that of a
// refused address is passed on as it is.
func (f *Finder) Find(ctx context.Context, query string) (Found, error) {
	typed := strings.TrimSpace(query)
	if typed == "" || len(typed) > 2000 || strings.ContainsFunc(typed, unicode.IsControl) {
		return Found{Query: query}, kith.Errorf(kith.CodeInvalid, "%.100q is neither an address nor a name; write https://…, a domain or the company's name", query)
	}
	if board, ok := f.Parse(typed); ok {
		return Found{
			Query: query, Company: NameFromToken(board.Token), CareersURL: board.URL, Board: &board, Confidence: Certain,
			Evidence: []string{"the address is that of " + board.Key()},
		}, nil
	}
	if IsName(typed) {
		return f.byName(query, typed)
	}
	address, err := parseAddress(typed)
	if err != nil {
		return Found{Query: query}, err
	}
	s := &search{Finder: f, found: Found{Query: query, Domain: registrable(address.Hostname())}, seen: map[string]bool{}}
	return s.run(ctx, address)
}

// byName looks a bare name up in the shipped list. Only one board that was
// told under that very name is an answer, and it is for the caller to ask the
// board whose it is.
func (f *Finder) byName(query, name string) (Found, error) {
	shipped, err := NewShipped()
	if err != nil {
		return Found{Query: query}, err
	}
	var told []Listed
	for _, listed := range shipped.Lookup(name, nil) {
		board, ok := f.Parse(listed.Board.URL)
		if ok && listed.Told && listed.Match == kith.MatchExact {
			listed.Board = board
			told = append(told, listed)
		}
	}
	if len(told) != 1 {
		return Found{Query: query}, kith.Errorf(kith.CodeNotFound, "no career page is known for %q; give its address, or the company's domain", name)
	}
	return Found{
		Query: query, Company: told[0].Name, CareersURL: told[0].Board.URL, Board: &told[0].Board,
		Confidence: Likely, Evidence: []string{told[0].Why},
	}, nil
}

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

// search is one Find under way.
type search struct {
	*Finder
	found     Found
	seen      map[string]bool // addresses that were asked
	requests  int
	answered  bool   // some page of the site came
	unread    string // a careers page without a list that can be read
	refused   error  // that something was refused by robots.txt or the guard
	failed    error  // the last that did not answer
	ambiguous []kith.Board
	ownName   string // what the site calls its owner
}

// sitePage is a page that answered.
type sitePage struct {
	url                       *url.URL // after redirects
	body                      []byte
	careers, openings, others []string
}

// run looks at the address, then at its site.
func (s *search) run(ctx context.Context, address *url.URL) (Found, error) {
	isHome := strings.Trim(address.Path, "/") == "" && address.RawQuery == ""
	done := false
	if !isHome {
		done = s.try(ctx, address.String())
	}
	if !done && s.refused == nil && ctx.Err() == nil {
		done = s.site(ctx, address, isHome)
	}
	if err := ctx.Err(); err != nil {
		return s.found, kith.Errorf(kith.CodeUnavailable, "the search for %s was stopped: %w", s.found.Query, err)
	}
	if !done {
		return s.found, s.failure()
	}
	s.nameCompany()
	return s.found, nil
}

// failure says why nothing was found.
func (s *search) failure() error {
	switch {
	case len(s.ambiguous) > 0:
		var keys []string
		for _, b := range s.ambiguous {
			keys = append(keys, b.Key())
		}
		return kith.Errorf(kith.CodeNotFound, "the site leads to several boards (%s); give the address of the right one", strings.Join(keys, ", "))
	case s.refused != nil:
		return s.refused
	case s.unread != "":
		return kith.Errorf(kith.CodeNotFound, "the openings on %s cannot be read: the page names no hiring site that kith knows and carries no job data; "+
			"give the address of the list of openings itself, or take the company in by its name", s.unread)
	case !s.answered && s.failed != nil:
		return s.failed
	}
	return kith.Errorf(kith.CodeNotFound, "no career page was found on %s; give its address", s.found.Domain)
}

// site looks from the home page on: what it links to, its sitemap, and the
// paths where careers pages usually are.
func (s *search) site(ctx context.Context, address *url.URL, given bool) bool {
	root := address.Scheme + "://" + address.Host + "/"
	if !given {
		root = "https://" + s.found.Domain + "/"
	}
	home := s.get(ctx, root)
	if home == nil && s.refused == nil && given && address.Hostname() == s.found.Domain {
		home = s.get(ctx, address.Scheme+"://www."+address.Host+"/")
	}
	if home == nil {
		return false
	}
	root = home.url.Scheme + "://" + home.url.Host + "/"
	if s.fromHome(ctx, home) {
		return true
	}
	if sitemap := s.get(ctx, root+"sitemap.xml"); sitemap != nil && s.follow(ctx, sitemap.careers, 2) {
		return true
	}
	var usual []string
	for _, path := range []string{"careers", "jobs", "karriere", "about/careers", "company/careers", "join-us"} {
		usual = append(usual, root+path)
	}
	return s.follow(ctx, usual, len(usual))
}

// fromHome looks at what the home page leads to.
func (s *search) fromHome(ctx context.Context, home *sitePage) bool {
	s.ownName = siteName(home.body, domainLabel(s.found.Domain))
	if s.redirected(home) {
		return true
	}
	if boards := s.boards(home.careers); len(boards) > 0 {
		if s.choose(boards, home, "the careers link of "+home.url.Hostname()+" leads to ", Certain) {
			return true
		}
	}
	if s.follow(ctx, home.careers, 3) {
		return true
	}
	if boards := s.boards(home.others); len(boards) == 1 {
		return s.choose(boards, home, home.url.String()+" names ", Likely)
	}
	if s.isCareersHost(home.url.Hostname()) {
		return s.own(ctx, home)
	}
	return false
}

// isCareersHost reports whether a host is a name of its own below the domain,
// whose home page may be the list of openings itself.
func (s *search) isCareersHost(host string) bool {
	host = strings.TrimPrefix(host, "www.")
	return host != s.found.Domain
}

// follow tries up to limit of the addresses, and one page deeper where a page
// leads on.
func (s *search) follow(ctx context.Context, addresses []string, limit int) bool {
	for _, address := range addresses {
		if limit == 0 || s.requests >= maxRequests {
			return false
		}
		if s.seen[address] || isForeign(address, s.found.Domain) {
			continue
		}
		limit--
		if s.try(ctx, address) {
			return true
		}
	}
	return false
}

// try looks at one careers page.
func (s *search) try(ctx context.Context, address string) bool {
	page := s.get(ctx, address)
	if page == nil {
		return false
	}
	if s.ownName == "" {
		s.ownName = siteName(page.body, domainLabel(s.found.Domain))
	}
	if s.redirected(page) {
		return true
	}
	boards := s.boards(slices.Concat(page.careers, page.openings, page.others))
	if len(boards) > 0 {
		return s.choose(boards, page, page.url.String()+" leads to ", Certain)
	}
	if s.own(ctx, page) {
		return true
	}
	if s.unread == "" {
		s.unread = page.url.String()
	}
	for _, deeper := range page.careers {
		if !s.seen[deeper] && isBelow(deeper, page.url) {
			return s.requests < maxRequests && s.try(ctx, deeper)
		}
	}
	return false
}

// get asks for a page and takes its addresses out. It returns nil, and
// remembers why, when there is none.
func (s *search) get(ctx context.Context, address string) *sitePage {
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
		return nil
	case err != nil:
		s.failed = err
		return nil
	case outcome == kith.OutcomeRefused:
		s.refused = kith.Errorf(kith.CodeRefused, "%s may not be read: %s", address, reason)
		return nil
	case outcome == kith.OutcomeGone:
		s.answered = true
		return nil
	case outcome != kith.OutcomeComplete:
		s.failed = kith.Errorf(kith.CodeUnavailable, "%s could not be read: %s", address, reason)
		return nil
	}
	final, err := url.Parse(res.URL)
	if err != nil || final.Host == "" {
		if final, err = url.Parse(address); err != nil {
			return nil
		}
	}
	s.answered = true
	final.Fragment = ""
	s.seen[final.String()] = true
	page := &sitePage{url: final, body: res.Body}
	page.careers, page.openings, page.others = s.Links(res.Body, final.String())
	return page
}

// redirected takes the board that a page of the site turned out to be.
func (s *search) redirected(page *sitePage) bool {
	board, ok := s.Parse(page.url.String())
	if ok {
		s.take(board, page, Certain, "the site leads on to "+board.Key())
	}
	return ok
}

// boards returns the distinct boards that addresses belong to, in their order.
func (s *search) boards(addresses []string) []kith.Board {
	var boards []kith.Board
	for _, address := range addresses {
		board, ok := s.Parse(address)
		if ok && !slices.ContainsFunc(boards, func(b kith.Board) bool { return strings.EqualFold(b.Key(), board.Key()) }) {
			boards = append(boards, board)
		}
	}
	return boards
}

// choose takes the one board, or of several the one that is named as the
// company is. None is taken when that does not tell them apart.
func (s *search) choose(boards []kith.Board, page *sitePage, why, confidence string) bool {
	if len(boards) > 1 {
		named := slices.DeleteFunc(slices.Clone(boards), func(b kith.Board) bool { return !s.isNamedLike(b) })
		if len(named) != 1 {
			s.ambiguous = boards
			return false
		}
		boards, confidence, why = named, Likely, why+"several boards, of which one is named as the company is: "
	}
	s.take(boards[0], page, confidence, why+boards[0].Key())
	return true
}

// isNamedLike reports whether a board's token is the name of the company or
// of its domain.
func (s *search) isNamedLike(b kith.Board) bool {
	token := Keys(NameFromToken(b.Token)).Exact
	label := Keys(domainLabel(s.found.Domain)).Exact
	return token != "" && (token == label || token == Keys(s.ownName).Exact)
}

// own takes the page itself as the board when it, or one of the openings that
// it links to, carries job data.
func (s *search) own(ctx context.Context, page *sitePage) bool {
	postings, where := s.Postings(page.body, page.url.String()), "the page"
	openings := slices.DeleteFunc(slices.Clone(page.openings), func(address string) bool {
		u, err := url.Parse(address)
		return err != nil || u.Host != page.url.Host
	})
	for _, address := range openings[:min(2, len(openings))] {
		if len(postings) > 0 {
			break
		}
		if opening := s.get(ctx, address); opening != nil {
			postings, where = s.Postings(opening.body, opening.url.String()), "an opening that it links to"
		}
	}
	if len(postings) == 0 {
		return false
	}
	list := canonical(page.url)
	confidence := Likely
	for _, o := range postings {
		if o.Company != "" && s.isOwner(o.Company) {
			confidence = Certain
		}
		if s.ownName == "" {
			s.ownName = o.Company
		}
	}
	s.take(kith.Board{ATS: "page", Token: list, URL: list}, page, confidence, fmt.Sprintf("%s: %s carries job data (schema.org JobPosting)", list, where))
	return true
}

// isOwner reports whether an employer's name is that of the site's owner.
func (s *search) isOwner(name string) bool {
	match, _ := Compare(name, s.ownName)
	return match.Sure() || Keys(name).Exact == Keys(domainLabel(s.found.Domain)).Exact
}

func (s *search) take(board kith.Board, page *sitePage, confidence, evidence string) {
	s.found.Board, s.found.Confidence = &board, confidence
	s.found.CareersURL = canonical(page.url)
	s.found.Evidence = append(s.found.Evidence, evidence)
}

// nameCompany fills the company's name from what was learnt.
func (s *search) nameCompany() {
	s.found.Company = s.ownName
	if s.found.Company == "" {
		s.found.Company = NameFromToken(domainLabel(s.found.Domain))
	}
}
