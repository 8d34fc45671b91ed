package posting

import (
	"cmp"
	"math"
	"strconv"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// salary returns what a posting pays, nil when it does not say so in figures.
func (g *Graph) salary(p node) *kith.Salary {
	base := g.first(p["baseSalary"])
	if base == nil {
		base = g.first(p["estimatedSalary"])
	}
	if base == nil {
		return field.TextSalary("Salary: "+asString(p["baseSalary"])+" "+asString(p["salaryCurrency"]), "")
	}
	value, amounts := base["value"], base
	if n := g.first(value); n != nil {
		amounts = n
	}
	pay := field.Pay{Min: amount(amounts["minValue"]), Max: amount(amounts["maxValue"])}
	if pay.Min == 0 && pay.Max == 0 {
		if inner, ok := amounts["value"]; ok {
			value = inner
		}
		pay.Min = amount(value)
		pay.Max = pay.Min
	}
	if pay.Max != 0 && pay.Max < pay.Min {
		pay.Min, pay.Max = pay.Max, pay.Min
	}
	for _, n := range []node{base, amounts, p} {
		for _, key := range []string{"currency", "salaryCurrency"} {
			if code := strings.ToUpper(text.Line(asString(n[key]))); pay.Currency == "" && isCurrency(code) {
				pay.Currency = code
			}
		}
	}
	pay.Period = cmp.Or(period(asString(amounts["unitText"])), period(asString(base["unitText"])))
	return pay.Salary()
}

// first returns the node that a value, or the first item of a list, is.
func (g *Graph) first(value any) node {
	items := asList(value)
	if len(items) == 0 {
		return nil
	}
	return g.deref(items[0])
}

// amount reads an amount of money, 0 when it is none. Figures
// are grouped with commas, points or spaces in threes.
func amount(value any) float64 {
	if _, isNode := value.(node); isNode {
		return 0
	}
	figures := strings.NewReplacer("\u00a0", "", "\u202f", "", " ", "", "$", "", "€", "", "£", "").Replace(asString(value))
	figures = ungroup(figures)
	number, err := strconv.ParseFloat(figures, 64)
	if err != nil || math.IsNaN(number) || number < 0 || number > 1e12 {
		return 0
	}
	return number
}

// ungroup takes the grouping out of a number: 1,234,567.5 and 1.234.567,5 are
// 1234567.5; three digits behind a single mark are a group.
func ungroup(figures string) string {
	last := strings.LastIndexAny(figures, ".,")
	if last < 0 {
		return figures
	}
	whole, fraction := figures[:last], figures[last+1:]
	mark := figures[last : last+1]
	grouped := len(fraction) == 3 && whole != "0" && whole != "" || strings.Contains(whole, mark)
	whole = strings.NewReplacer(".", "", ",", "").Replace(whole)
	if grouped {
		return whole + fraction
	}
	return whole + "." + fraction
}

func isCurrency(code string) bool {
	return len(code) == 3 && strings.IndexFunc(code, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

// period returns the unit of time of a pay, "" when it is not known: a word for
// it, or its code (UN/CEFACT recommendation 20).
func period(unit string) string {
	switch strings.ToUpper(strings.TrimSpace(unit)) {
	case "HUR":
		return "hour"
	case "WEE":
		return "week"
	case "MON":
		return "month"
	case "ANN":
		return "year"
	case "DAYS", "HOURS", "WEEKS", "MONTHS", "YEARS":
		unit = unit[:len(strings.TrimSpace(unit))-1]
	}
	return field.Period(unit)
}
