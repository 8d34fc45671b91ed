package index

import (
	"encoding/json"
	"fmt"
	"hash/crc32"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
	"github.com/blevesearch/bleve/v2/analysis/token/stop"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/whitespace"
	"github.com/blevesearch/bleve/v2/analysis/tokenmap"
	"github.com/blevesearch/bleve/v2/mapping"
)

// The fields of a document. All words of an opening are in fieldBody, which
// alone decides what matches; the shorter fields are for ranking and for
// searches in one field.
const (
	fieldTitle      = "title"      // with positions, for phrases
	fieldCompany    = "company"    // not stemmed
	fieldLocation   = "location"   // not stemmed
	fieldDepartment = "department" // stemmed
	fieldBody       = "body"       // every word: title, company, places, department, description
	fieldTag        = "tag"        // every filter: "state:open", "company:17", "workplace:remote", hours
	fieldSeen       = "seen"       // sorts by the time it was first seen, then by id
)

// The analyzers. Texts come to them as plain makes them, words with one blank
// between; analyzerWhole takes a value as one term.
const (
	analyzerStem  = "kith_stem"
	analyzerWord  = "kith_word"
	analyzerWhole = "keyword"
)

// documentVersion is part of the version of the index. Raise it when document,
// plain or hourTags make something else of the same opening; a change of the
// mapping is noticed by itself.
const documentVersion = 1

// stopWords are left out of stemmed fields. The list is short on purpose:
// "it", "who", "us" and the like are names in titles.
var stopWords = []any{
	"a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "have", "in", "into", "is",
	"of", "on", "or", "our", "that", "the", "their", "this", "to", "we", "will", "with", "you", "your",
}

// newMapping returns the static mapping of the index. Nothing is stored, for
// the texts are in the store; there is no catch-all field; only the title has
// positions, and only the sort field has doc values.
func newMapping() (*mapping.IndexMappingImpl, error) {
	m := bleve.NewIndexMapping()
	err := addAnalyzers(m)
	if err != nil {
		return nil, fmt.Errorf("analyzers of the index: %w", err)
	}
	doc := bleve.NewDocumentStaticMapping()
	doc.StructTagKey = "index"
	doc.AddFieldMappingsAt(fieldTitle, textField(analyzerStem, true))
	doc.AddFieldMappingsAt(fieldCompany, textField(analyzerWord, false))
	doc.AddFieldMappingsAt(fieldLocation, textField(analyzerWord, false))
	doc.AddFieldMappingsAt(fieldDepartment, textField(analyzerStem, false))
	doc.AddFieldMappingsAt(fieldBody, textField(analyzerStem, false))
	doc.AddFieldMappingsAt(fieldTag, wholeField(false))
	doc.AddFieldMappingsAt(fieldSeen, wholeField(true))
	m.DefaultMapping = doc
	m.DefaultAnalyzer = analyzerWord
	m.DefaultField = fieldBody
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	return m, nil
}

func addAnalyzers(m *mapping.IndexMappingImpl) error {
	const stops = "kith_stop"
	err := m.AddCustomTokenMap(stops, map[string]any{"type": tokenmap.Name, "tokens": stopWords})
	if err != nil {
		return err
	}
	err = m.AddCustomTokenFilter(stops, map[string]any{"type": stop.Name, "stop_token_map": stops})
	if err != nil {
		return err
	}
	err = m.AddCustomAnalyzer(analyzerStem, map[string]any{
		"type": custom.Name, "tokenizer": whitespace.Name, "token_filters": []any{stops, porter.Name},
	})
	if err != nil {
		return err
	}
	return m.AddCustomAnalyzer(analyzerWord, map[string]any{"type": custom.Name, "tokenizer": whitespace.Name})
}

func textField(analyzer string, positions bool) *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Analyzer = analyzer
	f.Store, f.IncludeInAll, f.DocValues = false, false, false
	f.IncludeTermVectors = positions
	return f
}

func wholeField(sorted bool) *mapping.FieldMapping {
	f := textField(analyzerWhole, false)
	f.DocValues = sorted
	f.SkipFreqNorm = true
	return f
}

// versionOf returns the version of an index with the mapping: a checksum over
// it and documentVersion. Indexes of another version are rebuilt.
func versionOf(m *mapping.IndexMappingImpl) (string, error) {
	data, err := json.Marshal(m)
	if err != nil {
		return "", fmt.Errorf("mapping of the index: %w", err)
	}
	return fmt.Sprintf("%d-%08x", documentVersion, crc32.ChecksumIEEE(data)), nil
}
