package page

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/markup"
	"kith/crawler/internal/text"
)

// The names that sites give to the fields of an opening in their data: letters
// only, lower case, the likeliest first.
var (
	titleKeys      = []string{"jobtitle", "positiontitle", "postingtitle", "title", "jobname", "positionname", "vacancytitle", "roletitle", "text", "name", "position", "headline", "titel", "titre", "titulo", "label"}
	urlKeys        = []string{"absoluteurl", "joburl", "hostedurl", "detailurl", "url", "href", "link", "permalink", "path", "pagepath", "externalurl", "applyurl", "uri"}
	idKeys         = []string{"jobid", "id", "uuid", "requisitionid", "reqid", "jobreqid", "slug", "code", "reference", "refnumber", "shortcode", "key"}
	placeKeys      = []string{"locations", "joblocation", "locationname", "locationstext", "location", "alllocations", "city", "cities", "offices", "office", "locationnames", "place", "standort", "ort", "arbeitsort", "region", "country"}
	departmentKeys = []string{"department", "departmentname", "hiringdepartment", "team", "teamname", "departments", "prettyrole", "category", "categories", "function", "businessunit", "division", "abteilung", "area"}
	employmentKeys = []string{"employmenttype", "typeofemployment", "commitment", "jobtype", "contracttype", "employmenttypename", "worktype", "schedule", "timetype", "type"}
	workplaceKeys  = []string{"workplacetype", "workplace", "locationtype", "remotetype", "workmodel", "remotestatus", "workmode"}
	postedKeys     = []string{"dateposted", "publisheddate", "publishedat", "publishdate", "posteddate", "postedat", "postedon", "postingdate", "firstpublished", "datepublished", "published", "posted", "releaseddate", "opendate"}
	textKeys       = []string{"descriptionhtml", "jobdescription", "description", "descriptionplain", "content", "body", "fulldescription"}
	payKeys        = []string{"salaryrange", "salary", "compensation", "payrange", "salarytext", "compensationtiersummary"}
	personKeys     = []string{"fullname", "firstname", "lastname", "bio", "founderbio", "headshot", "portrait", "linkedinurl", "avatar", "avatarurl", "author", "byline", "readingtime", "price", "sku", "quote", "excerpt", "isactive", "duration", "videourl", "jobtitleofauthor"}
)

// Limits on what is made of the values of one document.
const (
	maxVisited = 400_000
	maxFields  = 200        // of one object
	maxTried   = 20_000_000 // links that are compared with ids
)

// recordsOf looks for openings in the values that a document carries: lists of
// objects that have a title and what openings have beside. Base is the address
// of the document.
func recordsOf(doc *document, base *url.URL) *records {
	f := &records{base: base, doc: doc}
	for _, value := range embedded(doc) {
		f.walk(value, "", 0)
	}
	return f
}

// about returns what the values say of the opening with a title; nil where
// they do not name it.
func (f *records) about(title string) *entry {
	folded := fold(title)
	if f.own != nil {
		if e, kind := f.entry(f.own); kind != noTitle && fold(e.title) == folded {
			return e
		}
	}
	for _, e := range f.best {
		if fold(e.title) == folded {
			return e
		}
	}
	return nil
}

// records finds the list of openings among many values.
type records struct {
	base    *url.URL
	doc     *document
	visited int
	tried   int // links that were compared with ids
	best    []*entry
	own     record // what the document is about, nil where it names nothing
}

// walk looks at a value that stands under a name, however nested.
func (f *records) walk(value any, name string, depth int) {
	if f.visited++; f.visited > maxVisited || depth > maxValueDepth {
		return
	}
	switch v := value.(type) {
	case []any:
		f.list(v, name)
		for _, item := range v {
			f.walk(item, name, depth+1)
		}
	case map[string]any:
		if isKeyed(v) {
			f.list(inOrder(v), name)
		}
		if in(" job jobposting posting position vacancy opening jobdetail jobdetails ", name) && f.own == nil {
			f.own = newRecord(v)
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			under := field.Letters(key)
			if isRelated(name) || in(" edges node nodes items data results content list hits entries docs value ", under) || allDigits(key) {
				under = name
			}
			f.walk(v[key], under, depth+1)
		}
	}
}

