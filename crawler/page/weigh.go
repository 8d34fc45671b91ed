package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// jobSigns are what texts of jobs have as headings and first sentences.
var jobSigns = []string{
	"responsibilities", "requirements", "qualifications", "what you ll do", "what you will do", "what you bring", "what you ll bring", "about the role", "about this role", "the role", "role summary", "job summary", "job description", "job type", "position summary", "duties",
	"you will", "you ll", "we are looking for", "we re looking for", "is looking for", "is seeking", "is hiring", "are seeking", "looking for a", "looking for an", "seeking a", "seeking an", "years of experience", "who you are", "nice to have", "ideal candidate", "full description", "in this role", "reports to", "minimum of",
	"aufgaben", "anforderungen", "dein profil", "ihr profil", "das bringst du mit", "das erwartet dich", "wir bieten", "wir suchen", "sie bringen mit", "du bringst", "stellenbeschreibung",
	"missions", "profil recherche", "votre profil", "vos missions", "nous recherchons", "description du poste", "competences requises",
	"requisitos", "funciones", "responsabilidades", "buscamos", "descripcion de la oferta", "descripcion del puesto", "ofrecemos", "requisits", "descripcio de l oferta", "funcions", "requisiti", "mansioni", "cerchiamo", "offriamo", "atividades", "procuramos", "descricao da vaga",
	"vereisten", "jouw profiel", "wat ga je doen", "wij zoeken", "functieomschrijving", "wat wij bieden", "functie eisen", "wymagania", "obowiazki", "oferujemy", "zakres obowiazkow", "szukamy",
	"arbetsuppgifter", "kvalifikationer", "vi soker", "om tjansten", "om rollen", "din profil", "kvalifikasjoner", "arbeidsoppgaver", "vi soker etter", "vi soger", "arbejdsopgaver", "tehtavankuvaus", "edellytamme", "tarjoamme",
	"elvarasok", "feladatok", "amit kinalunk", "munkakor", "pozadavky", "napln prace", "nabizime", "poziadavky", "ponukame", "cerinte", "responsabilitati", "oferim", "обязанности", "требования", "условия",
	"仕事内容", "業務内容", "応募資格", "岗位职责", "任职要求", "담당업무", "자격요건",
}

// jobNames are the words by which pages call the elements of their lists.
const jobNames = " job jobs joblist opening openings position positions vacancy vacancies vacature vacatures career careers role roles posting postings stelle stellen stellenangebote jobangebote emploi emplois offre offres oferta ofertas empleo vacante vacantes vaga vagas requisition requisitions opportunity opportunities recruitment recrutement positionen stellenmarkt "

// maxJobLook is how much of a row's text is searched for the signs of a job.
const maxJobLook = 4000

// links are what a row has beside its title to follow.
type links struct {
	nodes   []*html.Node
	buttons int // elements with the words of a button, links or not
}

// weigh tells whether a group is a list of openings.
func (l *lister) weigh(g *group) (*weighed, bool) {
	if g = l.leaders(g); len(g.members) > maxEntries {
		g.members = g.members[:maxEntries]
	}
	w := &weighed{group: g}
	roles, able := 0, 0
	for _, m := range g.members {
		kind := l.kindOf(m.text)
		if m.link != nil && isNext(link{text: m.text}) {
			kind = noTitle
		}
		w.rows = append(w.rows, listRow{member: m, kind: kind})
		if kind == roleTitle {
			roles++
		}
		able += one(kind == anyTitle || kind == roleTitle)
	}
	first := g.members[0]
	isLeaf := !first.heading && first.link == nil
	if able == 0 || isLeaf && 5*roles < 3*able || roles == 0 && (able < 2 || !l.careers && !first.heading) {
		return nil, false
	}
	if l.isRelated(first) {
		return nil, false
	}
	g.settle()
	if isLeaf && g.isBelowHeadings() {
		return nil, false
	}
	for i := range w.rows {
		l.look(w, i)
	}
	w.tell()
	role := float64(roles) / float64(able)
	signs := l.signs(w)
	w.headed, w.usual, w.role = signs.headed, signs, role
	w.score = signs.count() + min(roles, 3)
	w.sure = role >= 0.5 && (signs.headed && signs.count() >= 3 || signs.named && signs.opens && len(g.members) > 1)
	return w, l.believe(believing{role: role, able: able, isLeaf: isLeaf, aside: first.aside}, signs)
}

