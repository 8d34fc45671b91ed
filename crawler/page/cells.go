package page

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"kith"
	"kith/crawler/internal/field"
	"kith/crawler/internal/text"
)

// Limits on the cells of one row.
const (
	maxCells    = 40
	maxCellText = 300 // bytes; what is longer is text
	maxRunText  = 20_000
)

// cell is a short piece of text in a row, with what the page calls it.
type cell struct {
	text  string
	label string // the heading of its column, its class, the word before it
	key   string // equal for cells of one column
	at    time.Time
}

// cellKind says what a cell tells of an opening.
type cellKind int

const (
	otherCell cellKind = iota
	placeCell
	departmentCell
	employmentCell
	workplaceCell
	postedCell
	payCell
)

// labels are the words by which pages call the cells of a row, by what they
// tell.
var labels = [...]struct {
	kind  cellKind
	words string
}{
	{postedCell, " posted published postedat publishedat dateposted datepublished veroffentlicht publie publiee publicado publicada pubblicato geplaatst opublikowano publicerad publisert publiceret julkaistu meghirdetve publikovano publicat опубликовано "},
	{employmentCell, " employment commitment schedule contract jobtype worktype employmenttype contracttype anstellungsart beschaftigungsart vertragsart arbeitszeit contrat contrato jornada contratto dienstverband umowy umowa anstallningsform ansettelsesform foglalkoztatas uvazek занятость 雇用形態 "},
	{workplaceCell, " workplace workmode workmodel worklocationtype modalidad modalitat modalita arbeitsmodell remote "},
	{departmentCell, " department departments team division discipline function category categories abteilung bereich fachbereich departement service equipe departamento area categoria afdeling dzial avdelning avdeling osasto reszleg oddeleni отдел 部門 부서 部门 "},
	{placeCell, " location locations place city cities office offices region country standort standorte ort arbeitsort einsatzort lieu lieux ville localisation ubicacion ubicacio localidad localitat ciudad lugar sede luogo citta localita local localizacao localidade cidade locatie plaats standplaats stad lokalizacja miejsce miasto plats sted lokation sijainti paikkakunta telephely munkavegzes helyszin varos misto lokalita miesto locatie oras город место 勤務地 근무지 地点 工作地点 "},
	{payCell, " salary pay compensation gehalt verguetung salaire salario stipendio salaris salari lon lonn ber wynagrodzenie "},
}

// kindOfLabel returns what a cell of a label tells.
func kindOfLabel(label string) cellKind {
	words := strings.Fields(fold(label))
	if len(words) == 0 || len(words) > 6 {
		return otherCell
	}
	for _, l := range labels {
		for _, word := range words {
			if in(l.words, word) {
				return l.kind
			}
		}
	}
	if joined := strings.Join(words, ""); in(labels[1].words, joined) {
		return employmentCell
	}
	return otherCell
}

// employmentWords are the words of which the names of kinds of employment
// consist.
const employmentWords = " full part time fulltime parttime permanent temporary contract contractor fixed term internship intern freelance seasonal casual regular salaried hourly employee volunteer per diem apprenticeship trainee zero hours temp to hire perm ftc direct w2 c2c " +
	"vollzeit teilzeit festanstellung unbefristet befristet praktikum werkstudent werkstudentin ausbildung minijob feste anstellung und oder or and in " +
	"cdi cdd stage alternance temps plein partiel complet interim tiempo completo parcial jornada completa media indefinido practicas contrato freelance contratista tempo pieno parziale determinato indeterminato tirocinio integral estagio clt pj " +
	"voltijd deeltijd vast tijdelijk bijbaan pelny etat umowa o prace heltid deltid tillsvidare fast vikariat kokopaivainen osa aikainen vakituinen maaraaikainen teljes munkaido reszmunkaido plny uvazek castecny hlavni norma intreaga полная занятость частичная 正社員 契約社員 アルバイト パート インターン 全职 兼职 实习 정규직 계약직 인턴 "

// isEmployment reports whether a folded text names a kind of employment and
// nothing else.
func isEmployment(folded string) bool {
	words := strings.Fields(folded)
	if len(words) == 0 || len(words) > 6 {
		return false
	}
	named := false
	for _, word := range words {
		if !in(employmentWords, word) {
			return false
		}
		named = named || !in(" in and or und oder to o per full part time ", word)
	}
	return named || strings.Contains(folded, "full time") || strings.Contains(folded, "part time")
}

