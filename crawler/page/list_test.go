package page_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/crawler/page"
)

// jobText is the text of a job, long enough to be one.
const jobText = `<p>Palewater is looking for somebody who likes to keep things running, day after day, on both banks of the river.</p>
	<h4>Responsibilities</h4><ul><li>Keep the pumps running</li><li>Write down what was done</li></ul><h4>Requirements</h4><p>Two years of experience with pumps, and a boat licence.</p>`

// saying returns what openings say in short: title, places, department, kind of
// employment, workplace.
func saying(v kith.Visit) []string {
	var said []string
	for _, o := range v.Openings {
		said = append(said, strings.Join([]string{o.Title, strings.Join(o.Locations, " & "), o.Department, o.EmploymentType, string(o.Workplace)}, " | "))
	}
	slices.Sort(said)
	return said
}

// TestVisitShown reads lists of openings in the forms in which pages show them,
// without any data for search engines, and wants a second visit unchanged that
// asks for no opening's page.
func TestVisitShown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, body string
		want       []string
	}{
		{"a list of links", `<h2>Open positions</h2><ul><li><a href="/jobs/pump-engineer">Pump Engineer</a> – Hull, United Kingdom</li><li><a href="/jobs/dock-manager">Dock Manager</a> – Bremen, Germany</li></ul>`,
			[]string{"Dock Manager | Bremen, Germany |  |  | ", "Pump Engineer | Hull, United Kingdom |  |  | "}},
		{"a table", `<table><tr><th>Job</th><th>Team</th><th>Office</th><th>Contract</th></tr><tr><td><a href="/a/1">Pump Engineer</a></td><td>Wells</td><td>Hull</td><td>Full time</td></tr>
			<tr><td><a href="/a/2">Dock Manager</a></td><td>Quays</td><td>Leeds</td><td>Part-time</td></tr></table>`,
			[]string{"Dock Manager | Leeds | Quays | Part-time | ", "Pump Engineer | Hull | Wells | Full-time | "}},
		{"a table without links", `<h1>Vacancies</h1><table><thead><tr><th>Position</th><th>Location</th></tr></thead><tbody><tr><td>Pump Engineer</td><td>Hull</td></tr><tr><td>Dock Manager</td><td>Leeds</td></tr></tbody></table>`,
			[]string{"Dock Manager | Leeds |  |  | ", "Pump Engineer | Hull |  |  | "}},
		{"a list of definitions", `<h2>Current openings</h2><dl><dt><a href="/o/7">Pump Engineer</a></dt><dd>Hull, United Kingdom · Full time</dd><dt><a href="/o/8">Dock Manager</a></dt><dd>Bremen, Germany · Hybrid</dd></dl>`,
			[]string{"Dock Manager | Bremen, Germany |  |  | hybrid", "Pump Engineer | Hull, United Kingdom |  | Full-time | "}},
		{"cards that are links", `<section class="jobs"><a class="card c1" href="/x/pump-engineer"><h3>Pump Engineer</h3><p class="location">Hull</p><p class="department">Wells</p></a><a class="card c2" href="/x/dock-manager"><h3>Dock Manager</h3><p class="location">Leeds</p><p class="department">Quays</p></a></section>`,
			[]string{"Dock Manager | Leeds | Quays |  | ", "Pump Engineer | Hull | Wells |  | "}},
		{"cards with buttons", `<h2>Join us</h2><div class="role"><div>Hull</div><h3>Pump Engineer</h3><a href="/r/1">Learn more &amp; apply</a></div><div class="role"><div>Leeds</div><h3>Dock Manager</h3><a href="/r/2">Learn more &amp; apply</a></div>`,
			[]string{"Dock Manager | Leeds |  |  | ", "Pump Engineer | Hull |  |  | "}},
		{"links of plain boxes", `<h2>Stellenangebote</h2><div><a href="/s/1"><span>Pumpentechniker (m/w/d)</span><span>Bremen</span><span>Vollzeit</span></a></div><div><a href="/s/2"><span>Sachbearbeiter Hafen (m/w/d)</span><span>Hamburg</span><span>Teilzeit</span></a></div>`,
			[]string{"Pumpentechniker (m/w/d) | Bremen |  | Vollzeit | ", "Sachbearbeiter Hafen (m/w/d) | Hamburg |  | Teilzeit | "}},
		{"links with the department first", `<h2>Join us</h2><a href="/o/1-a"><div>Quality</div><div>Pump Engineer</div><div>Hull, United Kingdom</div></a><a href="/o/2-b"><div>Quays</div><div>Dock Manager</div><div>Bremen, Germany</div></a>`,
			[]string{"Dock Manager | Bremen, Germany | Quays |  | ", "Pump Engineer | Hull, United Kingdom | Quality |  | "}},
		{"departments", `<h1>Our openings</h1><h2>Wells</h2><ul><li><a href="/jobs/1-a">Pump Engineer</a></li></ul><h2>Quays</h2><ul><li><a href="/jobs/2-b">Dock Manager</a></li><li><a href="/jobs/3-c">Crane Operator</a></li></ul>`,
			[]string{"Crane Operator |  |  |  | ", "Dock Manager |  |  |  | ", "Pump Engineer |  |  |  | "}},
		{"headings with text", `<h1>Work with us</h1><h2>Pump Engineer</h2><p><em>Hull, United Kingdom</em></p>` + jobText + `<h2>Dock Manager</h2><p><em>Bremen, Germany</em></p>` + jobText,
			[]string{"Dock Manager | Bremen, Germany |  |  | ", "Pump Engineer | Hull, United Kingdom |  |  | "}},
		{"an accordion", `<h2>Open roles</h2><div class="item"><button aria-expanded="false">Pump Engineer</button><div class="panel">` + jobText + `</div></div><div class="item"><button>Dock Manager</button><div class="panel">` + jobText + `</div></div>`,
			[]string{"Dock Manager |  |  |  | ", "Pump Engineer |  |  |  | "}},
		{"details", `<h2>Open roles</h2><details><summary>Pump Engineer</summary>` + jobText + `</details><details><summary>Dock Manager</summary>` + jobText + `</details>`,
			[]string{"Dock Manager |  |  |  | ", "Pump Engineer |  |  |  | "}},
		{"headings of one kind for all parts", `<div class="w"><h2 class="h">Careers</h2></div><div class="w"><h2 class="h">Great people</h2><p>Really.</p></div><div class="w"><h2 class="h">Free lunch</h2><p>Daily.</p></div>
			<div class="w"><h2 class="h">Open positions</h2></div><div class="w"><h2 class="h">Pump Engineer</h2>` + jobText + `</div><div class="w"><h2 class="h">Dock Manager</h2>` + jobText + `</div><div class="w"><h2 class="h">Find us on the quay</h2><p>Dock 3.</p></div>`,
			[]string{"Dock Manager |  |  |  | ", "Pump Engineer |  |  |  | "}},
		{"titles without roles among others", `<h2>Openings</h2><ul><li><a href="/jobs/a-1">Pump Engineer</a> Hull, United Kingdom</li><li><a href="/jobs/b-2">Quayside Operations</a> Hull, United Kingdom</li><li><a href="/jobs/c-3">Go-to-Market</a> Hull, United Kingdom</li></ul>`,
			[]string{"Go-to-Market | Hull, United Kingdom |  |  | ", "Pump Engineer | Hull, United Kingdom |  |  | ", "Quayside Operations | Hull, United Kingdom |  |  | "}},
		{"files", `<h2>Join our team</h2><h3><a href="/files/Pump-Engineer.pdf">Pump Engineer</a></h3><h3><a href="/files/Dock-Manager.pdf">Dock Manager</a></h3>`,
			[]string{"Dock Manager |  |  |  | ", "Pump Engineer |  |  |  | "}},
		{"French", `<h1>Nos offres d’emploi</h1><ul><li><a href="/offres/1-x">Ingénieur pompes (H/F)</a><span>Lyon</span><span>CDI</span></li><li><a href="/offres/2-x">Responsable de quai (H/F)</a><span>Nantes</span><span>CDD</span></li></ul>`,
			[]string{"Ingénieur pompes (H/F) | Lyon |  | CDI | ", "Responsable de quai (H/F) | Nantes |  | CDD | "}},
		{"Hungarian", `<h2>Nyitott pozíciók</h2><ul><li><a href="/allasok/szivattyu">Szivattyú mérnök</a> – Budapest</li><li><a href="/allasok/rakpart">Rakparti munkatárs</a> – Szeged</li></ul>`,
			[]string{"Rakparti munkatárs | Szeged |  |  | ", "Szivattyú mérnök | Budapest |  |  | "}},
		{"JSON of Next.js", `<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"jobs":[{"id":"a1","title":"Pump Engineer","url":"/jobs/a1","location":{"city":"Hull","country":"United Kingdom"},"department":{"name":"Wells"}},
			{"id":"b2","title":"Dock Manager","url":"/jobs/b2","location":{"city":"Bremen","country":"Germany"},"department":{"name":"Quays"}}]}}}</script>`,
			[]string{"Dock Manager | Bremen, Germany | Quays |  | ", "Pump Engineer | Hull, United Kingdom | Wells |  | "}},
		{"a script that assigns", `<div id="jobs"></div><script>window.__DATA__ = {openings: [{jobTitle: 'Pump Engineer', city: 'Hull', jobId: 12,}, {jobTitle: "Dock Manager", city: "Leeds", jobId: 13}]};</script>`,
			[]string{"Dock Manager | Leeds |  |  | ", "Pump Engineer | Hull |  |  | "}},
		{"a stream of Next.js", `<script>self.__next_f.push([1,"4:{\"positions\":[{\"slug\":\"pump-eng\",\"title\":\"Pump Engineer\",\"location\":\"Hull\"},{\"slug\":\"dock-man\","])</script><script>self.__next_f.push([1,"\"title\":\"Dock Manager\",\"location\":\"Leeds\"}]}\n5:null\n"])</script>`,
			[]string{"Dock Manager | Leeds |  |  | ", "Pump Engineer | Hull |  |  | "}},
		{"an attribute", `<div data-page="{&quot;props&quot;:{&quot;jobPostings&quot;:[{&quot;id&quot;:1,&quot;title&quot;:&quot;Pump Engineer&quot;,&quot;url&quot;:&quot;/c/jobs/1&quot;,&quot;location&quot;:&quot;Hull&quot;}]}}"></div>`,
			[]string{"Pump Engineer | Hull |  |  | "}},
		{"one job's page", `<title>Pump Engineer – Palewater</title><h1>Pump Engineer</h1><p>Hull, United Kingdom · Full time</p><a href="/apply">Apply now</a>` + jobText + jobText,
			[]string{"Pump Engineer | Hull, United Kingdom |  | Full-time | "}},
		{"one job's page that leads to others", `<title>Pump Engineer – Palewater</title><h1>Pump Engineer</h1><p>Hull, United Kingdom</p><button>Apply now</button>` + jobText + jobText + `<h3>Similar jobs</h3><ul><li><a href="/jobs/dock-manager">Dock Manager</a></li><li><a href="/jobs/crane-operator">Crane Operator</a></li></ul>
			<script>window.x = {"relatedJobs":[{"title":"Rigger Foreman","url":"/jobs/9","location":"Hull"}]}</script>`,
			[]string{"Pump Engineer | Hull, United Kingdom |  |  | "}},
		{"an entry for no job among others", `<h2>Open positions</h2><p>4 openings</p><ul><li><a href="/jobs/pump-engineer">Pump Engineer</a></li><li><a href="/jobs/x-1">Initiativbewerbung</a></li><li><a href="/jobs/x-2">Speculative application</a></li><li><a href="/jobs/dock-manager">Dock Manager</a></li></ul>`,
			[]string{"Dock Manager |  |  |  | ", "Pump Engineer |  |  |  | "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, at := &site{pages: map[string]string{"/careers": c.body}, other: "<main>" + jobText + "</main>"}, newStored(list)
			v := s.visit(t, at)
			if diff := cmp.Diff(c.want, saying(v)); diff != "" || v.Outcome != kith.OutcomeComplete {
				t.Errorf("%s: %s (-want +got):\n%s", v.Outcome, v.Reason, diff)
			}
			seen := map[string]bool{}
			for _, o := range v.Openings {
				if o.ExternalID == "" || seen[o.ExternalID] || o.RowHash == "" || !o.Detailed || !strings.HasPrefix(o.URL, "https://acme.example/") {
					t.Errorf("%+v", o)
				}
				seen[o.ExternalID] = true
			}
			if v := s.visit(t, at); v.Outcome != kith.OutcomeUnchanged || v.Requests != 1 {
				t.Errorf("a second visit: %s with %d requests: %v", v.Outcome, v.Requests, s.asked)
			}
		})
	}
}

