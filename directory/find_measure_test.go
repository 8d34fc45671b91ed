package directory_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kith"
	"kith/crawler/board"
	"kith/crawler/page"
	"kith/directory"
)

// replay is the recorded web, running.
type replay struct {
	Proxy, CA, Control string
	client             *http.Client
}

// startReplay builds and starts the recorded web, until the test ends.
func startReplay(t *testing.T) *replay {
	t.Helper()
	if testing.Short() {
		t.Skip("starts the recorded web")
	}
	source, err := filepath.Abs(shared(t, "replay"))
	if err != nil {
		t.Fatal(err)
	}
	corpus, err := filepath.Abs(shared(t, "corpus"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	binary, ready := filepath.Join(dir, "replay"), filepath.Join(dir, "ready.json")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-C", source, "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("building the recorded web: %v\n%s", err, out)
	}
	process := exec.CommandContext(t.Context(), binary, "-corpus", corpus, "-ready", ready, "-ca-dir", dir)
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = process.Wait() }) // killed with the test's context
	r := &replay{}
	for {
		data, err := os.ReadFile(ready)
		if err == nil && json.Unmarshal(data, r) == nil {
			break
		}
		if kith.Sleep(t.Context(), 50*time.Millisecond) != nil {
			t.Fatal("the recorded web did not start")
		}
	}
	certificate, err := os.ReadFile(r.CA)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(certificate)
	proxy, err := url.Parse(r.Proxy)
	if err != nil {
		t.Fatal(err)
	}
	r.client = &http.Client{Transport: &http.Transport{
		Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12},
	}}
	return r
}

// fetch fetches through the recorded web.
func (r *replay) fetch(ctx context.Context, request kith.Request) (*kith.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, request.URL, nil)
	if err != nil {
		return nil, kith.Errorf(kith.CodeInvalid, "%q is no address: %w", request.URL, err)
	}
	res, err := r.client.Do(req)
	if err != nil {
		return nil, kith.Errorf(kith.CodeUnavailable, "%s did not answer: %w", request.URL, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, kith.Errorf(kith.CodeUnavailable, "%s: the answer broke off: %w", request.URL, err)
	}
	return &kith.Response{Status: res.StatusCode, URL: res.Request.URL.String(), Header: res.Header, Body: body}, nil
}

// replayBoard is a board as the recorded web tells the truth of it.
type replayBoard struct {
	Key, ATS, Token, Company, Domain, Home, Embed, Variant string
	CareersURL                                             string `json:"careers_url"`
	HostedURL                                              string `json:"hosted_url"`
	SiteStyle                                              string `json:"site_style"`
	CareersAllowed                                         bool   `json:"careers_allowed"`
	Openings                                               int
}

// boards returns the truth of all boards.
func (r *replay) boards(t *testing.T) []replayBoard {
	t.Helper()
	res, err := http.Get(r.Control + "/boards")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var boards []replayBoard
	if err := json.NewDecoder(res.Body).Decode(&boards); err != nil {
		t.Fatal(err)
	}
	return boards
}

// TestMeasureFind looks for the boards of companies of the recorded web, by
// their domain only: of one in eight, and of all with KITH_MEASURE set. A wrong
// board is worse than none.
func TestMeasureFind(t *testing.T) {
	r := startReplay(t)
	parse := board.New().Parse
	asked := 0
	finder := &directory.Finder{
		Fetch: func(ctx context.Context, request kith.Request) (*kith.Response, error) {
			asked++
			return r.fetch(ctx, request)
		},
		Parse: parse, Links: page.Find, Postings: page.Openings,
	}
	byDomain := map[string][]replayBoard{}
	for _, b := range r.boards(t) {
		byDomain[b.Domain] = append(byDomain[b.Domain], b)
	}
	// known are the sites with a board that Parse knows, data those with job
	// data; of the other sites a board is read as a page where it has job data.
	scores := map[string]*finding{"known": {}, "data": {}, "other": {}}
	for i, domain := range slices.Sorted(maps.Keys(byDomain)) {
		boards := byDomain[domain]
		if !boards[0].CareersAllowed || i%8 != 0 && os.Getenv("KITH_MEASURE") == "" {
			continue
		}
		wanted := map[string]bool{}
		kind := "other"
		for _, b := range boards {
			if parsed, ok := parse(b.HostedURL); ok {
				kind = "known"
				wanted[strings.ToLower(parsed.Key())] = true
			}
			if b.ATS == "jsonld" && b.Openings > 0 {
				kind = "data"
				wanted["page/"+strings.TrimSuffix(b.CareersURL, "/")] = true
			}
		}
		found, err := finder.Find(t.Context(), domain)
		key := ""
		if err == nil && found.Board != nil {
			key, _, _ = strings.Cut(found.Board.Key(), "?") // the recorded sites link to their pages with a language
			key = strings.TrimSuffix(key, "/")
			if found.Board.ATS != "page" {
				key = strings.ToLower(key)
			}
		}
		scores[kind].add(t, key, wanted, found, boards[0], err)
	}
	for _, kind := range []string{"known", "data", "other"} {
		t.Logf("%s: %s", kind, scores[kind])
	}
	t.Logf("%d requests for %d domains", asked, len(byDomain))
	for _, kind := range []string{"known", "data"} {
		if s := scores[kind]; s.wrong > 0 || float64(s.right)/float64(s.all) < 0.98 {
			t.Errorf("%s: too few boards are found, or wrong ones: %s", kind, s)
		}
	}
}

// finding counts what was found.
type finding struct{ all, right, pages, wrong, named int }

func (f *finding) add(t *testing.T, key string, wanted map[string]bool, found directory.Found, b replayBoard, err error) { //nolint:revive // six arguments in a test are the case and its result
	f.all++
	if err == nil && directory.Keys(found.Company).Exact == directory.Keys(b.Company).Exact {
		f.named++
	}
	switch {
	case wanted[key]:
		f.right++
	case len(wanted) == 0 && strings.HasPrefix(key, "page/"):
		f.pages++ // a hiring site that no adapter reads, but whose pages carry data
	case key != "":
		f.wrong++
		t.Logf("wrong: %s (%s, %s): %s, wanted %v: %v", b.Domain, b.SiteStyle, b.Embed, key, wanted, found.Evidence)
	case len(wanted) > 0:
		t.Logf("missed: %s (%s, %s %s): %v: %v", b.Domain, b.SiteStyle, b.Embed, b.Variant, wanted, err)
	}
}

func (f *finding) String() string {
	return fmt.Sprintf("%d sites, %d right (%.2f %%), %d wrong, %d read as pages, %d with the company's name",
		f.all, f.right, 100*float64(f.right)/float64(max(f.all, 1)), f.wrong, f.pages, f.named)
}
