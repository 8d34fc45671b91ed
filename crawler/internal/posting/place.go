package posting

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"kith/crawler/internal/text"
)

// maxPlaces is how many places of one opening are kept.
const maxPlaces = 100

// locations returns the places of a posting as "locality, region, country" and
// the country when all of them are in one. A posting without a place may name
// the places from which remote work can be done.
func (g *Graph) locations(p node) (places []string, country string) {
	countries := map[string]bool{}
	add := func(place, code string) {
		if place != "" && !slices.Contains(places, place) && len(places) < maxPlaces {
			places = append(places, place)
			countries[code] = true
		}
	}
	for _, item := range asList(p["jobLocation"]) {
		add(g.place(item))
	}
	if len(places) == 0 {
		for _, item := range asList(p["applicantLocationRequirements"]) {
			add(g.place(item))
		}
	}
	if len(countries) == 1 {
		for code := range countries {
			country = code
		}
	}
	return places, country
}

// place returns a Place, an address or a name of a place in words, with the
// code of its country where it gives one.
func (g *Graph) place(value any) (name, country string) {
	n := g.deref(value)
	if n == nil {
		name = text.Line(asString(value))
		return g.withCountry(name)
	}
	address := n
	if inner := n["address"]; inner != nil {
		if items := asList(inner); len(items) > 0 {
			inner = items[0]
		}
		if address = g.deref(inner); address == nil {
			return g.withCountry(text.Line(asString(inner)))
		}
	}
	var parts []string
	for _, key := range []string{"addressLocality", "addressRegion"} {
		if part := text.Line(asString(address[key])); part != "" && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	if land := text.Line(asString(address["addressCountry"])); land != "" {
		land, country = g.withCountry(land)
		if !slices.Contains(parts, land) {
			parts = append(parts, land)
		}
	}
	if len(parts) == 0 {
		return g.withCountry(text.Line(asString(n["name"])))
	}
	return strings.Join(parts, ", "), country
}

// withCountry returns a country's English name and code where a text is either
// of them, and else the text without a code.
func (g *Graph) withCountry(name string) (shown, code string) {
	if len(name) == 2 || len(name) == 3 {
		if region, err := language.ParseRegion(name); err == nil && region.IsCountry() {
			return display.English.Regions().Name(region), region.Canonicalize().String()
		}
	}
	if g.countries == nil {
		g.countries = countryCodes()
	}
	return name, g.countries[strings.ToLower(name)]
}

// countryCodes returns the codes of the countries by their English names and
// the names by which they are known besides, in lower case.
func countryCodes() map[string]string {
	codes := map[string]string{
		"usa": "US", "united states of america": "US", "u.s.": "US", "u.s.a.": "US", "great britain": "GB", "england": "GB", "scotland": "GB",
		"wales": "GB", "northern ireland": "GB", "czech republic": "CZ", "turkey": "TR", "south korea": "KR", "korea": "KR", "russia": "RU",
		"vietnam": "VN", "the netherlands": "NL", "deutschland": "DE", "österreich": "AT", "schweiz": "CH", "suisse": "CH", "españa": "ES",
		"italia": "IT", "brasil": "BR", "méxico": "MX", "polska": "PL", "magyarország": "HU", "sverige": "SE", "norge": "NO", "danmark": "DK",
		"suomi": "FI", "nederland": "NL", "belgique": "BE", "hong kong": "HK",
	}
	names := display.English.Regions()
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string([]rune{a, b}))
			if err == nil && region.IsCountry() && region.Canonicalize() == region {
				codes[strings.ToLower(names.Name(region))] = region.String()
			}
		}
	}
	return codes
}
