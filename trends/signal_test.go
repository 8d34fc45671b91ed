package trends_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"kith"
	"kith/trends"
)

var begin = time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)

func on(day int) time.Time { return begin.AddDate(0, 0, day) }

// board returns the history of a board that was read on so many days, from the
// first on, with baseline openings in two places and departments.
func board(days, baseline int) trends.History {
	var h trends.History
	for i := range days {
		h.Days = append(h.Days, on(i))
	}
	for i := range baseline {
		h.Spans = append(h.Spans, trends.Span{
			ID: int64(i + 1), Title: fmt.Sprintf("Planner %d", i), First: begin, Baseline: true,
			Places: []string{[]string{"Hull, England", "Leeds"}[i%2]}, Department: []string{"Freight", "People"}[i%2],
		})
	}
	return h
}

// come adds openings that come on days.
func come(h trends.History, days ...int) trends.History {
	for _, day := range days {
		h.Spans = append(h.Spans, trends.Span{ID: int64(len(h.Spans) + 1), Title: "Cook", Places: []string{"Leeds"}, Department: "People", First: on(day).Add(9 * time.Hour)})
	}
	return h
}

// said returns the kinds and subjects of signals.
func said(signals []kith.Signal) string {
	var parts []string
	for _, s := range signals {
		parts = append(parts, strings.TrimSpace(string(s.Kind)+" "+s.Subject))
	}
	return strings.Join(parts, ", ")
}

