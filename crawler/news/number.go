package news

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// counts finds the figures of a sentence with what may stand behind them.
var counts = regexp.MustCompile(`(?:^|[^\w.,])(` + figure + `)(\s?[kK]\b)?(\s?(?:%|percent\b|per cent\b|pct\b|Prozent\b|por ciento\b|pro[cs]ent\b|protsen\pL*|százalék\pL*))?`)

// jobNoun finds what is counted, directly behind a figure or after a few
// words, or that the figure is a part of a larger one.
var jobNoun = regexp.MustCompile(`(?i)^(?:\s+(?:to|-|–|or|and|bis)\s+` + figure + `k?|\s?[-–]\s?` + figure + `k?)?\s+(?:(?:[\pL'’/&-]+)\s+){0,3}?` +
	`(?:jobs?|positions?|roles?|posts|employees|workers|staff|staffers|people|ppl|persons?|personnel|redundancies|layoffs|engineers|contractors|journalists|team members|` +
	`t(?:oo|öö)taja\pL*|karyawan|pekerja|medarbejdere|ansatte|zam[eě]stnanc\pL*|angaja[tț]i|çalışan\pL*|calisan\pL*|työntekijä\pL*|stellen|arbeitsplätze|mitarbeiter\w*|beschäftigten?|beschaeftigten?|besch(?:ä|ae)ftigte|angestellte|emplois|postes|salariés|personnes|empleos|empleados|trabajadores|puestos|personas|` +
	`funcion[áa]rios|colaboradores|pessoas|trabalhadores|personer|anst[äa]llda|dipendenti|medewerkers|banen|osób|osob|dolgozó\pL*|munkavállaló\pL*|munkahely\pL*|ember\pL*|fős?t?|alkalmazott\pL*|állás\pL*)(?:[^\pL]|$)`)

// ofTotal finds a figure that is a part of another: "140 of its 2,000".
var ofTotal = regexp.MustCompile(`(?i)^\s+(?:out\s+)?(?:of|von|sur)\s+(?:(?:its|the|their|our|about|some|roughly|more|than|all)\s+){0,3}` + figure)

// total finds what stands before the figure of a whole, of which another is
// the part that counts.
var total = regexp.MustCompile(`(?i)(?:\b(?:of|from|among)\s+(?:(?:its|the|their|our|about|some|roughly|nearly|almost|more than|over|around|approximately|a|total|global|current|remaining)\s+){0,4}|\b(?:employs|employed|employing|there\s+are|has|have|had|with)\s+(?:(?:about|some|roughly|nearly|almost|more than|over|around|approximately)\s+){0,2})$`)

// cutOf finds what makes the figure behind an "of" the one that counts.
var cutOf = regexp.MustCompile(`(?i)\b(?:lay-?offs?|cuts?|loss|losses|reductions?|redundanc(?:y|ies)|eliminations?|dismissals?|elimination|suppressions?|shedding|lets?\s+go|letting\s+go)\s+(?:de\s+)?of\s+(?:\S+\s+){0,4}$`)

// inAll finds a figure that is all that is cut: "a total of 28 jobs".
var inAll = regexp.MustCompile(`(?i)\ba(?:\s+combined)?\s+total\s+of\s+(?:\pL+\s+){0,2}$`)

// offVerb finds a verb whose object a bare figure is: "to lay off 140 in Aberdeen".
var offVerb = regexp.MustCompile(`(?i)\b(?:lay|lays|laying|laid)\s+off\s+(?:(?:about|some|roughly|nearly|almost|more than|over|around|approximately|up to|another|at least)\s+){0,2}$`)

// oneIn and inAfterOne find a share that is told in small numbers: "1 in 5 workers".
var (
	oneIn      = regexp.MustCompile(`(?i)^\s+(?:in|out\s+of)\s+(?:every\s+)?\d{1,2}\b`)
	inAfterOne = regexp.MustCompile(`(?i)\b(?:\d|one|two|three)\s+(?:in|out\s+of)\s+(?:every\s+)?$`)
)

// workforceBy finds what a figure that is no share makes smaller: "cuts
// headcount by 120".
var workforceBy = regexp.MustCompile(`(?i)\b(?:workforce|headcount|staff|payroll)\s+by\s+(?:(?:about|some|roughly|nearly|almost|more than|over|around|approximately|up to|another|at least)\s+){0,2}$`)

// cutVerb and cutWhere find a figure without a noun that can only be one of
// people: "fires 40 in its latest layoffs".
var (
	cutVerb  = regexp.MustCompile(`(?i)\b(?:fires|firing|fired|sacks|sacking|sacked)\s+(?:(?:about|some|nearly|almost|more than|over|around|up to|another|at least)\s+){0,2}$`)
	cutWhere = regexp.MustCompile(`(?i)^\s+(?:in|at|as|amid|after|across|including|more)\b`)
)

