package index_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"kith/index"
)

// TestHighlights checks the fragments that are shown with a hit.
func TestHighlights(t *testing.T) {
	t.Parallel()
	ix, _ := filled(t, town())
	long := strings.Repeat("Harbour work is steady work. ", 30)
	for _, c := range []struct {
		name, query string
		texts, want []string
	}{
		{"the words and their forms", "data engineer", []string{"Senior Data Engineering"}, []string{"Senior **Data** **Engineering**"}},
		{"a text without them is left out", "kafka", []string{"Senior Data Engineer", "Go and Kafka."}, []string{"Go and **Kafka**."}},
		{"the part that has them", "kafka", []string{long + "You know Kafka well. " + long}, []string{"… work. Harbour work is steady work. You know **Kafka** well. Harbour work is steady work. Harbour work is steady work. Harbour work is steady work. Harbour work is steady work. Harbour work is …"}},
		{"the part with most of them", "go kafka", []string{"Go. " + long + "Kafka, with Go." + long}, []string{"… is steady work. Harbour work is steady work. **Kafka**, with **Go**.Harbour work is steady work. Harbour work is steady work. Harbour work is steady work. Harbour work is steady work. Harbour work is …"}},
		{"another spelling", "frontend", []string{"Front End Developer"}, []string{"**Front** **End** Developer"}},
		{"the beginning of a word", "pipel*", []string{"build pipelines"}, []string{"build **pipelines**"}},
		{"words of a title", "title:head", []string{"Head of Data"}, []string{"**Head** of Data"}},
		{"a phrase", `"head of data"`, []string{"Head of Data"}, []string{"**Head** of **Data**"}},
		{"accents and signs", "sao c++", []string{"São Paulo: C++!"}, []string{"**São** Paulo: **C++**!"}},
		{"a slip of the finger", "kafk", []string{"Go and Kafka"}, []string{"Go and **Kafka**"}},
		{"nothing that was excluded", "data -senior", []string{"Senior Data Engineer"}, []string{"Senior **Data** Engineer"}},
		{"nothing of a place", "data in:berlin", []string{"Data, in Berlin"}, []string{"**Data**, in Berlin"}},
		{"lines and asterisks", "data", []string{"**Big**\n\n* data *\n\tset"}, []string{"Big **data** set"}},
		{"nothing without words", "is:remote", []string{"Remote"}, nil},
		{"markup stays text", "data", []string{"<b>data</b> & more"}, []string{"<b>**data**</b> & more"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := search(t, ix, index.Query{Text: c.query}).Highlights(c.texts...)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	if got := (index.Result{}).Highlights("data"); got != nil {
		t.Errorf("the zero result highlights %v", got)
	}
}

// TestHighlightPieces checks that the pieces make up a part of the text, for
// texts made to be dear.
func TestHighlightPieces(t *testing.T) {
	t.Parallel()
	ix, _ := filled(t, town())
	result := search(t, ix, index.Query{Text: "data engineer 東京"})
	for _, text := range []string{
		"", "data", strings.Repeat("data ", 250_000), strings.Repeat("x", 1<<20) + " data", "data " + strings.Repeat("x", 1<<20),
		strings.Repeat("東京", 100_000), strings.Repeat("\xff", 5_000) + "data", strings.Repeat("é", 300) + " data " + strings.Repeat("é", 300),
	} {
		for _, width := range []int{-1, 0, 1, 50, 200, 1 << 30} {
			whole := ""
			matched := false
			for _, p := range index.Pieces(result, text, width) {
				if p.Text == "" || utf8.ValidString(text) && !utf8.ValidString(p.Text) {
					t.Fatalf("%.20q: the piece %q", text, p.Text)
				}
				whole += p.Text
				matched = matched || p.Match
			}
			if !strings.Contains(text, whole) || whole != "" && !matched || len(whole) > 2100 {
				t.Errorf("%.20q, width %d: %d bytes, matched %v", text, width, len(whole), matched)
			}
		}
	}
}

// FuzzHighlights checks that any text can be highlighted, and that the marks
// are always pairs.
func FuzzHighlights(f *testing.F) {
	f.Add("Senior *Data** Engineer\n東京 C++")
	f.Add("\xff data \x00 '")
	ix, err := index.Open(f.Context(), options(f.TempDir(), town()))
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = ix.Close() })
	_, err = ix.CatchUp(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	result, err := ix.Search(f.Context(), index.Query{Text: "data engineer c++ 東京 e*", Closed: true})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, fragment := range result.Highlights(text) {
			if n := strings.Count(fragment, "**"); n == 0 || n%2 != 0 || strings.Count(fragment, "*") != 2*n {
				t.Errorf("%q gives %q", text, fragment)
			}
		}
	})
}
