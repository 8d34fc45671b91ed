package littleweb_test

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/littleweb"
)

// board is the address that the faults are tried on.
const board = "https://api.lever.co/v0/postings/brackenfold"

func TestFaultsThatAnswer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind   string
		status int
		check  func(header http.Header, body string) bool
	}{
		{"status:503", 503, func(_ http.Header, body string) bool { return !strings.Contains(body, "{") }},
		{"retry-after:7", 429, func(h http.Header, _ string) bool { return h.Get("Retry-After") == "7" }},
		{"bad-json", 200, func(_ http.Header, body string) bool { return strings.HasSuffix(body, ",,}") }},
		{"empty-list", 200, func(_ http.Header, body string) bool { return body == "[]" }},
		{"redirect-loop", 302, func(h http.Header, _ string) bool { return strings.Contains(h.Get("Location"), "turn=1") }},
	} {
		t.Run(c.kind, func(t *testing.T) {
			t.Parallel()
			web, client := start(t)
			if err := web.Fail("api.lever.co", c.kind, 1); err != nil {
				t.Fatal(err)
			}
			if status, _ := get(t, client, "https://api.lever.co/robots.txt"); status != http.StatusOK {
				t.Errorf("robots.txt failed too, with %d", status)
			}
			res, body := send(t, client, request(t, board))
			if res.StatusCode != c.status || !c.check(res.Header, body) {
				t.Errorf("status %d, header %v, body %q", res.StatusCode, res.Header, body)
			}
			if status, body := get(t, client, board); status != http.StatusOK || !strings.HasPrefix(body, "[{") {
				t.Errorf("the second request: status %d, body %q, want the board", status, body)
			}
			if log := web.Log(); log[1].Fault == "" || log[1].Status != c.status || log[2].Fault != "" {
				t.Errorf("the log: %+v", log)
			}
		})
	}
}

func TestFaultsThatBreak(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"truncate", "reset", "huge"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			web, client := start(t)
			if err := web.Fail("*", kind, 1); err != nil {
				t.Fatal(err)
			}
			res, err := client.Do(request(t, board))
			if err == nil {
				var n int64
				n, err = io.Copy(io.Discard, res.Body)
				_ = res.Body.Close()
				if (n > 100<<20) != (kind == "huge") {
					t.Errorf("%d bytes came", n)
				}
			}
			if err == nil {
				t.Error("the answer came whole")
			}
			if status, _ := get(t, client, board); status != http.StatusOK {
				t.Errorf("the next request: status %d", status)
			}
		})
	}
}

func TestRedirectLoopNeverEnds(t *testing.T) {
	t.Parallel()
	web, client := start(t)
	if err := web.Fail("api.lever.co/v0/", "redirect-loop", 0); err != nil {
		t.Fatal(err)
	}
	client.CheckRedirect = nil
	if res, err := client.Do(request(t, board)); err == nil {
		_ = res.Body.Close()
		t.Errorf("the loop ended with %d", res.StatusCode)
	}
	if n := len(web.Log()); n != 10 { // as many as an ordinary client follows
		t.Errorf("%d requests", n)
	}
	web.ClearFaults()
	if status, _ := get(t, client, board); status != http.StatusOK {
		t.Errorf("after ClearFaults: status %d", status)
	}
}

func TestSlowDrip(t *testing.T) {
	t.Parallel()
	web, client := start(t)
	if err := web.Fail("api.lever.co", "slow-drip", 1); err != nil {
		t.Fatal(err)
	}
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	res, err := client.Do(request(t, board).WithContext(ctx))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	two := make([]byte, 2)
	if _, err := io.ReadFull(res.Body, two); err != nil || string(two) != "[{" {
		t.Errorf("the first bytes are %q: %v", two, err)
	}
	leave()
	if _, err := io.ReadAll(res.Body); err == nil {
		t.Error("the whole came")
	}
}

// TestInFlight has three requests wait on one host at a time, and one on
// another.
func TestInFlight(t *testing.T) {
	t.Parallel()
	web, client := start(t)
	if err := web.Fail("*", "timeout", 0); err != nil {
		t.Fatal(err)
	}
	ctx, leave := context.WithCancel(t.Context())
	var running sync.WaitGroup
	for i, address := range []string{board, board, "https://thistlegate.example/", board} {
		running.Go(func() {
			res, err := client.Do(request(t, address, "User-Agent", "tester").WithContext(ctx))
			if err == nil {
				_ = res.Body.Close()
				t.Errorf("%s answered", address)
			}
		})
		waitForLog(t, web, i+1)
	}
	leave()
	running.Wait()
	log := web.Log()
	got := []int{log[0].InFlight, log[1].InFlight, log[2].InFlight, log[3].InFlight}
	if !slices.Equal(got, []int{1, 2, 1, 3}) {
		t.Errorf("in flight: %v", got)
	}
	first := log[0]
	if first.Host != "api.lever.co" || first.Path != "/v0/postings/brackenfold" || first.Method != "GET" || first.UserAgent != "tester" ||
		first.Status != 0 || first.Start.IsZero() || first.Day != 1 || first.Fault != "timeout" {
		t.Errorf("the first line: %+v", first)
	}
	web.ClearFaults()
	for { // the server learns a moment later that the clients have left
		if status, _ := get(t, client, board); status != http.StatusOK {
			t.Errorf("status %d", status)
		}
		log = web.Log()
		if log[len(log)-1].InFlight == 1 {
			return
		}
		if deadlinePassed(t) {
			t.Fatalf("%d are still in flight", log[len(log)-1].InFlight)
		}
		time.Sleep(time.Millisecond)
	}
}

func TestFailRefuses(t *testing.T) {
	t.Parallel()
	web := littleweb.New(littleweb.Options{})
	for _, c := range [][2]string{
		{"nowhere.example", "timeout"},
		{"api.lever.co", "meteor"},
		{"api.lever.co", "status:"},
		{"api.lever.co", "status:700"},
		{"api.lever.co", "timeout:3"},
		{"api.lever.co", "status"},
	} {
		if err := web.Fail(c[0], c[1], 1); err == nil {
			t.Errorf("Fail(%q, %q) was taken", c[0], c[1])
		}
	}
}