// isWorkplace reports whether a folded text says how the work is done and
// nothing else.
func isWorkplace(folded string) bool {
	switch folded {
	case "presencial", "hibrido", "teletrabajo", "vor ort", "hybride", "presentiel", "teletravail", "ibrido", "in sede", "thuiswerken", "na miejscu", "zdalnie", "hybrydowo", "arbete pa plats", "distans",
		"fully remote", "remote work", "work from home", "on site", "in office", "in person", "remote friendly", "100 remote", "homeoffice", "home office", "tavmunka", "hibrid":
		return true
	}
	return folded != "" && field.IsWorkplaceOnly(folded)
}

// workplaceOf returns the workplace that a text names.
func workplaceOf(s string) kith.Workplace {
	switch fold(s) {
	case "presencial", "vor ort", "presentiel", "in sede", "na miejscu", "arbete pa plats":
		return kith.WorkplaceOnsite
	case "hibrido", "hybride", "ibrido", "hybrydowo", "hibrid":
		return kith.WorkplaceHybrid
	case "teletrabajo", "teletravail", "thuiswerken", "zdalnie", "distans", "work from home", "homeoffice", "home office", "tavmunka":
		return kith.WorkplaceRemote
	}
	return field.Workplace(s)
}

// departmentWords are of what departments are called.
const departmentWords = " engineering sales marketing finance operations product design legal it hr people talent support success customer data research development security administration accounting " +
	"manufacturing production logistics procurement quality communications science clinical engineering technology software hardware infrastructure business strategy g&a " +
	"vertrieb produktion verwaltung personal einkauf entwicklung logistik finanzen forschung technik ventes finances production recherche ventas finanzas operaciones produccion vendite produzione amministrazione verkoop financien sprzedaz produkcja forsaljning salg "

// cityNames are cities that are written without their country most often.
const cityNames = " london berlin munich munchen hamburg cologne koln frankfurt stuttgart dusseldorf leipzig dresden hannover nuremberg nurnberg bremen dortmund vienna wien zurich geneva basel bern graz linz salzburg paris lyon marseille toulouse bordeaux lille nantes strasbourg montpellier rennes grenoble " +
	"madrid barcelona valencia sevilla seville malaga bilbao zaragoza lisbon lisboa porto milan milano rome roma turin torino naples napoli bologna florence firenze amsterdam rotterdam utrecht eindhoven brussels bruxelles antwerp ghent gent copenhagen aarhus stockholm gothenburg goteborg malmo oslo bergen helsinki tampere espoo " +
	"warsaw warszawa krakow wroclaw gdansk poznan lodz katowice prague praha brno bratislava kosice budapest debrecen szeged bucharest cluj iasi timisoara sofia belgrade zagreb ljubljana athens istanbul ankara kyiv lviv minsk riga vilnius tallinn moscow dublin galway belfast edinburgh glasgow manchester birmingham leeds bristol " +
	"cambridge oxford liverpool sheffield cardiff nottingham boston chicago seattle austin denver dallas houston atlanta miami philadelphia detroit portland minneapolis pittsburgh nashville tampa raleigh boulder brooklyn baltimore milwaukee indianapolis columbus cleveland sacramento oakland nyc sf " +
	"toronto montreal vancouver ottawa calgary edmonton waterloo kitchener singapore tokyo osaka kyoto seoul beijing shanghai shenzhen guangzhou hangzhou taipei bangkok jakarta manila hanoi delhi mumbai bangalore bengaluru hyderabad pune chennai gurgaon gurugram noida kolkata sydney melbourne brisbane perth adelaide auckland wellington " +
	"dubai riyadh doha haifa jerusalem cairo nairobi lagos johannesburg bogota lima santiago medellin montevideo quito caracas bern москва токио 東京 大阪 北京 上海 深圳 서울 "

// cityPhrases are the same of several words.
var cityPhrases = []string{
	"new york", "san francisco", "los angeles", "san diego", "san jose", "san antonio", "washington dc", "washington d c", "las vegas", "salt lake city", "palo alto", "mountain view", "bay area", "kansas city", "new orleans",
	"tel aviv", "hong kong", "sao paulo", "rio de janeiro", "buenos aires", "mexico city", "ciudad de mexico", "cape town", "kuala lumpur", "ho chi minh", "new delhi", "abu dhabi", "the hague", "den haag", "frankfurt am main",
}

