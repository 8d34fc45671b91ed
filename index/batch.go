package index

import (
	"context"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"

	"kith"
)

// batch turns changes into a batch of the documents as they are now. What
// changed twice is read once; what is no more is deleted.
func (i *Index) batch(ctx context.Context, g *generation, changes []kith.Change) (*bleve.Batch, error) {
	var openings, events, companies []int64
	for _, c := range changes {
		switch c.Kind {
		case kith.ChangeOpening:
			openings = append(openings, c.ID)
		case kith.ChangeEvent:
			events = append(events, c.ID)
		case kith.ChangeCompany:
			companies = append(companies, c.ID)
		}
	}
	for _, id := range unique(companies) {
		if id == 0 { // would be all companies
			continue
		}
		err := i.company(ctx, g, id)
		if err != nil {
			return nil, err
		}
	}
	batch := g.bleve.NewBatch()
	err := i.addOpenings(ctx, batch, unique(openings))
	if err == nil {
		err = i.addEvents(ctx, batch, unique(events))
	}
	return batch, err
}

func unique(ids []int64) []int64 {
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (i *Index) addOpenings(ctx context.Context, batch *bleve.Batch, ids []int64) error {
	for _, id := range ids {
		batch.Delete(openingID(id))
	}
	for some := range slices.Chunk(ids, rowsAtOnce) {
		rows, err := i.options.Store.OpeningsByID(ctx, some)
		if err != nil {
			return fmt.Errorf("reading openings: %w", err)
		}
		err = addAll(batch, openingDocuments(rows)) // takes the place of the deletion
		if err != nil {
			return err
		}
	}
	return nil
}

func (i *Index) addEvents(ctx context.Context, batch *bleve.Batch, ids []int64) error {
	for _, id := range ids {
		batch.Delete(eventID(id))
	}
	for some := range slices.Chunk(ids, rowsAtOnce) {
		rows, err := i.options.Store.EventsByID(ctx, some)
		if err != nil {
			return fmt.Errorf("reading events: %w", err)
		}
		err = addAll(batch, eventDocuments(rows))
		if err != nil {
			return err
		}
	}
	return nil
}

func addAll(batch *bleve.Batch, docs []named) error {
	for _, d := range docs {
		err := batch.Index(d.id, d.document)
		if err != nil {
			return fmt.Errorf("document %s: %w", d.id, err)
		}
	}
	return nil
}

// company writes all openings and events of a company anew, because its name
// changed. The position stays: after a crash they are written once more.
func (i *Index) company(ctx context.Context, g *generation, companyID int64) error {
	return i.everyDocument(ctx, companyID, func(docs []named) error {
		batch := g.bleve.NewBatch()
		err := addAll(batch, docs)
		if err != nil {
			return err
		}
		return g.write(ctx, batch, nil)
	})
}
