package notice

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"kith"
)

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

func TestDates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text             string
		first, beginning time.Time
	}{
		{"7/2/21", day(2021, 7, 2), day(2021, 7, 2)},
		{"04/23/2026", day(2026, 4, 23), day(2026, 4, 23)},
		{"2022-03-12 00:00:00", day(2022, 3, 12), day(2022, 3, 12)},
		{"2020/4/3", day(2020, 4, 3), day(2020, 4, 3)},
		{"Jan 13, 2022", day(2022, 1, 13), day(2022, 1, 13)},
		{"17-Jun-2021", day(2021, 6, 17), day(2021, 6, 17)},
		{"2nd of March", time.Time{}, time.Time{}},
		{"May 7,14 & 31, 2012", day(2012, 5, 7), day(2012, 5, 7)},
		{"February 28, 2022 March 31, 2022", day(2022, 2, 28), day(2022, 2, 28)},
		{"9/14/2021, 8/31/2021", day(2021, 9, 14), day(2021, 8, 31)},
		{"10/16/2019Amendment: 12/23/2019", day(2019, 10, 16), day(2019, 10, 16)},
		{"07/07/2021 - (08/30/2021)", day(2021, 7, 7), day(2021, 7, 7)},
		{"Separations have been extended from January 5, 2020 to March 31, 2020.", day(2020, 1, 5), day(2020, 3, 31)},
		{"44621", day(2022, 3, 1), day(2022, 3, 1)},
		{"13/45/2020", time.Time{}, time.Time{}},
		{"2/30/2020", time.Time{}, time.Time{}},
		{"TBD", time.Time{}, time.Time{}},
		{"85251", time.Time{}, time.Time{}},
		{"007-23-055", time.Time{}, time.Time{}},
		{"", time.Time{}, time.Time{}},
	} {
		if got := firstDate(c.text); !got.Equal(c.first) {
			t.Errorf("%q: the first date is %s, want %s", c.text, got, c.first)
		}
		if got := beginning(c.text); !got.Equal(c.beginning) {
			t.Errorf("%q: it begins on %s, want %s", c.text, got, c.beginning)
		}
	}
	if got := dateOfLink("https://x.example/docs/20200730_Spirit_WARN.pdf?rev=1"); !got.Equal(day(2020, 7, 30)) {
		t.Errorf("of a link: %s", got)
	}
}

func TestHeadcount(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string][2]int{
		"134": {134, 0}, "1,492": {1492, 0}, "9,891 (2 from RI)": {9891, 0}, "206.0": {206, 0}, "50-75": {75, 50}, "100 to 150": {150, 100}, "approx. 40": {40, 0},
		"35 (temporary)": {35, 0}, "Up to 300": {300, 0}, "0": {0, 0}, "": {0, 0}, "TBD": {0, 0}, "t/b/d": {0, 0}, "12/31/2020": {0, 0}, "A123": {0, 0},
		"99999999999": {0, 0}, "The number of people is not yet known but may be 12": {0, 0},
	} {
		if most, least := headcount(cell); most != want[0] || least != want[1] {
			t.Errorf("%q: got %d and %d, want %v", cell, most, least, want)
		}
	}
}

