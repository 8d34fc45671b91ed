package page

import (
	"strings"

	"golang.org/x/net/html"
)

// listHeads are how the headings of lists of openings read.
var listHeads = []string{
	"open positions", "open position", "open roles", "open jobs", "openings", "opening", "vacancies", "vacancy", "available positions", "available jobs", "available roles", "current opportunities", "current positions", "current jobs", "current roles",
	"job opportunities", "career opportunities", "employment opportunities", "job board", "job listings", "job list", "jobs at", "all jobs", "all positions", "we are hiring", "we re hiring", "now hiring", "our jobs", "open opportunities", "positions available", "explore roles", "job offers", "job openings",
	"offene stellen", "stellenangebote", "stellenausschreibungen", "offene positionen", "aktuelle stellen", "aktuelle jobs", "unsere jobs", "unsere stellen", "unsere stellenangebote", "offene jobs", "jobangebote", "freie stellen", "vakanzen", "stellenanzeigen", "offene ausbildungsplatze",
	"offres d emploi", "nos offres", "postes ouverts", "postes a pourvoir", "nos postes", "postes disponibles", "offres", "on recrute", "nous recrutons",
	"ofertas de empleo", "ofertas de trabajo", "vacantes", "puestos vacantes", "posiciones abiertas", "vacantes disponibles", "ofertas activas", "ofertes de feina", "ofertes",
	"posizioni aperte", "offerte di lavoro", "opportunita aperte", "ricerche in corso", "vagas", "vagas abertas", "oportunidades abertas", "vacatures", "openstaande vacatures", "onze vacatures",
	"oferty pracy", "otwarte rekrutacje", "aktualne oferty", "lediga jobb", "lediga tjanster", "ledige stillinger", "ledige jobs", "ledige job", "avoimet tyopaikat", "avoimet paikat",
	"nyitott poziciok", "allasajanlatok", "allashirdetesek", "aktualis allasok", "szabad poziciok", "volne pozice", "volna mista", "volne pozicie", "otevrene pozice", "locuri de munca", "posturi vacante", "pozitii deschise", "joburi",
	"вакансии", "открытые вакансии", "募集職種", "募集要項", "求人", "採用情報", "招聘职位", "职位", "채용공고", "모집",
}

// relatedHeads are how the headings of lists read that stand below one opening
// and show others like it.
var relatedHeads = []string{
	"similar jobs", "related jobs", "similar positions", "related positions", "similar roles", "similar openings", "related openings", "recommended jobs", "you may also like", "you might also like", "recently viewed", "people also viewed", "jobs like this",
	"ahnliche jobs", "ahnliche stellen", "ahnliche stellenangebote", "weitere stellen", "das konnte dich auch interessieren", "offres similaires", "offres similares", "ofertas similares", "ofertas relacionadas", "vagas semelhantes", "annunci simili", "vergelijkbare vacatures",
	"podobne oferty", "liknande jobb", "lignende stillinger", "lignende job", "hasonlo allasok", "podobne pozice", "joburi similare", "похожие вакансии",
}

// isRelated reports whether the heading above a title is that of a list of
// openings like another one.
func (l *lister) isRelated(first *candidate) bool {
	for i := len(l.outline.headings) - 1; i >= 0; i-- {
		if h := l.outline.headings[i]; h.order < first.order {
			return phraseIn(fold(h.text), relatedHeads) != ""
		}
	}
	return false
}

// isHeaded reports whether the heading above a group is that of a list of
// openings. Headings of parts of the list may stand between.
func (l *lister) isHeaded(g *group) bool {
	first := g.members[0]
	inGroup := map[*html.Node]bool{}
	for _, m := range g.members {
		inGroup[m.node] = true
	}
	looked := 0
	for i := len(l.outline.headings) - 1; i >= 0 && looked < titlesBetween; i-- {
		h := l.outline.headings[i]
		if h.order >= first.order || inGroup[h.node] {
			continue
		}
		looked++
		folded := fold(h.text)
		words := strings.Count(folded, " ") + 1
		if phraseIn(folded, listHeads) != "" && words <= 9 || isCareersTitle(folded) && looked <= 2 {
			return true
		}
		if words <= 6 && phraseIn(folded, otherNouns) != "" && !isRole(folded) {
			return false
		}
	}
	return isLabelled(first.node)
}

// isLabelled reports whether what is around a title calls itself a list of
// openings: by a label, or by the header of a table's column.
func isLabelled(title *html.Node) bool {
	for n, up := title, 0; n != nil && up < 8; n, up = n.Parent, up+1 {
		if label := attribute(n, "aria-label"); label != "" && n != title && phraseIn(fold(label), listHeads) != "" {
			return true
		}
		if n.Data == "td" && up <= 3 {
			head := fold(headerOf(n))
			return head != "" && strings.Count(head, " ") <= 2 && (phraseIn(head, listHeads) != "" || hasWord(head, jobNames) || hasWord(head, columnNames))
		}
	}
	return false
}

// columnNames are what tables call the column of their titles, beside the words
// for openings.
const columnNames = " poste postes puesto puestos plaza posizione functie funktion stellung stanowisko pozicia pozice pozicio munkakor befattning stilling tyotehtava post должность 職種 职位 직무 "

// isCareersTitle reports whether a heading is the name of a careers page.
func isCareersTitle(folded string) bool {
	phrase := phraseIn(folded, careersWords)
	return phrase != "" && strings.Count(folded, " ") <= 3
}
