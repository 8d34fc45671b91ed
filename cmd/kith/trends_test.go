package main

import (
	"strings"
	"testing"
	"time"

	"kith/trends"
)

func TestSparkline(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		open []int
		want string
	}{{nil, ""}, {[]int{0, 0}, "▁▁"}, {[]int{0, 1, 2, 4, 8}, "▁▁▂▄█"}, {[]int{5}, "█"}} {
		var points []pointLine
		for _, n := range c.open {
			points = append(points, pointLine{Open: n})
		}
		if got := sparkline(points); got != c.want {
			t.Errorf("%v: %s, want %s", c.open, got, c.want)
		}
	}
	l := newTrendLine("company", "x", []trends.Point{{Open: 3, New: 1}, {Open: 2, New: 1, Closed: 2, MedianDays: 9}})
	if l.Open != 2 || l.New != 2 || l.Closed != 2 || l.MedianDays != 9 || len(l.Points) != 2 {
		t.Errorf("%+v", l)
	}
}

// TestTrends shows demand on the little web.
func TestTrends(t *testing.T) {
	t.Parallel()
	web, k := visitor(t, "")
	k.run("company", "add", web.Employers()[0].BoardURL, web.Employers()[1].BoardURL)
	k.run("crawl", "--all")
	lines := k.lines(nil, "trends", "--weeks", "2")
	if len(lines) != 2 || lines[0].number("open") == 0 || lines[0].number("new") != 0 || lines[0].text("of") != "company" {
		t.Errorf("by company: %v", lines)
	}
	points, _ := lines[0]["points"].([]any)
	if first, _ := points[0].(map[string]any); len(points) != 2 || object(first).text("from") > time.Now().UTC().Format(time.RFC3339) {
		t.Errorf("the weeks: %v", points)
	}
	if out := k.run("trends", "--by", "place"); !strings.Contains(out, "▁") && !strings.Contains(out, "█") {
		t.Errorf("by place: %s", out)
	}
	if _, stderr, code := k.try("trends", "--skill", "juggling"); code != exitUsage || !strings.Contains(stderr, "juggling") {
		t.Errorf("an unknown skill: %d %s", code, stderr)
	}
}