func TestCompanyAndPlace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ cell, name, place string }{
		{"Northwharf Freight", "Northwharf Freight", "NY"},
		{"Northwharf Freight 575 5th Avenue New York, NY 10017", "Northwharf Freight", "New York, NY"},
		{"Northwharf Freight\nHolding, Inc.\n400 N. Ashley Drive, Floor 19\nTampa, FL 33602", "Northwharf Freight Holding, Inc.", "Tampa, FL"},
		{"Northwharf, Inc.741 Grant AvenueLake Katrine, NY 12449", "Northwharf, Inc.", "Lake Katrine, NY"},
		{"*UPDATED* Northwharf", "Northwharf", "NY"},
		{"Northwharf, Inc.-Revised (7/22/21)", "Northwharf, Inc.", "NY"},
		{"Northwharf – Updated", "Northwharf", "NY"},
		{"(*)Northwharf", "Northwharf", "NY"},
		{"24 Hour Northwharf", "24 Hour Northwharf", "NY"},
		{"Updated Ideas LLC", "Ideas LLC", "NY"},
		{"N/A", "", "NY"}, {"", "", "NY"},
	} {
		name, address := companyIn(c.cell)
		if got := place("", "", address, "NY"); name != c.name || got != c.place {
			t.Errorf("%q: got %q in %q, want %q in %q", c.cell, name, got, c.name, c.place)
		}
	}
	for _, c := range []struct{ city, county, address, state, want string }{
		{"Leeds", "", "", "AL", "Leeds, AL"}, {"LEEDS", "York", "", "AL", "Leeds, AL"}, {"", "York", "", "AL", "York County, AL"},
		{"Fargo, ND", "", "", "", "Fargo, ND"}, {"Ringgold VA", "", "", "VA", "Ringgold, VA"}, {"Romulus, Michigan", "", "", "", "Romulus, MI"},
		{"Columbus/Franklin", "", "", "OH", "Columbus, OH"}, {"Ishpeming, County: Marquette, Number Affected: 687", "", "", "MI", "Ishpeming, MI"},
		{"MA", "", "", "MA", "MA"}, {"189 North Main st, Branford", "", "", "CT", "Branford, CT"}, {"974 Centre Road", "", "", "DE", "DE"},
		{"", "New York | WDB Name: NEW YORK CITY", "", "NY", "New York County, NY"}, {"", "Multiple Counties", "", "MT", "MT"},
		{"", "", "7700 E. McCormick Parkway ; Scottsdale, Arizona 85258", "AZ", "Scottsdale, AZ"}, {"10320 Little Patuxent Parkway, Suite 600, Columbia, MD 21044", "", "", "MD", "Columbia, MD"},
		{"", "", "3710 HWY 60 East                Morganfield, KY", "KY", "Morganfield, KY"}, {"", "", "", "", ""}, {"Leeds", "", "", "", "Leeds"},
	} {
		if got := place(c.city, c.county, c.address, c.state); got != c.want {
			t.Errorf("%+v: got %q", c, got)
		}
	}
}

const someNotices = "Employer,Notice Date,Layoff Start,Workers Impacted,Where,Type\n" +
	"Northwharf Freight,11/2/2026,1/4/2027,\"1,140\",Hull,Closure\n" +
	"Halden Rail,11/3/2026,1/5/2027,12,Leeds,Layoff\n" +
	"Halden Rail,11/3/2026,1/5/2027,40,Leeds,Layoff\n" +
	"Halden Rail,11/3/2026,1/5/2027,40,Leeds,Layoff\n" +
	"Test Company,11/3/2026,1/5/2027,40,Leeds,Layoff\n" +
	"Quill,11/3/2026,1/5/2027,78788,Leeds,Layoff\n" +
	"Brackenfold,11/3/2046,1/5/2047,7,Leeds,Layoff\n" +
	",11/3/2026,1/5/2027,9,Leeds,Layoff\n" +
	"Total,,,1252,,\n"

