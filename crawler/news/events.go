package news

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kith"
)

// maxSentences is how many sentences of an item are looked at. What an item is
// about stands at its beginning.
const maxSentences = 40

// claim is what one sentence says.
type claim struct {
	headcount int
	percent   float64
}

// facts is how much a claim tells.
func (c claim) facts() int {
	n := 0
	if c.headcount > 0 {
		n += 2
	}
	if c.percent > 0 {
		n++
	}
	return n
}

// rules has, for each kind of event, how a sentence is understood. Published
// is the year of the item, 0 when not known.
var rules = []struct {
	kind kith.EventKind
	read func(sentence string, published int) (claim, bool)
}{
	{kith.EventLayoff, readLayoff},
}

// Events returns what an item says about companies that find knows: one event
// for each kind and company, with the sentence that tells most about it. The
// company is the one that the sentence names first.
func Events(item kith.Item, find FindFunc) []kith.Event {
	if find == nil {
		return nil
	}
	published := 0
	if !item.PublishedAt.IsZero() {
		published = item.PublishedAt.Year()
	}
	var found []kith.Event
	best := map[eventKey]int{} // index in found, and how much it tells
	told := map[eventKey]int{}
	for _, sentence := range sentences(item) {
		for _, rule := range rules {
			c, ok := rule.read(sentence, published)
			if !ok {
				continue
			}
			companies := find(sentence)
			if len(companies) == 0 {
				continue
			}
			key := eventKey{rule.kind, companies[0].ID, companies[0].Name}
			event := newEvent(item, key, sentence, c)
			if at, known := best[key]; !known {
				best[key], told[key] = len(found), c.facts()
				found = append(found, event)
			} else if c.facts() > told[key] {
				found[at], told[key] = event, c.facts()
			}
		}
	}
	return found
}

// eventKey is what one item has one event for.
type eventKey struct {
	kind    kith.EventKind
	company int64
	name    string
}

func newEvent(item kith.Item, key eventKey, sentence string, c claim) kith.Event {
	return kith.Event{
		CompanyID: key.company, Company: key.name, Kind: key.kind, Headline: item.Title, URL: item.URL,
		PublishedAt: item.PublishedAt, Headcount: c.headcount, Percent: c.percent, Quote: sentence,
	}
}

// sentences returns the headline of an item and the sentences of its text,
// each once.
func sentences(item kith.Item) []string {
	all := []string{item.Title}
	for line := range strings.SplitSeq(item.Text, "\n") {
		for _, sentence := range split(line) {
			if len(all) > maxSentences {
				return all
			}
			if sentence != item.Title {
				all = append(all, sentence)
			}
		}
	}
	return all
}

// split cuts a line into sentences: behind a full stop, a question or an
// exclamation mark before a space and a capital letter or a digit, unless the
// stop belongs to an abbreviation.
func split(line string) []string {
	var found []string
	start := 0
	for i, r := range line {
		if r != '.' && r != '!' && r != '?' {
			continue
		}
		rest := strings.TrimLeft(line[i+1:], `"”’')`)
		next := strings.TrimLeft(rest, " \u00a0")
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(next, `"“„'(`))
		if rest == next && next != "" || next != "" && !unicode.IsUpper(first) && !unicode.IsDigit(first) {
			continue
		}
		if r == '.' && next != "" && isAbbreviation(line[start:i]) {
			continue
		}
		end := len(line) - len(rest)
		if sentence := strings.TrimSpace(line[start:end]); sentence != "" {
			found = append(found, sentence)
		}
		start = end
	}
	if sentence := strings.TrimSpace(line[start:]); sentence != "" {
		found = append(found, sentence)
	}
	return found
}

// isAbbreviation reports whether a text, before a full stop, ends in an
// abbreviation: a single letter, or one that stands before names.
func isAbbreviation(text string) bool {
	word := text[strings.LastIndexAny(text, " \u00a0(")+1:]
	if utf8.RuneCountInString(word) <= 1 || strings.Contains(word, ".") {
		return true
	}
	switch strings.ToLower(word) {
	case "mr", "mrs", "ms", "dr", "prof", "st", "nr", "inc", "corp", "co", "ltd", "vs", "jan", "feb", "mar", "apr", "aug", "sept",
		"sep", "oct", "nov", "dec", "approx", "ca", "bzw", "gen", "sen", "gov", "rep":
		return true
	}
	return false
}
