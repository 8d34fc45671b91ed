package directory

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"kith"
)

// Limits of looking for a name.
const (
	maxAsked  = 48 // boards that are asked whose they are
	atOnce    = 4  // of them at a time, nearly all on different hosts
	maxListed = 6  // boards of the shipped list that are asked
	maxSites  = 2  // sites that are looked at for what they lead to
)

// naming is one look for a board by nothing but a name.
type naming struct {
	*Finder
	query, name string
	asked       map[string]bool // boards by key
	spent       int             // boards that were asked
	silent      int             // boards of the systems inUse that gave no answer, so that nothing is known of them
	agreed      []claim
}

// claim is a board whose employer has the name that is looked for.
type claim struct {
	board    kith.Board
	employer string // as the board says it, or the shipped list for it
	match    kith.Match
	listed   bool // it is in the shipped list
	said     bool // the board itself says the name
	why      string
}

// byName looks a bare name up: in the shipped list, then among the boards that
// a company of that name may have. An answer counts only when the employer's
// name on the board agrees. What the company's own site leads to decides
// between several, and makes a find certain; a name does so only when it is too
// long to be shared by chance: anybody may share another, or have left a board
// behind.
func (f *Finder) byName(ctx context.Context, query, name string) (Found, error) {
	if Keys(name).Exact == "" {
		return Found{Query: query}, kith.Errorf(kith.CodeInvalid, "%q names no employer; give the company's name, its domain or its career page", name)
	}
	n := &naming{Finder: f, query: query, name: name, asked: map[string]bool{}}
	if err := n.fromList(ctx); err != nil {
		return Found{Query: query}, err
	}
	if f.Probe != nil && len(n.agreed) == 0 {
		n.fromSlugs(ctx)
	}
	if err := ctx.Err(); err != nil {
		return Found{Query: query}, kith.Errorf(kith.CodeUnavailable, "the search for %s was stopped: %w", query, err)
	}
	found := n.conclude()
	if f.Probe != nil {
		found = n.confirm(ctx, found)
	}
	if found.Board == nil {
		return found, kith.Errorf(kith.CodeNotFound, "no career page is known for %q; give its address, or the company's domain", name)
	}
	return found, nil
}

// fromList takes the boards that the shipped list has for the name. Where they
// can be asked, those that were told under another spelling, or by their token
// only, count too.
func (n *naming) fromList(ctx context.Context) error {
	shipped, err := NewShipped()
	if err != nil {
		return err
	}
	var listed []Listed
	for _, l := range shipped.Lookup(n.name, nil) {
		board, ok := n.Parse(l.Board.URL)
		if !ok || n.Probe == nil && !(l.Told && l.Match == kith.MatchExact) {
			continue
		}
		l.Board = board
		listed = append(listed, l)
	}
	if n.Probe == nil {
		for _, l := range listed {
			n.agreed = append(n.agreed, claim{board: l.Board, employer: l.Name, match: l.Match, listed: true, why: l.Why})
		}
		return nil
	}
	listed = listed[:min(len(listed), maxListed)]
	boards := make([]kith.Board, len(listed))
	for i, l := range listed {
		boards[i] = l.Board
	}
	for i, a := range n.ask(ctx, boards) {
		l := listed[i]
		switch {
		case kith.CodeOf(a.err) == kith.CodeNotFound:
		case a.name == "" && l.Told: // it is there, or does not answer now, and says nothing else
			n.agreed = append(n.agreed, claim{board: l.Board, employer: l.Name, match: l.Match, listed: true, why: l.Why})
		case a.name != "":
			n.agree(l.Board, a.name, true, l.Why)
		}
	}
	return nil
}

// agree takes a board whose employer's name is the one that is looked for.
func (n *naming) agree(b kith.Board, employer string, listed bool, why string) {
	if match, how := Compare(n.name, employer); match.Sure() {
		why = fmt.Sprintf("%s; it names its employer “%s”: %s", why, employer, how)
		n.agreed = append(n.agreed, claim{b, employer, match, listed, true, why})
	}
}

// fromSlugs asks hiring sites for boards under the slugs of the name, the
// plainest first: all sites for one, and for the next only when there is none.
func (n *naming) fromSlugs(ctx context.Context) {
	for _, slug := range slugs(n.name) {
		n.try(ctx, n.boardsUnder(slug, func(ats string) bool { return isUsual(ats, slug) }))
		if len(n.agreed) > 0 {
			return
		}
	}
	odd := oddSlugs(n.name)
	for _, system := range slices.Sorted(maps.Keys(odd)) {
		n.try(ctx, n.boardsUnder(odd[system], func(ats string) bool { return ats == system }))
	}
}

