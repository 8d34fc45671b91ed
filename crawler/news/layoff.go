package news

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// This is a first plain rule for layoffs: a sentence reports one when it has
// one of the phrases below, and nothing around the phrase takes it back.

// Pieces of the patterns.
const (
	figure = `(?:\d{1,3}(?:[.,\x{a0}\x{202f}]\d{3})+|\d+(?:[.,]\d+)?)`
	// quantity stands between a verb and what is cut.
	quantity = `(?:(?:about|around|approximately|nearly|almost|some|up to|as many as|more than|over|at least|roughly|another|further|additional|` +
		`fewer than|less than|under|its|the|their|his|her|our|all|most|many|several|dozens|hundreds|thousands|half|a third|a quarter|a fifth|a tenth|` +
		`one in \w+|two|three|four|five|six|seven|eight|nine|ten|\w+ thousand|\w+ hundred|\w+ percent|` +
		figure + `(?:\s?[-–]\s?` + figure + `)?\s?(?:k\b|%|percent\b|per cent\b|pct\b)?|of|a|an|total|more|or so)\s+)`
	// freely are other words there: "cuts sales and support staff".
	freely = `(?:[\pL'’&.-]+\s+){0,3}?`
	// work is what a layoff cuts; people are those that it hits.
	work   = `(?:jobs?|positions?|roles?|posts|headcount|head count|workforce|work force|staff|staffers|personnel)`
	people = `(?:employees|workers|staffers|staff members|team members|people|engineers|contractors|staff|personnel|journalists)`
	cuts   = `(?:cut|cuts|cutting|slash|slashes|slashed|slashing|eliminat(?:e|es|ed|ing)|shed|sheds|shedding|axe|axes|axed|axing|ax|axing|` +
		`trim|trims|trimmed|trimming|scrap|scraps|scrapped|scrapping|reduc(?:e|es|ed|ing)|shrink|shrinks|shrinking|downsiz(?:e|es|ed|ing)|cull|culls|drop|drops)`
)

// phrases are how layoffs are reported.
var phrases = regexp.MustCompile(`(?i)` + strings.Join([]string{
	`\b(?:lay|lays|laying|laid)\s+(?:\S+\s+){0,6}?off\b`,
	`\blay-?offs?\b`, `\bredundanc(?:y|ies)\b`, `\bmad?k?e(?:s|ing)?\s+(?:\S+\s+){0,6}?redundant\b`,
	`\b(?:job|staff|headcount|workforce|payroll|head count)[\s-]+(?:cuts?|losses|reductions?|cutbacks?|cutting)\b`,
	`\breductions?\s+in\s+(?:force|workforce|headcount|staff)\b`,
	`\b` + cuts + `\s+` + quantity + `+` + freely + `(?:` + work + `|` + people + `)\b`,
	`\b` + cuts + `\s+` + freely + `(?:jobs|positions|roles|posts|headcount|workforce|staff)\b`,
	`\b(?:fire|fires|fired|firing|dismiss|dismisses|dismissed|let go of|lets go of|letting go of|parts? ways with)\s+` + quantity + `+` + freely + people + `\b`,
	figure + `k?\s+(?:[\pL'’-]+\s+){0,3}?(?:jobs|positions|posts|roles)\s+(?:\S+\s+){0,3}?(?:to\s+go|axed|cut|lost|eliminated|slashed|at\s+risk)\b`,
	`\bjobs\s+(?:axed|to\s+go|slashed)\b`,
	// German
	`\bbau(?:t|en)\s+(?:\S+\s+){0,8}?(?:stellen|arbeitsplätze|jobs)\s+(?:\S+\s+){0,6}?ab\b`, `\b(?:stellenabbau|stellenstreichung(?:en)?|massenentlassung(?:en)?|entlassungen)\b`,
	`\bstreich(?:t|en)\s+(?:\S+\s+){0,6}?(?:stellen|arbeitsplätze|jobs)\b`, `\b(?:stellen|arbeitsplätze|jobs)\s+(?:\S+\s+){0,3}?(?:streichen|abbauen|gestrichen|abgebaut)\b`,
	`\bentlässt\s+(?:\S+\s+){0,4}?(?:mitarbeiter\w*|beschäftigte|angestellte)`,
	// French
	`\bsuppressions?\s+(?:de\s+|d['’])(?:\S+\s+){0,3}?(?:emplois|postes)\b`, `\bsupprim\pL+\s+(?:\S+\s+){0,5}?(?:emplois|postes)\b`,
	`\blicenci(?:e|er|ent|era|ement|ements)\b`,
	// Spanish
	`\bdesp(?:ide|iden|edirá|edirán|idió|edir|ido|idos)\b`, `\brecort(?:a|an|ará|ar|es?)\s+(?:\S+\s+){0,5}?(?:empleos|puestos|plantilla)\b`,
	// Hungarian
	`\b(?:csoportos\s+)?(?:létszám)?leépít\pL*`, `\belbocsát\pL*`,
}, "|"))

