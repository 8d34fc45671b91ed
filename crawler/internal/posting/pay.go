package posting

import (
	"math"
	"strconv"
	"strings"

	"kith"
	"kith/crawler/internal/text"
)

// salary returns what a posting pays, nil when it does not say so in figures.
func (g *Graph) salary(p node) *kith.Salary {
	base := g.first(p["baseSalary"])
	if base == nil {
		base = g.first(p["estimatedSalary"])
	}
	if base == nil {
		return nil
	}
	value, amounts := base["value"], base
	if n := g.first(value); n != nil {
		amounts = n
	}
	s := kith.Salary{Min: amount(amounts["minValue"]), Max: amount(amounts["maxValue"])}
	if s.Min == 0 && s.Max == 0 {
		if inner, ok := amounts["value"]; ok {
			value = inner
		}
		s.Min = amount(value)
		s.Max = s.Min
	}
	if s.Min == 0 && s.Max == 0 {
		return nil
	}
	if s.Max != 0 && s.Max < s.Min {
		s.Min, s.Max = s.Max, s.Min
	}
	for _, n := range []node{base, amounts, p} {
		for _, key := range []string{"currency", "salaryCurrency"} {
			if code := strings.ToUpper(text.Line(asString(n[key]))); s.Currency == "" && isCurrency(code) {
				s.Currency = code
			}
		}
	}
	s.Period = period(asString(amounts["unitText"]))
	if s.Period == "" {
		s.Period = period(asString(base["unitText"]))
	}
	return &s
}

// first returns the node that a value, or the first item of a list, is.
func (g *Graph) first(value any) node {
	items := asList(value)
	if len(items) == 0 {
		return nil
	}
	return g.deref(items[0])
}

// amount reads an amount of money in whole units, 0 when it is none. Figures
// are grouped with commas, points or spaces in threes.
func amount(value any) int64 {
	if _, isNode := value.(node); isNode {
		return 0
	}
	figures := strings.NewReplacer("\u00a0", "", "\u202f", "", " ", "", "$", "", "€", "", "£", "").Replace(asString(value))
	figures = ungroup(figures)
	number, err := strconv.ParseFloat(figures, 64)
	if err != nil || math.IsNaN(number) || number < 0 || number > 1e12 {
		return 0
	}
	return int64(math.Round(number))
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

// period returns the unit of time of a pay, "" when it is not known.
func period(unit string) string {
	unit = strings.ToLower(unit)
	for _, p := range [...]struct{ name, words string }{
		{"year", "year yearly annual annually annum"}, {"month", "month monthly mon"}, {"week", "week weekly"},
		{"day", "day daily"}, {"hour", "hour hourly hur"},
	} {
		for _, word := range strings.FieldsFunc(unit, func(r rune) bool { return r < 'a' || r > 'z' }) {
			if strings.Contains(" "+p.words+" ", " "+strings.TrimSuffix(word, "s")+" ") {
				return p.name
			}
		}
	}
	return ""
}
