package board

import (
	"context"
	"time"

	"kith"
)

// adapter is what kith knows of one applicant-tracking system. Asking, paging,
// counting, reading details and telling what has changed are the same for all
// of them and written once, in list.go, detail.go and visit.go.
type adapter struct {
	ats  string        // as in kith.Board
	name string        // as people call it
	gap  time.Duration // between two requests to its API

	// parse tells from an address, without asking anybody, the token of the
	// board that it is of and where a person reads that board. The token is
	// "" when the address is of no board of this system.
	parse func(a address) (token, page string)
	// host returns the host of the API that answers for a token.
	host func(token string) (string, error)

	list listing
	// detail is nil where the list tells all that there is.
	detail *detail
	// employer returns the employer's name as the board says it, "" where it
	// does not, and an error when there is no such board.
	employer func(ctx context.Context, ask *asker, token string) (string, error)
}

// listing says how a board's list is asked for and read.
type listing struct {
	request func(token string, q query) kith.Request
	decode  func(token string, body []byte) (page, error)
	paged   bool // the list comes in pages by offset; else in one document
	// clamp is the number of rows beyond which some boards of the system
	// give the first page again, 0 where none does.
	clamp int
}

// query is what a page of a list is asked by.
type query struct {
	offset int
	facets map[string][]string // ids of values by facet; nil for all openings
}

// page is one page of a list, or the whole of it where it is one document.
type page struct {
	rows   []row
	total  int // what the board says it has in all; -1 where it does not say
	broken int // rows that cannot be understood
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
	request func(token string, o kith.Opening) kith.Request
	// decode returns what the page tells. It is not asked for what the list
	// tells already.
	decode func(body []byte) (kith.Opening, error)
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
