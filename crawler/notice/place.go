package notice

import (
	"regexp"
	"strings"
)

// states are the states of the USA and its territories by their codes, in
// lower case.
const states = "|al=alabama|ak=alaska|az=arizona|ar=arkansas|ca=california|co=colorado|ct=connecticut|de=delaware|dc=district of columbia|fl=florida|ga=georgia|" +
	"hi=hawaii|id=idaho|il=illinois|in=indiana|ia=iowa|ks=kansas|ky=kentucky|la=louisiana|me=maine|md=maryland|ma=massachusetts|mi=michigan|mn=minnesota|" +
	"ms=mississippi|mo=missouri|mt=montana|ne=nebraska|nv=nevada|nh=new hampshire|nj=new jersey|nm=new mexico|ny=new york|nc=north carolina|nd=north dakota|" +
	"oh=ohio|ok=oklahoma|or=oregon|pa=pennsylvania|ri=rhode island|sc=south carolina|sd=south dakota|tn=tennessee|tx=texas|ut=utah|vt=vermont|va=virginia|" +
	"wa=washington|wv=west virginia|wi=wisconsin|wy=wyoming|pr=puerto rico|gu=guam|vi=virgin islands|"

// stateCode returns the code of a state that is given by its code or name, ""
// for anything else.
func stateCode(name string) string {
	name = strings.ToLower(strings.Trim(name, " .,"))
	if len(name) == 2 {
		if strings.Contains(states, "|"+name+"=") {
			return strings.ToUpper(name)
		}
		return ""
	}
	if at := strings.Index(states, "="+name+"|"); name != "" && at > 1 {
		return strings.ToUpper(states[at-2 : at])
	}
	return ""
}

// The end of an address in the USA: a state, and mostly a zip code.
var (
	addressEnd = regexp.MustCompile(`(?i)[,;\s]\s*([a-z]{2}|[a-z]+(?: [a-z]+){0,2})[,.]?\s*\d{5}(?:-\d{4})?\s*$`)
	stateEnd   = regexp.MustCompile(`,\s*([A-Z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+){0,2})\.?\s*$`)
	cityEnd    = regexp.MustCompile(`^(.*?),?\s+([A-Z]{2})\.?$`)
	// street finds where a street address begins, behind a name.
	street = regexp.MustCompile(`(?i)[\s,;)]+(?:\d{1,6}[a-z]?(?:-\d+)?\s+(?:[nsew]\.?\s+|north |south |east |west )?[a-z0-9.'’]+(?:\s+[a-z0-9.'’&-]+){0,5}?\s*(?:\b(?:street|st|avenue|ave|road|rd|drive|dr|boulevard|blvd|lane|ln|way|court|ct|parkway|pkwy|highway|hwy|place|pl|plaza|circle|square|floor|turnpike|route|suite|pike|terrace|broadway)\b)|p\.?\s?o\.?\s+box\s+\d)`)
)

// streetWord finds the word at which a street or what is inside a building
// ends, with a city behind it.
var streetWord = regexp.MustCompile(`(?i)\b(?:street|st\.?|avenue|ave\.?|road|rd\.?|drive|dr\.?|boulevard|blvd\.?|lane|ln\.?|way|court|ct\.?|parkway|pkwy\.?|highway|hwy\.?(?:\s+\d+)?|place|pl\.?|plaza|circle|square|` +
	`floor|fl\.?|turnpike|route\s+\d+[a-z]?|pike|terrace|broadway|suite\s+\w+|ste\.?\s+\w+|building\s+\w+|unit\s+\w+|box\s+\d+|east|west|north|south)[,.]?\s+`)

// ending takes an address apart at its end: what stands before the state, and
// the state, "" for what does not end in one.
func ending(address string) (before, state string) {
	for _, pattern := range []*regexp.Regexp{addressEnd, stateEnd} {
		m := pattern.FindStringSubmatchIndex(address)
		if m == nil {
			continue
		}
		named := address[m[2]:m[3]]
		for from := m[2]; ; {
			if code := stateCode(address[from:m[3]]); code != "" { // "Suite 5 New York": the last words that are a state
				return strings.TrimRight(address[:from], ", ;"), code
			}
			space := strings.IndexByte(address[from:m[3]], ' ')
			if space < 0 || named == "" {
				break
			}
			from += space + 1
		}
	}
	return "", ""
}

