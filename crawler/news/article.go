package news

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"kith/crawler/internal/markup"
	"kith/crawler/internal/text"
)

// Limits on what is read of an article's page.
const (
	maxArticle = 4 << 20 // bytes of the page
	maxBlocks  = 3_000   // paragraphs that are weighed
	minBlock   = 25      // bytes below which a paragraph weighs nothing
)

// Article returns what a news page says: its headline, the main text as
// paragraphs, and when it was published, zero when the page does not say. Base
// is the address of the page. Everything is empty where the page cannot be
// read or has no text of its own.
func Article(body []byte, base string) (title, main string, published time.Time) {
	if len(body) > maxArticle {
		return "", "", time.Time{}
	}
	doc, err := markup.Parse(body)
	if err != nil {
		return "", "", time.Time{}
	}
	data := dataOf(doc)
	title = firstLine(data.Headline, meta(doc, "og:title"), doc.Find("h1").First().Text(), doc.Find("title").First().Text())
	published = publishedOn(doc, data)
	doc.Find(noText).Remove()
	main = mainText(doc)
	if long := text.FromHTML(data.Body); len(long) > len(main) {
		main = long
	}
	if isFrontPage(base) {
		main = ""
	}
	return title, text.Cut(main, maxText), published
}

// noText selects what is no text of the article.
const noText = `script, style, noscript, template, nav, header nav, footer, aside, form, button, select, iframe, svg, figure, figcaption, dialog, ` +
	`[role=navigation], [role=complementary], [role=banner], [role=contentinfo], [aria-hidden=true], [hidden], .comments, #comments, .related, .newsletter, .share, .social, .cookie, .advertisement`

// isFrontPage reports whether an address is that of a whole site.
func isFrontPage(base string) bool {
	_, rest, _ := strings.Cut(base, "://")
	_, path, _ := strings.Cut(rest, "/")
	return base != "" && path == ""
}

// articleData is what a page says of itself in JSON-LD.
type articleData struct{ Headline, Published, Body string }

// dataOf reads the JSON-LD of a page, as far as it is of an article.
func dataOf(doc *goquery.Document) articleData {
	var found articleData
	doc.Find(`script[type="application/ld+json"]`).EachWithBreak(func(i int, s *goquery.Selection) bool {
		var value any
		if json.Unmarshal([]byte(s.Text()), &value) == nil {
			found.take(value, 0)
		}
		return i < 20 && found.Published == ""
	})
	return found
}

// take looks for an article in a JSON-LD value.
func (d *articleData) take(value any, depth int) {
	if depth > 4 {
		return
	}
	switch v := value.(type) {
	case []any:
		for i := 0; i < len(v) && i < 50; i++ {
			d.take(v[i], depth+1)
		}
	case map[string]any:
		if kind, _ := v["@type"].(string); strings.Contains(kind, "Article") || strings.Contains(kind, "Posting") && kind != "JobPosting" {
			get := func(key string) string { s, _ := v[key].(string); return s }
			*d = articleData{Headline: get("headline"), Published: get("datePublished"), Body: get("articleBody")}
			return
		}
		d.take(v["@graph"], depth+1)
	}
}

// meta returns the content of a meta element.
func meta(doc *goquery.Document, name string) string {
	return doc.Find(`meta[property="`+name+`"], meta[name="`+name+`"], meta[itemprop="`+name+`"]`).First().AttrOr("content", "")
}

// firstLine returns the first text that has words, as one line.
func firstLine(texts ...string) string {
	for _, t := range texts {
		if line := text.Title(text.Cut(t, 2000)); line != "" {
			return line
		}
	}
	return ""
}

// publishedOn returns when a page says that it was published first.
func publishedOn(doc *goquery.Document, data articleData) time.Time {
	candidates := []string{data.Published}
	for _, name := range []string{"article:published_time", "datePublished", "og:published_time", "date", "DC.date.issued", "pubdate", "publish-date", "parsely-pub-date"} {
		candidates = append(candidates, meta(doc, name))
	}
	candidates = append(candidates, doc.Find(`time[pubdate], time[itemprop="datePublished"], article time[datetime], time[datetime]`).First().AttrOr("datetime", ""))
	for _, c := range candidates {
		if at := text.ParseTime(strings.TrimSpace(text.Cut(c, 100))); !at.IsZero() {
			return at
		}
	}
	return time.Time{}
}

// mainText returns the text of the element that holds most of a page's
// paragraphs. A paragraph weighs as many points as it has bytes outside of
// links; its parent gets all of them and the one above half.
func mainText(doc *goquery.Document) string {
	weights := map[*html.Node]float64{}
	doc.Find("p, pre, blockquote").EachWithBreak(func(i int, s *goquery.Selection) bool {
		weight := proseOf(s)
		parent := s.Nodes[0].Parent
		for _, share := range []float64{1, 0.5, 0.25} {
			if weight < minBlock || parent == nil || parent.Data == "body" && share < 1 {
				break
			}
			weights[parent] += share * weight
			parent = parent.Parent
		}
		return i < maxBlocks
	})
	var best *html.Node
	for node, weight := range weights {
		if best == nil || weight > weights[best] || weight == weights[best] && isBefore(node, best) {
			best = node
		}
	}
	if best == nil {
		return ""
	}
	return paragraphs(goquery.NewDocumentFromNode(best).Selection)
}

// isBefore reports whether a node holds another, so that of two of the same
// weight the inner one is taken whatever the order of a map.
func isBefore(node, other *html.Node) bool {
	for at := node.Parent; at != nil; at = at.Parent {
		if at == other {
			return true
		}
	}
	return false
}

// proseOf returns how many bytes of a paragraph are text and not links.
func proseOf(s *goquery.Selection) float64 {
	all := len(strings.TrimSpace(s.Text()))
	links := len(s.Find("a").Text())
	if all == 0 || links*2 > all {
		return 0
	}
	return float64(all - links)
}

// paragraphs returns the paragraphs below an element, in their order, each
// once.
func paragraphs(s *goquery.Selection) string {
	var lines []string
	size := 0
	s.Find("p, h2, h3, li, pre, blockquote").EachWithBreak(func(_ int, block *goquery.Selection) bool {
		if block.ParentsFiltered("p, li, blockquote").Length() > 0 || proseOf(block) == 0 {
			return true
		}
		if line := text.Line(block.Text()); line != "" {
			lines = append(lines, line)
			size += len(line)
		}
		return size < maxText
	})
	return strings.Join(lines, "\n\n")
}
