package notice

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"kith/crawler/internal/markup"
)

// Limits on what is read of one list.
const (
	maxRows    = 200_000
	maxColumns = 200
	maxCell    = 4000     // bytes
	maxUnpack  = 64 << 20 // bytes of a workbook, unpacked
)

// table is rows of cells. The first may be a heading above the names of the
// columns.
type table [][]string

// tables returns the tables of a document: of a workbook (XLSX) its sheets, of
// a page its tables, of a text the one that its lines are.
func tables(body []byte) ([]table, error) {
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return nil, errors.New("the answer is empty")
	case bytes.HasPrefix(body, []byte("PK\x03\x04")):
		return sheets(body)
	case bytes.HasPrefix(body, []byte("%PDF")):
		return nil, errors.New("the list is a PDF, which kith cannot read; give the address of a table (CSV, XLSX or a page)")
	}
	body = decoded(body)
	if looksLikeHTML(body) {
		return htmlTables(body)
	}
	t, err := separated(body)
	if err != nil {
		return nil, err
	}
	return []table{t}, nil
}

// decoded returns a text in UTF-8. Spreadsheets save tables as UTF-16 with its
// mark, or in the encoding of Windows, and a file does not say which; a text that
// is UTF-8 but for a flaw is left as it is.
func decoded(body []byte) []byte {
	from := encoding.Encoding(charmap.Windows1252)
	switch {
	case bytes.HasPrefix(body, []byte("\xff\xfe")), bytes.HasPrefix(body, []byte("\xfe\xff")):
		from = unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)
	case utf8.Valid(body) || flawed(body):
		return body
	}
	text, err := from.NewDecoder().Bytes(body)
	if err != nil {
		return body
	}
	return text
}

// flawed reports whether a text has more whole characters of several bytes than
// bytes that belong to none.
func flawed(body []byte) bool {
	whole, broken := 0, 0
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		if r == utf8.RuneError && size == 1 {
			broken++
		} else if size > 1 {
			whole++
		}
		body = body[size:]
	}
	return whole > broken
}

func looksLikeHTML(body []byte) bool {
	head := bytes.ToLower(bytes.TrimSpace(body[:min(len(body), 4096)]))
	return bytes.HasPrefix(head, []byte("<")) && (bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<!doctype")) || bytes.Contains(head, []byte("<table")))
}

// sheets reads a workbook, sheet by sheet and row by row.
func sheets(body []byte) ([]table, error) {
	book, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{UnzipSizeLimit: maxUnpack, UnzipXMLSizeLimit: maxUnpack})
	if err != nil {
		return nil, fmt.Errorf("the workbook cannot be read: %w", err)
	}
	defer book.Close()
	var found []table
	for _, name := range book.GetSheetList() {
		rows, err := book.Rows(name)
		if err != nil {
			return nil, fmt.Errorf("the sheet %q cannot be read: %w", name, err)
		}
		var t table
		for rows.Next() && len(t) < maxRows {
			cells, err := rows.Columns(excelize.Options{RawCellValue: false})
			if err != nil {
				return nil, errors.Join(fmt.Errorf("row %d of the sheet %q cannot be read: %w", len(t)+1, name, err), rows.Close())
			}
			t = append(t, clean(cells))
		}
		if err := rows.Close(); err != nil {
			return nil, fmt.Errorf("the sheet %q cannot be read: %w", name, err)
		}
		found = append(found, t)
	}
	return found, nil
}

// htmlTables reads the tables of a page that hold no other tables.
func htmlTables(body []byte) ([]table, error) {
	doc, err := markup.Parse(body)
	if err != nil {
		return nil, err
	}
	var found []table
	for _, element := range doc.Find("table").EachIter() {
		if element.Find("table").Length() > 0 {
			continue
		}
		var t table
		for _, row := range element.Find("tr").EachIter() {
			var cells []string
			for _, cell := range row.ChildrenFiltered("td, th").EachIter() {
				cells = append(cells, cellText(cell))
			}
			if len(cells) > 0 && len(t) < maxRows {
				t = append(t, clean(cells))
			}
		}
		found = append(found, t)
	}
	if len(found) == 0 {
		return nil, errors.New("the page has no table")
	}
	return found, nil
}

// cellText returns the text of a cell, with the address of a link in it behind
// where the cell has no other.
func cellText(cell *goquery.Selection) string {
	for _, br := range cell.Find("br, p, div, li").EachIter() {
		br.PrependHtml("\n")
	}
	return cell.Text()
}

// separated reads a text of values separated by commas, semicolons or tabs,
// whichever its first lines have most of.
func separated(body []byte) (table, error) {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	r := csv.NewReader(bytes.NewReader(body))
	r.Comma = separator(body)
	r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = true, -1, true
	var t table
	for len(t) < maxRows {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("line %d cannot be read: %w", len(t)+1, err)
		}
		t = append(t, clean(cells))
	}
	return t, nil
}

func separator(body []byte) rune {
	head := body[:min(len(body), 4096)]
	best, most := ',', bytes.Count(head, []byte(","))
	for _, r := range []rune{';', '\t', '|'} {
		if n := bytes.Count(head, []byte(string(r))); n > most {
			best, most = r, n
		}
	}
	return best
}

// clean returns cells without blanks around them, bounded in number and size.
// Empty ones at the end are left out.
func clean(cells []string) []string {
	cells = cells[:min(len(cells), maxColumns)]
	tidy := make([]string, len(cells))
	last := 0
	for i, cell := range cells {
		tidy[i] = strings.Clone(strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(cut(cell), "\u00a0", " "), "")))
		if tidy[i] != "" {
			last = i + 1
		}
	}
	return tidy[:last]
}

func cut(cell string) string { return cell[:min(len(cell), maxCell)] }
