package mail_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/alerts/mail"
)

var update = flag.Bool("update", false, "write the golden files anew")

// now is Monday, 23 November 2026, 07:30 in London.
var now = time.Date(2026, 11, 23, 7, 30, 0, 0, time.UTC)

func ana() kith.User {
	return kith.User{
		ID: 12, Email: "ana@mail.example", Name: "Ana", TimeZone: "Europe/London",
		Cadence: kith.CadenceDaily, DigestAt: 7*60 + 30, Token: "9dQtoken",
	}
}

func knows(name, position string, since int, match kith.Match) kith.Reason {
	return kith.Reason{
		Kind: kith.ReasonContact, Contact: name, Position: position, Match: match,
		Since: time.Date(since, 3, 4, 0, 0, 0, 0, time.UTC),
	}
}

func digestOf(companies ...mail.Company) mail.Digest {
	return mail.Digest{
		User: ana(), At: now, BaseURL: "https://kith.example", Companies: companies,
		Health: &mail.Health{Boards: 212, Answered: 205, Refused: 4, Silent: 3},
	}
}

func northwharf() mail.Company {
	return mail.Company{
		Name: "Northwharf Freight",
		People: []kith.Reason{
			knows("Marta Lindqvist", "Head of Operations", 2019, kith.MatchExact),
			knows("Piet Verhoeven", "Recruiter", 2021, kith.MatchExact),
			knows("Ilse Baert", "", 2023, kith.MatchStrong),
		},
		Roles: []mail.Role{
			{
				Title: "Operations Analyst", URL: "https://jobs.northwharf.example/8841", Places: []string{"Rotterdam"}, Workplace: kith.WorkplaceHybrid,
				Salary: &kith.Salary{Min: 58000, Max: 68000, Currency: "EUR", Period: "year"}, SeenAt: now.Add(-16 * time.Minute),
			},
			{
				Title: "Planner, Night Freight", URL: "https://jobs.northwharf.example/8837",
				Places: []string{"Rotterdam", "Antwerp", "Ghent", "Hull", "Emden"}, SeenAt: now.Add(-160 * time.Minute),
			},
			{Title: "Depot Systems Lead", URL: "https://jobs.northwharf.example/8829", Places: []string{"Antwerp"}, SeenAt: now.Add(-20 * time.Hour)},
		},
	}
}

func brackenfold() mail.Company {
	return mail.Company{
		Name:   "Brackenfold Bank",
		People: []kith.Reason{knows("Owen Achterberg", "Talent Partner", 2022, kith.MatchStrong)},
		Roles: []mail.Role{
			{
				Title: "Senior Data Analyst, Fraud", URL: "https://brackenfold.example/jobs/8840", Places: []string{"Edinburgh"},
				Salary: &kith.Salary{Min: 61000, Max: 74000, Currency: "GBP", Period: "year"}, SeenAt: now.Add(-88 * time.Minute),
				PostedAt: time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC),
			},
			{Title: "Reporting Analyst (12 months)", URL: "https://brackenfold.example/jobs/8831", Places: []string{"Edinburgh"}, Workplace: kith.WorkplaceOnsite, SeenAt: now.Add(-22 * time.Hour)},
		},
	}
}

func quillfeather() mail.Company {
	return mail.Company{
		Name: "Quillfeather Software", Watched: true,
		Roles: []mail.Role{{
			Title: "Business Operations Manager", URL: "https://quillfeather.example/o/8828", Workplace: kith.WorkplaceRemote, SeenAt: now.Add(-25 * time.Hour),
			Salary: &kith.Salary{Min: 450, Currency: "CHF", Period: "day"},
		}},
	}
}

func layoff() kith.Event {
	return kith.Event{
		Kind: kith.EventLayoff, Company: "Tindermoor Energy", Headline: "Tindermoor Energy to cut jobs at its Leeds call centre",
		URL: "https://news.example/2026/tindermoor", Source: "Northern Post", PublishedAt: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
		EffectiveAt: time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC), Headcount: 140, Locations: []string{"Leeds"}, Departments: []string{"billing", "customer care"},
		Quote: "The company said on Friday that 140 jobs in Leeds would go by the end of January.",
	}
}

