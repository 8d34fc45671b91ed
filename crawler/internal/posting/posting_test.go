package posting_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/crawler/internal/posting"
)

const base = "https://northwharf.example/jobs/12"

// script returns a page with a script of JSON-LD.
func script(data string) string {
	return `<html><head><script type="application/ld+json">` + data + `</script></head><body></body></html>`
}

// item returns a page with a posting as microdata.
func item(inside string) string {
	return `<html><body><div itemscope itemtype="https://schema.org/JobPosting">` + inside + `</div></body></html>`
}

// TestItems reads postings in microdata, in the forms in which pages write it.
func TestItems(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, body string
		want       kith.Opening
	}{
		{"text", item(`<h1 itemprop="title">Crane <b>Operator</b></h1>`), kith.Opening{Title: "Crane Operator"}},
		{"a name for a title", item(`<span itemprop="name">Crane Operator</span>`), kith.Opening{Title: "Crane Operator"}},
		{"attributes", item(`<meta itemprop="title" content="Crane Operator"><time itemprop="datePosted" datetime="2026-11-20">last week</time>
			<meta itemprop="employmentType" content="FULL_TIME"><a itemprop="url" href="/jobs/13?utm_source=x">more</a>`),
			kith.Opening{Title: "Crane Operator", EmploymentType: "Full-time", URL: "https://northwharf.example/jobs/13", PostedAt: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}},
		{"items", item(`<h1 itemprop="title">Crane Operator</h1>
			<div itemprop="jobLocation" itemscope itemtype="http://schema.org/Place"><div itemprop="address" itemscope itemtype="http://schema.org/PostalAddress">
			<span itemprop="addressLocality">Hull</span>, <span itemprop="addressRegion">East Riding</span> <span itemprop="addressCountry">GB</span></div></div>
			<div itemprop="hiringOrganization" itemscope itemtype="http://schema.org/Organization"><span itemprop="name">Northwharf Freight</span></div>
			<div itemprop="identifier" itemscope itemtype="http://schema.org/PropertyValue"><meta itemprop="value" content="NW-7"></div>`),
			kith.Opening{ExternalID: "NW-7", Company: "Northwharf Freight", Title: "Crane Operator", Locations: []string{"Hull, East Riding, United Kingdom"}, Country: "GB"}},
		{"several places", item(`<h1 itemprop="title">Crane Operator</h1><span itemprop="jobLocation">Hull</span><span itemprop="jobLocation">Leeds</span>`),
			kith.Opening{Title: "Crane Operator", Locations: []string{"Hull", "Leeds"}}},
		{"a description keeps its paragraphs", item(`<h1 itemprop="title">Crane Operator</h1><div itemprop="description"><p>Cranes.</p><ul><li>Lift &amp; lower</li></ul><script>x()</script></div>`),
			kith.Opening{Title: "Crane Operator", Description: "Cranes.\n\n- Lift & lower", Detailed: true}},
		{"pay as an item", item(`<h1 itemprop="title">Crane Operator</h1><meta itemprop="salaryCurrency" content="GBP"><div itemprop="baseSalary" itemscope itemtype="http://schema.org/MonetaryAmount">
			<div itemprop="value" itemscope itemtype="http://schema.org/QuantitativeValue"><span itemprop="minValue">31,000</span><span itemprop="maxValue">36,000</span><meta itemprop="unitText" content="ANN"></div></div>`),
			kith.Opening{Title: "Crane Operator", Salary: &kith.Salary{Min: 31000, Max: 36000, Currency: "GBP", Period: "year"}}},
		{"pay in words", item(`<h1 itemprop="title">Crane Operator</h1><span itemprop="baseSalary">£31,000 – £36,000 per year</span>`),
			kith.Opening{Title: "Crane Operator", Salary: &kith.Salary{Min: 31000, Max: 36000, Currency: "GBP", Period: "year"}}},
		{"an item below other elements", `<body itemscope itemtype="http://schema.org/WebPage"><main itemprop="mainEntity" itemscope itemtype="http://schema.org/JobPosting"><p><b itemprop="title">Crane Operator</b></p></main>`,
			kith.Opening{Title: "Crane Operator"}},
		{"JSON-LD comes first", script(`{"@type":"JobPosting","title":"Rigger"}`) + item(`<h1 itemprop="title">Crane Operator</h1>`), kith.Opening{Title: "Rigger"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := posting.Of([]byte(c.body), base)
			if err != nil {
				t.Fatal(err)
			}
			if c.want.URL == "" {
				c.want.URL = base
			}
			if diff := cmp.Diff([]kith.Opening{c.want}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestNoItems wants nothing out of items of other types, and of postings that
// have no title.
func TestNoItems(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"another type": strings.Replace(item(`<h1 itemprop="title">Crane Operator</h1>`), "JobPosting", "NewsArticle", 1),
		"no title":     item(`<p itemprop="description">Cranes.</p>`),
		"no item":      `<div itemtype="https://schema.org/JobPosting"><h1 itemprop="title">Crane Operator</h1></div>`,
		"in a comment": `<!--` + item(`<h1 itemprop="title">Crane Operator</h1>`) + `-->`,
	} {
		if got, err := posting.Of([]byte(body), base); err != nil || len(got) > 0 {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// TestPlaces tells countries from states and cities.
func TestPlaces(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		location string
		places   []string
		country  string
	}{
		{`{"address":{"addressCountry":"GB"}}`, []string{"United Kingdom"}, "GB"},
		{`{"address":{"addressCountry":"gbr"}}`, []string{"United Kingdom"}, "GB"},
		{`{"address":{"addressLocality":"Atlanta","addressRegion":"Georgia","addressCountry":"US"}}`, []string{"Atlanta, Georgia, United States"}, "US"},
		{`{"address":{"addressLocality":"Tbilisi","addressCountry":"Georgia"}}`, []string{"Tbilisi, Georgia"}, "GE"},
		{`"Georgia"`, []string{"Georgia"}, ""},
		{`{"name":"Georgia"}`, []string{"Georgia"}, ""},
		{`"CA"`, []string{"CA"}, ""},
		{`{"address":{"addressCountry":"CA"}}`, []string{"Canada"}, "CA"},
		{`"Germany"`, []string{"Germany"}, "DE"},
		{`{"address":{"addressCountry":"Deutschland"}}`, []string{"Deutschland"}, "DE"},
		{`{"address":{"addressCountry":"England"}}`, []string{"England"}, "GB"},
		{`{"address":{"addressCountry":"Turkey"}}`, []string{"Turkey"}, "TR"},
		{`{"address":{"addressCountry":"Europe"}}`, []string{"Europe"}, ""},
		{`{"@type":"Country","name":"USA"}`, []string{"United States"}, "US"},
	} {
		got, err := posting.Of([]byte(script(`{"@type":"JobPosting","title":"Rigger","jobLocation":`+c.location+`}`)), base)
		if err != nil || len(got) != 1 {
			t.Fatalf("%s: %v, %v", c.location, got, err)
		}
		if diff := cmp.Diff(c.places, got[0].Locations); diff != "" || got[0].Country != c.country {
			t.Errorf("%s: %q, %q", c.location, got[0].Locations, got[0].Country)
		}
	}
}

// TestFields reads kinds of employment and periods of pay as sites spell them.
func TestFields(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string]string{
		`"FULL_TIME"`: "Full-time", `["PART_TIME","CONTRACTOR"]`: "Part-time, Contract", `"OTHER"`: "", `"per diem"`: "Per diem", `"VOLUNTEER"`: "Volunteer",
		`"full-time, FULL_TIME"`: "Full-time", `"Festanstellung"`: "Festanstellung", `7`: "7", `{}`: "",
	} {
		got, _ := posting.Of([]byte(script(`{"@type":"JobPosting","title":"Rigger","employmentType":`+kind+`}`)), base)
		if len(got) != 1 || got[0].EmploymentType != want {
			t.Errorf("%s: %+v, want %q", kind, got, want)
		}
	}
	for unit, want := range map[string]string{"YEAR": "year", "HUR": "hour", "per month": "month", "Weekly": "week", "DAYS": "day", "biweekly": "", "": ""} {
		got, _ := posting.Of([]byte(script(fmt.Sprintf(`{"@type":"JobPosting","title":"Rigger","baseSalary":{"currency":"EUR","value":{"value":1200,"unitText":%q}}}`, unit))), base)
		if len(got) != 1 || got[0].Salary == nil || got[0].Salary.Period != want {
			t.Errorf("%q: %+v, want %q", unit, got, want)
		}
	}
}

// TestOfHostile reads pages that are made to hurt. They must end, with little.
func TestOfHostile(t *testing.T) {
	t.Parallel()
	scope := `<div itemscope itemprop="x" itemtype="http://schema.org/JobPosting">`
	for name, body := range map[string]string{
		"deep items":       strings.Repeat(scope, 400),
		"many items":       strings.Repeat(scope+`<b itemprop="title">Rigger</b></div>`, 20_000),
		"many properties":  scope + strings.Repeat(`<b itemprop="title jobLocation identifier">Rigger</b>`, 50_000),
		"a long property":  scope + `<b itemprop="description title">` + strings.Repeat("<i>word </i>", 100_000),
		"properties above": strings.Repeat(`<b itemprop="title">`, 300) + scope,
		"nested deep":      strings.Repeat("<div>", 1000) + scope,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, _ := posting.Of([]byte(body), base); len(got) > 5000 {
				t.Errorf("%d openings", len(got))
			}
		})
	}
}

func FuzzOf(f *testing.F) {
	for _, seed := range []string{
		item(`<h1 itemprop="title">Rigger</h1><p itemprop="jobLocation" itemscope><b itemprop="address">Hull</b>`),
		item(`<meta itemprop=title content="x"><time itemprop=datePosted datetime=2026-01-01><a itemprop=url href="%zz">`),
		script(`{"@type":"JobPosting","title":"Rigger","baseSalary":{"value":{"minValue":"1.000,5","unitText":"S"}},"jobLocation":[{"address":[{}]}]}`),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := posting.Of(body, base)
		if err != nil {
			return
		}
		for _, o := range got {
			if o.Title == "" || !utf8.ValidString(o.Title+o.Description+o.Department) || len(o.Locations) > 100 {
				t.Errorf("%+v", o)
			}
			if s := o.Salary; s != nil && (s.Min < 0 || s.Max != 0 && s.Max < s.Min) {
				t.Errorf("%+v", s)
			}
		}
	})
}
