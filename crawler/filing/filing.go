// Package filing reads the feed of current reports (Form 8-K) that the SEC
// publishes, and takes the restructuring facts out of the items by which each
// report says what it is about.
//
// The feed names items, not what happened: an event says in the form's own
// words what was filed, and no more.
package filing

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"kith"
	"kith/crawler/internal/text"
)

// Limits of one visit.
const (
	pageSize = 100 // entries of a page, the most that is given
	maxPages = 10
	maxFeed  = 16 << 20 // bytes of a page
)

// FindFunc finds the company that a filing names.
type FindFunc = func(name string) (kith.Company, bool)

// item is what an item of Form 8-K says, by the form's own headings
// (https://www.sec.gov/files/form8-k.pdf).
type item struct {
	code, words string
	kind        kith.EventKind
	stage       kith.EventStage
}

// items are those that tell of a restructuring, the most telling first: a
// report with several of one kind is one event of it.
var items = [...]item{
	{"1.03", "bankruptcy or receivership", kith.EventBankruptcy, kith.StageFiled},
	{"2.05", "costs associated with exit or disposal activities", kith.EventReorganisation, kith.StageFiled},
	{"2.01", "completion of acquisition or disposition of assets", kith.EventAcquisition, kith.StageDone},
	{"1.01", "entry into a material definitive agreement", kith.EventAcquisition, kith.StageFiled},
	{"5.02", "departure or election of directors or certain officers", kith.EventLeadership, kith.StageFiled},
}

// Visit reads the feed, newest first, page by page. Its items carry the events
// that they are, about the companies that find knows and, by the name in the
// filing, about others.
func Visit(ctx context.Context, fetch kith.FetchFunc, s kith.Source, find FindFunc) kith.Visit {
	v := kith.Visit{Outcome: kith.OutcomeComplete, Proof: kith.Proof{Expected: -1}}
	seen := map[string]bool{}
	sum := sha256.New()
	for page := range maxPages {
		v.Requests++
		res, err := fetch(ctx, kith.Request{URL: pageAddress(s.URL, page), Header: http.Header{"Accept": {"application/atom+xml"}}})
		outcome, reason := kith.Judge(res, err)
		var feed *gofeed.Feed
		if outcome == kith.OutcomeComplete {
			if feed, err = parse(res.Body); err != nil {
				outcome, reason = kith.OutcomeFailed, err.Error()
			}
		}
		if outcome != kith.OutcomeComplete {
			if page == 0 {
				return kith.Visit{Requests: 1, Outcome: outcome, Reason: reason}
			}
			v.Outcome, v.Reason = kith.OutcomePartial, fmt.Sprintf("page %d of the feed: %s", page+1, reason)
			v.Proof.FailedPages++
			break
		}
		v.Proof.Pages++
		v.Title = cmp.Or(v.Title, name(feed.Title))
		fresh := 0
		for _, entry := range feed.Items {
			if i := read(entry, find, latest(res)); i.ExternalID != "" && !seen[i.ExternalID] {
				seen[i.ExternalID] = true
				fresh++
				_, _ = sum.Write([]byte(i.ExternalID)) // a hash never fails to take bytes
				v.Items = append(v.Items, i)
			}
		}
		if fresh == 0 || len(feed.Items) < pageSize {
			break
		}
	}
	return conclude(v, s, hex.EncodeToString(sum.Sum(nil)[:16]))
}

// name returns what a feed is called: its title without the time at which it
// was made, "Latest Filings - Sat, 18 Jul 2026 18:00:00 EDT".
func name(title string) string {
	said, _, _ := strings.Cut(text.Title(title), " - ")
	return "SEC, " + said
}

// conclude ends a visit: unchanged when it showed what it showed before.
func conclude(v kith.Visit, s kith.Source, hash string) kith.Visit {
	v.Proof.Found = len(v.Items)
	if v.Outcome != kith.OutcomeComplete {
		return v
	}
	v.Validators.Hash = hash
	if s.Validators.Hash == hash {
		v.Outcome, v.Items = kith.OutcomeUnchanged, nil
	}
	return v
}

// pageAddress returns the address of a page of the feed.
func pageAddress(feed string, page int) string {
	u, err := url.Parse(feed)
	if err != nil {
		return feed
	}
	q := u.Query()
	q.Set("start", strconv.Itoa(page*pageSize))
	q.Set("count", strconv.Itoa(pageSize))
	u.RawQuery = q.Encode()
	return u.String()
}

// parse reads a page of the feed.
func parse(body []byte) (*gofeed.Feed, error) {
	if len(body) > maxFeed {
		return nil, fmt.Errorf("the feed is longer than %d MB", maxFeed>>20)
	}
	if bytes.Contains(body[:min(len(body), 4096)], []byte("<!ENTITY")) {
		return nil, fmt.Errorf("the feed declares entities of its own, which no honest feed does")
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(text.AsUTF8(body)))
	if err != nil {
		return nil, fmt.Errorf("the feed did not parse: %w", err)
	}
	return feed, nil
}

