package news

import (
	"regexp"
	"strings"

	"kith"
)

// premises is what a company closes.
const premises = `(?:plants?|factor(?:y|ies)|stores?|shops?|offices?|sites?|(?:saw|steel|paper|pulp)?mills?|mines?|shipyards?|foundr(?:y|ies)|branch(?:es)?|units?|divisions?|business(?:es)?|operations|hubs?|warehouses?|restaurants?|` +
	`cent(?:er|re)s?|facilit(?:y|ies)|locations?|studios?|refiner(?:y|ies)|smelters?|laborator(?:y|ies)|labs?|depots?|outlets?|newsroom|clinics?|hospitals?|production|lines?|doors|commerce|arm|ops|campus(?:es)?|farms?|kitchens?|dealerships?|gyms?|salons?|bureaus?|subsidiar(?:y|ies)|breweries|brewery|showrooms?|yards?)`

// quantified stands before it: "two of its seven", "its Leeds".
const quantified = `(?:[\pL\d'’&.,-]+\s+){0,6}?`

// closure is told when a company closes premises or a business, or itself.
var closure = rule{
	kind:       kith.EventClosure,
	stems:      []string{"clos", "shut", "wind", "cease", "wrap up", "bezár", "zárás", "schließ", "schliess", "ferme", "cierr", "dicht", "disband", "plug on", "discontinu", "phas", "mothball", "rolót", "sperrt", "hely bezár"},
	background: true,
	against: words(`clos(?:es|ed|ing|e)\s+(?:on|above|below|higher|lower|up|down\s+(?:at|by|\$?\d)|at\s+\$?\d|in\s+on|the\s+(?:deal|gap|door\s+on|acquisition|transaction))`, `(?:stocks?|shares|markets?|futures|dollar)\s+(?:\S+\s+){0,3}clos\w+`,
		`clos\w+\s+(?:\S+\s+){0,4}(?:round|funding|financing|seed|series\s+[a-e]|acquisition|transaction|deal|purchase|merger)`, `(?:road|school|border|schools|airport|bridge|street|beach|park)\s+clos\w+`, `closing\s+arguments?`,
		`government\s+shutdown`, `shut(?:s|ting)?\s+(?:out|up)`, `shutout`, `shut\s+down\s+(?:speculation|rumou?rs|critics|voting)`, `websites?`, `crossing`, `clock`, `army`, `closed-door`, `behind\s+closed\s+doors`, `reopen\w*`, `closer\s+to`, `close\s+to`, `close-up`),
	forms: []form{
		{words(`(?:to\s+|will\s+|is\s+|are\s+|has\s+|have\s+)?(?:clos(?:e|es|ed|ing)|shut(?:s|ting|ter|ters|tered|tering)?)\s+(?:down\s+)?` + quantified + premises), closers},
		{words(`(?:is|are)\s+(?:shutting|closing|shuttering)(?:\s+down)?$`, `(?:is|are)\s+closing\s+down`, `closing\s+down`, `shutters`, `(?:to|will)\s+shut$`, `announces\s+shutdown`, `clos(?:e|es|ed)\s+(?:abruptly|down)`, `(?:shuts|to\s+shut|shutting|is\s+shutting|will\s+shut|has\s+shut|shut)\s+(?:down|shop|up\s+shop)`, `(?:wind|winds|winding|wound)\s+down(?:\s+(?:its\s+)?(?:operations|business))?`, `wrap(?:s|ping)?\s+up\s+`+quantified+`(?:ops|operations)`, `to\s+close\s+down`,
			`pull(?:s|ed|ing)?\s+(?:the\s+)?plug\s+on`, `(?:(?:discontinu|mothball)(?:e|es|ed|ing|s)?|phas(?:e|es|ed|ing)\s+out)\s+`+quantified+`(?:production|operations|manufacturing|plants?|factory|mill)`, `ceas(?:e|es|ed|ing)\s+(?:all\s+|its\s+)?(?:operations|trading|production|trading)`, `clos(?:es|ing|e)\s+(?:its\s+)?doors`, `goes\s+out\s+of\s+business`, `(?:shuts?|shutting)\s+(?:\S+\s+)?(?:operations|service|app|platform|business)`, `(?:to|will)\s+shut\s+(?:its\s+)?doors`), closersAtEnd},
		{words(premises+`\s+(?:in\s+\S+\s+)?(?:to\s+close|will\s+(?:be\s+)?close[d]?|is\s+(?:to\s+)?(?:be\s+)?clos(?:e|ed|ing)|to\s+be\s+closed|to\s+shut|closes|are\s+to\s+close|are\s+closing)`, `at\s+\S+\s+will\s+be\s+closed`), closedAnywhere},
		{words(`closures?\s+of\s+` + quantified + premises), closureOf},
		{words(`(?:plant|factory|store|office|site|mill|branch|farm|restaurant|clinic|studio|unit|warehouse|shop)\s+closures?`), hosts},
		{pattern(`\bbezár(?:ja|ják|t|ta|ják|ás|ását|nak)?\b`, `\blehúz\pL*\s+a\s+rolót\b`, `\b(?:bolt|üzlet|áruház|gyár|üzem)(?:be)?zárás\pL*`), hungarianHosts},
		{pattern(`\bschlie(?:ß|ss)(?:t|en)\s+(?:\S+\s+){0,6}?(?:werke?|filialen?|standorte?|fabrik)`, `\bsperrt\s+(?:\S+\s+){0,7}?zu\b`, `\bmacht\s+(?:\S+\s+){0,2}?dicht\b`, `\bferm(?:e|era|eture)\s+(?:\S+\s+){0,5}?(?:usine|site|magasins?)`, `\bcierr(?:a|e|ará)\s+(?:\S+\s+){0,5}?(?:planta|fábrica|tiendas?|oficinas?)`), hosts},
	},
}

