package board

import (
	"regexp"
	"strings"

	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// groupC holds the adapters of group C.
func groupC() []adapter {
	return []adapter{oracle(), taleo(), taleoBusiness(), avature(), eightfold(), successFactors()}
}

// titleParts parts the title of a page at the marks that stand between the
// names in it.
var titleParts = regexp.MustCompile(`\s+[-–—|:·]\s+|\s*[|–—]\s*`)

// nameInTitle returns the employer's name in the title of a page that has more
// names in it, as "Job Search - Northwharf", "" where nothing in it is one.
func nameInTitle(title string) string {
	for _, part := range titleParts.Split(text.Line(title), 10) {
		name := employerOf(part)
		key := field.Letters(name)
		generic := false
		for _, word := range []string{"search", "careersection", "opportunities", "signin", "login", "welcome", "openings", "vacancies", "unavailable"} {
			generic = generic || strings.Contains(key, word)
		}
		if name != "" && !generic {
			return name
		}
	}
	return ""
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
