package contacts_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"kith"
	"kith/contacts"
)

const header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"

func read(tb testing.TB, name, text string) (contacts.Import, error) {
	tb.Helper()
	file := contacts.File{Name: name, Data: strings.NewReader(text), Size: int64(len(text))}
	return contacts.Read(tb.Context(), file, nil)
}

func mustRead(tb testing.TB, text string) contacts.Import {
	tb.Helper()
	imp, err := read(tb, "Connections.csv", text)
	if err != nil {
		tb.Fatalf("Read: %v", err)
	}
	return imp
}

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

func sample(tb testing.TB) string {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "Connections.csv"))
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}

func sampleImport() contacts.Import {
	const in = "https://www.linkedin.com/in/"
	return contacts.Import{
		Format: contacts.FormatLinkedIn,
		Rows:   9,
		Contacts: []kith.Contact{
			{Name: "Odalys Brenn", Company: "Saltmarsh Post Ltd", Position: "Data Analyst", ProfileURL: in + "odalys-brenn", ConnectedOn: date(2026, 8, 3), MailDomain: "example.co.uk"},
			{Name: "Tiziano Quarrel, CPA", Company: `Northwharf "Logistics", Inc.`, ProfileURL: in + "tiziano-quarrel", ConnectedOn: date(2021, 2, 12)},
			{Name: "Bao Lin", Company: "Tindermoor", Position: "Head of many things", ProfileURL: in + "bao-lin"},
			{Name: "Pim Oakes", Company: "Halden Rail", Position: "Driver", ConnectedOn: date(2026, 8, 3)},
		},
		Skipped: []kith.SkippedRow{
			{Row: 7, Why: "no name"},
			{Row: 8, Why: "no company"},
			{Row: 11, Why: "the same person as in line 5"},
			{Row: 12, Why: "a quotation mark is never closed"},
			{Row: 13, Why: "8 columns where 7 were expected"},
		},
	}
}

func TestReadKeepsWhatItShould(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(sampleImport(), mustRead(t, sample(t))); diff != "" {
		t.Errorf("import (-want +got):\n%s", diff)
	}
}

