package index

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// covers reports whether a document of the hour has one of the tags.
func covers(tags []string, hour uint64) bool {
	return slices.ContainsFunc(hourTags(time.Unix(int64(hour)*3600+1234, 0)), func(tag string) bool { return slices.Contains(tags, tag) })
}

// TestSpanTags checks, for many spans, that their tags cover the hours at both
// ends and none beside, without a tag too many.
func TestSpanTags(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 3_000 {
		first := random.Uint64N(lastHour + 1)
		last := min(first+random.Uint64N(1<<(1+random.IntN(hourBits*hourLevels))), lastHour)
		tags := spanTags(first, last)
		if len(tags) > 14*hourLevels || !covers(tags, first) || !covers(tags, last) || !covers(tags, first+(last-first)/2) {
			t.Fatalf("%d to %d: %v", first, last, tags)
		}
		if first > 0 && covers(tags, first-1) || last < lastHour && covers(tags, last+1) {
			t.Fatalf("%d to %d: %v cover an hour outside", first, last, tags)
		}
	}
	for _, c := range []struct{ first, last uint64 }{{0, 0}, {0, lastHour}, {lastHour, lastHour}, {0, 7}, {7, 8}, {1, 511}} {
		tags := spanTags(c.first, c.last)
		if !covers(tags, c.first) || !covers(tags, c.last) {
			t.Errorf("%d to %d: %v", c.first, c.last, tags)
		}
	}
	if tags := spanTags(2, 1); len(tags) != 0 {
		t.Errorf("an empty span has the tags %v", tags)
	}
}

// TestHourOf checks that times outside of what tags can say are the nearest
// that they can.
func TestHourOf(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]uint64{
		"1970-01-01T00:59:59Z": 0, "1970-01-01T01:00:00Z": 1, "1901-01-01T00:00:00Z": 0, "9999-01-01T00:00:00Z": lastHour,
	} {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		if got := hourOf(at); got != want {
			t.Errorf("%s: got %d, want %d", text, got, want)
		}
	}
	if got := hourOf(time.Time{}); got != 0 {
		t.Errorf("the zero time: got %d", got)
	}
	at := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	if far := endOfTime(at); far < hourOf(at)+24 || far > hourOf(at)+1024 {
		t.Errorf("the end of time is %d hours away", far-hourOf(at))
	}
}
