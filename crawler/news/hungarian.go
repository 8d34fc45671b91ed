package news

import (
	"regexp"
	"strings"
)

// Hungarian says with endings what English says with small words: Audinál is
// "at Audi".

// endings of names that say "at", "from", "in", "to" and the like.
var endings = []string{"nál", "nél", "tól", "től", "ból", "ből", "ban", "ben", "ról", "ről", "hoz", "hez", "höz", "nak", "nek", "val"}

// hungarianHosts returns the company of a Hungarian sentence: a name with an
// ending that says "at" or "from", or else one with its article, or the first.
func hungarianHosts(s *speech, _, _ int) []party {
	var withArticle string
	for _, r := range s.runs(0, len(s.words)) {
		for r.from < r.to-1 && strings.HasSuffix(s.low(r.from), "-féle") { // whose it is
			r.from++
		}
		name, cutRun := s.name(r)
		if name == "" {
			continue
		}
		base, ending := unended(name)
		base = strings.TrimSuffix(strings.TrimSuffix(base, "-gyár"), "-csoport")
		before := cutRun.from - 1
		if strings.HasSuffix(s.low(before), "i") { // "a győri Audi"
			before--
		}
		article := s.low(before) == "a" || s.low(before) == "az"
		if places[lower(base)] || len(base) < 2 || numeral.MatchString(base) || base == "MI" || base == "AI" || strings.HasPrefix(base, "MI-") || strings.HasPrefix(base, "AI-") {
			continue
		}
		if ending == "nál" || ending == "nél" || ending == "tól" || ending == "től" {
			return asParties([]string{base})
		}
		if withArticle == "" && article && base != "EU" && base != "IT" && !strings.HasPrefix(s.low(cutRun.to), "beszállító") {
			withArticle = base
		}
	}
	if withArticle == "" {
		return nil
	}
	return asParties([]string{withArticle})
}

// numeral finds numbers that are written out: "Hatszáznál" is "than six
// hundred".
var numeral = regexp.MustCompile(`(?i)(?:száz|ezer|millió)$`)

// unended returns a name without its ending. The ending makes a last a or e
// long: Hungariánál is "at Hungaria".
func unended(name string) (base, ending string) {
	for _, ending := range endings {
		base, ok := strings.CutSuffix(name, ending)
		if !ok || len([]rune(base)) < 3 {
			continue
		}
		base = strings.TrimSuffix(base, "-")
		if short, long := strings.CutSuffix(base, "á"); long {
			base = short + "a"
		} else if short, long := strings.CutSuffix(base, "ó"); long {
			base = short + "o"
		} else if short, long := strings.CutSuffix(base, "é"); long {
			base = short + "e"
		}
		return base, ending
	}
	if base, ok := strings.CutSuffix(name, "egyetemen"); ok {
		return base + "egyetem", ""
	}
	if base, ok := strings.CutSuffix(name, "Egyetemen"); ok {
		return base + "Egyetem", ""
	}
	return name, ""
}

// isHungarian reports whether a phrase of a layoff is Hungarian.
func isHungarian(phrase string) bool {
	low := lower(phrase)
	for _, stem := range []string{"leépít", "elbocs", "bocsá", "küld", "kirúg", "utcára", "feleslegessé", "csökkent"} {
		if strings.Contains(low, stem) {
			return true
		}
	}
	return false
}