// stateOfAddress returns the state at the end of an address, "" where there is
// none.
func stateOfAddress(address string) string {
	_, state := ending(address)
	return state
}

// cityOfAddress returns the city of an address of the form "1 High Street;
// Hull, Ohio 12345", "1 High Street Hull, OH 12345" or "Hull" alone, "" where
// it has none.
func cityOfAddress(address string) string {
	address = bracketed.ReplaceAllString(wideGap.ReplaceAllString(strings.ReplaceAll(address, "\n", ", "), ", "), " ")
	before, state := ending(address)
	if state == "" {
		if !strings.ContainsAny(address, "0123456789") && len(strings.Fields(address)) <= 4 {
			return titled(address)
		}
		return ""
	}
	if at := strings.LastIndexAny(before, ",;"); at >= 0 {
		before = before[at+1:]
	}
	if all := streetWord.FindAllStringIndex(before, -1); len(all) > 0 && strings.ContainsAny(before, "0123456789") {
		before = before[all[len(all)-1][1]:]
	}
	if strings.ContainsAny(before, "0123456789") {
		return ""
	}
	return titled(before)
}

// labels finds what stands behind a city with headings of its own, as in
// "Ishpeming, County: Marquette, Number Affected: 687"; severalCounties matches
// a county that is none.
var (
	labels          = regexp.MustCompile(`,\s*[A-Z]\w+(?: \w+)?:.*$`)
	severalCounties = regexp.MustCompile(`(?i)\b(?:multiple|various|several|statewide|counties|all)\b`)
)

// wideGap finds the blanks by which some lists part street and city, bracketed
// what stands between brackets.
var (
	wideGap   = regexp.MustCompile(`\s{3,}`)
	bracketed = regexp.MustCompile(`\([^()]*\)`)
)

// place returns where a notice applies, as "City, ST"; the county or the state
// alone where no city is told.
func place(city, county, address, state string) string {
	city, county = strings.TrimSuffix(line(labels.ReplaceAllString(city, "")), " (city)"), firstOf(county, "|")
	if severalCounties.MatchString(county) {
		county = ""
	}
	if m := cityEnd.FindStringSubmatch(city); m != nil && stateCode(m[2]) != "" {
		city, state = m[1], stateCode(m[2])
	} else if name, region, found := strings.Cut(city, ","); found && stateCode(region) != "" {
		city, state = name, stateCode(region)
	}
	if strings.ContainsAny(city, "0123456789") && stateOfAddress(city) != "" { // an address in the place of a city
		address, city = city, ""
	}
	if city == "" || isBlank(city) {
		city = cityOfAddress(address)
	}
	if before, _, found := strings.Cut(city, "/"); found { // "Cambridge/Guernsey": city and county
		city = before
	}
	if at := strings.LastIndexByte(city, ','); at >= 0 && strings.ContainsAny(city, "0123456789") { // "189 North Main St, Branford"
		city = line(city[at+1:])
	}
	if isBlank(city) || stateCode(city) == state && len(city) == 2 || strings.ContainsAny(city, "0123456789") {
		city = ""
	}
	if own := stateOfAddress(address); own != "" {
		state = own
	}
	if city = titled(city); city == "" {
		if city = county; isBlank(city) {
			city = ""
		} else if !strings.Contains(strings.ToLower(city), "county") && !strings.Contains(strings.ToLower(city), "parish") {
			city += " County"
		}
	}
	switch {
	case city == "":
		return state
	case state == "":
		return city
	}
	return city + ", " + state
}

// firstOf returns what stands before a sign, in one line.
func firstOf(text, sign string) string {
	text, _, _ = strings.Cut(text, sign)
	return line(text)
}

// line returns a text in one line.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }

// titled returns a name in one line; one that is all capitals is written with
// capitals at the beginnings of its words only.
func titled(name string) string {
	name = strings.Trim(line(name), " ,;")
	if len(name) < 4 || name != strings.ToUpper(name) && name != strings.ToLower(name) {
		return name
	}
	words := strings.Fields(strings.ToLower(name))
	for i, word := range words {
		words[i] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(words, " ")
}
