package trends

import (
	"slices"
	"time"
)

// Point is what a stretch of time was like.
type Point struct {
	From, To   time.Time // To is not in it
	Open       int       // at its end
	New        int       // that came in it, without those that stood there when a board was first read
	Closed     int
	MedianDays float64 // how long those that closed in it had been seen; 0 for none
}

// Series returns how openings went from a time to another, step by step. The
// last step may be shorter.
func Series(spans []Span, from, to time.Time, step time.Duration) []Point {
	var points []Point
	for begin := from; begin.Before(to) && step > 0; begin = begin.Add(step) {
		end := begin.Add(step)
		if end.After(to) {
			end = to
		}
		points = append(points, point(spans, begin, end))
	}
	return points
}

func point(spans []Span, begin, end time.Time) Point {
	p := Point{From: begin, To: end}
	var lives []float64
	for i := range spans {
		s := &spans[i]
		if s.openOn(end.Add(-time.Nanosecond)) {
			p.Open++
		}
		if !s.Baseline && !s.First.Before(begin) && s.First.Before(end) {
			p.New++
		}
		if !s.Closed.IsZero() && !s.Closed.Before(begin) && s.Closed.Before(end) {
			p.Closed++
			lives = append(lives, s.Closed.Sub(s.First).Hours()/24)
		}
	}
	if len(lives) > 0 {
		slices.Sort(lives)
		mid := len(lives) / 2
		p.MedianDays = lives[mid]
		if len(lives)%2 == 0 {
			p.MedianDays = (lives[mid-1] + lives[mid]) / 2
		}
	}
	return p
}
