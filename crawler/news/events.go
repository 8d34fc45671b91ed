package news

import (
	"maps"
	"slices"
	"strings"

	"kith"
)

// maxLead is how many sentences below the headline may bring up a company.
// What stands further down tells more of it, or of others as background.
const maxLead = 5

// Events returns what an item says about companies that find knows: one event
// for each kind and company.
func Events(item kith.Item, find FindFunc) []kith.Event {
	if find == nil {
		return nil
	}
	var known []kith.Event
	for _, e := range Read(item, find) {
		if e.CompanyID != 0 {
			known = append(known, e)
		}
	}
	return known
}

// Read returns what an item says about any company: one event for each kind
// and company, with the words of the item that say so. Where find, which may
// be nil, knows no company of that name, the event has the name as the item
// gives it and no CompanyID.
func Read(item kith.Item, find FindFunc) []kith.Event {
	r := reader{item: item, find: find, at: map[eventKey]int{}}
	if !item.PublishedAt.IsZero() {
		r.published = item.PublishedAt.Year()
	}
	for i, sentence := range sentences(item) {
		r.late = i > maxLead
		found := claims(sentence, r.published)
		for _, c := range found {
			c.shared = c.kind != kith.EventLayoff && found[0].kind == kith.EventLayoff
			r.take(sentence, c)
		}
	}
	return r.found
}

// reader puts the claims of an item together.
type reader struct {
	item      kith.Item
	find      FindFunc
	published int  // the year, 0 when not known
	late      bool // the sentence stands behind the lead
	found     []kith.Event
	at        map[eventKey]int // index in found
}

// eventKey is what one item has one event for.
type eventKey struct {
	kind kith.EventKind
	name string
}

// take adds what one sentence claims.
func (r *reader) take(sentence string, c claim) {
	d := detailsOf(sentence, c, r.item)
	for _, p := range c.parties {
		company := r.company(p.name)
		if company.Name == "" {
			continue
		}
		e := kith.Event{
			CompanyID: company.ID, Company: company.Name, Kind: c.kind, Stage: d.stage, Role: p.role, Counterpart: r.company(p.counterpart).Name,
			Headline: r.item.Title, URL: r.item.URL, PublishedAt: r.item.PublishedAt, EffectiveAt: d.effective,
			Headcount: d.headcount, HeadcountMin: d.headcountMin, Percent: d.percent, Locations: d.locations, Departments: d.departments,
			Quote: sentence, Quotes: maps.Clone(d.quotes),
		}
		if p.name != anaphor && r.isPartOfOther(e) {
			continue
		}
		key := eventKey{c.kind, lower(company.Name)}
		if at, known := r.at[key]; known {
			r.found[at] = joined(r.found[at], e)
			continue
		}
		if r.late {
			continue
		}
		r.at[key] = len(r.found)
		r.found = append(r.found, e)
	}
}

// isPartOfOther takes an event under a longer or shorter spelling of a name
// that the item has used already to the event that there is: "Sony" and "Sony
// Corp.".
func (r *reader) isPartOfOther(e kith.Event) bool {
	for i, old := range r.found {
		if old.Kind == e.Kind && old.CompanyID == e.CompanyID && sameSpelling(old.Company, e.Company) {
			r.found[i] = joined(old, e)
			return true
		}
	}
	return false
}

// sameSpelling reports whether one of two names begins with the other.
func sameSpelling(a, b string) bool {
	a, b = lower(a), lower(b)
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || strings.HasPrefix(b, a+" ") || strings.HasPrefix(b, a+",") || strings.HasPrefix(b, a+"-")
}

