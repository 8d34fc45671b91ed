package filing_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/crawler/filing"
	"kith/internal/recorded"
)

// entry returns an entry of the feed.
func entry(n int, form, company string, items ...string) string {
	var said strings.Builder
	for _, item := range items {
		fmt.Fprintf(&said, "&lt;br&gt;Item %s: Something", item)
	}
	return fmt.Sprintf(`<entry><title>%s - %s (000012%04d) (Filer)</title><link rel="alternate" type="text/html" href="https://www.sec.example/%d"/>
<summary type="html"> &lt;b&gt;Filed:&lt;/b&gt; 2026-11-20 &lt;b&gt;AccNo:&lt;/b&gt; %d &lt;b&gt;Size:&lt;/b&gt; 3 KB%s</summary>
<updated>2026-11-20T16:30:00-05:00</updated><category term="%s"/><id>urn:accession-number=%d</id></entry>`, form, company, n, n, n, said.String(), form, n)
}

// feed answers with a part of the entries, as the query asks.
func feed(entries []string) kith.FetchFunc {
	return func(_ context.Context, r kith.Request) (*kith.Response, error) {
		u, err := url.Parse(r.URL)
		if err != nil {
			return nil, err
		}
		start, _ := strconv.Atoi(u.Query().Get("start"))
		count, _ := strconv.Atoi(u.Query().Get("count"))
		rest := entries[min(start, len(entries)):]
		body := `<?xml version="1.0" encoding="ISO-8859-1" ?><feed xmlns="http://www.w3.org/2005/Atom"><title>Latest Filings - Fri, 20 Nov 2026 18:00:00 EST</title>` +
			strings.Join(rest[:min(count, len(rest))], "") + `</feed>`
		return &kith.Response{Status: 200, URL: r.URL, Header: http.Header{}, Body: []byte(body)}, nil
	}
}

func source() kith.Source {
	return kith.Source{Kind: kith.SourceFilings, URL: "https://www.sec.example/cgi-bin/browse-edgar?action=getcurrent&type=8-K&output=atom"}
}

// TestVisit reads reports of every kind.
func TestVisit(t *testing.T) {
	t.Parallel()
	find := func(name string) (kith.Company, bool) {
		return kith.Company{ID: 5, Name: "Northwharf Freight"}, name == "Northwharf Freight Inc"
	}
	v := filing.Visit(t.Context(), feed([]string{
		entry(1, "8-K", "NORTHWHARF FREIGHT INC /DE/", "2.05", "9.01"),
		entry(2, "8-K/A", "Halden Rail plc", "5.02"),
		entry(3, "8-K", "IBM CORP", "1.01", "2.01"),
		entry(4, "8-K", "Quill &amp; Feather", "8.01"),
		entry(5, "10-K", "Other", "1.03"),
		entry(6, "8-K", "Palewater Ltd", "1.03", "2.05", "5.02"),
		entry(7, "8-K", "QUILL &amp; FEATHER N.V.", "7.01"),
	}), source(), find)
	if v.Title != "SEC, Latest Filings" {
		t.Errorf("it is called %q", v.Title)
	}
	var got []string
	for _, item := range v.Items {
		got = append(got, "- "+item.Title+" "+item.ExternalID)
		for _, e := range item.Events {
			got = append(got, fmt.Sprintf("%d %s %s %s %s", e.CompanyID, e.Kind, e.Stage, e.PublishedAt.Format("2006-01-02T15:04"), e.Headline))
		}
	}
	want := []string{
		"- Northwharf Freight Inc: 8-K - NORTHWHARF FREIGHT INC /DE/ (0000120001) (Filer) urn:accession-number=1",
		"5 reorganisation filed 2026-11-20T21:30 Northwharf Freight filed Form 8-K, item 2.05: costs associated with exit or disposal activities",
		"- Halden Rail plc: 8-K/A - Halden Rail plc (0000120002) (Filer) urn:accession-number=2",
		"0 leadership_change filed 2026-11-20T21:30 Halden Rail plc filed Form 8-K/A, item 5.02: departure or election of directors or certain officers",
		"- IBM Corp: 8-K - IBM CORP (0000120003) (Filer) urn:accession-number=3",
		"0 acquisition done 2026-11-20T21:30 IBM Corp filed Form 8-K, item 2.01: completion of acquisition or disposition of assets",
		"- Quill & Feather: 8-K - Quill & Feather (0000120004) (Filer) urn:accession-number=4",
		"- Palewater Ltd: 8-K - Palewater Ltd (0000120006) (Filer) urn:accession-number=6",
		"0 bankruptcy filed 2026-11-20T21:30 Palewater Ltd filed Form 8-K, item 1.03: bankruptcy or receivership",
		"0 reorganisation filed 2026-11-20T21:30 Palewater Ltd filed Form 8-K, item 2.05: costs associated with exit or disposal activities",
		"0 leadership_change filed 2026-11-20T21:30 Palewater Ltd filed Form 8-K, item 5.02: departure or election of directors or certain officers",
		"- Quill & Feather N.V.: 8-K - QUILL & FEATHER N.V. (0000120007) (Filer) urn:accession-number=7",
	}
	if diff := cmp.Diff(want, got); diff != "" || v.Outcome != kith.OutcomeComplete {
		t.Errorf("%s (%s) (-want +got):\n%s", v.Outcome, v.Reason, diff)
	}
	s := source()
	s.Validators = v.Validators
	if again := filing.Visit(t.Context(), feed([]string{
		entry(1, "8-K", "NORTHWHARF FREIGHT INC /DE/", "2.05", "9.01"), entry(2, "8-K/A", "Halden Rail plc", "5.02"), entry(3, "8-K", "IBM CORP", "1.01", "2.01"),
		entry(4, "8-K", "Quill &amp; Feather", "8.01"), entry(6, "8-K", "Palewater Ltd", "1.03", "2.05", "5.02"),
		entry(7, "8-K", "QUILL &amp; FEATHER N.V.", "7.01"),
	}), s, find); again.Outcome != kith.OutcomeUnchanged {
		t.Errorf("again: %s", again.Outcome)
	}
}