// The forms of an entry: "8-K - NORTHWHARF FREIGHT INC (0001234567) (Filer)",
// with "8-K/A" for an amendment; "Item 2.05: Costs …" for each item.
var (
	entryTitle = regexp.MustCompile(`^8-K(/A)?\s+-\s+(.+?)\s+\((\d{10})\)\s+\(([^)]+)\)$`)
	entryItem  = regexp.MustCompile(`\bItem\s+(\d\.\d\d)\b`)
	capitals   = regexp.MustCompile(`(?:^|[/\-])[a-z]`)
	initials   = regexp.MustCompile(`^(?:[A-Z]\.){2,}[A-Z]?,?$`)
	// The place of incorporation, or "ADR", behind a name: "/DE/", "/tx", " / ADR", "/Cayman Islands/".
	stateMark = regexp.MustCompile(`\s*/\s*(?:[A-Za-z]{2,3}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\s*/?\s*$`)
)

// latest is the last time at which an entry may say that it was filed: a day
// after its page was sent, zero when that is not known.
func latest(res *kith.Response) time.Time {
	sent, err := http.ParseTime(res.Header.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return sent.Add(24 * time.Hour)
}

// read turns an entry into an item with its events; one that is no report of a
// company has no id. A date behind the latest one is none.
func read(entry *gofeed.Item, find FindFunc, latest time.Time) kith.Item {
	title := entryTitle.FindStringSubmatch(text.Title(entry.Title))
	if title == nil {
		return kith.Item{}
	}
	company := nameOf(title[2])
	at := time.Time{}
	if entry.PublishedParsed != nil {
		at = entry.PublishedParsed.UTC()
	} else if entry.UpdatedParsed != nil {
		at = entry.UpdatedParsed.UTC()
	}
	if !latest.IsZero() && at.After(latest) {
		at = time.Time{}
	}
	summary := text.FromHTML(cmp.Or(entry.Description, entry.Content))
	i := kith.Item{
		ExternalID: text.Line(cmp.Or(entry.GUID, entry.Link)), Title: company + ": " + text.Title(entry.Title), URL: webAddress(entry.Link),
		Text: summary, PublishedAt: at,
	}
	e := kith.Event{Company: company, URL: i.URL, PublishedAt: at, Quote: text.Line(summary)}
	if find != nil {
		if known, ok := find(company); ok {
			e.CompanyID, e.Company = known.ID, known.Name
		}
	}
	i.Events = eventsOf(e, summary, title[1] != "")
	return i
}

// eventsOf returns the events of the items that a summary lists, at most one of
// each kind.
func eventsOf(e kith.Event, summary string, amended bool) []kith.Event {
	listed := map[string]bool{}
	for _, m := range entryItem.FindAllStringSubmatch(summary, 50) {
		listed[m[1]] = true
	}
	var found []kith.Event
	for _, it := range items {
		of := func(have kith.Event) bool { return have.Kind == it.kind }
		if !listed[it.code] || slices.ContainsFunc(found, of) {
			continue
		}
		form := "8-K"
		if amended {
			form = "8-K/A"
		}
		e.Kind, e.Stage = it.kind, it.stage
		e.Headline = fmt.Sprintf("%s filed Form %s, item %s: %s", e.Company, form, it.code, it.words)
		found = append(found, e)
	}
	return found
}

// nameOf returns a company's name as people write it: the SEC has many in
// capitals, and some with the state of their incorporation behind. Short words
// and initials, as in "N.V.", stay in capitals, which most of them are by right.
func nameOf(name string) string {
	if !strings.HasSuffix(strings.ToUpper(name), "SA/NV") { // a legal form of Belgium
		name = stateMark.ReplaceAllString(name, "")
	}
	if name != strings.ToUpper(name) {
		return name
	}
	words := strings.Fields(name)
	for i, word := range words {
		short := len(word) <= 3 && !isForm(word)
		if !short && !initials.MatchString(word) {
			words[i] = capitals.ReplaceAllStringFunc(strings.ToLower(word), strings.ToUpper)
		}
	}
	return strings.Join(words, " ")
}

// isForm reports whether a short word is a legal form or a small word.
func isForm(word string) bool {
	switch strings.Trim(word, ".,") {
	case "INC", "CO", "LTD", "OF", "THE", "AND", "FOR", "NEW":
		return true
	}
	return false
}

// webAddress returns an address if it is one of the web.
func webAddress(address string) string {
	if u, err := url.Parse(strings.TrimSpace(address)); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		return u.String()
	}
	return ""
}
