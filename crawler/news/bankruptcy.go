package news

import "kith"

// bankruptcy is told when a company asks for protection from its creditors, or
// is put under administration.
var bankruptcy = rule{
	kind:  kith.EventBankruptcy,
	stems: []string{"bankrupt", "insolven", "chapter 11", "chapter 7", "administration", "receivership", "konkurs", "csőd", "creditor protection", "felszámol", "faillite", "redressement judiciaire", "quiebra", "concurso de acreedores", "liquidat"},
	against: words(`(?:emerg\w+|exits?|exited)\s+(?:from\s+)?(?:bankruptcy|chapter\s+11|insolvency)`, `bankruptcy\s+(?:court|judge|laws?|protections?\s+from\s+such|bill)\s+(?:approves?|rules?|to)`, `bankruptcy\s+fraud`, `bankruptcy\s+(?:reorgani[sz]ation\s+)?plan`, `personal\s+bankruptc(?:y|ies)`,
		`almost\s+collapsed`, `(?:bush|obama|trump|biden|clinton|reagan)\s+administration`, `outside\s+of\s+bankruptcy`, `morally\s+bankrupt`, `wants?\s+court`),
	forms: []form{
		{words(`fil(?:e|es|ed|ing)\s+(?:\S+\s+){0,4}?(?:bankruptcy|chapter\s+(?:11|7)|insolvency|creditor\s+protection|administration|receivership)`, `(?:goes|go|went|going|falls|fell|slides|tips|tipped|plunges|collapses|collapsed|enters|entered|enter|placed|put)\s+(?:in)?to\s+(?:bankruptcy|administration|insolvency|receivership|liquidation)`,
			`(?:declar(?:e|es|ed|ing)|seek(?:s|ing)?|sought|announces|enters|entered)\s+(?:for\s+)?(?:chapter\s+(?:11|7)|bankruptcy|insolvency|administration|liquidation|receivership)(?:\s+protection)?`, `goes\s+(?:bust|bankrupt|under)`, `went\s+(?:bust|bankrupt)`), doers},
		{words(`bankruptcy\s+(?:filing|petition)\s+(?:by|of|from)`), hostsBehind},
		{pattern(`\bmeldet\s+(?:\S+\s+){0,2}?insolvenz`, `\binsolvenz\s+(?:an|angemeldet|bei)\b`, `\bcsőd(?:öt|be|eljárás\pL*|védel\pL*)\b`, `\ben\s+redressement\s+judiciaire`, `\bconcurso\s+de\s+acreedores`), hosts},
	},
}
