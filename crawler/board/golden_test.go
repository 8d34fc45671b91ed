package board_test

import (
	"flag"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"kith"
	"kith/crawler/board"
)

var update = flag.Bool("update", false, "write the golden files anew")

// goldenBoards are the boards of testdata by their systems. The answers are
// written by hand, with the traps of each system in them.
func goldenBoards() map[string]string {
	return map[string]string{
		"greenhouse":      "greenhouse/northwharf",
		"lever":           "lever/brackenfold",
		"ashby":           "ashby/Quill Feather",
		"smartrecruiters": "smartrecruiters/PalewaterHealth",
		"workday":         "workday/gdit/wd5/Careers",
	}
}

// goldenFetch answers a list with testdata/ATS.json and a detail with
// testdata/ATS-LAST.json, where LAST is the end of its path, or with 404.
func goldenFetch(t testing.TB, ats string) kith.FetchFunc {
	s := &script{answers: func(r kith.Request) (*kith.Response, error) {
		address, _, _ := strings.Cut(r.URL, "?")
		name := ats
		switch last := path.Base(address); {
		case ats == "smartrecruiters" && last != "postings", ats == "workday" && last != "jobs":
			name += "-" + last
		}
		body, err := os.ReadFile(filepath.Join("testdata", name+".json"))
		if err != nil {
			return says(404, "not here")
		}
		return says(200, "%s", body)
	}}
	if inner, ok := t.(*testing.T); ok {
		s.t = inner
	}
	return s.fetch
}

func TestGolden(t *testing.T) {
	t.Parallel()
	for ats, key := range goldenBoards() {
		v := board.New().Visit(t.Context(), goldenFetch(t, ats), source(key), nil)
		compareGolden(t, ats+".golden", v)
	}
}
