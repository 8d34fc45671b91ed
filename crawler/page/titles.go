package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"kith/crawler/internal/text"
)

// How long a title may be.
const (
	maxTitle      = 140 // letters, in a list
	maxTitleWords = 16
	maxOwnTitle   = 240 // letters, on the opening's own page
)

// unsolicited are how an entry says that it is for applications to no opening
// in particular, with the word for a role that it may have beside.
var unsolicited = []string{
	"talent pool", "talent community", "talent network", "talent pipeline", "speculative application", "spontaneous application", "unsolicited application",
	"speculative applications", "open applications", "general applications", "spontaneous applications", "unsolicited applications",
	"initiativbewerbung", "initiativbewerbungen", "blindbewerbung", "spontanbewerbung", "spontanbewerbungen", "candidature spontanee", "candidatures spontanees",
	"candidatura espontanea", "candidaturas espontaneas", "autocandidatura", "candidatura spontanea", "candidature spontanea", "open sollicitatie", "spontanansokan",
	"uoppfordret soknad", "apen soknad", "uopfordret ansogning", "avoin hakemus", "aplikacja spontaniczna", "spontaniczna aplikacja",
	"altalanos jelentkezes", "altalanos palyazat", "spontanni prihlaska", "aplicatie spontana", "инициативное резюме",
	"don t see", "didn t see", "can t find", "not listed here", "pitch your own", "wildcard role", "nothing for you", "nicht dabei", "keine passende",
}

// unsolicitedAlone are the same where no role is named beside: "Senior Software
// Engineer, General Application" is an opening.
var unsolicitedAlone = []string{
	"general application", "open application", "general interest", "expression of interest", "general internship application", "internship application", "register your interest",
	"future opportunities", "future opportunity", "future openings", "exceptional generalist", "join our team", "other roles", "any role", "your dream job",
}

// isUnsolicited reports whether a folded title is of an entry that is for
// applications to no opening in particular.
func isUnsolicited(folded string) bool {
	if phraseIn(folded, unsolicited) != "" {
		return true
	}
	phrase := phraseIn(folded, unsolicitedAlone)
	return phrase != "" && !isRole(strings.Replace(folded, phrase, " ", 1))
}

// actionWords are the words of which the buttons of a row consist: what does
// not lead to another opening but to this one, or to the form for it.
const actionWords = " apply now here job role position more info information details detail learn read view see full description open download pdf info " +
	"the this for and to online today quick easy about post posting vacancy opening opportunity share save go expand show by email us e mail " +
	"jetzt bewerben hier bewerbung zur stelle zum job mehr erfahren ansehen details anzeigen weitere informationen weiterlesen stellenanzeige stellenangebot online " +
	"postuler postulez candidater en savoir plus voir l offre le poste d details decouvrir je postule maintenant a cette " +
	"inscribete inscribirse aplicar solicitar ver mas oferta vacante saber informacion postular postularme ya candidatarse candidatar vaga saiba mais ver vaga " +
	"candidati scopri di piu dettagli leggi tutto invia candidatura annuncio " +
	"solliciteer solliciteren bekijk lees meer deze vacature direct nu informatie " +
	"aplikuj zobacz szczegoly wiecej dowiedz sie ansok lasa mer las om jobbet tjansten sok nu se sok stillingen les stillingen soeg ansog laes mere jobbet hae lue lisaa " +
	"jelentkezes jelentkezem reszletek bovebben tovabb megnezem chci se prihlasit vice informaci zobrazit detail aplica aplica acum vezi detalii откликнуться подробнее "

// actionRoots are the words without which such a text is no button.
const actionRoots = " informacion informazioni apply details detail learn read view see description download info information more expand share bewerben bewerbung erfahren ansehen weiterlesen anzeigen stellenanzeige postuler postulez candidater savoir voir decouvrir " +
	"inscribete inscribirse aplicar solicitar ver saber postular postularme candidatar candidatarse saiba candidati scopri dettagli leggi candidatura solliciteer solliciteren bekijk lees aplikuj zobacz szczegoly wiecej " +
	"ansok lasa las sok les soeg ansog laes hae lue jelentkezes jelentkezem reszletek bovebben tovabb megnezem prihlasit vice zobrazit aplica vezi detalii откликнуться подробнее "

