package directory

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kith"
)

// maxForm is the number of words that a legal form has at the most, as in
// "S. A. P. I. de C. V.".
const maxForm = 7

// Keys returns the keys of a company name, empty ones when it names no
// employer.
//
// Exact is the name without case, accents, punctuation, spaces, a leading
// "The", "and" and legal forms at its ends. Strong is the sorted set of the
// words that are left when what companies put behind their names is gone
// (Technologies, Group, International, a country, …); it is empty unless one of
// them tells one company from another and has three letters.
//
// What only explains a name is left out first: parentheses at the end, a
// tagline behind "|" or a dash, ", a Foo company", "formerly Foo".
func Keys(name string) kith.NameKeys {
	p := parse(name)
	return kith.NameKeys{Exact: p.exact, Strong: p.strong}
}

// parsed is a name taken apart.
type parsed struct {
	words  []string // without legal forms and the rest that no key has
	exact  string
	strong string
}

func parse(name string) parsed {
	tokens := core(tokenize(essence(cutRunes(strings.ToValidUTF8(name, " ")))))
	if len(tokens) == 0 || isNobody(tokens) {
		return parsed{}
	}
	texts := make([]string, len(tokens))
	for i, t := range tokens {
		texts[i] = t.text
	}
	exact := stripAffixes(strings.Join(texts, ""))
	if noEmployers[exact] {
		return parsed{}
	}
	if len(texts) == 1 {
		texts[0] = exact
	}
	words := joinInitials(texts)
	return parsed{words: words, exact: exact, strong: strongKey(words)}
}

func cutRunes(name string) string {
	if len(name) > maxName && utf8.RuneCountInString(name) > maxName {
		return string([]rune(name)[:maxName])
	}
	return name
}

// core drops "and", a leading "The" and legal forms at both ends, but never
// everything.
func core(tokens []token) []token {
	tokens = dropLast(tokens)
	kept := make([]token, 0, len(tokens))
	for i, t := range tokens {
		if i == 0 || i == len(tokens)-1 || !isFiller(t.text) {
			kept = append(kept, t)
		}
	}
	kept = dropLast(kept)
	if n := leadingForm(kept); n > 0 {
		kept = kept[n:]
	}
	if len(kept) > 1 && kept[0].text == "the" && !noEmployers[joined(kept[1:])] {
		kept = kept[1:]
	}
	return kept
}

// isFiller reports whether a word inside a name is left out: "and", and the
// legal forms that are nothing else ("Foo Corp. of America").
func isFiller(word string) bool {
	switch word {
	case "and", "und", "et", "inc", "incorporated", "corp", "corporation", "llc", "ltd", "limited", "gmbh":
		return true
	}
	return false
}

// dropLast drops legal forms, and a "The", from the end.
func dropLast(tokens []token) []token {
	for {
		n := trailingForm(tokens)
		if n == 0 {
			return tokens
		}
		tokens = tokens[:len(tokens)-n]
	}
}

// trailingForm returns how many words at the end are a legal form.
func trailingForm(tokens []token) int {
	last := len(tokens) - 1
	for n := min(maxForm, last); n >= 1; n-- {
		tail := tokens[len(tokens)-n:]
		form := formKind(joined(tail))
		if form&formAlways != 0 || form&formDotted != 0 && isSpelledAsForm(tail) {
			return n
		}
	}
	if last > 0 && tokens[last].text == "the" {
		return 1
	}
	return 0
}

// formKind says what kind of legal form some letters are, 0 for none.
func formKind(letters string) int {
	if kind := legalForms[letters]; kind != 0 {
		return kind
	}
	return isoForms[letters]
}

// formSpellings are legal forms that their capitals tell from words.
var formSpellings = map[string]bool{"SpA": true, "eG": true, "eK": true, "eV": true}

// isSpelledAsForm reports whether what may be a word too is written as a legal
// form: with dots, or in capitals where the script is not Latin.
func isSpelledAsForm(tail []token) bool {
	first := tail[0]
	return first.dotted || formSpellings[first.raw] || len(tail) == 1 && !isPlain(first.text) && first.raw == strings.ToUpper(first.raw) && first.raw != first.text
}

// leadingForm returns how many words at the beginning are a legal form that
// stands before names ("PT", "A B"), when a distinctive word follows.
func leadingForm(tokens []token) int {
	for n := min(3, len(tokens)-1); n >= 1; n-- {
		if legalForms[joined(tokens[:n])]&formFirst == 0 {
			continue
		}
		if slices.ContainsFunc(tokens[n:], func(t token) bool { return isDistinctive(t.text) }) {
			return n
		}
	}
	return 0
}

