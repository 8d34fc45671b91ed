package directory

import (
	"regexp"
	"slices"
	"strings"
)

// People who are hired out write their client beside their employer, or in its
// place: "Randstad (at Google)", "Google via Randstad". The employer is who
// hires them out.
var (
	// through names the agency behind the client, in parentheses or not.
	through = regexp.MustCompile(`(?i)^.*\S(?:\s+via\s+|\s+c/o\s+|\s*[(\[,–—-]\s*(?:[^()\[\]]*\s)?(?:via|c/o|through|über|tramite|a través de|par le biais de)[\s:]+|` +
		`\s*[(\[,–—-]?\s*(?:employed|contracted|contracting|contract|contractor|payrolled|payroll|hired|staffed)\s+(?:by|through|via|with)\s+)([^()\[\]]+?)\s*[)\]]?\s*$`)
	// client names the client behind the agency.
	client = regexp.MustCompile(`(?i)(?:\s+@\s*\S.*|\s*[(\[,;/–—-]\s*(?:end[- ]?)?(?:clients?|clientes?|kunden?|customers?)(?:\s+final)?\s*(?::|-|is\b)?\s*\S.*|` +
		`\s*[,;/]?\s+(?:on\s+(?:assignment|behalf|contract|project)\s+(?:at|with|for|to|of)|assigned\s+to|contracted\s+to|seconded\s+to|deployed\s+(?:at|to)|outsourced\s+to|en\s+mission\s+chez)\s+\S.*)$`)
	// at stands between two names.
	at = regexp.MustCompile(`(?i)\s+(?:at|for|bei|chez|bij)\s+\S.*$`)
)

// clientSigns are in every name that has a client or an agency beside it.
var clientSigns = []string{
	"via", "c/o", "through", "über", "tramite", "a través de", "le biais", "employed", "contract", "payroll", "hired", "staffed", "@", "client", "kunde",
	"customer", "assign", "behalf", "project", "second", "deploy", "outsourc", "en mission", " at ", " for ", " bei ", " chez ", " bij ",
}

// withoutClient returns a name without the client that stands beside it.
func withoutClient(name string) string {
	small := strings.ToLower(name)
	if !containsAny(small, clientSigns) {
		return name
	}
	if agency := through.FindStringSubmatch(name); agency != nil && hasDistinctive(agency[1]) {
		return agency[1]
	}
	if rest := client.ReplaceAllString(name, ""); rest != name && hasDistinctive(rest) {
		return rest
	}
	if from := at.FindStringIndex(name); from != nil && isAgency(name[:from[0]]) {
		return name[:from[0]]
	}
	return name
}

// hasDistinctive reports whether a name has a word that tells one company from
// another.
func hasDistinctive(name string) bool {
	return slices.ContainsFunc(tokenize(name), func(t token) bool { return isDistinctive(t.text) })
}

// isAgency reports whether a name is that of a company that hires people out:
// one of the largest, or one that says so.
func isAgency(name string) bool {
	tokens := core(tokenize(name))
	if len(tokens) == 0 {
		return false
	}
	return agencies[joined(tokens)] || len(tokens) > 1 && agencyWords[tokens[len(tokens)-1].text]
}

// agencyWords end the names of many companies that hire people out.
var agencyWords = map[string]bool{
	"staffing": true, "recruitment": true, "recruiting": true, "personnel": true, "personal": true, "interim": true, "zeitarbeit": true,
	"uitzendbureau": true, "talent": true, "resourcing": true,
}

// agencies are the largest companies that hire people out, by exact key.
var agencies = map[string]bool{
	"randstad": true, "adecco": true, "adeccogroup": true, "manpower": true, "manpowergroup": true, "experis": true, "roberthalf": true,
	"teksystems": true, "aerotek": true, "actalent": true, "insightglobal": true, "kforce": true, "hays": true, "michaelpage": true,
	"pagegroup": true, "kelly": true, "kellyservices": true, "apexsystems": true, "allegisgroup": true, "collabera": true, "modis": true,
	"akkodis": true, "volt": true, "voltworkforcesolutions": true, "artech": true, "magnit": true, "pontoon": true, "brunel": true,
	"trueblue": true, "spherion": true, "expressemploymentprofessionals": true, "yoh": true, "synergishr": true, "motionrecruitment": true,
	"mindlance": true, "russelltobin": true, "pageexecutive": true, "reed": true, "gigroup": true, "proactis": true, "synergie": true,
	"crit": true, "amadeusfire": true, "ferchau": true, "recruit": true, "persol": true, "pasona": true, "toptal": true, "crossover": true,
}
