package directory_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/crawler/page"
	"kith/directory"
)

// site is a little web in memory: what stands at an address, "-> ADDRESS" for
// a redirect, "status N" for an answer without a page.
type site map[string]string

// get answers a request as the transport would.
func (s site) get(_ context.Context, r kith.Request) (*kith.Response, error) {
	address := r.URL
	for range 10 {
		u, err := url.Parse(address)
		if err != nil {
			return nil, kith.Errorf(kith.CodeInvalid, "%q is no address", address)
		}
		if strings.HasPrefix(u.Hostname(), "127.") || u.Hostname() == "localhost" {
			return nil, kith.Errorf(kith.CodeRefused, "%s is a private address", address)
		}
		body, ok := s[address]
		if !ok {
			body, ok = s[strings.TrimSuffix(address, "/")]
		}
		if target, isRedirect := strings.CutPrefix(body, "-> "); isRedirect {
			address = target
			continue
		}
		switch {
		case body == "refused":
			return nil, kith.Errorf(kith.CodeRefused, "robots.txt of %s forbids it", u.Host)
		case body == "down", !ok && !s.has(u.Host):
			return nil, kith.Errorf(kith.CodeUnavailable, "%s does not answer", u.Host)
		case body == "status 503":
			return &kith.Response{Status: http.StatusServiceUnavailable, URL: address}, nil
		case !ok:
			return &kith.Response{Status: http.StatusNotFound, URL: address, Body: []byte("<h1>Not found</h1>")}, nil
		}
		return &kith.Response{Status: http.StatusOK, URL: address, Body: []byte(body)}, nil
	}
	return nil, kith.Errorf(kith.CodeUnavailable, "too many redirects")
}

func (s site) has(host string) bool {
	for address := range s {
		if u, err := url.Parse(address); err == nil && u.Host == host {
			return true
		}
	}
	return false
}

// hiringSites knows the addresses of two hiring sites, for these tests.
func hiringSites(address string) (kith.Board, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return kith.Board{}, false
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	token := parts[0]
	switch u.Host {
	case "boards.greenhouse.io", "boards-api.greenhouse.io":
		if token == "embed" {
			token = u.Query().Get("for")
		} else if token == "v1" && len(parts) > 2 {
			token = parts[2]
		}
		return kith.Board{ATS: "greenhouse", Token: token, URL: "https://boards.greenhouse.io/" + token}, token != ""
	case "jobs.lever.co":
		return kith.Board{ATS: "lever", Token: token, URL: "https://jobs.lever.co/" + token}, token != ""
	}
	return kith.Board{}, false
}

func newFinder(s site) *directory.Finder {
	return &directory.Finder{Fetch: s.get, Parse: hiringSites, Links: page.Find, Postings: page.Openings}
}

const (
	posting = `<script type="application/ld+json">{"@type":"JobPosting","title":"Weaver","description":"Weave.",` +
		`"hiringOrganization":{"@type":"Organization","name":"Acme Looms Ltd."}}</script>`
	home = `<title>Acme Looms – carpets</title><a href="/about">About</a><a href="/careers">Careers</a>`
)

