// Package kith holds the nouns of the program: companies, boards, openings,
// events, contacts, watches, alerts, and the rules that more than one part of
// the program must agree on. It imports the standard library only.
//
// Each capability is a folder beside it (directory, crawler, contacts, index,
// alerts, store) that imports this package and never one of its siblings;
// cmd/kith ties them together. internal/archtest holds that rule.
package kith

import (
	"context"
	"time"
)

// Clock tells the time. Nothing in kith reads the clock of the machine but
// through the Clock that it was given.
type Clock func() time.Time

// Sleep waits for d or until ctx is done, whichever comes first. It returns
// the error of ctx when the wait was cut short.
func Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