func joined(tokens []token) string {
	if len(tokens) == 1 {
		return tokens[0].text
	}
	var out strings.Builder
	for _, t := range tokens {
		out.WriteString(t.text)
	}
	return out.String()
}

// stripAffixes drops legal forms that are written without a space.
func stripAffixes(key string) string {
	for again := true; again; {
		again = false
		for _, form := range affixForms {
			rest := strings.TrimSuffix(strings.TrimPrefix(key, form), form)
			if rest != key && rest != "" {
				key, again = rest, true
			}
		}
	}
	return key
}

// abbreviations are the ones that lists of companies use.
var abbreviations = map[string]string{
	"intl": "international", "mfg": "manufacturing", "mgmt": "management", "svcs": "services", "hldgs": "holdings", "hldg": "holding",
	"grp": "group", "natl": "national", "bros": "brothers", "assoc": "associates", "univ": "university", "engrg": "engineering",
	"technol": "technology", "fin": "financial", "ins": "insurance", "pharm": "pharmaceuticals", "comms": "communications",
}

// joinInitials makes one word of single letters that follow each other, so
// that "J P Morgan" has the words of "J.P. Morgan", and writes abbreviations
// out.
func joinInitials(words []string) []string {
	var out []string
	initials := false
	for _, w := range words {
		single := utf8.RuneCountInString(w) == 1
		switch full := abbreviations[w]; {
		case single && initials:
			out[len(out)-1] += w
		case full != "":
			out = append(out, full)
		default:
			out = append(out, w)
		}
		initials = single
	}
	return out
}

// strongKey returns the key of MatchStrong.
func strongKey(words []string) string {
	kept := withoutTail(words)
	if len(kept) > 1 && isGroupWord(kept[0]) {
		kept = kept[1:]
	}
	kept = slices.DeleteFunc(slices.Clone(kept), func(w string) bool { return wordClasses[w] == classStop })
	for i, w := range kept {
		if one := strings.TrimSuffix(w, "s"); wordClasses[w] == classCategory && wordClasses[one] == classCategory {
			kept[i] = one
		}
	}
	if !slices.ContainsFunc(kept, isDistinctive) {
		return ""
	}
	slices.Sort(kept)
	return strings.Join(slices.Compact(kept), " ")
}

// withoutTail drops the generic words and places at the end of a name. A place
// behind "of" stays: the Bank of China is not the Bank of America.
func withoutTail(words []string) []string {
	for len(words) > 1 {
		last := len(words) - 1
		n := 0
		switch {
		case last > 1 && placePairs[words[last-1]+" "+words[last]]:
			n = 2
		case last > 1 && genericPairs[words[last-1]+" "+words[last]]:
			n = 2
		case wordClasses[words[last]] == classPlace, wordClasses[words[last]] == classGeneric:
			n = 1
		}
		if n == 0 || wordClasses[words[len(words)-n-1]] == classStop {
			return words
		}
		words = words[:len(words)-n]
	}
	return words
}

// genericPairs are two words that say no more than the second.
var genericPairs = map[string]bool{"digital industries": true, "digital services": true, "digital solutions": true}

// isDistinctive reports whether a word tells one company from another, and has
// three letters.
func isDistinctive(word string) bool {
	return wordClasses[word] == classDistinctive && utf8.RuneCountInString(word) >= 3
}

func isGroupWord(word string) bool {
	switch word {
	case "grupo", "groupe", "gruppo", "gruppe", "group", "grupa":
		return true
	}
	return false
}

// isNobody reports whether the words say that there is no employer.
func isNobody(tokens []token) bool {
	var phrase strings.Builder
	stealth := true
	for _, t := range tokens {
		phrase.WriteString(t.text + " ")
		stealth = stealth && stealthWords[t.text]
	}
	starts := func(start string) bool { return strings.HasPrefix(phrase.String(), start) }
	return stealth && strings.HasPrefix(tokens[0].text, "stealth") || slices.ContainsFunc(noEmployerStarts, starts) || isAllNobody(tokens)
}

// isAllNobody reports whether a name is made of nothing but what people write
// in the place of an employer, as in "Freelance / Self-employed".
func isAllNobody(tokens []token) bool {
	for len(tokens) > 0 {
		n := min(3, len(tokens))
		for n > 0 && !noEmployers[joined(tokens[:n])] {
			n--
		}
		if n == 0 {
			return false
		}
		tokens = tokens[n:]
	}
	return true
}