// boardsUnder returns the boards under a slug that were not asked yet, on the
// systems for which wanted reports true.
func (n *naming) boardsUnder(slug string, wanted func(ats string) bool) []kith.Board {
	candidates := n.Candidates
	if candidates == nil {
		candidates = n.candidates
	}
	var boards []kith.Board
	for _, b := range candidates(slug) {
		if !n.asked[b.Key()] && wanted(b.ATS) {
			boards = append(boards, b)
		}
	}
	return boards
}

// try takes those of some boards that name their employer as wanted.
func (n *naming) try(ctx context.Context, boards []kith.Board) {
	for i, a := range n.ask(ctx, boards) {
		if a.name != "" {
			n.agree(boards[i], a.name, false, "there is a board "+boards[i].Key())
		}
	}
}

// answer is what a board says of itself.
type answer struct {
	name string
	err  error
}

// ask asks boards for their employers' names, several at a time. The answers
// are in the order of the boards; what is beyond the limit was not asked.
func (n *naming) ask(ctx context.Context, boards []kith.Board) []answer {
	boards = boards[:min(len(boards), maxAsked-n.spent)]
	n.spent += len(boards)
	answers := make([]answer, len(boards))
	var wait sync.WaitGroup
	turn := make(chan struct{}, atOnce)
	for i, b := range boards {
		n.asked[b.Key()] = true
		turn <- struct{}{}
		wait.Go(func() {
			defer func() { <-turn }()
			answers[i].name, answers[i].err = n.Probe(ctx, b)
		})
	}
	wait.Wait()
	for i, a := range answers {
		if a.err != nil && inUse[boards[i].ATS] && kith.CodeOf(a.err) != kith.CodeNotFound {
			n.silent++
		}
	}
	return answers
}

// conclude makes a find of the boards that agree. One alone is likely the
// company's; of several nobody knows, by the name only, whether they are of one
// company or of namesakes.
func (n *naming) conclude() Found {
	found := Found{Query: n.query, Company: n.name}
	if len(n.agreed) == 0 {
		return found
	}
	slices.SortStableFunc(n.agreed, func(a, b claim) int { return rankClaim(a) - rankClaim(b) })
	first := n.agreed[0]
	found.Company, found.Employer = first.employer, first.employer
	found.Board, found.CareersURL = &first.board, first.board.URL
	found.Confidence, found.Evidence = Likely, []string{first.why}
	for _, c := range n.agreed[1:] {
		found.Others = append(found.Others, Other{c.board, c.why})
	}
	switch {
	case len(n.agreed) > 1:
		found.Confidence = Unsure
		found.Evidence = append(found.Evidence, "other boards have that name too, and it does not say which of them is the company's")
	case !first.listed && !isTelling(n.name):
		found.Confidence = Unsure
		found.Evidence = append(found.Evidence, "the name is one that several companies may have")
	case first.match != kith.MatchExact:
		found.Confidence = Unsure
	case n.silent == 0 && first.said && inUse[first.board.ATS] && isUnmistakable(n.name):
		found.Confidence = Certain
		found.Evidence = append(found.Evidence, "no other board that was asked has that name, and it is too long to be shared by chance")
	}
	return found
}

// inUse are the systems on which boards are seldom left behind: where the
// shipped list has one board only for an unmistakable name, and it is of these,
// it is in 473 of 475 cases that by which the company hires
// (TestMeasureUnmistakable). A board that only its slug led to is held to the
// same when it says the name itself. On others an old account is as common as a
// board.
var inUse = map[string]bool{"greenhouse": true, "ashby": true, "lever": true}

// isUnmistakable reports whether a name has two words that stay when all that
// is generic is left out, and ten letters in them.
func isUnmistakable(name string) bool {
	words := strings.Fields(Keys(name).Strong)
	return len(words) >= 2 && utf8.RuneCountInString(strings.Join(words, "")) >= 10
}

func rankClaim(c claim) int {
	rank := 0
	if c.match != kith.MatchExact {
		rank += 4
	}
	if !c.listed {
		rank++
	}
	if isSideline(c.board.Token) {
		rank += 2
	}
	return rank
}

