package littleweb_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith/internal/littleweb"
)

// start returns a web that answers until the test ends, and a client for it.
func start(t *testing.T) (*littleweb.Web, *http.Client) {
	t.Helper()
	web := littleweb.New(littleweb.Options{Clock: time.Now})
	if err := web.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	client := web.Client()
	t.Cleanup(func() {
		client.CloseIdleConnections()
		if err := web.Close(); err != nil {
			t.Errorf("closing the web: %v", err)
		}
	})
	return web, client
}

// send sends a request and returns the answer with its body.
func send(t *testing.T, client *http.Client, r *http.Request) (*http.Response, string) {
	t.Helper()
	res, err := client.Do(r)
	if err != nil {
		t.Fatalf("%s %s: %v", r.Method, r.URL, err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("%s %s: reading the body: %v", r.Method, r.URL, err)
	}
	return res, string(body)
}

// request returns a GET request with headers given as name, value, ….
func request(t *testing.T, address string, headers ...string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	for pair := range slices.Chunk(headers, 2) {
		r.Header.Set(pair[0], pair[1])
	}
	return r
}

// get returns the status and body of an address.
func get(t *testing.T, client *http.Client, address string) (int, string) {
	t.Helper()
	res, body := send(t, client, request(t, address))
	return res.StatusCode, body
}

func TestEveryHostAnswers(t *testing.T) {
	t.Parallel()
	web, client := start(t)
	addresses := append(web.Feeds(),
		"https://boards-api.greenhouse.io/v1/boards/thistlegate",
		"https://boards.greenhouse.io/embed/job_board?for=northwharffreight",
		"https://boards.greenhouse.io/embed/job_board/js?for=northwharffreight",
		"https://api.lever.co/v0/postings/brackenfold?mode=json",
		"https://api.ashbyhq.com/posting-api/job-board/Quillfeather",
		"https://jobs.ashbyhq.com/Quillfeather/embed",
		"https://api.smartrecruiters.com/v1/companies/PalewaterHealth/postings",
		"https://careers.smartrecruiters.com/PalewaterHealth",
		"https://saltmarsh.wd3.myworkdayjobs.com/en-US/Careers",
		"https://saltmarsh.wd3.myworkdayjobs.com/Careers/siteMap.xml",
		"https://careers.ashgroverail.example/sitemap.xml",
		"https://news-a.example/", "https://news-b.example/",
	)
	for _, e := range web.Employers() {
		addresses = append(addresses, e.Home, e.Home+"careers", e.BoardURL)
	}
	for _, o := range web.Truth(1) {
		addresses = append(addresses, o.URL)
	}
	for _, r := range web.Reports(1) {
		addresses = append(addresses, r.URL)
	}
	for _, address := range addresses {
		if status, body := get(t, client, address); status != http.StatusOK || body == "" {
			t.Errorf("%s: status %d with %d bytes, want 200 with some", address, status, len(body))
		}
		host := strings.Split(address, "/")[2]
		if status, body := get(t, client, "https://"+host+"/robots.txt"); status != http.StatusOK || !strings.Contains(body, "User-agent: *") {
			t.Errorf("robots.txt of %s: status %d, %q", host, status, body)
		}
	}
}

func TestStatuses(t *testing.T) {
	t.Parallel()
	_, client := start(t)
	for address, want := range map[string]int{
		"https://boards-api.greenhouse.io/v1/boards/nobody/jobs":                                          404,
		"https://boards-api.greenhouse.io/v1/boards/thistlegate/jobs/1":                                   404,
		"https://boards-api.greenhouse.io/v2":                                                             404,
		"https://job-boards.greenhouse.io/nobody":                                                         404,
		"https://job-boards.greenhouse.io/thistlegate/jobs/1":                                             404,
		"https://api.lever.co/v0/postings/nobody":                                                         404,
		"https://jobs.lever.co/nobody":                                                                    404,
		"https://api.ashbyhq.com/posting-api/job-board/quillfeather":                                      404, // the case matters
		"https://jobs.ashbyhq.com/quillfeather":                                                           404,
		"https://api.smartrecruiters.com/v1/companies/nobody/postings":                                    200,
		"https://api.smartrecruiters.com/v1/companies/nobody/postings/1":                                  404,
		"https://saltmarsh.wd3.myworkdayjobs.com/wday/cxs/saltmarsh/x":                                    404,
		"https://saltmarsh.wd3.myworkdayjobs.com/wday/cxs/saltmarsh/Careers/jobs":                         405,
		"https://saltmarsh.wd3.myworkdayjobs.com/":                                                        404,
		"https://api.lever.co//":                                                                          404,
		"https://api.lever.co/v0/postings/brackenfold/1/2":                                                404,
		"https://api.lever.co/v0/postings/brackenfold?skip=99&limit=-1":                                   200,
		"https://api.lever.co/v0/postings/brackenfold?skip=1&limit=9223372036854775807":                   200,
		"https://boards.greenhouse.io/embed":                                                              404,
		"https://api.smartrecruiters.com/v1/companies/WickenholtMedia/postings?offset=9999999999&limit=0": 200,
		"https://northwharf.example/nothing":                                                              404,
		"https://news-a.example/2026/11/24/nothing":                                                       404,
		"https://www.northwharf.example/careers":                                                          301,
		"http://northwharf.example/careers":                                                               301,
		"http://unknown.example/":                                                                         502,
	} {
		if status, body := get(t, client, address); status != want {
			t.Errorf("%s: status %d, want %d: %.200s", address, status, want, body)
		}
	}
	if _, err := client.Do(request(t, "https://unknown.example/")); err == nil {
		t.Error("a tunnel to an unknown host was opened")
	}
}

// TestDirect asks the server itself, without a proxy, by the Host header.
func TestDirect(t *testing.T) {
	t.Parallel()
	web, client := start(t)
	client.Transport = http.DefaultTransport.(*http.Transport).Clone()
	r := request(t, web.ProxyURL().String()+"/careers")
	r.Host = "thistlegate.example"
	if res, body := send(t, client, r); res.StatusCode != http.StatusOK || !strings.Contains(body, "job-boards.greenhouse.io/thistlegate") {
		t.Errorf("status %d, body %s", res.StatusCode, body)
	}
}

// TestHomesLeadToBoards follows each employer's site to its board, as somebody
// who knows the home page only.
func TestHomesLeadToBoards(t *testing.T) {
	t.Parallel()
	web, client := start(t)
	for _, e := range web.Employers() {
		_, home := get(t, client, e.Home)
		_, careers := get(t, client, e.Home+"careers")
		if !strings.Contains(home, e.Name) || !strings.Contains(home, "Careers") {
			t.Errorf("%s: the home page says neither its name nor where the careers are: %s", e.Name, home)
		}
		token := e.BoardKey[strings.LastIndex(strings.TrimSuffix(e.BoardKey, "/"), "/")+1:]
		if !strings.Contains(home+careers, token) {
			t.Errorf("%s: nothing leads to the board %s: %s", e.Name, e.BoardKey, careers)
		}
	}
}

func TestConditionalRequests(t *testing.T) {
	t.Parallel()
	web, client := start(t)
	const address = "https://api.lever.co/v0/postings/brackenfold"
	first, _ := send(t, client, request(t, address))
	tag, modified := first.Header.Get("ETag"), first.Header.Get("Last-Modified")
	if want := web.Date(1).Format(http.TimeFormat); modified != want || tag == "" {
		t.Fatalf("ETag %q, Last-Modified %q, want some and %q", tag, modified, want)
	}
	for _, c := range []struct {
		name    string
		day     int
		headers []string
		want    int
	}{
		{"same tag", 1, []string{"If-None-Match", tag}, 304},
		{"same tag, strong", 1, []string{"If-None-Match", strings.TrimPrefix(tag, "W/")}, 304},
		{"other tag", 1, []string{"If-None-Match", `"x"`, "If-Modified-Since", modified}, 200},
		{"same date", 1, []string{"If-Modified-Since", modified}, 304},
		{"earlier date", 1, []string{"If-Modified-Since", web.Date(0).Format(http.TimeFormat)}, 200},
		{"changed since, by tag", 2, []string{"If-None-Match", tag}, 200},
		{"changed since, by date", 2, []string{"If-Modified-Since", modified}, 200},
	} {
		web.SetDay(c.day)
		res, body := send(t, client, request(t, address, c.headers...))
		if res.StatusCode != c.want || (c.want == 304) != (body == "") {
			t.Errorf("%s: status %d with %d bytes, want %d", c.name, res.StatusCode, len(body), c.want)
		}
	}
	web.SetDay(3)
	res, _ := send(t, client, request(t, "https://jobs.smartrecruiters.com/WickenholtMedia"))
	if got, want := res.Header.Get("Last-Modified"), web.Date(2).Format(http.TimeFormat); got != want {
		t.Errorf("Last-Modified %q of a board that last changed on day 2, want %q", got, want)
	}
	if conditional := slices.ContainsFunc(web.Log(), func(r littleweb.Request) bool { return r.Conditional && r.Status == 304 }); !conditional {
		t.Error("the log shows no conditional request that was answered with 304")
	}
}

func TestGzip(t *testing.T) {
	t.Parallel()
	_, client := start(t)
	const address = "https://api.lever.co/v0/postings/brackenfold"
	packed, raw := send(t, client, request(t, address, "Accept-Encoding", "gzip"))
	if packed.Header.Get("Content-Encoding") != "gzip" || !strings.HasPrefix(raw, "\x1f\x8b") {
		t.Errorf("Content-Encoding %q, body begins with % x", packed.Header.Get("Content-Encoding"), raw[:2])
	}
	plain, body := send(t, client, request(t, address, "Accept-Encoding", "identity"))
	if plain.Header.Get("Content-Encoding") != "" || !strings.HasPrefix(body, "[{") {
		t.Errorf("Content-Encoding %q, body begins with %q", plain.Header.Get("Content-Encoding"), body[:2])
	}
}

// feed is an RSS or an Atom document.
type feed struct {
	Items   []string `xml:"channel>item>title"`
	Entries []string `xml:"entry>title"`
}

func TestFeeds(t *testing.T) {
	t.Parallel()
	web, client := start(t)
	layoffs := map[int]int{} // by day
	for day := 1; day <= web.Days(); day++ {
		web.SetDay(day)
		var got, want []string
		for _, address := range web.Feeds() {
			var read feed
			_, body := get(t, client, address)
			if err := xml.Unmarshal([]byte(body), &read); err != nil {
				t.Fatalf("%s: %v", address, err)
			}
			got = append(append(got, read.Items...), read.Entries...)
		}
		for _, r := range web.Reports(day) {
			want = append(want, r.Title)
			if r.PublishedAt.After(web.Date(day)) {
				t.Errorf("%q is shown on day %d and published after it: %s", r.Title, day, r.PublishedAt)
			}
			if r.Layoff {
				layoffs[day]++
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("day %d: the feeds are not as the reports (-want +got):\n%s", day, diff)
		}
	}
	if diff := cmp.Diff(map[int]int{2: 1, 3: 2}, layoffs); diff != "" {
		t.Errorf("reports of the layoff by day (-want +got):\n%s", diff)
	}
}

func TestContacts(t *testing.T) {
	t.Parallel()
	web := littleweb.New(littleweb.Options{})
	_, table, found := bytes.Cut(web.Contacts(), []byte("\n\n"))
	if !found || !bytes.HasPrefix(web.Contacts(), []byte("Notes:\n")) {
		t.Fatal("there is no preamble with an empty line behind it")
	}
	reader := csv.NewReader(bytes.NewReader(table))
	good, broken := 0, 0
	for {
		row, err := reader.Read()
		switch {
		case errors.Is(err, io.EOF):
			if good != 41 || broken != 2 { // the header is a good row too
				t.Errorf("%d good rows and %d broken ones, want 41 and 2", good, broken)
			}
			return
		case err != nil || row[0] == "":
			broken++
		default:
			good++
		}
	}
}

// TestCloseLeavesNothing counts goroutines: it is not parallel, so that no
// other test runs beside it.
func TestCloseLeavesNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, byContext := range []bool{false, true} {
		ctx, cancel := context.WithCancel(t.Context())
		web := littleweb.New(littleweb.Options{})
		if err := web.Start(ctx); err != nil {
			t.Fatal(err)
		}
		if err := web.Fail("api.lever.co", "timeout", 0); err != nil {
			t.Fatal(err)
		}
		client := web.Client()
		if status, _ := get(t, client, "https://thistlegate.example/"); status != http.StatusOK {
			t.Errorf("status %d", status)
		}
		pending := make(chan error)
		go func() {
			_, err := client.Do(request(t, "https://api.lever.co/v0/postings/brackenfold"))
			pending <- err
		}()
		waitForLog(t, web, 2)
		if byContext {
			cancel()
		} else if err := web.Close(); err != nil {
			t.Error(err)
		}
		if err := <-pending; err == nil {
			t.Error("a request that waited was answered")
		}
		if err := errors.Join(web.Close(), web.Close()); err != nil {
			t.Errorf("closing again: %v", err)
		}
		if _, err := client.Do(request(t, "https://thistlegate.example/")); err == nil {
			t.Error("the web answers after Close")
		}
		client.CloseIdleConnections()
		cancel()
	}
	for runtime.NumGoroutine() > before { // the client's own take a moment
		runtime.Gosched()
		if t.Context().Err() != nil || deadlinePassed(t) {
			stacks := make([]byte, 1<<16)
			t.Fatalf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
		}
	}
}

// deadlinePassed reports whether the test's deadline is near.
func deadlinePassed(t *testing.T) bool {
	t.Helper()
	deadline, ok := t.Deadline()
	return ok && time.Until(deadline) < 30*time.Second
}

// waitForLog waits until the log has n lines.
func waitForLog(t *testing.T, web *littleweb.Web, n int) {
	t.Helper()
	for len(web.Log()) < n {
		if deadlinePassed(t) {
			t.Fatalf("the log has %d lines, want %d", len(web.Log()), n)
		}
		time.Sleep(time.Millisecond)
	}
}

func TestCloseWithoutStart(t *testing.T) {
	t.Parallel()
	if err := littleweb.New(littleweb.Options{}).Close(); err != nil {
		t.Error(err)
	}
}
