package board_test

import "testing"

// gemSystem is the board in testdata.
func gemSystem() system {
	return system{key: "gem/fenwick-optics", empty: "empty.json", answers: map[string]string{
		"GET https://api.gem.com/job_board/v0/fenwick-optics/job_posts/": "list.json",
	}}
}

func FuzzGem(f *testing.F) { fuzzSystem(f, "gem") }
