// Package index is the full-text search over openings and events: bleve's
// scorch engine in a folder of its own, as a cache of the store that can be
// thrown away at any time.
//
// The way in is the change log of the store: CatchUp and Follow read it in
// order and write each batch of documents together with the position in the
// log, so that the two agree after any crash. The way out is Search.
//
//	index.go       Options, Open, State, Close: the folder and its one owner
//	generation.go  one bleve index in a sub-folder: opening, writing, closing
//	mark.go        what an index knows of itself: version and position
//	verify.go      are its files what was written?
//	damage.go      checksums, panics and stuck calls: how damage is found before it hurts
//	heal.go        what is done about damage: condemn, reopen, rebuild on suspicion
//	follow.go      CatchUp and Follow: from the change log, in order
//	batch.go       changes into a batch of documents
//	rebuild.go     building a new generation beside the old one, and the swap
//	mapping.go     the fields, how they are indexed and why
//	document.go    an opening or event as a document
//	rows.go        reading the store, some rows at a time
//	words.go       text to words, the same for documents and queries
//	hours.go       spans of time as a few terms
//	parse.go       the query language
//	synonyms.go    other spellings of a query's words
//	compile.go     a parsed query as a bleve query
//	terms.go       the pieces of bleve's queries
//	lexicon.go     the words that the index knows: prefixes and near spellings
//	search.go      Query, Result, Search
//	highlight.go   the matched words in a text
//
// testdata/rank holds queries with the openings that answer them, and how well
// they are found; bench measures the index against SQLite's FTS5.
//
// What is not in the index: contacts, and anything else of one user.
package index
