package news_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kith"
	"kith/crawler/news"
	"kith/directory"
	"kith/internal/littleweb"
)

// answer is a kith.FetchFunc that gives one answer to everything.
func answer(status int, body string, header http.Header) kith.FetchFunc {
	return func(_ context.Context, r kith.Request) (*kith.Response, error) {
		if header == nil {
			header = http.Header{}
		}
		return &kith.Response{Status: status, URL: r.URL, Header: header, Body: []byte(body)}, nil
	}
}

var feedSource = kith.Source{Kind: kith.SourceFeed, URL: "https://news.example/feeds/all.xml"}

const (
	rss = `<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>Trade &amp;amp; Tide</title><link>https://news.example/</link>
<item><title>Acme &amp;amp; Sons opens a caf\u00e9</title><link>/2026/11/one?id=4&amp;utm_source=rss&amp;utm_medium=feed</link><guid isPermaLink="false"> n-1 </guid>
<pubDate>Tue, 24 Nov 2026 09:00:00 +0100</pubDate><description>&lt;p&gt;Two rooms &amp;amp; a garden.&lt;/p&gt;&lt;script&gt;bad()&lt;/script&gt;</description></item>
<item><title>No date and no id</title><link>https://other.example/two</link></item>
<item><title>From the future</title><link>https://news.example/three</link><pubDate>Tue, 24 Nov 2099 09:00:00 +0100</pubDate></item>
<item><title>The first again</title><guid>n-1</guid></item>
<item><description>Only a text, no title</description><guid>n-5</guid></item>
<item></item>
</channel></rss>`
	atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Lantern</title><entry><title type="html">A &lt;b&gt;bold&lt;/b&gt; step</title><id>tag:1</id>
<link href="https://news.example/step"/><updated>2026-11-24T08:00:00Z</updated><content type="html">&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content><summary>Short</summary></entry></feed>`
	jsonFeed = `{"version":"https://jsonfeed.org/version/1.1","title":"JSON News","items":[{"id":"9","url":"https://news.example/nine","title":"Nine",
"content_text":"Nine lives.","date_published":"2026-11-24T08:00:00+01:00"}]}`
)

func TestVisitFormats(t *testing.T) {
	t.Parallel()
	sent := http.Header{"Date": {"Wed, 25 Nov 2026 08:00:00 GMT"}}
	for _, c := range []struct {
		name, body string
		want       []kith.Item
	}{
		{"RSS", strings.ReplaceAll(rss, `\u00e9`, "é"), []kith.Item{
			{ExternalID: "n-1", Title: "Acme & Sons opens a café", URL: "https://news.example/2026/11/one?id=4", Text: "Two rooms & a garden.", PublishedAt: time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)},
			{ExternalID: "https://other.example/two", Title: "No date and no id", URL: "https://other.example/two"},
			{ExternalID: "https://news.example/three", Title: "From the future", URL: "https://news.example/three"},
			{ExternalID: "n-5", Title: "Only a text, no title", Text: "Only a text, no title"},
		}},
		{"Atom", atom, []kith.Item{
			{ExternalID: "tag:1", Title: "A bold step", URL: "https://news.example/step", Text: "One.\n\nTwo.", PublishedAt: time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)},
		}},
		{"JSON", jsonFeed, []kith.Item{
			{ExternalID: "9", Title: "Nine", URL: "https://news.example/nine", Text: "Nine lives.", PublishedAt: time.Date(2026, 11, 24, 7, 0, 0, 0, time.UTC)},
		}},
		{"empty", `<rss version="2.0"><channel><title>Nothing</title></channel></rss>`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			v := news.Visit(t.Context(), answer(http.StatusOK, c.body, sent), feedSource, nil)
			if v.Outcome != kith.OutcomeComplete || !v.Proof.Complete() || v.Proof.Pages != 1 || v.Proof.Expected != -1 || v.Requests != 1 || v.Reason != "" {
				t.Errorf("%+v", v)
			}
			if diff := cmp.Diff(c.want, v.Items); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestVisitNoFeed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, body string
		status     int
		want       kith.Outcome
		words      string
	}{
		{"a web page", "<!doctype html><html><title>News</title></html>", 200, kith.OutcomeFailed, "web page"},
		{"nothing", "", 200, kith.OutcomeFailed, "no feed"},
		{"text", "Hello", 200, kith.OutcomeFailed, "no feed"},
		{"other JSON", `{"items":[{"id":1}]}`, 200, kith.OutcomeFailed, "no feed"},
		{"broken JSON", `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":`, 200, kith.OutcomeFailed, "broken"},
		{"broken XML", `<rss version="2.0"><channel><item><title>Cut he`, 200, kith.OutcomeFailed, "broken"},
		{"other XML", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>`, 200, kith.OutcomeFailed, "no feed"},
		{"too long", "<rss>" + strings.Repeat(" ", 17<<20), 200, kith.OutcomeFailed, "too long"},
		{"not found", "", 404, kith.OutcomeGone, "404"},
		{"forbidden", "", 403, kith.OutcomeRefused, "403"},
		{"ill", "", 503, kith.OutcomeFailed, "503"},
		{"unchanged", "", 304, kith.OutcomeUnchanged, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			v := news.Visit(t.Context(), answer(c.status, c.body, nil), feedSource, nil)
			if v.Outcome != c.want || !strings.Contains(v.Reason, c.words) || len(v.Items) > 0 || v.Validators != (kith.Validators{}) {
				t.Errorf("%+v", v)
			}
		})
	}
}

// TestVisitHostile reads what is made to hurt: it must end, and keep little.
func TestVisitHostile(t *testing.T) {
	t.Parallel()
	bomb := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">` +
		`<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&c;&x;</title><item><title>&c;&x;</title><guid>1</guid></item></channel></rss>`
	many := `<rss version="2.0"><channel><title>Long</title>` + strings.Repeat("<item><title>"+strings.Repeat("a ", 100)+"</title><guid>%d</guid></item>", 2_000) + `</channel></rss>`
	n := 0
	many = string(replaceEach(many, "%d", func() string { n++; return fmt.Sprint(n) }))
	for name, body := range map[string]string{
		"entities":      bomb,
		"depth":         `<rss version="2.0"><channel><title>` + strings.Repeat("<b>", 50_000),
		"depth in JSON": `{"version":"https://jsonfeed.org/version/1.1","items":` + strings.Repeat("[", 50_000),
		"many":          many,
		"one long text": `<rss version="2.0"><channel><item><guid>1</guid><title>x</title><description>` + strings.Repeat("Acme cuts jobs. ", 50_000) + `</description></item></channel></rss>`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := news.Visit(t.Context(), answer(http.StatusOK, body, nil), feedSource, acme)
			if len(v.Items) > 10_000 {
				t.Errorf("%d items", len(v.Items))
			}
			for _, item := range v.Items {
				if len(item.Title) > 2000 || len(item.Text) > 20_000 || strings.Contains(item.Title, "root:") || strings.Contains(item.Title, "aaaaaaaaaaaaaaaaaaaa") {
					t.Errorf("title of %d bytes, text of %d: %.100q", len(item.Title), len(item.Text), item.Title)
				}
			}
		})
	}
}

