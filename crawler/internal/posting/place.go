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
		return inWords(asString(value))
	}
	address := n
	if inner := n["address"]; inner != nil {
		if items := asList(inner); len(items) > 0 {
			inner = items[0]
		}
		if address = g.deref(inner); address == nil {
			return inWords(asString(inner))
		}
	}
	var parts []string
	for _, key := range []string{"addressLocality", "addressRegion"} {
		if part := text.Line(asString(address[key])); part != "" && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	if land := text.Line(asString(address["addressCountry"])); land != "" {
		land, country = named(land)
		if !slices.Contains(parts, land) {
			parts = append(parts, land)
		}
	}
	if len(parts) == 0 {
		if isType(n, "Country") {
			return named(text.Line(asString(n["name"])))
		}
		return inWords(asString(n["name"]))
	}
	return strings.Join(parts, ", "), country
}

// inWords returns a place that is given in words, with the code of a country
// where it is the name of one. Two letters may be a state, and so may Georgia.
func inWords(name string) (shown, code string) {
	name = text.Line(name)
	if len(name) == 2 || strings.EqualFold(name, "georgia") {
		return name, ""
	}
	return named(name)
}

// named returns a country's English name and code where a text is its name or
// its code, and else the text without a code.
func named(country string) (shown, code string) {
	code = text.Country(country)
	if code == "" {
		return country, ownName(country)
	}
	if len(country) == 2 || len(country) == 3 {
		if region, err := language.ParseRegion(code); err == nil {
			return display.English.Regions().Name(region), code
		}
	}
	return country, code
}

// ownName returns the code of a country by the name that it has in a language
// of its own, or as a part of the United Kingdom; "" for everything else.
func ownName(name string) string {
	switch strings.ToLower(name) {
	case "england", "scotland", "wales", "northern ireland":
		return "GB"
	case "deutschland":
		return "DE"
	case "österreich":
		return "AT"
	case "schweiz", "suisse", "svizzera":
		return "CH"
	case "españa":
		return "ES"
	case "italia":
		return "IT"
	case "brasil":
		return "BR"
	case "méxico":
		return "MX"
	case "polska":
		return "PL"
	case "magyarország":
		return "HU"
	case "sverige":
		return "SE"
	case "norge":
		return "NO"
	case "danmark":
		return "DK"
	case "suomi":
		return "FI"
	case "nederland":
		return "NL"
	case "belgique", "belgië":
		return "BE"
	case "korea":
		return "KR"
	}
	return ""
}