// letVerb and letGo find a figure between the two halves of a verb: "lets 27
// go".
var (
	letVerb = regexp.MustCompile(`(?i)\b(?:let|lets|letting)\s+(?:(?:about|some|roughly|nearly|almost|more than|over|around|another)\s+)?$`)
	letGo   = regexp.MustCompile(`(?i)^\s+go\b`)
)

// notCounted finds what makes a figure a part of a name or a number in a row:
// "Covid 19", "round 2".
var notCounted = regexp.MustCompile(`(?i)\b(?:covid|sars|round|phase|series|part|chapter|windows|fortune|top|season|version|level|web|gen|no|number|nr)[\s-]$`)

// otherUnit finds what makes a figure one of something else, or a share of
// which the sign was lost: "50 million", "22 of staff".
var otherUnit = regexp.MustCompile(`(?i)^\s*(?:million|billion|trillion|bn\b|mn\b|m\b|crore|lakh)|^\s+(?:of\s+)(?:[\pL’'-]+\s+){0,3}(?:workforce|work force|staff|headcount|personnel)\b|^\s+(?:workforce|headcount)\b`)

// itsOwn finds people who are counted among others: "10 of its own personnel".
var itsOwn = regexp.MustCompile(`(?i)^\s+of\s+(?:its|their)\s+own\s`)

// split3 finds a figure that may be the beginning of the one behind it:
// "1 300 jobs".
var split3 = regexp.MustCompile(`(?:^|[^\d.,])\d{1,3}\s$`)

// upTo finds the other end of a range behind a figure: "-250", "to 250", "and
// 250" after "between".
var upTo = regexp.MustCompile(`(?i)^(?:\s?[-–]\s?|\s+(?:to|or|bis|et|y)\s+|\s+and\s+)(` + figure + `)(\s?k\b)?(\s?(?:%|percent\b|per cent\b))?`)

// between finds that an "and" behind a figure makes a range.
var between = regexp.MustCompile(`(?i)\bbetween\s+$`)

// headcount returns the first figure of a sentence that counts the people who
// are hit, 0 when none does, and of a range both ends. Figures are never put
// together, and where they might belong together there is none. Published is
// the year of the item.
func headcount(sentence string, published int) (most, least int) {
	cased := hasCapital(sentence)
	sentence = spacedThousands.ReplaceAllString(sentence, "$1\u00a0$2$3")
	if !cased {
		sentence = lostRange.ReplaceAllStringFunc(sentence, asRange)
	}
	for _, at := range counts.FindAllStringSubmatchIndex(sentence, 50) {
		f := counted{head: sentence[:at[2]], digits: sentence[at[2]:at[3]], tail: sentence[at[1]:], cased: cased}
		if at[6] >= 0 || f.isOfSomethingElse() || f.isTorn() || !countsJobs(f.head, f.tail) {
			continue
		}
		n := peopleIn(f.digits, at[4] >= 0, f.tail)
		if n == 0 || f.isShare(n) || isYear(f.head, f.digits, n, published) {
			continue
		}
		if other := upperEnd(f.head, f.tail, n); other > n {
			return other, n
		}
		return n, 0
	}
	return 0, 0
}

// counted is a figure with what stands before it and behind it in a sentence.
type counted struct {
	head, digits, tail string
	cased              bool // the sentence has capitals, and so its marks
}

// isOfSomethingElse reports whether a figure counts no people that are hit: it
// is money, a whole of which they are a part, or a number in a row.
func (f counted) isOfSomethingElse() bool {
	if isMoney(f.head) || otherUnit.MatchString(f.tail) && !(f.cased && itsOwn.MatchString(f.tail)) || notCounted.MatchString(f.head) || !f.cased && isNumbering(f.tail) {
		return true
	}
	return total.MatchString(f.head) && !cutOf.MatchString(f.head) && !inAll.MatchString(f.head)
}

// isTorn reports whether a figure may be one half of a larger one.
func (f counted) isTorn() bool {
	return lostComma.MatchString(f.tail) || len(f.digits) == 3 && split3.MatchString(f.head)
}

// isShare reports whether a figure is a share of the people.
func (f counted) isShare(n int) bool {
	if n < 10 && oneIn.MatchString(f.tail) || inAfterOne.MatchString(f.head) || n <= 100 && workforceBy.MatchString(f.head) {
		return true
	}
	return !f.cased && lostPercent(f.head, f.digits, f.tail)
}

// lostRange finds two figures of a headline without marks that may be the ends
// of a range: "40 50 employees".
var lostRange = regexp.MustCompile(`\b[1-9]\d{1,3} [1-9]\d{1,3}\b`)

