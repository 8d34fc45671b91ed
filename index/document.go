package index

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"kith"
)

// The most of a text that is indexed, in bytes.
const (
	maxText  = 20 << 10 // of a description
	maxField = 2 << 10  // of a title, a company's name, the places, a department
)

// document is what bleve is given: texts as plain makes them, and whole
// values.
type document struct {
	Title      string   `index:"title"`
	Company    string   `index:"company"`
	Location   string   `index:"location"`
	Department string   `index:"department"`
	Body       string   `index:"body"`
	Tags       []string `index:"tag"`
	Seen       string   `index:"seen"`
}

// openingID and eventID are the ids of documents.
func openingID(id int64) string { return "o/" + strconv.FormatInt(id, 10) }
func eventID(id int64) string   { return "e/" + strconv.FormatInt(id, 10) }

// parseID returns the id of the opening or event with a document's id.
func parseID(id string) (int64, error) {
	_, number, _ := strings.Cut(id, "/")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("the index holds a document with the id %q: %w", id, errDamaged)
	}
	return n, nil
}

// openingDocument returns the document of an opening.
func openingDocument(o kith.Opening) document {
	places := append([]string{}, o.Locations...)
	places = append(places, o.Country, countryName(o.Country), string(o.Workplace))
	d := document{
		Title:      plain(clip(o.Title, maxField)),
		Company:    plain(clip(o.Company, maxField)),
		Location:   plain(clip(strings.Join(places, " "), maxField)),
		Department: plain(clip(o.Department, maxField)),
		Seen:       seenKey(o.FirstSeenAt, o.ID),
		Tags:       append(hourTags(o.FirstSeenAt), stateTag(stateOpen)),
	}
	if !o.ClosedAt.IsZero() {
		d.Tags[len(d.Tags)-1] = stateTag(stateClosed)
	}
	d.Tags = appendTag(d.Tags, "workplace:", string(o.Workplace))
	d.Tags = appendTag(d.Tags, "country:", strings.ToLower(o.Country))
	d.Tags = appendCompany(d.Tags, o.CompanyID)
	d.Body = body(d, o.EmploymentType, o.Description)
	return d
}

// eventDocument returns the document of an event.
func eventDocument(e kith.Event) document {
	kind := strings.ReplaceAll(string(e.Kind), "_", " ")
	d := document{
		Title:      plain(clip(e.Headline, maxField)),
		Company:    plain(clip(e.Company, maxField)),
		Location:   plain(clip(strings.Join(e.Locations, " "), maxField)),
		Department: plain(clip(strings.Join(e.Departments, " "), maxField)),
		Seen:       seenKey(e.FirstSeenAt, e.ID),
		Tags:       append(hourTags(e.FirstSeenAt), stateTag(stateEvent)),
	}
	d.Tags = appendTag(d.Tags, "kind:", string(e.Kind))
	d.Tags = appendCompany(d.Tags, e.CompanyID)
	d.Body = body(d, kind, e.Quote)
	return d
}

// body gathers every word of a document, so that a search for several words
// need look into one field only.
func body(d document, kind, text string) string {
	return strings.Join([]string{d.Title, d.Company, d.Location, d.Department, plain(kind), plain(clip(text, maxText))}, " ")
}

// clip cuts text to at most limit bytes, between two runes.
func clip(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit]
}

// countryName returns the English name of a country, so that "in:germany"
// finds what says DE only.
func countryName(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return ""
	}
	return display.English.Regions().Name(region)
}

// seenKey sorts by time and then by id, and is unique for each of the kinds.
// It is kept short, for sorting unpacks those of a thousand documents at a
// time.
func seenKey(t time.Time, id int64) string { return sortable(t.Unix()) + sortable(id) }

// sortable writes a number so that texts sort as numbers do: its digits after
// a letter for how many they are. Numbers below zero count as zero.
func sortable(n int64) string {
	digits := strconv.FormatInt(max(n, 0), 36)
	return string(rune('a'+len(digits))) + digits
}

// state is what an opening is, or that a document is an event instead.
type state string

const (
	stateOpen   state = "open"
	stateClosed state = "closed"
	stateEvent  state = "event"
)

func stateTag(s state) string { return "state:" + string(s) }

func companyTag(id int64) string { return "company:" + strconv.FormatInt(id, 10) }

func appendTag(tags []string, name, value string) []string {
	if value == "" {
		return tags
	}
	return append(tags, name+value)
}

func appendCompany(tags []string, id int64) []string {
	if id == 0 {
		return tags
	}
	return append(tags, companyTag(id))
}
