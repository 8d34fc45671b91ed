package board_test

import (
	"path/filepath"
	"testing"

	"kith"
	"kith/crawler/board"
)

// bambooHRSystem is the board in testdata.
func bambooHRSystem() system {
	bamboo := "GET https://greengageorchards.bamboohr.com/careers/"
	return system{key: "bamboohr/greengageorchards", empty: "empty.json", answers: map[string]string{
		bamboo + "list": "list.json", bamboo + "86/detail": "86.json", bamboo + "87/detail": "87.json", bamboo + "88/detail": "88.json",
	}}
}

func FuzzBambooHR(f *testing.F) { fuzzSystem(f, "bamboohr") }

// TestBambooLeft wants a request that is led away from the careers pages taken
// for what it means: there is no such board. In the middle of a visit it is no
// answer.
func TestBambooLeft(t *testing.T) {
	t.Parallel()
	for _, to := range []string{
		"https://www.bamboohr.com/", "https://greengageorchards.bamboohr.com/login.php?r=%2Fcareers", "https://greengageorchards.bamboohr.com/settings/account/expired.php",
		"https://greengageorchards.bamboohr.com/temporarily_suspended", "https://other.bamboohr.com/careers/list",
	} {
		away := func(*kith.Response, error) (*kith.Response, error) {
			res, err := says(200, "<html><body>Welcome</body></html>")
			res.URL = to
			return res, err
		}
		v := board.New().Visit(t.Context(), fetchFrom(func(kith.Request) (*kith.Response, error) { return away(nil, nil) }), source("bamboohr/greengageorchards"), nil)
		if v.Outcome != kith.OutcomeGone || len(v.Openings) > 0 || v.Requests != 2 {
			t.Errorf("%s: %s (%s) after %d requests", to, v.Outcome, v.Reason, v.Requests)
		}
		w := &web{system: systemOf(t, "bamboohr"), t: t}
		whole := w.visit(kith.Validators{}, nil)
		w = &web{system: systemOf(t, "bamboohr"), t: t}
		inner := w.fetch
		fetch := fetchFrom(func(r kith.Request) (*kith.Response, error) {
			if res, err := inner(r); len(w.asked) == 1 {
				res.URL = "https://greengageorchards.bamboohr.com/careers/list"
				return res, err
			}
			return away(nil, nil)
		})
		v = board.New().Visit(t.Context(), fetch, source("bamboohr/greengageorchards"), nil)
		if v.Outcome != kith.OutcomeComplete || len(v.Gone) > 0 || len(v.Openings) != len(whole.Openings) {
			t.Errorf("details led to %s: %s (%s), gone %q", to, v.Outcome, v.Reason, v.Gone)
		}
	}
}

// TestBambooWidget reads a board without the list of the careers pages by that
// for employers' own sites.
func TestBambooWidget(t *testing.T) {
	t.Parallel()
	site := "GET https://greengageorchards.bamboohr.com"
	s := system{key: "bamboohr/greengageorchards", answers: map[string]string{
		site + "/jobs/embed2.php": "widget.html", site + "/careers/86/detail": "86.json", site + "/careers/88/detail": "88.json",
	}}
	w := &web{system: s, t: t}
	v := w.visit(kith.Validators{}, nil)
	checkVisit(t, v)
	compareGolden(t, filepath.Join("bamboohr", "widget.json"), v)
	cutOff(t, s, site+"/jobs/embed2.php", len("</div>"))
	s.answers[site+"/jobs/embed2.php"] = "widget-empty.html"
	w = &web{system: s, t: t}
	if v := w.visit(kith.Validators{}, nil); v.Outcome != kith.OutcomeComplete || len(v.Openings) > 0 {
		t.Errorf("a list without openings: %s (%s) with %d", v.Outcome, v.Reason, len(v.Openings))
	}
	for body, want := range map[string]kith.Outcome{
		"": kith.OutcomeGone, " \n": kith.OutcomeGone, // an account that is not there
		"<html><body>Maintenance</body></html>": kith.OutcomeFailed,
	} {
		w = &web{system: s, t: t, otherwise: func(n int, _ string) (*kith.Response, error) {
			if n == 1 {
				return says(404, "")
			}
			return says(200, "%s", body)
		}}
		if v := w.visit(kith.Validators{}, nil); v.Outcome != want {
			t.Errorf("%q: %s (%s), want %s", body, v.Outcome, v.Reason, want)
		}
	}
}