// The same list gives the same contacts in whatever encoding, with whatever
// separator and line ends, and in a ZIP.
func TestReadForms(t *testing.T) {
	t.Parallel()
	text := sample(t)
	encode := func(e encoding.Encoding) string {
		out, err := e.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	utf16le := encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))
	tests := map[string]string{
		"byte order mark":   "\ufeff" + text,
		"UTF-16LE":          "\xff\xfe" + utf16le,
		"UTF-16LE, no mark": utf16le,
		"UTF-16BE":          encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM)),
		"CRLF":              strings.ReplaceAll(text, "\n", "\r\n"),
		"CR":                strings.ReplaceAll(text, "\n", "\r"),
		"blank line":        text + ",,,,,,\n\n",
		"no newline at end": strings.TrimSuffix(text, "\n"),
		"zip":               zipOf(t, "Basic/CONNECTIONS.CSV", text, "Basic/old/Connections.csv", header, "Basic/Messages.csv", "x"),
		"zip, backslashes":  zipOf(t, `Export\Connections.csv`, text),
	}
	for name, data := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(sampleImport(), mustRead(t, data)); diff != "" {
				t.Errorf("import (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadHeaders(t *testing.T) {
	t.Parallel()
	anna := kith.Contact{Name: "Änna Berg", Company: "Halden Rail", ConnectedOn: date(2026, 8, 3)}
	tests := map[string]struct{ text, format string }{
		"no preamble":       {header + "Änna,Berg,,,Halden Rail,,03 Aug 2026\n", "linkedin"},
		"another order":     {"Connected On,Company,Last Name,First Name\n2026-08-03,Halden Rail,Berg,Änna\n", "linkedin"},
		"case and spaces":   {" FIRST NAME , last  name,url,COMPANY,Connected on \nÄnna,Berg,,Halden Rail,8/3/26\n", "linkedin"},
		"semicolons":        {"First Name;Last Name;Company;Connected On\nÄnna;Berg;Halden Rail;03.08.2026\n", "linkedin"},
		"tabs":              {"First Name\tLast Name\tCompany\tConnected On\nÄnna\tBerg\tHalden Rail\t3 August 2026\n", "linkedin"},
		"German":            {"Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am\nÄnna,Berg,,,Halden Rail,,3. Aug. 2026\n", "linkedin"},
		"French":            {"Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Date de connexion\nÄnna,Berg,,,Halden Rail,,3 août 2026\n", "linkedin"},
		"kept by hand":      {"Name,Company,Connected On\nÄnna Berg,Halden Rail,\"Aug 3, 2026\"\n", "csv"},
		"quote in preamble": {"Notes:\n\"an open quote\n\n" + header + "Änna,Berg,,,Halden Rail,,3-Aug-26\n", "linkedin"},
		"extra commas":      {header + "Änna,Berg,,,Halden Rail,,03 Aug 2026,,,\n", "linkedin"},
		"quoted all":        {`"First Name","Last Name","Company","Connected On"` + "\n" + `"Änna", "Berg","Halden Rail","03 Aug 2026"` + "\n", "linkedin"},
		"control and bidi":  {header + "\u202eÄnna\x00,Berg\u2066,,,Halden \x07\t Rail\u200f,,03 Aug 2026\n", "linkedin"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := contacts.Import{Format: test.format, Rows: 1, Contacts: []kith.Contact{anna}}
			if diff := cmp.Diff(want, mustRead(t, test.text)); diff != "" {
				t.Errorf("import (-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadWindows1252(t *testing.T) {
	t.Parallel()
	text, err := charmap.Windows1252.NewEncoder().String(header + "Änna,Berg,,,Söhne & Töchter,,03 Aug 2026\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := mustRead(t, text).Contacts[0].Company; got != "Söhne & Töchter" {
		t.Errorf("company = %q", got)
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	const notList = "This is not a contact list that we can read. It takes .csv, .vcf, or LinkedIn’s .zip."
	bomb := bombZip(t)
	tests := map[string]struct{ name, text, want string }{
		"empty":            {"Connections.csv", "", "The file is empty."},
		"only spaces":      {"Connections.csv", "\ufeff \n\n", "The file is empty."},
		"PDF":              {"Connections.csv", "%PDF-1.7\n…", notList},
		"picture":          {"me.png", "\x89PNG\r\n\x1a\n\x00\x00", notList},
		"HTML":             {"Connections.csv", "<!doctype html><p>sign in", notList},
		"spreadsheet":      {"c.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", notList},
		"binary":           {"c.csv", strings.Repeat("\x00\x01\x02", 99), notList},
		"no company":       {"c.csv", "First Name,Last Name,Phone\nÄnna,Berg,1\n", "This file has no column for the company. LinkedIn’s is called Connections.csv."},
		"prose":            {"c.csv", "Dear all,\nhello\n", "This file has no column for the company. LinkedIn’s is called Connections.csv."},
		"messages":         {"x.csv", "CONVERSATION ID,CONVERSATION TITLE,FROM,CONTENT\n1,,a,hi\n", "This is LinkedIn’s Messages file. We do not need it, and have not kept it. The one we read is Connections.csv."},
		"profile":          {"Profile.csv", "First Name,Last Name,Maiden Name,Address,Headline\nA,B,,,c\n", "This is LinkedIn’s Profile file. We do not need it, and have not kept it. The one we read is Connections.csv."},
		"positions":        {"x.csv", "Company Name,Title,Description,Location,Started On,Finished On\n", "This is LinkedIn’s Positions file. We do not need it, and have not kept it. The one we read is Connections.csv."},
		"recommendations":  {"x.csv", "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\nA,B,C,D,E,F,G\n", "This is LinkedIn’s Recommendations file. We do not need it, and have not kept it. The one we read is Connections.csv."},
		"skills":           {"Skills.csv", "Name\nBaking\n", "This is LinkedIn’s Skills file. We do not need it, and have not kept it. The one we read is Connections.csv."},
		"Google":           {"contacts.csv", "First Name,Last Name,Organization Name,Organization Title,Labels,E-mail 1 - Value\nA,B,C,D,,e\n", "This is a Google contact list, which kith does not read yet. It reads LinkedIn’s Connections.csv and LinkedIn’s .zip."},
		"vCard":            {"c.vcf", "begin:vcard\nVERSION:3.0\n", "This is a vCard file, which kith does not read yet. It reads LinkedIn’s Connections.csv and LinkedIn’s .zip."},
		"zip without":      {"x.zip", zipOf(t, "Profile.csv", "x"), "There is no Connections.csv in this zip. Ask LinkedIn for your connections once more, or drop Connections.csv alone."},
		"zip in zip":       {"x.zip", zipOf(t, "a/Basic.zip", "PK\x03\x04"), "There is a zip inside this zip. Unpack it and drop the inner one, or Connections.csv."},
		"zip, empty":       {"x.zip", zipOf(t), "There is no Connections.csv in this zip. Ask LinkedIn for your connections once more, or drop Connections.csv alone."},
		"zip, locked":      {"x.zip", lockedZip(t), "The zip has a password. Unpack it and drop Connections.csv."},
		"zip, bomb":        {"x.zip", bomb, "Connections.csv in this zip unpacks to more than 50 MB. A real one is far smaller."},
		"zip, lying bomb":  {"x.zip", lying(bomb), "The file is damaged and could not be read to its end: zip: not a valid zip file"},
		"zip, cut":         {"x.zip", zipOf(t, "Connections.csv", header)[:60], "The zip is damaged or not complete. Unpack it and drop Connections.csv."},
		"zip, binary in":   {"x.zip", zipOf(t, "Connections.csv", "\x89PNG\r\n"), notList},
		"zip, many":        {"x.zip", zipOfMany(t), "The zip holds too many files. Unpack it and drop Connections.csv."},
		"too many rows":    {"Connections.csv", header + strings.Repeat("x\n", 1_000_001), "The list has more than 1,000,000 rows. Split it and bring the parts one by one."},
		"endless preamble": {"Connections.csv", strings.Repeat("Notes:\n", 1000) + header, "This file has no column for the company. LinkedIn’s is called Connections.csv."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			imp, err := read(t, test.name, test.text)
			if kith.CodeOf(err) != kith.CodeInvalid || err.Error() != test.want {
				t.Errorf("error = %v (%s), want %q", err, kith.CodeOf(err), test.want)
			}
			if diff := cmp.Diff(contacts.Import{}, imp); diff != "" {
				t.Errorf("something came back with the error:\n%s", diff)
			}
		})
	}
}

func TestReadTooLarge(t *testing.T) {
	t.Parallel()
	_, err := contacts.Read(t.Context(), contacts.File{Data: strings.NewReader(header), Size: contacts.MaxSize + 1}, nil)
	if err == nil || err.Error() != "The file is larger than 200 MB. Connections alone is far smaller." {
		t.Errorf("error = %v", err)
	}
}

// A list that cannot be read to its end gives nothing at all.
func TestReadHalf(t *testing.T) {
	t.Parallel()
	text := header + strings.Repeat("Änna,Berg,,,Halden Rail,,\n", 9999)
	whole := zipOf(t, "Connections.csv", text)
	damaged := []byte(whole)
	damaged[200] ^= 0x55
	imp, err := read(t, "x.zip", string(damaged))
	if kith.CodeOf(err) != kith.CodeInvalid || imp.Contacts != nil {
		t.Errorf("Read of a damaged zip = %d contacts, %v", len(imp.Contacts), err)
	}
	fails := contacts.File{Name: "c.csv", Data: failing{strings.NewReader(text)}, Size: int64(len(text))}
	if imp, err := contacts.Read(t.Context(), fails, nil); kith.CodeOf(err) != kith.CodeInvalid || imp.Contacts != nil {
		t.Errorf("Read of a failing disk = %d contacts, %v", len(imp.Contacts), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	file := contacts.File{Name: "c.csv", Data: strings.NewReader(text), Size: int64(len(text))}
	if imp, err := contacts.Read(ctx, file, nil); !errors.Is(err, context.Canceled) || imp.Contacts != nil {
		t.Errorf("Read after cancel = %d contacts, %v", len(imp.Contacts), err)
	}
}

// failing gives the beginning of a file and then an error.
type failing struct{ in *strings.Reader }

func (f failing) ReadAt(p []byte, off int64) (int, error) {
	if off > 100_000 {
		return 0, errors.New("input/output error")
	}
	return f.in.ReadAt(p, off)
}

func TestReadDates(t *testing.T) {
	t.Parallel()
	tests := map[string]time.Time{
		"03 Aug 2026": date(2026, 8, 3), "3 August 2026": date(2026, 8, 3), "8/3/26": date(2026, 8, 3),
		"08/03/2026": date(2026, 8, 3), "23/8/2026": date(2026, 8, 23), "2026-08-03": date(2026, 8, 3),
		"2026/08/03": date(2026, 8, 3), "2026-08-03T10:11:12Z": date(2026, 8, 3), "03.08.2026": date(2026, 8, 3),
		"8/3/26, 9:30 AM": date(2026, 8, 3), "03 Mär 2026": date(2026, 3, 3), "03 ago 2026": date(2026, 8, 3),
		"3 de agosto de 2026": date(2026, 8, 3), "29 Feb 2024": date(2024, 2, 29),
		"29 Feb 2025": {}, "31 Jun 2026": {}, "03 Foo 2026": {}, "yesterday": {}, "": {}, "99999999999999999999/1/1": {}, "0/0/0": {}, "03 Aug 1826": {},
	}
	for text, want := range tests {
		imp := mustRead(t, header+fmt.Sprintf("Änna,Berg,,,Halden Rail,,%q\n", text))
		if got := imp.Contacts[0].ConnectedOn; !got.Equal(want) {
			t.Errorf("%q = %v, want %v", text, got, want)
		}
	}
}

func TestReadMailDomain(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"anna@haldenrail.com": "haldenrail.com", "anna@mail.halden.co.uk": "halden.co.uk", "ANNA@Halden.DE ": "halden.de",
		"anna@gmail.com": "", "anna@yahoo.co.jp": "", "anna@gmx.net": "", "anna": "", "@halden.de": "", "a@b": "", "a@b c.de": "", "a@co.uk": "",
	}
	for mail, want := range tests {
		imp := mustRead(t, header+"Änna,Berg,,"+mail+",Halden Rail,,\n")
		if got := imp.Contacts[0].MailDomain; got != want {
			t.Errorf("domain of %q = %q, want %q", mail, got, want)
		}
	}
}

// A quote that is never closed costs one row, however long the file is.
func TestReadOpenQuote(t *testing.T) {
	t.Parallel()
	text := header + "Änna,\"Berg,,,Halden Rail,,\n" + strings.Repeat("Bo,Hall,,,Tindermoor,,\n", 1) +
		"Cy," + strings.Repeat("x", 100_000) + ",,,Long,,\n" + "Di,Voss,,,Quillfeather,,\n"
	want := contacts.Import{
		Format: "linkedin", Rows: 4,
		Contacts: []kith.Contact{{Name: "Bo Hall", Company: "Tindermoor"}, {Name: "Di Voss", Company: "Quillfeather"}},
		Skipped:  []kith.SkippedRow{{Row: 2, Why: "a quotation mark is never closed"}, {Row: 4, Why: "the line is too long"}},
	}
	if diff := cmp.Diff(want, mustRead(t, text)); diff != "" {
		t.Errorf("import (-want +got):\n%s", diff)
	}
}

func TestReadKeys(t *testing.T) {
	t.Parallel()
	text := header + "Änna,Berg,,,Halden Rail,,\n"
	keys := func(name string) kith.NameKeys { return kith.NameKeys{Exact: "key of " + name} }
	imp, err := contacts.Read(t.Context(), contacts.File{Data: strings.NewReader(text), Size: int64(len(text))}, keys)
	if err != nil || imp.Contacts[0].Keys.Exact != "key of Halden Rail" {
		t.Errorf("Read = %+v, %v", imp, err)
	}
}

func zipOf(tb testing.TB, namesAndTexts ...string) string {
	tb.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestSpeed)
	})
	for i := 0; i < len(namesAndTexts); i += 2 {
		method := zip.Deflate
		if namesAndTexts[i+1] == "" {
			method = zip.Store
		}
		member, err := w.CreateHeader(&zip.FileHeader{Name: namesAndTexts[i], Method: method})
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := io.WriteString(member, namesAndTexts[i+1]); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.String()
}

func zipOfMany(tb testing.TB) string {
	tb.Helper()
	var names []string
	for i := range 4500 {
		names = append(names, fmt.Sprintf("%01000d", i), "")
	}
	return zipOf(tb, names...)
}

func lockedZip(tb testing.TB) string {
	tb.Helper()
	data := []byte(zipOf(tb, "Connections.csv", header))
	data[bytes.Index(data, []byte("PK\x03\x04"))+6] |= 1
	data[bytes.Index(data, []byte("PK\x01\x02"))+8] |= 1
	return string(data)
}

// bombZip is a small ZIP whose member unpacks to 53 MB.
func bombZip(tb testing.TB) string {
	tb.Helper()
	return zipOf(tb, "Connections.csv", header+strings.Repeat("A,B,,,C,"+strings.Repeat("x", 1000)+",\n", 53_000))
}

// lying returns the ZIP with a directory that gives a size that is allowed.
func lying(bomb string) string {
	data := []byte(bomb)
	at := bytes.Index(data, []byte("PK\x01\x02")) + 24
	copy(data[at:], []byte{0xff, 0xff, 0x0f, 0x00}) // one megabyte
	return string(data)
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(sample(f)))
	f.Add([]byte("\xff\xfeN\x00a\x00m\x00e\x00,\x00C\x00o\x00"))
	f.Add([]byte(zipOf(f, "Connections.csv", header+"a,b,,,c,,\n")))
	f.Add([]byte("Name;Company\n\"a\n\n\";\"b\"\"\"\r\r\n"))
	f.Add([]byte(lockedZip(f)))
	f.Fuzz(func(t *testing.T, data []byte) {
		imp, err := contacts.Read(t.Context(), contacts.File{Name: "f", Data: bytes.NewReader(data), Size: int64(len(data))}, nil)
		if err != nil {
			if kith.CodeOf(err) != kith.CodeInvalid || len(imp.Contacts)+len(imp.Skipped) > 0 {
				t.Fatalf("Read = %+v, %v", imp, err)
			}
			return
		}
		if imp.Rows != len(imp.Contacts)+len(imp.Skipped) {
			t.Fatalf("%d rows, but %d contacts and %d skipped", imp.Rows, len(imp.Contacts), len(imp.Skipped))
		}
		for _, c := range imp.Contacts {
			for _, s := range []string{c.Name, c.Company, c.Position, c.ProfileURL, c.MailDomain} {
				if !utf8.ValidString(s) || utf8.RuneCountInString(s) > 300 || strings.ContainsAny(s, "\x00\n\r\u202e") {
					t.Fatalf("unclean text %q", s)
				}
			}
			if c.Name == "" || c.Company == "" {
				t.Fatalf("contact without name or company: %+v", c)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	text.WriteString(header)
	for i := range 3000 {
		fmt.Fprintf(&text, "Änna%d,Berg,https://www.linkedin.com/in/anna-berg-%d,,\"Halden Rail %d, Inc.\",Engineer,03 Aug 2026\n", i, i, i%700)
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		if imp := mustRead(b, text.String()); len(imp.Contacts) != 3000 {
			b.Fatalf("%d contacts", len(imp.Contacts))
		}
	}
}