// replaceEach replaces each place of a mark by a new text.
func replaceEach(text, mark string, with func() string) []byte {
	var out []byte
	for {
		before, after, found := strings.Cut(text, mark)
		out = append(out, before...)
		if !found {
			return out
		}
		out = append(out, with()...)
		text = after
	}
}

// TestVisitValidators wants the validators sent as they were received, and a
// feed that is as before, but for the time at which it was made, unchanged.
func TestVisitValidators(t *testing.T) {
	t.Parallel()
	body := strings.Replace(atom, "<title>Lantern", "<title>Lantern", 1)
	header := http.Header{"Etag": {`W/"x"`}, "Last-Modified": {"Tue, 24 Nov 2026 08:00:00 GMT"}}
	v := news.Visit(t.Context(), answer(http.StatusOK, body, header), feedSource, nil)
	if v.Validators.ETag != `W/"x"` || v.Validators.LastModified == "" || v.Validators.Hash == "" {
		t.Fatalf("%+v", v.Validators)
	}
	s := feedSource
	s.Validators = v.Validators
	var sent kith.Validators
	again := news.Visit(t.Context(), func(_ context.Context, r kith.Request) (*kith.Response, error) {
		sent = r.Validators
		return &kith.Response{Status: http.StatusOK, URL: r.URL, Header: http.Header{}, Body: []byte(body)}, nil
	}, s, nil)
	if sent != v.Validators || again.Outcome != kith.OutcomeUnchanged || len(again.Items) > 0 {
		t.Errorf("sent %+v, got %+v", sent, again)
	}
}

