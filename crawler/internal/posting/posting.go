// Package posting turns schema.org JobPosting, the data that pages carry for
// search engines as JSON-LD or as microdata, into openings.
package posting

import (
	"html"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/markup"
	"kith/crawler/internal/text"
)

// Of returns the openings that a document of HTML carries as data, and an error
// for one that cannot be read. Base is the address of the document; a base
// element in it overrules that.
func Of(body []byte, base string) ([]kith.Opening, error) {
	doc, err := markup.Parse(body)
	if err != nil {
		return nil, err
	}
	return ReadPage(doc).Openings(markup.Base(doc, base)), nil
}

// IsData reports whether a script of a type is JSON-LD.
func IsData(scriptType string) bool { return strings.Contains(strings.ToLower(scriptType), "ld+json") }

// Openings turns the postings of a document into openings, each once. Their
// Company is the employer's name as the data gives it. One without a number of
// the employer's has no external id yet; OwnID gives it one.
func (g *Graph) Openings(base *url.URL) []kith.Opening {
	var found []kith.Opening
	seen := map[string]bool{}
	for _, p := range g.postings {
		o, ok := g.opening(p, base)
		id := o.ExternalID + "\n" + o.URL
		if o.ExternalID == "" {
			id = OwnID(o, base) + id
		}
		if ok && !seen[id] {
			seen[id] = true
			found = append(found, o)
		}
	}
	return found
}

// opening turns a posting into an opening. It is none without a title.
func (g *Graph) opening(p node, base *url.URL) (kith.Opening, bool) {
	title := asString(p["title"])
	if title == "" {
		title = asString(p["name"])
	}
	o := kith.Opening{
		Title:          text.Title(title),
		Workplace:      g.workplace(p),
		Department:     g.department(p),
		EmploymentType: employmentType(p["employmentType"]),
		Salary:         g.salary(p),
		URL:            postingURL(p, base).String(),
		Description:    description(p["description"]),
		PostedAt:       text.ParseTime(asString(p["datePosted"])),
	}
	if o.Title == "" {
		return o, false
	}
	o.Company = text.Line(asString(g.nameOf(p["hiringOrganization"])))
	o.Locations, o.Country = g.locations(p)
	o.ExternalID = g.identifier(p, o.Company)
	o.Detailed = o.Description != ""
	return o, true
}

// description returns a posting's text. Some sites escape its HTML once more.
func description(value any) string {
	items := asList(value)
	if len(items) == 0 {
		return ""
	}
	body, ok := items[0].(string)
	if !ok {
		body = asString(items[0])
	}
	if !strings.Contains(body, "<") && strings.Contains(body, "&lt;") {
		body = html.UnescapeString(body)
	}
	return text.FromHTML(body)
}

// nameOf returns what names a value: the node that it refers to, or itself.
func (g *Graph) nameOf(value any) any {
	if items := asList(value); len(items) > 0 {
		value = items[0]
	}
	if n := g.deref(value); n != nil {
		return n["name"]
	}
	return value
}

// postingURL returns the address that a posting gives for itself, or that of
// its document.
func postingURL(p node, base *url.URL) *url.URL {
	address, ok := p["url"].(string)
	if !ok || len(address) > markup.MaxAddress || strings.TrimSpace(address) == "" {
		return markup.PlainURL(base)
	}
	u, err := base.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return markup.PlainURL(base)
	}
	return markup.PlainURL(u)
}

// identifier returns the employer's own number of a posting. Some sites put
// the employer's name there, which tells no opening from another.
func (g *Graph) identifier(p node, company string) string {
	var id string
	for _, item := range asList(p["identifier"]) {
		value := item
		if n := g.deref(item); n != nil {
			value = n["value"]
		}
		if id = text.Line(asString(value)); id != "" {
			break
		}
	}
	if strings.EqualFold(id, company) || len(id) > 200 {
		return ""
	}
	return id
}

// OwnID returns the external id of an opening without a number: its address,
// and its title where the address is that of a page with other openings.
func OwnID(o kith.Opening, base *url.URL) string {
	id := IDOf(o.URL, base)
	if o.URL == markup.PlainURL(base).String() {
		id += "#" + Slug(o.Title+" "+strings.Join(o.Locations, " "))
	}
	return id
}

// IDOf returns the external id of an opening that is known by its address
// only: its path and query, with the host where that is another one.
func IDOf(address string, base *url.URL) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	id := strings.TrimSuffix(u.EscapedPath(), "/")
	if id == "" {
		id = "/"
	}
	if u.RawQuery != "" {
		id += "?" + u.RawQuery
	}
	if !markup.SameHost(u, base) {
		id = u.Host + id
	}
	return id
}

// Slug returns the letters and digits of a text with dashes between the words.
func Slug(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words, "-")
}

// workplace tells where the work is done. The data of schema.org knows remote
// work only.
func (g *Graph) workplace(p node) kith.Workplace {
	for _, item := range asList(p["jobLocationType"]) {
		if kind := strings.ToUpper(asString(item)); strings.Contains(kind, "TELECOMMUTE") || kind == "REMOTE" {
			return kith.WorkplaceRemote
		}
	}
	return ""
}

// department returns the department that a posting names. An occupational
// category with a code in it is one of a statistical office, and no department.
func (g *Graph) department(p node) string {
	if organisation := g.deref(p["hiringOrganization"]); organisation != nil && organisation["department"] != nil {
		return text.Line(asString(g.nameOf(organisation["department"])))
	}
	categories := asList(p["occupationalCategory"])
	if len(categories) != 1 {
		return ""
	}
	category, _ := categories[0].(string)
	if category = text.Line(asString(category)); len(category) > 100 || strings.ContainsAny(category, "0123456789;|") {
		return ""
	}
	return category
}

// employmentType returns the kinds of employment in words.
func employmentType(value any) string {
	var kinds []string
	for _, item := range asList(value) {
		for kind := range strings.SplitSeq(asString(item), ",") {
			switch kind = text.Line(kind); field.Letters(kind) {
			case "other":
				kind = ""
			case "volunteer":
				kind = "Volunteer"
			case "perdiem":
				kind = "Per diem"
			default:
				kind = field.EmploymentType(kind)
			}
			if kind != "" && len(kind) <= 60 && !slices.Contains(kinds, kind) && len(kinds) < 5 {
				kinds = append(kinds, kind)
			}
		}
	}
	return strings.Join(kinds, ", ")
}
