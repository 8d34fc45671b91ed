package contacts

import (
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"

	"kith"
)

// maxPreamble is how many lines may stand above the header.
const maxPreamble = 60

// column is a column that is read.
type column int

const (
	colFirst column = iota
	colLast
	colFull
	colCompany
	colPosition
	colURL
	colMail
	colConnected
	columnCount
)

// columnNames are the names of the columns, as squash leaves them. LinkedIn
// writes the English ones; the others are of exports in other languages and of
// lists that people keep themselves.
var columnNames = map[string]column{
	"firstname": colFirst, "vorname": colFirst, "prénom": colFirst, "prenom": colFirst, "nombre": colFirst,
	"lastname": colLast, "surname": colLast, "nachname": colLast, "familienname": colLast, "nom": colLast,
	"nomdefamille": colLast, "apellidos": colLast, "apellido": colLast,
	"name": colFull, "fullname": colFull, "nomcomplet": colFull, "nombrecompleto": colFull,
	"company": colCompany, "currentcompany": colCompany, "companyname": colCompany, "organization": colCompany,
	"organisation": colCompany, "employer": colCompany, "unternehmen": colCompany, "firma": colCompany,
	"entreprise": colCompany, "société": colCompany, "empresa": colCompany,
	"position": colPosition, "jobtitle": colPosition, "title": colPosition, "currentposition": colPosition,
	"poste": colPosition, "fonction": colPosition, "cargo": colPosition, "puesto": colPosition,
	"url": colURL, "profileurl": colURL, "linkedinurl": colURL, "linkedin": colURL, "linkedinprofile": colURL,
	"emailaddress": colMail, "email": colMail, "emailadresse": colMail, "adresseemail": colMail,
	"direccióndecorreoelectrónico": colMail, "correoelectrónico": colMail,
	"connectedon": colConnected, "connectiondate": colConnected, "dateconnected": colConnected,
	"verbundenam": colConnected, "verbundenseit": colConnected, "datedeconnexion": colConnected,
	"connectéle": colConnected, "conectadoel": colConnected, "fechadeconexión": colConnected,
}

// otherFiles are the other tables of LinkedIn's export: a name, and columns
// that together only it has.
var otherFiles = []struct {
	name    string
	columns []string
}{
	{"Messages", []string{"conversationid"}},
	{"Invitations", []string{"sentat", "direction"}},
	{"Profile", []string{"maidenname", "headline"}},
	{"Positions", []string{"companyname", "startedon"}},
	{"Education", []string{"schoolname"}},
	{"Recommendations", []string{"text", "creationdate", "status"}},
	{"Contacts", []string{"source", "companies", "emails"}},
	{"Email Addresses", []string{"emailaddress", "confirmed", "primary"}},
	{"Company Follows", []string{"organization", "followedon"}},
	{"Job Applications", []string{"applicationdate"}},
	{"Saved Jobs", []string{"saveddate"}},
	{"Endorsements", []string{"endorsementdate"}},
	{"Shares", []string{"sharelink"}},
}

// otherNames are the file names of tables whose columns tell nothing.
var otherNames = []string{"Messages", "Invitations", "Profile", "Positions", "Education", "Skills", "Languages",
	"Projects", "Certifications", "Comments", "Reactions", "Votes", "Courses", "Honors", "Volunteering", "Registration"}

// otherPrograms are columns that only the contact lists of other programs have.
var otherPrograms = map[string]string{
	"email1value": "a Google contact list", "organization1name": "a Google contact list",
	"organizationname": "a Google contact list", "phone1value": "a Google contact list",
	"emaildisplayname": "an Outlook contact list", "businessphone": "an Outlook contact list",
}

// columns says where in a record each column is, -1 for a column that the
// table does not have.
type columns struct {
	at    [columnCount]int
	width int // cells of the header
}

func (c columns) has(col column) bool { return c.at[col] >= 0 }

func (c columns) format() string {
	if c.has(colConnected) && (c.has(colFirst) || c.has(colLast)) {
		return FormatLinkedIn
	}
	return FormatCSV
}

// findHeader reads up to the header, which is told by its content, because
// what stands above it changes. It sets the comma of records.
func findHeader(records *recordReader, name string) (columns, error) {
	other := ""
	for range maxPreamble {
		line, err := records.takeLine()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return columns{}, broken(err)
		}
		for _, comma := range []byte{',', ';', '\t'} {
			cells := headerCells(line.text, comma)
			if err := knownOther(cells); err != nil {
				return columns{}, err
			}
			if cols, ok := readHeader(cells); ok {
				records.comma = comma
				return cols, nil
			}
			other = orElse(other, otherLinkedIn(cells))
		}
	}
	if other = orElse(other, otherByName(name)); other != "" {
		return columns{}, errOther(other)
	}
	return columns{}, kith.Errorf(kith.CodeInvalid, "This file has no column for the company. LinkedIn’s is called Connections.csv.")
}

func errOther(name string) error {
	return kith.Errorf(kith.CodeInvalid, "This is LinkedIn’s %s file. We do not need it, and have not kept it. The one we read is Connections.csv.", name)
}

// headerCells returns the cells of a line as columnNames spells them.
func headerCells(line string, comma byte) []string {
	split := splitter{comma: comma}
	split.feed(line)
	if split.quoted {
		split.endField()
	}
	for i, cell := range split.fields {
		split.fields[i] = squash(cell)
	}
	return split.fields
}

// readHeader reports whether the cells are a header that can be read: it names
// a company and a person, and at least three columns or nothing else.
func readHeader(cells []string) (columns, bool) {
	cols := columns{width: len(cells)}
	for i := range cols.at {
		cols.at[i] = -1
	}
	known := 0
	for i, cell := range cells {
		if col, ok := columnNames[cell]; ok && !cols.has(col) {
			cols.at[col] = i
			known++
		}
	}
	person := cols.has(colFirst) || cols.has(colLast) || cols.has(colFull)
	return cols, person && cols.has(colCompany) && (known >= 3 || known == len(cells)) && otherLinkedIn(cells) == ""
}

// knownOther returns an error when the cells are the header of another
// program's contact list.
func knownOther(cells []string) error {
	for _, cell := range cells {
		if what := otherPrograms[cell]; what != "" && len(cells) > 5 {
			return errNotYet(what)
		}
	}
	return nil
}

func otherLinkedIn(cells []string) string {
	for _, other := range otherFiles {
		missing := func(col string) bool { return !slices.Contains(cells, col) }
		if len(cells) > 1 && !slices.ContainsFunc(other.columns, missing) {
			return other.name
		}
	}
	return ""
}

func otherByName(name string) string {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	if ext := path.Ext(base); strings.EqualFold(ext, ".csv") {
		base = base[:len(base)-len(ext)]
	}
	for _, other := range otherNames {
		if strings.EqualFold(base, other) {
			return other
		}
	}
	return ""
}

// squash returns the letters and digits of a column's name in lower case.
func squash(cell string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, cell)
}

func orElse(value, fallback string) string {
	if value != "" {
		return value
	}
	return fallback
}