// TestTitle checks what a feed calls itself.
func TestTitle(t *testing.T) {
	t.Parallel()
	v := news.Visit(t.Context(), answer(http.StatusOK, strings.ReplaceAll(rss, `\u00e9`, "é"), nil), feedSource, nil)
	if v.Title != "Trade & Tide" {
		t.Errorf("got %q", v.Title)
	}
	if v := news.Visit(t.Context(), answer(http.StatusNotFound, "<html>", nil), feedSource, nil); v.Title != "" || v.Outcome != kith.OutcomeGone {
		t.Errorf("no feed is called %q, %s", v.Title, v.Outcome)
	}
}

// TestVisitUnknown wants events of companies that nobody knows, too, under the
// name that the item gives; and no address in a text that was packed twice
// taken for a name.
func TestVisitUnknown(t *testing.T) {
	t.Parallel()
	find := directory.NewNames([]kith.Company{{ID: 2, Name: "Ashgrove Rail"}}).Find
	body := `<rss version="2.0"><channel><title>Wire</title>
<item><guid>1</guid><title>Tindermoor Energy to cut 140 jobs</title><link>https://news.example/1</link></item>
<item><guid>2</guid><title>Ashgrove Rail lays off 30 drivers</title><link>https://news.example/2</link></item>
<item><guid>3</guid><title>A walk along the river</title><link>https://news.example/3</link></item>
<item><guid>4</guid><title>Markets</title><link>https://news.example/4</link><description>&amp;lt;p&amp;gt;Palewater Health &amp;lt;A HREF="http://www.quotes.example/Full.aspx?t=PH target=/x"&amp;gt;PH.O&amp;lt;/A&amp;gt; said it will buy Quillfeather Software.&amp;lt;/p&amp;gt;</description></item>
</channel></rss>`
	v := news.Visit(t.Context(), answer(http.StatusOK, body, nil), feedSource, find)
	var got []string
	for _, item := range v.Items {
		for _, e := range item.Events {
			got = append(got, fmt.Sprintf("%s %d %s %s %d", item.ExternalID, e.CompanyID, e.Company, e.Kind, e.Headcount))
		}
	}
	want := []string{"1 0 Tindermoor Energy layoff 140", "2 2 Ashgrove Rail layoff 30", "4 0 Palewater Health acquisition 0", "4 0 Quillfeather Software acquisition 0"}
	if diff := cmp.Diff(want, got); diff != "" || strings.Contains(v.Items[3].Text, "quotes.example") {
		t.Errorf("%q (-want +got):\n%s", v.Items[3].Text, diff)
	}
}

// TestVisitCrowd reads a feed of many companies that nobody knows: only some of
// them are taken, and those that are known all the same.
func TestVisitCrowd(t *testing.T) {
	t.Parallel()
	var body strings.Builder
	for i := range 400 {
		fmt.Fprintf(&body, "<item><guid>%d</guid><title>Mill%c%c lays off %d workers</title></item>", i, 'a'+i%26, 'a'+i/26, 10+i)
	}
	find := directory.NewNames([]kith.Company{{ID: 2, Name: "Ashgrove Rail"}}).Find
	v := news.Visit(t.Context(), answer(http.StatusOK, `<rss version="2.0"><channel><title>Wire</title>`+body.String()+
		`<item><guid>last</guid><title>Ashgrove Rail lays off 30 drivers</title></item></channel></rss>`, nil), feedSource, find)
	known, unknown := 0, 0
	for _, item := range v.Items {
		for _, e := range item.Events {
			if e.CompanyID == 0 {
				unknown++
			} else {
				known++
			}
		}
	}
	if v.Outcome != kith.OutcomePartial || !strings.Contains(v.Reason, "300") || known != 1 || unknown < 290 || unknown > 300 || len(v.Items) != 401 {
		t.Errorf("%s (%s): %d known, %d unknown of %d", v.Outcome, v.Reason, known, unknown, len(v.Items))
	}
}

