// Package news reads news feeds: RSS, Atom and JSON Feed become dated items,
// and what an item says about a restructuring becomes events.
//
// news.go is the visit, item.go turns entries into items, events.go holds what
// all kinds of events share, and each kind has a file of its own: layoff.go.
package news
