package news

import (
	"regexp"
	"slices"
	"strings"

	"kith"
)

// layoff is told by a phrase that says that jobs are cut or people let go.
var layoff = rule{
	kind:       kith.EventLayoff,
	stems:      slices.Concat(tellingStems, cutStems),
	may:        mayLayOff,
	background: true,
	against:    notLayoff,
	forms: []form{
		{layoffAt, hosts},
		{phrases, hosts},
		{regexp.MustCompile(`^(?:tech |startup |mass |more )?layoffs `), hostsHeaded},
	},
}

// hostsHeaded returns the company of a headline without small words that begins
// with what happens: "layoffs ferry startup northwharf".
func hostsHeaded(s *speech, _, end int) []party {
	from := s.index(end)
	if runs := s.runs(from, len(s.words)); len(runs) > 0 && runs[0].from == from && s.isHeaded(runs[0]) {
		name, _ := s.name(runs[0])
		return asParties([]string{name})
	}
	return nil
}

// notLayoff finds cuts that hit nobody's job.
var notLayoff = words(`lay(?:s|ing)?\s+off\s+the\s+(?:gas|booze|drink|sauce|sweets|pedal|throttle|brakes?|horn|accelerator)`, `(?:cut|cuts|dropped|released)\s+from\s+the\s+(?:squad|team|roster)`, `layoffs?\s+in\s+(?:the\s+)?(?:us|u\.s\.|america|europe|industry|sector|tech)\s+(?:rose|fell|hit)`,
	`jobless\s+claims`, `survey`, `challenger,?\s+gray`, `unemployment\s+(?:rate|claims)`, `job\s+cuts\s+(?:announced\s+by\s+)?(?:u\.?s\.?|us-based)\s+(?:companies|employers)`, `pay\s+cuts?\s+for`, `vaccin\w+\s+mandate`)

// Pieces of the patterns.
const (
	figure = `(?:\d{1,3}(?:[.,\x{a0}\x{202f}]\d{3})+|\d+(?:[.,]\d+)?)`
	// quantity stands between a verb and what is cut.
	quantity = `(?:(?:about|around|approximately|nearly|almost|some|up to|as many as|more than|over|at least|roughly|another|further|additional|` +
		`between|and|to|fewer than|less than|under|its|the|their|his|her|our|all|most|many|several|dozens|hundreds|thousands|half|a third|a quarter|a fifth|a tenth|` +
		`one in \w+|one[- ](?:third|quarter|fifth|tenth)|small|large|percentage|portion|two|three|four|five|six|seven|eight|nine|ten|\w+ thousand|\w+ hundred|\w+ percent|` +
		figure + `(?:\s?[-–]\s?` + figure + `)?\s?(?:k\b|%|percent\b|per cent\b|pct\b|pc\b)?|` + figure + `[- ](?:person|strong|member)|of|a|an|total|more|or so)\s+)`
	// freely are other words there: "cuts sales and support staff".
	freely = `(?:[\pL'’&.-]+\s+){0,3}?`
	// work is what a layoff cuts; people are those that it hits.
	work   = `(?:jobs?|positions?|roles?|posts|headcount|head count|workforce|work force|staff|staffers|personnel)`
	people = `(?:employees|workers|staffers|staff members|team members|people|engineers|contractors|staff|personnel|journalists|managers|developers|designers|recruiters|associates|researchers|moderators|writers|editors|drivers|pilots|technicians|salespeople|analysts|testers|agents|artists)`
	cuts   = `(?:cut|cuts|cutting|slash|slashes|slashed|slashing|eliminat(?:e|es|ed|ing)|shed|sheds|shedding|axe|axes|axed|axing|ax|axing|` +
		`trim|trims|trimmed|trimming|scrap|scraps|scrapped|scrapping|reduc(?:e|es|ed|ing)|shrink|shrinks|shrinking|downsiz(?:e|es|ed|ing)|cull|culls|drop|drops|pare|pares|pared|paring|chop|chops|terminat(?:e|es|ed|ing))`
)

