package directory

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"kith"
)

// Limits of asking boards whose they are.
const (
	maxChecked = 4  // of those that one page leads to
	maxProbes  = 10 // in one search of a site
)

// minRows is how many links to openings make a list of openings of a page
// without data.
const minRows = 3

// offer is what a page offers as the company's board.
type offer struct {
	page       *sitePage
	boards     []kith.Board // the likeliest first, the others beside it
	employer   string       // what the first calls its employer
	why        string       // what leads to the board, ending where its name comes
	more       []string     // what else speaks for or against it
	confidence string
}

// leads are the boards that addresses belong to, with how many of them do.
type leads struct {
	boards []kith.Board // in the order of the addresses
	links  map[string]int
}

// boardsOf returns the distinct boards that addresses belong to.
func (f *Finder) boardsOf(addresses []string) leads {
	l := leads{links: map[string]int{}}
	for _, address := range addresses {
		board, ok := f.Parse(address)
		if !ok {
			continue
		}
		key := strings.ToLower(board.Key())
		if l.links[key]++; l.links[key] == 1 {
			l.boards = append(l.boards, board)
		}
	}
	return l
}

// choose takes the board that addresses of a page lead to. Several are put in
// order by how much they look like the company's own.
func (s *search) choose(ctx context.Context, addresses []string, o offer) bool {
	found := s.boardsOf(addresses)
	o.boards = found.boards
	slices.SortStableFunc(o.boards, func(a, b kith.Board) int {
		return cmp.Or(cmp.Compare(s.likeness(b), s.likeness(a)), cmp.Compare(found.links[strings.ToLower(b.Key())], found.links[strings.ToLower(a.Key())]))
	})
	return len(o.boards) > 0 && s.settle(ctx, o)
}

// settle takes an offer, or remembers it when it is doubtful: then the search
// goes on, and it is taken for want of a better one.
func (s *search) settle(ctx context.Context, o offer) bool {
	ours := 0 // how many at the beginning are named as the company is
	for _, b := range o.boards {
		if s.likeness(b) == named {
			ours++
		}
	}
	if s.Probe != nil {
		ours = s.check(ctx, &o)
	}
	switch {
	case len(o.boards) == 0:
		return false
	case len(o.boards) == 1:
	case ours == 1:
		o.confidence, o.why = Likely, o.why+"several boards, of which one is named as the company is: "
	case ours > 1:
		o.confidence, o.why = Likely, o.why+"several boards of the company, first of all "
	default:
		o.confidence, o.why = Unsure, o.why+"several boards, none of which is named as the company is, first of all "
	}
	if landed := registrable(o.page.url.Hostname()); s.home != nil && o.confidence == Certain {
		if home := registrable(s.home.url.Hostname()); domainLabel(home) != domainLabel(s.found.Domain) {
			o.confidence = Likely
			o.more = append(o.more, fmt.Sprintf("%s itself leads on to %s", s.found.Domain, cmp.Or(home, landed)))
		}
	}
	if o.confidence == Unsure {
		s.doubted(o)
		return false
	}
	s.take(&o)
	return true
}

// doubted remembers a doubtful offer unless there is a better one.
func (s *search) doubted(o offer) {
	if s.doubt == nil || s.doubt.confidence == Unsure && o.confidence == Likely {
		s.doubt = &o
	}
}

// check asks the first boards of an offer whose they are, and drops those that
// do not exist. It returns how many are the company's by their name, and puts
// these first.
func (s *search) check(ctx context.Context, o *offer) (ours int) {
	names := map[string]string{}
	var own, rest []kith.Board
	for i, b := range o.boards {
		if i >= maxChecked {
			rest = append(rest, b)
			continue
		}
		name, err := s.employer(ctx, b)
		if kith.CodeOf(err) == kith.CodeNotFound {
			s.dead = append(s.dead, o.why+b.Key())
			continue
		}
		names[b.Key()] = name
		if s.isOwner(name) || name == "" && s.likeness(b) == named {
			own = append(own, b)
		} else {
			rest = append(rest, b)
		}
	}
	o.boards = slices.Concat(own, rest)
	if len(o.boards) > 0 {
		o.employer = names[o.boards[0].Key()]
		s.agree(o)
	}
	return len(own)
}

// employer asks a board for its employer's name, each board once. It is ""
// where the board does not say, or does not answer.
func (s *search) employer(ctx context.Context, b kith.Board) (string, error) {
	a, known := s.asked[b.Key()]
	if !known && len(s.asked) < maxProbes {
		a.name, a.err = s.Probe(ctx, b)
		s.asked[b.Key()] = a
	}
	return a.name, a.err
}