// TestPages reads pages until they end, as many as are read of one feed, and
// keeps what came before a page that fails.
func TestPages(t *testing.T) {
	t.Parallel()
	var entries []string
	for n := range 1500 {
		entries = append(entries, entry(n, "8-K", "Northwharf", "2.05"))
	}
	for n, want := range map[int][2]int{0: {0, 1}, 1: {1, 1}, 99: {99, 1}, 100: {100, 2}, 250: {250, 3}, 1500: {1000, 10}} {
		v := filing.Visit(t.Context(), feed(entries[:n]), source(), nil)
		if v.Outcome != kith.OutcomeComplete || len(v.Items) != want[0] || v.Requests != want[1] {
			t.Errorf("%d entries: %s (%s), %d items by %d requests", n, v.Outcome, v.Reason, len(v.Items), v.Requests)
		}
	}
	for body, words := range map[string]string{"": "did not parse", "<html>": "did not parse", "<?xml version='1.0'?><!DOCTYPE feed [<!ENTITY a 'b'>]><feed>&a;</feed>": "entities"} {
		asked := 0
		fail := func(ctx context.Context, r kith.Request) (*kith.Response, error) {
			if asked++; asked == 1 {
				return feed(entries)(ctx, r)
			}
			return &kith.Response{Status: 200, Header: http.Header{}, Body: []byte(body)}, nil
		}
		if v := filing.Visit(t.Context(), fail, source(), nil); v.Outcome != kith.OutcomePartial || len(v.Items) != 100 || !strings.Contains(v.Reason, words) {
			t.Errorf("%q on page 2: %s (%s), %d items", body, v.Outcome, v.Reason, len(v.Items))
		}
		if v := filing.Visit(t.Context(), fail, source(), nil); v.Outcome != kith.OutcomeFailed || !strings.Contains(v.Reason, words) {
			t.Errorf("%q: %s (%s)", body, v.Outcome, v.Reason)
		}
	}
}

// TestReplay reads the recorded web's feed and compares it with the truth.
func TestReplay(t *testing.T) {
	t.Parallel()
	web := recorded.Start(t)
	web.SetDay(3)
	fetch := recorded.FetchWith(web.Client())
	contact := func(ctx context.Context, r kith.Request) (*kith.Response, error) {
		header := http.Header{"User-Agent": {"kith test https://kith.example"}}
		for name, values := range r.Header {
			header[name] = values
		}
		r.Header = header
		return fetch(ctx, r)
	}
	s := kith.Source{Kind: kith.SourceFilings, URL: "https://www.sec.gov/cgi-bin/browse-edgar?action=getcurrent&type=8-K&output=atom"}
	v := filing.Visit(t.Context(), contact, s, nil)
	var truth struct {
		Events []struct{ Kind, Title, Company string }
	}
	web.Get("/truth/events?kind=filing", &truth)
	events := 0
	for _, item := range v.Items {
		events += len(item.Events)
	}
	if v.Outcome != kith.OutcomeComplete || len(v.Items) != len(truth.Events) || events == 0 {
		t.Errorf("%s (%s): %d filings, the truth has %d; %d events", v.Outcome, v.Reason, len(v.Items), len(truth.Events), events)
	}
	t.Logf("%d filings, %d events", len(v.Items), events)
}

func FuzzVisit(f *testing.F) {
	f.Add([]byte(`<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">` + entry(1, "8-K", "NORTHWHARF", "2.05") + `</feed>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		fetch := func(context.Context, kith.Request) (*kith.Response, error) {
			return &kith.Response{Status: 200, Header: http.Header{}, Body: body}, nil
		}
		for _, item := range filing.Visit(t.Context(), fetch, source(), nil).Items {
			if item.ExternalID == "" || len(item.Events) > 5 {
				t.Errorf("not fit: %+v", item)
			}
		}
	})
}

// TestFutureDate wants no date that is days ahead of the answer it came in.
func TestFutureDate(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]bool{"Fri, 20 Nov 2026 22:00:00 GMT": true, "Thu, 01 Oct 2026 08:00:00 GMT": false, "": true} {
		honest := feed([]string{entry(1, "8-K", "Northwharf", "2.05")})
		v := filing.Visit(t.Context(), func(ctx context.Context, r kith.Request) (*kith.Response, error) {
			res, err := honest(ctx, r)
			if res != nil {
				res.Header = http.Header{"Date": {sent}}
			}
			return res, err
		}, source(), nil)
		if len(v.Items) != 1 || v.Items[0].PublishedAt.IsZero() == want || len(v.Items[0].Events) != 1 || !v.Items[0].Events[0].PublishedAt.Equal(v.Items[0].PublishedAt) {
			t.Errorf("sent %q: %+v", sent, v.Items)
		}
	}
}
