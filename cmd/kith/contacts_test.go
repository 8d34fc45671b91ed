package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"kith/internal/recorded"
)

// TestCorpusContacts imports three thousand contacts in the real export
// format: the rows of ../shared/corpus/contacts, and as many of them again
// under other made-up names as are missing to three thousand.
func TestCorpusContacts(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(recorded.Shared(t, "corpus/contacts/linkedin/Connections_a.csv"))
	if err != nil {
		t.Fatal(err)
	}
	file, addresses := threeThousand(t, content)
	k := newTerminal(t)
	k.run("company", "add", "--name", "Google", "google")
	k.run("company", "add", "--name", "Microsoft", "microsoft")
	path := filepath.Join(filepath.Dir(k.data), "Connections.csv")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	first := k.lines(nil, "import", path)[0]
	t.Logf("%d rows in %s: %d new, %d skipped rows, %d employers known", first.number("rows"), time.Since(begin).Round(time.Millisecond),
		first.number("new"), len(first["skipped"].([]any)), first.number("companies_matched"))
	if first.number("rows") < 3000 || first.number("new") == 0 {
		t.Errorf("the import: %v", first)
	}
	again := k.lines(nil, "import", path)[0]
	if again.number("new") != 0 || again.number("changed") != 0 || again.number("moves") != 0 {
		t.Errorf("the second import: %v", again)
	}
	for _, person := range k.lines(nil, "contacts", "google") {
		if name := strings.ToLower(person.text("company")); !strings.Contains(name, "google") || person.text("match") == "weak" {
			t.Errorf("not at Google: %v", person)
		}
	}
	noneIn(t, k.data, addresses)
}

// threeThousand returns an export of three thousand rows and the e-mail
// addresses in it.
func threeThousand(t *testing.T, content []byte) ([]byte, []string) {
	t.Helper()
	start := bytes.Index(content, []byte("First Name"))
	reader := csv.NewReader(bytes.NewReader(content[start:]))
	reader.FieldsPerRecord, reader.LazyQuotes = -1, true
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; len(rows) <= 3000; i++ {
		again := append([]string(nil), rows[i]...)
		again[0] += " " + strconv.Itoa(i)
		again[2] = "https://www.linkedin.com/in/another-" + strconv.Itoa(i)
		again[3] = "another" + strconv.Itoa(i) + "@mail.example"
		rows = append(rows, again)
	}
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	addresses := regexp.MustCompile(`[A-Za-z0-9._+-]+@[A-Za-z0-9-]+\.[A-Za-z.]+`).FindAllString(out.String(), -1)
	if len(addresses) == 0 {
		t.Fatal("no addresses to look for")
	}
	return out.Bytes(), addresses
}

// noneIn looks for texts in every file of a folder.
func noneIn(t *testing.T, dir string, texts []string) {
	t.Helper()
	looked := 0
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err != nil || !info.Mode().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		for _, text := range texts {
			if bytes.Contains(content, []byte(text)) {
				t.Errorf("%s holds %s", path, text)
			}
		}
		looked++
		return err
	})
	if err != nil || looked == 0 {
		t.Errorf("looked at %d files: %v", looked, err)
	}
}
