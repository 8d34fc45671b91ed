package crawler_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/gocolly/colly/v2"

	"kith"
	"kith/crawler"
)

const (
	benchServer = "KITH_TEST_BENCH_SERVER" // makes this binary the server of the benchmark
	benchHosts  = 8
	benchCards  = 49
	benchFields = benchCards*5 + 5 // that the ten selectors find on a page
)

// benchSelectors are what both sides look for.
func benchSelectors() []string {
	return []string{
		"title", "h1", "meta[name=description]", "link[rel=canonical]", "nav .count",
		"li.job a.title", "li.job .location", "li.job .department", "li.job time", "li.job .type",
	}
}

// benchPage returns a career page of about sixty kilobytes.
func benchPage() []byte {
	var b bytes.Buffer
	b.WriteString(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Careers</title><meta name="description" content="Open roles"><link rel="canonical" href="/careers"></head><body><nav><span class="count">49</span></nav><h1>Open roles</h1><ul>`)
	for i := range benchCards {
		fmt.Fprintf(&b, `<li class="job card" data-id="%d"><a class="title" href="/jobs/%d">Engineer for things of kind %d</a><span class="location">Rotterdam</span><span class="department">Department %d</span><time datetime="2026-11-0%d">a day</time><span class="type">full time</span>`, i, i, i, i%7, i%9+1)
		for n := range 6 {
			fmt.Fprintf(&b, `<div class="note n%d"><p>%s</p></div>`, n, strings.Repeat("We plan routes and keep ledgers. ", 4))
		}
		b.WriteString("</li>\n")
	}
	b.WriteString("</ul></body></html>")
	return b.Bytes()
}

// TestMain makes the binary the server of the benchmark when it is told so:
// the processor time of the server must not be counted with the client's.
func TestMain(m *testing.M) {
	if os.Getenv(benchServer) != "" {
		serveBench()
		return
	}
	if os.Getenv(memoryChild) != "" {
		os.Exit(fetchHuge())
	}
	os.Exit(m.Run())
}

// serveBench serves the page on several addresses and prints the port, until
// standard input ends.
func serveBench() {
	page := benchPage()
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "User-agent: *\nDisallow: /private\nAllow: /private/not\n")
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(page)
	})
	listener, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	go func() { _ = http.Serve(listener, mux) }()
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// startBenchServer starts the server and returns its port.
func startBenchServer(b *testing.B) int {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), benchServer+"=1")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		in.Close()
		_ = cmd.Wait() // killed with the context, or ended by its input
	})
	var port int
	if _, err := fmt.Fscan(out, &port); err != nil {
		b.Fatal(err)
	}
	return port
}

// BenchmarkVisit measures pages per second of processor time, through our
// whole visit and with plain colly, side by side: rounds of both take turns,
// so that a busy machine slows both. One operation is a page of each host by
// each side.
//
//	go test -run - -bench Visit -benchtime 200x ./crawler
func BenchmarkVisit(b *testing.B) {
	port := startBenchServer(b)
	visitAll, collyAll := benchOurs(b, port), benchColly(b, port)
	visitAll(b) // the connections and robots.txt are not what is measured
	collyAll(b)
	var ours, plain time.Duration
	for b.Loop() {
		ours += cpuOf(func() { visitAll(b) })
		plain += cpuOf(func() { collyAll(b) })
	}
	pages := float64(b.N * benchHosts)
	b.ReportMetric(pages/ours.Seconds(), "ours-pages/cpu-s")
	b.ReportMetric(pages/plain.Seconds(), "colly-pages/cpu-s")
	b.ReportMetric(plain.Seconds()/ours.Seconds(), "ours/colly")
}

// cpuOf returns the processor time of the process that work took, with that of
// clearing up its garbage.
func cpuOf(work func()) time.Duration {
	before := cpu()
	work()
	return cpu() - before
}

func cpu() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// benchOurs returns a round of our visits: every source of every host.
func benchOurs(b *testing.B, port int) func(*testing.B) {
	b.Helper()
	log := slog.New(slog.DiscardHandler)
	transport, err := crawler.NewTransport(crawler.TransportOptions{
		Clock: time.Now, Log: log, MinGap: time.Nanosecond, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(transport.Close)
	store := &benchStore{port: port}
	c := crawler.New(crawler.Options{
		Store: store, Fetch: transport.Fetch, Clock: time.Now, Log: log, Every: time.Hour,
		Readers: map[kith.SourceKind]crawler.ReadFunc{kith.SourceBoard: readBench},
	})
	return func(b *testing.B) {
		store.visited = 0
		for i := range benchHosts {
			store.due = true
			if err := c.VisitHost(b.Context(), fmt.Sprintf("127.0.1.%d", i+1)); err != nil {
				b.Fatal(err)
			}
		}
		if store.visited != benchHosts {
			b.Fatalf("%d visits of %d", store.visited, benchHosts)
		}
	}
}

// readBench does what a reader of a career page does: ten selectors.
func readBench(ctx context.Context, fetch kith.FetchFunc, s kith.Source, _ map[string]kith.KnownOpening) kith.Visit {
	res, err := fetch(ctx, kith.Request{URL: s.URL})
	outcome, reason := kith.Judge(res, err)
	if outcome != kith.OutcomeComplete {
		return kith.Visit{Outcome: outcome, Reason: reason}
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(res.Body))
	if err != nil {
		return kith.Visit{Outcome: kith.OutcomeFailed, Reason: err.Error()}
	}
	found := 0
	for _, selector := range benchSelectors() {
		doc.Find(selector).Each(func(_ int, s *goquery.Selection) {
			found += min(len(s.Text())+1, 1)
		})
	}
	return kith.Visit{Outcome: outcome, Proof: kith.Proof{Expected: benchFields, Found: found, Pages: 1}}
}

// benchStore is a store with one source for each host.
type benchStore struct {
	port    int
	due     bool
	visited int
}

func (s *benchStore) DueSources(_ context.Context, host string, _ time.Time) ([]kith.Source, error) {
	if !s.due {
		return nil, nil
	}
	return []kith.Source{{ID: 1, Kind: kith.SourceBoard, URL: fmt.Sprintf("http://%s:%d/careers", host, s.port)}}, nil
}

func (s *benchStore) KnownOpenings(context.Context, int64) (map[string]kith.KnownOpening, error) {
	return nil, nil
}

func (s *benchStore) HoldSource(context.Context, int64, time.Time, string) error { return nil }

func (s *benchStore) RecordVisit(_ context.Context, v kith.Visit) (kith.VisitRecord, error) {
	s.due = false
	if v.Outcome == kith.OutcomeComplete {
		s.visited++
	}
	return kith.VisitRecord{}, nil
}

// benchColly returns a round of plain colly as its documentation shows it.
func benchColly(b *testing.B, port int) func(*testing.B) {
	b.Helper()
	c := colly.NewCollector(colly.AllowURLRevisit())
	found := 0
	for _, selector := range benchSelectors() {
		c.OnHTML(selector, func(e *colly.HTMLElement) { found += min(len(e.Text)+1, 1) })
	}
	return func(b *testing.B) {
		found = 0
		for i := range benchHosts {
			if err := c.Visit(fmt.Sprintf("http://127.0.1.%d:%d/careers", i+1, port)); err != nil {
				b.Fatal(err)
			}
		}
		if found != benchHosts*benchFields {
			b.Fatalf("%d fields of %d", found, benchHosts*benchFields)
		}
		runtime.KeepAlive(c)
	}
}
