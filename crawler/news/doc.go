// Package news reads news feeds: RSS, Atom and JSON Feed become dated items,
// and what an item says about restructuring becomes events.
//
// news.go is the visit, item.go turns entries into items, page.go asks for the
// pages of articles and article.go finds their text.
//
// events.go puts the claims of an item together into events. A claim is made
// by a rule: rule.go has what all rules share, and each kind of event has its
// rule in a file of its own (layoff.go with layoffabroad.go, closure.go,
// merger.go, acquisition.go, reorganisation.go, leadership.go, relocation.go,
// expansion.go, freeze.go, bankruptcy.go). A rule is a list of phrases with who
// is who around them; doubt.go has what takes a phrase back.
//
// sentence.go and token.go cut a text into sentences and words, subject.go,
// object.go and name.go find the company in them (hungarian.go for Hungarian,
// flat.go for headlines without capitals and marks), words.go has the words
// that they go by; number.go and detail.go read the other fields. same.go tells
// whether two reports are of one event.
package news