// TestRead reads a list with columns that are called otherwise than any
// before, what is doubled in it, and what is not to be believed.
func TestRead(t *testing.T) {
	t.Parallel()
	result, err := Read([]byte(someNotices), "https://labor.example/oh/list.csv", day(2026, 11, 25))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, item := range result.Items {
		e := item.Events[0]
		got = append(got, strings.Join([]string{e.Headline, string(e.Kind), string(e.Stage), e.PublishedAt.Format("2006-01-02"), e.Quotes["headcount"]}, " | "))
	}
	want := []string{
		"Northwharf Freight: notice of a closure, 1140 people in Hull, OH, from 4 January 2027 | closure | filed | 2026-11-02 | 1,140",
		"Halden Rail: notice of a layoff, 12 people in Leeds, OH, from 5 January 2027 | layoff | filed | 2026-11-03 | 12",
		"Halden Rail: notice of a layoff, 40 people in Leeds, OH, from 5 January 2027 | layoff | filed | 2026-11-03 | 40",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if result.Rows != 8 || len(result.Held) != 4 || !strings.Contains(result.Remark(), "4 rows were held back, the first in row 6: it is called a test") {
		t.Errorf("%d rows, %s", result.Rows, result.Remark())
	}
	if result.Items[1].ExternalID == result.Items[2].ExternalID {
		t.Error("two notices of one day are one")
	}
}

// TestSlips wants no beginning that is years behind its notice, which would be
// news for ever.
func TestSlips(t *testing.T) {
	t.Parallel()
	list := "Company,Notice Date,Layoff Date,Employees\nA,09/18/2019,11/08/2109,96\nB,09/18/2019,11/08/2019,96\nC,09/18/2019,12/31/2021,96\nD,,01/31/2041,5\nE,,01/31/2028,5\n"
	result, err := Read([]byte(list), "", day(2026, 11, 25))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, item := range result.Items {
		e := item.Events[0]
		got = append(got, fmt.Sprintf("%s %d %q", e.Headline, e.EffectiveAt.Year(), e.Quotes["effective_at"]))
	}
	want := []string{
		`A: notice of a layoff, 96 people 1 ""`, `B: notice of a layoff, 96 people, from 8 November 2019 2019 "11/08/2019"`,
		`C: notice of a layoff, 96 people, from 31 December 2021 2021 "12/31/2021"`,
		`D: notice of a layoff, 5 people 1 ""`, `E: notice of a layoff, 5 people, from 31 January 2028 2028 "01/31/2028"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestEncodings reads a list in the encodings in which spreadsheets save them.
func TestEncodings(t *testing.T) {
	t.Parallel()
	list := "Company,Notice Date,Employees\nZürcher Mühlen,09/18/2026,96\n"
	var wide []byte
	for _, r := range "\ufeff" + list {
		wide = append(wide, byte(r), byte(r>>8))
	}
	for name, body := range map[string]string{
		"UTF-8": list, "with a mark": "\ufeff" + list, "Windows": strings.ReplaceAll(list, "ü", "\xfc"), "UTF-16": string(wide), "with a flaw": list + "Caf\xe9 Halden é é é,09/18/2026,3\n",
	} {
		result, err := Read([]byte(body), "", time.Time{})
		if err != nil || len(result.Items) == 0 || result.Items[0].Events[0].Company != "Zürcher Mühlen" {
			t.Errorf("%s: %v, %+v", name, err, result.Items)
		}
	}
}

// TestColumns wants a column that is not what its heading says not read as it,
// and one that is not there said to be missing.
func TestColumns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, list, remark string }{
		{"a zip code for a count", "Company,Notice Date,Employees Affected\nA,1/2/2026,Ohio\nB,1/3/2026,Texas\nC,1/4/2026,Iowa\n", "the column for the number of people holds something else"},
		{"no effective date", "Company,Notice Date,Employees Affected\nA,1/2/2026,3\n", "no column was recognized for the effective date"},
		{"no count", "Company,Notice Date,Effective Date\nA,1/2/2026,2/2/2026\n", "no column was recognized for the number of people"},
	} {
		result, err := Read([]byte(c.list), "", time.Time{})
		if err != nil || len(result.Items) == 0 || !strings.Contains(result.Remark(), c.remark) {
			t.Errorf("%s: %v, %q", c.name, err, result.Remark())
		}
		if c.name == "a zip code for a count" && result.Items[0].Events[0].Headcount != 0 {
			t.Errorf("%s: %+v", c.name, result.Items[0].Events[0])
		}
	}
	for _, list := range []string{"", "a,b,c\n1,2,3\n", "<html><body><p>none</p></body></html>", "<html><table><tr><td>x</td></tr></table></html>", "%PDF-1.4", "PK\x03\x04broken", "Company\nA\n", "Title,Location,Date\nPlanner,Hull,1/2/2026\n"} {
		if _, err := Read([]byte(list), "", time.Time{}); err == nil {
			t.Errorf("%.20q is read", list)
		}
	}
}

// TestForms reads the same list as a workbook, as a page and with semicolons.
func TestForms(t *testing.T) {
	t.Parallel()
	rows := [][]any{{"Notices of 2026"}, {"Company Name", "City", "Notice Date", "# Affected"}, {"Northwharf Freight", "Hull", "11/02/2026", 40}, {"Halden Rail", "Leeds", "11/03/2026", 12}}
	book := excelize.NewFile()
	for i, row := range rows {
		for j, value := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err == nil {
				err = book.SetCellValue("Sheet1", cell, value)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	var packed bytes.Buffer
	if err := book.Write(&packed); err != nil {
		t.Fatal(err)
	}
	page := "<!doctype html><html><body><table><tr><td>menu</td></tr></table><table><tr><th>Company Name<th>City<th>Notice Date<th># Affected</tr>" +
		"<tr><td>Northwharf<br>Freight<td>Hull<td>11/02/2026<td>40</tr><tr><td>Halden Rail<td>Leeds<td>11/03/2026<td>12</table></body></html>"
	for name, body := range map[string][]byte{
		"workbook": packed.Bytes(), "page": []byte(page), "semicolons": []byte("\xef\xbb\xbfCompany Name;City;Notice Date;# Affected\nNorthwharf Freight;Hull;11/02/2026;40\nHalden Rail;Leeds;11/03/2026;12\n"),
	} {
		result, err := Read(body, "", time.Time{})
		if err != nil || len(result.Items) != 2 {
			t.Errorf("%s: %v, %d items", name, err, len(result.Items))
			continue
		}
		if e := result.Items[0].Events[0]; e.Company != "Northwharf Freight" || e.Headcount != 40 || e.Locations[0] != "Hull" || !e.PublishedAt.Equal(day(2026, 11, 2)) {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

// TestVisit visits a list twice, and one that is amended: an amendment keeps
// the identity of its notice.
func TestVisit(t *testing.T) {
	t.Parallel()
	body := someNotices
	fetch := func(context.Context, kith.Request) (*kith.Response, error) {
		return &kith.Response{Status: 200, Header: http.Header{}, Body: []byte(body)}, nil
	}
	find := func(name string) (kith.Company, bool) {
		return kith.Company{ID: 7, Name: "Halden Rail Ltd."}, name == "Halden Rail"
	}
	s := kith.Source{Kind: kith.SourceNotices, URL: "https://labor.example/oh/list.csv"}
	reader := Reader{Find: find, Now: day(2026, 11, 25)}
	v := reader.Visit(t.Context(), fetch, s)
	if v.Outcome != kith.OutcomeComplete || len(v.Items) != 3 || !strings.Contains(v.Reason, "held back") || v.Items[1].Events[0].CompanyID != 7 || v.Items[0].Events[0].CompanyID != 0 {
		t.Fatalf("%s (%s) %+v", v.Outcome, v.Reason, v.Items)
	}
	s.Validators = v.Validators
	if again := reader.Visit(t.Context(), fetch, s); again.Outcome != kith.OutcomeUnchanged {
		t.Errorf("again: %s", again.Outcome)
	}
	body = strings.Replace(strings.Replace(someNotices, `"1,140"`, "900", 1), "1/4/2027", "2/4/2027", 1)
	amended := reader.Visit(t.Context(), fetch, s)
	if e := amended.Items[0].Events[0]; amended.Items[0].ExternalID != v.Items[0].ExternalID || e.Headcount != 900 || !e.EffectiveAt.Equal(day(2027, 2, 4)) {
		t.Errorf("amended: %+v", amended.Items[0])
	}
	body = "no list"
	if v := reader.Visit(t.Context(), fetch, s); v.Outcome != kith.OutcomeFailed || v.Reason == "" {
		t.Errorf("no list: %s (%s)", v.Outcome, v.Reason)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(someNotices))
	f.Add([]byte("<table><tr><th>Company<th>Notice Date<th>Affected</tr><tr><td>A<td>1/2/2026<td>3</table>"))
	f.Add([]byte("Company;Date;Jobs\nA;1/2/26;\"3\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		result, err := Read(body, "https://labor.example/oh/list.csv", day(2026, 11, 25))
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, item := range result.Items {
			e := item.Events[0]
			if item.ExternalID == "" || seen[item.ExternalID] || e.Company == "" || e.Headcount < 0 || e.Headcount >= tooMany || e.HeadcountMin > e.Headcount {
				t.Errorf("not fit: %+v", item)
			}
			seen[item.ExternalID] = true
		}
	})
}