func TestFind(t *testing.T) {
	t.Parallel()
	greenhouse := "greenhouse/acmelooms"
	for _, c := range []struct {
		name, query string
		site        site
		board       string
		confidence  string
		company     string
		careers     string
	}{
		{
			"a link on the careers page", "acme-looms.example",
			site{"https://acme-looms.example/": home, "https://acme-looms.example/careers": `<a href="https://boards.greenhouse.io/acmelooms">Openings</a>`},
			greenhouse, "certain", "Acme Looms", "https://acme-looms.example/careers",
		},
		{
			"a frame", "https://acme-looms.example",
			site{"https://acme-looms.example/": home, "https://acme-looms.example/careers": `<iframe src="https://boards.greenhouse.io/embed/job_board?for=acmelooms"></iframe>`},
			greenhouse, "certain", "Acme Looms", "https://acme-looms.example/careers",
		},
		{
			"a script", "https://acme-looms.example/careers",
			site{"https://acme-looms.example/careers": `<title>Careers | Acme Looms</title><script src="//boards.greenhouse.io/embed/job_board/js?for=acmelooms"></script>`},
			greenhouse, "certain", "Acme Looms", "https://acme-looms.example/careers",
		},
		{
			"an API in a script", "acme-looms.example",
			site{"https://acme-looms.example/": home, "https://acme-looms.example/careers": `<script>fetch("https:\/\/boards-api.greenhouse.io\/v1\/boards\/acmelooms\/jobs")</script>`},
			greenhouse, "certain", "Acme Looms", "https://acme-looms.example/careers",
		},
		{
			"a redirect of the careers page", "acme-looms.example",
			site{"https://acme-looms.example/": home, "https://acme-looms.example/careers": "-> https://boards.greenhouse.io/acmelooms", "https://boards.greenhouse.io/acmelooms": "<p>"},
			greenhouse, "certain", "Acme Looms", "https://boards.greenhouse.io/acmelooms",
		},
		{
			"a careers link to the board itself", "acme-looms.example",
			site{"https://acme-looms.example/": `<title>Acme Looms</title><a href="https://boards.greenhouse.io/acmelooms">We're hiring!</a>`},
			greenhouse, "certain", "Acme Looms", "https://acme-looms.example/",
		},
		{
			"a board without the words for careers", "acme-looms.example",
			site{"https://acme-looms.example/": `<title>Acme Looms</title><a href="https://boards.greenhouse.io/acmelooms">See more</a>`},
			greenhouse, "likely", "Acme Looms", "https://acme-looms.example/",
		},
		{
			"a page deeper", "acme-looms.example",
			site{
				"https://acme-looms.example/": home, "https://acme-looms.example/careers": `<a href="/careers/open-positions">Open positions</a>`,
				"https://acme-looms.example/careers/open-positions": `<a href="https://jobs.lever.co/acmelooms/1">Weaver</a>`,
			},
			"lever/acmelooms", "certain", "Acme Looms", "https://acme-looms.example/careers/open-positions",
		},
		{
			"the sitemap", "acme-looms.example",
			site{
				"https://acme-looms.example/":                 `<meta property="og:site_name" content="Acme Looms"><a href="/about">About</a>`,
				"https://acme-looms.example/sitemap.xml":      `<urlset><url><loc>https://acme-looms.example/company/openings</loc></url></urlset>`,
				"https://acme-looms.example/company/openings": `<a href="https://jobs.lever.co/acmelooms/1">Weaver</a>`,
			},
			"lever/acmelooms", "certain", "Acme Looms", "https://acme-looms.example/company/openings",
		},
		{
			"a usual path", "acme-looms.example",
			site{"https://acme-looms.example/": `<a href="/about">About</a>`, "https://acme-looms.example/jobs": `<a href="https://jobs.lever.co/acmelooms">All</a>`},
			"lever/acmelooms", "certain", "Acme Looms", "https://acme-looms.example/jobs",
		},
		{
			"a domain that answers under www only", "acme-looms.example",
			site{"https://www.acme-looms.example/": home, "https://www.acme-looms.example/careers": `<a href="https://jobs.lever.co/acmelooms">All</a>`},
			"lever/acmelooms", "certain", "Acme Looms", "https://www.acme-looms.example/careers",
		},
		{
			"job data on the page", "https://acme-looms.example/careers?utm_source=x#top",
			site{"https://acme-looms.example/careers?utm_source=x": posting},
			"page/https://acme-looms.example/careers", "certain", "Acme Looms Ltd.", "https://acme-looms.example/careers",
		},
		{
			"job data behind the page", "acme-looms.example",
			site{
				"https://acme-looms.example/": home, "https://acme-looms.example/careers": `<a href="/careers/weaver-12">Weaver</a>`,
				"https://acme-looms.example/careers/weaver-12": posting,
			},
			"page/https://acme-looms.example/careers", "certain", "Acme Looms", "https://acme-looms.example/careers",
		},
		{
			"a careers host of its own", "https://careers.acme-looms.example",
			site{"https://careers.acme-looms.example/": `<title>Work at Acme Looms</title><a href="/jobs/weaver-12">Weaver</a>`, "https://careers.acme-looms.example/jobs/weaver-12": posting},
			"page/https://careers.acme-looms.example/", "certain", "Acme Looms Ltd.", "https://careers.acme-looms.example/",
		},
		{
			"job data of another employer", "https://jobs.village.example/looms",
			site{"https://jobs.village.example/looms": posting},
			"page/https://jobs.village.example/looms", "likely", "Acme Looms Ltd.", "https://jobs.village.example/looms",
		},
		{
			"several boards, one of the company's name", "acme-looms.example",
			site{
				"https://acme-looms.example/":        home,
				"https://acme-looms.example/careers": `<a href="https://jobs.lever.co/otherfirm">Partner</a><a href="https://boards.greenhouse.io/acmelooms">Ours</a>`,
			},
			greenhouse, "likely", "Acme Looms", "https://acme-looms.example/careers",
		},
		{
			"the address of a board", "https://jobs.lever.co/acme-looms", site{},
			"lever/acme-looms", "certain", "Acme Looms", "https://jobs.lever.co/acme-looms",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			found, err := newFinder(c.site).Find(t.Context(), c.query)
			if err != nil {
				t.Fatal(err)
			}
			key := ""
			if found.Board != nil {
				key = found.Board.Key()
			}
			want := []string{c.query, c.board, c.confidence, c.company, c.careers}
			if diff := cmp.Diff(want, []string{found.Query, key, found.Confidence, found.Company, found.CareersURL}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if len(found.Evidence) == 0 {
				t.Error("there is no evidence")
			}
		})
	}
}

