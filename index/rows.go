package index

import (
	"context"
	"fmt"

	"kith"
)

// rowsAtOnce is how many rows are read from the store at a time. A row of the
// store may be large; what the index takes of it is not.
const rowsAtOnce = 250

// named is a document with its id.
type named struct {
	id       string
	document document
}

func openingDocuments(rows []kith.Opening) []named {
	docs := make([]named, len(rows))
	for n, o := range rows {
		docs[n] = named{openingID(o.ID), openingDocument(o)}
	}
	return docs
}

func eventDocuments(rows []kith.Event) []named {
	docs := make([]named, len(rows))
	for n, e := range rows {
		docs[n] = named{eventID(e.ID), eventDocument(e)}
	}
	return docs
}

// everyDocument gives the documents of all openings and events to take, some
// at a time; those of one company only when companyID is not 0.
func (i *Index) everyDocument(ctx context.Context, companyID int64, take func([]named) error) error {
	store := i.options.Store
	err := everyRow(func(after int64) (last int64, err error) {
		rows, err := store.OpeningsAfter(ctx, companyID, after, rowsAtOnce)
		if err != nil || len(rows) == 0 {
			return after, err
		}
		return rows[len(rows)-1].ID, take(openingDocuments(rows))
	})
	if err != nil {
		return fmt.Errorf("openings into the index: %w", err)
	}
	err = everyRow(func(after int64) (last int64, err error) {
		rows, err := store.EventsAfter(ctx, companyID, after, rowsAtOnce)
		if err != nil || len(rows) == 0 {
			return after, err
		}
		return rows[len(rows)-1].ID, take(eventDocuments(rows))
	})
	if err != nil {
		return fmt.Errorf("events into the index: %w", err)
	}
	return nil
}

// everyRow calls page with the last id that it returned, from 0, until it
// returns the one that it was given.
func everyRow(page func(after int64) (last int64, err error)) error {
	for after := int64(0); ; {
		last, err := page(after)
		if err != nil || last == after {
			return err
		}
		if last < after {
			return fmt.Errorf("the rows after %d end with %d", after, last)
		}
		after = last
	}
}
