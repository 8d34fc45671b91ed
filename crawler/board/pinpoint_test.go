package board_test

import "testing"

// pinpointSystem is the board in testdata.
func pinpointSystem() system {
	return system{key: "pinpoint/lowbarn", empty: "empty.json", answers: map[string]string{
		"GET https://lowbarn.pinpointhq.com/postings.json":     "list.json",
		"GET https://lowbarn.pinpointhq.com/postings/90002":    "painter.html",
		"GET https://lowbarn.pinpointhq.com/en/postings/90003": "trimmer.html",
	}}
}

func FuzzPinpoint(f *testing.F) { fuzzSystem(f, "pinpoint") }
