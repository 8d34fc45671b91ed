package text_test

import (
	"strings"
	"testing"

	"kith/crawler/internal/text"
)

func TestCountry(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"US": "US", "us": "US", "USA": "US", "United States": "US", "United States of America": "US", "UK": "GB", "gb": "GB",
		" united  kingdom ": "GB", "Germany": "DE", "South Korea": "KR", "Hungary": "HU", "France, Metropolitan": "FR",
		"": "", "EU": "", "European Union": "", "EMEA remote": "", "London": "", "XX": "", "001": "", "150": "", "Any Location": "",
		strings.Repeat("x", 1_000_000): "",
	} {
		if got := text.Country(given); got != want {
			t.Errorf("%.40q: got %q, want %q", given, got, want)
		}
	}
}
