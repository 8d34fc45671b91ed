package filing

import "testing"

// TestName writes names of the SEC's feed as people do.
func TestName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"NORTHWHARF FREIGHT INC /DE/":    "Northwharf Freight Inc",
		"Halden Rail, Inc./tx":           "Halden Rail, Inc.",
		"Troops, Inc. /Cayman Islands/":  "Troops, Inc.",
		"Harrow Capital Corp X/Cayman":   "Harrow Capital Corp X",
		"Pennon Mills plc / ADR":         "Pennon Mills plc",
		"Ashgrove A/S / ADR":             "Ashgrove A/S",
		"Ashgrove A/S":                   "Ashgrove A/S",
		"Palewater Brewing SA/NV":        "Palewater Brewing SA/NV",
		"QUILL N.V.":                     "Quill N.V.",
		"IBM CORP":                       "IBM Corp",
		"Long/Short Income Trust":        "Long/Short Income Trust",
		"CULLEN/MILLS BANKERS, INC. /MD": "Cullen/Mills Bankers, Inc.",
	} {
		if got := nameOf(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