// phrases are how layoffs are reported in English.
var phrases = regexp.MustCompile(`(?i)` + strings.Join([]string{
	`\b(?:lay|lays|laying|laid)\s+(?:\S+\s+){0,6}?off\b`,
	`\blay[- ]?offs?\b`, `\b(?:lay|lays|laying|laid)\s+(?:of\s+)?` + quantity + `*(?:[\pL'’-]+\s+)?(?:workforce|` + people + `)\b`,
	`\b(?:fires?|firing|sacks?|lets\s+go)\s+(?:\pL+\s+)?(?:staff|staffers)\b`, `\b(?:lets?|letting)\s+(?:(?:about|around|nearly|almost|some|up\s+to|more\s+than|over|another)\s+)?` + figure + `\s+(?:\pL+\s+){0,2}?go\b`, `\b(?:staff|employees|workers|people|team)\s+(?:(?:are|were|was|being|been)\s+)?let\s+go\b`, `\b(?:jobs|roles|positions|posts)\s+(?:(?:made|are|to\s+be\s+made)\s+)?redundant\b`,
	`\b` + cuts + `\s+(?:(?:about|around|nearly|almost|some|up\s+to|more\s+than|over|roughly)\s+)?` + figure + `\s?(?:%|percent|per\s+cent|pct)\s+of\s+(?:its\s+|the\s+|their\s+)?(?:\pL+\s+)?teams?\b`, `\bredundanc(?:y|ies)\b`, `\bmad?k?e(?:s|ing)?\s+(?:\S+\s+){0,6}?redundant\b`,
	`\b(?:job|staff|headcount|workforce|payroll|head count)[\s-]+(?:cuts?|losses|reductions?|cutbacks?|cutting)\b`,
	`\breductions?\s+in\s+(?:force|workforce|headcount|staff)\b`,
	`\b` + cuts + `\s+` + quantity + `+` + freely + `(?:` + work + `|` + people + `)\b`,
	`\b` + cuts + `\s+` + freely + `(?:jobs|positions|roles|posts|headcount|workforce|staff)\b`,
	`\b(?:fire|fires|fired|firing|dismiss|dismisses|dismissed|let go of|lets go|let go|lets go of|letting go of|sacks?|sacked|parts? ways with)\s+` + quantity + `+` + freely + people + `\b`,
	figure + `k?\s+(?:[\pL'’-]+\s+){0,3}?(?:jobs|positions|posts|roles)\s+(?:\S+\s+){0,3}?(?:to\s+go|axed|cut|lost|eliminated|slashed|at\s+risk)\b`,
	`\b` + cuts + `\s+(?:[\pL-]+\s+){0,2}?(?:managers|recruiters|contractors|engineers|staffers)\b`, `\bdownsiz(?:es|ing)$`,
	`\bjobs\s+(?:axed|to\s+go|slashed)\b`,
	`\b(?:fires?|fired|firing|dismiss\w*)\s+(?:about\s+|nearly\s+|almost\s+|over\s+|more\s+than\s+)?(?:half|a\s+(?:third|quarter|fifth)|most|one[- ]third|\d+\s?(?:%|percent))(?:\s+of)?\s+(?:(?:its|the|their)\s+)?(?:workforce|staff|employees|team)`,
	`\bmak(?:e|es|ing)\s+(?:\S+\s+){0,2}?cuts\s+to\s+(?:\S+\s+){0,6}?(?:units?|teams?|groups?|staff)\b`, figure + `\s+employees\s+(?:impacted|affected|let\s+go)\b`, `\b(?:cutbacks?|cuts|reductions?)\s+(?:will\s+|to\s+|could\s+)?(?:impact|affect|hit)s?\s+` + quantity + `*(?:jobs|roles|positions|employees|workers|people)\b`,
	`\breductions?\s+of\s+(?:about\s+|around\s+|some\s+|up\s+to\s+|approximately\s+)?` + figure + `\s+(?:\pL+\s+){0,2}?(?:jobs|positions|employees|workers|people|roles)\b`, `\b(?:gives?|gave|given|giving)\s+(?:\pL+\s+)?notices?\s+to\s+(?:\pL+\s+){0,2}` + figure + `\s+(?:\pL+\s+){0,2}?(?:employees|workers|people)\b`,
	`\bfurlough(?:s|ed|ing)?\b`, `\b(?:staff|workforce)\s+(?:is|are|will\s+be|being)\s+(?:reduced|cut)\b`, `\btrims?\s+(?:headcount|workforce|staff|jobs)\b`, `\blays?\s+of\s+\d+`,
}, "|"))

// layoffAt is a layoff that is told before the company: "140 jobs cut at
// Acme", "layoffs hit Acme".
var layoffAt = words(`(?:laid\s+off|lay\s+offs|jobs?\s+(?:cuts?|losses|lost|axed|(?:to\s+)?go|going|at\s+risk|slashed)|layoffs?|lay-offs|redundancies)\s+(?:(?:announced|made|planned|loom|coming|continue|begin|began|expected|confirmed|reported|under\s+way|come|coming|mount|mounts|tally|season)\s+){0,2}(?:at|hit|hits|by|to|bei|chez)`)

// Stems of the words in phrases: one of the first alone, or one of each of the
// others.
var (
	tellingStems = []string{"layoff", "lay-off", "lay off", "redundan", "headcount", "furlough", " lets "}
	cutStems     = []string{"lay", "laid", "cut", "slash", "eliminat", "shed", "axe", "axing", "trim", "scrap", "reduc", "shrink", "downsiz", "cull", "drop", "chop", "terminat", "sack", "impacted", "affected", "fire", "firing", "dismiss", "let", "lost", "loss", "part", "jobs", "pare", "paring", "notice"}
	peopleStems  = []string{"off", "job", "position", "role", "post", "force", "staff", "employee", "worker", "people", "personnel", "engineer", "contractor", "journalist", "manager", "develop", "design", "recruit", "associate", "research", "moderator", "writer", "editor", "driver", "pilot", "techn", "sales", "analyst", "tester", "agent", "artist", "team", "unit", "groups"}
)

// mayLayOff reports whether a sentence in small letters has words that the
// phrases need.
func mayLayOff(lower string) bool {
	has := func(stem string) bool { return strings.Contains(lower, stem) }
	return slices.ContainsFunc(tellingStems, has) || slices.ContainsFunc(cutStems, has) && slices.ContainsFunc(peopleStems, has)
}
