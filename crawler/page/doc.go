// Package page reads career pages that belong to no known hiring site: the
// openings that they carry as data (schema.org JobPosting in JSON-LD), on the
// page itself and on the pages that it links to.
//
// Visit reads such a page as a board, Openings takes the openings out of one
// document, and Find takes out every address by which a board may be known.
//
// In the order to read them: parse.go and scan.go turn bytes into a document,
// jsonld.go and posting.go its data into openings, links.go tells which links
// look like openings, visit.go and detail.go walk them, find.go and words.go
// are for finding boards.
package page
