package index

import (
	"slices"
	"strings"
)

// synonyms are other spellings of words in titles, used on the side of the
// query only: they add to what was asked and never replace it. An alternative
// of one word is looked for everywhere; one of several words must stand side
// by side in the title. Compounds matter most: of the titles that we counted,
// "front end" is written as one word as often as it is not. Ambiguous short
// forms go from short to long only, and "go" is never added to anything.
var synonyms = map[string][]string{
	"frontend":                  {"front end"},
	"front end":                 {"frontend"},
	"backend":                   {"back end"},
	"back end":                  {"backend"},
	"fullstack":                 {"full stack"},
	"full stack":                {"fullstack"},
	"devops":                    {"dev ops"},
	"dev ops":                   {"devops"},
	"coop":                      {"co op"},
	"swe":                       {"software engineer"},
	"sde":                       {"software development engineer", "software engineer"},
	"software engineer":         {"swe"},
	"sre":                       {"site reliability"},
	"site reliability":          {"sre"},
	"site reliability engineer": {"sre"},
	"ml":                        {"machine learning"},
	"machine learning":          {"ml"},
	"ai":                        {"artificial intelligence"},
	"artificial intelligence":   {"ai"},
	"ux":                        {"user experience"},
	"user experience":           {"ux"},
	"qa":                        {"quality assurance"},
	"quality assurance":         {"qa"},
	"pm":                        {"product manager", "project manager"},
	"hr":                        {"human resources"},
	"human resources":           {"hr"},
	"go":                        {"golang"},
	"k8s":                       {"kubernetes"},
	"kubernetes":                {"k8s"},
	"postgres":                  {"postgresql"},
	"postgresql":                {"postgres"},
	"js":                        {"javascript"},
	"javascript":                {"js"},
	"intern":                    {"internship"},
	"internship":                {"intern"},
	"sr":                        {"senior"},
	"senior":                    {"sr"},
	"jr":                        {"junior"},
	"junior":                    {"jr"},
}

// maxSpan is the most words that a key of synonyms has.
const maxSpan = 3

// group is a run of a query's words with the other spellings of it.
type group struct {
	words  []string
	others [][]string
}

// groups splits words into the longest runs that have other spellings, and
// single words between them.
func groups(words []string) []group {
	var found []group
	for at := 0; at < len(words); {
		n := min(maxSpan, len(words)-at)
		for n > 1 && synonyms[strings.Join(words[at:at+n], " ")] == nil {
			n--
		}
		g := group{words: slices.Clone(words[at : at+n])}
		for _, other := range synonyms[strings.Join(g.words, " ")] {
			g.others = append(g.others, strings.Fields(other))
		}
		found = append(found, g)
		at += n
	}
	return found
}
