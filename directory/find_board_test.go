package directory_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"slices"
	"strings"
	"testing"

	"kith"
	"kith/directory"
)

// says is a Probe that knows what some boards call their employer. Others do
// not exist.
func says(names map[string]string) func(context.Context, kith.Board) (string, error) {
	return func(_ context.Context, b kith.Board) (string, error) {
		name, ok := names[b.Key()]
		switch {
		case name == "down":
			return "", kith.Errorf(kith.CodeUnavailable, "%s does not answer", b.Key())
		case !ok:
			return "", kith.Errorf(kith.CodeNotFound, "there is no board %s", b.Key())
		}
		return name, nil
	}
}

func packed(t *testing.T, text string) string {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestFindBoards looks at sites that lead to several boards, to boards of
// others, and to boards in ways that only a look at the page or at the board
// tells.
func TestFindBoards(t *testing.T) {
	t.Parallel()
	two := site{
		"https://acme-looms.example/":        home,
		"https://acme-looms.example/careers": `<a href="https://jobs.lever.co/otherfirm">1</a><a href="https://boards.greenhouse.io/acmelooms">2</a><a href="https://jobs.lever.co/otherfirm/3">3</a>`,
	}
	one := site{"https://acme-looms.example/": home, "https://acme-looms.example/careers": `<a href="https://jobs.lever.co/looms">All</a>`}
	branded := site{"https://acme-looms.example/": home, "https://acme-looms.example/careers": `<div data-portal="looms9">`}
	recognize := func(body []byte, base string) (kith.Board, bool) {
		ok := bytes.Contains(body, []byte("data-portal")) && strings.HasPrefix(base, "https://acme-looms.example/")
		return kith.Board{ATS: "portal", Token: "looms9", URL: base}, ok
	}
	for _, c := range []struct {
		name       string
		site       site
		change     func(f *directory.Finder)
		board      string
		confidence string
		others     []string
		evidence   string
	}{
		{"several, one of the company's name", two, nil, "greenhouse/acmelooms", "likely", []string{"lever/otherfirm"}, "named as the company is"},
		{
			"several of others", site{
				"https://acme-looms.example/":        home,
				"https://acme-looms.example/careers": `<a href="https://jobs.lever.co/one">1</a><a href="https://jobs.lever.co/two">2</a><a href="https://jobs.lever.co/two/3">3</a>`,
			}, nil, "lever/two", "unsure", []string{"lever/one"}, "none of which is named as the company is",
		},
		{
			"several of the company", site{
				"https://acme-looms.example/":        home,
				"https://acme-looms.example/careers": `<a href="https://jobs.lever.co/acme-looms">1</a><a href="https://boards.greenhouse.io/acmelooms">2</a>`,
			}, nil, "lever/acme-looms", "likely", []string{"greenhouse/acmelooms"}, "several boards of the company",
		},
		{
			"one for all and one for students", site{
				"https://acme-looms.example/":        home,
				"https://acme-looms.example/careers": `<a href="https://jobs.lever.co/acme-looms-campus">1</a><a href="https://boards.greenhouse.io/acmeloomsgroup">2</a>`,
			}, nil, "greenhouse/acmeloomsgroup", "unsure", []string{"lever/acme-looms-campus"}, "several boards",
		},
		{
			"several, told apart by their own word", two,
			func(f *directory.Finder) {
				f.Probe = says(map[string]string{"lever/otherfirm": "Acme Looms Ltd.", "greenhouse/acmelooms": "Village Weavers"})
			}, "lever/otherfirm", "likely", []string{"greenhouse/acmelooms"}, "names its employer: “Acme Looms Ltd.”",
		},
		{
			"several, one of them dead", two,
			func(f *directory.Finder) { f.Probe = says(map[string]string{"greenhouse/acmelooms": "Acme Looms"}) },
			"greenhouse/acmelooms", "certain", nil, "names its employer",
		},
		{
			"a board of the same name", one, func(f *directory.Finder) { f.Probe = says(map[string]string{"lever/looms": "Acme Looms"}) },
			"lever/looms", "certain", nil, "names its employer: “Acme Looms”",
		},
		{
			"a board of another name", one, func(f *directory.Finder) { f.Probe = says(map[string]string{"lever/looms": "Textile Union"}) },
			"lever/looms", "likely", nil, "may have openings of other employers too",
		},
		{
			"a board that says nothing", one, func(f *directory.Finder) { f.Probe = says(map[string]string{"lever/looms": ""}) },
			"lever/looms", "certain", nil, "leads to lever/looms",
		},
		{
			"a board that does not answer", one, func(f *directory.Finder) { f.Probe = says(map[string]string{"lever/looms": "down"}) },
			"lever/looms", "certain", nil, "leads to lever/looms",
		},
		{
			"another's board on the home page", site{"https://acme-looms.example/": `<title>Acme Looms</title><a href="https://boards.greenhouse.io/looms">See more</a>`},
			func(f *directory.Finder) { f.Probe = says(map[string]string{"greenhouse/looms": "Textile Union"}) },
			"greenhouse/looms", "unsure", nil, "the board is that of “Textile Union”",
		},
		{"a hiring site under the employer's name", branded, func(f *directory.Finder) { f.Recognize = recognize }, "portal/looms9", "certain", nil, "is, or takes in, portal/looms9"},
		{
			"an address before a guess from the page", site{
				"https://acme-looms.example/":        home,
				"https://acme-looms.example/careers": `<div data-portal><a href="https://jobs.lever.co/looms">All</a>`,
			}, func(f *directory.Finder) { f.Recognize = recognize }, "lever/looms", "certain", nil, "leads to lever/looms",
		},
		{
			"a site that leads on to another company's", site{
				"https://acme-looms.example/": "-> https://weavers.example/", "https://weavers.example/": home,
				"https://weavers.example/careers": `<a href="https://jobs.lever.co/weavers">All</a>`,
			}, nil, "lever/weavers", "likely", nil, "acme-looms.example itself leads on to weavers.example",
		},
		{
			"a host for openings behind the careers page", site{
				"https://acme-looms.example/":           home,
				"https://acme-looms.example/careers":    `<a href="https://jobs.acme-looms.example/all">See open positions</a>`,
				"https://jobs.acme-looms.example/all":   `<iframe src="https://jobs.lever.co/looms"></iframe>`,
				"https://jobs.acme-looms.example/other": "",
			}, nil, "lever/looms", "certain", nil, "jobs.acme-looms.example/all leads to lever/looms",
		},
		{
			"a redirect to a board that turns strangers away", site{
				"https://acme-looms.example/": home, "https://acme-looms.example/careers": "-> https://jobs.lever.co/looms", "https://jobs.lever.co/looms": "status 503",
			}, nil, "lever/looms", "certain", nil, "the site leads on to lever/looms",
		},
		{
			"a list without data", site{
				"https://acme-looms.example/":        home,
				"https://acme-looms.example/careers": `<a href="/careers/weaver-1">Weaver</a><a href="/careers/dyer-2">Dyer</a><a href="/careers/clerk-3">Clerk</a>`,
			}, nil, "page/https://acme-looms.example/careers", "likely", nil, "3 links that look like openings",
		},
		{
			"a link or two without data", site{
				"https://acme-looms.example/":        home,
				"https://acme-looms.example/careers": `<a href="/careers/weaver-1">Weaver</a>`,
			}, nil, "page/https://acme-looms.example/careers", "unsure", nil, "may be openings",
		},
		{
			"a list by its structure", site{"https://acme-looms.example/": home, "https://acme-looms.example/careers": `<h3>Weaver</h3><h3>Dyer</h3>`},
			func(f *directory.Finder) { f.List = func([]byte, string) (int, bool) { return 2, true } },
			"page/https://acme-looms.example/careers", "likely", nil, "the page lists 2 openings",
		},
		{
			"a list that is empty now", site{"https://acme-looms.example/": home, "https://acme-looms.example/careers": `<p>No open positions.</p>`},
			func(f *directory.Finder) { f.List = func([]byte, string) (int, bool) { return 0, true } },
			"page/https://acme-looms.example/careers", "likely", nil, "no openings at the moment",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			finder := newFinder(c.site)
			if c.change != nil {
				c.change(finder)
			}
			found, err := finder.Find(t.Context(), "acme-looms.example")
			if err != nil {
				t.Fatal(err)
			}
			var others []string
			for _, o := range found.Others {
				others = append(others, o.Board.Key())
			}
			if found.Board.Key() != c.board || found.Confidence != c.confidence || !slices.Equal(others, c.others) {
				t.Errorf("got %s, %s, others %v; want %s, %s, %v", found.Board.Key(), found.Confidence, others, c.board, c.confidence, c.others)
			}
			if all := strings.Join(found.Evidence, "\n"); !strings.Contains(all, c.evidence) {
				t.Errorf("the evidence lacks %q:\n%s", c.evidence, all)
			}
		})
	}
}

