package news

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith"
)

// details are the fields of an event that stand around its phrase.
type details struct {
	headcount, headcountMin int
	percent                 float64
	stage                   kith.EventStage
	effective               time.Time
	locations, departments  []string
	quotes                  map[string]string
}

// detailsOf reads the fields of a claim from its sentence.
func detailsOf(sentence string, c claim, item kith.Item) details {
	published := 0
	if !item.PublishedAt.IsZero() {
		published = item.PublishedAt.Year()
	}
	d := details{stage: stageOf(sentence, c)}
	if countsPeople[c.kind] && !c.shared {
		d.headcount, d.headcountMin = headcount(sentence, published)
		d.percent = percent(sentence)
	}
	d.departments = departments(sentence, c)
	d.locations = locations(sentence, c)
	d.effective = effective(sentence, item.PublishedAt)
	return d
}

// countsPeople has the kinds of which a number of people is told.
var countsPeople = map[kith.EventKind]bool{
	kith.EventLayoff: true, kith.EventClosure: true, kith.EventRelocation: true, kith.EventExpansion: true, kith.EventReorganisation: true, kith.EventBankruptcy: true,
}

var (
	filed    = words(`files?\s+for`, `filed`, `filing`, `warn\s+notices?`, `notified\s+the\s+state`, `notice\s+(?:to|with)\s+the\s+state`, `regulatory\s+filing`)
	rumoured = words(`reportedly`, `may`, `might`, `could`, `in\s+talks`, `talks`, `considers?`, `considering`, `weighs?`, `weighing`, `mulls?`, `mulling`, `explor\w+`, `is\s+said\s+to`, `sources?`, `rumou?r\w*`, `people\s+familiar`, `insiders?`, `aiming`, `is\s+negotiating`,
		`negotiating`, `likely`, `possible`, `speculation`, `jöhet`, `soll`, `könnte`, `pourrait`, `podría`)
	announced = words(`will`, `to`, `plans?`, `announc\w+`, `agree[sd]?`, `says?`, `said`, `confirm\w*`, `expects?`, `intends?`, `set\s+to`, `bid`, `offer`, `készül`)
	done      = words(`has\s+(?:\w+\s+)?\w+(?:ed|t|ut|id)`, `have\s+(?:\w+\s+)?\w+(?:ed|t|ut|id)`, `completed?s?`, `laid\s+off`, `fired`, `acquired`, `bought`, `closed`, `shut\s+down`, `opened`, `resigned`, `stepped\s+down`, `moved`, `relocated`, `merged`, `appointed`, `named`)
)

// stageOf says how far an event has gone by the words of its sentence.
func stageOf(sentence string, c claim) kith.EventStage {
	near := sentence[max(0, c.at-60):min(len(sentence), c.end+30)]
	switch {
	case c.kind == kith.EventBankruptcy && filed.MatchString(near), c.kind != kith.EventBankruptcy && strings.Contains(lower(sentence), "warn notice"):
		return kith.StageFiled
	case rumoured.MatchString(near):
		return kith.StageRumoured
	case done.MatchString(sentence[c.at:c.end]) && !will.MatchString(sentence[max(0, c.at-25):c.end]):
		return kith.StageDone
	case announced.MatchString(near):
		return kith.StageAnnounced
	case done.MatchString(near):
		return kith.StageDone
	}
	return ""
}

// will finds a verb of the future before a phrase or in it.
var will = words(`will`, `to`, `plans?`)

// units are the departments and functions that are told apart. Each has the
// words that mean it.
var units = []struct {
	name  string
	words *regexp.Regexp
}{
	{"sales", unit(`sales`)}, {"marketing", unit(`marketing`)}, {"engineering", unit(`engineering`, `engineers`, `software\s+engineers?`, `developers`, `r&d`, `research\s+and\s+development`)},
	{"product", unit(`product(?:\s+management)?`)}, {"design", unit(`design`, `designers`)}, {"recruiting", unit(`recruiting`, `recruitment`, `talent\s+acquisition`, `recruiters`)},
	{"human resources", unit(`human\s+resources`, `hr`, `people`)}, {"customer support", unit(`customer\s+(?:support|service|success|care)`, `support`)}, {"finance", unit(`finance`, `accounting`)},
	{"legal", unit(`legal`)}, {"operations", unit(`operations`)}, {"information technology", unit(`it`, `information\s+technology`, `technology`, `tech`)}, {"security", unit(`security`, `trust\s+and\s+safety`)},
	{"manufacturing", unit(`manufacturing`, `production`, `assembly`)}, {"logistics", unit(`logistics`, `warehouse`, `delivery`)}, {"administration", unit(`administrative`, `administration`, `back[- ]office`)},
	{"communications", unit(`communications`, `public\s+relations`, `pr`)}, {"editorial", unit(`editorial`, `newsroom`, `journalists`, `reporters`)}, {"advertising", unit(`advertising`, `ads?`)},
	{"gaming", unit(`gaming`, `games?`)}, {"hardware", unit(`hardware`, `devices?`)}, {"cloud", unit(`cloud`)}, {"partnerships", unit(`partnerships`)}, {"corporate", unit(`corporate`)},
}

