// Package directory tells who is who: which names are one employer, which
// companies a text names, and where a company has its openings.
//
// The map:
//
//	keys.go, fold.go                    a name to the keys of its exact and its strong match
//	essence.go, client.go               what stands beside a name without being part of it
//	words.go, legal.go, legal_iso.go    the words that are not distinctive, legal forms
//	nobody.go                           what people write in the place of an employer
//	compare.go                          how sure two names are one, and why
//	names.go                            known companies in a text
//	find.go, address.go                 the board behind an address, a domain or a name
//	search.go, sitemap.go, site.go      from a company's site: home page, careers page, sitemaps
//	choose.go                           which of the boards that a page leads to, and how sure
//	name.go, slug.go                    from a name: the shipped list, boards under its slugs, its own site
//	token.go                            a readable name from a token, and what a bare name is
//	shipped.go, SHIPPED.md              the list of boards that comes with kith; internal/ship makes it
package directory