// TestFindSitemaps finds careers pages that only sitemaps lead to.
func TestFindSitemaps(t *testing.T) {
	t.Parallel()
	const (
		plainHome = `<meta property="og:site_name" content="Acme Looms"><a href="/about">About</a>`
		openings  = `<urlset><url><loc>https://acme-looms.example/company/openings</loc></url></urlset>`
		lever     = `<a href="https://jobs.lever.co/acmelooms/1">Weaver</a>`
	)
	for name, s := range map[string]site{
		"named in robots.txt": {
			"https://acme-looms.example/robots.txt": "User-agent: *\nDisallow: /x\nsitemap:  https://acme-looms.example/maps/a.xml # all\n",
			"https://acme-looms.example/maps/a.xml": openings,
		},
		"the one for jobs of several": {
			"https://acme-looms.example/robots.txt":    "Sitemap: https://acme-looms.example/products.xml\nSitemap: https://acme-looms.example/news.xml\nSitemap: https://acme-looms.example/blog.xml\nSitemap: https://acme-looms.example/jobs.xml\n",
			"https://acme-looms.example/products.xml":  `<urlset></urlset>`,
			"https://acme-looms.example/news.xml":      `<urlset></urlset>`,
			"https://acme-looms.example/jobs.xml":      openings,
			"https://elsewhere.example/unasked.xml.gz": `<urlset></urlset>`,
		},
		"an index of sitemaps": {
			"https://acme-looms.example/sitemap.xml": `<sitemapindex><sitemap><loc>https://acme-looms.example/sitemap-posts.xml</loc></sitemap>` +
				`<sitemap><loc>https://acme-looms.example/sitemap-careers.xml</loc></sitemap></sitemapindex>`,
			"https://acme-looms.example/sitemap-careers.xml": openings,
		},
		"packed": {"https://acme-looms.example/sitemap.xml": packed(t, openings)},
		"openings only": {
			"https://acme-looms.example/sitemap.xml": `<urlset><url><loc>https://acme-looms.example/company/openings/weaver-1</loc></url>` +
				`<url><loc>https://acme-looms.example/company/openings/dyer-2</loc></url></urlset>`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s["https://acme-looms.example/"], s["https://acme-looms.example/company/openings"] = plainHome, lever
			found, err := newFinder(s).Find(t.Context(), "acme-looms.example")
			if err != nil {
				t.Fatal(err)
			}
			if found.Board.Key() != "lever/acmelooms" || found.Confidence != directory.Certain {
				t.Errorf("%s, %s: %v", found.Board.Key(), found.Confidence, found.Evidence)
			}
		})
	}
}

