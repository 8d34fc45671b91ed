package news

import (
	"regexp"
	"strings"

	"kith"
)

// layoffAbroad is a layoff that is not told in English. It is a rule of its own
// so that English texts, which are most, need not be held against its phrases.
var layoffAbroad = rule{
	kind:       kith.EventLayoff,
	stems:      []string{"baut ", "bauen ", "streich", "stelle", "trennt sich", "arbeitsplätze", "entlass", "entläss", "entlaess", "entlasst", "kündigt", "kuendigt", "supprim", "suppression", "licenci", "despid", "desped", "recort", "leépít", "elbocs", "bocsá", "küld", "kirúg", "utcára", "feleslegessé", "létszám", "demit", "demiss", "varsla", "säger upp", "schrapt", "ontslaat", "licenzia", "zwalnia", "corta", "corte", "desliga", "koondab", "irtisanoo", "sier opp", "fyrer", "afskediger", "propou", "concediaz", "kar", "phk"},
	background: true,
	against:    notLayoff,
	forms:      []form{{phrasesAbroad, hostsAbroad}},
}

// phrasesAbroad are how layoffs are reported in other languages.
var phrasesAbroad = regexp.MustCompile(`(?i)` + strings.Join([]string{
	// German
	`\bbau(?:t|en)\s+(?:\S+\s+){0,8}?(?:stellen|arbeitsplätze|jobs)\s+(?:\S+\s+){0,6}?ab\b`, `\b(?:stellenabbau|stellenstreichung(?:en)?|massenentlassung(?:en)?|entlassungen)\b`,
	`\btrenn(?:t|en)\s+sich\s+von\s+(?:\S+\s+){0,4}?mitarbeiter\w*`, `\bmitarbeiter\w*\s+entlassen\b`, `\bstreich(?:t|en)\s+(?:\S+\s+){0,6}?(?:stellen?|arbeitsplätze|jobs)\b`, `\b(?:stellen|arbeitsplätze|jobs)\s+(?:\S+\s+){0,3}?(?:streichen|abbauen|gestrichen|abgebaut)\b`,
	`\bk(?:ü|ue)ndigt\s+(?:\S+\s+){0,2}?` + figure + `\s+(?:mitarbeiter\w*|besch(?:ä|ae)ftigten?|angestellten)`, `\bentl(?:ä|ae|a)sst\s+(?:\S+\s+){0,4}?(?:mitarbeiter\w*|besch(?:ä|ae)ftigte|angestellte)`,
	// French
	`\bsuppressions?\s+(?:de\s+|d['’])(?:\S+\s+){0,3}?(?:emplois|postes)\b`, `\bsupprim\pL+\s+(?:\S+\s+){0,5}?(?:emplois|postes)\b`,
	`\blicenci(?:e|er|ent|era|ement|ements)\b`,
	// Spanish
	`\bdesp(?:ide|iden|edirá|edirán|idió|edir|ido|idos)\b`, `\brecort(?:a|an|ará|ar|es?)\s+(?:\S+\s+){0,5}?(?:empleos|puestos|plantilla)\b`,
	// Portuguese
	`\bdemit(?:e|em|iu|iram|ir|irá)\s+(?:\S+\s+){0,4}?(?:func\w+|colaborador\w*|empregad\w+|trabalhador\w+|pessoas|centenas|\d+)\b`, `\bdemiss(?:ão|ao|ões|oes)\s+em\s+massa\b`, `\bcortes?\s+de\s+(?:\S+\s+){0,4}?(?:func\w+|colaboradores|vagas|empleos|puestos|plantilla|personal)\b`, `\bdesliga\s+(?:\S+\s+){0,3}?(?:func\w+|colaboradores)\b`, `\b(?:faz|anuncia|realiza|promove|inicia)\s+(?:\S+\s+){0,3}?demiss(?:ões|oes|ão|ao)\b`, `\bcort(?:a|am|ará|ou)\s+(?:\S+\s+){0,4}?(?:funcion[áa]rios|colaboradores|vagas|postos)\b`,
	// Swedish, Dutch, Italian and Polish
	`\bvarsla(?:r|de|t)\s+(?:\S+\s+){0,3}?(?:\d+|personer|anställda|anstallda)\b`, `\bsäger\s+upp\s+(?:\S+\s+){0,3}?(?:personer|anställda|medarbetare)\b`, `\bschrapt\s+(?:\S+\s+){0,4}?(?:banen|arbeidsplaatsen)\b`, `\bontslaat\s+(?:\S+\s+){0,4}?(?:mensen|medewerkers|werknemers)\b`,
	`\blicenzia\s+(?:\S+\s+){0,4}?(?:dipendenti|lavoratori|persone)\b`, `\bzwalnia\s+(?:\S+\s+){0,4}?(?:pracowników|pracownikow|osób|osob)\b`,
	// Estonian, Finnish, Norwegian, Danish, Czech, Romanian, Turkish and Indonesian
	`\bkoondab\b`, `\birtisanoo\s+(?:\S+\s+){0,3}?\d+`, `\bsier\s+opp\s+(?:\S+\s+){0,3}?(?:ansatte|\d+)`, `\b(?:fyrer|afskediger)\s+(?:\S+\s+){0,3}?(?:medarbejdere|ansatte|\d+)`, `\bpropou[sš]t[ií]\b`, `\bconcediaz[aă]\b`, `\b(?:işten|isten)\s+[cç][iı]kar\pL+`, `\bphk\b`, `\bsparkar\b`,
	// Hungarian
	`\b(?:csoportos\s+)?(?:létszám)?leépít\pL*`, `elbocsá(?:t|j)\pL*`, `\bbocsá\pL+\s+el\b`, `\bküld\pL*\s+el\b`, `\bkirúg\pL*`, `\butcára(?:\PL|$)`, `embert\s+tett\s+feleslegessé`, `csökkent\pL*\s+(?:\pL+\s+){0,2}?létszám\pL*`,
}, "|"))

// hostsAbroad returns the company that lays off.
func hostsAbroad(s *speech, at, end int) []party {
	if isHungarian(s.text[at:end]) {
		return hungarianHosts(s, at, end)
	}
	return hosts(s, at, end)
}
