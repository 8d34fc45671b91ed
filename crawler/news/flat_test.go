package news_test

import (
	"fmt"
	"testing"

	"kith/crawler/news"
)

// TestFlat reads headlines that were taken from addresses: without capitals
// and marks, nothing but the words around a name says where it ends.
func TestFlat(t *testing.T) {
	t.Parallel()
	for sentence, want := range map[string]string{
		// A verb ends a name.
		"northwharf kicks off its autumn layoffs":                                 "layoff northwharf",
		"northwharf rolls out layoffs for 40 people":                              "layoff northwharf",
		"slump forces northwharf to cut 40 jobs":                                  "layoff northwharf",
		"northwharf secures 40m credit line lays off 30 people":                   "layoff northwharf",
		"northwharf cancels its autumn fair lays off 30 people":                   "layoff northwharf",
		"northwharf despite record funding cuts 40 jobs":                          "layoff northwharf",
		"northwharf lays off 30 people among them coaches":                        "layoff northwharf",
		"northwharf coaches lose jobs in layoffs":                                 "",
		"northwharf leeds startup layoffs":                                        "layoff northwharf",
		"leeds startup layoffs":                                                   "",
		"internal email northwharf lays off 30 people":                            "layoff northwharf",
		"property manager northwharf lays off 30 people":                          "layoff northwharf",
		"hit by a weak harvest agritech startup northwharf cuts 40 jobs":          "layoff northwharf",
		"boats and bikes startup northwharf lays off 30 people":                   "layoff northwharf",
		"palewater and northwharf lay off 30 people":                              "layoff palewater; layoff northwharf",
		"leeds startup the northwharf lays off 30 people":                         "layoff northwharf",
		"northwharf a ferry company formerly known as palewater is shutting down": "closure northwharf",
		"northwharf becomes the latest boat maker to cut jobs":                    "layoff northwharf",
		"northwharf latest leeds unicorn to lay off staff":                        "layoff northwharf",
		"northwharf abandons its fair lays off 30 people":                         "layoff northwharf",
		"northwharf overtakes rivals yet cuts 40 jobs":                            "layoff northwharf",
		"chipmaker applied northwharf cuts 40 jobs":                               "layoff applied northwharf",
		"adapted northwharf lays off 30 people":                                   "layoff adapted northwharf",
		// The last word of a name, however plain, and what is none of it.
		"northwharf freight lays off 30 people":               "layoff northwharf freight",
		"northwharf freight to cut 40 jobs":                   "layoff northwharf freight",
		"northwharf ai lays off 30 people":                    "layoff northwharf ai",
		"layoffs hit northwharf ai":                           "layoff northwharf ai",
		"layoffs at northwharf devices":                       "layoff northwharf devices",
		"northwharf freight workers lose jobs in layoffs":     "layoff northwharf",
		"northwharf cloud unit layoffs":                       "layoff northwharf",
		"northwharf fitness app lays off 30":                  "layoff northwharf",
		"northwharf staff hit by layoffs":                     "layoff northwharf",
		"northwharf bay area layoffs":                         "layoff northwharf",
		"northwharf uk office to cut staff":                   "layoff northwharf",
		"northwharf us cuts 40 jobs":                          "layoff northwharf us",
		"microsofts northwharf lays off 30 people":            "layoff northwharf",
		"layoffs come to northwharf":                          "layoff northwharf",
		"layoffs hit ferry operator northwharf aka palewater": "layoff northwharf",
		// Nobody is named, or nobody knows where the name begins.
		"card payment staff cuts":                             "",
		"pandemic related layoffs hit online travel startups": "",
		"leeds backed ferry startup lays off 30 people":       "",
		"online shopping start up lays off 30 people":         "",
		"why did northwharf lay off 30 people":                "",
		// What is stripped of its small words.
		"northwharf lays 30 people delays listing":    "layoff northwharf",
		"northwharf lays nearly 40 percent workforce": "layoff northwharf",
		"northwharf lays of staff in leeds":           "layoff northwharf",
		"northwharf lay offs":                         "layoff northwharf",
		"northwharf to close down":                    "closure northwharf",
		"northwharf cuts 40 of staff report":          "layoff northwharf",
		"northwharf job cuts report":                  "",
		"northwharf 40 roles redundant leeds":         "layoff northwharf",
		"northwharf reportedly sacks irish staff":     "layoff northwharf",
		"northwharf cutbacks will impact 40 roles":    "layoff northwharf",
		"northwharf cuts one third of its workforce":  "layoff northwharf",
		// Other languages.
		"northwharf demite 40 funcionarios":                   "layoff northwharf",
		"northwharf dona da palewater demite 40 funcionarios": "layoff northwharf",
		"sparkrav pa northwharf varslar 40 personer":          "layoff northwharf",
		"northwharf kuendigt 40 mitarbeitern":                 "layoff northwharf",
		"northwharf acuerda despedir 40 personas":             "layoff northwharf",
		"northwharf macht dicht":                              "closure northwharf",
	} {
		if got := short(news.Read(item(sentence), nil)); got != want {
			t.Errorf("%q: %q, want %q", sentence, got, want)
		}
	}
}

// TestFlatFigures reads numbers where the marks around them are lost.
func TestFlatFigures(t *testing.T) {
	t.Parallel()
	for sentence, want := range map[string]string{
		"northwharf lays off 24 staff":                             "24 0 0",
		"up to 45 staff laid off at northwharf":                    "45 0 0",
		"northwharf cuts 24 staff":                                 "0 0 0", // or of them that many in a hundred
		"northwharf lays 24 staff":                                 "0 0 0",
		"northwharf lays off 24 of staff":                          "0 0 0",
		"northwharf shrinks headcount by 16 people there say":      "0 0 0",
		"northwharf lets 29 go after layoffs in spring":            "29 0 0",
		"northwharf staff reductions near 640":                     "640 0 0",
		"northwharf lays off 40 50 people":                         "50 40 0",
		"northwharf lays off 10 400 people":                        "0 0 0",
		"covid 19 northwharf redundancies":                         "0 0 0",
		"northwharf layoffs enter phase 2 for workers":             "0 0 0",
		"7044 exclusive northwharf announces job cuts":             "0 0 0",
		"northwharf workforce cut 7 percent in layoffs":            "0 0 7",
		"northwharf cuts workforce 7 percent":                      "0 0 7",
		"Northwharf will cut a total of 28 jobs":                   "28 0 0",
		"Northwharf cuts 10 percent of its sales team":             "0 0 10",
		"Northwharf to cut 12% of its 37,000-person workforce":     "0 0 12",
		"Northwharf cuts 30 jobs after a 20% cut in pay for staff": "30 0 0",
	} {
		events := news.Read(item(sentence), nil)
		if len(events) != 1 {
			t.Errorf("%q: %d events", sentence, len(events))
			continue
		}
		e := events[0]
		if got := fmt.Sprint(e.Headcount, " ", e.HeadcountMin, " ", e.Percent); got != want {
			t.Errorf("%q: %s, want %s", sentence, got, want)
		}
	}
}
