package index

import (
	"strconv"
	"time"
)

// Times are searched by the hour, as tags: each document carries the hour it
// was first seen in, and the spans of 8, 64, 512, … hours around that hour. A
// range of time is then a handful of tags instead of a walk over all the
// times there are. (bleve's own numeric ranges work alike with 16 terms a
// value, but read the dictionaries in goroutines of their own, where a panic
// over a damaged file would end the process.)
const (
	hourBits   = 3 // each level is 8 times as wide as the one below
	hourLevels = 7 // the widest span is 8^6 hours, some 30 years
)

// lastHour is the end of the widest span that holds the present, in 2209.
const lastHour = 1<<(hourBits*hourLevels) - 1

// hourOf returns the number of the hour since 1970, clamped to what the tags
// can express.
func hourOf(t time.Time) uint64 {
	return uint64(min(max(t.Unix(), 0)/3600, lastHour))
}

// endOfTime returns an hour after now, such that few tags reach it.
func endOfTime(now time.Time) uint64 {
	const block = 1<<(3*hourBits) - 1 // 512 hours
	return hourOf(now.Add(24*time.Hour)) | block
}

// hourTags returns the tags of a document that was first seen at t.
func hourTags(t time.Time) []string {
	tags := make([]string, 0, hourLevels)
	hour := hourOf(t)
	for level := range hourLevels {
		tags = append(tags, hourTag(level, hour>>(hourBits*level)))
	}
	return tags
}

// spanTags returns the tags that together cover the hours from first to last,
// both included. There are at most 14 for each level.
func spanTags(first, last uint64) []string {
	var tags []string
	const width = 1 << hourBits
	for level := 0; first <= last; level++ {
		top := level == hourLevels-1
		for ; first <= last && (top || first%width != 0); first++ {
			tags = append(tags, hourTag(level, first))
		}
		for ; !top && first <= last && last%width != width-1; last-- {
			tags = append(tags, hourTag(level, last))
			if last == 0 {
				return tags
			}
		}
		if first > last || top {
			break
		}
		first, last = first>>hourBits, last>>hourBits
	}
	return tags
}

func hourTag(level int, n uint64) string {
	return "hour" + strconv.Itoa(level) + ":" + strconv.FormatUint(n, 36)
}
