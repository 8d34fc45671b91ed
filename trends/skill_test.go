package trends_test

import (
	"strings"
	"testing"
	"time"

	"kith/trends"
)

func TestSkills(t *testing.T) {
	t.Parallel()
	skills := trends.NewSkills()
	for text, want := range map[string]string{
		"Experience with Python, Go and Kubernetes.":            "Go|Kubernetes|Python",
		"You will go to market and excel at it. Excel!":         "",
		"Microsoft Excel; Excel and SQL":                        "Excel|SQL",
		"Go to our site. R is a letter.":                        "",
		"C++, C#, .NET and Node.js; CI/CD with GitHub Actions.": "C#|C++|CI/CD|GitHub Actions|Node.js|.NET",
		"React Native, not React":                               "React|React Native",
		"Proficient in R, SQL or SAS":                           "R|SAS|SQL",
		"Java/Kotlin services on AWS (Amazon Web Services)":     "AWS|Java|Kotlin",
		"Swift and Objective-C for iOS development":             "Objective-C|Swift|iOS development",
		"A swift reply": "",
		"":              "",
	} {
		got := skills.In(text)
		wanted := map[string]bool{}
		for _, s := range strings.Split(want, "|") {
			if s != "" {
				wanted[s] = true
			}
		}
		for _, s := range got {
			if !wanted[s] {
				t.Errorf("%q: %q is too much", text, s)
			}
			delete(wanted, s)
		}
		if len(wanted) > 0 {
			t.Errorf("%q: missing %v, got %v", text, wanted, got)
		}
	}
	if name, ok := skills.Name("golang"); !ok || name != "Go" {
		t.Errorf("golang is %q", name)
	}
	if _, ok := skills.Name("juggling"); ok {
		t.Error("juggling is listed")
	}
}

func FuzzSkills(f *testing.F) {
	f.Add("Python, Go and Node.js / C++")
	skills := trends.NewSkills()
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range skills.In(text) {
			if name, ok := skills.Name(s); !ok || name != s {
				t.Errorf("%q is no name", s)
			}
		}
	})
}

func TestSeries(t *testing.T) {
	t.Parallel()
	h := come(board(22, 4), 1, 8, 9, 15)
	h.Spans[0].Closed, h.Spans[1].Closed, h.Spans[4].Closed = on(8), on(10), on(12)
	points := trends.Series(h.Spans, begin, on(18), 7*24*time.Hour)
	if len(points) != 3 || points[2].To != on(18) {
		t.Fatalf("%+v", points)
	}
	for i, want := range []trends.Point{{Open: 5, New: 1}, {Open: 4, New: 2, Closed: 3, MedianDays: 10}, {Open: 5, New: 1}} {
		got := points[i]
		if got.Open != want.Open || got.New != want.New || got.Closed != want.Closed || got.MedianDays != want.MedianDays {
			t.Errorf("week %d: %+v, want %+v", i, got, want)
		}
	}
}