// kindOf tells what a text may be, once for all elements that have it.
func (l *lister) kindOf(said string) titleKind {
	kind, known := l.kinds[said]
	if !known {
		kind = kindOfTitle(said)
		l.kinds[said] = kind
	}
	return kind
}

// signs are what speaks for a group being a list of openings.
type signs struct {
	headed bool // the heading above says so
	named  bool // the elements are called so
	opens  bool // its links look like those of openings
	facts  bool // its rows have places, kinds of employment and the like
	acts   bool // its rows have buttons to apply or to learn more
	jobs   bool // its rows have the text of a job
}

func (s signs) count() int {
	count := 0
	for _, has := range []bool{s.headed, s.named, s.opens, s.facts, s.acts, s.jobs} {
		if has {
			count++
		}
	}
	return count
}

// believing is what a group must be believed by.
type believing struct {
	role   float64 // the share of its titles that name a role
	able   int     // its titles
	isLeaf bool    // they are neither links nor headings
	aside  bool
}

// believe reports whether a group is a list of openings: the less its titles
// name roles, the more must speak for it.
func (l *lister) believe(b believing, s signs) bool {
	count := s.count()
	switch {
	case l.article:
		return b.role >= 0.5 && s.headed && count >= 4
	case b.isLeaf || b.aside:
		return b.role >= 0.6 && count >= 2 && (b.able > 1 || count >= 3)
	case b.able == 1:
		return b.role == 1 && count >= 2 && (s.headed || s.opens || s.jobs)
	case b.role >= 0.5:
		return count >= 2 || count == 1 && l.careers && !s.named && (b.able > 2 || b.role == 1 && s.opens)
	case b.role >= 0.15:
		return count >= 3 && (s.headed || s.opens || s.jobs) || s.headed && count >= 2
	default:
		return s.headed && s.opens && count >= 3 || s.headed && s.facts && s.acts
	}
}

// signs gathers what speaks for a group: of the rows whose titles name roles,
// or of all where none does.
func (l *lister) signs(w *weighed) signs {
	least := roleTitle
	if !slices.ContainsFunc(w.rows, func(r listRow) bool { return r.kind == roleTitle }) {
		least = anyTitle
	}
	var rows, opens, facts, acts, jobs int
	for i, r := range w.rows {
		if r.kind < least || r.kind == closedDoor {
			continue
		}
		own := w.signsOf(i)
		rows++
		opens += one(own.opens)
		acts += one(own.acts)
		jobs += one(own.jobs)
		facts += one(own.facts)
	}
	return signs{
		headed: l.isHeaded(w.group), named: isNamed(w.group), opens: 2*opens >= rows, facts: 2*facts >= rows, acts: 2*acts >= rows, jobs: 2*jobs >= rows,
	}
}

// signsOf returns what speaks for one row being an opening.
func (w *weighed) signsOf(i int) signs {
	r, facts := w.rows[i], w.facts[i]
	return signs{
		opens: r.opens, acts: r.action.buttons > 0, jobs: r.isJob,
		facts: len(facts[placeCell])+len(facts[employmentCell])+len(facts[workplaceCell]) > 0,
	}
}

// takes reports whether a row of a group that is believed is an opening. A
// title that names no role is one where nearly all others do, or where the row
// has what the rows of roles have.
func (w *weighed) takes(i int) bool {
	switch w.rows[i].kind {
	case roleTitle:
		return true
	case anyTitle:
		return w.role >= 0.8 || w.role == 0 || w.isLike(i)
	case oddTitle:
		return w.sure && w.isLike(i)
	}
	return false
}