// confirm looks at the company's own site, where one is found under its name:
// what that leads to is the company's, whatever else has its name.
func (n *naming) confirm(ctx context.Context, found Found) Found {
	for _, domain := range n.sites(ctx, found) {
		s := n.newSearch(n.query, domain)
		if s.home = s.get(ctx, "https://"+domain+"/"); s.home == nil || registrable(s.home.url.Hostname()) != domain {
			continue
		}
		s.ownName = siteName(s.home.body, domainLabel(domain))
		match, _ := Compare(n.name, s.ownName)
		if !match.Sure() {
			continue
		}
		own, err := s.run(ctx, &url.URL{Scheme: "https", Host: domain, Path: "/"})
		if err != nil || own.Confidence == Unsure {
			continue
		}
		own.Evidence = append([]string{fmt.Sprintf("%s calls itself “%s”", domain, s.ownName)}, own.Evidence...)
		return n.weigh(own, match)
	}
	return found
}

// weigh puts together what the name and what the site lead to. Certain is only
// what both lead to, under a name that nobody is likely to share, and which is
// the same in all three places.
func (n *naming) weigh(own Found, match kith.Match) Found {
	telling := isTelling(n.name)
	var others []Other
	same := false
	for _, c := range n.agreed {
		if strings.EqualFold(c.board.Key(), own.Board.Key()) {
			same = true
			own.Evidence = append([]string{c.why}, own.Evidence...)
			own.Employer = c.employer
		} else {
			others = append(others, Other{c.board, c.why})
		}
	}
	named, _ := Compare(n.name, own.Employer)
	exact := match == kith.MatchExact && named == kith.MatchExact
	own.Others = append(own.Others, others...)
	switch {
	case telling && exact && same && own.Confidence == Certain:
	case telling || same:
		own.Confidence = Likely
	default:
		own.Confidence = Unsure
		own.Evidence = append(own.Evidence, "the name is one that several companies may have")
	}
	return own
}

// sites returns the domains that may be those of the company: those that the
// page of the board links to, and the name itself under .com, if they are the
// name written together.
func (n *naming) sites(ctx context.Context, found Found) []string {
	var domains []string
	add := func(host string) {
		domain := registrable(host)
		if len(domains) < maxSites && !slices.Contains(domains, domain) && n.isNamedSo(domainLabel(domain)) {
			domains = append(domains, domain)
		}
	}
	if found.Board != nil {
		n.linked(ctx, found.Board.URL, add)
	}
	for _, slug := range slugs(n.name) {
		if strings.IndexFunc(slug, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
			add(strings.ToLower(slug) + ".com")
		}
	}
	return domains
}

// linked gives the hosts that a board's page links to, but for hiring sites.
func (n *naming) linked(ctx context.Context, page string, add func(host string)) {
	res, err := n.Fetch(ctx, kith.Request{URL: page})
	if outcome, _ := kith.Judge(res, err); outcome != kith.OutcomeComplete {
		return
	}
	careers, openings, others := n.Links(unpacked(res.Body), page)
	for _, address := range slices.Concat(others, careers, openings) {
		if u, err := url.Parse(address); err == nil {
			if _, isBoard := n.Parse(address); !isBoard {
				add(u.Hostname())
			}
		}
	}
}

// isNamedSo reports whether the name in a domain is the name looked for.
func (n *naming) isNamedSo(label string) bool {
	key := Keys(strings.ReplaceAll(label, "-", " ")).Exact
	return key != "" && slices.ContainsFunc(slugs(n.name), func(slug string) bool {
		return strings.EqualFold(strings.ReplaceAll(slug, "-", ""), key)
	})
}

// minTelling is how many letters a name of one word must have to be taken for
// one that no other company has.
const minTelling = 7

// isTelling reports whether a name is likely that of one company only: it has
// two distinctive words, or one long one that is in no other company's name on
// the shipped list.
func isTelling(name string) bool {
	p := parse(name)
	var telling []string
	for _, w := range p.words {
		if isDistinctive(w) && !slices.Contains(telling, w) {
			telling = append(telling, w)
		}
	}
	letters := 0
	for _, w := range telling {
		letters += utf8.RuneCountInString(w)
	}
	if len(telling) >= 2 {
		return letters >= minTelling+2
	}
	return letters >= minTelling && sharers(telling[0]) <= 1
}
