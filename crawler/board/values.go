package board

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// What several systems share that write a value in the same way. What any page
// of the web writes so is in crawler/internal/field.

// htmlOrPlain returns the text of HTML, or the plain text where there is no
// HTML.
func htmlOrPlain(source, plain string) string {
	if s := text.FromHTML(source); s != "" {
		return s
	}
	return text.FromPlain(plain)
}

// joinTexts puts texts one after the other, with an empty line between.
func joinTexts(pieces []string) string {
	var full []string
	for _, piece := range pieces {
		if piece != "" {
			full = append(full, piece)
		}
	}
	return text.FromPlain(strings.Join(full, "\n\n"))
}

// tagPattern finds a tag of HTML.
var tagPattern = regexp.MustCompile(`<[A-Za-z/!]`)

// anyText returns the text of what is HTML, HTML that was escaped as a whole,
// or plain text with entities.
func anyText(source string) string {
	if !tagPattern.MatchString(source) {
		source = text.Unescape(source)
	}
	if tagPattern.MatchString(source) {
		return text.FromHTML(source)
	}
	return text.FromPlain(source)
}

// section is a part of the text, as HTML.
type section struct {
	Title string `json:"title"`
	Text  string `json:"text"`
}

// joinSections puts the parts of a text together that say something, each
// under its title where it has one.
func joinSections(parts ...section) string {
	var pieces []string
	for _, part := range parts {
		if words := text.FromHTML(part.Text); words != "" {
			pieces = append(pieces, text.Title(part.Title), words)
		}
	}
	return joinTexts(pieces)
}

// codedType returns the kind of employment from a word of a system's own, as
// "full_time".
func codedType(code string) string {
	return capital(field.EmploymentType(strings.ReplaceAll(code, "_", " ")))
}

// capital returns a word of a system's own as people write it.
func capital(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + word[size:]
}

// languageCode returns the two letters of a language, "" for anything else.
func languageCode(s string) string {
	s, _, _ = strings.Cut(strings.ToLower(s), "-")
	if len(s) != 2 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return s
}

// sameCountry returns the country that all names or codes are of, "" where
// they differ or one of them names none.
func sameCountry(named []string) string {
	country := ""
	for i, name := range named {
		one := text.Country(name)
		if one == "" || i > 0 && one != country {
			return ""
		}
		country = one
	}
	return country
}

// hyphened turns a place that is written from the country to the city, as
// "US-Kansas-Wichita", the other way round, "Wichita, Kansas, US". Names have
// hyphens too: what cannot be told apart stays together.
func hyphened(place string) string {
	parts := strings.Split(place, "-")
	if len(parts) < 2 || strings.Contains(place, ",") || text.Country(strings.TrimSpace(parts[0])) == "" {
		return place
	}
	country, rest := parts[0], parts[1:]
	if len(rest) == 2 {
		rest[0], rest[1] = rest[1], rest[0]
		return strings.Join(append(rest, country), ", ")
	}
	return strings.Join(rest, "-") + ", " + country
}

// americanDate reads a date as month, day and year, the way in which systems
// of the USA write it. It is for fields that are known to be written so.
func americanDate(s string) string {
	found := datePattern.FindStringSubmatch(strings.TrimSpace(s))
	if found == nil {
		return ""
	}
	month, day := strings.Repeat("0", 2-len(found[1]))+found[1], strings.Repeat("0", 2-len(found[2]))+found[2]
	return found[3] + "-" + month + "-" + day
}

var datePattern = regexp.MustCompile(`^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})$`)

// americanTime reads a time whose date may be written in that way.
func americanTime(s string) time.Time {
	if date := americanDate(s); date != "" {
		return text.ParseTime(date)
	}
	return text.ParseTime(s)
}
