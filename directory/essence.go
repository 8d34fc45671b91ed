package directory

import (
	"regexp"
	"slices"
	"strings"
)

var (
	// filerSuffix is the state that the SEC puts behind the names of filers,
	// as in "BANK OF AMERICA CORP /DE/" and "COMPANY/MN".
	filerSuffix = regexp.MustCompile(`(?:\s+/[A-Za-z]{2,7}/?|/[A-Za-z]{2,3}/|\s*/[A-Za-z][A-Za-z ]{1,20}/|(\b(?i:company|corp|co|inc|ltd|limited|i+)\.?)(?:\s?/\s?[A-Za-z]{2,10}|/[A-Za-z][A-Za-z ]{1,20})|/)\s*$`)
	// companyOf is an apposition such as ", a Foo company" or " - part of Foo".
	companyOf = regexp.MustCompile(`(?i)(?:\s*[,;]|\s+[-–—|])\s*(?:an?\s+[^,]{1,80}\s(?:company|business|brand|subsidiary|division|unit|venture|portfolio company)|(?:a\s+)?(?:part|member|division|subsidiary|unit)\s+of\s.*)\.?\s*$`)
	// formerly is a former name, or the name in a register.
	formerly = regexp.MustCompile(`(?i)[\s,;(]+(?:formerly(?:\s+known\s+as)?|f/?k/?a|previously(?:\s+known\s+as)?|now(?:\s+known\s+as|\s+part\s+of)|d/?b/?a|doing business as|trading as|vormals|ehemals|anciennement|antes)[\s.:]+\S.*$`)
	// security is what lists of stocks put behind the name of a company.
	security = regexp.MustCompile(`(?i)[\s,.(]+(?:[\d.]+\s?%\s+)?(?:(?:class|series)\s+[a-z0-9]{1,2}\b.*|` +
		`(?:new\s+)?(?:common|ordinary|capital|preferred|preference|depositary|subordinated?|multiple|restricted)\s+(?:voting\s+|non-voting\s+|limited\s+)*(?:stock|shares?|units?|receipts?)\b.*|` +
		`(?:sponsored\s+|unsponsored\s+)?(?:american|global)\s+deposi[a-z]+.*|(?:common\s+)?shares\s+of\s+beneficial\s+interest.*|` +
		`(?:[\d.]+\s?%|perpetual|fixed|floating|senior|junior|subordinated)\b.*\b(?:notes|debentures|bonds|stock)\b.*|notes\s+due\b.*|warrants?)$`)
	securityShort = regexp.MustCompile(`\s+(?:(?i:sponsored\s+)?(?:ADRs?|ADSs?|GDRs?))\s*(?:\([A-Za-z ]+\))?\s*$`)
	// newcomer is how such lists mark a company that took over an old name, and
	// its papers.
	newcomer = regexp.MustCompile(`(?i)(\b(?:inc|corp|corporation|plc|ltd|limited|co|company|trust|lp)\.?(?:\s+[ivx]+)?)\s+(?:new|units?|warrants?|rights?)\s*$`)
	// tagline is what stands behind a dash or a bar.
	tagline = regexp.MustCompile(`\s+[-–—]\s+\S.*$`)
	bar     = regexp.MustCompile(`\s*[|•·¦]\s*\S?.*$`)
	// campuses are employers whose parts are employers of their own.
	campuses = regexp.MustCompile(`(?i)universi|college|school|department|ministr|hospital|institut|agency|council|\bstate\b|\bcity\b|government|county`)
	// address is a web address in the place of a name.
	address = regexp.MustCompile(`(?i)^\s*(?:https?://)?(?:www\.)?`)
)

// explanation is something that explains a name without being part of it.
type explanation struct {
	signs []string // of which the name has one, in small letters, where there is one; nil where anything may be one
	drop  func(name string) string
}

// explanations are in the order in which they are dropped.
var explanations = []explanation{
	{[]string{"/", `\`}, func(s string) string { return filerSuffix.ReplaceAllString(strings.ReplaceAll(s, `\`, "/"), "$1") }},
	{
		[]string{"stock", "share", "class", "series", "deposi", "notes", "warrant", "debenture", "bond", "unit", "receipt"},
		func(s string) string { return security.ReplaceAllString(s, "") },
	},
	{[]string{"adr", "ads", "gdr"}, func(s string) string { return securityShort.ReplaceAllString(s, "") }},
	{[]string{"new", "unit", "right", "warrant"}, func(s string) string { return newcomer.ReplaceAllString(s, "$1") }},
	{nil, withoutClient},
	{
		[]string{"former", "ka", "k/a", "ba", "b/a", "previously", "now", "business as", "trading as", "vormals", "ehemals", "ancien", "antes"},
		func(s string) string { return formerly.ReplaceAllString(s, "") },
	},
	{
		[]string{"company", "business", "brand", "subsidiary", "division", "unit", "venture", "part of", "member of"},
		func(s string) string { return companyOf.ReplaceAllString(s, "") },
	},
	{[]string{"|", "•", "·", "¦"}, func(s string) string { return bar.ReplaceAllString(s, "") }},
	{[]string{"-", "–", "—"}, withoutTagline},
	{[]string{")", "]", "）"}, withoutParentheses},
	{[]string{"http", "www"}, func(s string) string { return address.ReplaceAllString(s, "") }},
}

// essence drops what explains a name without being part of it.
func essence(name string) string {
	small := strings.ToLower(name)
	for _, e := range explanations {
		if e.signs != nil && !containsAny(small, e.signs) {
			continue
		}
		if rest := e.drop(name); rest != name && len(tokenize(rest)) > 0 {
			name = rest
		}
	}
	return name
}

func containsAny(text string, signs []string) bool {
	return slices.ContainsFunc(signs, func(sign string) bool { return strings.Contains(text, sign) })
}

func withoutTagline(name string) string {
	at := tagline.FindStringIndex(name)
	if at == nil || campuses.MatchString(name[:at[0]]) {
		return name
	}
	return name[:at[0]]
}

// withoutParentheses drops parentheses at the end, however many.
func withoutParentheses(name string) string {
	for {
		trimmed := strings.TrimRight(name, " .,")
		if trimmed == "" || !strings.HasSuffix(trimmed, ")") && !strings.HasSuffix(trimmed, "]") && !strings.HasSuffix(trimmed, "）") {
			return name
		}
		open := strings.LastIndexAny(trimmed, "([（")
		if open <= 0 || len(tokenize(trimmed[:open])) == 0 {
			return name
		}
		name = trimmed[:open]
	}
}