// asRange puts the hyphen back between the ends of a range. Where the second is
// more than double the first they are no range, nor where they are years.
func asRange(figures string) string {
	low, high, _ := strings.Cut(figures, " ")
	least, err := strconv.Atoi(low)
	if err != nil {
		return figures
	}
	most, err := strconv.Atoi(high)
	if err != nil || most <= least || most > 2*least || least >= 1990 && most <= 2050 {
		return figures
	}
	return low + "-" + high
}

// spacedThousands finds a figure whose thousands are parted by a blank, as
// Hungarian writes them, by the Hungarian word behind it.
var spacedThousands = regexp.MustCompile(`\b(\d{1,3}) (\d{3})((?:\s\pL+){0,2}\s(?i:ember|fő|dolgozó|munkavállaló|munkahely|alkalmazott|állás))`)

// countsJobs reports whether what stands around a figure says that it counts
// people or their jobs.
func countsJobs(head, tail string) bool {
	if at := jobNoun.FindStringIndex(tail); at != nil && !between3.MatchString(tail[:at[1]]) {
		return true
	}
	if workforceBy.MatchString(head) || cutVerb.MatchString(head) && cutWhere.MatchString(tail) {
		return true
	}
	return ofTotal.MatchString(tail) || offVerb.MatchString(head) || layoffsOf.MatchString(head) || letVerb.MatchString(head) && letGo.MatchString(tail)
}

// between3 finds words between a figure and a job that give the figure to
// something else: "after 3 years lays off employees".
var between3 = regexp.MustCompile(`(?i)\b(?:years?|months?|weeks?|days?|hours?|minutes?|times|q[1-4]|lays?|laid|cuts?|fires?|th|mixed|as|after|plants?|stores?|factories|offices)\b`)

// layoffsOf finds that a figure is that of layoffs: "layoffs surpass 5000".
var layoffsOf = regexp.MustCompile(`(?i)\b(?:layoffs?|(?:job|staff)\s+(?:cuts|losses)|(?:staff|workforce)\s+reductions?)\s+(?:(?:to|will|may|could)\s+)?(?:(?:surpass|exceed|top|reach|hit|total|near|affect|impact)\w*|of)\s+(?:(?:about|some|roughly|nearly|almost|more than|over|around)\s+){0,2}$`)

// lostComma finds that a figure goes on: "1 000".
var lostComma = regexp.MustCompile(`^\s\d{3}\b`)

// lostShare finds what a percentage that lost its sign is of, where no mark
// and no capital is left: "cuts 15 of workers", "cutting 25 staff".
var lostShare = regexp.MustCompile(`^\s(?:of\s|(?:\pL+\s)?(?:staff|workforce|headcount)\b)`)

// shareOf finds before a figure what a share that lost its sign is of: "cuts
// headcount by 15".
var shareOf = regexp.MustCompile(`\b(?:(?:staff|workforce|headcount|team|jobs)\s(?:by\s)?|(?:layoffs?|cuts|reductions?)\sof\s)(?:(?:about|some|roughly|nearly|almost|more than|over|around|up to|at least)\s)?$`)

// laidOff finds people that are counted behind a figure: "55 staff laid off".
var laidOff = regexp.MustCompile(`^\sstaff\s(?:(?:are|were|to|be|being|get)\s){0,2}laid\s+off\b`)

// lostPercent reports whether a figure of a headline without marks may be a
// share that lost its sign. Who lays off 24 staff does not mean a share, which
// would be one of the staff.
func lostPercent(head, figure, tail string) bool {
	if len(figure) > 2 {
		return false
	}
	if isStaff := strings.HasPrefix(tail, " staff"); isStaff && (offVerb.MatchString(head) || laidOff.MatchString(tail)) {
		return false
	}
	return lostShare.MatchString(tail) || shareOf.MatchString(head)
}

// isNumbering reports whether a figure before a headline without marks is none
// of its figures: a verb of the headline follows before what it would count.
func isNumbering(tail string) bool {
	between := tail[:max(0, jobNounEnd(tail))]
	for word := range strings.FieldsSeq(between) {
		if verbs[word] && !subordinators[word] && strings.HasSuffix(word, "s") {
			return true
		}
	}
	return false
}

// jobNounEnd returns where what a figure counts ends behind it, -1 when it
// counts no people.
func jobNounEnd(tail string) int {
	if at := jobNoun.FindStringIndex(tail); at != nil {
		return at[1]
	}
	return -1
}

// isMoney reports whether a sum of money begins behind a text.
func isMoney(head string) bool {
	return strings.HasSuffix(strings.TrimRight(head, " "), "$") || strings.HasSuffix(head, "€") || strings.HasSuffix(head, "£") || strings.HasSuffix(head, "EUR ")
}

// dateBefore finds a month or the like before a year.
var dateBefore = regexp.MustCompile(`(?i)(?:` + month + `(?:\s\d{1,2},?)?|\b(?:in|since|year|until|of))\s+$`)

