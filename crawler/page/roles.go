package page

import "strings"

// roleWords are what people are called for their work, in the languages of
// most employers, as titles have them: each a whole folded word.
const roleWords = " engineer engineers manager developer specialist analyst director designer consultant technician coordinator assistant associate " +
	"representative scientist architect administrator supervisor operator officer executive president lead intern internship trainee apprentice apprenticeship " +
	"accountant controller auditor buyer planner recruiter teacher nurse physician therapist pharmacist doctor surgeon dentist caregiver " +
	"driver mechanic electrician plumber welder machinist carpenter painter cleaner janitor cook chef baker barista waiter waitress bartender server cashier clerk " +
	"receptionist secretary bookkeeper paralegal lawyer attorney counsel writer editor copywriter journalist translator producer artist animator " +
	"programmer tester researcher statistician economist strategist marketer advisor adviser agent broker underwriter actuary trader teller " +
	"foreman warehouse picker packer loader courier guard instructor tutor lecturer professor librarian counselor psychologist " +
	"assembler installer inspector fabricator estimator scheduler dispatcher surveyor draftsman drafter geologist chemist biologist physicist " +
	"mathematician custodian landscaper gardener farmer butcher tailor stylist hairdresser photographer videographer merchandiser salesperson seller " +
	"vp ceo cfo cto coo ciso cio head chief principal foreperson handyman handler helper labourer laborer worker crew attendant host hostess housekeeper " +
	"ambassador evangelist advocate liaison facilitator trainer coach mentor captain pilot steward investigator examiner adjuster appraiser " +
	"postdoc fellow fellowship phd internist bcba rbt cna lpn rn sre devops fullstack frontend backend sdr bdr " +
	"expert practitioner professional leader owner moderator concierge valet lifeguard paramedic phlebotomist radiographer sonographer hygienist optician " +
	"partner programme steward strategist modeller modeler technologist metallurgist toolmaker millwright rigger scaffolder roofer bricklayer " +
	"superintendent dean curator archivist registrar bursar buyer expediter purchaser negotiator fundraiser campaigner canvasser organizer organiser " +
	"coder processor resident psychiatrist dermatologist veterinarian sourcer interviewer builder linguist planner technologist " +
	"mason joiner turner fitter blacksmith seamstress sewer potter brewer distiller miller " + // crafts
	// German
	"ingenieur ingenieurin entwickler entwicklerin leiter leiterin leitung mitarbeiter mitarbeiterin mitarbeitende sachbearbeiter sachbearbeiterin berater beraterin kaufmann kauffrau " +
	"kaufleute techniker technikerin mechaniker mechanikerin mechatroniker mechatronikerin elektriker elektroniker elektronikerin fachkraft pflegefachkraft verkaufer verkauferin fahrer fahrerin koch kochin arzt arztin " +
	"lehrer lehrerin erzieher erzieherin buchhalter buchhalterin assistenz assistent assistentin praktikum praktikant praktikantin werkstudent werkstudentin ausbildung auszubildende auszubildender azubi " +
	"referent referentin experte expertin spezialist spezialistin monteur monteurin schlosser schlosserin schweisser lagerist fachangestellte fachangestellter teamleiter teamleiterin geschaftsfuhrer hausmeister reinigungskraft aushilfe minijob " +
	"disponent disponentin einkaufer einkauferin vertriebsmitarbeiter projektleiter projektleiterin bauleiter bauleiterin pflegehelfer servicekraft kuchenhilfe werkleiter meister meisterin volontariat volontar " +
	// French
	"ingenieure developpeur developpeuse technicien technicienne responsable charge chargee chef cheffe assistante conseiller conseillere vendeur vendeuse gestionnaire " +
	"directeur directrice stagiaire stage alternance alternant alternante apprenti comptable infirmier infirmiere chauffeur conducteur conductrice operateur operatrice ouvrier commercial commerciale " +
	"consultante coordinateur coordinatrice administrateur enseignant formateur juriste acheteur magasinier cuisinier serveur serveuse agente aide medecin analyste specialiste animateur animateurs chercheur " +
	// Spanish, Portuguese, Catalan
	"ingeniero ingeniera desarrollador desarrolladora tecnico tecnica gerente analista asistente asesor asesora vendedor vendedora encargado encargada jefe jefa director directora " +
	"coordinador coordinadora especialista auxiliar administrativo administrativa contador contable enfermero enfermera conductor operario operaria dependiente dependienta cajero cocinero camarero " +
	"consultor consultora consultoria practicas becario becaria profesor profesora monitor limpiador mozo repartidor comercial abogado ejecutivo ejecutiva " +
	"engenheiro engenheira desenvolvedor desenvolvedora assistente estagio estagiario estagiaria coordenador coordenadora vendedora supervisor motorista gestor gestora enfermeira cozinheiro " +
	"enginyer enginyera tecnic tecnica administratiu administratiua " +
	// Italian, Romanian
	"ingegnere sviluppatore sviluppatrice responsabile addetto addetta impiegato impiegata operaio operaia tecnico tirocinio stagista commesso commessa direttore direttrice magazziniere autista infermiere consulente contabile " +
	"inginer programator specialista economist contabil sofer vanzator operator asistent asistenta director ospatar bucatar muncitor " +
	// Dutch
	"medewerker medewerkster adviseur ontwikkelaar verkoper verkoopster leidinggevende chauffeur monteur stagiair bijbaan verpleegkundige docent boekhouder teamleider projectleider beheerder manager " +
	// Polish, Czech, Slovak
	"inzynier programista specjalista kierownik asystent asystentka pracownik ksiegowy ksiegowa kierowca sprzedawca magazynier stazysta praktykant doradca konsultant lekarz pielegniarka nauczyciel operator mechanik elektryk przedstawiciel " +
	"inzenyr vyvojar specialista vedouci asistent asistentka pracovnik pracovnice ucetni ridic prodavac skladnik technik konzultant lekar sestra ucitel kuchar montaznik obchodnik obchodni " +
	"inzinier vyvojar veduci pracovnik uctovnik vodic predavac " +
	// Nordic
	"ingenjor utvecklare chef medarbetare saljare larare sjukskoterska ekonom konsult tekniker mekaniker elektriker lagerarbetare butikssaljare kock forare handlaggare samordnare " +
	"ingenior utvikler leder medarbeider selger laerer sykepleier radgiver konsulent tekniker mekaniker sjafor vikar " +
	"udvikler medarbejder saelger sygeplejerske elev studentermedhjaelper chauffor pedel paedagog " +
	"insinoori kehittaja asiantuntija johtaja paallikko myyja opettaja hoitaja sairaanhoitaja kuljettaja harjoittelija suunnittelija asentaja " +
	// Hungarian
	"mernok fejleszto vezeto munkatars asszisztens szakerto gyakornok konyvelo ugyintezo technikus szerelo sofor elado raktaros operator tanacsado menedzser projektmenedzser programozo elemzo igazgato titkarno orvos apolo " +
	// Russian
	"инженер разработчик менеджер специалист аналитик директор руководитель бухгалтер водитель оператор программист дизайнер тестировщик стажер консультант администратор продавец врач учитель " +
	"юрист экономист механик электрик повар кладовщик "