// before takes back a phrase that follows it within a few words: denied,
// avoided, feared, or long past.
var before = regexp.MustCompile(`(?i)(?:\b(?:no|not|never|without|avoid\w*|avert\w*|den(?:y|ies|ied|ying)|ruled?\s+out|rules\s+out|ruling\s+out|instead\s+of|rather\s+than|` +
	`despite|after|following|since|previous|earlier|past|prior|last\s+year['’]s|years?\s+of|former|fears?(?:\s+of)?|risks?\s+of|threats?\s+of|rumou?rs?\s+of|halt\w*|paus\w*|` +
	`cancel\w*|revers\w*|suspend\w*|scrap\w*|block\w*|prevent\w*|stop\w*|delay\w*|how\s+to|survive\w*|ahead\s+of|protest\w*\s+against|against|over|` +
	`predict\w*|could\s+mean|could\s+lead\s+to|keine?|ohne|sans|pas\s+de|aucun|sin|nem)|n['’]t|-(?:day|week|month))(?:\s+[^\s,;:]+){0,4}\s+$`)

// behind takes back a phrase that stands before it.
var behind = regexp.MustCompile(`(?i)^(?:\s+(?:fears?|worries|worry|concerns?|rumou?rs?|talk|risks?|threats?|tracker|data|surviv\w*|laws?|rules|figures|numbers|statistics|rate|` +
	`protections?|averted|avoided|denied|ruled\s+out|unlikely|not\s+planned|slow\w*|ease|eases|easing|fall|falls|costs?|hours|pay|salar\w*|bonus\w*|wages|benefits|openings|postings|` +
	`interviews?|searches|applications|travel|expenses|discounts?)\b|\s+reports?\b(?:\s|$))`)

// unsure finds what makes a whole sentence no report: questions, advice, and
// the return of people.
var unsure = regexp.MustCompile(`(?i)^(?:how|why|what|where|should|could|will|when|is|are|ten|top)\b.*\?|\bhow to\b|\b(?:rehir\w+|hires? back|hired back|called back|recalls? laid)\b|\blaid[\s-]off\s+(?:workers?|employees?|staff|people|engineers?)\s+(?:find|found|get|sue|return|protest|rally|share|tell|say)`)

// pastYear finds a year that a sentence tells of.
var pastYear = regexp.MustCompile(`(?i)\b(?:in|of|since|during|back in)\s+(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+)?((?:19|20)\d\d)\b`)

// readLayoff understands a sentence that reports a layoff.
func readLayoff(sentence string, published int) (claim, bool) {
	if len(sentence) > 2000 || !mayReport(sentence) || unsure.MatchString(sentence) || isHistory(sentence, published) {
		return claim{}, false
	}
	for _, at := range phrases.FindAllStringIndex(sentence, 20) {
		if before.MatchString(clause(sentence[:at[0]])) || behind.MatchString(sentence[at[1]:]) || isDenied(sentence[at[0]:at[1]]) {
			continue
		}
		return claim{headcount: headcount(sentence, published), percent: percent(sentence)}, true
	}
	return claim{}, false
}

// Stems of the words in phrases: one of the first alone, or one of each of the
// others. Nearly all sentences have none, and need no pattern.
var (
	tellingStems = []string{"layoff", "lay-off", "redundan", "headcount", "stellen", "arbeitsplätze", "entlass", "supprim", "suppression", "licenci", "despid", "desped", "recort", "leépít", "elbocsát"}
	cutStems     = []string{"lay", "laid", "cut", "slash", "eliminat", "shed", "axe", "axing", "trim", "scrap", "reduc", "shrink", "downsiz", "cull", "drop", "fire", "firing", "dismiss", "let", "lost", "loss", "part", "jobs"}
	peopleStems  = []string{"off", "job", "position", "role", "post", "force", "staff", "employee", "worker", "people", "personnel", "engineer", "contractor", "journalist", "team"}
)

// mayReport reports whether a sentence has words that the phrases need.
func mayReport(sentence string) bool {
	lower := strings.ToLower(sentence)
	has := func(stem string) bool { return strings.Contains(lower, stem) }
	return slices.ContainsFunc(tellingStems, has) || slices.ContainsFunc(cutStems, has) && slices.ContainsFunc(peopleStems, has)
}

// clause returns the part of a sentence behind its last comma, colon or the
// like: what stands before that says nothing of the phrase that follows.
func clause(text string) string {
	return " " + text[strings.LastIndexAny(text, ",;:–—")+1:]
}

// isDenied reports whether a phrase takes itself back: "cut no jobs".
func isDenied(phrase string) bool {
	lower := " " + strings.ToLower(phrase) + " "
	return strings.Contains(lower, " no ") || strings.Contains(lower, " not ") || strings.Contains(lower, "off its ") || strings.Contains(lower, "off the ")
}

// isHistory reports whether a sentence tells of a year before that of its
// publication.
func isHistory(sentence string, published int) bool {
	for _, match := range pastYear.FindAllStringSubmatch(sentence, 10) {
		if year, err := strconv.Atoi(match[1]); err == nil && published > 0 && year < published {
			return true
		}
	}
	return strings.Contains(sentence, "years ago") || strings.Contains(sentence, "anniversary")
}
