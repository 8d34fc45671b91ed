package news_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/crawler/news"
)

// short writes events in few words: kind, company and, in a deal, its role and
// the other company.
func short(events []kith.Event) string {
	var all []string
	for _, e := range events {
		line := string(e.Kind) + " " + e.Company
		if e.Role != "" {
			line += " (" + string(e.Role) + ", " + e.Counterpart + ")"
		}
		all = append(all, line)
	}
	return strings.Join(all, "; ")
}

// TestKinds reads a sentence of each kind. What begins with "-" is none.
func TestKinds(t *testing.T) {
	t.Parallel()
	for sentence, want := range map[string]string{
		// Who it is.
		"Analysts at Palewater Bank say Northwharf will cut 500 jobs":   "layoff Northwharf",
		"Former Palewater exec's startup Northwharf lays off 30 people": "layoff Northwharf",
		"Northwharf, owned by Palewater, lays off a third of its staff": "layoff Northwharf",
		"Palewater's Northwharf lays off 35 people":                     "layoff Northwharf",
		"200 workers were laid off by Northwharf on Tuesday":            "layoff Northwharf",
		"Layoffs at Northwharf hit sales":                               "layoff Northwharf",
		"Northwharf's layoffs reach 400 people":                         "layoff Northwharf",
		"Palewater, Brackenfold and Northwharf cut jobs":                "layoff Palewater; layoff Brackenfold; layoff Northwharf",
		"Chip maker Northwharf to cut 5% of workforce":                  "layoff Northwharf",
		"Shares fall as Northwharf cuts 300 jobs":                       "layoff Northwharf",
		"Northwharf said on Friday it would cut 300 jobs":               "layoff Northwharf",
		"Northwharf Lays Off 300 Employees in Leeds":                    "layoff Northwharf",
		"Tech Giant Northwharf to Lay Off Hundreds":                     "layoff Northwharf",
		"boat startup northwharf lays off 30 people":                    "layoff northwharf",
		"Tömeges leépítés a Northwharfnál: több száz ember távozik":     "layoff Northwharf",
		"A győri Northwharf 120 dolgozót bocsát el":                     "layoff Northwharf",
		"Startup lays off 30 people":                                    "",
		"A Leeds company lays off 30 people":                            "",
		"Layoffs in Ohio rise":                                          "",
		"The union agreed to a plan by Northwharf to cut 300 jobs":      "layoff Northwharf",
		"Northwharf and Sons cuts 300 jobs":                             "layoff Northwharf and Sons",
		"Slump Forces Northwharf to Cut 300 Jobs":                       "layoff Northwharf",
		"Northwharf Freight Lays Off 30 People":                         "layoff Northwharf Freight",
		"General Dredging Lays Off 30 People":                           "layoff General Dredging",
		"General Electric layoffs":                                      "layoff General Electric",
		"Asset manager Northwharf cuts 300 jobs":                        "layoff Northwharf",
		"Northwharf fires staff":                                        "layoff Northwharf",
		"Csökkentik a létszámot a győri Northwharfnál":                  "layoff Northwharf",
		"Northwharf licenzia 40 dipendenti":                             "layoff Northwharf",
		"Northwharf schrapt 40 banen":                                   "layoff Northwharf",
		"Why is Northwharf laying off 300 people":                       "",
		"Card Payment Staff Cuts":                                       "",
		"Northwharf lays off the gas":                                   "",
		"Ten years after the layoffs at Northwharf":                     "",
		"Was Northwharf right to cut 300 jobs?":                         "",
		"Opinion: Northwharf cuts jobs because it must":                 "",
		"Northwharf goalkeeper cut from the squad after job cuts":       "",
		"How to survive layoffs at Northwharf":                          "",
		// Closures.
		"Northwharf to close its Leeds plant":                "closure Northwharf",
		"Northwharf is shutting down its toy division":       "closure Northwharf",
		"Northwharf will shut 14 of its ticket offices":      "closure Northwharf",
		"Northwharf ceases operations":                       "closure Northwharf",
		"Northwharf shuts down after failing to raise money": "closure Northwharf",
		"Northwharf is closing down":                         "closure Northwharf",
		"Átalakul a Northwharf: boltzárások jöhetnek":        "closure Northwharf",
		"Northwharf has shut down all harbour tours":         "",
		"Northwharf shares close down 3 percent":             "",
		"Northwharf closes $20m funding round":               "",
		"Northwharf shares close higher":                     "",
		"Northwharf shuts down rumours of a sale":            "",
		"Northwharf denies plans to close its Leeds plant":   "",
		// Mergers.
		"Northwharf and Palewater to merge":                              "merger Northwharf (partner, Palewater); merger Palewater (partner, Northwharf)",
		"Northwharf agrees to merge with Palewater":                      "merger Northwharf (partner, Palewater); merger Palewater (partner, Northwharf)",
		"The merger of Northwharf and Palewater was announced on Monday": "merger Northwharf (partner, Palewater); merger Palewater (partner, Northwharf)",
		"A merger of galaxies seen by Northwharf telescope":              "",
		"A merger between Northwharf and Palewater is not likely":        "",
		"Northwharf calls off merger with Palewater":                     "",
		// Acquisitions.
		"Northwharf buys Palewater for $2 billion":                                              "acquisition Northwharf (buyer, Palewater); acquisition Palewater (target, Northwharf)",
		"Northwharf to acquire software maker Palewater":                                        "acquisition Northwharf (buyer, Palewater); acquisition Palewater (target, Northwharf)",
		"Palewater was bought by Northwharf":                                                    "acquisition Northwharf (buyer, Palewater); acquisition Palewater (target, Northwharf)",
		"Northwharf completes acquisition of Palewater":                                         "acquisition Northwharf (buyer, Palewater); acquisition Palewater (target, Northwharf)",
		"Northwharf's takeover of Palewater will cost 300 million":                              "acquisition Northwharf (buyer, Palewater); acquisition Palewater (target, Northwharf)",
		"Brackenfold agreed to sell its unit Palewater to Northwharf":                           "acquisition Northwharf (buyer, Palewater); acquisition Palewater (target, Northwharf)",
		"Northwharf promised a new ferry after buying the yard builder Palewater":               "acquisition Northwharf (buyer, Palewater); acquisition Palewater (target, Northwharf)",
		"Brackenfold gave up, paving the way for Northwharf to take over Palewater":             "acquisition Northwharf (buyer, Palewater); acquisition Palewater (target, Northwharf)",
		"The board of Palewater backed an offer from Dutch rival Northwharf to buy the company": "acquisition Northwharf (buyer, )",
		"Northwharf agreed to take Palewater private":                                           "acquisition Northwharf (buyer, Palewater); acquisition Palewater (target, Northwharf)",
		"Directors look at Northwharf Corp.'s proposal to take Palewater private":               "acquisition Northwharf Corp (buyer, Palewater); acquisition Palewater (target, Northwharf Corp)",
		"Northwharf will acquire New Zealand ferry operator Palewater":                          "acquisition Northwharf (buyer, Palewater); acquisition Palewater (target, Northwharf)",
		"Northwharf won a licence via the acquisition of Palewater":                             "acquisition Northwharf (buyer, Palewater); acquisition Palewater (target, Northwharf)",
		"Northwharf merges with Marlow and Marlow":                                              "merger Northwharf (partner, Marlow and Marlow); merger Marlow and Marlow (partner, Northwharf)",
		"Norway's Northwharf and Sweden's Palewater to merge":                                   "merger Northwharf (partner, Palewater); merger Palewater (partner, Northwharf)",
		"Northwharf to buy German IP telephony vendor":                                          "",
		"Palewater ended hopes of a takeover by saying that the bidder had gone":                "",
		"Northwharf goes on to integrate its acquisition of Palewater":                          "",
		"Northwharf acquired the whole building machine fleet of Palewater":                     "",
		"Northwharf buys 12 percent stake in Palewater":                                         "",
		"Northwharf plans $1 billion share buyback":                                             "",
		"Northwharf acquires a taste for tea":                                                   "",
		"Northwharf buys six Palewater ferries":                                                 "",
		"Northwharf drops bid for Palewater":                                                    "",
		// Reorganisations.
		"Northwharf restructures its sales teams":              "reorganisation Northwharf",
		"Northwharf to spin off its toy business":              "reorganisation Northwharf",
		"Northwharf announces restructuring plan":              "reorganisation Northwharf",
		"Northwharf books restructuring charges of $3 million": "",
		"Northwharf announces stock split":                     "",
		// Leadership.
		"Northwharf names Ada Lund chief executive":                         "leadership_change Northwharf",
		"Northwharf CEO Ada Lund steps down":                                "leadership_change Northwharf",
		"Ada Lund has been appointed chief financial officer of Northwharf": "leadership_change Northwharf",
		"Ada Lund will be appointed managing director of Northwharf":        "leadership_change Northwharf",
		"Northwharf ousts CEO":                                              "leadership_change Northwharf",
		"Former Northwharf CEO Ada Lund fired a rocket":                     "",
		"Northwharf City appoints new head coach":                           "",
		"President Lund resigns as the government falls":                    "",
		// Relocations, expansions, freezes, bankruptcies.
		"Northwharf moves headquarters from Leeds to Dublin":    "relocation Northwharf",
		"Northwharf is shifting production to Poland":           "relocation Northwharf",
		"Northwharf moves ahead with its plan":                  "",
		"Northwharf opens new factory in Leeds":                 "expansion Northwharf",
		"Northwharf to create 400 jobs in Leeds":                "expansion Northwharf",
		"Northwharf establishes a new design unit in Leeds":     "expansion Northwharf",
		"Northwharf intends to set up a plant in Leeds":         "expansion Northwharf",
		"A new Northwharf store opened in Leeds":                "expansion Northwharf",
		"Northwharf buys Palewater to expand its presence":      "acquisition Northwharf (buyer, Palewater); acquisition Palewater (target, Northwharf)",
		"Northwharf enters liquidation":                         "bankruptcy Northwharf",
		"Northwharf expands margin to 12%":                      "",
		"Northwharf freezes hiring":                             "hiring_freeze Northwharf",
		"Hiring freeze at Northwharf":                           "hiring_freeze Northwharf",
		"Northwharf lifts hiring freeze":                        "",
		"Northwharf files for Chapter 11 bankruptcy protection": "bankruptcy Northwharf",
		"Northwharf goes into administration":                   "bankruptcy Northwharf",
		"Northwharf emerges from bankruptcy":                    "",
		"Northwharf avoids bankruptcy":                          "",
		"Northwharf meldet Insolvenz an":                        "bankruptcy Northwharf",
	} {
		if got := short(news.Read(item(sentence), nil)); got != want {
			t.Errorf("%q: %q, want %q", sentence, got, want)
		}
	}
}

