package news

import "kith"

// reorganisation is told when a company changes how it is built: it
// restructures, splits, or takes a part out of itself.
var reorganisation = rule{
	kind:       kith.EventReorganisation,
	stems:      []string{"restructur", "reorgani", "spin", "split", "demerge", "realign", "aligns organi", "divided into", "overhaul", "carve", "umbau", "umstruktur", "átszervez", "átalakít", "réorganis", "restructura", "reestructur", "streamlin", "reshuffl", "revamp", "simplif"},
	background: true,
	against: words(`restructuring\s+(?:costs?|charges?|expenses|provisions?|talks\s+with\s+creditors|of\s+(?:its\s+)?debts?|support)`, `debt\s+restructuring`, `(?:stock|share)\s+split`, `split\s+(?:decision|screen|up\s+with\s+\w+\s+(?:husband|wife|boyfriend|girlfriend))`, `spin(?:s|ning)?\s+(?:around|bike|class|out\s+of\s+control)`,
		`banana\s+split`, `as\s+(?:its\s+)?restructuring\s+continues`, `continu(?:es|ed|ing)\s+to\s+(?:restructure|reorgani[sz]e|streamline)`, `charges\s+related\s+to`, `time\s+to\s+restructure`),
	forms: []form{
		{words(`(?:restructures?|restructured|reorgani[sz]e[sd]?|realigns?|realigned|overhauls|revamps|streamlines)\s+(?:\S+\s+){0,4}?(?:teams?|business(?:es)?|organi[sz]ation|operations|divisions?|units?|structure|management|workforce|company|departments?|itself|functions?)`,
			`(?:is|will|would|are)\s+(?:\S+ly\s+)?(?:streamlin|realign|overhaul|revamp|reshuffl)(?:e|ing)?\s+(?:its|the|their)\b`, `would\s+(?:restructure|reorgani[sz]e)`, `(?:is|to|will|are|be)\s+(?:restructur|reorgani[sz])(?:e|ed|ing)\b`, `reshuffl(?:es?|ed|ing)\s+(?:\S+\s+){0,3}?(?:management|executives|operations|units|structure|leadership)`, `simplif(?:y|ies|ied|ying)\s+(?:its|the)\s+(?:\S+\s+){0,3}?(?:structure|organi[sz]ation)`, `aligns?\s+(?:its\s+)?organi[sz]ation`), doers},
		{words(`(?:announc\w+|unveil\w*|launch\w*|plans?|begins?|starts?|undergo\w*|confirm\w*|complet\w+|outlin\w+|consider\w*|mull\w*|propos\w+|prepar\w+)\s+(?:\S+\s+){0,4}?(?:restructuring|reorgani[sz]ation|reorg|restructuring\s+plan|split|demerger|spin-?off)`), doers},
		{words(`(?:spins?|spinning|spun)\s+(?:off|out)\s+(?:(?:its|the|their)\s+\S+|\S+\s+(?:unit|business|division|arm|operations?))`, `(?:to|will|would|may|could|plans\s+to)\s+(?:demerge|be\s+divided\s+into|split\s+(?:in(?:to)?|itself|off))`, `splits\s+in(?:to)?\s+(?:two|three)`, `carves?\s+out\s+its`), doers},
		{words(`(?:global|major|company-wide|internal|big|corporate)\s+(?:restructuring|reorgani[sz]ation|reorg)`, `(?:layoffs?|cuts?)\s+(?:and\s+|in\s+)?(?:reorgani[sz]ation|reorg)`), hosts},
		{pattern(`(?:^|\PL)(?:szerkezetátalakít\pL*)`), hungarianHosts},
		{pattern(`(?:^|\PL)(?:umstrukturier\pL*|átszervez\pL*|réorganis\pL*|reestructura\pL*)`), hosts},
	},
}