// isPlace reports whether a short text is plainly a place: it ends in a country
// or a state, is a well-known city, or speaks of remote work.
func isPlace(s string) bool {
	if utf8.RuneCountInString(s) > 90 || strings.Count(s, " ") > 12 {
		return false
	}
	folded := fold(s)
	if hasPhrase(folded, "remote") && len(folded) < 60 || field.PlacesCountry([]string{s}) != "" && !allDigits(folded) {
		return true
	}
	first, rest, comma := strings.Cut(s, ",")
	if comma && isStateCode(lastPart(rest)) && startsUpper(first) {
		return true
	}
	if last := text.Country(lastPart(strings.Trim(s, "()"))); last != "" && len(lastPart(s)) > 3 {
		return true
	}
	return isCity(folded) && strings.Count(folded, " ") <= 4
}

// placeWords are what may stand beside the name of a city.
const placeWords = " office offices hq headquarters area city region greater metropolitan metro downtown central remote hybrid onsite on site or and und et y in the north south east west bay campus hub site plant "

// isCity reports whether a folded text is a well-known city, with nothing but
// the usual words beside.
func isCity(folded string) bool {
	rest, found := folded, false
	if phrase := phraseIn(folded, cityPhrases); phrase != "" {
		rest, found = strings.Replace(folded, phrase, " ", 1), true
	}
	for word := range strings.FieldsSeq(rest) {
		switch {
		case in(cityNames, word):
			found = true
		case !in(placeWords, word) && !allDigits(word):
			return false
		}
	}
	return found
}

// lastPart returns what stands behind the last comma or dash of a place.
func lastPart(place string) string {
	return strings.TrimSpace(place[strings.LastIndexAny(place, ",–—|/-(")+1:])
}

// isStateCode reports whether a text is two or three capital letters, with a
// post code behind or without, as the states of some countries are written.
func isStateCode(s string) bool {
	code, _, _ := strings.Cut(s, " ")
	return (len(code) == 2 || len(code) == 3) && strings.ToUpper(code) == code && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(s))
	return unicode.IsUpper(r) || r >= 0x2E80
}

// leadingLabel finds the label that a cell begins with: "Location: Hull".
var leadingLabel = regexp.MustCompile(`^\s*([\pL][\pL \-/]{1,28}?)\s*[:：]\s*(.+)$`)

// separators part what stands in one line. Dashes part only what tells
// different things: "Remote - US" is one place.
var (
	separators = regexp.MustCompile(`\s*[|·•∙●▪]\s*`)
	dashes     = regexp.MustCompile(`\s+[/–—-]\s+|\s*,\s+`)
)

// isOwnCell reports whether the part of a line tells another thing than its
// other parts: a kind of employment, or how the work is done.
func isOwnCell(part string) bool {
	folded := fold(part)
	return isEmployment(folded) || folded != "remote" && isWorkplace(folded)
}

// partsOf returns the parts of a line.
func partsOf(line string) []string {
	var parts []string
	for _, part := range separators.Split(line, 8) {
		apart := dashes.Split(part, 6)
		if len(apart) == 1 || !slices.ContainsFunc(apart, isOwnCell) {
			parts = append(parts, part)
			continue
		}
		var rest []string
		for _, piece := range apart {
			if isOwnCell(piece) {
				parts = append(parts, piece)
			} else {
				rest = append(rest, piece)
			}
		}
		parts = append(parts, strings.Join(rest, ", "))
	}
	return parts
}

// cutter cuts a row into its cells.
type cutter struct {
	skip    map[*html.Node]bool // what is no cell: the title, buttons
	after   *html.Node          // cells count from here on only; nil from the start
	closed  bool                // a long text has come: only cells with a label count
	head    bool                // the cells are those of the head of a page, which a long text ends
	cells   []cell
	run     strings.Builder // running text since the last edge
	pending string          // a label that stands alone before its cell
	length  int             // of the text of the row, in bytes
}

// cut takes the cells below a node. An element that holds nothing but elements
// parts them; one with text of its own is one cell, but for its blocks.
func (c *cutter) cut(n *html.Node, label, key string) {
	mixed := hasOwnText(n, c.skip)
	for child := range n.ChildNodes() {
		switch {
		case child == c.after:
			c.end(label, key)
			c.after, c.closed = nil, false
		case c.skip[child]:
		case child.Type == html.TextNode:
			if c.run.Len() < maxRunText {
				c.run.WriteString(child.Data)
			}
		case child.Type != html.ElementNode || isRaw(child.Data) || child.Data == "svg" || child.Data == "button" || child.Data == "form":
		case child.Data == "br":
			c.end(label, key)
		case child.Data == "time":
			c.time(child, label, key)
		case mixed && !isBlock(child.Data) && c.holdsSkipped(child):
			c.cut(child, label, key)
		case mixed && !isBlock(child.Data):
			c.run.WriteByte(' ')
			c.run.WriteString(textOf(child, maxRunText))
			c.run.WriteByte(' ')
		default:
			c.end(label, key)
			under, its := labelOf(child, label), key+"/"+child.Data+"."+plainClass(child)
			c.cut(child, under, its)
			c.end(under, its)
		}
	}
}

