package index

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum/levenshtein"
)

// The limits of what one word of a query may stand for.
const (
	maxEndings     = 64 // terms for a word with a star
	maxNear        = 8  // near spellings of a word that is not known
	maxLooked      = 20_000
	minPrefix      = 2 // letters before a star
	minNear        = 4 // letters of a word that may be misspelt
	maxSlips       = 24
	nearDistance   = 1 // letters left out, added, exchanged or swapped with the next
	swapCountsOnce = true
)

// lexicon reads the dictionaries of an index, in the goroutine of its caller.
type lexicon struct {
	ctx      context.Context
	snapshot *scorch.IndexSnapshot
	stem     analysis.Analyzer
}

// endings returns the terms of a field that begin with prefix, the commonest
// first.
func (l lexicon) endings(field, prefix string) ([]string, error) {
	if len(prefix) < minPrefix {
		return nil, nil
	}
	beyond := []byte(prefix)
	beyond[len(beyond)-1]++ // words hold no byte 0xff
	counts, err := l.terms(field, nil, prefix, beyond)
	return commonest(counts, maxEndings), err
}

// near returns the terms of a field that stand for what is one slip away from
// a word whose term the index does not know, the commonest first; none when it
// is known. A slip may also be one that makes the stem of the word another, as
// in "engneer".
func (l lexicon) near(field, term, word string) ([]string, error) {
	if len(term) < minNear {
		return nil, nil
	}
	found, err := l.known(field, []string{term})
	if err != nil || len(found) > 0 {
		return nil, err
	}
	found, err = l.oneSlipOff(field, term)
	if err != nil {
		return nil, err
	}
	others, err := l.known(field, analyse(l.stem, slips(word)))
	for other, count := range others {
		found[other] = count
	}
	return commonest(found, maxNear), err
}

// oneSlipOff returns the terms of a field that are one slip away from a term,
// with their counts.
func (l lexicon) oneSlipOff(field, term string) (map[string]uint64, error) {
	builder, err := levenshtein.NewLevenshteinAutomatonBuilder(nearDistance, swapCountsOnce)
	if err != nil {
		return nil, err
	}
	automaton, err := builder.BuildDfa(term, nearDistance)
	if err != nil {
		return nil, err
	}
	return l.terms(field, automaton, "", nil)
}

// known returns those of the terms that the index has in a field, with their
// counts.
func (l lexicon) known(field string, terms []string) (map[string]uint64, error) {
	slices.Sort(terms)
	counts := make(map[string]uint64)
	for _, s := range l.snapshot.Segments() {
		if l.ctx.Err() != nil {
			return nil, l.ctx.Err()
		}
		dictionary, err := s.Segment().Dictionary(field)
		if err != nil {
			return nil, err
		}
		for _, term := range slices.Compact(terms) {
			postings, err := dictionary.PostingsList([]byte(term), nil, nil)
			if err != nil {
				return nil, err
			}
			if n := postings.Count(); n > 0 {
				counts[term] += n
			}
		}
	}
	return counts, nil
}

// slips returns what a word may have been before one letter of it was left
// out, added, exchanged or swapped with the next; of the letters a to z.
func slips(word string) []string {
	if len(word) > maxSlips {
		return nil
	}
	var found []string
	for at := range len(word) + 1 {
		before, after := word[:at], word[at:]
		if len(after) > 0 {
			found = append(found, before+after[1:])
		}
		if len(after) > 1 {
			found = append(found, before+after[1:2]+after[:1]+after[2:])
		}
		for letter := 'a'; letter <= 'z'; letter++ {
			found = append(found, before+string(letter)+after)
			if len(after) > 0 {
				found = append(found, before+string(letter)+after[1:])
			}
		}
	}
	return found
}

// terms returns the terms that the automaton takes, between from and beyond,
// with their counts.
func (l lexicon) terms(field string, a segment.Automaton, from string, beyond []byte) (map[string]uint64, error) {
	counts := make(map[string]uint64)
	for _, s := range l.snapshot.Segments() {
		if l.ctx.Err() != nil {
			return nil, l.ctx.Err()
		}
		dictionary, err := s.Segment().Dictionary(field)
		if err != nil {
			return nil, err
		}
		found := dictionary.AutomatonIterator(a, []byte(from), beyond)
		for range maxLooked {
			entry, err := found.Next()
			if err != nil {
				return nil, err
			}
			if entry == nil {
				break
			}
			counts[entry.Term] += entry.Count
		}
	}
	return counts, nil
}

// commonest returns up to limit terms, those with the highest counts first.
func commonest(counts map[string]uint64, limit int) []string {
	terms := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	return terms[:min(len(terms), limit)]
}
