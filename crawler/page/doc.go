// Package page reads career pages that belong to no known hiring site: the
// openings that they carry as data (schema.org JobPosting in JSON-LD or
// microdata), those that they show in their own structure (lists, tables,
// cards, headings with text below), those that they hand to their scripts, and
// those that their site lists in feeds and sitemaps.
//
// Visit reads such a page as a board, Openings takes the openings that one
// document carries as data, Find takes out every address by which a board may
// be known, List tells a list of openings from other pages, and NeedsBrowser a
// page that is empty without JavaScript.
//
// In the order to read them: visit.go walks the pages of a list and detail.go
// those of its openings; scan.go turns bytes into a document; shown.go puts
// together what a document shows. Of that, listing.go finds the lists in
// the structure that group.go and rows.go make out, weigh.go says what speaks
// for a group being a list of openings (heads.go: the headings above it;
// target.go: where its rows lead), cells.go and columns.go tell what its cells
// say, titles.go and roles.go what may be a title; single.go is for the page of
// one opening, entry.go for what all of them yield. embedded.go,
// literal.go and records.go are for the values in scripts, elsewhere.go for
// feeds and sitemaps, shell.go and nature.go for what kind of page it is.
// links.go tells which links look like openings, count.go what a page says of
// its number; find.go and words.go are for finding boards.
package page
