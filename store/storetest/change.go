package storetest

import (
	"fmt"
	"sync"

	"kith"
)

func changeCases() []testCase {
	return []testCase{
		{"change/no reader misses one", changesInOrder},
		{"change/pages", changePages},
	}
}

// changesInOrder is promise 3: while many transactions commit in any order, a
// reader that always goes on from the last row it saw sees every row once.
func changesInOrder(f *fixture) {
	const writers, visits = 6, 10
	var boards []kith.Source
	for i := range writers {
		boards = append(boards, f.board(0, fmt.Sprint("b", i)))
	}
	done := make(chan struct{})
	var group sync.WaitGroup
	for w, board := range boards {
		group.Go(func() {
			for i := range visits {
				// Long and short transactions overtake each other.
				if _, err := f.db.RecordVisit(f.ctx, f.visit(board, openings(1+(w*7+i*3)%20+i*20)...)); err != nil {
					f.Error(err)
				}
			}
		})
	}
	go func() {
		group.Wait()
		close(done)
	}()
	seen := 0
	var last int64
	read := func() {
		for _, c := range must(f.db.Changes(f.ctx, last, 50))(f) {
			if c.Seq <= last {
				f.Errorf("%d after %d", c.Seq, last)
			}
			last = c.Seq
			seen++
		}
	}
	for working := true; working; {
		select {
		case <-done:
			working = false
		default:
			read()
		}
	}
	for before := -1; before != seen; {
		before = seen
		read()
	}
	all := must(f.db.Changes(f.ctx, 0, 0))(f)
	if seen != len(all) || last != f.head() {
		f.Errorf("the reader saw %d of %d rows up to %d of %d", seen, len(all), last, f.head())
	}
}

// changePages reads the change log piece by piece.
func changePages(f *fixture) {
	board := f.board(0, "b")
	f.record(f.visit(board, openings(5)...))
	head := f.head()
	if rows := must(f.db.Changes(f.ctx, head-2, 0))(f); len(rows) != 2 || rows[1].Seq != head || !rows[0].At.Equal(Begin()) {
		f.Errorf("got %+v", rows)
	}
	if rows := must(f.db.Changes(f.ctx, 0, 3))(f); len(rows) != 3 {
		f.Errorf("got %+v", rows)
	}
}
