package directory

import (
	"context"
	"strings"
	"unicode"

	"kith"
)

// Found is where a company has its openings, as far as a Finder could tell.
type Found struct {
	Query      string
	Company    string // the name that the site, the board or the list gives
	Domain     string // registrable, "" when only a board is known
	CareersURL string // the page on which the board was found
	Board      *kith.Board
	Employer   string   // what the board calls its employer; "" when it was not asked or does not say
	Confidence string   // how sure the board is that of the company; "" without a board
	Evidence   []string // what speaks for it, each in words without a full stop
	Others     []Other  // further boards that may be the company's, the likeliest first
}

// Other is a board beside the one that was found.
type Other struct {
	Board kith.Board
	Why   string // in words, without a full stop
}

// How sure a find is. Nothing is ever taken in, or alerted on, that is unsure:
// it is a question to the user.
const (
	Certain = "certain" // the company's own careers page leads to this one board
	Likely  = "likely"  // something else does, or the board looks more like the company's than others do
	Unsure  = "unsure"  // it may as well be another company's, or no list of openings
)

// Finder finds the board behind an address, a domain or a name. It asks the
// company's site with at most maxRequests requests, and hiring sites for at
// most maxAsked boards. A wrong board is worse than none.
type Finder struct {
	Fetch kith.FetchFunc
	// Parse tells the board that an address belongs to, a board's own address,
	// one of its openings, its API or its script.
	Parse func(address string) (kith.Board, bool)
	// Recognize tells the board that a page is of, or takes in, where no address
	// in it says so: a hiring site under the employer's own name. May be nil.
	Recognize func(body []byte, base string) (kith.Board, bool)
	// Links returns the addresses in a page or a sitemap: those that look like
	// careers pages, the likeliest first; those that look like single openings;
	// and all others by which a board may be known.
	Links func(html []byte, base string) (careers, openings, others []string)
	// Postings returns the openings that a page carries as data.
	Postings func(html []byte, base string) []kith.Opening
	// List reports whether a page without data is a list of openings by its
	// structure, or says that it has none at the moment, and how many openings
	// it shows. Without it (nil) the links to openings decide.
	List func(html []byte, base string) (openings int, ok bool)
	// Probe asks a board for its employer's name, "" where it does not say. The
	// error is of kith.CodeNotFound when there is no such board. May be nil: then
	// nothing is looked for by a name but in the shipped list, and what a site
	// leads to is believed as it is.
	Probe func(ctx context.Context, b kith.Board) (name string, err error)
	// Candidates returns the boards that a company may have under a slug. Nil
	// stands for those that Parse knows of slugAddresses.
	Candidates func(slug string) []kith.Board
}

// Find looks a query up. The error is a *kith.Error: CodeInvalid for what is
// no address, domain or name, and for a name that is no employer's;
// CodeNotFound when no list of openings was found that kith can read, with
// what was learnt of the company beside it; CodeUnavailable when the site did
// not answer; that of a refused address is passed on as it is.
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
		return f.byName(ctx, query, typed)
	}
	address, err := parseAddress(typed)
	if err != nil {
		return Found{Query: query}, err
	}
	if isShared(address) {
		return Found{Query: query}, kith.Errorf(kith.CodeInvalid, "%.200q is a page on a site where many companies have one; give the company's own domain or its career page", typed)
	}
	return f.newSearch(query, address.Hostname()).run(ctx, address)
}