// TestVisitNotShown wants no opening out of pages that show none.
func TestVisitNotShown(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"menus":          `<nav><ul><li><a href="/jobs/engineer">Engineer</a></li><li><a href="/jobs/manager">Manager</a></li></ul></nav><h1>Open positions</h1>`,
		"a footer":       `<h1>Careers</h1><footer><h3>Jobs</h3><a href="/jobs/engineer">Engineer</a><a href="/jobs/manager">Manager</a></footer>`,
		"benefits":       `<h1>Careers</h1><h2>Benefits</h2><div class="tile"><h3>Medical</h3><p>Insurance for all.</p></div><div class="tile"><h3>Paid time off</h3><p>Rest.</p></div><div class="tile"><h3>Office dogs</h3><p>Bark.</p></div>`,
		"values":         `<h1>Work at Palewater</h1><h3>We build</h3><p>Things.</p><h3>We listen</h3><p>To people.</p><h3>Own it</h3><p>Do it.</p>`,
		"people":         `<h1>Careers</h1><h2>Meet the team</h2><div class="p"><h3>Ada Brackenfold</h3><p>Head of Engineering</p></div><div class="p"><h3>Bo Quill</h3><p>Chief Operator</p></div>`,
		"stories":        `<h1>Careers</h1><div class="c"><h3>Ada Brackenfold</h3><p class="x">Pump Engineer</p><a href="/careers/ada-1">Read more</a></div><div class="c"><h3>Bo Quill</h3><p class="x">Dock Manager</p><a href="/careers/bo-2">Read more</a></div>`,
		"people in data": `<h1>Team</h1><script>window.team = {"members":[{"fullName":"Ada Brackenfold","title":"Head Engineer","bio":"x"},{"fullName":"Bo Quill","title":"Dock Manager","bio":"y"}]}</script>`,
		"questions":      `<h1>Careers</h1><h2>Questions</h2><h3>How do I apply as an engineer?</h3><p>Write to us.</p><h3>Can a manager work from home?</h3><p>Yes.</p>`,
		"buttons":        `<h1>Careers</h1><a href="/jobs/apply">Apply now</a><a href="/jobs/all-2">View all jobs</a><a href="/jobs/learn-3">Learn more</a>`,
		"news":           `<h1>News</h1><ul><li><a href="/news/1-new-chief">Palewater names new chief engineer after long search for a leader</a></li><li><a href="/news/2-manager">Manager of the year is from Hull, judges say.</a></li><li><a href="/news/3">Dock reopens</a></li></ul>`,
		"an article":     `<meta property="og:type" content="article"><meta property="article:published_time" content="2026-11-01"><h1>Five jobs of the future</h1><h2>Pump Engineer</h2><p>You will need requirements and responsibilities.</p><h2>Dock Manager</h2><p>We are looking for change.</p>`,
		"a blog in data": `<script id="__NEXT_DATA__" type="application/json">{"props":{"posts":[{"slug":"a","title":"Why I am an engineer","author":"Ada","excerpt":"x"},{"slug":"b","title":"A manager speaks","author":"Bo","excerpt":"y"}]}}</script>`,
		"a template":     `<h1>Open positions</h1><ul><li><a href="/jobs/x">{{ job.title }}</a><span>{{ job.location }}</span></li><li><a href="/jobs/y">{$ engineer.title $}</a></li></ul>`,
		"no job at all":  `<h1>Open positions</h1><ul><li><a href="/jobs/x-1">Initiativbewerbung</a></li><li><a href="/jobs/x-2">Candidature spontanée</a></li></ul>`,
		"cookies":        `<h1>Careers</h1><div id="onetrust-sdk"><h4>Strictly Necessary Cookies</h4><p>Always.</p><h4>Targeting Manager</h4><p>Cookies for a manager.</p></div>`,
		"products":       `<h1>Pumps</h1><ul class="products"><li><a href="/p/1">Pump 1</a> Hull</li><li><a href="/p/2">Pump 2</a> Leeds</li></ul>`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &site{pages: map[string]string{"/careers": body}}
			if v := s.visit(t, newStored(list)); len(v.Openings) > 0 || v.Outcome.Answered() {
				t.Errorf("%s: %v", v.Outcome, ids(v))
			}
		})
	}
}

