package page

import (
	"fmt"
	"path"
	"strings"

	"golang.org/x/net/html"
)

// tell tells what each cell of a group's rows says: by its label, by its own
// words, or by what most cells of its column say.
func (w *weighed) tell() {
	columns := map[string]*column{}
	for i := range w.rows {
		seen := map[string]int{}
		for j := range w.rows[i].cells {
			c := &w.rows[i].cells[j]
			seen[c.key]++
			c.key = fmt.Sprint(c.key, " ", seen[c.key])
			if columns[c.key] == nil {
				columns[c.key] = &column{}
			}
			columns[c.key].take(c)
		}
	}
	plain := 0 // columns without a label of which nothing is known
	for _, col := range columns {
		col.kind = col.judge()
		plain += one(col.kind == otherCell && col.short > 0)
	}
	w.facts = make([]map[cellKind][]cell, len(w.rows))
	for i := range w.rows {
		w.facts[i] = map[cellKind][]cell{}
		for _, c := range w.rows[i].cells {
			col := columns[c.key]
			kind := kindOfCell(c, col.kind)
			if kind == otherCell && plain == 1 && len(w.rows[i].cells) == 1 && col.couldBePlace() {
				kind = placeCell
			}
			if kind != otherCell {
				w.facts[i][kind] = append(w.facts[i][kind], c)
			}
		}
	}
}

// column is the cells of one key in all rows.
type column struct {
	cells, short, places, departments, upper int
	labels                                   [payCell + 1]int
	kind                                     cellKind
}

// take counts a cell.
func (col *column) take(c *cell) {
	col.cells++
	folded := fold(c.text)
	words := strings.Count(folded, " ") + 1
	col.short += one(words <= 6 && len(c.text) <= 60)
	col.upper += one(startsUpper(c.text) && words <= 6)
	col.places += one(isPlace(c.text))
	for word := range strings.FieldsSeq(folded) {
		if in(departmentWords, word) {
			col.departments += one(words <= 5)
			break
		}
	}
	col.labels[kindOfLabel(c.label)]++
}

// judge tells what the column says, as far as all its cells say the same.
func (col *column) judge() cellKind {
	for kind, count := range col.labels {
		if kind != int(otherCell) && 2*count > col.cells {
			return cellKind(kind)
		}
	}
	switch {
	case 3*col.places >= col.cells && 2*col.short >= col.cells && col.places >= col.departments:
		return placeCell
	case 2*col.departments >= col.cells && 2*col.short >= col.cells:
		return departmentCell
	}
	return otherCell
}

// couldBePlace reports whether nothing speaks against a column being of places.
func (col *column) couldBePlace() bool { return col.upper == col.cells && col.departments == 0 }

// kindOfCell tells what a cell says in a column of a kind.
func kindOfCell(c cell, kind cellKind) cellKind {
	if own := kindOfLabel(c.label); own != otherCell {
		kind = own
	}
	folded := fold(c.text)
	words := strings.Count(folded, " ") + 1
	switch {
	case kind == postedCell, kind == payCell:
		return kind
	case isEmployment(folded):
		return employmentCell
	case isWorkplace(folded) && (kind != placeCell || folded != "remote"):
		return workplaceCell
	case kind == workplaceCell || kind == employmentCell:
		if words > 6 {
			return otherCell
		}
		return kind
	case kind == placeCell && words <= 16 && !isTemplate(c.text) && hasLetters(c.text) && !isAction(folded):
		return placeCell
	case kind == departmentCell && isPlace(c.text):
		return placeCell
	case kind == departmentCell && words <= 8 && !isTemplate(c.text):
		return departmentCell
	}
	return otherCell
}

// isFile reports whether a cell is the name of a file.
func isFile(s string) bool {
	switch strings.ToLower(path.Ext(s)) {
	case ".pdf", ".doc", ".docx", ".jpg", ".png":
		return true
	}
	return false
}

// headerOf returns what the header of a table says of a cell's column.
func headerOf(td *html.Node) string {
	at := 0
	for n := td.PrevSibling; n != nil; n = n.PrevSibling {
		at += one(n.Data == "td" || n.Data == "th")
	}
	table := td.Parent
	for up := 0; table != nil && table.Data != "table" && up < 4; up++ {
		table = table.Parent
	}
	if table == nil || table.Data != "table" {
		return ""
	}
	for n := range table.Descendants() {
		if n.Type != html.ElementNode || n.Data != "tr" {
			continue
		}
		for cell := range n.ChildNodes() {
			if cell.Data == "th" && at == 0 {
				return textOf(cell, 60)
			}
			at -= one(cell.Data == "td" || cell.Data == "th")
		}
		return ""
	}
	return ""
}