func TestFindFails(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, query string
		site        site
		code        kith.Code
		words       string
	}{
		{"nothing", " ", site{}, kith.CodeInvalid, "neither an address nor a name"},
		{"a scheme only", "https://", site{}, kith.CodeInvalid, "is not an address"},
		{"another scheme", "ftp://acme.example/", site{}, kith.CodeInvalid, "http and https"},
		{"a mail address", "jane@acme.example", site{}, kith.CodeInvalid, "mail address"},
		{"a user in the address", "https://jane:secret@acme.example/", site{}, kith.CodeInvalid, "is not an address"},
		{"a page where many have one", "https://www.linkedin.com/company/acme/jobs", site{"https://www.linkedin.com/": home}, kith.CodeInvalid, "many companies have one"},
		{"control characters", "acme\x00.example", site{}, kith.CodeInvalid, "neither an address nor a name"},
		{"a private address", "http://127.0.0.1/careers", site{}, kith.CodeRefused, "private"},
		{"a private name", "localhost", site{}, kith.CodeRefused, "private"},
		{"a host that is away", "acme.example", site{}, kith.CodeUnavailable, "does not answer"},
		{"a site that is ill", "acme.example", site{"https://acme.example/": "status 503", "https://www.acme.example/": "status 503"}, kith.CodeUnavailable, "503"},
		{"a site that forbids it", "acme.example", site{"https://acme.example/": "refused"}, kith.CodeRefused, "robots.txt"},
		{"a careers page that forbids it", "acme.example", site{"https://acme.example/": home, "https://acme.example/careers": "refused"}, kith.CodeRefused, "robots.txt"},
		{"no careers page", "acme.example", site{"https://acme.example/": "<p>Hello</p>"}, kith.CodeNotFound, "no career page was found on acme.example"},
		{"a page without data", "acme.example", site{"https://acme.example/": home, "https://acme.example/careers": "<p>Write to us.</p>"}, kith.CodeNotFound, "https://acme.example/careers cannot be read"},
		{"a namesake elsewhere", "acme.example", site{
			"https://acme.example/":                      home + `<a href="https://www.linkedin.com/company/acme/jobs">Jobs</a>`,
			"https://www.linkedin.com/company/acme/jobs": `<a href="https://jobs.lever.co/acme">All</a>`,
		}, kith.CodeNotFound, "no career page"},
		{"a name that is not known", "No Such Company At All", site{}, kith.CodeNotFound, "give its address"},
		{"a name of several", "Axiom", site{}, kith.CodeNotFound, "give its address"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			found, err := newFinder(c.site).Find(t.Context(), c.query)
			var e *kith.Error
			if !errors.As(err, &e) || e.Code != c.code || !strings.Contains(e.Message, c.words) {
				t.Errorf("got %v (%s), %+v; want %s with %q", err, kith.CodeOf(err), found, c.code, c.words)
			}
			if found.Board != nil {
				t.Errorf("a board is given all the same: %v", found.Board)
			}
		})
	}
}

func TestFindByName(t *testing.T) {
	t.Parallel()
	found, err := newFinder(site{}).Find(t.Context(), "Palantir Technologies")
	if err != nil {
		t.Fatal(err)
	}
	if found.Board == nil || found.Board.Key() != "lever/palantir" || found.Confidence != directory.Likely || len(found.Evidence) != 1 {
		t.Errorf("%+v", found)
	}
}

// TestFindAsksLittle counts requests on a site where each page leads to more.
func TestFindAsksLittle(t *testing.T) {
	t.Parallel()
	asked := map[string]int{}
	finder := newFinder(nil)
	finder.Fetch = func(_ context.Context, r kith.Request) (*kith.Response, error) {
		asked[r.URL]++
		body := `<a href="` + strings.TrimSuffix(r.URL, "/") + `/jobs">Jobs</a><a href="` + strings.TrimSuffix(r.URL, "/") + `/careers">Careers</a>`
		return &kith.Response{Status: http.StatusOK, URL: r.URL, Body: []byte(body)}, nil
	}
	if _, err := finder.Find(t.Context(), "acme.example"); kith.CodeOf(err) != kith.CodeNotFound {
		t.Error(err)
	}
	if len(asked) > 14 {
		t.Errorf("%d requests: %v", len(asked), asked)
	}
	for address, times := range asked {
		if times > 1 {
			t.Errorf("%s was asked %d times", address, times)
		}
	}
}

func TestFindStops(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := newFinder(site{}).Find(ctx, "acme.example"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{"acme.example", "https://acme.example/careers?x=1#y", "[::1]:80", "http://%zz/", "Ünïcode.example", "a..b", "//x", "https://acme.example:99999"} {
		f.Add(seed, home)
	}
	f.Fuzz(func(t *testing.T, query, body string) {
		finder := newFinder(nil)
		finder.Fetch = func(_ context.Context, r kith.Request) (*kith.Response, error) {
			return &kith.Response{Status: http.StatusOK, URL: r.URL, Body: []byte(body)}, nil
		}
		found, err := finder.Find(t.Context(), query)
		if (err == nil) != (found.Board != nil) {
			t.Errorf("%q: %+v, %v", query, found, err)
		}
		var e *kith.Error
		if err != nil && !errors.As(err, &e) {
			t.Errorf("%q: %v is no *kith.Error", query, err)
		}
	})
}