// TestVisitShownDetails wants the page of an opening read for what the list does
// not say, once; and the opening kept when its page cannot be read, or may not.
func TestVisitShownDetails(t *testing.T) {
	t.Parallel()
	s, at := &site{pages: map[string]string{
		"/careers":             `<h1>Open positions</h1><ul class="jobs"><li><a href="/jobs/pump-engineer">Pump Engineer</a></li><li><a href="/jobs/dock-manager">Dock Manager</a></li><li><a href="/jobs/crane-operator">Crane Operator</a></li></ul>`,
		"/jobs/pump-engineer":  `<main><h1>Pump Engineer</h1><p class="location">Hull | Leeds</p><p>Full time</p><div>` + jobText + `</div></main>`,
		"/jobs/dock-manager":   "refused",
		"/jobs/crane-operator": "status 500",
	}}, newStored(list)
	v := s.visit(t, at)
	want := []string{"Crane Operator |  |  |  | ", "Dock Manager |  |  |  | ", "Pump Engineer | Hull & Leeds |  | Full-time | "}
	if diff := cmp.Diff(want, saying(v)); diff != "" || v.Outcome != kith.OutcomeComplete {
		t.Errorf("%s: %s (-want +got):\n%s", v.Outcome, v.Reason, diff)
	}
	for _, o := range v.Openings {
		if text := strings.Contains(o.Description, "pumps running"); text != (o.Title == "Pump Engineer") || o.Detailed != (o.Title != "Crane Operator") {
			t.Errorf("%+v", o)
		}
	}
	k := at.known["/jobs/crane-operator"]
	k.Detailed = false // as the store keeps it
	at.known["/jobs/crane-operator"] = k
	s.pages["/jobs/crane-operator"] = `<h1>Crane Operator</h1>` + jobText
	if v := s.visit(t, at); v.Outcome != kith.OutcomeComplete || len(s.asked) != 2 || s.asked[1] != "/jobs/crane-operator" {
		t.Errorf("%s: %s, asked %v", v.Outcome, v.Reason, s.asked)
	}
	s.pages["/careers"] = strings.Replace(s.pages["/careers"], `<li><a href="/jobs/dock-manager">Dock Manager</a></li>`, "", 1)
	if v := s.visit(t, at); v.Outcome != kith.OutcomeComplete || len(v.Openings) != 2 || len(s.asked) != 1 {
		t.Errorf("one is gone: %s: %v, asked %v", v.Outcome, ids(v), s.asked)
	}
}

