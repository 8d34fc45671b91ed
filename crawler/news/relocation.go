package news

import "kith"

// relocation is told when a company moves its seat, an office or work to
// another place.
var relocation = rule{
	kind:       kith.EventRelocation,
	stems:      []string{"relocat", "mov", "outsourc", "offshor", "shift", "transfer", "verlager", "verlegt", "umzug", "szervez", "költöz", "áthelyez", "traslad", "transfér", "délocalis"},
	background: true,
	against:    words(`no\s+plans\s+to\s+move`, `has\s+no\s+plans`, `mov(?:es|ed|ing|e)\s+(?:forward|ahead|higher|lower|up|down|on|closer|quickly|past|into\s+(?:the\s+)?(?:final|lead))`, `wanted\s+to\s+be`, `shift(?:s|ed)?\s+(?:focus|blame|gears)`, `evacuat\w+`),
	forms: []form{
		{words(`(?:relocat(?:e|es|ed|ing)|mov(?:e|es|ed|ing)|shift(?:s|ed|ing)?|transfer(?:s|red|ring)?)\s+(?:\S+\s+){0,6}?(?:headquarters|hq|head\s+office|offices?|production|operations|manufacturing|plants?|jobs|roles|warehouses?|base|assembly|work|factory|call\s+cent(?:er|re))\s+(?:\S+\s+){0,6}?(?:to|from|out\s+of|into|offshore|overseas|abroad)`,
			`(?:to|will|is)\s+relocat(?:e|ing)\s+(?:to|from)`, `relocates\s+(?:to|from)`, `mov(?:es|ed|ing|e)\s+(?:in)?to\s+(?:an?|its)\s+new\s+(?:\S+\s+){0,2}?(?:headquarters|hq|head\s+office|offices?|campus)`, `(?:outsourc|offshor)(?:e|es|ed|ing)\s+(?:\S+\s+){0,5}?(?:jobs|roles|positions|work|production|operations)\s+to`), doers},
		{words(`relocation\s+of\s+(?:\S+\s+){0,4}?(?:headquarters|offices?|production|operations|plants?|jobs)`), hosts},
		{pattern(`szervezn\pL*\s+\p{Lu}\pL+(?:ba|be|ra|re)\b`, `(?:költözik|költözteti|áthelyezi)(?:\PL|$)`), hungarianHosts},
		{pattern(`\bverlager(?:t|n)\b`, `\bverlegt\b`, `\btraslad(?:a|ará)\b`, `\bdélocalis\pL+`), doers},
	},
}
