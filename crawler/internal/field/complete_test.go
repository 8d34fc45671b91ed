package field

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kith"
)

func TestTidy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ given, want []string }{
		{[]string{"Leeds, England, United Kingdom"}, []string{"Leeds, England, United Kingdom"}},
		{[]string{"Leeds; Hull | York"}, []string{"Leeds", "Hull", "York"}},
		{[]string{"San Francisco or NYC", "Leeds / Hull"}, []string{"San Francisco", "NYC", "Leeds", "Hull"}},
		{[]string{"Hybrid"}, nil},
		{[]string{"Hybrid", "Leeds"}, []string{"Leeds"}},
		{[]string{"Leeds (Hybrid)", "Hybrid - Hull", "York, On-site", "Hybrid: Bath", "Hybrid in Ely", "Office (Hull, or Leeds)"}, []string{"Leeds", "Hull", "York", "Bath", "Ely", "Office (Hull, or Leeds)"}},
		{[]string{"Remote", "Remote – EMEA", "Berlin (Remote)"}, []string{"Remote", "Remote – EMEA", "Berlin (Remote)"}},
		{[]string{"Hybrid Remote", "Remote / Hybrid"}, []string{"Remote"}},
		{[]string{"2 Locations", "Multiple Locations", "Various", "3+ offices", "5 Location(s)", "mehrere Standorte"}, nil},
		{[]string{"Six Mile", "100 Mile House, BC", "Various Street 4, Leeds"}, []string{"Six Mile", "100 Mile House, BC", "Various Street 4, Leeds"}},
		{[]string{"Hybridstadt", "Trinidad and Tobago", "Orr", "Offices at Hull"}, []string{"Hybridstadt", "Trinidad and Tobago", "Orr", "Offices at Hull"}},
		{[]string{"", " ", "N/A", "leeds", "leeds"}, []string{"leeds"}},
	} {
		if got := Tidy(c.given); !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.given, got, c.want)
		}
		if again := Tidy(Tidy(c.given)); !slices.Equal(again, Tidy(c.given)) {
			t.Errorf("%q: a second time gives %q", c.given, again)
		}
	}
}

func TestPlacesCountry(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"Leeds, England, United Kingdom": "GB", "Berlin, Germany": "DE", "Berlin, DE": "", "Wilmington, DE": "", "San Jose, CA": "", "San Jose, CA, USA": "US",
		"Austin, TX": "US", "Toronto, ON": "CA", "Atlanta, Georgia": "", "Tbilisi, Georgia": "", "Georgia": "GE", "Atlanta, Georgia, United States": "US",
		"Remote - Germany": "DE", "Remote, US": "US", "Remote (Spain)": "ES", "US Remote": "US", "Remote – EMEA": "", "Remote": "", "Poland": "PL", "PL": "PL",
		"Vienna": "", "in": "", "Paris|Lyon": "", "Paris, France|Lyon, France": "FR", "Paris, France|Ghent, Belgium": "", "Paris, France|Ghent": "", "": "",
		"Anywhere in Canada": "CA", "TX": "",
	} {
		if got := PlacesCountry(strings.FieldsFunc(given, func(r rune) bool { return r == '|' })); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
}

func TestTitleSeniority(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]kith.Seniority{
		"Software Engineer": "", "Senior Software Engineer": "senior", "Sr. Planner": "senior", "Staff Software Engineer": "lead", "Staff Accountant": "",
		"Staff Nurse": "", "Principal Engineer": "lead", "Team Lead, Night Shift": "lead", "Lead Generation Specialist": "", "Junior/Senior Developer": "",
		"Engineering Manager": "manager", "Product Manager": "", "Senior Product Manager": "senior", "Account Manager": "", "Manager, Field Marketing": "manager",
		"Director of Sales": "director", "Art Director": "", "Head of People": "director", "Senior Director, Legal": "director", "VP, Finance": "executive",
		"Vice President of Sales": "executive", "Chief Technology Officer": "executive", "Chief of Staff": "", "Executive Assistant to the CEO": "",
		"Assistant to the Vice President": "", "Internal Auditor": "", "Software Engineering Intern": "intern", "Praktikant (m/w/d) Einkauf": "intern",
		"Werkstudent Marketing": "intern", "Graduate Engineer": "junior", "Entry-Level Analyst": "junior", "Mid-level Backend Developer": "mid",
		"Senior Living Advisor": "", "Store Manager": "manager", "Kitchen Lead": "lead", "": "", "Developer, internal tools": "",
	} {
		if got := TitleSeniority(title); got != want {
			t.Errorf("%q: got %q, want %q", title, got, want)
		}
	}
	for given, want := range map[string]kith.Seniority{"Entry level": "junior", "Mid-Senior Level": "mid", "Director": "director", "Not Applicable": "", "": ""} {
		if got := SeniorityOf(given); got != want {
			t.Errorf("the field %q: got %q, want %q", given, got, want)
		}
	}
}

