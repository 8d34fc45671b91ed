package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith/directory/internal/ship/pack"
	"kith/internal/recorded"
)

const shipped = "../../shipped.bin"

func skipRaced(t *testing.T) {
	t.Helper()
	if raced {
		t.Skip("makes the whole list: run without -race")
	}
}

// TestShippedIsMade fails when the embedded list is not what this command
// makes of the source.
func TestShippedIsMade(t *testing.T) {
	t.Parallel()
	skipRaced(t)
	source, err := os.Open(recorded.Shared(t, "corpus/boards/ats_company_slugs.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	made, report, err := build(source)
	if err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(shipped)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made, old) {
		t.Error("shipped.bin is another; make it again as the package comment says")
	}
	text, err := os.ReadFile("../../SHIPPED.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), report) {
		t.Errorf("SHIPPED.md has other tables; these are right:\n%s", report)
	}
}

// TestRekey fails when the keys of the embedded list are not those of
// directory.Keys.
func TestRekey(t *testing.T) {
	t.Parallel()
	skipRaced(t)
	old, err := os.ReadFile(shipped)
	if err != nil {
		t.Fatal(err)
	}
	made, _, err := rekey(bytes.NewReader(old))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made, old) {
		t.Error("directory.Keys has changed: run this command with -again")
	}
}

func TestEmployer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ title, want string }{
		{"Northwharf", "Northwharf"},
		{"Careers at Northwharf, Inc.", "Northwharf, Inc."},
		{"Current Openings at Northwharf", "Northwharf"},
		{"Jobs @ Northwharf", "Northwharf"},
		{"JOBS - Northwharf", "Northwharf"},
		{"Northwharf - Careers", "Northwharf"},
		{"Northwharf External Career Site", "Northwharf"},
		{"Northwharf | Job Search", "Northwharf"},
		{"Careers | Northwharf", "Northwharf"},
		{"Jobs und Karriere bei Northwharf | Jetzt bewerben", "Northwharf"},
		{"Offres d’emploi chez {Northwharf}", "Northwharf"},
		{"Trabaja en Northwharf", "Northwharf"},
		{"株式会社ノース 中途採用", "株式会社ノース"},
		{"Northwharf Home", "Northwharf Home"},
		{"Center for Employment Opportunities", "Center for Employment Opportunities"},
		{"Careers", ""},
		{"Career Opportunities", ""},
		{"Candidate Experience site (CX_1001)", ""},
		{"Freelance", ""},
		{"info@northwharf.example", ""},
	} {
		if got, _ := employer(c.title); got != c.want {
			t.Errorf("%q: %q, want %q", c.title, got, c.want)
		}
	}
}

func TestAliases(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		row  row
		want []string
	}{
		{row{"paycom", "NORTHWHARF LLC DBA SALTMARSH", "", "https://www.paycomonline.net/v4/ats/web.php/portal/00ff/career-page"}, []string{"NORTHWHARF LLC", "SALTMARSH"}},
		{row{"hrmos", "株式会社ノース（North Inc.）", "northwharf", "https://hrmos.co/pages/northwharf/jobs"}, []string{"株式会社ノース", "North Inc.", "Northwharf"}},
		{row{"jazzhr", "northwharfinc", "northwharfinc", "https://northwharfinc.applytojob.com"}, []string{"northwharfinc", "northwharf"}},
		{row{"greenhouse", "Job Board", "northwharf", "https://job-boards.greenhouse.io/northwharf"}, []string{"Northwharf"}},
	} {
		b, why := newBoard(c.row)
		if why != "" {
			t.Errorf("%v: %s", c.row, why)
			continue
		}
		var got []string
		for _, r := range b.records() {
			got = append(got, r.Name)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.row, diff)
		}
	}
}

func TestLeftOut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		row  row
		want string
	}{
		{row{"seek", "A job site", "au", "https://www.seek.com.au"}, noBoard},
		{row{"lever", "Northwharf", "northwharf", "https://jobs.lever.example/northwharf"}, noForm},
		{row{"teamtailor", "app", "app", "https://app.teamtailor.com"}, noToken},
		{row{"greenhouse", "Northwharf Sandbox", "northwharfsb", "https://job-boards.greenhouse.io/northwharfsb"}, notPublic},
		{row{"workday", "Northwharf", "northwharf/x", "https://northwharf.wd3.myworkdayjobs.com/Internal_Careers"}, notPublic},
		{row{"oracle", "Abcd", "abcd", "https://abcd.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1"}, noName},
		{row{"bamboohr", "energy", "energy", "https://energy.bamboohr.com/careers"}, tooGeneric},
		{row{"personio", "xy", "xy", "https://xy.jobs.personio.com"}, tooGeneric},
	} {
		if _, why := newBoard(c.row); why != c.want {
			t.Errorf("%v: %q, want %q", c.row, why, c.want)
		}
	}
}

// TestCleaner wants one board for two rows of one, with the better name, and
// no phantom.
func TestCleaner(t *testing.T) {
	t.Parallel()
	c := newCleaner()
	for _, r := range []row{
		{"greenhouse", "northwharf", "northwharf", "https://job-boards.greenhouse.io/northwharf"},
		{"greenhouse", "Northwharf Freight", "NorthWharf", "https://job-boards.greenhouse.io/NorthWharf"},
		{"bamboohr", "northwharffreight", "northwharffreight", "https://northwharffreight.bamboohr.com/careers"},
		{"smartrecruiters", "saltmarsh", "saltmarsh", "https://careers.smartrecruiters.com/saltmarsh"},
	} {
		c.add(r)
	}
	var got []string
	for _, b := range c.boards() {
		got = append(got, b.ats()+" "+b.record.Name)
	}
	if diff := cmp.Diff([]string{"greenhouse Northwharf Freight", "smartrecruiters saltmarsh"}, got); diff != "" {
		t.Errorf("boards (-want +got):\n%s", diff)
	}
	if c.dropped[isTwice] != 1 || c.dropped[isPhantom] != 1 {
		t.Errorf("left out: %v", c.dropped)
	}
}

func TestBuild(t *testing.T) {
	t.Parallel()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte("ats,name,slug,url\nlever,Northwharf,northwharf,https://jobs.lever.co/northwharf\n")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	data, report, err := build(&packed)
	if err != nil {
		t.Fatal(err)
	}
	list, err := pack.Open(string(data))
	if err != nil || list.Boards() != 1 || !strings.Contains(report, "| lever | 1 | 0 |") {
		t.Errorf("%v, %s", err, report)
	}
	for _, bad := range []string{"", "not packed"} {
		if _, _, err := build(strings.NewReader(bad)); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}
