package main

import (
	"context"
	"fmt"
	"time"

	"kith"
	"kith/directory"
	"kith/store"
)

// When a board that does not answer is looked for elsewhere, and how often.
const (
	movedAfter = 3 * 24 * time.Hour // without an answer; for one that is gone kith.SuspectSpan
	movedEvery = 24 * time.Hour
)

// FollowMoved looks for boards that have moved until Stop.
func (a *App) FollowMoved(ctx context.Context) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.background(ctx, "moved", a.lookForMoved)
}

// lookForMoved looks for boards that have moved, once a day until ctx ends.
func (a *App) lookForMoved(ctx context.Context) {
	for kith.Sleep(ctx, time.Minute) == nil {
		if err := a.followMoved(ctx); err != nil && ctx.Err() == nil {
			a.log.Warn("boards that have moved were not looked for", "error", err)
		}
		if kith.Sleep(ctx, movedEvery) != nil {
			return
		}
	}
}

// followMoved asks the sites of companies whose board is gone, or has given no
// answer for days, where their openings are now. A board that the company's own
// site leads to is taken in, and the old one told to have moved there; anything
// less sure is left to the user, who is told of the silent board by doctor.
func (a *App) followMoved(ctx context.Context) error {
	sources, err := a.DB.Sources(ctx, store.SourceFilter{Kind: kith.SourceBoard})
	if err != nil {
		return err
	}
	now := a.options.Clock()
	for _, s := range sources {
		if !hasPerhapsMoved(s, now) {
			continue
		}
		if err := a.followBoard(ctx, s); err != nil {
			return fmt.Errorf("looking where %s went: %w", s.Board.Key(), err)
		}
	}
	return nil
}

// hasPerhapsMoved reports whether a board that answered before is worth looking
// for elsewhere.
func hasPerhapsMoved(s kith.Source, now time.Time) bool {
	if s.FailingSince.IsZero() || s.MovedTo != "" || s.CompanyID == 0 || s.BaselineAt.IsZero() {
		return false
	}
	silent := now.Sub(s.FailingSince)
	if s.LastOutcome == kith.OutcomeGone {
		return s.Failures >= kith.SuspectVisits && silent >= kith.SuspectSpan
	}
	return silent >= movedAfter
}

// followBoard looks for the board that has taken the place of one. That the
// company's site does not answer, or leads nowhere, is no error.
func (a *App) followBoard(ctx context.Context, s kith.Source) error {
	company, err := a.companyByID(ctx, s.CompanyID)
	if err != nil || company.Domain == "" {
		return err
	}
	found, err := a.find(ctx, company.Domain)
	if err != nil {
		a.log.InfoContext(ctx, "a silent board was not found elsewhere", "board", s.Board.Key(), "error", err)
		return ctx.Err()
	}
	if found.Board == nil || found.Confidence != directory.Certain || found.Board.Key() == s.Board.Key() {
		return nil
	}
	source, created, err := a.addBoard(ctx, company.ID, *found.Board)
	if err != nil || source.CompanyID != company.ID {
		return err
	}
	a.log.InfoContext(ctx, "a board has moved", "from", s.Board.Key(), "to", source.Board.Key(), "new", created)
	return a.DB.MoveSource(ctx, s.ID, source.Board)
}
