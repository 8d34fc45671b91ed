package board

import (
	"context"
	"errors"
	"net/http"
	"time"

	"kith"
)

// adapter is what kith knows of one applicant-tracking system. Asking, paging,
// counting, reading details and telling what has changed are the same for all
// of them and written once, in list.go, detail.go and visit.go.
type adapter struct {
	ats  string        // as in kith.Board
	name string        // as people call it
	gap  time.Duration // between two requests to one of its hosts, 0 where nothing is known
	// domain is what the hosts of its boards end in, as ".icims.com"; "" where
	// all boards have one API host.
	domain string

	// parse tells from an address, without asking anybody, the token of the
	// board that it is of and where a person reads that board. The token is
	// "" when the address is of no board of this system.
	parse func(a address) (token, page string)
	// recognize tells the same from a page of a site on which the system works
	// under the employer's own name, or from one that names the board in other
	// ways than by an address. It is nil where addresses tell everything.
	recognize func(p webPage) (token, page string)
	// host returns the host of the API that answers for a token, and an error
	// for what is no token.
	host func(token string) (string, error)

	// lists are the generations of the system, the most common first. The next
	// one is asked only where the one before says that it is not there, or is
	// too large.
	lists []listing
	// employer returns the employer's name as the board says it, "" where it
	// does not, and an error when there is no such board.
	employer func(ctx context.Context, ask *asker, token string) (string, error)
}

// listing says how a board's list is asked for and read.
type listing struct {
	// open asks for what every later request needs, such as a cookie or the
	// number of a portal. It is nil where nothing is needed.
	open    func(ctx context.Context, ask *asker, token string) (target, answer)
	request func(t target, q query) kith.Request
	// decode reads a page of the list. The error may be errGone.
	decode func(t target, res *kith.Response) (page, error)
	// absent reports whether an answer that is no success says that there is
	// no such board. It is nil where 404 says so.
	absent func(res *kith.Response) bool
	paging paging
	// clamp is the number of rows beyond which some boards of the system
	// give the first page again, 0 where none does.
	clamp int
	// detail is nil where the list tells all that there is. An opening that
	// decode returns as Detailed already is not asked for.
	detail *detail
}

// errGone says that what was asked for is not there, although the answer has
// the status of success: many systems lead to their own front page instead.
var errGone = errors.New("there is nothing at this address any more")

// target is where a list is asked for.
type target struct {
	token  string
	page   string            // where a person reads the board; "" where that is not known
	header http.Header       // of every request: cookies and the like
	values map[string]string // what open found, by names of the adapter's own
	// slices are the parts in which the board must be asked for, as one for
	// each language; empty for all at once.
	slices []string
	asked  query // what an answer is to, when it is decoded
}

// paging says how a list goes on.
type paging int

// The ways of paging.
const (
	oneDocument paging = iota // the list is one document
	byOffset                  // the next page begins behind all rows received
	byPage                    // pages have numbers
	byCursor                  // each page names the next
)

// query is what a page of a list is asked by.
type query struct {
	offset int                 // rows received already
	page   int                 // pages received already
	cursor string              // what the page before named; "" for the first
	slice  string              // one of target.slices
	facets map[string][]string // ids of values by facet; nil for all openings
}

// page is one page of a list, or the whole of it where it is one document.
type page struct {
	rows   []row
	total  int    // what the board says it has in all; -1 where it does not say
	broken int    // rows that cannot be understood
	last   bool   // the page says that it is the last
	next   string // the cursor of the next page; "" says that there is none
	facets []facet
}

// row is one opening as the list tells it.
type row struct {
	opening kith.Opening
	// other is what the list says beside it that the opening has no room
	// for. A change of it is a reason to read the details again.
	other string
}

// facet is one way in which a board divides its openings.
type facet struct {
	name   string
	values []facetValue
}

// facetValue is one part of the openings.
type facetValue struct {
	id    string
	count int
}

// detail says how what only an opening's own page tells is asked for and read.
type detail struct {
	request func(t target, o kith.Opening) kith.Request
	// listPlaces says that the places of the list are the better ones, where
	// it has any.
	listPlaces bool
	// decode returns what the page tells. It is not asked for what the list
	// tells already. The error may be errGone.
	decode func(res *kith.Response) (kith.Opening, error)
}

// add appends an opening to the page, or counts it as broken where it has no
// id or no title: such a row may be any opening, so that the list proves
// nothing any more.
func (p *page) add(o kith.Opening, other string) {
	if o.ExternalID == "" || o.Title == "" {
		p.broken++
		return
	}
	p.rows = append(p.rows, row{opening: o, other: other})
}
