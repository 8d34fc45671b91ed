package news

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// counts finds the figures of a sentence with what may stand behind them.
var counts = regexp.MustCompile(`(?:^|[^\w.,])(` + figure + `)(\s?[kK]\b)?(\s?(?:%|percent\b|per cent\b|pct\b|Prozent\b|por ciento\b|százalék\pL*))?`)

// jobNoun finds what is counted, directly behind a figure or after a few
// words, or that the figure is a part of a larger one.
var jobNoun = regexp.MustCompile(`(?i)^(?:\s+(?:to|-|–|or|and)\s+` + figure + `|\s?[-–]\s?` + figure + `)?\s+(?:(?:[\pL'’/&-]+)\s+){0,3}?` +
	`(?:jobs?|positions?|roles?|posts|employees|workers|staff|staffers|people|personnel|redundancies|layoffs|engineers|contractors|journalists|team members|` +
	`stellen|arbeitsplätze|mitarbeiter\w*|beschäftigten?|emplois|postes|salariés|personnes|empleos|empleados|trabajadores|puestos|personas|` +
	`dolgozó\pL*|munkavállaló\pL*|munkahely\pL*|ember\pL*|főt?)(?:[^\pL]|$)`)

// ofTotal finds a figure that is a part of another: "140 of its 2,000".
var ofTotal = regexp.MustCompile(`(?i)^\s+(?:out\s+)?of\s+(?:(?:its|the|their|our|about|some|roughly|more|than|all)\s+){0,3}` + figure)

// total finds what stands before the figure of a whole, of which another is
// the part that counts.
var total = regexp.MustCompile(`(?i)(?:\b(?:of|from|among)\s+(?:(?:its|the|their|our|about|some|roughly|nearly|almost|more than|over|around|approximately|a|total|global|current|remaining)\s+){0,4}|\b(?:employs|employed|employing|has|have|had|with)\s+(?:(?:about|some|roughly|nearly|almost|more than|over|around|approximately)\s+){0,2})$`)

// cutOf finds what makes the figure behind an "of" the one that counts.
var cutOf = regexp.MustCompile(`(?i)\b(?:lay-?offs?|cuts?|loss|losses|reductions?|redundanc(?:y|ies)|eliminations?|dismissals?|elimination|suppressions?|shedding|lets?\s+go|letting\s+go)\s+(?:de\s+)?of\s+(?:\S+\s+){0,4}$`)

// offVerb finds a verb whose object a bare figure is: "to lay off 140 in Aberdeen".
var offVerb = regexp.MustCompile(`(?i)\b(?:lay|lays|laying|laid)\s+off\s+(?:(?:about|some|roughly|nearly|almost|more than|over|around|approximately|up to|another|at least)\s+){0,2}$`)

// otherUnit finds what makes a figure one of something else, or a share of
// which the sign was lost: "50 million", "22 of staff".
var otherUnit = regexp.MustCompile(`(?i)^\s*(?:million|billion|trillion|bn\b|mn\b|m\b|crore|lakh)|^\s+(?:of\s+)(?:[\pL’'-]+\s+){0,3}(?:workforce|work force|staff|headcount|personnel)\b|^\s+(?:workforce|headcount)\b`)

// split3 finds a figure that may be the beginning of the one behind it:
// "1 300 jobs".
var split3 = regexp.MustCompile(`(?:^|[^\d.,])\d{1,3}\s$`)

// headcount returns the first figure of a sentence that counts the jobs that
// are cut, 0 when none does. Figures are never put together, and where they
// might belong together there is none. Published is the year of the item.
func headcount(sentence string, published int) int {
	for _, at := range counts.FindAllStringSubmatchIndex(sentence, 50) {
		head, tail := sentence[:at[2]], sentence[at[1]:]
		if at[6] >= 0 || strings.HasSuffix(strings.TrimRight(head, " "), "$") || strings.HasSuffix(head, "€") || strings.HasSuffix(head, "£") {
			continue
		}
		if total.MatchString(head) && !cutOf.MatchString(head) {
			continue
		}
		if !jobNoun.MatchString(tail) && !ofTotal.MatchString(tail) && !offVerb.MatchString(head) {
			continue
		}
		figure := sentence[at[2]:at[3]]
		n := count(figure)
		isYear := len(figure) == 4 && published > 0 && math.Abs(n-float64(published)) <= 1
		if isYear || otherUnit.MatchString(tail) || len(figure) == 3 && split3.MatchString(head) {
			continue
		}
		if at[4] >= 0 {
			n *= 1000
		}
		if whole := int(math.Round(n)); whole > 0 && whole <= 1_000_000 {
			return whole
		}
	}
	return 0
}

// count reads a figure: three digits behind a point, a comma or a space are a
// group of thousands, others a fraction.
func count(figure string) float64 {
	figure = strings.NewReplacer("\u00a0", "", "\u202f", "").Replace(figure)
	if at := strings.LastIndexAny(figure, ".,"); at >= 0 {
		whole := strings.NewReplacer(".", "", ",", "").Replace(figure[:at])
		if figure = whole + figure[at+1:]; len(figure)-len(whole) != 3 {
			figure = whole + "." + figure[len(whole):]
		}
	}
	n, err := strconv.ParseFloat(figure, 64)
	if err != nil {
		return 0
	}
	return n
}

// shares finds a percentage of the people of a company.
var shares = regexp.MustCompile(`(?i)(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|percent\b|per cent\b|pct\b|Prozent\b)\s*(?:(?:of|der|de|des|del)\s+)?(?:[\pL\d.,'’-]+\s+){0,4}?` +
	`(?:workforce|work force|staff|employees|headcount|head count|jobs|workers|personnel|team|positions|roles|belegschaft|stellen|mitarbeiter\w*|effectifs|postes|plantilla)\b`)

// sharesBefore finds one that is named behind them: "its workforce by 12%".
var sharesBefore = regexp.MustCompile(`(?i)\b(?:workforce|work force|staff|headcount|head count|personnel|jobs|team)\s+by\s+(?:(?:about|some|roughly|nearly|almost|more than|over|around|approximately|up to|at least)\s+){0,2}` +
	`(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|percent\b|per cent\b|pct\b)`)

// percent returns the first percentage of a workforce in a sentence, 0 when
// there is none.
func percent(sentence string) float64 {
	first, at := 0.0, len(sentence)
	for _, pattern := range []*regexp.Regexp{shares, sharesBefore} {
		match := pattern.FindStringSubmatchIndex(sentence)
		if match == nil || match[2] >= at {
			continue
		}
		n, err := strconv.ParseFloat(strings.Replace(sentence[match[2]:match[3]], ",", ".", 1), 64)
		if err == nil && n > 0 && n <= 100 {
			first, at = n, match[2]
		}
	}
	return first
}
