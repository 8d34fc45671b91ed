// Package directory tells who is who: which names are one employer, which
// companies a text names, and where a company has its openings.
//
// The map:
//
//	keys.go, essence.go, fold.go     a name to the keys of its exact and its strong match
//	words.go, legal.go, nobody.go    the words that are not distinctive, legal forms, names of nobody
//	compare.go                       how sure two names are one, and why
//	names.go                         known companies in a text
//	find.go, site.go                 the board behind an address, a domain or a name
//	token.go                         a readable name from a token, and what a bare name is
//	shipped.go, SHIPPED.md           the list of boards that comes with kith; internal/ship makes it
package directory
