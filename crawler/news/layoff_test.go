package news_test

import (
	"testing"
	"time"

	"kith"
	"kith/crawler/news"
)

// acme finds one company in every text.
func acme(string) []kith.Company { return []kith.Company{{ID: 7, Name: "Acme"}} }

// item returns an item of November 2026 with a headline.
func item(title string) kith.Item {
	return kith.Item{Title: title, URL: "https://news.example/1", PublishedAt: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
}

func TestLayoffs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		sentence  string
		headcount int
		percent   float64
	}{
		{"Acme to lay off 140 employees in Aberdeen and Leeds", 140, 0},
		{"Acme will lay off 140 employees, about 12 percent of its workforce, at its offices in Aberdeen and Leeds.", 140, 12},
		{"Acme confirms 140 job cuts", 140, 0},
		{"Acme has confirmed that it will cut 140 jobs in Aberdeen and Leeds.", 140, 0},
		{"Acme lays off 140 of its 2,000 workers", 140, 0},
		{"Acme is cutting about 1,200 jobs", 1200, 0},
		{"Acme cuts 1.5k jobs", 1500, 0},
		{"Acme sheds 1600 jobs in Sweden", 1600, 0},
		{"Acme to cut 5% of its 10,000 employees", 0, 5},
		{"Acme cuts 15 percent of staff", 0, 15},
		{"Acme eliminates about 7% of workforce", 0, 7},
		{"Acme slashes its workforce by 20%", 0, 20},
		{"Acme reduces headcount by about 4.5 percent", 0, 4.5},
		{"Acme cuts a third of staff", 0, 0},
		{"Acme laying off dozens of employees", 0, 0},
		{"Acme lays off staff one year after its last big reorganisation", 0, 0},
		{"Acme eliminates 84 positions as sales slow", 84, 0},
		{"Acme makes 60 people redundant", 60, 0},
		{"Redundancies at Acme after a weak year", 0, 0},
		{"250 jobs to go at Acme", 250, 0},
		{"Acme plant: 1,100 jobs at risk", 1100, 0},
		{"Acme fires 150 workers over video", 150, 0},
		{"Acme announces layoffs of 300 employees", 300, 0},
		{"Acme, which employs 12,000 people, will cut 300 jobs", 300, 0},
		{"Acme to lay off 140 in Aberdeen", 140, 0},
		{"Acme lays off 9,891 workers (2 from Ohio)", 9891, 0},
		{"Acme cuts 100-150 jobs", 150, 0},
		{"Acme spends $40 million as it lays off 30 people", 30, 0},
		{"Layoffs hit Acme", 0, 0},
		{"Acme announces reduction in force", 0, 0},
		{"Acme axes 45 roles in its support team", 45, 0},
		{"Acme lets go of 50 employees", 50, 0},
		{"In 2026 Acme cut 40 jobs", 40, 0},
		{"Acme layoffs 2026: workers replaced with software", 0, 0},
		{"Acme announces $50 million in layoffs", 0, 0},
		{"Acme announces 50 million in layoffs and other savings", 0, 0},
		{"Acme lays off 16 of staff", 0, 0},
		{"Acme lays off 16 of its engineers", 16, 0},
		{"Acme to cut 1 300 jobs", 0, 0},
		{"Acme sheds 2000 jobs", 2000, 0},
		{"Acme baut rund 50 Stellen ab", 50, 0},
		{"Acme streicht 1.200 Stellen", 1200, 0},
		{"Stellenabbau bei Acme", 0, 0},
		{"Acme supprime 300 postes", 300, 0},
		{"Acme : suppression de 1\u00a0200 emplois", 1200, 0},
		{"Acme despide a 90 empleados", 90, 0},
		{"Az Acme 200 dolgozót bocsát el, leépítés kezdődik", 200, 0},
	} {
		events := news.Events(item(c.sentence), acme)
		if len(events) != 1 {
			t.Errorf("%q: %d events", c.sentence, len(events))
			continue
		}
		e := events[0]
		if e.Kind != kith.EventLayoff || e.Headcount != c.headcount || e.Percent != c.percent {
			t.Errorf("%q: %s of %d, %v %%; want %d, %v %%", c.sentence, e.Kind, e.Headcount, e.Percent, c.headcount, c.percent)
		}
		if e.Quote != c.sentence || e.Headline != c.sentence || e.CompanyID != 7 || e.Company != "Acme" || e.URL == "" || e.PublishedAt.IsZero() {
			t.Errorf("%q: %+v", c.sentence, e)
		}
	}
}

func TestNoLayoffs(t *testing.T) {
	t.Parallel()
	for _, sentence := range []string{
		"Acme cuts 12 minutes from the coast line",
		"Acme lays out how it checks payments",
		"Acme plans no layoffs",
		"Acme says there will be no job cuts",
		"Acme to restructure without layoffs",
		"Acme denies plans to lay off 400 people",
		"Acme rules out redundancies",
		"Acme avoids job cuts by shorter hours",
		"Acme will not cut jobs",
		"Acme doesn't plan to lay off workers",
		"Layoff fears ease at Acme",
		"Job cuts report by Acme shows a rise",
		"After layoffs, Acme hires again",
		"Acme hires 200 people after layoffs",
		"Acme grows despite job cuts elsewhere",
		"Acme rehires workers it had laid off",
		"How to cope with layoffs at Acme",
		"Will Acme cut jobs?",
		"In 2023 Acme laid off 500 people",
		"Three years ago Acme cut 300 jobs",
		"Acme cuts prices for 1,000 customers",
		"Acme cuts staff costs",
		"Acme cuts the ribbon on a plant that will employ 500 workers",
		"Acme creates 500 jobs",
		"Acme cuts emissions by 12%",
		"Acme halts job cuts",
		"Acme drops a new album",
		"Acme reduces waste by 20%",
		"Acme's laid-off workers find new jobs",
		"Acme takes off",
		"Acme wins after a four-day layoff",
		"Keine Entlassungen bei Acme",
		"",
	} {
		for _, e := range news.Events(item(sentence), acme) {
			if e.Kind == kith.EventLayoff {
				t.Errorf("%q: %+v", sentence, e)
			}
		}
	}
}