// TestVisitStillLinked wants a stored opening kept as long as the page links to
// it, though not in a list any more, and closed when it does not.
func TestVisitStillLinked(t *testing.T) {
	t.Parallel()
	const first = `<h1>Open positions</h1><ul><li><a href="/x/pump">Pump Engineer</a> Hull, United Kingdom</li><li><a href="/x/dock">Dock Manager</a> Hull, United Kingdom</li></ul>`
	s, at := &site{pages: map[string]string{"/careers": first}, other: jobText}, newStored(list)
	if v := s.visit(t, at); len(v.Openings) != 2 {
		t.Fatalf("%s: %s: %v", v.Outcome, v.Reason, ids(v))
	}
	s.pages["/careers"] = `<h1>Open positions</h1><ul><li><a href="/x/pump">Pump Engineer</a> Hull, United Kingdom</li></ul><p>And we look for <a href="/x/dock">somebody for the dock</a>.</p>`
	if v := s.visit(t, at); v.Outcome != kith.OutcomeComplete || ids(v)["/x/dock"] != "Dock Manager" || len(s.asked) != 1 {
		t.Errorf("%s: %s: %v, asked %v", v.Outcome, v.Reason, ids(v), s.asked)
	}
	s.pages["/careers"] = `<h1>Open positions</h1><ul><li><a href="/x/pump">Pump Engineer</a> Hull, United Kingdom</li></ul>`
	if v := s.visit(t, at); v.Outcome != kith.OutcomeComplete || len(v.Openings) != 1 {
		t.Errorf("%s: %s: %v", v.Outcome, v.Reason, ids(v))
	}
}

