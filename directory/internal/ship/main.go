// Command ship makes the shipped list of boards, shipped.bin of package
// directory. It is run by hand, in the root of the repository:
//
//	go run ./directory/internal/ship < ats_company_slugs.csv.gz > directory/shipped.bin
//	go run ./directory/internal/ship -again < directory/shipped.bin > new.bin
//
// The first form reads rows of ats, name, slug and url. The second reads a
// list made before and only makes its keys again, after a change of
// directory.Keys. What was taken and left out is told on standard error, as
// the tables of SHIPPED.md.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"kith/directory"
	"kith/directory/internal/ship/pack"
)

func main() {
	again := flag.Bool("again", false, "read a list, not rows, and make its keys again")
	flag.Parse()
	read := build
	if *again {
		read = rekey
	}
	data, report, err := read(os.Stdin)
	if err == nil {
		_, err = os.Stdout.Write(data)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "ship:", err)
		os.Exit(1)
	}
	fmt.Fprint(os.Stderr, report)
}

// row is a line of the source.
type row struct{ ats, name, slug, url string }

// build makes the list from the rows of a packed CSV file.
func build(in io.Reader) (data []byte, report string, err error) {
	rows, err := readRows(in)
	if err != nil {
		return nil, "", err
	}
	c := newCleaner()
	for _, r := range rows {
		c.add(r)
	}
	boards := c.boards()
	var records []pack.Record
	for _, b := range boards {
		records = append(records, b.records()...)
	}
	data, err = encode(len(boards), records)
	return data, c.report(len(rows), boards, len(records)), err
}

func readRows(in io.Reader) ([]row, error) {
	unpacked, err := gzip.NewReader(in)
	if err != nil {
		return nil, fmt.Errorf("standard input: %w", err)
	}
	lines, err := csv.NewReader(unpacked).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("standard input: %w", err)
	}
	if len(lines) == 0 || strings.Join(lines[0], ",") != "ats,name,slug,url" {
		return nil, fmt.Errorf("standard input: its columns are not ats, name, slug, url")
	}
	var rows []row
	for _, l := range lines[1:] {
		rows = append(rows, row{l[0], strings.TrimSpace(l[1]), l[2], strings.TrimRight(l[3], "/")})
	}
	return rows, nil
}

// rekey makes the keys of a list again.
func rekey(in io.Reader) (data []byte, report string, err error) {
	var old bytes.Buffer
	if _, err := old.ReadFrom(in); err != nil {
		return nil, "", err
	}
	list, err := pack.Open(old.String())
	if err != nil {
		return nil, "", err
	}
	var records []pack.Record
	for r, err := range list.All() {
		if err != nil {
			return nil, "", err
		}
		records = append(records, r)
	}
	data, err = encode(list.Boards(), records)
	return data, fmt.Sprintf("%d boards, %d names\n", list.Boards(), len(records)), err
}

// encode sorts the records and gives each its keys.
func encode(boards int, records []pack.Record) ([]byte, error) {
	slices.SortStableFunc(records, func(a, b pack.Record) int {
		return strings.Compare(a.ATS()+"\t"+a.Token()+"\t"+a.Name, b.ATS()+"\t"+b.Token()+"\t"+b.Name)
	})
	items := make([]pack.Item, 0, len(records))
	for _, r := range records {
		keys := directory.Keys(r.Name)
		item := pack.Item{Record: r, Keys: []string{pack.ExactKey(keys.Exact)}}
		if keys.Strong != "" && keys.Strong != keys.Exact {
			item.Keys = append(item.Keys, pack.StrongKey(keys.Strong))
		}
		items = append(items, item)
	}
	return pack.Encode(boards, items)
}

// report tells what was taken and what was left out.
func (c *cleaner) report(rows int, boards []*board, names int) string {
	kinds := map[string][2]int{}
	for _, b := range boards {
		n := kinds[b.ats()]
		n[0]++
		if b.record.Told {
			n[1]++
		}
		kinds[b.ats()] = n
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%d rows, %d boards, %d names\n\n| ATS | boards | with a name of their own |\n|---|---:|---:|\n", rows, len(boards), names)
	for _, ats := range slices.Sorted(maps.Keys(kinds)) {
		fmt.Fprintf(&out, "| %s | %d | %d |\n", ats, kinds[ats][0], kinds[ats][1])
	}
	fmt.Fprintf(&out, "\n| left out | rows |\n|---|---:|\n")
	for _, why := range slices.Sorted(maps.Keys(c.dropped)) {
		fmt.Fprintf(&out, "| %s | %d |\n", why, c.dropped[why])
	}
	return out.String()
}