// isYear reports whether a figure is that of a year: near to that of the item,
// or with a date before it.
func isYear(head, figure string, n, published int) bool {
	if len(figure) != 4 || n < 1990 || n > 2050 {
		return false
	}
	return published > 0 && n-published <= 1 && published-n <= 1 || dateBefore.MatchString(head)
}

// peopleIn returns a figure as a number of people, 0 when it cannot be one.
func peopleIn(figure string, thousands bool, tail string) int {
	n := count(figure)
	if thousands || strings.HasPrefix(strings.TrimLeft(tail, " "), "ezer ") {
		n *= 1000
	}
	if whole := int(math.Round(n)); whole > 0 && whole <= 1_000_000 {
		return whole
	}
	return 0
}

// upperEnd returns the upper end of a range that a figure begins, 0 when it
// begins none.
func upperEnd(head, tail string, lower int) int {
	match := upTo.FindStringSubmatch(tail)
	if match == nil || match[3] != "" || strings.Contains(match[0], "and") && !between.MatchString(head) {
		return 0
	}
	n := peopleIn(match[1], match[2] != "", "")
	if n > 20*lower {
		return 0
	}
	return n
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
var shares = regexp.MustCompile(`(?i)(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|percent\b|per cent\b|pct\b|pc\b|Prozent\b|pro[cs]ent\b)\s*(?:(?:of|der|de|des|del|av|af|van)\s+)?(?:[\pL\d.,'’-]+\s+){0,4}?` +
	`(?:workforce|work force|staff|staffers|employees|headcount|head count|jobs|workers|personnel|team|positions|roles|belegschaft|stellen|mitarbeiter\w*|effectifs|postes|plantilla|func\w*rios|colaboradores|tootaja\w*|karyawan|anst[aä]llda|ansatte|medewerkers)\b`)

// sharesBefore finds one that is named behind them: "its workforce by 12%".
var sharesBefore = regexp.MustCompile(`(?i)\b(?:workforce|work force|staff|headcount|head count|personnel|jobs|team)\s+by\s+(?:(?:about|some|roughly|nearly|almost|more than|over|around|approximately|up to|at least)\s+){0,2}` +
	`(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|percent\b|per cent\b|pct\b)`)

// sharesBeside finds one that is named as the same as a number of people: "250
// employees, or about 7%", "workforce reduction of 15 percent".
var sharesBeside = regexp.MustCompile(`(?i)(?:\b(?:jobs|employees|workers|staff|people|positions|roles)\s*(?:[,(–—-]\s*|\s)(?:(?:or|about|some|roughly|nearly|almost|over|around|approximately|representing|equal\s+to|more\s+than)\s+){0,3}|` +
	`\b(?:workforce|headcount)\s+|\b(?:workforce|headcount|staff|job)\s+(?:reduction|cuts?)\s+(?:of\s+)?(?:(?:about|some|roughly|nearly|almost|over|around|approximately)\s+)?)(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|percent\b|per cent\b|pct\b|pc\b)`)

// sharesOff finds one that is laid off: "lays off 18 percent".
var sharesOff = regexp.MustCompile(`(?i)\b(?:(?:lay|lays|laid|laying)\s+off|layoffs?(?:\s+(?:cuts?|hit|impact|affect))?(?:\s+of)?|cuts)\s+(?:(?:about|some|roughly|nearly|almost|over|around|approximately|up\s+to)\s+)?(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|percent\b|per cent\b|pct\b|pc\b)(?:\s+(?:of\s+(?:its\s+|the\s+|their\s+)?(?:people|company|firm|business|entire)|as|after|amid|in|to|company|across|following|persistently|ai|talent)\b|\s*$)`)

// notShare finds that a percentage is one of something else than people: "a
// 20% pay cut for all staff".
var notShare = regexp.MustCompile(`(?i)\b(?:pay|salar(?:y|ies)|wages?|bonus(?:es)?|raises?|discounts?|stakes?|revenues?|sales\s+(?:fall|drop|slump|decline)|profits?|growth|prices?|tariffs?)\b`)

// percent returns the first percentage of a workforce in a sentence, 0 when
// there is none.
func percent(sentence string) float64 {
	first, at := 0.0, len(sentence)
	for _, pattern := range []*regexp.Regexp{shares, sharesBefore, sharesBeside, sharesOff} {
		match := pattern.FindStringSubmatchIndex(sentence)
		if match == nil || match[2] >= at || notShare.MatchString(sentence[match[0]:match[1]]) {
			continue
		}
		n, err := strconv.ParseFloat(strings.Replace(sentence[match[2]:match[3]], ",", ".", 1), 64)
		if err == nil && n > 0 && n <= 100 {
			first, at = n, match[2]
		}
	}
	return first
}