// roleEnds are how compound words for roles end in German, Dutch, the Nordic
// languages and Hungarian: Softwareentwickler, Kundtjänstmedarbetare.
var roleEnds = []string{
	"ingenieur", "ingenieurin", "entwickler", "entwicklerin", "leiter", "leiterin", "leitung", "mitarbeiter", "mitarbeiterin", "berater", "beraterin", "kaufmann", "kauffrau",
	"techniker", "technikerin", "mechaniker", "mechanikerin", "mechatroniker", "elektroniker", "elektriker", "kraft", "krafte", "verkaufer", "verkauferin", "fahrer", "fahrerin", "lehrer", "lehrerin", "arzt", "arztin",
	"helfer", "helferin", "assistent", "assistentin", "assistenz", "monteur", "schlosser", "pfleger", "pflegerin", "planer", "planerin", "student", "studentin", "bearbeiter", "bearbeiterin", "manager", "managerin",
	"spezialist", "spezialistin", "experte", "expertin", "berufler", "wart", "meister", "meisterin", "praktikum", "praktikant", "einkaufer", "konstrukteur", "konstrukteurin", "referent", "referentin",
	"medewerker", "adviseur", "ontwikkelaar", "leider", "beheerder", "medarbetare", "jobbare", "ledare", "medarbejder", "medarbeider", "utvecklare", "utvikler", "udvikler", "ingenjor", "ingenior", "saljare", "selger", "saelger", "konsult", "konsulent",
	"skoterska", "plejerske", "pleier", "larare", "chef", "sjef", "radgiver", "assistentti", "insinoori", "paallikko", "asiantuntija", "johtaja", "hoitaja",
	"mernok", "fejleszto", "vezeto", "munkatars", "ugyintezo", "szerelo", "tanacsado", "menedzser", "elado", "kezelo",
}

// roleParts are what words for roles hold in scripts that write no spaces.
var roleParts = []string{
	"エンジニア", "マネージャ", "デザイナー", "アナリスト", "スタッフ", "営業", "事務", "開発者", "プログラマ", "ディレクター", "コンサルタント", "担当", "職", "インターン", "正社員",
	"工程师", "经理", "专员", "主管", "总监", "助理", "实习", "设计师", "顾问", "分析师", "開發", "工程師", "經理", "專員",
	"엔지니어", "개발자", "매니저", "디자이너", "담당자", "인턴", "기획자", "연구원", "マネジャー",
}

// genderMarks are how titles say that they are for everybody: (m/w/d), (H/F).
var genderMarks = []string{
	"m w d", "w m d", "m f d", "f m d", "m f x", "f m x", "w m x", "m w x", "m w", "w m", "m f", "f m", "h f", "f h", "m w d x", "d m w", "all genders", "gn", "m v", "v m", "m k", "k m", "x w m", "m d w", "h f x", "h f d", "m f n", "mwd", "o m w d", "m v x", "v m x",
}

// isRole reports whether a folded text names a role.
func isRole(folded string) bool {
	for word := range strings.FieldsSeq(folded) {
		if in(roleWords, word) || endsInRole(word) || word[0] >= 0xE3 && holdsRole(word) {
			return true
		}
	}
	return isForAll(folded)
}

// endsInRole reports whether a compound word ends in a word for a role.
func endsInRole(word string) bool {
	if len(word) < 9 {
		return false
	}
	for _, end := range roleEnds {
		if len(word) > len(end)+2 && strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// holdsRole reports whether a text without spaces holds a word for a role.
func holdsRole(text string) bool {
	for _, part := range roleParts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

// isForAll reports whether a folded text ends in, or holds, the mark of a
// title that is for everybody.
func isForAll(folded string) bool {
	for _, mark := range genderMarks {
		if strings.HasSuffix(folded, " "+mark) || len(mark) >= 5 && strings.Contains(folded+" ", " "+mark+" ") {
			return true
		}
	}
	return false
}