// agree weighs what the first board of an offer calls its employer.
func (s *search) agree(o *offer) {
	switch {
	case o.employer == "":
	case s.isOwner(o.employer):
		o.more = append(o.more, "the board names its employer: “"+o.employer+"”")
	default:
		o.more = append(o.more, "the board is that of “"+o.employer+"”, so that it may have openings of other employers too")
		if o.confidence == Likely {
			o.confidence = Unsure
		} else {
			o.confidence = Likely
		}
	}
}

// How much the token of a board looks like the company's name.
const (
	strange  = iota // not at all
	sideline        // it does, but the board is for students, for referrals and the like
	akin            // one is the beginning of the other
	named           // they are the same
)

// likeness compares the token of a board with the names of the company: what
// the site calls itself, and the name in its domain.
func (s *search) likeness(b kith.Board) int {
	token := Keys(NameFromToken(b.Token)).Exact
	best := strange
	for _, name := range []string{domainLabel(s.found.Domain), s.ownName} {
		key := Keys(name).Exact
		switch {
		case key == "" || token == "":
		case key == token:
			best = named
		case min(len(key), len(token)) >= 4 && (strings.HasPrefix(key, token) || strings.HasPrefix(token, key)):
			best = max(best, akin)
		}
	}
	if best > strange && isSideline(b.Token) {
		return sideline
	}
	return best
}

// isSideline reports whether a board is for some only: students, contractors,
// people who work there already.
func isSideline(token string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(token), func(r rune) bool { return r < 'a' || r > 'z' }), func(word string) bool {
		return sidelines[word]
	})
}

var sidelines = map[string]bool{
	"campus": true, "university": true, "universities": true, "student": true, "students": true, "graduate": true, "graduates": true,
	"intern": true, "interns": true, "internship": true, "internships": true, "early": true, "earlycareers": true, "alumni": true,
	"contractor": true, "contractors": true, "internal": true, "referral": true, "referrals": true, "freelance": true, "test": true,
}

// own takes the page itself as the board when it, or one of the openings that
// it links to, carries job data.
func (s *search) own(ctx context.Context, page *sitePage) bool {
	postings, where := s.Postings(page.body, page.url.String()), "the page"
	openings := rows(page)
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
	confidence := Likely
	for _, o := range postings {
		if o.Company != "" && s.isOwner(o.Company) {
			confidence = Certain
		}
		s.ownName = cmp.Or(s.ownName, o.Company)
	}
	s.take(s.ownPage(page, confidence, where+" carries job data (schema.org JobPosting)"))
	return true
}

// list takes the page itself as the board when it is a list of openings by its
// structure.
func (s *search) list(page *sitePage) bool {
	if s.List != nil {
		n, ok := s.List(page.body, page.url.String())
		switch {
		case ok && n > 0:
			s.take(s.ownPage(page, Likely, fmt.Sprintf("the page lists %d openings", n)))
			return true
		case ok:
			s.take(s.ownPage(page, Likely, "the page says that there are no openings at the moment"))
			return true
		}
	}
	switch n := len(rows(page)); {
	case n >= minRows && s.List == nil:
		s.take(s.ownPage(page, Likely, fmt.Sprintf("the page has %d links that look like openings", n)))
		return true
	case n > 0:
		s.doubted(*s.ownPage(page, Unsure, fmt.Sprintf("the page has %d links that may be openings, without job data", n)))
	}
	return false
}

// ownPage offers a page itself as the board.
func (s *search) ownPage(page *sitePage, confidence, why string) *offer {
	list := canonical(page.url)
	return &offer{
		page: page, boards: []kith.Board{{ATS: "page", Token: list, URL: list}}, confidence: confidence, more: []string{list + ": " + why},
	}
}

// rows returns the links of a page that look like openings, on its own host.
func rows(page *sitePage) []string {
	return slices.DeleteFunc(slices.Clone(page.openings), func(address string) bool {
		u, err := url.Parse(address)
		return err != nil || u.Host != page.url.Host
	})
}

// isOwner reports whether an employer's name is that of the site's owner.
func (s *search) isOwner(name string) bool {
	match, _ := Compare(name, s.ownName)
	key := Keys(name).Exact
	return match.Sure() || key != "" && key == Keys(domainLabel(s.found.Domain)).Exact
}

// take makes an offer the find.
func (s *search) take(o *offer) {
	s.found.Board, s.found.Confidence, s.found.Employer = &o.boards[0], o.confidence, o.employer
	s.found.CareersURL = canonical(o.page.url)
	if o.why != "" {
		s.found.Evidence = append(s.found.Evidence, o.why+o.boards[0].Key())
	}
	s.found.Evidence = append(s.found.Evidence, o.more...)
	for _, b := range o.boards[1:] {
		s.found.Others = append(s.found.Others, Other{b, o.page.url.String() + " leads to it too"})
	}
}