// unit makes the pattern of a department: its name before what makes one of
// it.
func unit(names ...string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:` + strings.Join(names, "|") + `)(?:(?:\s*,\s*|\s+and\s+|\s+or\s+|\s+&\s+)[\pL&]+(?:\s+[\pL&]+)?){0,3}\s+(?:teams?|departments?|divisions?|units?|staff|staffers|roles|jobs?|positions|employees|workers|functions?|personnel|groups?|organi[sz]ations?)\b`)
}

// departments returns the departments that a sentence says are hit.
func departments(sentence string, c claim) []string {
	if !countsPeople[c.kind] && c.kind != kith.EventHiringFreeze {
		return nil
	}
	part := sentence[min(c.at, len(sentence)):]
	var found []string
	for _, u := range units {
		if u.words.MatchString(part) {
			found = append(found, u.name)
		}
	}
	return found
}

// where finds places: names behind "in", and before what stands there.
var where = regexp.MustCompile(`\b(?:in|at\s+(?:its|the|their)(?:\s+\pL+){0,2}\s+(?:in|at)|at\s+its|at\s+the|across|near|(?i:to|from))\s+((?:the\s+)?\p{Lu}[\pL'’.-]+(?:\s\p{Lu}[\pL'’.-]+){0,2}(?:,\s\p{Lu}[\pL.]+(?:\s\p{Lu}\pL+)?)?(?:(?:,\s|\sand\s|,\sand\s)\p{Lu}[\pL'’.-]+(?:\s\p{Lu}[\pL'’.-]+){0,2})*)`)

// parted parts places that are listed.
var parted = regexp.MustCompile(`\s+and\s+|,\s+and\s+|,\s+`)

// locations returns the places of an event. Names of companies, months and the
// like are none.
func locations(sentence string, c claim) []string {
	if read(sentence).style == flat {
		return nil
	}
	var found []string
	for _, match := range where.FindAllStringSubmatchIndex(sentence, 6) {
		preposition := lower(sentence[match[0]:match[2]])
		moving := strings.HasPrefix(preposition, "to") || strings.HasPrefix(preposition, "from")
		if moving && c.kind != kith.EventRelocation {
			continue
		}
		for _, place := range parted.Split(sentence[match[2]:match[3]], 6) {
			place = strings.TrimSuffix(strings.TrimPrefix(place, "the "), ".")
			first, _, _ := strings.Cut(lower(place), " ")
			if nobody[first] || c.isParty(place) || slices.Contains(found, place) || strings.HasPrefix(preposition, "at") && !places[lower(place)] && !strings.Contains(preposition, " in") && !followedBySite(sentence[match[3]:]) {
				continue
			}
			found = append(found, place)
		}
	}
	return found
}

// followedBySite reports whether a place names a site: "at its Leeds plant".
func followedBySite(rest string) bool {
	word, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	return slices.Contains([]string{"plant", "factory", "office", "offices", "site", "store", "warehouse", "facility", "headquarters", "campus", "mill", "mine", "branch"}, strings.Trim(word, ".,"))
}

// isParty reports whether a name is that of a company in the claim.
func (c claim) isParty(name string) bool {
	return slices.ContainsFunc(c.parties, func(p party) bool {
		return p.name != "" && (strings.Contains(p.name, name) || strings.Contains(name, p.name)) || p.counterpart != "" && strings.Contains(p.counterpart, name)
	})
}

const month = `(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?`

// fromWhen finds from when something holds.
var fromWhen = regexp.MustCompile(`\b(?:effective(?:\s+(?:on|from|as\s+of))?|as\s+of|(?:starting|beginning)(?:\s+(?:on|from))?|from|by|on|until|scheduled\s+for)\s+(?:(` + month + `)\s+(\d{1,2})|(\d{1,2})\s+(` + month + `))(?:\s?,?\s((?:19|20)\d\d))?\b`)

// effective returns from when an event holds, zero when its sentence does not
// say. A day without a year is the next one after the report; a day before the
// report is that of something else.
func effective(sentence string, published time.Time) time.Time {
	for _, match := range fromWhen.FindAllStringSubmatch(sentence, 5) {
		name, day, year := match[1]+match[4], match[2]+match[3], match[5]
		if year == "" && published.IsZero() {
			continue
		}
		when := dateOf(name, day, year, published)
		isSaid := strings.HasPrefix(match[0], "on ")
		if when.IsZero() || !published.IsZero() && when.Before(published.AddDate(0, 0, -1)) || isSaid && (published.IsZero() || !when.After(published)) {
			continue
		}
		return when
	}
	return time.Time{}
}

// dateOf returns the day of a month; without a year the next one from
// published on.
func dateOf(month, day, year string, published time.Time) time.Time {
	name := strings.ToLower(month[:min(3, len(month))])
	number := slices.Index([]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}, name) + 1
	d, err := strconv.Atoi(day)
	if err != nil || number == 0 || d < 1 || d > 31 {
		return time.Time{}
	}
	if y, err := strconv.Atoi(year); err == nil {
		return time.Date(y, time.Month(number), d, 0, 0, 0, 0, time.UTC)
	}
	when := time.Date(published.Year(), time.Month(number), d, 0, 0, 0, 0, time.UTC)
	if when.Before(published.AddDate(0, 0, -1)) {
		when = when.AddDate(1, 0, 0)
	}
	if when.After(published.AddDate(0, 9, 0)) {
		return time.Time{}
	}
	return when
}
