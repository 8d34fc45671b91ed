package page

import (
	"regexp"
	"strconv"
	"strings"

	"kith/crawler/internal/posting"
)

// saysNone reports whether a page says in words, or by an empty list in its
// data, that there is no opening.
func saysNone(doc *document, g *posting.Graph) bool {
	if g.Emptied && len(g.Listed) == 0 {
		return true
	}
	for _, block := range doc.blocks {
		if phraseIn(fold(block), emptyPhrases) != "" {
			return true
		}
	}
	return false
}

// counted finds "12 openings", "12 open positions", "of 40 jobs".
var counted = regexp.MustCompile(`(?i)(?:^|[\s(])(\d{1,3}(?:[,. ]\d{3})+|\d{1,6})\s+(?:(?:open|current|available|job|offene|active|total)\s+){0,2}(\pL+)`)

// countedOf finds "1–10 of 45", "1 bis 10 von 45".
var countedOf = regexp.MustCompile(`(?i)(?:^|\s)\d{1,6}\s*(?:-|–|to|bis|à|a)\s*\d{1,6}\s+(?:of|von|sur|de|di|van|z|av|af|из)\s+(\d{1,6})(?:\s|$)()`)

// maxCountText is the length in bytes of a label that may be a count. A longer
// text tells a story.
const maxCountText = 60

// stated returns how many openings a page says that it has, -1 when it does
// not say or says several numbers.
func stated(doc *document) int {
	count := -1
	for _, block := range doc.blocks {
		if len(block) > maxCountText {
			continue
		}
		for _, match := range append(counted.FindAllStringSubmatch(block, -1), countedOf.FindAllStringSubmatch(block, -1)...) {
			if match[2] != "" && !in(openingNouns, fold(match[2])) {
				continue
			}
			number, err := strconv.Atoi(strings.NewReplacer(",", "", ".", "", " ", "").Replace(match[1]))
			if err != nil || count >= 0 && number != count {
				return -1
			}
			count = number
		}
	}
	return count
}
