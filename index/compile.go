package index

import (
	"slices"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"

	"kith"
)

// The weights of ranking. testdata/rank shows what they do.
const (
	boostBody    = 1.0
	boostTitle   = 4.0
	boostCompany = 2.0
	boostPhrase  = 3.0 // all words side by side in the title
	boostOther   = 0.5 // of another spelling
)

// compiler turns a Query into bleve's queries. It uses term and phrase queries
// only: what bleve makes of prefixes, ranges and near spellings reads
// dictionaries in goroutines of its own, where nothing can catch a panic over
// a damaged file.
type compiler struct {
	stem, word analysis.Analyzer
	// lookup returns the terms of a field that begin with a prefix.
	lookup func(field, prefix string) []string
	// near holds the near spellings to use instead of a term.
	near map[string][]string
	now  time.Time
}

// newCompiler returns a compiler for an index with the mapping.
func newCompiler(m *mapping.IndexMappingImpl) *compiler {
	return &compiler{stem: m.AnalyzerNamed(analyzerStem), word: m.AnalyzerNamed(analyzerWord)}
}

// compiled is a query that is ready to run.
type compiled struct {
	query  query.Query
	scored bool              // it has words, so that ranking by score means something
	terms  map[string]string // the terms of fieldBody that a hit must have, with their words
	states []state           // when the query asks for nothing else than one of these
	latest time.Time         // no hit was first seen later
	// within returns the query for hits first seen since a time, which may be
	// zero, without what is only for ranking.
	within func(since time.Time) query.Query
}

// compile returns the query that finds what q and its parsed text ask for.
func (c *compiler) compile(q Query, x Expr) (compiled, error) {
	b := builder{compiler: c, latest: c.now, terms: make(map[string]string)}
	b.plainWords(x)
	for _, cl := range x.clauses {
		if !cl.plain() {
			b.clause(cl)
		}
	}
	if !b.asks && (!x.Empty() || !asksForAll(q.Text)) {
		return compiled{}, kith.Errorf(kith.CodeInvalid, "There is no word in the query that can be searched for; add a less common one.")
	}
	states := statesOf(q, x)
	b.add(anyTag(tagsOf(states, stateTag)))
	b.companies(q.CompanyIDs)
	b.fieldWords(fieldLocation, wordsOf(clip(q.Location, maxQuery)), false)
	b.span(q.Since, q.Until)
	within := func(since time.Time) query.Query {
		narrow := builder{compiler: c, must: slices.Clone(b.must)}
		narrow.span(since, time.Time{})
		return query.NewBooleanQuery(narrow.must, nil, b.mustNot)
	}
	ready := compiled{
		query: query.NewBooleanQuery(b.must, b.should, b.mustNot), scored: b.scored, terms: b.terms, latest: b.latest, within: within,
	}
	if len(b.must) == 1 && len(b.mustNot) == 0 {
		ready.states = states
	}
	return ready, nil
}

// asksForAll reports whether a query that holds no word means everything.
func asksForAll(text string) bool {
	text = strings.TrimSpace(text)
	return text == "" || text == "*"
}

// plain reports whether the clause is a word that a hit must have anywhere.
func (c clause) plain() bool { return c.field == onWords && !c.not && !c.phrase && !c.prefix }

// statesOf returns what a document may be.
func statesOf(q Query, x Expr) []state {
	switch {
	case q.Events:
		return []state{stateEvent}
	case x.asks(stateClosed):
		return []state{stateClosed}
	case q.Closed && !x.asks(stateOpen):
		return []state{stateOpen, stateClosed}
	}
	return []state{stateOpen}
}

// asks reports whether the query names the state, "-is:open" standing for
// is:closed and the other way round.
func (x Expr) asks(s state) bool {
	return slices.ContainsFunc(x.clauses, func(c clause) bool {
		if c.field != onIs || c.words[0] != string(stateOpen) && c.words[0] != string(stateClosed) {
			return false
		}
		return (c.words[0] == string(s)) != c.not
	})
}

// builder gathers the parts of one query.
type builder struct {
	*compiler
	must, should, mustNot []query.Query
	terms                 map[string]string
	latest                time.Time
	asks                  bool // there is a condition other than the state
	scored                bool // some condition is on words
	negated               bool // inside an excluded clause
}

// addText takes a condition on words.
func (b *builder) addText(q query.Query) {
	b.scored = b.scored || !b.negated
	b.add(q)
}

// add takes q as a condition, or as an exclusion inside a negated clause.
func (b *builder) add(q query.Query) {
	b.asks = true
	if b.negated {
		b.mustNot = append(b.mustNot, q)
		return
	}
	b.must = append(b.must, q)
}

func (b *builder) companies(ids []int64) {
	if len(ids) == 0 {
		return
	}
	b.add(anyTag(tagsOf(ids, companyTag)))
}

