package board_test

import (
	"os"
	"testing"

	"kith"
	"kith/crawler/board"
	"kith/crawler/internal/field"
	"kith/internal/recorded"
)

// TestMeasurePay compares what openings say that they pay in a field with what
// their texts say. A text may name another part of the pay, or of another
// place; what counts is that it is seldom.
func TestMeasurePay(t *testing.T) {
	t.Parallel()
	if os.Getenv("KITH_MEASURE") == "" {
		t.Skip("a measurement, made with KITH_MEASURE=1")
	}
	r := startReplay(t)
	registry, fetch := board.New(), recorded.FetchWith(r.client)
	var boards []replayBoard
	r.Get("/boards", &boards)
	var both, same, other, texts, fields, all int
	for _, b := range boards {
		if b.ATS != "ashby" && b.ATS != "greenhouse" && b.ATS != "lever" {
			continue
		}
		parsed, ok := registry.Parse(b.Hosted)
		if !ok {
			continue
		}
		v := registry.Visit(t.Context(), fetch, kith.Source{Kind: kith.SourceBoard, Board: parsed}, nil)
		for _, o := range v.Openings {
			all++
			said := field.TextSalary(o.Description, o.Country)
			switch {
			case said != nil && o.Salary != nil && *said == *o.Salary:
				both, same = both+1, same+1
			case said != nil && o.Salary != nil:
				both++
				if said.Min == o.Salary.Min && said.Max == o.Salary.Max {
					same++
					break
				}
				if other++; other <= 20 {
					t.Logf("%s: the field %+v, the text %+v", o.URL, *o.Salary, *said)
				}
			}
			if said != nil {
				texts++
			}
			if o.Salary != nil {
				fields++
			}
		}
	}
	t.Logf("%d openings, %d with pay in a field or text, %d with pay in the text; %d with both, of which %d agree (%.3f)",
		all, fields, texts, both, same, float64(same)/float64(max(both, 1)))
}
