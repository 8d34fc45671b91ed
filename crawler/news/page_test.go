package news_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"kith"
	"kith/crawler/news"
	"kith/internal/recorded"
)

const articlePage = `<!doctype html><html><head><title>Northwharf cuts jobs | Tide</title><meta property="og:title" content="Northwharf cuts jobs">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Northwharf cuts jobs","datePublished":"2026-11-24T08:00:00Z"}]}</script></head>
<body><nav><p>Home, business, sports, weather, and a long line of other sections that nobody reads</p></nav><div id="page"><h1>Northwharf cuts jobs</h1><article>
<p>Northwharf will lay off 140 of its 2,000 employees, the shipbuilder said.</p><p>The company will close its Leeds office by January 31, 2027 and <a href="/x">cut</a> other costs.</p>
<ul><li><a href="/1">Ten more stories</a></li></ul></article><aside><p>Palewater will lay off 900 people, which is another story altogether.</p></aside></div><footer><p>All rights reserved by somebody or other, as ever.</p></footer></body></html>`

func TestArticle(t *testing.T) {
	t.Parallel()
	title, text, published := news.Article([]byte(articlePage), "https://tide.example/2026/one")
	want := "Northwharf will lay off 140 of its 2,000 employees, the shipbuilder said.\n\nThe company will close its Leeds office by January 31, 2027 and cut other costs."
	if title != "Northwharf cuts jobs" || text != want || !published.Equal(time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("%q\n%q\n%v", title, text, published)
	}
	if _, text, _ := news.Article([]byte(articlePage), "https://tide.example/"); text != "" {
		t.Errorf("a front page has the text %q", text)
	}
	for name, body := range map[string]string{
		"nothing": "", "no page": "\x00\xff\xfe", "deep": strings.Repeat("<div>", 100_000), "long": strings.Repeat("<p>word ", 1_000_000),
		"flat": "<p>" + strings.Repeat("word ", 500_000), "data": `<script type="application/ld+json">` + strings.Repeat("[", 100_000) + `</script>`,
	} {
		if _, text, _ := news.Article([]byte(body), "https://tide.example/x"); len(text) > 20_000 {
			t.Errorf("%s: a text of %d bytes", name, len(text))
		}
	}
}

// TestArticlePages reads real news pages: where the main text begins and ends,
// how long it is, and when it was published, as a person sees it there.
func TestArticlePages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		page, begin, end, date string
		least, most            int // bytes
	}{
		{"OnlineMarketing.de-Instagram", "Der App Researcher", "veröffentlichen lassen.", "2023-11-06", 1500, 1800},
		{"archive.org.dimido.de.marketing", "Nicht nur wir", "beeinflusst werden:", "", 700, 900},
		{"business-punk.com.fitness", "Eigentlich steht Netflix", "in der Theorie.", "2022-12-22", 1200, 1500},
		{"economictimes.indiatimes.com.slideshow", "Not a flagship", "", "2020-06-09", 900, 2500},
		{"economist.com.thinking", "THREE decades ago", "All rights reserved.", "2018-06-18", 10_000, 12_500},
		{"ekhn.de-Pflegefinanzierung", "", "bestellt werden.", "2021-11-12", 1500, 2500},
		{"finanzmarktwelt.de-Benko-Firma", "In Hamburg kommt", "FMW/Bloomberg", "2023-11-01", 2200, 3200},
		{"it-finanzmagazin.de.creditshelf", "", "Geschäftsführer von Valendo", "2019-06-20", 2000, 3500},
		{"mdavis.xyz.supermarket", "A Stallman-esque short", "feeds on us.", "2019-01-11", 6500, 7500},
		{"wirtschaftspsychologie-aktuell.de.starken", "Stärkenorientierte Führung", "und der Kundschaft.", "", 3000, 4500},
	} {
		_, text, published := news.Article(page(t, c.page), "https://news.example/a/b")
		date := ""
		if !published.IsZero() {
			date = published.Format(time.DateOnly)
		}
		if !strings.HasPrefix(text, c.begin) || !strings.HasSuffix(text, c.end) || date != c.date || len(text) < c.least || len(text) > c.most {
			t.Errorf("%s: %d bytes of %q, begins %.40q, ends %q", c.page, len(text), date, text, text[max(0, len(text)-40):])
		}
	}
}

// page returns a recorded news page.
func page(tb testing.TB, name string) []byte {
	tb.Helper()
	file, err := os.Open(recorded.Shared(tb, "corpus/html/news-pages/"+name+".html.gz"))
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		tb.Fatal(err)
	}
	body, err := io.ReadAll(unpacked)
	if err != nil {
		tb.Fatal(err)
	}
	return body
}

// site is a feed with its pages.
type site struct {
	feed  string
	asked []string
	fail  bool // the pages do not come
}

func (s *site) fetch(_ context.Context, r kith.Request) (*kith.Response, error) {
	s.asked = append(s.asked, r.URL)
	res := &kith.Response{Status: http.StatusOK, URL: r.URL, Header: http.Header{"Date": {"Wed, 25 Nov 2026 08:00:00 GMT"}}}
	switch {
	case r.URL == feedSource.URL:
		res.Body = []byte(s.feed)
	case s.fail:
		res.Status = http.StatusServiceUnavailable
	default:
		res.Body = []byte(articlePage)
	}
	return res, nil
}

// feedOf makes a feed of entries with one headline.
func feedOf(n int, headline, date string) string {
	var out bytes.Buffer
	out.WriteString(`<rss version="2.0"><channel><title>Tide</title>`)
	for i := range n {
		fmt.Fprintf(&out, "<item><title>%s</title><link>https://tide.example/a/%d</link><pubDate>%s</pubDate></item>", headline, i, date)
	}
	out.WriteString("</channel></rss>")
	return out.String()
}