// span takes the hours of since and until, where they are set.
func (b *builder) span(since, until time.Time) {
	if since.IsZero() && until.IsZero() {
		return
	}
	first, last := uint64(0), endOfTime(b.now)
	if !since.IsZero() {
		first = hourOf(since)
	}
	if !until.IsZero() {
		last = hourOf(until)
		if !b.negated && until.Before(b.latest) {
			b.latest = until
		}
	}
	tags := spanTags(first, last)
	if len(tags) == 0 {
		tags = []string{"hour:none"}
	}
	b.add(anyTag(tags))
}

// clause takes one clause that is more than a plain word.
func (b *builder) clause(c clause) {
	b.negated = c.not
	defer func() { b.negated = false }()
	switch c.field {
	case onIs:
		b.asks = true
		if c.words[0] != string(stateOpen) && c.words[0] != string(stateClosed) {
			b.add(tagTerm("workplace:" + c.words[0]))
		}
	case onKind:
		b.add(tagTerm("kind:" + c.words[0]))
	case onCountry:
		b.country(c.words)
	case onSince:
		b.span(c.at, time.Time{})
	case onUntil:
		b.span(time.Time{}, c.at)
	case onWords:
		b.special(c)
	default:
		b.fieldWords(c.field, c.words, c.prefix)
	}
}

// country takes a code of two letters, or the words of a name.
func (b *builder) country(words []string) {
	if len(words) == 1 && len(words[0]) == len("de") {
		b.add(tagTerm("country:" + words[0]))
		return
	}
	b.fieldWords(fieldLocation, words, false)
}

// special takes a phrase, a word with a star, or an excluded word.
func (b *builder) special(c clause) {
	words := c.words
	switch {
	case c.phrase:
		b.fieldPhrase(words)
		return
	case c.prefix:
		last := words[len(words)-1]
		words = words[:len(words)-1]
		b.addText(anyTerm(fieldBody, b.endings(fieldBody, last), boostBody))
	}
	var all []query.Query
	for _, term := range analyse(b.stem, words) {
		all = append(all, fieldTerm(fieldBody, term, boostBody))
	}
	if len(all) > 0 {
		b.addText(allOf(all))
	}
}

// endings returns the terms that a word with a star stands for: those that
// begin with it, and its own stem, which may be shorter than the word.
func (b *builder) endings(field, word string) []string {
	terms := analyse(b.analyzer(field), []string{word})
	if b.lookup != nil {
		terms = append(terms, b.lookup(field, word)...)
	}
	if len(terms) == 0 {
		terms = []string{word}
	}
	slices.Sort(terms)
	return slices.Compact(terms)
}

// fieldPhrase takes words that stand side by side in the title.
func (b *builder) fieldPhrase(words []string) {
	terms := inPlace(b.stem, words)
	if len(terms) > 0 {
		b.addText(phrase(terms, boostTitle))
	}
}

// analyzer returns the analyzer of a field.
func (c *compiler) analyzer(field string) analysis.Analyzer {
	if field == fieldCompany || field == fieldLocation {
		return c.word
	}
	return c.stem
}

// fieldWords takes words that must be in one of the shorter fields.
func (b *builder) fieldWords(field string, words []string, prefix bool) {
	var all []query.Query
	if prefix && len(words) > 0 {
		all = append(all, anyTerm(field, b.endings(field, words[len(words)-1]), boostCompany))
		words = words[:len(words)-1]
	}
	for _, term := range analyse(b.analyzer(field), words) {
		all = append(all, fieldTerm(field, term, boostCompany))
	}
	if len(all) > 0 {
		b.addText(allOf(all))
	}
}

// plainWords takes the words that must be anywhere, with their other
// spellings, and ranks those higher that have them in title or company.
func (b *builder) plainWords(x Expr) {
	var words []string
	for _, c := range x.clauses {
		if c.plain() {
			words = append(words, c.words...)
		}
	}
	for _, g := range groups(words) {
		b.group(g)
	}
	terms := inPlace(b.stem, words)
	if len(terms) > 1 {
		b.should = append(b.should, phrase(terms, boostPhrase))
	}
}

// group takes a run of plain words and its other spellings.
func (b *builder) group(g group) {
	var all []query.Query
	for _, word := range g.words {
		for _, term := range analyse(b.stem, []string{word}) {
			all = append(all, anyTerm(fieldBody, b.spellings(term), boostBody))
			b.should = append(b.should, anyTerm(fieldTitle, b.spellings(term), boostTitle))
			b.terms[term] = word
		}
	}
	for _, term := range analyse(b.word, g.words) {
		b.should = append(b.should, fieldTerm(fieldCompany, term, boostCompany))
	}
	if len(all) == 0 {
		return
	}
	ways := []query.Query{allOf(all)}
	for _, other := range g.others {
		terms := inPlace(b.stem, other)
		if len(terms) > 1 {
			ways = append(ways, phrase(terms, boostTitle*boostOther))
			continue
		}
		ways = append(ways, fieldTerm(fieldBody, terms[0], boostOther))
		b.should = append(b.should, fieldTerm(fieldTitle, terms[0], boostTitle*boostOther))
	}
	b.addText(anyOf(ways))
}

// spellings returns the terms to look for instead of term.
func (b *builder) spellings(term string) []string {
	if near := b.near[term]; len(near) > 0 {
		return near
	}
	return []string{term}
}
