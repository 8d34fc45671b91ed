package board_test

import "testing"

// ripplingSystem is the board in testdata.
func ripplingSystem() system {
	rippling := "GET https://api.rippling.com/platform/api/ats/v1/board/halden-ferries/jobs"
	return system{key: "rippling/halden-ferries", empty: "empty.json", answers: map[string]string{
		rippling: "list.json",
		rippling + "/3f2c9a4e-1b5d-4c6f-8e7a-0123456789ab": "mate.json",
		rippling + "/aaaaaaaa-0000-4000-8000-000000000002": "analyst.json",
	}}
}

func FuzzRippling(f *testing.F) { fuzzSystem(f, "rippling") }
