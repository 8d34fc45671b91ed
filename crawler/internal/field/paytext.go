package field

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kith"
	"kith/crawler/internal/text"
)

// payRange finds a range of two amounts of one currency: "$120,000 - $150,000",
// "€50k–60k", "GBP 40 000 to 45 000", "30,00 – 32,50 EUR". Its groups are the
// currency before, the first amount with its k, the second with its k, and the
// currency behind.
var payRange = regexp.MustCompile(`(?i)(US\$|CA\$|AU\$|A\$|C\$|NZ\$|S\$|[$€£₹]|\b(?:USD|EUR|GBP|CAD|AUD|CHF|INR|PLN|SEK|NOK|DKK|SGD|NZD)\b)?\s?` +
	`(\d{1,3}(?:[,. \x{00A0}\x{202F}']\d{3})+(?:[.,]\d{2})?|\d{2,7}(?:[.,]\d{1,2})?)\s?(k\b)?\s?(?:USD|EUR|GBP|CAD|AUD)?\s?(?:/\s?(?:yr|year|hr|hour))?\s?(?:-|–|—|to|and|bis|à)\s?` +
	`(?:US\$|CA\$|AU\$|A\$|C\$|NZ\$|S\$|[$€£₹]|(?:USD|EUR|GBP|CAD|AUD|CHF|INR|PLN|SEK|NOK|DKK|SGD|NZD)\b)?\s?` +
	`(\d{1,3}(?:[,. \x{00A0}\x{202F}']\d{3})+(?:[.,]\d{2})?|\d{2,7}(?:[.,]\d{1,2})?)\s?(k\b)?\s?(€|£|\b(?:USD|EUR|Euro|GBP|CAD|AUD|CHF|INR|PLN|SEK|NOK|DKK|SGD|NZD)\b)?`)

// How much of a text is read for pay, and what of it around an amount.
const (
	maxPayText = 200_000 // bytes
	payBefore  = 160
	payBehind  = 60
	maxRanges  = 50
)

// TextSalary returns the pay that a text names plainly: one range of amounts
// with its currency, near a word for pay, and no other range. A bare dollar is
// that of the opening's country, where that is known. It is nil for everything
// else: bonuses, turnover, several ranges.
func TextSalary(description, country string) *kith.Salary {
	description = text.Cut(description, maxPayText)
	var found *kith.Salary
	for _, at := range payRanges(description) {
		one := readRange(description, at, country)
		switch {
		case one == nil:
		case found == nil:
			found = one
		case found.Min != one.Min || found.Max != one.Max || found.Currency != one.Currency:
			return nil
		case found.Period == "":
			found.Period = one.Period
		}
	}
	return found
}

// signs are what currencies are written by.
var signs = [...]string{"$", "€", "£", "₹", "USD", "EUR", "GBP", "CAD", "AUD", "CHF", "INR", "PLN", "SEK", "NOK", "DKK", "SGD", "NZD", "Euro"}

// aroundSign is how far from the sign of its currency a range begins or ends,
// in bytes.
const aroundSign = 60

// payRanges returns the places of the ranges of amounts in a text. Only what
// is near the sign of a currency is searched, which most texts have few of.
func payRanges(description string) [][]int {
	var near []int
	for _, sign := range signs {
		for from := 0; len(near) < 4*maxRanges; {
			at := strings.Index(description[from:], sign)
			if at < 0 {
				break
			}
			near = append(near, from+at)
			from += at + len(sign)
		}
	}
	slices.Sort(near)
	var found [][]int
	end := 0 // of what has been searched
	for i, at := range near {
		begin := max(end, at-aroundSign)
		if i+1 < len(near) && near[i+1] < at+aroundSign {
			continue // the next one's surroundings hold this one's
		}
		for back := i; back > 0 && near[back-1] > near[back]-aroundSign; back-- {
			begin = max(end, near[back-1]-aroundSign)
		}
		end = min(len(description), at+aroundSign)
		for _, match := range payRange.FindAllStringSubmatchIndex(description[begin:end], maxRanges) {
			found = append(found, shifted(match, begin))
		}
	}
	return found[:min(len(found), maxRanges)]
}

// shifted moves the places of a match, of which those of groups that are not
// there are negative.
func shifted(match []int, by int) []int {
	for i := range match {
		if match[i] >= 0 {
			match[i] += by
		}
	}
	return match
}