// holdsSkipped reports whether something that is no cell stands in an element.
func (c *cutter) holdsSkipped(n *html.Node) bool {
	for d := range n.Descendants() {
		if c.skip[d] {
			return true
		}
	}
	return false
}

// time takes a time element, which says in an attribute when it is.
func (c *cutter) time(n *html.Node, label, key string) {
	c.end(label, key)
	c.run.WriteString(textOf(n, maxCellText))
	before := len(c.cells)
	c.end(labelOf(n, label), key+"/time")
	if len(c.cells) > before {
		c.cells[len(c.cells)-1].at = text.ParseTime(attribute(n, "datetime"))
	}
}

// end ends a cell.
func (c *cutter) end(label, key string) {
	line := spaced(c.run.String())
	c.run.Reset()
	c.length += len(line)
	c.closed = c.closed || c.head && len(line) > enoughText
	if line == "" || len(line) > maxCellText || c.after != nil {
		return
	}
	if found := leadingLabel.FindStringSubmatch(line); found != nil && kindOfLabel(found[1]) != otherCell {
		label, line = found[1], found[2]
	}
	bare := strings.TrimRight(line, " :：")
	if bare != line && kindOfLabel(bare) != otherCell || isLabelOnly(bare) {
		c.pending = bare
		return
	}
	if c.pending != "" {
		label, c.pending = c.pending, ""
	}
	if c.closed && kindOfLabel(label) == otherCell {
		return
	}
	for _, part := range partsOf(line) {
		if part = strings.Trim(part, " -–—|·•,;:"); part != "" && !isFile(part) && len(c.cells) < maxCells {
			c.cells = append(c.cells, cell{text: part, label: label, key: key})
		}
	}
}

// isLabelOnly reports whether a cell is nothing but a well-known label.
func isLabelOnly(s string) bool {
	switch fold(s) {
	case "location", "locations", "department", "job type", "employment type", "posted", "posted on", "date posted", "standort", "abteilung", "anstellungsart", "lieu", "ubicacion", "sede", "locatie", "lokalizacja", "contract type", "team", "salary":
		return true
	}
	return false
}

// hasOwnText reports whether an element has text beside its elements, apart
// from what separates them.
func hasOwnText(n *html.Node, skip map[*html.Node]bool) bool {
	for child := range n.ChildNodes() {
		if child.Type == html.TextNode && !skip[child] && strings.Trim(child.Data, " \t\r\n\u00a0|·•–—-,/()") != "" {
			return true
		}
	}
	return false
}

// labelOf returns what an element calls its text: by an attribute, or by a
// word of its class.
func labelOf(n *html.Node, above string) string {
	if n.Data == "td" {
		if said := headerOf(n); said != "" {
			return said
		}
	}
	for _, name := range []string{"data-label", "data-title", "data-th", "itemprop"} {
		if said := attribute(n, name); said != "" && kindOfLabel(said) != otherCell {
			return said
		}
	}
	for class := range strings.FieldsSeq(attribute(n, "class")) {
		if strings.ContainsAny(class, ":[]()") { // of a utility, not of a thing
			continue
		}
		words := splitName(class)
		if len(words) > 4 {
			words = words[len(words)-4:]
		}
		for _, word := range slices.Backward(words) {
			if word != "place" && word != "service" && word != "local" && word != "remote" && word != "function" && word != "pay" && word != "map" && kindOfLabel(word) != otherCell {
				return word
			}
		}
	}
	return above
}

// splitName returns the words of a name in a program: job-location, jobLocation.
func splitName(name string) []string {
	var out strings.Builder
	lower := false
	for _, r := range name {
		if unicode.IsUpper(r) && lower {
			out.WriteByte(' ')
		}
		lower = unicode.IsLower(r)
		if unicode.IsLetter(r) {
			out.WriteRune(unicode.ToLower(r))
		} else {
			out.WriteByte(' ')
		}
	}
	return strings.Fields(out.String())
}