// isAction reports whether a folded text is that of a button of a row: "Apply
// now", "Learn more & apply", "Mehr erfahren".
func isAction(folded string) bool {
	words, root := 0, false
	for word := range strings.FieldsSeq(folded) {
		if words++; words > 8 || !in(actionWords, word) && !in(actionRoots, word) {
			return strings.HasPrefix(folded, "apply for ") || strings.HasPrefix(folded, "apply to ") || strings.HasPrefix(folded, "apply on ") || strings.HasPrefix(folded, "apply through ")
		}
		root = root || in(actionRoots, word)
	}
	switch folded {
	case "応募する", "詳細", "詳細を見る", "詳しく見る", "申请", "申请职位", "查看详情", "지원하기", "자세히 보기":
		return true
	}
	return root
}

// otherTitles are the first words of headings and links that are no title
// where no role is named.
const otherTitles = " find about from the get stay search filter sort clear show all more back next previous home skip share contact copyright cookie cookies privacy terms download watch can do does is are will "

// invitations are the first words of what is no title even where a role is
// named: it asks, invites or speaks of the employer.
const invitations = " how why what when where who which we our your you my meet join discover explore welcome read view see learn follow subscribe sign log " +
	"wie warum was wer wir unsere unser deine dein ihre ihr uber alle mehr zuruck weiter willkommen entdecke lerne finde suche " +
	"comment pourquoi quoi qui nous notre nos votre vos decouvrez rejoignez tous toutes retour bienvenue como por que quienes nuestro nuestra nuestros tu tus todos todas volver bienvenido " +
	"come perche cosa chi noi nostra nostro tutte tutti hoe waarom wat wie wij onze jouw alle terug welkom jak dlaczego co kim nasza nasze nasz hur varfor vad vi vara var hvordan hvorfor hva hvem " +
	"miert hogyan mit kik mi a az rolunk "

// otherNouns are what pages of careers speak of beside openings; none of them
// is a title where no role is named.
var otherNouns = []string{
	"benefits", "perks", "culture", "values", "mission", "vision", "diversity", "inclusion", "privacy", "cookie", "cookies", "newsletter", "news", "press", "blog", "events", "investors",
	"faq", "faqs", "contact", "imprint", "impressum", "datenschutz", "agb", "terms", "conditions", "login", "careers", "career", "jobs", "openings", "vacancies", "positions", "roles", "opportunities",
	"locations", "departments", "teams", "team", "offices", "about", "history", "products", "services", "solutions", "customers", "partners", "resources", "support", "testimonials",
	"insurance", "vacation", "time off", "pension", "parental leave", "401k", "401 k", "hiring process", "interview", "internships", "students", "graduates", "search", "filter", "all",
	"responsibilities", "requirements", "qualifications", "description", "skills", "experience", "job type", "pay", "salary", "schedule", "location", "department", "overview", "summary", "other", "duties",
	"karriere", "stellenangebote", "vorteile", "kultur", "werte", "kontakt", "standorte", "aufgaben", "profil", "anforderungen", "carriere", "valeurs", "avantages", "missions", "beneficios", "cultura", "valores", "requisitos",
	"contacto", "noticias", "vantaggi", "valori", "requisiti", "voordelen", "vereisten", "cultuur", "korzysci", "wymagania", "formaner", "fordelar", "elonyok", "elvarasok", "feladatok", "vyhody", "pozadavky", "beneficii", "cerinte",
	"consent", "preferences", "targeting", "analytics", "strictly necessary",
}

// titleKind says what the text of a heading or link may be.
type titleKind int