// closers returns who closes: the subject, unless it is a thing that closes
// by itself.
func closers(s *speech, at, _ int) []party { return asParties(s.subject(s.index(at))) }

// closureOf returns the company whose premises are closed: "the closure of
// Acme's plant".
func closureOf(s *speech, at, end int) []party {
	for _, r := range s.runs(s.index(at)+2, s.index(end)) {
		if name, _ := s.name(r); name != "" && s.words[r.to-1].owner {
			return asParties([]string{name})
		}
	}
	return hosts(s, at, end)
}

// closesWhat finds what a company closes where the verb has an object.
var closesWhat = regexp.MustCompile(`(?i)^\s+(?:[\pL\d'’&.,-]+\s+){0,5}?` + premises + `\b`)

// closersAtEnd is closers where nothing but premises may follow the verb: who
// shuts down rumours stays.
func closersAtEnd(s *speech, at, end int) []party {
	rest := s.text[end:]
	next := s.low(s.index(end))
	isObject := quantifiers[next] || !prepositions[next] && !breaks[next] && !subordinators[next]
	if s.style != flat && strings.TrimSpace(rest) != "" && !s.words[min(s.index(end), len(s.words)-1)].mark && isObject && !closesWhat.MatchString(rest) {
		return nil
	}
	return closers(s, at, end)
}

// quantifiers begin what is closed: "shut down all visits".
var quantifiers = set(`all both several some many most each every another its their his her this these those the a an`)

// closedAnywhere returns the company of premises that close: before them, or
// anywhere in the sentence as an owner: "the unit will be closed and moved to
// Acme's bigger plants".
func closedAnywhere(s *speech, at, end int) []party {
	if names := s.subject(s.index(at)); len(names) > 0 && names[0] != anaphor && !places[lower(names[0])] {
		return asParties(names)
	}
	from := s.index(end)
	for _, r := range s.runs(from, len(s.words)) {
		if s.words[r.to-1].owner && s.style == cased {
			if name, _ := s.name(r); name != "" {
				return asParties([]string{name})
			}
		}
	}
	return nil
}