// company returns the company of a name: one that find knows, or only the name
// as it was given. The company that "it" means is that of the event before.
func (r *reader) company(name string) kith.Company {
	if name == anaphor {
		if len(r.found) == 0 {
			return r.company(headlineSubject(r.item.Title))
		}
		e := r.found[0]
		return kith.Company{ID: e.CompanyID, Name: e.Company}
	}
	if name == "" || r.find == nil {
		return kith.Company{Name: name}
	}
	spelled := name
	if len(r.find(name)) == 0 && name == lower(name) {
		spelled = capitalised(name)
	}
	for _, c := range r.find(spelled) {
		if r.isWhole(strings.Fields(spelled), c.ID) {
			return c
		}
	}
	return kith.Company{Name: name}
}

// isWhole reports whether the words of a name are those of a known company:
// they begin with it, and what follows only describes it. Otherwise it is
// another company with a name in which the known one's occurs.
func (r *reader) isWhole(words []string, id int64) bool {
	has := func(words []string) bool {
		return slices.ContainsFunc(r.find(strings.Join(words, " ")), func(c kith.Company) bool { return c.ID == id })
	}
	if len(words) > 1 && has(words[1:]) {
		return false
	}
	for n := 1; n <= len(words); n++ {
		if has(words[:n]) {
			return !slices.ContainsFunc(words[n:], func(word string) bool {
				word = strings.Trim(lower(word), ".,&")
				return word != "" && word != "and" && !legal[word] && !plain[word] && !keptEnds[word] && !places[word] && !heads[word]
			})
		}
	}
	return false
}

// headlineSubject returns the company that a headline speaks of, if its first
// words are a name.
func headlineSubject(title string) string {
	s := read(headline(title))
	if s.style == flat {
		return ""
	}
	verb := s.firstVerb(0, len(s.words))
	runs := s.runs(0, verb)
	if len(runs) == 0 || runs[0].from != 0 || verb == len(s.words) {
		return ""
	}
	name, _ := s.name(runs[0])
	return name
}

// capitalised returns a text with a capital at the beginning of each word.
func capitalised(text string) string {
	var out strings.Builder
	for i, word := range strings.Fields(text) {
		if i > 0 {
			out.WriteByte(' ')
		}
		runes := []rune(word)
		out.WriteString(strings.ToUpper(string(runes[:1])) + string(runes[1:]))
	}
	return out.String()
}

// joined puts two reports of one event in an item together: the one that tells
// more stays, and takes from the other what it does not tell.
func joined(a, b kith.Event) kith.Event {
	if weight(b) > weight(a) {
		a, b = b, a
	}
	if a.Quotes == nil {
		a.Quotes = map[string]string{}
	}
	from := func(field string, missing bool) bool {
		if missing && b.Quote != a.Quote {
			if quote := b.Quotes[field]; quote != "" {
				a.Quotes[field] = quote
			} else {
				a.Quotes[field] = b.Quote
			}
		}
		return missing
	}
	if b.Headcount > 0 && from("headcount", a.Headcount == 0) {
		a.Headcount, a.HeadcountMin = b.Headcount, b.HeadcountMin
	}
	if b.Percent > 0 && from("percent", a.Percent == 0) {
		a.Percent = b.Percent
	}
	if !b.EffectiveAt.IsZero() && from("effective_at", a.EffectiveAt.IsZero()) {
		a.EffectiveAt = b.EffectiveAt
	}
	if len(b.Locations) > 0 && from("locations", len(a.Locations) == 0) {
		a.Locations = b.Locations
	}
	if len(b.Departments) > 0 && from("departments", len(a.Departments) == 0) {
		a.Departments = b.Departments
	}
	if a.Counterpart == "" {
		a.Counterpart = b.Counterpart
	}
	if a.Stage == "" {
		a.Stage = b.Stage
	}
	if len(a.Quotes) == 0 {
		a.Quotes = nil
	}
	return a
}

// weight is how much an event tells.
func weight(e kith.Event) int {
	n := 0
	if e.Headcount > 0 {
		n += 4
	}
	if e.Percent > 0 {
		n += 2
	}
	if e.Counterpart != "" {
		n++
	}
	return n
}
