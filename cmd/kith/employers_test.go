package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kith"
	"kith/directory"
)

// TestEmployers gathers the employers of contacts.
func TestEmployers(t *testing.T) {
	t.Parallel()
	var contacts []kith.Contact
	for _, c := range [][2]string{
		{"Halden Rail", "halden.example"}, {"Northwharf Freight Ltd", ""}, {"Northwharf Freight", "northwharf.example"}, {"Self-employed", "x.example"},
		{"NORTHWHARF FREIGHT", "northwharf.example"}, {"Northwharf Freight", "other.example"}, {"", "y.example"}, {"Ashgrove", ""},
	} {
		contacts = append(contacts, kith.Contact{Company: c[0], Keys: directory.Keys(c[0]), MailDomain: c[1]})
	}
	want := []employer{{"Northwharf Freight", 4, "northwharf.example"}, {"Ashgrove", 1, ""}, {"Halden Rail", 1, "halden.example"}}
	if got := employersOf(contacts); !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestImportTakesEmployersIn imports contacts whose mail tells where they work.
// An employer whose mail is another company's is not taken in, and no address
// or domain of a mail is stored.
func TestImportTakesEmployersIn(t *testing.T) {
	t.Parallel()
	web, k := visitor(t, "")
	dir := t.TempDir()
	first, second := web.Employers()[0], web.Employers()[1]
	csv := filepath.Join(dir, "Connections.csv")
	if err := os.WriteFile(csv, []byte("First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"+
		fmt.Sprintf("Ana,Moss,https://www.linkedin.com/in/ana,ana@%s,%s,Planner,01 Mar 2020\n", first.Domain, strings.ToUpper(first.Name))+
		fmt.Sprintf("Bo,Lind,https://www.linkedin.com/in/bo,bo@%s,Gannet & Daughters,Cook,02 Mar 2020\n", second.Domain)), 0o600); err != nil {
		t.Fatal(err)
	}
	out := k.run("import", "--companies", csv)
	if !strings.Contains(out, first.BoardKey+", where you know 1 person") || !strings.Contains(out, "1 of 2 employers have a list of openings") {
		t.Errorf("import said %q", out)
	}
	companies := k.lines(nil, "company", "list")
	if len(companies) != 1 || !strings.EqualFold(companies[0].text("company"), first.Name) {
		t.Errorf("the companies are %v", companies)
	}
	if contacts := k.lines(nil, "contacts"); len(contacts) != 2 || contacts[0].text("match") != "exact" && contacts[1].text("match") != "exact" {
		t.Errorf("the contacts are %v", contacts)
	}
	if again := k.run("import", "--companies", csv); !strings.Contains(again, "0 of 1 employer") {
		t.Errorf("again it said %q", again)
	}
	third := filepath.Join(dir, "more.csv")
	if err := os.WriteFile(third, []byte("First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"+
		"Cy,Oak,https://www.linkedin.com/in/cy,,Gannet & Daughters,Cook,02 Mar 2020\nDee,Elm,https://www.linkedin.com/in/dee,,Ripple & Sons,Cook,02 Mar 2020\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if said := k.run("import", "--companies", "--most", "1", third); !strings.Contains(said, "0 of 1 employer") || !strings.Contains(said, "Not looked for yet: 1 more") {
		t.Errorf("with a bound it said %q", said)
	}
}
