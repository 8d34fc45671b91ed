package page_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/crawler/page"
)

const base = "https://acme.example/careers/weaver-12"

// data returns a page with a script of JSON-LD.
func data(script string) string {
	return `<html><head><script type="application/ld+json">` + script + `</script></head><body><h1>Weaver</h1></body></html>`
}

// TestOpeningsShapes wants the one opening out of all the shapes that pages
// give it.
func TestOpeningsShapes(t *testing.T) {
	t.Parallel()
	const posting = `{"@context":"https://schema.org","@type":"JobPosting","title":"Weaver","identifier":{"@type":"PropertyValue","value":"W-1"},"description":"<p>You weave.</p>"}`
	for name, body := range map[string]string{
		"plain":                 data(posting),
		"a list":                data(`[` + posting + `]`),
		"a graph":               data(`{"@context":"https://schema.org","@graph":[{"@type":"WebPage","name":"x"},` + posting + `]}`),
		"an item list":          data(`{"@type":"ItemList","itemListElement":[{"@type":"ListItem","position":1,"item":` + posting + `}]}`),
		"the entity of a page":  data(`{"@type":"WebPage","mainEntity":` + posting + `}`),
		"several types":         data(strings.Replace(posting, `"JobPosting"`, `["Thing","JobPosting"]`, 1)),
		"a type in full":        data(strings.Replace(posting, `"JobPosting"`, `"http://schema.org/JobPosting"`, 1)),
		"two scripts":           data(`{"@type":"Organization","name":"Acme"}`) + data(posting),
		"twice":                 data(posting) + data(posting),
		"a comment":             data("<!-- " + posting + " -->"),
		"CDATA":                 data("//<![CDATA[\n" + posting + "\n//]]>"),
		"CDATA in a comment":    data("/*<![CDATA[*/" + posting + "/*]]>*/"),
		"a semicolon behind":    data(posting + ";"),
		"junk behind":           data(posting + "}} trailing </b> junk"),
		"two values":            data(`{"@type":"Thing"}` + "\n" + posting),
		"entities":              data(strings.ReplaceAll(posting, `"`, "&quot;")),
		"line breaks in a text": data(strings.Replace(posting, "You weave", "You\n\tweave", 1)),
		"a comma too many":      data(strings.Replace(posting, `"}`, `",}`, 2)),
		"an escape of its own":  data(strings.Replace(posting, "You weave", `You\ weave`, 1)),
		"another type of case":  strings.Replace(data(posting), "application/ld+json", "Application/LD+JSON; charset=utf-8", 1),
		"an unquoted attribute": strings.Replace(data(posting), `"application/ld+json"`, "application/ld+json", 1),
		"no end of the script":  `<script type="application/ld+json">` + posting,
		"an identifier alone":   data(strings.Replace(posting, `{"@type":"PropertyValue","value":"W-1"}`, `"W-1"`, 1)),
		"a reference":           data(`{"@graph":[` + strings.Replace(posting, `{"@type":"PropertyValue","value":"W-1"}`, `{"@id":"#no"}`, 1) + `,{"@id":"#no","@type":"PropertyValue","value":"W-1"}]}`),
		"escaped text":          data(strings.Replace(posting, "<p>You weave.</p>", "&lt;p&gt;You weave.&lt;/p&gt;", 1)),
		"an escaped title":      data(strings.Replace(posting, "Weaver", "We&#97;ver ", 1)),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := page.Openings([]byte(body), base)
			want := []kith.Opening{{ExternalID: "W-1", Title: "Weaver", URL: base, Description: "You weave.", Detailed: true}}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestOpeningsFields(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, fields string
		want         kith.Opening
	}{
		{"places", `"jobLocation":[{"@type":"Place","address":{"addressLocality":"Hull","addressRegion":"East Riding","addressCountry":"GB"}},{"@type":"Place","address":{"addressLocality":"Leeds","addressCountry":{"@type":"Country","name":"United Kingdom"}}}]`,
			kith.Opening{Locations: []string{"Hull, East Riding, United Kingdom", "Leeds, United Kingdom"}, Country: "GB"}},
		{"places in two countries", `"jobLocation":[{"address":{"addressLocality":"Hull","addressCountry":"GBR"}},{"address":{"addressLocality":"Bremen","addressCountry":"de"}}]`,
			kith.Opening{Locations: []string{"Hull, United Kingdom", "Bremen, Germany"}}},
		{"a place in words", `"jobLocation":"Hull"`, kith.Opening{Locations: []string{"Hull"}}},
		{"an address in words", `"jobLocation":{"@type":"Place","address":"1 Dock Street, Hull"}`, kith.Opening{Locations: []string{"1 Dock Street, Hull"}}},
		{"a country only", `"jobLocation":{"address":{"addressCountry":"Deutschland"}}`, kith.Opening{Locations: []string{"Deutschland"}, Country: "DE"}},
		{"remote", `"jobLocationType":"TELECOMMUTE","applicantLocationRequirements":{"@type":"Country","name":"USA"}`,
			kith.Opening{Workplace: kith.WorkplaceRemote, Locations: []string{"United States"}, Country: "US"}},
		{"pay", `"baseSalary":{"@type":"MonetaryAmount","currency":"eur","value":{"@type":"QuantitativeValue","minValue":42000,"maxValue":"50,000.00","unitText":"YEAR"}}`,
			kith.Opening{Salary: &kith.Salary{Min: 42000, Max: 50000, Currency: "EUR", Period: "year"}}},
		{"one pay", `"salaryCurrency":"USD","baseSalary":{"value":{"value":"22.50","unitText":"Hourly"}}`,
			kith.Opening{Salary: &kith.Salary{Min: 23, Max: 23, Currency: "USD", Period: "hour"}}},
		{"a bare pay", `"baseSalary":{"currency":"GBP","value":31000}`, kith.Opening{Salary: &kith.Salary{Min: 31000, Max: 31000, Currency: "GBP"}}},
		{"a minimum", `"baseSalary":{"currency":"GBP","value":{"minValue":"31.000","unitText":"per month"}}`, kith.Opening{Salary: &kith.Salary{Min: 31000, Currency: "GBP", Period: "month"}}},
		{"no figure", `"baseSalary":"competitive"`, kith.Opening{}},
		{"a figure in words", `"baseSalary":{"currency":"USD","value":{"value":"up to a lot"}}`, kith.Opening{}},
		{"kinds of work", `"employmentType":["FULL_TIME","PART_TIME","INTERN"]`, kith.Opening{EmploymentType: "Full-time, Part-time, Internship"}},
		{"a kind in words", `"employmentType":"Festanstellung"`, kith.Opening{EmploymentType: "Festanstellung"}},
		{"a date", `"datePosted":"2026-11-20"`, kith.Opening{PostedAt: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}},
		{"a broken date", `"datePosted":"soon"`, kith.Opening{}},
		{"a department", `"occupationalCategory":"Looms"`, kith.Opening{Department: "Looms"}},
		{"a code and no department", `"occupationalCategory":"15-1132.00 Software Developers"`, kith.Opening{}},
		{"the employer's department", `"hiringOrganization":{"name":"Acme","department":{"name":"Dyes"}}`, kith.Opening{Company: "Acme", Department: "Dyes"}},
		{"an employer in words", `"hiringOrganization":"Acme"`, kith.Opening{Company: "Acme"}},
		{"an address of its own", `"url":"/jobs/12?utm_source=x&id=3#apply"`, kith.Opening{URL: "https://acme.example/jobs/12?id=3", ExternalID: "/jobs/12?id=3"}},
		{"an address elsewhere", `"url":"https://jobs.example/acme/12/"`, kith.Opening{URL: "https://jobs.example/acme/12", ExternalID: "jobs.example/acme/12"}},
		{"an address that is none", `"url":"javascript:alert(1)"`, kith.Opening{}},
		{"a number", `"identifier":{"value":744000000000123456}`, kith.Opening{ExternalID: "744000000000123456"}},
		{"the employer for a number", `"identifier":{"name":"Acme","value":"ACME"},"hiringOrganization":{"name":"Acme"}`, kith.Opening{Company: "Acme"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := page.Openings([]byte(data(`{"@type":"JobPosting","title":"Weaver",`+c.fields+`}`)), base)
			want := c.want
			want.Title = "Weaver"
			if want.URL == "" {
				want.URL = base
			}
			if want.ExternalID == "" {
				want.ExternalID = "/careers/weaver-12#weaver"
				for _, place := range want.Locations {
					want.ExternalID += "-" + strings.Join(strings.Fields(strings.ToLower(strings.NewReplacer(",", " ").Replace(place))), "-")
				}
			}
			if diff := cmp.Diff([]kith.Opening{want}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestOpeningsNone(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"nothing":             "",
		"no data":             "<p>JobPosting</p>",
		"other data":          data(`{"@type":"Organization","name":"Acme"}`),
		"no title":            data(`{"@type":"JobPosting","description":"x"}`),
		"an empty title":      data(`{"@type":"JobPosting","title":" &nbsp; "}`),
		"no JSON":             data(`JobPosting`),
		"a script of another": `<script>{"@type":"JobPosting","title":"x"}</script>`,
		"cut off":             data(`{"@type":"JobPosting","title":"Weav`),
	} {
		if got := page.Openings([]byte(body), base); len(got) > 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestOpeningsHostile reads pages that are made to hurt. They must end.
func TestOpeningsHostile(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"deep HTML":     strings.Repeat("<div>", 100_000) + data(`{"@type":"JobPosting","title":"Weaver"}`),
		"deep JSON":     data(strings.Repeat(`[`, 200_000)),
		"deep nodes":    data(strings.Repeat(`{"a":`, 9000) + `1` + strings.Repeat(`}`, 9000)),
		"many links":    strings.Repeat(`<a href="/careers/a-1">x`, 20_000),
		"many postings": data("[" + strings.Repeat(`{"@type":"JobPosting","title":"Weaver"},`, 20_000) + "{}]"),
		"many commas":   data("{" + strings.Repeat(",\n\n", 100_000)),
		"many scripts":  strings.Repeat(data("{}"), 2_000),
		"no address":    data(`{"@type":"JobPosting","title":"Weaver","url":"` + strings.Repeat("a", 1_000_000) + `"}`),
		"attributes":    "<a " + strings.Repeat("x=1 ", 50_000) + ">",
		"quotes":        strings.Repeat(`<script>"//`, 20_000),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			openings := page.Openings([]byte(body), base)
			careers, links, others := page.Find([]byte(body), base)
			if len(openings) > 5000 || len(careers)+len(links)+len(others) > 2000 {
				t.Errorf("%d openings, %d links", len(openings), len(careers)+len(links)+len(others))
			}
		})
	}
}

func FuzzOpenings(f *testing.F) {
	for _, seed := range []string{
		data(`{"@type":"JobPosting","title":"Weaver","jobLocation":[{"address":{"addressCountry":"GB"}}],"baseSalary":{"value":{"minValue":"1.000,5"}}}`),
		data(`<!--[{"@graph":[{"@id":"#a","@type":["JobPosting"],"name":"x","identifier":{"@id":"#a"}}]},]-->`),
		"<script type=ld+json>\xff{", `<base href="//[::1"><a href="%zz">x</a>`, `<p hidden><template><nav></nav>`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, o := range page.Openings(body, base) {
			if o.Title == "" || o.ExternalID == "" || !utf8.ValidString(o.Title) || !utf8.ValidString(o.Description) {
				t.Errorf("%+v", o)
			}
			if s := o.Salary; s != nil && (s.Min < 0 || s.Max != 0 && s.Max < s.Min) {
				t.Errorf("%+v", s)
			}
		}
	})
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{
		`<a href="/careers">Careers</a><iframe src="//boards.greenhouse.io/x"></iframe>`, `<script>x="https:\/\/a.example\/b";y='//c.example'</script>`,
		`<meta http-equiv=refresh content="0; URL='https://a.example/jobs'">`, `<loc>https://a.example/jobs</loc>`, "<a href=\"\xff\">İ</a>",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		careers, openings, others := page.Find(body, base)
		seen := map[string]bool{}
		for _, addresses := range [][]string{careers, openings, others} {
			for _, address := range addresses {
				if seen[address] || !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
					t.Errorf("%q", address)
				}
				seen[address] = true
			}
		}
	})
}