func tindermoor(people ...kith.Reason) mail.Company {
	c := mail.Company{Name: "Tindermoor Energy", People: people, Watched: len(people) == 0, Events: []kith.Event{layoff()}}
	c.Roles = []mail.Role{
		{Title: "Grid Operations Engineer", URL: "https://tindermoor.example/jobs/1", Places: []string{"York"}, SeenAt: now.Add(-3 * time.Hour)},
		{Title: "Control Room Lead", URL: "https://tindermoor.example/jobs/2", Places: []string{"York"}, SeenAt: now.Add(-4 * time.Hour)},
	}
	return c
}

// notice is a notice of a list, whose company employs two whom the user knows.
func notice() mail.Company {
	return mail.Company{
		Name: "Harrow Mills", People: []kith.Reason{knows("Ravi Castellanos", "Weaver", 2017, kith.MatchExact), knows("Ona Petrauskas", "Planner", 2020, kith.MatchStrong)},
		Events: []kith.Event{{
			Kind: kith.EventClosure, Stage: kith.StageFiled, Company: "Harrow Mills", Headline: "Harrow Mills: notice of a closure, 72 people in Oxford, MA, from 1 August 2027",
			URL: "https://labor.example/2026.csv", Source: "labor.example/2026.csv", PublishedAt: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
			EffectiveAt: time.Date(2027, 8, 1, 0, 0, 0, 0, time.UTC), Headcount: 72, Locations: []string{"Oxford, MA"},
			Quote: "Employer: Harrow Mills · City: Oxford, MA · Begins: 8/1/2027 · Affected: 72",
		}},
	}
}

const (
	hostileTitle = "Analyst\r\nBcc: eve@evil.example\u2028<b>\"bold\"</b> {{.Secret}} %s%n '; DROP TABLE alerts; -- \u202Egnp.exe!!!"
	longWord     = "Ressourceneinsatzplanungskoordinationsbeauftragte"
)

func hostile() mail.Company {
	return mail.Company{
		Signals: []kith.Signal{{Kind: kith.SignalFirstPlace, Subject: hostileTitle, Evidence: strings.Repeat("<i>", 500)}},
		Moves:   []mail.Move{{Left: true, Move: kith.Move{Contact: "<b>\r\nBcc: x", FromPosition: hostileTitle, FromCompany: "\u202Eevil", ToCompany: "{{.}}"}}},
		Name:    "Evil <script>alert(1)</script> & Söhne\r\nX-Evil: 1 \u2067مرحبا\u2069",
		People: []kith.Reason{
			{Kind: kith.ReasonContact, Contact: "<img src=x onerror=alert(1)>\u0000", Position: "{{template \"x\"}}\n--\nStop", Match: kith.MatchStrong},
			{Kind: kith.ReasonContact, Match: kith.MatchExact},
		},
		Roles: []mail.Role{
			{Title: hostileTitle, URL: "javascript:alert(1)", Places: []string{"Leeds\n\n--\nfake footer"}, SeenAt: now},
			{Title: strings.Repeat(longWord+" ", 40), URL: "https://evil.example/\"onmouseover=\"alert(1)", Places: []string{""}, SeenAt: now},
			{Title: "", URL: "data:text/html,<script>", SeenAt: now, Salary: &kith.Salary{Min: -5, Max: 9223372036854775807, Currency: "<b>", Period: "fortnight"}},
			{Title: "مهندس برمجيات \xff\xfe", URL: "https://user:secret@evil.example/", SeenAt: now},
		},
		Events: []kith.Event{{
			Kind: kith.EventMerger, Headline: "</td></table><h1>owned</h1>", URL: "vbscript:x", Source: "\x1b[31mred", Quote: strings.Repeat("q", 5000),
			Locations: []string{"a", "b", "c", "d", "e"}, Percent: 250,
		}},
	}
}

// hundred returns a digest of a hundred companies with many openings each.
func hundred() mail.Digest {
	var all []mail.Company
	for i := range 100 {
		c := mail.Company{Name: fmt.Sprintf("Company %03d", i), People: []kith.Reason{knows("Somebody "+longWord, "Chief "+longWord, 2015, kith.MatchExact)}}
		for j := range 1 + i%7*20 {
			c.Roles = append(c.Roles, mail.Role{
				Title: fmt.Sprintf("Role %d", j+1), URL: "https://jobs.example/" + strings.Repeat("x", 1400) + fmt.Sprint(i, "/", j), Places: []string{"Everywhere"},
				SeenAt: now.Add(-time.Duration(i+j) * time.Minute),
			})
		}
		all = append(all, c)
	}
	return digestOf(all...)
}

