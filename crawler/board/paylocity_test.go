package board_test

import "testing"

// Where the board in testdata is asked, and by what.
const quillFeather = "211e692d-c45a-4e3a-ae01-3e497af97929"

// paylocitySystem is the board in testdata.
func paylocitySystem() system {
	return system{key: "paylocity/" + quillFeather, empty: "empty.html", answers: map[string]string{
		"GET https://recruiting.paylocity.com/recruiting/jobs/All/" + quillFeather: "list.html",
		"GET https://recruiting.paylocity.com/Recruiting/Jobs/Details/4141169":     "4141169.html",
		"GET https://recruiting.paylocity.com/Recruiting/Jobs/Details/4401262":     "4401262.html",
		"GET https://recruiting.paylocity.com/Recruiting/Jobs/Details/4500001":     "4500001.html",
	}}
}

func FuzzPaylocity(f *testing.F) { fuzzSystem(f, "paylocity") }
