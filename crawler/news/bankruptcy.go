package news

import (
	"regexp"

	"kith"
)

// bankruptcy is told when a company asks for protection from its creditors, or
// is put under administration.
var bankruptcy = rule{
	kind:  kith.EventBankruptcy,
	stems: []string{"bankrupt", "insolven", "chapter 11", "chapter 7", "administration", "administrators", "receivers", "wound up", "receivership", "konkurs", "csőd", "creditor protection", "felszámol", "faillite", "redressement judiciaire", "quiebra", "concurso de acreedores", "liquidat"},
	against: words(`(?:emerg\w+|exits?|exited)\s+(?:from\s+)?(?:bankruptcy|chapter\s+11|insolvency)`, `bankruptcy\s+(?:court|judge|laws?|protections?\s+from\s+such|bill)\s+(?:approves?|rules?|to)`, `bankruptcy\s+fraud`, `bankruptcy\s+(?:reorgani[sz]ation\s+)?plan`, `personal\s+bankruptc(?:y|ies)`,
		`almost\s+collapsed`, `(?:bush|obama|trump|biden|clinton|reagan)\s+administration`, `outside\s+of\s+bankruptcy`, `morally\s+bankrupt`, `wants?\s+court`),
	forms: []form{
		{words(`fil(?:e|es|ed|ing)\s+(?:\S+\s+){0,4}?(?:bankruptcy|chapter\s+(?:11|7)|insolvency|creditor\s+protection|administration|receivership)(?:\s+protections?)?`, `(?:goes|go|went|going|falls|fell|slides|tips|tipped|plunges|collapses|collapsed|enters|entered|enter|placed|put)\s+(?:in)?to\s+(?:bankruptcy|administration|insolvency|receivership|liquidation)`,
			`(?:declar(?:e|es|ed|ing)|seek(?:s|ing)?|sought|announces|enters|entered)\s+(?:for\s+)?(?:(?:its|us|u\.s\.|uk|court)\s+)?(?:chapter\s+(?:11|7)|bankruptcy|insolvency|administration|liquidation|receivership)(?:\s+(?:protection|refuge|shelter))?`, `(?:was|is|been|be|itself)\s+(?:declared\s+)?(?:bankrupt|insolvent)`, `in\s+bankruptcy\s+filing`, `(?:to|will|would)\s+be\s+(?:liquidated|wound\s+up)`, `goes\s+(?:bust|bankrupt|under)`, `went\s+(?:bust|bankrupt)`), doers},
		{words(`(?:administrators|liquidators|receivers)\s+(?:have\s+been\s+|were\s+|are\s+)?(?:called\s+in|appointed|brought\s+in)\s+(?:at|to|for|by)`), hostsBehind},
		{regexp.MustCompile(`^[\pL\d ]+\s(?:bankruptcy|insolvency|insolvenz)$`), atEndOfHeadline},
		{words(`bankruptcy\s+(?:filing|petition)\s+(?:by|of|from)`), hostsBehind},
		{pattern(`\bmeldet\s+(?:\S+\s+){0,2}?insolvenz`, `\binsolvenz\s+(?:an|angemeldet|bei)\b`, `\bcsőd(?:öt|be|eljárás\pL*|védel\pL*)\b`, `\ben\s+redressement\s+judiciaire`, `\bconcurso\s+de\s+acreedores`), hosts},
	},
}

// atEndOfHeadline returns the company that a headline without capitals speaks of
// when it ends in what happens: "acme boats bankruptcy".
func atEndOfHeadline(s *speech, _, end int) []party {
	last := s.index(end - 1)
	if runs := s.runs(0, last); s.style == flat && len(runs) == 1 && runs[0].from == 0 && runs[0].to == last && last <= 4 {
		return asParties(s.subject(last))
	}
	return nil
}