// isKeyed reports whether an object is a list by another name: objects under
// their ids.
func isKeyed(v map[string]any) bool {
	if len(v) < 2 {
		return false
	}
	for key, item := range v {
		if _, ok := item.(map[string]any); !ok || key == "" || key[0] < '0' || key[0] > '9' {
			return false
		}
	}
	return true
}

// inOrder returns the values of an object in the order of their names.
func inOrder(v map[string]any) []any {
	var items []any
	for _, key := range slices.Sorted(maps.Keys(v)) {
		items = append(items, v[key])
	}
	return items
}

// list takes a list of openings, where it is one. Of several lists that
// overlap the longer counts; others are added.
func (f *records) list(items []any, name string) {
	if isRelated(name) {
		return
	}
	var entries []*entry
	roles, records, facts, rich := 0, 0, 0, 0
	for _, item := range items[:min(len(items), maxEntries)] {
		node := unwrapped(item)
		if node == nil {
			continue
		}
		r := newRecord(node)
		if r == nil || r.isOther() {
			return
		}
		e, kind := f.entry(r)
		records++
		roles += one(kind == roleTitle)
		facts += one(len(e.places) > 0 || e.department != "" && r.has(departmentKeys[:3]) || r.has(employmentKeys[:4]) || r.has([]string{"jobtitle", "jobid", "requisitionid"}))
		rich += one(e.isRich())
		if kind != noTitle && kind != closedDoor {
			entries = append(entries, e)
		}
	}
	named := in(jobNames, name) || namesJobs(name)
	believed := named && (2*roles >= records || 2*facts >= records && 5*roles >= records) || 2*facts >= records && (5*roles >= 3*records || 5*roles >= records && 2*rich >= records)
	if len(entries) == 0 || !believed {
		return
	}
	f.best = union(f.best, entries)
}

// isRich reports whether an entry has most of what openings have beside their
// titles, and hardly anything else has.
func (e *entry) isRich() bool {
	return one(len(e.places) > 0)+one(e.department != "")+one(e.employment != "")+one(e.url != nil && (hasOpeningSegment(e.url) || hasOpeningKey(e.url)))+one(!e.posted.IsZero()) >= 3
}