// TestVisitKeepsIDs wants an opening to keep the id under which it is stored,
// whatever its page says later.
func TestVisitKeepsIDs(t *testing.T) {
	t.Parallel()
	s, at := &site{pages: map[string]string{
		"/careers": `<h1>Open positions</h1><ul><li><a href="/jobs/pump-engineer">Pump Engineer</a></li></ul>`, "/jobs/pump-engineer": `<h1>Pump Engineer</h1>` + jobText,
	}}, newStored(list)
	s.visit(t, at)
	s.pages["/careers"] = strings.Replace(s.pages["/careers"], "</a>", "</a> Hull, United Kingdom", 1)
	s.pages["/jobs/pump-engineer"] = opening("Pump Engineer", "P-1")
	if v := s.visit(t, at); ids(v)["/jobs/pump-engineer"] != "Pump Engineer" || len(v.Openings) != 1 || len(s.asked) != 2 {
		t.Errorf("%s: %v, asked %v", v.Outcome, ids(v), s.asked)
	}
}

// TestVisitAnchors wants ids of openings on one page that stay when others come
// and go: those of elements that name them, and not those that count.
func TestVisitAnchors(t *testing.T) {
	t.Parallel()
	job := func(id, title string) string {
		return `<div class="job" id="` + id + `"><h3>` + title + `</h3>` + jobText + `</div>`
	}
	s, at := &site{pages: map[string]string{"/careers": `<h1>Openings</h1>` + job("pump-engineer-77", "Pump Engineer") + job("job-1", "Dock Manager") + job("job-2", "Crane Operator")}}, newStored(list)
	want := map[string]string{"/careers#pump-engineer-77": "Pump Engineer", "/careers#dock-manager": "Dock Manager", "/careers#crane-operator": "Crane Operator"}
	if diff := cmp.Diff(want, ids(s.visit(t, at))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	s.pages["/careers"] = `<h1>Openings</h1>` + job("job-1", "Crane Operator")
	v := s.visit(t, at)
	if diff := cmp.Diff(map[string]string{"/careers#crane-operator": "Crane Operator"}, ids(v)); diff != "" || v.Outcome != kith.OutcomeComplete {
		t.Errorf("%s (-want +got):\n%s", v.Outcome, diff)
	}
}

// TestVisitShownPages follows the pages of a list, and wants a visit partial
// that found fewer openings than the page says there are.
func TestVisitShownPages(t *testing.T) {
	t.Parallel()
	row := func(n int) string {
		return fmt.Sprintf(`<li><a href="/jobs/engineer-%d">Pump Engineer %d</a> Hull</li>`, n, n)
	}
	s := &site{pages: map[string]string{
		"/careers":        `<h1>Open positions</h1><p>4 openings</p><ul>` + row(1) + row(2) + `</ul><a href="?page=2">2</a>`,
		"/careers?page=2": `<h1>Open positions</h1><ul>` + row(3) + row(4) + `</ul><a href="?page=1">1</a>`,
	}, other: "status 404"}
	for i := range 4 {
		s.pages[fmt.Sprintf("/jobs/engineer-%d", i+1)] = jobText
	}
	v := s.visit(t, newStored(list))
	if v.Outcome != kith.OutcomeComplete || len(v.Openings) != 4 || v.Proof.Expected != 4 || v.Proof.Pages != 2 {
		t.Errorf("%s: %s: %+v", v.Outcome, v.Reason, v.Proof)
	}
	s.pages["/careers"] = strings.Replace(s.pages["/careers"], "4 openings", "40 openings", 1)
	if v := s.visit(t, newStored(list)); v.Outcome != kith.OutcomePartial || !strings.Contains(v.Reason, "40 openings") {
		t.Errorf("%s: %s", v.Outcome, v.Reason)
	}
}

// packed returns a text packed with gzip.
func packed(s string) string {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write([]byte(s)) // to memory
	_ = w.Close()
	return out.String()
}

// TestVisitElsewhere reads openings that the site lists in a sitemap or a feed
// while its careers page shows none.
func TestVisitElsewhere(t *testing.T) {
	t.Parallel()
	const landing = `<title>Careers</title><h1>Careers</h1><p>We like people.</p>`
	job := func(title string) string {
		return `<title>` + title + `</title><h1>` + title + `</h1><a href="/x">Apply</a>` + jobText + jobText
	}
	urls := `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://acme.example/about</loc></url>
		<url><loc>https://acme.example/jobs/pump-engineer</loc><lastmod>2026-11-01</lastmod></url><url><loc>https://acme.example/jobs/dock-manager</loc></url><url><loc>https://acme.example/jobs/our-values</loc></url><url><loc>https://evil.example/jobs/x-1</loc></url></urlset>`
	feed := `<rss version="2.0"><channel><title>Jobs</title><item><title>Pump Engineer</title><link>https://acme.example/jobs/pump-engineer</link><description>&lt;p&gt;Pumps.&lt;/p&gt;</description><pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate></item>
		<item><title>Dock Manager</title><link>https://acme.example/jobs/dock-manager</link></item><item><title>Initiativbewerbung</title><link>https://acme.example/jobs/any-1</link></item></channel></rss>`
	atom := `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Pump Engineer</title><link rel="alternate" href="/jobs/pump-engineer"/><published>2026-11-02T08:00:00Z</published></entry><entry><title>Dock Manager</title><link href="/jobs/dock-manager"/></entry></feed>`
	details := map[string]string{"/jobs/pump-engineer": job("Pump Engineer"), "/jobs/dock-manager": job("Dock Manager"), "/jobs/our-values": "<h1>Our values</h1><p>Kindness.</p>"}
	for name, pages := range map[string]map[string]string{
		"the usual sitemap":          {"/careers": landing, "/sitemap.xml": urls},
		"a sitemap of robots.txt":    {"/careers": landing, "/robots.txt": "User-agent: *\nSitemap: https://acme.example/maps/jobs.xml # all\n", "/maps/jobs.xml": urls},
		"an index, packed":           {"/careers": landing, "/sitemap.xml": `<sitemapindex><sitemap><loc>https://acme.example/news.xml</loc></sitemap><sitemap><loc>https://acme.example/jobs.xml.gz</loc></sitemap></sitemapindex>`, "/jobs.xml.gz": packed(urls)},
		"a feed that the page names": {"/careers": landing + `<link rel="alternate" type="application/rss+xml" title="Job feed" href="/feed/jobs.rss">`, "/feed/jobs.rss": feed},
		"Atom":                       {"/careers": landing + `<link rel="alternate" type="application/atom+xml" href="/jobs/feed.atom">`, "/jobs/feed.atom": atom},
		"a feed itself":              {"/careers": feed},
		"a sitemap itself":           {"/careers": urls},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, at := &site{pages: maps.Clone(pages)}, newStored(list)
			maps.Copy(s.pages, details)
			v := s.visit(t, at)
			want := map[string]string{"/jobs/pump-engineer": "Pump Engineer", "/jobs/dock-manager": "Dock Manager"}
			if diff := cmp.Diff(want, ids(v)); diff != "" || v.Outcome != kith.OutcomeComplete {
				t.Errorf("%s: %s (-want +got):\n%s", v.Outcome, v.Reason, diff)
			}
			if v := s.visit(t, at); v.Outcome != kith.OutcomeUnchanged || slices.Contains(s.asked, "/jobs/pump-engineer") {
				t.Errorf("a second visit: %s: %v", v.Outcome, s.asked)
			}
		})
	}
	// Of two sitemaps one does not answer: what it listed before is not gone.
	half := &site{pages: map[string]string{"/careers": landing, "/robots.txt": "Sitemap: /a.xml\nSitemap: /b.xml\n", "/a.xml": "status 503", "/b.xml": urls}}
	maps.Copy(half.pages, details)
	if v := half.visit(t, newStored(list)); v.Outcome != kith.OutcomePartial || len(v.Openings) != 2 {
		t.Errorf("a sitemap that does not answer: %s: %s: %v", v.Outcome, v.Reason, ids(v))
	}
	// What breaks off on its way tells nothing of what would have followed.
	for name, cut := range map[string]map[string]string{
		"a sitemap":        {"/careers": landing, "/sitemap.xml": urls[:len(urls)-12]},
		"a packed sitemap": {"/careers": landing, "/robots.txt": "Sitemap: /a.xml.gz\nSitemap: /b.xml\n", "/a.xml.gz": packed(urls)[:120], "/b.xml": urls},
		"a feed":           {"/careers": feed[:len(feed)-20]},
		"a sitemap itself": {"/careers": urls[:len(urls)-12]},
	} {
		s := &site{pages: cut}
		maps.Copy(s.pages, details)
		if v := s.visit(t, newStored(list)); v.Outcome != kith.OutcomePartial || len(v.Openings) != 2 {
			t.Errorf("%s that breaks off: %s: %s: %v", name, v.Outcome, v.Reason, ids(v))
		}
	}
	latin := &site{pages: map[string]string{"/careers": `<?xml version="1.0" encoding="iso-8859-1"?>` + strings.ReplaceAll(feed, "Pump Engineer", "Kühltechniker")}}
	maps.Copy(latin.pages, details)
	if got := ids(latin.visit(t, newStored(list)))["/jobs/pump-engineer"]; got != "Kühltechniker" {
		t.Errorf("a feed that was decoded on its way: %q", got)
	}
	news := &site{pages: map[string]string{"/careers": strings.NewReplacer("Pump Engineer", "Palewater opens a dock", "Dock Manager", "Rain expected").Replace(feed)}}
	if v := news.visit(t, newStored(list)); len(v.Openings) > 0 {
		t.Errorf("a feed of news: %v", ids(v))
	}
}

