package alerts_test

import (
	"strings"
	"testing"

	"kith"
	"kith/alerts"
)

// BenchmarkRoleKey measures titles as they come, and the worst there is.
func BenchmarkRoleKey(b *testing.B) {
	for name, o := range map[string]kith.Opening{
		"usual": {CompanyID: 3, Title: "Senior Planner, Night Freight - Leeds, UK (R-12345)", Locations: []string{"Leeds, United Kingdom"}},
		"worst": {CompanyID: 3, Title: strings.Repeat(" - #12 (req", 200), Locations: []string{"#12 (req"}},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				alerts.RoleKey(o)
			}
		})
	}
}
