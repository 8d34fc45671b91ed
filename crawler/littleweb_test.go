package crawler_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"kith"
	"kith/crawler"
	"kith/internal/littleweb"
)

// startWeb starts the little web and a transport that reaches it.
func startWeb(t *testing.T, small crawler.TestLimits) (*littleweb.Web, *crawler.Transport) {
	t.Helper()
	web := littleweb.New(littleweb.Options{Clock: time.Now})
	if err := web.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = web.Close() })
	o := fast()
	o.AllowPrivate, o.Proxy, o.RootCAs = nil, web.ProxyURL(), web.CertPool()
	return web, open(t, o, small)
}

// TestThroughAProxy reads every board of the little web by HTTPS through its
// proxy, with its own authority: robots.txt comes first, and never two
// requests go to one host at once.
func TestThroughAProxy(t *testing.T) {
	t.Parallel()
	web, transport := startWeb(t, crawler.TestLimits{})
	var all sync.WaitGroup
	for _, e := range web.Employers() {
		all.Go(func() {
			res, err := get(t, transport, e.BoardURL)
			if e.Refuses {
				wantError(t, err, kith.CodeRefused, "robots.txt")
			} else if err != nil || res.Status != http.StatusOK {
				t.Errorf("%s: %+v, %v", e.BoardURL, res, err)
			}
		})
	}
	all.Wait()
	first := map[string]bool{}
	for _, line := range web.Log() {
		if line.InFlight > 1 {
			t.Errorf("%s was asked %d things at once", line.Host, line.InFlight)
		}
		if !first[line.Host] && line.Path != "/robots.txt" {
			t.Errorf("%s was asked for %s before robots.txt", line.Host, line.Path)
		}
		first[line.Host] = true
		if !strings.HasPrefix(line.UserAgent, "kith/") {
			t.Errorf("user agent %q", line.UserAgent)
		}
	}
	if len(first) < 5 {
		t.Errorf("only %d hosts were asked", len(first))
	}
	o := fast()
	o.AllowPrivate, o.Proxy = nil, web.ProxyURL()
	_, err := get(t, open(t, o, crawler.TestLimits{}), "https://api.lever.co/v0/postings/x")
	wantError(t, err, kith.CodeUnavailable, "certificate")
	_, err = get(t, transport, "https://nobody.example/")
	wantError(t, err, kith.CodeUnavailable, "Bad Gateway")
}

// TestFaults plays the faults of the little web.
func TestFaults(t *testing.T) {
	t.Parallel()
	const host, other = "api.ashbyhq.com", "boards-api.greenhouse.io"
	small := crawler.TestLimits{Header: 3 * time.Second, Whole: 4 * time.Second, Body: 8 << 20}
	for _, c := range []struct {
		kind, words string
		status      int
	}{
		{"status:500", "", 500}, {"status:404", "", 404}, {"status:403", "", 403}, {"retry-after:1", "", 429},
		{"bad-json", "", 200}, {"empty-list", "", 200}, {"truncate", "whole", 0}, {"reset", "", 0},
		{"redirect-loop", "loop", 0}, {"huge", "larger than", 0}, {"slow-drip", "whole answer", 0}, {"timeout", "in time", 0},
	} {
		t.Run(c.kind, func(t *testing.T) {
			t.Parallel()
			web, transport := startWeb(t, small)
			board, healthy := boardOn(t, web, "ashby"), boardOn(t, web, "greenhouse")
			if err := web.Fail(host, c.kind, 0); err != nil {
				t.Fatal(err)
			}
			res, err := get(t, transport, "https://"+host+"/posting-api/job-board/"+board)
			if c.status == 0 {
				code := kith.CodeUnavailable
				if c.kind == "huge" {
					code = kith.CodeTooLarge
				}
				wantError(t, err, code, c.words)
			} else if err != nil || res.Status != c.status {
				t.Errorf("got %+v, %v", res, err)
			}
			ok := mustGet(t, transport, "https://"+other+"/v1/boards/"+healthy+"/jobs")
			if !json.Valid(ok.Body) || ok.Status != http.StatusOK {
				t.Errorf("the healthy host: %d", ok.Status)
			}
			web.ClearFaults()
			healed := mustGet(t, transport, "https://"+host+"/posting-api/job-board/"+board)
			if !json.Valid(healed.Body) || healed.Status != http.StatusOK {
				t.Errorf("afterwards: %d", healed.Status)
			}
		})
	}
}

// boardOn returns the token of a board of the little web.
func boardOn(t *testing.T, web *littleweb.Web, ats string) string {
	t.Helper()
	for _, e := range web.Employers() {
		if e.ATS == ats && !e.Refuses {
			_, token, _ := strings.Cut(e.BoardKey, "/")
			return token
		}
	}
	t.Fatal(fmt.Errorf("no board on %s", ats))
	return ""
}
