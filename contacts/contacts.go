// Package contacts reads the contact lists that people bring: LinkedIn's
// Connections.csv, alone or inside the ZIP of LinkedIn's export.
//
// The way through: Read (this file) looks at the first bytes (sniff.go), takes
// the list out of a ZIP where it is in one (zip.go), decodes it to UTF-8, cuts
// it into records (record.go), finds the header by its content (header.go) and
// makes a contact of every row (row.go, date.go, clean.go). All of it streams;
// only the resulting contacts are held in memory.
//
// E-mail addresses are used for one thing, Contact.MailDomain, and dropped.
package contacts

import (
	"bufio"
	"context"
	"errors"
	"io"

	"kith"
)

// Limits of what is read.
const (
	// MaxSize is the size in bytes of the largest file that is read.
	MaxSize = 200 << 20
	// MaxUnpacked is the size in bytes to which Connections.csv may unpack
	// out of a ZIP.
	MaxUnpacked = 50 << 20
	// MaxRows is the number of rows that a list may have.
	MaxRows = 1_000_000
)

// The formats of contact lists.
const (
	FormatLinkedIn = "linkedin"
	// FormatCSV is any other table with a column for the name and one for the
	// company.
	FormatCSV = "csv"
)

// File is a file that a user brought.
type File struct {
	Name string // as the user calls it; only its ending and base name matter
	Data io.ReaderAt
	Size int64 // bytes
}

// Import is what a file held.
type Import struct {
	Format   string
	Rows     int // rows below the header that were not blank
	Contacts []kith.Contact
	Skipped  []kith.SkippedRow // in order of their rows
}

// KeysFunc makes the keys by which a company name is found.
type KeysFunc func(company string) kith.NameKeys

// Read reads a contact list. The contacts have neither ID nor UserID yet, and
// their keys are made by keys, which may be nil. Rows that cannot be used are
// reported in Skipped; a file that cannot be used is an error with
// kith.CodeInvalid and a sentence for the user, and then nothing is returned.
func Read(ctx context.Context, file File, keys KeysFunc) (Import, error) {
	switch {
	case file.Size > MaxSize:
		return Import{}, kith.Errorf(kith.CodeInvalid, "The file is larger than 200 MB. Connections alone is far smaller.")
	case file.Size <= 0:
		return Import{}, errEmpty()
	}
	head := make([]byte, min(file.Size, sniffSize))
	n, err := file.Data.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return Import{}, kith.Errorf(kith.CodeUnavailable, "The file could not be read: %w", err)
	}
	head = head[:n]
	if isZip(head) {
		return readZip(ctx, file, keys)
	}
	return readList(ctx, list{name: file.Name, data: io.NewSectionReader(file.Data, 0, file.Size)}, keys)
}

// list is a contact list as a stream of bytes in any encoding.
type list struct {
	name string
	data io.Reader
}

func readList(ctx context.Context, l list, keys KeysFunc) (Import, error) {
	in := bufio.NewReaderSize(l.data, sniffSize)
	head, err := in.Peek(sniffSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return Import{}, broken(err)
	}
	text, err := decode(in, head)
	if err != nil {
		return Import{}, err
	}
	records := &recordReader{in: bufio.NewReaderSize(text, 1<<16)}
	cols, err := findHeader(records, l.name)
	if err != nil {
		return Import{}, err
	}
	return readRows(ctx, records, cols, keys)
}

// readRows makes a contact of every record below the header.
func readRows(ctx context.Context, records *recordReader, cols columns, keys KeysFunc) (Import, error) {
	imp := Import{Format: cols.format()}
	seen := newSeen()
	for {
		rec, err := records.next()
		if errors.Is(err, io.EOF) {
			return imp, nil
		}
		if err != nil {
			return Import{}, broken(err)
		}
		if rec.blank() {
			continue
		}
		if imp.Rows++; imp.Rows > MaxRows {
			return Import{}, kith.Errorf(kith.CodeInvalid, "The list has more than 1,000,000 rows. Split it and bring the parts one by one.")
		}
		if imp.Rows%1024 == 0 && ctx.Err() != nil {
			return Import{}, ctx.Err()
		}
		contact, why := cols.contact(rec)
		if why == "" {
			why = seen.duplicate(contact, rec.line)
		}
		if why != "" {
			imp.Skipped = append(imp.Skipped, kith.SkippedRow{Row: rec.line, Why: why})
			continue
		}
		if keys != nil {
			contact.Keys = keys(contact.Company)
		}
		imp.Contacts = append(imp.Contacts, contact)
	}
}

// broken wraps an error that came while the file was being read. An error that
// has a sentence already keeps it.
func broken(err error) error {
	if kith.CodeOf(err) != kith.CodeInternal {
		return err
	}
	return kith.Errorf(kith.CodeInvalid, "The file is damaged and could not be read to its end: %w", err)
}

func errEmpty() error {
	return kith.Errorf(kith.CodeInvalid, "The file is empty.")
}

func errType() error {
	return kith.Errorf(kith.CodeInvalid, "This is not a contact list that we can read. It takes .csv, .vcf, or LinkedIn’s .zip.")
}

func errNotYet(what string) error {
	return kith.Errorf(kith.CodeInvalid, "This is %s, which kith does not read yet. It reads LinkedIn’s Connections.csv and LinkedIn’s .zip.", what)
}
