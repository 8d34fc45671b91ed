package field

import (
	"slices"
	"strings"
	"testing"

	"kith"
)

func TestWorkplace(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]kith.Workplace{
		"Remote": kith.WorkplaceRemote, "Fully Remote": kith.WorkplaceRemote, "HYBRID": kith.WorkplaceHybrid, "Hybrid Remote": kith.WorkplaceHybrid,
		"OnSite": kith.WorkplaceOnsite, "on-site": kith.WorkplaceOnsite, "In Office": kith.WorkplaceOnsite, "In-person": kith.WorkplaceOnsite,
		"Not Remote": "", "Non-remote": "", "No remote": "", "unspecified": "", "Flexible": "", "": "",
	} {
		if got := Workplace(given); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
	for given, want := range map[string]kith.Workplace{
		"Remote": kith.WorkplaceRemote, "Remote, US": kith.WorkplaceRemote, "Remote (Spain); Remote - Italy": kith.WorkplaceRemote, "Hybrid - Leeds": kith.WorkplaceHybrid,
		"In-Office": kith.WorkplaceOnsite, "Remote, US; New York": "", "Remote; Hybrid": "", "Remote-Friendly (Leeds)": "", "Leeds": "", "Remoteville": "", "": "",
	} {
		if got := PlacesWorkplace(SplitPlaces(given)); got != want {
			t.Errorf("the location %q: got %q, want %q", given, got, want)
		}
	}
}

func TestPeriod(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"1 YEAR": "year", "Annual Salary": "year", "per annum": "year", "per-month-salary": "month", "weekly pay": "week", "Daily Rate": "day",
		"per-hour-wage": "hour", "USD/hr": "hour", "bi-week-salary": "", "Semi-monthly": "", "one-time": "", "NONE": "", "hourly or yearly": "",
		"Today": "", "": "", strings.Repeat("x", 1_000_000): "",
	} {
		if got := Period(given); got != want {
			t.Errorf("%.40q: got %q, want %q", given, got, want)
		}
	}
}

func TestEmploymentType(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"FullTime": "Full-time", "Full time": "Full-time", "Full-Time": "Full-time", "part_time": "Part-time", "Contractor": "Contract",
		"Temp": "Temporary", "Intern": "Internship", "Regular  Employee": "Regular Employee", "": "",
	} {
		if got := EmploymentType(given); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
}

func TestWebAddress(t *testing.T) {
	t.Parallel()
	const fallback = "https://jobs.example/1"
	for given, want := range map[string]string{
		"https://jobs.example/a?b=c": "https://jobs.example/a?b=c", "http://jobs.example/": "http://jobs.example/", " https://jobs.example/ ": "https://jobs.example/",
		"": fallback, "javascript:alert(1)": fallback, "data:text/html,x": fallback, "/jobs/1": fallback, "//jobs.example": fallback, "https:///x": fallback,
		"https://user:secret@jobs.example/": fallback, "https://jobs.example/a\nb": fallback, "https://jobs.example/\u202e": fallback,
		"https://jobs.example/" + strings.Repeat("a", 3000): fallback,
	} {
		if got := WebAddress(given, fallback); got != want {
			t.Errorf("%.60q: got %q, want %q", given, got, want)
		}
	}
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	if got, want := Places("Warsaw, , Poland", " ", ",", "Leeds", "Leeds ", "R&amp;D"), []string{"Warsaw, Poland", "Leeds", "R&D"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Places("N/A", "Unknown, Poland", "TBD", "-", "Windhoek, NA"), []string{"Poland", "Windhoek, NA"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	var many []string
	for i := range 10_000 {
		many = append(many, strings.Repeat("a", i%300+1))
	}
	if got := Places(many...); len(got) != maxPlaces {
		t.Errorf("%d places are kept", len(got))
	}
	if got := ExternalID((strings.Repeat("1", 2000))); got != "" {
		t.Errorf("an id of %d bytes", len(got))
	}
}

func TestSalary(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		given Pay
		want  *kith.Salary
	}{
		{Pay{Min: 50_000, Max: 60_000, Currency: "eur", Period: "year"}, &kith.Salary{Min: 50_000, Max: 60_000, Currency: "EUR", Period: "year"}},
		{Pay{Max: 22.5, Currency: "Euros"}, &kith.Salary{Max: 23}},
		{Pay{}, nil},
		{Pay{Min: -1, Max: 5}, nil},
		{Pay{Min: 1, Max: 1e300}, nil},
	} {
		got := c.given.Salary()
		if (got == nil) != (c.want == nil) || (got != nil && *got != *c.want) {
			t.Errorf("%+v: got %+v, want %+v", c.given, got, c.want)
		}
	}
}
