package index

import (
	"encoding/json"
	"fmt"
	"hash/crc32"

	"kith"
)

// mark is what an index knows of itself. It is written with each batch, so
// that it and the documents always agree.
type mark struct {
	Version  string `json:"version"`  // of the mapping
	Position int64  `json:"position"` // in the change log
	Last     string `json:"last"`     // the change at Position, to know the log again
}

// markKey is where bleve keeps the mark.
const markKey = "kith"

// lastOf describes a change so that another change log, or the same one
// restored from a backup and gone on differently, is told from the first.
func lastOf(c kith.Change) string {
	return fmt.Sprintf("%d %s %s %d %d", c.Seq, c.Kind, c.Op, c.ID, c.At.Unix())
}

// encode returns the mark as JSON after its CRC-32.
func (m mark) encode() ([]byte, error) {
	data, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("position of the index: %w", err)
	}
	return fmt.Appendf(nil, "%08x%s", crc32.ChecksumIEEE(data), data), nil
}

// mark returns the mark of the last batch.
func (g *generation) mark() (mark, error) {
	data, err := g.bleve.GetInternal([]byte(markKey))
	if err != nil {
		return mark{}, fmt.Errorf("position of the index: %w", err)
	}
	const sum = 8
	var m mark
	if len(data) < sum || string(data[:sum]) != fmt.Sprintf("%08x", crc32.ChecksumIEEE(data[sum:])) {
		return mark{}, fmt.Errorf("%w: its position is not readable", errDamaged)
	}
	err = json.Unmarshal(data[sum:], &m)
	if err != nil {
		return mark{}, fmt.Errorf("%w: its position is not readable: %w", errDamaged, err)
	}
	return m, nil
}