// isLike reports whether a row has most of what the rows of roles have, and
// something of that.
func (w *weighed) isLike(i int) bool {
	own := w.signsOf(i)
	usual, has := 0, 0
	for _, pair := range [][2]bool{{w.usual.opens, own.opens}, {w.usual.facts, own.facts}, {w.usual.acts, own.acts}, {w.usual.jobs, own.jobs}} {
		usual += one(pair[0])
		has += one(pair[0] && pair[1])
	}
	return has > 0 && has >= usual-1
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// isNamed reports whether the elements around a group's first title are called
// after jobs.
func isNamed(g *group) bool {
	up := 0
	for n := g.members[0].node; n != nil && up < 7 && n.Data != "body" && n.Data != "main" && n.Data != "html"; n = n.Parent {
		up++
		names := append(strings.Fields(cutTo(attribute(n, "class"), 300)), attribute(n, "id"))
		if slices.ContainsFunc(names, isJobName) {
			return true
		}
	}
	return false
}

// isJobName reports whether a class or an id holds a word for openings. Those
// of utilities, as position-relative, do not count.
func isJobName(name string) bool {
	return !strings.ContainsAny(name, ":[") && !strings.HasPrefix(name, "position-") && hasWord(name, jobNames)
}

// look looks at one row of a group: its buttons, its cells, its text.
func (l *lister) look(w *weighed, i int) {
	r := &w.rows[i]
	r.action = &links{}
	parts := append([]*html.Node{w.group.rows[i]}, w.group.beside[i]...)
	c := &cutter{skip: map[*html.Node]bool{r.member.node: true}}
	if r.member.link != nil && !holdsNode(r.member.link, r.member.node) {
		c.skip[r.member.link] = true
	}
	for _, part := range parts {
		r.action.take(part, r.member, c.skip)
	}
	for _, part := range parts {
		if c.skip[part] {
			continue
		}
		if part.Type == html.TextNode {
			c.run.WriteString(part.Data)
			continue
		}
		c.cut(part, labelOf(part, ""), part.Data)
		c.end("", "")
	}
	c.end("", "")
	r.cells, r.length = c.cells, c.length
	if r.length > enoughText/2 {
		var said strings.Builder
		for _, part := range parts {
			said.WriteString(textOf(part, maxJobLook) + " ")
		}
		r.isJob = phraseIn(fold(said.String()), jobSigns) != ""
	}
	r.opens = l.opens(r)
}

// holdsNode reports whether an element is or holds a node.
func holdsNode(n, inner *html.Node) bool {
	for ; inner != nil; inner = inner.Parent {
		if inner == n {
			return true
		}
	}
	return false
}

// take takes the links and buttons below a part of a row.
func (k *links) take(part *html.Node, m *candidate, skip map[*html.Node]bool) {
	look := func(n *html.Node) {
		isLink := n.Data == "a" && attribute(n, "href") != ""
		if n == m.link || n == m.node || !isLink && n.Data != "button" && attribute(n, "role") != "button" && n.FirstChild == nil {
			return
		}
		if !isLink && n.Data != "button" && (n.FirstChild == nil || n.FirstChild != n.LastChild || n.FirstChild.Type != html.TextNode) {
			return
		}
		said := textOf(n, 200)
		if folded := fold(said); isAction(folded) {
			k.buttons++
			skip[n] = true
			if isLink {
				k.nodes = append(k.nodes, n)
			}
		} else if isLink && folded == fold(m.text) {
			k.nodes = append(k.nodes, n)
		}
	}
	if part.Type != html.ElementNode {
		return
	}
	look(part)
	for n := range part.Descendants() {
		if n.Type == html.ElementNode && len(k.nodes) < maxCells {
			look(n)
		}
	}
}
