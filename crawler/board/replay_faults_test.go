package board_test

import (
	"net/http"
	"os"
	"testing"

	"kith"
	"kith/crawler/board"
	"kith/internal/recorded"
)

// TestReplayKindFaults plays faults of the recorded web on a board of every
// system that it plays: no visit under a fault may look like one on which
// openings have closed, and the next one heals. What huge and endless answers
// do is tested with the transport, which bounds them.
func TestReplayKindFaults(t *testing.T) {
	t.Parallel()
	r := startReplay(t)
	var boards []replayBoard
	r.Get("/boards", &boards)
	registry, fetch := board.New(), recorded.FetchWith(r.client)
	faults := []string{"status:404", "status:403", "status:503", "bad-json", "truncate", "empty-list"}
	most := 1
	if os.Getenv("KITH_MEASURE") != "" {
		faults = append(faults, "status:500", "status:429", "status:410", "status:401", "retry-after:1", "reset", "wrong-charset", "redirect-loop")
		most = 3
	}
	for kind, some := range boardsByKind(boards, 20) {
		played := 0
		for _, b := range some {
			if b.Openings < 2 || b.Openings > 60 || played >= most {
				continue
			}
			played++
			parsed, err := r.board(registry, b)
			if err != nil {
				t.Errorf("%s: %v", b.Key, err)
				continue
			}
			s := kith.Source{Kind: kith.SourceBoard, Board: parsed, URL: parsed.URL}
			whole := registry.Visit(t.Context(), fetch, s, nil)
			host, err := registry.Host(parsed)
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range faults {
				r.Send(http.MethodPost, "/faults", map[string]any{"host": host, "kind": fault})
				v := registry.Visit(t.Context(), fetch, s, known(whole))
				r.Send(http.MethodDelete, "/faults", nil)
				checkVisit(t, v)
				switch {
				case fault == "empty-list" && len(v.Openings) == 0, fault == "wrong-charset":
				case v.Outcome == kith.OutcomeComplete && len(v.Openings) < len(whole.Openings), v.Outcome == kith.OutcomeUnchanged && fault != "redirect-loop":
					t.Errorf("%s (%s) under %s: %s with %d of %d openings", b.Key, b.Variant, fault, v.Outcome, len(v.Openings), len(whole.Openings))
				}
			}
			if v := registry.Visit(t.Context(), fetch, s, known(whole)); v.Outcome != whole.Outcome && v.Outcome != kith.OutcomeUnchanged {
				t.Errorf("%s does not heal: %s (%s)", b.Key, v.Outcome, v.Reason)
			}
		}
		if played == 0 {
			t.Errorf("no board of %s fits", kind)
		}
	}
}
