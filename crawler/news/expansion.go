package news

import "kith"

// crowd is a number of people who are taken on.
const crowd = `(?:` + figure + `k?|hundreds|thousands|dozens|(?:(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|several)\s+)?(?:hundred|thousand|dozen))`

// expansion is told when a company opens or enlarges premises, goes to a new
// place, or takes many people on.
var expansion = rule{
	kind:       kith.EventExpansion,
	stems:      []string{"open", "establish", "set up", "sets up", "setting up", "expan", "creat", "hire", "hiring", "jobs", "build", "new plant", "new office", "inaugurat", "recruit", "ground on", "doubl", "invest", "eröffn", "schafft", "munkahely", "új gyár", "ouvr", "embauch", "abr", "contrata"},
	background: true,
	against: words(`open(?:s|ed|ing)?\s+(?:up|fire|with|the\s+door|champion\w*|letter|source|higher|lower|to\s+the\s+public)`, `(?:us|french|australian|british|china|bmw|canadian)\s+open`, `opening\s+(?:arguments?|game|night|weekend|day|ceremony)`, `expand\w*\s+(?:margins?|its\s+(?:prepaid|portfolio|line-?up))`, `expansion\s+of\s+the\s+(?:charging|network|system)`,
		`(?:buys?|acquires?|buying|acquiring)\s+(?-i:\p{Lu})\pL*`, `open\s+house`, `settlements?`, `would\s+create`, `aims?\s+(?:of|to)`, `merger`, `clinical\s+trials?`, `reopen\w*`, `hired\s+to`, `permit\s+to\s+build`),
	forms: []form{
		{words(`(?:opens|opening|opened|inaugurat(?:es|ed|ing)|(?:to|will|would)\s+(?:open|inaugurate)|breaks\s+ground\s+on|broke\s+ground\s+on)\s+(?:\S+\s+){0,8}?(?:office|plant|factory|store|stores|offices|headquarters|hub|warehouse|facility|campus|restaurants?|data\s+cent(?:er|re)|distribution\s+cent(?:er|re)|cent(?:er|re)|branch|branches|site|lab|laborator(?:y|ies)|studio|location|locations)`, `(?:establish(?:es|ed|ing)?|sets?\s+up|setting\s+up)\s+(?:an?|its|two|three|new)\s+(?:\S+\s+){0,5}?(?:office|offices|plant|factory|hub|warehouse|facility|campus|data\s+cent(?:er|re)|cent(?:er|re)|branch|site|lab|laborator(?:y|ies)|studio|unit|subsidiary)`), doers},
		{words(`(?:(?:to|will|would|may|could)\s+(?:create|add|hire|recruit)|(?:creat|add|hir|recruit)(?:es|s|ing))\s+(?:(?:about|around|up\s+to|some|more\s+than|over|nearly|almost|another|at\s+least|an?\s+additional|a\s+total\s+of|as\s+many\s+as)\s+)?` + crowd + `\s+(?:\S+\s+){0,3}?(?:jobs|people|workers|employees|staff|engineers|positions|roles|graduates|developers|in\s+(?-i:\p{Lu})\pL+)`), doers},
		{words(`(?:is\s+expanding|expands|to\s+expand|will\s+expand|has\s+expanded)\s+(?:\S+\s+){0,5}?(?:headquarters|office|offices|plant|factory|campus|facility|workforce|warehouse|presence|production|manufacturing)`, `expands\s+(?:in)?to\s+\p{Lu}\pL+`, `(?:builds|(?:to|will|would)\s+build|is\s+building)\s+(?:\S+\s+){0,5}?(?:factory|plant|gigafactory|campus|headquarters|data\s+cent(?:er|re)|warehouse|distribution\s+cent(?:er|re))`), doers},
		{words(`doubl(?:e|es|ing)\s+(?:its|the)\s+(?:\S+\s+){0,3}?(?:workforce|headcount|staff|personnel|capacity|production)`, `invest(?:s|ed|ing)?\s+(?:\S+\s+){1,6}?(?:in|into|on|to\s+build|building)\s+(?:an?\s+|its\s+)?new\s+(?:\S+\s+){0,3}?(?:factory|plant|mill|campus|headquarters|warehouse|cent(?:er|re)|facility|office|line)`), doers},
		{words(`new\s+(?:\S+\s+){1,3}?(?:store|shop|factory|plant|office|restaurant|branch|hotel|warehouse)\s+(?:opens|opened|to\s+open|will\s+open)`), openedAs},
		{pattern(`\beröffnet\s+(?:\S+\s+){0,5}?(?:werk|büro|standort|filiale|fabrik)`, `\bschafft\s+(?:\S+\s+){0,4}?(?:arbeitsplätze|stellen|jobs)`, `\bcré(?:e|era)\s+(?:\S+\s+){0,3}?emplois`, `\bcre(?:a|ará)\s+(?:\S+\s+){0,3}?empleos`), doers},
	},
}

// openedAs returns the company by whose name premises are called that open: "a
// new Acme store opened".
func openedAs(s *speech, at, end int) []party {
	runs := s.runs(s.index(at)+1, s.index(end-1))
	if s.style == flat || len(runs) != 1 {
		return nil
	}
	name, _ := s.name(runs[0])
	if name == "" {
		return nil
	}
	return asParties([]string{name})
}
