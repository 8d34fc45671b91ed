package directory

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kith"
)

// maxText is the length in bytes at which a text is cut.
const maxText = 1 << 20

// Names finds known companies in texts. It is safe for concurrent use.
type Names struct {
	companies []kith.Company
	spellings map[string][]spelling // by folded words with spaces between
	longest   map[string]int        // by first word: the most words of a spelling
}

// spelling is one way in which a company is written.
type spelling struct {
	company int // index in companies
	words   []token
}

// NewNames returns a finder of companies by every name they have, with and
// without the legal form.
func NewNames(companies []kith.Company) *Names {
	n := &Names{companies: companies, spellings: map[string][]spelling{}, longest: map[string]int{}}
	for i, c := range companies {
		n.add(i, c.Name)
		for _, name := range c.Names {
			n.add(i, name.Name)
		}
	}
	return n
}

func (n *Names) add(company int, name string) {
	if Keys(name).Exact == "" {
		return
	}
	whole := tokenize(essence(cutRunes(strings.ToValidUTF8(name, " "))))
	for _, words := range [][]token{withoutAnd(whole), core(whole)} {
		key := spaced(words)
		for _, s := range n.spellings[key] {
			if s.company == company {
				key = ""
			}
		}
		if key == "" {
			continue
		}
		n.spellings[key] = append(n.spellings[key], spelling{company, words})
		n.longest[words[0].text] = max(n.longest[words[0].text], len(words))
	}
}

// Find returns the companies that text names, in order of their first place.
// Names are found as whole words, the longest first, so that Delta Air Lines
// is not Delta. Words must be written with a capital letter, as names are:
// "unity" is not Unity. A name of one or two letters, and a single word of
// three capitals, must be written in capitals.
func (n *Names) Find(text string) []kith.Company {
	words := tokenize(strings.ToValidUTF8(text[:min(len(text), maxText)], " "))
	var found []kith.Company
	seen := map[int]bool{}
	for i := 0; i < len(words); {
		hits, length := n.at(words, i)
		for _, company := range hits {
			if !seen[company] {
				seen[company] = true
				found = append(found, n.companies[company])
			}
		}
		i += max(length, 1)
	}
	return found
}

// at returns the companies whose name stands at words[i], and how many words
// it takes.
func (n *Names) at(words []token, i int) (hits []int, length int) {
	first := words[i].text
	most := n.longest[first]
	if words[i].owner { // "Apple's" is Apple, but "McDonald's" is itself
		most = max(most, n.longest[strings.TrimSuffix(first, "s")])
	}
	var taken []token
	var key strings.Builder
	for j := i; j < len(words) && len(taken) < most; j++ {
		if j > i && words[j].broken {
			break
		}
		if j > i && isAnd(words[j].text) {
			continue
		}
		prefix := key.String()
		if len(taken) > 0 {
			key.WriteByte(' ')
			prefix += " "
		}
		key.WriteString(words[j].text)
		taken = append(taken, words[j])
		found := n.match(key.String(), taken)
		if len(found) == 0 && words[j].owner {
			found = n.match(prefix+strings.TrimSuffix(words[j].text, "s"), taken)
		}
		if len(found) > 0 && !isPartOf(words, i, j+1) {
			hits, length = found, j+1-i
		}
	}
	return hits, length
}

// match returns the companies with a spelling that is written as taken is.
func (n *Names) match(key string, taken []token) []int {
	var found []int
	for _, s := range n.spellings[key] {
		if writtenAs(s.words, taken) {
			found = append(found, s.company)
		}
	}
	return found
}

// writtenAs reports whether the words of a text are written as those of a
// name.
func writtenAs(name, text []token) bool {
	letters := 0
	for _, w := range name {
		letters += utf8.RuneCountInString(w.text)
	}
	for i, w := range text {
		raw := w.raw
		if w.owner && len(raw) == len(name[i].raw)+1 {
			raw = raw[:len(raw)-1]
		}
		acronym := len(name) == 1 && letters == 3 && name[i].raw == strings.ToUpper(name[i].raw)
		switch {
		case letters <= 2 || acronym:
			if raw != strings.ToUpper(raw) {
				return false
			}
		case !isCapital(raw) && !(i > 0 && wordClasses[w.text] == classStop) && !(raw == name[i].raw && hasCapital(raw)):
			return false
		}
	}
	return true
}

func isCapital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return !unicode.IsLower(r)
}

func hasCapital(word string) bool { return strings.IndexFunc(word, unicode.IsUpper) >= 0 }

// isPartOf reports whether words[i:end] is only a part of another employer's
// name: one word, and behind it one that makes a name of its own with it.
func isPartOf(words []token, i, end int) bool {
	if end-i != 1 || end == len(words) || words[i].owner {
		return false
	}
	next := words[end]
	return !next.broken && isCapital(next.raw) && otherEmployer[next.text]
}

// otherEmployer are words that make, behind a name, the name of another
// employer: Apple Bank, Ford Foundation, Delta Dental.
var otherEmployer = map[string]bool{
	"bank": true, "bancorp": true, "foundation": true, "university": true, "college": true, "school": true, "schools": true,
	"hospital": true, "hospitals": true, "clinic": true, "church": true, "institute": true, "museum": true, "theatre": true,
	"theater": true, "airlines": true, "airways": true, "insurance": true, "dental": true, "foods": true, "therapeutics": true,
	"pharmaceuticals": true, "biosciences": true, "hotels": true, "hotel": true, "resorts": true, "county": true, "street": true,
	"records": true, "pictures": true, "properties": true, "realty": true, "bancshares": true, "brewery": true, "winery": true,
}

func isAnd(word string) bool { return word == "and" || word == "und" || word == "et" }

func withoutAnd(words []token) []token {
	var kept []token
	for i, w := range words {
		if i == 0 || !isAnd(w.text) {
			kept = append(kept, w)
		}
	}
	return kept
}

func spaced(words []token) string {
	var out strings.Builder
	for i, w := range words {
		if i > 0 {
			out.WriteByte(' ')
		}
		out.WriteString(w.text)
	}
	return out.String()
}