// TestFindIsNotFooled wants no certain board from sites that answer everything
// with their home page, and none from hosts of the company's that are away.
func TestFindIsNotFooled(t *testing.T) {
	t.Parallel()
	const front = `<title>Acme Looms</title><p>Our friends hire: <a href="https://jobs.lever.co/one">One</a> <a href="https://jobs.lever.co/two">Two</a></p>`
	finder := newFinder(nil)
	finder.Fetch = func(_ context.Context, r kith.Request) (*kith.Response, error) {
		if !strings.HasPrefix(r.URL, "https://acme.example/") {
			return nil, kith.Errorf(kith.CodeUnavailable, "%s does not answer", r.URL)
		}
		return &kith.Response{Status: 200, URL: r.URL, Body: []byte(front)}, nil
	}
	found, err := finder.Find(t.Context(), "acme.example")
	if err != nil || found.Confidence != directory.Unsure || len(found.Others) != 1 {
		t.Errorf("%+v, %v", found, err)
	}
}

// TestFindSaysWhatIsLearnt wants the company's name and domain beside the
// error when it has no list of openings.
func TestFindSaysWhatIsLearnt(t *testing.T) {
	t.Parallel()
	dead := newFinder(site{"https://acme-looms.example/": home, "https://acme-looms.example/careers": `<a href="https://jobs.lever.co/looms">All</a>`})
	dead.Probe = says(nil)
	none := newFinder(site{"https://acme-looms.example/": `<title>Acme Looms – carpets</title>`})
	for words, finder := range map[string]*directory.Finder{"lever/looms, which does not exist": dead, "seems to have no list of openings": none} {
		found, err := finder.Find(t.Context(), "acme-looms.example")
		if kith.CodeOf(err) != kith.CodeNotFound || !strings.Contains(err.Error(), words) {
			t.Errorf("want %q, got %v", words, err)
		}
		if found.Board != nil || found.Company != "Acme Looms" || found.Domain != "acme-looms.example" {
			t.Errorf("%+v", found)
		}
	}
}