func TestSignals(t *testing.T) {
	t.Parallel()
	every := func(from, to, step int) (days []int) {
		for i := from; i < to; i += step {
			days = append(days, i)
		}
		return days
	}
	with := func(h trends.History, spans ...trends.Span) trends.History {
		h.Spans = append(h.Spans, spans...)
		return h
	}
	closed := func(h trends.History, department string, day int) trends.History {
		for i := range h.Spans {
			if h.Spans[i].Department == department {
				h.Spans[i].Closed = on(day)
			}
		}
		return h
	}
	without := func(h trends.History, from, to int) trends.History {
		var kept []time.Time
		for _, d := range h.Days {
			if d.Before(on(from)) || !d.Before(on(to)) {
				kept = append(kept, d)
			}
		}
		h.Days = kept
		return h
	}
	away := func(title string) trends.Span {
		return trends.Span{Title: title, Places: []string{"Leeds"}, First: on(2), Away: on(5), Reopened: on(27)}
	}
	// yearOld adds openings of before the days that are known.
	yearOld := func(h trends.History) trends.History {
		for i := range 200 {
			h.Spans = append(h.Spans, trends.Span{Title: "Cook", Places: []string{"Leeds"}, Department: "People", First: on(-2 * i), Closed: on(2 - 2*i)})
		}
		return h
	}
	hull := trends.Span{ID: 900, Title: "Driver", Places: []string{"York"}, Department: "Freight", First: on(26)}
	legal := trends.Span{ID: 901, Title: "Counsel", Places: []string{"Leeds"}, Department: "Legal", First: on(26)}
	for _, c := range []struct {
		name string
		h    trends.History
		day  int
		want string
	}{
		{"nothing", board(30, 12), 29, ""},
		{"steady", come(board(30, 12), every(1, 30, 2)...), 29, ""},
		{"a surge", come(board(30, 12), 3, 23, 24, 24, 25, 26, 27, 28, 28, 29), 29, "surge"},
		{"a surge on a busy board", come(come(board(30, 12), every(1, 23, 1)...), 23, 24, 24, 25, 26, 27, 28, 29), 29, ""},
		{"few", come(board(30, 12), 25, 26, 27, 28), 29, ""},
		{"a surge too early", come(board(20, 12), 14, 15, 15, 16, 17, 17, 18, 19), 19, ""},
		{"a surge with days missing before", without(come(board(30, 12), 3, 23, 24, 24, 25, 26, 27, 28, 28, 29), 2, 18), 29, ""},
		{"a surge with days missing in it", without(come(board(30, 12), 3, 23, 24, 24, 25, 26, 27, 28, 28, 29), 24, 28), 29, ""},
		{"not read today", without(come(board(30, 12), 3, 23, 24, 24, 25, 26, 27, 28, 28), 29, 30), 29, ""},
		{"a freeze", come(board(40, 12), every(1, 26, 1)...), 39, "freeze"},
		{"a freeze of a slow board", come(board(40, 12), 3, 9, 20), 39, ""},
		{"no freeze yet", come(board(40, 12), every(1, 30, 1)...), 39, ""},
		{"a freeze behind a hole", without(come(board(40, 12), every(1, 26, 1)...), 27, 36), 39, ""},
		{"a new place", with(board(30, 12), hull), 29, "first_place York"},
		{"a new place on a small board", with(board(30, 4), hull), 29, ""},
		{"a place that is a part of another", with(with(board(30, 12), trends.Span{Title: "x", Places: []string{"York or Ely"}, First: on(3)}), hull), 29, ""},
		{"a place with a word more", with(board(30, 12), trends.Span{Title: "x", Places: []string{"Leeds-Open"}, First: on(26)}), 29, ""},
		{"a building", with(board(30, 12), trends.Span{Title: "x", Places: []string{"Northwharf HQ, 1 Quay Street"}, First: on(26)}), 29, ""},
		{"a department with a word more", with(board(30, 12), trends.Span{Title: "x", Places: []string{"Leeds"}, Department: "Freight – Night", First: on(26)}), 29, ""},
		{"a new department", with(board(30, 12), legal), 29, "first_department Legal"},
		{"many new places", with(board(30, 12), hull, trends.Span{Title: "x", Places: []string{"Ely"}, First: on(26)}, trends.Span{Title: "x", Places: []string{"Bath"}, First: on(26)}), 29, ""},
		{"remote is no place", with(board(30, 12), trends.Span{Title: "x", Places: []string{"Remote – EMEA"}, First: on(26)}), 29, ""},
		{"a new place that has closed", with(board(30, 12), trends.Span{Title: "x", Places: []string{"Ely"}, First: on(26), Closed: on(28)}), 29, ""},
		{"an emptied department", closed(board(30, 12), "Freight", 27), 29, "department_emptied Freight"},
		{"an emptied board", closed(closed(board(30, 12), "Freight", 27), "People", 27), 29, ""},
		{"a small department", closed(board(30, 4), "Freight", 27), 29, ""},
		{"reopened", with(board(30, 12), trends.Span{Title: "Porter", Places: []string{"Leeds"}, First: on(2), Away: on(5), Reopened: on(27)}), 29, "reopened Porter"},
		{"reopened soon", with(board(30, 12), trends.Span{Title: "Porter", Places: []string{"Leeds"}, First: on(2), Away: on(24), Reopened: on(27)}), 29, ""},
		{"long open today", with(board(30, 12), trends.Span{Title: "Porter", Places: []string{"Leeds"}, First: on(2), Since: on(29 - 90)}), 29, "long_open Porter"},
		{"long open this week", with(board(30, 12), trends.Span{Title: "Porter", Places: []string{"Leeds"}, First: on(2), Since: on(24 - 90)}), 29, "long_open Porter"},
		{"many reopened", with(board(30, 12), away("a"), away("b"), away("c"), away("d")), 29, ""},
		{"a year of days", come(yearOld(board(30, 12)), 3, 23, 24, 24, 25, 26, 27, 28, 28, 29), 29, "surge"},
		{"long open before", with(board(30, 12), trends.Span{Title: "Porter", Places: []string{"Leeds"}, First: on(2), Since: on(20 - 90)}), 29, ""},
		{"never read", trends.History{}, 29, ""},
	} {
		if got := said(trends.Signals(c.h, on(c.day).Add(15*time.Hour))); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestSurgeChance holds the arithmetic of a surge against numbers that were
// reckoned by summing the distribution by hand: k = 1 in 14 days, 9 in 7.
func TestSurgeChance(t *testing.T) {
	t.Parallel()
	signals := trends.Signals(come(board(22, 12), 3, 15, 16, 17, 18, 18, 19, 19, 20, 21), on(21))
	if len(signals) != 1 || signals[0].Kind != kith.SignalSurge {
		t.Fatalf("%+v", signals)
	}
	// P(N >= 9) for the negative binomial with r = 1.5, p = 14/21.
	r, p, below := 1.5, 14.0/21, 0.0
	term := math.Pow(p, r)
	for n := range 9 {
		below += term
		term *= (float64(n) + r) / float64(n+1) * (1 - p)
	}
	if want := -math.Log10(1 - below); math.Abs(signals[0].Strength-want) > 1e-6 {
		t.Errorf("the strength is %g, want %g", signals[0].Strength, want)
	}
}
