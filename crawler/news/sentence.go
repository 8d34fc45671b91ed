package news

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"kith"
)

// maxSentences is how many sentences of an item are looked at. What an item is
// about stands at its beginning.
const maxSentences = 40

// maxSentence is how long a sentence may be, in bytes. What is longer is a
// table or made to hurt.
const maxSentence = 2000

// sentences returns the headline of an item and the sentences of its text,
// each once, without datelines and the names of outlets.
func sentences(item kith.Item) []string {
	all := []string{headline(item.Title)}
	for line := range strings.SplitSeq(item.Text, "\n") {
		for _, sentence := range split(line) {
			if len(all) > maxSentences {
				return all
			}
			if sentence != item.Title {
				all = append(all, undated(sentence))
			}
		}
	}
	return all
}

// outlet finds the name of an outlet at the end of a headline: " - Reuters",
// " | News.example", " -WSJ", "(AP)".
var outlet = regexp.MustCompile(`\s+(?:[-–|]+\s*(?:\|\s*)?(?:[\pL\d.&’' -]{2,40}\.[a-z]{2,6}(?:\s.{0,30})?|\pLu[\pL.&’'-]*(?:\s[\pL.&’'-]+){0,3})|\([A-Z]\w*(?:\.com)?\))\s*-?\s*$`)

// section finds the name of a section before a headline: "Business: ".
var section = regexp.MustCompile(`^(?i:exclusive|update\s?\d*|breaking|article|news|gazdaság|autó|vállalkozás)\s*(?:[-–:]\s*|\s(?:\d-)?)`)

// headline returns a headline without the name of its outlet and section.
func headline(title string) string {
	if at := outlet.FindStringIndex(title); at != nil && len(strings.Fields(title[:at[0]])) >= 3 {
		title = title[:at[0]]
	}
	for range 2 {
		if at := section.FindStringIndex(title); at != nil {
			title = title[at[1]:]
		}
	}
	return undated(strings.TrimSpace(title))
}

// dateline finds the place, agency and date before a report: "PARIS
// (Reuters) - ", "LONDON, Oct 28 (agency) - ", "AP - ".
var dateline = regexp.MustCompile(`^(?:\W{0,3}[^a-z()]{0,30}[\pL.,\d\s]{0,40}\(\s?[^()]{2,30}\)\s*[-–—]+\s*|[A-Z][A-Za-z.]{1,24}\s[-–—]+\s+|[A-Z][A-Z. ]{3,25}(?:,\s[A-Z][a-z]+\.?)?(?:\s?[-–—]+\s+|:\s)|[A-Z]{2,20},\s[A-Z][a-z]+\.?\s\d{1,2}(?:,\s\d{4})?\s?[-–—,]+\s+)`)

// wire finds the name of a service that sends out what companies say.
var wire = regexp.MustCompile(`^.{0,150}?(?:\((?i:globe newswire|business wire|marketwired|accesswire)\)|/PRNewswire[^/]{0,40}/)\s*[-–—]+\s*`)

// dated finds a date that stands before a report by itself.
var dated = regexp.MustCompile(`^(?:[A-Z]{2,6}(?:\s[A-Z][a-z]+)?\s[-–]\s)?(?:[A-Z][A-Z-]{3,}(?:\s[A-Z]+)?,\s(?:[A-Z][\w.]+,?\s){0,2})?[A-Z][a-z]{2,8}\.?\s\d{1,2}\s?,\s\d{4}\s*[-–—]+\s+`)

// glued finds a dateline whose mark was lost: "LEEDS, Calif.Acme said".
var glued = regexp.MustCompile(`^[A-Z][A-Z .]{2,25},\s[A-Z][a-z]{1,5}\.[A-Z]`)

// undated returns a sentence without its dateline.
func undated(sentence string) string {
	if at := wire.FindStringIndex(sentence); at != nil && at[1] < len(sentence) {
		sentence = sentence[at[1]:]
	}
	if at := dateline.FindStringIndex(sentence); at != nil && at[1] < len(sentence)-10 {
		sentence = sentence[at[1]:]
	}
	if at := glued.FindStringIndex(sentence); at != nil {
		sentence = sentence[at[1]-1:]
	}
	if at := dated.FindStringIndex(sentence); at != nil {
		sentence = sentence[at[1]:]
	}
	return sentence
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
	case "mr", "mrs", "ms", "dr", "prof", "st", "nr", "inc", "corp", "co", "ltd", "plc", "vs", "jan", "feb", "mar", "apr", "aug", "sept",
		"sep", "oct", "nov", "dec", "approx", "ca", "bzw", "gen", "sen", "gov", "rep", "bros", "cos":
		return true
	}
	return false
}