// TestEventsSubject wants the company that the sentence names first, and one
// event a company with the sentence that tells most.
func TestEventsSubject(t *testing.T) {
	t.Parallel()
	find := directory.NewNames([]kith.Company{{ID: 1, Name: "Tindermoor Energy"}, {ID: 2, Name: "Ashgrove Rail"}}).Find
	events := news.Events(kith.Item{
		Title: "Tindermoor Energy cuts jobs",
		Text: "The market is slow, Mr. Hill said. Tindermoor Energy will cut 140 jobs, 12% of its workforce, and Ashgrove Rail will not.\n" +
			"Ashgrove Rail lays off 30 drivers and other workers. Somebody lays off 9 people.",
	}, find)
	var got []string
	for _, e := range events {
		got = append(got, fmt.Sprintf("%d %s %d %v %s", e.CompanyID, e.Company, e.Headcount, e.Percent, e.Quote))
	}
	want := []string{
		"1 Tindermoor Energy 140 12 Tindermoor Energy will cut 140 jobs, 12% of its workforce, and Ashgrove Rail will not.",
		"2 Ashgrove Rail 30 0 Ashgrove Rail lays off 30 drivers and other workers.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestLittleWeb reads the two feeds of the little web on each of its days.
func TestLittleWeb(t *testing.T) {
	t.Parallel()
	web := littleweb.New(littleweb.Options{})
	if err := web.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = web.Close() })
	client := web.Client()
	fetch := func(ctx context.Context, r kith.Request) (*kith.Response, error) {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.URL, nil)
		if err != nil {
			return nil, err
		}
		res, err := client.Do(request)
		if err != nil {
			return nil, err
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		return &kith.Response{Status: res.StatusCode, URL: r.URL, Header: http.Header{}, Body: body}, err
	}
	var companies []kith.Company
	for i, e := range web.Employers() {
		companies = append(companies, kith.Company{ID: int64(i + 1), Name: e.Name})
	}
	find := directory.NewNames(companies).Find
	for day := 1; day <= web.Days(); day++ {
		web.SetDay(day)
		var got []littleweb.Report
		for _, feed := range web.Feeds() {
			v := news.Visit(t.Context(), fetch, kith.Source{URL: feed}, find)
			for _, item := range v.Items {
				got = append(got, littleweb.Report{Feed: feed, Title: item.Title, URL: item.URL, PublishedAt: item.PublishedAt, Layoff: len(item.Events) > 0})
				for _, e := range item.Events {
					if e.Company != "Tindermoor Energy" || e.Headcount != 140 || e.Kind != kith.EventLayoff {
						t.Errorf("day %d: %+v", day, e)
					}
				}
			}
		}
		if diff := cmp.Diff(web.Reports(day), got); diff != "" {
			t.Errorf("day %d (-want +got):\n%s", day, diff)
		}
	}
}

func FuzzVisit(f *testing.F) {
	for _, seed := range []string{rss, atom, jsonFeed, "<rss>", "{", "\xff\xfe<\x00r", `<?xml version="1.0" encoding="utf-16"?><rss/>`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		v := news.Visit(t.Context(), answer(http.StatusOK, string(body), nil), feedSource, acme)
		if v.Outcome == kith.OutcomeComplete != v.Proof.Complete() {
			t.Errorf("%+v", v)
		}
		for _, item := range v.Items {
			if item.Title == "" || item.ExternalID == "" {
				t.Errorf("%+v", item)
			}
		}
	})
}

func FuzzEvents(f *testing.F) {
	f.Add("Acme lays off 140 of 2,000", "Acme will cut 5% of its 10,000 staff. 1.5k jobs to go.")
	f.Add("\xff", "…… . ! ? “A”")
	f.Fuzz(func(t *testing.T, title, text string) {
		for _, e := range news.Events(kith.Item{Title: title, Text: text}, acme) {
			if !strings.Contains(title+"\n"+text, e.Quote) || e.Headcount < 0 || e.Percent < 0 || e.Percent > 100 {
				t.Errorf("%+v", e)
			}
		}
	})
}