// noted returns companies with signals and moves and nothing else.
func noted() (signals, left, came mail.Company) {
	signals = mail.Company{Name: "Halden Rail", People: []kith.Reason{knows("Eva Strand", "Signalling Engineer", 2016, kith.MatchExact)}, Signals: []kith.Signal{
		{Kind: kith.SignalFirstPlace, Subject: "York", Evidence: "“Track Planner” is the first in York; 41 openings before had none there"},
		{Kind: kith.SignalSurge, Evidence: "14 new openings in 7 days; before that 9 in 35 days, which is 1.8 in 7"},
	}}
	signals.Signals = append(signals.Signals, kith.Signal{Kind: kith.SignalFirstDepartment, Subject: "Legal", Evidence: "“Counsel” is the first in Legal; 40 openings before had none there"},
		kith.Signal{Kind: kith.SignalReopened, Subject: "Porter", Evidence: "first seen on 2 March 2026, closed on 1 September 2026, open again on 20 November 2026"})
	left = mail.Company{Name: "Northwharf Freight", People: northwharf().People[:1], Moves: []mail.Move{{Left: true, Move: kith.Move{
		Contact: "Piet Verhoeven", FromCompany: "Northwharf Freight", ToCompany: "Brackenfold Bank", FromCompanyID: 1, ToCompanyID: 2, FromPosition: "Recruiter", ToPosition: "Talent Partner",
	}}}}
	came = mail.Company{Name: "Palewater Health", People: []kith.Reason{knows("Jo Umarov", "Head Nurse", 2018, kith.MatchExact)}, Moves: []mail.Move{
		{Move: kith.Move{Contact: "Jo Umarov", FromCompany: "Palewater Health", ToCompany: "Palewater Health", FromCompanyID: 3, ToCompanyID: 3, FromPosition: "Nurse", ToPosition: "Head Nurse"}},
		{Move: kith.Move{Contact: "Ana Sousa", ToCompany: "Palewater Health", ToCompanyID: 3}},
		{Left: true, Move: kith.Move{Contact: "Bo Lin", FromCompany: "Palewater Health", FromCompanyID: 3}},
		{Left: true, Move: kith.Move{Contact: "Cy Oak", FromCompany: "Palewater Health", FromCompanyID: 3}},
	}}
	return signals, left, came
}

// situations are the digests of the golden files.
func situations() map[string]mail.Digest {
	one := northwharf()
	one.Roles = one.Roles[:1]
	instant := digestOf(one)
	instant.User.Cadence = kith.CadenceInstant
	several := digestOf(northwharf())
	several.User.Cadence = kith.CadenceInstant
	weekly := digestOf(brackenfold(), northwharf())
	weekly.User.Cadence = kith.CadenceWeekly
	weekly.User.TimeZone = "Asia/Kathmandu"
	weekly.BaseURL, weekly.Health = "", nil
	closed := northwharf()
	closed.Roles, closed.Closed = nil, 2
	daily := digestOf(northwharf(), brackenfold(), tindermoor(knows("Ravi Castellanos", "Billing Lead", 2017, kith.MatchExact), knows("Ona Petrauskas", "Planner", 2020, kith.MatchExact)), quillfeather(),
		mail.Company{Name: "Palewater Health", Standing: 12, People: []kith.Reason{knows("Jo Umarov", "Nurse", 2018, kith.MatchExact)}})
	daily.Companies[1].Closed = 2
	signals, left, came := noted()
	busy := northwharf()
	busy.Signals, busy.Moves = signals.Signals, left.Moves
	harmed := tindermoor(knows("Ravi Castellanos", "Billing Lead", 2017, kith.MatchExact))
	harmed.Signals = []kith.Signal{{Kind: kith.SignalEmptied, Subject: "Billing", Evidence: "5 openings in Billing stood a week ago, none stands today; the board has 12 others"}}
	return map[string]mail.Digest{
		"signals": digestOf(signals), "moved": digestOf(left), "moves": digestOf(left, came), "busy": digestOf(signals, busy, harmed),
		"instant": instant, "several": several, "daily": daily, "weekly": weekly, "closed": digestOf(closed),
		"watched":  digestOf(quillfeather()),
		"layoff":   digestOf(tindermoor(knows("Ravi Castellanos", "Billing Lead", 2017, kith.MatchExact))),
		"notice":   digestOf(notice()),
		"stranger": digestOf(tindermoor()),
		"baseline": digestOf(
			mail.Company{Name: "Northwharf Freight", Standing: 34, People: northwharf().People},
			mail.Company{Name: "Brackenfold Bank", Standing: 1, People: brackenfold().People},
			mail.Company{Name: "Quillfeather Software", Standing: 12, Watched: true}),
		"hostile": digestOf(hostile(), northwharf()),
		"hundred": hundred(),
	}
}