const (
	noTitle    titleKind = iota // it is none of an opening
	oddTitle                    // it reads like a heading of something else
	anyTitle                    // it may be one
	roleTitle                   // it names a role
	closedDoor                  // it is for applications to no opening
)

// kindOfTitle tells what a text in a list may be.
func kindOfTitle(said string) titleKind {
	said = titleLabel.ReplaceAllString(said, "")
	letters := utf8.RuneCountInString(said)
	folded := fold(said)
	words := strings.Count(folded, " ") + 1
	switch {
	case letters < 2 || letters > maxTitle || words > maxTitleWords || !hasLetters(said), isTemplate(said), isAction(folded):
		return noTitle
	case isUnsolicited(folded):
		return closedDoor
	case strings.Contains(said, "@") && strings.Contains(said, "."), strings.Contains(said, "://"), allDigits(folded):
		return noTitle
	}
	role := isRole(folded)
	if isSentence(said, words) && !(role && strings.HasSuffix(said, "!")) {
		return oddTitle
	}
	first, _, _ := strings.Cut(folded, " ")
	switch {
	case isPerson(said):
		return oddTitle
	case role && (!in(invitations, first) || isForAll(folded)):
		return roleTitle
	case in(otherTitles, first) || in(invitations, first):
		return oddTitle
	case words <= 8 && phraseIn(folded, jobSigns) != "":
		return noTitle
	case words <= 5 && isOtherNoun(folded, words), words <= 4 && phraseIn(folded, listHeads) != "":
		return oddTitle
	}
	return anyTitle
}

// titleLabel finds what some pages write before a title.
var titleLabel = regexp.MustCompile(`(?i)^(?:job title|position|title|job|role|stelle|poste|puesto|stellenbezeichnung|now hiring|we.re hiring|hiring)\s*:\s*`)

// cleanTitle returns a title as a clean line, without a label before it.
func cleanTitle(s string) string { return text.Title(titleLabel.ReplaceAllString(s, "")) }

// isPerson reports whether a text is the name of somebody with what they do
// behind: "Ada Brackenfold, Pump Engineer".
func isPerson(said string) bool {
	name, work, found := strings.Cut(said, ", ")
	words := strings.Fields(name)
	if !found || len(words) < 2 || len(words) > 3 || strings.Count(work, " ") > 4 || !isRole(fold(work)) || isRole(fold(name)) {
		return false
	}
	for _, word := range words {
		if r, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(r) || word == strings.ToUpper(word) || in(departmentWords, strings.ToLower(word)) || strings.ContainsAny(word, "0123456789&/-()") {
			return false
		}
	}
	return true
}

// isOtherNoun reports whether a folded text without a role speaks of something
// else: it is one of those words, or has one among very few.
func isOtherNoun(folded string, words int) bool {
	phrase := phraseIn(folded, otherNouns)
	return phrase != "" && (words <= 3 || folded == phrase || strings.HasSuffix(folded, " "+phrase))
}

// isSentence reports whether a text is a sentence or a question rather than a
// title.
func isSentence(text string, words int) bool {
	switch last, _ := utf8.DecodeLastRuneInString(text); last {
	case '?', '…', '？', '。':
		return true
	case '.', '!', ':':
		return words > 4 || last == ':'
	}
	return false
}

// isTemplate reports whether a text holds the marks of a template that a script
// would have filled: {{ job.title }}.
func isTemplate(text string) bool {
	return strings.Contains(text, "{{") || strings.Contains(text, "{$") || strings.Contains(text, "${") || strings.Contains(text, "<%") || strings.Contains(text, "{%") || strings.Contains(text, "[[")
}

func hasLetters(text string) bool {
	count := 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			count++
		}
		if count >= 2 || count == 1 && r >= 0x2E80 {
			return true
		}
	}
	return false
}

func allDigits(folded string) bool { return strings.Trim(folded, "0123456789 ") == "" }
