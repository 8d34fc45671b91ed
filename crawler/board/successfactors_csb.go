package board

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// The newer branded sites of SuccessFactors, made with its Career Site
// Builder: a JSON search that shows an opening only to those who ask in a
// language in which it was published.

// maxLocales is how many languages of a site are asked for.
const maxLocales = 40

// The languages of a site: those of its switch, and its own.
var (
	csbLocale   = regexp.MustCompile(`[?&;]locale=([a-z]{2}_[A-Z]{2})\b`)
	csbLanguage = regexp.MustCompile(`<html[^<>]{0,300}\slang=["']([a-z]{2})(?:[-_]([A-Za-z]{2}))?["']`)
)

// openCSB finds the languages of a site.
func openCSB(ctx context.Context, ask *asker, token string) (target, answer) {
	if strings.Contains(token, "/") {
		return target{}, notThere()
	}
	a := ask.send(ctx, getPage("https://"+token+"/search/"))
	if a.outcome != kith.OutcomeComplete {
		return target{}, a
	}
	switch {
	case hasLeft(a.response, token):
		return target{}, a.gone()
	case !hasEnd(a.response.Body), !isRMK(token, a.response.Body):
		return target{}, a.failed("its page is none of a site of SuccessFactors; look whether the board has moved")
	}
	return target{token: token, slices: csbLocales(a.response.Body)}, a
}

// csbLocales returns the languages in which a site must be asked, always in
// the same order, English first: an opening in several is called as in the
// first of them. A site without a switch has one, which is its page's.
func csbLocales(body []byte) []string {
	var found []string
	for _, m := range csbLocale.FindAllSubmatch(body, 4*maxLocales) {
		found = append(found, string(m[1]))
	}
	if own := csbLanguage.FindSubmatch(body); own != nil && len(found) == 0 {
		language, country := string(own[1]), strings.ToUpper(string(own[2]))
		if country == "" {
			country = strings.ToUpper(language)
		}
		if language != "en" || country != "EN" {
			found = append(found, language+"_"+country)
		}
	}
	if len(found) == 0 {
		found = []string{"en_US"}
	}
	rank := func(locale string) string {
		if strings.HasPrefix(locale, "en_") {
			return "0" + strings.Replace(locale, "en_US", "en_", 1)
		}
		return "1" + locale
	}
	slices.SortFunc(found, func(a, b string) int { return strings.Compare(rank(a), rank(b)) })
	found = slices.Compact(found)
	return found[:min(len(found), maxLocales)]
}

// csbRequest asks for a page in one language. There are ten rows in each.
func csbRequest(t target, q query) kith.Request {
	return postJSON("https://"+t.token+"/services/recruiting/v1/jobs",
		fmt.Sprintf(`{"keywords":"","locale":%q,"location":"","pageNumber":%d,"sortBy":"recent"}`, q.slice, q.page))
}

// csbJob is an opening in the search.
type csbJob struct {
	Response struct {
		ID       word   `json:"id"`
		Title    string `json:"unifiedStandardTitle"`
		URLTitle string `json:"unifiedUrlTitle"`
		Places   words  `json:"jobLocationShort"`
		Start    string `json:"unifiedStandardStart"`
	} `json:"response"`
}

// decodeCSB reads a page.
func decodeCSB(t target, res *kith.Response) (page, error) {
	if hasLeft(res, t.token) || isHTML(res.Body) && !bytes.Contains(res.Body, []byte("jobSearchResult")) {
		return page{}, errGone
	}
	p := page{total: -1}
	var total *count
	var jobs []csbJob
	if err := decodeList(res.Body, "jobSearchResult", map[string]any{"totalJobs": &total}, func(j csbJob) { jobs = append(jobs, j) }); err != nil {
		return page{}, err
	}
	if total == nil {
		return page{}, notParsed(errNoCount)
	}
	p.total = int(*total)
	order := csbOrder(t.asked.slice, jobs)
	for i := range jobs {
		p.add(jobs[i].opening(t, order), "")
	}
	return p, nil
}

func (j *csbJob) opening(t target, order dateOrder) kith.Opening {
	r := &j.Response
	id := field.ExternalID(string(r.ID))
	slug := pathEscaped(text.Unescape(field.FirstOf(r.URLTitle, "job")))
	o := kith.Opening{
		ExternalID: id, Title: text.Title(r.Title), PostedAt: order.read(r.Start),
		URL: field.WebAddress("https://" + t.token + "/job/" + slug + "/" + pathEscaped(id) + "-" + t.asked.slice),
	}
	var places []string
	for _, place := range r.Places {
		places = append(places, withoutPostcode(text.Line(text.FromHTML(place))))
	}
	o.Locations = field.Places(places...)
	return o
}

// dateOrder says how a date of three numbers is written. The zero value says
// that nobody knows.
type dateOrder int

// The orders.
const (
	unknownOrder dateOrder = iota
	monthFirst
	dayFirst
)

// numberDate is a date of three numbers with the year at its end.
var numberDate = regexp.MustCompile(`^([0-9]{1,2})([./-])([0-9]{1,2})[./-]([0-9]{4}|[0-9]{2})$`)

// read reads a date. With dots the day is always first; where that is not
// known, a date is read only if it can be only one.
func (order dateOrder) read(s string) time.Time {
	found := numberDate.FindStringSubmatch(strings.TrimSpace(s))
	if found == nil {
		return text.ParseTime(s)
	}
	first, second, year := found[1], found[3], found[4]
	if len(year) == 2 {
		year = "20" + year
	}
	if found[2] == "." {
		order = dayFirst
	}
	two := func(n string) string { return strings.Repeat("0", 2-len(n)) + n }
	switch {
	case order == unknownOrder && two(first) > "12", order == dayFirst:
		return text.ParseTime(year + "-" + two(second) + "-" + two(first))
	case order == unknownOrder && two(second) <= "12" && two(first) != two(second):
		return time.Time{}
	}
	return text.ParseTime(year + "-" + two(first) + "-" + two(second))
}

// orderOf returns the order that dates show: one that can be read in one way
// only tells how the others are meant. It is otherwise where none does, and
// unknown where they exclude each other.
func orderOf(dates []string, otherwise dateOrder) dateOrder {
	order := unknownOrder
	for _, s := range dates {
		found := numberDate.FindStringSubmatch(strings.TrimSpace(s))
		if found == nil || found[2] == "." {
			continue
		}
		one := unknownOrder
		if len(found[1]) == 2 && found[1] > "12" {
			one = dayFirst
		} else if len(found[3]) == 2 && found[3] > "12" {
			one = monthFirst
		}
		if one != unknownOrder && order != unknownOrder && one != order {
			return unknownOrder
		}
		order = max(order, one)
	}
	if order == unknownOrder {
		return otherwise
	}
	return order
}

// dotted are languages that write dates with dots, so that a date with slashes
// is written as in the USA.
const dotted = " de cs pl ru sk hu ro fi nb no da tr uk bg hr sl et lv sr "

// csbOrder returns how the dates of a page are written. Each language has its
// own short form.
func csbOrder(locale string, jobs []csbJob) dateOrder {
	otherwise := unknownOrder
	if language, _, _ := strings.Cut(locale, "_"); locale == "en_US" || strings.Contains(dotted, " "+language+" ") {
		otherwise = monthFirst
	}
	dates := make([]string, len(jobs))
	for i := range jobs {
		dates[i] = jobs[i].Response.Start
	}
	return orderOf(dates, otherwise)
}