// TestVisitTitleOfSigns reads an opening whose title has neither a letter nor a
// digit.
func TestVisitTitleOfSigns(t *testing.T) {
	t.Parallel()
	s := &site{pages: map[string]string{
		"/careers":          `<script type="application/ld+json">{"@type":"JobPosting","title":"+++","url":"/careers/weaver-1"}</script>`,
		"/careers/weaver-1": `<h1>Weaver</h1>` + jobText,
	}}
	if v := s.visit(t, newStored(list)); v.Outcome != kith.OutcomeComplete || len(v.Openings) != 1 {
		t.Errorf("%s: %s: %v", v.Outcome, v.Reason, ids(v))
	}
}

// TestNeedsBrowser tells pages that scripts have yet to draw from others.
func TestNeedsBrowser(t *testing.T) {
	t.Parallel()
	const js = `<script src="/app.js"></script>`
	for _, c := range []struct {
		name, body string
		want       bool
	}{
		{"a root", `<body><div id="root"></div>` + js, true},
		{"a text for those without", `<body><noscript>You need to enable JavaScript to run this app.</noscript><div></div>` + js, true},
		{"an element of its own", `<body><app-root></app-root>` + js, true},
		{"an empty list below a heading", `<body><h1>Careers</h1><p>Join us.</p><div id="job-list"></div>` + js, true},
		{"templates", `<body><ul><li>{{ job.title }}</li><li>{{ job.place }}</li></ul><p>` + strings.Repeat("word ", 200) + `</p>` + js, true},
		{"a page without scripts", `<body><div id="root"></div>`, false},
		{"a page of words", `<body><div id="root"><p>` + strings.Repeat("word ", 200) + `</p></div>` + js, false},
		{"a short page", `<body><h1>Careers</h1><p>We have no openings.</p>` + js, false},
		{"nothing", ``, false},
		{"nested too deep", strings.Repeat("<div>", 1000) + js, false},
	} {
		if got := page.NeedsBrowser([]byte(c.body)); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	s := &site{pages: map[string]string{"/careers": `<body><div id="root"></div>` + js}}
	if v := s.visit(t, newStored(list)); v.Outcome != kith.OutcomeFailed || !strings.Contains(v.Reason, "empty without JavaScript") {
		t.Errorf("%s: %s", v.Outcome, v.Reason)
	}
}

// TestVisitHostileLists reads lists that are made to hurt: they must end, with
// bounded memory.
func TestVisitHostileLists(t *testing.T) {
	t.Parallel()
	row := `<tr><td><a href="/jobs/engineer-%d">Pump Engineer %d</a></td><td>Hull</td><td>Full time</td></tr>`
	var rows, inline strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&rows, row, i, i)
		fmt.Fprintf(&inline, `<div class="job"><h3>Pump Engineer %d</h3><p>Hull</p><p>We are looking for an engineer.</p></div>`, i)
	}
	for name, body := range map[string]string{
		"many rows":     `<h1>Open positions</h1><table>` + rows.String() + `</table>`,
		"many inline":   `<h1>Open positions</h1>` + inline.String(),
		"deep rows":     `<h1>Open positions</h1>` + strings.Repeat(`<div><h3>Pump Engineer</h3>`, 200),
		"one long text": `<h1>Open positions</h1><h2>Pump Engineer</h2><p>` + strings.Repeat("word <b>word</b> ", 100_000),
		"many classes":  `<h1>Open positions</h1>` + strings.Repeat(`<a class="`+strings.Repeat("job ", 500)+`" href="/jobs/a-1">Pump Engineer</a>`, 300),
		"many scripts":  strings.Repeat(`<script>x = {"jobs":[{"title":"Pump Engineer","location":"Hull"</script>`, 5_000),
		"much JSON":     `<script>x = {"jobs":[` + strings.Repeat(`{"title":"Pump Engineer","location":"Hull"},`, 50_000) + `]}</script>`,
		"deep JSON":     `<script>x = ` + strings.Repeat(`{"jobs":[`, 20_000) + `</script>`,
		"equal signs":   `<script>` + strings.Repeat(`={[`, 200_000) + `</script>`,
		"a packed bomb": packed(`<?xml version="1.0"?><urlset>` + strings.Repeat(" ", 64<<20)),
		"many items":    `<rss><channel>` + strings.Repeat(`<item><title>Pump Engineer</title><link>https://acme.example/jobs/a-1</link></item>`, 30_000),
		"entities":      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>`,
	} {
		t.Run(name, func(t *testing.T) {
			s := &site{pages: map[string]string{"/careers": body}, other: "status 404"}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			v := page.Visit(t.Context(), s.fetch, newStored(list).source, nil)
			runtime.ReadMemStats(&after)
			if len(v.Openings) > 6000 || len(s.asked) > 400 {
				t.Errorf("%d openings, %d requests", len(v.Openings), len(s.asked))
			}
			if grown := int64(after.TotalAlloc-before.TotalAlloc) >> 20; grown > 900 {
				t.Errorf("%d MiB were used", grown)
			}
		})
	}
}

// TestVisitDates takes a date that the list calls the one of publication, and
// no other.
func TestVisitDates(t *testing.T) {
	t.Parallel()
	table := func(head string) string {
		return `<h1>Openings</h1><table><tr><th>Job</th><th>` + head + `</th></tr><tr><td><a href="/jobs/a-1">Pump Engineer</a></td><td>2 Nov 2026</td></tr><tr><td><a href="/jobs/b-2">Dock Manager</a></td><td>2 Nov 2026</td></tr></table>`
	}
	for head, want := range map[string]time.Time{
		"Posted": time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC), "Veröffentlicht am": time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC), "Apply by": {}, "Updated": {}, "": {},
	} {
		s := &site{pages: map[string]string{"/careers": table(head)}, other: "<p>x</p>"}
		v := s.visit(t, newStored(list))
		if len(v.Openings) != 2 || !v.Openings[0].PostedAt.Equal(want) {
			t.Errorf("%q: %+v", head, v.Openings)
		}
	}
}

// TestList tells lists of openings from other pages.
func TestList(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, body string
		openings   int
		ok         bool
	}{
		{"a list", `<h2>Open positions</h2><ul><li><a href="/jobs/pump-engineer">Pump Engineer</a> – Hull</li><li><a href="/jobs/dock-manager">Dock Manager</a> – Bremen</li></ul>`, 2, true},
		{"one that is empty", `<h1>Careers</h1><p>There are no open positions at the moment.</p>`, 0, true},
		{"a single opening", `<title>Pump Engineer</title><h1>Pump Engineer</h1>` + jobText + jobText + `<a href="/apply">Apply now</a>`, 0, false},
		{"news", `<h1>News</h1><ul><li><a href="/news/new-pumps">New pumps for the river</a></li><li><a href="/news/a-prize">A prize for the docks</a></li></ul>`, 0, false},
		{"nothing", ``, 0, false},
	} {
		openings, ok := page.List([]byte(c.body), "https://palewater.example/careers")
		if openings != c.openings || ok != c.ok {
			t.Errorf("%s: %d openings, a list %v", c.name, openings, ok)
		}
	}
}
