package board_test

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"
	"time"

	"golang.org/x/net/html"

	"kith"
	"kith/crawler/board"
	"kith/internal/recorded"
)

// tape keeps the answers to requests, so that reading them again costs no
// network.
type tape struct {
	answers map[string]*kith.Response
	bodies  [][]byte
}

// record returns a fetch that keeps what it fetches, and answers from that.
func (p *tape) record(fetch kith.FetchFunc) kith.FetchFunc {
	return func(ctx context.Context, r kith.Request) (*kith.Response, error) {
		key := r.Method + " " + r.URL + " " + string(r.Body)
		if res := p.answers[key]; res != nil {
			return res, nil
		}
		res, err := fetch(ctx, r)
		if err == nil {
			p.answers[key] = res
			p.bodies = append(p.bodies, res.Body)
		}
		return res, err
	}
}

// BenchmarkVisit reads recorded boards of every system, with all details, from
// memory, and reports the time for a thousand openings. Beside it the same
// answers are decoded into plain values by the parsers alone (encoding/json,
// x/net/html): the ratio is what everything else costs.
//
//	go test -run '^$' -bench Visit ./crawler/board
func BenchmarkVisit(b *testing.B) {
	web := recorded.Start(b)
	fetch := recorded.FetchWith(web.Client())
	var boards []replayBoard
	web.Get("/boards", &boards)
	registry := board.New()
	for _, kind := range recordedKinds {
		b.Run(kind, func(b *testing.B) {
			sources, play := tapeOf(b, registry, fetch, boardsByKind(boards, 40)[kind])
			if len(sources) == 0 {
				b.Skip("no board of it is known")
			}
			openings := 0
			begin := time.Now()
			for b.Loop() {
				for _, s := range sources {
					openings += len(registry.Visit(b.Context(), play.record(fetch), s, nil).Openings)
				}
			}
			ours := time.Since(begin) / time.Duration(b.N)
			peer := play.parse(b.N)
			b.ReportMetric(float64(ours.Microseconds())/1000*1000/float64(openings/b.N), "ms/1000-openings")
			b.ReportMetric(float64(ours)/float64(peer), "times-parsers-alone")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// tapeOf visits boards once, until all details are read, and keeps the answers.
func tapeOf(b *testing.B, registry *board.Registry, fetch kith.FetchFunc, boards []replayBoard) ([]kith.Source, *tape) {
	b.Helper()
	play := &tape{answers: map[string]*kith.Response{}}
	var sources []kith.Source
	for _, one := range boards {
		parsed, ok := registry.Parse(one.Hosted)
		if !ok || one.Openings < 5 || one.Openings > 150 {
			continue
		}
		s := kith.Source{Kind: kith.SourceBoard, Board: parsed, URL: parsed.URL}
		if v := registry.Visit(b.Context(), play.record(fetch), s, nil); v.Outcome == kith.OutcomeComplete {
			sources = append(sources, s)
		}
	}
	return sources, play
}

// parse decodes all answers into plain values, n times, and returns how long
// once takes.
func (p *tape) parse(n int) time.Duration {
	begin := time.Now()
	for range n {
		for _, body := range p.bodies {
			var value any
			if json.Unmarshal(body, &value) != nil {
				_, _ = html.Parse(bytes.NewReader(body))
			}
		}
	}
	return time.Since(begin) / time.Duration(max(n, 1))
}
