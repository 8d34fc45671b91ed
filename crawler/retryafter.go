package crawler

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxRetryAfter is the longest that a host is left alone at its own wish. A
// longer one is taken as this one: it is a mistake more often than a wish, and
// asking once an hour hurts nobody.
const maxRetryAfter = time.Hour

// parseRetryAfter reads a Retry-After header (RFC 9110 section 10.2.3): a
// number of seconds or a date. A date that is past means that there is nothing
// to wait for. It reports false where the header says nothing that makes sense.
func parseRetryAfter(value string, now time.Time) (time.Duration, bool) {
	value = strings.TrimSpace(value)
	if value == "" {
		return 0, false
	}
	if strings.Trim(value, "0123456789") == "" {
		seconds, err := strconv.ParseInt(value, 10, 64)
		if err != nil || seconds > int64(maxRetryAfter/time.Second) {
			return maxRetryAfter, true // so many digits that it is out of range
		}
		return time.Duration(seconds) * time.Second, true
	}
	date, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	return min(max(date.Sub(now), 0), maxRetryAfter), true
}

// retryAfterOf returns how long an answer asks to be left alone. Only an answer
// that is no success is heeded.
func retryAfterOf(status int, header http.Header, now time.Time) (time.Duration, bool) {
	if status < 300 || status == http.StatusNotModified {
		return 0, false
	}
	return parseRetryAfter(header.Get("Retry-After"), now)
}