func TestTextSalary(t *testing.T) {
	t.Parallel()
	year := func(least, most int64, currency string) *kith.Salary {
		return &kith.Salary{Min: least, Max: most, Currency: currency, Period: "year"}
	}
	for _, c := range []struct {
		text, country string
		want          *kith.Salary
	}{
		{"The annual base salary range is $120,000 - $150,000 USD.", "", year(120_000, 150_000, "USD")},
		{"Compensation: $120,000—$150,000 per year", "US", year(120_000, 150_000, "USD")},
		{"Salary: £45k - £55k per annum plus pension", "GB", year(45_000, 55_000, "GBP")},
		{"Gehalt: 55.000 – 65.000 € pro Jahr", "DE", &kith.Salary{Min: 55_000, Max: 65_000, Currency: "EUR"}},
		{"Pay: $22.50 - $28.00/hr", "US", &kith.Salary{Min: 23, Max: 28, Currency: "USD", Period: "hour"}},
		{"Salary range 90-110k EUR per year", "", year(90_000, 110_000, "EUR")},
		{"Salary: CHF 100'000 to 120'000 per year", "CH", year(100_000, 120_000, "CHF")},
		{"The pay range is $100,000 to $130,000 annually.\nThe pay range is $100,000 to $130,000.", "US", year(100_000, 130_000, "USD")},
		{"Salary of $90,000 - $110,000 per year", "", &kith.Salary{Min: 90_000, Max: 110_000, Period: "year"}},
		{"Zone A pay: $100,000 - $120,000. Zone B pay: $90,000 - $105,000.", "US", nil},
		{"A sign-on bonus of $5,000 - $10,000 beside your salary.", "US", nil},
		{"We raised $50 - $60 million; salary is good.", "US", nil},
		{"You manage a budget of $100,000 - $200,000; salary by agreement.", "US", nil},
		{"Salary: 40 - 45 hours a week, 10-12 days", "US", nil},
		{"Pay range: $120,000", "US", nil},
		{"Founded 1998-2004 with pay and $.", "US", nil},
		{"Salary $90,000 - $1,100,000 per year", "US", nil},
		{"Salary $150,000 - $90,000 per year", "US", nil},
		{"401k - 403b, salary", "US", nil},
		{"", "", nil},
	} {
		got := TextSalary(c.text, c.country)
		if (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
			t.Errorf("%q: got %+v, want %+v", c.text, got, c.want)
		}
	}
}

// TestTextSalaryHostile wants an end of texts that are made to cost time.
func TestTextSalaryHostile(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		strings.Repeat("salary $1", 100_000), strings.Repeat("1 ", 500_000), strings.Repeat("$100,000 - ", 100_000),
		strings.Repeat("salary $100,000 - $120,000 ", 50_000), strings.Repeat("1,000", 200_000),
	} {
		begin := time.Now()
		_ = TextSalary(s, "US")
		if took := time.Since(begin); took > 20*time.Second {
			t.Errorf("%.30q took %s", s, took)
		}
	}
}

func FuzzComplete(f *testing.F) {
	for _, s := range []string{"Remote – EMEA", "2 Locations", "Leeds (Hybrid)", "Senior Planner", "Salary: £45k - £55k per annum", "Anywhere in the \u0130"} {
		f.Add(s, s, s)
	}
	f.Fuzz(func(t *testing.T, title, place, description string) {
		o := kith.Opening{Title: title, Locations: []string{place, title}, Description: description}
		Complete(&o)
		again := o
		Complete(&again)
		if !slices.Equal(o.Locations, again.Locations) || o.Country != again.Country || o.Workplace != again.Workplace || o.Seniority != again.Seniority {
			t.Errorf("a second time: %+v and %+v", o, again)
		}
		if o.Salary != nil && (o.Salary.Min <= 0 || o.Salary.Max < o.Salary.Min) || len(o.Country) != 2 && o.Country != "" {
			t.Errorf("got %+v %q", o.Salary, o.Country)
		}
	})
}