// isRelated reports whether the name of a list is of openings like another one,
// of the same employer or of others.
func isRelated(name string) bool {
	for _, word := range []string{"related", "similar", "recommend", "suggest", "otherjobs", "morejobs", "recentlyviewed", "saved"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// namesJobs reports whether the name of a list is of openings: jobPostings,
// openPositions.
func namesJobs(name string) bool {
	for _, word := range []string{"jobs", "openings", "positions", "vacanc", "postings", "openroles", "stellen", "requisitions", "joblist", "offres", "ofertas", "vagas"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// record is an object of a page's data with its fields by their plain names.
type record map[string]any

// newRecord returns an object as a record, nil for one that is too large.
func newRecord(node map[string]any) record {
	if len(node) > maxFields {
		return nil
	}
	r := record{}
	for _, key := range slices.Sorted(maps.Keys(node)) {
		if plain := field.Letters(key); r[plain] == nil {
			r[plain] = node[key]
		}
	}
	return r
}

// unwrapped returns the object that an item is, or that it holds as its only
// one: the node of an edge.
func unwrapped(item any) map[string]any {
	node, _ := item.(map[string]any)
	for _, key := range []string{"node", "job", "attributes", "fields", "_source", "data"} {
		if inner, ok := node[key].(map[string]any); ok && len(node) <= 4 {
			return inner
		}
	}
	return node
}

// has reports whether a record has one of some fields.
func (r record) has(keys []string) bool {
	for _, key := range keys {
		if value := r[key]; value != nil && value != "" {
			return true
		}
	}
	return false
}

// isOther reports whether a record is of a person, an article or a product.
func (r record) isOther() bool {
	return r.has(personKeys) && !r.has([]string{"jobtitle", "jobid", "department", "location", "locations", "locationname", "employmenttype"})
}

// entry makes an entry of a record.
func (f *records) entry(r record) (*entry, titleKind) {
	e := &entry{title: cleanTitle(r.text(titleKeys))}
	kind := kindOfTitle(e.title)
	for _, key := range placeKeys {
		if e.places = field.Places(placesIn(r[key], 0)...); len(e.places) > 0 {
			break
		}
	}
	e.department = text.Title(r.text(departmentKeys))
	if said := r.text(employmentKeys); mayBeEmployment(said) {
		e.employment = employmentOf(said)
	}
	e.workplace = workplaceOf(r.text(workplaceKeys))
	if remote, _ := cmp.Or(r["isremote"], r["remote"]).(bool); remote && e.workplace == "" {
		e.workplace = kith.WorkplaceRemote
	}
	for _, key := range postedKeys {
		if e.posted.IsZero() {
			e.posted = text.ParseTime(textOfValue(r[key]))
		}
	}
	e.text = text.FromHTML(text.Unescape(r.text(textKeys)))
	if pay := r.text(payKeys); pay != "" {
		e.salary = field.TextSalary("Salary: "+pay, "")
	}
	e.url = f.address(r)
	e.anchor = text.Line(r.text(idKeys))
	e.whole = e.url == nil
	return e, kind
}

// mayBeEmployment reports whether a text names a kind of employment.
func mayBeEmployment(said string) bool {
	return said != "" && len(said) <= 60 && !allDigits(fold(said)) && (isEmployment(fold(said)) || field.EmploymentType(said) != text.Title(said))
}

// address returns the address of a record's own page: what it gives, or the
// link of the page that ends in its id.
func (f *records) address(r record) *url.URL {
	for _, key := range urlKeys {
		given, _ := r[key].(string)
		if given == "" || !strings.Contains(given, "/") {
			continue
		}
		if u := f.doc.resolve(given); u != nil && markup.PlainURL(u).String() != markup.PlainURL(f.base).String() {
			return u
		}
	}
	for _, key := range idKeys {
		id := textOfValue(r[key])
		if len(id) < 4 {
			continue
		}
		if f.tried += len(f.doc.links); f.tried > maxTried {
			return nil
		}
		for _, l := range f.doc.links {
			if strings.HasSuffix(strings.TrimSuffix(l.url.Path, "/"), id) || strings.HasSuffix(l.url.RawQuery, "="+id) {
				return l.url
			}
		}
	}
	return nil
}

// text returns the first of some fields of a record that is a text.
func (r record) text(keys []string) string {
	for _, key := range keys {
		if said := textOfValue(r[key]); said != "" {
			return said
		}
	}
	return ""
}

// textOfValue returns the text of a value: of a text, a number, the first item
// of a list, or what names an object.
func textOfValue(value any) string {
	for range 6 {
		switch v := value.(type) {
		case string:
			return strings.TrimSpace(v)
		case number:
			return string(v)
		case []any:
			value = nil
			if len(v) > 0 {
				value = v[0]
			}
		case map[string]any:
			value = cmp.Or(v["name"], v["title"], v["label"], v["rendered"], v["value"], v["text"])
		default:
			return ""
		}
	}
	return ""
}

// placesIn returns the places that a value names.
func placesIn(value any, depth int) []string {
	switch v := value.(type) {
	case string:
		return field.SplitPlaces(strings.ReplaceAll(v, " / ", ";"))
	case []any:
		var found []string
		for _, item := range v[:min(len(v), 100)] {
			if depth < 4 {
				found = append(found, placesIn(item, depth+1)...)
			}
		}
		return found
	case map[string]any:
		r := newRecord(v)
		name := r.text([]string{"name", "locationname", "text", "label", "title", "fullname", "displayname"})
		if name != "" && !r.has([]string{"city", "locality", "addresslocality"}) {
			return []string{name}
		}
		if inner, ok := r["address"].(map[string]any); ok && name == "" {
			return placesIn(inner, depth+1)
		}
		var parts []string
		for _, keys := range [][]string{{"city", "locality", "addresslocality"}, {"state", "region", "addressregion"}, {"country", "addresscountry"}} {
			if part := r.text(keys); part != "" {
				parts = append(parts, part)
			}
		}
		return []string{strings.Join(parts, ", ")}
	}
	return nil
}
