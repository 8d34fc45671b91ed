package page_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/crawler/page"
	"kith/internal/recorded"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares what was read with a golden file, or writes it.
func golden(t *testing.T, name string, got any) {
	t.Helper()
	data, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	data = append(data, '\n')
	path := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(data)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// pagesOf returns the recorded pages of a folder by name.
func pagesOf(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	dir := recorded.Shared(t, "corpus/html/"+folder)
	files, err := filepath.Glob(filepath.Join(dir, "*.html.gz"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages in %s: %v", dir, err)
	}
	pages := map[string][]byte{}
	for _, file := range files {
		packed, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		unpacked, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(unpacked)
		if err != nil {
			t.Fatal(err)
		}
		pages[strings.TrimSuffix(filepath.Base(file), ".html.gz")] = body
	}
	return pages
}

// TestRecordedPages reads recorded pages that carry job data. Of the text, the
// golden files have the beginning.
func TestRecordedPages(t *testing.T) {
	t.Parallel()
	for name, body := range pagesOf(t, "jsonld") {
		var openings []kith.Opening
		for _, o := range page.Openings(body, "https://"+strings.ReplaceAll(name, "_", "-")+".example/careers/1") {
			if o.Description == "" {
				t.Errorf("%s: %q has no text", name, o.Title)
			}
			o.Description = string([]rune(o.Description)[:min(120, len([]rune(o.Description)))])
			openings = append(openings, o)
		}
		if says := bytes.Contains(body, []byte(`"JobPosting"`)); says != (len(openings) > 0) {
			t.Errorf("%s: %d openings are found", name, len(openings))
		}
		golden(t, name, openings)
	}
}

// TestRecordedPlainPages wants no opening out of pages without job data.
func TestRecordedPlainPages(t *testing.T) {
	t.Parallel()
	for name, body := range pagesOf(t, "plain") {
		if openings := page.Openings(body, "https://site.example/careers"); len(openings) > 0 {
			t.Errorf("%s: %+v", name, openings)
		}
	}
}

// TestRecordedLinks shows which links of recorded career pages look like
// careers pages and like openings.
func TestRecordedLinks(t *testing.T) {
	t.Parallel()
	for name, body := range pagesOf(t, "plain") {
		careers, openings, _ := page.Find(body, "https://site.example/careers")
		golden(t, "links-"+name, map[string][]string{"careers": careers, "openings": openings})
	}
}