const nov24 = "Tue, 24 Nov 2026 09:00:00 GMT"

// TestVisitPages asks for the page of a short entry that may report, at most
// for 20, and for none that the source has shown before.
func TestVisitPages(t *testing.T) {
	t.Parallel()
	read := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		feed  string
		last  time.Time
		fail  bool
		pages int
	}{
		"one":             {feed: feedOf(1, "Northwharf cuts jobs", nov24), pages: 1},
		"many":            {feed: feedOf(50, "Northwharf cuts jobs", nov24), pages: 20},
		"nothing to tell": {feed: feedOf(5, "Northwharf opens a regatta", nov24)},
		"read before":     {feed: feedOf(5, "Northwharf cuts jobs", nov24), last: read},
		"new":             {feed: feedOf(5, "Northwharf cuts jobs", nov24), last: read.AddDate(0, 0, -1), pages: 5},
		"no date":         {feed: feedOf(5, "Northwharf cuts jobs", ""), last: read},
		"not there":       {feed: feedOf(2, "Northwharf cuts jobs", nov24), fail: true, pages: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			web := &site{feed: c.feed, fail: c.fail}
			source := feedSource
			source.LastCompleteAt = c.last
			v := news.Visit(t.Context(), web.fetch, source, acme)
			if v.Outcome != kith.OutcomeComplete || !v.Proof.Complete() || v.Requests != 1+c.pages || len(web.asked) != 1+c.pages {
				t.Errorf("%s %q, %d requests, %d pages", v.Outcome, v.Reason, v.Requests, len(web.asked)-1)
			}
			if name == "one" && (len(v.Items[0].Events) != 2 || v.Items[0].Events[0].Headcount != 140) {
				t.Errorf("%+v", v.Items[0].Events)
			}
		})
	}
}

// TestVisitMany reads a feed of 10,000 entries whole, and says so of a longer
// one that it does not.
func TestVisitMany(t *testing.T) {
	t.Parallel()
	v := news.Visit(t.Context(), answer(http.StatusOK, feedOf(10_000, "A regatta in the bay", nov24), nil), feedSource, acme)
	if v.Outcome != kith.OutcomeComplete || len(v.Items) != 10_000 {
		t.Errorf("%s: %d items", v.Outcome, len(v.Items))
	}
	v = news.Visit(t.Context(), answer(http.StatusOK, feedOf(10_001, "A regatta in the bay", nov24), nil), feedSource, acme)
	if v.Outcome != kith.OutcomePartial || v.Reason == "" || v.Proof.Complete() || len(v.Items) != 10_000 {
		t.Errorf("%s %q: %d items", v.Outcome, v.Reason, len(v.Items))
	}
}

// TestVisitEncodings reads feeds whose bytes are not what they say: what comes
// out is text.
func TestVisitEncodings(t *testing.T) {
	t.Parallel()
	entry := `<rss version="2.0"><channel><item><title>Northwharf schlie` + "\xdf" + `t ein Werk</title><guid>1</guid></item></channel></rss>`
	for name, c := range map[string]struct{ body, want string }{
		"Latin-1 that says so":    {`<?xml version="1.0" encoding="ISO-8859-1"?>` + entry, "Northwharf schließt ein Werk"},
		"Latin-1 under UTF-8":     {`<?xml version="1.0" encoding="UTF-8"?>` + entry, "Northwharf schlie"},
		"Latin-1 that says none":  {entry, "Northwharf schlie"},
		"UTF-8 under another":     {`<?xml version="1.0" encoding="windows-1250"?>` + strings.ReplaceAll(entry, "\xdf", "ß"), "Northwharf schließt ein Werk"},
		"an encoding nobody uses": {`<?xml version="1.0" encoding="x-none"?>` + strings.ReplaceAll(entry, "\xdf", "ß"), "Northwharf schließt ein Werk"},
	} {
		v := news.Visit(t.Context(), answer(http.StatusOK, c.body, nil), feedSource, acme)
		if v.Outcome == kith.OutcomeFailed {
			if v.Reason == "" {
				t.Errorf("%s: failed without a reason", name)
			}
			continue
		}
		if len(v.Items) != 1 || !strings.HasPrefix(v.Items[0].Title, c.want) || strings.ToValidUTF8(v.Items[0].Title, "") != v.Items[0].Title {
			t.Errorf("%s: %+v", name, v.Items)
		}
	}
}

func FuzzArticle(f *testing.F) {
	f.Add([]byte(articlePage), "https://tide.example/2026/one")
	f.Add([]byte("<p>"+strings.Repeat("<b><p>x", 100)), "")
	f.Fuzz(func(t *testing.T, body []byte, base string) {
		title, text, _ := news.Article(body, base)
		if len(text) > 20_000 || len(title) > 2000 || strings.ToValidUTF8(text, "") != text {
			t.Errorf("%d bytes, title of %d", len(text), len(title))
		}
	})
}

// TestVisitStopped ends when the time is over, and says so.
func TestVisitStopped(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	v := news.Visit(ctx, func(ctx context.Context, r kith.Request) (*kith.Response, error) {
		stop()
		return answer(http.StatusOK, feedOf(3, "A regatta in the bay", nov24), nil)(ctx, r)
	}, feedSource, acme)
	if v.Outcome != kith.OutcomePartial || v.Reason == "" || v.Proof.Complete() || len(v.Items) > 0 || v.Validators != (kith.Validators{}) {
		t.Errorf("%s %q %d items", v.Outcome, v.Reason, len(v.Items))
	}
}
