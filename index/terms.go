package index

import (
	"context"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"
)

// analyse returns the terms of words in a field with the analyzer.
func analyse(a analysis.Analyzer, words []string) []string {
	if len(words) == 0 {
		return nil
	}
	var terms []string
	for _, t := range a.Analyze([]byte(strings.Join(words, " "))) {
		terms = append(terms, string(t.Term))
	}
	return terms
}

// inPlace returns the terms of words for a phrase, with "" in the place of
// each word between them that the analyzer leaves out: any one word may stand
// there.
func inPlace(a analysis.Analyzer, words []string) []string {
	if len(words) == 0 {
		return nil
	}
	var terms []string
	last := 0
	for _, t := range a.Analyze([]byte(strings.Join(words, " "))) {
		for ; len(terms) > 0 && last+1 < t.Position; last++ {
			terms = append(terms, "")
		}
		terms, last = append(terms, string(t.Term)), t.Position
	}
	return terms
}

func fieldTerm(field, term string, boost float64) query.Query {
	q := query.NewTermQuery(term)
	q.SetField(field)
	q.SetBoost(boost)
	return q
}

// filter is a condition that takes no part in ranking. bleve then works with
// sets of documents as they are stored, and unites those of many tags at once.
type filter struct{ query.Query }

// Searcher returns the searcher of the condition without scores.
func (f filter) Searcher(ctx context.Context, r index.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	return f.Query.Searcher(ctx, r, m, search.SearcherOptions{Score: bleve.ScoreNone})
}

func tagTerm(tag string) query.Query { return filter{fieldTerm(fieldTag, tag, 0)} }

func anyTerm(field string, terms []string, boost float64) query.Query {
	queries := make([]query.Query, len(terms))
	for i, term := range terms {
		queries[i] = fieldTerm(field, term, boost)
	}
	return anyOf(queries)
}

func tagsOf[T any](values []T, tag func(T) string) []string {
	tags := make([]string, len(values))
	for n, v := range values {
		tags[n] = tag(v)
	}
	return tags
}

func anyTag(tags []string) query.Query { return filter{anyTerm(fieldTag, tags, 0)} }

func phrase(terms []string, boost float64) query.Query {
	if len(terms) == 1 {
		return fieldTerm(fieldTitle, terms[0], boost)
	}
	q := query.NewPhraseQuery(terms, fieldTitle)
	q.SetBoost(boost)
	return q
}

func allOf(queries []query.Query) query.Query {
	if len(queries) == 1 {
		return queries[0]
	}
	return query.NewConjunctionQuery(queries)
}

func anyOf(queries []query.Query) query.Query {
	if len(queries) == 1 {
		return queries[0]
	}
	return query.NewDisjunctionQuery(queries)
}
