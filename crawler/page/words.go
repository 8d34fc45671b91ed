package page

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The tables hold folded words: lower case, Latin letters without accents. Those
// of single words have them between blanks.

// careersWords are what sites call their careers pages, in the languages of
// most employers. They are looked for as whole words.
var careersWords = []string{
	"careers", "career", "jobs", "job openings", "join us", "join our team", "join the team", "work with us", "work for us", "work at",
	"working at", "hiring", "we re hiring", "vacancies", "open positions", "open roles", "openings", "job opportunities", "employment",
	"karriere", "stellen", "stellenangebote", "stellenmarkt", "offene stellen", "jobangebote", "arbeiten bei",
	"carriere", "carrieres", "recrutement", "emploi", "emplois", "nous rejoindre", "rejoignez nous", "offres d emploi",
	"empleo", "empleos", "trabaja con nosotros", "trabaje con nosotros", "vacantes", "unete", "bolsa de trabajo",
	"lavora con noi", "posizioni aperte", "opportunita di lavoro", "vagas", "trabalhe conosco", "carreira", "carreiras",
	"werken bij", "vacatures", "kariera", "praca", "oferty pracy", "karriar", "lediga jobb", "jobba hos oss", "ledige stillinger",
	"ledige job", "jobb hos oss", "avoimet tyopaikat", "tyopaikat", "ura", "karrier", "allas", "allasok", "allasajanlatok", "nyitott poziciok",
	"volna mista", "volne pozicie", "cariere", "locuri de munca", "вакансии", "карьера", "работа у нас",
	"採用", "採用情報", "求人", "招聘", "加入我们", "加入我們", "인재채용", "채용", "채용공고",
}

// openingWords are the parts of a path below which openings stand.
const openingWords = " job jobs career careers position positions opening openings vacancy vacancies opportunity opportunities role roles " +
	"requisition requisitions joboffer joboffers job-offer job-offers job-opening job-openings jobdetail job-detail jobposting " +
	"job-posting karriere stelle stellen stellenangebot stellenangebote stellenanzeige jobangebot offre offres emploi emplois " +
	"poste postes recrutement oferta ofertas empleo empleos vacante vacantes trabajo lavoro posizioni vaga vagas emprego vacature " +
	"vacatures praca oferta-pracy jobb stilling stillinger ledige-stillinger tyopaikka tyopaikat allas allasok allasajanlat " +
	"pozicio pozicie work-with-us join-us join "

// openingKeys are the keys of a query that name one opening.
const openingKeys = " jk gh_jid ashby_jid jobid job_id job-id jid job position positionid position_id vacancy vacancyid vacancy_id reqid req_id " +
	"requisitionid req jobreq jobopening jobopeningid annonceid offerid offer_id stelle stellenid pid postid "

// otherPaths are the last parts of paths that are no opening, though they
// stand where openings do.
const otherPaths = " search login log-in signin sign-in signup register apply alerts job-alerts alert faq faqs benefits culture privacy terms " +
	"cookies imprint impressum datenschutz contact about team teams life life-at diversity internships students graduates " +
	"locations departments values perks blog news events all rss feed saved profile account referral stories hiring-process " +
	"how-we-hire search-results talent-community talent-network products en de fr es it nl pl pt hu cs sv da no fi "

// careersLabels are the first labels of hosts that are for careers.
const careersLabels = " careers career jobs job karriere hiring talent recruiting recruitment emploi vacatures stellen "

// nextWords are what the link to the next page of a list says.
const nextWords = " next next-page next> › » > → older weiter nachste nachste-seite vor suivant suivante page-suivante siguiente " +
	"pagina-siguiente proxima proximo successiva avanti volgende nastepna dalej nasta næste neste seuraava kovetkezo dalsi " +
	"urmatoarea следующая 次へ 下一页 다음 load-more show-more more-jobs view-more-jobs show-more-jobs "

// emptyPhrases are how pages say that there is no opening.
var emptyPhrases = []string{
	"no open positions", "no open roles", "no openings", "no current openings", "no job openings", "no jobs available", "no open jobs",
	"no current vacancies", "no vacancies", "no available positions", "no positions available", "no jobs found", "no jobs at the moment",
	"no opportunities at this time", "not hiring right now", "not currently hiring", "no active jobs", "no open vacancies",
	"no positions are open", "no results found for open jobs", "any open positions at the moment", "any open positions at this time",
	"any open positions right now", "any openings at the moment", "any openings at this time", "any vacancies at the moment",
	"keine offenen stellen", "keine stellenangebote", "keine offenen positionen", "keine vakanzen", "keine stellen ausgeschrieben",
	"aucun poste", "aucune offre", "pas de poste", "pas d offre", "no hay vacantes", "no hay ofertas", "no hay puestos", "sin vacantes",
	"nessuna posizione aperta", "non ci sono posizioni", "nenhuma vaga", "nao ha vagas", "geen vacatures", "geen openstaande",
	"brak ofert", "brak wolnych", "inga lediga", "ingen ledige", "ingen ledige stillinger", "ei avoimia", "nincs nyitott", "nincsenek nyitott",
	"jelenleg nincs", "zadne volne", "zadna volna", "nu avem posturi", "нет открытых вакансий", "вакансий нет", "現在募集", "暂无职位", "暂无招聘",
	"채용 중인 공고가 없습니다",
}

// openingNouns are what is counted in "12 open positions".
const openingNouns = " openings jobs positions roles vacancies opportunities opening job position role vacancy stellen stellenangebote offres " +
	"postes empleos vacantes vagas vacatures posizioni results jobb stillinger allas pozicio "

// in reports whether a table of words, each between blanks, has a word.
func in(table, word string) bool {
	return word != "" && !strings.ContainsAny(word, " \t\r\n") && strings.Contains(table, " "+word+" ")
}

// fold returns a text in lower case, its Latin letters without accents, and
// with single spaces for all that is neither letter nor digit.
func fold(text string) string {
	var out strings.Builder
	gap, latin := false, false
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		if r < 0x300 || r >= 0x370 { // no mark
			latin = unicode.Is(unicode.Latin, r)
		}
		switch {
		case r >= 0x300 && r < 0x370 && latin:
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.M, r):
			if gap && out.Len() > 0 {
				out.WriteByte(' ')
			}
			gap = false
			out.WriteRune(r)
		default:
			gap = true
		}
	}
	return norm.NFC.String(out.String())
}

// hasPhrase reports whether a folded text has a phrase in whole words. Scripts
// that write no spaces are searched anywhere.
func hasPhrase(folded, phrase string) bool {
	if phrase == "" { // a text of nothing but signs folds to this
		return false
	}
	for from := 0; ; {
		at := strings.Index(folded[from:], phrase)
		if at < 0 {
			return false
		}
		at += from
		end := at + len(phrase)
		if phrase[0] >= 0xE3 || (at == 0 || folded[at-1] == ' ') && (end == len(folded) || folded[end] == ' ') { // Han, Kana, Hangul
			return true
		}
		from = end
	}
}

// phraseIn returns the first of the phrases that a folded text has.
func phraseIn(folded string, phrases []string) string {
	for _, phrase := range phrases {
		if hasPhrase(folded, phrase) {
			return phrase
		}
	}
	return ""
}
