package directory

import (
	"regexp"
	"strings"
)

var (
	// filerSuffix is the state that the SEC puts behind the names of filers,
	// as in "BANK OF AMERICA CORP /DE/" and "COMPANY/MN".
	filerSuffix = regexp.MustCompile(`(?:\s+/[A-Za-z]{2,7}/?|/[A-Za-z]{2,3}/|(\b(?i:company|corp|co|inc|ltd|i+)\.?)\s?/\s?[A-Za-z]{2,10}|/)\s*$`)
	// companyOf is an apposition such as ", a Foo company" or " - part of Foo".
	companyOf = regexp.MustCompile(`(?i)(?:\s*[,;]|\s+[-–—|])\s*(?:an?\s+[^,]{1,80}\s(?:company|business|brand|subsidiary|division|unit|venture|portfolio company)|(?:a\s+)?(?:part|member|division|subsidiary|unit)\s+of\s.*)\.?\s*$`)
	// formerly is a former name, or the name in a register.
	formerly = regexp.MustCompile(`(?i)[\s,;(]+(?:formerly(?:\s+known\s+as)?|f/?k/?a|previously(?:\s+known\s+as)?|now(?:\s+known\s+as|\s+part\s+of)|d/?b/?a|doing business as|trading as|vormals|ehemals|anciennement|antes)[\s.:]+\S.*$`)
	// tagline is what stands behind a dash or a bar.
	tagline = regexp.MustCompile(`\s+[-–—]\s+\S.*$`)
	bar     = regexp.MustCompile(`\s*[|•·¦]\s*\S?.*$`)
	// campuses are employers whose parts are employers of their own.
	campuses = regexp.MustCompile(`(?i)universi|college|school|department|ministr|hospital|institut|agency|council|\bstate\b|\bcity\b|government|county`)
	// address is a web address in the place of a name.
	address = regexp.MustCompile(`(?i)^\s*(?:https?://)?(?:www\.)?`)
)

// essence drops what explains a name without being part of it.
func essence(name string) string {
	for _, drop := range []func(string) string{
		func(s string) string { return filerSuffix.ReplaceAllString(s, "$1") },
		func(s string) string { return formerly.ReplaceAllString(s, "") },
		func(s string) string { return companyOf.ReplaceAllString(s, "") },
		func(s string) string { return bar.ReplaceAllString(s, "") },
		withoutTagline,
		withoutParentheses,
		func(s string) string { return address.ReplaceAllString(s, "") },
	} {
		if rest := drop(name); len(tokenize(rest)) > 0 {
			name = rest
		}
	}
	return name
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
