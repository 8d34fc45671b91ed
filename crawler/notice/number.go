package notice

import (
	"regexp"
	"strconv"
	"strings"
)

// number finds a count: with or without separators of thousands.
var number = regexp.MustCompile(`\d{1,3}(?:,\d{3})+|\d+`)

// numberRange finds "50-75", "100 to 150".
var numberRange = regexp.MustCompile(`^\D{0,12}(\d{1,3}(?:,\d{3})+|\d+)\s*(?:-|–|to)\s*(\d{1,3}(?:,\d{3})+|\d+)\s*(?:\D.*)?$`)

// headcount returns how many people a cell says, the upper end of a range, and
// its lower end. Only the first number counts: "9,891 (2 from RI)" are 9,891.
// A cell of many words, a date or a code is no count.
func headcount(cell string) (most, least int) {
	cell = strings.TrimSuffix(strings.TrimSpace(cell), ".0")
	if cell == "" || len(cell) > 200 || len(datesIn(cell)) > 0 && len(cell) > 5 {
		return 0, 0
	}
	if m := numberRange.FindStringSubmatch(cell); m != nil {
		if low, high := count(m[1]), count(m[2]); low > 0 && high >= low {
			return high, low
		}
	}
	at := number.FindStringIndex(cell)
	if at == nil || at[0] > 0 && isLetter(cell[at[0]-1]) || strings.Count(cell[:at[0]], " ") > 4 {
		return 0, 0
	}
	return count(cell[at[0]:at[1]]), 0
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// count reads a count of at most seven digits, 0 for a longer one.
func count(digits string) int {
	digits = strings.ReplaceAll(digits, ",", "")
	if len(digits) > 7 {
		return 0
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}