// TestDetails reads every field of an event, and the words that tell it.
func TestDetails(t *testing.T) {
	t.Parallel()
	published := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	got := news.Read(kith.Item{
		Title: "Northwharf plans layoffs", PublishedAt: published,
		Text: "Northwharf will cut between 200 and 250 jobs in Aberdeen and Leeds, the company said. It will lay off 12% of staff in its sales and marketing teams, effective January 31.",
	}, nil)
	want := []kith.Event{{
		Company: "Northwharf", Kind: kith.EventLayoff, Stage: kith.StageAnnounced, Headline: "Northwharf plans layoffs", PublishedAt: published,
		EffectiveAt: time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC), Headcount: 250, HeadcountMin: 200, Percent: 12,
		Locations: []string{"Aberdeen", "Leeds"}, Departments: []string{"sales", "marketing"},
		Quote: "Northwharf will cut between 200 and 250 jobs in Aberdeen and Leeds, the company said.",
		Quotes: map[string]string{
			"percent":      "It will lay off 12% of staff in its sales and marketing teams, effective January 31.",
			"departments":  "It will lay off 12% of staff in its sales and marketing teams, effective January 31.",
			"effective_at": "It will lay off 12% of staff in its sales and marketing teams, effective January 31.",
		},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFigures reads numbers of people exactly, or not at all.
func TestFigures(t *testing.T) {
	t.Parallel()
	for sentence, want := range map[string]string{
		"Northwharf cuts 1,500 jobs":                                      "1500 0 0",
		"Northwharf cuts 1.5k jobs":                                       "1500 0 0",
		"Northwharf cuts 12% of staff":                                    "0 0 12",
		"Northwharf cuts up to 300 jobs":                                  "300 0 0",
		"Northwharf cuts between 200 and 250 jobs":                        "250 200 0",
		"Northwharf cuts 200 to 250 jobs":                                 "250 200 0",
		"Northwharf lays off 10,000 of its 100,000 employees":             "10000 0 0",
		"Northwharf lays off 1 in 5 workers":                              "0 0 0",
		"Northwharf cuts headcount by 120":                                "120 0 0",
		"Northwharf confirms layoffs of 250":                              "250 0 0",
		"Northwharf fires 40 in its latest layoffs":                       "40 0 0",
		"Northwharf lays off 10% of its people":                           "0 0 10",
		"Northwharf sheds 12pc of staff":                                  "0 0 12",
		"Northwharf lays off dozens of employees":                         "0 0 0",
		"Northwharf lays off 9,891 workers (2 from RI)":                   "9891 0 0",
		"Northwharf lays off 250 employees, or about 7%":                  "250 0 7",
		"Northwharf to cut 1 000 jobs":                                    "0 0 0",
		"northwharf cuts 15 of workers":                                   "0 0 0",
		"A Northwharf 16 000 ember elbocsátását tervezi":                  "16000 0 0",
		"A Northwharfnál 16 ezer embert küldenek el":                      "16000 0 0",
		"Northwharf lays off 300 people three years before its centenary": "300 0 0",
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

// TestStages tells how far an event has gone.
func TestStages(t *testing.T) {
	t.Parallel()
	for sentence, want := range map[string]kith.EventStage{
		"Northwharf may cut 300 jobs, sources say":              kith.StageRumoured,
		"Northwharf in talks to buy Palewater":                  kith.StageRumoured,
		"Northwharf to cut 300 jobs":                            kith.StageAnnounced,
		"Northwharf laid off 300 people on Monday":              kith.StageDone,
		"Northwharf files for bankruptcy":                       kith.StageFiled,
		"Northwharf will lay off 90 people, a WARN notice says": kith.StageFiled,
		"Northwharf has acquired Palewater":                     kith.StageDone,
	} {
		events := news.Read(item(sentence), nil)
		if len(events) == 0 || events[0].Stage != want {
			t.Errorf("%q: %+v, want %s", sentence, events, want)
		}
	}
}

// TestBackground wants no event of a company that an article names further
// down.
func TestBackground(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("The town has two quays and a market. ", 8) + "Palewater laid off 900 people in spring. Northwharf will cut 140 jobs, it said."
	got := short(news.Read(kith.Item{Title: "Northwharf to cut jobs", Text: text}, nil))
	if got != "layoff Northwharf" {
		t.Error(got)
	}
	text = "The county's largest employer said that the job losses at its Aldmouth plant will follow."
	if got := short(news.Read(kith.Item{Title: "Northwharf to cut jobs", Text: text}, nil)); got != "layoff Northwharf" {
		t.Error(got)
	}
	text = "Northwharf-Palewater said it would cut 12% of its workforce."
	if got := short(news.Read(kith.Item{Title: "Northwharf to cut jobs", Text: text}, nil)); got != "layoff Northwharf-Palewater" {
		t.Error(got)
	}
}

// TestHostileSentences must end soon: the texts are made so that a careless
// pattern takes for ever.
func TestHostileSentences(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"cut ", "lay off ", "Acme, ", "to ", "1,000 ", "buy ", "(", "and ", "'s ", "the company ", "A", "merger of "} {
		text := "Acme cuts jobs and will " + strings.Repeat(word, 200_000/len(word))
		news.Read(kith.Item{Title: text[:1900], Text: text}, acme)
		news.Read(kith.Item{Title: "x", Text: strings.Repeat(text[:1900]+".\n", 5)}, acme)
	}
}