// TestGolden compares whole mails with the golden files. Look at the changes
// before committing: go test ./alerts/mail -run Golden -update.
func TestGolden(t *testing.T) {
	t.Parallel()
	for name, d := range situations() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := mail.NewRenderer().Render(d)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".txt", "Subject: "+r.Subject+"\n\n"+r.Text)
			golden(t, name+".html", r.HTML)
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}

// TestEverySituation checks what holds of every mail.
func TestEverySituation(t *testing.T) {
	t.Parallel()
	for name, d := range situations() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := mail.NewRenderer().Render(d)
			if err != nil {
				t.Fatal(err)
			}
			if n := utf8.RuneCountInString(r.Subject); n == 0 || n > 78 {
				t.Errorf("the subject has %d characters: %s", n, r.Subject)
			}
			if strings.ContainsAny(r.Subject, "\r\n!\u2028\u202e\u2067") || strings.Contains(strings.ToLower(r.Subject), "kith") {
				t.Errorf("the subject is %q", r.Subject)
			}
			if n := len(r.HTML); n > 60<<10 {
				t.Errorf("the HTML has %d bytes", n)
			}
			if !utf8.ValidString(r.Text) || !utf8.ValidString(r.HTML) {
				t.Error("it is not valid UTF-8")
			}
			for _, c := range d.Companies {
				for _, p := range c.People {
					if p.Contact != "" && strings.Contains(r.Subject, p.Contact) {
						t.Errorf("the subject names a contact: %s", r.Subject)
					}
				}
			}
			checkText(t, r.Text)
			checkHTML(t, r.HTML)
		})
	}
}

// checkText checks the width of the text part.
func checkText(t *testing.T, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if utf8.RuneCountInString(line) > 72 && strings.Contains(strings.TrimSpace(line), " ") {
			t.Errorf("a line of %d characters: %s", utf8.RuneCountInString(line), line)
		}
		if strings.HasSuffix(line, " ") {
			t.Errorf("a line ends in a space: %q", line)
		}
	}
	if strings.Contains(text, "\n\n\n") {
		t.Error("two blank lines in a row")
	}
	for _, wrong := range []string{" 0 ", "1 openings", "1 people", "  at", " .", "..\n"} {
		if strings.Contains(text, wrong) {
			t.Errorf("the text says %q", wrong)
		}
	}
}

// checkHTML checks that nothing runs, loads or leads astray.
func checkHTML(t *testing.T, html string) {
	t.Helper()
	lower := strings.ToLower(html)
	for _, wrong := range []string{"<script", "<img", "<svg", "onmouseover=\"", "javascript:", "vbscript:", "data:text", "<b>bold", "zgotmplz", "\u202e", "<h1>owned", "secret@"} {
		if strings.Contains(lower, strings.ToLower(wrong)) {
			t.Errorf("the HTML has %q", wrong)
		}
	}
	if strings.Count(html, "<table") != strings.Count(html, "</table>") || strings.Count(html, "<td") != strings.Count(html, "</td>") {
		t.Error("the tables do not close")
	}
	for part := range strings.SplitSeq(html, `href="`) {
		if strings.HasPrefix(part, "http") || strings.HasPrefix(part, "<!doctype") {
			continue
		}
		t.Errorf("a link that is none: %.60s", part)
	}
}