// readRange returns the pay that a match of payRange is, nil where it is none.
func readRange(description string, at []int, country string) *kith.Salary {
	group := func(i int) string {
		if at[2*i] < 0 {
			return ""
		}
		return description[at[2*i]:at[2*i+1]]
	}
	sign := cmp.Or(group(1), group(6))
	if sign == "$" {
		sign = cmp.Or(group(6), sign)
	}
	before := strings.ToLower(description[max(0, at[0]-payBefore):at[0]])
	behind := strings.ToLower(description[at[1]:min(len(description), at[1]+payBehind)])
	if sign == "" || !namesPay(before, behind) || namesOther(before, behind) {
		return nil
	}
	thousands := 1.0
	if group(5) != "" {
		thousands = 1000
	}
	lowest, highest := figure(group(2)), figure(group(4))*thousands
	if group(3) != "" || thousands > 1 && lowest < 1000 {
		lowest *= 1000
	}
	p := Pay{Min: lowest, Max: highest, Currency: currencyOf(sign, behind, country), Period: periodNear(before, behind)}
	if !p.isPlausible() {
		return nil
	}
	return p.Salary()
}

// isPlausible reports whether two amounts may be the ends of what one role
// pays: in order, no further apart than three to one, and of a size that its
// period allows.
func (p Pay) isPlausible() bool {
	if p.Min <= 0 || p.Max < p.Min || p.Max > 3*p.Min || p.Max > 5e7 {
		return false
	}
	switch p.Period {
	case "hour":
		return p.Min >= 3 && p.Max <= 2000
	case "year":
		return p.Min >= 5000
	case "":
		return p.Min >= 10_000
	}
	return p.Min >= 50
}

// figure reads an amount with its groups of thousands, 0 for what is none.
func figure(amount string) float64 {
	amount = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "").Replace(amount)
	if i := strings.LastIndexAny(amount, ".,"); i >= 0 && len(amount)-i-1 != 3 {
		amount = strings.NewReplacer(".", "", ",", "").Replace(amount[:i]) + "." + amount[i+1:]
	} else {
		amount = strings.NewReplacer(".", "", ",", "").Replace(amount)
	}
	n, err := strconv.ParseFloat(amount, 64)
	if err != nil {
		return 0
	}
	return n
}

// Words near an amount, in lower case.
var (
	payWord   = regexp.MustCompile(`salar|compensation|\bpay\b|pay range|payscale|\bwage|remuneration|base range|\bote\b|on.target|gehalt|vergütung|salaire|rémunération|salario|stipendio|hourly rate|hiring range|rate of|per (?:year|hour|annum|month)|annual(?:ly)?\b|/\s?(?:yr|hr|year|hour)|p\.\s?a\.`)
	otherWord = regexp.MustCompile(`bonus|sign.on|stipend|revenue|funding|raised|series [a-d]\b|valuation|budget|deal size|\barr\b|customers|quota|portfolio|reimburse|allowance|umsatz`)
	magnitude = regexp.MustCompile(`^\s?(?:m\b|mm\b|mn\b|million|billion|bn\b|b\b|%|\+?\s?(?:employees|people|customers|users|hours|days|years|months|weeks|minutes))`)
)

// namesPay reports whether the words around an amount say that it is pay.
func namesPay(before, behind string) bool {
	return payWord.MatchString(before) || payWord.MatchString(behind)
}

// namesOther reports whether they say that it is something else. What stands
// before the amount counts only close to it.
func namesOther(before, behind string) bool {
	return magnitude.MatchString(behind) || otherWord.MatchString(before[max(0, len(before)-45):]) || otherWord.MatchString(behind[:min(len(behind), 20)])
}

// periodNear returns the period of an amount: the one named behind it, or in
// the words just before.
func periodNear(before, behind string) string {
	if p := Period(cutSentence(behind)); p != "" {
		return p
	}
	return Period(before[max(0, len(before)-60):])
}

// cutSentence returns a text up to the end of its first sentence.
func cutSentence(s string) string {
	for _, end := range []string{". ", "\n", "; "} {
		s, _, _ = strings.Cut(s, end)
	}
	return s
}

// currencyOf returns the code of a currency by its sign. A bare dollar is the
// one that is named behind it, or that of the country.
func currencyOf(sign, behind, country string) string {
	switch sign = strings.ToUpper(sign); sign {
	case "€", "EURO":
		return "EUR"
	case "£":
		return "GBP"
	case "₹":
		return "INR"
	case "US$":
		return "USD"
	case "CA$", "C$":
		return "CAD"
	case "A$", "AU$":
		return "AUD"
	case "NZ$":
		return "NZD"
	case "S$":
		return "SGD"
	case "$":
		for _, code := range []string{"USD", "CAD", "AUD", "NZD", "SGD"} {
			if strings.HasPrefix(strings.TrimLeft(behind, " ("), strings.ToLower(code)) {
				return code
			}
		}
		return map[string]string{"US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD"}[country]
	}
	return sign
}
