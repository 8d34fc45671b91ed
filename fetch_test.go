package kith_test

import (
	"errors"
	"fmt"
	"testing"

	"kith"
)

// TestJudge checks that the kinds of answers stay apart: promise 8 of the
// design.
func TestJudge(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]kith.Outcome{
		200: kith.OutcomeComplete, 304: kith.OutcomeUnchanged, 404: kith.OutcomeGone, 410: kith.OutcomeGone,
		401: kith.OutcomeRefused, 403: kith.OutcomeRefused, 429: kith.OutcomeFailed, 500: kith.OutcomeFailed,
		503: kith.OutcomeFailed, 204: kith.OutcomeFailed, 302: kith.OutcomeFailed,
	} {
		got, reason := kith.Judge(&kith.Response{Status: status}, nil)
		if got != want {
			t.Errorf("%d: got %s, want %s", status, got, want)
		}
		if got != kith.OutcomeComplete && got != kith.OutcomeUnchanged && reason == "" {
			t.Errorf("%d is %s without a reason", status, got)
		}
	}
	if got, _ := kith.Judge(nil, kith.Errorf(kith.CodeRefused, "robots.txt says no")); got != kith.OutcomeRefused {
		t.Errorf("a refusal is %s", got)
	}
	if got, _ := kith.Judge(nil, errors.New("reset")); got != kith.OutcomeFailed {
		t.Errorf("an error is %s", got)
	}
}

// TestError checks codes through wrapping.
func TestError(t *testing.T) {
	t.Parallel()
	cause := errors.New("dial tcp")
	err := kith.Errorf(kith.CodeUnavailable, "the site does not answer: %w", cause)
	wrapped := fmt.Errorf("visiting: %w", err)
	if kith.CodeOf(wrapped) != kith.CodeUnavailable || !errors.Is(wrapped, cause) {
		t.Errorf("code %q, cause found: %v", kith.CodeOf(wrapped), errors.Is(wrapped, cause))
	}
	if kith.CodeOf(cause) != kith.CodeInternal || kith.CodeOf(nil) != "" {
		t.Errorf("codes of a plain error and of none: %q, %q", kith.CodeOf(cause), kith.CodeOf(nil))
	}
}
